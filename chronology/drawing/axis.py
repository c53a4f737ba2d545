"""The time that a drawing shows, cut into strips, and the marks of the calendar along each.

Days are numbers here, as `Day.toordinal` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from chronology.dates import Date
from chronology.dates.days import days_in_month, number_of, parts_of
from chronology.dates.words import raised
from chronology.drawing.words import DrawingWords

__all__ = [
    "Strip",
    "Tick",
    "by_months",
    "by_years",
]

_ONE_STRIP = 18
"""Up to how many months stand in one strip."""
_STRIPS = 12
"""Up to how many strips time is cut into; what is longer stands in one, marked by years."""
_FEW_MONTHS = 2
_TICKS = 8
_WRITTEN_OUT, _IN_MILLIONS = 6, 9
"""Up to how many zeros years are written out, and up to how many they are counted in millions."""
_STARTS = (1, 8, 15, 22, 29)


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a part of the calendar begins, and what it is called."""

    day: int
    label: str


class Stretch(Protocol):
    """Whatever covers days from a first to a last."""

    @property
    def first(self) -> int:
        """The first day."""

    @property
    def last(self) -> int:
        """The last day."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of time that is drawn in one piece; both days are included.

    `room` is for how many days there is room: of several strips, for those of the longest.
    """

    first: int
    last: int
    label: str
    ticks: tuple[Tick, ...]
    room: int

    def has(self, days: Stretch) -> bool:
        """Whether any of some days, from the first to the last, is in this strip."""
        return days.first <= self.last and self.first <= days.last

    def at(self, day: int, half: int = 1) -> float:
        """Where the middle of a day stands, from 0 at the strip's beginning to 1 at its end.

        `half` is 0 for the beginning of the day, and 2 for its end.
        """
        # Days of far years are too large for a float, and their quotient is not.
        return float((2 * (day - self.first) + half) / (2 * self.room))


def by_years(words: DrawingWords, first: int, last: int) -> tuple[Strip, ...]:
    """Strips as broad as a page: one of some months, or one a year, or one of very many years."""
    if _months(first, last) <= _ONE_STRIP:
        ticks = _days if _months(first, last) <= _FEW_MONTHS else _month_ticks
        return (_whole(first, last, _year_of(words, first, last), ticks(words, first, last)),)
    if _year(last) - _year(first) >= _STRIPS:
        return (_whole(first, last, "", _year_ticks(words, first, last)),)
    return tuple(
        _one_year(words, year, first, last) for year in range(_year(first), _year(last) + 1)
    )


def by_months(words: DrawingWords, first: int, last: int) -> tuple[Strip, ...]:
    """Strips as narrow as a phone: one a month, or as `by_years` where that would be too many."""
    if _months(first, last) > _ONE_STRIP:
        return by_years(words, first, last)
    return tuple(_one_month(words, start, first) for start in _firsts(first, last))


def _year(day: int) -> int:
    return parts_of(day)[0]


def _month(day: int) -> int:
    return parts_of(day)[1]


def _months(first: int, last: int) -> int:
    """How many months two days are in, with those between them."""
    (year, month, _), (last_year, last_month, _) = parts_of(first), parts_of(last)
    return (last_year - year) * 12 + last_month - month + 1


def _year_of(words: DrawingWords, first: int, last: int) -> str:
    """The year or the two years of a stretch of months."""
    years = dict.fromkeys((_year(first), _year(last)))
    return "–".join(words.dates.date(Date(year)) for year in years)


def _whole(first: int, last: int, label: str, ticks: Iterable[Tick]) -> Strip:
    return Strip(first, last, label, tuple(ticks), last - first + 1)


def _one_year(words: DrawingWords, year: int, first: int, last: int) -> Strip:
    start, end = number_of(year, 1, 1), number_of(year, 12, 31)
    ticks = tuple(_month_ticks(words, max(start, first), min(end, last)))
    return Strip(start, end, words.dates.date(Date(year)), ticks, room=366)


def _one_month(words: DrawingWords, start: int, first: int) -> Strip:
    """A month; the same days of all months stand below each other."""
    year, month, _ = parts_of(start)
    end = start + days_in_month(year, month) - 1
    label = words.months[month - 1]
    if start <= first or month == 1:
        label = words.dates.say("in year", label, words.dates.date(Date(year)))
    days = (start + number - 1 for number in _STARTS)
    ticks = tuple(Tick(day, str(parts_of(day)[2])) for day in days if day <= end)
    return Strip(start, end, label, ticks, room=31)


def _firsts(first: int, last: int) -> Iterator[int]:
    """The first day of each month that a stretch has days of."""
    year, month, _ = parts_of(first)
    for number in range(_months(first, last)):
        past, index = divmod(month - 1 + number, 12)
        yield number_of(year + past, index + 1, 1)


def _month_ticks(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    for start in _firsts(first, last):
        yield Tick(max(start, first), words.months[_month(start) - 1])


def _days(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    """The first day, and then the beginning of each week of a month."""
    for start in _firsts(first, last):
        for number in _STARTS:
            day = start + number - 1
            if first <= day <= last and _month(day) == _month(start):
                month = words.months[_month(day) - 1]
                label = words.dates.say("in month", number, month) if number == 1 else str(number)
                yield Tick(day, label)


def _year_ticks(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    """Round years: multiples of 1, 2 or 5 times a power of ten, at most eight."""
    step = _step(_year(last) - _year(first) + 1)
    for number in range(_year(first) // step, _year(last) // step + 1):
        year = number * step
        # There is no year 0: what lies 40 years before the year 1 is 40 BC, in numbers -39.
        day = number_of(year if year > 0 else year + 1, 1, 1)
        if first <= day <= last:
            yield Tick(day, _year_in_words(words, year, step))


def _step(years: int) -> int:
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if years <= step * _TICKS:
                return step
        power *= 10


def _year_in_words(words: DrawingWords, year: int, step: int) -> str:
    zeros = len(str(step)) - 1
    if zeros < _WRITTEN_OUT or not year:
        return words.dates.date(Date(year if year > 0 else year + 1))
    if zeros < _IN_MILLIONS:
        return words.say("million", words.dates.grouped(year // 10**6))
    return words.say("powers of ten", words.dates.grouped(year // 10**zeros), raised(zeros))
