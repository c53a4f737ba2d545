"""What a record says about time, as dates and statements of a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import overload

from chronology.days import parts_of
from chronology.diagnostics import Path
from chronology.edtf import (
    Date,
    Edtf,
    EdtfError,
    Hemisphere,
    OneOf,
    Range,
    Span,
    Stamp,
    parse,
)
from chronology.model import Event, Place, When
from chronology.model.paths import touches, whens
from chronology.network.relations import CalendarFact, Dated, Statement
from chronology.network.zones import leeway, shown_in
from chronology.vocabulary import Relation, Weekday
from chronology.wording import certainty_in_words, span_in_words


@dataclass(frozen=True, slots=True)
class Said:
    """Where a record says something about time, and the words for it.

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
        """Whether this is the event's own date, and no statement of a source."""
        return self.relation is None


def _id(event: Event) -> str:
    return event.id


def stated(
    events: Iterable[Event], places: Mapping[str, Place], name: Callable[[Event], str] = _id
) -> tuple[list[Dated], list[Statement]]:
    """What citations say about time, and the dates of the events between which they say it.

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
            date_there(each.date, zones[each.id]),
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


@overload
def date_there(date: Edtf, zone: str | None) -> Edtf: ...
@overload
def date_there(date: Edtf | None, zone: str | None) -> Edtf | None: ...
def date_there(date: Edtf | None, zone: str | None) -> Edtf | None:
    """A date by the calendar of a zone: a time stamp can be of the day before or after there.

    Where the zone is not known it is one of the three.
    """
    if not isinstance(date, Stamp) or date.offset is None:
        return date
    shown = shown_in(date, zone)
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
            if not any(touches("date", differing) for differing in citation.differs):
                yield from self._of_when(event, when, path)

    def _of_when(self, event: Event, when: When, path: Path) -> Iterator[Statement]:
        for field, relation in _RELATED.items():
            target = self._target(getattr(when, field))
            if target is None:
                continue
            by = when.by if field in ("before", "after") else None
            words = self._words(event, when, field, target, by)
            said = Said(event.id, path, words, field, _exact(by))
            room = self._leeway(event, target) if isinstance(relation, Relation) and not by else 0
            yield Statement(event.id, relation, target, said, by, room)

    def _target(self, target: object) -> str | Edtf | Weekday | None:
        if target is None or isinstance(target, Weekday):
            return target
        if target in self.events:
            return str(target)
        try:
            return date_there(parse(str(target)), None)
        except EdtfError:
            return None  # a rule says that it stands for nothing

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


def _exact(by: Span | None) -> str | None:
    return span_in_words(by) if by and by.lowest == by.highest and not by.about else None


_RELATED: dict[str, Relation | CalendarFact] = {
    **{relation.value: relation for relation in Relation},
    "weekday": "weekday",
    "week_of": "week_of",
    "month_of": "month_of",
    "year_of": "year_of",
}


def _year(event: Event, other: Event) -> int | None:
    """A year in which clocks are compared: the event's, or else the other's, if one is certain."""
    for each in (event, other):
        certain = each.date.certain() if each.date else None
        if certain is not None:
            return parts_of(certain.anchor)[0]
    return None
