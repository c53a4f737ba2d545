"""What the events of a page can be filtered by, and the marks on them that the script reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chronology.chronology import Event, Person

NAMES = ("person", "party", "kind", "group", "place", "topic")
"""The filters by something named, in the order in which a page has them."""

Value = tuple[str, str]
"""What an event has: the id, and the name by which a reader knows it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by something named; each option is an id, a name, and its number of events."""

    name: str
    options: tuple[tuple[str, str, int], ...]


def filters(events: Iterable[Event]) -> list[Filter]:
    """The filters that tell some events apart, their options in alphabetical order."""
    events = tuple(events)
    found = []
    for name in NAMES:
        counts = Counter(value for event in events for value in _values(event, name))
        options = sorted((label.casefold(), id_, label, n) for (id_, label), n in counts.items())
        if len(options) > 1 or any(n < len(events) for *_, n in options):
            found.append(Filter(name, tuple((id_, label, n) for _, id_, label, n in options)))
    return found


def marks(event: Event) -> dict[str, str]:
    """What the script needs to know of an event: ids, with blanks between them, and days.

    Days are numbers, 1 for 1 January of the year 1; where a date is open, there is none.
    """
    ids = {name: " ".join(id_ for id_, _ in _values(event, name)) for name in NAMES}
    days = {"first": event.date.first, "last": event.date.last} if event.date else {}
    numbers = {name: str(day) for name, day in days.items() if day is not None}
    undated = {} if event.date else {"undated": "undated"}
    return {name: value for name, value in ids.items() if value} | numbers | undated


def _values(event: Event, name: str) -> Iterator[Value]:
    """What an event has of one sort, each once."""
    match name:
        case "person":
            who = (each.who for each in event.participants)
            yield from ((each.id, each.name) for each in who if isinstance(each, Person))
        case "party":
            yield from ((each.id, each.name) for each in event.parties)
        case "kind" if event.kind:
            yield event.kind.id, event.kind.label
        case "group" if event.kind and event.kind.group:
            yield event.kind.group.value, event.kind.group.value
        case "place" if event.place:
            yield event.place.id, event.place.name
        case "topic":
            yield from ((each.id, each.label) for each in event.topics)
