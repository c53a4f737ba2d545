"""The content of a drawing without places: lanes of marks, and the days of each mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from chronology.dates import Edtf, Interval, Qualified
from chronology.dates.days import days_in_month, number_of, parts_of
from chronology.drawing.words import ENGLISH, DrawingWords
from chronology.events import Chronology, Event, Kind
from chronology.text import one_line
from chronology.vocabulary import Group, Status

# ------------------------------------------------------------------------------ shapes

RADIUS: Final = 6
"""Half the room that a sign takes, in the drawing's units."""


class Shape(NamedTuple):
    """A sign: its outline relative to its middle, its character, and that in ASCII."""

    path: str
    character: str
    plain: str


SHAPES: Final = (
    Shape("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "●", "o"),
    Shape("m-4.5-4.5h9v9h-9z", "■", "#"),
    Shape("m0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z", "◆", "d"),
    Shape("m0-6.5l1.8 4.4 4.7.3-3.6 3 1.2 4.6-4.1-2.5-4.1 2.5 1.2-4.6-3.6-3 4.7-.3z", "★", "*"),
    Shape("m0-5.5l5.6 10h-11.2z", "▲", "^"),
    Shape("m-1.8-5.5h3.6v3.7h3.7v3.6h-3.7v3.7h-3.6v-3.7h-3.7v-3.6h3.7z", "✚", "&"),
    Shape("m0 5.5l5.6-10h-11.2z", "▼", "v"),
    Shape("m-5 2.5v-5h10v5z", "▬", "="),
    Shape("m-2.9-5h5.8l2.9 5-2.9 5h-5.8l-2.9-5z", "⬢", "@"),
    Shape(
        "m-5-2.5l2.5-2.5 2.5 2.5 2.5-2.5 2.5 2.5-2.5 2.5 2.5 2.5-2.5 2.5-2.5-2.5-2.5 2.5"
        "-2.5-2.5 2.5-2.5z",
        "✖",
        "x",
    ),
)


# ------------------------------------------------------------------------------ marks

Days: TypeAlias = tuple[int | None, int | None]
"""The numbers of the first and the last day to draw; None is no bound."""


class Edge(Enum):
    """The way in which the days of a mark end on one side."""

    CLOSED = "closed"
    """On a day that the date gives."""
    OPEN = "open"
    """The date does not say where: the end is open or unknown."""
    CUT = "cut"
    """Beyond what is drawn."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of events, or no kind, and its name.

    `number` counts the lanes, and decides on the sign.
    """

    kind: Kind | None
    number: int
    label: str

    @property
    def group(self) -> Group | None:
        """The group of the kind."""
        return self.kind.group if self.kind else None

    @property
    def group_class(self) -> str:
        """The class of the group, which has a colour."""
        return self.group.value if self.group else "other"

    @property
    def shape(self) -> Shape:
        """The sign of the kind; from the eleventh lane on they are repeated."""
        return SHAPES[self.number % len(SHAPES)]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event, and the days from `first` to `last` that its date covers of what is drawn.

    Of a date that is open on one side only the days of the end that is given are covered.
    """

    event: Event
    lane: Lane
    date: Edtf
    first: int
    last: int
    start: Edge
    end: Edge

    @property
    def is_bar(self) -> bool:
        """True if the mark covers more than one day."""
        return self.first < self.last

    @property
    def core(self) -> tuple[int, int] | None:
        """The days on which it certainly went on, if its date is an interval that shows them."""
        if not isinstance(self.date, Interval):
            return None
        start, end = self.date.start, self.date.end
        if not isinstance(start, Qualified) or not isinstance(end, Qualified):
            return None
        first, last = start.last, end.first
        if first is None or last is None or max(first, self.first) > min(last, self.last):
            return None
        return max(first, self.first), min(last, self.last)

    @property
    def qualified(self) -> str:
        """The signs `?` and `~` of the date: of an interval, those of the ends in view."""
        dates: tuple[Edtf, ...] = (self.date,)
        if isinstance(self.date, Interval):
            ends = ((self.date.start, self.start), (self.date.end, self.end))
            dates = tuple(
                date for date, edge in ends if isinstance(date, Edtf) and edge is not Edge.CUT
            )
        unsure = any(date.uncertain for date in dates)
        near = any(date.approximate for date in dates)
        return "?" * unsure + "~" * near

    @property
    def is_struck(self) -> bool:
        """True if the event was called off or put off."""
        return self.event.status in {Status.CANCELLED, Status.POSTPONED}

    @property
    def is_pale(self) -> bool:
        """True if the record does not know whether the event took place."""
        return self.event.status in {Status.PLANNED, Status.DISPUTED}

    @property
    def middle(self) -> int:
        """The day of the sign of its kind: the only one, or the middle of its bar."""
        return self.first + (self.last - self.first) // 2


@dataclass(frozen=True)
class Chart:
    """The marks of a chronology in time order, and the days from `first` to `last` that they share.

    `period` is the file's own, if the chart goes over that; `words` are those of its language.
    """

    words: DrawingWords
    title: str
    marks: tuple[Mark, ...]
    first: int
    last: int
    period: Edtf | None
    left_out: int
    highlights: frozenset[str]

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that have marks: contacts, statements, background, others, as in the file."""
        found = dict.fromkeys(mark.lane for mark in self.marks)
        return tuple(sorted(found, key=lambda lane: lane.number))

    @property
    def note(self) -> str | None:
        """The number of events that are not drawn, and why; None if all are."""
        if not self.left_out:
            return None
        if self.period is None:
            return self.words.count("undated", self.left_out)
        period = self.words.dates.date(self.period)
        return self.words.count("left out", self.left_out, period)

    def name_of(self, mark: Mark) -> str:
        """An event in one line: when, what, of what kind, and what became of it."""
        words, status = self.words, mark.event.status
        about = [mark.lane.label] if mark.lane.kind else []
        about += [] if status is Status.HELD else [words.labels[status]]
        date, title = words.dates.date(mark.date), one_line(mark.event.title)
        name = words.say("name", date=date, title=title)
        return words.say("aside", name, one_line(", ".join(about))) if about else name


def chart(
    chronology: Chronology,
    days: Days | None = None,
    events: Sequence[Event] | None = None,
    *,
    words: DrawingWords = ENGLISH,
) -> Chart | None:
    """The chart of a chronology, or of some `events` of it; None if none has a date in view.

    It goes from the first to the last of `days`, where None is no bound; else over the file's
    `period`; else over whole months or years around all dates. Its texts are in the language of
    `words`.
    """
    events = chronology if events is None else events
    dates = [event.date for event in events if event.date]
    if not dates:
        return None
    period = chronology.record.period if days is None else None
    if period:
        days = period.first, period.last
    first, last = _days_around(dates, days)
    order = [*Group, None]
    kinds = sorted(chronology.kinds.values(), key=lambda kind: order.index(kind.group))
    lanes = {
        kind: Lane(kind, number, kind.label if kind else words.say("no kind"))
        for number, kind in enumerate((*kinds, None))
    }
    marks = tuple(
        _mark(event, event.date, lanes[event.kind], first, last)
        for event in events
        if event.date and event.date.has_any(first, last)
    )
    if not marks:
        return None
    return Chart(
        words=words,
        title=one_line(chronology.title or words.say("untitled")),
        marks=marks,
        first=first,
        last=last,
        period=period,
        left_out=len(events) - len(marks),
        highlights=frozenset(event.id for event in chronology.highlights),
    )


def _days_around(dates: Iterable[Edtf], days: Days | None) -> tuple[int, int]:
    """The first and last day of the whole months around some dates, or of years if these are long.

    `days` replace one or both, and may lie beyond all dates where these are open.
    """
    ends = [day for date in dates for day in (date.first, date.last) if day is not None]
    (year, month, _), (last_year, last_month, _) = parts_of(min(ends)), parts_of(max(ends))
    if last_year - year > 1:
        month, last_month = 1, 12
    first = number_of(year, month, 1)
    last = number_of(last_year, last_month, days_in_month(last_year, last_month))
    low, high = days or (None, None)
    first, last = first if low is None else low, last if high is None else high
    return (first, max(first, last)) if high is None else (min(first, last), last)


def _mark(event: Event, date: Edtf, lane: Lane, first: int, last: int) -> Mark:
    low, start = _end(date.first, first, side=-1)
    high, end = _end(date.last, last, side=1)
    if start is Edge.OPEN and end is Edge.CLOSED:
        low = high
    if end is Edge.OPEN and start is Edge.CLOSED:
        high = low
    return Mark(event, lane, date, low, high, start, end)


def _end(day: int | None, bound: int, side: int) -> tuple[int, Edge]:
    """The outermost day that is drawn on the left (-1) or right (1), and the edge there."""
    if day is None:
        return bound, Edge.OPEN
    return (bound, Edge.CUT) if side * (day - bound) > 0 else (day, Edge.CLOSED)
