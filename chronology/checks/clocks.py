"""Rules about the times of one event: they agree with each other, and with the clocks there."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.rule import rule
from chronology.days import parts_of
from chronology.diagnostics import Finding, Path, Severity
from chronology.edtf import Clock, Date, Edtf, Precision, Span, Stamp, Unit
from chronology.model import Event
from chronology.network.stated import zone_of
from chronology.network.zones import instants, is_skipped
from chronology.shape import Shaped
from chronology.wording import date_in_words, span_in_words

_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 24 * 60, Unit.WEEK: 7 * 24 * 60}
"""The units whose length in minutes is known; those of the calendar have none."""


@rule("contradictory-times", Severity.ERROR)
def contradictory_times(shaped: Shaped) -> Iterator[Finding]:
    """The times of one event cannot all be true.

    A time stamp in `date` is another moment than `time`, or the `duration` is not what lies between
    the two ends of `time`. A length counts as rounded to its unit: six hours are more than five and
    less than seven. Times and lengths with `~` contradict nothing.
    """
    for path, event in shaped.events():
        if event.time is None or shaped.is_broken((*path, "date")):
            continue
        zone = zone_of(event, shaped.record.places)
        if isinstance(event.date, Stamp):
            yield from _against_stamp(path, event, event.date, zone)
        if event.duration is not None:
            yield from _against_length(path, event, event.duration, zone)


def _against_stamp(path: Path, event: Event, stamp: Stamp, zone: str | None) -> Iterator[Finding]:
    """The finding that a stamp is not within the times of day beside it, to the minute."""
    time = event.time
    if time is None or time.start.about or (time.end is not None and time.end.about):
        return
    ends = (time.start, time.end or time.start)
    if stamp.offset is None:
        within = ends[0].minute_of_day <= stamp.second_of_day // 60 <= ends[1].minute_of_day
    else:
        days = [instants(stamp.first, clock, zone) for clock in ends] if zone else [None]
        if None in days:
            return  # which moment `time` is, nobody can tell
        first, last = (each for each in days if each is not None)
        within = first[0] <= (stamp.posix_time or 0) // 60 <= last[1]
    if not within:
        message = f"`time` is {time}, and the time stamp in `date` is {stamp}"
        yield Finding((*path, "time"), message, "keep the one that the source gives")


def _against_length(path: Path, event: Event, length: Span, zone: str | None) -> Iterator[Finding]:
    """The finding that what lies between two times of one day is not the length that is given."""
    time = event.time
    if time is None or time.end is None or time.start.about or time.end.about or length.about:
        return
    if length.unit not in _MINUTES:
        return
    shortest, longest = _between(event, time.start, time.end, zone)
    unit = _MINUTES[length.unit]
    is_short = length.highest is not None and shortest >= (length.highest + 1) * unit
    is_long = length.lowest is not None and longest <= (length.lowest - 1) * unit
    if is_short or is_long:
        passed = span_in_words(Span(shortest, shortest, Unit.MINUTE))
        message = f"`duration` is {length}, and between the ends of `time` lie {passed}"
        hint = "correct the one that is wrong, or mark it with `~` if it is about"
        yield Finding((*path, "duration"), message, hint)


def _between(event: Event, start: Clock, end: Clock, zone: str | None) -> tuple[int, int]:
    """The least and the most minutes between two times of a day, by the clocks of a zone."""
    plain = end.minute_of_day - start.minute_of_day
    date = event.date.certain() if event.date else None
    if zone is None or not isinstance(date, Date) or date.unit != "day":
        return plain, plain
    began, ended = instants(date.first, start, zone), instants(date.first, end, zone)
    if began is None or ended is None:
        return plain, plain
    return ended[0] - began[1], ended[1] - began[0]


@rule("skipped-time", Severity.ERROR)
def skipped_time(shaped: Shaped) -> Iterator[Finding]:
    """A local time that the clocks of its zone never showed.

    Where clocks are set forward, an hour of that day is missing; a zone that changes its side of
    the date line loses a whole day. A calendar would move such a time in silence. Either the time,
    the day or the zone is wrong.
    """
    for path, event in shaped.events():
        zone = zone_of(event, shaped.record.places)
        date = event.date.certain() if event.date else None
        if zone is None or date is None or date.precision.rank > Precision.DAY.rank:
            continue
        for field, clock in _local_times(event, date):
            if date.first == date.last and is_skipped(date.anchor, clock, zone):
                day = date_in_words(Date(*parts_of(date.anchor)))
                message = f"clocks in {zone} never showed {clock} on {day}"
                hint = "they were set forward: look at the time, the day and the zone again"
                yield Finding((*path, field), message, hint)


def _local_times(event: Event, date: Edtf) -> Iterator[tuple[str, Clock]]:
    """The exact times that an event has by the clocks of its zone, each with its field."""
    if isinstance(date, Stamp):
        if date.offset is None:
            yield "date", Clock(date.hour, date.minute)
    elif event.time is not None:
        for clock in (event.time.start, event.time.end):
            if clock is not None and not clock.about:
                yield "time", clock
