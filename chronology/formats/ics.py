"""The events as a calendar: iCalendar (RFC 5545), for every calendar program.

A clock time is written in UTC where its zone is known, since every program reads that the same
way; the zone itself is named in the description. A time that the zone's clocks skipped is no
moment, and is written as a time of no zone, which every program shows as it is.

An entry is known by its `UID`. No `SEQUENCE` is claimed, since nobody counts the revisions of an
event: `DTSTAMP` and `LAST-MODIFIED` are the day as of which the chronology is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from chronology.dates import AllOf, Edtf, Interval, Qualified, Range
from chronology.dates.words import date_in_words, span_in_words, time_in_words
from chronology.events import Chronology, Event, Source
from chronology.formats.moments import is_exact, last_day, moments
from chronology.formats.names import name_of, unnamed
from chronology.text import without_brackets
from chronology.vocabulary import Status

LOSES = (
    "Undated events and years outside 1 to 9999; that a date is loose stands in words only, and "
    "evidence is the addresses of the sources."
)

WORDS: Final = {
    "untitled": "Chronology",
    "loose": "{title} (date not known exactly: {date})",
    "other": "{title} ({date})",
    "cancelled": "Cancelled: {title}",
    "postponed": "Postponed: {title}",
    "recorded": "Date: {date} ({edtf} in EDTF).",
    "spans": "The entry spans the days that the date allows as it reads.",
    "convention": "The entry spans the months that are usual in the north for such a season.",
    "several": "The entry spans the days from the first to the last.",
    "one of several": "This is entry {number} of {count}.",
    "one end": "The entry stands at the end that is known.",
    "time": "Time: {time} ({zone}).",
    "floating": "time zone not stated",
    "skipped": "Clocks in {zone} skipped this time, so that the entry has no time zone.",
    "duration": "Duration: {span}.",
    "status": "Status: {status}.",
    "sources": "Sources:",
    "source": "{name}: {url}",
    "more": "and perhaps more",
}

_STATUSES: Final = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.DISPUTED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    # It did not happen on the day that is recorded.
    Status.POSTPONED: "CANCELLED",
}

MOST_ENTRIES: Final = 100
"""How many entries an event gets whose date is several: one a week for almost two years.

An event on more days is one entry from the first to the last, so that a short line of a file does
not fill a calendar.
"""

_MOST_NAMED = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_Times = tuple[date, date | None]

Address = Callable[[Event], str | None]
"""The address of an event's page, if that is known."""


def render(chronology: Chronology) -> str:
    """The calendar of a chronology, or of a part of it."""
    return calendar(chronology, chronology)


def linked(chronology: Chronology, address: str) -> str:
    """The same, each entry with `address` as its own, the event's id in the place of `{id}`."""

    def page(event: Event) -> str:
        return address.replace("{id}", quote(event.id, safe=""))

    return calendar(chronology, chronology, address=page)


def calendar(
    chronology: Chronology,
    events: Iterable[Event],
    name: str | None = None,
    address: Address = lambda _: None,
) -> str:
    """The calendar of some of a chronology's events, under a name of its own."""
    import icalendar

    made = icalendar.Calendar()
    # The library escapes the texts only of properties that it knows, so this says what it is.
    title = icalendar.vText(name or chronology.title or WORDS["untitled"])
    made.add("prodid", "-//chronology-data//chronology//EN")
    made.add("version", "2.0")
    made.add("name", title)
    made.add("x-wr-calname", title)  # what programs read that do not know RFC 7986
    as_of, ours = _midnight(chronology.as_of), name_of(chronology)
    for event in events:
        for part in _parts(event):
            if (times := _times(part)) is None:
                continue
            entry = icalendar.Event()
            entry.add("uid", f"{part.name}@{ours}")
            # RFC 5545 wants a stamp everywhere, and there is no clock to take one from.
            entry.add("dtstamp", as_of or _EPOCH)
            if as_of is not None:
                entry.add("last-modified", as_of)
            for key, value in _properties(part, times, address(event)):
                entry.add(key, value)
            made.add_component(entry)
    return _harmless(bytes(made.to_ical()).decode())


def _harmless(folded: str) -> str:
    """The same calendar, with folds (RFC 5545, 3.1) wherever a CI service's runner sees a command.

    It has no escape for a bracket or colon, but a line may be folded between any two characters.
    """
    apart = without_brackets(folded, f"{_FOLD}[")
    return re.sub(
        r"(?<=\r\n )([^\S\r\n]*)(::+)", lambda found: found[1] + _FOLD.join(found[2]), apart
    )


_FOLD = "\r\n "


def is_shown(event: Event) -> bool:
    """Whether a calendar can hold an event: it has a date, in the years 1 to 9999."""
    return any(_times(part) is not None for part in _parts(event))


def notes(chronology: Chronology) -> Iterator[str]:
    """What a curator should know: that the ids may change, and which dates are left out."""
    if (missing := unnamed(chronology)) is not None:
        yield missing
    beyond = [event.id for event in chronology if event.date and not is_shown(event)]
    if beyond:
        named = ", ".join(beyond[:_MOST_NAMED])
        more = f" and {len(beyond) - _MOST_NAMED} more" if len(beyond) > _MOST_NAMED else ""
        yield f"no calendar can hold the dates of {named}{more}: they are left out"


@dataclass(frozen=True, slots=True)
class _Part:
    """What one entry says about an event: all of it, or one of several dates.

    `name` is what its UID is made of. It has the date and not its number, so that another date
    between two others leaves their entries alone. No id has an underscore.
    """

    event: Event
    name: str
    date: Edtf | None
    number: int = 1
    count: int = 1


def _parts(event: Event) -> list[_Part]:
    """The entries of an event; several for all of some dates."""
    if not isinstance(event.date, AllOf):
        return [_Part(event, event.id, event.date)]
    members = {str(each): _alone(each) for each in event.date.members}
    if len(members) == 1 or len(members) > MOST_ENTRIES:
        whole = event.date if len(members) > 1 else _alone(event.date.members[0])
        return [_Part(event, event.id, whole)]
    return [
        _Part(event, f"{event.id}_{text}", member, number, len(members))
        for number, (text, member) in enumerate(members.items(), 1)
    ]


def _alone(member: Qualified | Range) -> Edtf:
    """One of several dates as a date of its own."""
    if not isinstance(member, Range):
        return member
    days = Interval(member.start, member.end)
    return days if is_exact(days) else AllOf((member,))


def _midnight(as_of: Edtf | None) -> datetime | None:
    """When the entries were last revised: the day as of which the chronology is, at 00:00 UTC."""
    day = last_day(as_of)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _times(part: _Part) -> _Times | None:
    """The start and the end of an entry; of whole days the end is the day after the last."""
    event = part.event if part.count == 1 else replace(part.event, date=part.date)
    exact = moments(event)
    try:
        if exact is not None:
            return _in_utc(exact.start), exact.end and _in_utc(exact.end)
        if part.date is None:
            return None
        first, last = part.date.earliest, part.date.latest
        known = first if first is not None else last
        if known is None:
            return None
        end = last if first is not None and last is not None else known
        if known == end and known.to_date() == date.max:
            return date.max, None  # without an end an entry takes one day (RFC 5545, 3.6.1)
        return known.to_date(), end.to_date() + _DAY
    except (ValueError, OverflowError):  # beyond the years of `datetime`
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _properties(part: _Part, times: _Times, address: str | None) -> Iterator[tuple[str, object]]:
    start, end = times
    event = part.event
    place = event.place
    yield "dtstart", start
    if end is not None:
        yield "dtend", end
    yield "summary", _summary(part)
    yield "description", "\n".join(_description(part))
    yield "status", _STATUSES[event.status]
    yield "transp", "TRANSPARENT"  # what has been keeps nobody busy
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
    """The title, and what nobody should overlook: many programs show no status."""
    title = part.event.title
    if part.date is not None and not is_exact(part.date):
        words = "loose" if _remark(part.date) in ("spans", "convention") else "other"
        title = WORDS[words].format(title=title, date=date_in_words(part.date))
    status = part.event.status
    says_so = part.event.title.casefold().startswith(status.value)
    if status in (Status.CANCELLED, Status.POSTPONED) and not says_so:
        title = WORDS[status.value].format(title=title)
    return title


def _remark(date: Edtf) -> str:
    """What is to be said about the days of an entry whose date is not exact."""
    if date.earliest is None or date.latest is None:
        return "one end"
    if isinstance(date, AllOf):
        return "several"
    return "convention" if date.by_convention else "spans"


def _description(part: _Part) -> Iterator[str]:
    event = part.event
    if event.summary:
        yield event.summary.strip()
    if event.date is not None and not is_exact(event.date):
        said = [WORDS["recorded"].format(date=date_in_words(event.date), edtf=event.date)]
        if part.count > 1:
            said.append(WORDS["one of several"].format(number=part.number, count=part.count))
        if part.date is not None and not is_exact(part.date):
            said.append(WORDS[_remark(part.date)])
        yield " ".join(said)
    if event.time:
        zone = event.zone or WORDS["floating"]
        yield WORDS["time"].format(time=time_in_words(event.time), zone=zone)
    if (exact := moments(event)) is not None and exact.skipped:
        yield WORDS["skipped"].format(zone=event.zone)
    if event.duration:
        yield WORDS["duration"].format(span=span_in_words(event.duration))
    if event.status is not Status.HELD:
        yield WORDS["status"].format(status=event.status.value)
    sources = list(_sources(event))
    if sources:
        yield WORDS["sources"]
        yield from sources


def _sources(event: Event) -> Iterator[str]:
    """Each source with the address that opens it, at a passage where one is recorded."""
    opened: dict[Source, str | None] = {}
    for each in event.citations[:_MOST_CITATIONS]:
        if each.source not in opened:
            opened[each.source] = each.url
    for source, url in opened.items():
        yield WORDS["source"].format(name=source.name, url=url) if url else source.name
    if len(event.citations) > _MOST_CITATIONS:
        yield WORDS["more"]


_MOST_CITATIONS: Final = 500
"""How many citations of an event an entry looks through; each of its people has a calendar."""
