"""The command `chronology`, as its users run it."""

import io
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from golden_texts import Golden

import chronology
from chronology.__main__ import main as start
from chronology.cli import main
from chronology.formats import EXPORTERS
from chronology.rules import CODES

GOOD = """\
as_of: 2025-12-31
sources: {s: {title: A \\u001b[31mred paper, publisher: P, url: "https://example.org/", read: full}}
parties: {us: {name: US}}
people: {ann: {name: Ann, party: us}}
places: {oslo: {name: Oslo, timezone: Europe/Oslo}}
kinds: {talks: {label: Talks}}
topics: {fish: {label: Fish}, ice: {label: Ice}}
events:
  - id: first
    title: First talks
    kind: talks
    date: 2025-02-27
    time: 10:00/11:30~
    duration: 90 minutes~
    place: oslo
    venue: town hall
    summary: They met.
    participants: {ann: {capacity: head, role: envoy}, us: host}
    topics: [fish]
    excluded_topics: [ice]
    outcomes: {more: {text: More talks., event: second}, peace: Peace at last.}
    notes: {count: Some count three.}
    decisions: {date: The paper was printed on the day.}
    citations:
      s:
        - passage: they met on ... in the town
          supports: [date, time, duration, place, participants, topics, excluded_topics]
          derived: From the day of the paper.
          when: {says: a week before, before: second, by: 1 week~}
        - passage: about the ... hall of Oslo
          supports: [venue, outcomes, notes]
          differs: {date: 28 February 2025}
  - id: second
    title: Second talks
    date: 2025-03
    status: cancelled
    part_of: first
    follows: first
    citations: {s: [{passage: more talks ... in March, when: {says: in March, month_of: 2025-03}}]}
  - id: third
    title: Third talks
    cancels: second
"""


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound `events.yaml`, in which commands run."""
    text = GOOD.replace("A \\u001b[31mred paper", '"A \\u05d0\\u200ered paper"').replace(
        "10:00/11:30~", "'10:00/11:30~'"
    )
    (tmp_path / "events.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


Captured = pytest.CaptureFixture[str]


def test_a_sound_file_is_clean(good: Path, capsys: Captured, golden: Golden) -> None:
    """A file without mistakes gives exit code 0, and says so."""
    assert good.is_dir()
    assert golden.output(capsys, main(["validate"])) == 0


def test_warnings_fail_only_under_strict(good: Path) -> None:
    """Warnings fail under `--strict` only."""
    file = str(good / "events.yaml")
    assert main(["validate", file]) == 0
    assert main(["validate", file, "--strict"]) == 1


def test_each_mistake_is_a_line_with_a_hint(good: Path, capsys: Captured, golden: Golden) -> None:
    """A mistake is one line, with its place and code, and its hint below it."""
    (good / "bad.yaml").write_text("events:\n  - id: a\n    titel: x\n  - id: b\n", "utf-8")
    assert golden.output(capsys, main(["validate", "bad.yaml", "events.yaml"])) == 1


def test_diagnostics_are_data_for_programs(good: Path, capsys: Captured) -> None:
    """`--format json` gives every detail of every diagnostic."""
    (good / "bad.yaml").write_text("events:\n  - id: a\n", "utf-8")
    assert main(["validate", "--format", "json", "bad.yaml"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["counts"] == {"error": 1, "warning": 2, "note": 0}
    first = next(each for each in report["diagnostics"] if each["severity"] == "error")
    assert (first["file"], first["line"], first["column"]) == ("bad.yaml", 2, 5)
    assert (first["code"], first["path"]) == ("missing-field", "events[0]")


def test_house_rules_are_applied_with_lines(good: Path, capsys: Captured, golden: Golden) -> None:
    """A JSON Schema of the user's is applied, and its errors have their lines."""
    rules = {"properties": {"title": {"type": "string"}}, "required": ["license"]}
    (good / "rules.json").write_text(json.dumps(rules), "utf-8")
    assert golden.output(capsys, main(["validate", "--schema", "rules.json", "events.yaml"])) == 1


@pytest.mark.parametrize(
    "command",
    [
        "validate none.yaml",
        "validate empty",
        "validate --schema events.yaml",
        "validate --schema latin.json",
        "validate --schema far.json",
        "validate --texts none",
        "show frist --file events.yaml",
        "list --kind talk --file events.yaml",
        "list --from 11/04/2025 --file events.yaml",
        "list --from 2026 --to 2025 --file events.yaml",
        "list --certainly --file events.yaml",
        "export jsno",
        "explain duplicate-di",
        "explain qqqq",
        "export json --output none/x.json",
        "validate --diff --output x",
        "validate --diff --format json",
        "validate events.yaml --output events.yaml",
        "validate . --output link",
        "export json --file events.yaml --output link",
        "schema --check none.json",
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_2(
    good: Path, capsys: Captured, command: str, golden: Golden
) -> None:
    """A command that cannot be carried out says why, in one line, and ends with 2."""
    (good / "empty").mkdir()
    (good / "latin.json").write_bytes(b'{"title": "\xe9"}')
    (good / "far.json").write_text('{"$ref": "https://example.org/schema.json"}', "utf-8")
    (good / "link").symlink_to("events.yaml")
    before = (good / "events.yaml").read_bytes()
    assert main(command.split()) == 2
    assert (good / "events.yaml").read_bytes() == before
    out, error = capsys.readouterr()
    assert error.startswith("chronology: ")
    assert error.count("\n") == 1
    golden(out + error)


def test_a_broken_file_is_not_listed(good: Path, capsys: Captured, golden: Golden) -> None:
    """Other commands than `validate` report a broken file's diagnostics, and end with 1."""
    (good / "bad.yaml").write_text("events: [\n", "utf-8")
    assert golden.output(capsys, main(["list", "--file", "bad.yaml"])) == 1


def test_the_timeline_is_a_table(good: Path, capsys: Captured, golden: Golden) -> None:
    """`list` prints the events in time order, with their dates in words."""
    assert good.is_dir()
    assert golden.output(capsys, main(["list", "--file", "events.yaml"])) == 0


def test_the_timeline_fits_a_small_terminal(
    good: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """On a small terminal kind and id stand below the title, and nothing is wider than it."""
    assert good.is_dir()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert main(["list", "--file", "events.yaml"]) == 0
    assert isinstance(sys.stdout, _Terminal)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", sys.stdout.getvalue()).splitlines()
    assert max(map(len, lines)) <= 60
    golden("\n".join(lines))


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ("--from 2025-03", ["second"]),
        ("--to 2025-02", ["first"]),
        ("--from 2025-03-02 --certainly", []),
        ("--involving ann --at oslo --kind talks --about fish", ["first"]),
    ],
    ids=["from", "to", "certainly", "all"],
)
def test_the_timeline_can_be_narrowed(
    good: Path, capsys: Captured, options: str, listed: list[str], golden: Golden
) -> None:
    """`list` has the loader's filters, and they add up."""
    assert good.is_dir()
    assert main(["list", "--file", "events.yaml", *options.split()]) == 0
    printed = capsys.readouterr().out
    assert re.findall(r" (first|second|third) *$", printed, re.MULTILINE) == listed
    golden(printed)


def test_without_a_file_the_bundled_record_is_listed(capsys: Captured) -> None:
    """`list` and `show` without a file are about the bundled record."""
    assert main(["list"]) == 0
    assert "istanbul-embassy-talks" in capsys.readouterr().out
    assert main(["show", "istanbul-embassy-talks"]) == 0
    assert "Sonata Coulter" in capsys.readouterr().out


def test_all_about_an_event_is_shown(good: Path, capsys: Captured, golden: Golden) -> None:
    """`show` prints everything that the file says of an event, and how it is known."""
    assert good.is_dir()
    assert golden.output(capsys, main(["show", "first", "--file", "events.yaml"])) == 0


def test_what_follows_for_a_date_is_told_apart(
    good: Path, capsys: Captured, golden: Golden
) -> None:
    """`show` prints the bounds that follow for a date, and why, beside what is stated."""
    (good / "x.yaml").write_text(
        "sources: {s: {read: excerpt}}\nevents:\n  - {id: call, title: A call, date: 2025-02-12}\n"
        "  - {id: talks, title: Talks, citations: {s: {when: "
        "{says: six days later, after: call, by: 6 days}}}}\n",
        "utf-8",
    )
    assert golden.output(capsys, main(["show", "talks", "--file", "x.yaml"])) == 0


def test_each_reading_stands_beside_what_is_recorded(
    good: Path, capsys: Captured, golden: Golden
) -> None:
    """`show` prints, for a field of any type, what is recorded and what others say."""
    readings = {
        "participants.ann": "absent",
        "participants": "Ann and Bob",
        "outcomes.more": "No talks.",
        "notes.count": "Some count four.",
        "topics": "Ice",
        "place": "Bergen",
        "follows": "nothing",
        "venue": "town hall",
    }
    differs = ", ".join(f"{path}: {other}" for path, other in readings.items())
    (good / "x.yaml").write_text(
        "sources: {s: {publisher: P, wire: AP, published: 2025-03, copies: ['https://c.example/']}}\n"
        "people: {ann: {name: Ann}}\nplaces: {oslo: {name: Oslo}}\n"
        "topics: {fish: {label: Fish}}\nevents:\n  - id: a\n    title: A\n    topics: [fish]\n"
        "    place: oslo\n    follows: b\n    participants: {ann: {capacity: head, role: envoy}}\n"
        "    outcomes: {more: More talks.}\n    notes: {count: Some count three.}\n"
        "    extra: {mine: 5}\n    citations:\n      s:\n"
        f"        - {{passage: They met in ... the town, differs: {{{differs}}}}}\n"
        "  - {id: b, title: Second talks}\n",
        "utf-8",
    )
    assert golden.output(capsys, main(["show", "a", "--file", "x.yaml"])) == 0


def test_an_event_of_which_little_is_known_is_shown(
    good: Path, capsys: Captured, golden: Golden
) -> None:
    """`show` says what is not known: no date, no source, no passage."""
    (good / "bare.yaml").write_text(
        "sources: {s: {read: excerpt}, t: {}}\nplaces: {p: {name: P}}\n"
        "events:\n  - {id: a, title: A, time: '09:00', place: p}\n"
        "  - {id: b, title: B, venue: hall, citations: {s: [{}], t: [{}]}}\n",
        "utf-8",
    )
    for event, file in {"third": "events.yaml", "a": "bare.yaml", "b": "bare.yaml"}.items():
        assert golden.output(capsys, main(["show", event, "--file", file]), event) == 0


def test_nothing_from_a_file_moves_the_cursor(good: Path, capsys: Captured) -> None:
    """Characters that are invisible or turn the text around are spelt out."""
    assert good.is_dir()
    assert main(["show", "second", "--file", "events.yaml"]) == 0
    shown = capsys.readouterr().out
    assert "A \u05d0\\u200ered paper" in shown
    assert "\u200e" not in shown


def test_the_json_export_is_read_back_to_the_same_record(good: Path) -> None:
    """The JSON export is lossless: loaded again, it is the same record."""
    assert main(["export", "json", "--file", "events.yaml", "--output", "out.json"]) == 0
    again = chronology.load(good / "out.json")
    assert again.record == chronology.load(good / "events.yaml").record
    assert (good / "out.json").stat().st_mode & 0o777 == 0o666 & ~_umask()
    bundled = chronology.load()
    (good / "own.json").write_text(EXPORTERS["json"].render(bundled), "utf-8")
    assert chronology.load(good / "own.json").record == bundled.record


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def test_a_part_of_a_chronology_exports_its_events_only(good: Path) -> None:
    """An export of some events has those events."""
    part = chronology.load(good / "events.yaml").between("2025-03", None)
    assert [each["id"] for each in json.loads(EXPORTERS["json"].render(part))["events"]] == [
        "second"
    ]


def test_an_export_goes_to_the_terminal_without_an_output(
    good: Path, capsys: Captured, golden: Golden
) -> None:
    """Without `--output` the export is printed; without a format the formats are."""
    assert good.is_dir()
    assert main(["export", "json", "--file", "events.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["events"][0]["id"] == "first"
    assert golden.output(capsys, main(["export"])) == 0


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("id: talks\n", id="id"),
        pytest.param("title: Two days\n", id="title"),
        pytest.param("title: Два дня\n", id="title of another script"),
        pytest.param("", id="no title"),
    ],
)
def test_a_calendar_says_what_a_curator_should_know(
    good: Path, capsys: Captured, golden: Golden, header: str
) -> None:
    """That no `id` names the file, and which dates are left out, stands beside the calendar."""
    events = "events:\n  - {id: a, title: A, date: 2025}\n  - {id: far, title: B, date: Y12025}\n"
    (good / "talks.yaml").write_text(header + events, "utf-8")
    assert main(["export", "ics", "--file", "talks.yaml"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("BEGIN:VCALENDAR")
    golden(err)
    assert main(["export", "json", "--file", "talks.yaml"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["pages", "site", "--file", "talks.yaml"]) == 0
    assert capsys.readouterr().err == err


def test_a_failed_export_leaves_the_old_file(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that fails while it is written leaves the old file, and no other."""
    (good / "out.json").write_text("old", "utf-8")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    assert main(["export", "json", "--file", "events.yaml", "--output", "out.json"]) == 2
    assert (good / "out.json").read_text("utf-8") == "old"
    assert sorted(each.name for each in good.iterdir()) == ["events.yaml", "out.json"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, capsys: Captured) -> None:
    """`explain` prints the page of every code: what is wrong, how grave, and which stage."""
    assert main(["explain", code]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"{code}\n\n{CODES[code].summary}\n")
    assert f"Severity: {CODES[code].severity.value}." in page


@pytest.mark.parametrize("word", ["postponed", "event.date", "citation", "Target"])
def test_words_and_fields_are_explained(word: str, capsys: Captured, golden: Golden) -> None:
    """`explain` prints what a word, a field, a part of a file or a type of text means."""
    assert golden.output(capsys, main(["explain", word])) == 0


def test_all_senses_of_a_name_are_explained(capsys: Captured, golden: Golden) -> None:
    """`explain` prints every sense of a name, with a blank line between them."""
    assert main(["explain", "before"]) == 0
    printed = capsys.readouterr().out
    assert len([line for line in printed.splitlines() if re.match(r"\S*\bbefore\b", line)]) == 2
    golden(printed)


def test_explain_lists_what_there_is(capsys: Captured, golden: Golden) -> None:
    """`explain` without a name lists codes, words and fields by their groups, with meanings."""
    assert main(["explain"]) == 0
    listed = capsys.readouterr().out
    for code in CODES.values():
        assert f"\n  {code.name}: {code.summary}\n" in listed
    assert all(f"\n  {name}: " in listed for name in ("status", "held", "event.date"))
    golden("\n".join(line for line in listed.splitlines() if line and not line.startswith(" ")))


def test_the_version_is_that_of_the_distribution(capsys: Captured) -> None:
    """`--version` prints the version of what is installed."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"chronology {version('chronology-data')}\n"


def test_the_schema_is_printed_and_compared(good: Path, capsys: Captured, golden: Golden) -> None:
    """`schema` prints the JSON Schema, and `--check` tells whether a file still is it."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Chronology"
    assert main(["schema", "--output", "s.json"]) == 0
    assert main(["schema", "--check", "s.json"]) == 0
    (good / "s.json").write_text("{}", "utf-8")
    assert main(["schema", "--check", "s.json"]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "`chronology schema --output s.json`" in printed.err) == ("", True)
    golden(printed.err)
    with pytest.raises(SystemExit):
        main(["schema", "--check", "s.json", "--output", "t.json"])
    assert not (good / "t.json").exists()


def test_the_schema_of_the_api_is_printed_and_compared(
    repository: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`schema --api` prints the schema of the API; `--check` alone compares the repository's."""
    monkeypatch.chdir(repository)
    assert main(["schema", "--api"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "The API of a chronology"
    assert main(["schema", "--api", "--check"]) == 0
    assert main(["schema", "--check"]) == 0
    assert main(["schema", "--api", "--check", "schema/chronology.schema.json"]) == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_and_can_be_refused(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report is coloured on a terminal, and not where NO_COLOR is set."""
    assert good.is_dir()
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    texts = []
    for _ in range(2):
        monkeypatch.setattr(sys, "stdout", _Terminal())
        assert main(["validate"]) == 0
        assert isinstance(sys.stdout, _Terminal)
        texts.append(sys.stdout.getvalue())
        monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[33mwarning" in texts[0]
    assert "\x1b[33m" not in texts[1]


def test_an_interrupt_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends the command without a traceback, by the exit code of an interrupt."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("chronology.cli._run", interrupted)
    try:
        assert start() == 130
        assert capsys.readouterr().err == "chronology: interrupted\n"
        monkeypatch.setattr(sys, "stderr", None)
        assert start() == 130
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_package_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m chronology` does what the command does, and its usage says so."""
    monkeypatch.setattr(sys, "argv", ["chronology", "validate", "--help"])
    monkeypatch.delitem(sys.modules, "chronology.__main__")  # where Python would warn of it
    for run, usage in ((start, "chronology"), (as_module, "python -m chronology")):
        with pytest.raises(SystemExit) as ended:
            run()
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: {usage} validate ")


def as_module() -> None:
    """Run the package as Python does under `-m`."""
    runpy.run_module("chronology", run_name="__main__")


def _command() -> str:
    found = shutil.which("chronology", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("the command is not installed beside this Python")
    return found


def test_a_check_loads_only_what_it_needs(good: Path) -> None:
    """A sound file is checked without the libraries that other commands and findings need."""
    code = "import sys; from chronology.cli import main; main(['validate']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=good, capture_output=True, text=True, check=True
    )
    slow = {"chronology.events", "chronology.cli.revisions", "dateutil", "jsonschema"}
    assert (slow | {"langcodes", "mkdocs", "rich"}).isdisjoint(done.stdout.split())


def test_the_installed_command_runs(good: Path) -> None:
    """The installed command validates a file, and tells by its exit code."""
    done = subprocess.run(
        [_command(), "validate", "--strict"], cwd=good, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("events.yaml:")


def test_a_reader_that_leaves_ends_the_command_quietly() -> None:
    """A closed pipe ends the command without a traceback."""
    command = f"{_command()} schema | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == '{\n  "$sche'
    assert done.stderr == ""


def test_a_pipe_that_is_closed_is_not_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader does not want goes nowhere, and the exit code is that of a closed pipe."""

    def closed(*_: object) -> None:
        raise BrokenPipeError

    read, write = os.pipe()
    with os.fdopen(write, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        monkeypatch.setattr("chronology.cli._run", closed)
        assert main(["explain"]) == 141
    os.close(read)


def test_a_missing_file_does_not_hide_the_others(
    good: Path, capsys: Captured, golden: Golden
) -> None:
    """What can be read is reported, what cannot is said, and the exit code tells of the worse."""
    (good / "bad.yaml").write_text("events:\n  - id: a\n", "utf-8")
    assert golden.output(capsys, main(["validate", "bad.yaml", "none.yaml"])) == 2


def test_what_the_terminal_cannot_show_is_spelt_out() -> None:
    """On a terminal without Unicode nothing is lost and nothing crashes."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [_command(), "list"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u2013" in done.stdout


def test_an_export_keeps_what_it_is_written_to(good: Path) -> None:
    """An export goes through a link into its file, keeps the file's permissions, fills a pipe.

    A link that leads to itself gives way.
    """
    (good / "real.json").write_text("old", "utf-8")
    (good / "real.json").chmod(0o600)
    (good / "link.json").symlink_to("real.json")
    arguments = ["export", "json", "--file", "events.yaml", "--output"]
    assert main([*arguments, "link.json"]) == 0
    assert (good / "link.json").is_symlink()
    assert json.loads((good / "real.json").read_text("utf-8"))["events"]
    assert (good / "real.json").stat().st_mode & 0o777 == 0o600
    assert main([*arguments, os.devnull]) == 0
    assert not Path(os.devnull).is_file()
    (good / "loop.json").symlink_to("loop.json")
    assert main([*arguments, "loop.json"]) == 0
    assert json.loads((good / "loop.json").read_text("utf-8"))["events"]


def test_an_export_holds_nothing_that_a_terminal_obeys(good: Path, capsys: Captured) -> None:
    """Control and bidirectional characters are escapes in JSON, and the same text."""
    text = 'events: [{id: a, title: A, extra: {x: "\\x9b31m\\u202e\\U0001F600\\n"}}]'
    (good / "x.yaml").write_text(text, "utf-8")
    assert main(["export", "json", "--file", "x.yaml"]) == 0
    printed = capsys.readouterr().out
    assert "\\u009b31m\\u202e😀\\n" in printed
    assert json.loads(printed)["events"][0]["extra"]["x"] == "\x9b31m\u202e😀\n"
