"""`chronology validate --fix` and `--diff`: what is safe is fixed in place, and nothing else.

A file `fixes/NAME.before.yaml` becomes the file `fixes/NAME.after.yaml` beside it.
"""

import csv
import io
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st

import chronology.editing
from chronology.cli import main
from chronology.dates import EdtfError, parse
from chronology.dates.hints import only_reading
from chronology.editing import Change, apply, fix
from chronology.findings import Diagnostic
from chronology.loading import check_text
from chronology.reading import read

HERE = Path(__file__).parent
BEFORE = sorted((HERE / "fixes").glob("*.before.yaml"))
FIXTURES = sorted(file for folder in ("bad", "good") for file in (HERE / folder).glob("*.yaml"))
OURS = HERE.parent / "events.yaml"
MAY_BE_READ_NOW = {"bad-date", "unquoted-date"}
LEFT_ALONE = {"broken", "last-line-counts", "two-lines"}
"""The cases in which nothing is fixed, which is what they show."""

Captured = pytest.CaptureFixture[str]


def content(file: Path) -> str:
    """A file's text, its line breaks and byte order mark included."""
    return file.read_bytes().decode("utf-8")


def after(before: Path) -> Path:
    """The file that shows what becomes of another."""
    return before.with_name(before.name.replace("before", "after"))


def sound(file: Path) -> bool:
    """Whether the YAML of a file has no mistakes."""
    return not read(file.read_bytes(), file.name).troubles


SOUND = [file for file in (*FIXTURES, *BEFORE) if sound(file)]


# ------------------------------------------------------------------------------ what is fixed


@pytest.mark.parametrize("before", BEFORE, ids=lambda file: file.name.partition(".")[0])
def test_fixed(before: Path) -> None:
    """A file is fixed as the one beside it shows, and that one has nothing more to fix."""
    meant = content(after(before))
    assert fix(content(before), before.name).text == meant
    assert fix(meant, before.name).changes == ()
    assert (meant == content(before)) == (before.name.partition(".")[0] in LEFT_ALONE)


def test_every_case_has_two_files() -> None:
    """No file of the cases stands alone."""
    names = [file.name for file in (HERE / "fixes").iterdir()]
    assert sorted(names) == sorted(
        file.name.replace("before", which) for file in BEFORE for which in ("before", "after")
    )


def test_our_record_has_nothing_to_fix() -> None:
    """The record of this project is as `--fix` would leave it."""
    assert fix(content(OURS), OURS.name) == (content(OURS), (), None)


@pytest.mark.parametrize("text", ["", "events: []\n", "# only a comment\n", "\ufeff"])
def test_little_files(text: str) -> None:
    """A file with nothing to fix stays as it is."""
    assert fix(text, "little.yaml") == (text, (), None)


def test_a_file_that_is_one_word() -> None:
    """A word that stands for a whole file is no reason to stumble."""
    assert fix("NO", "word.yaml").text == "NO\n"
    assert [each.code for each in check_text("NO", "word.yaml")[1]] == ["wrong-type"]


def test_a_value_on_two_lines_is_left_to_the_curator() -> None:
    """What needs quotation marks and is folded over lines is not what stands in the file."""
    text = "title: 2025-02-12\n  21:59:43\nevents: []\n"
    assert fix(text, "x.yaml").text == text
    assert [each.code for each in check_text(text, "x.yaml")[1]] == ["needs-quotes"]


def test_changes_are_made_together() -> None:
    """Changes are told by their places in the text as it was."""
    changes = [Change(7, 7, "\n"), Change(0, 3, "ONE!"), Change(4, 7, "2")]
    assert apply("one two", changes) == "ONE! 2\n"


def test_what_would_say_something_else_is_not_written(
    monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """A change by which the file would say anything else than was meant is not made."""
    monkeypatch.setattr(chronology.editing, "loose_ends", lambda *_: [Change(0, 0, "a: 1\n")])
    text = "title: NO\nevents: []\n"
    same, changes, refusal = fix(text, "x.yaml")
    assert (same, changes) == (text, ())
    golden(str(refusal))


# ------------------------------------------------------------------------------ dates


def readings() -> list[dict[str, str]]:
    """The table of texts and their only readings."""
    with (HERE / "data" / "only-readings.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("row", readings(), ids=lambda row: repr(row["text"]))
def test_only_reading(row: dict[str, str]) -> None:
    """A date is read for another only if nobody can read it in another way."""
    assert only_reading(row["text"]) == (row["reading"] or None)


@pytest.mark.parametrize(
    "row", [row for row in readings() if row["reading"]], ids=lambda row: repr(row["text"])
)
def test_only_readings_are_what_hints_say(row: dict[str, str]) -> None:
    """What is fixed is what the hint says, and it says no more."""
    words = hint_for("27.02.2025").split("2025-02-27")
    assert hint_for(row["text"]) == row["reading"].join(words)


def hint_for(text: str) -> str:
    """The hint for a text that is no date."""
    with pytest.raises(EdtfError) as caught:
        parse(text)
    return str(caught.value.hint)


def test_long_texts_are_no_dates() -> None:
    """A text of many characters is no date, and costs no time."""
    assert only_reading("2025/02/27" + " " * 1_000_000) is None


# ------------------------------------------------------------------------------ any file


@st.composite
def untidy(draw: st.DrawFn) -> str:
    """A file of our tests with spaces at line ends, other line breaks, or no end."""
    text = content(draw(st.sampled_from(SOUND))).removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number in draw(st.lists(st.integers(0, len(lines) - 1), max_size=6)):
        lines[number] += draw(st.sampled_from([" ", "  ", "\t", " # more", "  # more \t"]))
    text = "\n".join(lines)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


@given(untidy())
def test_fixing_twice_changes_nothing(text: str) -> None:
    """What was fixed has nothing left to fix."""
    once = fix(text, "x.yaml")
    assert once.refusal in (None, fix("[", "x.yaml").refusal)
    assert fix(once.text, "x.yaml").changes == ()
    assert (once.text == text) == (not once.changes)


@given(untidy())
def test_fixing_keeps_what_is_said(text: str) -> None:
    """The record stays the same, and no diagnostic comes or goes but those that were fixed."""
    new = fix(text, "x.yaml").text
    (shaped, found), (again, left) = check_text(text, "x.yaml"), check_text(new, "x.yaml")
    if MAY_BE_READ_NOW & {each.code for each in found}:
        return  # and then contradict others
    assert again.record == shaped.record
    assert said(left) == [each for each in said(found) if each[0] != "needs-quotes"]


def said(diagnostics: list[Diagnostic]) -> list[tuple[str, object, str]]:
    """Diagnostics without the places, which fixing may change."""
    return [(each.code, each.path, each.message) for each in diagnostics]


@given(untidy())
def test_fixing_keeps_comments(text: str) -> None:
    """Every line with nothing but a comment still stands, in the same order."""
    new = fix(text, "x.yaml").text
    comments = [
        [line.strip() for line in each.splitlines() if line.lstrip().startswith("#")]
        for each in (text, new)
    ]
    assert comments[0] == comments[1]
    assert new.rstrip().count("\n") == text.rstrip().count("\n")


# ------------------------------------------------------------------------------ the command

UNTIDY = "title: NO\nevents: []   \n"
TIDY = 'title: "NO"\nevents: []\n'


@pytest.fixture
def untidy_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with two things to fix, in the folder where commands run."""
    file = tmp_path / "events.yaml"
    file.write_text(UNTIDY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return file


def test_fix_writes_and_reports_what_remains(
    untidy_file: Path, capsys: Captured, golden: Golden
) -> None:
    """`--fix` changes the file, says so, and then checks it."""
    untidy_file.write_text(UNTIDY + "licence: CC0\n", "utf-8")
    assert golden.output(capsys, main(["validate", "--fix", "events.yaml"])) == 1
    assert untidy_file.read_text("utf-8") == TIDY + "licence: CC0\n"


def test_a_second_fix_writes_nothing(untidy_file: Path, capsys: Captured) -> None:
    """A file with nothing to fix is not written at all."""
    assert main(["validate", "--fix"]) == 0
    inode = untidy_file.stat().st_ino
    capsys.readouterr()
    assert main(["validate", "--fix"]) == 0
    assert capsys.readouterr().err == ""
    assert untidy_file.stat().st_ino == inode


def test_diff_shows_and_writes_nothing(untidy_file: Path, capsys: Captured, golden: Golden) -> None:
    """`--diff` prints what `patch` takes, leaves the file alone, and gives the exit code 1."""
    assert main(["validate", "--diff"]) == 1
    said = capsys.readouterr()
    assert said.out == (
        "--- events.yaml\n+++ events.yaml\n@@ -1,2 +1,2 @@\n"
        '-title: NO\n-events: []   \n+title: "NO"\n+events: []\n'
    )
    golden(said.err)
    assert untidy_file.read_text("utf-8") == UNTIDY


@pytest.mark.parametrize("text", [TIDY, TIDY + "licence: CC0\n"], ids=["tidy", "no fix"])
def test_diff_of_nothing(untidy_file: Path, capsys: Captured, text: str, golden: Golden) -> None:
    """Where there is nothing to fix, `--diff` fails only for what no fix mends."""
    untidy_file.write_text(text, "utf-8")
    assert main(["validate", "--diff"]) == int("licence" in text)
    said = capsys.readouterr()
    assert said.out == ""
    golden(said.err)


@pytest.mark.parametrize("before", BEFORE, ids=lambda file: file.name.partition(".")[0])
def test_a_diff_can_be_applied(
    before: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """What `--diff` shows is a patch that does what `--fix` does."""
    if (git := shutil.which("git")) is None:
        pytest.skip("git is not installed")
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(before.read_bytes())
    monkeypatch.chdir(tmp_path)
    main(["validate", "--diff", "copy.yaml"])
    if patch := capsysbinary.readouterr().out:
        apply = [git, "apply", "-p0", "--whitespace=nowarn"]
        subprocess.run(apply, input=patch, check=True)
    assert copy.read_bytes() == after(before).read_bytes()


def test_a_diff_on_a_terminal(
    untidy_file: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, what no reader can see is spelt out."""
    untidy_file.write_text("title: \ue000yes\nlanguage: NO", "utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["validate", "--diff"]) == 1
    assert " title: \\ue000yes\n-language: NO\n\\ No newline" in capsys.readouterr().out


def test_fix_and_diff_exclude_each_other(capsys: Captured) -> None:
    """Who asks for both at once has mistaken one of them."""
    with pytest.raises(SystemExit):
        main(["validate", "--fix", "--diff"])
    assert "not allowed with" in capsys.readouterr().err


def test_fix_keeps_links_and_permissions(untidy_file: Path, tmp_path: Path) -> None:
    """A link stays one, what it leads to is fixed, and keeps its permissions."""
    untidy_file.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("events.yaml")
    assert main(["validate", "--fix", "link.yaml"]) == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert untidy_file.read_text("utf-8") == TIDY
    assert stat.S_IMODE(untidy_file.stat().st_mode) == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {"events.yaml", "link.yaml"}


def test_fix_leaves_read_only_files(
    untidy_file: Path, tmp_path: Path, capsys: Captured, golden: Golden
) -> None:
    """A file that is read-only stays as it is, and keeps no other from being fixed."""
    untidy_file.chmod(0o444)
    (tmp_path / "other.yaml").write_text(UNTIDY, "utf-8")
    assert golden.output(capsys, main(["validate", "--fix", "events.yaml", "other.yaml"])) == 2
    assert untidy_file.read_text("utf-8") == UNTIDY
    assert (tmp_path / "other.yaml").read_text("utf-8") == TIDY


def test_fix_as_a_filter(capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    """With `-`, the fixed text goes to the standard output, and the report goes elsewhere."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(UNTIDY.encode())))
    assert main(["validate", "--fix", "-"]) == 0
    said = capsys.readouterr()
    assert said.out == TIDY
    golden(said.err)


def test_fix_of_a_folder(
    untidy_file: Path, tmp_path: Path, capsys: Captured, golden: Golden
) -> None:
    """The files of a folder are fixed each by itself."""
    (tmp_path / "more.yaml").write_text("places: {oslo: {name: ON}}\n", "utf-8")
    assert golden.output(capsys, main(["validate", "--fix", "."])) == 0
    assert untidy_file.read_text("utf-8") == TIDY
    assert (tmp_path / "more.yaml").read_text("utf-8") == 'places: {oslo: {name: "ON"}}\n'


@pytest.mark.parametrize(
    ("options", "fixes"),
    [
        (["--ignore", "needs-quotes"], {"date"}),
        (["--ignore", "bad-date,unquoted-date"], {"title"}),
        (["--select", "needs-quotes"], {"title"}),
        (["--select", "bad-date"], {"date"}),
        ([], {"title", "date"}),
    ],
)
def test_only_what_is_reported_is_fixed(
    untidy_file: Path, options: list[str], fixes: set[str]
) -> None:
    """What a run leaves out of its report, it leaves alone."""
    lines = {"title": "title: NO", "date": "as_of: 2025/02/27"}
    new = {"title": 'title: "NO"', "date": "as_of: 2025-02-27"}
    untidy_file.write_text("\n".join([*lines.values(), "events: []\n"]), "utf-8")
    main(["validate", "--fix", *options])
    expected = [new[name] if name in fixes else line for name, line in lines.items()]
    assert untidy_file.read_text("utf-8").splitlines()[:2] == expected


@pytest.mark.parametrize("level", ["off", "note"])
def test_what_a_file_turns_off_is_not_fixed(level: str) -> None:
    """A file whose `rules` want nothing said of quotation marks gets none."""
    text = f"rules: {{needs-quotes: {{level: {level}, because: So.}}}}\ntitle: NO\nevents: []\n"
    assert len(fix(text, "x.yaml").changes) == (level != "off")


def test_fix_leaves_what_is_no_file(untidy_file: Path, capsys: Captured, golden: Golden) -> None:
    """A pipe cannot be fixed in place."""
    reading, writing = os.pipe()
    os.write(writing, untidy_file.read_bytes())
    os.close(writing)
    assert main(["validate", "--fix", f"/dev/fd/{reading}"]) == 2
    os.close(reading)
    golden(capsys.readouterr().err.replace(f"/dev/fd/{reading}", "/dev/fd/N"))


@pytest.mark.parametrize(
    "text",
    [
        b"title: \xff\nevents: []   \n",
        b"title: [NO\nevents: []   \n",
        b"title: NO\n\x01events: []   \n",
    ],
    ids=["no UTF-8", "broken YAML", "a control character"],
)
def test_fix_says_why_it_did_nothing(
    untidy_file: Path, capsys: Captured, text: bytes, golden: Golden
) -> None:
    """A file that is no UTF-8 or no YAML is not touched, and the reason is told."""
    untidy_file.write_bytes(text)
    assert golden.output(capsys, main(["validate", "--fix"])) == 1
    assert untidy_file.read_bytes() == text
