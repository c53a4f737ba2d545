"""Times of day, `09:50/16:20~`, and lengths of time, `6 days`.

Times of day are floating: the record says to which zone they belong. Minutes are as fine as they
get, so that no seconds are written which no source gave. A length of time is one number and one
unit, from seconds to years, as sources give them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from chronology.dates.hints import readable, reads, with_hint
from chronology.dates.values import EdtfError
from chronology.text import one_line, to_write

_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(~?)")
_ONE_CLOCK = re.compile(
    r"(?P<about>(?:about|around|circa|ca?\.?|~) ?)?(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d\d))?"
    r"(?::\d\d)? ?(?P<half>[ap]\.?m\.?)?(?P<late>~)?",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = re.compile(r" ?(?:/|-|\u2013|\u2014|\bto\b|\buntil\b) ?", re.IGNORECASE)
_LONGEST_TIME = 60


@dataclass(frozen=True, slots=True)
class Clock:
    """The time that a clock shows, from 00:00 to 23:59; `about` where that is not exact."""

    hour: int
    minute: int
    about: bool = False

    @property
    def minute_of_day(self) -> int:
        """Minutes since midnight."""
        return self.hour * 60 + self.minute

    def __str__(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}{'~' if self.about else ''}"


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """The time of day at which something happened: at `start`, or from `start` to `end`."""

    start: Clock
    end: Clock | None = None

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"


def parse_time(text: str) -> TimeOfDay:
    """Read a time of day beside a date.

    >>> parse_time("09:50/16:20~").end
    Clock(hour=16, minute=20, about=True)

    Raises:
        EdtfError: `bad-time`: the text is not of this form, or ends before it starts.
    """
    return with_hint(text, _time, _cure_of_time)


def _time(text: str) -> TimeOfDay:
    start, position = _clock(text, 0)
    if position == len(text):
        return TimeOfDay(start)
    if text[position] != "/":
        raise EdtfError(text, position, "the end of the time, '~' or '/'", "bad-time")
    end, behind = _clock(text, position + 1)
    if behind < len(text):
        raise EdtfError(text, behind, "the end of the time", "bad-time")
    if end.minute_of_day < start.minute_of_day:
        expected = f"an end that is not before {start.hour:02d}:{start.minute:02d}"
        hint = "what runs past midnight has a `date` of two days, such as 2025-02-27/2025-02-28"
        raise EdtfError(text, position + 1, expected, "bad-time", hint)
    return TimeOfDay(start, end)


def _clock(text: str, position: int) -> tuple[Clock, int]:
    matched = _CLOCK.match(text, position)
    if not matched:
        raise EdtfError(text, position, "a time as HH:MM", "bad-time")
    hour, minute, about = matched.groups()
    if hour > "23":
        hint = "midnight is 00:00 of the next day" if hour == "24" else None
        raise EdtfError(text, position, "an hour from 00 to 23", "bad-time", hint)
    if minute > "59":
        raise EdtfError(text, matched.start(2), "a minute from 00 to 59", "bad-time")
    return Clock(int(hour), int(minute), bool(about)), matched.end()


def _cure_of_time(text: str) -> str | None:
    """The hint what to write instead, if that is evident and reads as a time."""
    parts = _BETWEEN.split(text.strip()[:_LONGEST_TIME])
    return readable(to_write("/".join(map(_rewrite, parts))), _time)


def _rewrite(said: str) -> str:
    """Write one clock in the form `HH:MM`; leave a text that is no clock as it is."""
    matched = _ONE_CLOCK.fullmatch(said)
    if not matched or not (matched["minute"] or matched["half"]):
        return said
    hour = int(matched["hour"])
    if matched["half"]:
        afternoon = matched["half"].lower().startswith("p")
        hour = hour % 12 + 12 * afternoon if 1 <= hour <= 12 else 24
    about = "~" if matched["about"] or matched["late"] else ""
    return f"{hour:02d}:{matched['minute'] or '00'}{about}"


# ------------------------------------------------------------------------------ lengths of time


class Unit(StrEnum):
    """The units of lengths of time, shortest first."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_NUMBER = r"[0-9]{1,6}(?:\.5)?"
_AMOUNT = re.compile(rf"(?:(?P<lowest>{_NUMBER})?(?P<to>\.\.))?(?P<number>{_NUMBER})")
_UNIT = re.compile(rf"(?P<unit>{'|'.join(Unit)})s?(?P<behind>\.\.|~)?")

SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
"""The units that have the same length everywhere; a day has 23 hours where clocks are set."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time from `lowest` to `highest` units, equal where it is known.

    None is no bound: at least, at most. Hours may come in halves, all else is whole. `about`
    where a known length is not exact.
    """

    lowest: float | None
    highest: float | None
    unit: Unit
    about: bool = False

    def __str__(self) -> str:
        low, high = map(_number_text, (self.lowest, self.highest))
        counted = self.lowest if self.highest is None else self.highest
        units = self.unit.value if counted == 1 else f"{self.unit.value}s"
        if self.highest is None:
            return f"{low} {units}.."
        number = low if low == high else f"{low}..{high}"
        return f"{number} {units}{'~' if self.about else ''}"

    @property
    def minutes(self) -> int | None:
        """The length in whole minutes; None where it is not exactly that.

        Days and longer units have no exact number of minutes, since clocks are set.

        >>> parse_span("1.5 hours").minutes, parse_span("90 minutes~").minutes
        (90, None)
        """
        if self.about or self.lowest is None or self.lowest != self.highest:
            return None
        minutes = self.lowest * SECONDS.get(self.unit, 1) / SECONDS[Unit.MINUTE]
        return int(minutes) if self.unit in SECONDS and minutes.is_integer() else None


def _number_text(number: float | None) -> str:
    return "" if number is None else f"{int(number)}{'.5' if number % 1 else ''}"


def parse_span(text: str) -> Span:
    """Read a length of time.

    >>> parse_span("1..7 days")
    Span(lowest=1, highest=7, unit=<Unit.DAY: 'day'>, about=False)

    Raises:
        EdtfError: `bad-span`: the text is not of this form, or its range runs backwards.
    """
    return with_hint(text, _span, _cure_of_span)


def _span(text: str) -> Span:
    amount = _AMOUNT.match(text)
    if not amount:
        raise EdtfError(text, 0, "a number of at most six digits, as in '6 days'", "bad-span")
    position = amount.end()
    if not text.startswith(" ", position):
        raise EdtfError(text, position, "one space and a unit, as in '6 days'", "bad-span")
    counted = _UNIT.match(text, position + 1)
    if not counted:
        units = ", ".join(f"{unit}s" for unit in Unit)
        raise EdtfError(text, position + 1, f"a unit, one of {units}", "bad-span")
    if counted.end() < len(text) or (amount["to"] and counted["behind"]):
        end = counted.end() - len(counted["behind"] or "")
        expected = "the end" if amount["to"] else "the end, '~' or '..'"
        raise EdtfError(text, end, expected, "bad-span")
    return _measure(text, amount, Unit(counted["unit"]), counted["behind"])


def _measure(text: str, amount: re.Match[str], unit: Unit, behind: str | None) -> Span:
    """The length, if its numbers make sense."""
    for part in ("lowest", "number"):
        if unit is not Unit.HOUR and "." in (amount[part] or ""):
            expected = "a whole number: only hours have halves"
            raise EdtfError(text, amount.end(part) - len(".5"), expected, "bad-span")
    number = _value(amount["number"])
    if behind == "..":
        return Span(number, None, unit)
    if not amount["to"]:
        return Span(number, number, unit, about=behind == "~")
    if not amount["lowest"]:
        return Span(None, number, unit)
    lowest = _value(amount["lowest"])
    if number < lowest:
        hint = to_write(str(Span(number, lowest, unit)))
        raise EdtfError(text, amount.start("number"), "a range that rises", "bad-span", hint)
    return Span(lowest, number, unit)


def _value(digits: str) -> float:
    return float(digits) if "." in digits else int(digits)


# ------------------------------------------------------------------------------ cures

_LONGEST_SPAN = 60
"""Longer texts, in characters, are not lengths of time in other words, but something else."""

_ABOUT = r"(?:about|around|approximately|approx\.?|circa|ca?\.?|some|~)"
_COUNT = r"([0-9]+(?:\.5)?|[a-z]+)"
_OTHER_FORMS = (
    (rf"{_ABOUT} ?{_COUNT} ?([a-z]+)", r"\1 \2~"),
    (rf"(?:at least|>=) ?{_COUNT} ?([a-z]+)", r"\1 \2.."),
    (rf"(?:at most|up to|<=) ?{_COUNT} ?([a-z]+)", r"..\1 \2"),
    (rf"{_COUNT} ?(?:-|\u2013|/|\bto\b|\.\.) ?{_COUNT} ?([a-z]+)", r"\1..\2 \3"),
    (rf"{_COUNT} ?([a-z]+) ?(~|\.\.)?", r"\1 \2\3"),
)
_HALVES = (
    ("half an hour", "30 minutes"),
    (r"half an? ([a-z]+)", r"0.5 \1"),
    (r"([0-9]+) and a half ([a-z]+)", r"\1.5 \2"),
    (r"([0-9]+) ([a-z]+) and a half", r"\1.5 \2"),
    (r"([0-9]+) ?h ?([0-5][0-9])$", r"\1 hours \2 minutes"),
)
_NUMERAL = r"([0-9]+(?:\.[0-9]+)?)"
_ISO_8601 = re.compile(
    rf"P(?:{_NUMERAL}Y)?(?:{_NUMERAL}M)?(?:{_NUMERAL}W)?(?:{_NUMERAL}D)?"
    rf"(?:T(?:{_NUMERAL}H)?(?:{_NUMERAL}M)?(?:{_NUMERAL}S)?)?"
)
_ISO_UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
_FAMILIES = (
    {"hours": 3600, "minutes": 60, "seconds": 1},
    {"weeks": 7, "days": 1},
    {"years": 12, "months": 1},
)
"""Units that are whole numbers of each other, longest first."""

_NAMES = {
    name: meant
    for meant, names in {
        "seconds": "second s sec secs",
        "minutes": "minute min mins",
        "hours": "hour h hr hrs",
        "days": "day d",
        "weeks": "week w wk wks",
        "months": "month mo",
        "years": "year y yr yrs",
    }.items()
    for name in names.split()
} | {
    name: str(number)
    for number, names in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        start=1,
    )
    for name in names.split()
}
"""Other names of units and numbers. An `m` alone may be minutes as well as months."""


def _cure_of_span(text: str) -> str | None:
    """The hint what to write instead, if that is evident and reads as a length of time."""
    if len(text) > _LONGEST_SPAN:
        return None
    said = _without_halves(one_line(text).lower())
    for pattern, form in _OTHER_FORMS:
        if matched := re.fullmatch(pattern, said):
            span = re.sub(r"[a-z]+", lambda x: _NAMES.get(x[0], x[0]), matched.expand(form))
            if hint := _suggest(span):
                return hint
    return _sum_of(said)


def _suggest(text: str) -> str | None:
    """Hint at a length of time in its usual form; None where the text reads as none."""
    return to_write(str(_span(text))) if reads(_span, text) else None


def _without_halves(said: str) -> str:
    numerals = "|".join(name for name, meant in _NAMES.items() if meant.isdigit())
    plain = re.sub(rf"^({_ABOUT} |)({numerals})(?= )", lambda x: x[1] + _NAMES[x[2]], said)
    for pattern, form in _HALVES:
        plain, changed = re.subn(rf"\b{pattern}\b", form, plain)
        if changed:
            return plain
    return said


def _sum_of(said: str) -> str | None:
    """The hint at a length in several units, or in decimals: `PT1H30M`, `1 hour 15 min`."""
    about = re.match(_ABOUT, said)
    rest = said[about.end() :].strip() if about else said
    iso = _ISO_8601.fullmatch(rest.upper().replace(",", "."))
    if iso:
        counts = zip(iso.groups(), _ISO_UNITS, strict=True)
        amounts = [(number, unit) for number, unit in counts if number]
    else:
        amounts = _amounts(rest)
    total = _total(amounts)
    return None if total is None else _suggest(f"{total}{'~' if about else ''}")


def _amounts(said: str) -> list[tuple[str, str]]:
    """Numbers and units that alternate in a text; none where they do not."""
    apart = re.sub(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", said)
    words = [_NAMES.get(word, word) for word in re.sub(r"\band\b|,", " ", apart).split()]
    if len(words) % 2 or not all(re.fullmatch(_NUMERAL, word) for word in words[::2]):
        return []
    units = words[1::2]
    if "hours" in units or "seconds" in units:
        units = ["minutes" if unit == "m" else unit for unit in units]
    return list(zip(words[::2], units, strict=True))


def _total(amounts: Sequence[tuple[str, str]]) -> str | None:
    """The sum of amounts in one unit, if the units fall and are whole numbers of each other."""
    for lengths in _FAMILIES:
        sizes = [lengths.get(unit, 0) for _, unit in amounts]
        if sizes and all(sizes) and all(longer > shorter for longer, shorter in pairwise(sizes)):
            parts = (Fraction(number) * lengths[unit] for number, unit in amounts)
            total = sum(parts, Fraction())
            for unit, size in lengths.items():
                if size <= sizes[-1] and (total / size).denominator == 1:
                    return f"{total / size} {unit}"
    return None
