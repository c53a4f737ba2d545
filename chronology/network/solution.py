"""What a chronology's dates and statements say together."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from chronology.garbage import uncollected
from chronology.network.conflicts import Agreement, Conflict, Part, Parts, agreeing
from chronology.network.constraints import ALWAYS, Network
from chronology.network.propagation import Bound, Propagation
from chronology.network.relations import Dated, Points, Statement, state, state_date
from chronology.vocabulary import Weekday

Which = Literal["start_earliest", "start_latest", "end_earliest", "end_latest"]
"""One of the four bounds of an event."""

_Edge = Literal["start", "end"]
_Side = Literal["earliest", "latest"]
_DATE: Final[tuple[None, _Edge]] = None, "start"
_WHICH: Final[dict[tuple[_Edge, _Side], Which]] = {
    ("start", "earliest"): "start_earliest",
    ("start", "latest"): "start_latest",
    ("end", "earliest"): "end_earliest",
    ("end", "latest"): "end_latest",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day on which an event can have started, and ended; None if open.

    Days are numbers, as `Day.toordinal` counts.
    """

    start_earliest: int | None
    start_latest: int | None
    end_earliest: int | None
    end_latest: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proof: whose statement it is, and what follows for which bound.

    Attributes:
        label: The label of the date or the statement.
        event: The event of which it says something; None for the date that a statement names.
        which: The bound that follows.
        day: That bound, by number; None in a contradiction that needs no days.
    """

    label: Hashable
    event: str | None
    which: Which
    day: int | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all hold, and of which each is needed for that.

    Attributes:
        labels: Each label once, in the order of the proof.
        steps: The proof: each step begins where the one before it ends. The last gives a bound
            that `against` excludes; without `against`, the steps lead round in a circle.
        against: The steps to the bound on the other side, often the event's own date alone.
    """

    labels: tuple[Hashable, ...]
    steps: tuple[Step, ...]
    against: tuple[Step, ...]


class Solution:
    """What dates and statements say together.

    Attributes:
        contradictions: What cannot all hold; no label is part of two. What takes part in one is
            set aside, and all bounds follow from the rest, which agrees.
        is_whole: Whether all was compared with all. Where that would be too much work, some of it
            is set aside, and there may be more contradictions, or tighter bounds.
    """

    def __init__(self, events: "_Events", agreement: Agreement) -> None:
        conflicts, tightening, self.is_whole = agreement
        self._events = events
        self._tightening = tightening
        self._parts: dict[str, tuple[Part, Part]] = {}
        self.contradictions = tuple(map(events.contradiction, conflicts))

    @property
    def contradiction(self) -> Contradiction | None:
        """The first contradiction; None where everything agrees."""
        return self.contradictions[0] if self.contradictions else None

    def __contains__(self, event: str) -> bool:
        """Whether a date or statement names the event."""
        return event in self._events.points

    def bounds(self, event: str, *, own: bool = True) -> Bounds:
        """The bounds of an event: exact, so that each day at a bound is possible.

        With `own=False`, as they follow from everything but the event's own date. Costs little
        more than the points that are bounded by that date.

        Raises:
            KeyError: no date or statement names the event.
        """
        points = self._events.points[event]
        early, late = self._runs(event, own=own)
        days = (run.day(point) for point in (points.start, points.end) for run in (early, late))
        return Bounds(*days)

    def reasons(self, event: str, which: Which, *, own: bool = True) -> tuple[Step, ...]:
        """The steps that lead to one of the bounds; none where there is no bound.

        Raises:
            KeyError: no date or statement names the event.
        """
        return self.nearest_reasons(event, which, own=own)[0]

    def nearest_reasons(
        self, event: str, which: Which, *, own: bool = True, most: int | None = None
    ) -> tuple[tuple[Step, ...], int]:
        """The last steps that lead to one of the bounds, and how many before them are left out.

        A step may be several moves of bounds, of which about `most` are followed back.

        Raises:
            KeyError: no date or statement names the event.
        """
        points = self._events.points[event]
        early, late = self._runs(event, own=own)
        run = early if which.endswith("earliest") else late
        point = points.start if which.startswith("start") else points.end
        chain = run.chain(point, most)
        steps = self._events.steps(chain, "earliest" if run is early else "latest")
        return steps, run.length(point) - len(chain)

    def _runs(self, event: str, *, own: bool) -> tuple["Propagation | Part", "Propagation | Part"]:
        whole = self._tightening.early, self._tightening.late
        dates = self._events.dates.get(event)
        if own or dates is None:
            return whole
        if event not in self._parts:
            early, late = self._apart
            self._parts[event] = early.without(dates), late.without(dates)
        return self._parts[event]

    @cached_property
    def _apart(self) -> tuple[Parts, Parts]:
        dates = frozenset(self._events.dates.values())
        return Parts(self._tightening.early, dates), Parts(self._tightening.late, dates)


@uncollected()
def solve(dated: Iterable[Dated], statements: Iterable[Statement]) -> Solution:
    """What these dates and statements say together, and which of them cannot all hold.

    Takes milliseconds for a thousand events, and grows with their number where they agree.
    """
    events = _Events()
    for each in dated:
        points = events.of(each.event)
        certain = each.date and each.date.certain(each.hemisphere)
        if certain is not None:
            events.dates[each.event] = each.label
            state_date(events.network, points, certain, each.label)
    for statement in statements:
        named = isinstance(statement.target, str) and not isinstance(statement.target, Weekday)
        target = events.of(str(statement.target)) if named else None
        state(events.network, events.of(statement.subject), statement, target)
    return Solution(events, agreeing(events.network))


class _Events:
    """Events as points of a network, and the way back."""

    def __init__(self) -> None:
        self.network = Network()
        self.points: dict[str, Points] = {}
        self.dates: dict[str, Hashable] = {}

    def of(self, event: str) -> Points:
        """The points of an event, which are new when it is named for the first time."""
        points = self.points.get(event)
        if points is None:
            points = self.points[event] = Points(self.network.point(), self.network.point())
            self.network.apart(points.start, points.end, 0, None, ALWAYS)
        return points

    @cached_property
    def _owners(self) -> dict[int, tuple[str | None, _Edge]]:
        owners: dict[int, tuple[str | None, _Edge]] = {}
        for event, points in self.points.items():
            owners[points.start] = event, "start"
            owners[points.end] = event, "end"
        return owners

    def contradiction(self, conflict: Conflict) -> Contradiction:
        """A conflict in the words of events and bounds."""
        earliest = self.steps(_turned(conflict, conflict.earliest), "earliest")
        latest = self.steps(_turned(conflict, conflict.latest), "latest")
        earliest_is_longer = conflict.ways[0] is conflict.earliest
        steps, against = (earliest, latest) if earliest_is_longer else (latest, earliest)
        return Contradiction(conflict.labels, steps, against)

    def steps(self, chain: Iterable[Bound], side: _Side) -> tuple[Step, ...]:
        """Reasons as steps: one for all that the same statement gives in a row."""
        steps: list[Step] = []
        for point, day, label in chain:
            event, edge = self._owners.get(point, _DATE)
            said = steps[-1].label if steps and label is ALWAYS else label
            if steps and steps[-1].label == said:
                steps.pop()
            steps.append(Step(said, event, _WHICH[edge, side], day))
        return tuple(steps)


def _turned(conflict: Conflict, way: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """The way; a circle is begun where a statement begins."""
    if conflict.is_circle:
        for index, step in enumerate(way):
            if step.label is not ALWAYS and step.label != way[index - 1].label:
                return way[index:] + way[:index]
    return way
