"""Maps of places as SVG: land, which has coasts and no borders, marks, and names.

The map is an equirectangular one, true to scale along the parallel in the middle of its places.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, groupby, product
from typing import Final, TypeAlias

from markupsafe import Markup

from chronology.events import Place
from chronology.site.page import Links

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LETTER, LINE = 16, 34
"""The width of a letter and the height of a line in the style sheet's type on a telephone."""

LONGEST = 22
"""The letters of a name that are shown, at most."""

REACH, NEAR = 12, 15
"""The reach of a mark from its middle, and the least distance of a name from it."""

_DISTANCES = (0, 36, 72, 108, 144)
_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_ANCHORS = {1: "start", -1: "end", 0: "middle"}


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point, which is its start, its middle or its end, as `anchor` says.

    `apart` is true if it is so far from its mark that a line must join them.
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
"""The labels that are tried, at most: each is compared with all marks, and the labels before it."""


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
    """True if a box lies on the drawing and over nothing that is there already."""
    left, top, right, bottom = box
    is_inside = left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]
    return is_inside and not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )


# ------------------------------------------------------------------------------ the map

Ring: TypeAlias = Sequence[Point]

WIDTH = 1000
"""The width of every map in its own units; where it is drawn smaller, so is all that is in it."""

FLATTEST, TALLEST = 0.5, 0.65
"""The height of a map as a part of its width: as much as a telephone needs, and no more."""

MARGIN, ALONE = 15.0, 25.0
"""The degrees of latitude that a map shows, at least, around its places, or around one."""

_CUSTOM = 40
"""The degrees of longitude by which a map may be wider in order to be cut in the Pacific."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that a map shows, in degrees; `east` may lie beyond 180.

    `shrink` is by how much a degree of longitude is shorter than one of latitude.
    """

    west: float
    south: float
    east: float
    north: float
    shrink: float

    @classmethod
    def around(cls, points: Sequence[Point], margin: float) -> Window:
        """The window of some longitudes and latitudes, with as many degrees of latitude around."""
        west, east = _narrowest(sorted(longitude for longitude, _ in points))
        south, north = (pick(latitude for _, latitude in points) for pick in (min, max))
        shrink = math.cos(math.radians(min(abs(south + north) / 2, 70)))
        tall = min(north - south + 2 * margin, 180)
        wide = max((east - west) * shrink + 2 * margin, tall / TALLEST)
        wide = min(wide, 360 * shrink)
        tall = min(max(tall, wide * FLATTEST), wide * TALLEST)
        low = min(max((south + north - tall) / 2, -90), 90 - tall)
        left = (west + east - wide / shrink) / 2
        return cls(left, low, left + wide / shrink, low + tall, shrink)

    @property
    def scale(self) -> float:
        """Units for a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.shrink)

    @property
    def height(self) -> int:
        """The height of the map in its own units."""
        return round((self.north - self.south) * self.scale)

    def at(self, longitude: float, latitude: float) -> Point:
        """The position of a point on the map."""
        x = (longitude - self.west) * self.shrink * self.scale
        return x, (self.north - latitude) * self.scale

    def place(self, place: Place) -> Point:
        """The position of a place on the map, which is beyond 180 degrees east for some."""
        longitude, latitude = _point(place)
        return self.at(self.west + (longitude - self.west) % 360, latitude)


def draw(places: Iterable[Place], links: Links) -> Markup | None:
    """The map of some places, each a link to its page; None where no place has coordinates.

    Names are written where there is room, those of the first places first. Whoever cannot see it
    has the same links in the list beside it, so that it is no stop for a keyboard.
    """
    known = [each for each in places if each.latitude is not None and each.longitude is not None]
    if not known:
        return None
    window = Window.around([_point(place) for place in known], MARGIN if known[1:] else ALONE)
    marks = [window.place(place) for place in known]
    names = labels(marks, [place.name for place in known], (WIDTH, window.height))
    return Markup(
        '<svg class="map{}" viewBox="0 0 {} {}" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'aria-hidden="true">\n'
        '<path class="land" d="{}"></path>\n{}\n</svg>'
    ).format(
        "" if known[1:] else " small",
        WIDTH,
        window.height,
        "".join(_outlines(window)),
        Markup("\n").join(map(_mark, map(links.to, known), marks, names)),
    )


def _point(place: Place) -> Point:
    return place.longitude or 0.0, place.latitude or 0.0


def _narrowest(longitudes: list[float]) -> tuple[float, float]:
    """The ends of an arc that holds all of some longitudes in order, going east.

    It runs over the Pacific only where it is much shorter so: readers know the world otherwise.
    """
    following = [*longitudes[1:], longitudes[0] + 360]
    gaps = [there - here for here, there in zip(longitudes, following, strict=True)]
    gaps[-1] += _CUSTOM
    widest = gaps.index(max(gaps))
    turn = 360 if following[widest] > 180 else 0
    return following[widest] - turn, longitudes[widest] + 360 - turn


def _mark(address: str, at: Point, label: Label | None) -> Markup:
    """A place's mark and its name, with a line between them where they are apart."""
    x, y = map(round, at)
    line = name = Markup()
    if label is not None:
        name = Markup('<text x="{}" y="{}" dy=".35em" text-anchor="{}">{}</text>')
        name = name.format(label.x, label.y, label.anchor, label.text)
        if label.apart:
            line = Markup('<path d="M{} {}L{} {}"></path>').format(x, y, label.x, label.y)
    circle = Markup('<circle cx="{}" cy="{}" r="9"></circle>').format(x, y)
    return Markup('<a xlink:href="{}" tabindex="-1">{}</a>').format(address, line + circle + name)


# -------------------------------------------------------------------------------- the land


@cache
def _land() -> tuple[tuple[Ring, float, float], ...]:
    """The outlines of land and lakes in degrees, three times around the world, with their ends.

    They overlap only where a lake lies in land.
    """
    text = (files("chronology.site") / "land.json").read_text("utf-8")
    rings = [
        [
            (x / 10, y / 10)
            for x, y in zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True)
        ]
        for ring in json.loads(text)["rings"]
    ]
    turned = [[(x + turn, y) for x, y in ring] for ring in rings for turn in (-360, 0, 360)]
    return tuple((ring, min(ring)[0], max(ring)[0]) for ring in turned)


def _outlines(window: Window) -> Iterator[str]:
    """The outlines in a window, as parts of an SVG path (Sutherland and Hodgman 1974)."""
    edges = ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1))
    for outline, west, east in _land():
        if west < window.east and window.west < east:
            ring = outline
            for axis, bound, sign in edges:
                ring = list(_cut(ring, axis, bound, sign))
            corners = [tuple(map(round, window.at(*point))) for point in ring]
            if len(set(corners)) > 2:
                yield "M" + " ".join(f"{x} {y}" for (x, y), _ in groupby(corners)) + "z"


def _cut(ring: Ring, axis: int, bound: float, sign: int) -> Iterator[Point]:
    """The part of an outline on one side of a line, which it follows where it was cut."""
    for here, there in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside = sign * (here[axis] - bound) >= 0
        if inside:
            yield here
        if inside != (sign * (there[axis] - bound) >= 0):
            part = (bound - here[axis]) / (there[axis] - here[axis])
            x, y = (a + part * (b - a) for a, b in zip(here, there, strict=True))
            yield x, y
