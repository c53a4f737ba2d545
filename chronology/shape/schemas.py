"""Any JSON Schema applied to a document: a newsroom's house rules, or our own schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chronology.diagnostics import Finding, Path
from chronology.document import BROKEN, Document
from chronology.document.folder import Folder


class SchemaError(ValueError):
    """A schema that cannot be applied; the message says why."""


def read_schema(text: str) -> dict[str, Any]:
    """The schema that a JSON text holds.

    Raises SchemaError where the text is not JSON, or not a Draft 2020-12 schema.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError as NotASchema

    try:
        schema = json.loads(text)
        Draft202012Validator.check_schema(schema)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"not JSON: {error}") from None
    except NotASchema as error:
        raise SchemaError(f"not a JSON Schema: {error.message}") from None
    if not isinstance(schema, dict):
        raise SchemaError("not a JSON Schema with rules: it is only true or false")
    return schema


def violations(document: Document | Folder, schema: dict[str, Any]) -> Iterator[Finding]:
    """What a document has that a schema refuses, as findings of the code `schema-violation`.

    Raises SchemaError where the schema refers to something that is not in it.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    try:
        errors = list(validator.iter_errors(typed(document)))
    except Unresolvable as error:
        raise SchemaError(f"it refers to what is not in it: {error.ref}") from None
    for each in errors:
        deepest = best_match([each]) or each
        if deepest.instance is BROKEN:
            continue
        path: Path = tuple(deepest.absolute_path)
        rule = deepest.schema
        hint = rule.get("description") if isinstance(rule, dict) else None
        yield Finding(path, deepest.message, hint)


def typed(document: Document | Folder) -> Any:
    """The data as readers of YAML 1.2 see it: unquoted numbers as numbers, true and false as such.

    Our own reader leaves all of them text.
    """
    data = copied(document.data)
    for suspect in document.suspects:
        owner: Any = data
        for step in suspect.path[:-1]:
            owner = owner[step] if owner is not BROKEN else BROKEN
        last = suspect.path[-1] if suspect.path else None
        if owner is not BROKEN and last is not None and owner[last] == suspect.text:
            owner[last] = _core_value(suspect.text)
    return data


def _core_value(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2, as far as it is JSON (YAML 1.2.2, 10.3)."""
    try:
        value = json.loads(text.lower())
    except ValueError:
        return text
    return value if isinstance(value, bool | int | float) else text


def copied(data: Any) -> Any:
    """A copy of plain data whose `BROKEN` marks stay what they are."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data
