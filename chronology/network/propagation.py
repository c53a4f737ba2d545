"""Bounds of points, moved until nothing changes: the earliest days first, or the latest.

Both directions are one algorithm, since a latest day is an earliest one on a line of time that
runs backwards: Bellman and Ford's, with a queue. A bound that a constraint raises is written into
a trail with what it came from, so that each bound can give its reasons.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from chronology.network.constraints import ALWAYS, ORIGIN, Constraint, Network

NO_BOUND = float("-inf")
BARRED = float("inf")

_FIRST_SUSPICION = 4  # times that a point's bound is raised before a cycle is looked for

_WALKED = 10_000  # steps that are taken in search of cycles in any case

_STEPS_A_PLACE, _STEPS_AT_ALL = 100, 500_000
"""The most steps for each point and arc, and for all: a network that agrees takes three or so."""

Arc = tuple[int, int, Callable[[int], int] | None, int]
"""The point that it raises, by how much or by which function, and the constraint's number."""

Snap = tuple[Callable[[int], int], int]
"""The function that raises a point to a day that fits, and the constraint's number."""

Trace = tuple[int, int, int, int]
"""The trace it came from (-1: the origin), the constraint's number, the bound, the length."""

Seed = tuple[int, int, int, int]
"""A point, its bound to begin with, the constraint's number, and the trace that it came from."""


class Bound(NamedTuple):
    """One step of the reasons of a bound: the constraint that moved it, and where to."""

    point: int
    day: int | None
    label: Hashable


@dataclass(slots=True)
class Direction:
    """Which point raises which, in one direction of time."""

    sign: int
    constraints: list[Constraint]
    arcs: list[list[Arc]]
    snaps: dict[int, list[Snap]] = field(default_factory=dict)
    seeds: list[Seed] = field(default_factory=list)

    def target(self, constraint: int) -> int:
        """The point that a constraint raises."""
        each = self.constraints[constraint]
        return each.source if self.sign > 0 else each.target

    def ranks(self) -> list[int]:
        """The places of the points in an order in which most come before those that they raise.

        In that order a chain of any length is raised in one go: it is the reverse of the order in
        which a search in depth leaves them. Only arcs that lead forwards in time count.
        """
        ranks = [-1] * len(self.arcs)
        left = len(ranks)
        for first in reversed(range(len(ranks))):  # so that points apart stay in their order
            if ranks[first] >= 0:
                continue
            ranks[first] = left  # it has been met; its place is known when it is left
            way = [(first, iter(self.arcs[first]))]
            while way:
                point, arcs = way[-1]
                for target, weight, _, _ in arcs:
                    if ranks[target] < 0 <= weight:
                        ranks[target] = left
                        way.append((target, iter(self.arcs[target])))
                        break
                else:
                    way.pop()
                    left -= 1
                    ranks[point] = left
        return ranks

    def step(self, constraint: int, value: int) -> int:
        """The bound to which a constraint raises its point if the other has a bound."""
        _, _, most, _, rule = self.constraints[constraint]
        if rule is None:
            return value - most
        return rule.lowest(value - most) if self.sign > 0 else -rule.highest(-value) - most

    def add_rule(self, source: int, target: int, constraint: int) -> None:
        """Add a constraint by whose rule a point raises another, or itself."""
        step = partial(self.step, constraint)
        if source == target:
            self.snaps.setdefault(source, []).append((step, constraint))
        else:
            self.arcs[source].append((target, 0, step, constraint))

    def settles_at(self, constraint: int) -> float:
        """The bound from which on a constraint repeats with the calendar."""
        rule = self.constraints[constraint].rule
        if rule is None or rule.irregular is None:
            return NO_BOUND
        return rule.irregular[1] if self.sign > 0 else -rule.irregular[0]


def both_directions(network: Network) -> tuple[Direction, Direction]:
    """A network as two graphs: what moves the earliest days, and what moves the latest."""
    early = Direction(1, network.constraints, [[] for _ in range(network.size)])
    late = Direction(-1, network.constraints, [[] for _ in range(network.size)])
    early_arcs, late_arcs = early.arcs, late.arcs
    for number, (source, target, most, _, rule) in enumerate(network.constraints):
        if source == ORIGIN:
            late.seeds.append((target, -most, number, -1))
        elif target == ORIGIN:
            early.seeds.append((source, -most, number, -1))
        elif rule is None:
            early_arcs[target].append((source, -most, None, number))
            late_arcs[source].append((target, -most, None, number))
        else:
            early.add_rule(target, source, number)
            late.add_rule(source, target, number)
    return early, late


class Propagation:
    """The bounds of all points in one direction, counted so that they only ever rise.

    `values` and `why` are by point: the bound, and the trace that gave it. `cycle` holds the
    numbers of the constraints of a cycle that raises its own points for ever, if one was met.
    `steps` counts what was done. Where it was stopped before its end, each bound holds for its
    reasons, and is perhaps not as tight as it could be.
    """

    def __init__(
        self, direction: Direction, barred: Iterable[int] = (), trail: list[Trace] | None = None
    ) -> None:
        size = len(direction.arcs)
        self.direction = direction
        self.values: list[float] = [NO_BOUND] * size
        self.why = [-1] * size
        self.trail: list[Trace] = [] if trail is None else trail
        self.cycle: list[int] | None = None
        self.steps = 0
        self._walked = 0
        self._most = _STEPS_AT_ALL + _STEPS_A_PLACE * (size + sum(map(len, direction.arcs)))
        for point in barred:
            self.values[point] = BARRED
        self._raised = [0] * size
        self._waiting = deque[int]()
        self._is_waiting = bytearray(size)

    def run(self, seeds: Iterable[Seed]) -> "Propagation":
        """Raise the bounds as far as the seeds make it necessary."""
        for point, value, constraint, before in seeds:
            if value > self.values[point]:
                self._raise(point, value, constraint, before)
        # From the latest to the earliest, few bounds are raised twice.
        values, ranks = self.values, self.direction.ranks()
        order = sorted(self._waiting, key=lambda point: (-values[point], ranks[point]))
        self._waiting = deque(order)
        self._spread()
        return self

    def run_from(self, points: Iterable[int]) -> "Propagation":
        """Raise the bounds as far as it follows from these points' being at day 0."""
        ranks = self.direction.ranks()
        for point in sorted(points, key=ranks.__getitem__):
            self.values[point] = 0
            self._is_waiting[point] = 1
            self._waiting.append(point)
        self._spread()
        return self

    def _spread(self) -> None:
        values, why, arcs = self.values, self.why, self.direction.arcs
        snaps, waiting, is_waiting = self.direction.snaps, self._waiting, self._is_waiting
        while waiting and self.cycle is None and not self.stopped:
            point = waiting.popleft()
            is_waiting[point] = 0
            self.steps += 1 + len(arcs[point])
            # Up to a day that fits the point; further, where it has to fit twice.
            for snap, constraint in snaps.get(point, ()):
                fitting = snap(int(values[point]))
                if fitting > values[point]:
                    self._raise(point, fitting, constraint, why[point])
            value, before = values[point], why[point]
            for target, weight, step, constraint in arcs[point]:
                found = value + weight if step is None else step(int(value))
                if found > values[target]:
                    self._raise(target, int(found), constraint, before)

    @property
    def stopped(self) -> bool:
        """True if it was given up before its end, as too much work."""
        return self.steps > self._most

    def _raise(self, point: int, value: int, constraint: int, before: int) -> None:
        length = self.trail[before][3] + 1 if before >= 0 else 1
        self.values[point] = value
        self.why[point] = len(self.trail)
        self.trail.append((before, constraint, value, length))
        if not self._is_waiting[point]:
            self._is_waiting[point] = 1
            self._waiting.append(point)
        count = self._raised[point] = self._raised[point] + 1
        # To look for a cycle takes as many steps as the bound has reasons. All such looks together
        # take no more than the rest, but for a bound with more reasons than there are points.
        is_worth = self._walked + length <= self.steps + _WALKED or length > len(self.values)
        if is_worth and count >= _FIRST_SUSPICION and count & (count - 1) == 0:
            self.cycle = self.cycle or self._endless_cycle(point)

    def _endless_cycle(self, point: int) -> list[int] | None:
        """The constraints between two bounds of a point, if they raise it for ever."""
        walk, index = [], self.why[point]
        while index >= 0:
            index, constraint, _, _ = self.trail[index]
            walk.append(constraint)
        self._walked += len(walk)
        self.steps += len(walk) if len(walk) > len(self.values) else 0
        raised = [self.direction.target(constraint) for constraint in walk]
        returns = [index for index in range(1, len(walk)) if raised[index] == raised[0]]
        # A cycle may only prove endless when several rounds are taken as one.
        for rounds in (1 << exponent for exponent in range(len(returns).bit_length())):
            cycle = walk[returns[rounds - 1] - 1 :: -1]
            if self._is_endless(cycle, int(self.values[point])):
                return cycle
        return None

    def _is_endless(self, cycle: list[int], value: int) -> bool:
        """True if going round raises every value, however late one begins.

        That is so if all steps together lead forwards even at their shortest. Otherwise one goes
        round until nothing is raised, or the calendar has repeated: functions that never fall
        cannot pass over a value that they leave as it is, and there would be one in each period.
        """
        constraints = self.direction.constraints
        if sum(constraints[number].reach for number in cycle) < 0:
            return True
        rules = [constraints[number].rule for number in cycle]
        period = max((rule.period for rule in rules if rule), default=1)
        begun: int | None = None
        while begun is None or value - begun <= period:
            self.steps += len(cycle)
            if self.stopped:
                return False
            before = value
            settled = True  # as long as all constraints are where they repeat
            for number in cycle:
                settled = settled and value >= self.direction.settles_at(number)
                value = self.direction.step(number, value)
            if value <= before:
                return False
            if begun is None and settled:
                begun = before
        return True

    def way_round(self) -> tuple[Bound, ...]:
        """The steps of the cycle that was met, in order, without days; none if none was met."""
        return tuple(
            Bound(self.direction.target(number), None, self.direction.constraints[number].label)
            for number in self.cycle or ()
        )

    def chain(self, point: int, most: int | None = None) -> list[Bound]:
        """The reasons of a point's bound, from the first to the one that gave it.

        Only the last ones, if there are more than `most`; they begin with a statement.
        """
        found: list[Bound] = []
        index = self.why[point]
        while index >= 0 and (most is None or len(found) < most or found[-1].label is ALWAYS):
            index, number, value, _ = self.trail[index]
            label = self.direction.constraints[number].label
            day = self.direction.sign * value
            found.append(Bound(self.direction.target(number), day, label))
        return found[::-1]

    def day(self, point: int) -> int | None:
        """The bound of a point as a day; None where it has none."""
        value = self.values[point]
        return None if value == NO_BOUND else self.direction.sign * int(value)

    def length(self, point: int) -> int:
        """The number of steps that led to a point's bound; 0 where it has none."""
        return self.trail[self.why[point]][3] if self.why[point] >= 0 else 0
