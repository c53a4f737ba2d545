"""The reports: what each format says, who can read it, and that nothing from a file acts in it."""

import html
import io
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from golden_texts import Golden
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from rich.cells import cell_len

from chronology.cli import main
from chronology.findings import Diagnostic, Position, Related, Severity
from chronology.loading import check_text
from chronology.reports import REPORTS, Checked, github, summary
from chronology.reports.details import report_schema
from chronology.reports.frames import frame, report_lines
from chronology.reports.text import Lines, token_end
from chronology.rules import CODES
from chronology.schema import schema_text
from chronology.text import visible, without_brackets

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("bad/*.yaml")) + sorted(HERE.glob("good/*.yaml"))
SARIF = Draft4Validator(json.loads((HERE / "data/sarif-2.1.0-rtm.5.json").read_text("utf-8")))
REPORT = Draft202012Validator(report_schema())

Captured = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

# What would act if it were not escaped: on a terminal, in Actions, in Markdown, SARIF and XML.
HOSTILE = (
    "::stop-commands::x",
    "  ::error::x",
    "x ##[add-mask]y",
    "[click](https://evil.example) <script>alert(1)</script> `code` |cell|",
    "\x1b[2Jwiped \u202eturned %0A100%\r\nnext",
    "]]> & \ufffe \ud800 \x00",
)


def checked(text: str, file: str = "a.yaml") -> Checked:
    """A text that was checked, as the command does."""
    starts = [
        (text.count("\n", 0, each.start()) + 1, each[1]) for each in re.finditer(r"id: (\w+)", text)
    ]
    return Checked((file,), tuple(check_text(text, file)[1]), {file: text}, events={file: starts})


def found(message: str, *, code: str = "bad-date", line: int = 1, **changes: Any) -> Diagnostic:
    """A diagnostic with a message of its own."""
    made = Diagnostic(
        code, CODES[code].severity, message, None, "a.yaml", Position(line, 1), ("events", 0)
    )
    return replace(made, **changes)


def hostile() -> Checked:
    """A report in which everything that a file can say is hostile."""
    diagnostics = tuple(
        found(text, hint=text, file=text, related=(Related(text, Position(1, 1), text),))
        for text in HOSTILE
    )
    return Checked(HOSTILE, diagnostics, dict.fromkeys(HOSTILE, HOSTILE[0]))


@pytest.fixture(params=FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def example(request: pytest.FixtureRequest) -> Checked:
    """A file of the tests, checked."""
    file: Path = request.param
    diagnostics = check_text(file.read_bytes(), file.name)[1]
    text = file.read_bytes().decode("utf-8-sig", "replace")
    return Checked((file.name,), tuple(diagnostics), {file.name: text})


# ------------------------------------------------------------------------------ what all say


SUMS = {
    "a clean file": ("a", "", 0),
    "two clean files": ("ab", "", 0),
    "no file": ("", "", 0),
    "one error": ("a", "e", 0),
    "several": ("ab", "eewn", 0),
    "some elsewhere": ("a", "ww", 3),
    "one elsewhere": ("a", "", 1),
}
"""The files, the first letters of severities, and how many diagnostics were only counted."""


@pytest.mark.parametrize("case", SUMS)
def test_the_sum_is_one_line(case: str, golden: Golden) -> None:
    """The sum counts by severity, and tells how many were only counted."""
    files, severities, elsewhere = SUMS[case]
    names = {each.value[0]: each for each in Severity}
    diagnostics = tuple(found("x", severity=names[letter]) for letter in severities)
    text = summary(Checked(tuple(files), diagnostics, elsewhere=elsewhere))
    counts = sorted(number for number in Counter(severities).values())
    shown = sorted(int(number) for number in re.findall(r"\d+", text.partition(": ")[2]))
    assert shown == sorted(filter(None, [*counts, elsewhere]))
    golden(text)


LEFT_OUT: dict[str, dict[str, int | None]] = {
    "the file": {"a.yaml": None},
    "a part": {"a.yaml": 1},
    "files and parts": {"a.yaml": None, "b.yaml": 2, "c.yaml": 1},
}
"""The files of which not all was checked, and how many parts were not; None for all."""


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_was_not_examined_is_in_every_report(case: str, golden: Golden) -> None:
    """A report says of which files not all was checked, whether something was found or not."""
    unexamined = LEFT_OUT[case]
    some = Checked(tuple(unexamined), (), unexamined=unexamined)
    golden(summary(some))
    golden(summary(replace(some, elsewhere=2)), "with some elsewhere")
    for name in ("text", "full", "github"):
        assert summary(some) in REPORTS[name].render(some)
    assert "not examined" in html.unescape(github.step_summary(some))
    told = json.loads(REPORTS["json"].render(some))["unexamined"]
    assert told == [{"file": file, "parts": parts} for file, parts in unexamined.items()]
    (invocation,) = sarif(some)["invocations"]
    assert invocation["executionSuccessful"]
    notes = invocation["toolExecutionNotifications"]
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in notes]
    assert [each["uri"] for each in places] == list(unexamined)
    suites = list(JUnitXml.fromstring(REPORTS["junit"].render(some).encode()))
    assert [suite.skipped for suite in suites] == [1] * len(unexamined)


def test_what_was_not_examined_is_counted(
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """Events that are stepped over are parts, and a file of which nothing can be read is one."""
    monkeypatch.chdir(tmp_path)
    event = "events:\n  - id: a\n    title: T\n"
    made = {"a": f"{event}     kind: x\n{event[8:]}", "b": "text\n", "c": "title: [\n", "d": event}
    for name, text in made.items():
        Path(f"{name}.yaml").write_text(text, "utf-8")
    files = [f"{name}.yaml" for name in made]
    golden.output(capsys, main(["validate", "--ignore=no-citation,no-date", *files]))


def test_text_is_a_line_for_each_diagnostic(golden: Golden) -> None:
    """The text has the place, severity, code and message in one line; what belongs to it below."""
    other = Related("b.yaml", Position(3, 4), "the other one")
    one = found("odd", code="no-date", line=2, hint="add it", related=(other,))
    golden(REPORTS["text"].render(Checked(("a.yaml",), (one,))))


def test_subjects_name_events_by_their_ids() -> None:
    """What a diagnostic is about is told by the event's id, as far as the event has one."""
    everything = Checked((), (), events={"a.yaml": [(3, "talks"), (5, ""), (9, "call")]})
    cases = [
        (4, ("events", 7, "date"), "talks", "events.talks.date"),
        (6, ("events", 1), None, "events[1]"),
        (2, ("events", 1), None, "events[1]"),
        (99, ("events", 2, "title"), "call", "events.call.title"),
        (4, ("events",), None, "events"),
        (4, ("places", "x"), None, "places.x"),
    ]
    for line, path, event, subject in cases:
        each = found("x", line=line, path=path)
        assert (everything.event(each), everything.subject(each)) == (event, subject)


def test_paths_are_those_of_the_repository(tmp_path: Path, monkeypatch: Patch) -> None:
    """A path counts from the repository's root, and stays as it is outside of it."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    rooted = Checked((), (), root=str(tmp_path))
    assert rooted.path("a.yaml") == rooted.path("./../data/a.yaml") == "data/a.yaml"
    assert rooted.path(str(tmp_path / "b.yaml")) == "b.yaml"
    assert rooted.path("../../c.yaml") == "../../c.yaml"
    assert Checked((), ()).path("a.yaml") == "a.yaml"


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_the_same_again(name: str) -> None:
    """A format makes the same bytes of the same findings."""
    texts = {REPORTS[name].render(hostile()) for _ in range(2)}
    assert len(texts) == 1
    assert texts.pop().endswith("\n")


@pytest.mark.parametrize("name", ["text", "full", "junit", "json", "sarif"])
def test_nothing_of_a_file_moves_the_cursor(name: str) -> None:
    """No format has a character that a terminal obeys or hides, but the ends of its lines."""
    diagnostics = checked("\x1b[2J: \u202e\nevents: [{id: a\u200bb, titel: '\t\x9b'}]\n")
    text = REPORTS[name].render(diagnostics)
    assert visible(text.replace("\n", "")) == text.replace("\n", "")


# ------------------------------------------------------------------------------ code frames


@pytest.mark.parametrize(
    ("line", "column", "token"),
    [
        ("date: 2025-02-30  # no such day", 7, "2025-02-30"),
        ("date: 2025-02-30", 1, "date"),
        ("date:", 1, "date"),
        ("url: https://a.example/#x", 6, "https://a.example/#x"),
        ("title: Talks, and more [draft]", 8, "Talks, and more [draft]"),
        ("title: 'it''s # fine' # not", 8, "'it''s # fine'"),
        ('title: "a \\" b" # not', 8, '"a \\" b"'),
        ('title: "not closed ', 8, '"not closed'),
        ("date: [..2025-02-27] # x", 7, "[..2025-02-27]"),
        ("a: {b: [c], d: {}} # x", 4, "{b: [c], d: {}}"),
        ("a: [b, ", 4, "[b,"),
        ("a: {country: NO}", 14, "NO"),
        ("a: {b: [one two, three]}", 9, "one two"),
        ("a: {one: 1}", 5, "one"),
        ("summary: >-", 10, ">-"),
        ("a: x\x1b[2Jy", 5, "\x1b"),
        ("a:", 3, ""),
        ("a:  ", 4, " "),
    ],
)
def test_where_a_token_ends(line: str, column: int, token: str) -> None:
    """A token ends with its quotes or brackets, or before a colon, a comment or a comma."""
    end = token_end(line, column)
    assert line[column - 1 : end - 1] == token
    assert end > column


def test_long_lines_are_looked_at_in_part() -> None:
    """The end of a token is not looked for farther than a reader would."""
    assert token_end("a" * 10**6, 500_000) == 501_000


def caret_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The lines with carets, each with the line above it."""
    for above, line in pairwise(lines):
        if re.fullmatch(r" +\| +\^+", line):
            yield above, line


def under(above: str, carets: str) -> str:
    """What stands above the carets, in cells of a terminal."""
    cells = "".join(sign + "\0" * (cell_len(sign) - 1) for sign in above if cell_len(sign))
    return cells[carets.index("^") : carets.rindex("^") + 1].replace("\0", "")


def test_a_frame_shows_the_line_between_its_neighbours(golden: Golden) -> None:
    """A frame has the lines around, and carets under the value; a blank neighbour is left out."""
    text = "events:\n  - id: a\n    title: Talks\n    date: 2025-02-30  # no\n\n    place: x\n"
    golden(REPORTS["full"].render(checked(text)))


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("date: 會談2025", 7, "會談2025"),
        ("會談: x", 5, "x"),
        ("e\u0301e\u0301: \U0001f600y", 7, "\U0001f600y"),
        ("a\t\u202e: b\u200bc", 6, "b\\u200bc"),
        ("a: \x1b[2J", 4, "\\x1b"),
        ("a:\tb", 4, "b"),
    ],
)
def test_carets_stand_under_what_is_meant(line: str, column: int, shown: str) -> None:
    """Wide, combining and invisible characters before the place do not move the carets."""
    one = found("x", position=Position(1, column))
    report = REPORTS["full"].render(Checked(("a.yaml",), (one,), {"a.yaml": line}))
    ((above, carets),) = caret_lines(report.splitlines())
    assert under(above, carets) == shown


@pytest.mark.parametrize("width", [10, 40, 80, 120])
@pytest.mark.parametrize(
    "line", ["x" * 5000, "會" * 5000, "\u202e" * 5000, "a: " * 2000, "e\u0301" * 2000]
)
def test_frames_keep_to_the_width(line: str, width: int) -> None:
    """However long a line is, its frame is no wider than the terminal, and shows the place."""
    for column in (1, 9, 2500, len(line), len(line) + 1):
        one = found("x", position=Position(2, column))
        texts = {"a.yaml": f"{line}\n{line}\n{line}"}
        framed = ["".join(span.text for span in each) for each in frame(Lines(texts), one, width)]
        assert len(framed) == 4
        assert all(cell_len(each) <= max(width, 30) for each in framed)
        assert framed[2].strip(" |^") == ""
        assert cell_len(framed[2]) <= cell_len(framed[1]) + 1
        assert framed[1].endswith("...") or column + width > len(line)


def test_related_places_have_their_line(golden: Golden) -> None:
    """A place that belongs to a diagnostic is shown with its line, where the file has one."""
    related = (
        Related("b.yaml", Position(2, 3), "here first"),
        Related("c.yaml", Position(1, 1), "and there"),
        Related("b.yaml", Position(9, 1), "and nowhere"),
    )
    texts = {"a.yaml": "a: b", "b.yaml": "x:\n  y: z\n"}
    one = found("x", related=related)
    golden(REPORTS["full"].render(Checked(("a.yaml",), (one,), texts)))


def test_every_example_has_its_frames(example: Checked) -> None:
    """Every diagnostic of the examples is framed, where there is a text; all else is as in text."""
    lines = REPORTS["full"].render(example).splitlines()
    frames = list(caret_lines(lines))
    assert len(frames) == (len(example.diagnostics) if example.texts[example.files[0]] else 0)
    plain = REPORTS["text"].render(example).splitlines()
    assert [line for line in lines if not re.match(r" +\d* \||$", line)] == plain


class Terminal(io.StringIO):
    """A terminal that keeps what is printed."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def on_terminal(monkeypatch: Patch, *arguments: str) -> str:
    """What a command prints on a terminal of 60 columns."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdout", Terminal())
    main(["validate", *arguments])
    assert isinstance(sys.stdout, Terminal)
    return sys.stdout.getvalue()


def test_terminals_get_frames_in_colour(monkeypatch: Patch) -> None:
    """On a terminal frames come by themselves, the carets in the colour of the severity."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(HERE / "bad")
    shown = on_terminal(monkeypatch, "eight-mistakes.yaml")
    assert "\x1b[31merror[impossible-date]\x1b[0m" in shown
    assert "\x1b[31m          ^^^^^^^^^^\x1b[0m" in shown
    assert "\x1b[33mwarning[needs-quotes]\x1b[0m" in shown
    assert "\x1b[2m  15 |   - id: riyadh-talks\x1b[0m" in shown
    monkeypatch.setenv("NO_COLOR", "1")
    plain = on_terminal(monkeypatch, "eight-mistakes.yaml")
    assert not re.search(r"\x1b\[3\dm", plain)
    assert re.sub(r"\x1b\[\d*m", "", plain) == re.sub(r"\x1b\[\d*m", "", shown)
    assert "^^^" not in on_terminal(monkeypatch, "--format", "text", "eight-mistakes.yaml")


def test_the_lines_of_a_report_say_what_they_are() -> None:
    """Each piece of the report has a role that a terminal can colour, or none."""
    roles = {span.role for line in report_lines(hostile(), 80) for span in line}
    assert roles == {"", "aside", "error"}


# ------------------------------------------------------------------------------ GitHub


def runner(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner takes a log for: `::name properties::data`, `##[name]`."""
    commands = []
    for line in log.splitlines():
        if match := re.match(r"\s*::(\S+?)(?: (.*?))?::(.*)$", line):
            listed = [each.partition("=") for each in (match[2] or "").split(",") if each]
            properties = {name: unescaped(value) for name, _, value in listed}
            commands.append((match[1], properties, unescaped(match[3])))
        elif match := re.search(r"##\[(.*?)\](.*)$", line):
            commands.append((match[1], {}, match[2]))
    return commands


def unescaped(value: str) -> str:
    """A value as the runner reads it."""
    for sign in ":,\r\n%":
        value = value.replace(f"%{ord(sign):02X}", sign)
    return value


def test_annotations_name_the_place() -> None:
    """A diagnostic becomes a command with file, line, column, code, message and hint."""
    texts = ("error: 100%", "warning, or not")
    codes = ("bad-date", "no-date")
    pairs = zip(codes, texts, strict=True)
    diagnostics = tuple(found(text, code=code, line=7, hint="do") for code, text in pairs)
    note = found("by the way", severity=Severity.NOTE)
    log = REPORTS["github"].render(Checked(("a.yaml",), (note, *diagnostics)))
    place = {"file": "a.yaml", "line": "7", "col": "1"}
    assert runner(log) == [
        ("error", place | {"title": "bad-date"}, "error: 100%\nhint: do"),
        ("warning", place | {"title": "no-date"}, "warning, or not\nhint: do"),
        ("notice", place | {"line": "1", "title": "bad-date"}, "by the way"),
    ]
    assert log.startswith("::error file=a.yaml,line=7,col=1,title=bad-date::error: 100%25%0Ahint:")


def test_ten_are_annotated_and_all_are_listed(golden: Golden) -> None:
    """GitHub shows ten annotations: errors take them first, and the log has the total and all."""
    warnings = [found(f"w{number}", code="no-date") for number in range(9)]
    errors = [found(f"e{number}") for number in range(9)]
    log = REPORTS["github"].render(Checked(("a.yaml",), (*warnings, *errors)))
    commands = runner(log)
    assert [name for name, _, _ in commands] == ["error"] * 9 + ["warning"]
    lines = log.splitlines()
    assert len(lines) == 10 + 1 + 18 + 1
    golden(log)


def test_nothing_of_a_file_commands_the_runner() -> None:
    """Names, messages and hints cannot make a command of their own."""
    commands = runner(REPORTS["github"].render(hostile()))
    assert [name for name, _, _ in commands] == ["error"] * len(HOSTILE)
    for (_, properties, data), text in zip(commands, HOSTILE, strict=True):
        expected = without_brackets(f"{text}\nhint: {text}", r"\x5b")
        assert data.replace("\r", "") == expected.replace("\r", "")
        assert properties["file"] == visible(text).replace("//", "/")


def cells(row: str) -> list[str]:
    """The cells of a row of a Markdown table, as a reader sees them."""
    return [html.unescape(cell.strip()) for cell in row.strip("|").split("|")]


def test_the_step_summary_is_a_table(golden: Golden) -> None:
    """The summary has every diagnostic as a row, in which no sign means anything to Markdown."""
    diagnostics = hostile()
    title, _, head, _, *rows, last = github.step_summary(diagnostics).split("\n")
    assert last == ""
    golden("\n".join([html.unescape(title), *cells(head)]), "its head")
    for row, each in zip(filter(None, rows), diagnostics.diagnostics, strict=True):
        assert cells(row)[1:3] == ["error", "bad-date"]
        assert cells(row)[3] == visible(f"{each.message} (hint: {each.message})").strip()
        assert not set(re.sub(r"&#\d+;", "", row.strip("|"))) & set('<>&[]`*_#\\!"~@:')
    golden(github.step_summary(Checked(("a",), ())), "of a clean file")


def test_the_step_summary_keeps_to_its_size(golden: Golden) -> None:
    """The summary is never larger than GitHub takes, and tells how many rows it left out."""
    many = Checked(("a.yaml",), tuple(found("會" * 300) for _ in range(3000)))
    whole = github.step_summary(many)
    assert 2**20 - 2000 < len(whole.encode()) <= 2**20
    kept = whole.count("bad-date")
    assert whole.endswith("\n\n")
    number, words = whole.rstrip().splitlines()[-1].split(" ", 1)
    assert int(number) == 3000 - kept
    golden(f"N {words}")
    assert len(github.step_summary(many, 5000).encode()) <= 5000
    assert github.step_summary(many, 100) == ""


def test_actions_are_told_without_asking(tmp_path: Path, monkeypatch: Patch) -> None:
    """In GitHub Actions the format is GitHub's, and every command adds to the step's summary."""
    (tmp_path / "data").mkdir()
    shutil.copy(HERE / "bad" / "bad-date.yaml", tmp_path / "data")
    monkeypatch.chdir(tmp_path / "data")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    for number in (1, 2):
        monkeypatch.setattr(sys, "stdout", printed := io.StringIO())
        assert main(["validate", "bad-date.yaml"]) == 1
        (_, properties, _), *_ = runner(printed.getvalue())
        assert properties["file"] == "data/bad-date.yaml"
        assert (tmp_path / "summary.md").read_text("utf-8").count("### chronology") == number
    monkeypatch.setattr(sys, "stdout", printed := io.StringIO())
    assert main(["validate", "--output", "out.txt", "bad-date.yaml"]) == 1
    assert (printed.getvalue(), runner(Path("out.txt").read_text("utf-8"))) == ("", [])


# ------------------------------------------------------------------------------ SARIF


def sarif(diagnostics: Checked) -> dict[str, Any]:
    """The only run of a SARIF log, which its schema accepts."""
    log = json.loads(REPORTS["sarif"].render(diagnostics))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    run: dict[str, Any] = log["runs"][0]
    return run


def test_sarif_is_valid(example: Checked) -> None:
    """The schema of SARIF accepts every report, and each result has its rule and its place."""
    run = sarif(example)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(example.diagnostics)
    for result, each in zip(run["results"], example.diagnostics, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == each.code
        assert result["level"] == each.severity.value
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (
            each.position.line,
            each.position.column,
        )
        assert region.get("endColumn", 10**9) > region["startColumn"]


def test_sarif_has_every_rule() -> None:
    """A SARIF log explains every code, with its usual level."""
    rules = sarif(Checked((), ()))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    for rule in rules:
        code = CODES[rule["id"]]
        assert rule["shortDescription"]["text"] == code.summary
        assert rule["help"]["text"].startswith(code.summary)
        assert rule["help"]["markdown"].startswith(f"**{code.summary}**")
        assert rule["defaultConfiguration"]["level"] == code.severity.value


def test_sarif_has_addresses_and_no_links(tmp_path: Path, monkeypatch: Patch) -> None:
    """Files are relative addresses, percent-encoded; a message has no link of a file's making."""
    monkeypatch.chdir(tmp_path)
    names = ("a b.yaml", "ü%.yaml", "http:x.yaml", "a\udcff.yaml", "/elsewhere/c.yaml")
    other = Related("a b.yaml", Position(1, 1), "there")
    one = found("[click](https://evil.example)", hint="do", related=(other,))
    run = sarif(Checked(names, (one,), unread=("z.yaml: No such file",)))
    assert [each["location"]["uri"] for each in run["artifacts"]] == [
        "a%20b.yaml",
        "%C3%BC%25.yaml",
        "http%3Ax.yaml",
        "a%5Cudcff.yaml",
        "file:///elsewhere/c.yaml",
    ]
    (result,) = run["results"]
    assert result["message"]["text"] == "[click\\](https://evil.example)\nhint: do"
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "there"
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "z.yaml: No such file"


def fingerprints(text: str) -> list[str]:
    """The fingerprints of the results of a text."""
    results = sarif(checked(text))["results"]
    return [each["partialFingerprints"]["subject/v1"] for each in results]


def test_fingerprints_stay_when_lines_move() -> None:
    """A result keeps its fingerprint when lines or events come before it; no two have the same."""
    one = "  - {id: a, title: A, date: 2025-02-30, topics: [x, x]}\n"
    two = "  - {id: b, title: B, date: 2025-02-31}\n"
    before = fingerprints(f"events:\n{one}")
    after = fingerprints(f"# more\n\ntitle: T\nevents:\n{two}{one}")
    assert len(set(before)) == len(before) == 5
    assert set(before) < set(after)
    assert len(set(after)) == len(after)


# ------------------------------------------------------------------------------ JUnit


def junit(diagnostics: Checked) -> JUnitXml:
    """A JUnit report as the package `junitparser` reads it, whose sums are right."""
    read = JUnitXml.fromstring(REPORTS["junit"].render(diagnostics).encode())
    results = [result for suite in read for case in suite for result in case.result]
    outcomes = Counter(type(result) for result in results)
    sums = (read.failures, read.errors, read.skipped)
    assert sums == (outcomes[Failure], outcomes[Error], outcomes[Skipped])
    assert read.tests == sum(suite.tests for suite in read)
    assert all(suite.tests == len(list(suite)) for suite in read)
    return read


def test_junit_is_read_by_others(example: Checked) -> None:
    """Each diagnostic is a test of its own; what fails the command fails, the rest is skipped."""
    for strict in (False, True):
        told = replace(example, strict=strict)
        cases = [case for suite in junit(told) for case in suite]
        outcomes = [type(result) for case in cases for result in case.result]
        fails = [Failure if told.fails(each) else Skipped for each in told.diagnostics]
        assert outcomes == fails
        assert len(cases) == max(1, len(fails))
        assert len({(case.classname, case.name) for case in cases}) == len(cases)


def test_a_clean_file_passes_as_a_test(golden: Golden) -> None:
    """A file without diagnostics is a test that passes; a file that was not read is an error."""
    read = junit(Checked(("a.yaml",), (), unread=("z.yaml: No such file",)))
    clean, unread = (next(iter(suite)) for suite in read)
    assert (clean.classname, clean.result) == ("a.yaml", [])
    golden(clean.name)
    (error,) = unread.result
    assert isinstance(error, Error)
    assert error.message == "z.yaml: No such file"


def junit_of_nothing() -> str:
    """The name of the test that a file without diagnostics passes."""
    (clean,) = next(iter(junit(Checked(("a.yaml",), ()))))
    return str(clean.name)


def test_tests_are_named_after_what_they_are_about(golden: Golden) -> None:
    """A test's name has no line, so that it is the same in the next run; namesakes are numbered."""
    both = (found("x", line=3), found("y", line=9))
    cases = list(next(iter(junit(Checked(("a.yaml",), both, events={"a.yaml": [(1, "talks")]})))))
    assert [case.name for case in cases] == [
        "bad-date: events.talks",
        "bad-date: events.talks (2)",
    ]
    top = Checked(("a.yaml",), (found("z", path=()),))
    (case,) = next(iter(junit(top)))
    assert case.name.startswith("bad-date: ")
    golden(case.name)


def test_junit_holds_what_xml_cannot() -> None:
    """What XML 1.0 cannot hold is spelt out, and markup in a message stays text."""
    read = junit(hostile())
    messages = [case.result[0].message for suite in read for case in suite]
    assert messages == [visible(text).replace("\ufffe", "\\ufffe") for text in HOSTILE]
    assert "]]> & \\ufffe \\ud800 \\x00" in messages


# ------------------------------------------------------------------------------ JSON


def details(diagnostics: Checked) -> dict[str, Any]:
    """The JSON report, which its schema accepts."""
    report: dict[str, Any] = json.loads(REPORTS["json"].render(diagnostics))
    assert [error.message for error in REPORT.iter_errors(report)] == []
    return report


def test_the_schema_of_the_report_is_fresh(repository: Path) -> None:
    """The committed schema of the JSON report is what the code makes, byte for byte."""
    Draft202012Validator.check_schema(report_schema())
    committed = repository / "schema" / "report.schema.json"
    assert committed.read_bytes() == schema_text(report_schema()).encode()


def test_json_is_valid(example: Checked) -> None:
    """The schema accepts every JSON report, which has every diagnostic, and the end of it."""
    report = details(example)
    assert report["counts"] == {each.value: example.counts[each] for each in Severity}
    for told, each in zip(report["diagnostics"], example.diagnostics, strict=True):
        assert (told["code"], told["line"]) == (each.code, each.position.line)
        known = bool(example.texts[each.file])
        assert (told["end_line"] == told["line"]) is known
        assert known is (told["end_column"] is not None)


def test_json_has_every_detail(capsys: Captured, monkeypatch: Patch, tmp_path: Path) -> None:
    """The JSON report tells what was looked up, where values end, and what could not be read."""
    monkeypatch.chdir(tmp_path)
    text = "sources: {s: {title: S}}\nevents:\n  - id: talks\n    date: 2025-02-30\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "none").mkdir()
    assert main(["validate", "--format", "json", "--texts", "none", "a.yaml", "b.yaml"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert [error.message for error in REPORT.iter_errors(report)] == []
    assert report["files"] == ["a.yaml"]
    assert report["unread"] == ["b.yaml: No such file or directory"]
    zeros = dict.fromkeys(("checked", "texts", "unchecked", "unrecorded"), 0)
    assert report["passages"] == [{"file": "a.yaml"} | zeros]
    (date,) = (each for each in report["diagnostics"] if each["code"] == "impossible-date")
    assert (date["event"], date["path"]) == ("talks", "events[0].date")
    assert (date["column"], date["end_line"], date["end_column"]) == (11, 4, 21)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("- a\n", {None}),
        ("events: 5\n", {None}),
        ("events:\n  - {id: [], title: T}\n  - {id: b}\n  - x\n", {None, "b"}),
        ("events: [{id: b}, {id: c}]\n", {None}),
        ("events: [{id: b},\n {id: c}]\n", {"b", "c"}),
    ],
)
def test_events_are_told_where_they_are_known(
    text: str, events: set[str | None], capsys: Captured, monkeypatch: Patch, tmp_path: Path
) -> None:
    """A diagnostic names its event where that has an id, and stands on lines of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert main(["validate", "--format", "json", "a.yaml"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {each["event"] for each in report["diagnostics"]} == events


def test_the_files_of_a_folder_are_told_apart(
    capsys: Captured, monkeypatch: Patch, tmp_path: Path
) -> None:
    """Of a folder each file is a suite of its own, and an event is known by its file and lines."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    for name, date in (("a", "2025-02-30"), ("b", "2025-02"), ("c", "27/02/2025")):
        text = f"events:\n  - {{id: {name}, title: T, date: {date}, citations: {{}}}}\n"
        (tmp_path / "data" / f"{name}.yaml").write_text(text, "utf-8")
    arguments = ["validate", "--format", "junit", "--select", "impossible-date,bad-date", "data"]
    assert main(arguments) == 1
    suites = JUnitXml.fromstring(capsys.readouterr().out.encode())
    assert [(suite.name, [case.name for case in suite]) for suite in suites] == [
        ("data/a.yaml", ["impossible-date: events.a.date"]),
        ("data/b.yaml", [junit_of_nothing()]),
        ("data/c.yaml", ["bad-date: events.c.date"]),
    ]


# ------------------------------------------------------------------------------ the command


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_goes_into_a_file(
    name: str, tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    """`--output` writes the report and prints its sum alone; the exit code stays what it is."""
    monkeypatch.chdir(HERE / "bad")
    file, output = "eight-mistakes.yaml", tmp_path / "report"
    assert main(["validate", file, "--format", name]) == 1
    printed = capsys.readouterr().out
    assert main(["validate", file, "--format", name, "--output", str(output)]) == 1
    assert output.read_text("utf-8") == printed
    said = capsys.readouterr()
    assert main(["validate", file, "--format", "text"]) == 1
    assert (said.out, said.err.splitlines()) == ("", capsys.readouterr().out.splitlines()[-1:])


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: Patch) -> None:
    """A report that cannot be written leaves the old one, and ends with 2."""
    monkeypatch.chdir(HERE / "bad")
    (tmp_path / "out.txt").write_text("old", "utf-8")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    assert main(["validate", "no-date.yaml", "--output", str(tmp_path / "out.txt")]) == 2
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == ["old"]


def test_the_formats_are_listed_in_the_help(capsys: Captured) -> None:
    """`validate --help` says of every format what it is for."""
    with pytest.raises(SystemExit):
        main(["validate", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for report in REPORTS.values():
        assert f"{report.name} {report.gloss}" in said


def test_the_schema_of_the_report_is_printed(
    capsys: Captured, repository: Path, monkeypatch: Patch
) -> None:
    """`schema --report` prints the schema, and `--check` compares the committed one."""
    assert main(["schema", "--report"]) == 0
    assert json.loads(capsys.readouterr().out) == report_schema()
    monkeypatch.chdir(repository)
    assert main(["schema", "--report", "--check"]) == 0
    assert main(["schema", "--report", "--check", "schema/chronology.schema.json"]) == 1
