"""What a rule is: a function that looks at a draft and finds what is wrong with its meaning."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Self, TypeAlias, cast

from chronology.findings import Code, Finding, Severity, Stage
from chronology.network import Solution, solve
from chronology.network.statements import stated
from chronology.reading import Draft
from chronology.text import Words, nearest_word


class Known:
    """What is known of a draft beyond its own words; each thing is looked up or worked out once."""

    def __init__(self, draft: Draft) -> None:
        """Know nothing yet."""
        self._draft = draft
        self._ids: dict[str, frozenset[str]] = {}
        self._nearest: dict[tuple[str, ...], str | None] = {}
        self._words: dict[tuple[str, ...], Words] = {}

    @cached_property
    def solution(self) -> Solution:
        """What the dates and statements of the record say together."""
        return solve(*stated(self._draft.record.events, self._draft.record.places))

    def has(self, registries: tuple[str, ...], name: str) -> bool:
        """True if a registry (or `events`) has an id, even if its entry is broken."""
        broken = self._draft.broken
        for registry in registries:
            if name in self._ids_of(registry):
                return True
            if (registry,) in broken or (registry, name) in broken:
                return True
        hides = "events" in registries and broken.touch_events("id")
        return hides or self._draft.incomplete or name in self._draft.mentioned

    def nearest(self, registries: tuple[str, ...], name: str) -> str | None:
        """The id that a name without an entry most likely means: the same whenever it is asked."""
        asked = (*registries, name)
        if asked not in self._nearest:
            if registries not in self._words:
                ids = (each for registry in registries for each in self._ids_of(registry))
                self._words[registries] = Words(ids)
            self._nearest[asked] = nearest_word(name, self._words[registries])
        return self._nearest[asked]

    def _ids_of(self, registry: str) -> frozenset[str]:
        if registry not in self._ids:
            record = self._draft.record
            events = (event.id for event in record.events)
            self._ids[registry] = frozenset(
                events if registry == "events" else getattr(record, registry)
            )
        return self._ids[registry]


Check: TypeAlias = Callable[[Draft, Known], Iterator[Finding]]
_OfDraft: TypeAlias = Callable[[Draft], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with the code that its findings have; its docstring is the code's page."""

    code: Code
    check: Check

    @classmethod
    def of(cls, code: Code, function: _OfDraft | Check) -> Self:
        """The rule of a function that takes the draft, and maybe what is `Known` of it."""
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
