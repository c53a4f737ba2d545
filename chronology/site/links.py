"""Where everything of a chronology stands in its site, and how one page links to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TypeAlias

from chronology.chronology import Event, Kind, Party, Person, Place, Source, Topic
from chronology.exporters.identity import file_name

Subject: TypeAlias = Event | Person | Party | Place | Topic | Kind | Source
"""What has a page of its own."""

HOME = "index.md"
DISAGREEMENTS = "disagreements.md"
DATA = "data.md"
CHANGES = "changes.md"
FOLDERS: dict[type, str] = {
    Event: "events",
    Person: "people",
    Party: "parties",
    Place: "places",
    Topic: "topics",
    Kind: "kinds",
    Source: "sources",
}
REGISTERS = tuple(FOLDERS.values())[1:]
"""The folders of what has an index, which are the names of the file's registries too."""


def path_of(subject: Subject) -> str:
    """The path of the page of something."""
    return f"{FOLDERS[type(subject)]}/{file_name(subject.id)}.md"


def index_of(folder: str) -> str:
    """The path of the page that lists all people, or all of what else has a register."""
    return f"{folder}/{HOME}"


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page, relative, so that the site works under any address and from files.

    `use_directory_urls` is MkDocs' setting: whether `events/x.md` is served as `events/x/`.
    """

    page: str
    use_directory_urls: bool

    def to(self, target: Subject | str) -> str:
        """The relative address of a subject's page, or of a path in Markdown."""
        path = target if isinstance(target, str) else path_of(target)
        here = posixpath.dirname(self._address(self.page)) or "."
        there = self._address(path)
        if not self.use_directory_urls:
            return posixpath.relpath(there, here)
        return posixpath.relpath(posixpath.dirname(there) or ".", here) + "/"

    def below(self, address: str) -> str:
        """The absolute address of this page, where the pages' folder stands under an address."""
        path = self._address(self.page)
        path = path.removesuffix("index.html") if self.use_directory_urls else path
        return f"{address.removesuffix('/')}/{path}"

    def file(self, path: str) -> str:
        """The relative address of a file that is no page."""
        return posixpath.relpath(path, posixpath.dirname(self._address(self.page)) or ".")

    def _address(self, path: str) -> str:
        stem = path.removesuffix(".md")
        if self.use_directory_urls and posixpath.basename(stem) != "index":
            stem += "/index"
        return f"{stem}.html"
