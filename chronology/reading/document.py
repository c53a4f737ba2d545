"""YAML text read into plain data that remembers its places.

The one reader of loader, command line, plugin and tests. Scalars stay text (null aside), and
what makes a file mean different things to different readers - duplicate keys, aliases, merge keys,
tags, a second document - is refused with its place. The text is read as libyaml's stream of events
by a loop of our own, since libyaml's loader crashes the process on deep nesting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from chronology.characters import find_unseen, is_plain, replace_unseen
from chronology.findings import Finding, Path, Position
from chronology.reading.builder import (
    BROKEN,
    MAX_BYTES,
    MAX_REPAIRS,
    MAX_REREAD,
    MAX_TROUBLES,
    Builder,
    Place,
    Suspect,
    lines_of,
    places_in,
)
from chronology.reading.repair import broken_events, swallows


@dataclass(slots=True)
class Document:
    """A file's text, the plain data in it, and the mistakes found on the way.

    `notices` are about text that may have been read otherwise than it was meant.
    `lost` is text that cannot be read: the events whose YAML is broken, and everything after the
    first YAML document. `cut_off` is true if the file seems to end early.
    `readable` is the text without them, line for line, and `data` its content, which is `BROKEN`
    if nothing could be read. `empty` are the paths of the values that are null, `event_lines`
    the lines, counted from 0, on which the events begin, and the one after the last.
    """

    file: str
    text: str
    data: Any = None
    troubles: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    empty: list[Path] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    cut_off: bool = False
    readable: str = ""
    event_lines: list[int] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _places: dict[int | None, dict[Path, Place]] = field(default_factory=dict)

    def locate(self, path: Path) -> tuple[Document, Path]:
        """This document and the path itself: a folder of documents leads into one of them."""
        return self, path

    def position(self, path: Path, *, at_key: bool = False) -> Position:
        """The place of a value or of its key; of the nearest thing around it if it has none."""
        places = self._places_for(path)
        there: Path = ()
        for step in path:
            if (*there, step) in places:
                there = (*there, step)
            elif step != 0:  # as an index, it may stand for one thing instead of a list of one
                at_key = False
                break
        place = places.get(there, _TOP)
        return place.key if at_key and place.key else place.value

    def _places_for(self, path: Path) -> dict[Path, Place]:
        """The places in the event that a path leads into, read again only now."""
        match path:
            case ("events", int(number), *_) if self.event_lines:
                if number not in self._places:
                    self._places[number] = self._places_in_event(number)
                if self._places[number]:
                    return self._places[number]
        if None not in self._places:
            self._places[None] = places_in(self.readable, 0)
        return self._places[None]

    def _places_in_event(self, number: int) -> dict[Path, Place]:
        if not self._lines:
            self._lines = lines_of(self.readable)
        first, last = self.event_lines[number : number + 2]
        if not self._lines[first].lstrip().startswith("-"):
            return {}  # a list in brackets, whose lines are no YAML by themselves
        try:
            places = places_in("\n".join(self._lines[first:last]), first)
        except yaml.YAMLError:
            return {}
        inside = {
            ("events", number, *path[1:]): place
            for path, place in places.items()
            if path[:1] == (0,)
        }
        return {("events",): _TOP, **inside} if inside else {}


_TOP = Place(None, Position(1, 1))


def read(content: bytes | str, file: str) -> Document:
    """Read a file's content; mistakes become troubles of the document, never exceptions."""
    if len(content) > MAX_BYTES:
        size = f"the file has more than {MAX_BYTES:,} bytes, and no more are read"
        return _unreadable(file, Finding.at("too-big", Position(1, 1), size, "split it"))
    if isinstance(content, str):
        return _read_text(content.removeprefix("\ufeff"), file)
    if content.count(0) * 4 > len(content):
        utf16 = "the file looks like UTF-16"
        return _unreadable(file, Finding.at("not-utf-8", _TOP.value, utf16, _AS_UTF8))
    try:
        return _read_text(content.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        body, offset = error.object, error.start
        before = lines_of(body[:offset].decode("utf-8", "replace"))
        place = Position(len(before), len(before[-1]) + 1)
        byte = f"the byte 0x{body[offset]:02X} is not UTF-8"
        return _unreadable(file, Finding.at("not-utf-8", place, byte, _AS_UTF8))


def _unreadable(file: str, trouble: Finding) -> Document:
    return Document(file, "", BROKEN, [trouble])


_AS_UTF8 = "save the file as UTF-8"


def _read_text(text: str, file: str) -> Document:
    document = Document(file, text, readable=text)
    if not is_plain(text):
        lines = lines_of(text)
        document.troubles += islice(find_unseen(lines), MAX_TROUBLES)
        if document.troubles:
            document.readable = "\n".join(map(replace_unseen, lines))
    _read_in_pieces(document)
    return document


def _read_in_pieces(document: Document) -> None:
    """Read the text, stepping over each event whose YAML is broken."""
    broken: list[Finding] = []
    rounds = 0
    builder = Builder(document.readable, hidden=bool(document.troubles))
    while not builder.build() or (not rounds and swallows(document.readable, builder.event_lines)):
        lines = lines_of(document.readable)
        found = broken_events(lines, builder.error, alone=not rounds)
        broken += (each.trouble for each in found)
        document.cut_off |= any(each.at_end and each.lines for each in found)
        if not found:
            break
        enough = rounds == MAX_REPAIRS or rounds * len(document.text) > MAX_REREAD
        if enough:
            words = f"the YAML breaks here after {rounds} readings; what stands behind is not read"
            place = found[0].trouble.position
            broken.append(Finding.at("too-many", place, words, "mend these first"))
        if enough or found[0].lines is None:
            builder.data = BROKEN
            break
        document.lost += (each.take_from(lines) for each in found)
        document.readable = "\n".join(lines)
        builder = Builder(document.readable, hidden=builder.hidden)
        rounds += 1
    document.data = builder.data
    document.lost += builder.unread
    if document.lost and isinstance(document.data, dict) and document.data.get("events") is None:
        document.data["events"] = []  # that there are none is no mistake of its own
    document.cut_off |= _ends_early(document)
    document.troubles += broken + builder.troubles
    document.notices = builder.notices
    document.suspects = builder.suspects
    document.empty = builder.empty
    document.event_lines = builder.event_lines


def _ends_early(document: Document) -> bool:
    """True if a file has no last line end, and what is read of its last event is no event.

    Editors end a file with a line end; a download or a copy that breaks off ends anywhere.
    """
    if not document.text or document.text.endswith(("\n", "\r")):
        return False
    events = document.data.get("events") if isinstance(document.data, dict) else None
    last = events[-1] if isinstance(events, list) and events else {"title": ""}
    is_event = isinstance(last, dict) and "title" in last
    return not is_event or document.text.endswith(":")
