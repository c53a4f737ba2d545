"""The order of a timeline, and the bounds that follow for its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from chronology import model
from chronology.dates import Edtf, Hemisphere
from chronology.dates.days import Day
from chronology.dates.words import ENGLISH
from chronology.network import Dated, Solution, Statement, solve
from chronology.network.statements import beginning, derive_bounds, read_statements
from chronology.vocabulary import Relation

_FIRST = frozenset(
    {Relation.BEFORE, Relation.MEETS, Relation.OVERLAPS, Relation.CONTAINS, Relation.FINISHED_BY}
)
"""The relations by which an event begins before the other."""

_SAME = frozenset({Relation.STARTS, Relation.STARTED_BY, Relation.EQUALS})
_SECOND = frozenset(Relation) - _FIRST - _SAME
"""The relations by which an event begins after the other."""


@dataclass(frozen=True, slots=True)
class EventBounds:
    """Bounds of the day on which an event began: what its date states, and what else follows.

    Only what is certain of a date is a bound: `1950~` has none (see `Edtf.certain`).
    `earliest` and `latest` are the tighter of the two; `because` are the sentences from which a
    tighter one follows. None where there is no bound. What follows is no part of the record.
    """

    earliest: Day | None
    latest: Day | None
    stated_earliest: Day | None
    stated_latest: Day | None
    because: tuple[str, ...]

    @property
    def is_inferred(self) -> bool:
        """True if other dates and statements bound the event more tightly than its own date."""
        return (self.earliest, self.latest) != (self.stated_earliest, self.stated_latest)


def bounds_in_words(bounds: EventBounds) -> str:
    """The bounds of an event in English: `by 10 April 2025`, `between 9 April 2025 and ...`."""
    return ENGLISH.days(bounds.earliest, bounds.latest)


class Reckoning:
    """A record's dates and statements taken together, solved when that is first asked for."""

    events: Mapping[str, object] = {}
    """The record's events by id, where they have been resolved."""

    def __init__(self, record: model.Record) -> None:
        """Keep the record."""
        self.record = record

    def __reduce__(self) -> tuple[type[Self], tuple[model.Record]]:
        """The record alone: the rest follows from it again."""
        return type(self), (self.record,)

    @cached_property
    def _stated(self) -> tuple[list[Dated], list[Statement]]:
        events, places = self.record.events, self.record.places
        return read_statements(events, places, name=lambda event: f"“{event.title}”")

    @cached_property
    def solution(self) -> Solution:
        """The solution of the record's network."""
        return solve(*self._stated)

    def bounds(
        self, event: str, date: Edtf | None, hemisphere: Hemisphere | None = None
    ) -> EventBounds:
        """The bounds of an event with a date, or without one."""
        first, last = beginning(date, hemisphere)
        earliest, latest, because = first, last, dict[str, None]()
        for bound in derive_bounds(self.solution, event, date, hemisphere):
            earliest, latest = (earliest, bound.day) if bound.is_latest else (bound.day, latest)
            because |= dict.fromkeys(bound.because)
        return EventBounds(_day(earliest), _day(latest), _day(first), _day(last), tuple(because))

    def earlier(self) -> dict[str, list[str]]:
        """The events that sources put before each event; none where they contradict each other."""
        found: dict[str, list[str]] = {}
        if self.solution.contradictions:
            return found
        for each in self._stated[1]:
            if isinstance(each.target, str) and each.relation in _FIRST:
                found.setdefault(each.target, []).append(each.subject)
            elif isinstance(each.target, str) and each.relation in _SECOND:
                found.setdefault(each.subject, []).append(each.target)
        return found


def _day(number: int | None) -> Day | None:
    return None if number is None else Day(number)


_Key = tuple[bool, tuple[int, ...], str]


def put_in_order(dates: Iterable[tuple[str, Edtf | None]], reckoning: Reckoning) -> list[str]:
    """Events, by id and date, in the order of a timeline.

    By date: the first possible day (or the last one where the start is open or unknown), the last
    one, the finer precision first, then the id. An event that a source puts before another comes
    before it, whatever the dates leave open. The undated come where others bound them, or last.
    """
    keys = {id_: _key(id_, date, reckoning) for id_, date in dates}
    by_key = sorted(keys, key=keys.__getitem__)
    earlier = {
        id_: sorted((each for each in before if each in keys), key=keys.__getitem__)
        for id_, before in reckoning.earlier().items()
    }
    return list(_draw_forward(by_key, earlier))


def _key(id_: str, date: Edtf | None, reckoning: Reckoning) -> _Key:
    if date is not None:
        return False, date.sort_key, id_
    bounds = reckoning.bounds(id_, None)
    day = bounds.earliest if bounds.earliest is not None else bounds.latest
    return (True, (), id_) if day is None else (False, (day.toordinal(),), id_)


def _draw_forward(by_key: Iterable[str], earlier: dict[str, list[str]]) -> Iterator[str]:
    """Ids in their order, each after all that are earlier; without recursion, chains being long."""
    done: set[str] = set()
    for first in by_key:
        way = [(first, iter(earlier.get(first, ())))]
        seen = {first}
        while way:
            id_, before = way[-1]
            waiting = next((each for each in before if each not in done and each not in seen), None)
            if waiting is not None:
                seen.add(waiting)
                way.append((waiting, iter(earlier.get(waiting, ()))))
                continue
            way.pop()
            if id_ not in done:
                done.add(id_)
                yield id_
