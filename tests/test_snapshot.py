"""The snapshot's own logic: what it keeps, and how it tells what changed by kind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from snapshot import LARGEST, Result, ids_in, read_results, write_results
from snapshot_diff import changes, kind_of, kinds, summary, use_of, whole_difference

HERE = Path(__file__).parent

LINE = "x.yaml:3:5: error[bad-date] expected a year\n"
TWO = f"{LINE}x.yaml:4:5: warning[no-date] no date\n"
ON_GITHUB = "::error file=x.yaml,line=3,col=5,title=bad-date::expected a year\n"

HANGS_AND_CRASHES = """
import json, os, sys
import snapshot
def run(use):
    if use.name == "hangs":
        while True: pass
    if use.name == "crashes":
        os._exit(3)
    return snapshot.Result("exit 0", use.name.encode())
snapshot.run, snapshot.PATIENCE = run, 1
uses = [snapshot.Use("x", name, ()) for name in ("a", "hangs", "b", "crashes", "c")]
runs = snapshot.Runs()
runs.run([uses[:3], uses[3:]])
print(json.dumps({use.name: runs.results[use].end for use in uses}))
"""


@pytest.mark.parametrize(
    "result",
    [
        Result("exit 0"),
        Result("exit 1", b"one\ntwo\n", b"three\n"),
        Result("exit 0", b"no end", b"\n\nno end"),
        Result("exit 0", b"=== like a heading\n| like a mark\n! like another\nexit 1\n"),
        Result("exit 0", b"carriage\r\nreturn\x85\xe2\x80\xa8\x00\xff\n"),
        Result("ValueError: no such thing"),
    ],
)
def test_a_result_is_kept_as_it_was(result: Result, tmp_path: Path) -> None:
    """Every byte of a result survives writing and reading."""
    write_results(tmp_path / "x.txt", {"validate": result, "list": Result("exit 2", b"x")})
    assert read_results(tmp_path / "x.txt")["validate"] == result


def test_a_result_that_is_repeated_is_a_reference(tmp_path: Path) -> None:
    """A second command with the same result says so, and has that result."""
    same = Result("exit 1", b"x\n")
    write_results(tmp_path / "x.txt", {"list": same, "show": same, "export": Result("exit 0")})
    assert (tmp_path / "x.txt").read_text("utf-8").count("| x") == 1
    read = read_results(tmp_path / "x.txt")
    assert read["show"] == Result("exit 1", b"x\n", same="list")
    assert read["list"] == same


def test_of_a_long_output_the_digest_is_kept(tmp_path: Path) -> None:
    """An output that nobody would read through takes one line."""
    write_results(tmp_path / "x.txt", {"export": Result("exit 0", b"x" * (LARGEST + 1))})
    assert read_results(tmp_path / "x.txt")["export"].out.startswith(b"524289 bytes, ")


def test_what_hangs_or_crashes_takes_nothing_with_it() -> None:
    """A command that never ends, or takes the process with it, leaves the others their results."""
    command = [sys.executable, "-c", HANGS_AND_CRASHES]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "a": "exit 0",
        "hangs": "timed out",
        "b": "exit 0",
        "crashes": "ended with status 3",
        "c": "exit 0",
    }


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("sources:\n  - id: no\nevents:\n  - id: a\n    title: A\n  - id: 'b'\n", ["a", "b"]),
        ("events: [{id: a}]\n", []),
        ("events:\n- {id: a-1, title: A}\n", ["a-1"]),
        ("", []),
        ("events:\n" + "".join(f"- id: e{each}\n" for each in range(25)), ["e0", "e3", "e6"]),
    ],
)
def test_ids_of_events(text: str, ids: list[str]) -> None:
    """The ids of events are found by their look, and of many some, spread over the file."""
    found = ids_in(text.encode())
    assert found[: len(ids)] == ids
    assert len(found) <= 12


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (LINE, LINE, []),
        (LINE, LINE.replace("a year", "2025"), ["words only"]),
        (LINE, LINE.replace("3:5", "3:6"), ["places"]),
        (LINE, LINE.replace("error", "warning"), ["severities"]),
        (LINE, LINE.replace("error", "note").replace("3:5", "1:1"), ["severities", "places"]),
        (LINE, LINE.replace("bad-date", "bad-time"), ["codes"]),
        (LINE, TWO, ["codes"]),
        (LINE, "", ["codes"]),
        (TWO, "".join(TWO.splitlines(keepends=True)[::-1]), ["order"]),
        (ON_GITHUB, ON_GITHUB.replace("a year", "2025"), ["words only"]),
        (ON_GITHUB, ON_GITHUB.replace("col=5", "col=6"), ["places"]),
        ("BEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\r\n", ["output"]),
        (f'{{"text": "{LINE}"}}', f'{{"words": "{LINE}"}}', ["output"]),
    ],
)
def test_kinds(old: str, new: str, found: list[str]) -> None:
    """What differs in the diagnostics is told by its kind; in other output, that it differs."""
    before, after = Result("exit 1", old.encode()), Result("exit 1", new.encode())
    assert kinds(before, after) == found
    assert kinds(Result("exit 0", old.encode()), after) == ["exit status", *found]
    if not old.startswith("{"):
        errors = [Result("exit 1", b"", text.encode()) for text in (old, new)]
        assert kinds(*errors) == found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("site/events/a.html", "event pages"),
        ("pages/events/a.md", "event pages"),
        ("site/people/a.html", "person pages"),
        ("site/index.html", "other pages"),
        ("site/assets/chronology.css", "css"),
        ("site/api/v1/events/a.json", "api"),
        ("site/chronology.ics", "ics"),
    ],
)
def test_kinds_of_files(path: str, kind: str) -> None:
    """A file of the site is of the kind that a reader would name."""
    assert kind_of(path) == kind


def test_uses() -> None:
    """What is shown of each event counts as one use, and so does each explanation."""
    assert use_of("show a-b") == "show"
    assert use_of("explain bad-date") == "explain"
    assert use_of("export ics --links") == "export ics --links"


def snapshot(folder: Path, texts: dict[str, Result], site: dict[str, str]) -> Path:
    """A small snapshot: what was printed about one file, and digests of a site."""
    write_results(folder / "files" / "bad" / "x.yaml.txt", texts)
    manifest = "".join(f"{digest}       12 site/{path}\n" for path, digest in site.items())
    (folder / "MANIFEST").write_text(manifest, "utf-8")
    return folder


def test_the_summary(tmp_path: Path) -> None:
    """Changes are counted for each use by kind, with the first lines that differ."""
    printed, ics = Result("exit 1", LINE.encode()), Result("exit 0", b"SUMMARY:a\n")
    events = {f"events/{each}.html": "1" for each in "abc"}
    old = snapshot(
        tmp_path / "old",
        {"validate --format text": printed, "list": printed, "export ics": ics, "export csv": ics},
        {**events, "assets/a.css": "1", "index.html": "1"},
    )
    other = Result("exit 1", LINE.replace("a year", "2025").encode())
    new = snapshot(
        tmp_path / "new",
        {
            "validate --format text": other,
            "list": other,
            "export ics": Result("exit 0", b"SUMMARY:b\n"),
            "export xlsx": ics,
        },
        {**dict.fromkeys(events, "2"), "assets/a.css": "2", "assets/b.js": "2", "index.html": "1"},
    )
    lines = list(summary(list(changes(old, new))))
    assert [line for line in lines if not line.startswith(" ")] == [
        "export csv: 1 file: gone 1",
        "export ics: 1 file",
        "export xlsx: 1 file: new 1",
        "site: event pages changed 3, css changed 1, js new 1",
        "validate --format text: 1 file: words only 1",
    ]
    assert lines[-3:] == [
        "    words only: bad/x.yaml",
        "      - x.yaml:3:5: error[bad-date] expected a year",
        "      + x.yaml:3:5: error[bad-date] expected 2025",
    ]
    assert "+| SUMMARY:b\n" in list(whole_difference(old, new))


def test_equal_snapshots_have_no_difference(tmp_path: Path) -> None:
    """Nothing is told of snapshots that are the same."""
    texts = {"list": Result("exit 1", LINE.encode())}
    old, new = (snapshot(tmp_path / name, texts, {"a.css": "1"}) for name in ("old", "new"))
    assert list(changes(old, new)) == []
    assert list(whole_difference(old, new)) == []


def test_a_repetition_that_ends_is_told(tmp_path: Path) -> None:
    """A command that no longer repeats another one's result is compared with what it was."""
    same, other = Result("exit 1", LINE.encode()), Result("exit 1", b"")
    old = snapshot(tmp_path / "old", {"list": same, "show a": same}, {})
    new = snapshot(tmp_path / "new", {"list": same, "show a": other}, {})
    (found,) = changes(old, new)
    assert (found.group, found.kind, found.where) == ("show", "codes", "bad/x.yaml")
