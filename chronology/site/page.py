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

from chronology.drawing import style

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
    def of(cls, path: str, title: str, html: str) -> Page:
        """The page of this HTML, in which headings of the first two levels stand in no block."""
        return cls(path, title, "\n\n".join(_blocks(html)) + "\n")


def assets() -> dict[str, bytes]:
    """The pages' style sheet and scripts, by their paths in a site.

    They take colours and fonts from the theme, and ask nothing of the network.
    """
    folder = files("chronology.site") / "assets"
    names = sorted(each.name for each in folder.iterdir())
    own = {f"assets/{name}": (folder / name).read_bytes() for name in names}
    return own | {"assets/chronology-drawing.css": style().encode()}


def referenced(text: str) -> str:
    """A text in one line in which all but letters, digits and spaces are character references."""
    line = " ".join(text.split())
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in line)


def _blocks(html: str) -> Iterator[str]:
    """The headings of a Markdown document, and the raw blocks between them."""
    before, *rest = _HEADING.split(html)
    yield from _raw(before)
    for level, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        found = _MARK.fullmatch(heading)
        language, words = found.groups() if found else (None, heading)
        words = referenced(unescape(words))
        yield f"{'#' * int(level)} {f'<bdi{language}>{words}</bdi>' if language else words}"
        yield from _raw(text)


def _raw(html: str) -> Iterator[str]:
    """A raw HTML block, each line of which begins with a tag; none for nothing."""
    lines = filter(None, map(str.strip, re.split(r"[\r\n]", html)))
    text = re.sub(r"\n(?!<)", " ", "\n".join(lines)).translate(_SIGNS)
    if text:
        yield f'<div class="chronology" lang="en" dir="ltr">\n{text}\n</div>'
