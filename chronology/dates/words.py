"""Dates, times of day and lengths of time in words, of English or of another language.

They are never shorter than what they mean: open is not unknown, a day that is not known is not a
month, and a year before 1000 says on which side of our era it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from chronology.dates.days import Day, parts_of
from chronology.dates.forms import MONTHS
from chronology.dates.masks import Mask, MaskedDate, Season, SeasonMonths, fitting_days
from chronology.dates.several import (
    OPEN,
    AllOf,
    Edtf,
    Interval,
    OneOf,
    Qualified,
    Range,
    is_certain,
)
from chronology.dates.times import Clock, Span, TimeOfDay, Unit
from chronology.dates.values import Date, Hemisphere, LongYear, Stamp
from chronology.text import Wording, one_or_many

_UNITS = ("year", "season", "month", "day")
"""The units that a date can be one of."""

_COMPONENTS = ("year", "month", "day")
_SEASON_COMPONENTS = ("year", "season")
_FIRST_GROUP = 21
_WRITTEN_OUT = 10**15
_NEEDS_ERA = 1000
_NEEDS_GROUPS = 10_000
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, eq=False)
class DateWords(Wording):
    """The words of dates in one language, and all kinds of dates in these words.

    Attributes:
        months: The names of the months.
        groups: The seasons, quarters and other groups of months of a year, from 21 on (EDTF, level
            2), with a gap for the number of the year.
        groups_of: The same of a year that words describe.
    """

    months: Sequence[str]
    groups: Sequence[str]
    groups_of: Sequence[str]

    def date(self, value: Edtf) -> str:
        """A date as a reader says it.

        >>> ENGLISH.date(parse("2025-02-2X"))
        '20–28 February 2025, day not known'
        """
        match value:
            case Interval():
                words = self._interval(value)
            case OneOf():
                words = self._one_of(value)
            case AllOf():
                words = self._listed([self._every(member) for member in value.members], "and")
            case Range():
                words = self._or_beyond(value)
            case Stamp():
                day = self._date(Date(value.year, value.month, value.day))
                words = self.say("clock of a day", day, _clock_of(value))
            case Season():
                words = self._qualified(self._season(value), value)
            case LongYear():
                words = self._qualified(self._long_year(value), value)
            case MaskedDate():
                words = self._qualified(self._masked(value), value)
            case Date():
                words = self._qualified(self._date(value), value)
            case _:
                assert_never(value)
        return words

    def certainty(self, date: Edtf, hemisphere: Hemisphere | None = None) -> str:
        """A date as a reader says it, and how it bounds where not all of it is certain.

        >>> ENGLISH.certainty(parse("2025-02-?27"))
        '27 February 2025, day uncertain, which bounds as February 2025'
        """
        certain, words = date.certain(hemisphere), self.date(date)
        if certain is None:
            return self.say("no bound", words)
        return words if certain == date else self.say("bounds as", words, self.date(certain))

    def _listed(self, parts: list[str], last: str) -> str:
        """A list in words; semicolons part what has commas or joints of its own."""
        *most, final = parts
        if not most:
            return final
        comma, semicolon = self.texts["comma"], self.texts["semicolon"]
        joints = (comma, self._or, *(self.texts[f"every {unit}"] for unit in _UNITS))
        if any(joint in part for part in parts for joint in joints):
            return f"{semicolon.join(most)}{self.say(last, semicolon.rstrip(), final)}"
        return self.say(last, comma.join(most), final)

    @property
    def _or(self) -> str:
        """The word between two dates of which one is meant, with the spaces around it."""
        return self.say("or", "", "")

    def _qualified(self, words: str, date: Qualified) -> str:
        names = _SEASON_COMPONENTS if isinstance(date, Season) else _COMPONENTS
        components = names[: len(date.components)]
        marks = {name: date.marks.on(index) for index, name in enumerate(components)}
        unsure = [name for name in components if marks[name] in {"?", "%"}]
        near = [name for name in components if marks[name] in {"~", "%"}]
        if len(near) == len(components):
            words, near = self.say("about", words), []
        if len(unsure) == len(components):
            words, unsure = self.say("all uncertain", words), []
        both = [name for name in unsure if name in near]
        notes = {
            "part uncertain": [name for name in unsure if name not in both],
            "part approximate": [name for name in near if name not in both],
            "part both": both,
        }
        said = (self.say(note, self._parts(names)) for note, names in notes.items() if names)
        return self.texts["comma"].join([words, *said])

    def _parts(self, names: list[str]) -> str:
        """Parts of a date by what they are called: `day and month`."""
        return self._listed([self.texts[name] for name in names], "and")

    def _date(self, date: Date) -> str:
        year = self._year(date.year)
        return year if date.month is None else self.say("in year", self._within_year(date), year)

    def _within_year(self, date: Date) -> str:
        """The month of a date, or its month and day."""
        month = self.months[(date.month or 1) - 1]
        return month if date.day is None else self.say("in month", date.day, month)

    def _year(self, year: int) -> str:
        if year <= 0:
            return self.say("before our era", self._number(1 - year))
        return self.say("our era", year) if year < _NEEDS_ERA else self._number(year)

    def _number(self, number: int) -> str:
        return self.grouped(number) if number >= _NEEDS_GROUPS else str(number)

    def grouped(self, number: int) -> str:
        """A number, its digits in groups of three."""
        return f"{number:,}".replace(",", self.texts["thousands"]).replace("-", "−")

    def _years(self, first: int, last: int) -> str:
        """Years in a row, the era said once if it is the same."""
        if first <= 0 < last:
            return self.say("to", self._year(first), self._year(last))
        if last <= 0:
            years = self.say("span of numbers", self._number(1 - first), self._number(1 - last))
            return self.say("before our era", years)
        return self.say("span of numbers", self._year(first), self._number(last))

    def _long_year(self, date: LongYear) -> str:
        if date.exponent is not None and abs(date.year) >= _WRITTEN_OUT:
            era = "power of ten before our era" if date.significand < 0 else "power of ten"
            power = superscript(date.exponent)
            year = self.say(era, self._number(abs(date.significand)), power)
            return self.say("significant", year, date.significant) if date.insignificant else year
        year = self._year(date.year)
        if date.insignificant:
            return self.say("estimated", self._years(*date.years), year)
        return self.say("long year", year) if date.year >= _NEEDS_GROUPS else year

    def _season(self, date: Season) -> str:
        if isinstance(date, SeasonMonths):
            start, end = (Date(*parts_of(day or 0)[:2]) for day in (date.first, date.last))
            return self._from_to(start, end)
        number = date.group - _FIRST_GROUP
        if isinstance(date.year, int):
            return self.groups[number].format(self._year(date.year))
        years = self._masked_years(date.year)
        year = self.say("group of years", years) if years else self.say("any year")
        missing = self.say("not known", self.texts["year"])
        return self.texts["comma"].join((self.groups_of[number].format(year), missing))

    def _masked_years(self, mask: Mask) -> str:
        """The years that fit a pattern; no words where every year of four digits does."""
        first, last = mask.first or 0, mask.last or 0
        if mask.text == "XXXX":
            return ""
        if first == last:
            return self._year(first)
        if "X" in mask.digits.rstrip("X"):
            return self.say("pattern", self._years(first, last), mask)
        return self._years(first, last)

    def _masked(self, date: MaskedDate) -> str:
        """A date with unspecified digits: what it can be, and which parts are not known."""
        leap = MaskedDate(date.year, "02", "29").is_possible
        fitting = fitting_days(date.month or "XX", date.day, leap=leap)
        months = sorted({month for month, _ in fitting})
        days = sorted({day for _, day in fitting})
        is_unknown = {
            "day": date.day is not None and len(days) > 1,
            "month": date.month is not None and len(months) > 1,
            "year": date.year.is_open,
        }
        unknown = [name for name, is_missing in is_unknown.items() if is_missing]
        body = self._day_and_month(date, months, days)
        years = self._masked_years(date.year)
        if body and years:
            apart = date.year.is_open or date.month == "XX"
            words = self.say("in years" if apart else "in year", body, years)
        else:
            words = body or years
        missing = self.say("not known", self._parts(unknown)) if unknown else ""
        return self.texts["comma"].join(filter(None, (words, missing)))

    def _day_and_month(self, date: MaskedDate, months: list[int], days: list[int]) -> str:
        """The part of a date below the year; no words where nothing of it is known."""
        names = [self.months[month - 1] for month in months]
        day = "" if date.day in {None, "XX"} else self._numbers(days)
        in_a_row = months[-1] - months[0] == len(months) - 1
        if date.month is None or (date.month == "XX" and not day):
            return ""
        if len(names) == 1:
            return self.say("in month", day, names[0]) if day else names[0]
        if day and date.month == "XX":
            month = self.say("any month")
        elif in_a_row:
            month = self.say("month from" if day else "span of numbers", names[0], names[-1])
        else:
            month = self._listed(names, "or")
        return self.say("day of months", day, month) if day else month

    def _numbers(self, numbers: list[int]) -> str:
        if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
            return self.say("span of numbers", numbers[0], numbers[-1])
        return self._listed([str(number) for number in numbers], "or")

    def _interval(self, value: Interval) -> str:
        start, end = value.start, value.end
        if isinstance(start, Qualified):
            if isinstance(end, Qualified):
                return self._from_to(start, end)
            if end is OPEN:
                return self.say("from, open", self._aside(start))
            return self.say("from, unknown", self.date(start))
        (date,) = value.dates
        return self.say("until, open" if start is OPEN else "until, unknown", self.date(date))

    def _from_to(self, start: Qualified, end: Qualified, days: str = "span of numbers") -> str:
        """Two dates, the month and the year said once if they are the same."""
        if not (is_certain(start) and is_certain(end)):
            return self.say("to", self._aside(start), self.date(end))
        if start == end:
            return self._date(start)
        if _in_one_month(start, end):
            return self.say(days, start.day, self._date(end))
        one_year = start.year == end.year and start.month is not None and end.unit == start.unit
        first = self._within_year(start) if one_year else self._date(start)
        return self.say("to", first, self._date(end))

    def _aside(self, date: Qualified) -> str:
        """A date in the middle of a sentence: a comma of its own is closed by another."""
        words = self.date(date)
        comma = self.texts["comma"]
        return f"{words}{comma.rstrip()}" if comma in words else words

    def _one_of(self, value: OneOf) -> str:
        only = value.members[0]
        if len(value.members) == 1 and isinstance(only, Range):
            return self._one_of_range(only)
        ranged = any(isinstance(member, Range) for member in value.members)
        parts = [self._or_beyond(member) for member in value.members]
        if not ranged or any(self._or in part for part in parts):
            return self._listed(parts, "or")
        return self.say("one of", self._listed(parts, "and"))

    def _one_of_range(self, member: Range) -> str:
        """One of some dates in a row, or all to one side of a date."""
        start, end = member.start, member.end
        if isinstance(start, Qualified) and isinstance(end, Qualified):
            words = self._from_to(start, end)
            if words == self.date(end):
                return words
            one_of = "one of" if _in_one_month(start, end) else f"one of {start.unit}s"
            return self.say(one_of, words)
        preposition = "on" if member.dates[0].unit == "day" else "in"
        return self._beyond(member, f"{preposition} or before", f"{preposition} or after")

    def _or_beyond(self, member: Qualified | Range) -> str:
        """A member of a set of which one is meant."""
        if isinstance(member, Qualified):
            return self.date(member)
        if isinstance(member.start, Qualified) and isinstance(member.end, Qualified):
            return self._from_to(member.start, member.end)
        return self._beyond(member, "or earlier", "or later")

    def _every(self, member: Qualified | Range) -> str:
        """A member of a set of which all are meant."""
        if isinstance(member, Qualified):
            return self.date(member)
        if isinstance(member.start, Qualified) and isinstance(member.end, Qualified):
            words = self._from_to(member.start, member.end, "to")
            one = words == self.date(member.end)
            return (
                words if one else self.say("every", self.texts[f"every {member.start.unit}"], words)
            )
        return self._beyond(member, "every until", "every from")

    def _beyond(self, member: Range, before: str, after: str) -> str:
        """A range with one date, in the words for all before it or all after it."""
        (date,) = member.dates
        name = before if member.start is OPEN else after
        closed = self.texts[name].endswith("{date}")
        words = self.date(date) if closed else self._aside(date)
        return self.say(name, date=words, every=self.texts[f"every {date.unit}"])

    def days(self, first: Day | None, last: Day | None) -> str:
        """The days between which one lies: `by 10 April 2025`, `between 9 April 2025 and ...`."""
        low, high = (None if day is None else self._date(Date(*day.parts)) for day in (first, last))
        if low is None:
            return self.say("by", high) if high is not None else self.say("no days")
        if high is None:
            return self.say("on or after", date=low)
        return low if low == high else self.say("between", low, high)

    def time(self, time: TimeOfDay) -> str:
        """A time of day as a reader says it: `09:50 to about 16:20`."""
        if time.end is None:
            return self._clock(time.start)
        return self.say("to", self._clock(time.start), self._clock(time.end))

    def span(self, span: Span) -> str:
        """A length of time as a reader says it: `about 4 hours 30 minutes`."""
        low, high = span.lowest, span.highest
        if high is None:
            return self.say("at least", self._amount(low or 0, span.unit))
        if low is None:
            return self.say("at most", self._amount(high, span.unit))
        if low != high:
            if low % 1 or high % 1:
                return self.say("to", self._amount(low, span.unit), self._amount(high, span.unit))
            numbers = self.say("span of numbers", int(low), int(high))
            # A range takes the form of its end, and 0 to 1 is not one either.
            return self.counts[span.unit][self.plural(max(int(high), 2))].format(numbers)
        amount = self._amount(low, span.unit)
        return self.say("about", amount) if span.about else amount

    def _clock(self, clock: Clock) -> str:
        shown = f"{clock.hour:02d}:{clock.minute:02d}"
        return self.say("about", shown) if clock.about else shown

    def _amount(self, number: float, unit: Unit) -> str:
        whole = int(number)
        parts = [self.count(unit, whole)] if whole or not number % 1 else []
        if number % 1:
            parts.append(self.count(Unit.MINUTE, 30))
        return " ".join(parts)


def superscript(power: int) -> str:
    """A number as an exponent."""
    return str(power).translate(_SUPERSCRIPTS)


def _clock_of(stamp: Stamp) -> str:
    """The clock of a time stamp; without a second 00, which is there for the form alone."""
    second = f":{stamp.second:02d}" if stamp.second else ""
    zone = f" UTC{stamp.zone.removeprefix('Z')}" if stamp.zone else ""
    return f"{stamp.hour:02d}:{stamp.minute:02d}{second}{zone}"


def _in_one_month(start: Qualified, end: Qualified) -> bool:
    """True if both are days, certain and exact, of the same month."""
    return (
        is_certain(start)
        and is_certain(end)
        and None not in {start.day, end.day}
        and (start.year, start.month) == (end.year, end.month)
    )


# ------------------------------------------------------------------------------ English

_SEASONS = ("spring {}", "summer {}", "autumn {}", "winter {}")
_QUARTERS = tuple(f"{each} quarter of {{}}" for each in ("first", "second", "third", "last"))
_THIRDS = ("January–April {}", "May–August {}", "September–December {}")
_HALVES = ("first half of {}", "second half of {}")
_OF_A_HALF = (f"{each} ({half} hemisphere)" for half in Hemisphere for each in _SEASONS)
_GROUPS = (*_SEASONS, *_OF_A_HALF, *_QUARTERS, *_THIRDS, *_HALVES)
_TEXTS = {
    # The parts of a date
    "year": "year",
    "month": "month",
    "day": "day",
    "season": "season",
    "in year": "{} {}",
    "in month": "{} {}",
    "comma": ", ",
    "semicolon": "; ",
    "thousands": ",",
    # What is known of it
    "about": "about {}",
    "all uncertain": "{} (uncertain)",
    "part uncertain": "{} uncertain",
    "part approximate": "{} approximate",
    "part both": "{} uncertain and approximate",
    "not known": "{} not known",
    "and": "{} and {}",
    "or": "{} or {}",
    "span of numbers": "{}–{}",
    "to": "{} to {}",
    "day of months": "day {} of {}",
    "any month": "a month",
    "month from": "a month from {} to {}",
    "in years": "{} in {}",
    "group of years": "a year in {}",
    "any year": "a year",
    "our era": "AD {}",
    "before our era": "{} BC",
    "long year": "the year {}",
    "power of ten": "the year {} \u00d7 10{}",
    "power of ten before our era": "the year −{} \u00d7 10{} (year 0 being 1 BC)",
    "estimated": "{}, estimated to be {}",
    "significant": "{}, significant digits: {}",
    "pattern": "{} (pattern {})",
    "from, open": "from {} onwards",
    "from, unknown": "from {}, end unknown",
    "until, open": "until {}",
    "until, unknown": "until {}, start unknown",
    "one of": "one of {}",
    "one of years": "one of the years {}",
    "one of months": "one of the months {}",
    "one of days": "one of the days {}",
    "one of seasons": "one of the seasons {}",
    "no days": "not known",
    "by": "by {}",
    "between": "between {} and {}",
    "on or before": "on or before {date}",
    "on or after": "on or after {date}",
    "in or before": "in or before {date}",
    "in or after": "in or after {date}",
    "or earlier": "{date} or earlier",
    "or later": "{date} or later",
    "every year": "every year",
    "every month": "every month",
    "every day": "every day",
    "every season": "every season",
    "every": "{} from {}",
    "every until": "{every} until {date}",
    "every from": "{every} from {date} onwards",
    "clock of a day": "{}, {}",
    "no bound": "{}, which bounds nothing",
    "bounds as": "{}, which bounds as {}",
    "at least": "at least {}",
    "at most": "at most {}",
}

ENGLISH = DateWords(
    _TEXTS,
    {unit: (f"{{}} {unit.value}", f"{{}} {unit.value}s") for unit in Unit},
    one_or_many,
    months=MONTHS,
    groups=_GROUPS,
    groups_of=[each if " of " in each else each.replace("{}", "of {}") for each in _GROUPS],
)
"""The words of the terminal, of diagnostics and of all formats, which are English everywhere."""

date_in_words, certainty_in_words = ENGLISH.date, ENGLISH.certainty
time_in_words, span_in_words = ENGLISH.time, ENGLISH.span
