"""House rules: JSON Schemas of others, from files, with all that they refer to."""

import copy
import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError

from chronology.cli import main
from chronology.diagnostics import Diagnostic, SchemaError
from chronology.document import read
from chronology.loading import examine
from chronology.schema import chronology_schema, schema_text
from chronology.shape.formats import CHECKS
from chronology.shape.schemas import Schema, read_schemas
from chronology.shape.typed import typed
from chronology.shape.violations import _findings, violations

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
with (HERE / "data" / "formats.csv").open(encoding="utf-8", newline="") as file:
    FORMATS = list(csv.DictReader(file))


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


def said(text: str, schema: Any) -> list[str]:
    """What a schema says of a YAML text, each with its place."""
    return lines(examine(text, "x.yaml", schemas(rules=schema))[1])


def lines(diagnostics: list[Diagnostic]) -> list[str]:
    """Violations of schemas in one line each: place, message, and the hint in brackets."""
    return [
        f"{each.position.line}:{each.position.column} {each.message}"
        + (f" [{each.hint}]" if each.hint else "")
        for each in diagnostics
        if each.code == "schema-violation"
    ]


# ------------------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rules.json:1:1: not JSON"),
        ('{\n "a": }', "rules.json:2:7: not JSON"),
        ("[" * 100_000, "rules.json: not JSON"),
        ('{"type": "array", "type": "object"}', "the key 'type' stands twice"),
        ("true", "it is only true"),
        ("[]", "rules.json: not a JSON Schema"),
        ('{"type": "text"}', "rules.json: not a JSON Schema at $.type: 'text'"),
        ('{"minimum": "x"}', "not a JSON Schema at $.minimum"),
        ('{"pattern": "("}', "'(' is no regex here (in Python's syntax)"),
        ('{"not": ' * 200 + "{}" + "}" * 200, "the schema is too deep"),
        ('{"titel": "x"}', "the schema asks for nothing"),
        ("{}", "the schema asks for nothing"),
        (
            '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
            "only Draft 2020-12 is applied, and `$schema` is http://json-schema.org/draft-07",
        ),
    ],
)
def test_schemas_that_cannot_be_read(text: str, message: str) -> None:
    """What is no schema is refused in words, with its file."""
    with pytest.raises(SchemaError) as caught:
        schemas(rules=text)
    assert message in str(caught.value)


def test_schemas_in_yaml(desk: Path) -> None:
    """A schema may be written in YAML, where numbers are numbers, and mistakes have their line."""
    (desk / "rules.yaml").write_text("properties:\n  title: {maxLength: 5}\n", "utf-8")
    (schema,) = read_schemas(["rules.yaml"])
    assert lines(examine("title: Too long\n", "x.yaml", [schema])[1]) == [
        "1:8 `title` has 8 characters, and should have at most 5"
    ]
    (desk / "rules.yaml").write_text("properties:\n  title: {\n", "utf-8")
    with pytest.raises(SchemaError, match=r"^rules\.yaml:3:1: "):
        read_schemas(["rules.yaml"])


def test_schemas_that_are_not_utf_8(desk: Path) -> None:
    """A schema in another encoding is refused in words."""
    (desk / "rules.json").write_bytes(b'{"title": "\xe9"}')
    with pytest.raises(SchemaError, match=r"^rules\.json: not JSON: 'utf-8' codec"):
        read_schemas(["rules.json"])


# ------------------------------------------------------------------------------ references

SHORT = {"$defs": {"short": {"$anchor": "short", "maxLength": 5}}}
TOO_LONG = ["1:8 `title` has 8 characters, and should have at most 5"]


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
    assert lines(examine("title: Too long\n", "x.yaml", read_)[1]) == TOO_LONG


def test_references_to_the_standard() -> None:
    """The metaschemas of Draft 2020-12 are there, without a network."""
    metaschema = "https://json-schema.org/draft/2020-12/schema"
    assert said("type: nothing\n", {"$ref": metaschema}) == [
        (
            "1:7 `type` fits none of 2 alternatives: it cannot be 'nothing'; "
            "or it should be a list, and is the text 'nothing'"
        )
    ]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/$defs/nothing", "it refers to #/$defs/nothing, which is not there"),
        ("#nothing", "it refers to #nothing, which is not there"),
        ("none.json", "it refers to none.json: none.json: No such file"),
        ("../none.json", "none.json: No such file"),
        ("broken.json", "it refers to broken.json: broken.json:1:2: not JSON"),
        ("draft-7.json", "draft-7.json: only Draft 2020-12 is applied"),
        ("#/title", "rules.json: #/title: not a JSON Schema"),
        ("https://schemas.example/other.json", "none of the files given, and nothing is fetched"),
        ("urn:news:other", "none of the files given, and nothing is fetched"),
    ],
)
def test_references_to_nothing(desk: Path, reference: str, message: str) -> None:
    """A reference to what is not there is told before any file is checked; nothing is fetched."""
    (desk / "broken.json").write_text("{", "utf-8")
    (desk / "draft-7.json").write_text('{"$schema": "http://json-schema.org/schema#"}', "utf-8")
    with pytest.raises(SchemaError) as caught:
        schemas(rules={"title": "x", "properties": {"never": {"$ref": reference}}})
    assert message in str(caught.value)


def test_references_to_a_schema_without_rules(desk: Path) -> None:
    """A file that is referred to may hold `true` or `false`, as a schema may."""
    (desk / "never.json").write_text("false", "utf-8")
    assert said("a: b\n", {"properties": {"a": {"$ref": "never.json"}}}) == [
        "1:1 `a` is not allowed here"
    ]


def test_references_without_end() -> None:
    """A schema that refers to itself without end is refused in words."""
    with pytest.raises(SchemaError, match=r"rules\.json: the schema refers to itself without end"):
        said("a: b\n", {"$ref": "#"})


# ------------------------------------------------------------------------------ formats


@pytest.mark.parametrize("case", FORMATS, ids=lambda case: f"{case['format']} {case['text']}")
def test_formats(case: dict[str, str]) -> None:
    """A text is of a format if the format's standard says so."""
    assert CHECKS[case["format"]](case["text"]) is (case["valid"] == "yes")


def test_all_formats_are_asserted() -> None:
    """Every format that Draft 2020-12 names is checked, in texts, and all have cases above."""
    assert {case["format"] for case in FORMATS} == set(CHECKS)
    assert len(CHECKS) == 19
    wrong = {
        name: next(c["text"] for c in FORMATS if c["format"] == name and c["valid"] == "no")
        for name in CHECKS
    }
    rules = {"properties": {name: {"format": name} for name in CHECKS}}
    (schema,) = schemas(rules=rules)
    told = [each.message.split(":")[0] for each in violations(wrong, schema)]
    assert sorted(told) == sorted(f"`{name}` is not of the format {name}" for name in CHECKS)
    assert list(violations(dict.fromkeys(CHECKS, 5), schema)) == []
    assert schema.unknown_formats == ()


def test_unknown_formats_are_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A format that nothing checks is named, and keeps nobody from checking the rest."""
    (desk / "rules.json").write_text('{"properties": {"a": {"format": "colour"}}}', "utf-8")
    (desk / "x.yaml").write_text("events: []\n", "utf-8")
    assert main(["validate", "x.yaml", "--schema", "rules.json"]) == 0
    assert capsys.readouterr().err == (
        "chronology: rules.json: formats that nothing checks, since JSON Schema has none such: "
        "colour\n"
    )


# ------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("a: x", {"type": "array"}, "1:1 the file should be a list, and is a mapping"),
        ("a: x", {"type": ["number", "null"]}, "1:4 `a` should be a number or empty, and is the"),
        ("a: true", {"type": "string"}, "1:4 `a` should be text, and is true"),
        ("a: x", {"const": 5}, "1:4 `a` is 'x', and should be exactly 5"),
        ("a: helt", {"enum": ["held", 1]}, "`a` cannot be 'helt' [did you mean 'held'?]"),
        ("a: x", {"enum": ["held", 1]}, "1:4 `a` cannot be 'x' [write one of: held, 1]"),
        ("a: x", {"pattern": "^y"}, "1:4 `a` does not match the pattern ^y: 'x'"),
        ("a: ''", {"minLength": 1}, "1:4 `a` has no characters, and should have at least 1"),
        ("a: xx", {"maxLength": 1, "description": "Short."}, "should have at most 1 [Short.]"),
        ("a: [x]", {"minItems": 2}, "1:4 `a` has 1 item, and should have at least 2"),
        ("a: {b: c}", {"maxProperties": 0}, "`a` has 1 entry, and should have at most 0"),
        ("a: {b: c, d: e}", {"minProperties": 3}, "`a` has 2 entries, and should have at least 3"),
        ("a: 4", {"minimum": 5}, "1:4 `a` is 4, and should be at least 5"),
        ("a: 4.5", {"maximum": 4}, "1:4 `a` is 4.5, and should be at most 4"),
        ("a: 5", {"exclusiveMinimum": 5}, "1:4 `a` is 5, and should be more than 5"),
        ("a: 5", {"exclusiveMaximum": 5}, "1:4 `a` is 5, and should be less than 5"),
        ("a: 5", {"multipleOf": 2}, "1:4 `a` is 5, and should be a multiple of 2"),
        ("a: [x, x]", {"uniqueItems": True}, "1:4 `a` lists the same thing twice"),
        ("a: [x]", {"contains": {"const": "y"}}, "1:4 no item of `a` is what the schema asks for"),
        ("a: [x]", {"contains": {}, "minContains": 2}, "fewer than 2 items of `a` are what"),
        ("a: [x, y]", {"contains": {}, "maxContains": 1}, "more than 1 items of `a` are of"),
        ("a: [x]", {"items": False}, "1:4 `a` has more items than are allowed"),
        ("a: [x]", {"items": {"maxLength": 0}}, "1:5 this has 1 character, and should have at"),
        ("a: [x]", {"prefixItems": [False]}, "1:5 this is not allowed here"),
        ("a: [x]", {"unevaluatedItems": False}, "1:4 `a` has items that are not allowed"),
        ("a: x", {"not": {"type": "string"}}, "1:4 `a` is what the schema forbids"),
        ("a: x", {"if": {}, "then": False}, "1:1 `a` is not allowed here"),
        ("a: {b: c}", {"properties": {"b": False}}, "1:5 `b` is not allowed here"),
        ("a: {b: c}", {"required": ["d"]}, "1:4 `d` is missing"),
        (
            "a: {b: c}",
            {"required": ["d"], "properties": {"d": {"description": "A day."}}},
            "1:4 `d` is missing [A day.]",
        ),
        (
            "a: {b: c}",
            {"required": ["d"], "properties": {"d": True}, "description": "All of it."},
            "1:4 `d` is missing [All of it.]",
        ),
        (
            "a: {b: c}",
            {"dependentRequired": {"b": ["d"], "e": ["f"]}},
            "1:4 `d` is missing, which `b` asks for",
        ),
        ("a: {b: c}", {"dependentSchemas": {"b": {"required": ["d"]}}}, "1:4 `d` is missing"),
        (
            "a: {bc: d}",
            {"additionalProperties": False, "properties": {"bcc": {}}},
            "1:5 `bc` is not allowed here [did you mean 'bcc'?]",
        ),
        (
            "a: {b: c}",
            {"additionalProperties": False, "patternProperties": {"^x": {}}, "description": "X."},
            "1:5 `b` is not allowed here [X.]",
        ),
        ("a: {b: c}", {"unevaluatedProperties": False}, "1:5 `b` is not allowed here"),
        ("a: {b: c}", {"unevaluatedProperties": {"type": "null"}}, "1:5 `b` is not allowed here"),
        ("a: {b: c}", {"additionalProperties": {"type": "null"}}, "1:8 `b` should be empty, and"),
        (
            "a: {b: c}",
            {"propertyNames": {"minLength": 2}},
            "1:5 the key `b` has 1 character, and should have at least 2",
        ),
        ("a: {b: c}", {"propertyNames": False}, "1:5 the key `b` is not allowed here"),
        (f"a: {'x' * 99}", {"const": "y"}, f"1:4 `a` is '{'x' * 60}...', and should be exactly"),
        ("a: {b: c}", {"const": []}, "1:4 `a` is a mapping, and should be exactly a list"),
    ],
)
def test_words(text: str, schema: Any, expected: str) -> None:
    """What breaks a keyword is told in words, once, with its place and the rule's description."""
    rules = schema if schema.get("type") == "array" else {"properties": {"a": schema}}
    (found,) = said(f"{text}\n", rules)
    assert expected in found


@pytest.mark.parametrize(
    ("value", "alternatives", "expected"),
    [
        ("5", [{"type": "string"}, {"type": "object"}], [("`a` fits none of 2 alternatives: it "
         "should be text, and is 5; or it should be a mapping, and is 5")]),
        ("{b: x}", [{"type": "string"}, {"required": ["c"]}], ["`c` is missing"]),
        (
            "{b: x, d: 5}",
            [
                {"properties": {"b": {"const": "y"}}},
                {"properties": {"b": {"const": "x"}, "d": {"type": "string"}}, "required": ["e"]},
            ],
            ["`e` is missing", "`d` should be text, and is 5"],
        ),
        (
            "{b: x}",
            [{"required": ["c"]}, {"required": ["d"]}, {"required": ["e"]}, {"required": ["f"]}],
            [("`a` fits none of 4 alternatives: `c` is missing; or `d` is missing; or `e` is "
             "missing; or ...")],
        ),
        (
            "{b: x}",
            [{"properties": {"b": {"minLength": 2}}}, {"properties": {"b": {"maxLength": 0}}}],
            [("`a` fits none of 2 alternatives: `b` has 1 character, and should have at least 2; "
             "or `b` has 1 character, and should have at most 0")],
        ),
        ("x", [False, {"type": "object"}], ["`a` is not allowed here"]),
        ("x", [{"anyOf": [{"maxLength": 0}]}], ["`a` has 1 character, and should have at most 0"]),
    ],
)  # fmt: skip
def test_alternatives(value: str, alternatives: Any, expected: list[str]) -> None:
    """Of alternatives that do not fit, the one that is meant is told; or all, in one message."""
    for keyword in ("anyOf", "oneOf"):
        found = said(f"a: {value}\n", {"properties": {"a": {keyword: alternatives}}})
        assert sorted(each.partition(" ")[2] for each in found) == sorted(expected)


def test_alternatives_that_exclude_each_other() -> None:
    """Of alternatives that exclude each other, not two may fit."""
    rules = {"properties": {"a": {"oneOf": [{"minLength": 1}, {"maxLength": 1}]}}}
    assert said("a: x\n", rules) == ["1:4 `a` fits several alternatives that exclude each other"]


def test_words_that_are_new_to_us() -> None:
    """Where we have no words for a keyword or an error of it, those of jsonschema stand."""
    for keyword in ("novel", "additionalProperties", "dependentRequired"):
        error = ValidationError(
            "odd", keyword, validator_value={"b": ["c"]}, instance={"x": 1}, schema={}
        )
        (finding,) = _findings(error)
        assert finding.message == "odd"
    error = ValidationError("odd", "required", validator_value=["b"], instance={}, schema=True)
    assert [each.message for each in _findings(error)] == ["`a field` is missing"]


# ------------------------------------------------------------------------------ applying


def test_house_rules_see_what_is_written() -> None:
    """A house rule sees `NO` and `012` as text, and nothing where nothing could be read."""
    (rules,) = schemas(rules={"additionalProperties": {"type": "string"}})
    data = typed(read("a: NO\nb: 012x\nc: 5\nd: [x]\ne: *x\n", "x.yaml"))
    assert {each.path for each in violations(data, rules)} == {("c",), ("d",)}
    (whole,) = schemas(rules={"anyOf": [{"required": ["z"]}, {"required": ["y"]}]})
    assert list(violations(data, whole)) == []
    assert lines(examine("[", "x.yaml", [rules])[1]) == []
    assert lines(examine("title:\n", "x.yaml", [rules])[1]) == []


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
    assert lines(examine(file.read_bytes(), file.name, ours)[1]) == []
    assert all(schema.ours for schema in ours)


def test_a_part_of_our_own_schema() -> None:
    """House rules may ask for one of our own types where our own rules do not."""
    id_ = chronology_schema()["$id"]
    rules = {"properties": {"events": {"items": {"properties": {"extra": {
        "properties": {"link": {"$ref": f"{id_}#/$defs/Url"}}}}}}}}  # fmt: skip
    text = "events:\n  - id: a\n    title: A\n    extra: {link: ftp://x.example/}\n"
    (found,) = said(text, rules)
    assert found.startswith("4:19 `link` does not match the pattern ^https?://")
    changed = copy.deepcopy(chronology_schema())
    changed["$defs"]["Event"]["properties"]["title"] = {"maxLength": 0, "description": "None."}
    assert said(text, changed) == [
        "3:12 `title` has 1 character, and should have at most 0 [None.]"
    ]
