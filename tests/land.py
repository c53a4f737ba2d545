"""Makes the land of the site's map, `chronology/site/land.json`, from Natural Earth.

    npm pack world-atlas@2.0.2
    python tests/land.py world-atlas-2.0.2.tgz

The package carries Natural Earth 4.1.0 as TopoJSON; only its land at 1:110 million is read, which
has coasts and no borders. Natural Earth is in the public domain.
"""

import json
import sys
import tarfile
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LAND = ROOT / "chronology" / "site" / "land.json"
MEMBER = "package/land-110m.json"

TOLERANCE = 0.12
"""How far, in degrees, a coast may be moved by leaving out points."""

SMALLEST = 0.4
"""The longer side, in degrees, that an island needs in order to be kept."""

Point = tuple[float, float]


def main(archive: str) -> None:
    """Write the rings of the land in tenths of a degree, each with its differences in a row."""
    with tarfile.open(archive) as package:
        member = package.extractfile(MEMBER)
        assert member is not None, f"{archive} has no {MEMBER}"
        topology = json.load(member)
    rings = [_flat(ring) for ring in map(_simplified, _rings(topology)) if _extent(ring) > SMALLEST]
    about = "Natural Earth 4.1.0, land at 1:110 million, public domain; made by tests/land.py"
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in rings)
    LAND.write_text(f'{{"about": "{about}",\n"rings": [\n{lines}\n]}}\n', "utf-8")


def _rings(topology: dict[str, Any]) -> list[list[Point]]:
    """The outlines of the land and of its lakes, in degrees; TopoJSON's arcs joined."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs, ys = (accumulate(step) for step in zip(*arc, strict=True))
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)])
    return [
        # An arc's end is the beginning of the next; `~` says that it runs backwards.
        _whole([p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1]])
        for shape in topology["objects"]["land"]["geometries"]
        for polygon in shape["arcs"]
        for ring in polygon
    ]


def _whole(ring: list[Point]) -> list[Point]:
    """The ring without its leaps from 180 to -180 degrees; around a pole it is closed there."""
    turn, found = 0, ring[:1]
    for (before, _), (x, y) in pairwise([*ring, ring[0]]):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        found.append((x + turn, y))
    return [*found, (found[-1][0], -90.0), (found[0][0], -90.0)] if turn else found[:-1]


def _simplified(ring: list[Point]) -> list[Point]:
    """The ring with fewer points (Douglas and Peucker 1973), its ends being its outermost."""
    first, last = ring.index(min(ring)), ring.index(max(ring))
    turned = ring[first:] + ring[:first]
    middle = (last - first) % len(ring)
    return _thinned(turned[: middle + 1])[:-1] + _thinned([*turned[middle:], turned[0]])[:-1]


def _thinned(line: list[Point]) -> list[Point]:
    distances = [_distance(point, line[0], line[-1]) for point in line]
    farthest = max(range(len(line)), key=distances.__getitem__)
    if distances[farthest] <= TOLERANCE:
        return [line[0], line[-1]]
    return _thinned(line[: farthest + 1])[:-1] + _thinned(line[farthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2) ** 0.5)


def _extent(ring: list[Point]) -> float:
    xs, ys = zip(*ring, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _flat(ring: list[Point]) -> list[int]:
    """Tenths of a degree: the first point, then by how much each next one lies apart."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    steps = [(x - a, y - b) for (a, b), (x, y) in zip([(0, 0), *tenths], tenths, strict=False)]
    kept = [steps[0], *(step for step in steps[1:] if step != (0, 0))]
    return [number for step in kept for number in step]


if __name__ == "__main__":
    main(sys.argv[1])
