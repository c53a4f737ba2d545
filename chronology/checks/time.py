"""Rules about dates: that there are some, and that the past was past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeAlias

from chronology.checks.certain import certain_days, dated_ahead, days_of, slack_of
from chronology.checks.rule import rule
from chronology.cures import to_write
from chronology.days import year_text
from chronology.diagnostics import Finding, Path, Severity
from chronology.edtf import (
    DateSet,
    Edtf,
    EdtfError,
    Interval,
    OneOf,
    Range,
    Season,
    TimeOfDay,
    parse,
)
from chronology.model import CALENDAR_FACTS, EVENT_LINKS, RELATIONS, Event
from chronology.model.paths import whens
from chronology.shape import Shaped
from chronology.vocabulary import Status
from chronology.wording import date_in_words

_NOT_YET = (Status.PLANNED, Status.CANCELLED, Status.POSTPONED)


@rule("no-date", Severity.WARNING)
def no_date(shaped: Shaped) -> Iterator[Finding]:
    """An event without a date.

    It stands last and says "undated". A date need not be exact to be worth giving: a year, a
    month, `2025-02-2X`, or bounds such as `"[..2025-02-27]"`.
    """
    for path, event in shaped.events():
        if event.date is None:
            hint = 'an uncertain date is better than none: 2025-02, or "[..2025-02-27]"'
            yield Finding((*path, "date"), "the event has no `date`", hint)


@rule("after-as-of", Severity.WARNING)
def after_as_of(shaped: Shaped) -> Iterator[Finding]:
    """An event or a source is dated after the day up to which sources were searched.

    What lies after `as_of` cannot be known to have happened. Either `as_of` is old, or the event's
    `status` is `planned`; a source that was published or read later shows that it is old, or is
    misdated. A day later is accepted of a publication, which has another clock than the reader.
    """
    yield from _sources_after_as_of(shaped)
    as_of = shaped.record.as_of
    _, searched = certain_days(as_of)
    if searched is None:
        return
    for path, event in shaped.events():
        start, _ = days_of(shaped, event)
        if start is None or event.status in _NOT_YET:
            continue
        if start - slack_of(shaped, event) > searched:
            message = f"the event is dated {event.date}, after `as_of`, {as_of}"
            yield Finding((*path, "date"), message, "search again up to then, or say it is planned")


@rule("two-digit-year", Severity.WARNING)
def two_digit_year(shaped: Shaped) -> Iterator[Finding]:
    """A season that may be two years, the second in two digits.

    In EDTF a year and a number from 21 on is a season or a quarter: `1826-31` is the autumn of 1826
    in the southern hemisphere. Librarians and sports mean the years 1826 to 1831, which EDTF writes
    `1826/1831`. It is reported where the number is one to six greater than the last digits of the
    year. If the season is meant, turn this off under `rules`.
    """
    for path, date in _dates(shaped):
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


def _dates(shaped: Shaped) -> Iterator[tuple[Path, Edtf]]:
    """Every date of a file, read as one, with its path: fields, readings, and what `when` names."""
    record = shaped.record
    found: list[tuple[Path, Edtf | None]] = [
        (("as_of",), record.as_of),
        (("period",), record.period),
    ]
    for name, source in record.sources.items():
        found.append((("sources", name, "published"), source.published))
        found.append((("sources", name, "accessed"), source.accessed))
    found += (((*path, "date"), event.date) for path, event in shaped.events())
    yield from ((path, date) for path, date in found if date is not None)
    for path, event in shaped.events():
        for where, text in _dates_in_citations(event):
            if _YEAR_AND_NUMBER.search(text):
                with suppress(EdtfError):
                    yield path + where, parse(text)


_YEAR_AND_NUMBER = re.compile(r"[0-9]{4}-[2-4][0-9]")


def _dates_in_citations(event: Event) -> Iterator[tuple[Path, str]]:
    for name, citations in event.citations.items():
        for number, citation in enumerate(citations):
            if "date" in citation.differs:
                yield ("citations", name, number, "differs", "date"), citation.differs["date"]
    for where, _, when in whens(event):
        for field in (*RELATIONS, *CALENDAR_FACTS[1:]):
            if (target := getattr(when, field)) is not None:
                yield (*where, field), target


def _seasons(date: Edtf) -> Iterator[Season]:
    """The seasons of which a date is made."""
    match date:
        case Season():
            yield date
        case Interval() | Range():
            for end in date.dates:
                yield from _seasons(end)
        case DateSet():
            for member in date.members:
                yield from _seasons(member)


def _sources_after_as_of(shaped: Shaped) -> Iterator[Finding]:
    _, end = certain_days(shaped.record.as_of)
    if end is None:
        return
    for name, source in shaped.record.sources.items():
        for field, verb, slack in (("published", "published", 1), ("accessed", "read", 0)):
            date = getattr(source, field)
            start, _ = certain_days(date)
            if start is not None and start - end > slack + dated_ahead(date):
                as_of = shaped.record.as_of
                message = f"the source was {verb} {date}, after `as_of`, {as_of}"
                yield Finding(("sources", name, field), message, "correct it, or `as_of`")


@rule("empty-period", Severity.WARNING)
def empty_period(shaped: Shaped) -> Iterator[Finding]:
    """No event falls in the `period` that the timeline is to show.

    The drawing would be empty. Often a digit of the year is wrong.
    """
    period = shaped.record.period
    dates = [event.date for event in shaped.record.events if event.date is not None]
    if period is None or not dates or shaped.incomplete or shaped.broken.touch_events("date"):
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
def same_event_twice(shaped: Shaped) -> Iterator[Finding]:
    """Two events have the same date and the same participants.

    They may be one event that was entered twice, perhaps as two kinds. Different times of day tell
    two events apart, and so does a link (`part_of`, `follows`, `cancels`) from one to the other.
    """
    seen: dict[tuple[object, ...], _Alike] = {}
    for number, (path, event) in enumerate(shaped.events()):
        if event.date is None or not event.participants:
            continue
        alike = seen.setdefault((str(event.date), frozenset(event.participants)), {})
        if (other := _same(event, alike)) is not None:
            message = f"date and participants are those of '{other.id}'"
            hint = "make one event of the two, or tell them apart by their times"
            yield Finding((*path, "id"), message, hint)
        # One of each id and time is enough: the rest is a mistake of its own.
        for time in ("any", event.time):
            alike.setdefault(time, {}).setdefault(event.id, (number, event))


_Alike: TypeAlias = dict[TimeOfDay | str | None, dict[str, tuple[int, Event]]]
"""Events of one date and the same participants, by time and id, with their numbers."""


def _same(event: Event, alike: _Alike) -> Event | None:
    """The first event that may be this one: at no other time, and without a link between them."""
    times = ("any",) if event.time is None else (event.time, None)
    # Linked events are few, so that hardly any are looked at before one that is not.
    found = [
        next((other for other in alike.get(time, {}).values() if _may_be(event, other[1])), None)
        for time in times
    ]
    first = min(filter(None, found), key=lambda each: each[0], default=None)
    return first[1] if first else None


def _may_be(event: Event, other: Event) -> bool:
    return event.id != other.id and not _are_linked(event, other)


def _are_linked(event: Event, other: Event) -> bool:
    return any(
        getattr(one, link) == two.id
        for one, two in ((event, other), (other, event))
        for link in EVENT_LINKS
    )


@rule("planned-in-the-past", Severity.WARNING)
def planned_in_the_past(shaped: Shaped) -> Iterator[Finding]:
    """An event is planned for a day that was over when sources were last searched.

    By then it was held, cancelled or postponed, or nothing is known of it, which a note can say.
    """
    as_of = shaped.record.as_of
    searched, _ = certain_days(as_of)
    if searched is None:
        return
    for path, event in shaped.events():
        _, end = days_of(shaped, event)
        if event.status is Status.PLANNED and end is not None and end < searched:
            message = f"the event is planned for {event.date}, before `as_of`, {as_of}"
            yield Finding((*path, "status"), message, "say what became of it", at_key=True)
