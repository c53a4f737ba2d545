"""A drawing as SVG: in a page, with marks that are links; alone, as a file with its style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files
from typing import Final, TypeAlias

from chronology.drawing.layout import (
    EDGE,
    TEXT,
    WIDE,
    Entry,
    Format,
    Label,
    PlacedLane,
    PlacedMark,
    PlacedStrip,
    classes_of,
    fit,
    legend,
    place,
    width_of,
)
from chronology.drawing.marks import RADIUS, Chart, chart
from chronology.drawing.words import ENGLISH
from chronology.events import Chronology, Event
from chronology.text import one_line, without_brackets

Link: TypeAlias = Callable[[Event], str]
"""The address of an event's page."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that no XML may have, not even as a reference (XML 1.0, 2.2)."""
_XLINK: Final = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
_MARGIN: Final = 24
_TITLE: Final = 34
_BAR: Final = 3
"""Half the height of a bar."""


def in_page(found: Chart, form: Format, link: Link) -> str:
    """A drawing for a page: each mark is a link, and the tab key stops at the first.

    It has no style and no script of its own, and each of its lines begins with a tag. Marks and
    labels have the ids of their events in `data-event`, for scripts that filter.
    """
    body, height = _body(found, form, link)
    name = _escape(found.words.say("drawing of", title=found.title))
    box = f'class="{form.name}" viewBox="0 0 {form.width} {_n(height)}"'
    return "\n".join([f'<svg {box} {_XLINK} role="group" aria-label="{name}">', *body, "</svg>"])


def alone(chronology: Chronology, link: Link | None = None) -> str:
    """A drawing as a file of its own, in English, with its style; without `link`, none is a link.

    A chronology that has nothing to draw makes a sentence.
    """
    title = one_line(chronology.title or ENGLISH.say("untitled"))
    if found := chart(chronology):
        body, height = _body(found, WIDE, link)
        # For those who do not see the drawing.
        described, note = "; ".join(map(found.name_of, found.marks)), found.note
    else:
        body, height = [], 0.0
        described = note = ENGLISH.say("nothing")
    foot = [f'<text class="quiet" y="{_n(height + TEXT)}">{_escape(note)}</text>'] if note else []
    width = WIDE.width + 2 * _MARGIN
    height += _TITLE + TEXT * len(foot) + 2 * _MARGIN
    linking = f" {_XLINK}" if link else ""
    box = f'viewBox="0 0 {width} {_n(height)}" aria-labelledby="title desc"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg"{linking} class="drawing alone" role="img" {box}>',
        f'<title id="title">{_escape(title)}</title>',
        f'<desc id="desc">{_escape(described)}</desc>',
        f"<style>\n{style()}</style>",
        f'<rect class="ground" width="{width}" height="{_n(height)}"/>',
        f'<g transform="translate({_MARGIN} {_MARGIN})">',
        f'<text class="title" y="{TEXT}">{_escape(fit(title, WIDE.width * 0.6))}</text>',
        f'<g transform="translate(0 {_TITLE})">',
        *body,
        *foot,
        "</g>\n</g>\n</svg>\n",
    ]
    return "\n".join(lines)


def style() -> str:
    """The style sheet of drawings, for pages and for files."""
    return (files("chronology.drawing") / "drawing.css").read_text("utf-8")


def _body(found: Chart, form: Format, link: Link | None) -> tuple[list[str], float]:
    """The lines of a drawing without its frame, and its height."""
    strips = place(found, form)
    entries, height = legend(found, form)
    top = strips[-1].bottom + TEXT
    lines = [line for strip in strips for line in _strip(strip, form)]
    pieces = [piece for strip in strips for lane in strip.lanes for piece in lane.marks]
    order = {mark: number for number, mark in enumerate(found.marks)}
    pieces.sort(key=lambda piece: order[piece.mark])
    for piece in pieces:
        is_stop = piece.mark is found.marks[0]
        lines.append(_mark(piece, found.name_of(piece.mark), link, is_stop=is_stop))
    lines += (line for strip in strips for label in strip.labels for line in _label(label))
    if entries:
        lines.append(f'<g class="legend" transform="translate(0 {_n(top)})" aria-hidden="true">')
        lines += (line for entry in entries for line in _entry(entry))
        lines.append("</g>")
    return lines, top + height if entries else top


# ------------------------------------------------------------------------------ the ground


def _strip(strip: PlacedStrip, form: Format) -> Iterator[str]:
    """The grid and the names of a strip, below its marks."""
    top = strip.axis if form.has_lanes else strip.top
    grid = [_n(form.x(strip.strip, tick.day, 0)) for tick in strip.strip.ticks]
    yield '<g aria-hidden="true">'
    lines = "".join(f"M{x} {_n(top)}V{_n(strip.bottom)}" for x in grid)
    yield f'<path class="grid" d="{lines}"/>'
    if form.has_lanes or not strip.top:
        yield from _axis(strip, form)
    yield from _strip_name(strip, form)
    for lane in strip.lanes:
        yield from _lane(lane, form)
    yield from (_leader(label) for label in strip.labels)
    yield f'<path class="line" d="M0 {_n(strip.bottom)}H{form.width}"/>'
    yield "</g>"


def _axis(strip: PlacedStrip, form: Format) -> Iterator[str]:
    """The names along the axis for which there is room."""
    reach = 0.0
    for tick in strip.strip.ticks:
        x = form.x(strip.strip, tick.day, 0)
        if x >= reach and x + (width := width_of(tick.label)) <= form.width + EDGE:
            yield _text(_n(x), strip.axis - 6, tick.label, "tick")
            reach = x + width


def _strip_name(strip: PlacedStrip, form: Format) -> Iterator[str]:
    """The year above the names of the lanes; the month, and below it the year, beside the marks."""
    if form.has_lanes:
        yield _text("0", strip.axis - 6, strip.strip.label, "name")
        return
    for number, words in enumerate(strip.strip.label.split(" ", 1)):
        y = strip.axis + TEXT * (number + 1) - 2
        yield _text("0", y, words, "tick" if number else "name")


def _lane(lane: PlacedLane, form: Format) -> Iterator[str]:
    """The line above a lane, the name of its group, its sign and its name."""
    yield f'<path class="line" d="M0 {_n(lane.top)}H{form.width}"/>'
    if lane.lane is None:
        return
    y = lane.top + TEXT / 2 + 2
    if lane.heading:
        yield _text("0", y + 6, lane.heading, f"heading {lane.lane.group_class}")
        y += TEXT
    sign = f'<path class="sign" d="M{RADIUS} {_n(y)}{lane.lane.shape.path}"/>'
    yield f'<g class="{lane.lane.group_class}">{sign}</g>'
    yield _text(_n(3 * RADIUS), y + 4, fit(lane.lane.label, form.gutter - 3 * RADIUS))


def _leader(label: Label) -> str:
    x, y = _n(label.mark.sign or 0), _n(label.mark.y - RADIUS)
    return f'<path class="leader"{_event(label.mark)} d="M{x} {_n(label.y - 9)}V{y}"/>'


def _label(label: Label) -> Iterator[str]:
    when = f'<tspan class="when">{_escape(label.when)}</tspan>'
    at = f'x="{_n(label.x)}" y="{_n(label.y)}"{_event(label.mark)}'
    yield f'<text class="label" {at} aria-hidden="true">{when} {_escape(label.title)}</text>'


# ------------------------------------------------------------------------------ marks


def _mark(piece: PlacedMark, title: str, link: Link | None, *, is_stop: bool) -> str:
    """A mark, named by its title; of a bar that several strips share, all but one are silent."""
    # Not `href`, which Material's instant navigation sets anew on all that have it, and cannot on
    # an element of SVG: the page with the drawing would not open. Browsers follow both.
    # The role is for tools that look for `href`.
    is_silent = piece.sign is None
    address = f' xlink:href="{_escape(link(piece.mark.event))}" role="link"' if link else ""
    event = _event(piece) if link or not is_silent else ""
    stop = ' tabindex="-1"' if link and (is_silent or not is_stop) else ""
    silence = ' aria-hidden="true"' if is_silent else ""
    tag, parts = "a" if link else "g", "".join(_parts(piece))
    head = f'<{tag}{address}{event}{stop} class="{classes_of(piece.mark)}"{silence}>'
    return f"{head}<title>{_escape(title)}</title>{parts}</{tag}>"


def _event(piece: PlacedMark) -> str:
    return f' data-event="{_escape(piece.mark.event.id)}"'


def _parts(piece: PlacedMark) -> Iterator[str]:
    y = piece.y
    for start, end in piece.tails:
        yield f'<path class="tail" d="M{_n(start)} {_n(y)}H{_n(end)}"/>'
    if piece.bar:
        yield _bar(piece.bar, y)
    if piece.core:
        yield _bar(piece.core, y, "core")
    if piece.sign is not None:
        path = f"M{_n(piece.sign)} {_n(y)}{piece.mark.lane.shape.path}"
        if piece.bar:
            yield f'<path class="halo" d="{path}"/>'
        yield f'<path class="sign" d="{path}"/>'
        if piece.mark.is_struck:
            yield _strike(piece.sign, y)


def _bar(ends: tuple[float, float], y: float, classes: str = "bar") -> str:
    x, width = _n(ends[0]), _n(ends[1] - ends[0])
    return f'<path class="{classes}" d="M{x} {_n(y - _BAR)}h{width}v{2 * _BAR}h-{width}z"/>'


def _strike(x: float, y: float) -> str:
    return f'<path class="strike" d="M{_n(x - RADIUS - 1)} {_n(y + RADIUS + 1)}l14-14"/>'


# ------------------------------------------------------------------------------ the legend


def _entry(entry: Entry) -> Iterator[str]:
    x, y = entry.x + RADIUS, entry.y
    parts = []
    if entry.tail:
        parts.append(f'<path class="tail" d="M{_n(x)} {_n(y)}h20"/>')
    if entry.bar:
        parts.append(_bar((entry.x, entry.x + 24), y, entry.classes or "bar"))
    if entry.sign:
        parts.append(f'<path class="sign" d="M{_n(x)} {_n(y)}{entry.sign}"/>')
    if "struck" in entry.classes:
        parts.append(_strike(x, y))
    yield f'<g class="{entry.classes}">{"".join(parts)}</g>'
    indent = 30 if entry.bar or entry.tail else 3 * RADIUS
    yield _text(_n(entry.x + indent), y + 4, entry.words)


# ------------------------------------------------------------------------------ text


def _text(x: str, y: float, words: str, classes: str = "") -> str:
    of = f' class="{classes}"' if classes else ""
    return f'<text{of} x="{x}" y="{_n(y)}">{_escape(words)}</text>'


def _n(number: float) -> str:
    """A number with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def _escape(text: str) -> str:
    """Escape a text of a file for a text or an attribute of XML and HTML, in one line."""
    return without_brackets(escape(_NOT_XML.sub("\ufffd", one_line(text))), "&#91;")
