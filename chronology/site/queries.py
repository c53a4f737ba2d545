"""Questions of the pages to a chronology: its registers, people, filters and timeline.

The timeline has a heading for each month, or for the year where no month is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from chronology.dates import Date, Edtf, End, Interval, Precision, is_certain
from chronology.dates.days import number_of, parts_of
from chronology.drawing import NARROW, WIDE, Chart, in_page
from chronology.events import (
    Chronology,
    Citation,
    Event,
    Participation,
    Party,
    Person,
    Source,
    Topic,
)
from chronology.site.page import Links, Subject
from chronology.site.words import Language
from chronology.vocabulary import Capacity, Group, Status

_REVERSED = {"part_of": "has_part", "follows": "followed_by", "cancels": "cancelled_by"}
_CAME_OF = "came_of"


class Registers:
    """The events of each subject of a chronology, and the links between events, both ways."""

    def __init__(self, chronology: Chronology) -> None:
        """Go through the events once."""
        self._events: dict[Subject, list[Event]] = {}
        self._excluding: dict[Topic, list[Event]] = {}
        self._links: dict[Event, dict[str, dict[Event, None]]] = {}
        self._members: dict[Party, list[Person]] = {}
        self._citations: dict[tuple[str, str], list[Citation]] = {}
        self._parts: dict[tuple[str, str], Participation] = {}
        self.differing = [event for event in chronology if event.differing or event.decisions]
        for event in chronology:
            for subject in _subjects(event):
                self._events.setdefault(subject, []).append(event)
            for topic in event.excluded_topics:
                self._excluding.setdefault(topic, []).append(event)
            for one, link, other in _links(event):
                self._links.setdefault(one, {}).setdefault(link, {})[other] = None
            for each in event.citations:
                self._citations.setdefault((each.source.id, event.id), []).append(each)
            for part in event.participants:
                self._parts[part.who.id, event.id] = part
        for person in chronology.people.values():
            if person.party is not None:
                self._members.setdefault(person.party, []).append(person)

    def events(self, subject: Subject) -> list[Event]:
        """The events in which somebody took part, or of a place, kind or source; in time order."""
        return self._events.get(subject, [])

    def citations(self, source: Source, event: Event) -> list[Citation]:
        """The citations of a source by an event."""
        return self._citations.get((source.id, event.id), [])

    def part(self, person: Person, event: Event) -> Participation:
        """The part that a person had in one of their events."""
        return self._parts[person.id, event.id]

    def roles(self, person: Person) -> dict[str, list[Event]]:
        """The roles of a person as events state them, in the order of the first event of each."""
        found: dict[str, list[Event]] = {}
        for event in self.events(person):
            if role := self.part(person, event).role:
                found.setdefault(role, []).append(event)
        return found

    def members(self, party: Party) -> list[Person]:
        """Those who act for a party, by their names."""
        return sorted(
            self._members.get(party, []), key=lambda each: (each.name.casefold(), each.id)
        )

    def excluding(self, topic: Topic) -> list[Event]:
        """The events that the file excludes from a topic."""
        return self._excluding.get(topic, [])

    def links(self, event: Event) -> Iterator[tuple[str, list[Event]]]:
        """The events that an event is linked with, under the name of each link."""
        for link in (*_REVERSED, *_REVERSED.values(), _CAME_OF):
            if others := self._links.get(event, {}).get(link):
                yield link, list(others)


def _people(event: Event) -> list[Person]:
    return [each.who for each in event.participants if isinstance(each.who, Person)]


def _subjects(event: Event) -> Iterator[Subject]:
    yield from _people(event)
    yield from event.parties
    yield from filter(None, [event.place, event.kind])
    yield from event.topics
    yield from event.sources


def _links(event: Event) -> Iterator[tuple[Event, str, Event]]:
    """The links that an event states, and their reverses: from which event, which, to which."""
    for link, reverse in _REVERSED.items():
        if (target := getattr(event, link)) is not None:
            yield event, link, target
            yield target, reverse, event
    for outcome in event.outcomes:
        if outcome.event is not None:
            yield outcome.event, _CAME_OF, event


def sides(event: Event) -> dict[Party | None, list[Participation]]:
    """The participants of an event, by the party on whose side they acted."""
    found: dict[Party | None, list[Participation]] = {}
    for each in event.participants:
        found.setdefault(each.party, []).append(each)
    return found


# ------------------------------------------------------------------------------ people

MOST_PRESENT: Final = 200
"""The most participants of a contact for which their pages list whom they dealt with.

Among thousands all pairs would be millions, and tell nothing.
"""


def encounters(person: Person, events: Iterable[Event]) -> dict[Person, list[Event]]:
    """The people whom a person dealt with in some events; most often dealt with comes first.

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
            if isinstance(part.who, Person) and any(_are_opposite(part, each) for each in own):
                found.setdefault(part.who, []).append(event)
    order = sorted(found, key=lambda each: (-len(found[each]), each.name.casefold(), each.id))
    return {each: found[each] for each in order}


def has_crowd(events: Iterable[Event]) -> bool:
    """True if in any contact among some events too many took part for each to deal with all."""
    return any(_is_crowded(event) for event in events if _is_contact(event))


def _is_crowded(event: Event) -> bool:
    return len(event.participants) > MOST_PRESENT


def _is_contact(event: Event) -> bool:
    group = event.kind.group if event.kind else None
    return group in {None, Group.CONTACT} and event.status is Status.HELD


def _are_opposite(one: Participation, other: Participation) -> bool:
    """True if two people act for different sides; who acts for none is a side alone."""
    return one.who is not other.who and (one.party is None or one.party is not other.party)


# ------------------------------------------------------------------------------ filters


def filters(events: Iterable[Event]) -> dict[str, list[tuple[str, str, int]]]:
    """The filters that tell some events apart, their options in alphabetical order.

    Each option is an id, a name, and its number of events.
    """
    values = [_values(event) for event in events]
    found = {}
    for name in values[0] if values else ():
        counts = Counter(value for each in values for value in each[name])
        options = sorted((label.casefold(), id_, label, n) for (id_, label), n in counts.items())
        if len(options) > 1 or any(n < len(values) for *_, n in options):
            found[name] = [(id_, label, n) for _, id_, label, n in options]
    return found


def marks(event: Event) -> dict[str, str]:
    """The data of an event for the script: ids, with blanks between them, and days.

    Days are numbers, 1 for 1 January of the year 1; where a date is open, there is none.
    """
    ids = {name: " ".join(id_ for id_, _ in values) for name, values in _values(event).items()}
    days = {"first": event.date.first, "last": event.date.last} if event.date else {}
    numbers = {name: str(day) for name, day in days.items() if day is not None}
    undated = {} if event.date else {"undated": "undated"}
    return {name: value for name, value in ids.items() if value} | numbers | undated


def _values(event: Event) -> dict[str, list[tuple[str, str]]]:
    """The ids and names in an event by which a filter finds it, in the order of the filters."""
    kind, place = event.kind, event.place
    group = kind.group if kind else None
    return {
        "person": [(each.id, each.name) for each in _people(event)],
        "party": [(each.id, each.name) for each in event.parties],
        "kind": [(kind.id, kind.label)] if kind else [],
        "group": [(group.value, group.value)] if group else [],
        "place": [(place.id, place.name)] if place else [],
        "topic": [(each.id, each.label) for each in event.topics],
    }


# ------------------------------------------------------------------------------ the timeline

MOST = 500
"""The most events that a page shows; a browser takes seconds for thousands of them."""


@dataclass(frozen=True, slots=True)
class Year:
    """The page of a year, or of a part of it: its path, its title, its events.

    `days` are the numbers of the first and last day that its drawing shows; None if undated.
    """

    path: str
    title: str
    days: tuple[int, int] | None
    events: tuple[Event, ...]


def years(language: Language, events: Sequence[Event]) -> list[Year]:
    """The pages among which events are spread; none where one page can show them all."""
    if len(events) <= MOST:
        return []
    found: dict[int | None, list[Event]] = {}
    for event in events:
        day = event.latest if event.earliest is None else event.earliest
        found.setdefault(None if day is None else day.year, []).append(event)
    return [page for year, own in found.items() for page in _spread(language, year, own)]


def _spread(language: Language, year: int | None, events: list[Event]) -> Iterator[Year]:
    """The pages of one year, called after it, with the part if there are several."""
    path, title, days = "years/undated", language.say("undated"), None
    if year is not None:
        path, title = f"years/{year}", language.dates.date(Date(year))
        days = number_of(year, 1, 1), number_of(year, 12, 31)
    if len(events) <= MOST:
        yield Year(f"{path}.md", title, days, tuple(events))
        return
    for number, start in enumerate(range(0, len(events), MOST), start=1):
        name = language.say("part", name=title, number=number)
        yield Year(f"{path}-part-{number}.md", name, days, tuple(events[start : start + MOST]))


def drawing(chart: Chart, links: Links) -> Markup:
    """The drawing of a page, for broad windows and for narrow ones; its style shows one of them."""
    both = (in_page(chart, form, links.to) for form in (WIDE, NARROW))
    return Markup("\n".join(both))  # noqa: S704 - every text in it is escaped


def months(language: Language, events: Iterable[Event]) -> dict[str, list[Event]]:
    """Events by heading, in the order in which each heading comes up; the undated come last."""
    found: dict[str, list[Event]] = {}
    for event in events:
        date = _heading(event.date) if event.date else None
        heading = language.dates.date(date) if date else language.say("undated")
        found.setdefault(heading, []).append(event)
    return found


def _heading(date: Edtf) -> Edtf:
    """The month or year in which something began or was; the date itself where that is loose."""
    start = date.start if isinstance(date, Interval) else date
    began = date if isinstance(start, End) else start
    first = began.anchor
    year, month, _ = parts_of(first)
    last_year, last_month, _ = parts_of(first if began.last is None else began.last)
    if year != last_year:
        return began
    is_month = month == last_month and began.precision.rank <= Precision.MONTH.rank
    return Date(year, month if is_month else None)


def machine_readable(date: Edtf) -> str | None:
    """The date as HTML's `time` takes it: a day, a month or a year of four digits; else None."""
    return str(date) if is_certain(date) and date.year >= 0 else None
