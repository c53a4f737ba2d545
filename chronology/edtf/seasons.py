# An override means what `Edtf` says that it means.
# ruff: noqa: D102
"""Parts of a year: seasons, quarters, thirds and halves (ISO 8601-2, 4.8, groups 21 to 41).

EDTF gives seasons no days. By convention `earliest` and `latest` are those of the meteorological
season, in whole months: northern spring begins in March, a northern winter belongs to the year in
which it begins and runs into the next, and groups without a hemisphere are bounded as northern
ones. Order and drawing use that convention. What is `certain` of a season is only that it lies in
the months in which one of its name can lie by any of the usual conventions.
"""

from dataclasses import dataclass

from chronology.days import days_in_month, number_of, parts_of
from chronology.edtf.masks import Mask
from chronology.edtf.values import PLAIN, Hemisphere, Marks, Precision, Qualified

__all__ = ["GROUPS", "Season", "SeasonMonths"]

GROUPS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 2),
    25: (3, 5),
    26: (6, 8),
    27: (9, 11),
    28: (12, 2),
    29: (9, 11),
    30: (12, 2),
    31: (3, 5),
    32: (6, 8),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
"""The first and the last month of each group; one that ends before it starts ends a year later."""

_SPRING, _SUMMER, _AUTUMN, _WINTER = range(4)
_HEMISPHERES = {
    Hemisphere.NORTHERN: {_SPRING: (2, 6), _SUMMER: (5, 9), _AUTUMN: (8, 12), _WINTER: (-1, 15)},
    Hemisphere.SOUTHERN: {_SPRING: (8, 12), _SUMMER: (-1, 15), _AUTUMN: (2, 6), _WINTER: (5, 9)},
}
"""The months of a year in which a season of that year can lie: 0 is December of the year before,
and 15 is March of the next.

There lie the meteorological season, which begins on the first of a month, the astronomical one,
three weeks later, and those of Ireland and of China, which begin up to four weeks earlier; and one
that runs over a turn of the year can have either year's name.
"""
_NORTHERN, _SOUTHERN, _NO_SEASONS = 25, 29, 33
"""The first groups that name a hemisphere, and the first of the parts that are no seasons."""
_ANY = (-1, 15)

_LARGEST = 9999
_LAST_OF_LEVEL_1 = 24


@dataclass(frozen=True, slots=True)
class Season(Qualified):
    """A part of a year longer than a month, by its number in `GROUPS`.

    The year is a `Mask` where some of its digits are not known.
    """

    year: int | Mask
    group: int
    marks: Marks = PLAIN

    def first_day(self, year: int) -> int:
        """The first day of this part of a year."""
        return number_of(year, GROUPS[self.group][0], 1)

    def last_day(self, year: int) -> int:
        """The last day of this part of a year; it may fall in the next."""
        first, last = GROUPS[self.group]
        ends = year + 1 if last < first else year
        return number_of(ends, last, days_in_month(ends, last))

    def first_year_from(self, year: int) -> int | None:
        """The first year that fits, from `year` on."""
        if isinstance(self.year, Mask):
            return self.year.first_from(year)
        return self.year if year <= self.year else None

    def last_year_until(self, year: int) -> int | None:
        """The last year that fits, up to `year`."""
        if isinstance(self.year, Mask):
            return self.year.last_until(year)
        return self.year if year >= self.year else None

    @property
    def first(self) -> int | None:
        year = self.first_year_from(-_LARGEST)
        return None if year is None else self.first_day(year)

    @property
    def last(self) -> int | None:
        year = self.last_year_until(_LARGEST)
        return None if year is None else self.last_day(year)

    def first_from(self, day: int) -> int | None:
        # A winter that began the year before may still run.
        year = self.first_year_from(parts_of(day)[0] - 1)
        while year is not None and self.last_day(year) < day:
            year = self.first_year_from(year + 1)
        return None if year is None else max(day, self.first_day(year))

    def last_until(self, day: int) -> int | None:
        # What is certain of a winter may begin in the year before.
        year = self.last_year_until(parts_of(day)[0] + 1)
        while year is not None and self.first_day(year) > day:
            year = self.last_year_until(year - 1)
        return None if year is None else min(day, self.last_day(year))

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
        season = (self.group - _NORTHERN) % len(_HEMISPHERES[Hemisphere.NORTHERN])
        halves = [hemisphere] if hemisphere else list(Hemisphere)
        months = [_HEMISPHERES[half][season] for half in halves]
        ends = min(first for first, _ in months), max(last for _, last in months)
        return SeasonMonths(self.year, self.group, months=ends)

    @property
    def by_convention(self) -> bool:
        return self.group < _NO_SEASONS

    @property
    def unit(self) -> str:
        return "season"

    @property
    def precision(self) -> Precision:
        return Precision.SEASON

    @property
    def level(self) -> int:
        if isinstance(self.year, Mask) or self.group > _LAST_OF_LEVEL_1:
            return 2
        return max(1, self.marks.level(2))

    def __str__(self) -> str:
        year = str(self.year)
        if isinstance(self.year, int):
            year = f"-{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        return self.marks.write(year, str(self.group))


@dataclass(frozen=True, slots=True)
class SeasonMonths(Season):
    """The months in which a season can lie by any convention; 1 is January of its year."""

    months: tuple[int, int] = _ANY

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
