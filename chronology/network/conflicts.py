"""Networks whose bounds are as tight as can be, and the conflicts because of which some have none.

A network has no solution if a cycle of constraints raises its own points for ever, or if a
point's earliest day is after its latest. Either is a set of labels that cannot all hold; from it
labels are left out one by one, until each of the rest is needed.
"""

from collections.abc import Container, Hashable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from chronology.network.constraints import ALWAYS, ORIGIN, Network
from chronology.network.propagation import (
    NO_BOUND,
    Arc,
    Bound,
    Direction,
    Propagation,
    Seed,
    both_directions,
)

_LONGEST_SHRUNK = 400
"""Labels up to which each one of a conflict is tried for its need; the work grows as a square."""

_STEPS_A_POINT = 10
"""Steps of reasoning, a point, that are followed in search of further conflicts."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Labels that cannot all hold, in the order of the reasoning.

    `earliest` and `latest` lead to the two bounds of one point that exclude each other. Where no
    day is needed to see it, as in "A before B before A", one of them leads round in a circle,
    without days, and the other is empty.
    """

    earliest: tuple[Bound, ...] = ()
    latest: tuple[Bound, ...] = ()

    @property
    def is_circle(self) -> bool:
        """True if it leads round in a circle."""
        return not (self.earliest and self.latest)

    @property
    def ways(self) -> tuple[tuple[Bound, ...], tuple[Bound, ...]]:
        """The ways to both bounds, the longer first."""
        if _count(self.earliest) > _count(self.latest):
            return self.earliest, self.latest
        return self.latest, self.earliest

    @property
    def labels(self) -> tuple[Hashable, ...]:
        """Each label once, in the order of the ways."""
        return tuple(dict.fromkeys(label for way in self.ways for label in _labels(way)))

    @property
    def plainness(self) -> tuple[int, int, int]:
        """The lower, the easier to follow: one short way, both short, forwards in time."""
        counts = _count(self.earliest), _count(self.latest)
        day = 0 if self.is_circle else self.earliest[-1].day or 0
        return min(counts), sum(counts), -day

    def renumber(self, numbers: list[int]) -> "Conflict":
        """The same conflict, with each point's number replaced by that at its place in the list."""
        earliest, latest = (
            tuple(step._replace(point=numbers[step.point]) for step in way)
            for way in (self.earliest, self.latest)
        )
        return Conflict(earliest, latest)


def _labels(way: tuple[Bound, ...]) -> dict[Hashable, None]:
    return dict.fromkeys(step.label for step in way if step.label is not ALWAYS)


def _count(way: tuple[Bound, ...]) -> int:
    return len(_labels(way))


@dataclass(frozen=True, slots=True)
class Tightening:
    """The bounds of all points of a network: exact, if it has a solution.

    `free` is what the constraints between points without any bound make of each other.
    """

    network: Network
    early: Propagation
    late: Propagation
    free: Propagation

    def bounds(self, point: int) -> tuple[int | None, int | None]:
        """The earliest and the latest day of a point; None where there is no bound."""
        return self.early.day(point), self.late.day(point)

    @property
    def steps(self) -> int:
        """The number of steps that it took."""
        return self.early.steps + self.late.steps + self.free.steps

    @property
    def stopped(self) -> bool:
        """True if some bounds are perhaps not as tight as they could be."""
        return self.early.stopped or self.late.stopped or self.free.stopped

    @property
    def is_consistent(self) -> bool:
        """True if all constraints can hold together."""
        return next(self.conflicts(), None) is None

    def conflicts(self) -> Iterator[Conflict]:
        """The conflicts that show, those of the shortest reasons first; not irreducible yet."""
        if self.early.cycle:
            yield Conflict(earliest=self.early.way_round())
        elif self.late.cycle:
            yield Conflict(latest=self.late.way_round())
        elif self.free.cycle:
            yield Conflict(earliest=self.free.way_round())
        else:
            pairs = zip(self.early.values, self.late.values, strict=True)
            crossed = [point for point, (early, late) in enumerate(pairs) if early + late > 0]
            lengths = {each: self.early.length(each) + self.late.length(each) for each in crossed}
            steps = 0
            for point in sorted(crossed, key=lengths.__getitem__):
                if steps > _STEPS_A_POINT * self.network.size:
                    break
                steps += lengths[point]
                yield Conflict(tuple(self.early.chain(point)), tuple(self.late.chain(point)))


def tighten(network: Network) -> Tightening:
    """The bounds of all points, each as tight as the constraints make it.

    Takes time in proportion to the network on records as they occur; at worst points times
    constraints, and more where sets of days and calendar steps work against each other.
    """
    forwards, backwards = both_directions(network)
    early = Propagation(forwards).run(forwards.seeds)
    late = Propagation(backwards).run(backwards.seeds)
    bounded = [
        point
        for point in range(network.size)
        if point == ORIGIN or early.day(point) is not None or late.day(point) is not None
    ]
    free = set(range(network.size)).difference(bounded)
    # Points without any bound can be moved by whole periods of the calendar, together: if they
    # agree anywhere, they agree from day 0 on.
    return Tightening(network, early, late, Propagation(forwards, bounded).run_from(sorted(free)))


class Agreement(NamedTuple):
    """Irreducible conflicts that share no label, and the bounds that the other labels give.

    `is_whole` tells whether all conflicts were found.
    """

    conflicts: list[Conflict]
    tightening: Tightening
    is_whole: bool


_MOST_STEPS = 3_000_000
"""Steps that are taken in search of all conflicts, and of what each needs: a few seconds."""


def agree(network: Network) -> Agreement:
    """Part what agrees in a network from what does not.

    Points that no constraints connect are looked at apart, so that one conflict does not hide
    others elsewhere. Where the work is too much, what is left of such a part is set aside.
    """
    tightening = tighten(network)
    if tightening.is_consistent:
        return Agreement([], tightening, is_whole=not tightening.stopped)
    search = _Search(_MOST_STEPS)
    for part, numbers in network.parts():
        search.search(part, numbers)
    tightening = tighten(network.without(search.dropped))
    if not tightening.is_consistent:  # something was not seen before, as too much work
        tightening = tighten(network.keeping(()))
        search.is_whole = False
    return Agreement(search.found, tightening, search.is_whole and not tightening.stopped)


class _Search:
    """The search for conflicts in one part of a network after the other, with the work left."""

    def __init__(self, steps: int) -> None:
        self.found: list[Conflict] = []
        self.dropped: set[Hashable] = set()
        self.is_whole = True
        self._left = steps

    def search(self, network: Network, numbers: list[int]) -> None:
        """Find the conflicts of a part, whose points have other numbers in the whole."""
        while True:
            tightening = self._tighten(network)
            dropped: set[Hashable] = set()
            for shown in tightening.conflicts():
                if dropped.isdisjoint(shown.labels):
                    conflict = self._shrink(network, shown)
                    self.found.append(conflict.renumber(numbers))
                    dropped.update(conflict.labels)
            self.dropped |= dropped
            if not dropped:
                return
            if self._left < 0:
                self.dropped.update(each.label for each in network.constraints)
                self.dropped.discard(ALWAYS)
                self.is_whole = False
                return
            network = network.without(dropped)

    def _tighten(self, network: Network) -> Tightening:
        tightening = tighten(network)
        self._left -= tightening.steps + len(network.constraints)
        return tightening

    def _shrink(self, network: Network, conflict: Conflict) -> Conflict:
        """A conflict among the labels of this one, each of which it needs."""
        labels = conflict.labels
        if len(labels) > _LONGEST_SHRUNK or self._left < 0:
            return conflict
        part, numbers = network.restrict(labels)
        for label in labels:
            if self._left < 0:
                break
            smaller = next(self._tighten(part.without({label})).conflicts(), None)
            if smaller:
                part = part.keeping(smaller.labels)
        shown = self._tighten(part).conflicts()
        plainest = min(shown, key=lambda each: each.plainness, default=None)
        return plainest.renumber(numbers) if plainest else conflict


# ------------------------------------------------------------------------------ without a label

_MOST_LABELS = 50
"""On how many labels a bound may rest; which of more it would be without, is not looked into."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bounds of a few points, found anew; those of all others are as they were.

    `numbers` are the points of the part by their numbers in the whole. The last point of the part
    has no bound; neither have the vague ones, as far as is known.
    """

    whole: Propagation
    numbers: dict[int, int]
    vague: AbstractSet[int]
    part: Propagation

    def find(self, point: int) -> tuple[Propagation, int]:
        """The propagation that gives a point's bound, and the number of the point there."""
        if point in self.vague:
            return self.part, len(self.numbers)
        number = self.numbers.get(point)
        return (self.whole, point) if number is None else (self.part, number)


class Parts:
    """The bounds of one direction as they would be without one label or another.

    A bound whose reasons do not name a label is as tight without it: the reasons still hold, and
    fewer constraints never give more. Only the other points are looked at again; but those whose
    bounds rest on very many labels are taken to have none, which claims nothing.
    """

    def __init__(self, run: Propagation, labels: Container[Hashable]) -> None:
        self._run = run
        self._resting: dict[Hashable, list[int]] = {}
        self._vague: set[int] = set()
        self._raising: list[list[Arc]] = [[] for _ in run.why]
        self._seeds: dict[int, list[Seed]] = {}
        for source, arcs in enumerate(run.direction.arcs):
            for target, weight, step, constraint in arcs:
                self._raising[target].append((source, weight, step, constraint))
        for seed in run.direction.seeds:
            self._seeds.setdefault(seed[0], []).append(seed)
        # Under each label, the points whose bounds rest on it.
        named: list[tuple[Hashable, ...] | None] = []
        for before, constraint, _, _ in run.trail:
            label = run.direction.constraints[constraint].label
            inherited = named[before] if before >= 0 else ()
            if inherited is not None and label in labels and label not in inherited:
                inherited = (*inherited, label) if len(inherited) < _MOST_LABELS else None
            named.append(inherited)
        for point, index in enumerate(run.why):
            names = named[index] if index >= 0 else ()
            if names is None:
                self._vague.add(point)
            for label in names or ():
                self._resting.setdefault(label, []).append(point)

    def without(self, label: Hashable) -> Part:
        """The bounds that follow from everything but this label, as far as is known."""
        resting = self._resting.get(label, [])
        numbers = {point: number for number, point in enumerate(resting)}
        whole = self._run.direction
        part = Direction(whole.sign, whole.constraints, [[] for _ in range(len(resting) + 1)])
        seeds: list[Seed] = []
        for point, number in numbers.items():
            snaps = [each for each in whole.snaps.get(point, ()) if self._keeps(each[1], label)]
            if snaps:
                part.snaps[number] = snaps
            seeds += (
                (number, value, constraint, before)
                for _, value, constraint, before in self._seeds.get(point, ())
                if self._keeps(constraint, label)
            )
            for source, weight, step, constraint in self._raising[point]:
                if not self._keeps(constraint, label):
                    continue
                if source in numbers:
                    part.arcs[numbers[source]].append((number, weight, step, constraint))
                elif self._run.values[source] != NO_BOUND and source not in self._vague:
                    value = int(self._run.values[source])
                    raised = value + weight if step is None else step(value)
                    seeds.append((number, raised, constraint, self._run.why[source]))
        found = Propagation(part, trail=self._run.trail).run(seeds)
        return Part(self._run, numbers, self._vague, found)

    def _keeps(self, constraint: int, label: Hashable) -> bool:
        return self._run.direction.constraints[constraint].label != label
