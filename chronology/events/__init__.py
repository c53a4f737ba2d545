"""A `Chronology`: the events of a sound record in time order, with their references resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import chain
from types import MappingProxyType
from typing import Any, Self, TypeVar, overload

from chronology import model
from chronology.dates import Edtf, parse
from chronology.dates.days import Day
from chronology.events.event import (
    Actor,
    Citation,
    Event,
    Outcome,
    Participation,
    Person,
    Resolved,
    Statement,
    When,
)
from chronology.events.order import EventBounds, bounds_in_words
from chronology.model import Kind, Party, Place, Record, Source, Topic
from chronology.passages import fold
from chronology.text import counted, did_you_mean
from chronology.vocabulary import Word

__all__ = [
    "Actor",
    "Chronology",
    "Citation",
    "Event",
    "EventBounds",
    "Kind",
    "Outcome",
    "Participation",
    "Party",
    "Person",
    "Place",
    "Source",
    "Statement",
    "Topic",
    "UnknownIdError",
    "When",
    "bounds_in_words",
]

_Thing = TypeVar("_Thing")
Moment = str | date | Edtf | Day
"""A bound that `between` takes: text in EDTF, a date, or a day."""


class UnknownIdError(KeyError):
    """An unknown id; the message names the nearest known one."""

    def __str__(self) -> str:
        """The message itself; a KeyError would show it in quotation marks."""
        return str(self.args[0])


class Chronology(Sequence[Event]):
    """Events in time order: a whole file's, or those of it that were asked for.

    A sequence of events, in which each is also found by its id. `title` is the file's, `as_of` the
    day up to which sources were searched. `sources`, `parties`, `people`, `places`, `kinds` and
    `topics` are the file's registries by id, whole in every part of it. Two are equal if they hold
    equal events in the same order, and headers and registries are equal; from which files they were
    read does not count.

    >>> import chronology
    >>> record = chronology.load()
    >>> [event.id for event in record.between("2025-02-12", "2025-02-18").of_kind("call")]
    ['putin-trump-call', 'rubio-lavrov-call']
    """

    def __init__(
        self, resolved: Resolved, events: Iterable[Event], file: str | None = None
    ) -> None:
        """Hold some of a record's events; `Chronology.of` makes the whole."""
        self.record = resolved.record
        self.file = file
        self.title = resolved.record.title
        self.as_of = resolved.record.as_of
        self.sources = MappingProxyType(resolved.sources)
        self.parties = MappingProxyType(resolved.parties)
        self.people = MappingProxyType(resolved.people)
        self.places = MappingProxyType(resolved.places)
        self.kinds = MappingProxyType(resolved.kinds)
        self.topics = MappingProxyType(resolved.topics)
        self._resolved = resolved
        self._events = tuple(events)
        self._by_id = {event.id: event for event in self._events}

    @classmethod
    def of(cls, record: Record, file: str | None = None) -> Self:
        """The chronology of a sound record, that is one in which no rule finds an error.

        `file` is the name of the file or folder that holds it, which names what has no other name.
        """
        resolved = Resolved(record)
        return cls(resolved, resolved.in_order(), file)

    def __eq__(self, other: object) -> bool:
        """Compare events, header and registries."""
        if not isinstance(other, Chronology):
            return NotImplemented
        return self._events == other._events and _beside_events(self) == _beside_events(other)

    def __hash__(self) -> int:
        """The hash of the events' ids."""
        return hash(tuple(self._by_id))

    def __reduce__(self) -> tuple[Any, ...]:
        """The record, and which of its events these are: the rest follows from it again."""
        return _of_ids, (type(self), self._resolved, tuple(self._by_id), self.file)

    # -------------------------------------------------------------------------- a sequence

    @overload
    def __getitem__(self, key: int | str) -> Event: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | str | slice) -> Event | Self:
        """An event by its place or its id, or a stretch of them.

        Raises UnknownIdError, a KeyError, for an unknown id, and IndexError for a place too far.
        """
        if isinstance(key, str):
            return _known(self._by_id, key, "event")
        return self._part(self._events[key]) if isinstance(key, slice) else self._events[key]

    def __len__(self) -> int:
        """The number of events."""
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        """The events in time order."""
        return iter(self._events)

    def __contains__(self, key: object) -> bool:
        """True if an event, or the event of an id, is among these."""
        if isinstance(key, str):
            return key in self._by_id
        return isinstance(key, Event) and self._by_id.get(key.id) == key

    def _part(self, events: Iterable[Event]) -> Self:
        return type(self)(self._resolved, events, self.file)

    # -------------------------------------------------------------------------- the file

    @property
    def highlights(self) -> tuple[Event, ...]:
        """The events among these that the file puts first."""
        return tuple(self._by_id[id_] for id_ in self.record.highlights if id_ in self._by_id)

    # -------------------------------------------------------------------------- questions

    def between(self, start: Moment | None, end: Moment | None, *, certainly: bool = False) -> Self:
        """The events that may have happened from one day to another, both included.

        `start` and `end` are dates, or texts in EDTF; a month or year means all of it, None means
        no bound. With `certainly`, only those whose every possible day lies within, by what is
        certain of their dates: "about 1950" can be any year. Undated events are in neither. Raises
        EdtfError, a ValueError, for a text that is no date, ValueError where the end lies before
        the start, and TypeError for what is no moment.
        """
        first = None if start is None else _span(start)[0]
        last = None if end is None else _span(end)[1]
        if first is not None and last is not None and last < first:
            raise ValueError(f"the end, {Day(last)}, lies before the start, {Day(first)}")

        def within(event: Event) -> bool:
            if event.date is None:
                return False
            if not certainly:
                return _overlaps(event.date, first, last)
            certain = event.date.certain(event.hemisphere)
            return certain is not None and _inside(certain, first, last)

        return self._part(filter(within, self))

    def involving(self, who: str | Actor) -> Self:
        """The events in which a person took part, or with which a party was concerned.

        `who` is one of them, an id, or a name in any of its recorded spellings; of a person the
        surname is enough. Raises UnknownIdError for one that is neither a person's nor a party's.
        """
        actors: dict[str, Actor] = {**self.people, **self.parties}
        by_name = isinstance(who, str) and who not in actors
        meant = _named(actors.values(), str(who)) if by_name else []
        meant = meant or [_known(actors, who, "person or party")]
        return self._where(lambda event: any(each in meant for each in _actors_of(event)))

    def at(self, place: str | Place) -> Self:
        """The events at a place, or its id. Raises UnknownIdError for an unknown one."""
        sought = _known(self.places, place, "place")
        return self._where(lambda event: event.place is sought)

    def of_kind(self, kind: str | Kind) -> Self:
        """The events of a kind, or its id. Raises UnknownIdError for an unknown one."""
        sought = _known(self.kinds, kind, "kind")
        return self._where(lambda event: event.kind is sought)

    def about(self, topic: str | Topic) -> Self:
        """The events about a topic, or its id. Raises UnknownIdError for an unknown one."""
        sought = _known(self.topics, topic, "topic")
        return self._where(lambda event: sought in event.topics)

    def citing(self, source: str | Source) -> Self:
        """The events that cite a source, or its id. Raises UnknownIdError for an unknown one."""
        sought = _known(self.sources, source, "source")
        return self._where(lambda event: sought in event.sources)

    def _where(self, holds: Callable[[Event], bool]) -> Self:
        return self._part(filter(holds, self))

    # -------------------------------------------------------------------------- other forms

    def to_rows(self) -> list[dict[str, Any]]:
        """The events as plain dictionaries, one a row, as `pandas.DataFrame` takes them.

        `date` is EDTF text; `earliest` and `latest` are days as ISO 8601 text, `YYYY-MM-DD`, and
        None for an open or unknown end and outside the years 1 to 9999. References are ids, several
        of them a list. Outcomes, notes and evidence are left out: they are no cells.
        """
        return [_row(event) for event in self]

    def __repr__(self) -> str:
        """The events in a few lines."""
        many = counted(len(self), "event")
        head = f"<Chronology {self.title}: {many}>" if self.title else f"<Chronology: {many}>"
        lines = [f"  {event.date or 'undated'!s:<24} {event.title}" for event in self[:_SHOWN]]
        more = [f"  ... and {len(self) - _SHOWN} more"] if len(self) > _SHOWN else []
        return "\n".join([head, *lines, *more])

    def _repr_html_(self) -> str:
        """The table that a notebook shows."""
        rows = "".join(
            f"<tr><td>{escape(str(event.date or 'undated'))}</td>"
            f"<td>{escape(event.title)}</td><td><code>{escape(event.id)}</code></td></tr>"
            for event in self
        )
        head = "<tr><th>date</th><th>title</th><th>id</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    def _ipython_key_completions_(self) -> list[str]:
        """The ids that a notebook offers after `record["`."""
        return list(self._by_id)


_SHOWN = 20


def _beside_events(chronology: Chronology) -> dict[str, Any]:
    return {name: value for name, value in chronology.record if name != "events"}


def _of_ids(
    kind: type[Chronology], resolved: Resolved, ids: Iterable[str], file: str | None
) -> Chronology:
    """Restore a chronology that was pickled."""
    return kind(resolved, (resolved.events[id_] for id_ in ids), file)


def _known(things: Mapping[str, _Thing], asked: str | _Thing, what: str) -> _Thing:
    """The thing of an id, or the thing itself if it is one of these."""
    if not isinstance(asked, str):
        mine = things.get(getattr(asked, "id", ""))
        if mine is not None and mine == asked:
            return mine
        raise UnknownIdError(f"this is no {what} of this chronology: {asked!r}")
    if asked in things:
        return things[asked]
    hint = did_you_mean(asked, things)
    raise UnknownIdError(f"no {what} has the id '{asked}'" + (f"; {hint}" if hint else ""))


def _span(moment: Moment) -> tuple[int | None, int | None]:
    """The first and the last day of a moment, by number; raises TypeError for what is none."""
    if isinstance(moment, Day | date):
        return moment.toordinal(), moment.toordinal()
    value = parse(moment) if isinstance(moment, str) else moment
    if not isinstance(value, Edtf):
        raise TypeError(f"a date, or text in EDTF, is wanted here, and this is {moment!r}")
    return value.first, value.last


def _inside(certain: Edtf, first: int | None, last: int | None) -> bool:
    """True if all days of a date lie between two, where these are bounds."""
    starts, ends = certain.first, certain.last
    return (first is None or (starts is not None and starts >= first)) and (
        last is None or (ends is not None and ends <= last)
    )


def _overlaps(when: Edtf, first: int | None, last: int | None) -> bool:
    low = first if first is not None else when.first
    high = last if last is not None else when.last
    # Where neither the search nor the date has a bound on a side, they meet there.
    return low is None or high is None or (low <= high and when.has_any(low, high))


def _named(actors: Iterable[Actor], name: str) -> list[Actor]:
    """Those who have a name, in one of its spellings, or as a surname."""
    sought = fold(name)
    spellings = ((each, map(fold, (each.name, *each.other_names))) for each in actors)
    return [
        each
        for each, names in spellings
        if any(
            spelt == sought or (isinstance(each, Person) and spelt.split()[-1] == sought)
            for spelt in names
        )
    ]


def _actors_of(event: Event) -> Iterator[Actor]:
    return chain((each.who for each in event.participants), event.parties)


def _iso_8601(day: Day | None) -> str | None:
    try:
        return None if day is None else day.to_date().isoformat()
    except ValueError:  # `datetime`, and with it every data frame, ends at the year 9999
        return None


_NO_CELLS = {"outcomes", "notes", "decisions", "citations", "extra"}
_BESIDE = {"date": ("earliest", "latest"), "place": ("latitude", "longitude")}

_COLUMNS = (
    *(
        column
        for name in model.Event.model_fields
        if name not in {*_NO_CELLS, "summary"}
        for column in (name, *_BESIDE.get(name, ()))
    ),
    *("sources", "summary"),
)
"""The columns of a row: the fields of the model that are cells, with what follows from them."""


def _row(event: Event) -> dict[str, Any]:
    derived = {
        "earliest": _iso_8601(event.earliest),
        "latest": _iso_8601(event.latest),
        "timezone": event.zone,
        "latitude": event.place.latitude if event.place else None,
        "longitude": event.place.longitude if event.place else None,
        "sources": [each.id for each in event.sources],
    }
    return {
        name: derived[name] if name in derived else _cell(getattr(event, name)) for name in _COLUMNS
    }


def _cell(value: Any) -> Any:
    """A value as a cell: a thing as its id, several as a list, all else as the file has it."""
    if isinstance(value, tuple):
        return [_cell(each) for each in value]
    if isinstance(value, Participation):
        return value.who.id
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, Word) else value
    return getattr(value, "id", None) or str(value)
