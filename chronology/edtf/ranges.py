# An override means what `Edtf` says that it means.
# ruff: noqa: D102
"""Stretches of time and sets of dates: intervals `a/b`, one of `[a,b]`, all of `{a,b}`."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Self

from chronology.edtf.values import Edtf, Hemisphere, Precision, Qualified, coarsest

__all__ = ["OPEN", "UNKNOWN", "AllOf", "DateSet", "End", "Interval", "OneOf", "Range"]


class End(Enum):
    """An end of a stretch of time that has no date."""

    OPEN = ".."
    """It goes on: `1985/..`."""
    UNKNOWN = ""
    """It has an end which is not known: `1985/`."""


OPEN = End.OPEN
UNKNOWN = End.UNKNOWN


class _Stretch(Edtf):
    """Every day from one date to another, as far as each of them reaches."""

    __slots__ = ()
    start: Qualified | End
    end: Qualified | End

    @property
    def dates(self) -> tuple[Qualified, ...]:
        """The dates at its ends: one or two."""
        return tuple(end for end in (self.start, self.end) if isinstance(end, Qualified))

    @property
    def first(self) -> int | None:
        return self.start.first if isinstance(self.start, Qualified) else None

    @property
    def last(self) -> int | None:
        return self.end.last if isinstance(self.end, Qualified) else None

    @property
    def precision(self) -> Precision:
        return coarsest(date.precision for date in self.dates)

    @property
    def by_convention(self) -> bool:
        return any(date.by_convention for date in self.dates)

    @property
    def uncertain(self) -> bool:
        return any(date.uncertain for date in self.dates)

    @property
    def approximate(self) -> bool:
        return any(date.approximate for date in self.dates)


@dataclass(frozen=True, slots=True)
class Interval(_Stretch):
    """What lasted from a date to a date, both included: `2025-02-20/2025-02-27`.

    Either end, not both, may be `OPEN` or `UNKNOWN`.
    """

    start: Qualified | End
    end: Qualified | End

    @property
    def level(self) -> int:
        own = 0 if len(self.dates) == 2 else 1
        # A date with unspecified digits is level 1 alone and level 2 as an end of an interval.
        masked = any("X" in str(date) for date in self.dates)
        return max(2 if masked else own, *(date.level for date in self.dates), own)

    def certain(self, hemisphere: Hemisphere | None = None) -> "Interval | None":
        start, end = _certain(self.start, hemisphere), _certain(self.end, hemisphere)
        if isinstance(start, End) and isinstance(end, End):
            return None
        return Interval(start, end)

    def __str__(self) -> str:
        return f"{_text(self.start)}/{_text(self.end)}"


@dataclass(frozen=True, slots=True)
class Range(_Stretch):
    """Dates in a row inside a set: `1670..1672`; an `OPEN` end is `..1672` or `1670..`."""

    start: Qualified | End
    end: Qualified | End

    @property
    def level(self) -> int:
        return 2

    def certain(self, hemisphere: Hemisphere | None = None) -> "Range":
        return Range(_certain(self.start, hemisphere), _certain(self.end, hemisphere))

    def __str__(self) -> str:
        start = "" if self.start is OPEN else _text(self.start)
        return f"{start}..{'' if self.end is OPEN else _text(self.end)}"


def _certain(end: Qualified | End, hemisphere: Hemisphere | None) -> Qualified | End:
    """What is certain of one end; unknown where nothing is."""
    return end if isinstance(end, End) else end.certain(hemisphere) or UNKNOWN


def _text(end: Qualified | End) -> str:
    return end.value if isinstance(end, End) else str(end)


class DateSet(Edtf):
    """Several dates, or dates in a row."""

    __slots__ = ()
    members: tuple[Qualified | Range, ...]

    @abstractmethod
    def __init__(self, members: tuple[Qualified | Range, ...]) -> None: ...

    @property
    def first(self) -> int | None:
        days = [member.first for member in self.members]
        known = [day for day in days if day is not None]
        return min(known) if len(known) == len(days) else None

    @property
    def last(self) -> int | None:
        days = [member.last for member in self.members]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    @property
    def anchor(self) -> int:
        # A set can be open at both ends: {..1760,1780..}
        if self.first is None and self.last is None:
            return min(member.anchor for member in self.members)
        return super().anchor

    def certain(self, hemisphere: Hemisphere | None = None) -> "Self | None":
        if self.uncertain or self.approximate:
            return None
        members = (member.certain(hemisphere) for member in self.members)
        return type(self)(tuple(member for member in members if member))

    def first_from(self, day: int) -> int | None:
        found = [member.first_from(day) for member in self.members]
        return min((day for day in found if day is not None), default=None)

    def last_until(self, day: int) -> int | None:
        found = [member.last_until(day) for member in self.members]
        return max((day for day in found if day is not None), default=None)

    @property
    def precision(self) -> Precision:
        return coarsest(member.precision for member in self.members)

    @property
    def level(self) -> int:
        return 2

    @property
    def by_convention(self) -> bool:
        return any(member.by_convention for member in self.members)

    @property
    def uncertain(self) -> bool:
        return any(member.uncertain for member in self.members)

    @property
    def approximate(self) -> bool:
        return any(member.approximate for member in self.members)

    @property
    def _list(self) -> str:
        return ",".join(map(str, self.members))


@dataclass(frozen=True, slots=True)
class OneOf(DateSet):
    """One of some dates, which one is not known: `[2025-02-12..2025-02-18]`."""

    members: tuple[Qualified | Range, ...]

    def __str__(self) -> str:
        return f"[{self._list}]"


@dataclass(frozen=True, slots=True)
class AllOf(DateSet):
    """All of some dates: `{1667,1668,1670..1672}`."""

    members: tuple[Qualified | Range, ...]

    def __str__(self) -> str:
        return f"{{{self._list}}}"
