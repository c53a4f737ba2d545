"""The network against published chronological models: verdicts, tightened bounds, explanations.

The judge is a corpus of 13 networks: the ChronoLand of Levy et al. (J. Archaeol. Sci. 127, 2021),
models published with ChronoLog, and contradictions.
"""

import json
from itertools import product
from math import inf
from pathlib import Path
from typing import Any

import pytest

from chronology.network.conflicts import Tightening, agree, tighten
from chronology.network.constraints import ALWAYS, ORIGIN, Network
from chronology.network.propagation import Direction, Propagation

CORPUS = Path(__file__).parent / "corpora" / "stn-corpus.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
NAMES = [row["name"] for row in ROWS]


def built(row: dict[str, Any]) -> tuple[Network, dict[str, int]]:
    """The network of a row, each constraint under a label of its own, and its points by name."""
    network = Network()
    points: dict[str, int] = {}
    for period in row["periods"]:
        start, end = (f"{period['id']}.{edge}" for edge in ("start", "end"))
        points[start], points[end] = network.point(), network.point()
        network.apart(points[start], points[end], 0, None, ALWAYS)
        shortest, longest = period["duration"]
        network.apart(points[start], points[end], shortest, longest, f"{period['id']}.duration")
        for name, (lowest, highest) in ((start, period["start"]), (end, period["end"])):
            network.apart(ORIGIN, points[name], lowest, highest, name)
    for number, (x, y, most) in enumerate(row["constraints"]):
        network.apart(points[y], points[x], None, most, number)
    return network, points


def most_apart(tightening: Tightening, earlier: int, later: int) -> int | None:
    """The days by which the second point is behind the first at most; None if no bound."""
    late = tightening.late.direction
    arcs = Direction(-1, late.constraints, late.arcs)
    direct = Propagation(arcs).run_from([earlier]).day(later)
    first, last = tightening.early.day(earlier), tightening.late.day(later)
    by_dates = None if first is None or last is None else last - first
    return min((days for days in (direct, by_dates) if days is not None), default=None)


def test_the_corpus_is_whole() -> None:
    """The corpus has the 13 networks that it is published with, of both verdicts."""
    assert len(ROWS) == 13
    assert {row["consistent"] for row in ROWS} == {True, False}


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_verdicts(row: dict[str, Any]) -> None:
    """A network is found consistent exactly if it is."""
    network, _ = built(row)
    assert tighten(network).is_consistent == row["consistent"]


@pytest.mark.parametrize("row", [row for row in ROWS if row.get("expect")], ids=lambda r: r["name"])
def test_bounds(row: dict[str, Any]) -> None:
    """The bounds of each start, end and duration are those that the corpus states.

    Where it has none, it states none.
    """
    network, points = built(row)
    tightening = tighten(network)

    def agrees(point: int, stated: list[int | None]) -> bool:
        pairs = zip(tightening.bounds(point), stated, strict=True)
        return all(bound in (found, None) for found, bound in pairs)

    for period, expected in row["expect"].items():
        start, end = points[f"{period}.start"], points[f"{period}.end"]
        assert agrees(start, expected["start"])
        assert agrees(end, expected["end"])
        if "duration" in expected:
            back = most_apart(tightening, end, start)
            assert back is not None
            lowest, highest = expected["duration"]
            assert -back == (lowest or 0)
            assert most_apart(tightening, start, end) == highest


@pytest.mark.parametrize("row", [row for row in ROWS if row["consistent"]], ids=lambda r: r["name"])
def test_all_bounds(row: dict[str, Any]) -> None:
    """The bounds of all points, and how far apart any two are, are the lengths of shortest paths.

    The judge is the algorithm of Floyd and Warshall, written down as in a textbook.
    """
    network, _ = built(row)
    size = network.size
    paths = [[0 if u == v else inf for v in range(size)] for u in range(size)]
    for source, target, most, *_ in network.constraints:
        paths[source][target] = min(paths[source][target], most)
    for via, u, v in product(range(size), repeat=3):
        paths[u][v] = min(paths[u][v], paths[u][via] + paths[via][v])
    tightening = tighten(network)
    for point in range(1, size):
        earliest, latest = tightening.bounds(point)
        assert earliest == (None if paths[point][ORIGIN] == inf else -paths[point][ORIGIN])
        assert latest == (None if paths[ORIGIN][point] == inf else paths[ORIGIN][point])
        farthest = [most_apart(tightening, point, other) for other in range(1, size)]
        assert farthest == [None if path == inf else path for path in paths[point][1:]]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row["consistent"]], ids=lambda r: r["name"]
)
def test_explanations(row: dict[str, Any]) -> None:
    """The constraints named by a conflict contradict each other, and without any one they agree."""
    network, _ = built(row)
    conflicts, rest, _ = agree(network)
    assert conflicts
    assert rest.is_consistent
    for conflict in conflicts:
        part = network.keeping(conflict.labels)
        assert not tighten(part).is_consistent
        assert all(tighten(part.without({label})).is_consistent for label in conflict.labels)
