"""A network of temporal constraints: whole-number points, and how far apart they may be.

Each is an `Upper`: one day is at most what a never-falling function makes of another. Such rules
are closed under the earlier and the later of two solutions, as differences are, which is why
moving bounds until nothing changes gives exact bounds (Jeavons and Cooper, "Tractable constraints
on ordered domains", Artificial Intelligence 79, 1995).

`target - source <= most` is a constraint between two points, or between a point and the origin,
which is day 0 (Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence
49, 1991). A constraint with a rule holds its points to a calendar step or to a set of days.
"""

from collections.abc import Callable, Container, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from chronology.dates import Edtf
from chronology.dates.days import days_in_month, number_of, parts_of, weekday_of
from chronology.vocabulary import Weekday

PERIOD = 146_097
"""Days after which the calendar repeats: 400 years, a whole number of weeks."""

_MONTHS_IN_PERIOD = 4800
_LOST_DAYS = 3  # what the shortest month has less than the longest
_A_WEEK = 7
_FARTHEST = 4_000_000  # days: beyond all years of four digits
_WEEKDAYS = {word: number for number, word in enumerate(Weekday)}


@dataclass(frozen=True, slots=True)
class Upper:
    """A rule `target <= highest(source)`, with a function that never falls.

    `lowest` tells the same from the other side: `source >= lowest(target)`, the first day whose
    `highest` is not before the target. `reach` is what `highest` adds at most, in days. Outside
    of the `irregular` days, if any, the functions repeat after `period` days.
    """

    highest: Callable[[int], int]
    lowest: Callable[[int], int]
    reach: int
    period: int = PERIOD
    irregular: tuple[int, int] | None = None


def _step(months: int) -> Callable[[int], int]:
    """The function that steps some months, back if negative, to the month's last day if need be."""
    from dateutil.relativedelta import relativedelta

    periods, rest = divmod(months, _MONTHS_IN_PERIOD)
    step = relativedelta(months=rest)

    def add(day: int) -> int:
        # `datetime` ends at the year 9999, so that the step is made between 1601 and 2400.
        passed, number = divmod(day - 1, PERIOD)
        shown = date.fromordinal(4 * PERIOD + number + 1) + step
        return shown.toordinal() + (passed + periods - 4) * PERIOD

    return add


@cache
def _starts_of_months() -> tuple[int, ...]:
    """The first days of the months of two periods."""
    years = range(1, 1 + 2 * _MONTHS_IN_PERIOD // 12)
    return tuple(number_of(year, month, 1) for year in years for month in range(1, 13))


def _lengths(months: int) -> tuple[int, int]:
    """The least and the most days that so many months, back if negative, can have."""
    periods, rest = divmod(abs(months), _MONTHS_IN_PERIOD)
    starts = _starts_of_months()
    lengths = [starts[index + rest] - starts[index] for index in range(_MONTHS_IN_PERIOD)]
    least, most = min(lengths) + periods * PERIOD, max(lengths) + periods * PERIOD
    return (least, most) if months >= 0 else (-most, -least)


@cache
def months_on(months: int) -> Upper:
    """The target is at most so many months after the source."""
    add, back = _step(months), _step(-months)

    def first(day: int) -> int:
        # To step back finds a day near it: months lose their last days on the way.
        found = back(day) - _LOST_DAYS
        while add(found) < day:
            found += 1
        return found

    return Upper(add, first, _lengths(months)[1])


@cache
def months_on_at_least(months: int) -> Upper:
    """The source is at least so many months after the target."""
    add, back = _step(months), _step(-months)

    def last(day: int) -> int:
        found = back(day) + _LOST_DAYS
        while add(found) > day:
            found -= 1
        return found

    return Upper(last, add, -_lengths(months)[0])


@cache
def same(unit: str) -> Upper:
    """The target is at most in the same ISO 8601 `week`, `month` or `year` as the source."""
    reach, period = _UNITS[unit]
    return Upper(lambda day: _ends(unit, day)[1], lambda day: _ends(unit, day)[0], reach, period)


_UNITS = {"week": (6, _A_WEEK), "month": (30, PERIOD), "year": (365, PERIOD)}


def _ends(unit: str, day: int) -> tuple[int, int]:
    """The first and the last day of the week, month or year that a day is in."""
    if unit == "week":
        monday = day - weekday_of(day)
        return monday, monday + 6
    year, month, _ = parts_of(day)
    first, last = (month, month) if unit == "month" else (1, 12)
    return number_of(year, first, 1), number_of(year, last, days_in_month(year, last))


@cache
def on_weekday(weekday: Weekday) -> Upper:
    """A day, source and target at once, is this day of the week."""
    number = _WEEKDAYS[weekday]
    return Upper(
        lambda day: day - (day + 6 - number) % 7,
        lambda day: day + (number - day - 6) % 7,
        reach=0,
        period=_A_WEEK,
    )


def fits(edtf: Edtf) -> Upper | None:
    """A day, source and target at once, is one that fits; None where its bounds say all.

    Sets that reach beyond the years of four digits are held by their bounds alone.
    """
    if edtf.is_unbroken or max(map(abs, edtf.irregular)) > _FARTHEST:
        return None

    # Where no day fits any more, the bounds of the date have been crossed, and that is reported.
    def last(day: int) -> int:
        found = edtf.last_until(day)
        return day if found is None else found

    def first(day: int) -> int:
        found = edtf.first_from(day)
        return day if found is None else found

    return Upper(last, first, reach=0, irregular=edtf.irregular)


# ------------------------------------------------------------------------------ networks

ORIGIN: Final = 0
"""The point that all networks share: day 0."""

ALWAYS: Final = object()
"""The label of what holds in any case, and is no part of an explanation."""


class Constraint(NamedTuple):
    """`target <= source + most`, or with a rule `target <= rule.highest(source) + most`.

    The label names its origin; all constraints with one label hold or fail together.
    """

    source: int
    target: int
    most: int
    label: Hashable
    rule: Upper | None = None

    @property
    def reach(self) -> int:
        """The days by which the target is at most behind the source."""
        return self.most + (self.rule.reach if self.rule else 0)


_Index = tuple[int, dict[Hashable, list[Constraint]], dict[int, list[Constraint]]]
"""The number of constraints that were sorted, and these: by label, and by source if they always
hold."""


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

    def hold(self, source: int, target: int, rule: Upper, label: Hashable, most: int = 0) -> None:
        """State `target <= rule.highest(source) + most`, between points other than the origin."""
        self.constraints.append(Constraint(source, target, most, label, rule))

    def without(self, labels: Container[Hashable]) -> "Network":
        """The same points, and the constraints with other labels."""
        return self._copy(each for each in self.constraints if each.label not in labels)

    def keeping(self, labels: Container[Hashable]) -> "Network":
        """The same points, and the constraints with these labels, or that hold in any case."""
        return self._copy(
            each for each in self.constraints if each.label is ALWAYS or each.label in labels
        )

    def _copy(self, constraints: Iterable[Constraint]) -> "Network":
        part = Network()
        part.size, part.constraints = self.size, list(constraints)
        return part

    def parts(self) -> list[tuple["Network", list[int]]]:
        """The constraints in parts that share no point but the origin, as `restrict` has them."""
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
        return list(map(_renumber, parts.values()))

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

    def restrict(self, labels: Iterable[Hashable]) -> tuple["Network", list[int]]:
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
        return _renumber([*kept, *(each for each in touching if each.target in numbers)])


def _renumber(constraints: Iterable[Constraint]) -> tuple[Network, list[int]]:
    """Some constraints with points of their own, and what the points' numbers were before."""
    part, numbers = Network(), {ORIGIN: ORIGIN}
    for each in constraints:
        source = numbers.setdefault(each.source, len(numbers))
        target = numbers.setdefault(each.target, len(numbers))
        part.constraints.append(each._replace(source=source, target=target))
    part.size = len(numbers)
    return part, list(numbers)
