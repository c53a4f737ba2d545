"""Several files in one run, a folder that is one chronology, and the standard input."""

import errno
import io
import json
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest
from golden_texts import Golden

from chronology import ChronologyError, check, load
from chronology.cli import main
from chronology.findings import Diagnostic
from chronology.house_rules.schemas import read_schemas
from chronology.loading import check_document
from chronology.reading import Folder, add_types, open_document
from chronology.rules import CODES

HEADER = "title: All of it\nkinds:\n  call: {label: Call}\nplaces:\n  oslo: {name: Oslo}\n"
SPRING = (
    "sources:\n  s: {publisher: P, read: excerpt}\nevents:\n"
    "  - {id: one, title: One, date: 2025-03-01, kind: call, place: oslo, "
    "citations: {s: {supports: [date, place]}}}\n"
)
SUMMER = (
    "events:\n  - {id: two, title: Two, date: 2025-07-01, follows: one, citations: {s: {}}}\n"
    "  - {id: three, title: Three, date: 2025-06-01, citations: {s: {}}}\n"
)
Captured = pytest.CaptureFixture[str]
FILES = {"0-header.yaml": HEADER, "1-spring.yaml": SPRING, "2-summer.yaml": SUMMER}


def folder(at: Path, **changed: str | bytes) -> Path:
    """A folder with the files above; `changed` are others, or other texts, by their first words."""
    at.mkdir(exist_ok=True)
    texts: dict[str, str | bytes] = dict(FILES)
    for name, text in changed.items():
        known = next((each for each in texts if name in each), f"{name}.yaml")
        texts[known] = text
    for name, text in texts.items():
        (at / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return at


def lines(at: Path) -> list[str]:
    """What is wrong in a folder: file, line, column, code."""
    found = check(at)
    return [
        f"{Path(each.file).name}:{each.position.line}:{each.position.column} {each.code}"
        for each in found
    ]


def test_a_folder_is_one_chronology(tmp_path: Path) -> None:
    """Header, registries and events of all files belong together, in time order."""
    record = load(folder(tmp_path))
    assert record.title == "All of it"
    assert [event.id for event in record] == ["one", "three", "two"]
    assert record["two"].follows is record["one"]
    assert record["one"].place is record.places["oslo"]
    assert lines(tmp_path) == []


def test_what_is_no_yaml_file_is_no_part_of_a_folder(tmp_path: Path) -> None:
    """Hidden files, files of other names and folders below are left alone."""
    folder(tmp_path)
    (tmp_path / ".hidden.yaml").write_text("[", "utf-8")
    (tmp_path / ".hidden.yml").write_text("[", "utf-8")
    (tmp_path / "notes.yaml~").write_text("[", "utf-8")
    folder(tmp_path / "drafts", spring="[")
    assert lines(tmp_path) == []


def words(found: Iterable[Diagnostic], at: Path) -> str:
    """Diagnostics as they are printed, without the path of the folder."""
    return "\n".join(line for each in found for line in each.lines).replace(f"{at}{os.sep}", "")


def test_each_diagnostic_names_its_file(tmp_path: Path, golden: Golden) -> None:
    """A mistake has its place in the file that it is in, and related places in theirs."""
    folder(
        tmp_path,
        header=HEADER.replace("Oslo}", "Oslo, country: XX}"),
        spring=SPRING.replace("2025-03-01", "NO"),
        summer=SUMMER.replace("three", "one").replace("follows: one", "follows: onee"),
    )
    assert lines(tmp_path) == [
        "0-header.yaml:5:31 unknown-country",
        "1-spring.yaml:4:33 bad-date",
        "2-summer.yaml:2:54 dangling-reference",
        "2-summer.yaml:3:10 duplicate-id",
    ]
    (doubled,) = (each for each in check(tmp_path) if each.code == "duplicate-id")
    (first,) = doubled.related
    assert first.file.endswith("1-spring.yaml")
    assert (first.position.line, first.position.column) == (4, 10)
    golden(words(check(tmp_path), tmp_path))


def test_what_two_files_have_alike_is_a_mistake_of_the_second(
    tmp_path: Path, golden: Golden
) -> None:
    """A key of the header, and an id of a registry, stand in one file only."""
    folder(
        tmp_path,
        summer="title: Mine\nlanguage: en\nplaces:\n  oslo: {name: Other}\n" + SUMMER,
    )
    assert lines(tmp_path) == ["2-summer.yaml:1:1 duplicate-key", "2-summer.yaml:4:3 duplicate-id"]
    golden(words(check(tmp_path), tmp_path))


def test_a_folder_has_one_id(tmp_path: Path) -> None:
    """The `id` of one file is that of the folder; another one is a mistake."""
    folder(tmp_path, header="id: all-of-it\n" + HEADER)
    assert load(tmp_path).record.id == "all-of-it"
    (tmp_path / "2-summer.yaml").write_text("id: mine\n" + SUMMER, "utf-8")
    assert lines(tmp_path) == ["2-summer.yaml:1:1 duplicate-key"]


def test_settings_of_one_file_hold_for_the_folder(tmp_path: Path) -> None:
    """`rules` in one file are those of the chronology."""
    settings = "rules: {no-date: {level: off, because: Nobody knows them.}}\n"
    folder(tmp_path, summer=SUMMER.replace("date: 2025-06-01, ", ""))
    assert lines(tmp_path) == ["2-summer.yaml:3:5 no-date"]
    folder(tmp_path, header=HEADER + settings)
    (tmp_path / "2-summer.yaml").write_text(SUMMER.replace("date: 2025-06-01, ", ""), "utf-8")
    assert lines(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"- a\n- b\n", "wrong-type"),
        (b"events: {late: {title: Late}}\n", "wrong-type"),
        (b"events:\n  - id: late\n    title: \xff\n", "not-utf-8"),
        (b"places: {rome: {name: Rome}, late: {name: [}}\n", "broken-yaml"),
    ],
)
def test_a_file_that_cannot_be_read_hides_only_itself(
    tmp_path: Path, text: bytes, found: str
) -> None:
    """The other files are checked, but for references to what the broken one may have defined."""
    folder(tmp_path, late=text, summer=SUMMER.replace("2025-06-01", "2025-06-31"))
    codes = [line.split()[1] for line in lines(tmp_path)]
    assert sorted(codes) == sorted(["impossible-date", found])


def test_ids_of_a_file_that_cannot_be_read_may_be_meant(tmp_path: Path) -> None:
    """A reference to an id that stands in the text of a broken file is not said to dangle."""
    folder(tmp_path, late="kinds: {rome: {label: [}}\n")
    (tmp_path / "2-summer.yaml").write_text(SUMMER.replace("follows: one", "kind: rome"), "utf-8")
    assert [line.split()[1] for line in lines(tmp_path)] == ["broken-yaml"]


def test_where_no_file_can_be_read_nothing_else_is_said(tmp_path: Path) -> None:
    """A folder of broken files gives one diagnostic for each."""
    folder(tmp_path, header="[", spring="[", summer="[")
    assert [line.split()[1] for line in lines(tmp_path)] == ["broken-yaml"] * 3


def test_some_file_has_the_events(tmp_path: Path) -> None:
    """A file without `events` is complete where another has them, and so is an empty one."""
    folder(tmp_path, late="# nothing yet\n")
    assert lines(tmp_path) == []
    folder(tmp_path, spring="title: x\n", summer="# nothing\n", header="# nothing\n")
    assert {line.split()[1] for line in lines(tmp_path)} == {"missing-field"}


def test_events_that_are_no_list_are_said_in_their_file(tmp_path: Path) -> None:
    """A file whose `events` or registry has the wrong form is told so, and the others are used."""
    folder(tmp_path, late="events: {id: x}\nsources: [a]\nkinds: call\n")
    assert sorted(lines(tmp_path)) == [
        "late.yaml:1:9 wrong-type",
        "late.yaml:2:10 wrong-type",
        "late.yaml:3:8 wrong-type",
    ]


def test_a_schema_sees_the_whole_folder(tmp_path: Path) -> None:
    """House rules are applied to the folder's data, and their errors stand in the right file."""
    folder(tmp_path, summer=SUMMER.replace("title: Two", "title: 2"))
    rules = {
        "required": ["title"],
        "properties": {"events": {"items": {"properties": {"title": {"type": "string"}}}}},
    }
    (tmp_path / "rules.json").write_text(json.dumps(rules), "utf-8")
    schemas = read_schemas([str(tmp_path / "rules.json")])
    document = open_document(tmp_path, "f")
    assert [event["title"] for event in add_types(document)["events"]] == ["One", 2, "Three"]
    found = [
        each for each in check_document(document, schemas)[1] if each.code == "schema-violation"
    ]
    assert [(Path(each.file).name, each.position.line) for each in found] == [("2-summer.yaml", 2)]


@pytest.mark.parametrize("ending", ["yml", "YML", "YAML"])
def test_either_ending_counts(tmp_path: Path, ending: str) -> None:
    """A file `.yml` is a part of a folder as one `.yaml` is, and comes in the order of its name."""
    folder(tmp_path)
    (tmp_path / "1-spring.yaml").rename(tmp_path / f"1-spring.{ending}")
    document = open_document(tmp_path, "f")
    assert isinstance(document, Folder)
    names = [Path(part.file).name for part in document.parts]
    assert names == ["0-header.yaml", f"1-spring.{ending}", "2-summer.yaml"]
    assert lines(tmp_path) == []
    (tmp_path / f"2-summer.{ending}").write_text("title: Mine\nevents: []\n", "utf-8")
    assert lines(tmp_path) == [f"2-summer.{ending}:1:1 duplicate-key"]


def put_no_file(at: Path) -> None:
    """Make what a name says, which is no file."""
    match at.stem:
        case "folder":
            at.mkdir()
        case "pipe":
            os.mkfifo(at)
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(str(at))
        case "device":
            at.symlink_to("/dev/zero")
        case "link":
            at.symlink_to("nowhere")
        case "circle":
            at.symlink_to(at.name)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices have names there")
@pytest.mark.parametrize(
    "name", ["folder.yaml", "pipe.yml", "socket.yaml", "device.yml", "link.yaml", "circle.yml"]
)
def test_what_is_no_file_is_one_finding(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    golden: Golden,
    name: str,
) -> None:
    """What has the name of a file and is none is told by its name, and the others are checked."""
    folder(tmp_path / "f", summer=SUMMER.replace("2025-06-01", "2025-06-31"))
    monkeypatch.chdir(tmp_path)
    put_no_file(Path("f") / name)
    for arguments in ((), ("--fix",), ("--format", "full"), ("--ignore", "unreadable-file")):
        assert main(["validate", "f", *arguments]) == 1
        shown = capsys.readouterr().out
        assert shown.count("[unreadable-file]") == 1
        assert shown.count("[impossible-date]") == 1
    main(["validate", "f"])
    golden(capsys.readouterr().out)


def test_a_file_that_may_not_be_read_is_one_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of a folder that the system refuses hides only itself; a file alone is not read."""
    folder(tmp_path)

    def refused(path: Path) -> bytes:
        if path.name == "1-spring.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return path.read_bytes()

    monkeypatch.setattr("chronology.reading.folder.content_of", refused)
    (only,) = check(tmp_path)
    assert only.code == "unreadable-file"
    assert only.message == "the file cannot be read: Permission denied"
    assert Path(only.file).name == "1-spring.yaml"
    with pytest.raises(PermissionError):
        check(tmp_path / "1-spring.yaml")


def test_ids_of_what_is_no_file_may_be_meant(tmp_path: Path) -> None:
    """Of a link that leads nowhere it is not known what it would define, nor what it would use."""
    folder(tmp_path, header=HEADER + "topics: {visas: {label: Visas}}\nperiod: 1999\n")
    (tmp_path / "1-spring.yaml").unlink()
    assert {line.split()[1] for line in lines(tmp_path)} >= {
        "dangling-reference",
        "unused-entry",
        "empty-period",
    }
    (tmp_path / "1-spring.yaml").mkdir()
    assert lines(tmp_path) == ["1-spring.yaml:1:1 unreadable-file"]


def test_an_output_is_no_file_of_a_folder(tmp_path: Path, capsys: Captured) -> None:
    """A report does not take the place of a file that is read, whatever its ending."""
    folder(tmp_path)
    (tmp_path / "2-summer.yaml").rename(tmp_path / "2-summer.yml")
    (tmp_path / "odd.yml").symlink_to("nowhere")
    output = str(tmp_path / "2-summer.yml")
    assert main(["validate", str(tmp_path), "--output", output]) == 2
    assert "it is read, and would be lost" in capsys.readouterr().err


def test_the_file_that_is_checked_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, golden: Golden
) -> None:
    """Where no file is named it is `events.yaml`, and `events.yml` where only that is there."""
    monkeypatch.chdir(tmp_path)
    assert main(["validate"]) == 2
    assert "events.yaml" in capsys.readouterr().err
    for name in ("events.yml", "events.yaml"):
        (tmp_path / name).write_text("events: []\n", "utf-8")
        assert golden.output(capsys, main(["validate"]), name) == 0


def test_a_folder_without_files_cannot_be_read(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """An empty folder is no chronology: loading raises, and the command ends with 2."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as caught:
        load(".")
    golden(str(caught.value), "loading")
    assert golden.output(capsys, main(["validate", "."])) == 2


def test_the_commands_take_folders(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """`validate` counts a folder as one, and the other commands load it."""
    folder(tmp_path / "record")
    monkeypatch.chdir(tmp_path)
    assert golden.output(capsys, main(["validate", "record", "--strict"]), "validate") == 0
    assert golden.output(capsys, main(["list", "--file", "record"]), "list") == 0


def test_a_broken_folder_is_not_loaded(tmp_path: Path) -> None:
    """Loading a folder with errors raises them all, each with its file."""
    folder(tmp_path, spring=SPRING.replace("call,", "cal,"), late="[")
    with pytest.raises(ChronologyError) as raised:
        load(tmp_path)
    assert [Path(each.file).name for each in raised.value.diagnostics] == [
        "1-spring.yaml",
        "late.yaml",
    ]


# ------------------------------------------------------------------------------ several, stdin


class _Input(io.StringIO):
    """The standard input, of which the command reads the bytes."""

    @property
    def buffer(self) -> io.BytesIO:
        """The bytes of the text."""
        return io.BytesIO(self.getvalue().encode())


def test_the_standard_input_is_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, golden: Golden
) -> None:
    """`-` stands for what comes in, under a name that no file has."""
    monkeypatch.setattr("sys.stdin", _Input("events:\n  - id: a\n"))
    assert golden.output(capsys, main(["validate", "-"]), "validate") == 1
    monkeypatch.setattr("sys.stdin", _Input("events:\n  - {id: a, title: Talks}\n"))
    assert golden.output(capsys, main(["list", "--file", "-"]), "list") == 0


def test_files_of_one_run_are_chronologies_of_their_own(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """The same id in two files is no mistake, and a file that is named twice is checked once."""
    monkeypatch.chdir(tmp_path)
    text = "events:\n  - {id: a, title: A}\n"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, "utf-8")
    assert golden.output(capsys, main(["validate", "a.yaml", "b.yaml", "a.yaml"])) == 0


# ------------------------------------------------------------------------------ choice


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file that has an error, a warning of two codes, and broken YAML."""
    (tmp_path / "events.yaml").write_text(
        'events:\n  - {id: a, title: A, place: oslo}\n  - id: b\n    title: "B\n', "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ["broken-yaml", "dangling-reference", "no-citation", "no-date"]),
        (("--ignore", "no-date"), ["broken-yaml", "dangling-reference", "no-citation"]),
        (("--ignore", "no-date, no-citation"), ["broken-yaml", "dangling-reference"]),
        (("--ignore", "broken-yaml", "--ignore", "no-date", "--strict"), ["dangling-", "no-cit"]),
        (("--select", "no-date"), ["broken-yaml", "no-date"]),
        (("--select", "no-date", "--ignore", "broken-yaml"), ["no-date"]),
    ],
)
def test_a_run_reports_what_it_is_told_to(
    draft: Path, capsys: Captured, arguments: tuple[str, ...], codes: list[str]
) -> None:
    """`--ignore` leaves codes out, `--select` all others but what keeps a file from being read."""
    assert draft.is_dir()
    code = main(["validate", *arguments])
    shown = capsys.readouterr().out
    found = sorted(name for name in CODES if f"[{name}]" in shown)
    assert len(found) == len(codes)
    assert all(name.startswith(start) for name, start in zip(found, codes, strict=True))
    assert code == int("error[" in shown)


@pytest.mark.parametrize("option", ["--ignore", "--select"])
def test_a_code_that_does_not_exist_is_refused(
    draft: Path, capsys: Captured, option: str, golden: Golden
) -> None:
    """A misspelt code ends the command with 2, and the code that was meant."""
    assert draft.is_dir()
    for codes in ("no-date,no-citatoin", "qqqq"):
        assert golden.output(capsys, main(["validate", option, codes]), codes) == 2


def test_a_file_may_make_more_of_a_diagnostic(tmp_path: Path) -> None:
    """What a file makes an error fails, and keeps it from being loaded."""
    file = tmp_path / "x.yaml"
    rules = "rules: {no-date: {level: error, because: We need them.}}\n"
    file.write_text(rules + "events:\n  - {id: a, title: A}\n", "utf-8")
    with pytest.raises(ChronologyError, match=r"error\[no-date\]"):
        load(file)


def test_no_option_makes_an_unreadable_file_look_clean(tmp_path: Path, capsys: Captured) -> None:
    """Where nothing can be read, why is reported, whatever is left out."""
    file = tmp_path / "x.yaml"
    file.write_text("a: [\n", "utf-8")
    assert main(["validate", str(file), "--ignore", "broken-yaml"]) == 1
    assert "error[broken-yaml]" in capsys.readouterr().out


def test_a_setting_in_one_word_is_told_what_it_needs(tmp_path: Path, golden: Golden) -> None:
    """A setting without its reason is shown the form that has one."""
    file = tmp_path / "x.yaml"
    file.write_text("rules: {no-date: off}\nevents: []\n", "utf-8")
    (found,) = check(file)
    assert "{level: off, because: ...}" in str(found.hint)
    golden(words([found], tmp_path))
