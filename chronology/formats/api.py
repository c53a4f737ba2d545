"""The chronology as a folder of JSON files that link to each other, for programs.

They are files, so that any server, or none, can be the API. The order of everything is that of the
chronology; the same chronology makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import TypeAdapter

from chronology import schema
from chronology.dates import Edtf, Span, TimeOfDay
from chronology.dates.days import Day
from chronology.dates.words import date_in_words
from chronology.events import (
    Chronology,
    Citation,
    Event,
    Kind,
    Outcome,
    Participation,
    Party,
    Person,
    Place,
    Source,
    Statement,
    Topic,
    When,
)
from chronology.formats import api_shapes, json_text
from chronology.formats.names import file_name
from chronology.passages import Passage
from chronology.vocabulary import Weekday

Registered: TypeAlias = Person | Party | Place | Source | Kind | Topic
"""What stands in a registry of the file."""

_NAMED = (Person, Party, Place, Source, Kind, Topic)
_SHAPES: Final[dict[type, type[api_shapes.Part]]] = {
    Event: api_shapes.EventLink,
    Citation: api_shapes.Citation,
    Outcome: api_shapes.Outcome,
    Participation: api_shapes.Participant,
    Statement: api_shapes.Statement,
    When: api_shapes.When,
    **dict.fromkeys(_NAMED, api_shapes.Named),
}
"""What stands in the API for a part of the chronology within another."""

_WRITTEN = (Edtf, TimeOfDay, Span, Day, Passage)
_Made = TypeVar("_Made", bound=api_shapes.Part)


def name_of(subject: Registered) -> str:
    """What a reader knows something by."""
    return subject.label if isinstance(subject, Kind | Topic) else subject.name


@dataclass(frozen=True, slots=True)
class Copier:
    """What makes the parts of one file; `events` leads from there to the folder of the events."""

    events: str

    def made(self, shape: type[_Made], subject: object, **more: Any) -> _Made:
        """A part with the fields of a subject, and with more that it has not under these names."""
        same = (name for name in shape.model_fields if name not in more and hasattr(subject, name))
        return shape(**{name: self.plain(getattr(subject, name)) for name in same}, **more)

    def plain(self, value: Any) -> Any:
        """A value as the API has it: dates as text, what has an id by that and its name."""
        if (shape := _SHAPES.get(type(value))) is not None:
            return self.made(shape, value, **self._more(value))
        if isinstance(value, tuple):
            return tuple(map(self.plain, value))
        if isinstance(value, Mapping):
            return {key: self.plain(each) for key, each in value.items()}
        return str(value) if isinstance(value, _WRITTEN) else value

    def _more(self, value: Any) -> dict[str, Any]:
        """What a part of the API has besides the fields of the same names."""
        match value:
            case Event():
                return {"url": f"{self.events}{file_name(value.id)}.json"}
            case Kind() | Topic():
                return {"name": value.label}
            case Participation(who=who):
                kind = "person" if isinstance(who, Person) else "party"
                return {"id": who.id, "name": who.name, "type": kind}
            case Statement():
                return self._target(value.target)
        return {}

    def _target(self, target: Event | Edtf | Weekday) -> dict[str, Any]:
        if isinstance(target, Event):
            return {"event": self.plain(target)}
        return {"date" if isinstance(target, Edtf) else "weekday": str(target)}


# ------------------------------------------------------------------------------ files

FOLDER = "api/v1"
"""Where the files stand below those of the chronology."""

SCHEMA = "schema.json"
"""Their JSON Schema, beside them."""

ID = "urn:chronology-data:schema:api:1"
"""The schema's name: a URN, since no internet domain is ours."""

Subject: TypeAlias = Event | Registered
"""What is in the API, and can have a page."""

Pages: TypeAlias = Callable[[Subject, str], str | None]
"""The address of a subject's page, if it has one, relative to a folder of the site."""

Calendar: TypeAlias = Callable[[Person], str | None]
"""The address of a person's calendar, if there is one, relative to `FOLDER`."""

_REGISTRIES: Final[dict[str, tuple[type[api_shapes.Part], type[api_shapes.Part]]]] = {
    "people": (api_shapes.PeopleFile, api_shapes.Person),
    "parties": (api_shapes.PartiesFile, api_shapes.Party),
    "places": (api_shapes.PlacesFile, api_shapes.Place),
    "sources": (api_shapes.SourcesFile, api_shapes.Source),
    "kinds": (api_shapes.KindsFile, api_shapes.Kind),
    "topics": (api_shapes.TopicsFile, api_shapes.Topic),
}


def files(
    chronology: Chronology,
    pages: Pages = lambda _subject, _folder: None,
    calendar: Calendar = lambda _: None,
) -> Iterator[tuple[str, str]]:
    """The files of the API, each by its path below `FOLDER` and its text, the index first."""
    rows = [_row(event, pages(event, FOLDER)) for event in chronology]
    found = _events(chronology)
    lists: dict[str, api_shapes.Part] = {"events": api_shapes.EventsFile(events=tuple(rows))}
    counts = {"events": len(rows)}
    for name, (file, shape) in _REGISTRIES.items():
        subjects: list[Registered] = list(getattr(chronology, name).values())
        made = [_registered(shape, each, found, pages, calendar) for each in subjects]
        lists[name], counts[name] = file(**{name: made}), len(made)
    yield "index.json", _text(_index(chronology, counts))
    yield from ((f"{name}.json", _text(made)) for name, made in lists.items())
    for event in chronology:
        page = pages(event, f"{FOLDER}/events")
        yield path_of(event), _text(_event(event, page))
    yield SCHEMA, schema_text()


def path_of(event: Event) -> str:
    """The path of an event's file, below `FOLDER`."""
    return f"events/{file_name(event.id)}.json"


def schema_text() -> str:
    """The text of the JSON Schema that every file is valid against."""
    shapes = TypeAdapter[Any](api_shapes.ANY_FILE)
    return schema.schema_text(schema.published(shapes, ID, "The API of a chronology"))


def _index(chronology: Chronology, counts: dict[str, int]) -> api_shapes.IndexFile:
    links = {name: api_shapes.FileLink(url=f"{name}.json", count=n) for name, n in counts.items()}
    return Copier("").made(api_shapes.IndexFile, chronology.record, files=links, json_schema=SCHEMA)


def _row(event: Event, page: str | None) -> api_shapes.EventRow:
    return Copier("").made(
        api_shapes.EventRow,
        event,
        url=path_of(event),
        page=page,
        kind=event.kind and event.kind.id,
        place=event.place and event.place.id,
        people=[each.who.id for each in event.participants if isinstance(each.who, Person)],
        parties=[each.id for each in event.parties],
        topics=[each.id for each in event.topics],
        sources=[each.id for each in event.sources],
    )


def _event(event: Event, page: str | None) -> api_shapes.EventFile:
    copier, bounds, place = Copier(""), event.bounds, event.place
    return copier.made(
        api_shapes.EventFile,
        event,
        page=page,
        date_in_words=event.date and date_in_words(event.date),
        inferred=copier.made(api_shapes.Bounds, bounds) if bounds.is_inferred else None,
        timezone=event.zone,
        latitude=place and place.latitude,
        longitude=place and place.longitude,
    )


def _events(chronology: Chronology) -> dict[Registered, list[api_shapes.EventLink]]:
    """The events that each subject has to do with, in time order."""
    found: dict[Registered, dict[str, api_shapes.EventLink]] = {}
    copier = Copier("events/")
    for event in chronology:
        link: api_shapes.EventLink = copier.plain(event)
        for subject in _subjects(event):
            found.setdefault(subject, {})[event.id] = link
    return {subject: list(links.values()) for subject, links in found.items()}


def _subjects(event: Event) -> Iterator[Registered]:
    yield from (each.who for each in event.participants)
    yield from event.parties
    yield from event.topics
    yield from event.sources
    yield from filter(None, (event.place, event.kind))


def _registered(
    shape: type[api_shapes.Part],
    subject: Registered,
    events: dict[Registered, list[api_shapes.EventLink]],
    pages: Pages,
    calendar: Calendar,
) -> api_shapes.Part:
    more = {
        "name": name_of(subject),
        "page": pages(subject, FOLDER),
        "events": events.get(subject, []),
    }
    if isinstance(subject, Person):
        more["calendar"] = calendar(subject)
    return Copier("events/").made(shape, subject, **more)


def _text(made: api_shapes.Part) -> str:
    """A file's text, safe on a terminal; null stands only where the file's `extra` has it."""
    return json_text(made.model_dump(mode="json", exclude_none=True))
