"""What belongs to what, looked up once for a whole chronology, such as a person's events."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.chronology import (
    Chronology,
    Citation,
    Event,
    Participation,
    Party,
    Person,
    Source,
    Topic,
)
from chronology.site.links import Subject
from chronology.site.words import LINKS

_REVERSED = {"part_of": "has_part", "follows": "followed_by", "cancels": "cancelled_by"}


class Registers:
    """The events of each subject of a chronology, and the links between events, both ways."""

    def __init__(self, chronology: Chronology) -> None:
        """Go through the events once."""
        self._events: dict[Subject, list[Event]] = {}
        self._excluding: dict[Topic, list[Event]] = {}
        self._links: dict[Event, dict[str, dict[Event, None]]] = {}
        self._members: dict[Party, list[Person]] = {}
        self._citations: dict[tuple[str, str], list[Citation]] = {}
        self._parts: dict[str, dict[str, tuple[Event, Participation]]] = {}
        self.differing = [event for event in chronology if event.differing or event.decisions]
        for event in chronology:
            for subject in _subjects(event):
                self._events.setdefault(subject, []).append(event)
            for topic in event.excluded_topics:
                self._excluding.setdefault(topic, []).append(event)
            self._link(event)
            for each in event.citations:
                self._citations.setdefault((each.source.id, event.id), []).append(each)
            for part in event.participants:
                self._parts.setdefault(part.who.id, {})[event.id] = event, part
        for person in chronology.people.values():
            if person.party is not None:
                self._members.setdefault(person.party, []).append(person)

    def _link(self, event: Event) -> None:
        for link, reverse in _REVERSED.items():
            if (target := getattr(event, link)) is not None:
                self._add(event, link, target)
                self._add(target, reverse, event)
        for outcome in event.outcomes:
            if outcome.event is not None:
                self._add(outcome.event, "came_of", event)

    def _add(self, event: Event, link: str, other: Event) -> None:
        self._links.setdefault(event, {}).setdefault(link, {})[other] = None

    def events(self, subject: Subject) -> list[Event]:
        """The events in which somebody took part, or of a place, kind or source; in time order."""
        return self._events.get(subject, [])

    def citations(self, source: Source, event: Event) -> list[Citation]:
        """How an event cites a source."""
        return self._citations.get((source.id, event.id), [])

    def parts(self, person: Person) -> list[tuple[Event, Participation]]:
        """How a person took part in each of their events, in time order."""
        return list(self._parts.get(person.id, {}).values())

    def part(self, person: Person, event: Event) -> Participation:
        """How a person took part in one of their events."""
        return self._parts[person.id][event.id][1]

    def members(self, party: Party) -> list[Person]:
        """Those who act for a party, by their names."""
        return sorted(
            self._members.get(party, []), key=lambda each: (each.name.casefold(), each.id)
        )

    def excluding(self, topic: Topic) -> list[Event]:
        """The events that were said not to be about a topic."""
        return self._excluding.get(topic, [])

    def links(self, event: Event) -> Iterator[tuple[str, list[Event]]]:
        """The events that an event is linked with, under the name of each link."""
        for link in LINKS:
            if others := self._links.get(event, {}).get(link):
                yield link, list(others)


def _subjects(event: Event) -> Iterator[Subject]:
    yield from (each.who for each in event.participants if isinstance(each.who, Person))
    yield from event.parties
    yield from filter(None, [event.place, event.kind])
    yield from event.topics
    yield from event.sources


def sides(event: Event) -> dict[Party | None, list[Participation]]:
    """Who took part in an event, by the party on whose side they acted."""
    found: dict[Party | None, list[Participation]] = {}
    for each in event.participants:
        found.setdefault(each.party, []).append(each)
    return found
