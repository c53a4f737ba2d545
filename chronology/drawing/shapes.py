"""The signs of kinds: as paths for a drawing, as characters for a terminal."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["RADIUS", "SHAPES", "Shape", "shape"]

RADIUS: Final = 6
"""Half the room that a sign takes, in the drawing's units."""


class Shape(NamedTuple):
    """A sign: its outline relative to its middle, its character, and that in ASCII."""

    path: str
    character: str
    plain: str


SHAPES: Final = (
    Shape("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "●", "o"),
    Shape("m-4.5-4.5h9v9h-9z", "■", "#"),
    Shape("m0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z", "◆", "d"),
    Shape("m0-6.5l1.8 4.4 4.7.3-3.6 3 1.2 4.6-4.1-2.5-4.1 2.5 1.2-4.6-3.6-3 4.7-.3z", "★", "*"),
    Shape("m0-5.5l5.6 10h-11.2z", "▲", "^"),
    Shape("m-1.8-5.5h3.6v3.7h3.7v3.6h-3.7v3.7h-3.6v-3.7h-3.7v-3.6h3.7z", "✚", "&"),
    Shape("m0 5.5l5.6-10h-11.2z", "▼", "v"),
    Shape("m-5 2.5v-5h10v5z", "▬", "="),
    Shape("m-2.9-5h5.8l2.9 5-2.9 5h-5.8l-2.9-5z", "⬢", "@"),
    Shape(
        "m-5-2.5l2.5-2.5 2.5 2.5 2.5-2.5 2.5 2.5-2.5 2.5 2.5 2.5-2.5 2.5-2.5-2.5-2.5 2.5"
        "-2.5-2.5 2.5-2.5z",
        "✖",
        "x",
    ),
)


def shape(number: int) -> Shape:
    """The sign of the kind with this number in the file; from the eleventh on they come again."""
    return SHAPES[number % len(SHAPES)]
