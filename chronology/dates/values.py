"""The questions that every form of date answers, and the forms of one known date or moment.

Every value knows its first and last day, and writes itself as the text that reads back as the
same value. The types trust whoever makes them; `parse` is what checks a text.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering
from typing import Literal, NamedTuple

from chronology.dates.days import Day, days_in_month, number_of, year_text

ErrorCode = Literal["bad-date", "bad-span", "bad-time", "ends-before-it-starts", "impossible-date"]

_SHOWN = 40


class EdtfError(ValueError):
    """The one error of this package: a text that is not what it should be.

    Attributes:
        text: The whole text that was read.
        offset: The character at which the trouble begins, counted from 0.
        expected: The form that should be there, as a noun phrase.
        code: `bad-date` (not EDTF), `impossible-date` (EDTF's shape, but no calendar has the
            day, or the year has more digits than are read), `ends-before-it-starts`,
            `bad-time` or `bad-span`.
        hint: The text to write instead, where that is evident. A traceback shows it as a note.
    """

    def __init__(
        self, text: str, offset: int, expected: str, code: ErrorCode, hint: str | None = None
    ) -> None:
        super().__init__(text, offset, expected, code, hint)
        self.text = text
        self.offset = offset
        self.expected = expected
        self.code: ErrorCode = code
        self.hint = hint
        if hint is not None:
            self.add_note(hint)

    def __str__(self) -> str:
        short = self.text if len(self.text) <= _SHOWN else f"{self.text[: _SHOWN - 3]}..."
        # Surrogates have no encoding, so that they cannot be printed as they are.
        quote = ascii if any("\ud800" <= sign <= "\udfff" for sign in short) else repr
        return f"expected {self.expected} (at character {self.offset + 1} of {quote(short)})"


# ------------------------------------------------------------------------------ single dates

_EPOCH = number_of(1970, 1, 1)
_SECONDS_A_DAY = 86_400
_TEMPERATE = 30  # degrees from the equator, below which other seasons are counted, as in India


class Precision(StrEnum):
    """The precision of a date, finest first."""

    SECOND = "second"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    """Every part of a year longer than a month: seasons, quarters, thirds, halves."""
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    AGE = "age"
    """Anything coarser than a millennium."""

    @property
    def rank(self) -> int:
        """The place in the order: 0 for the finest."""
        return _RANKS[self]


_RANKS = {precision: rank for rank, precision in enumerate(Precision)}
_POWERS_OF_TEN = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)


class Hemisphere(StrEnum):
    """The half of the earth whose seasons are meant."""

    NORTHERN = "northern"
    SOUTHERN = "southern"

    @classmethod
    def at(cls, latitude: float | None) -> "Hemisphere | None":
        """The hemisphere of a latitude in degrees; None near the equator, where seasons differ.

        >>> Hemisphere.at(-33.9), Hemisphere.at(4.6)
        (<Hemisphere.SOUTHERN: 'southern'>, None)
        """
        if latitude is None or abs(latitude) < _TEMPERATE:
            return None
        return cls.NORTHERN if latitude > 0 else cls.SOUTHERN


def precision_of_years(power: int) -> Precision:
    """The precision of a span of ten to this power years."""
    return _POWERS_OF_TEN[power] if power < len(_POWERS_OF_TEN) else Precision.AGE


@total_ordering
class AnyDate(ABC):
    """A date, several dates or a stretch of time, of any form.

    The days that fit it form a set; `earliest` and `latest` are the ends of that set. Uncertain
    and approximate dates have the same days as certain ones (LoC EDTF, level 1, qualification).
    The forms are listed in `Edtf`; mypy names the questions that one of them does not answer.
    """

    __slots__ = ()

    @property
    def earliest(self) -> Day | None:
        """The first day that fits; None where the start is open or unknown."""
        return None if self.first is None else Day(self.first)

    @property
    def latest(self) -> Day | None:
        """The last day that fits; None where the end is open or unknown."""
        return None if self.last is None else Day(self.last)

    @property
    @abstractmethod
    def first(self) -> int | None:
        """The number of the first day that fits, as `Day.toordinal` counts."""

    @property
    @abstractmethod
    def last(self) -> int | None:
        """The number of the last day that fits."""

    @property
    @abstractmethod
    def precision(self) -> Precision:
        """The precision of the date; of several dates, the coarsest."""

    @property
    @abstractmethod
    def is_whole(self) -> bool:
        """True if the date is one known stretch of days."""

    @property
    @abstractmethod
    def is_unbroken(self) -> bool:
        """True if surely every day between its bounds fits."""

    @abstractmethod
    def has_mark(self, signs: str) -> bool:
        """True if any part carries one of these qualifiers."""

    @property
    def uncertain(self) -> bool:
        """True if any part carries `?` or `%`: the source may be wrong about it."""
        return self.has_mark("?%")

    @property
    def approximate(self) -> bool:
        """True if any part carries `~` or `%`: the value is near, not exact."""
        return self.has_mark("~%")

    @abstractmethod
    def certain(self, hemisphere: Hemisphere | None = None) -> "AnyDate | None":
        """The certain part of the date, which alone may take part in a proof; None for nothing.

        Of a date with `?`, `~` or `%` these are the components left of the first one that carries
        a qualifier: `2025-02-?27` bounds as `2025-02`, and `1950~` not at all. Each end of an
        interval counts by itself, and a set of which any member is qualified not at all. A season
        has the days that it can have by any convention, in the hemisphere or in both.
        """

    @abstractmethod
    def __str__(self) -> str: ...

    @property
    def by_convention(self) -> bool:
        """True if `earliest` and `latest` rest on a convention: EDTF gives seasons no days."""
        return False

    @property
    def sort_key(self) -> tuple[int, ...]:
        """Numbers that put dates in order.

        By the earliest day, or the latest where the start is open or unknown; then by the latest,
        no end being last; then finer before coarser, then by the time of day of a time stamp.
        """
        last = self.last
        ends = (1, 0) if last is None else (0, last)
        return (self.anchor, *ends, self.precision.rank, self.second_of_day)

    def __lt__(self, other: "AnyDate") -> bool:
        if not isinstance(other, AnyDate):
            return NotImplemented
        # With their texts, so that no two different dates have equal keys.
        return (self.sort_key, str(self)) < (other.sort_key, str(other))

    @property
    def anchor(self) -> int:
        """The number of the day by which the date is put in order."""
        return next(day for day in (self.first, self.last) if day is not None)

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the first and the last day that fit; of an open end, that of the other."""
        first, last = self.first, self.last
        return self.anchor if first is None else first, self.anchor if last is None else last

    @property
    def irregular(self) -> tuple[int, int]:
        """The days outside of which, up to its bounds, the set repeats with the calendar."""
        return self.ends

    @property
    def second_of_day(self) -> int:
        """Seconds since local midnight; 0 for all but time stamps."""
        return 0

    def first_from(self, day: int) -> int | None:
        """The first day that fits among `day` and those after it, by number; None for none."""
        first, last = self.first, self.last
        found = day if first is None else max(day, first)
        return found if last is None or found <= last else None

    def last_until(self, day: int) -> int | None:
        """The last day that fits among `day` and those before it, by number; None for none."""
        first, last = self.first, self.last
        found = day if last is None else min(day, last)
        return found if first is None or found >= first else None

    def contains(self, day: Day | date) -> bool:
        """True if the day fits; an open or unknown end excludes none."""
        return self.first_from(day.toordinal()) == day.toordinal()

    def overlaps(self, first: Day | date, last: Day | date) -> bool:
        """True if a day from `first` to `last`, both included, fits."""
        return self.has_any(first.toordinal(), last.toordinal())

    def has_any(self, first: int, last: int) -> bool:
        """True if a day from one to another, both included, fits; both by number."""
        found = self.first_from(first)
        return found is not None and found <= last

    def within(self, first: Day | date, last: Day | date) -> bool:
        """True if every day that fits lies from `first` to `last`, both included."""
        earliest, latest = self.earliest, self.latest
        return earliest is not None and latest is not None and first <= earliest and latest <= last


class Marks(NamedTuple):
    """The qualifiers `?`, `~`, `%` of a date, by their places.

    One before a component qualifies it alone; one after it qualifies it and all to its left (LoC
    EDTF, level 2, qualification). An empty text is no qualifier.

    >>> marks = parse("2004?-~06-11").marks
    >>> marks.on(0), marks.on(1), marks.on(2)
    ('?', '~', '')
    """

    before: tuple[str, str, str] = ("", "", "")
    after: tuple[str, str, str] = ("", "", "")

    def on(self, component: int) -> str:
        """The qualifier that holds for a component, 0 being the year: `?`, `~`, `%` or none."""
        signs = {self.before[component], *self.after[component:]}
        if "%" in signs or {"?", "~"} <= signs:
            return "%"
        return "".join(signs)

    def have(self, signs: str) -> bool:
        """True if any of these qualifiers is anywhere."""
        return self is not PLAIN and any(mark in signs for mark in self.before + self.after if mark)

    def certain(self, components: int) -> int:
        """The number of components, from the left, that come before the first qualified one."""
        if self is PLAIN:
            return components
        return next((n for n in range(components) if self.on(n)), components)

    def write(self, *components: str) -> str:
        """The date's text: its components with their qualifiers."""
        if self is PLAIN:
            return "-".join(components)
        return "-".join(
            f"{before}{component}{after}"
            for before, component, after in zip(self.before, components, self.after, strict=False)
        )


PLAIN = Marks()


class SingleDate(AnyDate):
    """A single date, which can carry qualifiers and be a part of an interval or a set."""

    __slots__ = ()
    marks: Marks

    @property
    @abstractmethod
    def components(self) -> tuple[str, ...]:
        """The year and what of the rest is given, without qualifiers, as they are written."""

    @property
    def unit(self) -> str:
        """The unit that the date is one of: `day`, `month`, `season` or `year`."""
        return _UNITS[len(self.components) - 1]

    def has_mark(self, signs: str) -> bool:
        return self.marks.have(signs)

    def __str__(self) -> str:
        return self.marks.write(*self.components)


_UNITS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Date(SingleDate):
    """A day, a month or a year of the calendar; year 0 is 1 BC."""

    year: int
    month: int | None = None
    day: int | None = None
    marks: Marks = PLAIN
    is_whole = True
    is_unbroken = True

    @property
    def first(self) -> int:
        return number_of(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        month = self.month or 12
        return number_of(self.year, month, self.day or days_in_month(self.year, month))

    def certain(self, hemisphere: Hemisphere | None = None) -> "Date | None":
        if self.marks is PLAIN:
            return self
        known = self.marks.certain(len(self.components))
        if not known:
            return None
        return Date(self.year, self.month if known > 1 else None, self.day if known > 2 else None)

    @property
    def components(self) -> tuple[str, ...]:
        year = year_text(self.year)
        if self.month is None:
            return (year,)
        month = f"{self.month:02d}"
        return (year, month) if self.day is None else (year, month, f"{self.day:02d}")

    @property
    def unit(self) -> str:
        # Asked of every date, so that it does without the texts of the components.
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def precision(self) -> Precision:
        return Precision(self.unit)


@dataclass(frozen=True, slots=True)
class LongYear(SingleDate):
    """A year of more than four digits, or one of which only some digits are significant.

    `Y17E7` has the significand 17 and the exponent 7. `significant` counts digits from the left:
    `1953S3` is estimated to be 1953 and lies from 1950 to 1959 (ISO 8601-2, 4.7.3).
    """

    significand: int
    exponent: int | None = None
    significant: int | None = None
    marks: Marks = PLAIN
    is_unbroken = True

    @property
    def is_whole(self) -> bool:
        return self.significant is None

    @property
    def year(self) -> int:
        """The year as one number, 0 being 1 BC."""
        return int(self.significand * 10 ** (self.exponent or 0))

    @property
    def insignificant(self) -> int:
        """The number of digits on the right that are not significant."""
        if self.significant is None:
            return 0
        return len(str(abs(self.significand))) + (self.exponent or 0) - self.significant

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year that fit."""
        year = self.year
        unit = int(10**self.insignificant)
        nearest_zero = abs(year) - abs(year) % unit
        farthest = nearest_zero + unit - 1
        return (-farthest, -nearest_zero) if year < 0 else (nearest_zero, farthest)

    @property
    def first(self) -> int:
        return number_of(self.years[0], 1, 1)

    @property
    def last(self) -> int:
        return number_of(self.years[1], 12, 31)

    def certain(self, hemisphere: Hemisphere | None = None) -> "LongYear | None":
        return self if self.marks.certain(1) else None

    @property
    def precision(self) -> Precision:
        return precision_of_years(self.insignificant)

    @property
    def components(self) -> tuple[str, ...]:
        sign = "-" if self.significand < 0 else ""
        letter = "Y" if self.exponent is not None or abs(self.significand) > 9999 else ""
        digits = f"{letter}{sign}{abs(self.significand):0{1 if letter else 4}d}"
        exponent = "" if self.exponent is None else f"E{self.exponent}"
        significant = "" if self.significant is None else f"S{self.significant}"
        return (f"{digits}{exponent}{significant}",)


@dataclass(frozen=True, slots=True)
class Stamp(AnyDate):
    """A second of a day, on the clock of a place.

    Its days are those of that place. `offset` is in minutes east of UTC, None where the text
    gives none; `zulu` tells `Z` from `+00:00`. The second 60 is a leap second.
    """

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    offset: int | None = None
    zulu: bool = False
    precision = Precision.SECOND
    is_whole = False
    is_unbroken = True

    @property
    def first(self) -> int:
        return number_of(self.year, self.month, self.day)

    @property
    def last(self) -> int:
        return self.first

    def certain(self, hemisphere: Hemisphere | None = None) -> "Stamp":
        return self

    def has_mark(self, signs: str) -> bool:
        return False

    @property
    def second_of_day(self) -> int:
        return (self.hour * 60 + self.minute) * 60 + self.second

    @property
    def posix_time(self) -> int | None:
        """Seconds since 1970-01-01T00:00:00Z, leap seconds not counted; None without an offset."""
        if self.offset is None:
            return None
        return (self.first - _EPOCH) * _SECONDS_A_DAY + self.second_of_day - self.offset * 60

    def __str__(self) -> str:
        date = Date(self.year, self.month, self.day)
        return f"{date}T{self.hour:02d}:{self.minute:02d}:{self.second:02d}{self.zone}"

    @property
    def zone(self) -> str:
        """The zone as written: `Z`, an offset such as `+03:00`, or nothing."""
        if self.offset is None or self.zulu:
            return "Z" if self.zulu else ""
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{'-' if self.offset < 0 else '+'}{hours:02d}:{minutes:02d}"
