"""A page as a Markdown document in which nothing that a chronology says can act.

Templates write HTML. Its headings become Markdown headings, so that every generator lists them,
with each special character as a character reference. What stands between them becomes a raw HTML
block, which Markdown passes through untouched as long as no line of it looks like anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from importlib.resources import files

STYLE_SHEET = "assets/chronology.css"
"""Where the pages' style sheet belongs in a site."""

_HEADING = re.compile(r"<h([12])>(.*)</h\1>")
_WHITE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")

# Signs that mean something to Markdown extensions and to plugins which read pages as templates.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}[]`\\"})


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the site: its path below the chronology's folder, its title, its text."""

    path: str
    title: str
    markdown: str

    @classmethod
    def of(cls, path: str, title: str, html: str) -> Page:
        """The page of this HTML, which has every heading, and every tag of a block, on a line."""
        return cls(path, title, "\n\n".join(_blocks(html)) + "\n")


def style_sheet() -> bytes:
    """The pages' style sheet; it takes its colours and fonts from the theme."""
    return (files("chronology.site") / "assets" / "chronology.css").read_bytes()


def one_line(value: object) -> object:
    """A value as templates show it: a text's runs of white space are one space, None is nothing."""
    if value is None:
        return ""
    return _WHITE_SPACE.sub(" ", value) if type(value) is str else value


def referenced(text: str) -> str:
    """A text in which all but letters, digits and spaces are character references."""
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in text)


def _blocks(html: str) -> Iterator[str]:
    """The headings and raw blocks of a Markdown document."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, html.split("\n"))):
        if not (heading := _HEADING.fullmatch(line)):
            lines.append(line)
            continue
        yield from _raw(lines)
        lines = []
        yield f"{'#' * int(heading[1])} {referenced(unescape(heading[2]))}"
    yield from _raw(lines)


def _raw(lines: list[str]) -> Iterator[str]:
    """The lines as one raw HTML block, each of which begins with a tag."""
    if lines:
        text = re.sub(r"\n(?!<)", " ", "\n".join(lines)).translate(_SIGNS)
        yield f'<div class="chronology">\n{text}\n</div>'
