"""Pydantic's errors in our words: what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import Any

from chronology.findings import Finding, Path
from chronology.model import (
    NUMERIC_FIELDS,
    REGISTRIES,
    Citation,
    Event,
    Outcome,
    Part,
    Participation,
    Record,
    RuleSetting,
    When,
)
from chronology.reading.builder import Suspect
from chronology.text import Cure, Value, did_you_mean, nearest_word

_WANTED = {
    "string_type": "text",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "tuple_type": "a list",
}


def finding_of(error: Any, path: Path) -> Finding:
    """The finding that one of pydantic's errors about the part at a path is."""
    kind, loc = error["type"], tuple(error["loc"])
    at_key = loc[-1:] == ("[key]",)
    where = path + tuple(step for step in loc if step != "[key]")
    if kind == "missing":
        return missing_field(where[:-1], str(where[-1]), part_at(where[:-1]))
    if kind == "extra_forbidden":
        return _unknown_field(where)
    if kind == "enum":
        return _unknown_word(where, error)
    if kind == "too_short":
        hint = "take it out, or fill it"
        return Finding(where, f"`{where[-1]}` is empty", hint, code="empty-value")
    if kind in _WANTED:
        return wrong_type(where, error["input"], _WANTED[kind])
    context = error["ctx"]
    return Finding(where, context["words"], context["hint"], at_key, code=kind)


def part_at(path: Path) -> type[Part]:
    """The model of the part that stands at a path of a file."""
    return _part_at(path) or Record


def is_number_field(path: Path) -> bool:
    """Whether other readers of YAML may see a number at a path without harm."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    owner = _part_at(path[:-1]) if path else None
    return owner is not None and path[-1] in NUMERIC_FIELDS.get(owner, ())


_CANONICAL_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def is_harmless(suspect: Suspect) -> bool:
    """Whether a text that others take for something else stands where that does no harm.

    So does a number where numbers belong, or anything in a user's own fields; and `off`, which to
    those who take it for `false` means the same.
    """
    match suspect.path:
        case ("events", _, "extra", *_):
            return True
        case ("rules", _, "level"):
            return suspect.text == "off"
    is_number = _CANONICAL_NUMBER.fullmatch(suspect.text) is not None
    return is_number and is_number_field(suspect.path)


def _part_at(path: Path) -> type[Part] | None:
    """The model of the part at a path, or None if there is none; lists of one may be left out."""
    part: type[Part] | None = Record if path == () else None
    match path:
        case ("rules", str()):
            part = RuleSetting
        case (registry, _) if registry in REGISTRIES:
            part = REGISTRIES[str(registry)]
        case (*_, "participants", str()):
            part = Participation
        case (*_, "outcomes", str()):
            part = Outcome
        case (*_, "when", int()) | (*_, "when"):
            part = When
        case (*_, "citations", str(), int()) | (*_, "citations", str()):
            part = Citation
        case ("events", int()):
            part = Event
    return part


_NAMES = {
    Record: "the file",
    Participation: "the participant",
    Outcome: "the outcome",
    RuleSetting: "the setting",
}


def missing_field(owner: Path, name: str, part: type[Part]) -> Finding:
    """A required field that is not there; the place is its owner's."""
    whose = _NAMES.get(part, f"the {part.__name__.lower()}")
    hint = f"add `{name}`: {part.model_fields[name].description}"
    message = f"{whose} has no `{name}`"
    return Finding(owner, message, hint, at_key=True, code="missing-field")


def meant_field(path: Path, unknown: Path, data: Any) -> set[Path]:
    """The path of the field that an unknown one most likely means, if that one is not there.

    `path` leads to a part, whose data is `data`; `unknown` leads on from there.
    """
    owner = data
    for step in unknown[:-1]:
        owner = owner if isinstance(owner, dict) and step == 0 else owner[step]
    nearest = nearest_word(str(unknown[-1]), part_at(path + unknown[:-1]).model_fields)
    if nearest is None or nearest in owner:
        return set()
    return {(*path, *unknown[:-1], nearest)}


def _unknown_field(path: Path) -> Finding:
    name, part = str(path[-1]), part_at(path[:-1])
    known = list(part.model_fields)
    hint = did_you_mean(name, known, f"the fields here are: {', '.join(known)}")
    message = f"there is no field `{name}` here"
    return Finding(path, message, hint, at_key=True, code="unknown-field")


def _unknown_word(path: Path, error: Any) -> Finding:
    if not isinstance(error["input"], str):
        return wrong_type(path, error["input"], "text")
    word, words = error["input"], error["ctx"]["expected"].replace("'", "")
    known = re.findall(r"[a-z_]+", words.replace(" or ", ", "))
    hint = did_you_mean(str(word), known, f"write one of: {', '.join(known)}")
    return Finding(path, f"`{path[-1]}` cannot be '{word}'", hint, code="unknown-word")


def wrong_type(path: Path, value: object, wanted: str) -> Finding:
    """A mapping, list or text where something else is wanted."""
    is_a = _kind_of(value)
    what = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "this"
    if not path:
        what = "the file"
    message = f"{what} should be {wanted}, and is {is_a}"
    return Finding(path, message, _cure(value, wanted, path), code="wrong-type")


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "text"


def _usual_cure(value: object, path: Path) -> str | None:
    """The cure for what is most often of a wrong type."""
    match path:
        case ():
            return "write `events:` above the list" if isinstance(value, list) else _START
        case ("events",) if isinstance(value, dict):
            return "start each event with a dash: `- id: ...`"
        case ("events", _, "participants" | "citations" as name):
            return f"write lines such as `{_LINES[name]}`, without dashes"
    return None


_START = "start it with `events:`, and the list of them below"

_LINES = {
    "participants": "smith: head",
    "citations": "source-id: {passage: how it starts ... how it ends}",
}
"""How the lines look that are most often written as a list."""


def _cure(value: object, wanted: str, path: Path) -> str:
    """How a value of the wrong type would be written right."""
    if part_at(path) is Citation:
        return "write `passage: how it starts ... how it ends`"
    if part_at(path) is RuleSetting:
        return "write {level: off, because: ...}, with the reason"
    if usual := _usual_cure(value, path):
        return usual
    if wanted.startswith("a mapping"):
        return "write `name: value` lines, without dashes"
    if wanted == "text":
        return "write one text here"
    return _as_list(value) if isinstance(value, str) else "start each of its values with a dash"


def _as_list(value: str) -> Cure:
    """How one text would be written as a list: as its only value, or as those between commas."""
    values = [Value(each, listed=True) for each in re.split(r" *[,;] *", value.strip())]
    listed = [part for each in values for part in (", ", each)]
    return Cure("write [", *listed[1:], "]", otherwise="write a list: [one, other]")
