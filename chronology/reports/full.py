"""The lines of `text`, each diagnostic with a code frame: what a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.diagnostics import Diagnostic, visible
from chronology.diagnostics.runners import harmless
from chronology.reports.checked import Checked, summary, tally_lines
from chronology.reports.frames import ASIDE, Line, Span, frame, single
from chronology.reports.tokens import Lines

_WIDTH = 100
"""How many cells a line has where no terminal tells."""


def render(checked: Checked) -> str:
    """The report as plain text."""
    return "".join(
        f"{harmless(''.join(span.text for span in line).rstrip())}\n"
        for line in report_lines(checked, _WIDTH)
    )


def report_lines(checked: Checked, width: int) -> Iterator[Line]:
    """The lines of the report, in pieces that say what they are; only frames keep to the width."""
    lines = Lines(checked.texts)
    for each in checked.diagnostics:
        yield from _with_frame(each, lines, width)
    for line in (*tally_lines(checked), summary(checked)):
        yield (Span(line),)


def _with_frame(each: Diagnostic, lines: Lines, width: int) -> Iterator[Line]:
    place = f"{visible(each.file)}:{each.position.line}:{each.position.column}: "
    mark = Span(f"{each.severity.value}[{each.code}]", each.severity.value)
    yield (Span(place), mark, Span(f" {each.message}"))
    yield from frame(lines, each, width)
    for other in each.related:
        yield (Span(f"  {other}"),)
        yield from single(lines, other.file, other.position, width)
    if each.hint:
        yield (Span(f"  hint: {each.hint}", ASIDE),)
    yield ()
