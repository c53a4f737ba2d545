"""Code frames: the line of a file, a caret under what is meant, and the lines around it.

Widths are counted in the cells of a terminal: a Chinese character takes two, an accent none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from chronology.findings import Diagnostic, Position
from chronology.reports import Checked, sums
from chronology.reports.text import Lines, token_end
from chronology.text import harmless, visible

_CUT = "..."
_NARROWEST = 20
"""The fewest cells of a line of the file, however narrow the terminal is."""


class Span(NamedTuple):
    """A piece of a line and what it is: a severity, an aside, or nothing in particular."""

    text: str
    role: str = ""


ASIDE = "aside"
"""The role of what matters less, such as the lines around."""

Line = tuple[Span, ...]


def frame(lines: Lines, each: Diagnostic, width: int) -> Iterator[Line]:
    """The line of a diagnostic with a caret below, between the lines around it."""
    number = each.position.line
    digits = len(str(number + 1))
    room = max(_NARROWEST, width - digits - len("   | "))
    for other in range(number - 1, number + 2):
        line = lines.line(each.file, other)
        if line is not None and other == number:
            end = token_end(line, each.position.column)
            code, carets = _underline(line, each.position.column, end, room)
            yield (Span(_gutter(other, digits), ASIDE), Span(code))
            yield (Span(_gutter("", digits), ASIDE), Span(carets, each.severity.value))
        elif line and not line.isspace():
            yield _beside(other, digits, line, 1, room)


def single(lines: Lines, file: str, position: Position, width: int) -> Iterator[Line]:
    """The line of a place that belongs to a diagnostic."""
    if (line := lines.line(file, position.line)) is not None:
        digits = len(str(position.line)) + 2
        room = max(_NARROWEST, width - digits - len("   | "))
        yield _beside(position.line, digits, line, position.column, room)


def _gutter(number: int | str, digits: int) -> str:
    return f"  {number:>{digits}} | "


def _beside(number: int, digits: int, line: str, column: int, room: int) -> Line:
    """A line that is shown without carets, from near a column on."""
    code, _ = _underline(line, column, column + 1, room)
    return (Span(f"{_gutter(number, digits)}{code}".rstrip(), ASIDE),)


def _underline(line: str, column: int, end: int, room: int) -> tuple[str, str]:
    """As much of a line as there is room for, and carets under its columns up to the end."""
    start = column - 1
    first = _first(line, start, end, room)
    before = (_CUT if first else "") + visible(line[first:start])
    rest, after = line[start : start + room + 1], ""
    left = room - cell_len(before)
    if len(line) > start + room or cell_len(visible(rest)) > left:
        rest, after = rest[: _fitting(rest, left - len(_CUT))], _CUT
    carets = "^" * max(1, cell_len(visible(rest[: end - column])))
    return before + visible(rest) + after, " " * cell_len(before) + carets


def _first(line: str, start: int, end: int, room: int) -> int:
    """The first character of a line that is shown, as far from its start as the token needs."""
    if end <= room and cell_len(visible(line[: end - 1])) + len(_CUT) <= room:
        return 0
    before = room // 3
    return start - _fitting(reversed(line[max(0, start - before) : start]), before - len(_CUT))


def _fitting(signs: Iterable[str], cells: int) -> int:
    """The number of the first characters that fit into cells, each of which takes one at least."""
    return bisect_right([*accumulate(max(1, cell_len(visible(sign))) for sign in signs)], cells)


# ------------------------------------------------------------------------------ with frames

_WIDTH = 100
"""The cells of a line where there is no terminal."""


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
    yield from ((Span(line),) for line in sums(checked))


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
