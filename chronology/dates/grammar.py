"""The grammar of EDTF, levels 0 to 2 (Library of Congress, 2019; ISO 8601-2:2019, Annex A).

One function a production: it takes the text and a position and gives the value that begins there
and the position behind it, or raises an `EdtfError`. Where the specification is silent, what no
source can mean otherwise is read, and what could mean two things is refused.
"""

import re
from dataclasses import replace

from chronology.dates.days import days_in_month
from chronology.dates.forms import MONTHS
from chronology.dates.masks import GROUPS, Mask, MaskedDate, Season, fitting_days
from chronology.dates.several import (
    OPEN,
    UNKNOWN,
    AllOf,
    Edtf,
    End,
    Interval,
    OneOf,
    Qualified,
    Range,
)
from chronology.dates.values import PLAIN, Date, EdtfError, LongYear, Marks, Stamp
from chronology.text import Cure, Value

LONGEST_YEAR = 100
"""The digits that a year may have, exponent worked out. A limit of this package, not of EDTF."""

LONGEST_TEXT = 10_000
"""The characters that a date may have, so that no set takes for ever; another such limit."""

_FEWEST_LONG_DIGITS = 5
_FARTHEST_OFFSET = 14 * 60
_MONTH, _DAY_OF_MONTH = 5, 8  # the groups of _DATE
_A_LEAP_YEAR = 2000

# The commonest dates of all, up to what may follow a date.
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?=[]/,.}]|\Z)")
_DATE = re.compile(
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_LONG_YEAR = re.compile(
    r"([?~%]?)(Y-?[1-9][0-9]*|-?[0-9]{4}(?=S[1-9]))(?:E([1-9][0-9]*))?(?:S([1-9][0-9]*))?([?~%]?)"
)
_STAMP = re.compile(
    r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?:(Z)|([+-][0-9]{2})(?::([0-9]{2}))?)?"
)
_Parts = tuple[str, str, str]  # the digits of a year, a month and a day, the last two optional

_AT_A_DATE = {
    " ": "a date without spaces",
    "Y": "'Y' and a year of five or more digits, the first not 0",
}
"""The expected text in place of a sign where a date should begin."""

_BEHIND_A_DATE = {
    " ": "no space",
    "-": "a month or a day of two digits, or the end of the date",
    "/": "the end: an interval has two ends, and neither is a time stamp",
    "S": "'S' behind a year with all its digits, and a count from 1",
    "T": "a day and its time as YYYY-MM-DDThh:mm:ss, or the end of the date",
    **dict.fromkeys("?~%", "one qualifier, since '%' means both"),
}


def read(text: str) -> Edtf:
    """Read a text in EDTF; an error has a hint only where it costs nothing to know."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        year, month, day = plain.groups("")
        return _known_date(text, 0, (year, month, day), PLAIN)
    if len(text) > LONGEST_TEXT:
        expected = f"the end of the date, of which {LONGEST_TEXT:,} characters are read"
        raise EdtfError(text, LONGEST_TEXT, expected, "bad-date")
    production = _set if text.startswith(("[", "{")) else _interval
    value, position = production(text, 0)
    if position < len(text):
        expected = _BEHIND_A_DATE.get(text[position], "the end of the date")
        raise EdtfError(text, position, expected, "bad-date")
    return value


def _interval(text: str, position: int) -> tuple[Edtf, int]:
    """A date, a time stamp, or two ends with a slash between them."""
    stamp = _STAMP.match(text, position) if "T" in text else None
    if stamp:
        return _stamp(stamp), stamp.end()
    start: Qualified | End
    begins = position
    if text.startswith("/", position):
        start = UNKNOWN
    elif text.startswith("../", position):
        start, position = OPEN, position + 2
    else:
        start, behind = _date(text, position)
        if not text.startswith("/", behind):
            return start, behind
        position = behind
    position += 1
    end: Qualified | End
    if text[position:] in ("", "..") and isinstance(start, Qualified):
        end, behind = End(text[position:]), len(text)
    else:
        end, behind = _date(text, position)
    interval = Interval(start, end)
    _refuse_backwards(text, (begins, position, behind), interval)
    return interval, behind


def _set(text: str, position: int) -> tuple[Edtf, int]:
    """Dates in brackets, one of them; or in braces, all of them."""
    closing = "]" if text[position] == "[" else "}"
    members: list[Qualified | Range] = []
    more, ended = True, False
    while more:
        member, position = _member(text, position + 1, first=not members)
        members.append(member)
        ended = isinstance(member, Range) and member.end is OPEN
        more = not ended and text.startswith(",", position)
    if not text.startswith(closing, position):
        expected = f"'{closing}'" if ended else f"',' or '{closing}'"
        raise EdtfError(text, position, expected, "bad-date")
    return (OneOf if closing == "]" else AllOf)(tuple(members)), position + 1


def _member(text: str, position: int, *, first: bool) -> tuple[Qualified | Range, int]:
    """A date of a set, or dates in a row; the first may lack its start, the last its end."""
    if first and text.startswith("..", position):
        end, behind = _date(text, position + 2)
        return Range(OPEN, end), behind
    begins = position
    start, behind = _date(text, position)
    if not text.startswith("..", behind):
        return start, behind
    position = behind + 2
    if text[position : position + 1] in ("", "]", "}"):
        return Range(start, OPEN), position
    end, behind = _date(text, position)
    if start.unit != end.unit:
        raise EdtfError(text, position, f"a {start.unit}, as before '..'", "bad-date")
    members = Range(start, end)
    _refuse_backwards(text, (begins, position, behind), members)
    return members, behind


def _refuse_backwards(text: str, places: tuple[int, int, int], stretch: Interval | Range) -> None:
    """Refuse a stretch whose last possible end is before its first possible start.

    The places are where it begins, where its end does, and what is behind it.
    """
    earliest, latest = stretch.earliest, stretch.latest
    if earliest is not None and latest is not None and latest < earliest:
        swapped = replace(stretch, start=stretch.end, end=stretch.start)
        begins, position, behind = places
        whole = f"{text[:begins]}{swapped}{text[behind:]}"
        hint = Cure("put the earlier date first: ", Value(whole))
        expected = f"an end that is not before {earliest}"
        raise EdtfError(text, position, expected, "ends-before-it-starts", hint)


def _date(text: str, position: int) -> tuple[Qualified, int]:
    """A date of its own: a day, month, year, season or long year, with its qualifiers."""
    plain = _PLAIN.match(text, position)
    if plain:
        year, month, day = plain.groups("")
        return _known_date(text, position, (year, month, day), PLAIN), plain.end()
    matched = _DATE.match(text, position)
    if not matched or text.startswith("S", matched.end()):
        long_year = _LONG_YEAR.match(text, position)
        if long_year:
            return _long_year(long_year), long_year.end()
    if not matched:
        expected = (
            "a date without spaces" if text.startswith(" ", position) else "a year of four digits"
        )
        if text.startswith("Y", position):
            expected = "'Y' and a year of five or more digits, the first not 0"
        raise EdtfError(text, position, expected, "bad-date")
    before_year, year, after_year, *rest = matched.groups(default="")
    before_month, month, after_month, before_day, day, after_day = rest
    before, after = (before_year, before_month, before_day), (after_year, after_month, after_day)
    marks = Marks(before, after) if any(before) or any(after) else PLAIN
    if "X" in year or "X" in month or "X" in day:
        return _masked_date(text, position, (year, month, day), marks), matched.end()
    return _known_date(text, position, (year, month, day), marks), matched.end()


def _known_date(text: str, position: int, parts: _Parts, marks: Marks) -> Date | Season:
    """A year, month, day or season whose digits are all known."""
    year, month, day = parts
    if day or (month and int(month) not in GROUPS):
        return _calendar_date(text, position, parts, marks)
    _refuse_minus_zero(text, position, year)
    return Season(int(year), int(month), marks) if month else Date(int(year), marks=marks)


def _calendar_date(text: str, position: int, parts: _Parts, marks: Marks) -> Date:
    """A month or a day, if the calendar has it."""
    year, month, day = parts
    date = Date(int(year), int(month), int(day) if day else None, marks)
    if date.year == 0:
        _refuse_minus_zero(text, position, year)
    if not "01" <= month <= "12":
        raise _impossible(text, position, _MONTH, "a month from 01 to 12")
    if day > "28" or day == "00":
        length = days_in_month(date.year, int(month))
        if not "01" <= day <= str(length):
            hint = f"{MONTHS[int(month) - 1]} {year} has {length} days" if day != "00" else None
            raise _impossible(text, position, _DAY_OF_MONTH, f"a day from 01 to {length}", hint)
    return date


def _masked_date(text: str, position: int, parts: _Parts, marks: Marks) -> MaskedDate | Season:
    """A date with unspecified digits, if the calendar has a day that fits."""
    year, month, day = parts
    _refuse_minus_zero(text, position, year)
    if month.isdigit() and not day and int(month) in GROUPS:
        return Season(Mask(year), int(month), marks)
    date = MaskedDate(Mask(year), month or None, day or None, marks)
    if date.is_possible:
        return date
    if not fitting_days(month, None, leap=True):
        raise _impossible(text, position, _MONTH, "a month from 01 to 12")
    hint = "no year of this pattern is a leap year" if date.days_in(_A_LEAP_YEAR) else None
    raise _impossible(text, position, _DAY_OF_MONTH, "a day that the month can have", hint)


def _refuse_minus_zero(text: str, position: int, year: str) -> None:
    if year == "-0000":
        expected = "a year other than -0000, since year 0, 1 BC, has no sign"
        raise EdtfError(text, text.index(year, position), expected, "impossible-date")


def _impossible(
    text: str, position: int, group: int, expected: str, hint: str | None = None
) -> EdtfError:
    """The error of a month or a day that the date beginning at `position` cannot have."""
    matched = _DATE.match(text, position)
    offset = matched.start(group) if matched else position
    return EdtfError(text, offset, expected, "impossible-date", hint)


def _long_year(matched: re.Match[str]) -> LongYear:
    """A year with `Y`, an exponent or a count of significant digits."""
    before, year, exponent, significant, after = matched.groups(default="")
    text, position = matched.string, matched.start(2)
    _refuse_minus_zero(text, position, year)
    digits = year.lstrip("Y-")
    # Long counts are refused by their length, before a number is made of them.
    length = len(digits) + int(exponent[:5] or 0)
    if length > LONGEST_YEAR:
        expected = f"a year of at most {LONGEST_YEAR} digits"
        raise EdtfError(text, position, expected, "impossible-date")
    if year.startswith("Y") and length < _FEWEST_LONG_DIGITS:
        raise EdtfError(text, position, "a year of more than four digits behind 'Y'", "bad-date")
    significand = int(year.lstrip("Y"))
    length = len(str(abs(significand))) + int(exponent or 0)
    if int(significant[:5] or 0) > length:
        expected = f"at most {length} significant digits"
        raise EdtfError(text, matched.start(4), expected, "impossible-date")
    marks = Marks((before, "", ""), (after, "", "")) if before or after else PLAIN
    return LongYear(
        significand,
        int(exponent) if exponent else None,
        int(significant) if significant else None,
        marks,
    )


def _stamp(matched: re.Match[str]) -> Stamp:
    """A day and its time to the second, with the offset from UTC if there is one."""
    text, position = matched.string, matched.start()
    year, month, day, *clock = matched.groups(default="")
    date = _calendar_date(text, position, (year, month, day), PLAIN)
    hour, minute, second, zulu, hours, minutes = clock
    limits = (
        (hour > "23", 4, "an hour from 00 to 23"),
        (minute > "59", 5, "a minute from 00 to 59"),
        (second > "60", 6, "a second from 00 to 59, or 60 for a leap second"),
        (minutes > "59", 9, "a minute from 00 to 59"),
    )
    for broken, group, expected in limits:
        if broken:
            raise EdtfError(text, matched.start(group), expected, "impossible-date")
    offset = int(hours or 0) * 60 + int(f"{hours[:1]}{minutes or 0}")
    if abs(offset) > _FARTHEST_OFFSET or (hours == "-00" and offset == 0):
        expected = "an offset from UTC between -14:00 and +14:00, none being +00:00"
        raise EdtfError(text, matched.start(8), expected, "impossible-date")
    shown = int(month), int(day), int(hour), int(minute), int(second)
    return Stamp(date.year, *shown, offset if zulu or hours else None, bool(zulu))
