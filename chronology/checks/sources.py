"""Rules about sources: that they could know what they tell, and that there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.rule import rule
from chronology.checks.time import certain_date
from chronology.diagnostics import Finding, Severity
from chronology.edtf import Edtf
from chronology.evidence import independent
from chronology.model import Event
from chronology.model.paths import touches
from chronology.shape import Shaped
from chronology.vocabulary import Group, Status

_KNOWN_AFTERWARDS = ("outcomes", "duration", "time", "summary")
"""What nobody can tell of an event before it: these fields, and with them that it was held."""


@rule("published-before-event", Severity.WARNING)
def published_before_event(shaped: Shaped) -> Iterator[Finding]:
    """A source tells how an event went, and was published before the event.

    A source that announces an event may tell its date and place, its topics, and who is to come.
    What came of it, when it began and how long it lasted, and that it was held at all, only a later
    one can know.
    """
    for path, event in shaped.events():
        date = certain_date(shaped, event)
        if event.status is not Status.HELD or date is None:
            continue
        early = {
            name: source
            for name in event.citations
            if (source := shaped.record.sources.get(name)) and _ended_before(source.published, date)
        }
        if early and len(early) == len(event.citations):
            message = "every source came out before the event, so none can tell that it was held"
            hint = "cite a later one, or make the event planned"
            yield Finding((*path, "citations"), message, hint, at_key=True)
            continue
        for name, source in early.items():
            for number, citation in enumerate(event.citations[name]):
                for field in citation.supports:
                    if any(touches(field, known) for known in _KNOWN_AFTERWARDS):
                        when = f"published {source.published}, the event is of {event.date}"
                        where = (*path, "citations", name, number, "supports")
                        message = f"'{name}' cannot tell `{field}`: it was {when}"
                        yield Finding(where, message, "cite a source that came out afterwards")


def _ended_before(published: Edtf | None, date: Edtf) -> bool:
    """Whether the day of publication was certainly over when an event began at the earliest."""
    certain = published.certain() if published else None
    if certain is None or certain.last is None or date.first is None:
        return False
    return certain.last < date.first


@rule("single-source", Severity.NOTE)
def single_source(shaped: Shaped) -> Iterator[Finding]:
    """A contact is known from one independent source only.

    Sources that print the same agency's text (`wire`) count as one. One source may be right; two
    that do not copy each other are harder to doubt.
    """
    for path, event in shaped.events():
        kind = shaped.record.kinds.get(event.kind or "")
        if kind is None or kind.group is not Group.CONTACT or not event.citations:
            continue
        if shaped.is_broken((*path, "citations")) or _independent(shaped, event) != 1:
            continue
        message = "the event rests on one independent source"
        yield Finding((*path, "citations"), message, "look for a second one", at_key=True)


def _independent(shaped: Shaped, event: Event) -> int:
    sources = shaped.record.sources
    return independent(
        (name, sources[name].wire if name in sources else None) for name in event.citations
    )
