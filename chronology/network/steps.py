"""Rules between two days that are not a fixed number of days: calendar steps, and sets of days.

Each is an `Upper`: one day is at most what a never-falling function makes of another. Such rules
are closed under the earlier and the later of two solutions, as differences are, which is why
moving bounds until nothing changes gives exact bounds (Jeavons and Cooper, "Tractable constraints
on ordered domains", Artificial Intelligence 79, 1995).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from chronology.days import days_in_month, number_of, parts_of, weekday_of
from chronology.edtf import Date, DateSet, Edtf, LongYear, MaskedDate, Range, Season, Stamp
from chronology.vocabulary import Weekday

__all__ = ["PERIOD", "Upper", "fits", "months_on", "months_on_at_least", "on_weekday", "same"]

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


def _added(months: int) -> Callable[[int], int]:
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
    add, back = _added(months), _added(-months)

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
    add, back = _added(months), _added(-months)

    def last(day: int) -> int:
        found = back(day) + _LOST_DAYS
        while add(found) > day:
            found -= 1
        return found

    return Upper(last, add, -_lengths(months)[0])


@cache
def same(unit: str) -> Upper:
    """The target is at most in the same ISO 8601 `week`, `month` or `year` as the source."""
    first, last, reach, period = _UNITS[unit]
    return Upper(last, first, reach, period)


def _monday(day: int) -> int:
    return day - weekday_of(day)


def _sunday(day: int) -> int:
    return day - weekday_of(day) + 6


def _first_of_month(day: int) -> int:
    return day - parts_of(day)[2] + 1


def _last_of_month(day: int) -> int:
    year, month, _ = parts_of(day)
    return number_of(year, month, days_in_month(year, month))


def _first_of_year(day: int) -> int:
    return number_of(parts_of(day)[0], 1, 1)


def _last_of_year(day: int) -> int:
    return number_of(parts_of(day)[0], 12, 31)


_UNITS = {
    "week": (_monday, _sunday, 6, _A_WEEK),
    "month": (_first_of_month, _last_of_month, 30, PERIOD),
    "year": (_first_of_year, _last_of_year, 365, PERIOD),
}


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
    if _unbroken(edtf):
        return None
    irregular = _irregular(edtf)
    if max(map(abs, irregular)) > _FARTHEST:
        return None

    # Where no day fits any more, the bounds of the date have been crossed, and that is reported.
    def last(day: int) -> int:
        found = edtf.last_until(day)
        return day if found is None else found

    def first(day: int) -> int:
        found = edtf.first_from(day)
        return day if found is None else found

    return Upper(last, first, reach=0, irregular=irregular)


def _unbroken(edtf: Edtf) -> bool:
    """Whether surely every day between its bounds fits."""
    if isinstance(edtf, DateSet):
        return len(edtf.members) == 1 and _unbroken(edtf.members[0])
    if isinstance(edtf, Season):
        return isinstance(edtf.year, int)
    return isinstance(edtf, Date | LongYear | Stamp | Range)


def _irregular(edtf: Edtf) -> tuple[int, int]:
    """The days outside of which, up to its bounds, the set repeats with the calendar."""
    if isinstance(edtf, MaskedDate) and edtf.year.text == "XXXX":
        # It repeats all along: every fitting day is outside of an interval that is turned round.
        return _last(edtf), _first(edtf)
    if isinstance(edtf, DateSet):
        return min(map(_first, edtf.members)), max(map(_last, edtf.members))
    return _first(edtf), _last(edtf)


def _first(edtf: Edtf) -> int:
    return edtf.anchor if edtf.first is None else edtf.first


def _last(edtf: Edtf) -> int:
    return edtf.anchor if edtf.last is None else edtf.last
