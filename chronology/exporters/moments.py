"""When an event was, as far as its date and time say so exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as calendar_date
from zoneinfo import ZoneInfo

from chronology.chronology import Event
from chronology.edtf import Clock, Date, Edtf, Interval, Span, Stamp
from chronology.edtf.span import SECONDS
from chronology.edtf.values import PLAIN


@dataclass(frozen=True, slots=True)
class Moments:
    """When an event began and, where that is known, ended; `about` where the times are not exact.

    Without a time zone, they are what the clocks of the place showed.
    """

    start: datetime
    end: datetime | None = None
    about: bool = False


def is_certain(date: object) -> bool:
    """Whether this is one day, month or year of the calendar, without any qualifier."""
    return isinstance(date, Date) and date.marks == PLAIN


def is_exact(date: Edtf) -> bool:
    """Whether a date leaves no day open: one certain day, all from one to another, or a moment."""
    if isinstance(date, Interval):
        return _is_day(date.start) and _is_day(date.end)
    return isinstance(date, Stamp) or _is_day(date)


def _is_day(date: object) -> bool:
    return is_certain(date) and isinstance(date, Date) and date.unit == "day"


def last_day(date: Edtf | None) -> calendar_date | None:
    """The last day of a date; None where it has none in the years 1 to 9999."""
    day = None if date is None else date.latest
    try:
        return None if day is None else day.to_date()
    except ValueError:
        return None


def moments(event: Event) -> Moments | None:
    """When an event of one certain day began and ended by the clock.

    None where no clock time is known, or the year is outside 1 to 9999. An end that only follows
    from an exact duration counts as known.
    """
    try:
        return _moments(event)
    except (ValueError, OverflowError):  # what `datetime` cannot hold
        return None


def _moments(event: Event) -> Moments | None:
    date = event.date
    zone = ZoneInfo(event.zone) if event.zone else None
    if isinstance(date, Stamp):
        own = None if date.offset is None else timezone(timedelta(minutes=date.offset))
        return Moments(_clock(date, own or zone, date.second_of_day))
    if date is None or event.time is None or not _is_day(date):
        return None
    begin, until = event.time.start, event.time.end
    start = _clock(date, zone, begin.minute_of_day * 60)
    if until is not None:
        end = _clock(date, zone, until.minute_of_day * 60)
        return Moments(start, end, begin.about or until.about)
    return _lasting(start, begin, event.duration)


def _clock(date: Edtf, zone: timezone | ZoneInfo | None, second: int) -> datetime:
    midnight = datetime.fromordinal(date.anchor)
    return (midnight + timedelta(seconds=second)).replace(tzinfo=zone)


def _lasting(start: datetime, clock: Clock, lasted: Span | None) -> Moments:
    """What began at a time and lasted as long as is known."""
    if lasted is None or lasted.highest != lasted.lowest or lasted.unit not in SECONDS:
        return Moments(start, None, clock.about)
    length = timedelta(seconds=(lasted.highest or 0) * SECONDS[lasted.unit])
    if start.tzinfo is None:
        end = start + length
    else:  # counted in UTC, since clocks may have been set meanwhile
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return Moments(start, end, clock.about or lasted.about)
