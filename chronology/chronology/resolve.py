"""The references of a record resolved into the things that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

from chronology import model
from chronology.chronology.order import Reckoning, in_order
from chronology.chronology.parts import (
    Actor,
    Citation,
    Event,
    Frozen,
    Kind,
    Outcome,
    Participation,
    Party,
    Person,
    Place,
    Source,
    Statement,
    Topic,
    When,
)
from chronology.edtf import parse
from chronology.model import EVENT_LINKS

_Thing = TypeVar("_Thing")

_OWN = frozenset(model.Event.model_fields)


class Resolved(Reckoning):
    """A sound record with its references resolved: everything in it by id.

    `sources`, `parties`, `people`, `places`, `kinds` and `topics` are its registries, `events` its
    events.
    """

    def __init__(self, record: model.Record) -> None:
        """Resolve the registries, of which only people refer to anything, and then the events."""
        super().__init__(record)
        self.sources = {id_: _made(Source, id=id_, **dict(x)) for id_, x in record.sources.items()}
        self.parties = {id_: _made(Party, id=id_, **dict(x)) for id_, x in record.parties.items()}
        self.places = {id_: _made(Place, id=id_, **dict(x)) for id_, x in record.places.items()}
        self.kinds = {id_: _made(Kind, id=id_, **dict(x)) for id_, x in record.kinds.items()}
        self.topics = {id_: _made(Topic, id=id_, **dict(x)) for id_, x in record.topics.items()}
        self.people = {
            id_: _made(Person, **{**dict(x), "id": id_, "party": self._party(x.party)})
            for id_, x in record.people.items()
        }
        self.events: dict[str, Event] = {part.id: _event(part, self) for part in record.events}
        for part in record.events:
            self._complete(self.events[part.id], part)

    def _party(self, id_: str | None) -> Party | None:
        return None if id_ is None else self.parties[id_]

    def _complete(self, event: Event, part: model.Event) -> None:
        """Give an event what refers to other events."""
        for link in EVENT_LINKS:
            if (target := getattr(part, link)) is not None:
                _set(event, link, self.events[target])
        outcomes = (
            Outcome(key, each.text, self.events[each.event] if each.event else None)
            for key, each in part.outcomes.items()
        )
        _set(event, "outcomes", tuple(outcomes))
        _set(event, "citations", tuple(_citations(part, self)))
        _set(event, "reckoning", self)

    def actor(self, id_: str) -> Actor:
        """The person or the party of an id."""
        return self.people[id_] if id_ in self.people else self.parties[id_]

    def in_order(self) -> list[Event]:
        """The events in the order of a timeline."""
        dates = ((each.id, each.date) for each in self.events.values())
        return [self.events[id_] for id_ in in_order(dates, self)]


def _made(what: type[_Thing], **values: Any) -> _Thing:
    """A part, from values under the names of its fields."""
    return what(**values)


def _set(event: Event, name: str, value: object) -> None:
    """Complete an event that is not yet given to anybody; events may refer to each other."""
    object.__setattr__(event, name, value)


def _event(part: model.Event, record: Resolved) -> Event:
    participants = tuple(
        Participation(record.actor(id_), each.capacity, each.role)
        for id_, each in part.participants.items()
    )
    own = (each.party for each in participants if each.party is not None)
    listed = (record.parties[id_] for id_ in part.parties)
    values = {each.name: getattr(part, each.name) for each in fields(Event) if each.name in _OWN}
    return Event(
        **values
        | {
            "kind": None if part.kind is None else record.kinds[part.kind],
            "place": None if part.place is None else record.places[part.place],
            "participants": participants,
            "parties": tuple(dict.fromkeys((*own, *listed))),
            "topics": tuple(record.topics[id_] for id_ in part.topics),
            "excluded_topics": tuple(record.topics[id_] for id_ in part.excluded_topics),
            "outcomes": (),
            "citations": (),
            **{name: Frozen(getattr(part, name)) for name in ("notes", "decisions", "extra")},
            **dict.fromkeys(EVENT_LINKS),
        }
    )


def _citations(part: model.Event, record: Resolved) -> Iterator[Citation]:
    for id_, citations in part.citations.items():
        for each in citations:
            yield Citation(
                record.sources[id_],
                each.passage,
                each.supports,
                each.derived,
                tuple(_when(when, record.events) for when in each.when),
                Frozen(each.differs),
            )


def _when(when: model.When, events: dict[str, Event]) -> When:
    statements = []
    for relation in (*model.RELATIONS, *model.CALENDAR_FACTS):
        target = getattr(when, relation)
        if target is None:
            continue
        if relation != "weekday":
            target = events[target] if target in events else parse(target)
        by = when.by if relation in ("before", "after") else None
        statements.append(Statement(relation, target, by))
    return When(when.says, tuple(statements))
