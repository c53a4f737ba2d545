"""Bounds as they would be without one label, found by moving only the bounds that rest on it."""

from collections.abc import Container, Hashable

from chronology.network.propagation import NO_BOUND, Arc, Bound, Direction, Propagation, Seed

__all__ = ["Part", "Parts"]


class Part:
    """The bounds of a few points, found anew; those of all others are as they were."""

    def __init__(self, whole: Propagation, numbers: dict[int, int], part: Propagation) -> None:
        self._whole = whole
        self._numbers = numbers
        self._part = part

    def day(self, point: int) -> int | None:
        """The bound of a point as a day; None where it has none."""
        number = self._numbers.get(point)
        return self._whole.day(point) if number is None else self._part.day(number)

    def chain(self, point: int) -> list[Bound]:
        """The reasons of a point's bound, from the first to the one that gave it."""
        number = self._numbers.get(point)
        return self._whole.chain(point) if number is None else self._part.chain(number)


class Parts:
    """What the bounds of one direction would be without one label or another.

    A bound whose reasons do not name a label is as tight without it: the reasons still hold, and
    fewer constraints never give more. Only the other points are looked at again.
    """

    def __init__(self, run: Propagation, labels: Container[Hashable]) -> None:
        self._run = run
        self._resting: dict[Hashable, list[int]] = {}
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
        named: list[tuple[Hashable, ...]] = []
        for before, constraint, _, _ in self._run.trail:
            label = self._run.direction.constraints[constraint].label
            inherited = named[before] if before >= 0 else ()
            is_new = label in labels and label not in inherited
            named.append((*inherited, label) if is_new else inherited)
        for point, index in enumerate(self._run.why):
            for label in named[index] if index >= 0 else ():
                self._resting.setdefault(label, []).append(point)

    def without(self, label: Hashable) -> Part:
        """The bounds that follow from everything but this label."""
        resting = self._resting.get(label, [])
        numbers = {point: number for number, point in enumerate(resting)}
        whole = self._run.direction
        part = Direction(whole.sign, whole.constraints, [[] for _ in resting])
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
                elif self._run.values[source] != NO_BOUND:
                    value = int(self._run.values[source])
                    raised = value + weight if step is None else step(value)
                    seeds.append((number, raised, constraint, self._run.why[source]))
        return Part(self._run, numbers, Propagation(part, trail=self._run.trail).run(seeds))

    def _keeps(self, constraint: int, label: Hashable) -> bool:
        return self._run.direction.constraints[constraint].label != label
