"""Plain data built from the stream of events that libyaml makes of a text."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import yaml

from chronology.diagnostics import Path, Position
from chronology.document.parts import (
    BROKEN,
    MAX_DEPTH,
    MAX_NODES,
    Place,
    Suspect,
    Trouble,
)

try:
    _Parser: Any = import_module("yaml._yaml").CParser
except ImportError:  # PyYAML was built without libyaml: slower, and the same events
    _Parser = import_module("chronology.document.purepython").Parser


def parser_of(text: str) -> Any:
    """The parser that gives the YAML events of a text, one at a time."""
    return _Parser(text)


def places_in(text: str, first_line: int = 0) -> dict[Path, Place]:
    """The place of every value in a text that starts at a line of a larger one.

    Raises yaml.MarkedYAMLError where the text is not sound by itself.
    """
    builder = Builder(text, first_line, places={})
    if not builder.build():
        raise builder.error
    return builder.places or {}


class Refused(yaml.MarkedYAMLError):
    """What libyaml would read and we do not: too deep, too much."""

    def __init__(self, code: str, mark: Any, problem: str) -> None:
        super().__init__(problem=problem, problem_mark=mark)
        self.code = code


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `step` is the key or index of what comes next."""

    value: dict[str, Any] | list[Any]
    step: str | int | None = None
    discards: bool = False


class Builder:
    """Plain data made from libyaml's events, one at a time, without recursion.

    `hidden` tells that replacement characters stand for hidden ones, of which enough is said.
    """

    def __init__(
        self,
        text: str,
        first_line: int = 0,
        places: dict[Path, Place] | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        self.data: Any = None
        self.error = yaml.MarkedYAMLError()
        self.troubles: list[Trouble] = []
        self.suspects: list[Suspect] = []
        self.empty: list[Path] = []
        self.event_lines: list[int] = []
        self.places = places
        self.hidden = hidden
        self._first_line = first_line
        self.unread: list[str] = []
        self._text = text
        self._parser = parser_of(text)
        self._stack: list[_Open] = []
        self._keys: list[Position | None] = [None]
        self._nodes = 0
        self._last_scalar: Any = None

    def build(self) -> bool:
        """Read to the end; False, with `error` set, where the YAML breaks."""
        was_enabled = gc.isenabled()
        gc.disable()  # the data is a tree: collecting while it grows costs thrice its price
        try:
            self._read_events()
        except yaml.MarkedYAMLError as error:
            self.error = self._explained(error)
            return False
        finally:
            if was_enabled:
                gc.enable()
        return True

    def _explained(self, error: yaml.MarkedYAMLError) -> yaml.MarkedYAMLError:
        """An error that breaks off behind a quotation of many lines is that quotation's."""
        last = self._last_scalar
        if last is None or last.style not in ("'", '"') or error.problem_mark is None:
            return error
        if last.start_mark.line < last.end_mark.line == error.problem_mark.line:
            error.context, error.context_mark = "while scanning a quoted scalar", last.start_mark
        return error

    def _read_events(self) -> None:
        take, scalar = self._parser.get_event, self._scalar
        while not isinstance(event := take(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self._nodes:
                what = "a second document starts here, and a chronology is one"
                self._trouble("many-documents", event, what, "take out the line '---'")
                mark: Any = event.start_mark
                self.unread.append(self._text[mark.index :])
                return

    def _trouble(self, code: str, event: Any, message: str, hint: str) -> None:
        self.troubles.append(Trouble(code, self._position(event), message, hint))

    def _position(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(mark.line + 1 + self._first_line, mark.column + 1)

    @property
    def _path(self) -> Path:
        return tuple(each.step for each in self._stack if each.step is not None)

    def _scalar(self, event: Any) -> None:
        text = event.value
        self._last_scalar = event
        top = self._stack[-1] if self._stack else None
        if top is not None and top.step is None and isinstance(top.value, dict):
            self._key(top, event)
            return
        self._start_value(event)
        if self.hidden and _REPLACED in text:
            text = BROKEN
        elif not event.style:
            if text in _NULLS:
                text = None
                if not self._discards:
                    self.empty.append(self._path)
            elif text[0] in _SUSPICIOUS:
                self._suspect(event)
        self._end_value(text)

    @property
    def _discards(self) -> bool:
        """Whether what is read now goes nowhere, under a key that stands a second time."""
        return any(each.discards for each in self._stack)

    def _suspect(self, event: Any) -> None:
        """Note an unquoted text if other readers take it for something else."""
        taken_for = _taken_for(event.value)
        if taken_for is not None and not self._discards:
            place = self._position(event)
            self.suspects.append(Suspect(self._path, place, event.value, taken_for))

    def _key(self, top: _Open, event: Any) -> None:
        key = event.value
        top.step = key
        self._keys[-1] = self._position(event)
        if self.hidden and _REPLACED in key:
            top.discards = True
        elif key == "<<" and not event.style:
            top.discards = True
            self._trouble("merge-key", event, "`<<` merges one mapping into another", _WRITE_OUT)
        elif key in top.value:
            top.discards = True
            message = f"the key '{key}' stands here a second time"
            self._trouble("duplicate-key", event, message, "keep one of the two")
        elif not event.style and key[:1] in _SUSPICIOUS:
            self._suspect(event)

    def _start_value(self, event: Any) -> None:
        """Note the place of a value that begins, and what there is to say of it."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refused("too-big", event.start_mark, f"the file has over {MAX_NODES:,} values")
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, list):
            top.step = len(top.value)
            if len(self._stack) == 2 and self._stack[0].step == "events":
                self.event_lines.append(event.start_mark.line)
        if event.tag is not None:
            hint = "take it out; every value is text, a list or a mapping"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._trouble("yaml-tag", event, f"`{tag}` is a YAML tag", hint)
        if self.places is not None:
            self.places.setdefault(self._path, Place(self._keys[-1], self._position(event)))

    def _end_value(self, value: Any) -> None:
        """Put a finished value where it belongs."""
        if not self._stack:
            self.data = value
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif not top.discards:
            top.value[str(top.step)] = value
        top.step, top.discards = None, False
        self._keys[-1] = None

    def _open(self, event: Any) -> None:
        if len(self._stack) == MAX_DEPTH:
            problem = f"mappings and lists lie more than {MAX_DEPTH} deep in each other"
            raise Refused("too-deep", event.start_mark, problem)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.step is None and isinstance(top.value, dict):
            raise Refused("bad-key", event.start_mark, "a key is a word, and this is none")
        self._start_value(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open({} if mapping else []))
        self._keys.append(None)

    def _close(self, event: Any) -> None:
        closed = self._stack.pop()
        self._keys.pop()
        if len(self._stack) == 1 and self._stack[0].step == "events":
            self.event_lines.append(event.end_mark.line + (event.end_mark.column > 0))
        self._end_value(closed.value)

    def _alias(self, event: Any) -> None:
        top = self._stack[-1] if self._stack else _Open([])
        if top.step is None and isinstance(top.value, dict):
            raise Refused("bad-key", event.start_mark, "a key is a word, and this is an alias")
        if not (top.discards and top.step == "<<"):
            self._trouble("yaml-alias", event, f"`*{event.anchor}` is a YAML alias", _WRITE_OUT)
        self._end_value(BROKEN)


_WRITE_OUT = "write the values out where they are meant"

_REPLACED = "\N{REPLACEMENT CHARACTER}"

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_SUSPICIOUS = frozenset("-+.0123456789~nNtTfFyYoO=")
"""How scalars begin that some reader of YAML 1.1 or 1.2 takes for something else than text."""

_TAKEN_FOR = {
    "bool": "true or false",
    "float": "a number",
    "int": "a number",
    "null": "nothing",
    "timestamp": "a date",
    "value": "a mark",
}

_NUMBER_OF_YAML_1_2 = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+"
)

_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _taken_for(text: str) -> str | None:
    """What another reader takes an unquoted text for, or None if it is text for all of them."""
    if _PLAIN_DAY.fullmatch(text):
        return None
    if _NUMBER_OF_YAML_1_2.fullmatch(text):
        return "a number"
    for tag, pattern in yaml.resolver.Resolver.yaml_implicit_resolvers.get(text[0], ()):
        if pattern.match(text):
            return _TAKEN_FOR.get(tag.rpartition(":")[2])
    return None
