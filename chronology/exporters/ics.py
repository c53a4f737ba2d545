"""The events as a calendar: iCalendar (RFC 5545), for every calendar program.

A clock time is written in UTC where its zone is known, since every program reads that the same
way; the zone itself is named in the description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from chronology.chronology import Chronology, Event
from chronology.edtf import AllOf
from chronology.exporters.identity import slug
from chronology.exporters.moments import is_exact, last_day, moments
from chronology.vocabulary import Status
from chronology.wording import date_in_words, span_in_words, time_in_words

LOSES = (
    "Undated events and years outside 1 to 9999; that a date is loose stands in words only, and "
    "evidence is the addresses of the sources."
)

WORDS: Final = {
    "untitled": "Chronology",
    "loose": "{title} (date not known exactly: {date})",
    "other": "{title} ({date})",
    "recorded": "Date: {date} ({edtf} in EDTF).",
    "spans": "The entry spans the days that are possible.",
    "several": "The entry spans the days from the first to the last.",
    "one end": "The entry stands at the end that is known.",
    "time": "Time: {time} ({zone}).",
    "floating": "time zone not stated",
    "duration": "Duration: {span}.",
    "status": "Status: {status}.",
    "sources": "Sources:",
    "source": "{name}: {url}",
}

_STATUSES: Final = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.DISPUTED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    # It did not happen on the day that is recorded.
    Status.POSTPONED: "CANCELLED",
}

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
    stamp, place = _stamp(chronology), slug(chronology)
    for event in events:
        if (times := _times(event)) is not None:
            entry = icalendar.Event()
            entry.add("uid", f"{event.id}@{place}")
            entry.add("dtstamp", stamp)
            for key, value in _properties(event, times, address(event)):
                entry.add(key, value)
            made.add_component(entry)
    return bytes(made.to_ical()).decode()


def is_shown(event: Event) -> bool:
    """Whether a calendar can hold an event: it has a date, in the years 1 to 9999."""
    return _times(event) is not None


def _stamp(chronology: Chronology) -> datetime:
    """When the entries were revised: as of the chronology's day, for want of a clock."""
    day = last_day(chronology.as_of)
    return _EPOCH if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _times(event: Event) -> _Times | None:
    """The start and the end of an entry; of whole days the end is the day after the last."""
    exact = moments(event)
    try:
        if exact is not None:
            return _in_utc(exact.start), exact.end and _in_utc(exact.end)
        first, last = event.earliest, event.latest
        known = first if first is not None else last
        if known is None:
            return None
        end = last if first is not None and last is not None else known
        return known.to_date(), end.to_date() + _DAY
    except (ValueError, OverflowError):  # beyond the years of `datetime`
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _properties(event: Event, times: _Times, address: str | None) -> Iterator[tuple[str, object]]:
    start, end = times
    place = event.place
    yield "dtstart", start
    if end is not None:
        yield "dtend", end
    yield "summary", _summary(event)
    yield "description", "\n".join(_description(event))
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


def _summary(event: Event) -> str:
    if event.date is None or is_exact(event.date):
        return event.title
    words = "loose" if _remark(event) == "spans" else "other"
    return WORDS[words].format(title=event.title, date=date_in_words(event.date))


def _remark(event: Event) -> str:
    """What is to be said about the days of an entry whose date is not exact."""
    if event.earliest is None or event.latest is None:
        return "one end"
    return "several" if isinstance(event.date, AllOf) else "spans"


def _description(event: Event) -> Iterator[str]:
    if event.summary:
        yield event.summary.strip()
    if event.date is not None and not is_exact(event.date):
        words = WORDS["recorded"].format(date=date_in_words(event.date), edtf=event.date)
        yield f"{words} {WORDS[_remark(event)]}"
    if event.time:
        zone = event.zone or WORDS["floating"]
        yield WORDS["time"].format(time=time_in_words(event.time), zone=zone)
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
    opened = {each.source: each.url for each in reversed(event.citations)}
    for source in event.sources:
        url = opened[source]
        yield WORDS["source"].format(name=source.name, url=url) if url else source.name
