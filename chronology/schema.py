"""The published JSON Schema (Draft 2020-12), generated from the model."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from chronology.model import Record
from chronology.model.scalars import NAME, SCALARS
from chronology.vocabulary import Word

ID = "urn:chronology-data:schema:chronology:1"
"""The schema's name: a URN, since no internet domain is ours."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The JSON Schema that all our schemas are written in."""


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, made to say what a file may hold rather than what Python may."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field that is not known is left out; null is no value."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults are what leaving a field out means; the descriptions tell it."""
        return self.generate_inner(schema["schema"])


def chronology_schema() -> dict[str, Any]:
    """The JSON Schema of a chronology file, as data."""
    return published(TypeAdapter(Record), ID, "Chronology")


def published(shape: TypeAdapter[Any], name: str, title: str) -> dict[str, Any]:
    """The JSON Schema of anything that pydantic knows the shape of, under its `$id`."""
    head = {"$schema": DIALECT, "$id": name, "title": title}
    named: dict[str, Any] = {}
    body = simplify(shape.json_schema(schema_generator=_Generator), named)
    for word in Word.__subclasses__():
        if word.__name__ in body["$defs"]:
            named[word.__name__] = _word(word)
    body["$defs"] = dict(sorted((body["$defs"] | named).items()))
    return head | {key: value for key, value in body.items() if key not in head}


def schema_text(schema: dict[str, Any] | None = None) -> str:
    """The text of a published schema: the same for the same model, byte for byte.

    Of a chronology file's, where no other is given.
    """
    return json.dumps(schema or chronology_schema(), indent=2, ensure_ascii=False) + "\n"


def _word(word: type[Word]) -> dict[str, Any]:
    """The schema of a closed word, with its glosses in the description."""
    glosses = (f"{each.value}: {each.gloss}" for each in word)
    return {
        "description": "\n".join([(word.__doc__ or "").strip(), *glosses]),
        "enum": [each.value for each in word],
        "type": "string",
    }


def simplify(schema: Any, named: dict[str, Any], *, names: bool = False) -> Any:
    """A schema made readable: scalars defined once, ids checked, and no titles.

    Pydantic makes titles of the names of fields and classes; `names` is true if the keys are such
    names. It lets keys pass that do not fit their pattern, which are mistakes to us.
    """
    if isinstance(schema, list):
        return [simplify(each, named) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: simplify(value, named, names=key in ("properties", "$defs") and not names)
        for key, value in schema.items()
        if names or key != "title" or not isinstance(value, str)
    }
    if isinstance(made.get("patternProperties"), dict) and not names:
        ((pattern, value),) = made.pop("patternProperties").items()
        made |= {"propertyNames": {"pattern": pattern}, "additionalProperties": value}
    return made if names else _refer(made, named)


def _refer(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """A reference in place of a scalar's own schema."""
    if NAME not in schema:
        return schema
    name = schema.pop(NAME)
    description = schema.pop("description", None)
    if schema:  # of a mapping's keys pydantic leaves the name alone
        named[name] = {"description": SCALARS[name], **schema}
    reference = {"$ref": f"#/$defs/{name}"}
    return {"description": description, **reference} if description else reference
