"""What a network says once its bounds are as tight as can be, and why it may say nothing.

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
        """Whether it leads round in a circle."""
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

    def renumbered(self, numbers: list[int]) -> "Conflict":
        """The same with each point's number replaced by that at its place in the list."""
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

    def most_apart(self, earlier: int, later: int) -> int | None:
        """How many days the second point lies behind the first at most; None if no bound.

        Exact where no rule takes part; calendar steps between the two are passed over.
        """
        late = self.late.direction
        plain = [[arc for arc in arcs if arc[2] is None] for arcs in late.arcs]
        direct = Propagation(Direction(-1, late.constraints, plain)).run_from([earlier]).day(later)
        first, last = self.early.day(earlier), self.late.day(later)
        by_dates = None if first is None or last is None else last - first
        return min((days for days in (direct, by_dates) if days is not None), default=None)

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return self.early.steps + self.late.steps + self.free.steps

    @property
    def stopped(self) -> bool:
        """Whether some bounds are perhaps not as tight as they could be."""
        return self.early.stopped or self.late.stopped or self.free.stopped

    @property
    def consistent(self) -> bool:
        """Whether all constraints can hold together."""
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
            yield from self._crossings()

    def _crossings(self) -> Iterator[Conflict]:
        pairs = zip(self.early.values, self.late.values, strict=True)
        crossed = [point for point, (early, late) in enumerate(pairs) if early + late > 0]
        steps = 0
        for point in sorted(crossed, key=self._length):
            if steps > _STEPS_A_POINT * self.network.size:
                break
            steps += self._length(point)
            yield Conflict(tuple(self.early.chain(point)), tuple(self.late.chain(point)))

    def _length(self, point: int) -> int:
        return self.early.length(point) + self.late.length(point)


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


def agreeing(network: Network) -> Agreement:
    """What of a network agrees, and what does not.

    Points that no constraints connect are looked at apart, so that one conflict does not hide
    others elsewhere. Where the work is too much, what is left of such a part is set aside.
    """
    tightening = tighten(network)
    if tightening.consistent:
        return Agreement([], tightening, is_whole=not tightening.stopped)
    search = _Search(_MOST_STEPS)
    for part, numbers in network.parts():
        search.through(part, numbers)
    tightening = tighten(network.without(search.dropped))
    if not tightening.consistent:  # something was not seen before, as too much work
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

    def through(self, network: Network, numbers: list[int]) -> None:
        """Find the conflicts of a part, whose points have other numbers in the whole."""
        while True:
            tightening = self._tightened(network)
            dropped: set[Hashable] = set()
            for shown in tightening.conflicts():
                if dropped.isdisjoint(shown.labels):
                    conflict = self._irreducible(network, shown)
                    self.found.append(conflict.renumbered(numbers))
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

    def _tightened(self, network: Network) -> Tightening:
        tightening = tighten(network)
        self._left -= tightening.steps + len(network.constraints)
        return tightening

    def _irreducible(self, network: Network, conflict: Conflict) -> Conflict:
        """A conflict among the labels of this one, each of which it needs."""
        labels = conflict.labels
        if len(labels) > _LONGEST_SHRUNK or self._left < 0:
            return conflict
        part, numbers = network.restricted(labels)
        for label in labels:
            if self._left < 0:
                break
            smaller = next(self._tightened(part.without({label})).conflicts(), None)
            if smaller:
                part = part.keeping(smaller.labels)
        shown = self._tightened(part).conflicts()
        plainest = min(shown, key=lambda each: each.plainness, default=None)
        return plainest.renumbered(numbers) if plainest else conflict


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

    def _number(self, point: int) -> int | None:
        return len(self.numbers) if point in self.vague else self.numbers.get(point)

    def day(self, point: int) -> int | None:
        """The bound of a point as a day; None where it has none."""
        number = self._number(point)
        return self.whole.day(point) if number is None else self.part.day(number)

    def chain(self, point: int, most: int | None = None) -> list[Bound]:
        """The reasons of a point's bound, as `Propagation.chain` has them."""
        number = self._number(point)
        return self.whole.chain(point, most) if number is None else self.part.chain(number, most)

    def length(self, point: int) -> int:
        """How many steps led to a point's bound; none where it has none."""
        number = self._number(point)
        return self.whole.length(point) if number is None else self.part.length(number)


class Parts:
    """What the bounds of one direction would be without one label or another.

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
        self._find_resting(labels)

    def _find_resting(self, labels: Container[Hashable]) -> None:
        """Note under each label the points whose bounds rest on it."""
        named: list[tuple[Hashable, ...] | None] = []
        for before, constraint, _, _ in self._run.trail:
            label = self._run.direction.constraints[constraint].label
            inherited = named[before] if before >= 0 else ()
            if inherited is not None and label in labels and label not in inherited:
                inherited = (*inherited, label) if len(inherited) < _MOST_LABELS else None
            named.append(inherited)
        for point, index in enumerate(self._run.why):
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
