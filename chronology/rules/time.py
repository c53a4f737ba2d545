"""Rules about time: dates and clock times agree with each other, and with what sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import TypeAlias, assert_never, cast

from chronology.dates import (
    Clock,
    Date,
    DateSet,
    Edtf,
    EdtfError,
    Hemisphere,
    Interval,
    LongYear,
    MaskedDate,
    OneOf,
    Precision,
    Range,
    Season,
    Span,
    Stamp,
    TimeOfDay,
    Unit,
    parse,
)
from chronology.dates.days import parts_of, weekday_of, year_text
from chronology.dates.times import SECONDS
from chronology.dates.words import date_in_words, span_in_words
from chronology.findings import CODES, Finding, Path, Severity
from chronology.model import EVENT_LINKS, Event
from chronology.model.record import citations_of, whens
from chronology.network import Contradiction
from chronology.network.statements import (
    Said,
    date_there,
    derive_bounds,
    hemisphere_of,
    instants,
    is_skipped,
    local_time,
    offsets,
    proof,
    zone_of,
)
from chronology.reading import Draft
from chronology.rules.rule import Known, Rule, rule, targets_of, values_of
from chronology.text import to_write
from chronology.vocabulary import Status, Weekday

Days: TypeAlias = tuple[int | None, int | None]
"""The numbers of a first and a last day; None is no bound."""


def certain_days(date: Edtf | None, hemisphere: Hemisphere | None = None) -> Days:
    """The first and the last day by what is certain of a date; see `Edtf.certain`."""
    certain = date.certain(hemisphere) if date else None
    return (None, None) if certain is None else (certain.first, certain.last)


def days_of(draft: Draft, event: Event) -> Days:
    """The first and the last day by what is certain of an event's date, at its place."""
    date = event.date and date_there(event.date, _zone(draft, event))
    return certain_days(date, hemisphere_of(event, draft.record.places))


def _zone(draft: Draft, event: Event) -> str | None:
    return zone_of(event, draft.record.places)


def slack_of(draft: Draft, event: Event) -> int:
    """The days by which a calendar elsewhere may be behind an event's in its working hours.

    One in the far east: when the day begins there, it is the morning before in America.
    """
    zone, (day, _) = _zone(draft, event), days_of(draft, event)
    if zone is None or day is None:
        return 0
    return int(offsets(zone, parts_of(day)[0])[1] >= _FAR_EAST)


_FAR_EAST = 9 * 60  # minutes


def lead_of(date: Edtf | None) -> int:
    """The days by which a source may be dated ahead: an issue is out before its cover's month."""
    return _A_MONTH if date is not None and date.precision.rank > Precision.DAY.rank else 0


_A_MONTH = 31


# ------------------------------------------------------------------------------ dates

_NOT_YET = (Status.PLANNED, Status.CANCELLED, Status.POSTPONED)


@rule("no-date", Severity.WARNING)
def no_date(draft: Draft) -> Iterator[Finding]:
    """An event without a date.

    It stands last and says "undated". A date need not be exact to be worth giving: a year, a
    month, `2025-02-2X`, or bounds such as `"[..2025-02-27]"`.
    """
    for path, event in draft.events():
        if event.date is None:
            hint = 'an uncertain date is better than none: 2025-02, or "[..2025-02-27]"'
            yield Finding((*path, "date"), "the event has no `date`", hint)


@rule("after-as-of", Severity.WARNING)
def after_as_of(draft: Draft) -> Iterator[Finding]:
    """An event or a source is dated after the day up to which sources were searched.

    What lies after `as_of` cannot be known to have happened. Either `as_of` is old, or the event's
    `status` is `planned`; a source that was published or read later shows that it is old, or is
    misdated. A day later is accepted of a publication, which has another clock than the reader.
    """
    as_of = draft.record.as_of
    _, searched = certain_days(as_of)
    if searched is None:
        return
    for name, source in draft.record.sources.items():
        for field, verb, slack in (("published", "published", 1), ("accessed", "read", 0)):
            date = getattr(source, field)
            start, _ = certain_days(date)
            if start is not None and start - searched > slack + lead_of(date):
                message = f"the source was {verb} {date}, after `as_of`, {as_of}"
                yield Finding(("sources", name, field), message, "correct it, or `as_of`")
    for path, event in draft.events():
        start, _ = days_of(draft, event)
        if start is None or event.status in _NOT_YET:
            continue
        if start - slack_of(draft, event) > searched:
            message = f"the event is dated {event.date}, after `as_of`, {as_of}"
            yield Finding((*path, "date"), message, "search again up to then, or say it is planned")


@rule("two-digit-year", Severity.WARNING)
def two_digit_year(draft: Draft) -> Iterator[Finding]:
    """A season that may be two years, the second in two digits.

    In EDTF a year and a number from 21 on is a season or a quarter: `1826-31` is the autumn of 1826
    in the southern hemisphere. Librarians and sports mean the years 1826 to 1831, which EDTF writes
    `1826/1831`. It is reported where the number is one to six greater than the last digits of the
    year. If the season is meant, turn this off under `rules`.
    """
    for path, date in _dates(draft):
        for season in _seasons(date):
            year, number = season.year, season.group
            if isinstance(year, int) and year > 0 and 0 < number - year % 100 <= _LONGEST_TERM:
                years = f"{year_text(year)}/{year_text(year - year % 100 + number)}"
                text = f"{year_text(year)}-{number}"
                message = f"{text} is {date_in_words(Season(year, number))}"
                hint: str = to_write(years, f" if these are years; {_IF_NOT}")
                if str(date) != text:  # a set holds no intervals, and a mark belongs to both years
                    hint = f"if these are years, write both in full; {_IF_NOT}"
                yield Finding(path, message, hint)


_IF_NOT = "if not, turn this off under `rules`"

_LONGEST_TERM = 6
"""Up to how many years a term lasts that is written so; longer ones are written in full."""


def _dates(draft: Draft) -> Iterator[tuple[Path, Edtf]]:
    """Every date of a file, read as one, with its path: fields, readings, and what `when` names."""
    yield from values_of(draft, "as_of", "period", "published", "accessed", "date")
    for path, event in draft.events():
        readings = (
            ((*where, "differs", "date"), citation.differs.get("date", ""))
            for where, _, citation in citations_of(event)
        )
        for where, text in chain(readings, targets_of(event)):
            if _YEAR_AND_NUMBER.search(text):
                with suppress(EdtfError):
                    yield path + where, parse(text)


_YEAR_AND_NUMBER = re.compile(r"[0-9]{4}-[2-4][0-9]")


def _seasons(date: Edtf) -> Iterator[Season]:
    """The seasons that make up a date."""
    match date:
        case Season():
            yield date
        case Interval() | Range() | DateSet():
            for each in date.dates:
                yield from _seasons(each)
        case Date() | LongYear() | MaskedDate() | Stamp():
            pass
        case _:
            assert_never(date)


@rule("empty-period", Severity.WARNING)
def empty_period(draft: Draft) -> Iterator[Finding]:
    """No event falls in the `period` that the timeline is to show.

    The drawing would be empty. Often a digit of the year is wrong.
    """
    period = draft.record.period
    dates = [event.date for event in draft.record.events if event.date is not None]
    if period is None or not dates or draft.incomplete or draft.broken.touch_events("date"):
        return
    if not any(_shows(period, date) for date in dates):
        dates.sort(key=lambda date: date.sort_key)
        run = f"of {dates[0]}" if len(dates) == 1 else f"from {dates[0]} to {dates[-1]}"
        message = f"no event falls in the period, {period}"
        yield Finding(("period",), message, f"what is dated is {run}")


def _shows(period: Edtf, date: Edtf) -> bool:
    """True if a drawing of the period shows a date, as both read."""
    start, end = date.first, date.last
    if isinstance(date, OneOf):  # of an open end nothing is drawn but the bound on the other side
        start, end = (end if start is None else start), (start if end is None else end)
    is_later = start is not None and period.last is not None and period.last < start
    is_earlier = end is not None and period.first is not None and end < period.first
    return not is_later and not is_earlier


@rule("same-event-twice", Severity.WARNING)
def same_event_twice(draft: Draft) -> Iterator[Finding]:
    """Two events have the same date and the same participants.

    They may be one event that was entered twice, perhaps as two kinds. Different times of day tell
    two events apart, and so does a link (`part_of`, `follows`, `cancels`) from one to the other.
    """
    seen: dict[tuple[object, ...], _Alike] = {}
    for number, (path, event) in enumerate(draft.events()):
        if event.date is None or not event.participants:
            continue
        alike = seen.setdefault((str(event.date), frozenset(event.participants)), {})
        times = ("any",) if event.time is None else (event.time, None)
        # Linked events are few, so that hardly any are looked at before one that is not.
        found = (
            next((each for each in alike.get(time, {}).values() if _may_be(event, each[1])), None)
            for time in times
        )
        other = min(filter(None, found), key=itemgetter(0), default=None)
        if other is not None:
            message = f"date and participants are those of '{other[1].id}'"
            hint = "make one event of the two, or tell them apart by their times"
            yield Finding((*path, "id"), message, hint)
        # One of each id and time is enough: the rest is a mistake of its own.
        for time in ("any", event.time):
            alike.setdefault(time, {}).setdefault(event.id, (number, event))


_Alike: TypeAlias = dict[TimeOfDay | str | None, dict[str, tuple[int, Event]]]
"""Events of one date and the same participants, by time and id, with their numbers."""


def _may_be(event: Event, other: Event) -> bool:
    """True if two events may be one: they have different ids, and no link between them."""
    return event.id != other.id and not any(
        getattr(one, link) == two.id
        for one, two in ((event, other), (other, event))
        for link in EVENT_LINKS
    )


@rule("planned-in-the-past", Severity.WARNING)
def planned_in_the_past(draft: Draft) -> Iterator[Finding]:
    """An event is planned for a day that was over when sources were last searched.

    By then it was held, cancelled or postponed, or nothing is known of it, which a note can say.
    """
    as_of = draft.record.as_of
    searched, _ = certain_days(as_of)
    if searched is None:
        return
    for path, event in draft.events():
        _, end = days_of(draft, event)
        if event.status is Status.PLANNED and end is not None and end < searched:
            message = f"the event is planned for {event.date}, before `as_of`, {as_of}"
            yield Finding((*path, "status"), message, "say what became of it", at_key=True)


# ------------------------------------------------------------------------------ times of one event

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}
_SHORTEST = SECONDS | {unit: days * 86_400 - 3_600 for unit, days in _DAYS.items()}
"""The fewest seconds in each unit; from a day on, clocks may be set forward once."""


@rule("contradictory-times", Severity.ERROR)
def contradictory_times(draft: Draft) -> Iterator[Finding]:
    """The times of one event cannot all be true.

    A time stamp in `date` is another moment than `time`, by the clocks of the place; or the
    `duration` is longer than what lies between the two ends of `time` on one day. (A shorter one
    may leave out breaks.) A length counts as rounded to its unit: six hours are more than five.
    Times and lengths with `~` contradict nothing.
    """
    for path, event in draft.events():
        if event.time is None or draft.is_broken((*path, "date")):
            continue
        end = event.time.end or event.time.start
        if event.time.start.about or end.about:
            continue
        zone = _zone(draft, event)
        if isinstance(event.date, Stamp):
            yield from _against_stamp(path, event.date, event.time, zone)
        elif event.duration is not None and event.date is not None:
            yield from _against_length(path, event.date, event.time, event.duration, zone)


def _against_stamp(
    path: Path, stamp: Stamp, time: TimeOfDay, zone: str | None
) -> Iterator[Finding]:
    """The finding that a stamp is not within the times of day beside it, to the minute."""
    shown = local_time(stamp, zone)  # None where it is unknown which moment `time` is
    start, end = time.start.minute_of_day, (time.end or time.start).minute_of_day
    if shown is not None and not start <= shown[1] <= end:
        message = f"`time` is {time}, and the time stamp in `date` is {stamp}"
        yield Finding((*path, "time"), message, "keep the one that the source gives")


def _against_length(
    path: Path, date: Edtf, time: TimeOfDay, length: Span, zone: str | None
) -> Iterator[Finding]:
    """The finding that less time lies between two times of a day than the length that is given."""
    day = date.certain()
    if time.end is None or length.lowest is None or length.about:
        return
    # On several days the times are those of each day, or of the first and the last.
    if not isinstance(day, Date) or day.unit != "day":
        return
    passed = _between(day.anchor, time.start, time.end, zone)
    if passed * 60 <= (length.lowest - 1) * _SHORTEST[length.unit]:
        words = span_in_words(Span(passed, passed, Unit.MINUTE))
        message = f"`duration` is {length}, and between the ends of `time` lie {words}"
        hint = "correct the one that is wrong, or mark it with `~` if it is about"
        yield Finding((*path, "duration"), message, hint)


def _between(day: int, start: Clock, end: Clock, zone: str | None) -> int:
    """The most minutes between two times of a day, by the clocks of a zone if that is known."""
    began = instants(day, start, zone) if zone else None
    ended = instants(day, end, zone) if zone else None
    if began is None or ended is None:
        return end.minute_of_day - start.minute_of_day
    return ended[1] - began[0]


@rule("skipped-time", Severity.ERROR)
def skipped_time(draft: Draft) -> Iterator[Finding]:
    """A local time that the clocks of its zone never showed.

    Where clocks are set forward, an hour of that day is missing; a zone that changes its side of
    the date line loses a whole day. A calendar would move such a time in silence. Either the time,
    the day or the zone is wrong. The first moment of the gap, at which clocks are set, is accepted.
    """
    for path, event in draft.events():
        zone = _zone(draft, event)
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


# ------------------------------------------------------------------------------ what sources say

_HINT = "correct the one that is wrong, or let its citation say that it `differs` on the date"


def _statements(contradiction: Contradiction) -> tuple[Said, ...]:
    return cast("tuple[Said, ...]", contradiction.labels)


def _is_about_a_weekday(contradiction: Contradiction) -> bool:
    """True if no more is at odds than an event's date and a weekday that a source has for it."""
    said = _statements(contradiction)
    one_event = len({each.event for each in said}) == 1
    return one_event and {each.relation for each in said} == {None, "weekday"}


def _paths(draft: Draft) -> dict[str, Path]:
    """The path of each event, by its id; of the first one where an id is taken twice."""
    return {event.id: path for path, event in reversed([*draft.events()])}


@rule("contradictory-dates", Severity.ERROR)
def contradictory_dates(draft: Draft, known: Known) -> Iterator[Finding]:
    """Dates and statements about time that cannot all be true.

    What sources say relatively ("six days later", "on the eve", "in that week") is a network of
    constraints with the dates of the events (Dechter, Meiri and Pearl, Artificial Intelligence 49,
    1991). The statements shown cannot all hold, and without any one of them the rest agree, so that
    one of them is wrong: correct it, or record it as a reading that `differs` on the date, which
    sets it aside.
    """
    paths = _paths(draft)
    for contradiction in known.solution.contradictions:
        if not _is_about_a_weekday(contradiction):
            yield _contradiction(contradiction, paths)
    yield from _clocks_at_odds(draft, paths)


def _find_too_many(_: Draft, known: Known) -> Iterator[Finding]:
    """The finding that not all dates and statements were compared with all others."""
    if not known.solution.is_whole:
        message = "too much is stated about time to compare all of it: there may be contradictions"
        yield Finding((), message, "correct what is reported, and check again")


too_many_statements = Rule.of(CODES["too-many"], _find_too_many)


@rule("wrong-weekday", Severity.ERROR)
def wrong_weekday(draft: Draft, known: Known) -> Iterator[Finding]:
    """A source names a weekday that the event's date is not.

    One of the two is wrong, or the date is that of another place. Where the source is wrong, let
    its citation say that it `differs` on the date.
    """
    paths = _paths(draft)
    dates = {event.id: event.date for event in draft.record.events}
    for contradiction in known.solution.contradictions:
        if _is_about_a_weekday(contradiction):
            finding = _contradiction(contradiction, paths)
            date = dates[_statements(contradiction)[0].event]
            if date is not None and date.first is not None and date.first == date.last:
                weekday = tuple(Weekday)[weekday_of(date.first)].label
                message = f"{date_in_words(date)} is a {weekday}"
                message += ", and a source has another day of the week"
                finding = replace(finding, message=message)
            yield finding


def _contradiction(contradiction: Contradiction, paths: dict[str, Path]) -> Finding:
    related = tuple(
        (
            paths[each.event] + each.path,
            each.words if each.is_date else f"{each.words} [{each.path[1]}]",
        )
        for each in _statements(contradiction)
    )
    message = f"these cannot all be true: {proof(contradiction)}"
    return Finding(related[0][0], message, _HINT, related=related)


def _clocks_at_odds(draft: Draft, paths: dict[str, Path]) -> Iterator[Finding]:
    """Statements of before and after that the times of day refute, on the same days or around."""
    events = {event.id: event for event in reversed(draft.record.events)}
    for event in events.values():
        for path, citation, when in whens(event):
            if "date" in citation.differs or "time" in citation.differs or when.by is not None:
                continue
            for first, second in ((event.id, when.before), (when.after, event.id)):
                if first not in events or second not in events:
                    continue
                over = _minutes(draft, events[first], ended=True)
                began = _minutes(draft, events[second], ended=False)
                if over is not None and began is not None and over[0] > began[1]:
                    related = tuple(
                        ((*paths[each], "time"), _clock_in_words(draft, events[each]))
                        for each in (first, second)
                    )
                    message = f"by their clocks {first} was not over when {second} began"
                    yield Finding(paths[event.id] + path, message, _HINT, related=related)


def _clock_in_words(draft: Draft, event: Event) -> str:
    return f"{event.id}: {event.date}, {event.time}, {_zone(draft, event)}"


def _minutes(draft: Draft, event: Event, *, ended: bool) -> tuple[int, int] | None:
    """The first and last minute at which an event can have ended or begun, if times are given."""
    if isinstance(event.date, Stamp):
        moment = event.date.posix_time
        return None if moment is None else (moment // 60, moment // 60)
    zone, time, (day, last) = _zone(draft, event), event.time, certain_days(event.date)
    if zone is None or time is None or day is None or day != last:
        return None
    clock = time.end if ended and time.end is not None else time.start
    return None if clock.about else instants(day, clock, zone)


@rule("loose-date", Severity.NOTE)
def loose_date(draft: Draft, known: Known) -> Iterator[Finding]:
    """A date is looser than what follows from the other dates and statements.

    The tighter bounds are shown with the statements that give them. They are no part of the record:
    whether to write them down is for the curator to decide.
    """
    for path, event in draft.events():
        first, last = certain_days(event.date)
        is_one_day = first is not None and first == last
        if event.date is None or is_one_day or draft.is_broken((*path, "date")):
            continue
        hemisphere = hemisphere_of(event, draft.record.places)
        for bound in derive_bounds(known.solution, event.id, event.date, hemisphere):
            message = f"the date {event.date} is looser than what follows: {bound.words}"
            yield Finding((*path, "date"), message, f"because {'; '.join(bound.because)}")
