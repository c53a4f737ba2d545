"""Whole days as numbers, for any year before or after our era.

The calendar is the proleptic Gregorian one of ISO 8601-1, 4.2.1: today's rules run backwards
without end, and year 0 is 1 BC. `datetime` ends at the year 9999 and begins at 1; dates of
history and of the earth do not.
"""

from datetime import date, datetime, timedelta
from functools import total_ordering
from typing import NoReturn, overload

_DAYS_IN_400_YEARS = 146_097
_DAYS_IN_100_YEARS = 36_524
_DAYS_IN_4_YEARS = 1_461
_FOUR_DIGITS = 9999
_FEBRUARY = 2
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = tuple(sum(_LENGTHS[:month]) for month in range(len(_LENGTHS)))


def is_leap(year: int) -> bool:
    """True if February of `year` has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The length in days, 28 to 31, of a month, 1 to 12."""
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month]


def year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, or a `Y` and as many as it takes."""
    if abs(year) > _FOUR_DIGITS:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def number_of(year: int, month: int, day: int) -> int:
    """The number of the day with this date, which is taken to be a real one; year 0 is 1 BC.

    Counted like `datetime.date.toordinal`: 0001-01-01 is 1. Inside, days are such numbers; `Day`
    is what users get.
    """
    past = year - 1
    number = past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month] + day
    return number + 1 if month > _FEBRUARY and is_leap(year) else number


def parts_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of the month of the day with this number."""
    cycles, rest = divmod(number - 1, _DAYS_IN_400_YEARS)
    # The last day of a cycle would otherwise begin a fifth century, or a fifth year.
    centuries = min(rest // _DAYS_IN_100_YEARS, 3)
    rest -= centuries * _DAYS_IN_100_YEARS
    quads, rest = divmod(rest, _DAYS_IN_4_YEARS)
    years = min(rest // 365, 3)
    rest -= years * 365
    year = cycles * 400 + centuries * 100 + quads * 4 + years + 1
    month = rest // 31 + 1
    if rest >= _first_of(year, month + 1):
        month += 1
    return year, month, rest - _first_of(year, month) + 1


def weekday_of(number: int) -> int:
    """The day of the week of the day with this number: Monday is 0, Sunday is 6."""
    return (number + 6) % 7


@total_ordering
class Day:
    """A day of the calendar, in any year.

    Days have a total order among each other and with `datetime.date`. In the years 1 to 9999 a day
    equals the `date` of the same day and has its hash. The difference of two is a `timedelta`. A
    day is not a number: what takes it for one gets a TypeError, and never a wrong day.

    >>> Day.of(2025, 2, 27) - Day.of(2025, 2, 12)
    datetime.timedelta(days=15)
    >>> Day.of(2025, 2, 27) == date(2025, 2, 27) > Day.of(-44, 3, 15)
    True
    """

    __slots__ = ("_number",)
    _number: int

    def __init__(self, number: int) -> None:
        """The day with this number, counted like `datetime.date.toordinal`: 0001-01-01 is 1."""
        object.__setattr__(self, "_number", number)

    @classmethod
    def of(cls, year: int, month: int, day: int) -> "Day":
        """The day with this date; year 0 is 1 BC. The date is taken to be a real one."""
        return cls(number_of(year, month, day))

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day of the month."""
        return parts_of(self._number)

    @property
    def year(self) -> int:
        """The year, 0 being 1 BC."""
        return self.parts[0]

    @property
    def month(self) -> int:
        """The month, 1 to 12."""
        return self.parts[1]

    @property
    def day(self) -> int:
        """The day of the month, 1 to 31."""
        return self.parts[2]

    def weekday(self) -> int:
        """The day of the week: Monday is 0, Sunday is 6."""
        return weekday_of(self._number)

    def toordinal(self) -> int:
        """The number of the day: 1 for 0001-01-01, as `datetime.date.toordinal` counts."""
        return self._number

    def to_date(self) -> date:
        """The same day as a `datetime.date`.

        Raises:
            ValueError: the year is outside 1 to 9999, where `datetime` ends.
        """
        try:
            return date.fromordinal(self._number)
        except (ValueError, OverflowError):
            raise ValueError(
                f"{self} is outside the years 1 to 9999, which is all that datetime.date can hold"
            ) from None

    def __add__(self, length: object) -> "Day":
        """The day that is so many whole days of a `timedelta` later."""
        return Day(self._number + length.days) if isinstance(length, timedelta) else NotImplemented

    __radd__ = __add__

    @overload
    def __sub__(self, other: "Day | date") -> timedelta: ...
    @overload
    def __sub__(self, other: timedelta) -> "Day": ...
    def __sub__(self, other: "Day | date | timedelta") -> "timedelta | Day":
        """The time since another day, or the day that is so many whole days earlier.

        Raises:
            OverflowError: the two lie farther apart than a `timedelta` reaches, 2.7 million years.
        """
        if isinstance(other, timedelta):
            return Day(self._number - other.days)
        number = _number_of_day(other)
        return NotImplemented if number is None else timedelta(days=self._number - number)

    def __rsub__(self, other: date) -> timedelta:
        """The time from this day to a date."""
        number = _number_of_day(other)
        return NotImplemented if number is None else timedelta(days=number - self._number)

    def __eq__(self, other: object) -> bool:
        number = _number_of_day(other)
        return NotImplemented if number is None else self._number == number

    def __lt__(self, other: "Day | date") -> bool:
        number = _number_of_day(other)
        return NotImplemented if number is None else self._number < number

    def __hash__(self) -> int:
        in_reach = _FIRST <= self._number <= _LAST
        return hash(self.to_date()) if in_reach else hash(self._number)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a day does not change: no {name} can be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a day does not change: no {name} can be deleted")

    def __reduce__(self) -> tuple[type["Day"], tuple[int]]:
        return Day, (self._number,)

    def __format__(self, form: str) -> str:
        """The day as text, aligned as a text is."""
        return format(str(self), form)

    def __str__(self) -> str:
        year, month, day = self.parts
        return f"{year_text(year)}-{month:02d}-{day:02d}"

    def __repr__(self) -> str:
        year, month, day = self.parts
        return f"Day.of({year}, {month}, {day})"


_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def _number_of_day(other: object) -> int | None:
    """The number of a day or date; None for all else, a `datetime` being a moment and no day."""
    if isinstance(other, Day) or (isinstance(other, date) and not isinstance(other, datetime)):
        return other.toordinal()
    return None


def _first_of(year: int, month: int) -> int:
    """Days of the year before a month's first; month 13 is the year's end."""
    past = _BEFORE[month] if month < len(_BEFORE) else 365
    return past + 1 if month > _FEBRUARY and is_leap(year) else past
