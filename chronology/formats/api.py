"""The chronology as a folder of JSON files that link to each other, for programs.

They are files, so that any server, or none, can be the API. The order of everything is that of the
chronology; the same chronology makes the same bytes.

Dates are EDTF text, as in the chronology file; days, as in `earliest`, are ISO 8601 dates, with a
`Y` before a year of more than four digits. What is not known is left out.

Each shape below has only the fields that the API adds to the model, or has in another form. All
others come from the model with their descriptions, so that a new field of an event is in the API.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from operator import or_
from types import GenericAlias, NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from chronology import events, model, schema
from chronology.dates import Edtf, Span, TimeOfDay
from chronology.dates.days import Day
from chronology.dates.words import date_in_words
from chronology.events import Chronology, Event, EventBounds, Person
from chronology.formats import json_text
from chronology.formats.names import file_name
from chronology.passages import Passage
from chronology.vocabulary import Status, Weekday

FOLDER = "api/v1"
"""The folder of the files, below that of the chronology."""

SCHEMA = "schema.json"
"""Their JSON Schema, beside them."""

ID = "urn:chronology-data:schema:api:1"
"""The schema's name: a URN, since no internet domain is ours."""

Registered: TypeAlias = (
    Person | events.Party | events.Place | events.Source | events.Kind | events.Topic
)
"""An entry of a registry of the file."""

Subject: TypeAlias = Event | Registered
"""A subject of the API, which can have a page."""

Pages: TypeAlias = Callable[[Subject, str], str | None]
"""The address of a subject's page, if it has one, relative to a folder of the site."""

Calendar: TypeAlias = Callable[[Person], str | None]
"""The address of a person's calendar, if there is one, relative to `FOLDER`."""

REGISTRIES: Final = ("people", "parties", "places", "sources", "kinds", "topics")
"""The registries, in the order in which the index has them."""

_TEXTS = (TimeOfDay, Span, Day, Passage)
_WRITTEN = (Edtf, *_TEXTS)
"""The types that are text in the API."""


# ------------------------------------------------------------------------------ values

Origin: TypeAlias = "str | Callable[[Writer, Any], object]"
"""The origin of a field's value: a path of attributes, which leads on from each part of a tuple,
or a function of the writer and the subject."""


def _url(writer: Writer, event: Event) -> str:
    return f"{FOLDER}/{path_of(event)}".removeprefix(f"{writer.folder}/")


def _page(writer: Writer, subject: Subject) -> str | None:
    return writer.pages(subject, writer.folder)


def _target(kind: type | UnionType) -> Origin:
    return lambda _, statement: statement.target if isinstance(statement.target, kind) else None


def _person_or_party(_: Writer, participation: events.Participation) -> str:
    return "person" if isinstance(participation.who, Person) else "party"


def _people(_: Writer, event: Event) -> list[str]:
    return [each.who.id for each in event.participants if isinstance(each.who, Person)]


def _date_in_words(_: Writer, event: Event) -> str | None:
    return date_in_words(event.date) if event.date else None


def _inferred(_: Writer, event: Event) -> EventBounds | None:
    return event.bounds if event.bounds.is_inferred else None


def _files(writer: Writer, _: model.Record) -> dict[str, dict[str, Any]]:
    lists = writer.lists.items()
    return {name: {"url": f"{name}.json", "count": len(held)} for name, held in lists}


# ------------------------------------------------------------------------------ shapes


class Shape(BaseModel):
    """A part of a file: its fields and no others."""

    model_config = ConfigDict(extra="forbid")


def field(description: str, origin: Origin | None = None, default: Any = ...) -> Any:
    """A field whose value comes from its origin, or else from the attribute of the same name."""
    made = Field(default, description=description)
    made.metadata = [origin] if origin else []
    return made


optional = partial(field, default=None)
"""A field that is left out where nothing is known of it."""

SHAPES: Final[dict[type, type[Shape]]] = {}
"""The shape that a part of a chronology has within another."""


def complete(
    own: type[Shape],
    part: type[model.Part],
    first: Iterable[str],
    without: Iterable[str] = (),
    name: str = "",
) -> type[Shape]:
    """A shape with its own fields, and all others that the model has for a part.

    The fields named `first` come first, then the model's in its order, then the shape's others.
    With a `name`, the description is the model's, too. The shape becomes that of the part within
    others if there is none yet.
    """
    # Annotations are text, in which a name can be made to mean what the API has in its place.
    names = {each.__name__: shape for each, shape in SHAPES.items()}
    texts = dict.fromkeys(("Date", "Edtf", *(each.__name__ for each in _TEXTS)), str)
    resolved = getattr(events, part.__name__, part)
    types = get_type_hints(resolved, localns={**names, **texts})
    fields: dict[str, Any] = {}
    for each, of_model in part.model_fields.items():
        if each not in without:
            default = None if NoneType in get_args(types[each]) else ...
            fields[each] = types[each], Field(default, description=of_model.description)
    fields |= {each: (added.annotation, added) for each, added in own.model_fields.items()}
    ordered = {each: fields[each] for each in (*first, *fields)}
    meaning = part.__doc__ if name else own.__doc__
    shape = create_model(name or own.__name__, __base__=Shape, __doc__=meaning, **ordered)
    SHAPES.setdefault(resolved, shape)
    return shape


class Named(Shape):
    """Something of a registry, by id and name."""

    id: str = field("The permanent id, as in the chronology file.")
    name: str = field(
        "The name or label that a reader sees.",
        lambda _, it: it.label if hasattr(it, "label") else it.name,
    )


class EventLink(Shape):
    """Another event, with the way to its file."""

    id: str = field("The permanent id, as in the chronology file.")
    title: str = field("What happened, in one line.")
    url: str = field("The file about it, relative to this one.", _url)


class Bounds(Shape):
    """The first and the last day on which an event can have begun."""

    earliest: str | None = optional("The first possible day.")
    latest: str | None = optional("The last possible day.")
    because: tuple[str, ...] = field(
        "The sentences from which these days follow, where no date states them."
    )


class Statement(Shape):
    """One thing that a source says about time, relative to an event or to the calendar."""

    relation: str = field("A relation of Allen's, or a calendar fact.")
    event: EventLink | None = optional("The event that it relates to.", _target(Event))
    date: str | None = optional("The date that it relates to (EDTF).", _target(Edtf))
    weekday: str | None = optional("The day of the week.", _target(Weekday))
    by: str | None = optional("How long before or after.")


class When(Shape):
    """What a source says about the time of an event."""

    says: str = field("The source's words.")
    statements: tuple[Statement, ...] = field("What they mean.")


SHAPES.update(dict.fromkeys(get_args(Registered), Named))
SHAPES.update({EventBounds: Bounds, Event: EventLink, events.Statement: Statement})
SHAPES[events.When] = When


@partial(complete, part=model.Participation, first=["id", "name", "type"])
class Participant(Shape):
    """Somebody who took part."""

    id: str = field("The permanent id, as in the chronology file.", "who.id")
    name: str = field("The name or label that a reader sees.", "who.name")
    type: Literal["person", "party"] = field("Whether it is a person or a party.", _person_or_party)
    party: Named | None = optional("The party on whose side they acted.")


@partial(complete, part=model.Outcome, first=["key"])
class Outcome(Shape):
    """One thing that came of an event."""

    key: str = field("The short name of the outcome within the event.")


@partial(complete, part=model.Citation, first=["source", "passage", "url"])
class Citation(Shape):
    """One passage of a source, and what it tells about the event."""

    source: Named = field("The source.")
    url: str | None = optional("The address that opens the source at the passage.")
    supports: tuple[str, ...] = field("The fields that rest on it, as paths.")


# The order in which version 1 of the API has these fields.
_ORDER = """
type id title page kind status date date_in_words earliest latest inferred time timezone duration
place venue latitude longitude
"""


@partial(complete, part=model.Event, first=_ORDER.split())
class EventFile(Shape):
    """Everything about one event."""

    type: Literal["event"] = field("What this file holds.", lambda *_: "event", "event")
    page: str | None = optional("The page about it for readers, relative to this file.", _page)
    date_in_words: str | None = optional("The date as a reader says it.", _date_in_words)
    earliest: str | None = optional("The first day that its date allows.")
    latest: str | None = optional("The last day that its date allows.")
    inferred: Bounds | None = optional(
        "When it can have begun by what the whole record says; not recorded.", _inferred
    )
    timezone: str | None = optional("The zone of `time` (IANA database).", "zone")
    latitude: float | None = optional("Degrees north of the equator (WGS 84).", "place.latitude")
    longitude: float | None = optional("Degrees east of Greenwich (WGS 84).", "place.longitude")
    parties: tuple[Named, ...] = field("The parties concerned.")
    decisions: Mapping[str, str] = field("Why a reading was adopted, under the path of the field.")
    extra: Mapping[str, Any] = field("The file's own fields, which nothing checks.")


class EventRow(EventLink):
    """An event in the list of all: what a timeline or a table needs."""

    page: str | None = optional("The page about it for readers, relative to this file.", _page)
    date: str | None = optional("When it happened (EDTF).")
    earliest: str | None = optional("The first day that its date allows.")
    latest: str | None = optional("The last day that its date allows.")
    kind: str | None = optional("The id of its kind.", "kind.id")
    status: Status = field("What became of it.")
    place: str | None = optional("The id of its place.", "place.id")
    people: tuple[str, ...] = field("The ids of the people who took part.", _people)
    parties: tuple[str, ...] = field("The ids of the parties concerned.", "parties.id")
    topics: tuple[str, ...] = field("The ids of its topics.", "topics.id")
    sources: tuple[str, ...] = field("The ids of its sources.", "sources.id")


class RegistryRow(Named):
    """Something of a registry, with its events."""

    page: str | None = optional("The page about it for readers, relative to this file.", _page)
    events: tuple[EventLink, ...] = field(
        "The events that it has to do with, in time order.", lambda writer, it: writer.events[it]
    )


class PersonRow(RegistryRow):
    """A person, who can have a calendar."""

    calendar: str | None = optional(
        "Their calendar, relative to this file.", lambda writer, person: writer.calendar(person)
    )


class FileLink(Shape):
    """A file of the API that lists things, and how many are in it."""

    url: str = field("The file, relative to this one.")
    count: int = field("How many things it lists.")


@partial(
    complete,
    part=model.Record,
    first=["type", "version", "json_schema"],
    without=("period", "highlights", "rules", "events", *REGISTRIES),
)
class IndexFile(Shape):
    """What there is, and where: the file to begin with."""

    type: Literal["index"] = field("What this file holds.", lambda *_: "index", "index")
    version: Literal[1] = field("The version of the API.", lambda *_: 1, 1)
    json_schema: str = field(
        "The JSON Schema of all files, relative to this one.", lambda *_: SCHEMA
    )
    files: dict[str, FileLink] = field("The files by what they list.", _files)


def _row(part: type[model.Part]) -> type[Shape]:
    own = PersonRow if part is model.Person else RegistryRow
    first = (name for name in own.model_fields if name != "events")
    return complete(own, part, first, without=["label"], name=part.__name__)


LISTS: Final[dict[str, type[Shape]]] = {
    "events": EventRow,
    **{name: _row(model.REGISTRIES[name]) for name in REGISTRIES},
}
"""The lists of the API, and the shape of what is in each."""


# ------------------------------------------------------------------------------ files


@dataclass(frozen=True)
class Writer:
    """Writes what the files of one folder hold, with addresses relative to that folder."""

    lists: Mapping[str, Collection[Any]]
    pages: Pages
    calendar: Calendar
    folder: str = FOLDER

    def write(self, shape: type[Shape], subject: object) -> dict[str, Any]:
        """The fields of a shape, as far as they are known of a subject."""
        values = {
            name: self._value(next(iter(each.metadata), name), subject)
            for name, each in shape.model_fields.items()
        }
        return {name: self._plain(value) for name, value in values.items() if value is not None}

    def _value(self, origin: Origin, subject: Any) -> Any:
        if callable(origin):
            return origin(self, subject)
        for name in origin.split("."):
            if isinstance(subject, tuple):
                subject = tuple(getattr(each, name) for each in subject)
            elif subject is not None:
                subject = getattr(subject, name)
        return subject

    def _plain(self, value: Any) -> Any:
        if (shape := SHAPES.get(type(value))) is not None:
            return self.write(shape, value)
        if isinstance(value, tuple | list):
            return [self._plain(each) for each in value]
        if isinstance(value, Mapping):
            return {key: self._plain(each) for key, each in value.items()}
        return str(value) if isinstance(value, _WRITTEN) else value

    @cached_property
    def events(self) -> Mapping[Any, list[Event]]:
        """The events that each subject has to do with, in time order."""
        found = defaultdict[Any, list[Event]](list)
        for event in self.lists["events"]:
            who = (each.who for each in event.participants)
            what = (*event.parties, *event.topics, *event.sources, event.place, event.kind)
            for subject in {*who, *what}:
                found[subject].append(event)
        return found


def files(
    chronology: Chronology,
    pages: Pages = lambda _subject, _folder: None,
    calendar: Calendar = lambda _: None,
) -> Iterator[tuple[str, str]]:
    """The files of the API, each by its path below `FOLDER` and its text, the index first."""
    registries = {name: getattr(chronology, name).values() for name in REGISTRIES}
    writer = Writer({"events": chronology, **registries}, pages, calendar)
    yield "index.json", json_text(writer.write(IndexFile, chronology.record))
    for name, subjects in writer.lists.items():
        rows = [writer.write(LISTS[name], each) for each in subjects]
        yield f"{name}.json", json_text({"type": name, name: rows})
    beside = replace(writer, folder=f"{FOLDER}/events")
    for event in chronology:
        yield path_of(event), json_text(beside.write(EventFile, event))
    yield SCHEMA, schema_text()


def path_of(event: Event) -> str:
    """The path of an event's file, below `FOLDER`."""
    return f"events/{file_name(event.id)}.json"


def schema_text() -> str:
    """The text of the JSON Schema that every file is valid against."""
    events_file, *others = (_list_file(name, row) for name, row in LISTS.items())
    any_file = reduce(or_, (IndexFile, events_file, EventFile, *others))
    return schema.schema_text(
        schema.published(TypeAdapter[Any](any_file), ID, "The API of a chronology")
    )


def _list_file(name: str, row: type[Shape]) -> Any:
    order = "time order" if row is EventRow else "the order of the chronology file"
    fields: dict[str, Any] = {
        "type": (Literal[name], Field(name, description="What this file holds.")),
        name: (GenericAlias(tuple, (row, ...)), Field(description=f"The {name}.")),
    }
    meaning = f"All {name}, in {order}."
    return create_model(f"{name.title()}File", __base__=Shape, __doc__=meaning, **fields)
