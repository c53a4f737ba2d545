"""What a chronology knows of its people: their roles over time, and whom they dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chronology.chronology import Event, Participation, Person
from chronology.vocabulary import Capacity, Group, Status

MOST_PRESENT: Final = 200
"""How many may take part in a contact of which their pages say whom they dealt with.

Among thousands all pairs would be millions, and tell nothing.
"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as events state it, with those events, in time order."""

    name: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Encounter:
    """Somebody of another side, and the contacts in which both took part, in time order."""

    person: Person
    events: tuple[Event, ...]


def roles(parts: Iterable[tuple[Event, Participation]]) -> list[Role]:
    """The roles in which somebody took part in events, each once, in the order of their first."""
    found: dict[str, list[Event]] = {}
    for event, part in parts:
        if part.role:
            found.setdefault(part.role, []).append(event)
    return [Role(name, tuple(among)) for name, among in found.items()]


def encounters(person: Person, events: Iterable[Event]) -> list[Encounter]:
    """Whom a person dealt with in some events; who dealt with them most often comes first.

    Only contacts that took place count, and only who was there on another side. An event of a kind
    without a group may be a contact. Where very many were there, few of them met.
    """
    found: dict[Person, list[Event]] = {}
    for event in events:
        if not _is_contact(event) or _is_crowded(event):
            continue
        present = [part for part in event.participants if part.capacity is not Capacity.ABSENT]
        own = [part for part in present if part.who is person]
        for part in present:
            if isinstance(part.who, Person) and any(_opposite(part, each) for each in own):
                found.setdefault(part.who, []).append(event)
    order = sorted(found, key=lambda each: (-len(found[each]), each.name.casefold(), each.id))
    return [Encounter(each, tuple(found[each])) for each in order]


def crowded(events: Iterable[Event]) -> bool:
    """Whether in any contact among some events too many took part for each to deal with all."""
    return any(_is_crowded(event) for event in events if _is_contact(event))


def _is_crowded(event: Event) -> bool:
    return len(event.participants) > MOST_PRESENT


def _is_contact(event: Event) -> bool:
    group = event.kind.group if event.kind else None
    return group in {None, Group.CONTACT} and event.status is Status.HELD


def _opposite(one: Participation, other: Participation) -> bool:
    """Whether two people act for different sides; who acts for none is a side alone."""
    return one.who is not other.who and (one.party is None or one.party is not other.party)
