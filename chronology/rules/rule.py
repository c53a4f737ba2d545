"""What a rule is: a function that looks at a record and finds what is wrong with its meaning."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from chronology.findings import Code, Finding, Severity, Stage
from chronology.reading import Shaped

Check: TypeAlias = Callable[[Shaped], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with the code that stands for what it finds; its docstring is the code's page."""

    code: Code
    check: Check


def rule(name: str, severity: Severity) -> Callable[[Check], Rule]:
    """The decorator that makes a rule of a function `(shaped) -> Iterator[Finding]`.

    >>> @rule("no-title", Severity.NOTE)
    ... def no_title(shaped):
    ...     '''The file has no title.'''
    ...     if shaped.record.title is None:
    ...         yield Finding((), "the file has no `title`")
    >>> no_title.code.summary
    'The file has no title.'
    """

    def make(check: Check) -> Rule:
        explanation = inspect.cleandoc(check.__doc__ or "")
        return Rule(Code(name, severity, Stage.MEANING, explanation), check)

    return make
