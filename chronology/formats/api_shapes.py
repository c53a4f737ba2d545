"""The shape of the files of the API: what a program finds in each, and under which name.

Dates are EDTF text as the file has it; days, as in `earliest`, are ISO 8601 dates, with a `Y`
before a year of more than four digits. The `url` of an event is the address of its file, relative
to the one in which it stands; `page` is that of the page for readers. What is not known is left
out.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chronology.vocabulary import Capacity, Group, Reading, Status


class Part(BaseModel):
    """A part of a file of the API, with the fields that are named and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_ID = Field(description="The permanent id, as in the chronology file.")
_URL = Field(description="The file about it, relative to this one.")
_PAGE = Field(None, description="The page about it for readers, relative to this file.")
_NAME = Field(description="The name or label that a reader sees.")
_OTHER_NAMES = Field(description="Other names and spellings.")
_WIKIDATA = Field(None, description="The Wikidata item.")
_COUNTRY = Field(
    None, description="The country (ISO 3166-1 alpha-2, or XK; of a former one, ISO 3166-3)."
)
_EVENTS = Field(description="The events that it has to do with, in time order.")


class Named(Part):
    """Something of a registry, by id and name."""

    id: str = _ID
    name: str = _NAME


class EventLink(Part):
    """Another event, with the way to its file."""

    id: str = _ID
    title: str = Field(description="What happened, in one line.")
    url: str = _URL


# ------------------------------------------------------------------------------ an event


class Bounds(Part):
    """The first and the last day on which an event can have begun."""

    earliest: str | None = Field(None, description="The first possible day.")
    latest: str | None = Field(None, description="The last possible day.")
    because: tuple[str, ...] = Field(
        description="The sentences from which these days follow, where no date states them."
    )


class Participant(Part):
    """Somebody who took part."""

    id: str = _ID
    name: str = _NAME
    type: Literal["person", "party"] = Field(description="Whether it is a person or a party.")
    capacity: Capacity = Field(description="The part that they had.")
    role: str | None = Field(None, description="Their office or title, as sources state it.")
    party: Named | None = Field(None, description="The party on whose side they acted.")


class Outcome(Part):
    """One thing that came of an event."""

    key: str = Field(description="The short name of the outcome within the event.")
    text: str = Field(description="What was agreed, decided or found.")
    event: EventLink | None = Field(None, description="The event that came of it.")


class Statement(Part):
    """One thing that a source says about time, relative to an event or to the calendar."""

    relation: str = Field(description="A relation of Allen's, or a calendar fact.")
    event: EventLink | None = Field(None, description="The event that it relates to.")
    date: str | None = Field(None, description="The date that it relates to (EDTF).")
    weekday: str | None = Field(None, description="The day of the week.")
    by: str | None = Field(None, description="How long before or after.")


class When(Part):
    """What a source says about the time of an event."""

    says: str = Field(description="The source's words.")
    statements: tuple[Statement, ...] = Field(description="What they mean.")


class Citation(Part):
    """One passage of a source, and what it tells about the event."""

    source: Named = Field(description="The source.")
    passage: str | None = Field(
        None, description="How the passage starts and ends, with ` ... ` between."
    )
    url: str | None = Field(None, description="The address that opens the source at the passage.")
    supports: tuple[str, ...] = Field(description="The fields that rest on it, as paths.")
    derived: str | None = Field(
        None, description="How the fact follows, where it does not stand there."
    )
    when: tuple[When, ...] = Field(description="What the passage says about time relatively.")
    differs: dict[str, str] = Field(description="Fields of which it gives another reading.")


class EventFile(Part):
    """Everything about one event."""

    type: Literal["event"] = Field("event", description="What this file holds.")
    id: str = _ID
    title: str = Field(description="What happened, in one line.")
    page: str | None = _PAGE
    kind: Named | None = Field(None, description="The sort of event.")
    status: Status = Field(description="What became of it.")
    date: str | None = Field(None, description="When it happened (EDTF).")
    date_in_words: str | None = Field(None, description="The date as a reader says it.")
    earliest: str | None = Field(None, description="The first day that its date allows.")
    latest: str | None = Field(None, description="The last day that its date allows.")
    inferred: Bounds | None = Field(
        None, description="When it can have begun by what the whole record says; not recorded."
    )
    time: str | None = Field(None, description="The time of day: `09:50`, `09:50/16:20~`.")
    timezone: str | None = Field(None, description="The zone of `time` (IANA database).")
    duration: str | None = Field(None, description="How long it lasted.")
    place: Named | None = Field(None, description="Where it happened.")
    venue: str | None = Field(None, description="The building or spot, in words.")
    latitude: float | None = Field(None, description="Degrees north of the equator (WGS 84).")
    longitude: float | None = Field(None, description="Degrees east of Greenwich (WGS 84).")
    summary: str | None = Field(None, description="What happened, in a few sentences.")
    participants: tuple[Participant, ...] = Field(description="Who took part.")
    parties: tuple[Named, ...] = Field(description="The parties concerned.")
    topics: tuple[Named, ...] = Field(description="What it was about.")
    excluded_topics: tuple[Named, ...] = Field(description="What it was said not to be about.")
    outcomes: tuple[Outcome, ...] = Field(description="What came of it.")
    part_of: EventLink | None = Field(None, description="The larger event it belongs to.")
    follows: EventLink | None = Field(None, description="The event that it continues.")
    cancels: EventLink | None = Field(None, description="The event that it called off.")
    notes: dict[str, str] = Field(description="What else sources claim.")
    decisions: dict[str, str] = Field(
        description="Why a reading was adopted, under the path of the field."
    )
    citations: tuple[Citation, ...] = Field(description="How it is known.")
    extra: dict[str, Any] = Field(description="The file's own fields, which nothing checks.")


class EventRow(Part):
    """An event in the list of all: what a timeline or a table needs."""

    id: str = _ID
    title: str = Field(description="What happened, in one line.")
    url: str = _URL
    page: str | None = _PAGE
    date: str | None = Field(None, description="When it happened (EDTF).")
    earliest: str | None = Field(None, description="The first day that its date allows.")
    latest: str | None = Field(None, description="The last day that its date allows.")
    kind: str | None = Field(None, description="The id of its kind.")
    status: Status = Field(description="What became of it.")
    place: str | None = Field(None, description="The id of its place.")
    people: tuple[str, ...] = Field(description="The ids of the people who took part.")
    parties: tuple[str, ...] = Field(description="The ids of the parties concerned.")
    topics: tuple[str, ...] = Field(description="The ids of its topics.")
    sources: tuple[str, ...] = Field(description="The ids of its sources.")


class EventsFile(Part):
    """All events in time order."""

    type: Literal["events"] = Field("events", description="What this file holds.")
    events: tuple[EventRow, ...] = Field(description="The events.")


# ------------------------------------------------------------------------------ registries


class Person(Part):
    """Somebody who takes part in events."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    calendar: str | None = Field(None, description="Their calendar, relative to this file.")
    party: Named | None = Field(None, description="The party on whose side they act.")
    country: str | None = _COUNTRY
    other_names: tuple[str, ...] = _OTHER_NAMES
    wikidata: str | None = _WIKIDATA
    events: tuple[EventLink, ...] = _EVENTS


class Party(Part):
    """A state, a body or a group on whose side people act."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    country: str | None = _COUNTRY
    other_names: tuple[str, ...] = _OTHER_NAMES
    wikidata: str | None = _WIKIDATA
    events: tuple[EventLink, ...] = _EVENTS


class Place(Part):
    """Where events happen."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    country: str | None = _COUNTRY
    latitude: float | None = Field(None, description="Degrees north of the equator (WGS 84).")
    longitude: float | None = Field(None, description="Degrees east of Greenwich (WGS 84).")
    timezone: str | None = Field(None, description="Its time zone (IANA database).")
    other_names: tuple[str, ...] = _OTHER_NAMES
    geonames: int | None = Field(None, description="Its number in the GeoNames database.")
    wikidata: str | None = _WIKIDATA
    events: tuple[EventLink, ...] = _EVENTS


class Source(Part):
    """A text that events are known from."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    title: str | None = Field(None, description="The headline or title, as printed.")
    publisher: str | None = Field(None, description="Who published it.")
    authors: tuple[str, ...] = Field(description="Who wrote it.")
    published: str | None = Field(None, description="When it was published (EDTF).")
    accessed: str | None = Field(None, description="When the curator read it (EDTF).")
    url: str | None = Field(None, description="Its address on the web.")
    archived: str | None = Field(None, description="The address of an archived copy.")
    copies: tuple[str, ...] = Field(description="Other addresses of the same text.")
    wire: str | None = Field(None, description="The agency whose text it prints.")
    language: str | None = Field(None, description="Its language (BCP 47).")
    read: Reading | None = Field(None, description="How much of it the curator has read.")
    note: str | None = Field(None, description="What else a reader should know about it.")
    events: tuple[EventLink, ...] = Field(description="The events that cite it, in time order.")


class Kind(Part):
    """A sort of event."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    meaning: str | None = Field(None, description="What counts as this kind.")
    group: Group | None = Field(None, description="What sort of happening these events are.")
    events: tuple[EventLink, ...] = _EVENTS


class Topic(Part):
    """A matter that events are about."""

    id: str = _ID
    name: str = _NAME
    page: str | None = _PAGE
    meaning: str | None = Field(None, description="What the topic covers.")
    events: tuple[EventLink, ...] = _EVENTS


class PeopleFile(Part):
    """All people, in the order of the chronology file."""

    type: Literal["people"] = Field("people", description="What this file holds.")
    people: tuple[Person, ...] = Field(description="The people.")


class PartiesFile(Part):
    """All parties, in the order of the chronology file."""

    type: Literal["parties"] = Field("parties", description="What this file holds.")
    parties: tuple[Party, ...] = Field(description="The parties.")


class PlacesFile(Part):
    """All places, in the order of the chronology file."""

    type: Literal["places"] = Field("places", description="What this file holds.")
    places: tuple[Place, ...] = Field(description="The places.")


class SourcesFile(Part):
    """All sources, in the order of the chronology file."""

    type: Literal["sources"] = Field("sources", description="What this file holds.")
    sources: tuple[Source, ...] = Field(description="The sources.")


class KindsFile(Part):
    """All kinds of events, in the order of the chronology file."""

    type: Literal["kinds"] = Field("kinds", description="What this file holds.")
    kinds: tuple[Kind, ...] = Field(description="The kinds.")


class TopicsFile(Part):
    """All topics, in the order of the chronology file."""

    type: Literal["topics"] = Field("topics", description="What this file holds.")
    topics: tuple[Topic, ...] = Field(description="The topics.")


# ------------------------------------------------------------------------------ the index


class FileLink(Part):
    """A file of the API that lists things, and how many are in it."""

    url: str = Field(description="The file, relative to this one.")
    count: int = Field(description="How many things it lists.")


class IndexFile(Part):
    """What there is, and where: the file to begin with."""

    type: Literal["index"] = Field("index", description="What this file holds.")
    version: Literal[1] = Field(1, description="The version of the API.")
    json_schema: str = Field(description="The JSON Schema of all files, relative to this one.")
    id: str | None = Field(None, description="The chronology's permanent name.")
    title: str | None = Field(None, description="What the chronology is called.")
    description: str | None = Field(None, description="What it covers.")
    license: str | None = Field(None, description="Under what terms it may be used (SPDX).")
    language: str | None = Field(None, description="The language it is written in (BCP 47).")
    as_of: str | None = Field(None, description="The day up to which sources were searched (EDTF).")
    files: dict[str, FileLink] = Field(description="The files by what they list.")


ANY_FILE = (
    IndexFile
    | EventsFile
    | EventFile
    | PeopleFile
    | PartiesFile
    | PlacesFile
    | SourcesFile
    | KindsFile
    | TopicsFile
)
"""What a file can be; its `type` tells which."""
