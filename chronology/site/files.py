"""The files of a site that programs read: exports, calendars, the feed and the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chronology.events import Chronology, Event, Person
from chronology.formats import EXPORTERS, api, ics
from chronology.site.changes import feed
from chronology.site.page import CHANGES, HOME, Settings, path_of
from chronology.site.queries import Registers

CALENDAR = "chronology.ics"
FEED = "feed.xml"
API = f"{api.FOLDER}/index.json"


@dataclass(frozen=True, slots=True)
class MachineFile:
    """A file that is no page: its path below the chronology's folder, its media type, its text.

    `name` and `about` describe it on the page that offers it; one without a name is found through
    others.
    """

    path: str
    media_type: str
    content: str
    name: str = ""
    about: str = ""

    @property
    def size(self) -> int:
        """The length in bytes."""
        return len(self.content.encode())


def machine_files(chronology: Chronology, settings: Settings) -> Iterator[MachineFile]:
    """All files for programs; those first that a page offers.

    Where the address of the pages' folder is known, calendars and feeds lead back to the pages;
    nothing else depends on it.
    """
    site = _Files(chronology, Registers(chronology), settings)
    yield from site.exports()
    yield from site.feeds()
    yield from site.api()
    yield from site.calendars()


def calendar_path(person: Person) -> str:
    """The path of a person's calendar."""
    return path_of(person).removesuffix(".md") + ".ics"


def api_path(event: Event) -> str:
    """The path of an event's file in the API."""
    return f"{api.FOLDER}/{api.path_of(event)}"


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a chronology, by what they are for."""

    chronology: Chronology
    registers: Registers
    settings: Settings

    def exports(self) -> Iterator[MachineFile]:
        """The whole in every format; a calendar only if there is anything to put into it."""
        language = self.settings.language
        say, page = language.say, self.settings.address_of
        for each in EXPORTERS.values():
            if each.name != "ics":
                name = say("format", name=each.name.upper())
                about = say("about format", text=language.losses[each.name])
                text = each.render(self.chronology)
                yield MachineFile(f"chronology{each.suffix}", each.media_type, text, name, about)
            elif any(map(ics.is_shown, self.chronology)):
                text = ics.render(self.chronology, page)
                name, about = say("calendar"), say("about calendar")
                yield MachineFile(CALENDAR, each.media_type, text, name, about)

    def feeds(self) -> Iterator[MachineFile]:
        """The feed of changes, if any has a day."""
        language, changes = self.settings.language, self.settings.changes
        own, page = map(self.settings.address_of, (FEED, CHANGES))
        if (text := feed(language, self.chronology, changes, own, page)) is not None:
            name, about = language.say("feed"), language.say("about feed")
            yield MachineFile(FEED, "application/atom+xml", text, name, about)

    def api(self) -> Iterator[MachineFile]:
        """The files of the API, of which the index is offered."""
        links = self.settings.links

        def page(subject: api.Subject, folder: str) -> str | None:
            return links(f"{folder}/{HOME}").to(subject)

        def calendar(person: Person) -> str | None:
            path = calendar_path(person)
            return links(f"{api.FOLDER}/{HOME}").file(path) if self._events(person) else None

        offered = {"index.json": ("API", "about API"), api.SCHEMA: ("schema", "about schema")}
        for path, text in api.files(self.chronology, page, calendar):
            words = map(self.settings.language.say, offered.get(path, ()))
            kind = "application/schema+json" if path == api.SCHEMA else "application/json"
            yield MachineFile(f"{api.FOLDER}/{path}", kind, text, *words)

    def calendars(self) -> Iterator[MachineFile]:
        """The calendar of each person who has anything in it."""
        say = self.settings.language.say
        title = self.chronology.title or say("untitled")
        for person in self.chronology.people.values():
            if events := self._events(person):
                name = say("calendar of", name=person.name, title=title)
                text = ics.render(
                    self.chronology, self.settings.address_of, events=events, name=name
                )
                yield MachineFile(calendar_path(person), "text/calendar", text)

    def _events(self, person: Person) -> list[Event]:
        """The events of a person that a calendar can hold."""
        return list(filter(ics.is_shown, self.registers.events(person)))
