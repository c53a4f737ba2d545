"""The files of a site that programs read: exports, calendars, the feed and the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chronology.events import Chronology, Event, Person
from chronology.formats import EXPORTERS, api, ics
from chronology.site.changes import Change, feed
from chronology.site.page import CHANGES, HOME, Links, Settings, path_of
from chronology.site.queries import Registers
from chronology.site.words import Language

CALENDAR = "chronology.ics"
FEED = "feed.xml"
API = f"{api.FOLDER}/index.json"


@dataclass(frozen=True, slots=True)
class MachineFile:
    """A file that is no page: its path below the chronology's folder, its media type, its text.

    `name` and `about` are what a page that offers it says of it; one without a name is found
    through others.
    """

    path: str
    media_type: str
    content: str
    name: str = ""
    about: str = ""


def machine_files(
    chronology: Chronology,
    *,
    use_directory_urls: bool,
    settings: Settings,
) -> Iterator[MachineFile]:
    """All files for programs; those first that a page offers.

    Where the address of the pages' folder is known, calendars and feeds lead back to the pages;
    nothing else depends on it.
    """
    language = settings.language
    site = _Files(chronology, Registers(chronology), use_directory_urls, settings.address, language)
    yield from site.exports()
    if (text := site.feed(settings.changes)) is not None:
        name, about = language.say("feed"), language.say("about feed")
        yield MachineFile(FEED, "application/atom+xml", text, name, about)
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
    """What every file needs to know of the whole."""

    chronology: Chronology
    registers: Registers
    use_directory_urls: bool
    address: str | None
    language: Language

    def exports(self) -> Iterator[MachineFile]:
        """The whole in every format; a calendar only if there is anything to put into it."""
        for each in EXPORTERS.values():
            if each.name != "ics":
                name = self.language.say("format", name=each.name.upper())
                about = self.language.say("about format", text=self.language.losses[each.name])
                text = each.render(self.chronology)
                yield MachineFile(f"chronology{each.suffix}", each.media_type, text, name, about)
            elif any(map(ics.is_shown, self.chronology)):
                text = ics.render(self.chronology, self._page)
                name, about = self.language.say("calendar"), self.language.say("about calendar")
                yield MachineFile(CALENDAR, each.media_type, text, name, about)

    def feed(self, changes: Sequence[Change]) -> str | None:
        """The feed of changes, if any has a day."""
        own = self.address and f"{self.address.removesuffix('/')}/{FEED}"
        page = self.address and Links(CHANGES, self.use_directory_urls).below(self.address)
        return feed(self.language, self.chronology, changes, own, page)

    def api(self) -> Iterator[MachineFile]:
        """The files of the API, of which the index is offered."""

        def page(subject: api.Subject, folder: str) -> str | None:
            return Links(f"{folder}/{HOME}", self.use_directory_urls).to(subject)

        def calendar(person: Person) -> str | None:
            links = Links(f"{api.FOLDER}/{HOME}", self.use_directory_urls)
            return links.file(calendar_path(person)) if self._events(person) else None

        offered = {"index.json": ("API", "about API"), api.SCHEMA: ("schema", "about schema")}
        for path, text in api.files(self.chronology, page, calendar):
            words = map(self.language.say, offered.get(path, ()))
            kind = "application/schema+json" if path == api.SCHEMA else "application/json"
            yield MachineFile(f"{api.FOLDER}/{path}", kind, text, *words)

    def calendars(self) -> Iterator[MachineFile]:
        """The calendar of each person who has anything in it."""
        title = self.chronology.title or self.language.say("untitled")
        for person in self.chronology.people.values():
            if events := self._events(person):
                name = self.language.say("calendar of", name=person.name, title=title)
                text = ics.render(self.chronology, self._page, events=events, name=name)
                yield MachineFile(calendar_path(person), "text/calendar", text)

    def _events(self, person: Person) -> list[Event]:
        """The events of a person that a calendar can hold."""
        return list(filter(ics.is_shown, self.registers.events(person)))

    def _page(self, event: Event) -> str | None:
        links = Links(path_of(event), self.use_directory_urls)
        return links.below(self.address) if self.address else None
