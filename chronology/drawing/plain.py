"""A drawing for a terminal: a row of characters for each kind, in which a column is some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chronology.drawing.axis import Strip, by_years
from chronology.drawing.layout import group_class
from chronology.drawing.marks import Chart, Edge, Lane, Mark, shape
from chronology.drawing.words import ENGLISH

__all__ = [
    "Row",
    "rows",
    "signs",
]

_BAR, _UNSURE, _NEAR, _MANY = "─?~+"
_EARLIER, _LATER, _STRUCK = "\u2039", "\u203a", "\u00d7"
_MOST = 9
_PLAIN = str.maketrans({_BAR: "-", _EARLIER: "<", _LATER: ">", _STRUCK: "/"})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the drawing: the name on its left, its characters, and the class of its group.

    That of an axis has no class; its name is the year, or empty.
    """

    name: str
    text: str
    group: str = ""


def rows(chart: Chart, columns: int, *, plain: bool = False) -> Iterator[Row]:
    """An axis of so many columns, and a row for each kind that has marks; again for each year.

    With `plain`, the characters are ASCII. Where several events share a column their number
    stands, from ten on `+`.
    """
    for strip in by_years(chart.words, chart.first, chart.last):
        yield Row(strip.label, _axis(strip, columns))
        of_lanes: dict[Lane, list[Mark]] = {}
        for mark in filter(strip.has, chart.marks):
            of_lanes.setdefault(mark.lane, []).append(mark)
        for lane in chart.lanes:
            if own := of_lanes.get(lane):
                sign = shape(lane.number).plain if plain else shape(lane.number).character
                text = _line(own, strip, columns, sign)
                shown = text.translate(_PLAIN) if plain else text
                yield Row(f"{sign} {lane.label}", shown.rstrip(), group_class(lane.group))


def signs(found: Iterable[Row], *, plain: bool = False) -> Iterator[tuple[str, str]]:
    """What those characters mean in some rows that are no kind's, in English."""
    texts = "".join(row.text for row in found if row.group)
    meanings = {
        _BAR: "span",
        _EARLIER: "earlier",
        _LATER: "later",
        _UNSURE: "uncertain",
        _NEAR: "approximate",
        _STRUCK: "struck",
    }
    shown = {sign.translate(_PLAIN) if plain else sign: words for sign, words in meanings.items()}
    yield from ((sign, ENGLISH.say(words)) for sign, words in shown.items() if sign in texts)
    numbers = sorted(sign for sign in set(texts) if sign.isdecimal() or sign == _MANY)
    if numbers:
        yield numbers[-1], ENGLISH.say("several")


def _axis(strip: Strip, columns: int) -> str:
    """The names of months or years, each from where it begins, as far as there is room."""
    text = ""
    for tick in strip.ticks:
        column = _column(strip.at(tick.day, 0), columns)
        if (column > len(text) or not text) and column + len(tick.label) <= columns:
            text = text.ljust(column) + tick.label
    return text


def _line(marks: Sequence[Mark], strip: Strip, columns: int, sign: str) -> str:
    """The marks of one kind: bars, and signs over them."""
    cells = [" "] * columns
    found: dict[int, list[str]] = {}
    for mark in marks:
        first = _column(strip.at(max(mark.first, strip.first)), columns)
        last = _column(strip.at(min(mark.last, strip.last)), columns)
        if mark.is_bar:
            cells[first : last + 1] = _BAR * (last - first + 1)
        if strip.first <= mark.middle <= strip.last:
            column = _column(strip.at(mark.middle), columns)
            found.setdefault(column, []).append(_sign(mark, sign))
    for column, here in found.items():
        many = str(len(here)) if len(here) <= _MOST else _MANY
        cells[column] = here[0] if len(here) == 1 else many
    return "".join(cells)


def _sign(mark: Mark, sign: str) -> str:
    """The sign of a kind, or what is more important to know of a mark."""
    if mark.is_struck:
        return _STRUCK
    if mark.start is Edge.OPEN or mark.end is Edge.OPEN:
        return _EARLIER if mark.start is Edge.OPEN else _LATER
    return mark.qualified[:1] or sign


def _column(part: float, columns: int) -> int:
    return min(int(part * columns), columns - 1)
