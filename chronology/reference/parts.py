"""The parts of a file and the closed words, as the reference lists them."""

from __future__ import annotations

from typing import Any, Final, get_args

from chronology.model import (
    Citation,
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
)
from chronology.model.scalars import Scalar
from chronology.vocabulary import Capacity, Group, Level, Reading, Relation, Status, Weekday, Word

PARTS: Final[tuple[type[Part], ...]] = (
    Record,
    Event,
    Participation,
    Outcome,
    Citation,
    When,
    Source,
    Party,
    Person,
    Place,
    Kind,
    Topic,
    RuleSetting,
)
WORDS: Final[tuple[type[Word], ...]] = (Status, Capacity, Group, Reading, Weekday, Relation, Level)


def first_line(thing: type) -> str:
    """What a part or a vocabulary is, in one sentence."""
    return (thing.__doc__ or "").split("\n")[0]


def type_in_words(annotation: Any) -> str:
    """A field's type as a reader of the table understands it."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Scalar):
            return mark.name
    inner = [each for each in get_args(annotation) if each not in (type(None), Ellipsis)]
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return f"mapping from {type_in_words(inner[0])} to {type_in_words(inner[1])}"
    if origin is tuple:
        return f"list of {type_in_words(inner[0])}"
    if hasattr(annotation, "__metadata__") or inner:
        return type_in_words(inner[0] if inner else origin)
    return "anything" if annotation is Any else str(annotation.__name__)
