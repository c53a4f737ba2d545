"""A network of temporal constraints: whole-number points, and how far apart they may be.

`target - source <= most` is a constraint between two points, or between a point and the origin,
which is day 0 (Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence
49, 1991). A constraint with a rule holds its points to a calendar step or to a set of days.
"""

from collections.abc import Container, Hashable, Iterable
from typing import Final, NamedTuple

from chronology.network.steps import Upper

__all__ = ["ALWAYS", "ORIGIN", "Constraint", "Network"]

ORIGIN: Final = 0
"""The point that all networks share: day 0."""

ALWAYS: Final = object()
"""The label of what holds in any case, and is no part of an explanation."""


class Constraint(NamedTuple):
    """`target <= source + most`, or with a rule `target <= rule.highest(source) + most`.

    The label names who says so; all constraints with one label stand or fall together.
    """

    source: int
    target: int
    most: int
    label: Hashable
    rule: Upper | None = None

    @property
    def reach(self) -> int:
        """How far, in days, the target is at most behind the source."""
        return self.most + (self.rule.reach if self.rule else 0)


_Index = tuple[int, dict[Hashable, list[Constraint]], dict[int, list[Constraint]]]
"""How many constraints were sorted, and these: by label, and by source if they always hold."""


class Network:
    """Points, numbered from 1, and the constraints between them.

    >>> network = Network()
    >>> call, talks = network.point(), network.point()
    >>> network.at_least(call, 12, "the call's date")
    >>> network.apart(call, talks, 6, 6, "six days later")
    """

    def __init__(self) -> None:
        self.size = 1
        self.constraints: list[Constraint] = []
        self._index: _Index | None = None

    def point(self) -> int:
        """A new point, free so far."""
        self.size += 1
        return self.size - 1

    def at_least(self, point: int, day: int, label: Hashable) -> None:
        """State that a point is on this day or later."""
        self.constraints.append(Constraint(point, ORIGIN, -day, label))

    def at_most(self, point: int, day: int, label: Hashable) -> None:
        """State that a point is on this day or earlier."""
        self.constraints.append(Constraint(ORIGIN, point, day, label))

    def apart(
        self, earlier: int, later: int, lowest: int | None, highest: int | None, label: Hashable
    ) -> None:
        """State how many days the second point lies behind the first; None is no bound."""
        if highest is not None:
            self.constraints.append(Constraint(earlier, later, highest, label))
        if lowest is not None:
            self.constraints.append(Constraint(later, earlier, -lowest, label))

    def ruled(self, source: int, target: int, rule: Upper, label: Hashable, most: int = 0) -> None:
        """State `target <= rule.highest(source) + most`, between points other than the origin."""
        self.constraints.append(Constraint(source, target, most, label, rule))

    def without(self, labels: Container[Hashable]) -> "Network":
        """The same points, and the constraints with other labels."""
        rest = Network()
        rest.size = self.size
        rest.constraints = [each for each in self.constraints if each.label not in labels]
        return rest

    def keeping(self, labels: Container[Hashable]) -> "Network":
        """The same points, and the constraints with these labels, or that hold in any case."""
        part = Network()
        part.size = self.size
        part.constraints = [
            each for each in self.constraints if each.label is ALWAYS or each.label in labels
        ]
        return part

    def parts(self) -> list[tuple["Network", list[int]]]:
        """The constraints in parts that share no point but the origin, as `restricted` has them."""
        near = list(range(self.size))  # a point of the same part, nearer to the one it is named by

        def named_by(point: int) -> int:
            while near[point] != point:
                near[point] = near[near[point]]
                point = near[point]
            return point

        for each in self.constraints:
            if ORIGIN not in (each.source, each.target):
                near[named_by(each.source)] = named_by(each.target)
        parts: dict[int, list[Constraint]] = {}
        for each in self.constraints:
            point = each.source if each.target == ORIGIN else each.target
            parts.setdefault(named_by(point), []).append(each)
        return list(map(_renumbered, parts.values()))

    def _sorted(self) -> tuple[dict[Hashable, list[Constraint]], dict[int, list[Constraint]]]:
        """The constraints by their labels, and those that hold in any case by their sources."""
        if self._index is None or self._index[0] != len(self.constraints):
            by_label: dict[Hashable, list[Constraint]] = {}
            always: dict[int, list[Constraint]] = {}
            for each in self.constraints:
                by_label.setdefault(each.label, []).append(each)
                if each.label is ALWAYS:
                    always.setdefault(each.source, []).append(each)
            self._index = len(self.constraints), by_label, always
        return self._index[1:]

    def restricted(self, labels: Iterable[Hashable]) -> tuple["Network", list[int]]:
        """The constraints with these labels alone, and what the points' numbers were before.

        What holds in any case is kept where it touches them.
        """
        by_label, always = self._sorted()
        numbers = {ORIGIN: ORIGIN}
        kept = [each for label in dict.fromkeys(labels) for each in by_label.get(label, ())]
        for each in kept:
            numbers.setdefault(each.source, len(numbers))
            numbers.setdefault(each.target, len(numbers))
        touching = (each for point in list(numbers) for each in always.get(point, ()))
        return _renumbered([*kept, *(each for each in touching if each.target in numbers)])


def _renumbered(constraints: Iterable[Constraint]) -> tuple[Network, list[int]]:
    """Some constraints with points of their own, and what the points' numbers were before."""
    part, numbers = Network(), {ORIGIN: ORIGIN}
    for each in constraints:
        source = numbers.setdefault(each.source, len(numbers))
        target = numbers.setdefault(each.target, len(numbers))
        part.constraints.append(each._replace(source=source, target=target))
    part.size = len(numbers)
    return part, list(numbers)
