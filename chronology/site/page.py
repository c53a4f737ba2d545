"""A page as a Markdown document in which nothing that a chronology says can act, and its links.

Templates write HTML. Its headings become Markdown headings, so that every generator lists them,
with each special character as a character reference. All between them becomes a raw HTML
block, which Markdown passes through untouched as long as no line of it looks like anything else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from chronology.drawing import style
from chronology.events import Event, Kind, Party, Person, Place, Source, Topic
from chronology.formats.names import file_name
from chronology.site.changes import Change
from chronology.site.words import Language, english, marked
from chronology.text import one_line

# ------------------------------------------------------------------------------ links

Subject: TypeAlias = Event | Person | Party | Place | Topic | Kind | Source
"""A thing that has a page of its own."""

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
"""The folders with an index, which are also the names of the file's registries."""


def path_of(subject: Subject) -> str:
    """The path of the page of something."""
    return f"{FOLDERS[type(subject)]}/{file_name(subject.id)}.md"


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page, relative, so that the site works under any address and from files."""

    page: str
    use_directory_urls: bool

    def to(self, target: Subject | str) -> str:
        """The relative address of a subject's page, or of a path in Markdown."""
        path = target if isinstance(target, str) else path_of(target)
        there = _html(path, self.use_directory_urls)
        if not self.use_directory_urls:
            return self.file(there)
        return self.file(posixpath.dirname(there) or ".") + "/"

    def file(self, path: str) -> str:
        """The relative address of a file that is no page."""
        here = _html(self.page, self.use_directory_urls)
        return posixpath.relpath(path, posixpath.dirname(here) or ".")


def _html(path: str, use_directory_urls: bool) -> str:
    """The path of the HTML that is made of a page in Markdown."""
    stem = path.removesuffix(".md")
    if use_directory_urls and posixpath.basename(stem) != "index":
        stem += "/index"
    return f"{stem}.html"


# ------------------------------------------------------------------------------ settings


@dataclass(frozen=True, slots=True)
class Settings:
    """The decisions of a site about its pages; without any of them the pages are complete.

    `use_directory_urls` is MkDocs' setting: whether `events/x.md` is served as `events/x/`, on
    which all links depend. `address` is where the pages' folder is on the web; `corrections` the
    address of a form for corrections, with gaps (see `chronology.site.rendering`); `templates` a
    folder with templates that replace those of the same name; `changes` are those of the record,
    which have a page and a feed if there are any; `language` has all words of the pages.
    """

    use_directory_urls: bool = False
    address: str | None = None
    corrections: str | None = None
    templates: Path | None = None
    changes: tuple[Change, ...] = ()
    language: Language = field(default_factory=english)

    def links(self, path: str) -> Links:
        """The links of the page at a path."""
        return Links(path, self.use_directory_urls)

    def address_of(self, target: Subject | str) -> str | None:
        """The absolute address of a page or of another file; None if the site's is unknown."""
        if not self.address:
            return None
        path = target if isinstance(target, str) else path_of(target)
        if path.endswith(".md"):
            path = _html(path, self.use_directory_urls)
            path = path.removesuffix("index.html") if self.use_directory_urls else path
        return f"{self.address.removesuffix('/')}/{path}"


# ------------------------------------------------------------------------------ pages

_HEADING = re.compile(r"<h([12])>(.*?)</h\1>", re.DOTALL)

_MARK = re.compile(r'<bdi( lang="[\w-]+" dir="\w+")?>(.*)</bdi>', re.DOTALL)
"""A heading that is marked with its language."""

# Signs that mean something to Markdown extensions and to plugins which read pages as templates.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}[]`\\"})


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the site: its path below the chronology's folder, its title, its text."""

    path: str
    title: str
    markdown: str

    @classmethod
    def of(cls, path: str, title: str, html: str, language: str) -> Page:
        """The page of this HTML, whose headings of the first two levels are in no block."""
        return cls(path, title, "\n\n".join(_blocks(html, language)) + "\n")


def assets() -> dict[str, bytes]:
    """The pages' style sheet and scripts, by their paths in a site.

    They take colours and fonts from the theme, and ask nothing of the network.
    """
    folder = files("chronology.site") / "assets"
    names = sorted(each.name for each in folder.iterdir())
    own = {f"assets/{name}": (folder / name).read_bytes() for name in names}
    return own | {"assets/chronology-drawing.css": style().encode()}


def escape_heading(text: str) -> str:
    """A text in one line in which all but letters, digits and spaces are character references."""
    line = one_line(text)
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in line)


def _blocks(html: str, language: str) -> Iterator[str]:
    """The headings of a Markdown document, and the raw blocks between them."""
    before, *rest = _HEADING.split(html)
    yield from _raw(before, language)
    for level, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        found = _MARK.fullmatch(heading)
        mark, words = found.groups() if found else (None, heading)
        words = escape_heading(unescape(words))
        yield f"{'#' * int(level)} {f'<bdi{mark}>{words}</bdi>' if mark else words}"
        yield from _raw(text, language)


def _raw(html: str, language: str) -> Iterator[str]:
    """A raw HTML block, each line of which begins with a tag; none for nothing."""
    lines = filter(None, map(str.strip, re.split(r"[\r\n]", html)))
    text = re.sub(r"\n(?!<)", " ", "\n".join(lines)).translate(_SIGNS)
    if text:
        yield f'<div class="chronology"{marked(language)}>\n{text}\n</div>'
