"""Pydantic's errors in our words: what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import Any

from chronology.findings import Finding, Path
from chronology.model import (
    REGISTRIES,
    Citation,
    Event,
    Outcome,
    Part,
    Participation,
    Record,
    RuleSetting,
    When,
    numeric_fields,
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
    """One of pydantic's errors about the part at a path, as a finding."""
    kind, loc = error["type"], tuple(error["loc"])
    at_key = loc[-1:] == ("[key]",)
    where = path + tuple(step for step in loc if step != "[key]")
    if kind == "missing":
        return _missing_field(where[:-1], str(where[-1]))
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


_CANONICAL_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def is_harmless(suspect: Suspect) -> bool:
    """True if it does no harm that others take a text for something else.

    That holds for a number where numbers belong, for anything in a user's own fields, and for
    `off`, which means the same to those who take it for `false`.
    """
    match suspect.path:
        case ("events", _, "extra", *_):
            return True
        case ("rules", _, "level"):
            return suspect.text == "off"
    path = suspect.path
    while path and isinstance(path[-1], int):
        path = path[:-1]
    is_number = _CANONICAL_NUMBER.fullmatch(suspect.text) is not None
    return is_number and bool(path) and path[-1] in numeric_fields(_part_at(path[:-1]))


_KEYED_PARTS: dict[str, type[Part]] = {
    "rules": RuleSetting,
    "participants": Participation,
    "outcomes": Outcome,
    "citations": Citation,
}
"""The parts that are known by their keys in a field of this name."""


def _part_at(path: Path) -> type[Part]:
    """The model of the part at a path, which is `Part` where there is none.

    The indices in lists of one may be left out.
    """
    match path:
        case ():
            return Record
        case ("events", int()):
            return Event
        case (registry, _) if registry in REGISTRIES:
            return REGISTRIES[str(registry)]
        case (*_, str(field), str()) | (*_, str(field), str(), int()) if field in _KEYED_PARTS:
            return _KEYED_PARTS[field]
        case (*_, "when") | (*_, "when", int()):
            return When
    return Part


_NAMES = {Record: "the file", Participation: "the participant", RuleSetting: "the setting"}


def _missing_field(owner: Path, name: str) -> Finding:
    part = _part_at(owner)
    whose = _NAMES.get(part, f"the {part.__name__.lower()}")
    hint = f"add `{name}`: {part.model_fields[name].description}"
    return Finding(owner, f"{whose} has no `{name}`", hint, at_key=True, code="missing-field")


def meant_field(path: Path, unknown: Path, data: Any) -> set[Path]:
    """The path of the field that an unknown one most likely means, if that one is not there.

    `path` leads to a part, whose data is `data`; `unknown` leads on from there.
    """
    owner = data
    for step in unknown[:-1]:
        owner = owner if isinstance(owner, dict) and step == 0 else owner[step]
    nearest = nearest_word(str(unknown[-1]), _part_at(path + unknown[:-1]).model_fields)
    if nearest is None or nearest in owner:
        return set()
    return {(*path, *unknown[:-1], nearest)}


def _unknown_field(path: Path) -> Finding:
    name, known = str(path[-1]), list(_part_at(path[:-1]).model_fields)
    hint = did_you_mean(name, known, f"the fields here are: {', '.join(known)}")
    message = f"there is no field `{name}` here"
    return Finding(path, message, hint, at_key=True, code="unknown-field")


def _unknown_word(path: Path, error: Any) -> Finding:
    word = error["input"]
    if not isinstance(word, str):
        return wrong_type(path, word, "text")
    known = re.findall("'([a-z_]+)'", error["ctx"]["expected"])
    hint = did_you_mean(word, known, f"write one of: {', '.join(known)}")
    return Finding(path, f"`{path[-1]}` cannot be '{word}'", hint, code="unknown-word")


_KINDS: dict[type, str] = {dict: "a mapping", list: "a list"}


def wrong_type(path: Path, value: object, wanted: str) -> Finding:
    """A mapping, list or text where something else is wanted."""
    what = "the file"
    if path:
        what = f"`{path[-1]}`" if isinstance(path[-1], str) else "this"
    message = f"{what} should be {wanted}, and is {_KINDS.get(type(value), 'text')}"
    return Finding(path, message, _cure(value, wanted, path), code="wrong-type")


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
"""An example line for each mapping that is often written as a list."""


def _cure(value: object, wanted: str, path: Path) -> str:
    """The right way to write a value of the wrong type."""
    if _part_at(path) is Citation:
        return "write `passage: how it starts ... how it ends`"
    if _part_at(path) is RuleSetting:
        return "write {level: off, because: ...}, with the reason"
    if usual := _usual_cure(value, path):
        return usual
    if wanted.startswith("a mapping"):
        return "write `name: value` lines, without dashes"
    if wanted == "text":
        return "write one text here"
    return _as_list(value) if isinstance(value, str) else "start each of its values with a dash"


def _as_list(value: str) -> Cure:
    """One text written as a list: as its only value, or as those between commas."""
    values = [Value(each, listed=True) for each in re.split(r" *[,;] *", value.strip())]
    listed = [part for each in values for part in (", ", each)]
    return Cure("write [", *listed[1:], "]", otherwise="write a list: [one, other]")
