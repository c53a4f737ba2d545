"""Violations of JSON Schemas in our words: jsonschema's own show half the document."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any, Final

from jsonschema import ValidationError

from chronology.findings import Finding, Path, SchemaError
from chronology.house_rules.schemas import PARTS_OF_OURS, Schema
from chronology.reading import BROKEN, Key, holds_broken
from chronology.text import did_you_mean

Say = Callable[[str, Any, Any, ValidationError], str]
"""A function that makes words of a subject, a value, the keyword's value, and the error."""


def violations(
    data: Any, schema: Schema, said: AbstractSet[Path] = frozenset()
) -> Iterator[Finding]:
    """The violations of a schema in data, as findings of the code `schema-violation`.

    Violations of our own schema are left out if our own rules have found something at the same
    path, one of `said`.
    Raises SchemaError where a schema refers to itself without end.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a later Python may match otherwise
            errors = list(schema.validator.iter_errors(data))
    except RecursionError:
        raise SchemaError(f"{schema.file}: the schema refers to itself without end") from None
    known = {_without_lists_of_one(path) for path in said}
    known |= {path[:-1] for path in known if len(path) > 3}  # a short form has no fields
    for error in errors:
        for each in _meant(error):
            for finding in _findings(each):
                if id(each.schema) not in PARTS_OF_OURS or not _repeats(finding.path, known):
                    yield finding


def _repeats(path: Path, known: AbstractSet[Path]) -> bool:
    """True if another finding is about a value, or about one around it."""
    at = _without_lists_of_one(path)
    return at in known or any(at[:length] in known for length in range(1, len(at)))


def _without_lists_of_one(path: Path) -> Path:
    """A path without the index in a list of one, as our own rules see it."""
    return path[:2] + tuple(step for step in path[2:] if step != 0)


# ------------------------------------------------------------------------------ alternatives


def _meant(error: ValidationError) -> Iterator[ValidationError]:
    """An error; or, if it is that no alternative fits, what is wrong in the only one meant."""
    if error.instance is BROKEN or (error.validator in _WHOLE and holds_broken(error.instance)):
        return
    alternatives = _alternatives(error)
    for depth in (0, 1):  # a field may tell the alternatives apart that are of one type
        left = [each for each in alternatives if not any(_tells_apart(one, depth) for one in each)]
        if len(left) == 1:
            for each in left[0]:
                yield from _meant(each)
            return
    yield error


_WHOLE = {"anyOf", "oneOf", "not", "contains", "minContains", "enum", "const", "uniqueItems"}
"""The keywords that look at all of a value, so that a part that could not be read matters."""


def _alternatives(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of each alternative, none of which fits."""
    if error.validator not in ("anyOf", "oneOf"):
        return []
    groups = groupby(error.context, key=lambda each: each.relative_schema_path[0])
    return [list(group) for _, group in groups]


def _tells_apart(error: ValidationError, depth: int) -> bool:
    """True if an error shows, by a value or by its fields, that another alternative was meant."""
    found = len(error.relative_path)
    kinds = {"type", "const", "enum"} if found == 0 else {"const", "enum"}
    return found <= depth and error.validator in kinds


# ------------------------------------------------------------------------------ words


def _findings(error: ValidationError) -> Iterator[Finding]:
    """An error in our words; once for each key, where it is about keys."""
    path: Path = tuple(error.absolute_path)
    rule: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    about = rule.get("description")
    if keys := _unexpected(error):
        for key in keys:
            hint = did_you_mean(key, rule.get("properties", ()), about)
            yield Finding((*path, str(key)), f"`{key}` is not allowed here", hint, at_key=True)
    elif isinstance(error.instance, Key):
        key = str(error.instance)
        yield Finding((*path, key), _words(error, f"the key `{key}`"), about, at_key=True)
    elif error.validator == "required":
        name = _missing(error)
        field = rule.get("properties", {}).get(name, {})
        hint = about or (field.get("description") if isinstance(field, dict) else None)
        yield Finding(path, f"`{name}` is missing", hint)
    else:
        at_key = _is_forbidden(error) and any(isinstance(step, str) for step in path[-1:])
        yield Finding(path, _words(error, _subject(path)), _hint(error) or about, at_key)


def _unexpected(error: ValidationError) -> list[str]:
    """The keys that an error says are not allowed; it is one error for all of them."""
    if error.validator not in ("additionalProperties", "unevaluatedProperties"):
        return []
    keys: Any = error.instance
    return [key for key in keys if repr(key) in error.message]


def _is_forbidden(error: ValidationError) -> bool:
    """True if nothing at all is allowed here."""
    keyword: Any = error.validator  # None where the whole schema is `false`
    return keyword is None or (keyword == "not" and error.validator_value == {})


def _subject(path: Sequence[str | int], root: str = "the file") -> str:
    if not path:
        return root
    return "this" if isinstance(path[-1], int) else f"`{path[-1]}`"


def _missing(error: ValidationError) -> str:
    """The name of the field that an error misses; there is an error for each."""
    names: Any = error.validator_value
    return next((name for name in names if error.message.startswith(repr(name))), "a field")


def _hint(error: ValidationError) -> str | None:
    """The values that could be written instead, if the schema lists them."""
    if error.validator != "enum":
        return None
    values: Any = error.validator_value
    words = [str(each) for each in values]
    listed = f"write one of: {', '.join(words[:_MOST_WORDS])}"
    return did_you_mean(str(error.instance), words, listed)


_MOST_WORDS, _MOST_ALTERNATIVES, _LONGEST = 20, 3, 60


def _words(error: ValidationError, what: str) -> str:
    """The message about a value; in the words of jsonschema for a keyword that is new to us."""
    if _is_forbidden(error):
        return f"{what} is not allowed here"
    say = _MESSAGES.get(str(error.validator))
    return say(what, error.instance, error.validator_value, error) if say else error.message


def _show(value: Any) -> str:
    """A value as a message can show it: texts cut short, and the kinds of what is larger."""
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}..."
        return f"'{text}'"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return json.dumps(value)


_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "empty",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}


def _wrong_type(what: str, value: Any, types: Any, _error: ValidationError) -> str:
    wanted = [types] if isinstance(types, str) else types
    is_ = f"the text {_show(value)}" if isinstance(value, str) else _show(value)
    return f"{what} should be {' or '.join(_TYPES[each] for each in wanted)}, and is {is_}"


def _count_by(one: str, more: str, bound: str) -> Say:
    return lambda what, value, limit, _: (
        f"{what} has {len(value) or 'no'} {one if len(value) == 1 else more}, "
        f"and should have {bound} {limit}"
    )


def _compare_by(relation: str) -> Say:
    return lambda what, value, limit, _: (
        f"{what} is {_show(value)}, and should be {relation} {_show(limit)}"
    )


def _no_alternative(what: str, _value: Any, _schemas: Any, error: ValidationError) -> str:
    """No alternative fits, or, of alternatives that exclude each other, several do."""
    alternatives = _alternatives(error)
    if not alternatives:
        return f"{what} fits several alternatives that exclude each other"
    firsts = (group[0] for group in alternatives[:_MOST_ALTERNATIVES])
    reasons = [_words(each, _subject(each.relative_path, "it")) for each in firsts]
    more = ["..."] if len(alternatives) > _MOST_ALTERNATIVES else []
    listed = "; or ".join(dict.fromkeys([*reasons, *more]))
    return f"{what} fits none of {len(alternatives)} alternatives: {listed}"


def _missing_too(_what: str, _value: Any, wanted: Any, error: ValidationError) -> str:
    """A field that another one asks for; there is an error for each."""
    for field, names in wanted.items():
        for name in names:
            if error.message == f"{name!r} is a dependency of {field!r}":
                return f"`{name}` is missing, which `{field}` asks for"
    return error.message


_MESSAGES: Final[Mapping[str, Say]] = {
    "type": _wrong_type,
    "const": _compare_by("exactly"),
    "enum": lambda what, value, *_: f"{what} cannot be {_show(value)}",
    "pattern": lambda what, value, pattern, _: (
        f"{what} does not match the pattern {pattern}: {_show(value)}"
    ),
    "format": lambda what, value, name, _: f"{what} is not of the format {name}: {_show(value)}",
    "minLength": _count_by("character", "characters", "at least"),
    "maxLength": _count_by("character", "characters", "at most"),
    "minItems": _count_by("item", "items", "at least"),
    "maxItems": _count_by("item", "items", "at most"),
    "minProperties": _count_by("entry", "entries", "at least"),
    "maxProperties": _count_by("entry", "entries", "at most"),
    "minimum": _compare_by("at least"),
    "maximum": _compare_by("at most"),
    "exclusiveMinimum": _compare_by("more than"),
    "exclusiveMaximum": _compare_by("less than"),
    "multipleOf": _compare_by("a multiple of"),
    "uniqueItems": lambda what, *_: f"{what} lists the same thing twice",
    "contains": lambda what, *_: f"no item of {what} is what the schema asks for",
    "minContains": lambda what, _value, least, _: (
        f"fewer than {least} items of {what} are what the schema asks for"
    ),
    "maxContains": lambda what, _value, most, _: (
        f"more than {most} items of {what} are of the sort that the schema limits"
    ),
    "items": lambda what, *_: f"{what} has more items than are allowed",
    "unevaluatedItems": lambda what, *_: f"{what} has items that are not allowed",
    "not": lambda what, *_: f"{what} is what the schema forbids",
    "required": lambda _what, _value, _names, error: f"`{_missing(error)}` is missing",
    "dependentRequired": _missing_too,
    "anyOf": _no_alternative,
    "oneOf": _no_alternative,
}
"""The message about a value that breaks a keyword."""
