"""The parts of a `Record`, from the smallest up to the whole file, and the paths into an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from itertools import accumulate
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from chronology.findings import Path
from chronology.model.scalars import (
    Date,
    GeoNames,
    Id,
    Latitude,
    Longitude,
    PassageText,
    Quotation,
    SpanText,
    Target,
    Text,
    TimeText,
    Url,
    Wikidata,
    is_numeric,
    refuse,
)
from chronology.vocabulary import Capacity, Group, Level, Reading, Relation, Status, Weekday


class Part(BaseModel):
    """A part of a chronology file: frozen, and closed, so that a typo is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names:
    """Metadata of a field whose values, or keys, are ids of registries or of `events`."""

    def __init__(self, *registries: str) -> None:
        self.registries = registries


class RestsOnPassage(Enum):
    """Metadata of a field of an event that must rest on a passage."""

    WHOLE = "whole"
    """As a whole, such as `date`."""
    EACH = "each"
    """Each thing in it by itself, such as `participants.coulter`."""


def _lone(field: str, text: Any, part: type[Part]) -> BeforeValidator:
    """The shorthand by which a lone text is a part with only this field."""

    def wrap(value: object) -> object:
        return {field: value} if isinstance(value, str) else value

    return BeforeValidator(wrap, json_schema_input_type=text | part)


def _one_of(many: Any, one: Any) -> BeforeValidator:
    """The shorthand by which one thing is a list of one."""

    def wrap(value: object) -> object:
        return list(value) if isinstance(value, list | tuple) else [value]

    return BeforeValidator(wrap, json_schema_input_type=one | many)


_Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


# ------------------------------------------------------------------------------ registries


class Entry(Part):
    """An entry of a registry: it knows its id, which is the key under which the file has it.

    Two are equal if their ids and their fields are.
    """

    _id: str = PrivateAttr("")

    @property
    def id(self) -> str:
        """The key under which the file has it."""
        return self._id

    def with_id(self, id_: str) -> Self:
        """The same entry, once it is known under which key the file has it."""
        self._id = id_
        return self

    def __hash__(self) -> int:
        """The hash of the id alone: it is cheap, and seldom collides."""
        return hash(self._id)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """The id, and then the fields."""
        yield "id", self._id
        yield from super().__repr_args__()


_COUNTRY = "ISO 3166-1 alpha-2, or XK; of a former one, ISO 3166-3"


class Source(Entry):
    """A text that events are known from."""

    title: Text | None = Field(None, description="The headline or title, as printed.")
    publisher: Text | None = Field(None, description="Who published it.")
    authors: tuple[Text, ...] = Field((), description="Who wrote it, as the byline has them.")
    published: Date | None = Field(None, description="When it was published, as it says (EDTF).")
    accessed: Date | None = Field(None, description="When the curator read it (EDTF).")
    url: Url | None = Field(None, description="Its address.")
    archived: Url | None = Field(None, description="The address of an archived copy.")
    copies: tuple[Url, ...] = Field((), description="Other addresses of the same text.")
    wire: Text | None = Field(
        None,
        description="The agency whose text it prints: pages that do, and the agency's own, "
        "count as one source.",
    )
    language: Text | None = Field(None, description="Its language (BCP 47).")
    read: Reading | None = Field(None, description="How much of it the curator has read.")
    note: Text | None = Field(None, description="What else a reader should know about it.")

    @property
    def name(self) -> str:
        """What a reader knows it by: its title, or else its publisher, or else its id."""
        return self.title or self.publisher or self.id


class Party(Entry):
    """A state, a body or a group on whose side people act."""

    name: Text = Field(description="Its name, as a reader knows it.")
    country: Text | None = Field(None, description=f"Its country ({_COUNTRY}).")
    other_names: tuple[Text, ...] = Field((), description="Other names and spellings.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")


class Person(Entry):
    """Somebody who takes part in events."""

    name: Text = Field(description="The name, in one spelling throughout.")
    party: Annotated[Id | None, Names("parties")] = Field(
        None, description="The party on whose side the person acts."
    )
    country: Text | None = Field(None, description=f"The country ({_COUNTRY}).")
    other_names: tuple[Text, ...] = Field((), description="Other names and spellings.")
    wikidata: Wikidata | None = Field(None, description="The Wikidata item.")


class Place(Entry):
    """Where events happen."""

    name: Text = Field(description="Its name, as a reader knows it.")
    country: Text | None = Field(None, description=f"Its country ({_COUNTRY}).")
    latitude: Latitude | None = Field(
        None, description="Degrees north of the equator (WGS 84); south is negative."
    )
    longitude: Longitude | None = Field(
        None, description="Degrees east of Greenwich (WGS 84); west is negative."
    )
    timezone: Text | None = Field(None, description="Its time zone (IANA database).")
    other_names: tuple[Text, ...] = Field((), description="Other names and spellings.")
    geonames: GeoNames | None = Field(None, description="Its number in the GeoNames database.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")


class Kind(Entry):
    """A sort of event, in the file's own vocabulary."""

    label: Text = Field(description="What a reader sees.")
    meaning: Text | None = Field(None, description="What counts as this kind, in one sentence.")
    group: Group | None = Field(None, description="What sort of happening these events are.")


class Topic(Entry):
    """A matter that events are about, in the file's own vocabulary."""

    label: Text = Field(description="What a reader sees.")
    meaning: Text | None = Field(None, description="What the topic covers, in one sentence.")


# ------------------------------------------------------------------------------ citations

RELATIONS = tuple(relation.value for relation in Relation)
"""The fields of `When` that relate an event to another one or to a date."""

CALENDAR_FACTS = ("weekday", "week_of", "month_of", "year_of")
"""The fields of `When` that relate an event to the calendar."""


def _relation(relation: Relation) -> Any:
    return Field(None, description=f"An event's id or a date (EDTF). {relation.gloss}")


class When(Part):
    """What a source says about the time of an event, relative to another or to the calendar."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [field]} for field in (*RELATIONS, *CALENDAR_FACTS)],
            "dependentSchemas": {
                "by": {"anyOf": [{"required": ["before"]}, {"required": ["after"]}]}
            },
        }
    )

    says: Quotation = Field(description="The source's words for it, at most eight.")
    before: Target | None = _relation(Relation.BEFORE)
    after: Target | None = _relation(Relation.AFTER)
    meets: Target | None = _relation(Relation.MEETS)
    met_by: Target | None = _relation(Relation.MET_BY)
    overlaps: Target | None = _relation(Relation.OVERLAPS)
    overlapped_by: Target | None = _relation(Relation.OVERLAPPED_BY)
    starts: Target | None = _relation(Relation.STARTS)
    started_by: Target | None = _relation(Relation.STARTED_BY)
    during: Target | None = _relation(Relation.DURING)
    contains: Target | None = _relation(Relation.CONTAINS)
    finishes: Target | None = _relation(Relation.FINISHES)
    finished_by: Target | None = _relation(Relation.FINISHED_BY)
    equals: Target | None = _relation(Relation.EQUALS)
    by: SpanText | None = Field(
        None,
        description="How long before or after: `6 days`, `1..7 days`, `2 months..`.",
    )
    weekday: Weekday | None = Field(None, description="The day of the week on which it happened.")
    week_of: Target | None = Field(
        None, description="An event's id or a date (EDTF) in the same ISO 8601 week."
    )
    month_of: Target | None = Field(
        None, description="An event's id or a date (EDTF) in the same month."
    )
    year_of: Target | None = Field(
        None, description="An event's id or a date (EDTF) in the same year."
    )

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if self.by is not None and self.before is None and self.after is None:
            refuse("bad-when", "`by` needs `before` or `after`", "say before or after what")
        if self.before is not None and self.before == self.after:
            refuse(
                "before-or-after",
                f"`when` puts the event both before and after '{self.after}'",
                "'before or after' is no single span: record what the source says for certain",
            )
        if not any(getattr(self, field) is not None for field in (*RELATIONS, *CALENDAR_FACTS)):
            refuse(
                "bad-when",
                "`when` relates the event to nothing",
                "add a relation such as `after`, or a calendar fact such as `weekday`",
            )
        return self


class Citation(Part):
    """One passage of a source, and what it tells about the event."""

    passage: PassageText | None = Field(
        None,
        description="Where the source says it: `how it starts ... how it ends`, "
        "two phrases of 2 to 8 words (4 to 30 characters in a script without spaces), "
        "copied exactly.",
    )
    supports: Annotated[_Texts, _one_of(_Texts, Text)] = Field(
        ("title", "date"),
        description="The fields that rest on this passage, as paths such as `participants.coulter`"
        "; a path covers all below it. Title and date where nothing is given.",
    )
    derived: Text | None = Field(
        None, description="How the fact follows from the passage, where it does not stand there."
    )
    when: Annotated[tuple[When, ...], _one_of(tuple[When, ...], When)] = Field(
        (), description="What the passage says about time relatively."
    )
    differs: dict[Text, Text] = Field(
        {}, description="Fields, as paths, of which this passage gives another reading; and that."
    )


_Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


# ------------------------------------------------------------------------------ events


_EventId = Annotated[Id | None, Names("events")]
_Topics = Annotated[tuple[Id, ...], Names("topics"), RestsOnPassage.WHOLE]


class Participation(Part):
    """How somebody took part in an event."""

    capacity: Capacity = Field(description="The part that they had.")
    role: Text | None = Field(None, description="Their office or title, as sources state it.")


class Outcome(Part):
    """One thing that came of an event."""

    text: Text = Field(description="What was agreed, decided or found, in own words.")
    event: _EventId = Field(None, description="The event that came of it.")


class Event(Part):
    """Something that happened, was said, or was planned."""

    id: Id = Field(description="A permanent name; never reused, and without an uncertain date.")
    title: Text = Field(description="What happened, in one short neutral line.")
    kind: Annotated[Id | None, Names("kinds")] = Field(
        None, description="The sort of event, one of `kinds`."
    )
    date: Annotated[Date | None, RestsOnPassage.WHOLE] = Field(
        None,
        description="When it happened (EDTF): an interval `a/b` only if it lasted; "
        "a day of which only the bounds are known is `[a..b]`.",
    )
    time: Annotated[TimeText | None, RestsOnPassage.WHOLE] = Field(
        None,
        description="The time of day, `HH:MM` or `HH:MM/HH:MM`, with `~` for about; "
        "in the place's time zone unless `timezone` is given.",
    )
    timezone: Text | None = Field(None, description="The zone of `time` (IANA database).")
    duration: Annotated[SpanText | None, RestsOnPassage.WHOLE] = Field(
        None,
        description="How long it lasted, where sources give no times: `90 minutes~`.",
    )
    status: Status = Field(Status.HELD, description="What became of it.")
    place: Annotated[Id | None, Names("places"), RestsOnPassage.WHOLE] = Field(
        None, description="Where it happened, one of `places`."
    )
    venue: Annotated[Text | None, RestsOnPassage.WHOLE] = Field(
        None, description="The building or spot, in words."
    )
    summary: Text | None = Field(None, description="What happened, in a few neutral sentences.")
    participants: Annotated[
        dict[Id, Annotated[Participation, _lone("capacity", Capacity, Participation)]],
        Names("people", "parties"),
        RestsOnPassage.EACH,
    ] = Field({}, description="Who took part: people or parties, and their capacity.")
    parties: Annotated[tuple[Id, ...], Names("parties")] = Field(
        (), description="Parties concerned beyond those of the participants."
    )
    topics: _Topics = Field((), description="What it was about, some of `topics`.")
    excluded_topics: _Topics = Field(
        (), description="What it was said not to be about, some of `topics`."
    )
    outcomes: Annotated[
        dict[Id, Annotated[Outcome, _lone("text", Text, Outcome)]], RestsOnPassage.EACH
    ] = Field({}, description="What came of it, each under a short name.")
    part_of: _EventId = Field(None, description="The larger event that this belongs to.")
    follows: _EventId = Field(None, description="The event that this continues.")
    cancels: _EventId = Field(None, description="The event that this called off.")
    notes: Annotated[dict[Id, Text], RestsOnPassage.EACH] = Field(
        {}, description="What else sources claim that no field holds, each under a short name."
    )
    decisions: dict[Text, Text] = Field(
        {}, description="Why the record adopts its reading of a field where sources differ."
    )
    citations: Annotated[
        dict[Id, Annotated[_Citations, _one_of(_Citations, Citation)]], Names("sources")
    ] = Field({}, description="How it is known: sources, and their passages.")
    extra: dict[Text, Any] = Field({}, description="Fields of your own, which nothing checks.")


class RuleSetting(Part):
    """How grave the file takes what a rule finds, and why."""

    level: Level = Field(description="What becomes of these diagnostics in this file.")
    because: Text = Field(description="Why this file differs from others, in a sentence.")


class Record(Part):
    """A whole chronology file: a header, registries, and the events."""

    id: Id | None = Field(
        None,
        description="The chronology's permanent name, of which calendars and feeds make their ids; "
        "without it, these change with the title.",
    )
    title: Text | None = Field(None, description="What the chronology is called.")
    description: Text | None = Field(None, description="What it covers, and what it leaves out.")
    license: Text | None = Field(None, description="Under what terms it may be used (SPDX).")
    language: Text | None = Field(None, description="The language it is written in (BCP 47).")
    as_of: Date | None = Field(
        None, description="The day up to which sources were searched (EDTF)."
    )
    period: Date | None = Field(None, description="The span that the drawn timeline shows (EDTF).")
    highlights: Annotated[tuple[Id, ...], Names("events")] = Field(
        (), description="The events that come first on the home page."
    )
    rules: dict[Text, RuleSetting] = Field(
        {}, description="What to make of diagnostics in this file, by their codes."
    )
    sources: dict[Id, Source] = Field({}, description="The texts that events are known from.")
    parties: dict[Id, Party] = Field({}, description="The sides: states, bodies, groups.")
    people: dict[Id, Person] = Field({}, description="Those who take part.")
    places: dict[Id, Place] = Field({}, description="Where events happen.")
    kinds: dict[Id, Kind] = Field({}, description="The sorts of events.")
    topics: dict[Id, Topic] = Field({}, description="The matters that events are about.")
    events: tuple[Event, ...] = Field(description="The events, in any order.")

    @model_validator(mode="after")
    def _name_entries(self) -> Self:
        for registry in REGISTRIES:
            for id_, entry in getattr(self, registry).items():
                entry.with_id(id_)
        return self


@cache
def numeric_fields(part: type[Part]) -> frozenset[str]:
    """The fields of a part in which other readers of YAML may see a number without harm."""
    fields = part.model_fields.items()
    return frozenset(name for name, info in fields if is_numeric(info.rebuild_annotation()))


@cache
def names_in(part: type[Part]) -> dict[str, tuple[str, ...]]:
    """The fields of a part that hold ids, each with the registries that these belong to."""
    return {
        name: each.registries
        for name, info in part.model_fields.items()
        for each in info.metadata
        if isinstance(each, Names)
    }


EVENT_LINKS = tuple(name for name, of in names_in(Event).items() if of == ("events",))
"""The fields by which one event names another."""

_NEEDS_PASSAGE = {
    name: each
    for name, info in Event.model_fields.items()
    for each in info.metadata
    if isinstance(each, RestsOnPassage)
}

REGISTRIES: dict[str, type[Entry]] = {
    "sources": Source,
    "parties": Party,
    "people": Person,
    "places": Place,
    "kinds": Kind,
    "topics": Topic,
}
"""The registries of a file, and what each holds under its ids."""


# ------------------------------------------------------------------------------ paths into an event

_NOT_CITABLE = frozenset({"id", "citations", "decisions", "extra"})

FIELDS = tuple(name for name in Event.model_fields if name not in _NOT_CITABLE)
"""The fields of an event that a passage can tell about."""

_KEYED: dict[str, tuple[str, ...]] = {
    "participants": tuple(Participation.model_fields),
    "outcomes": tuple(Outcome.model_fields),
    "notes": (),
}
"""The fields of an event whose values have names of their own, and the fields of those."""


def paths_of(event: Event) -> list[str]:
    """The paths of all that an event says: `place`, `participants`, `participants.coulter`.

    A field that has no value has no path.
    """
    paths, given = [], event.model_fields_set
    for name in FIELDS:
        if name not in given or not (value := getattr(event, name)):
            continue
        paths.append(name)
        for key in value if name in _KEYED else ():
            paths.append(f"{name}.{key}")
            inner = (each for each in _KEYED[name] if getattr(value[key], each))
            paths += [f"{name}.{key}.{each}" for each in inner]
    return paths


def needs_passage(path: str) -> bool:
    """True if what is at a path of an event must rest on a passage by itself.

    >>> needs_passage("date"), needs_passage("participants"), needs_passage("participants.coulter")
    (True, False, True)
    """
    field, *inner = path.split(".")
    if len(inner) > 1:
        return False
    return _NEEDS_PASSAGE.get(field) is (RestsOnPassage.EACH if inner else RestsOnPassage.WHOLE)


def possible(event: Event, named: Iterable[str]) -> set[str]:
    """The paths about which sources may differ: also fields, and their parts, without a value.

    They are looked at one by one: events may have thousands of participants, and of citations.
    """
    return {path for path in named if _is_possible(event, path)}


def _is_possible(event: Event, path: str) -> bool:
    match path.split(".", _DEEPEST):
        case [field, key] if field in _KEYED:
            return key in getattr(event, field)
        case [field, key, part] if field in _KEYED:
            return key in getattr(event, field) and part in _KEYED[field]
    return path in FIELDS


_DEEPEST = 3
"""The steps of the longest path of a field: `participants.coulter.role`."""


def citations_of(event: Event) -> Iterator[tuple[Path, str, Citation]]:
    """The citations of an event, each with its path in the event and the id of its source."""
    for source, citations in event.citations.items():
        for number, citation in enumerate(citations):
            yield ("citations", source, number), source, citation


def whens(event: Event) -> Iterator[tuple[Path, Citation, When]]:
    """The statements of citations about the time of an event, each with its path in the event."""
    for path, _, citation in citations_of(event):
        for index, when in enumerate(citation.when):
            yield (*path, "when", index), citation, when


@lru_cache(maxsize=4096)
def covering(path: str) -> frozenset[str]:
    """The paths that cover a path: its own, and those of all that it lies in.

    A path of more steps than any field has is covered by what its first steps lead to.

    >>> sorted(covering("participants.coulter"))
    ['participants', 'participants.coulter']
    """
    steps = path.split(".", _DEEPEST)[:_DEEPEST]
    return frozenset({path, *accumulate(steps, lambda outer, step: f"{outer}.{step}")})


def touches(path: str, other: str) -> bool:
    """True if two paths are the same, or one leads into the other.

    >>> touches("participants.coulter", "participants"), touches("time", "timezone")
    (True, False)
    """
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")


class Touching:
    """Paths that are asked again and again whether any of them touches another.

    >>> "participants.coulter" in Touching(["participants", "date"])
    True
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Note the paths, and all that they lie in."""
        self._paths = frozenset(paths)
        self._around = frozenset[str]().union(*map(covering, self._paths))

    def __contains__(self, path: str) -> bool:
        """True if a path of an event is one of these, leads to one, or lies in one."""
        return path in self._around or not self._paths.isdisjoint(covering(path))
