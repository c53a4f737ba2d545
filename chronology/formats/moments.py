"""The exact times of events, as far as their dates and times have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from datetime import date as calendar_date
from typing import TypeGuard

from chronology.dates import Date, Edtf, End, Interval, Span, Stamp, is_certain
from chronology.dates.times import SECONDS
from chronology.events import Event
from chronology.network.statements import is_in_gap, zone


@dataclass(frozen=True, slots=True)
class Moments:
    """The beginning of an event and its end, if known; `about` if the times are not exact.

    Without a time zone, they are the times that clocks at the place are reported to have shown.
    The same holds if these skipped one of the times, as when summer time began (`skipped`): it
    means no moment, and to choose one would move the event.
    """

    start: datetime
    end: datetime | None = None
    about: bool = False
    skipped: bool = False


def is_exact(date: Edtf) -> bool:
    """True if a date leaves no day open: one certain day, all from one to another, or a moment."""
    if isinstance(date, Interval):
        return _is_day(date.start) and _is_day(date.end)
    return isinstance(date, Stamp) or _is_day(date)


def _is_day(date: Edtf | End | None) -> TypeGuard[Date]:
    return is_certain(date) and date.unit == "day"


def last_day(date: Edtf | None) -> calendar_date | None:
    """The last day of a date; None if it has none in the years 1 to 9999."""
    try:
        return date.latest.to_date() if date and date.latest else None
    except ValueError:
        return None


def moments(event: Event) -> Moments | None:
    """The times at which an event of one certain day began and ended by the clock.

    None if no clock time is known, or the year is outside 1 to 9999. An end that only follows from
    an exact duration counts as known.
    """
    date = event.date
    clocks: tzinfo | None = zone(event.zone)
    try:
        if isinstance(date, Stamp):
            if date.offset is not None:
                clocks = timezone(timedelta(minutes=date.offset))
            return _in_zone(Moments(_clock(date, date.second_of_day)), clocks)
        if date is None or event.time is None or not _is_day(date):
            return None
        begin, until = event.time.start, event.time.end
        start = _clock(date, begin.minute_of_day * 60)
        if until is not None:
            end = _clock(date, until.minute_of_day * 60)
            return _in_zone(Moments(start, end, begin.about or until.about), clocks)
        return _add_end(_in_zone(Moments(start, None, begin.about), clocks), event.duration)
    except (ValueError, OverflowError):  # what `datetime` cannot hold
        return None


def _clock(date: Edtf, second: int) -> datetime:
    return datetime.fromordinal(date.anchor) + timedelta(seconds=second)


def _in_zone(shown: Moments, clocks: tzinfo | None) -> Moments:
    """Times by the clocks of a zone; as they were if these skipped one of them."""
    start = shown.start.replace(tzinfo=clocks)
    end = None if shown.end is None else shown.end.replace(tzinfo=clocks)
    if is_in_gap(start) or (end is not None and is_in_gap(end)):
        return replace(shown, skipped=True)
    return replace(shown, start=start, end=end)


def _add_end(began: Moments, lasted: Span | None) -> Moments:
    """Add the end that follows from the beginning and an exact duration."""
    if lasted is None or lasted.highest != lasted.lowest or lasted.unit not in SECONDS:
        return began
    start = began.start
    length = timedelta(seconds=(lasted.highest or 0) * SECONDS[lasted.unit])
    if start.tzinfo is None:
        end = start + length
    else:  # counted in UTC, since clocks may have been set meanwhile
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return replace(began, end=end, about=began.about or lasted.about)
