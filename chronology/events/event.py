"""The parts of a chronology, with references resolved: `event.place.name`.

A part that refers to nothing else is the entry of the `Record` itself: sources, parties, places,
kinds and topics. Each other part has the fields of its counterpart there, under the same names and
with the same meanings (see `chronology.model`), but holds things where that holds ids. Parts are
frozen, and two of one type are equal if they have the same fields, whichever file they were loaded
from.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Self, SupportsIndex, TypeAlias, TypeVar

from chronology import model
from chronology.dates import Edtf, Hemisphere, Span, TimeOfDay, parse
from chronology.dates.days import Day
from chronology.events.order import EventBounds, Reckoning, put_in_order
from chronology.model import EVENT_LINKS, Kind, Party, Place, Source, Topic, names_in
from chronology.passages import Passage
from chronology.vocabulary import Capacity, Status, Weekday

_Value = TypeVar("_Value")


class Frozen(Mapping[str, _Value]):
    """A mapping that cannot be changed, nor what lies in it; unlike a proxy it can be pickled."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Freeze a copy of the values: lists become tuples, mappings frozen ones."""
        self._values = {key: _frozen(value) for key, value in values.items()}

    def __getitem__(self, key: str) -> _Value:
        """The value of a key; raises KeyError for an unknown one."""
        value: _Value = self._values[key]
        return value

    def __iter__(self) -> Iterator[str]:
        """The keys in the order of the file."""
        return iter(self._values)

    def __len__(self) -> int:
        """The number of keys."""
        return len(self._values)

    def __hash__(self) -> int:
        """The same for equal values, whatever the order of their keys."""
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        """The values as a dictionary shows them."""
        return repr(self._values)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return Frozen(value)
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


class Part:
    """A value: equal to others of its type with the same fields, and its own copy.

    Of an event that a part names, only the id counts. Events name each other in circles and in
    chains of any length, which a comparison that followed them would not survive.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Compare field by field; the first is the id, so that unequal parts are soon told."""
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return all(
            _own(getattr(self, name)) == _own(getattr(other, name)) for name in self._compared()
        )

    def __hash__(self) -> int:
        """The hash of the id alone where there is one: it is cheap, and seldom collides."""
        id_ = getattr(self, "id", None)
        if id_ is not None:
            return hash(id_)
        return hash(tuple(_own(getattr(self, name)) for name in self._compared()))

    @classmethod
    @cache
    def _compared(cls) -> tuple[str, ...]:
        return tuple(each.name for each in fields(cls) if each.compare)  # type: ignore[arg-type]  # a dataclass

    def __copy__(self) -> Self:
        """The part itself, since nothing in it can change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """The part itself, since nothing in it can change."""
        return self


def _own(value: object) -> object:
    """The share of a field in the value of a part: the id of an event, all of anything else."""
    return value.id if isinstance(value, Event) else value


@dataclass(frozen=True, slots=True, eq=False)
class Person(Part):
    """Somebody who takes part in events."""

    id: str
    name: str
    party: Party | None
    country: str | None
    other_names: tuple[str, ...]
    wikidata: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Participation(Part):
    """A person's or a party's part in an event."""

    who: Person | Party
    capacity: Capacity
    role: str | None

    @property
    def party(self) -> Party | None:
        """The party on whose side they acted."""
        return self.who if isinstance(self.who, Party) else self.who.party


@dataclass(frozen=True, slots=True, eq=False)
class Outcome(Part):
    """One thing that came of an event; `event` is the one that came of it."""

    key: str
    text: str
    event: Event | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Statement(Part):
    """One thing that a source says about time: a relation or a calendar fact, and its target.

    `relation` is one of Allen's thirteen, or `weekday`, `week_of`, `month_of`, `year_of`.
    """

    relation: str
    target: Event | Edtf | Weekday = field(repr=False)
    by: Span | None = None


@dataclass(frozen=True, slots=True, eq=False)
class When(Part):
    """A source's words about the time of an event, and the statements that they make."""

    says: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Citation(Part):
    """One passage of a source, and what it tells about the event."""

    source: Source
    passage: Passage | None
    supports: tuple[str, ...]
    derived: str | None
    when: tuple[When, ...]
    differs: Mapping[str, str]

    @property
    def url(self) -> str | None:
        """The address that opens the source at the passage, or a copy of it where it has none."""
        address = self.source.url or next(iter(self.source.copies), None)
        return self.passage.link(address) if address and self.passage else address


@dataclass(frozen=True, slots=True, eq=False)
class Event(Part):
    """Something that happened, was said, or was planned."""

    id: str
    title: str
    kind: Kind | None
    date: Edtf | None
    time: TimeOfDay | None
    timezone: str | None
    duration: Span | None
    status: Status
    place: Place | None
    venue: str | None
    summary: str | None
    participants: tuple[Participation, ...]
    parties: tuple[Party, ...]
    topics: tuple[Topic, ...]
    excluded_topics: tuple[Topic, ...]
    outcomes: tuple[Outcome, ...]
    notes: Mapping[str, str]
    decisions: Mapping[str, str]
    citations: tuple[Citation, ...]
    extra: Mapping[str, Any]
    part_of: Event | None = field(default=None, repr=False)
    follows: Event | None = field(default=None, repr=False)
    cancels: Event | None = field(default=None, repr=False)
    reckoning: Reckoning | None = field(default=None, repr=False, compare=False)

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """The record and the event's id, from which all of it follows again.

        To follow the events from one to the next would take a recursion as deep as their chains.
        An event that somebody has made from another, as by `dataclasses.replace`, has no other
        home than its own fields.
        """
        if self.reckoning is not None and self.reckoning.events.get(self.id) is self:
            return _at_home, (self.reckoning, self.id)
        # `super()` knows the class only as it was before it had slots.
        return object.__reduce_ex__(self, protocol)

    def __repr__(self) -> str:
        """The event in one line.

        >>> import chronology
        >>> chronology.load()["putin-trump-call"]
        <Event putin-trump-call 2025-02-12>
        """
        return f"<Event {self.id} {self.date or 'undated'}>"

    @property
    def earliest(self) -> Day | None:
        """The first day on which it can have begun; None if that is open, unknown, or undated."""
        return self.date.earliest if self.date else None

    @property
    def latest(self) -> Day | None:
        """The last day on which it can have ended; None if that is open, unknown, or undated."""
        return self.date.latest if self.date else None

    @property
    def bounds(self) -> EventBounds:
        """The bounds that its date states, and those that follow from what sources say of time.

        >>> import chronology
        >>> bounds = chronology.load()["later-irritants-round"].bounds
        >>> print(bounds.earliest, bounds.latest, bounds.stated_earliest)
        2025-04-09 2025-12-23 None
        """
        reckoning = self.reckoning or Reckoning(model.Record(events=()))
        return reckoning.bounds(self.id, self.date, self.hemisphere)

    @property
    def hemisphere(self) -> Hemisphere | None:
        """The hemisphere whose seasons its date means, by the latitude of its place."""
        return Hemisphere.at(self.place.latitude) if self.place else None

    @property
    def zone(self) -> str | None:
        """The IANA zone of `time`: its own, or that of the place."""
        return self.timezone or (self.place.timezone if self.place else None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that it cites, each once, in the order of the file."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))

    @property
    def differing(self) -> tuple[tuple[str, str, Citation], ...]:
        """The other readings of its fields: path, reading, and the citation that has it."""
        return tuple(
            (path, reading, citation)
            for citation in self.citations
            for path, reading in citation.differs.items()
        )


def _at_home(reckoning: Reckoning, id_: str) -> object:
    """An event that was pickled by its id."""
    return reckoning.events[id_]


Actor: TypeAlias = Person | Party
"""Whoever can take part in an event."""


# ------------------------------------------------------------------------------ resolving

_OWN = frozenset(model.Event.model_fields)

_NAMES = {
    name: of
    for name, of in names_in(model.Event).items()
    if name not in {*EVENT_LINKS, "participants", "parties", "citations"}
}
"""The fields whose ids stand for entries of a registry, and for nothing else."""


class Resolved(Reckoning):
    """A sound record with its references resolved: everything in it by id.

    `sources`, `parties`, `people`, `places`, `kinds` and `topics` are its registries, `events` its
    events.
    """

    def __init__(self, record: model.Record) -> None:
        """Resolve the registries, of which only people refer to anything, and then the events."""
        super().__init__(record)
        self.sources, self.parties, self.places = record.sources, record.parties, record.places
        self.kinds, self.topics = record.kinds, record.topics
        self.people = {
            id_: Person(**{**dict(each), "id": id_, "party": _look_up(each.party, self.parties)})
            for id_, each in record.people.items()
        }
        self.events: dict[str, Event] = {part.id: _event(part, self) for part in record.events}
        for part in record.events:
            self._complete(self.events[part.id], part)

    def _complete(self, event: Event, part: model.Event) -> None:
        """Resolve what refers to other events."""
        for link in EVENT_LINKS:
            _set(event, link, _look_up(getattr(part, link), self.events))
        outcomes = (
            Outcome(key, each.text, _look_up(each.event, self.events))
            for key, each in part.outcomes.items()
        )
        _set(event, "outcomes", tuple(outcomes))
        _set(event, "citations", tuple(_citations(part, self)))
        _set(event, "reckoning", self)

    def in_order(self) -> list[Event]:
        """The events in the order of a timeline."""
        dates = ((each.id, each.date) for each in self.events.values())
        return [self.events[id_] for id_ in put_in_order(dates, self)]


def _set(event: Event, name: str, value: object) -> None:
    """Set a field of an event that no user has yet; events may refer to each other."""
    object.__setattr__(event, name, value)


def _event(part: model.Event, record: Resolved) -> Event:
    participants = tuple(
        Participation(record.people.get(id_) or record.parties[id_], each.capacity, each.role)
        for id_, each in part.participants.items()
    )
    own = (each.party for each in participants if each.party is not None)
    listed = _look_up(part.parties, record.parties)
    values = {name: getattr(part, name) for name in _OWN}
    for name, registries in _NAMES.items():
        of = [getattr(record, registry) for registry in registries]
        values[name] = _look_up(values[name], of[0] if len(of) == 1 else ChainMap(*of))
    # Outcomes, citations and links refer to other events, and are resolved when all of these exist.
    return Event(
        **values
        | {
            "participants": participants,
            "parties": tuple(dict.fromkeys((*own, *listed))),
            **{name: Frozen(getattr(part, name)) for name in ("notes", "decisions", "extra")},
        }
    )


def _look_up(value: Any, registry: Mapping[str, Any]) -> Any:
    """The thing of an id, the things of several ids, or None for no id."""
    if isinstance(value, tuple):
        return tuple(registry[id_] for id_ in value)
    return None if value is None else registry[value]


def _citations(part: model.Event, record: Resolved) -> Iterator[Citation]:
    for id_, citations in part.citations.items():
        for each in citations:
            yield Citation(
                record.sources[id_],
                each.passage,
                each.supports,
                each.derived,
                tuple(_when(when, record.events) for when in each.when),
                Frozen(each.differs),
            )


def _when(when: model.When, events: dict[str, Event]) -> When:
    statements = []
    for relation in (*model.RELATIONS, *model.CALENDAR_FACTS):
        target = getattr(when, relation)
        if target is None:
            continue
        if relation != "weekday":
            target = events[target] if target in events else parse(target)
        by = when.by if relation in ("before", "after") else None
        statements.append(Statement(relation, target, by))
    return When(when.says, tuple(statements))
