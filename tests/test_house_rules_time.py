"""Schemas that never come to an end are left, wherever they are applied; pipes are not waited for.

How long something takes is not asserted: what never ends would hang.
"""

import io
import json
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from golden_texts import Golden

from chronology import house_rules
from chronology.cli import main
from chronology.findings import Diagnostic, SchemaError
from chronology.house_rules import Patience, TooSlowError, _AlarmError, _until_alarm, answer
from chronology.house_rules.schemas import MAX_BYTES, Schema, read_schemas
from chronology.loading import check_text
from chronology.reading import BROKEN, open_document, read_texts

LONG = "a" * 60
TEXT = f"title: {LONG}!\nevents:\n  - {{id: a, title: b, extra: {{{LONG}: c}}}}\n"
"""A file that is sound, with a title and a key on which a pattern may go astray."""


def _levels(keyword: str, last: Any, *, wide: int = 2, deep: int = 40) -> dict[str, Any]:
    """A schema of some levels, each of which refers to the next several times."""
    levels: dict[str, Any] = {"a0": last}
    for number in range(1, deep):
        levels[f"a{number}"] = {keyword: [{"$ref": f"#/$defs/a{number - 1}"}] * wide}
    return {"$defs": levels, "properties": {"title": {"$ref": f"#/$defs/a{deep - 1}"}}}


SLOW: dict[str, Any] = {
    "a pattern": {"properties": {"title": {"pattern": "^(a+)+$"}}},
    "a pattern of keys": {
        "$ref": "#/$defs/any",
        "$defs": {
            "any": {
                "patternProperties": {"^(a+)+!": True},
                "additionalProperties": {"$ref": "#/$defs/any"},
                "items": {"$ref": "#/$defs/any"},
            }
        },
    },
    "a pattern in a pattern": {"properties": {"title": {"pattern": "^((a|aa)+)+$"}}},
    "alternatives of alternatives": _levels("anyOf", {"type": "number"}),
    "one of one of": _levels("oneOf", {"type": "string"}),
    "all of all of": _levels("allOf", {"type": "string"}),
}
"""Schemas that would take years for it."""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a second for the schemas of a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(house_rules, "SECONDS", 1.0)
    return tmp_path


def schema(contents: Any, name: str = "rules.json") -> Schema:
    """The schema that is written to a file, and read from there."""
    Path(name).write_text(json.dumps(contents), "utf-8")
    return read_schemas([name])[0]


def found(*schemas: Schema, text: str = TEXT) -> list[Diagnostic]:
    """What schemas find in the text."""
    codes = ("schema-too-slow", "schema-violation")
    return [each for each in check_text(text, "x.yaml", schemas)[1] if each.code in codes]


def elsewhere(work: Callable[[], Any]) -> Any:
    """What some work gives, or raises, in another thread."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except SchemaError as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]


@pytest.mark.parametrize("name", [*SLOW])
def test_a_schema_that_does_not_end(name: str, golden: Golden) -> None:
    """It is one finding, of the file, and nothing else is said by it."""
    diagnostics = found(schema(SLOW[name]))
    assert [each.code for each in diagnostics] == ["schema-too-slow"]
    golden(diagnostics)


def test_several_schemas_share_the_time() -> None:
    """Those that come after a slow one are not applied, and this is said of each."""
    slow, other = schema(SLOW["a pattern"]), schema({"required": ["x"]}, "other.json")
    assert [each.code for each in found(other, slow, other)] == [
        "schema-too-slow",
        "schema-too-slow",
        "schema-violation",
    ]


@pytest.mark.parametrize("name", ["a pattern", "one of one of"])
def test_a_thread_leaves_it_as_well(name: str) -> None:
    """Where no signal comes a process of its own applies a schema, and is ended."""
    slow = schema(SLOW[name])
    assert [each.code for each in elsewhere(lambda: found(slow))] == ["schema-too-slow"]


def test_a_thread_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process finds is what is found without one, also beside what could not be read."""
    monkeypatch.setattr(house_rules, "SECONDS", 100.0)
    Path("part.json").write_text('{"required": ["license"]}', "utf-8")
    rules = schema({"$ref": "part.json", "not": {"required": ["x"]}, "properties": {"y": False}})
    text = f"{TEXT}x: *a\ny: 1\n"
    there = elsewhere(lambda: found(rules, text=text))
    assert there == found(rules, text=text)
    assert len(there) == 2


def test_what_cannot_be_applied_is_said_by_a_thread_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema without end, and a process that fails, are errors as ever."""
    monkeypatch.setattr(house_rules, "SECONDS", 100.0)
    rules = schema({"$ref": "#"})
    error = elsewhere(lambda: found(rules))
    assert str(error) == "rules.json: the schema refers to itself without end"
    monkeypatch.setattr(sys, "executable", "/bin/false")
    error = elsewhere(lambda: found(rules))
    assert "rules.json" in str(error)


def test_an_alarm_of_somebody_else_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a program waits for the same signal, its alarm and its handler stay as they are."""
    monkeypatch.setattr(house_rules, "SECONDS", 100.0)
    rules = schema({"required": ["x"]})

    def ring(*_: object) -> None:
        """Nothing comes of it."""

    before = signal.signal(signal.SIGALRM, ring)
    try:
        assert len(found(rules)) == 1
        assert signal.getsignal(signal.SIGALRM) is ring
        signal.setitimer(signal.ITIMER_REAL, 1_000)
        assert len(found(rules)) == 1
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_alarm_that_is_swallowed_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that rings where Python drops exceptions does not count; after the end none does."""
    monkeypatch.setattr(house_rules, "_AGAIN", 0.05)

    def work() -> None:
        try:
            sleep(5)
        except _AlarmError:
            sleep(5)

    with pytest.raises(TooSlowError):
        _until_alarm(0.05, work)
    handlers: list[Any] = []
    _until_alarm(1.0, lambda: handlers.append(signal.getsignal(signal.SIGALRM)))
    handlers[0](signal.SIGALRM, None)


def test_a_program_in_one_file_has_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """There a thread applies a schema itself."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    rules = schema({"required": ["x"]})
    assert [each.code for each in elsewhere(lambda: found(rules))] == ["schema-violation"]


@pytest.mark.parametrize(("rules", "many"), [({"required": ["x"]}, 1), ({"$ref": "#"}, None)])
def test_what_the_child_does(rules: Any, many: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads the data and the schemas, and writes findings, or why there are none."""

    class Stream:
        def __init__(self, given: bytes = b"") -> None:
            self.buffer = io.BytesIO(given)

    made = schema(rules)
    data = {"title": BROKEN}
    monkeypatch.setattr(sys, "stdin", Stream(pickle.dumps((data, made.file, made.contents, set()))))
    monkeypatch.setattr(sys, "stdout", Stream())
    answer()
    written: Any = sys.stdout.buffer
    answered = pickle.loads(written.getvalue())  # noqa: S301  # this test has made it
    assert isinstance(answered, SchemaError) if many is None else len(answered) == many


def test_no_time_is_left_at_all() -> None:
    """Without time nothing is applied."""
    with pytest.raises(TooSlowError):
        Patience(0.0).violations({}, schema({"required": ["x"]}), set())


# ------------------------------------------------------------------------------ files without end

NEVER = ("pipe", "zero")
"""A named pipe to which nobody writes, and a device that gives without end."""

ARGUMENTS = {
    "validate": ["validate", "{}"],
    "changed since": ["validate", "{}", "--changed-since", "HEAD"],
    "list": ["list", "--file", "{}"],
    "show": ["show", "a", "--file", "{}"],
    "export": ["export", "json", "--file", "{}"],
    "pages": ["pages", "site", "--file", "{}"],
    "schema": ["validate", "x.yaml", "--schema", "{}"],
    "schema beside": ["validate", "x.yaml", "--schema", "beside-{}.json"],
    "texts": ["validate", "x.yaml", "--texts", "texts-{}"],
    "texts itself": ["validate", "x.yaml", "--texts", "{}"],
    "changes": ["pages", "site", "--file", "x.yaml", "--changes", "{}"],
    "templates": ["pages", "site", "--file", "x.yaml", "--templates", "{}"],
    "check": ["schema", "--check", "{}"],
}
"""Every argument that names a file, or a folder of files."""


@pytest.fixture
def never(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files that never end, and a bound on files that is soon met."""
    os.mkfifo("pipe")
    Path("zero").symlink_to("/dev/zero")
    Path("x.yaml").write_text("events: []\n", "utf-8")
    for name in NEVER:
        Path(f"beside-{name}.json").write_text(json.dumps({"$ref": name}), "utf-8")
        Path(f"texts-{name}").mkdir()
        Path(f"texts-{name}", "s.txt").symlink_to(desk / name)
    for module in ("chronology.reading.document", "chronology.reading.builder"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 1 << 20)
    return desk


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize("name", NEVER)
@pytest.mark.parametrize("argument", [*ARGUMENTS])
def test_files_that_never_end(
    argument: str, name: str, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is refused with a line, and never waited for."""
    arguments = [each.replace("{}", name) for each in ARGUMENTS[argument]]
    golden.output(capsys, main(arguments))


@pytest.mark.usefixtures("never")
def test_a_folder_with_a_pipe() -> None:
    """What is in a folder is looked at before it is opened; what is no text is passed over."""
    Path("record").mkdir()
    os.mkfifo("record/a.yaml")
    assert open_document(Path("record"), "record").file == "record"
    assert read_texts("texts-pipe") == {}


def test_a_schema_that_is_too_large(never: Path) -> None:
    """A schema has a bound of its own."""
    with (never / "large.json").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(OSError, match="16 MiB"):
        read_schemas(["large.json"])


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0"])
def test_what_is_open_already_is_read(name: str) -> None:
    """Schemas, too, come through the pipes that a shell opens."""
    reader, writer = os.pipe()
    kept = os.dup(0)
    try:
        os.dup2(reader, 0)
        os.write(writer, b'{"required": ["x"]}')
        os.close(writer)
        assert [each.code for each in found(*read_schemas([name]))] == ["schema-violation"]
    finally:
        os.dup2(kept, 0)
        os.close(reader)
        os.close(kept)
