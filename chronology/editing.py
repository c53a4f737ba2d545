"""Safe fixes, made in a file in place: it means what it meant.

All else stays as it was written: comments, order, quotation marks, line breaks.

Values that other readers of YAML take for something else, and dates in brackets, get quotation
marks; dates that can be read in one way only are written as EDTF has them; spaces at line ends go,
and the last line gets its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from chronology.dates import Edtf
from chronology.dates.hints import only_reading
from chronology.findings import Path, Position
from chronology.model.scalars import in_brackets
from chronology.reading import Document, Draft, builder, copy_data, in_doubt, read, shape, value_at
from chronology.reading.builder import position_of
from chronology.rules import severity_of


@dataclass(frozen=True, slots=True)
class Change:
    """A text that takes the place of another one, which runs from `start` to before `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The place of a value: offsets of its first character and of the one behind its last.

    `style` is the sign by which a scalar or a collection begins, empty for a plain scalar.
    """

    start: int
    end: int
    style: str

    def of(self, text: str) -> str:
        """The text there, quotation marks included."""
        return text[self.start : self.end]


def apply(text: str, changes: Iterable[Change]) -> str:
    """The text with changes made in it, no two of which overlap."""
    pieces, position = list[str](), 0
    for each in sorted(changes, key=lambda each: (each.start, each.end)):
        pieces += (text[position : each.start], each.text)
        position = each.end
    return "".join((*pieces, text[position:]))


def stretches(text: str) -> dict[Position, Stretch]:
    """The places of the keys, the scalars and the collections in brackets of a sound text.

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
    # A text that goes on to the end may keep its line breaks: one more would be a part of it.
    keeps_breaks = any(
        each.end == len(text) and each.style in ("|", ">") and not _STRIPPED.match(text, each.start)
        for each in known
    )
    if _BREAK.split(text)[-1].strip(" \t") and not keeps_breaks:
        line_break = _BREAK.search(text)
        yield Change(len(text), len(text), line_break[0] if line_break else "\n")


def _contents(text: str, known: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    """The start and end of each content in which a space at a line end may count."""
    for each in known:
        if each.style == '"':
            yield each.start, each.end
        elif each.style in ("|", ">") and (header := _BREAK.search(text, each.start, each.end)):
            yield header.start(), each.end


# ------------------------------------------------------------------------------ fixes

_BYTE_ORDER_MARK = "\ufeff"
_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
"""The dates that need no quotation marks."""


class Fixed(NamedTuple):
    """A text after fixing, what was changed in it, and why nothing was, where that needs words."""

    text: str
    changes: tuple[Change, ...] = ()
    refusal: str | None = None


def fix(text: str, file: str, wanted: Callable[[str], bool] = lambda _: True) -> Fixed:
    """A file's text with all that is safe fixed; fixing the result again changes nothing.

    What the file says stays the same, but for the dates that could not be read and now can. This
    is held: the new text is read again, and if it says anything else, nothing is changed. Of what
    has a code, only what is `wanted` is fixed, and not what the file's own `rules` turn off.
    """
    body = text.removeprefix(_BYTE_ORDER_MARK)
    document = read(body, file)
    if document.troubles:
        return Fixed(text, (), "the mistakes in its text come first")
    meant = copy_data(document.data)
    changes = _changes(document, meant, wanted)
    revised = apply(body, changes)
    again = read(revised, file)
    if again.troubles or again.data != meant:
        return Fixed(text, (), "it would not say the same any more")
    return Fixed(text[: len(text) - len(body)] + revised, changes)


def _changes(document: Document, meant: Any, wanted: Callable[[str], bool]) -> tuple[Change, ...]:
    """The changes to a document; `meant` is its data, and becomes that of the changed text."""
    draft = shape(document)
    places, found = stretches(document.text), dict[int, Change]()
    quotes = wanted("needs-quotes") and severity_of("needs-quotes", draft.record) is not None
    for suspect in in_doubt(document.suspects, draft) if quotes else ():
        stretch = places[suspect.position]
        if stretch.of(document.text) == suspect.text:
            found[stretch.start] = Change(stretch.start, stretch.end, f'"{suspect.text}"')
    for path, new in _dates(draft, meant, wanted):
        place = places.get(document.position(path))
        owner = value_at(meant, path[:-1])
        written = place and _write(place, place.of(document.text), owner[path[-1]], new)
        if place is not None and written:
            owner[path[-1]] = new
            found[place.start] = Change(place.start, place.end, written)
    return (*found.values(), *loose_ends(document.text, places.values()))


def _dates(draft: Draft, data: Any, wanted: Callable[[str], bool]) -> Iterator[tuple[Path, str]]:
    """The dates that should be written in another way, each with that."""
    for finding in draft.findings:
        if finding.code in ("bad-date", "unquoted-date") and wanted(finding.code):
            value = value_at(data, finding.path)
            new = only_reading(value if isinstance(value, str) else in_brackets(value))
            if new is not None:
                yield finding.path, new
    sources = ((("sources", name), source) for name, source in draft.record.sources.items())
    for path, part in (((), draft.record), *sources, *draft.events()):
        for name, value in part:
            if isinstance(value, Edtf) and str(value) != value_at(data, (*path, name)):
                yield (*path, name), str(value)


def _write(stretch: Stretch, source: str, old: Any, new: str) -> str | None:
    """A date to be written in a stretch; None where the source does not show the old one."""
    if source == old:
        return new if _PLAIN_DATE.fullmatch(new) else f'"{new}"'
    if stretch.style in ("'", '"') and source[1:-1] == old:
        return f"{stretch.style}{new}{stretch.style}"
    return f'"{new}"' if source.replace(" ", "") == new else None
