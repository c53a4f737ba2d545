"""Our network of temporal constraints beside networkx, on the same constraints, in one process.

Prints what it measured as JSON: `page` makes the tables of it. Run apart from the rest, so that
what it imports does not count into the memory of the commands that are measured there.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from chronology.dates import Edtf, parse, parse_span
from chronology.dates.days import Day, number_of, weekday_of
from chronology.network import Dated, Statement, solve
from chronology.network.conflicts import tighten
from chronology.network.constraints import ALWAYS, ORIGIN, Network
from chronology.network.relations import Points, state, state_date
from chronology.vocabulary import Relation, Weekday

_FIRST_DAY = number_of(1990, 1, 1)
_DAYS_APART = 3
_RELATIONS_AN_EVENT = 2
_BUDGET = 2.0  # seconds for the rounds of one thing

Bounds = list[tuple[int | None, int | None]]


# ------------------------------------------------------------------------------ what is solved


def _day(number: int) -> int:
    """The day on which an event truly happened, by number."""
    return _FIRST_DAY + number * _DAYS_APART


def _date(number: int) -> Edtf | None:
    """The date that the record has: six in ten are a day, the others looser or missing."""
    day = str(Day(_day(number)))
    if number % 5 == 0:
        return None
    if number % 10 == 3:
        return parse(day[:7])
    if number % 10 == 7:
        return parse(f"[{day}..{Day(_day(number) + 9)}]")
    return parse(day)


def _dated(events: int) -> list[Dated]:
    return [Dated(str(number), _date(number), ("date", number)) for number in range(events)]


def _statements(events: int, *, calendar: bool) -> Iterator[Statement]:
    """Two statements an event, all true; with calendar facts, one in five is of that kind."""
    for number in range(events * _RELATIONS_AN_EVENT):
        first = number // _RELATIONS_AN_EVENT
        second = (first + 1 + number * 13 % 30) % events
        first, second = sorted((first, second))
        days = (second - first) * _DAYS_APART
        label, sort = ("statement", number), number % 10
        if calendar and sort == 8:
            weekday = list(Weekday)[weekday_of(_day(first))]
            yield Statement(str(first), "weekday", weekday, label)
        elif calendar and sort == 9:
            yield Statement(str(first), "month_of", parse(str(Day(_day(first)))), label)
        elif sort < 4:
            by = parse_span(f"{days} days")
            yield Statement(str(first), Relation.BEFORE, str(second), label, by)
        elif sort == 4:
            by = parse_span(f"..{days + 5} days")
            yield Statement(str(second), Relation.AFTER, str(first), label, by)
        else:
            yield Statement(str(first), Relation.BEFORE, str(second), label)


def _network(events: int) -> Network:
    """Dates and statements as differences alone, which is what networkx has a word for."""
    network = Network()
    points = [Points(network.point(), network.point()) for _ in range(events)]
    for each in points:
        network.apart(each.start, each.end, 0, None, ALWAYS)
    for dated in _dated(events):
        if dated.date is not None:
            state_date(network, points[int(dated.event)], dated.date, dated.label)
    for statement in _statements(events, calendar=False):
        target = points[int(str(statement.target))]
        state(network, points[int(statement.subject)], statement, target)
    return network


def _copied(network: Network) -> Network:
    copy = Network()
    copy.size = network.size
    for each in network.constraints:
        copy.constraints.append(each)
    return copy


# ------------------------------------------------------------------------------ networkx


def _graph(network: Network) -> Any:
    import networkx as nx

    tightest: dict[tuple[int, int], int] = {}
    for source, target, most, _, _ in network.constraints:
        known = tightest.get((source, target))
        if known is None or most < known:
            tightest[source, target] = most
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((*edge, most) for edge, most in tightest.items())
    return graph


def _agrees(graph: Any) -> bool:
    import networkx as nx

    return not nx.negative_edge_cycle(graph)


def _bounds(graph: Any) -> tuple[dict[int, int], dict[int, int]]:
    """How far the points are from the origin, and the origin from them."""
    import networkx as nx

    there = nx.single_source_bellman_ford_path_length(graph, ORIGIN)
    backwards = graph.reverse(copy=False)
    back = nx.single_source_bellman_ford_path_length(backwards, ORIGIN)
    return dict(there), dict(back)


def _same_bounds(network: Network, graph: Any) -> bool:
    """Whether both give the same verdict and the same earliest and latest days."""
    tightening = tighten(network)
    there, back = _bounds(graph)
    theirs: Bounds = [
        (None if point not in back else -back[point], there.get(point))
        for point in range(1, network.size)
    ]
    ours: Bounds = [tightening.bounds(point) for point in range(1, network.size)]
    return ours == theirs and tightening.is_consistent and _agrees(graph)


# ------------------------------------------------------------------------------ measured


@dataclass(frozen=True)
class Beside:
    """Medians in seconds, side by side on the same constraints, and of the rounds' ratios.

    networkx takes some for its graph (`build`), for the verdict, and for the bounds.
    """

    ours: float
    build: float
    check: float
    bounds: float
    ratio: float


@dataclass(frozen=True)
class Measured:
    """Medians in seconds for one size; nothing beside ours where networkx is not installed."""

    events: int
    relations: int
    solve: float
    tighten: float
    beside: Beside | None


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _medians(
    most_rounds: int, *acts: Callable[[], object]
) -> tuple[list[float], list[tuple[float, ...]]]:
    """The median time of each act, and all rounds; the acts take turns."""
    rounds: list[tuple[float, ...]] = []
    ends = time.perf_counter() + _BUDGET
    while not rounds or (len(rounds) < most_rounds and time.perf_counter() < ends):
        rounds.append(tuple(map(_seconds, acts)))
    return [statistics.median(column) for column in zip(*rounds, strict=True)], rounds


def _beside(network: Network, most_rounds: int) -> Beside:
    graph = _graph(network)
    if not _same_bounds(network, graph):
        raise RuntimeError("networkx comes to other bounds than we do")
    (ours, build, check, bounds), rounds = _medians(
        most_rounds,
        lambda: tighten(_copied(network)).is_consistent,
        lambda: _graph(network),
        lambda: _agrees(graph),
        lambda: _bounds(graph),
    )
    ratio = statistics.median(own / sum(theirs) for own, *theirs in rounds)
    return Beside(ours, build, check, bounds, ratio)


def _measure(events: int, most_rounds: int, *, with_networkx: bool) -> Measured:
    network = _network(events)
    dated, statements = _dated(events), list(_statements(events, calendar=True))
    if solve(dated, statements).contradictions:
        raise RuntimeError("the statements of the benchmark contradict each other")
    (whole, differences), _ = _medians(
        most_rounds, lambda: solve(dated, statements), lambda: tighten(network).is_consistent
    )
    beside = _beside(network, most_rounds) if with_networkx else None
    return Measured(events, events * _RELATIONS_AN_EVENT, whole, differences, beside)


def _start(code: str) -> None:
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def _import_time(module: str, most_rounds: int) -> float:
    """Seconds that it takes to import a module, beyond the interpreter's own start."""
    acts = (lambda: _start("pass"), lambda: _start(f"import {module}"))
    (bare, loaded), _ = _medians(most_rounds, *acts)
    return loaded - bare


def main() -> None:
    """Measure networks of the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", type=int, help="numbers of events")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each thing, at most")
    arguments = parser.parse_args()
    sizes: list[int] = arguments.sizes
    rounds: int = arguments.rounds
    try:
        networkx: str | None = version("networkx")
    except PackageNotFoundError:
        networkx = None
    measured = {
        "networkx": networkx,
        "import": _import_time("chronology.network", rounds),
        "their_import": _import_time("networkx", rounds) if networkx else None,
        "sizes": [
            asdict(_measure(size, rounds, with_networkx=networkx is not None)) for size in sizes
        ],
    }
    json.dump(measured, sys.stdout)


if __name__ == "__main__":
    main()
