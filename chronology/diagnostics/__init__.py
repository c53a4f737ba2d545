"""What can be said about a file: how grave it is, where it is, and what to do.

A **finding** is what a rule sees: a path in the data and words. A **diagnostic** is a finding that
has its code, severity and place in the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from chronology.diagnostics.runners import harmless

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a document to a value: keys of mappings, indices of lists."""


class Severity(StrEnum):
    """How grave a diagnostic is: errors fail, warnings fail under `--strict`, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Stage(StrEnum):
    """When a mistake is found: reading the text, shaping the data, or weighing its meaning."""

    READING = "reading"
    SHAPE = "shape"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Code:
    """A name for one sort of mistake: permanent, and the title of its page.

    `schema` tells whether the published JSON Schema refuses the same mistake.
    `explanation` is the page: its first line says what is wrong, the rest why it matters.
    """

    name: str
    severity: Severity
    stage: Stage
    explanation: str
    schema: bool = False

    @property
    def summary(self) -> str:
        """The first line of the explanation."""
        return self.explanation.split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say of one place in the data; `at_key` means the key, not its value.

    `related` are other places that belong to it, each with what stands there.
    """

    path: Path
    message: str
    hint: str | None = None
    at_key: bool = False
    related: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a diagnostic, maybe in another file, and what is there."""

    file: str
    position: Position
    text: str

    def __str__(self) -> str:
        """The line that the command line prints: `file:line:column: text`."""
        return f"{visible(self.file)}:{self.position.line}:{self.position.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code, its severity, and its place in a file."""

    code: str
    severity: Severity
    message: str
    hint: str | None
    file: str
    position: Position
    path: Path = ()
    related: tuple[Related, ...] = ()

    def __str__(self) -> str:
        """The line that the command line prints: `file:line:column: error[code] message`."""
        place = f"{visible(self.file)}:{self.position.line}:{self.position.column}"
        return harmless(f"{place}: {self.severity}[{self.code}] {self.message}")

    @property
    def lines(self) -> tuple[str, ...]:
        """The diagnostic as a reader sees it: its line, then what belongs to it, then its hint."""
        places = (f"  {each}" for each in self.related)
        hints = (f"  hint: {self.hint}",) if self.hint else ()
        return (str(self), *map(harmless, (*places, *hints)))

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The place first, then the code: the order in which diagnostics are shown."""
        return (self.file, self.position.line, self.position.column, self.code, self.message)


class ChronologyError(Exception):
    """A chronology file that cannot be used; `diagnostics` is everything wrong with it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep the diagnostics; the message is all of them, a line each."""
        self.diagnostics = diagnostics
        super().__init__("\n".join(line for each in diagnostics for line in each.lines))


class SchemaError(ValueError):
    """A JSON Schema of the user's that cannot be applied; the message says which, and why."""


class InstallationError(RuntimeError):
    """A file of the program itself, or of a library, that cannot be read; the message says which.

    No OSError, since callers take those for news about the file that they have named.
    """


def hidden(sign: str) -> bool:
    """Whether a character is invisible, or moves or turns what stands around it."""
    return unicodedata.category(sign) in _HIDDEN


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    r"""A text that is safe on a terminal: what is invisible or moves the cursor is spelt out.

    >>> visible("two\x1b[2Jlines\n")
    'two\\x1b[2Jlines\\n'
    """
    return "".join(
        sign if not hidden(sign) else sign.encode("unicode_escape").decode("ascii") for sign in text
    )


LONGEST_MESSAGE = 300
"""The characters of a message or a hint that are shown."""


def shown(text: str) -> str:
    """A message that is safe to print, and not as long as what it may quote."""
    half = LONGEST_MESSAGE // 2
    return visible(text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} ... {text[-half:]}")


def dotted(path: Path) -> str:
    """A path in one line: `events[3].participants.coulter`.

    >>> dotted(("events", 3, "participants", "coulter"))
    'events[3].participants.coulter'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
