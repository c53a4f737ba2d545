"""Whole days as numbers, for any year before or after our era.

The calendar is the proleptic Gregorian one of ISO 8601-1, 4.2.1: today's rules run backwards
without end, and year 0 is 1 BC. `datetime` ends at the year 9999 and begins at 1; dates of
history and of the earth do not.
"""

from datetime import date

__all__ = ["Day", "days_in_month", "is_leap", "year_text"]

_DAYS_IN_400_YEARS = 146_097
_DAYS_IN_100_YEARS = 36_524
_DAYS_IN_4_YEARS = 1_461
_FOUR_DIGITS = 9999
_FEBRUARY = 2
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = tuple(sum(_LENGTHS[:month]) for month in range(len(_LENGTHS)))


def is_leap(year: int) -> bool:
    """Whether February of `year` has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The length in days, 28 to 31, of a month, 1 to 12."""
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month]


def year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, or a `Y` and as many as it takes."""
    if abs(year) > _FOUR_DIGITS:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


class Day(int):
    """A day of the calendar, counted like `datetime.date.toordinal`: 0001-01-01 is 1.

    A `Day` is an `int`, so days compare, subtract and hash as numbers.

    >>> Day.of(2025, 2, 27) - Day.of(2025, 2, 12)
    15
    """

    __slots__ = ()

    @classmethod
    def of(cls, year: int, month: int, day: int) -> "Day":
        """The day with this date; year 0 is 1 BC. The date is taken to be a real one."""
        past = year - 1
        number = past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month] + day
        return cls(number + 1 if month > _FEBRUARY and is_leap(year) else number)

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day of the month."""
        cycles, rest = divmod(int(self) - 1, _DAYS_IN_400_YEARS)
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
        return (int(self) + 6) % 7

    def __format__(self, form: str) -> str:
        """The day as text, aligned as a text is."""
        return format(str(self), form)

    def to_date(self) -> date:
        """The same day as a `datetime.date`.

        Raises:
            ValueError: the year is outside 1 to 9999, where `datetime` ends.
        """
        try:
            return date.fromordinal(int(self))
        except (ValueError, OverflowError):
            raise ValueError(
                f"{self} is outside the years 1 to 9999, which is all that datetime.date can hold"
            ) from None

    def __bool__(self) -> bool:
        # 0000-12-31 is the number 0, and as much a day as any other: `if event.latest` means that.
        return True

    def __str__(self) -> str:
        year, month, day = self.parts
        return f"{year_text(year)}-{month:02d}-{day:02d}"

    def __repr__(self) -> str:
        year, month, day = self.parts
        return f"Day.of({year}, {month}, {day})"


def _first_of(year: int, month: int) -> int:
    """Days of the year before a month's first; month 13 stands for the year's end."""
    past = _BEFORE[month] if month < len(_BEFORE) else 365
    return past + 1 if month > _FEBRUARY and is_leap(year) else past
