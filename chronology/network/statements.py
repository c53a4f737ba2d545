"""A record's dates, and its sources' statements about time, as the network takes them.

Offsets are minutes east of UTC, as the IANA time zone database has them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chronology.dates import (
    Clock,
    Date,
    Edtf,
    EdtfError,
    End,
    Hemisphere,
    Interval,
    OneOf,
    Range,
    Span,
    Stamp,
    parse,
)
from chronology.dates.days import Day, parts_of
from chronology.dates.words import ENGLISH, certainty_in_words, date_in_words, span_in_words
from chronology.findings import Path
from chronology.model import Event, Place, When
from chronology.model.record import touches, whens
from chronology.network.relations import CalendarFact, Dated, Statement
from chronology.network.solution import Contradiction, Solution, Step, Which
from chronology.vocabulary import Relation, Weekday

_EVERYWHERE = (-12 * 60, 14 * 60)
"""The offsets that are kept anywhere on earth."""

_WIDEST = 2
"""Days by which calendars can differ: from -12:00 to +14:00 is more than one."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MINUTES_A_DAY = 24 * 60


@lru_cache(maxsize=4096)
def offsets(name: str | None, year: int) -> tuple[int, int]:
    """The least and the greatest offset of a zone in a year; of the whole earth if it is unknown.

    >>> offsets("America/New_York", 2025)
    (-300, -240)
    """
    found = zone(name)
    if found is None:
        return _EVERYWHERE
    within = min(max(year, _FIRST_YEAR), _LAST_YEAR)
    months = (datetime(within, month, 1, 12, tzinfo=found) for month in range(1, 13))
    minutes = [_minutes(moment) for moment in months]
    return min(minutes), max(minutes)


def leeway(one: str | None, other: str | None, year: int | None) -> int:
    """By how many days the dates of one moment can differ between two zones, in a year.

    Where no year is certain, by as many as they ever can between two places.

    >>> leeway("Europe/Istanbul", "Europe/Moscow", 2025), leeway("Europe/Moscow", None, 2025)
    (0, 1)
    """
    if one is not None and one == other:
        return 0
    if year is None:
        return _WIDEST
    (low, high), (least, most) = offsets(one, year), offsets(other, year)
    return math.ceil(max(high - least, most - low) / _MINUTES_A_DAY)


def instants(day: int, clock: Clock, name: str) -> tuple[int, int] | None:
    """The first and the last minute, counted in UTC, that a clock time of a day can mean.

    They differ where clocks were set back and a time came twice. None outside the years of
    `datetime`, and for an unknown zone.
    """
    moment = _moment(day, clock, name)
    if moment is None:
        return None
    first, last = sorted(int(moment.replace(fold=fold).timestamp()) // 60 for fold in (0, 1))
    return first, last


def is_skipped(day: int, clock: Clock, name: str) -> bool:
    """True if the clocks of a zone never showed a time on a day, because they were set forward.

    >>> is_skipped(739_319, Clock(2, 30), "America/New_York")  # 9 March 2025
    True
    """
    moment = _moment(day, clock, name)
    return moment is not None and is_in_gap(moment)


def _moment(day: int, clock: Clock, name: str) -> datetime | None:
    """The first moment at which clocks of a zone show a time on a day; None if unknown."""
    found = zone(name)
    if found is None or not date.min.toordinal() < day < date.max.toordinal():
        return None
    return datetime.combine(date.fromordinal(day), time(clock.hour, clock.minute), tzinfo=found)


def is_in_gap(moment: datetime) -> bool:
    """True if the clocks of its zone were put forward past a time.

    Such a time has the offset from before, and with `fold` that from after (PEP 495). The very
    moment at which clocks are put forward is no such time: sources call it by the old one.
    """
    return _is_passed_over(moment) and _is_passed_over(moment - timedelta(minutes=1))


def _is_passed_over(moment: datetime) -> bool:
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def local_time(stamp: Stamp, name: str | None) -> tuple[int, int] | None:
    """The day, by number, and the minute of the day that clocks of a zone show at a time stamp.

    A stamp without an offset is what the clocks there show. None for an unknown zone, and outside
    the years of `datetime`.

    >>> local_time(parse("2025-03-02T02:00:00Z"), "America/New_York")  # 1 March, 21:00
    (739311, 1260)
    """
    minute = stamp.second_of_day // 60
    if stamp.offset is None:
        return stamp.first, minute
    found = zone(name)
    if found is None or not date.min.toordinal() < stamp.first < date.max.toordinal():
        return None
    moment = datetime.fromordinal(stamp.first) + timedelta(minutes=minute - stamp.offset)
    local = moment.replace(tzinfo=UTC).astimezone(found)
    return local.toordinal(), local.hour * 60 + local.minute


@lru_cache(maxsize=1024)
def zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; None without a name, and for one that the database does not have."""
    # `ZoneInfo` opens whatever file or folder of the database has the name: `Europe` is a folder,
    # and `posixrules` the zone of some machines. A rule reports such names.
    if name not in zone_names():
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None  # the machine's own database comes first, and may be broken


@cache
def zone_names() -> frozenset[str]:
    """The names of the zones of the IANA time zone database, as `tzdata` lists them."""
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split())


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


# ------------------------------------------------------------------------------ statements


@dataclass(frozen=True, slots=True)
class Said:
    """A place where a record says something about time, and the words for it.

    `path` leads on from the event: to its date, or to one `when` of a citation. `relation` is the
    field of the `when`, and None for a date; `gap` the exact length of time stated, in words.
    """

    event: str
    path: Path
    words: str
    relation: str | None = None
    gap: str | None = None

    @property
    def is_date(self) -> bool:
        """True if this is the event's own date, and no statement of a source."""
        return self.relation is None


def read_statements(
    events: Iterable[Event],
    places: Mapping[str, Place],
    name: Callable[[Event], str] = attrgetter("id"),
) -> tuple[list[Dated], list[Statement]]:
    """The dates of the events that citations relate in time, and the statements that do so.

    Each has a `Said` as its label. Nothing follows for the other events, nor from their dates. What
    a citation says that reads the date otherwise (`differs`) is set aside, and so is what relates
    to nothing that is known. `name` is what events are called in the words.
    """
    known: dict[str, Event] = {}
    for event in events:
        known.setdefault(event.id, event)
    zones = {id_: zone_of(each, places) for id_, each in known.items()}
    record = _Record(known, places, zones, {id_: name(each) for id_, each in known.items()})
    statements = [each for event in known.values() for each in record.statements(event)]
    related = {name for each in statements for name in (each.subject, each.target)}
    dated = [
        Dated(
            each.id,
            each.date and date_there(each.date, zones[each.id]),
            record.own_date(each),
            hemisphere_of(each, places),
        )
        for each in known.values()
        if each.id in related
    ]
    return dated, statements


def zone_of(event: Event, places: Mapping[str, Place]) -> str | None:
    """The zone of an event's days and times: its own, or that of its place."""
    place = places.get(event.place or "")
    return event.timezone or (place.timezone if place else None)


def hemisphere_of(event: Event, places: Mapping[str, Place]) -> Hemisphere | None:
    """The hemisphere whose seasons an event's date means, by the latitude of its place."""
    place = places.get(event.place or "")
    return Hemisphere.at(place.latitude) if place else None


def date_there(date: Edtf, zone: str | None) -> Edtf:
    """A date by the calendar of a zone: a time stamp can be of the day before or after there.

    Where the zone is not known it is one of the three.
    """
    if not isinstance(date, Stamp) or date.offset is None:
        return date
    shown = local_time(date, zone)
    if shown is not None:
        return Date(*parts_of(shown[0]))
    before, after = (Date(*parts_of(date.first + step)) for step in (-1, 1))
    return OneOf((Range(before, after),))


@dataclass(frozen=True, slots=True)
class _Record:
    """Events by id, with the zones of their days, and what they are called."""

    events: Mapping[str, Event]
    places: Mapping[str, Place]
    zones: Mapping[str, str | None]
    names: Mapping[str, str]

    def own_date(self, event: Event) -> Said:
        hemisphere = hemisphere_of(event, self.places)
        words = f"dated {certainty_in_words(event.date, hemisphere)}" if event.date else "undated"
        return Said(event.id, ("date",), f"{self.names[event.id]} is {words}")

    def statements(self, event: Event) -> Iterator[Statement]:
        for path, citation, when in whens(event):
            if any(touches("date", differing) for differing in citation.differs):
                continue
            for field, relation in _RELATED.items():
                target = self._target(getattr(when, field))
                if target is None:
                    continue
                by = when.by if field in ("before", "after") else None
                is_exact = by and by.lowest == by.highest and not by.about
                gap = span_in_words(by) if by and is_exact else None
                said = Said(event.id, path, self._words(event, when, field, target, by), field, gap)
                # Calendars differ for moments; a length of time is counted in one of them.
                is_moment = isinstance(relation, Relation) and not by
                leeway = self._leeway(event, target) if is_moment else 0
                yield Statement(event.id, relation, target, said, by, leeway)

    def _target(self, target: object) -> str | Edtf | Weekday | None:
        if target is None or isinstance(target, Weekday):
            return target
        if target in self.events:
            return str(target)
        try:
            return date_there(parse(str(target)), None)
        except EdtfError:
            return None  # a rule reports it

    def _words(
        self, event: Event, when: When, field: str, target: str | Edtf | Weekday, by: Span | None
    ) -> str:
        what = certainty_in_words(target) if isinstance(target, Edtf) else str(target)
        length = f"{span_in_words(by)} " if by else ""
        relation = field.replace("_", " ")
        name = self.names[event.id]
        return f'{name}: "{when.says}", {length}{relation} {self.names.get(what, what)}'

    def _leeway(self, event: Event, target: str | Edtf | Weekday) -> int:
        """The room that two zones leave; a date has the zone of the event that it dates."""
        if target not in self.events:
            return 0
        other = self.events[str(target)]
        return leeway(self.zones[event.id], self.zones[other.id], _year(event, other))


_RELATED: dict[str, Relation | CalendarFact] = {
    **{relation.value: relation for relation in Relation},
    **{fact: fact for fact in get_args(CalendarFact)},
}


def _year(event: Event, other: Event) -> int | None:
    """A year in which clocks are compared: the event's, or else the other's, if one is certain."""
    for each in (event, other):
        certain = each.date.certain() if each.date else None
        if certain is not None:
            return parts_of(certain.anchor)[0]
    return None


# ------------------------------------------------------------------------------ what follows

_BOUNDS = {
    "start_earliest": "{event} begins on {day} or later",
    "start_latest": "{event} begins by {day}",
    "end_earliest": "{event} ends on {day} or later",
    "end_latest": "{event} ends by {day}",
}


def day_in_words(day: int) -> str:
    """The day with a number, as the timeline has it."""
    return date_in_words(Date(*parts_of(day)))


def proof(contradiction: Contradiction) -> str:
    """The arithmetic of a contradiction: what follows step by step, and what it runs into."""
    way = ", ".join(_steps(contradiction.steps))
    against = ", ".join(_steps(contradiction.against))
    return f"{way}, but {against}" if against else way


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    before: int | None = None
    for step in steps:
        said = cast("Said", step.label)
        if said.is_date or step.day is None or step.event is None:
            yield said.words
        elif said.gap and before is not None and before != step.day:
            sign = "+" if before < step.day else "-"
            yield f"{sign} {said.gap} = {day_in_words(step.day)}"
        else:
            yield _BOUNDS[step.which].format(event=step.event, day=day_in_words(step.day))
        before = step.day


@dataclass(frozen=True, slots=True)
class DerivedBound:
    """A bound of an event's beginning that follows from others, and the statements that give it."""

    day: int
    is_latest: bool
    words: str
    because: tuple[str, ...]


def beginning(
    date: Edtf | None, hemisphere: Hemisphere | None = None
) -> tuple[int | None, int | None]:
    """The first and the last day on which something with a date can have begun, by number.

    Only what is certain of the date counts. None is no bound.
    """
    certain = date.certain(hemisphere) if date else None
    start = certain.start if isinstance(certain, Interval) else certain
    return (None, None) if start is None or isinstance(start, End) else (start.first, start.last)


def derive_bounds(
    solution: Solution, event: str, date: Edtf | None, hemisphere: Hemisphere | None = None
) -> Iterator[DerivedBound]:
    """The bounds that follow for an event from all but its own date, where they are tighter."""
    if event not in solution:
        return
    bounds = solution.bounds(event, own=False)
    own_first, own_last = beginning(date, hemisphere)
    first, last = bounds.start_earliest, bounds.start_latest
    if first is not None and (own_first is None or first > own_first):
        yield _derive(solution, event, "start_earliest", first)
    if last is not None and (own_last is None or last < own_last):
        yield _derive(solution, event, "start_latest", last)


def _derive(solution: Solution, event: str, which: Which, day: int) -> DerivedBound:
    is_latest = which == "start_latest"
    words = ENGLISH.days(*((None, Day(day)) if is_latest else (Day(day), None)))
    steps, left_out = solution.reasons(event, which, own=False, most=_MOST_REASONS)
    said = dict.fromkeys(cast("Said", step.label).words for step in steps)
    more = [f"{left_out:,} steps that come before these"] if left_out else []
    return DerivedBound(day, is_latest, f"it began {words}", (*more, *said))


_MOST_REASONS = 60
"""The moves of bounds that are shown as reasons, of which a statement makes about two.

Each event of a chain of thousands would else repeat all of the chain up to it.
"""
