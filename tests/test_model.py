"""Model and JSON Schema agree on what shape a file may have, both ways.

Files are written as text: some from the schema itself, some from a good file with one mistake. Our
reader and model judge them, and so does a reader of YAML 1.2 with the schema; neither knows of the
other.
"""

import copy
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chronology.characters import is_plain
from chronology.dates import EdtfError, parse
from chronology.dates.times import parse_span, parse_time
from chronology.findings import Stage
from chronology.loading import check_document
from chronology.model.scalars import SCALARS
from chronology.reading import add_types, read
from chronology.reference import FOLDER
from chronology.rules import CODES
from chronology.schema import chronology_schema

HERE = Path(__file__).parent
SCHEMA: Any = chronology_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
GOOD: Any = read((HERE / "good" / "everything.yaml").read_bytes(), "x.yaml").data

# What is written as an escape is data, which the schema can refuse.
OF_SCHEMA = {code.name for code in CODES.values() if code.schema} | {
    "bidi-control",
    "control-character",
}
"""The codes of all that the schema refuses."""

Where = tuple[str | int, ...]

FEW_OR_MANY = pytest.mark.parametrize(
    "share", [pytest.param(0.05, id="few"), pytest.param(1, id="many", marks=pytest.mark.slow)]
)
"""How many of its files a test tries."""

# ------------------------------------------------------------------------------ text


class Key(str):
    """A key of a mapping, which to others may be a number, and to JSON is text."""

    __slots__ = ()


class Writer(yaml.BaseDumper):
    """YAML in which a text may stand in any style that YAML has for it."""

    luck: random.Random

    def ignore_aliases(self, _data: Any) -> bool:
        """Whether what stands in two places is written twice: always."""
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        """A text, in quotation marks where other readers might take it for something else."""
        style = self.luck.choice(["", "", "'", '"', "|", ">"])
        doubtful = OTHERWISE.fullmatch(text) or (isinstance(text, Key) and NUMBER.fullmatch(text))
        if re.search("[\x85\u2028\u2029]", text) or (not style and doubtful):
            style = '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)

    def nothing(self, _nothing: None) -> yaml.ScalarNode:
        """One of the ways to say that a value is null."""
        return self.represent_scalar("tag:yaml.org,2002:str", self.luck.choice(["~", "null"]), "")

    def list(self, values: list[Any]) -> yaml.SequenceNode:
        """A list, in lines or in brackets."""
        return self.represent_sequence("tag:yaml.org,2002:seq", values)

    def mapping(self, data: dict[str, Any]) -> yaml.MappingNode:
        """A mapping whose keys are marked as such."""
        keyed = {Key(key): value for key, value in data.items()}
        return self.represent_mapping("tag:yaml.org,2002:map", keyed)


NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A number as it is mostly written, which all readers take for the same."""

OTHERWISE = re.compile(
    rf"(?!{NUMBER.pattern}$|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$)[-+.0-9].*"
    r"|(?i:y|n|yes|no|on|off|true|false|null|~|=|<<|)"
)
"""What other readers may take for something else."""

Writer.add_representer(str, Writer.text)
Writer.add_representer(Key, Writer.text)
Writer.add_representer(type(None), Writer.nothing)
Writer.add_representer(list, Writer.list)
Writer.add_representer(dict, Writer.mapping)


def written(data: Any, luck: random.Random) -> str:
    """Data as YAML, in one of its many ways."""
    stream = StringIO()
    flow = luck.choice([True, False, None])
    writer = Writer(stream, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    writer.luck = luck
    writer.open()
    writer.represent(data)
    writer.close()
    return stream.getvalue()


def read_by_others(text: str) -> Any:
    """What a reader of YAML 1.2 that is not ours makes of a text; like JSON, it has no days."""
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    makers = reader.constructor.yaml_constructors
    as_text = {"tag:yaml.org,2002:timestamp": makers["tag:yaml.org,2002:str"]}
    reader.constructor.yaml_constructors = makers | as_text
    return reader.load(text)


# ------------------------------------------------------------------------------ two verdicts


def judged(text: str) -> tuple[set[str], bool]:
    """The codes of what we find in a file's text and shape, and whether others accept it.

    Where we do not warn of values that others take for something else, they have the same data.
    """
    document = read(text, "x.yaml")
    others, ours = read_by_others(text), add_types(document)
    codes = {each.code for each in check_document(document)[1]} - OF_MEANING
    assert "needs-quotes" in codes or ours == others
    return codes, VALIDATOR.is_valid(others)


def judged_as_text(data: Any, luck: random.Random) -> tuple[set[str], bool]:
    """What is found in data that is written in one of many ways."""
    text = written(data, luck)
    document = read(text, "x.yaml")
    assert (document.data, document.troubles) == (data, [])
    return judged(text)


OF_MEANING = {code.name for code in CODES.values() if code.stage is Stage.MEANING}


# ------------------------------------------------------------------------------ good files

TEXTS = [
    *("a", "a-b", "c3po", "A b", "é", "\N{GRINNING FACE}", "\ufeffa", "\u2028a", " a", "a ", "\ta"),
    *("a: b", "# a", "- a", "? a", "a #b", "'a'", '"a"', "[a]", "{a: b}", "*a", "&a", "!a", "%a"),
    *(
        "@a",
        "|",
        ">",
        "=",
        "<<",
        "...",
        "---",
        "a\nb",
        "a\n\n  b\n",
        "a, b: c ... d 'e'",
        "w " * 60,
    ),
    *("NO", "off", "~", "null", "012", "0x1F", "12:30", "+5.5", "05", "[2025-02-01..]", "2025-02?"),
    *("90", "-90", "41.5", "-0", "0.000", "180.0", "745044", "1", "999999999999", "2025", "-0044"),
    *(
        "2025-02-27",
        "2025-02",
        "2025-02-12/..",
        "09:50",
        "09:50/16:20~",
        "90 minutes~",
        "1..7 days",
    ),
    *("两国外长 ... 关系问题", "外长 ... 关系", "外務大臣は 会談", "長" * 30, "長" * 31),
    *("one two ... three four", "... .... ... a b", "1..7 days", "Q1", "Q649", "https://a.example"),
    *("https://é.example/%20", "http://a.example/b?c=d#e"),
]
"""Odd texts, of which each scalar takes those that its schema allows."""

UNDERSTOOD = {
    *("$ref", "anyOf", "enum", "type", "pattern", "items", "minItems", "minimum", "maximum"),
    *("properties", "required", "additionalProperties", "propertyNames", "dependentSchemas"),
    *("description", "$schema", "$id", "title", "$defs"),
}
"""The words of JSON Schema that our schema has, all of which `made_by` heeds."""


@cache
def texts_for(name: str) -> list[str]:
    """The texts that the schema allows as a scalar, also where others take them for numbers."""
    judge = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})
    read_as = {text: json.loads(text) if NUMBER.fullmatch(text) else text for text in TEXTS}
    known = [
        text
        for text, value in read_as.items()
        if judge.is_valid(text) and judge.is_valid(value) and is_of_calendar(text, name)
    ]
    assert len(known) > 1
    return known


def is_of_calendar(text: str, name: str) -> bool:
    """Whether a text is a date, time or length if it has to be one."""
    try:
        {"Date": parse, "Time": parse_time, "Span": parse_span}.get(name, str)(text)
    except EdtfError:
        return False
    return True


def made_by(schema: Any, luck: random.Random, name: str = "") -> Any:
    """Data that a part of the schema allows; `name` is what the schema calls it."""
    assert schema.keys() <= UNDERSTOOD
    match schema:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            made = made_by(SCHEMA["$defs"][name], luck, name)
        case _ if name in SCALARS:
            made = luck.choice(texts_for(name))
        case {"enum": words}:
            made = luck.choice(words)
        case {"items": items}:
            count = luck.randint(schema.get("minItems", 0), 2)
            made = [made_by(items, luck) for _ in range(count)]
        case {"properties": fields}:
            made = {name: made_by(fields[name], luck) for name in chosen(schema, luck)}
        case {"propertyNames": {"pattern": form}, "additionalProperties": values}:
            keys = [text for text in texts_for("Text") if re.search(form, text)]
            made = {luck.choice(keys): made_by(values, luck) for _ in range(luck.randint(0, 2))}
        case {"anyOf": branches}:
            made = made_by(luck.choice(branches), luck)
        case _:
            made = luck.choice([None, "a", ["b", None, {"c": "d"}], {}, []])
    return made


def chosen(schema: Any, luck: random.Random) -> list[str]:
    """The fields of a mapping that are required, and some of the others."""
    fields, required = schema["properties"], schema.get("required", [])
    conditions = {key: schema[key] for key in ("anyOf", "dependentSchemas") if key in schema}
    names: list[str] = []
    while not names or not Draft202012Validator(conditions).is_valid(dict.fromkeys(names)):
        names = [name for name in fields if name in required or luck.random() < 0.2]
    return names


NOT_BY_A_SCHEMA = {"before-or-after", "invisible-character", "bidi-control"}


@FEW_OR_MANY
def test_what_the_schema_makes(share: float) -> None:
    """Whatever the schema allows has a shape that we accept, if its dates are dates.

    An event that is both before and after another is one of the few that no schema can refuse, and
    so are signs that cannot be seen.
    """
    for seed in range(int(1_500 * share)):
        luck = random.Random(seed)
        codes, accepted = judged_as_text(made_by(SCHEMA, luck), luck)
        assert (codes - NOT_BY_A_SCHEMA, accepted) == (set(), True), seed


# ------------------------------------------------------------------------------ one mistake

PROSE = ("Text", "Quotation", "Passage", "Target")
WORDS = ("Capacity", "Group", "Level", "Reading", "Status", "Weekday")

WRONG: dict[str, dict[str, list[Any]]] = {
    "bad-id": {"Id": ["A", "a_b", "é", "a--b", "-a", "a b", "Istanbul", "a\n"]},
    "look-alike": {"Id": ["\u0456stanbul", "m\u0435eting-1"]},
    "bad-url": {"Url": ["a.example", "ftp://a.example", "https:/a", "https://a b", "javascript:1"]},
    "bad-passage": {"Passage": ["one two", "one ... two", "one two … three four", "a  b ... c d"]},
    "long-quotation": {
        "Quotation": ["one two three four five six seven eight nine", "長" * 31, f"{'長' * 31} a"]
    },
    "bad-identifier": {"Wikidata": ["Q0", "P1", "q1", "1"], "GeoNames": ["0", "x", "-1", "1.5"]},
    "bad-coordinate": {
        "Latitude": ["91", "-90.001", "41,5", "41°", "x"],
        "Longitude": ["180.5", "-181", "28 E", "1000"],
    },
    "bad-when": {
        "When": [
            {"says": "six days later"},
            {"says": "six days later", "by": "6 days"},
            {"says": "on that Monday", "by": "6 days", "weekday": "monday"},
        ]
    },
    "control-character": {name: ["a\x07b", "\x1b[1m"] for name in PROSE},
    "empty-value": {name: ["", " ", "\n"] for name in PROSE},
    "unknown-word": {name: ["a", "Held"] for name in WORDS},
}
"""By its code, what is no such scalar or `when`."""


def alternatives(schema: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """What a part of the schema allows, each with the name that the schema has for it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from alternatives(SCHEMA["$defs"][name], name)
    elif "type" in schema:
        yield name, schema
    else:
        for branch in schema["anyOf"]:
            yield from alternatives(branch, name)


KINDS: dict[type, str] = {str: "string", list: "array", dict: "object"}


def allowed(value: Any, schema: Any) -> Any:
    """The one of the alternatives that is of a value's kind, or None."""
    kind = KINDS[type(value)]
    return next((each for _, each in alternatives(schema) if kind in each["type"]), None)


def inside(schema: Any, step: str | int) -> Any:
    """The schema of what lies in a mapping or list; of a user's own field, None."""
    if isinstance(step, int):
        return schema["items"]
    return schema.get("properties", {}).get(step, schema["additionalProperties"]) or None


def spots(value: Any, schema: Any, path: Where = ()) -> Iterator[tuple[Where, Any, Any]]:
    """Every place in data, with its value and schema, but for those in a user's own fields."""
    yield path, value, schema
    steps = value if isinstance(value, dict) else range(len(value) * isinstance(value, list))
    for step in steps:
        if (inner := inside(allowed(value, schema), step)) is not None:
            yield from spots(value[step], inner, (*path, step))


def wrong_here(value: Any, schema: Any) -> Iterator[tuple[str, Any]]:
    """What would be wrong in the place of a value, each with the code of the mistake."""
    names = {name for name, _ in alternatives(schema)}
    for code, of_names in WRONG.items():
        yield from ((code, each) for name in names & of_names.keys() for each in of_names[name])
    yield "empty-value", None
    for other in ("words", ["words"], {"a": "words"}):
        if allowed(other, schema) is None and not (names == {"Date"} and isinstance(other, list)):
            yield "wrong-type", other
    here = allowed(value, schema)
    if "minItems" in here:
        yield "empty-value", []
    for name in here.get("required", ()):
        yield "missing-field", {key: value[key] for key in value if key != name}
    if "properties" in here:
        yield "unknown-field", value | {"tittle": "words"}
    if here.get("propertyNames") == {"pattern": SCHEMA["$defs"]["Id"]["pattern"]}:
        first, *others = value
        for key in WRONG["bad-id"]["Id"]:
            yield "bad-id", {key: value[first], **{each: value[each] for each in others}}


MISTAKES: dict[str, list[tuple[Where, Any]]] = {name: [] for name in sorted(OF_SCHEMA)}
for where, there, says in spots(GOOD, SCHEMA):
    for name, instead in wrong_here(there, says):
        if where or instead is not None:
            MISTAKES[name].append((where, instead))


def damaged(path: Where, value: Any) -> Any:
    """The good file with another value at a path."""
    if not path:
        return value
    data = copy.deepcopy(GOOD)
    owner = data
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    return data


def shortened(value: Any, schema: Any, luck: random.Random, way: Where | None) -> Any:
    """Data without some of what it may lack, but with all that lies at the end of a way."""
    here = None if way == () or schema is None or value is None else allowed(value, schema)
    if here is None or here["type"] not in ("object", "array") or "anyOf" in here:
        return value
    needed = {*here.get("required", ()), *((way or ())[:1]), 0}
    steps = list(value) if isinstance(value, dict) else range(len(value))
    kept = {
        step: shortened(
            value[step],
            inside(here, step),
            luck,
            way[1:] if way and way[0] == step else None,
        )
        for step in steps
        if step in needed or luck.random() < 0.2
    }
    return kept if isinstance(value, dict) else list(kept.values())


@FEW_OR_MANY
@pytest.mark.parametrize("code", sorted(OF_SCHEMA - {"bidi-control"}))
def test_one_mistake(code: str, share: float) -> None:
    """Each mistake that the schema can refuse is refused by both, and is one mistake to us."""
    luck = random.Random(code)
    for path, value in luck.sample(MISTAKES[code], round(len(MISTAKES[code]) * share) or 1):
        codes, accepted = judged_as_text(shortened(damaged(path, value), SCHEMA, luck, path), luck)
        assert (codes & OF_SCHEMA, accepted) == ({code}, False), (path, value)


STRINGS = st.sampled_from([*TEXTS, "x\x07", "Q0", "91", "745044.0", "1e1", "2025.5", ""])
ANYTHING = st.recursive(
    STRINGS | st.text(max_size=6).filter(is_plain) | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(STRINGS, inner, max_size=2),
    max_leaves=4,
)


@FEW_OR_MANY
def test_any_value(share: float) -> None:
    """A value anywhere in a good file is refused by both or by neither.

    Dates, times and lengths need more than a pattern: there the schema may accept more.
    """
    paths = [path for path, _, _ in spots(GOOD, SCHEMA) if path]

    @settings(max_examples=int(2_000 * share))
    @given(path=st.sampled_from(paths), value=ANYTHING, seed=st.integers(0, 9_999))
    def agree(path: Where, value: Any, seed: int) -> None:
        luck = random.Random(seed)
        codes, accepted = judged_as_text(shortened(damaged(path, value), SCHEMA, luck, path), luck)
        assume("needs-quotes" not in codes)
        assert accepted or codes, "refused by the schema alone"
        assert not (accepted and codes & OF_SCHEMA), "refused by us alone"

    agree()


NUMBERS = ("0", "-0", "-0.0", "1", "90", "-90.0", "90.5", "180.0", "2025", "2025.0", "2025.5")
LARGE = ("745044.0", "999999999999", "1000000000000", "0.12345678901234567890")
PLACE = "a-number-stands-here"
NUMERIC = ("integer", "number")


@pytest.mark.parametrize("number", [*NUMBERS, *LARGE])
def test_numbers(number: str) -> None:
    """A number without quotation marks is taken by both or by neither, wherever one may stand."""
    for path, _, schema in spots(GOOD, SCHEMA):
        if any(kind in each["type"] for _, each in alternatives(schema) for kind in NUMERIC):
            data = shortened(damaged(path, PLACE), SCHEMA, random.Random(0), path)
            codes, accepted = judged(yaml.safe_dump(data).replace(PLACE, number))
            assert "needs-quotes" not in codes
            assert accepted or codes, path
            assert not (accepted and codes & OF_SCHEMA), path


# ------------------------------------------------------------------------------ check-jsonschema

FILES = sorted(
    file
    for folder in (HERE / "bad", HERE / "good", Path(str(FOLDER)))
    for file in folder.glob("*.yaml")
)
CHECK = (sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile")


@pytest.fixture(scope="module")
def refused(repository: Path) -> set[str]:
    """The files that the command `check-jsonschema` refuses, or cannot read, in its own way."""
    schema = repository / "schema" / "chronology.schema.json"
    command = map(str, [*CHECK, schema, repository / "events.yaml", *FILES])
    run = subprocess.run([*command], capture_output=True, text=True, check=False)
    said = json.loads(run.stdout)
    return {each["filename"] for each in [*said["errors"], *said["parse_errors"]]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_check_jsonschema(file: Path, refused: set[str]) -> None:
    """The command refuses the mistakes whose codes say that the schema does, and no others.

    But what cannot be read, or is something else to it without quotation marks, it may refuse.
    """
    document = read(file.read_bytes(), file.name)
    codes = {each.code for each in check_document(document)[1]}
    if codes & OF_SCHEMA or not (document.troubles or codes & {"needs-quotes", "unquoted-date"}):
        assert (str(file) in refused) is bool(codes & OF_SCHEMA), codes


def test_check_jsonschema_accepts_the_record(repository: Path, refused: set[str]) -> None:
    """The command accepts the project's own record, and refuses a file for each code it can."""
    assert str(repository / "events.yaml") not in refused
    assert {Path(name).name for name in refused} >= {f"{code}.yaml" for code in OF_SCHEMA}
