"""Broken YAML: what to say of it, and which event to step over so that the others are read."""

from __future__ import annotations

import re

import yaml

from chronology.diagnostics import Position
from chronology.document.builder import Refused
from chronology.document.parts import Trouble, position_of

_CURES = {
    "mapping values are not allowed": "a text with ': ' in it needs quotation marks around it",
    "that cannot start any token": "indent with spaces, and quote a text that starts with a mark",
    "alphabetic or numeric character": "a text that starts with * or & needs quotation marks",
    "hexdecimal number": "in double quotation marks a backslash is written twice",
    "end of stream": "a quotation mark or a bracket is not closed",
    "could not find expected ':'": "a key ends with a colon: `key: value`",
    "did not find expected key": "look at the indentation and the quotation marks around here",
    "did not find expected '-'": "look at the indentation: list items stand in one column",
    "did not find expected ',' or": "a bracket is not closed",
}


def broken_yaml(error: yaml.MarkedYAMLError, lines: list[str]) -> Trouble:
    """What to say of YAML that breaks: the opening of what is not closed, or where it breaks."""
    context, problem = error.context or "", error.problem or "it cannot be read"
    opened = "quoted scalar" in context or "flow" in context
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    hint = next((cure for sign, cure in _CURES.items() if sign in problem), None)
    place = position_of(mark)
    if place.line > len(lines):  # libyaml counts a line behind the last
        place = Position(len(lines), len(lines[-1]) + 1)
    if isinstance(error, Refused):
        return Trouble(error.code, place, problem)
    return Trouble("broken-yaml", place, f"the YAML breaks here: {problem}", hint)


def event_around(lines: list[str], error: yaml.MarkedYAMLError) -> slice | None:
    """The lines of the event in which the YAML breaks, or None if it is not in one."""
    starts = _event_starts(lines)
    if not starts:
        return None
    end = _end_of_events(lines, starts[0])
    of_the_list = (starts[0], lines[starts[0]].index("-"))
    for mark in (error.context_mark, error.problem_mark):
        if mark is None or not starts[0] <= mark.line < end:
            continue
        if (mark.line, mark.column) != of_the_list:
            first = max(start for start in starts if start <= mark.line)
            return slice(first, min((start for start in starts if start > first), default=end))
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
