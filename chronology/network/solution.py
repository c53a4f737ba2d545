"""The solution of a chronology's dates and statements: bounds, reasons and contradictions."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast, get_args

from chronology.garbage import uncollected
from chronology.network.conflicts import Agreement, Conflict, Part, Parts, agree
from chronology.network.constraints import ALWAYS, Network
from chronology.network.propagation import Bound, Propagation
from chronology.network.relations import Dated, Points, Statement, state, state_date
from chronology.vocabulary import Weekday

Which = Literal["start_earliest", "start_latest", "end_earliest", "end_latest"]
"""One of the four bounds of an event."""

_DATE: Final[tuple[None, str]] = None, "start"
"""The owner of a point that is no event's: the date that a statement names."""


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
    """The bounds that dates and statements give together, and their contradictions.

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

    def __contains__(self, event: str) -> bool:
        """True if a date or statement names the event."""
        return event in self._events.points

    def bounds(self, event: str, *, own: bool = True) -> Bounds:
        """The bounds of an event: exact, so that each day at a bound is possible.

        With `own=False`, as they follow from everything but the event's own date. Costs little
        more than the points that are bounded by that date.

        Raises:
            KeyError: no date or statement names the event.
        """
        found = (self._find(event, which, own=own) for which in get_args(Which))
        return Bounds(*(run.day(point) for run, point in found))

    def reasons(
        self, event: str, which: Which, *, own: bool = True, most: int | None = None
    ) -> tuple[tuple[Step, ...], int]:
        """The steps that lead to one of the bounds, and how many before them are left out.

        A step may be several moves of bounds, of which about `most` are followed back. There are
        none where there is no bound.

        Raises:
            KeyError: no date or statement names the event.
        """
        run, point = self._find(event, which, own=own)
        chain = run.chain(point, most)
        steps = self._events.steps(chain, which.rpartition("_")[2])
        return steps, run.length(point) - len(chain)

    def _find(self, event: str, which: Which, *, own: bool) -> tuple[Propagation, int]:
        """The propagation that gives a bound, and the number of its point there."""
        points = self._events.points[event]
        point = points.start if which.startswith("start") else points.end
        is_latest = which.endswith("latest")
        date = self._events.dates.get(event)
        if own or date is None:
            return (self._tightening.early, self._tightening.late)[is_latest], point
        if event not in self._parts:
            early, late = self._apart
            self._parts[event] = early.without(date), late.without(date)
        return self._parts[event][is_latest].find(point)

    @cached_property
    def _apart(self) -> tuple[Parts, Parts]:
        dates = frozenset(self._events.dates.values())
        return Parts(self._tightening.early, dates), Parts(self._tightening.late, dates)


@uncollected()
def solve(dated: Iterable[Dated], statements: Iterable[Statement]) -> Solution:
    """Solve the network of dates and statements, and find those that cannot all hold.

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
    return Solution(events, agree(events.network))


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
    def _owners(self) -> dict[int, tuple[str, str]]:
        return {
            point: (event, edge)
            for event, points in self.points.items()
            for point, edge in ((points.start, "start"), (points.end, "end"))
        }

    def contradiction(self, conflict: Conflict) -> Contradiction:
        """A conflict in the words of events and bounds."""
        earliest = self.steps(_turn(conflict, conflict.earliest), "earliest")
        latest = self.steps(_turn(conflict, conflict.latest), "latest")
        earliest_is_longer = conflict.ways[0] is conflict.earliest
        steps, against = (earliest, latest) if earliest_is_longer else (latest, earliest)
        return Contradiction(conflict.labels, steps, against)

    def steps(self, chain: Iterable[Bound], side: str) -> tuple[Step, ...]:
        """Reasons for `earliest` or `latest` bounds as steps, one for each run of one label."""
        steps: list[Step] = []
        for point, day, label in chain:
            event, edge = self._owners.get(point, _DATE)
            said = steps.pop().label if steps and label in (ALWAYS, steps[-1].label) else label
            steps.append(Step(said, event, cast("Which", f"{edge}_{side}"), day))
        return tuple(steps)


def _turn(conflict: Conflict, way: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """Begin a circle where a statement begins, and leave any other way as it is."""
    if conflict.is_circle:
        for index, step in enumerate(way):
            if step.label is not ALWAYS and step.label != way[index - 1].label:
                return way[index:] + way[:index]
    return way
