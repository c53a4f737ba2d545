"""When an event was, as far as its date and time say so exactly."""

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
    """When an event began and, where that is known, ended; `about` where the times are not exact.

    Without a time zone, they are what the clocks of the place are said to have shown. That is so,
    too, where these skipped one of the times, as when summer time began (`skipped`): no moment is
    meant by it, and to choose one would move the event.
    """

    start: datetime
    end: datetime | None = None
    about: bool = False
    skipped: bool = False


def is_exact(date: Edtf) -> bool:
    """Whether a date leaves no day open: one certain day, all from one to another, or a moment."""
    if isinstance(date, Interval):
        return _is_day(date.start) and _is_day(date.end)
    return isinstance(date, Stamp) or _is_day(date)


def _is_day(date: Edtf | End | None) -> TypeGuard[Date]:
    return is_certain(date) and date.unit == "day"


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
    own_zone = zone(event.zone)
    if isinstance(date, Stamp):
        own = None if date.offset is None else timezone(timedelta(minutes=date.offset))
        return _in_zone(Moments(_clock(date, date.second_of_day)), own or own_zone)
    if date is None or event.time is None or not _is_day(date):
        return None
    begin, until = event.time.start, event.time.end
    start = _clock(date, begin.minute_of_day * 60)
    if until is not None:
        end = _clock(date, until.minute_of_day * 60)
        return _in_zone(Moments(start, end, begin.about or until.about), own_zone)
    return _lasting(_in_zone(Moments(start, None, begin.about), own_zone), event.duration)


def _clock(date: Edtf, second: int) -> datetime:
    return datetime.fromordinal(date.anchor) + timedelta(seconds=second)


def _in_zone(shown: Moments, clocks: tzinfo | None) -> Moments:
    """What clocks showed, by those of a zone; as it was where these skipped one of the times."""
    start = shown.start.replace(tzinfo=clocks)
    end = None if shown.end is None else shown.end.replace(tzinfo=clocks)
    if is_in_gap(start) or (end is not None and is_in_gap(end)):
        return replace(shown, skipped=True)
    return replace(shown, start=start, end=end)


def _lasting(began: Moments, lasted: Span | None) -> Moments:
    """What began at a time and lasted as long as is known."""
    if lasted is None or lasted.highest != lasted.lowest or lasted.unit not in SECONDS:
        return began
    start = began.start
    length = timedelta(seconds=(lasted.highest or 0) * SECONDS[lasted.unit])
    if start.tzinfo is None:
        end = start + length
    else:  # counted in UTC, since clocks may have been set meanwhile
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return replace(began, end=end, about=began.about or lasted.about)
