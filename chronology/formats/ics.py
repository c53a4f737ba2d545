"""The events as a calendar: iCalendar (RFC 5545), for every calendar program.

A clock time is written in UTC where its zone is known, since every program reads that the same
way; the zone itself is named in the description. A time that the zone's clocks skipped is no
moment, and is written as a time of no zone, which every program shows as it is.

An entry is known by its `UID`. It has no `SEQUENCE`, since the revisions of an event are not
counted: `DTSTAMP` and `LAST-MODIFIED` are the day as of which the chronology is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from chronology.dates import AllOf, Edtf, Interval, Qualified, Range
from chronology.dates.words import date_in_words, span_in_words, time_in_words
from chronology.events import Chronology, Event, Source
from chronology.formats.moments import is_exact, last_day, moments
from chronology.formats.names import name_of, note_on_missing_id
from chronology.text import without_brackets
from chronology.vocabulary import Status

LOSES = (
    "Undated events and years outside 1 to 9999; that a date is loose stands in words only, and "
    "evidence is the addresses of the sources."
)

_STATUSES: Final = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.DISPUTED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    # It did not happen on the day that is recorded.
    Status.POSTPONED: "CANCELLED",
}

MOST_ENTRIES: Final = 100
"""The most entries of an event whose date is several: one a week for almost two years.

An event on more days is one entry from the first to the last, so that a short line of a file does
not fill a calendar.
"""

_MOST_NAMED = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
Address = Callable[[Event], str | None]
"""The address of an event's page, if that is known."""


def render(
    chronology: Chronology,
    address: Address = lambda _: None,
    *,
    events: Iterable[Event] | None = None,
    name: str | None = None,
) -> str:
    """The calendar of a chronology, or of some of its `events`, under a name of its own."""
    import icalendar

    made = icalendar.Calendar()
    # The library escapes the texts only of properties that it knows, so this says what it is.
    title = icalendar.vText(name or chronology.title or "Chronology")
    made.add("prodid", "-//chronology-data//chronology//EN")
    made.add("version", "2.0")
    made.add("name", title)
    made.add("x-wr-calname", title)  # what programs read that do not know RFC 7986
    day, ours = last_day(chronology.as_of), name_of(chronology)
    as_of = day and datetime(day.year, day.month, day.day, tzinfo=UTC)
    for event in chronology if events is None else events:
        for part in _parts(event):
            if (times := _times(part)) is None:
                continue
            entry = icalendar.Event()
            entry.add("uid", f"{part.name}@{ours}")
            # RFC 5545 wants a stamp everywhere, and there is no clock to take one from.
            entry.add("dtstamp", as_of or _EPOCH)
            if as_of:
                entry.add("last-modified", as_of)
            for key, value in _properties(part, *times, address(event)):
                entry.add(key, value)
            made.add_component(entry)
    return _fold_commands(bytes(made.to_ical()).decode())


def _fold_commands(folded: str) -> str:
    """The same calendar, folded (RFC 5545, 3.1) wherever a CI service's runner sees a command.

    It has no escape for a bracket or colon, but a line may be folded between any two characters.
    """
    apart = without_brackets(folded, f"{_FOLD}[")
    return re.sub(
        r"(?<=\r\n )([^\S\r\n]*)(::+)", lambda found: found[1] + _FOLD.join(found[2]), apart
    )


_FOLD = "\r\n "


def is_shown(event: Event) -> bool:
    """True if a calendar can hold an event: it has a date, in the years 1 to 9999."""
    return any(_times(part) is not None for part in _parts(event))


def notes(chronology: Chronology) -> Iterator[str]:
    """The notes for a curator: that the ids may change, and which dates are left out."""
    if missing := note_on_missing_id(chronology):
        yield missing
    if beyond := [event.id for event in chronology if event.date and not is_shown(event)]:
        named = ", ".join(beyond[:_MOST_NAMED])
        more = f" and {len(beyond) - _MOST_NAMED} more" if len(beyond) > _MOST_NAMED else ""
        yield f"no calendar can hold the dates of {named}{more}: they are left out"


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of an event that one entry is about: all of it, or one of several dates.

    Its UID is made of `name`. That has the date and not its number, so that another date
    between two others leaves their entries alone. No id has an underscore.
    """

    event: Event
    name: str
    date: Edtf | None
    number: int = 1
    count: int = 1


def _parts(event: Event) -> list[_Part]:
    """The parts of an event, one for each entry; several for all of some dates."""
    if not isinstance(event.date, AllOf):
        return [_Part(event, event.id, event.date)]
    members = {str(each): _as_date(each) for each in event.date.members}
    if len(members) == 1 or len(members) > MOST_ENTRIES:
        whole = event.date if len(members) > 1 else _as_date(event.date.members[0])
        return [_Part(event, event.id, whole)]
    return [
        _Part(event, f"{event.id}_{text}", member, number, len(members))
        for number, (text, member) in enumerate(members.items(), 1)
    ]


def _as_date(member: Qualified | Range) -> Edtf:
    """One of several dates as a date of its own."""
    if not isinstance(member, Range):
        return member
    days = Interval(member.start, member.end)
    return days if is_exact(days) else AllOf((member,))


def _times(part: _Part) -> tuple[date, date | None] | None:
    """The start and the end of an entry; of whole days the end is the day after the last."""
    event = part.event if part.count == 1 else replace(part.event, date=part.date)
    try:
        if exact := moments(event):
            return _in_utc(exact.start), exact.end and _in_utc(exact.end)
        ends = (part.date.earliest, part.date.latest) if part.date else ()
        days = [day.to_date() for day in ends if day is not None]
        if not days:
            return None
        # Without an end an entry takes one day (RFC 5545, 3.6.1).
        return days[0], None if days[0] == date.max else days[-1] + _DAY
    except (ValueError, OverflowError):  # beyond the years of `datetime`
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _properties(
    part: _Part, start: date, end: date | None, address: str | None
) -> Iterator[tuple[str, object]]:
    event, place = part.event, part.event.place
    yield "dtstart", start
    if end is not None:
        yield "dtend", end
    yield "summary", _summary(part)
    yield "description", "\n".join(_description(part))
    yield "status", _STATUSES[event.status]
    yield "transp", "TRANSPARENT"  # the past keeps no one busy
    if where := ", ".join(filter(None, [event.venue, place.name if place else None])):
        yield "location", where
    if place and place.latitude is not None and place.longitude is not None:
        # Four digits are eleven metres; smaller numbers Python writes with an exponent.
        yield "geo", (round(place.latitude, 4), round(place.longitude, 4))
    if event.kind:
        yield "categories", [event.kind.label]
    if address:
        yield "url", address


def _summary(part: _Part) -> str:
    """The title with what is easily overlooked, since many programs show no status."""
    title, status = part.event.title, part.event.status
    has_status = title.casefold().startswith(status.value)
    if part.date is not None and not is_exact(part.date):
        has_ends = None not in (part.date.earliest, part.date.latest)
        is_loose = has_ends and not isinstance(part.date, AllOf)
        remark = "date not known exactly: " if is_loose else ""
        title = f"{title} ({remark}{date_in_words(part.date)})"
    if status in (Status.CANCELLED, Status.POSTPONED) and not has_status:
        title = f"{status.value.capitalize()}: {title}"
    return title


def _remark(date: Edtf) -> str:
    """The sentence about the days of an entry whose date is not exact."""
    if date.earliest is None or date.latest is None:
        return "The entry stands at the end that is known."
    if isinstance(date, AllOf):
        return "The entry spans the days from the first to the last."
    if date.by_convention:
        return "The entry spans the months that are usual in the north for such a season."
    return "The entry spans the days that the date allows as it reads."


def _description(part: _Part) -> Iterator[str]:
    event = part.event
    if event.summary:
        yield event.summary.strip()
    if event.date is not None and not is_exact(event.date):
        about = [f"Date: {date_in_words(event.date)} ({event.date} in EDTF)."]
        if part.count > 1:
            about.append(f"This is entry {part.number} of {part.count}.")
        if part.date is not None and not is_exact(part.date):
            about.append(_remark(part.date))
        yield " ".join(about)
    if event.time:
        yield f"Time: {time_in_words(event.time)} ({event.zone or 'time zone not stated'})."
    if (exact := moments(event)) and exact.skipped:
        yield f"Clocks in {event.zone} skipped this time, so that the entry has no time zone."
    if event.duration:
        yield f"Duration: {span_in_words(event.duration)}."
    if event.status is not Status.HELD:
        yield f"Status: {event.status.value}."
    if event.citations:
        yield "Sources:"
        yield from _sources(event)


def _sources(event: Event) -> Iterator[str]:
    """Each source with the address that opens it, at the first passage that is recorded."""
    urls: dict[Source, str | None] = {}
    for each in event.citations[:_MOST_CITATIONS]:
        if each.source not in urls:
            urls[each.source] = each.url
    for source, url in urls.items():
        yield f"{source.name}: {url}" if url else source.name
    if len(event.citations) > _MOST_CITATIONS:
        yield "and perhaps more"


_MOST_CITATIONS: Final = 500
"""The citations of an event that an entry looks through; each of its people has a calendar."""
