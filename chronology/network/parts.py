"""Bounds as they would be without one label, found by moving only the bounds that rest on it."""

from collections.abc import Container, Hashable
from collections.abc import Set as AbstractSet

from chronology.network.propagation import NO_BOUND, Arc, Bound, Direction, Propagation, Seed

__all__ = ["Part", "Parts"]


_MOST_LABELS = 50
"""On how many labels a bound may rest; which of more it would be without, is not looked into."""


class Part:
    """The bounds of a few points, found anew; those of all others are as they were.

    The last point of the part has no bound; neither have the vague ones, as far as is known.
    """

    def __init__(
        self,
        whole: Propagation,
        numbers: dict[int, int],
        vague: AbstractSet[int],
        part: Propagation,
    ) -> None:
        self._whole = whole
        self._numbers = numbers
        self._vague = vague
        self._part = part

    def _number(self, point: int) -> int | None:
        return len(self._numbers) if point in self._vague else self._numbers.get(point)

    def day(self, point: int) -> int | None:
        """The bound of a point as a day; None where it has none."""
        number = self._number(point)
        return self._whole.day(point) if number is None else self._part.day(number)

    def chain(self, point: int, most: int | None = None) -> list[Bound]:
        """The reasons of a point's bound, as `Propagation.chain` has them."""
        number = self._number(point)
        return self._whole.chain(point, most) if number is None else self._part.chain(number, most)

    def length(self, point: int) -> int:
        """How many steps led to a point's bound; none where it has none."""
        number = self._number(point)
        return self._whole.length(point) if number is None else self._part.length(number)


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
