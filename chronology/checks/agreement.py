"""Rules about time: what sources say must agree with the dates, and with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from chronology.checks.rule import Rule, rule
from chronology.days import weekday_of
from chronology.diagnostics import Finding, Path, Severity
from chronology.diagnostics.catalogue import CODES
from chronology.edtf import Edtf, Precision, Stamp
from chronology.model import Event
from chronology.model.paths import whens
from chronology.network import Contradiction
from chronology.network.proof import proof, tighter
from chronology.network.stated import Said, hemisphere_of, zone_of
from chronology.network.zones import instants
from chronology.shape import Shaped
from chronology.vocabulary import Weekday
from chronology.wording import date_in_words

_HINT = "correct the one that is wrong, or let its citation say that it `differs` on the date"


def _said(contradiction: Contradiction) -> tuple[Said, ...]:
    return cast("tuple[Said, ...]", contradiction.labels)


def _is_about_a_weekday(contradiction: Contradiction) -> bool:
    """Whether no more is at odds than an event's date and a weekday that a source has for it."""
    said = _said(contradiction)
    one_event = len({each.event for each in said}) == 1
    return one_event and {each.relation for each in said} == {None, "weekday"}


def _paths(shaped: Shaped) -> dict[str, Path]:
    """The path of each event, by its id; of the first one where an id is taken twice."""
    paths: dict[str, Path] = {}
    for path, event in shaped.events():
        paths.setdefault(event.id, path)
    return paths


@rule("contradictory-dates", Severity.ERROR)
def contradictory_dates(shaped: Shaped) -> Iterator[Finding]:
    """Dates and statements about time that cannot all be true.

    What sources say relatively ("six days later", "on the eve", "in that week") is a network of
    constraints with the dates of the events (Dechter, Meiri and Pearl, Artificial Intelligence 49,
    1991). The statements shown cannot all hold, and without any one of them the rest agree, so that
    one of them is wrong: correct it, or record it as a reading that `differs` on the date, which
    sets it aside.
    """
    paths = _paths(shaped)
    for contradiction in shaped.solution.contradictions:
        if not _is_about_a_weekday(contradiction):
            yield _contradiction(contradiction, paths)
    yield from _clocks_at_odds(shaped, paths)


def _not_compared(shaped: Shaped) -> Iterator[Finding]:
    """That not all dates and statements were compared with all others."""
    if not shaped.solution.is_whole:
        message = "too much is stated about time to compare all of it: there may be contradictions"
        yield Finding((), message, "correct what is reported, and check again")


too_many_statements = Rule(CODES["too-many"], _not_compared)


@rule("wrong-weekday", Severity.ERROR)
def wrong_weekday(shaped: Shaped) -> Iterator[Finding]:
    """A source names a weekday that the event's date is not.

    One of the two is wrong, or the date is that of another place. Where the source is wrong, let
    its citation say that it `differs` on the date.
    """
    paths = _paths(shaped)
    dates = {event.id: event.date for event in shaped.record.events}
    for contradiction in shaped.solution.contradictions:
        if _is_about_a_weekday(contradiction):
            finding = _contradiction(contradiction, paths)
            date = dates[_said(contradiction)[0].event]
            if date is not None and date.first is not None and date.first == date.last:
                finding = replace(finding, message=_weekday_of(date, date.first))
            yield finding


def _weekday_of(date: Edtf, day: int) -> str:
    """The weekday that a day is, against what a source says."""
    weekday = tuple(Weekday)[weekday_of(day)].value.capitalize()
    return f"{date_in_words(date)} is a {weekday}, and a source has another day of the week"


def _contradiction(contradiction: Contradiction, paths: dict[str, Path]) -> Finding:
    said = _said(contradiction)
    related = tuple((paths[each.event] + each.path, _with_source(each)) for each in said)
    message = f"these cannot all be true: {proof(contradiction)}"
    return Finding(related[0][0], message, _HINT, related=related)


def _with_source(said: Said) -> str:
    return said.words if said.is_date else f"{said.words} [{said.path[1]}]"


def _clocks_at_odds(shaped: Shaped, paths: dict[str, Path]) -> Iterator[Finding]:
    """Statements of before and after that the times of day refute, on the same days or around."""
    events = {event.id: event for event in reversed(shaped.record.events)}
    for event in events.values():
        for path, citation, when in whens(event):
            if "date" in citation.differs or "time" in citation.differs or when.by is not None:
                continue
            where = paths[event.id] + path
            for first, second in ((event.id, when.before), (when.after, event.id)):
                if first in events and second in events:
                    yield from _clocks(shaped, events[first], events[second], where, paths)


def _clocks(
    shaped: Shaped, first: Event, second: Event, where: Path, paths: dict[str, Path]
) -> Iterator[Finding]:
    """The finding that one event was not over when another began, by their clocks."""
    over, began = _minutes(shaped, first, ended=True), _minutes(shaped, second, ended=False)
    if over is None or began is None or over[0] <= began[1]:
        return
    related = tuple(
        (paths[each.id] + ("time",), f"{each.id}: {each.date}, {each.time}, {_zone(shaped, each)}")
        for each in (first, second)
    )
    message = f"by their clocks {first.id} was not over when {second.id} began"
    yield Finding(where, message, _HINT, related=related)


def _zone(shaped: Shaped, event: Event) -> str | None:
    return zone_of(event, shaped.record.places)


def _minutes(shaped: Shaped, event: Event, *, ended: bool) -> tuple[int, int] | None:
    """The first and last minute at which an event can have ended or begun, if times are given."""
    zone, time = _zone(shaped, event), event.time
    if isinstance(event.date, Stamp) and event.date.posix_time is not None:
        return event.date.posix_time // 60, event.date.posix_time // 60
    date = event.date.certain() if event.date else None
    if zone is None or date is None or time is None or date.first is None:
        return None
    clock = time.end if ended and time.end is not None else time.start
    if clock.about or date.precision is not Precision.DAY or date.first != date.last:
        return None
    return instants(date.first, clock, zone)


@rule("loose-date", Severity.NOTE)
def loose_date(shaped: Shaped) -> Iterator[Finding]:
    """A date is looser than what follows from the other dates and statements.

    The tighter bounds are shown with the statements that give them. They are no part of the record:
    whether to write them down is for the curator to decide.
    """
    for path, event in shaped.events():
        if event.date is None or _is_one_day(event.date) or shaped.is_broken((*path, "date")):
            continue
        hemisphere = hemisphere_of(event, shaped.record.places)
        for bound in tighter(shaped.solution, event.id, event.date, hemisphere):
            message = f"the date {event.date} is looser than what follows: {bound.words}"
            yield Finding((*path, "date"), message, f"because {'; '.join(bound.because)}")


def _is_one_day(date: Edtf) -> bool:
    certain = date.certain()
    return certain is not None and certain.first is not None and certain.first == certain.last
