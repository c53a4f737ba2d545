"""Rules about the times of one event: they agree with each other, and with the clocks there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from chronology.checks.rule import rule
from chronology.days import parts_of
from chronology.diagnostics import Finding, Path, Severity
from chronology.edtf import Clock, Date, Edtf, Precision, Span, Stamp, Unit
from chronology.edtf.span import SECONDS
from chronology.model import Event
from chronology.network.stated import zone_of
from chronology.network.zones import instants, is_skipped, shown_in
from chronology.shape import Shaped
from chronology.wording import date_in_words, span_in_words

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}
_SHORTEST = SECONDS | {unit: days * 86_400 - 3_600 for unit, days in _DAYS.items()}
"""The fewest seconds in each unit; from a day on, clocks may be set forward once."""


@rule("contradictory-times", Severity.ERROR)
def contradictory_times(shaped: Shaped) -> Iterator[Finding]:
    """The times of one event cannot all be true.

    A time stamp in `date` is another moment than `time`, by the clocks of the place; or the
    `duration` is longer than what lies between the two ends of `time` on one day. (A shorter one
    may leave out breaks.) A length counts as rounded to its unit: six hours are more than five.
    Times and lengths with `~` contradict nothing.
    """
    for path, event in shaped.events():
        if event.time is None or shaped.is_broken((*path, "date")):
            continue
        zone = zone_of(event, shaped.record.places)
        if isinstance(event.date, Stamp):
            yield from _against_stamp(path, event, event.date, zone)
        elif event.duration is not None and event.date is not None:
            yield from _against_length(path, event, event.date, zone)


def _against_stamp(path: Path, event: Event, stamp: Stamp, zone: str | None) -> Iterator[Finding]:
    """The finding that a stamp is not within the times of day beside it, to the minute."""
    time = event.time
    if time is None or time.start.about or (time.end is not None and time.end.about):
        return
    shown = shown_in(stamp, zone)
    if shown is None:
        return  # which moment `time` is, is not known
    start, end = time.start.minute_of_day, (time.end or time.start).minute_of_day
    if not start <= shown[1] <= end:
        message = f"`time` is {time}, and the time stamp in `date` is {stamp}"
        yield Finding((*path, "time"), message, "keep the one that the source gives")


def _against_length(path: Path, event: Event, date: Edtf, zone: str | None) -> Iterator[Finding]:
    """The finding that less time lies between two times of a day than the length that is given."""
    time, length, day = event.time, event.duration, date.certain()
    if time is None or time.end is None or length is None or length.lowest is None:
        return
    # On several days the times are those of each day, or of the first and the last.
    if time.start.about or time.end.about or length.about or not _is_one_day(day):
        return
    passed = _between(day.anchor, time.start, time.end, zone)
    if passed * 60 <= (length.lowest - 1) * _SHORTEST[length.unit]:
        words = span_in_words(Span(passed, passed, Unit.MINUTE))
        message = f"`duration` is {length}, and between the ends of `time` lie {words}"
        hint = "correct the one that is wrong, or mark it with `~` if it is about"
        yield Finding((*path, "duration"), message, hint)


def _is_one_day(date: Edtf | None) -> TypeGuard[Date]:
    return isinstance(date, Date) and date.unit == "day"


def _between(day: int, start: Clock, end: Clock, zone: str | None) -> int:
    """The most minutes between two times of a day, by the clocks of a zone if that is known."""
    began = instants(day, start, zone) if zone else None
    ended = instants(day, end, zone) if zone else None
    if began is None or ended is None:
        return end.minute_of_day - start.minute_of_day
    return ended[1] - began[0]


@rule("skipped-time", Severity.ERROR)
def skipped_time(shaped: Shaped) -> Iterator[Finding]:
    """A local time that the clocks of its zone never showed.

    Where clocks are set forward, an hour of that day is missing; a zone that changes its side of
    the date line loses a whole day. A calendar would move such a time in silence. Either the time,
    the day or the zone is wrong. The first moment of the gap, at which clocks are set, is accepted.
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
