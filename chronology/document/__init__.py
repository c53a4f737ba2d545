"""YAML text read into plain data that remembers its places.

The one reader of loader, command line, plugin and tests. Scalars stay text (null aside), and
what makes a file mean different things to different readers - duplicate keys, aliases, merge keys,
tags, a second document - is refused with its place. The text is read as libyaml's stream of events
by a loop of our own, since libyaml's loader crashes the process on deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from chronology.diagnostics import Path, Position
from chronology.document.builder import Builder, places_in
from chronology.document.parts import (
    BROKEN,
    MAX_BYTES,
    MAX_REPAIRS,
    Place,
    Suspect,
    Trouble,
)
from chronology.document.repair import broken_yaml, event_around

__all__ = ["BROKEN", "Document", "Suspect", "Trouble", "read"]


@dataclass(slots=True)
class Document:
    """A file's text, the plain data in it, and the troubles met on the way.

    `lost` is the text of the events whose YAML is broken: they exist, but cannot be read.
    `readable` is the text without them, line for line, and `data` what it says; that is `BROKEN`
    where nothing could be read. `empty` are the paths of the values that are null, `event_lines`
    the lines, counted from 0, on which the events begin, and the one after the last.
    """

    file: str
    text: str
    data: Any = None
    troubles: list[Trouble] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    empty: list[Path] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    readable: str = ""
    event_lines: list[int] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _places: dict[int | None, dict[Path, Place]] = field(default_factory=dict)

    def position(self, path: Path, *, at_key: bool = False) -> Position:
        """The place of a value or of its key; of the nearest thing around it if it has none."""
        places, path = self._places_for(path)
        while path not in places and path:
            path, at_key = path[:-1], False
        place = places.get(path, _TOP)
        return place.key if at_key and place.key else place.value

    def _places_for(self, path: Path) -> tuple[dict[Path, Place], Path]:
        """The places in the event that a path leads into, read again only now."""
        if len(path) > 1 and path[0] == "events" and isinstance(path[1], int) and self.event_lines:
            number = path[1]
            if number not in self._places:
                self._places[number] = self._places_in_event(number)
            if self._places[number]:
                return self._places[number], path
        if None not in self._places:
            self._places[None] = places_in(self.readable, 0)
        return self._places[None], path

    def _places_in_event(self, number: int) -> dict[Path, Place]:
        if not self._lines:
            self._lines = lines_of(self.readable)
        first, last = self.event_lines[number : number + 2]
        try:
            places = places_in("\n".join(self._lines[first:last]), first)
        except yaml.YAMLError:
            return {}
        return {
            ("events", number, *path[1:]): place
            for path, place in places.items()
            if path[:1] == (0,)
        }


_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them."""
    return _LINE_BREAK.split(text)


_TOP = Place(None, Position(1, 1))


def read(content: bytes | str, file: str) -> Document:
    """Read a file's content; mistakes become troubles of the document, never exceptions."""
    if len(content) > MAX_BYTES:
        size = f"the file has {len(content):,} bytes, and at most {MAX_BYTES:,} are read"
        return _unreadable(file, Trouble("too-big", Position(1, 1), size, "split it"))
    if isinstance(content, str):
        return _read_text(content.removeprefix("\ufeff"), file)
    try:
        return _read_text(content.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        return _unreadable(file, _not_utf8(content, error.start))


def _unreadable(file: str, trouble: Trouble) -> Document:
    return Document(file, "", BROKEN, [trouble])


def _not_utf8(content: bytes, offset: int) -> Trouble:
    before = content[:offset].decode("utf-8", "replace")
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Trouble(
        "not-utf-8",
        position,
        f"the byte 0x{content[offset]:02X} is not UTF-8",
        "save the file as UTF-8",
    )


_UNPRINTABLE = re.compile(
    "[^\\x09\\x0a\\x0d\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)


def _read_text(text: str, file: str) -> Document:
    document = Document(file, text, readable=text)
    for match in _UNPRINTABLE.finditer(text):
        start = match.start()
        place = Position(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        words = f"the file holds the control character U+{ord(match[0]):04X}"
        document.troubles.append(
            Trouble("control-character", place, words, "take it out; no reader can see it")
        )
    if document.troubles:
        document.readable = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    _read_in_pieces(document)
    return document


def _read_in_pieces(document: Document) -> None:
    """Read the text, stepping over each event whose YAML is broken."""
    broken: list[Trouble] = []
    builder = Builder(document.readable)
    while not builder.build():
        broken.append(broken_yaml(builder.error))
        lines = lines_of(document.readable)
        stretch = event_around(lines, builder.error)
        if stretch is None or len(broken) == MAX_REPAIRS:
            builder.data = BROKEN
            break
        document.lost.append("\n".join(lines[stretch]))
        lines[stretch] = [""] * (stretch.stop - stretch.start)
        document.readable = "\n".join(lines)
        builder = Builder(document.readable)
    document.data = builder.data
    if broken and isinstance(document.data, dict) and document.data.get("events") is None:
        document.data["events"] = []
    document.troubles += broken + builder.troubles
    document.suspects = builder.suspects
    document.empty = builder.empty
    document.event_lines = builder.event_lines
