"""Rules: functions that look at a draft and find what is wrong with its meaning.

Here, too, is what several of them look up: ids, values of fields, targets of statements.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import chain
from typing import Any, Self, TypeAlias, cast

from chronology.findings import Code, Finding, Path, Severity, Stage
from chronology.model import CALENDAR_FACTS, REGISTRIES, RELATIONS, Event, Part
from chronology.model.record import whens
from chronology.network import Solution, solve
from chronology.network.statements import read_statements
from chronology.reading import Draft
from chronology.text import Words, nearest_word


class Known:
    """All that is known of a draft beyond its own words; each thing is worked out once."""

    def __init__(self, draft: Draft) -> None:
        """Know nothing yet."""
        self._draft = draft
        self._nearest: dict[tuple[str, ...], str | None] = {}
        self._words: dict[tuple[str, ...], Words] = {}

    @cached_property
    def solution(self) -> Solution:
        """All that follows from the dates and statements of the record together."""
        return solve(*read_statements(self._draft.record.events, self._draft.record.places))

    def has(self, registries: tuple[str, ...], name: str) -> bool:
        """True if a registry (or `events`) has an id, even if its entry is broken."""
        broken = self._draft.broken
        for registry in registries:
            if name in self._ids(registry) or (registry,) in broken or (registry, name) in broken:
                return True
        hides = "events" in registries and broken.touch_events("id")
        return hides or self._draft.incomplete or name in self._draft.mentioned

    def nearest(self, registries: tuple[str, ...], name: str) -> str | None:
        """The id that a name without an entry most likely means: the same whenever it is asked."""
        asked = (*registries, name)
        if asked not in self._nearest:
            if registries not in self._words:
                self._words[registries] = Words(chain.from_iterable(map(self._ids, registries)))
            self._nearest[asked] = nearest_word(name, self._words[registries])
        return self._nearest[asked]

    def _ids(self, registry: str) -> Collection[str]:
        return self._events if registry == "events" else getattr(self._draft.record, registry)

    @cached_property
    def _events(self) -> frozenset[str]:
        return frozenset(event.id for event in self._draft.record.events)


Check: TypeAlias = Callable[[Draft, Known], Iterator[Finding]]
_OfDraft: TypeAlias = Callable[[Draft], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with the code that its findings have; its docstring is the code's page."""

    code: Code
    check: Check

    @classmethod
    def of(cls, code: Code, function: _OfDraft | Check) -> Self:
        """The rule of a function that takes the draft, and maybe a `Known`."""
        parameters = inspect.signature(function).parameters.values()
        if sum(each.kind is not each.KEYWORD_ONLY for each in parameters) > 1:
            return cls(code, cast("Check", function))
        of_draft = cast("_OfDraft", function)

        @wraps(of_draft, updated=())
        def check(draft: Draft, _: Known) -> Iterator[Finding]:
            return of_draft(draft)

        return cls(code, check)


def rule(name: str, severity: Severity) -> Callable[[_OfDraft | Check], Rule]:
    """The decorator that makes a rule of a function.

    The function takes the draft, and what is `Known` of it where it has a second parameter. Its
    findings need no code.

    >>> @rule("no-title", Severity.NOTE)
    ... def no_title(draft):
    ...     '''The file has no title.'''
    ...     if draft.record.title is None:
    ...         yield Finding((), "the file has no `title`")
    >>> no_title.code.summary
    'The file has no title.'
    """

    def make(function: _OfDraft | Check) -> Rule:
        explanation = inspect.cleandoc(function.__doc__ or "")
        return Rule.of(Code(name, severity, Stage.MEANING, explanation), function)

    return make


def values_of(draft: Draft, *fields: str) -> Iterator[tuple[Path, Any]]:
    """The values of some fields of a file, of its entries and its events, each with its path."""
    entries = (
        ((registry, name), entry)
        for registry in REGISTRIES
        for name, entry in getattr(draft.record, registry).items()
    )
    parts: Iterator[tuple[Path, Part]] = chain([((), draft.record)], entries, draft.events())
    for path, part in parts:
        own = type(part).model_fields
        for field in fields:
            if field in own and (value := getattr(part, field)) is not None:
                yield (*path, field), value


def targets_of(event: Event) -> Iterator[tuple[Path, str]]:
    """The ids and dates to which statements relate an event, each with its path in the event."""
    for path, _, when in whens(event):
        for field in (*RELATIONS, *CALENDAR_FACTS[1:]):
            if (target := getattr(when, field)) is not None:
                yield (*path, field), target
