"""The place of everything in a drawing, in its own units, each about a pixel.

Within a lane, marks that would touch are in different rows, so that none hides another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import accumulate, groupby
from math import inf
from typing import Final, TypeAlias
from unicodedata import east_asian_width

from chronology.dates import Date
from chronology.dates.days import Day, parts_of
from chronology.drawing.axis import Strip, by_months, by_years
from chronology.drawing.marks import RADIUS, SHAPES, Chart, Edge, Lane, Mark
from chronology.drawing.words import DrawingWords
from chronology.text import one_line
from chronology.vocabulary import Group

Ends: TypeAlias = tuple[float, float]
"""The beginning and the end of a box."""


def rows_of(boxes: Sequence[Ends], placed: Sequence[tuple[Ends, int]] = ()) -> list[int]:
    """The number, from 0, of the row of each box, beside boxes that have their rows already.

    Both are in the order of their beginnings. Takes n log n steps, even where all boxes touch.
    """
    rows = _Rows(placed, len(boxes))
    return [rows.take(box) for box in boxes]


class _Rows:
    """The free parts of some rows, while boxes are placed from the left to the right.

    A tree holds the place up to which each row is free: its leaves are the rows, from `_size` on,
    and each node above has the larger of its two. A row that a box has taken is free up to nowhere.
    """

    def __init__(self, placed: Sequence[tuple[Ends, int]], boxes: int) -> None:
        self._ahead: dict[int, deque[Ends]] = {}
        self._changes: list[tuple[float, int]] = []
        for box, row in placed:
            self._ahead.setdefault(row, deque()).append(box)
        self._size = 1 << (len(self._ahead) + boxes).bit_length()
        self._free = [inf] * (2 * self._size)
        for row in self._ahead:
            self._look_ahead(row)

    def take(self, box: Ends) -> int:
        """The first row in which a box is free, which it takes."""
        start, end = box
        while self._changes and self._changes[0][0] < start:
            at, row = heappop(self._changes)
            ahead = self._ahead.get(row)
            if ahead and ahead[0][1] <= at:
                ahead.popleft()
            self._look_ahead(row)
        node = 1
        while node < self._size:
            node = 2 * node if self._free[2 * node] > end else 2 * node + 1
        row = node - self._size
        self._set(row, -inf)
        heappush(self._changes, (end, row))
        return row

    def _look_ahead(self, row: int) -> None:
        """Free a row up to the next box that has been placed in it."""
        ahead = self._ahead.get(row)
        self._set(row, ahead[0][0] if ahead else inf)
        if ahead:
            heappush(self._changes, (ahead[0][1], row))

    def _set(self, row: int, until: float) -> None:
        node = self._size + row
        self._free[node] = until
        while node > 1:
            node //= 2
            self._free[node] = max(self._free[2 * node], self._free[2 * node + 1])


# ------------------------------------------------------------------------------ places

ROW: Final = 14
"""The height of a row of marks."""
TEXT: Final = 17
"""The height of a line of text."""
TAIL: Final = 38
"""The length over which a bar fades out at an open end."""
EDGE: Final = 10
"""The length by which a bar runs on beyond what is drawn; the axis keeps this distance."""
LABELS: Final = 7
"""The most labels of highlights above each other."""
_TITLE: Final = 400
"""The greatest width of the label of a highlight."""
_LETTER: Final = 6.7
_AXIS: Final = 22
_BASELINE: Final = 5
_BESIDE: Final = 4
_PADDING: Final = 4
_BETWEEN: Final = 16


@dataclass(frozen=True, slots=True)
class Format:
    """A size of drawing: `gutter` is the room for names on the left."""

    name: str
    width: int
    gutter: int
    strips: Callable[[DrawingWords, int, int], tuple[Strip, ...]]
    has_lanes: bool

    @property
    def left(self) -> int:
        """The beginning of the axis."""
        return self.gutter + EDGE

    @property
    def right(self) -> int:
        """The end of the axis."""
        return self.width - EDGE

    def x(self, strip: Strip, day: int, half: int = 1) -> float:
        """The middle of a day; with `half` 0 its beginning, with `half` 2 its end."""
        return self.left + strip.at(day, half) * (self.right - self.left)


WIDE: Final = Format("wide", 800, 134, by_years, has_lanes=True)
NARROW: Final = Format("narrow", 360, 40, by_months, has_lanes=False)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark, or the part of it that a strip has.

    `sign` is the place of the sign of its kind, None in all strips but one; `bar` are the ends of
    its days, `core` those of the days on which it certainly went on, `tails` the parts that fade
    out, `box` all the room that it takes.
    """

    mark: Mark
    sign: float | None
    bar: Ends | None
    core: Ends | None
    tails: tuple[Ends, ...]
    box: Ends
    y: float = 0


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane of one strip; `heading` is the name of the group that begins with it."""

    lane: Lane | None
    heading: str | None
    top: float
    bottom: float
    marks: tuple[PlacedMark, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a highlight above the axis: the beginning of its baseline, its day, its title."""

    mark: PlacedMark
    x: float
    y: float
    when: str
    title: str


@dataclass(frozen=True, slots=True)
class PlacedStrip:
    """A strip: from `top` its labels, from `axis` its lanes, to `bottom`."""

    strip: Strip
    top: float
    axis: float
    bottom: float
    labels: tuple[Label, ...]
    lanes: tuple[PlacedLane, ...]


def place(chart: Chart, form: Format) -> tuple[PlacedStrip, ...]:
    """Place every strip of a drawing and all that is in it, from the top down."""
    found, top = list[PlacedStrip](), 0.0
    for strip in form.strips(chart.words, chart.first, chart.last):
        found.append(_strip(chart, strip, form, top))
        top = found[-1].bottom + _BETWEEN * form.has_lanes
    return tuple(found)


def width_of(text: str) -> float:
    """The approximate width of a text; letters of the Far East are twice as wide as others."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    return _LETTER * (2 if east_asian_width(sign) in "WF" else 1)


def fit(text: str, room: float) -> str:
    """Cut a text that is too wide, after a word if there is one, and add an ellipsis.

    No more of it is measured than fits.
    """
    kept = 0
    for count, width in enumerate(accumulate(map(_width, text)), start=1):
        if width > room:
            break
        if width <= room - _LETTER:
            kept = count
    else:
        return text
    text = text[:kept]
    words = text.rpartition(" ")[0]
    return (words if len(words) > len(text) // 2 else text).rstrip(" ,;:") + "…"


def _strip(chart: Chart, strip: Strip, form: Format, top: float) -> PlacedStrip:
    pieces = [piece for mark in chart.marks if (piece := _piece(mark, strip, form))]
    labels = _labels(chart, pieces, form, top)
    has_axis = form.has_lanes or not top
    axis = max((label.y + _BASELINE for label in labels), default=top) + _AXIS * has_axis
    lanes = tuple(_lanes(chart, pieces, form, axis))
    at = {piece.mark: piece for lane in lanes for piece in lane.marks}
    labels = [replace(label, mark=at[label.mark.mark]) for label in labels]
    return PlacedStrip(strip, top, axis, lanes[-1].bottom, tuple(labels), lanes)


# ------------------------------------------------------------------------------ marks


def _piece(mark: Mark, strip: Strip, form: Format) -> PlacedMark | None:
    """The part of a mark in a strip, not yet in a row; None if there is none."""
    if not strip.has(mark):
        return None
    first, last = max(mark.first, strip.first), min(mark.last, strip.last)
    sign = form.x(strip, mark.middle) if first <= mark.middle <= last else None
    bar = _bar((mark.first, mark.last), mark, strip, form) if mark.is_bar else None
    core = _bar(mark.core, mark, strip, form) if mark.core and bar else None
    low, high = bar or (form.x(strip, first) - RADIUS, form.x(strip, last) + RADIUS)
    tails = list[Ends]()
    if mark.start is Edge.OPEN and first == mark.first:
        tails.append((low, max(low - TAIL, form.gutter - RADIUS)))
    if mark.end is Edge.OPEN and last == mark.last:
        tails.append((high, min(high + TAIL, form.width + RADIUS)))
    ends = [low, high, *(end for _, end in tails)]
    if sign is not None:
        ends += [sign - RADIUS, sign + RADIUS]
    return PlacedMark(mark, sign, bar, core, tuple(tails), (min(ends), max(ends)))


def _bar(days: tuple[int, int], mark: Mark, strip: Strip, form: Format) -> Ends | None:
    """The stretch from the beginning of the first day to the end of the last, and on if it goes on.

    None if the strip has none of these days.
    """
    first, last = max(days[0], strip.first), min(days[1], strip.last)
    if first > last:
        return None
    goes_back = days[0] < first or (mark.start is Edge.CUT and days[0] == mark.first)
    goes_on = days[1] > last or (mark.end is Edge.CUT and days[1] == mark.last)
    return form.x(strip, first, 0) - EDGE * goes_back, form.x(strip, last, 2) + EDGE * goes_on


def _lanes(
    chart: Chart, pieces: Sequence[PlacedMark], form: Format, top: float
) -> Iterator[PlacedLane]:
    """The lanes that have marks, below each other; one without a name if a strip has none."""
    if not form.has_lanes or not pieces:
        yield _lane(chart, None, None, pieces, top)
        return
    has_groups = any(lane.group for lane in chart.lanes)
    headed = set[Group | None]()
    in_lanes = sorted(pieces, key=lambda piece: piece.mark.lane.number)
    for lane, own in groupby(in_lanes, key=lambda piece: piece.mark.lane):
        begins = has_groups and lane.group not in headed
        heading = chart.words.group(lane.group) if begins else None
        headed.add(lane.group)
        yield (found := _lane(chart, lane, heading, own, top))
        top = found.bottom


def _lane(
    chart: Chart, lane: Lane | None, heading: str | None, pieces: Iterable[PlacedMark], top: float
) -> PlacedLane:
    """Marks in the first row, from the top, in which they touch no other; highlights first."""
    first = top + _PADDING + (TEXT if heading else 0) + ROW / 2
    in_order = sorted(pieces, key=lambda piece: piece.box)
    highlights = [piece for piece in in_order if piece.mark.event.id in chart.highlights]
    others = [piece for piece in in_order if piece.mark.event.id not in chart.highlights]
    boxes = [piece.box for piece in highlights]
    rows = rows_of(boxes)
    rows += rows_of([piece.box for piece in others], list(zip(boxes, rows, strict=True)))
    placed_rows = zip([*highlights, *others], rows, strict=True)
    marks = tuple(replace(piece, y=first + row * ROW) for piece, row in placed_rows)
    bottom = first + (max(rows, default=0) + 0.5) * ROW + _PADDING
    return PlacedLane(lane, heading, top, bottom, marks)


# ------------------------------------------------------------------------------ labels


def _labels(chart: Chart, pieces: Sequence[PlacedMark], form: Format, top: float) -> list[Label]:
    """Labels from the left to the right; those that would overlap go down like stairs.

    So a line from a label down to its mark crosses no other label.
    """
    stairs: list[list[Label]] = []
    reach = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.box):
        if piece.sign is None or piece.mark.event.id not in chart.highlights:
            continue
        when = _day(chart.words, piece.mark)
        room = min(_TITLE, form.width) - width_of(f"{when} ")
        title = fit(one_line(piece.mark.event.title), room)
        width = width_of(f"{when} {title}")
        x = max(min(piece.sign + _BESIDE, form.width - width), 0.0)
        if x >= reach:
            stairs.append([])
        if len(stairs[-1]) < LABELS:
            stairs[-1].append(Label(piece, x, 0, when, title))
            reach = max(reach, x + width + _BETWEEN)
    rows = max(map(len, stairs), default=0)
    return [
        replace(label, y=top + TEXT * (rows - len(stair) + row) - _BASELINE)
        for stair in stairs
        for row, label in enumerate(stair, start=1)
    ]


def _day(words: DrawingWords, mark: Mark) -> str:
    """A day without its year, which the axis has; every other date in full."""
    if isinstance(mark.date, Date) and str(mark.date) == str(Day(mark.first)):
        _, month, day = parts_of(mark.first)
        return words.dates.say("in month", day, words.months[month - 1])
    return words.dates.date(mark.date)


# ------------------------------------------------------------------------------ the legend

_SAMPLE = 30
_BETWEEN_ENTRIES = 22


@dataclass(frozen=True, slots=True)
class Entry:
    """An explanation, its sample, and the place of both.

    The sample is drawn in these `classes`: the outline of a sign, a bar, a tail.
    """

    words: str
    classes: str
    sign: str | None = None
    bar: bool = False
    tail: bool = False
    x: float = 0
    y: float = 0


def classes_of(mark: Mark) -> str:
    """The classes of a mark: its group, and those of its date and its status."""
    traits = _traits(mark)
    return " ".join([mark.lane.group_class, *(name for name in _STYLED if traits[name])])


_STYLED = ("unsure", "near", "struck", "pale")


def _traits(mark: Mark) -> dict[str, bool]:
    """The traits of a mark that a drawing shows besides its kind."""
    return {
        "loose": mark.is_bar and mark.core != (mark.first, mark.last),
        "core": mark.is_bar and mark.core is not None,
        "open": Edge.OPEN in {mark.start, mark.end},
        "unsure": "?" in mark.qualified,
        "near": "~" in mark.qualified,
        "struck": mark.is_struck,
        "pale": mark.is_pale,
    }


def legend(chart: Chart, form: Format) -> tuple[tuple[Entry, ...], float]:
    """The entries in lines, each in its place, and the height of them all."""
    found, x, y = list[Entry](), 0.0, TEXT / 2
    for entry in _entries(chart, form):
        width = _SAMPLE + width_of(entry.words)
        if x and x + width > form.width:
            x, y = 0.0, y + TEXT
        found.append(replace(entry, x=x, y=y))
        x += width + _BETWEEN_ENTRIES
    return tuple(found), y + TEXT / 2


def _entries(chart: Chart, form: Format) -> Iterator[Entry]:
    """The kinds if no lane names them, then the other traits of the marks.

    The sign that EDTF has for a trait follows it.
    """
    if not form.has_lanes:
        for lane in chart.lanes:
            yield Entry(lane.label, lane.group_class, lane.shape.path)
    sign, say = SHAPES[0].path, chart.words.say
    occur = {name for mark in chart.marks for name, holds in _traits(mark).items() if holds}
    samples = {
        "loose": Entry(say("loose"), "", bar=True),
        "core": Entry(say("aside", say("lasted"), "/"), "core", bar=True),
        "open": Entry(say("aside", say("open"), ".."), "", sign, tail=True),
        "unsure": Entry(say("aside", say("uncertain"), "?"), "unsure", sign),
        "near": Entry(say("aside", say("approximate"), "~"), "near", sign),
        "struck": Entry(say("struck"), "struck", sign),
        "pale": Entry(say("pale"), "pale", sign),
    }
    yield from (entry for name, entry in samples.items() if name in occur)
