"""The `Record` and its parts: what a chronology file may hold, and of what type."""

from chronology.model.record import (
    CALENDAR_FACTS,
    EVENT_LINKS,
    REGISTRIES,
    RELATIONS,
    Citation,
    Entry,
    Event,
    Kind,
    Outcome,
    Part,
    Participation,
    Party,
    Person,
    Place,
    Record,
    RuleSetting,
    Source,
    Topic,
    When,
    names_in,
)
from chronology.model.scalars import Id, is_numeric

__all__ = [
    "CALENDAR_FACTS",
    "EVENT_LINKS",
    "NUMERIC_FIELDS",
    "REGISTRIES",
    "RELATIONS",
    "Citation",
    "Entry",
    "Event",
    "Id",
    "Kind",
    "Outcome",
    "Part",
    "Participation",
    "Party",
    "Person",
    "Place",
    "Record",
    "RuleSetting",
    "Source",
    "Topic",
    "When",
    "names_in",
]

_PARTS: tuple[type[Part], ...] = (Record, *REGISTRIES.values(), Event, When)

NUMERIC_FIELDS: dict[type[Part], frozenset[str]] = {
    part: frozenset(
        name for name, field in part.model_fields.items() if is_numeric(field.rebuild_annotation())
    )
    for part in _PARTS
}
"""The fields of each part in which other readers of YAML may see a number without harm."""
