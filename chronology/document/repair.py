"""Broken YAML: what to say of it, and which event to step over so that the others are read."""

from __future__ import annotations

import re

import yaml

from chronology.document.builder import Refused
from chronology.document.parts import Trouble, position_of

_CURES = {
    "mapping values are not allowed": "a text with ': ' in it needs quotation marks around it",
    "that cannot start any token": "indent with spaces, and quote a text that starts with a mark",
    "end of stream": "a quotation mark or a bracket is not closed",
    "could not find expected ':'": "a key ends with a colon: `key: value`",
    "did not find expected key": "look at the indentation and the quotation marks around here",
    "did not find expected '-'": "look at the indentation: list items stand in one column",
    "did not find expected ',' or": "a bracket is not closed",
}


def broken_yaml(error: yaml.MarkedYAMLError) -> Trouble:
    """What to say of YAML that breaks: the opening of what is not closed, or where it breaks."""
    context, problem = error.context or "", error.problem or "it cannot be read"
    opened = "quoted scalar" in context or "flow" in context
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    hint = next((cure for sign, cure in _CURES.items() if sign in problem), None)
    if isinstance(error, Refused):
        return Trouble(error.code, position_of(mark), problem)
    return Trouble("broken-yaml", position_of(mark), f"the YAML breaks here: {problem}", hint)


def event_around(lines: list[str], error: yaml.MarkedYAMLError) -> slice | None:
    """The lines of the event in which the YAML breaks, or None if it is not in one."""
    starts = _event_starts(lines)
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    for mark in marks:
        if not starts or mark.line < starts[0] or mark.column <= lines[starts[0]].index("-"):
            continue
        first = max(start for start in starts if start <= mark.line)
        later = [start for start in starts if start > first] or [_end_of_events(lines, first)]
        if any(lines[first : later[0]]):
            return slice(first, later[0])
    return None


def _event_starts(lines: list[str]) -> list[int]:
    """The numbers of the lines on which the items of the top-level `events` begin."""
    if not any(line.startswith("events:") for line in lines):
        return []
    top = next(number for number, line in enumerate(lines) if line.startswith("events:"))
    end = _end_of_events(lines, top)
    dashes = [n for n in range(top + 1, end) if re.match(r" *- ", lines[n])]
    indent = min((lines[n].index("-") for n in dashes), default=0)
    return [n for n in dashes if lines[n].index("-") == indent]


def _end_of_events(lines: list[str], first: int) -> int:
    """The number of the first line after the events: the next key of the file, or its end."""
    rest = range(first + 1, len(lines))
    return next((n for n in rest if re.match(r"[A-Za-z_]+:", lines[n])), len(lines))
