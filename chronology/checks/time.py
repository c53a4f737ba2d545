"""Rules about dates: that there are some, and that the past was past."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Severity
from chronology.edtf import Edtf
from chronology.model import EVENT_LINKS, Event
from chronology.network.stated import hemisphere_of
from chronology.shape import Shaped
from chronology.vocabulary import Status


def certain_date(shaped: Shaped, event: Event) -> Edtf | None:
    """What is certain of an event's date: all that a rule may compare days by."""
    hemisphere = hemisphere_of(event, shaped.record.places)
    return event.date.certain(hemisphere) if event.date else None


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
    """An event is dated after the day up to which sources were searched, and is not planned.

    What lies after `as_of` cannot be known to have happened. Either `as_of` is old, or the event's
    `status` is `planned`.
    """
    as_of = shaped.record.as_of
    searched = as_of.certain() if as_of else None
    if searched is None or searched.last is None:
        return
    for path, event in shaped.events():
        date = certain_date(shaped, event)
        if date is None or date.first is None or event.status in _NOT_YET:
            continue
        if date.first > searched.last:
            message = f"the event is dated {event.date}, after `as_of`, {as_of}"
            yield Finding((*path, "date"), message, "search again up to then, or say it is planned")


@rule("same-event-twice", Severity.WARNING)
def same_event_twice(shaped: Shaped) -> Iterator[Finding]:
    """Two events have the same date and the same participants.

    They may be one event that was entered twice, perhaps as two kinds. Different times of day tell
    two events apart, and so does a link (`part_of`, `follows`, `cancels`) from one to the other.
    """
    seen: dict[tuple[object, ...], list[Event]] = {}
    for path, event in shaped.events():
        if event.date is None or not event.participants:
            continue
        alike = seen.setdefault((str(event.date), frozenset(event.participants)), [])
        for other in alike:
            if other.id != event.id and not _told_apart(event, other):
                message = f"date and participants are those of '{other.id}'"
                hint = "make one event of the two, or tell them apart by their times"
                yield Finding((*path, "id"), message, hint)
                break
        alike.append(event)


def _told_apart(event: Event, other: Event) -> bool:
    """Whether the record says of two events that they are two."""
    if event.time is not None and other.time is not None and event.time != other.time:
        return True
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
    searched = as_of.certain() if as_of else None
    if searched is None or searched.first is None:
        return
    for path, event in shaped.events():
        date = certain_date(shaped, event)
        if event.status is not Status.PLANNED or date is None or date.last is None:
            continue
        if date.last < searched.first:
            message = f"the event is planned for {event.date}, before `as_of`, {as_of}"
            yield Finding((*path, "status"), message, "say what became of it", at_key=True)
