"""House rules: JSON Schemas of others, from files, with all that they refer to."""

import copy
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from golden_texts import Golden
from jsonschema import ValidationError

from chronology.cli import main
from chronology.findings import Diagnostic, SchemaError
from chronology.house_rules.schemas import FORMATS, Schema, read_schemas
from chronology.house_rules.violations import _findings, violations
from chronology.loading import check_text
from chronology.reading import add_types, read
from chronology.schema import chronology_schema, schema_text

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the schemas of a test lie."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def schemas(**files: Any) -> tuple[Schema, ...]:
    """The schemas that are written to files in the current folder, and read from there."""
    for name, contents in files.items():
        text = contents if isinstance(contents, str) else json.dumps(contents)
        Path(f"{name}.json").write_text(text, "utf-8")
    return read_schemas([f"{name}.json" for name in files])


def found(text: str, schema: Any) -> list[Diagnostic]:
    """What a schema finds in a YAML text."""
    return broken(text, *schemas(rules=schema))


def broken(text: str | bytes, *read_: Schema) -> list[Diagnostic]:
    """The violations of schemas in a YAML text."""
    diagnostics = check_text(text, "x.yaml", read_)[1]
    return [each for each in diagnostics if each.code == "schema-violation"]


def places(diagnostics: list[Diagnostic]) -> list[str]:
    """The places of diagnostics: line and column."""
    return [f"{each.position.line}:{each.position.column}" for each in diagnostics]


# ------------------------------------------------------------------------------ reading


UNREADABLE = {
    "an empty file": "",
    "no value": '{\n "a": }',
    "too deep for JSON": "[" * 100_000,
    "a key twice": '{"type": "array", "type": "object"}',
    "true": "true",
    "a list": "[]",
    "an unknown type": '{"type": "text"}',
    "a number as text": '{"minimum": "x"}',
    "no regex": '{"pattern": "("}',
    "a regex beyond Python's": '{"pattern": "a{9999999999}"}',
    "no address": '{"$ref": "https://[x"}',
    "no address in an id": '{"$defs": {"x": {"$id": "https://[x"}}}',
    "too deep": '{"not": ' * 200 + "{}" + "}" * 200,
    "no keyword": '{"titel": "x"}',
    "nothing": "{}",
    "another draft": '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
}
"""Texts of schemas that cannot be applied."""


@pytest.mark.parametrize("case", UNREADABLE)
def test_schemas_that_cannot_be_read(case: str, golden: Golden) -> None:
    """What is no schema is refused in words, with its file."""
    golden(refused(UNREADABLE[case]))


def refused(schema: Any) -> str:
    """Why a schema is refused, without the ends of what Python and jsonschema say, which change."""
    with pytest.raises(SchemaError) as caught:
        found("a: b\n", schema)
    text = str(caught.value).replace(f"{Path.cwd().parent}{os.sep}", "PARENT/")
    theirs = "Expecting|maximum recursion|is not of type|is not valid under"
    return re.sub(f"({theirs}) .*", r"\1 ...", text)


def test_schemas_in_yaml(desk: Path, golden: Golden) -> None:
    """A schema may be written in YAML, where numbers are numbers, and mistakes have their line."""
    (desk / "rules.yaml").write_text("properties:\n  title: {maxLength: 5}\n", "utf-8")
    assert places(broken(LONG_TITLE, *read_schemas(["rules.yaml"]))) == ["1:8"]
    (desk / "rules.yaml").write_text("properties:\n  title: {\n", "utf-8")
    with pytest.raises(SchemaError, match=r"^rules\.yaml:3:1: ") as caught:
        read_schemas(["rules.yaml"])
    golden(str(caught.value))


def test_schemas_that_are_not_utf_8(desk: Path, golden: Golden) -> None:
    """A schema in another encoding is refused in words."""
    (desk / "rules.json").write_bytes(b'{"title": "\xe9"}')
    with pytest.raises(SchemaError, match=r"^rules\.json: ") as caught:
        read_schemas(["rules.json"])
    golden(str(caught.value))


# ------------------------------------------------------------------------------ references

SHORT = {"$defs": {"short": {"$anchor": "short", "maxLength": 5}}}
LONG_TITLE = "title: Too long\n"


@pytest.mark.parametrize(
    ("id_", "reference"),
    [
        (None, "parts/common.json#/$defs/short"),
        (None, "parts/common.json#short"),
        (None, "parts/chain.json"),
        ("house", "parts/common.json#short"),
        ("urn:news:house", "parts/common.json#short"),
        ("https://news.example/s/house.json", "parts/common.json#short"),
        ("https://news.example/s/house.json", "https://news.example/s/parts/common.json#short"),
        ("https://news.example/s/house.json", "parts/chain.json"),
        (None, "urn:news:common#short"),
        (None, "#/$defs/inner"),
        (None, "a%20b.json"),
    ],
)
def test_references_to_files(desk: Path, id_: str | None, reference: str) -> None:
    """A reference leads to a file beside its own, by the file's name or its `$id`."""
    (desk / "parts").mkdir()
    chain = '{"$ref": "../parts/common.json#short"}'
    for name, text in {
        "parts/common.json": json.dumps(SHORT),
        "parts/chain.json": chain,
        "urn.json": json.dumps({"$id": "urn:news:common", **SHORT}),
        "a b.json": '{"maxLength": 5}',
    }.items():
        (desk / name).write_text(text, "utf-8")
    house = {
        "properties": {"title": {"$ref": reference}},
        "$defs": {"inner": {"maxLength": 5}},
    } | ({"$id": id_} if id_ else {})
    (desk / "house.json").write_text(json.dumps(house), "utf-8")
    read_ = read_schemas(["house.json", "urn.json"])
    (only,) = broken(LONG_TITLE, *read_)
    (same,) = found(LONG_TITLE, {"properties": {"title": {"maxLength": 5}}})
    assert (only.message, only.position) == (same.message, same.position)


def test_references_to_the_standard(golden: Golden) -> None:
    """The metaschemas of Draft 2020-12 are there, without a network."""
    golden(found("type: nothing\n", {"$ref": "https://json-schema.org/draft/2020-12/schema"}))


@pytest.mark.parametrize(
    "reference",
    [
        "#/$defs/nothing",
        "#nothing",
        "none.json",
        "../none.json",
        "broken.json",
        "draft-7.json",
        "#/title",
        "https://schemas.example/other.json",
        "urn:news:other",
    ],
)
def test_references_to_nothing(desk: Path, reference: str, golden: Golden) -> None:
    """A reference to what is not there is told before any file is checked; nothing is fetched."""
    (desk / "broken.json").write_text("{", "utf-8")
    (desk / "draft-7.json").write_text('{"$schema": "http://json-schema.org/schema#"}', "utf-8")
    message = refused({"title": "x", "properties": {"never": {"$ref": reference}}})
    assert reference in message
    golden(message)


def test_references_to_a_schema_without_rules(desk: Path, golden: Golden) -> None:
    """A file that is referred to may hold `true` or `false`, as a schema may."""
    (desk / "never.json").write_text("false", "utf-8")
    golden(found("a: b\n", {"properties": {"a": {"$ref": "never.json"}}}))


def test_references_without_end(golden: Golden) -> None:
    """A schema that refers to itself without end is refused in words."""
    golden(refused({"$ref": "#"}))


# ------------------------------------------------------------------------------ formats


CHECKED = {
    "date": ("2024-02-29", "2025-02-29"),
    "email": ("desk@news.example", "news.example"),
    "idn-email": ("d\u00e9sk@news.example", "news.example"),
    "ipv4": ("192.0.2.1", "192.0.2.256"),
    "ipv6": ("2001:db8::1", "fe80::1%eth0"),
    "regex": ("[[a]", "a{9999999999}"),
    "uuid": ("01234567-89ab-cdef-0123-456789abcdef", "0123456789abcdef0123456789abcdef"),
}
"""The formats that are checked in every installation, each with a text that is of it, and one that
is not."""


@pytest.mark.parametrize("name", CHECKED)
def test_formats_are_asserted(name: str, golden: Golden) -> None:
    """A text that is not of the format is refused; one that is, and what is no text, pass."""
    right, wrong = CHECKED[name]
    (schema,) = schemas(rules={"properties": {"a": {"format": name}}})
    assert list(violations({"a": right}, schema)) == list(violations({"a": 5}, schema)) == []
    (only,) = violations({"a": wrong}, schema)
    golden(only.message)
    assert schema.unknown_formats == ()


def test_unknown_formats_are_named(
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Golden,
) -> None:
    """A format that nothing checks is named, and keeps nobody from checking the rest."""
    monkeypatch.delitem(FORMATS.checkers, "iri", raising=False)  # a library may be there for it
    rules = '{"items": {"format": "iri"}, "properties": {"a": {"format": "colour"}}}'
    (desk / "rules.json").write_text(rules, "utf-8")
    (desk / "x.yaml").write_text("events: []\n", "utf-8")
    assert golden.output(capsys, main(["validate", "x.yaml", "--schema", "rules.json"])) == 0


# ------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("a: x", {"type": "array"}),
        ("a: x", {"type": ["number", "null"]}),
        ("a: true", {"type": "string"}),
        ("a: x", {"const": 5}),
        ("a: helt", {"enum": ["held", 1]}),
        ("a: x", {"enum": ["held", 1]}),
        ("a: x", {"pattern": "^y"}),
        ("a: ''", {"minLength": 1}),
        ("a: xx", {"maxLength": 1, "description": "Short."}),
        ("a: [x]", {"minItems": 2}),
        ("a: {b: c}", {"maxProperties": 0}),
        ("a: {b: c, d: e}", {"minProperties": 3}),
        ("a: 4", {"minimum": 5}),
        ("a: 4.5", {"maximum": 4}),
        ("a: 5", {"exclusiveMinimum": 5}),
        ("a: 5", {"exclusiveMaximum": 5}),
        ("a: 5", {"multipleOf": 2}),
        ("a: [x, x]", {"uniqueItems": True}),
        ("a: [x]", {"contains": {"const": "y"}}),
        ("a: [x]", {"contains": {}, "minContains": 2}),
        ("a: [x, y]", {"contains": {}, "maxContains": 1}),
        ("a: [x]", {"items": False}),
        ("a: [x]", {"items": {"maxLength": 0}}),
        ("a: [x]", {"prefixItems": [False]}),
        ("a: [x]", {"unevaluatedItems": False}),
        ("a: x", {"not": {"type": "string"}}),
        ("a: x", {"if": {}, "then": False}),
        ("a: {b: c}", {"properties": {"b": False}}),
        ("a: {b: c}", {"required": ["d"]}),
        ("a: {b: c}", {"required": ["d"], "properties": {"d": {"description": "A day."}}}),
        ("a: {b: c}", {"required": ["d"], "properties": {"d": True}, "description": "All of it."}),
        ("a: {b: c}", {"dependentRequired": {"b": ["d"], "e": ["f"]}}),
        ("a: {b: c}", {"dependentSchemas": {"b": {"required": ["d"]}}}),
        ("a: {bc: d}", {"additionalProperties": False, "properties": {"bcc": {}}}),
        (
            "a: {b: c}",
            {"additionalProperties": False, "patternProperties": {"^x": {}}, "description": "X."},
        ),
        ("a: {b: c}", {"unevaluatedProperties": False}),
        ("a: {b: c}", {"unevaluatedProperties": {"type": "null"}}),
        ("a: {b: c}", {"additionalProperties": {"type": "null"}}),
        ("a: {b: c}", {"propertyNames": {"minLength": 2}}),
        ("a: {b: c}", {"propertyNames": False}),
        (f"a: {'x' * 99}", {"const": "y"}),
        ("a: {b: c}", {"const": []}),
    ],
    ids=str,
)
def test_words(text: str, schema: Any, golden: Golden) -> None:
    """What breaks a keyword is told in words, once, with its place and the rule's description."""
    rules = schema if schema.get("type") == "array" else {"properties": {"a": schema}}
    (only,) = found(f"{text}\n", rules)
    golden([only])


ALTERNATIVES = {
    "two types": ("5", [{"type": "string"}, {"type": "object"}], 1),
    "one type": ("{b: x}", [{"type": "string"}, {"required": ["c"]}], 1),
    "the nearest": (
        "{b: x, d: 5}",
        [
            {"properties": {"b": {"const": "y"}}},
            {"properties": {"b": {"const": "x"}, "d": {"type": "string"}}, "required": ["e"]},
        ],
        2,
    ),
    "four": (
        "{b: x}",
        [{"required": ["c"]}, {"required": ["d"]}, {"required": ["e"]}, {"required": ["f"]}],
        1,
    ),
    "two lengths": (
        "{b: x}",
        [{"properties": {"b": {"minLength": 2}}}, {"properties": {"b": {"maxLength": 0}}}],
        1,
    ),
    "none": ("x", [False, {"type": "object"}], 1),
    "one in another": ("x", [{"anyOf": [{"maxLength": 0}]}], 1),
}
"""A value, alternatives that it does not fit, and how many violations that is."""


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("case", ALTERNATIVES)
def test_alternatives(case: str, keyword: str, golden: Golden) -> None:
    """Of alternatives that do not fit, the one that is meant is told; or all, in one message."""
    value, alternatives, number = ALTERNATIVES[case]
    diagnostics = found(f"a: {value}\n", {"properties": {"a": {keyword: alternatives}}})
    assert len(diagnostics) == number
    golden(diagnostics)


def test_alternatives_that_exclude_each_other(golden: Golden) -> None:
    """Of alternatives that exclude each other, not two may fit."""
    rules = {"properties": {"a": {"oneOf": [{"minLength": 1}, {"maxLength": 1}]}}}
    golden(found("a: x\n", rules))


def test_words_that_are_new_to_us(golden: Golden) -> None:
    """Where we have no words for a keyword or an error of it, those of jsonschema stand."""
    for keyword in ("novel", "additionalProperties", "dependentRequired"):
        error = ValidationError(
            "odd", keyword, validator_value={"b": ["c"]}, instance={"x": 1}, schema={}
        )
        (finding,) = _findings(error)
        assert finding.message == "odd"
    error = ValidationError("odd", "required", validator_value=["b"], instance={}, schema=True)
    golden("\n".join(each.message for each in _findings(error)))


# ------------------------------------------------------------------------------ applying


def test_house_rules_see_what_is_written() -> None:
    """A house rule sees `NO` and `012` as text, and nothing where nothing could be read."""
    (rules,) = schemas(rules={"additionalProperties": {"type": "string"}})
    data = add_types(read("a: NO\nb: 012x\nc: 5\nd: [x]\ne: *x\n", "x.yaml"))
    assert {each.path for each in violations(data, rules)} == {("c",), ("d",)}
    (whole,) = schemas(rules={"anyOf": [{"required": ["z"]}, {"required": ["y"]}]})
    assert list(violations(data, whole)) == []
    assert broken("[", rules) == []
    assert broken("title:\n", rules) == []


def test_several_schemas(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several schemas are applied in one run, and what two of them say alike is said once."""
    (desk / "x.yaml").write_text("title: Long title\nevents: []\n", "utf-8")
    for name, length in {"a.json": 5, "b.json": 5, "c.json": 6}.items():
        rules = {"properties": {"title": {"maxLength": length}}}
        (desk / name).write_text(json.dumps(rules), "utf-8")
    arguments = ["--schema", "a.json", "--schema", "b.json", "--schema", "c.json"]
    assert main(["validate", "x.yaml", *arguments]) == 1
    assert capsys.readouterr().out.count("schema-violation") == 2


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Schema, ...]:
    """Our own schema: as its file, and as house rules refer to it."""
    folder = tmp_path_factory.mktemp("ours")
    texts = {
        "ours.json": schema_text(),
        "house.json": f'{{"$ref": "{chronology_schema()["$id"]}"}}',
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return tuple(read_schemas([str(folder / name)])[0] for name in texts)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_our_own_schema_repeats_nothing(ours: tuple[Schema, ...], file: Path) -> None:
    """What our own schema refuses our own rules have said, each once."""
    assert broken(file.read_bytes(), *ours) == []
    assert all([*violations({"events": 5}, schema)] for schema in ours)


def test_a_part_of_our_own_schema(golden: Golden) -> None:
    """House rules may ask for one of our own types where our own rules do not."""
    id_ = chronology_schema()["$id"]
    rules = {"properties": {"events": {"items": {"properties": {"extra": {
        "properties": {"link": {"$ref": f"{id_}#/$defs/Url"}}}}}}}}  # fmt: skip
    text = "events:\n  - id: a\n    title: A\n    extra: {link: ftp://x.example/}\n"
    (link,) = found(text, rules)
    changed = copy.deepcopy(chronology_schema())
    changed["$defs"]["Event"]["properties"]["title"] = {"maxLength": 0, "description": "None."}
    (title,) = found(text, changed)
    assert "pattern ^https?://" in link.message
    golden("\n".join([re.sub(r"pattern \S+:", "pattern P:", link.lines[0]), *title.lines]))
