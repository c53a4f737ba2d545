"""What a network says once its bounds are as tight as can be, and why it may say nothing.

A network has no solution if a cycle of constraints raises its own points for ever, or if a
point's earliest day is after its latest. Either is a set of labels that cannot all hold; from it
labels are left out one by one, until each of the rest is needed.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from chronology.network.constraints import ALWAYS, ORIGIN, Network
from chronology.network.propagation import Bound, Direction, Propagation, both_directions

__all__ = ["Agreement", "Conflict", "Tightening", "agreeing", "tighten"]

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
