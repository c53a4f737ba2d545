"""What an editor who wrote a date in another way probably meant.

Only what is evident is offered, and only what reads as a date: every suggestion is tried first.
Where a text may mean two dates, both are named.
"""

import re
from collections.abc import Callable

from chronology.cures import Cure, Value, to_write
from chronology.edtf.forms import ENGLISH, MONTHS
from chronology.edtf.months import months_of
from chronology.edtf.usage import Usage

__all__ = ["MONTHS", "cure", "only_reading", "readable"]

_LONGEST = 80
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = "\"'`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_NONE = {"?", "-", "n/a", "na", "none", "nd", "n.d", "o.d", "s.a", "s.d", "s.f", "tba", "tbc"}
_NONE |= {"tbd", "undated", "unknown", "date unknown", "no date", "not dated"}
_NONE |= {"ohne datum", "sans date", "sin fecha"}
"""What is written where no date is known, without brackets and the last point."""

Reader = Callable[[str], object]


def cure(text: str, read: Reader, language: str | None = None) -> str | None:
    """What to write instead of a text that is no date, if that is evident.

    Args:
        text: What was written.
        read: Reads a date, or raises ValueError: nothing is offered that it refuses.
        language: The BCP 47 tag of a language whose months are known beside the English ones.
    """
    if len(text) > _LONGEST:
        return None
    said = " ".join(text.translate(_DASHES).strip(f"{_QUOTES} \t\r\n").split()).lower()
    if said.strip("[]().") in _NONE or said in _NONE:
        return "leave the date out: what is not known is not written"
    usage = Usage(read, months_of(language))
    timed = re.fullmatch(_TIMED, said)
    if timed and usage.reads(timed[1]):
        return readable(_with_time(*timed.groups()), read)
    said = said.replace("\u2019", "'")
    readings = usage.readings(said)
    if not readings and said.startswith("[") and said.endswith("]"):  # an archivist's own words
        readings = usage.readings(said[1:-1])
    if not readings:
        return None
    season = next((each for each in readings if re.fullmatch(_SEASON, each)), None)
    return to_write(readings, otherwise=season and _AS_YEARS.format(season))


_SEASON = r"[0-9]{4}-(?:2[1-4]|3[3-6])"
_AS_YEARS = (
    "EDTF has {} for it; `two-digit-year` asks whether years are meant, and is turned off under "
    "`rules`"
)


_TIMED = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]"
    r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::([0-5][0-9])(?:[.,][0-9]+)?)?"
    r" ?(z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


def _with_time(day: str, clock: str, seconds: str | None, zone: str | None) -> Cure:
    """The hint for a day with its time: the time goes beside it, or, to the second, behind it."""
    date = Value(day)
    otherwise = Cure("write ", date, ", without the time")  # a source has no field for it
    behind = _offset(zone)
    if seconds is not None and (behind or seconds != "00"):
        return to_write(f"{day}T{clock}:{seconds}{behind}", otherwise=otherwise)
    time = Value(clock, beside="time")
    if (clock, seconds) == ("00:00", "00"):
        condition = "; only if midnight is meant, the time "
        return Cure("write ", date, condition, time, " beside it as `time`", otherwise=otherwise)
    if not behind:
        words = ", and the time "
        return Cure("write ", date, words, time, " beside it as `time`", otherwise=otherwise)
    hours = 0 if behind == "Z" else int(behind[:3])
    if behind[3:] not in ("", ":00"):
        return otherwise  # only zones of whole hours have names of their own
    zone = Value(f"Etc/GMT{-hours:+d}" if hours else "UTC", beside="timezone")
    words = ", and the time "
    behind_it = " as `time` and ", zone, " as `timezone`"
    return Cure("write ", date, words, time, *behind_it, otherwise=otherwise)


def _offset(zone: str | None) -> str:
    """An offset from UTC as EDTF has it; empty for none."""
    if zone is None:
        return ""
    if not zone.startswith(("+", "-")):
        return "Z"
    return zone if len(zone) != len("+0000") else f"{zone[:3]}:{zone[3:]}"


# ---------------------------------------------------------------------- certain readings

_MONTH_NAME = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_CERTAIN = (
    # 2025-2-3, 2025/02/27, 2025.02.27, 20250227
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", (1, 3, 4)),
    (r"(\d{4})(\d{2})(\d{2})", (1, 2, 3)),
    # 27/02/2025 and 2/27/2025: both orders are tried, and one of them must be no date
    (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", (4, 3, 1)),
    (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", (4, 1, 3)),
    # 27 February 2025; February 27, 2025; February 2025
    (rf"{_DAY}(?: of)? ({_MONTH_NAME})\.?,? (\d{{4}})", (3, 2, 1)),
    (rf"({_MONTH_NAME})\.? {_DAY},? (\d{{4}})", (3, 1, 2)),
    (rf"({_MONTH_NAME})\.?,? (\d{{4}})()", (2, 1, 3)),
)
"""The forms that mean one thing, wherever they are written."""

_BETWEEN_SIGNS = re.compile(r" ?(\.\.|[][{},/~?%]) ?")


def readable(hint: str | None, read: Reader) -> str | None:
    """A hint, if all dates that it tells to write can be read."""
    usage = Usage(read, {})
    if isinstance(hint, Cure):
        return hint if hint.spelt(lambda x: x if x.beside or usage.reads(x) else None) else None
    return hint


def only_reading(text: str, read: Reader) -> str | None:
    """The date that a text means to everyone, in EDTF; None if it may mean two or is vague.

    Fewer texts than `cure` has a hint for: what is written without asking must be certain.

    Args:
        text: What was written.
        read: Reads a date, or raises ValueError.
    """
    said = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return None
    meant = {_BETWEEN_SIGNS.sub(r"\1", said.upper())}
    for pattern, order in _CERTAIN:
        matched = re.fullmatch(pattern, said.translate(_DASHES), re.IGNORECASE | re.ASCII)
        if matched:
            meant.add(_numbered(*(matched[group] for group in order)))
    readings = [each for each in meant if _reads(each, read)]
    return readings[0] if len(readings) == 1 else None


def _numbered(year: str, month: str, day: str | None) -> str:
    """A date in digits, from a month's number or name."""
    number = month if month.isdigit() else str(ENGLISH[month[:3].lower()])
    return "-".join([year, f"{number:0>2}", *([f"{day:0>2}"] if day else [])])


def _reads(text: str, read: Reader) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
