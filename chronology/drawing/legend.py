"""What the marks of a drawing mean, as far as they occur in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chronology.drawing.layout import TEXT, Format, width_of
from chronology.drawing.marks import Chart, Edge, Mark
from chronology.drawing.shapes import shape
from chronology.drawing.words import say
from chronology.vocabulary import Group

__all__ = ["Entry", "forms", "legend"]

_SAMPLE = 30
_BETWEEN = 22


@dataclass(frozen=True, slots=True)
class Entry:
    """An explanation and its sample, and where they stand.

    The sample is drawn in these `classes`: the outline of a sign, a bar, a tail.
    """

    words: str
    classes: str
    sign: str | None = None
    bar: bool = False
    tail: bool = False
    x: float = 0
    y: float = 0


def forms(mark: Mark) -> str:
    """The classes of a mark: its group, and what its date and its status say besides."""
    group = mark.lane.group
    told = {
        "unsure": "?" in mark.qualified,
        "near": "~" in mark.qualified,
        "full": mark.lasted,
        "struck": mark.is_struck,
        "pale": mark.is_pale,
    }
    return " ".join([group_class(group), *(name for name, holds in told.items() if holds)])


def group_class(group: Group | None) -> str:
    """The class of a group, which has a colour."""
    return group.value if group else "other"


def legend(chart: Chart, form: Format) -> tuple[tuple[Entry, ...], float]:
    """The entries in lines, each where it stands, and the height of them all."""
    found, x, y = list[Entry](), 0.0, TEXT / 2
    for entry in _entries(chart, form):
        width = _SAMPLE + width_of(entry.words)
        if x and x + width > form.width:
            x, y = 0.0, y + TEXT
        found.append(
            Entry(entry.words, entry.classes, entry.sign, entry.bar, entry.tail, x, y)
        )
        x += width + _BETWEEN
    return tuple(found), y + TEXT / 2


def _is_loose(mark: Mark) -> bool:
    """Whether some of its bar is not certain."""
    return mark.is_bar and mark.core != (mark.first, mark.last)


def _entries(chart: Chart, form: Format) -> Iterator[Entry]:
    """The kinds where no lane names them, then what else the marks can show."""
    if not form.has_lanes:
        for lane in chart.lanes:
            yield Entry(lane.label, group_class(lane.group), shape(lane.number).path)
    sign = shape(0).path
    marks = chart.marks
    samples = (
        (any(_is_loose(mark) for mark in marks), Entry(say("loose"), "", bar=True)),
        (any(mark.core for mark in marks), Entry(say("lasted"), "core", bar=True)),
        (
            any(Edge.OPEN in {mark.start, mark.end} for mark in marks),
            Entry(say("open"), "", sign, tail=True),
        ),
        (any("?" in mark.qualified for mark in marks), Entry(say("uncertain"), "unsure", sign)),
        (any("~" in mark.qualified for mark in marks), Entry(say("approximate"), "near", sign)),
        (any(mark.is_struck for mark in marks), Entry(say("struck"), "struck", sign)),
        (any(mark.is_pale for mark in marks), Entry(say("pale"), "pale", sign)),
    )
    yield from (entry for occurs, entry in samples if occurs)
