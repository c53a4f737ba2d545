"""Statements about time in whole days, as constraints of a network.

A source that says "before" may mean earlier on the same day, so that days are not strict: one
event may end on the day on which the next begins. What is not in a source is not assumed:
"about six days later" says no more than "later".
"""

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal

from chronology.dates import (
    AllOf,
    Edtf,
    End,
    Hemisphere,
    Interval,
    Precision,
    Span,
    Unit,
)
from chronology.dates.times import SECONDS
from chronology.network.constraints import (
    Network,
    fits,
    months_on,
    months_on_at_least,
    on_weekday,
    same,
)
from chronology.vocabulary import Relation, Weekday

CalendarFact = Literal["weekday", "week_of", "month_of", "year_of"]
"""The relations of an event to the calendar."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event, and its own date; None where it has none.

    The label names the date in explanations. An event is dated at most once. Only what is certain
    of the date bounds the event; `hemisphere` is the one whose seasons are meant.
    """

    event: str
    date: Edtf | None
    label: Hashable
    hemisphere: Hemisphere | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A source's statement about the time of an event: its relation to another, or to a date.

    `target` is the id of an event, a date, or the day of the week for `weekday`; of a date only
    what is certain counts. `by` says how long before or after. `leeway` is by how many days the
    calendars of the two places may differ for a moment in between; it widens the statement by as
    much.
    """

    subject: str
    relation: Relation | CalendarFact
    target: str | Edtf | Weekday
    label: Hashable
    by: Span | None = None
    leeway: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """The first and the last day of something, as points of a network."""

    start: int
    end: int


# ------------------------------------------------------------------------------ dates


def state_date(network: Network, points: Points, date: Edtf, label: Hashable) -> None:
    """State that something has this date, which is certain: it happened within it.

    A date as fine as a day is the one day on which it happened; an interval gives the first and
    the last day.
    """
    if isinstance(date, Interval):
        _within(network, points.start, points.start, date.start, label)
        _within(network, points.end, points.end, date.end, label)
        return
    # The other two bounds follow, since nothing ends before it starts.
    _within(network, points.start, points.end, date, label)
    if date.precision.rank <= Precision.DAY.rank and not isinstance(date, AllOf):
        network.apart(points.start, points.end, None, 0, label)


def _within(network: Network, start: int, end: int, date: Edtf | End, label: Hashable) -> None:
    """State that a start and an end, or one point that is both, are days that fit."""
    if isinstance(date, End):
        return
    first, last = date.first, date.last
    if first is not None:
        network.at_least(start, first, label)
    if last is not None:
        network.at_most(end, last, label)
    rule = fits(date)
    if rule:
        for point in dict.fromkeys((start, end)):
            network.hold(point, point, rule, label)


def _state_period(network: Network, points: Points, date: Edtf, label: Hashable) -> None:
    """State that something is the whole of this date: before March is before 1 March.

    Where it is not known which days that is, it lies within them.
    """
    start, end = (date.start, date.end) if isinstance(date, Interval) else (date, date)
    if isinstance(date, Interval) or date.is_whole:
        _at_edge(network, points.start, start, 0, label)
        _at_edge(network, points.end, end, 1, label)
    else:
        state_date(network, points, date, label)


def _at_edge(
    network: Network, point: int, date: Edtf | End, edge: Literal[0, 1], label: Hashable
) -> None:
    """State that a point is the first or the last day of a date, or within it if not whole."""
    if isinstance(date, End) or not date.is_whole:
        _within(network, point, point, date, label)
    else:
        network.at_least(point, date.ends[edge], label)
        network.at_most(point, date.ends[edge], label)


# ------------------------------------------------------------------------------ relations

_INVERSES = {
    Relation.AFTER: Relation.BEFORE,
    Relation.MET_BY: Relation.MEETS,
    Relation.OVERLAPPED_BY: Relation.OVERLAPS,
    Relation.STARTED_BY: Relation.STARTS,
    Relation.CONTAINS: Relation.DURING,
    Relation.FINISHED_BY: Relation.FINISHES,
}

_Gap = tuple[int, int | None]  # the lowest and the highest number of days from one to the other
_ANY: _Gap = (0, None)
_NONE: _Gap = (0, 0)
_UP_TO_A_DAY: _Gap = (0, 1)

_MEANINGS: dict[str, Callable[[Points, Points], tuple[tuple[int, int, _Gap], ...]]] = {
    Relation.BEFORE: lambda a, b: ((a.end, b.start, _ANY),),
    Relation.MEETS: lambda a, b: ((a.end, b.start, _UP_TO_A_DAY),),
    Relation.OVERLAPS: lambda a, b: (
        (a.start, b.start, _ANY),
        (b.start, a.end, _ANY),
        (a.end, b.end, _ANY),
    ),
    Relation.STARTS: lambda a, b: ((a.start, b.start, _NONE), (a.end, b.end, _ANY)),
    Relation.DURING: lambda a, b: ((b.start, a.start, _ANY), (a.end, b.end, _ANY)),
    Relation.FINISHES: lambda a, b: ((b.start, a.start, _ANY), (a.end, b.end, _NONE)),
    Relation.EQUALS: lambda a, b: ((a.start, b.start, _NONE), (a.end, b.end, _NONE)),
}
"""Pairs of points, and how many days the second lies behind the first."""

_SECONDS_A_DAY = 24 * 60 * 60
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


def state(
    network: Network, subject: Points, statement: Statement, target: Points | None = None
) -> None:
    """State what a statement says of its subject; `target` is the event that it names, if any."""
    date, label = statement.target, statement.label
    if target is not None:
        _relate(network, subject, statement, target)
    elif isinstance(date, Weekday):
        network.hold(subject.start, subject.start, on_weekday(date), label)
    else:
        _relate_to_date(network, subject, statement)


def _relate_to_date(network: Network, subject: Points, statement: Statement) -> None:
    if not isinstance(statement.target, Edtf):
        raise TypeError(
            f"{statement.target!r} is no date: give the points of the event that it names"
        )
    date = statement.target.certain()
    if date is None:
        return
    if statement.relation == Relation.EQUALS:
        state_date(network, subject, date, statement.label)
        return
    target = Points(network.point(), network.point())
    network.apart(target.start, target.end, 0, None, statement.label)
    # A length of time, and "in the week of", are counted from some day of a longer date. What is
    # certain of a qualified date is not the whole of anything, either: the date lies within it.
    loosely = (
        statement.by is not None
        or not isinstance(statement.relation, Relation)
        or date != statement.target
    )
    (state_date if loosely else _state_period)(network, target, date, statement.label)
    _relate(network, subject, statement, target)


def _relate(network: Network, subject: Points, statement: Statement, target: Points) -> None:
    """Relate the two in Allen's or the calendar's way."""
    relation, label, leeway = statement.relation, statement.label, statement.leeway
    if not isinstance(relation, Relation):
        rule = same(relation.removesuffix("_of"))
        network.hold(target.start, subject.start, rule, label, leeway)
        network.hold(subject.start, target.start, rule, label, leeway)
        return
    first, second = (target, subject) if relation in _INVERSES else (subject, target)
    for earlier, later, gap in _MEANINGS[_INVERSES.get(relation, relation)](first, second):
        _state_days(network, earlier, later, gap, statement)
    # Nothing follows from a length of time that is not exact.
    span = statement.by
    if span is not None and not span.about and span.unit in _MONTHS:
        _state_months(network, first, second, statement, span)
    elif span is not None and not span.about:
        _state_days(network, first.end, second.start, _days(span), statement)


def _state_days(
    network: Network, earlier: int, later: int, gap: _Gap, statement: Statement
) -> None:
    lowest, highest = gap
    widest = None if highest is None else highest + statement.leeway
    network.apart(earlier, later, lowest - statement.leeway, widest, statement.label)


def _days(span: Span) -> _Gap:
    """From how many days to how many; hours may pass a midnight more or less."""
    if span.unit in _DAYS:
        return _count(span, _DAYS[span.unit])
    if span.highest is None:
        return _ANY
    return 0, math.ceil(span.highest * SECONDS[span.unit] / _SECONDS_A_DAY)


def _count(span: Span, size: int) -> _Gap:
    """The lowest and the highest number of days or months of a span whose unit has so many."""
    return int(span.lowest or 0) * size, None if span.highest is None else int(span.highest) * size


def _state_months(
    network: Network, first: Points, second: Points, statement: Statement, span: Span
) -> None:
    """State months or years between: stepped from the target, as the source counts them."""
    label, leeway = statement.label, statement.leeway
    lowest, highest = _count(span, _MONTHS[span.unit])
    if statement.relation == Relation.AFTER:
        if highest is not None:
            network.hold(first.end, second.start, months_on(highest), label, leeway)
        network.hold(second.start, first.end, months_on_at_least(lowest), label, leeway)
    else:
        network.hold(second.start, first.end, months_on(-lowest), label, leeway)
        if highest is not None:
            network.hold(first.end, second.start, months_on_at_least(-highest), label, leeway)
