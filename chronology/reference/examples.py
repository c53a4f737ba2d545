"""An example of each mistake, and of the same file without it; the tests use them, too.

`examples/CODE.bad.yaml` makes the mistake, `examples/CODE.good.yaml` does not. Beside them may lie
`CODE.txt`, the text of the source `ledger`, and `CODE.json`, a schema of house rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from chronology.diagnostics import Code, Diagnostic
from chronology.loading import examine

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from chronology.shape.schemas import Schema

FOLDER: Final = files("chronology.reference") / "examples"

WITHOUT: Final = {
    "not-utf-8": "an example would not be UTF-8, and no page could show it",
    "unreadable-file": "an example would be no file, and no page could show it",
    "schema-too-slow": "an example would take ten seconds",
    "too-big": "an example would be too big for a page",
    "too-many": "an example would have ten thousand mistakes",
}
"""The codes without an example, and why."""

BY_THE_WAY: Final = frozenset({"no-citation", "no-date"})
"""What an example may be found to lack, so that it stays short."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file that makes a mistake, what is found there, and the same file without the mistake.

    `beside` are the files that belong to it, each with its language, its name and its text.
    """

    bad: str
    good: str
    found: tuple[Diagnostic, ...]
    beside: tuple[tuple[str, str, str], ...]


def example(code: Code) -> Example | None:
    """The example of a code; None for the few that can have none."""
    if code.name in WITHOUT:
        return None
    bad, good = (read(code.name, ending) for ending in ("bad.yaml", "good.yaml"))
    found = tuple(each for each in diagnostics(code.name, bad) if each.code == code.name)
    return Example(bad, good, found, tuple(_beside(code.name)))


def read(name: str, ending: str) -> str:
    """The text of one file of an example."""
    return (FOLDER / f"{name}.{ending}").read_text("utf-8")


def diagnostics(name: str, text: str) -> list[Diagnostic]:
    """What is found in a file of an example, by the house rules and texts that lie beside it."""
    schema, source = FOLDER / f"{name}.json", FOLDER / f"{name}.txt"
    schemas = _schemas(schema) if schema.is_file() else ()
    texts = {"ledger": source.read_text("utf-8")} if source.is_file() else {}
    return examine(text, "example.yaml", schemas, texts)[1]


def _schemas(resource: Traversable) -> tuple[Schema, ...]:
    from chronology.shape.schemas import read_schemas  # noqa: PLC0415  # slow, and one needs it

    with as_file(resource) as file:
        return read_schemas([str(file)])


def _beside(name: str) -> Iterator[tuple[str, str, str]]:
    for ending, language, title in (
        ("json", "json", "The house rules"),
        ("txt", "text", "The text of the source `ledger`"),
    ):
        if (FOLDER / f"{name}.{ending}").is_file():
            yield language, title, read(name, ending)
