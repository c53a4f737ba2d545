"""The golden texts: what is accepted when, and that none outlives its test."""

import sys
from pathlib import Path

import golden_texts
import pytest
from golden_texts import COLLECTED, FOLDER, Golden, facts, sections, write_sections

OLD = "x.yaml:3:5: error[bad-date] expected a year\n  hint: write 2025"
OTHER_WORDS = "x.yaml:3:5: error[bad-date] a year is missing\n  hint: write 2025-02"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A golden file with two sections, where the tests of a module `test_x` keep theirs."""
    monkeypatch.setattr(golden_texts, "FOLDER", tmp_path)
    file = tmp_path / "x.txt"
    file.write_text(f"=== test_a\nother\n=== test_b[1]\n{OLD}\n", "utf-8")
    return file


def compare(text: str, mode: str, test: str = "test_b[1]") -> None:
    """Compare a text as a test of the module `test_x` does."""
    Golden("test_x", test, mode)(text)


def test_equal_texts_pass(kept: Path) -> None:
    """A text that is the golden one passes, with or without a line's end, and writes nothing."""
    before = kept.read_bytes()
    for mode in ("", "words", "all"):
        compare(OLD, mode)
        compare(f"{OLD}\n", mode)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("test", ["test_b[1]", "test_c"])
def test_other_texts_fail(kept: Path, test: str) -> None:
    """Another text, or one without a golden text, fails and names the option."""
    before = kept.read_bytes()
    with pytest.raises(AssertionError, match="--accept"):
        compare(OTHER_WORDS, "", test)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("mode", ["words", "all"])
def test_other_words_are_accepted(kept: Path, mode: str) -> None:
    """`--accept` rewrites the section whose words differ, and no other."""
    compare(OTHER_WORDS, mode)
    assert sections(kept) == {"test_a": "other", "test_b[1]": OTHER_WORDS}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3:5", "3:6"),
        ("3:5", "4:5"),
        ("error[", "warning["),
        ("bad-date", "bad-time"),
        (OLD, ""),
        (OLD, f"{OLD}\nexit 1"),
    ],
)
def test_more_than_words_needs_all(kept: Path, old: str, new: str) -> None:
    """Another place, severity, code or exit status is accepted with `--accept=all` alone."""
    text = OLD.replace(old, new)
    before = kept.read_bytes()
    with pytest.raises(AssertionError, match="--accept=all"):
        compare(text, "words")
    assert kept.read_bytes() == before
    compare(text, "all")
    assert sections(kept).get("test_b[1]", "") == text


@pytest.mark.parametrize("mode", ["words", "all"])
def test_a_new_text_is_accepted(kept: Path, mode: str) -> None:
    """A test without a golden text gets one, in the order of the names."""
    compare(OLD, mode, "test_ab")
    assert list(sections(kept)) == ["test_a", "test_ab", "test_b[1]"]


def test_a_whole_file(tmp_path: Path) -> None:
    """A whole file holds exactly what is found, and goes where nothing is."""
    file = tmp_path / "bad-date.txt"
    golden = Golden("test_x", "test_a", "all")
    golden.whole(f"{OLD}\n", file)
    assert file.read_text("utf-8") == f"{OLD}\n"
    with pytest.raises(AssertionError, match="--accept=all"):
        Golden("test_x", "test_a", "words").whole("", file)
    golden.whole("", file)
    golden.whole("", file)
    assert not file.exists()


def test_nothing_has_no_section(kept: Path) -> None:
    """Where nothing is printed nothing is kept; that nothing is printed any more is noticed."""
    compare("", "", "test_c")
    with pytest.raises(AssertionError, match="--accept"):
        compare("", "")
    compare("", "all")
    assert sections(kept) == {"test_a": "other"}


def test_what_a_command_prints(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both streams of a command and its exit status are one text."""
    for streams, name in ((("out\n",), "one"), (("", "err\n"), "two"), (("out\n", "err\n"), "")):
        for stream, text in zip((sys.stdout, sys.stderr), streams, strict=False):
            stream.write(text)
        assert Golden("test_x", "test_c", "all").output(capsys, 2, name) == 2
    assert {name: text for name, text in sections(kept).items() if name.startswith("test_c")} == {
        "test_c": "out\n--- stderr\nerr\nexit 2",
        "test_c: one": "out\nexit 2",
        "test_c: two": "--- stderr\nerr\nexit 2",
    }


def test_a_machine_path_is_refused(kept: Path, tmp_path: Path) -> None:
    """A text with a path of this machine is refused, whatever is accepted."""
    for path in (tmp_path, Path.cwd()):
        with pytest.raises(AssertionError, match="a path of this machine"):
            compare(f"{path} was read", "all")
    assert sections(kept)["test_b[1]"] == OLD


def test_facts() -> None:
    """Places, severities with their codes, and exit statuses are no words."""
    text = f"{OLD}\n  x.yaml:7:1: the id is here\n10:30: talks\nexit 2\nno exit 2 here\n"
    assert facts(text) == ["3:5", "error[bad-date]", "7:1", "10:30", "exit 2"]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_every_golden_text_has_a_test(file: Path, request: pytest.FixtureRequest) -> None:
    """A golden text whose test is gone, or has another name now, goes with `--accept=all`."""
    assert (FOLDER.parent / f"test_{file.stem}.py").exists(), "there are no such tests any more"
    assert b"\r" not in file.read_bytes(), "golden files have the line ends of Unix"
    tests = request.config.stash[COLLECTED].get(f"test_{file.stem}")
    if tests is None:
        pytest.skip(f"test_{file.stem}.py is not part of this run")
    texts = sections(file)
    stale = {name for name in texts if {name, name.rpartition(": ")[0]}.isdisjoint(tests)}
    if stale and request.config.getoption("accept") == "all":
        write_sections(file, {name: text for name, text in texts.items() if name not in stale})
        return
    assert stale == set(), "take these out with --accept=all"
