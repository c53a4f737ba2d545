"""Lines for logs and editors, `file:line:column: severity[code] message`, and lines of files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from chronology.findings import Position
from chronology.reading import lines_of
from chronology.reports import Checked, sums
from chronology.text import harmless, is_hidden

_FAR = 1000
"""The characters on each side of a place that are read: a hostile line may have millions."""

_QUOTED = re.compile(
    r"""
    "(?:[^"\\]|\\.)*"?    # in double quotes, with escapes
  | '(?:[^']|'')*'?       # in single quotes, doubled inside
""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"[\[\]{}]")
_END = re.compile(r":(?=\s|$)|(?<=\s)\#")
_END_IN_FLOW = re.compile(r":(?=\s|$)|(?<=\s)\#|[,\[\]{}]")


def token_end(line: str, column: int) -> int:
    """The column after the value or the key that starts at a column; both are counted from 1.

    A quoted value ends with its quotes, a list in brackets with its bracket, a key before its
    colon; what goes on in the next line ends with this one.

    >>> token_end("date: 2025-02-30  # no such day", 7)
    17
    """
    before = line[max(0, column - 1 - _FAR) : column - 1]
    rest = line[column - 1 : column - 1 + _FAR]
    return column + max(1, _length(rest, in_flow=_depth(before) > 0))


def _depth(text: str) -> int:
    """The number of brackets that are open at the end of a text."""
    return sum(text.count(sign) for sign in "[{") - sum(text.count(sign) for sign in "]}")


def _length(rest: str, *, in_flow: bool) -> int:
    """The length of the token at the beginning of a text."""
    if not rest or is_hidden(rest[0]):
        return 1
    if quoted := _QUOTED.match(rest):
        return len(quoted[0].rstrip())
    if rest[0] in "[{":
        depth = 0
        for found in _BRACKET.finditer(rest):
            depth += 1 if found[0] in "[{" else -1
            if depth == 0:
                return found.end()
        return len(rest.rstrip())
    end = (_END_IN_FLOW if in_flow else _END).search(rest)
    return len(rest[: end.start() if end else None].rstrip())


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of texts, split when they are first asked for."""

    texts: Mapping[str, str]
    _split: dict[str, list[str]] = field(default_factory=dict)

    def line(self, file: str, number: int) -> str | None:
        """A line of a file, counted from 1; none where the file has no such line, or no text."""
        if file not in self._split:
            text = self.texts.get(file)
            self._split[file] = lines_of(text) if text else []
        lines = self._split[file]
        return lines[number - 1] if 0 < number <= len(lines) else None

    def end(self, file: str, position: Position) -> int | None:
        """The column after the token at a place; None where there is no such line."""
        line = self.line(file, position.line)
        return None if line is None else token_end(line, position.column)


# ------------------------------------------------------------------------------ lines alone


def render(checked: Checked) -> str:
    """A line for each diagnostic, what belongs to it below it, and the sums at the end."""
    lines = (line for each in checked.diagnostics for line in each.lines)
    return "".join(f"{line}\n" for line in (*lines, *map(harmless, sums(checked))))
