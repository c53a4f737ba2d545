"""The published JSON Schema: what it says, how it says it, and the data that it is asked about."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chronology.findings import Severity, Stage
from chronology.reading import BROKEN, add_types, read
from chronology.rules import CODES
from chronology.schema import chronology_schema, schema_text

SCHEMA = chronology_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def parts(schema: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of a schema that is a mapping, with its place."""
    if isinstance(schema, dict):
        yield where, schema
    steps = schema.items() if isinstance(schema, dict) else enumerate(schema)
    for step, inner in steps:
        if isinstance(inner, dict | list):
            yield from parts(inner, f"{where}/{step}")


# ------------------------------------------------------------------------------ the schema


def test_metaschema() -> None:
    """The schema is a valid one of Draft 2020-12, and says that it is."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMA["$id"].startswith("urn:")


def test_the_committed_schema_is_fresh(repository: Path) -> None:
    """The committed schema is what the model makes, byte for byte."""
    committed = repository / "schema" / "chronology.schema.json"
    assert committed.read_bytes() == schema_text().encode()


def properties() -> list[tuple[str, Any]]:
    """Every property of the schema, with its place."""
    return [
        (f"{where}/properties/{name}", schema)
        for where, part in parts(SCHEMA)
        if "properties" in part and not where.endswith("/properties")
        for name, schema in part["properties"].items()
    ]


@pytest.mark.parametrize("schema", [pytest.param(s, id=where) for where, s in properties()])
def test_every_property_has_a_description(schema: Any) -> None:
    """A property says what it means, itself or by what it refers to."""
    target = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {}
    description = schema.get("description") or target.get("description")
    assert description
    assert description[0].isupper() or description[0] == "`"


def test_references() -> None:
    """What the schema refers to is in it, and all that it defines is used and described."""
    used = {part["$ref"].rpartition("/")[2] for _, part in parts(SCHEMA) if "$ref" in part}
    assert used == set(SCHEMA["$defs"])
    assert all(each["description"] for each in SCHEMA["$defs"].values())


def test_mappings_of_fields_are_closed() -> None:
    """Where fields are named no others are allowed, so that a typo is an error."""
    closed = [
        part
        for where, part in parts(SCHEMA)
        if "properties" in part and not where.endswith("/properties")
    ]
    assert closed
    assert all(part["additionalProperties"] is False for part in closed)


@pytest.mark.parametrize("name", SCHEMA["$defs"])
def test_definitions_say_something(name: str) -> None:
    """Whatever the schema defines has a type of its own, and is not only described."""
    assert {"type", "anyOf"} & set(SCHEMA["$defs"][name])


def test_patterns_are_those_of_ecma_262() -> None:
    """Patterns have nothing that Python alone understands."""
    patterns = [p["pattern"] for _, p in parts(SCHEMA) if isinstance(p.get("pattern"), str)]
    assert patterns
    foreign = (r"\Z", r"\A", "(?P", "(?i", "(?s", "(?#", "possessive", "(?<=", "(?<!", "(?>", "++")
    assert not [sign for pattern in patterns for sign in foreign if sign in pattern]
    assert all(pattern.startswith(("^", "(?=^")) and "$" in pattern for pattern in patterns)


def test_the_record_is_accepted(repository: Path) -> None:
    """The schema accepts the project's own record."""
    document = read((repository / "events.yaml").read_bytes(), "events.yaml")
    assert [error.message for error in VALIDATOR.iter_errors(add_types(document))] == []


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_what_the_schema_can_say(code: Any) -> None:
    """The schema refuses nothing but mistakes of shape, which are errors."""
    if code.schema:
        assert (code.stage, code.severity) == (Stage.SHAPE, Severity.ERROR)


# ------------------------------------------------------------------------------ typed data


def test_typed() -> None:
    """Unquoted numbers, true and false are such to readers of YAML 1.2, and all else is text."""
    text = """\
a: [1, -1, 0.5, 1e3, true, False, NO, yes, 012, 0x1F, .inf, 12:30, 2025-02-27, "1", '2', +1]
b: {c: 5, 6: d}
e: ~
"""
    document = read(text, "x.yaml")
    before = copy.deepcopy(document.data)
    data = add_types(document)
    assert data["a"][:6] == [1, -1, 0.5, 1000, True, False]
    assert all(isinstance(each, str) for each in data["a"][6:9])
    assert data["a"][12:15] == ["2025-02-27", "1", "2"]
    assert data["b"] == {"c": 5, "6": "d"}
    assert add_types(read(f"a: {'9' * 400}\nb: 1e999\n", "x.yaml"))["b"] == "1e999"
    assert isinstance(add_types(read(f"a: {'9' * 400}\n", "x.yaml"))["a"], str)
    assert document.data == before


def test_typed_without_data() -> None:
    """What could not be read stays what it is."""
    assert add_types(read("[", "x.yaml")) is BROKEN
    assert add_types(read("5", "x.yaml")) in (5, "5")
    assert add_types(read("a: &x [1]\nb: *x\n", "x.yaml"))["b"] is BROKEN
    assert add_types(read("<<: {a: 1}\nb: 2\n", "x.yaml")) == {"b": 2}
    assert add_types(read("a: 1\na: [2]\n", "x.yaml")) == {"a": 1}
