"""Dates that are made of others, stretches and sets, and the list of all forms of date."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Self, TypeGuard, assert_never

from chronology.dates.masks import MaskedDate, Season
from chronology.dates.values import (
    PLAIN,
    AnyDate,
    Date,
    Hemisphere,
    LongYear,
    Precision,
    Stamp,
)


class End(Enum):
    """An end of a stretch of time that has no date."""

    OPEN = ".."
    """It goes on: `1985/..`."""
    UNKNOWN = ""
    """It has an end which is not known: `1985/`."""

    def __str__(self) -> str:
        return self.value


OPEN = End.OPEN
UNKNOWN = End.UNKNOWN

Qualified = Date | LongYear | MaskedDate | Season
"""The single dates, which can carry qualifiers and be a part of an interval or a set."""


class _Several(AnyDate):
    """A date made of others: it is as coarse as the coarsest, and as doubtful as any of them."""

    __slots__ = ()
    is_whole = False

    @property
    @abstractmethod
    def dates(self) -> "tuple[Qualified | Range, ...]":
        """The dates of which it is made."""

    @property
    def precision(self) -> Precision:
        return max((date.precision for date in self.dates), key=lambda each: each.rank)

    @property
    def by_convention(self) -> bool:
        return any(date.by_convention for date in self.dates)

    def has_mark(self, signs: str) -> bool:
        return any(date.has_mark(signs) for date in self.dates)


@dataclass(frozen=True, slots=True)
class _Stretch(_Several):
    """Every day from one date to another, as far as each of them reaches."""

    start: Qualified | End
    end: Qualified | End
    is_unbroken = True

    @property
    def dates(self) -> tuple[Qualified, ...]:
        """The dates at its ends: one or two."""
        return tuple(end for end in (self.start, self.end) if isinstance(end, Qualified))

    @property
    def first(self) -> int | None:
        return None if isinstance(self.start, End) else self.start.first

    @property
    def last(self) -> int | None:
        return None if isinstance(self.end, End) else self.end.last

    def certain(self, hemisphere: Hemisphere | None = None) -> Self | None:
        start, end = (
            each if isinstance(each, End) else each.certain(hemisphere) or UNKNOWN
            for each in (self.start, self.end)
        )
        return None if isinstance(start, End) and isinstance(end, End) else type(self)(start, end)


class Interval(_Stretch):
    """A stretch from a date to a date, both included: `2025-02-20/2025-02-27`.

    Either end, not both, may be `OPEN` or `UNKNOWN`.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


class Range(_Stretch):
    """Dates in a row inside a set: `1670..1672`; an `OPEN` end is `..1672` or `1670..`."""

    __slots__ = ()

    def __str__(self) -> str:
        return "..".join("" if isinstance(end, End) else str(end) for end in (self.start, self.end))


@dataclass(frozen=True, slots=True)
class DateSet(_Several):
    """Several dates, or dates in a row."""

    members: tuple[Qualified | Range, ...]

    @property
    def dates(self) -> tuple[Qualified | Range, ...]:
        return self.members

    @property
    def is_unbroken(self) -> bool:
        return len(self.members) == 1 and self.members[0].is_unbroken

    @property
    def irregular(self) -> tuple[int, int]:
        firsts, lasts = zip(*(member.ends for member in self.members), strict=True)
        return min(firsts), max(lasts)

    # No first day, as of an open start, comes before all others; no last day comes after them.
    @property
    def first(self) -> int | None:
        return min(
            (date.first for date in self.members), key=lambda day: -inf if day is None else day
        )

    @property
    def last(self) -> int | None:
        return max(
            (date.last for date in self.members), key=lambda day: inf if day is None else day
        )

    @property
    def anchor(self) -> int:
        # A set can be open at both ends: {..1760,1780..}
        found = self.last if self.first is None else self.first
        return min(member.anchor for member in self.members) if found is None else found

    def certain(self, hemisphere: Hemisphere | None = None) -> Self | None:
        if self.uncertain or self.approximate:
            return None
        members = (member.certain(hemisphere) for member in self.members)
        return type(self)(tuple(member for member in members if member))

    def first_from(self, day: int) -> int | None:
        found = (member.first_from(day) for member in self.members)
        return min((day for day in found if day is not None), default=None)

    def last_until(self, day: int) -> int | None:
        found = (member.last_until(day) for member in self.members)
        return max((day for day in found if day is not None), default=None)


class OneOf(DateSet):
    """One of some dates, which one is not known: `[2025-02-12..2025-02-18]`."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"[{','.join(map(str, self.members))}]"


class AllOf(DateSet):
    """All of some dates: `{1667,1668,1670..1672}`."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{{{','.join(map(str, self.members))}}}"


Edtf = Date | LongYear | Stamp | MaskedDate | Season | Interval | Range | OneOf | AllOf
"""A date, or several, or a stretch of time, as an EDTF text gives it.

A new form is added here, and mypy names each place that has to know what it means.
"""


def is_certain(date: Edtf | End | None) -> TypeGuard[Date]:
    """True if this is one day, month or year of the calendar, without any qualifier."""
    match date:
        case Date():
            return date.marks == PLAIN
        case LongYear() | Stamp() | MaskedDate() | Season() | Interval() | Range() | DateSet():
            return False
        case End() | None:
            return False
        case _:
            assert_never(date)
