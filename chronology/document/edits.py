"""Changes of a text in place: where its values end, and what no reader of it would miss.

All else stays as it was written: comments, order, quotation marks, line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from chronology.diagnostics import Position
from chronology.document import builder
from chronology.document.parts import position_of


@dataclass(frozen=True, slots=True)
class Change:
    """A text that takes the place of another one, which runs from `start` to before `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a value stands: offsets of its first character and of the one behind its last.

    `style` is the sign by which a scalar or a collection begins, empty for a plain scalar.
    """

    start: int
    end: int
    style: str

    def of(self, text: str) -> str:
        """What stands there, quotation marks included."""
        return text[self.start : self.end]


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with changes made in it, of which no two overlap."""
    pieces, position = list[str](), 0
    for each in sorted(changes, key=lambda each: (each.start, each.end)):
        pieces += (text[position : each.start], each.text)
        position = each.end
    return "".join((*pieces, text[position:]))


def stretches(text: str) -> dict[Position, Stretch]:
    """Where the keys, the scalars and the collections in brackets of a sound text stand.

    Raises yaml.MarkedYAMLError where the text is not sound.
    """
    found, opened = dict[Position, Stretch](), list[Any]()
    take = builder.parser_of(text).get_event
    while not isinstance(event := take(), yaml.StreamEndEvent):
        if isinstance(event, yaml.ScalarEvent):
            _note(found, event.start_mark, event.end_mark, event.style or "")
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start = opened.pop()
            if start.flow_style:
                sign = "{" if isinstance(start, yaml.MappingStartEvent) else "["
                _note(found, start.start_mark, event.end_mark, sign)
    return found


def _note(found: dict[Position, Stretch], start: Any, end: Any, style: str) -> None:
    if end.index > start.index:  # a value that is left out has the place of what follows it
        found[position_of(start)] = Stretch(start.index, end.index, style)


_BREAK = re.compile("\r\n|[\n\r]")
_LINE_END = re.compile("[ \t]+(?=[\n\r]|$(?!\n))")
_STRIPPED = re.compile("[|>][1-9]?-")


def loose_ends(text: str, known: Collection[Stretch]) -> Iterator[Change]:
    """The spaces at line ends, and the line break that a last line lacks, where they say nothing.

    In texts of many lines that begin with `|`, `>` or `"` they may be meant; those are left alone.
    """
    contents = sorted(_contents(text, known))
    for match in _LINE_END.finditer(text):
        number = bisect_right(contents, (match.start(), len(text) + 1)) - 1
        if number < 0 or contents[number][1] <= match.start():
            yield Change(match.start(), match.end(), "")
    if _BREAK.split(text)[-1].strip(" \t") and not _counts_breaks_at(len(text), text, known):
        line_break = _BREAK.search(text)
        yield Change(len(text), len(text), line_break[0] if line_break else "\n")


def _counts_breaks_at(end: int, text: str, known: Collection[Stretch]) -> bool:
    """Whether a text ends there of which a line break behind it would be a part."""
    return any(
        each.end == end and each.style in ("|", ">") and not _STRIPPED.match(text, each.start)
        for each in known
    )


def _contents(text: str, known: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    """The start and end of each content in which a space at a line end may count."""
    for each in known:
        if each.style == '"':
            yield each.start, each.end
        elif each.style in ("|", ">") and (header := _BREAK.search(text, each.start, each.end)):
            yield header.start(), each.end
