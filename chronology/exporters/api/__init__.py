"""The chronology as a folder of JSON files that link to each other, for programs.

They are files, so that any server, or none, can be the API. The order of everything is that of the
chronology; the same chronology makes the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter

from chronology import schema
from chronology.chronology import Chronology, Event, Person
from chronology.exporters.api import parts
from chronology.exporters.api.copying import Copier, Registered, name_of
from chronology.exporters.identity import file_name
from chronology.exporters.lossless import escaped
from chronology.wording import date_in_words

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

_REGISTRIES: Final[dict[str, tuple[type[parts.Part], type[parts.Part]]]] = {
    "people": (parts.PeopleFile, parts.Person),
    "parties": (parts.PartiesFile, parts.Party),
    "places": (parts.PlacesFile, parts.Place),
    "sources": (parts.SourcesFile, parts.Source),
    "kinds": (parts.KindsFile, parts.Kind),
    "topics": (parts.TopicsFile, parts.Topic),
}


def files(
    chronology: Chronology,
    pages: Pages = lambda _subject, _folder: None,
    calendar: Calendar = lambda _: None,
) -> Iterator[tuple[str, str]]:
    """The files of the API, each by its path below `FOLDER` and its text, the index first."""
    rows = [_row(event, pages(event, FOLDER)) for event in chronology]
    found = _events(chronology)
    lists: dict[str, parts.Part] = {"events": parts.EventsFile(events=tuple(rows))}
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
    shapes = TypeAdapter[Any](parts.ANY_FILE)
    return schema.schema_text(schema.published(shapes, ID, "The API of a chronology"))


def _index(chronology: Chronology, counts: dict[str, int]) -> parts.IndexFile:
    links = {name: parts.FileLink(url=f"{name}.json", count=n) for name, n in counts.items()}
    return Copier("").made(parts.IndexFile, chronology.record, files=links, json_schema=SCHEMA)


def _row(event: Event, page: str | None) -> parts.EventRow:
    return Copier("").made(
        parts.EventRow,
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


def _event(event: Event, page: str | None) -> parts.EventFile:
    copier, bounds, place = Copier(""), event.bounds, event.place
    return copier.made(
        parts.EventFile,
        event,
        page=page,
        date_in_words=event.date and date_in_words(event.date),
        inferred=copier.made(parts.Bounds, bounds) if bounds.is_inferred else None,
        timezone=event.zone,
        latitude=place and place.latitude,
        longitude=place and place.longitude,
    )


def _events(chronology: Chronology) -> dict[Registered, list[parts.EventLink]]:
    """The events that each subject has to do with, in time order."""
    found: dict[Registered, dict[str, parts.EventLink]] = {}
    copier = Copier("events/")
    for event in chronology:
        link: parts.EventLink = copier.plain(event)
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
    shape: type[parts.Part],
    subject: Registered,
    events: dict[Registered, list[parts.EventLink]],
    pages: Pages,
    calendar: Calendar,
) -> parts.Part:
    more = {
        "name": name_of(subject),
        "page": pages(subject, FOLDER),
        "events": events.get(subject, []),
    }
    if isinstance(subject, Person):
        more["calendar"] = calendar(subject)
    return Copier("events/").made(shape, subject, **more)


def _text(made: parts.Part) -> str:
    """A file's text, safe on a terminal; null stands only where the file's `extra` has it."""
    data = made.model_dump(mode="json", exclude_none=True)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return "\n".join(map(escaped, text.split("\n"))) + "\n"
