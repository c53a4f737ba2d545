"""Dates, times of day and lengths of time in English words.

They are never shorter than what they mean: open is not unknown, a day that is not known is not a
month, and a year before 1000 says on which side of our era it lies.
"""

from typing import assert_never

from chronology.dates.days import parts_of
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

COMPONENTS = ("year", "month", "day")
SEASON_COMPONENTS = ("year", "season")
UNITS = {unit: (unit.value, f"{unit.value}s") for unit in Unit}
SEASONS = ("spring {}", "summer {}", "autumn {}", "winter {}")
QUARTERS = (
    "first quarter of {}",
    "second quarter of {}",
    "third quarter of {}",
    "last quarter of {}",
)
THIRDS = ("January–April {}", "May–August {}", "September–December {}")
HALVES = ("first half of {}", "second half of {}")
NORTHERN = tuple(f"{season} (northern hemisphere)" for season in SEASONS)
SOUTHERN = tuple(f"{season} (southern hemisphere)" for season in SEASONS)
GROUPS = (*SEASONS, *NORTHERN, *SOUTHERN, *QUARTERS, *THIRDS, *HALVES)
FIRST_GROUP = 21
WORDS = {
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
    "one of units": "one of the {}s {}",
    "on or before": "on or before {date}",
    "on or after": "on or after {date}",
    "in or before": "in or before {date}",
    "in or after": "in or after {date}",
    "or earlier": "{date} or earlier",
    "or later": "{date} or later",
    "every": "every {} from {}",
    "every until": "every {unit} until {date}",
    "every from": "every {unit} from {date} onwards",
    "clock of a day": "{}, {}",
    "no bound": "{}, which bounds nothing",
    "bounds as": "{}, which bounds as {}",
    "at least": "at least {}",
    "at most": "at most {}",
}
LIST_COMMA, LIST_SEMICOLON = ", ", "; "
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def say(words: str, *parts: object, **named: str) -> str:
    """The words of the table under this name, with their gaps filled."""
    return WORDS[words].format(*parts, **named)


# ------------------------------------------------------------------------------ dates

_WRITTEN_OUT = 10**15
_NEEDS_ERA = 1000
_NEEDS_COMMAS = 10_000


def date_in_words(value: Edtf) -> str:
    """A date as a reader says it.

    >>> date_in_words(parse("2025-02-2X"))
    '20–28 February 2025, day not known'
    """
    match value:
        case Interval():
            words = _interval(value)
        case OneOf():
            words = _one_of(value)
        case AllOf():
            words = _listed([_every(member) for member in value.members], "and")
        case Range():
            words = _or_beyond(value)
        case Stamp():
            day = _date(Date(value.year, value.month, value.day))
            words = say("clock of a day", day, _clock_of(value))
        case Season():
            words = _qualified(_season(value), value)
        case LongYear():
            words = _qualified(_long_year(value), value)
        case MaskedDate():
            words = _qualified(_masked(value), value)
        case Date():
            words = _qualified(_date(value), value)
        case _:
            assert_never(value)
    return words


def certainty_in_words(date: Edtf, hemisphere: Hemisphere | None = None) -> str:
    """A date as a reader says it, and how it bounds where not all of it is certain.

    >>> certainty_in_words(parse("2025-02-?27"))
    '27 February 2025, day uncertain, which bounds as February 2025'
    """
    certain, words = date.certain(hemisphere), date_in_words(date)
    if certain is None:
        return say("no bound", words)
    return words if certain == date else say("bounds as", words, date_in_words(certain))


def _listed(parts: list[str], last: str) -> str:
    """A list in words; semicolons part what has commas or joints of its own."""
    separator = LIST_COMMA
    if len(parts) > 1 and any(
        sign in part for part in parts for sign in (LIST_COMMA, " or ", "every ")
    ):
        separator = LIST_SEMICOLON
    *most, final = parts
    if not most:
        return final
    if separator is LIST_SEMICOLON:
        return f"{separator.join(most)}{say(last, separator.rstrip(), final)}"
    return say(last, separator.join(most), final)


def _clock_of(stamp: Stamp) -> str:
    """The clock of a time stamp; a second 00 is what the form asks for, not what a source says."""
    second = f":{stamp.second:02d}" if stamp.second else ""
    zone = f" UTC{stamp.zone.removeprefix('Z')}" if stamp.zone else ""
    return f"{stamp.hour:02d}:{stamp.minute:02d}{second}{zone}"


def _qualified(words: str, date: Qualified) -> str:
    names = SEASON_COMPONENTS if isinstance(date, Season) else COMPONENTS
    components = names[: len(date.components)]
    marks = {name: date.marks.on(index) for index, name in enumerate(components)}
    unsure = [name for name in components if marks[name] in {"?", "%"}]
    near = [name for name in components if marks[name] in {"~", "%"}]
    if len(near) == len(components):
        words, near = say("about", words), []
    if len(unsure) == len(components):
        words, unsure = say("all uncertain", words), []
    both = [name for name in unsure if name in near]
    notes = {
        "part uncertain": [name for name in unsure if name not in both],
        "part approximate": [name for name in near if name not in both],
        "part both": both,
    }
    said = [say(note, _listed(names, "and")) for note, names in notes.items() if names]
    return LIST_COMMA.join([words, *said])


def _date(date: Date) -> str:
    parts = [_year(date.year)]
    if date.month is not None:
        parts.append(MONTHS[date.month - 1])
    if date.day is not None:
        parts.append(str(date.day))
    return " ".join(reversed(parts))


def _year(year: int) -> str:
    if year <= 0:
        return say("before our era", _number(1 - year))
    return say("our era", year) if year < _NEEDS_ERA else _number(year)


def _number(number: int) -> str:
    return f"{number:,}" if number >= _NEEDS_COMMAS else str(number)


def _years(first: int, last: int) -> str:
    """Years in a row, the era said once if it is the same."""
    if first <= 0 < last:
        return say("to", _year(first), _year(last))
    if last <= 0:
        return say("before our era", say("span of numbers", _number(1 - first), _number(1 - last)))
    return say("span of numbers", _year(first), _number(last))


def _long_year(date: LongYear) -> str:
    if date.exponent is not None and abs(date.year) >= _WRITTEN_OUT:
        era = "power of ten before our era" if date.significand < 0 else "power of ten"
        power = str(date.exponent).translate(SUPERSCRIPTS)
        year = say(era, _number(abs(date.significand)), power)
        return say("significant", year, date.significant) if date.insignificant else year
    year = _year(date.year)
    if date.insignificant:
        return say("estimated", _years(*date.years), year)
    return say("long year", year) if date.year >= _NEEDS_COMMAS else year


def _season(date: Season) -> str:
    if isinstance(date, SeasonMonths):
        start, end = (Date(*parts_of(day or 0)[:2]) for day in (date.first, date.last))
        return _from_to(start, end)
    words = GROUPS[date.group - FIRST_GROUP]
    if isinstance(date.year, int):
        return words.format(_year(date.year))
    years = _masked_years(date.year)
    year = say("group of years", years) if years else say("any year")
    missing = say("not known", COMPONENTS[0])
    return LIST_COMMA.join((words.format(year if " of " in words else f"of {year}"), missing))


def _masked_years(mask: Mask) -> str:
    """The years that fit a pattern; no words where every year of four digits does."""
    first, last = mask.first or 0, mask.last or 0
    if mask.text == "XXXX":
        return ""
    if first == last:
        return _year(first)
    if "X" in mask.digits.rstrip("X"):
        return say("pattern", _years(first, last), mask)
    return _years(first, last)


def _masked(date: MaskedDate) -> str:
    """A date with unspecified digits: what it can be, and which parts are not known."""
    leap = MaskedDate(date.year, "02", "29").possible
    fitting = fitting_days(date.month or "XX", date.day, leap=leap)
    months = sorted({month for month, _ in fitting})
    days = sorted({day for _, day in fitting})
    unknown = [
        component
        for component, missing in (
            ("day", date.day is not None and len(days) > 1),
            ("month", date.month is not None and len(months) > 1),
            ("year", date.year.single is None),
        )
        if missing
    ]
    body = _day_and_month(date, months, days)
    years = _masked_years(date.year)
    if body and years:
        apart = date.year.single is None or date.month == "XX"
        words = say("in years", body, years) if apart else f"{body} {years}"
    else:
        words = body or years
    missing = say("not known", _listed(unknown, "and")) if unknown else ""
    return LIST_COMMA.join(filter(None, (words, missing)))


def _day_and_month(date: MaskedDate, months: list[int], days: list[int]) -> str:
    """The part of a date below the year; no words where nothing of it is known."""
    names = [MONTHS[month - 1] for month in months]
    day = "" if date.day in {None, "XX"} else _numbers(days)
    in_a_row = months[-1] - months[0] == len(months) - 1
    if date.month is None or (date.month == "XX" and not day):
        return ""
    if len(names) == 1:
        return f"{day} {names[0]}".lstrip()
    if not day:
        return say("span of numbers", names[0], names[-1]) if in_a_row else _listed(names, "or")
    if date.month == "XX":
        month = say("any month")
    else:
        month = say("month from", names[0], names[-1]) if in_a_row else _listed(names, "or")
    return say("day of months", day, month)


def _numbers(numbers: list[int]) -> str:
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return say("span of numbers", numbers[0], numbers[-1])
    return _listed([str(number) for number in numbers], "or")


def _interval(value: Interval) -> str:
    start, end = value.start, value.end
    if isinstance(start, Qualified):
        if isinstance(end, Qualified):
            return _from_to(start, end)
        if end is OPEN:
            return say("from, open", _aside(start))
        return say("from, unknown", date_in_words(start))
    (date,) = value.dates
    return say("until, open" if start is OPEN else "until, unknown", date_in_words(date))


def _from_to(start: Qualified, end: Qualified, days: str = "span of numbers") -> str:
    """Two dates, the month and the year said once if they are the same."""
    if not (is_certain(start) and is_certain(end)):
        return say("to", _aside(start), date_in_words(end))
    if start == end:
        return _date(start)
    if _in_one_month(start, end):
        return say(days, start.day, _date(end))
    first = _date(start)
    if start.year == end.year and start.month is not None and end.unit == start.unit:
        first = first.removesuffix(f" {_year(start.year)}")
    return say("to", first, _date(end))


def _in_one_month(start: Qualified, end: Qualified) -> bool:
    """Whether both are days, certain and exact, of the same month."""
    return (
        is_certain(start)
        and is_certain(end)
        and None not in {start.day, end.day}
        and (start.year, start.month) == (end.year, end.month)
    )


def _aside(date: Qualified) -> str:
    """A date in the middle of a sentence: a comma of its own is closed by another."""
    words = date_in_words(date)
    return f"{words}," if LIST_COMMA in words else words


def _one_of(value: OneOf) -> str:
    only = value.members[0]
    if len(value.members) == 1 and isinstance(only, Range):
        return _one_of_range(only)
    ranged = any(isinstance(member, Range) for member in value.members)
    parts = [_or_beyond(member) for member in value.members]
    if not ranged or any(" or " in part for part in parts):
        return _listed(parts, "or")
    return say("one of", _listed(parts, "and"))


def _one_of_range(member: Range) -> str:
    """One of some dates in a row, or all to one side of a date."""
    start, end = member.start, member.end
    if isinstance(start, Qualified) and isinstance(end, Qualified):
        words = _from_to(start, end)
        if words == date_in_words(end):
            return words
        short = _in_one_month(start, end)
        return say("one of", words) if short else say("one of units", start.unit, words)
    preposition = "on" if member.dates[0].unit == "day" else "in"
    return _beyond(member, f"{preposition} or before", f"{preposition} or after")


def _or_beyond(member: Qualified | Range) -> str:
    """A member of a set of which one is meant."""
    if isinstance(member, Qualified):
        return date_in_words(member)
    if isinstance(member.start, Qualified) and isinstance(member.end, Qualified):
        return _from_to(member.start, member.end)
    return _beyond(member, "or earlier", "or later")


def _every(member: Qualified | Range) -> str:
    """A member of a set of which all are meant."""
    if isinstance(member, Qualified):
        return date_in_words(member)
    if isinstance(member.start, Qualified) and isinstance(member.end, Qualified):
        words = _from_to(member.start, member.end, "to")
        one = words == date_in_words(member.end)
        return words if one else say("every", member.start.unit, words)
    return _beyond(member, "every until", "every from")


def _beyond(member: Range, before: str, after: str) -> str:
    """A range with one date, in the words for all before it or all after it."""
    (date,) = member.dates
    closed = WORDS[before if member.start is OPEN else after].endswith("{date}")
    words = date_in_words(date) if closed else _aside(date)
    return say(before if member.start is OPEN else after, date=words, unit=date.unit)


# ------------------------------------------------------------------------------ times and lengths


def time_in_words(time: TimeOfDay) -> str:
    """A time of day as a reader says it: `09:50 to about 16:20`."""
    if time.end is None:
        return _clock(time.start)
    return say("to", _clock(time.start), _clock(time.end))


def span_in_words(span: Span) -> str:
    """A length of time as a reader says it: `about 4 hours 30 minutes`."""
    low, high = span.lowest, span.highest
    if high is None:
        return say("at least", _amount(low or 0, span.unit))
    if low is None:
        return say("at most", _amount(high, span.unit))
    if low != high:
        if low % 1 or high % 1:
            return say("to", _amount(low, span.unit), _amount(high, span.unit))
        return f"{say('span of numbers', int(low), int(high))} {UNITS[span.unit][1]}"
    amount = _amount(low, span.unit)
    return say("about", amount) if span.about else amount


def _clock(clock: Clock) -> str:
    shown = f"{clock.hour:02d}:{clock.minute:02d}"
    return say("about", shown) if clock.about else shown


def _amount(number: float, unit: Unit) -> str:
    whole = int(number)
    parts = [f"{whole} {UNITS[unit][whole != 1]}"] if whole or not number % 1 else []
    if number % 1:
        parts.append(f"30 {UNITS[Unit.MINUTE][1]}")
    return " ".join(parts)
