"""What a file wants made of diagnostics: its `rules`, and the rules about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from chronology.checks.rule import rule
from chronology.diagnostics import Code, Diagnostic, Finding, Severity
from chronology.guesses import did_you_mean
from chronology.model import Record
from chronology.shape import Shaped
from chronology.vocabulary import Level


@rule("unknown-code", Severity.ERROR)
def unknown_code(shaped: Shaped) -> Iterator[Finding]:
    """A setting in `rules` is for a code that does not exist.

    It would change nothing, and whoever wrote it would think that it did. `chronology explain`
    lists the codes.
    """
    codes = _codes()
    for name in shaped.record.rules:
        if name not in codes:
            hint = did_you_mean(name, codes, "`chronology explain` lists them")
            yield Finding(("rules", name), f"no diagnostic is called '{name}'", hint, at_key=True)


@rule("lowered-error", Severity.ERROR)
def lowered_error(shaped: Shaped) -> Iterator[Finding]:
    """A setting in `rules` makes less of an error.

    What is doubtful is for a file to judge, with its reason; what is false stays false. For a
    single run, `--ignore` leaves any diagnostic out.
    """
    codes = _codes()
    for name, setting in shaped.record.rules.items():
        is_error = name in codes and codes[name].severity is Severity.ERROR
        if is_error and setting.level is not Level.ERROR:
            message = f"`{name}` is an error, and cannot be made '{setting.level}'"
            yield Finding(("rules", name, "level"), message, "take the setting out")


def _codes() -> dict[str, Code]:
    """Every code there is; imported now, since the catalogue holds these two as well."""
    from chronology.checks import CODES

    return CODES


def as_set(record: Record, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics with the severities that a file's settings give them, without those off."""
    for each in diagnostics:
        setting = record.rules.get(each.code)
        if setting is None or each.severity is Severity.ERROR:
            yield each
        elif setting.level is not Level.OFF:
            yield replace(each, severity=Severity(setting.level.value))
