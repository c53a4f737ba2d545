r"""Plain data built from the stream of events that libyaml makes of a text.

JSON is YAML, and yet libyaml refuses characters that JSON escapes in two halves, as `json.dumps`
writes U+1F600: `\ud83d\ude00`. It gets one escape of eight digits in their place, padded to the
same length, so that all places are still those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import takewhile
from sys import intern
from typing import Any, Final

import yaml

from chronology.findings import Finding, InstallationError, Path, Position
from chronology.garbage import uncollected

MAX_DEPTH: Final = 32
"""The deepest nesting of mappings and lists; a chronology needs ten."""

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest size of a file, in bytes."""

MAX_NODES: Final = 20_000_000
"""The most values in a file."""

MAX_REPAIRS: Final = 50
"""The most readings of a file without what breaks it; events that break alone cost one."""

MAX_REREAD: Final = 32 * 1024 * 1024
"""The most characters that are read again to save the rest of a file."""

MAX_TROUBLES: Final = 10_000
"""The most mistakes of reading that are reported one by one."""


class _Broken:
    """The type of `BROKEN`, which stays the same object when it goes to another process."""

    __slots__ = ()

    def __reduce__(self) -> str:
        """The name under which this module has it."""
        return "BROKEN"


BROKEN: Final = _Broken()
"""The value in the data of text that could not be read: it has been reported already."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An unquoted scalar or key that other YAML readers take for something that is not text."""

    path: Path
    position: Position
    text: str
    taken_for: str


@dataclass(frozen=True, slots=True)
class Place:
    """The positions of a value and of its key, if it has one."""

    key: Position | None
    value: Position


def position_of(mark: Any) -> Position:
    """The position of a mark of PyYAML, which counts from 0."""
    return Position(mark.line + 1, mark.column + 1)


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML 1.2 counts them."""
    return re.split("\r\n|[\n\r]", text)


# ------------------------------------------------------------------------------ surrogate pairs

_PAIR = re.compile(
    r"(?<!\\)(?P<before>(?:\\\\)*)"  # an even number: these are escaped themselves
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)
_PADDING = "\u2060\u2060"
"""No text that is parsed has this sign: it is invisible, and has been reported and replaced."""

_PADDED = re.compile(rf"\\U[0-9A-F]{{8}}{_PADDING}")
_PADDED_CHARACTER = re.compile(f"([\U00010000-\U0010ffff]){_PADDING}")


def _join_pair(pair: re.Match[str]) -> str:
    """One padded escape of the same length in place of two halves."""
    character = f"{pair['high']}{pair['low']}"
    number = int.from_bytes(bytes.fromhex(character).decode("utf-16-be").encode("utf-32-be"))
    return f"{pair['before']}\\U{number:08X}{_PADDING}"


def unpad(value: str, style: str, written: str) -> str:
    """The value of a scalar, as it is written in the file, without what `_join_pair` has changed.

    Only double quotation marks have escapes; elsewhere the two halves are twelve characters.
    """
    if style == '"':
        return _PADDED_CHARACTER.sub(r"\1", value)
    pairs = (pair[0][len(pair["before"]) :] for pair in _PAIR.finditer(written))
    return _PADDED.sub(lambda _: next(pairs), value)


# ------------------------------------------------------------------------------ the builder

try:
    _Parser: Any = import_module("yaml._yaml").CParser
except ImportError:
    _Parser = None


def parser_of(text: str) -> Any:
    """The parser that gives the YAML events of a text, one at a time.

    Raises InstallationError where PyYAML was built without libyaml; all wheels of it have that.
    """
    if _Parser is None:
        raise InstallationError(
            "PyYAML was built without libyaml: install one of its wheels, "
            "python3 -m pip install --force-reinstall --only-binary PyYAML PyYAML"
        )
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
    """An error about what libyaml would read and we do not: too deep, too much."""

    def __init__(self, code: str, mark: Any, problem: str) -> None:
        super().__init__(problem=problem, problem_mark=mark)
        self.code = code


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `step` is the key or index of what comes next.

    It is None where a key comes next. `key` is YAML's event of the key, and None in a list.
    `second` is the index at which another event starts, whose dash is missing.
    """

    value: Any
    step: Any
    key: Any = None
    discards: bool = False
    second: int | None = None


class Builder:
    """Plain data made from libyaml's events, one at a time, without recursion.

    `hidden` is true if replacement characters are in place of hidden ones, already reported.
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
        self.troubles: list[Finding] = []
        self.notices: list[Finding] = []
        self.suspects: list[Suspect] = []
        self.empty: list[Path] = []
        self.event_lines: list[int] = []
        self.places = places
        self.hidden = hidden
        self._first_line = first_line
        self.unread: list[str] = []
        self._text = text
        # In most texts no escape is to be found, which is quick to see.
        self._halves = "\\u" in text and _PAIR.search(text) is not None
        self._parser = parser_of(_PAIR.sub(_join_pair, text) if self._halves else text)
        self._documents: list[Any] = []
        self._stack = [_Open(self._documents, 0)]
        self._nodes = 0
        self._last_scalar: Any = None
        self._comments = _COMMENT_IN_TEXT.search(text) is not None

    @uncollected()
    def build(self) -> bool:
        """Read to the end; False, with `error` set, where the YAML breaks."""
        try:
            self._read_events()
        except yaml.MarkedYAMLError as error:
            self.error = self._explain(error)
            return False
        self.data = next(iter(self._documents), None)
        return True

    def _explain(self, error: yaml.MarkedYAMLError) -> yaml.MarkedYAMLError:
        """An error that breaks off behind a quotation of many lines is that quotation's."""
        last = self._last_scalar
        if last is None or last.style not in ("'", '"') or error.problem_mark is None:
            return error
        if last.start_mark.line < last.end_mark.line == error.problem_mark.line:
            error.context, error.context_mark = "while scanning a quoted scalar", last.start_mark
        return error

    def _read_events(self) -> None:
        take = self._parser.get_event
        readers = {
            yaml.ScalarEvent: self._read_scalar,
            yaml.MappingStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._refuse_alias,
        }
        while (kind := type(event := take())) is not yaml.StreamEndEvent:
            if self._halves and kind is yaml.ScalarEvent:
                written = self._text[event.start_mark.index : event.end_mark.index]
                event.value = unpad(event.value, event.style, written)
            if kind in readers:
                readers[kind](event)
            elif kind is yaml.DocumentStartEvent and self._nodes:
                what = "a second document starts here, and a chronology is one"
                self._report("many-documents", event, what, _ONE_DOCUMENT)
                mark: Any = event.start_mark
                self.unread.append(self._text[mark.index :])
                return

    def _report(self, code: str, event: Any, message: str, hint: str) -> None:
        if len(self.troubles) == MAX_TROUBLES:
            words = f"here are {MAX_TROUBLES:,} mistakes already; what stands behind is not read"
            raise Refused("too-many", event.start_mark, words)
        self.troubles.append(Finding.at(code, self._position(event), message, hint))

    def _position(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(mark.line + 1 + self._first_line, mark.column + 1)

    @property
    def _path(self) -> Path:
        return tuple(each.step for each in self._stack[1:] if each.step is not None)

    def _read_scalar(self, event: Any) -> None:
        self._last_scalar = event
        top = self._stack[-1]
        if top.step is None:
            self._read_key(top, event)
            return
        self._start_value(event)
        text = event.value
        if (self.hidden and _REPLACED in text) or (event.anchor is not None and not text):
            text = BROKEN
        elif not event.style and (len(text) <= _LONGEST_WORD or text[0] in _SUSPICIOUS):
            text = self._read_plain(event)
        if self._comments and not event.style:
            self._report_comment(event)
        self._end_value(text)

    def _report_comment(self, event: Any) -> None:
        """Report a comment behind an unquoted text that may be a part of it."""
        mark, key = event.end_mark, self._stack[-1].key
        line, column = mark.line, mark.column
        found = _COMMENT.match(self._text, mark.index)
        if found:
            column += found.start("comment") - found.start()
        else:
            found = key and _COMMENT_BELOW.match(self._text, mark.index)
            # Deeper than its key, a line goes on with the text; a disabled field does not.
            if not found or len(found["indent"]) <= key.start_mark.column:
                return
            line, column = line + 1, len(found["indent"])
        place = Position(line + 1 + self._first_line, column + 1)
        words = f"`{found['comment'].rstrip()}` is read as a comment, and no part of the text"
        self.notices.append(Finding.at("comment-in-text", place, words, _QUOTE_OR_SPACE))

    def _read_plain(self, event: Any) -> str | None:
        """The value of a text without quotation marks that may be taken for something else."""
        if event.value not in _NULLS:
            self._suspect(event)
            return str(event.value)
        if not self._discards:
            self.empty.append(self._path)
        return None

    @property
    def _discards(self) -> bool:
        """True if what is read now goes nowhere, under a duplicate key."""
        return any(each.discards for each in self._stack)

    def _suspect(self, event: Any) -> None:
        """Note an unquoted text if other readers take it for something else."""
        taken_for = _taken_for(event.value)
        if taken_for is not None and not self._discards:
            place = self._position(event)
            self.suspects.append(Suspect(self._path, place, event.value, taken_for))

    def _read_key(self, top: _Open, event: Any) -> None:
        self._refuse_anchor(event)
        key = intern(event.value)
        top.step, top.key = key, event
        if self.hidden and _REPLACED in key:
            top.discards = True
        elif key == "<<" and not event.style:
            top.discards = True
            self._report("merge-key", event, "`<<` merges one mapping into another", _WRITE_OUT)
        elif key in top.value or top.second is not None:
            top.discards = True
            if top.second is None:
                self._report_repeated(top, event)
        elif not event.style and (0 < len(key) <= _LONGEST_WORD or key[:1] in _SUSPICIOUS):
            self._suspect(event)

    def _report_repeated(self, top: _Open, event: Any) -> None:
        """Report a duplicate key, with which another event may start."""
        starts = len(self._stack) == 4 and self._stack[1].step == "events" and len(top.value) > 1
        if starts and top.step == next(iter(top.value)):
            missing, hint = "dash", f"write `- {top.step}:`"
        elif starts and self._repeats(top, event):
            missing, hint = "id", "write `- id: ...` above this line"
        else:
            message = f"the key '{top.step}' stands here a second time"
            self._report("duplicate-key", event, message, "keep one of the two")
            return
        top.second = event.start_mark.index
        message = f"with a second `{top.step}`, another event starts here, and has no {missing}"
        self._report("duplicate-key", event, message, hint)

    def _repeats(self, top: _Open, event: Any) -> bool:
        """True if an event without its first line follows: its second key and more keys repeat.

        Of a line that was only doubled, no other key repeats.
        """
        if top.step != tuple(top.value)[1]:
            return False
        behind = self._text[event.start_mark.index : event.start_mark.index + _MOST_OF_AN_EVENT]
        column = event.start_mark.column
        inside = takewhile(lambda line: not line[:column].strip(" "), behind.split("\n")[1:])
        keys = (line[column:].partition(":")[0] for line in inside)
        return any(key in top.value and key != top.step for key in keys)

    def _start_value(self, event: Any) -> None:
        """Note the place of a value that begins, and report what it may not have."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refused("too-big", event.start_mark, f"the file has over {MAX_NODES:,} values")
        if len(self._stack) == 3 and self._stack[1].step == "events" and self._stack[2].key is None:
            self.event_lines.append(event.start_mark.line)
        if event.tag is not None:
            hint = "take it out; every value is text, a list or a mapping"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report("yaml-tag", event, f"`{tag}` is a YAML tag", hint)
        self._refuse_anchor(event)
        if self.places is not None:
            key = self._stack[-1].key
            place = Place(key and self._position(key), self._position(event))
            self.places.setdefault(self._path, place)

    def _refuse_anchor(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "take it out; a text that begins with `&` is written in quotation marks"
            self._report("yaml-anchor", event, f"`&{event.anchor}` is a YAML anchor", hint)

    def _end_value(self, value: Any) -> None:
        """Put a finished value where it belongs."""
        top = self._stack[-1]
        if top.key is None:
            top.value.append(value)
            top.step += 1
            return
        if not top.discards:
            top.value[top.step] = value
        top.step, top.key, top.discards = None, None, False

    def _open(self, event: Any) -> None:
        if len(self._stack) > MAX_DEPTH:
            problem = f"mappings and lists lie more than {MAX_DEPTH} deep in each other"
            raise Refused("too-deep", event.start_mark, problem)
        if self._stack[-1].step is None:
            raise Refused("bad-key", event.start_mark, "a key is a word, and this is none")
        self._start_value(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open({}, None) if is_mapping else _Open([], 0))

    def _close(self, event: Any) -> None:
        closed = self._stack.pop()
        if closed.second is not None:
            self.unread.append(self._text[closed.second : event.end_mark.index])
        if len(self._stack) == 2 and self._stack[1].step == "events":
            self.event_lines.append(event.end_mark.line + (event.end_mark.column > 0))
        self._end_value(closed.value)

    def _refuse_alias(self, event: Any) -> None:
        top = self._stack[-1]
        if top.step is None:
            raise Refused("bad-key", event.start_mark, "a key is a word, and this is an alias")
        if not (top.discards and top.step == "<<"):
            self._report("yaml-alias", event, f"`*{event.anchor}` is a YAML alias", _NO_ALIAS)
        self._end_value(BROKEN)


_ONE_DOCUMENT = "take out the line '---', or all below it"

_WRITE_OUT = "write the values out where they are meant"

_NO_ALIAS = f"{_WRITE_OUT}; a text that begins with `*` is written in quotation marks"

_QUOTE_OR_SPACE = "write the text in quotation marks, or the comment with a space behind `#`"

# Whoever means a comment writes a space behind the sign; `#8889` belongs to the text.
_COMMENT = re.compile(r"[ \t]+(?P<comment>#\w[^\r\n]*)")
_COMMENT_BELOW = re.compile(r"(?:\r\n?|\n)(?P<indent> *)(?P<comment>#\w[^\r\n]*)")
_COMMENT_IN_TEXT = re.compile(r"\s#\w")

_REPLACED = "\N{REPLACEMENT CHARACTER}"

_MOST_OF_AN_EVENT = 10_000
"""The characters that are searched for further keys that repeat: an event has fewer."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_SUSPICIOUS = frozenset("-+.0123456789")
"""The first characters of numbers and times, for some reader of YAML 1.1 or 1.2."""

_LONGEST_WORD = len("false")
"""The greatest length of other texts that some reader takes for something else."""

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


@lru_cache(maxsize=4096)
def _taken_for(text: str) -> str | None:
    """The type that another reader gives an unquoted text; None if it is text to all of them."""
    if _PLAIN_DAY.fullmatch(text):
        return None
    if _NUMBER_OF_YAML_1_2.fullmatch(text):
        return "a number"
    for tag, pattern in yaml.resolver.Resolver.yaml_implicit_resolvers.get(text[0], ()):
        if pattern.match(text):
            return _TAKEN_FOR.get(tag.rpartition(":")[2])
    return None


# ------------------------------------------------------------------------------ plain data


def value_at(data: Any, path: Path) -> Any:
    """The value at a path of plain data; `BROKEN` in what could not be read."""
    for step in path:
        data = data[step] if data is not BROKEN else BROKEN
    return data


def copy_data(data: Any) -> Any:
    """A copy of plain data whose `BROKEN` marks stay what they are."""
    if isinstance(data, dict):
        return {key: copy_data(value) for key, value in data.items()}
    return [copy_data(value) for value in data] if isinstance(data, list) else data


def holds_broken(data: Any) -> bool:
    """True if any of the data could not be read."""
    if isinstance(data, dict | list):
        return any(map(holds_broken, data.values() if isinstance(data, dict) else data))
    return data is BROKEN
