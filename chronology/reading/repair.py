"""Broken YAML: what to say of it, and which event to step over so that the others are read."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Self

import yaml

from chronology.findings import Finding, Position
from chronology.model import Event, Record
from chronology.reading.builder import Builder, Refused, lines_of, position_of

_CURES = {
    "mapping values are not allowed": "a text with ': ' in it needs quotation marks around it",
    "a tab character": "indent with spaces",
    "that cannot start any token": "indent with spaces, and quote a text that starts with a mark",
    "alphabetic or numeric character": "a text that starts with * or & needs quotation marks",
    "invalid Unicode character escape code": "no character has this number; JSON writes large ones "
    "in two halves, such as \\ud83d\\ude00",
    "hexdecimal number": "in double quotation marks a backslash is written twice",
    "end of stream": "a quotation mark or a bracket is not closed",
    "could not find expected ':'": "a key ends with a colon and a space: `key: value`",
    "did not find expected key": "look at the indentation and the quotation marks around here",
    "did not find expected '-'": "look at the indentation: list items stand in one column",
    "did not find expected ',' or": "a bracket is not closed",
    "<document start>": "the file is one mapping or list, and this stands outside of it",
}


def broken_yaml(error: yaml.MarkedYAMLError, lines: list[str]) -> Finding:
    """The finding about broken YAML: at the opening of what is not closed, or where it breaks."""
    context, problem = error.context or "", error.problem or "it cannot be read"
    # What should be a key and has no colon is reported there, and not on the line behind it.
    opened = any(words in context for words in ("quoted scalar", "flow", "simple key"))
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    place = position_of(mark)
    above = _GLUED.match("".join(lines[place.line - 2 : place.line - 1]))
    if above and problem.startswith("mapping values"):
        # Without a space behind its colon, a key is a text that goes on with the next line.
        place = Position(place.line - 1, above.start("key") + 1)
    hint = _cure(problem, place, lines)
    if place.line > len(lines):  # libyaml counts a line behind the last
        place = Position(len(lines), len(lines[-1]) + 1)
    if isinstance(error, Refused):
        return Finding.at(error.code, place, problem)
    marks = [each.line for each in (error.problem_mark, error.context_mark) if each]
    if found := next(filter(None, (_without_quotes(lines, number) for number in marks)), None):
        return found
    return Finding.at("broken-yaml", place, f"the YAML breaks here: {problem}", hint)


def _without_quotes(lines: list[str], number: int) -> Finding | None:
    """The finding about a line whose text begins with a mark of YAML's; None if that is not it.

    The line is read by itself, as it is and with the text in quotation marks.
    """
    line = "".join(lines[number : number + 1])
    if len(line) > _LONGEST_LINE:
        return None
    own = _MARKED_TEXT.fullmatch(line)
    for matched in [own] if own else _MARKED_IN_BRACKETS.finditer(line):
        text = matched["text"]
        hint = "put it in quotation marks"
        if own and _QUOTED_WITH_APOSTROPHE.fullmatch(text):
            text, hint = text[1:-1], "put it in double quotation marks"
        quoted = f"'{text}'" if "'" not in text else json.dumps(text, ensure_ascii=False)
        before, behind = ("key: " if ":" in line else "- ", "") if own else ("{key: ", "}")
        as_it_is, cured = (f"{before}{each}{behind}" for each in (matched["text"], quoted))
        if Builder(as_it_is).build() or not Builder(cured).build():
            continue
        message = f"the YAML breaks here: {_MARK.format(matched['text'][0])}"
        place = Position(number + 1, matched.start("text") + 1)
        return Finding.at("broken-yaml", place, message, f"{hint}: {quoted}")
    return None


_LONGEST_LINE = 1_000
"""The characters of a line that is looked at for a mark; the patterns take the square of it."""

_MARK = "a text that begins with `{}` is not read as a text"
_QUOTED_WITH_APOSTROPHE = re.compile(r"'[^']*\w'\w[^']*'")

# What opens and is not closed in its line may be closed in another one.
_MARKED_TEXT = re.compile(
    r"""[ ]*(?:(?:-[ ]+)*[\w.-]+[ ]*:[ ]+|(?:-[ ]+)+(?!-))"""
    r"""(?P<text>(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[-*|>?&@%`])[ ]*[^\s,:}\]].*?)"""
    r"""(?:[ ]+\#.*|[ ]*)"""
)

_MARKED_IN_BRACKETS = re.compile(
    r"""(?<=:[ ])(?P<text>(?:\[[^\]]*\]|"[^"]*"|'[^']*'|[*|>?&@%`])[ ]*[^\s,:}\]][^,}\]]*)"""
    r"""(?=[,}\]])"""
)


def _cure(problem: str, place: Position, lines: list[str]) -> str | None:
    """The cure for a problem, if it is known."""
    line = "".join(lines[place.line - 1 : place.line])
    before = line[: place.column - 1]
    if re.match(" *\N{NO-BREAK SPACE}", line):
        return "indent with plain spaces; no-break spaces stand here"
    glued = _GLUED.match(line)
    if glued and problem.startswith(("mapping values", "could not find expected ':'")):
        return f"write a space behind the colon: `{glued['key']}: {glued['value']}`"
    if problem.startswith("mapping values") and re.fullmatch(r"\s+[\w-]+", before):
        return (
            "look at the indentation: this key is deeper than the one above it; or the line of the "
            "key around it is missing, such as `citations:`"
        )
    if not any(re.search(r"^\W*events\b|\"events\" *:", line) for line in lines):
        return "no line starts with `events:`; is this a chronology?"
    return next((cure for sign, cure in _CURES.items() if sign in problem), None)


_GLUED = re.compile(r"\s*(?:- +)?(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/:][^:]*)$")


@dataclass(frozen=True, slots=True)
class BrokenEvent:
    """The finding about broken YAML, and the lines of its event; None outside of the events.

    `at_end` is true if it breaks where the file is cut off.
    """

    trouble: Finding
    lines: slice | None
    at_end: bool = False

    @classmethod
    def of(cls, error: yaml.MarkedYAMLError, lines: list[str], event: slice | None) -> Self:
        """The event in which an error occurs in some lines.

        If it occurs on the last line of a file that has no line end, the file is cut off there.
        """
        trouble, mark = broken_yaml(error, lines), error.problem_mark
        at_end = (
            any(words in (error.problem or "") for words in _UNFINISHED)
            and bool(lines[-1])
            and mark is not None
            and mark.line >= len(lines) - 1
        )
        if at_end:
            hint = "the file ends here, in the middle of a line: is it cut off?"
            trouble = replace(trouble, hint=hint)
        return cls(trouble, event, at_end)

    def take_from(self, lines: list[str]) -> str:
        """The event's text, whose lines in the file become blank."""
        stretch = self.lines or slice(0)
        text = "\n".join(lines[stretch])
        lines[stretch] = [""] * (stretch.stop - stretch.start)
        return text


def broken_events(
    lines: list[str], error: yaml.MarkedYAMLError, *, alone: bool
) -> list[BrokenEvent]:
    """The events to step over: all that break by themselves, or the one where the file breaks.

    An error without a problem is that of a file that reads as YAML.
    """
    if isinstance(error, Refused) and error.code in _ENDS:
        return [BrokenEvent(broken_yaml(error, lines), None)]
    layout = Layout.of(lines)
    found = list(_conflicts(lines))
    if not found:
        found = [*layout.astray(), *(layout.broken() if alone else ())]
    if not found and error.problem is not None:
        found = [BrokenEvent.of(error, lines, layout.around(error))]
    return found


def _conflicts(lines: list[str]) -> Iterator[BrokenEvent]:
    """The second sides of the conflicts that git left; the first ones stay, without their marks."""
    first, second = None, None
    for number, line in enumerate(lines):
        if line.startswith("<<<<<<< "):
            first, second = number, None
        elif first is not None and second is None and re.match(r"={7}$|\|{7}( |$)", line):
            second = number
        elif first is not None and second is not None and line.startswith(">>>>>>> "):
            words = "git left a conflict here, and both sides of it stand in the file"
            hint = "keep one side, and take out the lines that git put around them"
            trouble = Finding.at("broken-yaml", Position(first + 1, 1), words, hint)
            lines[first] = ""
            yield BrokenEvent(trouble, slice(second, number + 1))
            first = None


def swallows(text: str, event_lines: list[int]) -> bool:
    """True if an event begins within another one, in quotation marks that are closed too late."""
    if not 0 < len(event_lines) <= text.count("- id:"):  # a line for each event, and the last one
        return False
    layout = Layout.of(lines_of(text))
    column = min(layout.starts, default=(0, 0))[1]
    return any(
        has_id and place[1] <= column and place[0] not in event_lines
        for place, has_id in layout.starts.items()
    )


_UNFINISHED = (
    "end of stream",
    "could not find expected ':'",
    "did not find expected ',' or",
    "did not find expected node content",
)
"""The problems of a text that ends early: others have their causes on their own lines."""

_ENDS = ("too-big", "too-many")
"""The codes that end the reading of a file, however it is cut into pieces."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of the events in a file, as far as dashes and columns show them.

    `stretches` are the lines of each event; `starts` the place of its dash, and whether an `id`
    follows it, lines and columns counted from 0. `strays` are the lines of keys in the column
    of `events` that belong to the event before them.
    """

    lines: list[str]
    stretches: list[slice]
    starts: dict[tuple[int, int], bool]
    strays: list[int]

    @classmethod
    def of(cls, lines: list[str]) -> Self:
        """The layout of a file's lines.

        An event is in the column of the first one or before it, or begins with an `id`.
        """
        found = [(match[1], n) for n, line in enumerate(lines) if (match := _EVENTS.match(line))]
        indent, top = min(found, default=("", len(lines)))
        next_key = re.compile(indent + _KEY)
        starts: dict[tuple[int, int], bool] = {}
        keys = [n for n in range(top + 1, len(lines)) if next_key.match(lines[n])]
        blocks = pairwise([*keys, len(lines)])
        astray = takewhile(lambda block: _is_astray(lines[slice(*block)], indent), blocks)
        strays = [key for key, _ in astray]
        end = next(iter(keys[len(strays) :]), len(lines))
        for number, line in enumerate(lines[top + 1 : end], top + 1):
            item = _ITEM.match(line)
            if item and (item[2] or not starts or len(item[1]) <= min(starts)[1]):
                starts[number, len(item[1])] = item[2] is not None
        ends = [*(number for number, _ in starts), end]
        return cls(lines, [slice(*each) for each in pairwise(ends)], starts, strays)

    def _stray_in(self, stretch: slice) -> int | None:
        """The first line in a stretch whose key is at the margin."""
        found = bisect_left(self.strays, stretch.start)
        number = next(iter(self.strays[found : found + 1]), stretch.stop)
        return number if number < stretch.stop else None

    def astray(self) -> Iterator[BrokenEvent]:
        """The events with a key at the margin, which would end the list of events to YAML."""
        for stretch in self.stretches:
            if (number := self._stray_in(stretch)) is not None:
                line = self.lines[number]
                key = line.strip().partition(":")[0]
                words = f"`{key}` is at the margin, outside of the event that it belongs to"
                hint = "indent it, and what is below it, like the other keys of its event"
                place = Position(number + 1, len(line) - len(line.lstrip()) + 1)
                yield BrokenEvent(Finding.at("broken-yaml", place, words, hint), stretch)

    def around(self, error: yaml.MarkedYAMLError) -> slice | None:
        """The lines of the event in which the YAML breaks, or None if it is not in one."""
        marks = filter(None, (error.context_mark, error.problem_mark))
        places = [(mark.line, mark.column) for mark in marks]
        # What breaks where an event begins has its cause in the indentation of that one.
        places.sort(key=lambda place: place not in self.starts)
        of_the_list = min(self.starts, default=None)
        for place in places:
            for stretch in self.stretches:
                if place != of_the_list and stretch.start <= place[0] < stretch.stop:
                    return stretch
        return None

    def broken(self) -> Iterator[BrokenEvent]:
        """The events whose text is not YAML by itself.

        In a file with directives an event may need the head, and none is judged alone.
        """
        if any(line.startswith("%") for line in self.lines):
            return
        for stretch in self.stretches:
            if self._stray_in(stretch) is not None:
                continue
            alone = ["events:", *self.lines[stretch]]  # as deep as in the file
            builder = Builder("\n".join(alone))
            if not builder.build():
                if stretch.stop < len(self.lines):
                    alone.append("")  # so that its end is not taken for the file's
                found = BrokenEvent.of(builder.error, alone, stretch)
                place = found.trouble.position
                moved = Position(place.line + stretch.start - 1, place.column)
                yield replace(found, trouble=replace(found.trouble, position=moved))


def _is_astray(block: list[str], indent: str) -> bool:
    """True if lines in the column of `events` begin with a key that an event has lost.

    A field that only events have is one; so is any other key with an event below it, such as
    `topics`, which is a registry as well.
    """
    key = block[0][len(indent) :].partition(":")[0].strip(" \"'")
    if key in Event.model_fields and key not in Record.model_fields:
        return True
    items = filter(None, map(_ITEM.match, block[1:]))
    return key in Event.model_fields and any(item[2] for item in items)


_KEY = r"""(?:[\w.-]+|"[^"]*"|'[^']*')[ \t]*:(?=\s|$)"""
_EVENTS = re.compile(r"""( *)(["']?)events\2[ \t]*:(?=\s|$)""")
_ITEM = re.compile(r"( *)-(?:\s+(id\b)?|$)")
