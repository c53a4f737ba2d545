"""Where names stand beside marks, so that none lies over another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LETTER, LINE = 16, 34
"""How wide a letter and how high a line is, for the type of the style sheet on a telephone."""

LONGEST = 22
"""How many letters of a name are shown."""

REACH, NEAR = 12, 15
"""How far from its middle a mark reaches, and how near to it a name may come."""

_DISTANCES = (0, 36, 72, 108, 144)
_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_ANCHORS = {1: "start", -1: "end", 0: "middle"}


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point, which is its start, its middle or its end, as `anchor` tells.

    `apart` says that it stands so far from its mark that a line must join them.
    """

    x: int
    y: int
    anchor: str
    text: str
    apart: bool

    @property
    def box(self) -> Box:
        """The room that it takes."""
        width = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in self.text)
        width *= LETTER
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - LINE / 2, left + width, self.y + LINE / 2


MOST: Final = 200
"""How many labels are tried; each is compared with all marks, and with the labels before it."""


def labels(marks: Sequence[Point], names: Sequence[str], size: Point) -> list[Label | None]:
    """A label for each mark on a drawing of some size, or None where there is no room for it.

    They are placed one after another, each as near to its mark as those before it allow. Only the
    first are tried, as many as a map might have room for.
    """
    taken = [(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in marks]
    found: list[Label | None] = []
    for mark, name in zip(marks[:MOST], names, strict=False):
        label = next((each for each in _around(mark, name) if _fits(each.box, taken, size)), None)
        if label is not None:
            taken.append(label.box)
        found.append(label)
    return found + [None] * (len(marks) - len(found))


def _around(mark: Point, name: str) -> Iterator[Label]:
    """The labels that a mark might have, the nearest first."""
    text = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    for distance, (right, down) in product(_DISTANCES, _DIRECTIONS):
        sideways = right * (distance + NEAR)
        # Straight above or below a mark is half a line further than the same at its side.
        lift = down * (distance + (NEAR if right else NEAR + LINE / 2))
        x, y = round(mark[0] + sideways), round(mark[1] + lift)
        yield Label(x, y, _ANCHORS[right], text, distance > 0)


def _fits(box: Box, taken: list[Box], size: Point) -> bool:
    """Whether a box lies on the drawing and over nothing that is there already."""
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > size[0] or bottom > size[1]:
        return False
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )
