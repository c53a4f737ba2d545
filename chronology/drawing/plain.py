"""A drawing for a terminal: a row of characters for each kind, in which a column is some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from chronology.drawing.axis import Strip, by_years
from chronology.drawing.marks import Chart, Edge, Mark
from chronology.drawing.words import ENGLISH

_BAR, _UNSURE, _NEAR, _MANY = "─?~+"
_EARLIER, _LATER, _STRUCK = "\u2039", "\u203a", "\u00d7"
_MOST = 9
_PLAIN = str.maketrans({_BAR: "-", _EARLIER: "<", _LATER: ">", _STRUCK: "/"})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the drawing: the name on its left, its characters, and the class of its group.

    An axis has no class; its name is the year, or empty.
    """

    name: str
    text: str
    group: str = ""


def rows(chart: Chart, columns: int, *, plain: bool = False) -> Iterator[Row]:
    """An axis of so many columns, and a row for each kind that has marks; again for each year.

    With `plain`, the characters are ASCII. Several events that share a column are shown by their
    number, or by `+` if they are ten or more.
    """
    for strip in by_years(chart.words, chart.first, chart.last):
        yield Row(strip.label, _axis(strip, columns))
        marks = sorted(filter(strip.has, chart.marks), key=lambda mark: mark.lane.number)
        for lane, own in groupby(marks, key=lambda mark: mark.lane):
            sign = lane.shape.plain if plain else lane.shape.character
            text = _line(own, strip, columns, sign).rstrip()
            text = text.translate(_PLAIN) if plain else text
            yield Row(f"{sign} {lane.label}", text, lane.group_class)


def signs(found: Iterable[Row], *, plain: bool = False) -> Iterator[tuple[str, str]]:
    """The characters in some rows that belong to no kind, each with its meaning in English."""
    texts = "".join(row.text for row in found if row.group)
    meanings = {
        _BAR: "span",
        _EARLIER: "earlier",
        _LATER: "later",
        _UNSURE: "uncertain",
        _NEAR: "approximate",
        _STRUCK: "struck",
    }
    for sign, words in meanings.items():
        if (shown := sign.translate(_PLAIN) if plain else sign) in texts:
            yield shown, ENGLISH.say(words)
    if numbers := [sign for sign in texts if sign.isdecimal() or sign == _MANY]:
        yield max(numbers), ENGLISH.say("several")


def _axis(strip: Strip, columns: int) -> str:
    """The names of months or years, each where it begins, as far as there is room."""
    text = ""
    for tick in strip.ticks:
        column = _column(strip.at(tick.day, 0), columns)
        if (column > len(text) or not text) and column + len(tick.label) <= columns:
            text = text.ljust(column) + tick.label
    return text


def _line(marks: Iterable[Mark], strip: Strip, columns: int, sign: str) -> str:
    """The marks of one kind: bars, and signs over them."""
    cells = [" "] * columns
    found = defaultdict[int, list[str]](list)
    for mark in marks:
        first = _column(strip.at(max(mark.first, strip.first)), columns)
        last = _column(strip.at(min(mark.last, strip.last)), columns)
        if mark.is_bar:
            cells[first : last + 1] = _BAR * (last - first + 1)
        if strip.first <= mark.middle <= strip.last:
            found[_column(strip.at(mark.middle), columns)].append(_sign(mark, sign))
    for column, here in found.items():
        many = str(len(here)) if len(here) <= _MOST else _MANY
        cells[column] = here[0] if len(here) == 1 else many
    return "".join(cells)


def _sign(mark: Mark, sign: str) -> str:
    """The sign of a kind, or of something about the mark that is more important."""
    if mark.is_struck:
        return _STRUCK
    if mark.start is Edge.OPEN:
        return _EARLIER
    return _LATER if mark.end is Edge.OPEN else mark.qualified[:1] or sign


def _column(part: float, columns: int) -> int:
    return min(int(part * columns), columns - 1)
