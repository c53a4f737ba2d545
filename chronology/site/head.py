"""The heads of the pages: metadata for machines that read no text.

The elements are put into the finished page, since themes differ in what they write there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from chronology.events import Chronology, Event, Person
from chronology.formats.linked_data import Linked, dataset, event_data, script
from chronology.site.files import API, CALENDAR, FEED, MachineFile, api_path, calendar_path
from chronology.site.page import DATA, HOME, Page, Settings, path_of
from chronology.text import shorten

_LONGEST = 300
_END = re.compile("</head>", re.IGNORECASE)
_NAMED = re.compile(
    """<meta[^>]+(?:name|property)=["']?(description|og:\\w+)["'\\s>]""", re.IGNORECASE
)
"""A description, or what Open Graph has, that a theme or another plugin has written already."""


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a page: its title, its sort in Open Graph, its other forms, and data.

    `alternates` are the media types, titles and relative addresses of its other forms; `address` is
    its own on the web, if that is known.
    """

    title: str
    sort: str
    description: str | None
    address: str | None
    alternates: tuple[tuple[str, str, str], ...]
    data: Linked | None

    def insert_into(self, html: str, site: str) -> str:
        """A finished page with all this at the end of its head; `site` is the site's name.

        What a theme or another plugin, such as Material's social cards, has written already stays
        the only one of its name.
        """
        end = _END.search(html)
        if end is None:
            return html
        named = {name.lower() for name in _NAMED.findall(html, 0, end.start())}
        elements = "".join(f"{each}\n" for each in self._elements(site, named))
        return html[: end.start()] + elements + html[end.start() :]

    def _elements(self, site: str, named: Collection[str]) -> Iterator[str]:
        metadata = {
            "description": self.description,
            "og:site_name": site,
            "og:type": self.sort,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.address,
        }
        for name, content in metadata.items():
            if content and name not in named:
                attribute = "property" if name.startswith("og:") else "name"
                yield f'<meta {attribute}="{name}" content="{escape(content)}">'
        for media_type, title, address in self.alternates:
            # The blank changes nothing in HTML, where `rel` is a list of words. Without it Material
            # takes each of these for the site in another language, and asks beside it for a
            # sitemap.xml, which is not there.
            yield (
                f'<link rel="alternate " type="{media_type}" title="{escape(title)}" '
                f'href="{escape(address)}">'
            )
        if self.data is not None:
            yield script(self.data)


class Heads:
    """The heads of a chronology's pages."""

    def __init__(
        self, chronology: Chronology, files: Iterable[MachineFile], settings: Settings
    ) -> None:
        """Know the subjects of pages by their paths, and the files for programs by theirs."""
        self._chronology = chronology
        self._files = {each.path: each for each in files}
        self._settings = settings
        subjects = (*chronology, *chronology.people.values())
        self._subjects: dict[str, Event | Person] = {path_of(each): each for each in subjects}

    def of(self, page: Page) -> Head:
        """The head of a page."""
        subject = self._subjects.get(page.path)
        description = subject.summary if isinstance(subject, Event) else None
        if page.path in (HOME, DATA):
            description = self._chronology.record.description
        sort = "profile" if isinstance(subject, Person) else "article"
        return Head(
            page.title,
            "website" if page.path == HOME else sort,
            description and shorten(description, _LONGEST),
            self._settings.address_of(page.path),
            tuple(self._alternates(page.path, subject)),
            self._data(page.path, subject),
        )

    def _alternates(
        self, path: str, subject: Event | Person | None
    ) -> Iterator[tuple[str, str, str]]:
        say = self._settings.language.say
        title = self._chronology.title or say("untitled")
        names = {API: title, CALENDAR: title, FEED: say("changes of", title=title)}
        if isinstance(subject, Event):
            names = {api_path(subject): subject.title} | names
        elif isinstance(subject, Person):
            name = say("calendar of", name=subject.name, title=title)
            names = {calendar_path(subject): name} | names
        for other, name in names.items():
            if other in self._files:
                address = self._settings.links(path).file(other)
                yield self._files[other].media_type, name, address

    def _data(self, path: str, subject: Event | Person | None) -> Linked | None:
        address_of = self._settings.address_of
        if isinstance(subject, Event):
            return event_data(subject, self._chronology.record.language, address_of)
        if path != DATA:
            return None
        links = self._settings.links(path)
        downloads = [
            (address_of(each.path) or links.file(each.path), each.media_type)
            for each in self._files.values()
            if each.name
        ]
        return dataset(self._chronology, address_of(path), downloads)
