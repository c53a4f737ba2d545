"""The values in hints, tried in their places before anybody sees them.

Every hint passes here on its way to a diagnostic. A value that it tells to write is put into a file
that holds nothing else, at the path of the mistake; that file is shaped, and the rules that look at
one value are applied. So the readers and the rules that judge a hint are those that will judge the
file once it is followed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from chronology.checks.disagreement import unreadable_readings
from chronology.checks.garbled import line_break_in_text
from chronology.checks.letters import bidi_mark, invisible_character, look_alike, mixed_scripts
from chronology.checks.lists import unknown_country, unknown_language, unknown_zone
from chronology.checks.registries import local_address
from chronology.checks.time import two_digit_year
from chronology.cures import Cure, Value
from chronology.diagnostics import LONGEST_MESSAGE, Finding, Path
from chronology.document import Document, read
from chronology.shape import shape
from chronology.shape.words import is_harmless

ONE_VALUE: Final = (
    look_alike,
    invisible_character,
    bidi_mark,
    mixed_scripts,
    line_break_in_text,
    unknown_country,
    unknown_zone,
    unknown_language,
    local_address,
    *unreadable_readings,
    two_digit_year,
)
"""The rules that need to see no more of a file than one value."""


def tried(finding: Finding, data: Any) -> str | None:
    """The hint of a finding about data, if all that it tells to write is right; or other words."""
    hint = finding.hint
    while isinstance(hint, Cure):
        spelt = hint.spelt(lambda value: _spelt(value, finding, data))
        # A value that is cut short would be another one.
        if spelt is not None and len(spelt) <= LONGEST_MESSAGE:
            return spelt
        hint = hint.otherwise
    return hint


def _spelt(value: Value, finding: Finding, data: Any) -> str | None:
    """A value as YAML needs it; None where the file would not be right with it."""
    owner = _owner(finding.path, data)
    if value.beside is not None:
        stands_already = isinstance(owner, dict) and value.beside in owner and not value.replaces
    else:
        stands_already = isinstance(owner, dict if finding.at_key else list) and value in owner
    if stands_already:
        return None
    path, at_key = finding.path, finding.at_key
    if value.beside is not None:
        path, at_key = (*path[:-1], value.beside), False
    if value.listed:
        path = (*path, 0)
    # That an event is another one's makes no difference.
    path = tuple(0 if isinstance(step, int) else step for step in path)
    if value.beside is not None and not _is_right(path, value.beside, at_key=True):
        return None  # there is no such field here
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
    shaped = shape(Document("", value, data))
    by_rules = ((rule.code.name, found) for rule in ONE_VALUE for found in rule.check(shaped))
    return not any(
        code not in _OF_THE_REST
        for code, found in chain(shaped.findings, by_rules)
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
