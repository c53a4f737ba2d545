"""Times of day beside a date: `09:50`, `09:50~`, `09:50/16:20~`.

They are floating: the record says to which zone they belong. Minutes are as fine as they get, so
that no seconds are written which no source gave.
"""

import re
from dataclasses import dataclass

from chronology.cures import to_write
from chronology.edtf.errors import EdtfError

__all__ = ["Clock", "TimeOfDay", "parse_time"]

_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(~?)")
_ONE_CLOCK = re.compile(
    r"(?P<about>(?:about|around|circa|ca?\.?|~) ?)?(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d\d))?"
    r"(?::\d\d)? ?(?P<half>[ap]\.?m\.?)?(?P<late>~)?",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = re.compile(r" ?(?:/|-|\u2013|\u2014|\bto\b|\buntil\b) ?", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock shows at a moment, from 00:00 to 23:59; `about` where that is not exact."""

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
    """When on its day something happened: at `start`, or from `start` to `end`."""

    start: Clock
    end: Clock | None = None

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"


def parse_time(text: str) -> TimeOfDay:
    """What a time of day beside a date means.

    >>> parse_time("09:50/16:20~").end
    Clock(hour=16, minute=20, about=True)

    Raises:
        EdtfError: `bad-time`: the text is not of this form, or ends before it starts.
    """
    try:
        return _time(text)
    except EdtfError as error:
        hint = error.hint or _cure(text)
        raise EdtfError(text, error.offset, error.expected, "bad-time", hint) from None


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


def _cure(text: str) -> str | None:
    """What to write instead, if that is evident and reads as a time."""
    parts = _BETWEEN.split(text.strip()[:_LONGEST])
    written = "/".join(_rewritten(part) for part in parts)
    try:
        _time(written)
    except EdtfError:
        return None
    return to_write(written)


def _rewritten(said: str) -> str:
    """One clock in the form `HH:MM`; the text itself where it cannot be told."""
    matched = _ONE_CLOCK.fullmatch(said)
    if not matched or not (matched["minute"] or matched["half"]):
        return said
    hour = int(matched["hour"])
    if matched["half"]:
        afternoon = matched["half"].lower().startswith("p")
        hour = hour % 12 + 12 * afternoon if 1 <= hour <= 12 else 24
    about = "~" if matched["about"] or matched["late"] else ""
    return f"{hour:02d}:{matched['minute'] or '00'}{about}"
