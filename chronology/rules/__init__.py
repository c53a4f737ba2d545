"""The rules about meaning, and the catalogue of everything that can be found.

Every hint passes here on its way to a diagnostic. A value that it tells to write is put into a file
that holds nothing else, at the path of the mistake; that file is shaped, and the rules that look at
one value are applied. So the readers and the rules that judge a hint are those that will judge the
file once it is followed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from chronology import findings
from chronology.findings import Code, Finding, Path, Severity
from chronology.model import Record
from chronology.reading import Document, Draft, is_harmless, read, shape
from chronology.rules import evidence, lists, references, time, words
from chronology.rules.rule import Known, Rule, rule
from chronology.text import LONGEST_MESSAGE, Cure, Value, did_you_mean
from chronology.vocabulary import Level

__all__ = [
    "CODES",
    "RULES",
    "Rule",
    "find",
    "rule",
    "severity_of",
    "try_hint",
]


@rule("unknown-code", Severity.ERROR)
def unknown_code(draft: Draft) -> Iterator[Finding]:
    """A setting in `rules` is for a code that does not exist.

    It would change nothing, and whoever wrote it would think that it did. `chronology explain`
    lists the codes.
    """
    for name in draft.record.rules:
        if name not in CODES:
            hint = did_you_mean(name, CODES, "`chronology explain` lists them")
            yield Finding(("rules", name), f"no diagnostic is called '{name}'", hint, at_key=True)


@rule("lowered-error", Severity.ERROR)
def lowered_error(draft: Draft) -> Iterator[Finding]:
    """A setting in `rules` makes less of an error.

    What is doubtful is for a file to judge, with its reason; what is false stays false. For a
    single run, `--ignore` leaves any diagnostic out.
    """
    for name, setting in draft.record.rules.items():
        is_error = name in CODES and CODES[name].severity is Severity.ERROR
        if is_error and setting.level is not Level.ERROR:
            message = f"`{name}` is an error, and cannot be made '{setting.level}'"
            yield Finding(("rules", name, "level"), message, "take the setting out")


# ------------------------------------------------------------------------------ all rules

RULES: Final = (
    references.duplicate_id,
    references.dangling_reference,
    references.dangling_path,
    words.look_alike,
    *words.invisible_signs,
    words.mixed_scripts,
    words.garbled_text,
    words.line_break_in_text,
    references.circular_reference,
    lists.unknown_country,
    lists.unknown_zone,
    lists.unknown_language,
    lists.zone_of_another_country,
    lists.lone_coordinate,
    lists.misplaced_coordinates,
    references.local_address,
    references.entered_twice,
    references.unused_entry,
    time.no_date,
    evidence.no_citation,
    evidence.missing_passage,
    evidence.unsupported_field,
    references.read_before_published,
    evidence.published_before_event,
    evidence.single_source,
    *evidence.unreadable_readings,
    evidence.difference_without_decision,
    evidence.decision_without_difference,
    time.contradictory_dates,
    time.wrong_weekday,
    time.loose_date,
    time.too_many_statements,
    time.contradictory_times,
    time.skipped_time,
    time.two_digit_year,
    time.after_as_of,
    time.planned_in_the_past,
    time.empty_period,
    time.same_event_twice,
    references.listed_twice,
    unknown_code,
    lowered_error,
)
"""The rules, in the order in which the reference lists them."""

CODES: Final[dict[str, Code]] = (
    findings.CODES | {each.code.name: each.code for each in RULES} | evidence.PASSAGE_CODES
)
"""Every code there is, by name."""


def severity_of(code: str, record: Record) -> Severity | None:
    """The severity that a code has by a file's own `rules`; None where they turn it off."""
    severity, setting = CODES[code].severity, record.rules.get(code)
    if setting is None or severity is Severity.ERROR:
        return severity
    return None if setting.level is Level.OFF else Severity(setting.level.value)


def find(draft: Draft, wants: Callable[[str], bool]) -> Iterator[Finding]:
    """The findings of the rules whose codes are wanted; the others are not even asked.

    What follows only from a part of the record being broken is left out.
    """
    known = Known(draft)
    for each in RULES:
        for finding in each.check(draft, known) if wants(each.code.name) else ():
            if not draft.is_broken(finding.path, at_key=finding.at_key):
                yield replace(finding, code=each.code.name)


# ------------------------------------------------------------------------------ values in hints

ONE_VALUE: Final = (
    words.look_alike,
    *words.invisible_signs,
    words.mixed_scripts,
    words.line_break_in_text,
    lists.unknown_country,
    lists.unknown_zone,
    lists.unknown_language,
    references.local_address,
    *evidence.unreadable_readings,
    time.two_digit_year,
)
"""The rules that need to see no more of a file than one value."""


def try_hint(finding: Finding, data: Any) -> str | None:
    """The hint of a finding about data, if all that it tells to write is right; or other words."""
    hint = finding.hint
    while isinstance(hint, Cure):
        spelt = hint.spell(lambda value: _spell(value, finding, data))
        # A value that is cut short would be another one.
        if spelt is not None and len(spelt) <= LONGEST_MESSAGE:
            return spelt
        hint = hint.otherwise
    return hint


def _spell(value: Value, finding: Finding, data: Any) -> str | None:
    """A value as YAML needs it; None where the file would not be right with it."""
    # That an event is another one's makes no difference.
    path: Path = tuple(0 if isinstance(step, int) else step for step in finding.path)
    at_key, owner = finding.at_key, _owner(finding.path, data)
    if value.beside is not None:
        if isinstance(owner, dict) and value.beside in owner and not value.replaces:
            return None  # the field has a value already
        path, at_key = (*path[:-1], value.beside), False
        if not _is_right(path, value.beside, at_key=True):
            return None  # there is no such field here
    elif isinstance(owner, dict if at_key else list) and value in owner:
        return None  # the mapping or the list has it already
    if value.listed:
        path = (*path, 0)
    if path and not _is_right(path, str(value), at_key=at_key):
        return None
    written = _in_yaml(str(value), path)
    return f"{value.mark}{written}{value.mark}" if written == value else written


def _owner(path: Path, data: Any) -> Any:
    """The mapping or the list that holds the value at a path; None where none does."""
    for step in path[:-1]:
        if isinstance(data, dict) and step == 0:
            continue  # a single value where a list of one is meant
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


@lru_cache(maxsize=4096)
def _is_right(path: Path, value: str, *, at_key: bool) -> bool:
    """True if a file is right at a path when a value, or a key, is written there."""
    if at_key:
        path = (*path[:-1], value)
    data: Any = {} if at_key else value
    for step in reversed(path):
        data = [data] if isinstance(step, int) else {step: data}
    draft = shape(Document("", value, data))
    known = Known(draft)
    by_rules = (found for rule in ONE_VALUE for found in rule.check(draft, known))
    return not any(
        found.code not in _OF_THE_REST
        for found in chain(draft.findings, by_rules)
        if found.path == path and found.at_key == at_key
    )


_OF_THE_REST = ("missing-field", "empty-value")
"""Codes that are reported only because the trial file holds nothing else."""


def _in_yaml(value: str, path: Path) -> str:
    """A value in the quotation marks that it needs, in a list in brackets as well as in a line."""
    plain = read(f"[{value}]", "")
    suspects = (replace(each, path=path) for each in plain.suspects)
    if plain.data == [value] and not plain.troubles and all(map(is_harmless, suspects)):
        return value
    return json.dumps(value, ensure_ascii=False)
