"""Code frames: the line of a file, a caret under what is meant, and the lines around it.

Widths are counted in the cells of a terminal: a Chinese character takes two, an accent none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len

from chronology.findings import Diagnostic, Position
from chronology.reports import Checked, summary, tally_lines
from chronology.reports.text import Lines, token_end
from chronology.text import harmless, visible

_CUT = "..."
_NARROWEST = 20
"""How many cells a line of the file has at least, however narrow the terminal is."""


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
            code, carets = _underlined(line, each.position.column, end, room)
            yield (Span(_gutter(other, digits), ASIDE), Span(code))
            yield (Span(_gutter("", digits), ASIDE), Span(carets, each.severity.value))
        elif line and not line.isspace():
            yield (Span(_numbered(other, digits, _cut(line, 1, room)), ASIDE),)


def single(lines: Lines, file: str, position: Position, width: int) -> Iterator[Line]:
    """The line of a place that belongs to a diagnostic."""
    if (line := lines.line(file, position.line)) is not None:
        digits = len(str(position.line)) + 2
        room = max(_NARROWEST, width - digits - len("   | "))
        yield (Span(_numbered(position.line, digits, _cut(line, position.column, room)), ASIDE),)


def _gutter(number: int | str, digits: int) -> str:
    return f"  {number:>{digits}} | "


def _numbered(number: int, digits: int, line: str) -> str:
    return f"{_gutter(number, digits)}{line}".rstrip()


def _cut(line: str, column: int, room: int) -> str:
    return _underlined(line, column, column + 1, room)[0]


def _underlined(line: str, column: int, end: int, room: int) -> tuple[str, str]:
    """As much of a line as there is room for, and carets under its columns up to the end."""
    start = column - 1
    first = _first(line, start, end, room)
    before = (_CUT if first else "") + visible(line[first:start])
    rest = line[start : start + room + 1]
    left = room - cell_len(before)
    if len(line) > start + room or cell_len(visible(rest)) > left:
        rest = rest[: _fitting(rest, left - len(_CUT))]
        after = _CUT
    else:
        after = ""
    carets = "^" * max(1, cell_len(visible(rest[: end - column])))
    return before + visible(rest) + after, " " * cell_len(before) + carets


def _first(line: str, start: int, end: int, room: int) -> int:
    """From which character on a line is shown: as far from its start as the token needs."""
    if end <= room and cell_len(visible(line[: end - 1])) + len(_CUT) <= room:
        return 0
    before = room // 3
    return start - _fitting(reversed(line[max(0, start - before) : start]), before - len(_CUT))


def _fitting(signs: Iterable[str], cells: int) -> int:
    """How many characters fit into cells, from the first on; each counts for one at least."""
    count = 0
    for sign in signs:
        cells -= max(1, cell_len(visible(sign)))
        if cells < 0:
            break
        count += 1
    return count


# ------------------------------------------------------------------------------ with frames

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
