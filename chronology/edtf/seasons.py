# An override means what `Edtf` says that it means.
# ruff: noqa: D102
"""Parts of a year: seasons, quarters, thirds and halves (ISO 8601-2, 4.8, groups 21 to 41).

EDTF gives seasons no days. The bounds here are a convention, the meteorological one: whole
months, northern spring beginning in March; a northern winter belongs to the year in which it
begins and runs into the next. Groups without a hemisphere are bounded as northern ones.
"""

from dataclasses import dataclass

from chronology.days import Day, days_in_month
from chronology.edtf.masks import Mask
from chronology.edtf.values import PLAIN, Marks, Precision, Qualified

__all__ = ["GROUPS", "Season"]

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

    def first_day(self, year: int) -> Day:
        """The first day of this part of a year."""
        return Day.of(year, GROUPS[self.group][0], 1)

    def last_day(self, year: int) -> Day:
        """The last day of this part of a year; it may fall in the next."""
        first, last = GROUPS[self.group]
        ends = year + 1 if last < first else year
        return Day.of(ends, last, days_in_month(ends, last))

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
    def earliest(self) -> Day | None:
        year = self.first_year_from(-_LARGEST)
        return None if year is None else self.first_day(year)

    @property
    def latest(self) -> Day | None:
        year = self.last_year_until(_LARGEST)
        return None if year is None else self.last_day(year)

    def first_from(self, day: Day) -> Day | None:
        # A winter that began the year before may still run.
        year = self.first_year_from(day.year - 1)
        while year is not None and self.last_day(year) < day:
            year = self.first_year_from(year + 1)
        return None if year is None else max(day, self.first_day(year))

    def last_until(self, day: Day) -> Day | None:
        year = self.last_year_until(day.year)
        while year is not None and self.first_day(year) > day:
            year = self.last_year_until(year - 1)
        return None if year is None else min(day, self.last_day(year))

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
