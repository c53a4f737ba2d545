"""What a page says of itself in its head, for machines that read no text.

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
from chronology.site.page import DATA, HOME, Links, Page, path_of
from chronology.site.words import Language
from chronology.text import shorten

_LONGEST = 300
_END = re.compile("</head>", re.IGNORECASE)
_NAMED = re.compile(
    """<meta[^>]+(?:name|property)=["']?(description|og:\\w+)["'\\s>]""", re.IGNORECASE
)
"""A description, or what Open Graph has, that a theme or another plugin has written already."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: its title, its sort in Open Graph, its other forms, and data.

    `alternates` are the media types, titles and relative addresses of its other forms; `address` is
    its own on the web, if that is known.
    """

    title: str
    sort: str
    description: str | None
    address: str | None
    alternates: tuple[tuple[str, str, str], ...]
    data: Linked | None

    def into(self, html: str, site: str) -> str:
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
        if self.description and "description" not in named:
            yield f'<meta name="description" content="{escape(self.description)}">'
        graph = {
            "og:site_name": site,
            "og:type": self.sort,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.address,
        }
        for name, content in graph.items():
            if content and name not in named:
                yield f'<meta property="{name}" content="{escape(content)}">'
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
    """What the pages of a chronology say of themselves."""

    def __init__(
        self,
        chronology: Chronology,
        files: Iterable[MachineFile],
        language: Language,
        *,
        use_directory_urls: bool,
        address: str | None = None,
    ) -> None:
        """Know the pages by their paths, and the files that programs can read instead."""
        self._chronology = chronology
        self._files = {each.path: each for each in files}
        self._language = language
        self._urls = use_directory_urls
        self._address = address
        self._events = {path_of(each): each for each in chronology}
        self._people = {path_of(each): each for each in chronology.people.values()}

    def of(self, page: Page) -> Head:
        """What a page says of itself."""
        links = Links(page.path, self._urls)
        event, person = self._events.get(page.path), self._people.get(page.path)
        return Head(
            page.title,
            "website" if page.path == HOME else "profile" if person else "article",
            self._description(page.path, event),
            links.below(self._address) if self._address else None,
            tuple(self._alternates(links, event, person)),
            self._data(page.path, event),
        )

    def _description(self, path: str, event: Event | None) -> str | None:
        own = event.summary if event else None
        text = self._chronology.record.description if path in (HOME, DATA) else own
        return text and shorten(text, _LONGEST)

    def _alternates(
        self, links: Links, event: Event | None, person: Person | None
    ) -> Iterator[tuple[str, str, str]]:
        say = self._language.say
        title = self._chronology.title or say("untitled")
        own: list[tuple[str, str]] = []
        if event is not None:
            own = [(api_path(event), event.title)]
        elif person is not None:
            own = [(calendar_path(person), say("calendar of", name=person.name, title=title))]
        general = [(API, title), (CALENDAR, title), (FEED, say("changes of", title=title))]
        for path, name in own + general:
            if path in self._files:
                yield self._files[path].media_type, name, links.file(path)

    def _data(self, path: str, event: Event | None) -> Linked | None:
        if event is not None:
            return event_data(event, self._chronology.record.language, self._event_address)
        if path != DATA:
            return None
        links = Links(path, self._urls)
        address = links.below(self._address) if self._address else None
        files = [each for each in self._files.values() if each.name]
        downloads = [
            (self._absolute(each.path) or links.file(each.path), each.media_type) for each in files
        ]
        return dataset(self._chronology, address, downloads)

    def _absolute(self, path: str) -> str | None:
        return f"{self._address.removesuffix('/')}/{path}" if self._address else None

    def _event_address(self, event: Event) -> str | None:
        return Links(path_of(event), self._urls).below(self._address) if self._address else None
