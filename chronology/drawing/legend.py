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
    told = (name for name in _STYLED if _told(mark)[name])
    return " ".join([group_class(mark.lane.group), *told])


_STYLED = ("unsure", "near", "struck", "pale")


def _told(mark: Mark) -> dict[str, bool]:
    """What there is to say of a mark besides its kind."""
    return {
        "loose": mark.is_bar and mark.core != (mark.first, mark.last),
        "core": mark.is_bar and mark.core is not None,
        "open": Edge.OPEN in {mark.start, mark.end},
        "unsure": "?" in mark.qualified,
        "near": "~" in mark.qualified,
        "struck": mark.is_struck,
        "pale": mark.is_pale,
    }


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
        found.append(Entry(entry.words, entry.classes, entry.sign, entry.bar, entry.tail, x, y))
        x += width + _BETWEEN
    return tuple(found), y + TEXT / 2


def _entries(chart: Chart, form: Format) -> Iterator[Entry]:
    """The kinds where no lane names them, then what else the marks can show."""
    if not form.has_lanes:
        for lane in chart.lanes:
            yield Entry(lane.label, group_class(lane.group), shape(lane.number).path)
    sign = shape(0).path
    occur = {name for mark in chart.marks for name, holds in _told(mark).items() if holds}
    samples = {
        "loose": Entry(say("loose"), "", bar=True),
        "core": Entry(_with_sign("lasted", "/"), "core", bar=True),
        "open": Entry(_with_sign("open", ".."), "", sign, tail=True),
        "unsure": Entry(_with_sign("uncertain", "?"), "unsure", sign),
        "near": Entry(_with_sign("approximate", "~"), "near", sign),
        "struck": Entry(say("struck"), "struck", sign),
        "pale": Entry(say("pale"), "pale", sign),
    }
    yield from (entry for name, entry in samples.items() if name in occur)


def _with_sign(words: str, sign: str) -> str:
    """What a mark means, and the sign of EDTF that says it."""
    return say("aside", say(words), sign)
