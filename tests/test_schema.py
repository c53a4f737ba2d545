"""The published JSON Schema, and its agreement with the model."""

import copy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chronology.checks import CODES
from chronology.diagnostics import Severity, Stage
from chronology.document import BROKEN, read
from chronology.loading import examine
from chronology.schema import chronology_schema, schema_text
from chronology.shape import shape
from chronology.shape.typed import typed

HERE = Path(__file__).parent
SCHEMA = chronology_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
BAD = sorted((HERE / "bad").glob("*.yaml"))
GOOD = sorted((HERE / "good").glob("*.yaml"))
COMMAND = [sys.executable, "-m", "check_jsonschema", "--schemafile"]


def accepted(data: Any) -> bool:
    """Whether the schema accepts data."""
    return VALIDATOR.is_valid(data)


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


# ------------------------------------------------------------------------------ agreement


def test_the_record_is_accepted(repository: Path) -> None:
    """The schema accepts the project's own record."""
    document = read((repository / "events.yaml").read_bytes(), "events.yaml")
    assert [error.message for error in VALIDATOR.iter_errors(typed(document))] == []


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_files_are_accepted(file: Path) -> None:
    """The schema accepts what the model accepts."""
    document = read(file.read_bytes(), file.name)
    assert [error.message for error in VALIDATOR.iter_errors(typed(document))] == []


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad_files(file: Path) -> None:
    """The schema refuses the mistakes whose codes say that it does, and accepts the others.

    What cannot be read, or is read as something else for its mistake, is left out.
    """
    document = read(file.read_bytes(), file.name)
    diagnostics = examine(file.read_bytes(), file.name)[1]
    codes = {each.code for each in diagnostics}
    if document.troubles or codes & {"needs-quotes", "unquoted-date"}:
        return
    refused = any(CODES[code].schema for code in codes)
    assert accepted(typed(document)) is not refused


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_what_the_schema_can_say(code: Any) -> None:
    """The schema refuses nothing but mistakes of shape, which are errors."""
    if code.schema:
        assert (code.stage, code.severity) == (Stage.SHAPE, Severity.ERROR)


# A control that is written as an escape is data, which the schema can refuse.
CODES_OF_SCHEMA = {name for name, code in CODES.items() if code.schema} | {
    "bidi-control",
    "control-character",
}
GOOD_DATA: Any = read((HERE / "good" / "everything.yaml").read_bytes(), "x.yaml").data
STRINGS = st.sampled_from(
    [
        *("a", "a-b", "A", "", " ", "x\x07", "Q1", "Q0", "head", "full", "2025", "2025-02-27"),
        *("https://a.example/", "a.example", "one two ... three four", "one ... two", "six days"),
        *("monday", "91", "41.5", "é", "a\n", "\ufeff", "\x85a", "w " * 9, "-0", "+180.0", "held"),
    ]
) | st.text(max_size=6)
VALUES = st.recursive(
    STRINGS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(STRINGS, inner, max_size=2),
    max_leaves=4,
)


def paths_in(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path in data, but those into a user's own fields."""
    yield path
    if isinstance(data, dict | list) and path[2:3] != ("extra",):
        steps = data if isinstance(data, dict) else range(len(data))
        for step in steps:
            yield from paths_in(data[step], (*path, step))


@settings(max_examples=250)
@given(path=st.sampled_from([*paths_in(GOOD_DATA)][1:]), value=VALUES, key=st.none() | STRINGS)
def test_model_and_schema_agree(path: tuple[Any, ...], value: Any, key: str | None) -> None:
    """A value anywhere in a good file is refused by both or by neither, but for dates and the like.

    Dates, times and lengths need more than a pattern: there the schema may accept more.
    """
    data = copy.deepcopy(GOOD_DATA)
    owner = data
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    if key is not None and isinstance(owner, dict):
        owner[key] = owner.pop(path[-1])
    document = read("", "x.yaml")
    document.data = copy.deepcopy(data)
    codes = {name for name, _ in shape(document).findings}
    assume(not codes & {"unquoted-date"})
    assert accepted(data) is not bool(codes & CODES_OF_SCHEMA), codes


@pytest.mark.parametrize("file", ["events.yaml", *(f"tests/good/{file.name}" for file in GOOD)])
def test_check_jsonschema_accepts(file: str, repository: Path) -> None:
    """The command `check-jsonschema`, which reads YAML in its own way, accepts our files."""
    schema = repository / "schema" / "chronology.schema.json"
    command = [*COMMAND, str(schema), str(repository / file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    "name", sorted(name for name, code in CODES.items() if code.schema), ids=str
)
def test_check_jsonschema_refuses(name: str, repository: Path) -> None:
    """The command `check-jsonschema` refuses the mistakes whose codes say that the schema does."""
    schema = repository / "schema" / "chronology.schema.json"
    command = [*COMMAND, str(schema), str(HERE / "bad" / f"{name}.yaml")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr


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
    data = typed(document)
    assert data["a"][:6] == [1, -1, 0.5, 1000, True, False]
    assert all(isinstance(each, str) for each in data["a"][6:9])
    assert data["a"][12:15] == ["2025-02-27", "1", "2"]
    assert data["b"] == {"c": 5, "6": "d"}
    assert typed(read(f"a: {'9' * 400}\nb: 1e999\n", "x.yaml"))["b"] == "1e999"
    assert isinstance(typed(read(f"a: {'9' * 400}\n", "x.yaml"))["a"], str)
    assert document.data == before


def test_typed_without_data() -> None:
    """What could not be read stays what it is."""
    assert typed(read("[", "x.yaml")) is BROKEN
    assert typed(read("5", "x.yaml")) in (5, "5")
    assert typed(read("a: &x [1]\nb: *x\n", "x.yaml"))["b"] is BROKEN
    assert typed(read("<<: {a: 1}\nb: 2\n", "x.yaml")) == {"b": 2}
    assert typed(read("a: 1\na: [2]\n", "x.yaml")) == {"a": 1}


def test_the_command_is_there() -> None:
    """The tests above run the `check-jsonschema` that is installed."""
    assert shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
