"""Dates that cover many days by their form: with unspecified digits, or as parts of a year.

The days that fit a mask need not be neighbours, so bounds are found, never assumed: a pattern of
digits is stepped through number by number, and only the days that the calendar has are kept.

EDTF gives seasons no days. By convention `earliest` and `latest` are those of the meteorological
season, in whole months: northern spring begins in March, a northern winter belongs to the year in
which it begins and runs into the next, and groups without a hemisphere are bounded as northern
ones. Order and drawing use that convention. What is `certain` of a season is only that it lies in
the months in which one of its name can lie by any of the usual conventions.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chronology.dates.days import days_in_month, is_leap, number_of, parts_of, year_text
from chronology.dates.values import (
    PLAIN,
    Date,
    Hemisphere,
    Marks,
    Precision,
    SingleDate,
    precision_of_years,
)

_LARGEST = 9999
_FIRST_DAY, _LAST_DAY = number_of(-_LARGEST, 1, 1), number_of(_LARGEST, 12, 31)
_A_LEAP_YEAR = 2000
_A_COMMON_YEAR = 2001
_COMPLEMENT = str.maketrans("0123456789", "9876543210")


@dataclass(frozen=True, slots=True)
class Mask:
    """The years whose four digits fit a pattern: `156X`, `-01XX`.

    Digits count years from zero in both directions, so that `-01XX` runs from -199 to -100; there
    is no year -0000.
    """

    text: str

    @property
    def digits(self) -> str:
        """The four digits without the sign."""
        return self.text[-4:]

    @property
    def is_negative(self) -> bool:
        """True if the years lie before year 0."""
        return self.text.startswith("-")

    @property
    def first(self) -> int | None:
        """The first year that fits; None only for `-0000`."""
        return self.first_from(-_LARGEST)

    @property
    def last(self) -> int | None:
        """The last year that fits; None only for `-0000`."""
        return self.last_until(_LARGEST)

    def first_from(self, year: int) -> int | None:
        """The first year that fits, from `year` on."""
        if not self.is_negative:
            return _smallest(self.digits, max(year, 0))
        found = _largest(self.digits, -year)
        return -found if found else None

    def last_until(self, year: int) -> int | None:
        """The last year that fits, up to `year`."""
        if not self.is_negative:
            return _largest(self.digits, year)
        found = _smallest(self.digits, max(-year, 1))
        return None if found is None else -found

    def years_from(self, year: int) -> Iterator[int]:
        """The years that fit, from `year` on."""
        found = self.first_from(year)
        while found is not None:
            yield found
            found = self.first_from(found + 1)

    def years_until(self, year: int) -> Iterator[int]:
        """The years that fit, from `year` back."""
        found = self.last_until(year)
        while found is not None:
            yield found
            found = self.last_until(found - 1)

    @property
    def is_open(self) -> bool:
        """True if a digit is missing, so that the year is one of several."""
        return "X" in self.text

    def __str__(self) -> str:
        return self.text


def _smallest(pattern: str, floor: int) -> int | None:
    """The smallest number from `floor` on, at least 0, whose four digits fit."""
    least = int(pattern.replace("X", "0"))
    if floor <= least:
        return least
    digits = f"{floor:04d}"
    if len(digits) > len(pattern):
        return None
    if _fits(pattern, digits):
        return floor
    # Otherwise one digit is raised, as far right as can be, and all to its right are the least.
    for index in reversed(range(len(pattern))):
        sign, digit = pattern[index], digits[index]
        raised = str(int(digit) + 1) if sign == "X" and digit != "9" else sign
        if raised > digit and raised != "X" and _fits(pattern[:index], digits[:index]):
            return int(digits[:index] + raised + pattern[index + 1 :].replace("X", "0"))
    return None


def _largest(pattern: str, ceiling: int) -> int | None:
    """The largest number up to `ceiling` whose four digits fit."""
    if ceiling < 0:
        return None
    mirrored = _smallest(pattern.translate(_COMPLEMENT), _LARGEST - min(ceiling, _LARGEST))
    return None if mirrored is None else _LARGEST - mirrored


def _fits(pattern: str, digits: str) -> bool:
    return all(sign in ("X", digit) for sign, digit in zip(pattern, digits, strict=True))


@cache  # at most 121 patterns of months, 122 of days, 2 lengths of year
def fitting_days(month: str, day: str | None, *, leap: bool) -> tuple[tuple[int, int], ...]:
    """The months and days of a year that fit two patterns, in order; every day where None."""
    year = _A_LEAP_YEAR if leap else _A_COMMON_YEAR
    return tuple(
        (candidate, number)
        for candidate in range(1, 13)
        if _fits(month, f"{candidate:02d}")
        for number in range(1, days_in_month(year, candidate) + 1)
        if day is None or _fits(day, f"{number:02d}")
    )


@dataclass(frozen=True, slots=True)
class MaskedDate(SingleDate):
    """A date some of whose digits are not known: one of the days that fit.

    `month` and `day` are two digits or `X` each. Without a day the date is a whole month, without
    a month a whole year, which is not known either.
    """

    year: Mask
    month: str | None = None
    day: str | None = None
    marks: Marks = PLAIN
    is_whole = False
    is_unbroken = False

    def days_in(self, year: int) -> tuple[tuple[int, int], ...]:
        """The months and days that fit in a year that fits, in order."""
        return fitting_days(self.month or "XX", self.day, leap=is_leap(year))

    @property
    def is_possible(self) -> bool:
        """True if the calendar has a day that fits."""
        if self.days_in(_A_COMMON_YEAR):
            return self.year.first is not None
        # What fits no leap year fits none; otherwise only 29 February can be missing from a year,
        # so that few years are tried.
        years = self.year.years_from(-_LARGEST) if self.days_in(_A_LEAP_YEAR) else ()
        return any(map(self.days_in, years))

    @property
    def first(self) -> int | None:
        return self.first_from(_FIRST_DAY)

    @property
    def last(self) -> int | None:
        return self.last_until(_LAST_DAY)

    @property
    def irregular(self) -> tuple[int, int]:
        first, last = self.ends
        # Without a year it repeats all along: every day is outside of what is turned round.
        return (last, first) if self.year.text == "XXXX" else (first, last)

    def certain(self, hemisphere: Hemisphere | None = None) -> "Date | MaskedDate | None":
        known = self.components[: self.marks.certain(len(self.components))]
        if not known:
            return None
        month, day, *_ = (*known[1:], None, None)
        if any("X" in component for component in known):
            return MaskedDate(self.year, month, day)
        return Date(int(known[0]), int(month) if month else None)  # the day had the X, or more

    def first_from(self, day: int) -> int | None:
        year, *month_and_day = parts_of(day)
        for found in self.year.years_from(year):
            days = self.days_in(found)
            index = bisect_left(days, tuple(month_and_day)) if found == year else 0
            if index < len(days):
                return number_of(found, *days[index])
        return None

    def last_until(self, day: int) -> int | None:
        year, *month_and_day = parts_of(day)
        for found in self.year.years_until(year):
            days = self.days_in(found)
            index = bisect_right(days, tuple(month_and_day)) if found == year else len(days)
            if index > 0:
                return number_of(found, *days[index - 1])
        return None

    @property
    def precision(self) -> Precision:
        if self.month is None:
            known = self.year.digits.rstrip("X")
            return precision_of_years(0 if "X" in known else 4 - len(known))
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def components(self) -> tuple[str, ...]:
        return tuple(part for part in (self.year.text, self.month, self.day) if part is not None)


# ------------------------------------------------------------------------------ parts of a year

_SPRING_FIRST = ((3, 5), (6, 8), (9, 11), (12, 2))
_AUTUMN_FIRST = (*_SPRING_FIRST[2:], *_SPRING_FIRST[:2])
_QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
_THIRDS, _HALVES = ((1, 4), (5, 8), (9, 12)), ((1, 6), (7, 12))
_ALL = (*_SPRING_FIRST, *_SPRING_FIRST, *_AUTUMN_FIRST, *_QUARTERS, *_THIRDS, *_HALVES)
GROUPS = dict(enumerate(_ALL, start=21))
"""The first and the last month of each group; one that ends before it starts ends a year later.

Seasons without a hemisphere, of the northern and of the southern one; quarters, thirds, halves.
"""

_ANY = (-1, 15)
_HEMISPHERES = {
    Hemisphere.NORTHERN: ((2, 6), (5, 9), (8, 12), _ANY),
    Hemisphere.SOUTHERN: ((8, 12), _ANY, (2, 6), (5, 9)),
}
"""The months of a year in which spring, summer, autumn and winter of that year can lie: 0 is
December of the year before, and 15 is March of the next.

There lie the meteorological season, which begins on the first of a month, the astronomical one,
three weeks later, and those of Ireland and of China, which begin up to four weeks earlier; and one
that runs over a turn of the year can have either year's name.
"""
_NORTHERN, _SOUTHERN, _NO_SEASONS = 25, 29, 33
"""The first groups that name a hemisphere, and the first of the parts that are no seasons."""


@dataclass(frozen=True, slots=True)
class Season(SingleDate):
    """A part of a year longer than a month, by its number in `GROUPS`.

    The year is a `Mask` where some of its digits are not known.
    """

    year: int | Mask
    group: int
    marks: Marks = PLAIN
    unit = "season"
    precision = Precision.SEASON

    @property
    def years(self) -> Mask:
        """The years that fit, of which there is one where all digits are known."""
        return self.year if isinstance(self.year, Mask) else Mask(year_text(self.year))

    def first_day(self, year: int) -> int:
        """The first day of this part of a year."""
        return number_of(year, GROUPS[self.group][0], 1)

    def last_day(self, year: int) -> int:
        """The last day of this part of a year; it may fall in the next."""
        first, last = GROUPS[self.group]
        ends = year + 1 if last < first else year
        return number_of(ends, last, days_in_month(ends, last))

    @property
    def first(self) -> int | None:
        year = self.years.first
        return None if year is None else self.first_day(year)

    @property
    def last(self) -> int | None:
        year = self.years.last
        return None if year is None else self.last_day(year)

    def first_from(self, day: int) -> int | None:
        # A winter that began the year before may still run.
        for year in self.years.years_from(parts_of(day)[0] - 1):
            if self.last_day(year) >= day:
                return max(day, self.first_day(year))
        return None

    def last_until(self, day: int) -> int | None:
        # What is certain of a winter may begin in the year before.
        for year in self.years.years_until(parts_of(day)[0] + 1):
            if self.first_day(year) <= day:
                return min(day, self.last_day(year))
        return None

    @property
    def is_whole(self) -> bool:
        return self.is_unbroken

    @property
    def is_unbroken(self) -> bool:
        return isinstance(self.year, int)

    def certain(self, hemisphere: Hemisphere | None = None) -> "Season | None":
        known = self.marks.certain(2)
        if not known:
            return None
        if known == 1:
            return SeasonMonths(self.year, self.group, months=_ANY)
        if self.group >= _NO_SEASONS:
            return self
        if self.group >= _NORTHERN:
            in_south = self.group >= _SOUTHERN
            hemisphere = Hemisphere.SOUTHERN if in_south else Hemisphere.NORTHERN
        halves = [hemisphere] if hemisphere else list(Hemisphere)
        months = [_HEMISPHERES[half][(self.group - _NORTHERN) % 4] for half in halves]
        ends = min(first for first, _ in months), max(last for _, last in months)
        return SeasonMonths(self.year, self.group, months=ends)

    @property
    def by_convention(self) -> bool:
        return self.group < _NO_SEASONS

    @property
    def components(self) -> tuple[str, ...]:
        return self.years.text, str(self.group)


@dataclass(frozen=True, slots=True)
class SeasonMonths(Season):
    """The months in which a season can lie by any convention; 1 is January of its year."""

    months: tuple[int, int] = _ANY
    is_whole = False

    def first_day(self, year: int) -> int:
        """The first day of the first month."""
        return number_of(*_month_of(year, self.months[0]), 1)

    def last_day(self, year: int) -> int:
        """The last day of the last month."""
        year, month = _month_of(year, self.months[1])
        return number_of(year, month, days_in_month(year, month))


def _month_of(year: int, number: int) -> tuple[int, int]:
    """Year and month of a month by its number, counted from January of a year."""
    past, month = divmod(number - 1, 12)
    return year + past, month + 1
