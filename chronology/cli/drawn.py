"""The timeline as a drawing of characters, as wide as the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from textwrap import wrap

from rich.cells import set_cell_size
from rich.text import Text

from chronology.chronology import Chronology
from chronology.cli.terminal import console, summary
from chronology.diagnostics import visible
from chronology.drawing import Days, Row, chart, rows, signs
from chronology.drawing.shapes import SHAPES
from chronology.drawing.words import say

_NAMES = 22
"""The most columns that names on the left may take; on a narrow terminal, a third at most."""
_NO_BREAK = "\u00a0"
_COLOURS = {"contact": "blue", "statement": "yellow", "background": "dim", "other": "magenta"}


def print_drawing(record: Chronology, days: Days | None) -> None:
    """Print the timeline as rows of signs, with what they mean, or a sentence for nothing.

    `days` are the first and the last to draw; None for the period that the record names.
    """
    to = console()
    if (found := chart(record, days)) is None:
        to.print(say("nothing"))
        return
    plain = not _can_show("".join(shape.character for shape in SHAPES))
    longest = max(len(visible(lane.label)) for lane in found.lanes) + len("● ")
    gutter = min(longest, _NAMES, to.width // 3) + 1
    lines = list(rows(found, max(to.width - gutter, 1), plain=plain))
    for row in lines:
        to.print(_line(row, gutter), no_wrap=True, crop=True)
    meanings = [f"{sign} {words}" for sign, words in signs(lines, plain=plain)]
    for note in (*_filled(meanings, to.width), found.note, summary(record)):
        if note:
            to.print(Text(visible(note), style="dim"))


def _filled(parts: Iterable[str], width: int) -> list[str]:
    """Lines of as many parts as each has room for; no part is broken."""
    kept = (part.replace(" ", _NO_BREAK) for part in parts)
    return [line.replace(_NO_BREAK, " ") for line in wrap("   ".join(kept), width)]


def _line(row: Row, gutter: int) -> Text:
    name = set_cell_size(visible(row.name), gutter - 1) + " "
    text = Text(name, style="" if row.group else "bold")
    return text.append(row.text, _COLOURS.get(row.group, "dim"))


def _can_show(signs: str) -> bool:
    """Whether the terminal's encoding has these characters."""
    try:
        signs.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _encoding() -> str:
    return sys.stdout.encoding or "ascii"
