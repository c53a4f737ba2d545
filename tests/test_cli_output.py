"""What the command writes: data as whole UTF-8, words in any encoding, nothing a runner obeys."""

import ast
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from golden_texts import Golden

from chronology.cli import main, output, validate
from chronology.editing import Fixed, fix
from chronology.formats import EXPORTERS
from chronology.loading import load
from chronology.text import command_line, harmless

ROOT = Path(__file__).resolve().parents[1] / "chronology"
COMMAND = [sys.executable, "-c", "import sys; from chronology.cli import main; sys.exit(main())"]
GUARD = 120.0
"""Seconds after which a process is taken to hang."""

Captured = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

FOREIGN = """\
title: Čapek, Пример, é, 😀
events:
  - id: a
    title: yes
    summary: "Čapek, Пример, é, 😀, “quotes” – dash"
    date: 27.2.2025
"""
SOUND = FOREIGN.replace("27.2.2025", "2025-02-27")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A folder with two files of signs that no code page has, in which commands run."""
    (tmp_path / "events.yaml").write_bytes(FOREIGN.encode())
    (tmp_path / "sound.yaml").write_bytes(SOUND.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ------------------------------------------------------------------------------ one place


WRITERS = {"write_text", "write_bytes", "writelines", "fdopen", "mkstemp", "Console"}


def writes(module: Path) -> Iterator[int]:
    """The lines on which a module writes to a stream or a file, by its own means."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        on = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
        mode = next((each.value for each in node.keywords if each.arg == "mode"), None)
        modes = [each for each in (*node.args, mode) if isinstance(each, ast.Constant)]
        opens = name == "open" and any(set("wax+") & set(str(each.value)) for each in modes)
        prints = (name == "print" and not on) or (name == "write" and "std" in on)
        if opens or prints or name in WRITERS:
            yield node.lineno


@pytest.mark.parametrize(
    "module", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_only_one_module_writes(module: Path) -> None:
    """Streams and files are written by `cli/output.py` alone.

    But for one line about an interrupt, which may come before that module is imported, for the
    plugin's temporary files, and for what a child process reports to its parent.
    """
    found = list(writes(module))
    writers = ("cli/output.py", "__main__.py", "plugin.py", "house_rules/__init__.py")
    assert bool(found) == (module.relative_to(ROOT).as_posix() in writers), found


def test_what_counts_as_writing(tmp_path: Path) -> None:
    """The test above sees each way of writing, and no reading."""
    module = tmp_path / "x.py"
    lines = ["print(1)", "sys.stdout.write(x)", "p.open('a')", "open(p, mode='w')", "Console()"]
    reads = ["open(p)", "p.open('rb')", "console.print(1)", "marks.write(year)"]
    module.write_text("\n".join([*lines, "p.write_bytes(b)", *reads]))
    assert list(writes(module)) == [1, 2, 3, 4, 5, 6]


# ------------------------------------------------------------------------------ data are bytes


DATA = {
    "json": ("export json --file sound.yaml", 0),
    "ics": ("export ics --file sound.yaml", 0),
    "svg": ("export svg --file sound.yaml", 0),
    "schema": ("schema", 0),
    "report schema": ("schema --report", 0),
    "api schema": ("schema --api", 0),
    "json report": ("validate --format json", 1),
    "sarif": ("validate --format sarif", 1),
    "junit": ("validate --format junit", 1),
    "github": ("validate --format github", 1),
    "diff": ("validate --diff", 1),
    "fix": ("validate --fix -", 0),
}


def printed(monkeypatch: Patch, command: str, encoding: str, newline: str) -> tuple[bytes, int]:
    """The bytes that a command writes to a console with such an encoding and such line ends."""
    held = io.BytesIO()
    console = io.TextIOWrapper(held, encoding=encoding, errors="strict", newline=newline)
    given = io.TextIOWrapper(io.BytesIO(Path("events.yaml").read_bytes()))
    monkeypatch.setattr(sys, "stdin", given)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", console)
        status = main(command.split())
    return held.getvalue(), status


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
@pytest.mark.parametrize(("command", "status"), DATA.values(), ids=DATA.keys())
def test_data_are_the_same_bytes_on_every_console(
    command: str, status: int, encoding: str, monkeypatch: Patch
) -> None:
    """Data is UTF-8 with the format's own line ends, on a console of Windows, too."""
    usual, expected = printed(monkeypatch, command, "utf-8", "\n")
    assert expected == status
    assert printed(monkeypatch, command, encoding, "\r\n") == (usual, status)
    assert usual.decode("utf-8")
    assert usual.count(b"\r\n") == (usual.count(b"\n") if "ics" in command else 0)
    if "--fix" not in command and "--diff" not in command:
        assert main([*command.split(), "--output", "file"]) == status
        assert Path("file").read_bytes() == usual


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict", "PYTHONUNBUFFERED": "1"},
    ],
    ids=["cp1252", "C", "unbuffered"],
)
def test_data_and_words_in_a_process_of_another_encoding(variables: dict[str, str]) -> None:
    """A real process writes the same data; in words, what it cannot show is spelt out."""
    environment = {**os.environ, **variables}

    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=environment,
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=GUARD,
        )

    fixed = run("validate", "--fix", "-", given=FOREIGN)
    assert fixed.stdout.decode("utf-8") == SOUND.replace("yes", '"yes"')
    assert "Пример" in run("export", "json", "--file", "sound.yaml").stdout.decode("utf-8")
    words = run("list", "--file", "sound.yaml", "--timeline")
    assert (words.returncode, words.stderr) == (0, b"")
    shown = run("show", "a", "--file", "sound.yaml").stdout
    assert b"\\u041f\\u0440" in shown


def test_a_stream_of_text_gets_text(monkeypatch: Patch) -> None:
    """A stream without bytes, as `contextlib.redirect_stdout` is used with, gets data as text."""
    held = io.StringIO()
    monkeypatch.setattr(sys, "stdout", held)
    assert main(["export", "json", "--file", "sound.yaml"]) == 0
    assert json.loads(held.getvalue())["title"].startswith("Čapek")


# ------------------------------------------------------------------------------ whole, or failed


class Narrow(io.RawIOBase):
    """A stream that takes few bytes at a time, as pipes and nearly full disks do."""

    def __init__(self) -> None:
        super().__init__()
        self.held = b""

    def writable(self) -> bool:
        """Return True, as all who write ask first."""
        return True

    def write(self, content: Any) -> int:
        """Take seven bytes at most."""
        piece = bytes(memoryview(content)[:7])
        self.held += piece
        return len(piece)


@pytest.mark.parametrize("command", ["export json --file sound.yaml", "list --file sound.yaml"])
def test_short_writes_lose_nothing(command: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Where a write takes a part only, the rest follows, unbuffered as `PYTHONUNBUFFERED` is."""
    assert main(command.split()) == 0
    whole = capsys.readouterr().out
    narrow = Narrow()
    console = io.TextIOWrapper(narrow, encoding="utf-8", write_through=True)  # type: ignore[type-var]  # as Python's own then is
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", console)
        assert main(command.split()) == 0
    assert narrow.held.decode("utf-8") == whole


def test_a_full_pipe_that_does_not_block_is_waited_for(monkeypatch: Patch) -> None:
    """A pipe that its other end made non-blocking, as Node.js does, gets everything in time."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    pieces = []

    def read_slowly() -> None:
        sleep(0.2)
        while piece := os.read(reading, 1 << 16):
            pieces.append(piece)

    with monkeypatch.context() as patched, os.fdopen(writing, "w") as pipe:
        patched.setattr(sys, "stdout", pipe)
        reader = Thread(target=read_slowly)
        reader.start()
        output.write("x" * 1_000_000, None)
    reader.join()
    os.close(reading)
    assert b"".join(pieces) == b"x" * 1_000_000


FAILING = [
    "chronology export json --file sound.yaml > /dev/full",
    "chronology validate --diff > /dev/full",
    "chronology validate --fix - < events.yaml > /dev/full",
    "chronology validate --format sarif > /dev/full",
    "chronology list --file sound.yaml > /dev/full",
    "chronology explain > /dev/full",
    "chronology --help > /dev/full",
    "chronology --version > /dev/full",
    "ulimit -f 1; trap '' XFSZ; chronology schema > x.json",
]


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("script", FAILING)
def test_what_is_not_written_whole_fails(script: str, unbuffered: str) -> None:
    """A full disk ends every command with one line and the exit code 2."""
    command = f'"{sys.executable}" -c "{COMMAND[2]}"'
    done = subprocess.run(
        ["/bin/sh", "-c", f'chronology() {{ {command} "$@"; }}\n{script}'],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        capture_output=True,
        check=False,
        text=True,
        timeout=GUARD,
    )
    assert done.returncode == 2
    assert re.fullmatch("chronology: the standard output: .+\n", done.stderr)


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["schema"],
        ["validate"],
        ["validate", "--diff"],
        ["list", "--file", "sound.yaml"],
        ["export", "json", "--file", "sound.yaml", "--output", "/dev/stdout"],
        ["--help"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_reader_that_left_is_no_news(arguments: list[str], unbuffered: str) -> None:
    """A closed pipe ends a command without words, with the code that shells have for it."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    assert process.communicate(timeout=GUARD)[1] == b""
    assert process.returncode == 141


@pytest.mark.parametrize("command", ["list --file sound.yaml", "explain", "schema"])
def test_a_pipe_without_a_reader(command: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Within a process, too, tables, words and data end alike where the reader has left."""
    reading, writing = os.pipe()
    os.close(reading)
    with monkeypatch.context() as patched, os.fdopen(writing, "w") as pipe:
        patched.setattr(sys, "stdout", pipe)
        assert main(command.split()) == 141
    assert capsys.readouterr().err == ""


def test_words_that_cannot_be_said_change_no_exit_code() -> None:
    """Where the standard error is full, the exit code says what there is to say."""
    for arguments, status in (("validate", 1), ("validate none.yaml", 2), ("bogus", 2)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*COMMAND, *arguments.split()], stdout=subprocess.PIPE, stderr=full, check=False
            )
        assert done.returncode == status


# ------------------------------------------------------------------------------ what --fix replaces


def changed_meanwhile(monkeypatch: Patch, change: object) -> None:
    """Let something happen to the file after it was read and before it is written."""

    def slowly(text: str, file: str, wanted: Callable[[str], bool]) -> Fixed:
        result = fix(text, file, wanted)
        assert callable(change)
        change()
        return result

    monkeypatch.setattr(validate, "fix", slowly)


def same_size_and_time() -> None:
    """Save another text of the same length, and set the clock of the file back."""
    file = Path("events.yaml")
    before = file.stat()
    file.write_bytes(FOREIGN.replace("dash", "Dash").encode())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def another_file() -> None:
    """Save as editors do that write a new file and give it the name."""
    Path("new").write_text("title: new\nevents: []\n", "utf-8")
    Path("new").replace("events.yaml")


@pytest.mark.parametrize("change", [same_size_and_time, another_file, Path("events.yaml").unlink])
def test_fix_keeps_what_was_saved_meanwhile(
    change: object, monkeypatch: Patch, capsys: Captured, folder: Path, golden: Golden
) -> None:
    """What an editor saves while a file is fixed stays, and that is said."""
    monkeypatch.chdir(folder)
    saved: list[bytes | None] = []

    def save() -> None:
        assert callable(change)
        change()
        file = Path("events.yaml")
        saved.append(file.read_bytes() if file.exists() else None)

    changed_meanwhile(monkeypatch, save)
    assert golden.output(capsys, main(["validate", "--fix"])) == 2
    file = Path("events.yaml")
    assert saved == [file.read_bytes() if file.exists() else None]
    assert {each.name for each in folder.iterdir()} <= {"events.yaml", "sound.yaml"}


def test_fix_minds_only_other_words(monkeypatch: Patch) -> None:
    """A file that was saved again as it was is fixed: nothing of it is lost."""
    changed_meanwhile(monkeypatch, lambda: Path("events.yaml").write_bytes(FOREIGN.encode()))
    assert main(["validate", "--fix"]) == 0
    assert Path("events.yaml").read_bytes() == SOUND.replace("yes", '"yes"').encode()


def test_fix_leaves_hard_links(capsys: Captured, golden: Golden) -> None:
    """A file with a second name stays as it is: only one of the two would be fixed."""
    Path("twin.yaml").hardlink_to("events.yaml")
    assert golden.output(capsys, main(["validate", "--fix"])) == 2
    assert Path("twin.yaml").samefile("events.yaml")
    assert Path("events.yaml").read_bytes() == FOREIGN.encode()


def test_a_replaced_file_is_new(folder: Path) -> None:
    """A file that was fixed keeps its permissions, and not the time of its last change."""
    file = folder / "events.yaml"
    file.chmod(0o640)
    os.utime(file, (0, 0))
    assert main(["validate", "--fix"]) == 0
    assert file.stat().st_mode & 0o7777 == 0o640
    assert file.stat().st_mtime > 0


# ------------------------------------------------------------------------------ runners

OBEYED = [
    "::error::x",
    "  ::add-mask::e",
    "\t ::stop-commands::tok",
    "\u3000::error file=a,line=1::x",
    "text ##[add-mask]e",
    "###[group]x",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[message text='x']",
]
HARMLESS = [
    "a::error::x",
    ":error::x",
    "::x",
    "# [x]",
    "## [x]",
    "#[x]",
    "##1[x]",
    "std::vector::x",
]


def obeyed(log: str) -> list[str]:
    """The lines of a log in which a runner finds a command, as their sources read them."""
    return [
        line
        for line in re.split("\r\n|\r|\n", log.removeprefix("\ufeff"))
        if (line.lstrip().startswith("::") and "::" in line.lstrip()[2:])
        or re.search(r"##[A-Za-z]*\[", line)
    ]


@pytest.mark.parametrize("text", [*OBEYED, *HARMLESS])
def test_what_runners_obey(text: str) -> None:
    """Commands are recognized, and made harmless with little change; other text stays."""
    is_command = text in OBEYED
    assert bool(obeyed(text)) == is_command
    assert command_line(f"first\r\nsecond\r{text}") == (3 if is_command else None)
    assert command_line(f"\ufeff{text}") == (1 if is_command else None)
    assert obeyed(harmless(f"words\n{text}")) == []
    assert harmless(harmless(text)) == harmless(text)
    assert harmless(text).replace("\\x3a", ":").replace("\\x5b", "[") == text
    if not is_command and not text.startswith("::"):
        assert harmless(text) == text


HOSTILE = """\
title: >-
  x

  ::add-mask::e

  ::error file=a::boo
description: yes
sources:
  s: {title: "##[add-mask]e", publisher: "##vso[task.complete]x", read: full}
kinds: {k: {label: "::error::kind"}}
places: {p: {name: "::error::place"}}
events:
  - id: a
    title: "PADDING ::add-mask::e ##[add-mask]e ##vso[task.complete]x"
    summary: "PADDING ::add-mask::e and ::error::x\\n\\n   ::stop-commands::t"
    date: 2025-01-01
    place: p
    kind: k
    venue: "::error::venue"
    notes: {n: "::error::note", m: "PADDING ::error::note"}
    extra: {x: "::error::extra", "##[x]": y}
    citations: {s: [{passage: they met on ... in the town}]}
  - id: "##[add-mask]e"
    title: x
    "##[error]file": x
"""
PARSED = HOSTILE.partition('  - id: "##')[0]


def assert_harmless(command: str, capfd: pytest.CaptureFixture[str], padding: int = 0) -> None:
    """Run a command on a runner, and find no command in what it prints."""
    words = " ".join(["x" * 6] * (padding // 7)) + "y" * (padding % 7)
    for name, text in (("::error::.yaml", HOSTILE), ("parsed.yaml", PARSED)):
        Path(name).write_text(text.replace("PADDING", words), "utf-8")
    try:
        main(command.split())
    finally:
        out, err = capfd.readouterr()
        assert obeyed(out) == obeyed(err) == []


@pytest.mark.parametrize(
    "command",
    [
        "validate ::error::.yaml --format text",
        "validate ::error::.yaml --strict --format json",
        "validate ::error::.yaml --strict --format sarif",
        "validate ::error::.yaml --strict --format junit",
        "validate sound.yaml ::error::.yaml --output report.txt",
        "validate ::add-mask::e",
        "list --file ::error::.yaml",
        *(f"export {name} --file parsed.yaml" for name in EXPORTERS),
        "export ##[x]",
        "explain ##[group]x",
        "show ::error::x --file parsed.yaml",
        "pages ::error::site --file parsed.yaml",
    ],
)
def test_no_output_is_a_command(
    command: str, capfd: pytest.CaptureFixture[str], monkeypatch: Patch
) -> None:
    """No runner finds a command in what is printed, whatever a file holds or is called."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert_harmless(command, capfd)
    if (report := Path("report.txt")).exists():
        assert obeyed(report.read_text("utf-8")) == []


@pytest.mark.parametrize("padding", range(0, 120, 13))
@pytest.mark.parametrize(
    "command",
    [
        "list --file parsed.yaml",
        "list --timeline --file parsed.yaml",
        "show a --file parsed.yaml",
        "validate ::error::.yaml --format full",
    ],
)
def test_no_line_that_is_broken_is_a_command(
    command: str, padding: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Wherever the lines of tables and frames are broken, no runner finds a command in them."""
    assert_harmless(command, capfd, padding)


def test_arguments_are_no_commands(capsys: Captured) -> None:
    """What the command line does not understand is quoted without effect."""
    with pytest.raises(SystemExit):
        main(["validate", "--##[add-mask]x"])
    assert obeyed(capsys.readouterr().err) == []


def test_what_is_harmless_in_a_format_means_the_same() -> None:
    """Escapes and folds say the same: a program reads the title that the file has."""
    for padding in range(150):
        title = "x" * padding + " ::add-mask::e ::::error::x ##[add-mask]e ##vso[a.b]x"
        text = json.dumps({"events": [{"id": "a", "title": title, "date": "2025-01-01"}]})
        Path("x.yaml").write_text(text, "utf-8")
        chronology = load("x.yaml")
        made = {name: each.render(chronology) for name, each in EXPORTERS.items()}
        assert {name: obeyed(text) for name, text in made.items()} == {name: [] for name in made}
        assert json.loads(made["json"])["events"][0]["title"] == title
        (event,) = icalendar.Calendar.from_ical(made["ics"]).walk("VEVENT")
        assert event["summary"] == title
        drawing = ET.fromstring(made["svg"])  # noqa: S314 - our own file
        assert title in "".join(drawing.itertext())
        assert max(map(len, made["ics"].encode().split(b"\r\n"))) <= 75


def test_a_fold_never_makes_a_command() -> None:
    """Colons that a fold puts at the start of a line are folded apart, however many there are."""
    for padding in range(55, 70):
        title = "x" * padding + ":" * 9 + "error::x"
        text = json.dumps({"events": [{"id": "a", "title": title, "date": "2025-01-01"}]})
        Path("x.yaml").write_text(text, "utf-8")
        made = EXPORTERS["ics"].render(load("x.yaml"))
        assert obeyed(made) == []
        (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
        assert event["summary"] == title


@pytest.mark.parametrize("option", ["--diff", "--fix"])
def test_a_runner_gets_no_commands_as_data(
    option: str, monkeypatch: Patch, capsys: Captured, golden: Golden
) -> None:
    """Where each byte counts and a runner reads along, what it would obey is not written."""
    text = "title: >-\n  x\n  ::add-mask::e\ndescription: yes\nevents: []\n"
    Path("x.yaml").write_text(text, "utf-8")
    for variable in output.RUNNERS:
        monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
        monkeypatch.setenv(variable, "true")
        for name in ("x.yaml", "sound.yaml"):
            given = io.TextIOWrapper(io.BytesIO(Path(name).read_bytes()))
            monkeypatch.setattr(sys, "stdin", given)
            status = main(["validate", option, name if option == "--diff" else "-"])
            assert status == (2 if name == "x.yaml" else int(option == "--diff"))
            out, err = capsys.readouterr()
            assert (out == "") == (name == "x.yaml")
            golden(err, name)
        monkeypatch.delenv(variable)


def test_a_file_may_hold_what_a_runner_obeys(monkeypatch: Patch, capsys: Captured) -> None:
    """On a runner, too, a plain file gets the patch byte for byte; a pipe by name does not."""
    Path("x.yaml").write_text("title: >-\n  x\n  ::add-mask::e\ndescription: yes\nevents: []\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    with Path("patch").open("w") as patch, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", patch)
        assert main(["validate", "--diff", "x.yaml"]) == 1
    assert "\n   ::add-mask::e\n" in Path("patch").read_text("utf-8")
    assert capsys.readouterr().err
    with pytest.raises(output.UnwrittenError):
        output.write("::error::x", os.devnull)


def test_a_terminal_is_shown_words(monkeypatch: Patch, capsys: Captured) -> None:
    """On a terminal, the difference is for people, and no more than shown."""
    Path("x.yaml").write_text("title: >-\n  x\n  ::add-mask::e\ndescription: yes\nevents: []")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["validate", "--diff", "x.yaml"]) == 1
    assert "\n   \\x3a:add-mask::e\n" in capsys.readouterr().out
