"""The rules about meaning, and the catalogue of everything that can be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chronology.checks.agreement import (
    contradictory_dates,
    loose_date,
    too_many_statements,
    wrong_weekday,
)
from chronology.checks.clocks import contradictory_times, skipped_time
from chronology.checks.disagreement import (
    decision_without_difference,
    difference_without_decision,
    unreadable_readings,
)
from chronology.checks.garbled import garbled_text, line_break_in_text
from chronology.checks.letters import bidi_mark, invisible_character, look_alike, mixed_scripts
from chronology.checks.lists import unknown_country, unknown_language, unknown_zone
from chronology.checks.passages import CODES as _CODES_OF_PASSAGES
from chronology.checks.places import (
    lone_coordinate,
    misplaced_coordinates,
    zone_of_another_country,
)
from chronology.checks.references import (
    circular_reference,
    dangling_path,
    dangling_reference,
    duplicate_id,
    unused_entry,
)
from chronology.checks.registries import entered_twice, local_address, read_before_published
from chronology.checks.repetition import listed_twice
from chronology.checks.rule import Rule, rule
from chronology.checks.settings import as_set, lowered_error, unknown_code
from chronology.checks.sources import published_before_event, single_source
from chronology.checks.support import missing_passage, no_citation, unsupported_field
from chronology.checks.time import (
    after_as_of,
    empty_period,
    no_date,
    planned_in_the_past,
    same_event_twice,
    two_digit_year,
)
from chronology.diagnostics import Code, Finding
from chronology.diagnostics.catalogue import CODES as _CODES_BEFORE_RULES
from chronology.shape import Shaped

__all__ = ["CODES", "RULES", "Rule", "as_set", "findings", "rule"]

RULES: Final = (
    duplicate_id,
    dangling_reference,
    dangling_path,
    look_alike,
    invisible_character,
    bidi_mark,
    mixed_scripts,
    garbled_text,
    line_break_in_text,
    circular_reference,
    unknown_country,
    unknown_zone,
    unknown_language,
    zone_of_another_country,
    lone_coordinate,
    misplaced_coordinates,
    local_address,
    entered_twice,
    unused_entry,
    no_date,
    no_citation,
    missing_passage,
    unsupported_field,
    read_before_published,
    published_before_event,
    single_source,
    *unreadable_readings,
    difference_without_decision,
    decision_without_difference,
    contradictory_dates,
    wrong_weekday,
    loose_date,
    too_many_statements,
    contradictory_times,
    skipped_time,
    two_digit_year,
    after_as_of,
    planned_in_the_past,
    empty_period,
    same_event_twice,
    listed_twice,
    unknown_code,
    lowered_error,
)
"""The rules, in the order in which the reference lists them."""

CODES: Final[dict[str, Code]] = (
    _CODES_BEFORE_RULES | {each.code.name: each.code for each in RULES} | _CODES_OF_PASSAGES
)
"""Every code there is, by name."""


def findings(shaped: Shaped) -> Iterator[tuple[Code, Finding]]:
    """What the rules find, but for what only follows from a part of the record being broken."""
    for each in RULES:
        for finding in each.check(shaped):
            if not shaped.is_broken(finding.path, at_key=finding.at_key):
                yield each.code, finding
