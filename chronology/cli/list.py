"""The command `list`: the timeline, as a table or as a drawing of characters."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from textwrap import wrap

from rich.cells import set_cell_size
from rich.console import Group
from rich.table import Table
from rich.text import Text

from chronology.cli import CannotRunError
from chronology.cli.console import console
from chronology.cli.opening import add_file, load_input
from chronology.dates import parse
from chronology.dates.words import date_in_words
from chronology.drawing import Days, Row, chart, rows, signs
from chronology.drawing.marks import SHAPES
from chronology.drawing.words import ENGLISH
from chronology.events import Chronology, Event
from chronology.text import counted, visible
from chronology.vocabulary import Status


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = "Print the events in time order."
    add_file(parser)
    parser.add_argument(
        "--from", dest="start", metavar="DATE", help="from this day, month or year on"
    )
    parser.add_argument("--to", dest="end", metavar="DATE", help="up to this day, month or year")
    parser.add_argument(
        "--certainly", action="store_true", help="only what lies between these dates for certain"
    )
    parser.add_argument(
        "--involving", metavar="WHO", help="with this person or party, by id or name"
    )
    parser.add_argument("--at", metavar="ID", help="at this place")
    parser.add_argument("--kind", metavar="ID", help="of this kind")
    parser.add_argument("--about", metavar="ID", help="about this topic")
    parser.add_argument(
        "--timeline",
        action="store_true",
        help="draw them along a line of time, a row for each kind",
    )


def run(options: Namespace) -> int:
    """Print the events that were asked for, in time order."""
    record = _choose(load_input(options.file), options)
    if options.timeline:
        print_drawing(record, _days_to_draw(options))
    else:
        print_timeline(record)
    return 0


def _choose(record: Chronology, options: Namespace) -> Chronology:
    if options.certainly and not (options.start or options.end):
        raise CannotRunError("--certainly goes with --from, with --to, or with both")
    try:
        if options.start or options.end:
            record = record.between(options.start, options.end, certainly=options.certainly)
        for question in ("involving", "at", "about"):
            if (id_ := getattr(options, question)) is not None:
                record = getattr(record, question)(id_)
        return record if options.kind is None else record.of_kind(options.kind)
    except (ValueError, KeyError) as error:  # what is no date, ends too soon, or is unknown
        raise CannotRunError(str(error)) from None


def _days_to_draw(options: Namespace) -> Days | None:
    """The first and the last day that a drawing should show; None where none is given."""
    start, end = options.start, options.end
    if not (start or end):
        return None
    return parse(start).first if start else None, parse(end).last if end else None


# ------------------------------------------------------------------------------ the table


def print_timeline(record: Chronology) -> None:
    """Print the events of a chronology as a table, as wide as the terminal allows."""
    to = console()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    if to.width >= _WIDE:
        _fill_wide(table, record)
    else:
        _fill_narrow(table, record)
    to.print(Group(table, Text(summary(record), style="dim")))


def summary(record: Chronology) -> str:
    """The number of events, and as of when they are known."""
    as_of = f", as of {date_in_words(record.as_of)}" if record.as_of else ""
    return counted(len(record), "event") + as_of


_WIDE = 110
"""The columns of a terminal that has room for kind, title and id side by side."""


def _fill_wide(table: Table, record: Chronology) -> None:
    table.add_column("Date", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Event", ratio=1)
    table.add_column("Id", style="dim", overflow="fold")
    for event in record:
        table.add_row(*map(Text, (*_cells(event), event.id)))


def _fill_narrow(table: Table, record: Chronology) -> None:
    """Fill the table for a small terminal: kind and id below the title."""
    table.add_column("Date", max_width=20)
    table.add_column("Event", ratio=1, overflow="fold")
    for event in record:
        date, kind, title = _cells(event)
        below = " · ".join(filter(None, (kind, event.id)))
        table.add_row(Text(date), Group(Text(title), Text(below, style="dim")))


def _cells(event: Event) -> tuple[str, str, str]:
    """The date, the kind and the title of an event, safe on a terminal."""
    date = date_in_words(event.date) if event.date else "undated"
    kind = event.kind.label if event.kind else ""
    status = "" if event.status is Status.HELD else f" ({event.status.value})"
    return visible(date), visible(kind), visible(event.title + status)


# ------------------------------------------------------------------------------ the drawing

_NAMES = 22
"""The most columns of the names on the left; on a narrow terminal, they have a third at most."""
_NO_BREAK = "\u00a0"
_COLOURS = {"contact": "blue", "statement": "yellow", "background": "dim", "other": "magenta"}


def print_drawing(record: Chronology, days: Days | None) -> None:
    """Print the timeline as rows of signs, with what they mean, or a sentence for nothing.

    `days` are the first and the last to draw; None for the period that the record names.
    """
    to = console()
    if (found := chart(record, days)) is None:
        to.print(ENGLISH.say("nothing"))
        return
    plain = not _can_show("".join(shape.character for shape in SHAPES))
    longest = max(len(visible(lane.label)) for lane in found.lanes) + len("● ")
    gutter = min(longest, _NAMES, to.width // 3) + 1
    lines = list(rows(found, max(to.width - gutter, 1), plain=plain))
    for row in lines:
        to.print(_line(row, gutter), no_wrap=True, crop=True)
    meanings = [f"{sign} {words}" for sign, words in signs(lines, plain=plain)]
    for note in (*_fill_lines(meanings, to.width), found.note, summary(record)):
        if note:
            to.print(Text(visible(note), style="dim"))


def _fill_lines(parts: Iterable[str], width: int) -> list[str]:
    """Lines of as many parts as each has room for; no part is broken."""
    kept = (part.replace(" ", _NO_BREAK) for part in parts)
    return [line.replace(_NO_BREAK, " ") for line in wrap("   ".join(kept), width)]


def _line(row: Row, gutter: int) -> Text:
    name = set_cell_size(visible(row.name), gutter - 1) + " "
    text = Text(name, style="" if row.group else "bold")
    return text.append(row.text, _COLOURS.get(row.group, "dim"))


def _can_show(signs: str) -> bool:
    """True if the terminal's encoding has these characters."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
