"""The small parts of reading: places, troubles, suspects, and how much is read at most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from chronology.diagnostics import Path, Position

MAX_DEPTH: Final = 32
"""How deep mappings and lists may lie in each other; a chronology needs ten."""

MAX_BYTES: Final = 256 * 1024 * 1024
"""How large a file may be, in bytes."""

MAX_NODES: Final = 20_000_000
"""How many values a file may hold."""

MAX_REPAIRS: Final = 50
"""How often a file is read again without what breaks it; events that break alone cost one time."""

MAX_REREAD: Final = 32 * 1024 * 1024
"""How many characters are read again at most for the sake of what is left."""

MAX_TROUBLES: Final = 10_000
"""How many mistakes of reading are told one by one."""


class _Broken:
    """What is one and the same in every process."""

    __slots__ = ()

    def __reduce__(self) -> str:
        """The name under which this module has it."""
        return "BROKEN"


BROKEN: Final = _Broken()
"""What stands in the data where the text could not be read: nothing more is said of it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A mistake found while reading: its code, its place, and what to say and to do."""

    code: str
    position: Position
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """An unquoted scalar or key that other YAML readers take for something that is not text."""

    path: Path
    position: Position
    text: str
    taken_for: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value begins, and its key if it has one."""

    key: Position | None
    value: Position


def position_of(mark: Any) -> Position:
    """The position that a mark of PyYAML stands for; PyYAML counts from nought."""
    return Position(mark.line + 1, mark.column + 1)


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML 1.2 counts them."""
    return re.split("\r\n|[\n\r]", text)
