"""The rule that a list says each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.model import Citation, Event
from chronology.shape import Shaped
from chronology.voices import addresses, comparable

_IDS = ("topics", "excluded_topics", "parties")


@rule("listed-twice", Severity.WARNING)
def listed_twice(shaped: Shaped) -> Iterator[Finding]:
    """One thing stands twice in one list.

    An id, a name, a field or a statement; a passage that is cited twice of one source; an address
    of a source that is another of its addresses, too; a name that is among the other names. The
    second says nothing, or another was meant.
    """
    for each in _lists(shaped):
        seen = set[object]()
        for path, thing, words in each.things:
            if thing in seen:
                yield Finding(path, f"{words} {each.already}", each.hint)
            seen.add(thing)


_Thing: TypeAlias = tuple[Path, object, str]
"""A thing in a list: its path, how it is compared, and what it is called."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list, and what to say of a thing that is in it twice."""

    things: Sequence[_Thing]
    already: str = "stands in the list already"
    hint: str = "take it out"


def _lists(shaped: Shaped) -> Iterator[_List]:
    """Everything in a file that is a list, or comes to one."""
    record = shaped.record
    yield from _texts(("highlights",), record.highlights)
    for name, source in record.sources.items():
        path: Path = ("sources", name)
        yield from _texts((*path, "authors"), source.authors)
        own = [
            ((*path, *where), comparable(address), f"'{address}'")
            for where, address in addresses(source)
        ]
        yield _List(own, "is an address of the source already")
    for registry in ("parties", "people", "places"):
        for name, entry in getattr(record, registry).items():
            path = (registry, name)
            names: list[_Thing] = [((*path, "name"), entry.name, "")]
            names += _things((*path, "other_names"), entry.other_names)
            yield _List(names, "is one of the names already")
    for path, event in shaped.events():
        yield from _lists_of(path, event)


def _lists_of(path: Path, event: Event) -> Iterator[_List]:
    for field in _IDS:
        yield from _texts((*path, field), getattr(event, field))
    for name, citations in event.citations.items():
        where = (*path, "citations", name)
        passages = [
            ((*where, number, "passage"), _without_fields(citation), "the passage")
            for number, citation in enumerate(citations)
            if citation.passage is not None
        ]
        yield _List(passages, "is cited already", "make one citation of the two")
        for number, citation in enumerate(citations):
            yield from _texts((*where, number, "supports"), citation.supports)
            whens = enumerate(citation.when)
            yield _List([((*where, number, "when", n), each, "the statement") for n, each in whens])


def _without_fields(citation: Citation) -> tuple[object, ...]:
    """All of a citation but what it supports: only two of which that is the same can be one."""
    differs = tuple(citation.differs.items())
    return citation.passage, citation.derived, citation.when, differs


def _texts(path: Path, texts: tuple[str, ...]) -> Iterator[_List]:
    """A list of texts, if it has one twice: most have not, and are soon done with."""
    if len(set(texts)) < len(texts):
        yield _List(_things(path, texts))


def _things(path: Path, texts: tuple[str, ...]) -> list[_Thing]:
    return [((*path, number), text, f"'{text}'") for number, text in enumerate(texts)]
