"""The time that a drawing shows, cut into strips, and the marks of the calendar along each.

Days are numbers here, as `Day.toordinal` counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from chronology.dates import Date
from chronology.dates.days import days_in_month, number_of, parts_of
from chronology.dates.words import superscript
from chronology.drawing.marks import Mark
from chronology.drawing.words import DrawingWords

_ONE_STRIP = 18
"""The most months in one strip."""
_STRIPS = 12
"""The most strips that time is cut into; a longer time is one strip, marked by years."""
_FEW_MONTHS = 2
_TICKS = 8
_WRITTEN_OUT, _IN_MILLIONS = 6, 9
"""Years with fewer zeros than these are written out, and counted in millions."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a part of the calendar, and its name."""

    day: int
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of time that is drawn in one piece; both days are included.

    `room` is the number of days that fit: of several strips, the length of the longest.
    """

    first: int
    last: int
    label: str
    ticks: tuple[Tick, ...]
    room: int

    def has(self, mark: Mark) -> bool:
        """True if this strip has any day of a mark."""
        return mark.first <= self.last and self.first <= mark.last

    def at(self, day: int, half: int = 1) -> float:
        """The place of the middle of a day, from 0 at the strip's beginning to 1 at its end.

        `half` is 0 for the beginning of the day, and 2 for its end.
        """
        # Days of far years are too large for a float, and their quotient is not.
        return float((2 * (day - self.first) + half) / (2 * self.room))


def by_years(words: DrawingWords, first: int, last: int) -> tuple[Strip, ...]:
    """Strips as broad as a page: one of some months, or one a year, or one of very many years."""
    low, high, months = _year(first), _year(last), _months(first, last)
    if months > _ONE_STRIP and high - low < _STRIPS:
        return tuple(_one_year(words, year, first, last) for year in range(low, high + 1))
    if months > _ONE_STRIP:
        label, ticks = "", _year_ticks(words, first, last)
    else:
        label = "–".join(words.dates.date(Date(year)) for year in sorted({low, high}))
        ticks = (_week_ticks if months <= _FEW_MONTHS else _month_ticks)(words, first, last)
    return (Strip(first, last, label, tuple(ticks), room=last - first + 1),)


def by_months(words: DrawingWords, first: int, last: int) -> tuple[Strip, ...]:
    """Strips as narrow as a phone: one a month, or as `by_years` where that would be too many."""
    if _months(first, last) > _ONE_STRIP:
        return by_years(words, first, last)
    return tuple(_one_month(words, start, first) for start in _firsts(first, last))


def _year(day: int) -> int:
    return parts_of(day)[0]


def _months(first: int, last: int) -> int:
    """The number of months from that of one day to that of another, both included."""
    (year, month, _), (last_year, last_month, _) = parts_of(first), parts_of(last)
    return (last_year - year) * 12 + last_month - month + 1


def _one_year(words: DrawingWords, year: int, first: int, last: int) -> Strip:
    start, end = number_of(year, 1, 1), number_of(year, 12, 31)
    ticks = tuple(_month_ticks(words, max(start, first), min(end, last)))
    return Strip(start, end, words.dates.date(Date(year)), ticks, room=366)


def _one_month(words: DrawingWords, start: int, first: int) -> Strip:
    """A month; the same days of all months are below each other."""
    year, month, _ = parts_of(start)
    length = days_in_month(year, month)
    label = words.months[month - 1]
    if start <= first or month == 1:
        label = words.dates.say("in year", label, words.dates.date(Date(year)))
    ticks = tuple(Tick(start + day - 1, str(day)) for day in range(1, length + 1, 7))
    return Strip(start, start + length - 1, label, ticks, room=31)


def _firsts(first: int, last: int) -> Iterator[int]:
    """The first day of each month that a stretch has days of."""
    year, month, _ = parts_of(first)
    for number in range(_months(first, last)):
        past, index = divmod(month - 1 + number, 12)
        yield number_of(year + past, index + 1, 1)


def _month_ticks(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    for start in _firsts(first, last):
        yield Tick(max(start, first), words.months[parts_of(start)[1] - 1])


def _week_ticks(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    """The first day, and then the beginning of each week of a month."""
    for start in _firsts(first, last):
        year, month, _ = parts_of(start)
        for number in range(1, days_in_month(year, month) + 1, 7):
            if first <= (day := start + number - 1) <= last:
                name = words.dates.say("in month", number, words.months[month - 1])
                yield Tick(day, name if number == 1 else str(number))


def _year_ticks(words: DrawingWords, first: int, last: int) -> Iterator[Tick]:
    """Round years: multiples of 1, 2 or 5 times a power of ten, at most eight."""
    low, high = _year(first), _year(last)
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if high - low + 1 <= step * _TICKS)
    for year in range(low // step * step, high + 1, step):
        # There is no year 0: what lies 40 years before the year 1 is 40 BC, in numbers -39.
        day = number_of(year if year > 0 else year + 1, 1, 1)
        if first <= day <= last:
            yield Tick(day, _year_in_words(words, year, step))


def _year_in_words(words: DrawingWords, year: int, step: int) -> str:
    zeros = len(str(step)) - 1
    if zeros < _WRITTEN_OUT or not year:
        return words.dates.date(Date(year if year > 0 else year + 1))
    if zeros < _IN_MILLIONS:
        return words.say("million", words.dates.grouped(year // 10**6))
    return words.say("powers of ten", words.dates.grouped(year // 10**zeros), superscript(zeros))
