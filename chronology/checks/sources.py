"""Rules about sources: that they could know what they tell, and that there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.certain import certain_days, days_of, slack_of
from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Severity
from chronology.edtf import Edtf
from chronology.model.paths import touches
from chronology.shape import Shaped
from chronology.vocabulary import Group, Status
from chronology.voices import independent

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
        start, _ = days_of(shaped, event)
        if event.status is not Status.HELD or start is None:
            continue
        slack = slack_of(shaped, event)
        early = {
            name: source
            for name in event.citations
            if (source := shaped.record.sources.get(name))
            and _ended_before(source.published, start - slack)
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


def _ended_before(published: Edtf | None, start: int) -> bool:
    """Whether the day of publication was certainly over on a day."""
    _, end = certain_days(published)
    return end is not None and end < start


@rule("single-source", Severity.NOTE)
def single_source(shaped: Shaped) -> Iterator[Finding]:
    """A contact is known from one independent source only.

    Sources of one voice count as one: that of the agency whose text they print (`wire`), else of
    the publisher, else of the address's host. So do two with one address. One source may be right;
    two that do not copy each other are harder to doubt.
    """
    for path, event in shaped.events():
        kind = shaped.record.kinds.get(event.kind or "")
        if kind is None or kind.group is not Group.CONTACT or not event.citations:
            continue
        # Of a source that is broken it may not be known whose voice it is.
        parts = [(*path, "citations"), *(("sources", name) for name in event.citations)]
        if any(map(shaped.is_broken, parts)):
            continue
        sources = shaped.record.sources
        if independent((name, sources.get(name)) for name in event.citations) > 1:
            continue
        count = len(event.citations)
        message = "the event rests on one independent source"
        if count > 1:
            message = f"the {count} sources of the event are one voice"
        yield Finding((*path, "citations"), message, "look for a second one", at_key=True)
