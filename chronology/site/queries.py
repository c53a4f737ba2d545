"""What belongs to what, looked up once for a whole chronology: people, filters, the timeline.

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
                self._add(outcome.event, _CAME_OF, event)

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
        for link in (*_REVERSED, *_REVERSED.values(), _CAME_OF):
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


# ------------------------------------------------------------------------------ people

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


# ------------------------------------------------------------------------------ filters

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


# ------------------------------------------------------------------------------ the timeline

MOST = 500
"""How many events a page shows at most; a browser takes seconds for thousands of them."""


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year, or a part of them, that have a page of their own, and its title."""

    year: int | None
    part: int
    parts: int
    title: str
    events: tuple[Event, ...]

    @property
    def path(self) -> str:
        """The path of its page."""
        name = "undated" if self.year is None else self.year
        return f"years/{name}.md" if self.parts == 1 else f"years/{name}-part-{self.part}.md"

    @property
    def days(self) -> tuple[int, int] | None:
        """The numbers of its first and last day, which its drawing shows; None if undated."""
        if self.year is None:
            return None
        return number_of(self.year, 1, 1), number_of(self.year, 12, 31)


def years(language: Language, events: Sequence[Event]) -> list[Year]:
    """The pages among which events are spread; none where one page can show them all."""
    if len(events) <= MOST:
        return []
    found: dict[int | None, list[Event]] = {}
    for event in events:
        day = event.latest if event.earliest is None else event.earliest
        found.setdefault(None if day is None else day.year, []).append(event)
    return [year for number, some in found.items() for year in _parted(language, number, some)]


def _parted(language: Language, year: int | None, events: list[Event]) -> Iterator[Year]:
    """The pages of one year, called after it, with the part if there are several."""
    starts = range(0, len(events), MOST)
    name = language.say("undated") if year is None else language.dates.date(Date(year))
    for number, start in enumerate(starts, start=1):
        title = language.say("part", name=name, number=number) if len(starts) > 1 else name
        yield Year(year, number, len(starts), title, tuple(events[start : start + MOST]))


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
