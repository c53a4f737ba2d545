"""Hostile files, devices and endings: a clear word, the right exit code, bounded time and memory.

Each command runs in a process of its own with little memory; how long it takes is not asserted, but
one that never ends fails.
"""

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from golden_texts import Golden

import chronology
import chronology.loading
import chronology.reading
import chronology.rules
from chronology.characters import describe_twins, in_ascii
from chronology.cli import main
from chronology.findings import ChronologyError, InstallationError, Severity
from chronology.loading import check_text
from chronology.passages import occurrences
from chronology.reading import BROKEN, Document, content_of, folder, read
from chronology.rules import RULES, Rule

MEMORY = 2 << 30
GUARD = 300.0
"""Seconds after which a process is taken to hang."""

CHILD = (
    f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}));"
    "from chronology.__main__ import main; sys.exit(main())"
)

MIB = 1 << 20


def chronology_run(
    *arguments: str | Path, cwd: Path, given: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """The command, run to its end in a process with little memory."""
    command = [sys.executable, "-c", CHILD, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, input=given, capture_output=True, check=False, timeout=GUARD
    )
    out, said = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    return subprocess.CompletedProcess(command, done.returncode, out, said)


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line of shell in which `$CHRONOLOGY` is the command."""
    command = f'"{sys.executable}" -c "{CHILD}"'
    done = subprocess.run(
        ["/bin/sh", "-c", f'chronology() {{ {command} "$@"; }}\n{script}'],
        cwd=cwd,
        capture_output=True,
        check=False,
        text=True,
        timeout=GUARD,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


# ------------------------------------------------------------------------------ hostile files

CYRILLIC_A = "\u0430"
HEAD = "sources: {s: {title: A paper}}\nevents:\n  - id: a\n    title: b\n"


def _alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


FILES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "alias bomb": (_alias_bomb, "1:5: error[yaml-anchor]"),
    "flow lists": (lambda: "[" * 100_000, "1:33: error[too-deep]"),
    "flow mappings": (lambda: "{a: " * 100_000, "1:129: error[too-deep]"),
    "block lists": (lambda: "- " * 100_000, "1:65: error[too-deep]"),
    "complex keys": (lambda: "? [\n" * 100_000, "1:3: error[bad-key]"),
    "many keys": (lambda: "? a\n" * 300_000, "2:3: error[duplicate-key]"),
    "flow keys": (lambda: "{" + "a, " * 300_000 + "}", "1:5: error[duplicate-key]"),
    "long key": (lambda: "k" * MIB + ": v", "error[broken-yaml]"),
    "anchors": (lambda: "".join(f"- &a{n} x\n" for n in range(50_000)), "warning[too-many]"),
    "aliases": (lambda: "- &a x\n" + "- *a\n" * 50_000, "warning[too-many]"),
    "directives": (lambda: "%TAG !a! b\n" * 50_000 + "---\na: b", "2:1: error[broken-yaml]"),
    "documents": (lambda: "---\n" * MIB, "2:1: error[many-documents]"),
    "scalar of 100 MB": (lambda: b"title: " + b"x" * 100 * MIB + b"\nevents: []\n", ""),
    "comment of 100 MB": (lambda: b"#" + b"x" * 100 * MIB + b"\nevents: []\n", ""),
    "Latin-1 in 100 MB": (lambda: b"x" * 100 * MIB + b"\xe9", "1:104857601: error[not-utf-8]"),
    "small keys": (
        lambda: "events: []\n" + "".join(f"k{n}: v\n" for n in range(200_000)),
        "warning[too-many]",
    ),
    "events that break": (
        lambda: "events:\n" + "  - id: a\n    title: b: c\n" * 20_000,
        "warning[too-many]",
    ),
    "indentation": (
        lambda: HEAD + "    - id: a\n      title: b\n" * 20_000,
        "warning[too-many]",
    ),
    "open quotation marks": (
        lambda: "events:\n" + '  - id: a\n    title: "b\n' * 20_000,
        "3:12: error[broken-yaml]",
    ),
    "unknown fields": (
        lambda: "events:\n" + "  - id: a\n    title: b\n    nope: c\n" * 12_000,
        "4:5: error[unknown-field]",
    ),
    "wrong dates": (
        lambda: "events:\n" + "  - id: a\n    title: b\n    date: soon\n" * 12_000,
        "4:11: error[bad-date]",
    ),
    "dates in braces": (
        lambda: "events:\n" + "  - id: a\n    title: b\n    date: {2025}\n" * 12_000,
        "4:11: error[unquoted-date]",
    ),
    "dangling references": (
        lambda: "places:\n"
        + "".join(f"  place-{n}: {{name: x}}\n" for n in range(5_000))
        + "events:\n"
        + "".join(f"  - id: e{n}\n    title: b\n    place: plaec-{n}\n" for n in range(5_000)),
        "error[dangling-reference]",
    ),
    "highlights": (
        lambda: "highlights: [" + "a, " * 50_000 + "]\nevents: []\n",
        "1:14: error[dangling-reference]",
    ),
    "empty events": (lambda: "events:\n" + "  -\n" * 50_000, "2:4: error[empty-value]"),
    "control characters": (lambda: "a: " + "\x07" * 200_000, "1:4: error[control-character]"),
    "overrides": (lambda: "a: " + "\u202e" * 200_000, "1:4: error[bidi-control]"),
    "marks": (lambda: "events: []\ntitle: " + "\u200e" * 200_000 + "\u05d0", ""),
    "look-alike ids": (
        lambda: f"highlights: [{', '.join(f'{CYRILLIC_A}{n}' for n in range(12_000))}]\nevents: []",
        "1:14: error[look-alike]",
    ),
    "mixed words": (lambda: HEAD + "    summary: " + "a\u0430 " * 200_000, "[mixed-scripts]"),
    "a long id": (lambda: "events:\n  - id: " + "A-" * MIB + "\n    title: b\n", "error[bad-id]"),
    "a long word": (lambda: HEAD + "    status: " + "h" * MIB, "error[unknown-word]"),
    "a long field": (lambda: HEAD + "    ? " + "t" * MIB + "\n    : x\n", "error[unknown-field]"),
    "a long zone": (lambda: HEAD + "    timezone: " + "Europe/" * MIB, "error[unknown-zone]"),
    "a long language": (lambda: HEAD + "language: " + "en-" * MIB, "error[unknown-language]"),
    "a long address": (
        lambda: "sources: {s: {url: http://" + "a" * MIB + " b}}\nevents: []\n",
        "error[bad-url]",
    ),
    "a long passage": (
        lambda: HEAD + "    citations: {s: {passage: " + "a ... " * 200_000 + "}}\n",
        "error[bad-passage]",
    ),
    "a long length": (lambda: HEAD + "    duration: " + "9" * MIB, "error[bad-span]"),
    "a long time": (lambda: HEAD + "    time: " + "0" * MIB, "error[bad-time]"),
    "a long latitude": (
        lambda: "places: {p: {name: x, latitude: " + "1" * MIB + "}}\nevents: []\n",
        "error[bad-coordinate]",
    ),
    "1e999999": (lambda: HEAD + "    date: 1e999999\n", "error[bad-date]"),
    "a year without end": (lambda: HEAD + "    date: Y" + "9" * MIB, "error[bad-date]"),
    "a year beyond floats": (lambda: HEAD + "    date: Y1E400\n", "error[impossible-date]"),
    "an exponent": (lambda: HEAD + "    date: Y1E1000000000\n", "error[impossible-date]"),
    "a set of dates": (
        lambda: HEAD + '    date: "{' + "XXXX-XX-XX," * MIB + '2025}"\n',
        "error[bad-date]",
    ),
    "the longest dates": (
        lambda: HEAD.replace("title: b", "title: b\n    date: Y-1E98/Y1E98")
        + "    citations: {s: {when: [{says: x, weekday: monday}, {says: y, after: Y1E99},"
        " {says: z, during: XXXX-02-29}]}}\n",
        "error[contradictory-dates]",
    ),
    "a huge distance": (
        lambda: HEAD + "    citations: {s: {when: {says: x, after: 2025, by: 9999999 days}}}\n",
        "error[bad-span]",
    ),
    "the longest distance": (
        lambda: HEAD + "    date: 2025\n"
        "    citations: {s: {when: {says: x, after: 2025, by: 999999 years}}}\n",
        "error[contradictory-dates]",
    ),
    "NUL": (lambda: b"title: a\x00\nevents: []\n", "1:9: error[control-character]"),
    "a surrogate": (lambda: b"title: a\xed\xa0\x80\nevents: []\n", "1:9: error[not-utf-8]"),
    "a surrogate escaped": (lambda: b'title: "\\ud800"\nevents: []\n', "1:8: error[broken-yaml]"),
    "an override escaped": (lambda: b'title: "\\u202e"\nevents: []\n', "1:8: error[bidi-control]"),
    "UTF-16 with mark": (lambda: "events: []\n".encode("utf-16"), "1:1: error[not-utf-8]"),
    "UTF-16 LE": (lambda: "events: []\n".encode("utf-16-le"), "1:1: error[not-utf-8]"),
    "UTF-16 BE": (lambda: "events: []\n".encode("utf-16-be"), "1:1: error[not-utf-8]"),
    "UTF-32": (lambda: "events: []\n".encode("utf-32"), "1:1: error[not-utf-8]"),
    "UTF-32 BE": (lambda: "events: []\n".encode("utf-32-be"), "1:1: error[not-utf-8]"),
    "Latin-1": (lambda: "title: Café\nevents: []\n".encode("latin-1"), "1:11: error[not-utf-8]"),
    "tabs": (lambda: "events:\n\t- id: a\n", "2:1: error[broken-yaml]"),
    "BOM and CRLF": (lambda: b"\xef\xbb\xbftitle: a\r\nevents: []\r\n", ""),
    "two BOMs": (lambda: b"\xef\xbb\xbf\xef\xbb\xbfevents: []\n", "error[invisible-character]"),
}  # fmt: skip
"""What files hold, and a code that is found in them, some with a place; nothing of a sound one."""


LONG = {
    "dangling references",
    "dates in braces",
    "events that break",
    "indentation",
    "unknown fields",
}
"""The files of which the slow tests take care: seconds each, even where all goes well."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in FILES]
)
def test_hostile_files(name: str, tmp_path: Path, golden: Golden) -> None:
    """A hostile file is refused in words, or read, in bounded memory."""
    made, says = FILES[name]
    content = made()
    file = tmp_path / "x.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = chronology_run("validate", "x.yaml", cwd=tmp_path)
    assert done.stderr == ""
    assert says in done.stdout
    assert done.returncode == (1 if "error[" in done.stdout else 0)
    assert bool(says) or done.stdout.count("\n") == 1
    assert len(done.stdout) < 40 * MIB
    if name in ("aliases", "small keys"):
        golden("".join(re.findall(r"^.*\[too-many\].*\n", done.stdout, re.MULTILINE)))


# ------------------------------------------------------------------------------ files that are none


def test_a_device_without_end_is_too_big(tmp_path: Path) -> None:
    """What never ends is read up to the bound, and refused."""
    done = chronology_run("validate", "/dev/zero", cwd=tmp_path)
    assert "/dev/zero:1:1: error[too-big]" in done.stdout
    assert done.returncode == 1
    assert shell("yes | chronology validate -", tmp_path).stdout.startswith("<stdin>:1:1: error[")


def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path: Path, golden: Golden) -> None:
    """A named pipe is not waited for; one that is open already is read."""
    os.mkfifo(tmp_path / "pipe")
    done = chronology_run("validate", "pipe", cwd=tmp_path)
    assert done.returncode == 2
    golden(done.stderr)
    given = b"events: []\n"
    for name in ("-", "/dev/stdin", "/dev/fd/0"):
        done = chronology_run("validate", name, cwd=tmp_path, given=given)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.yaml", "No such file or directory"),
        ("file/none.yaml", "Not a directory"),
        ("n" * 300, "File name too long"),
        ("loop", "Too many levels of symbolic links"),
        ("secret.yaml", "Permission denied"),
        ("a\x1b[2J.yaml", "a\\x1b[2J.yaml: No such file"),
    ],
)
def test_files_that_cannot_be_read(name: str, says: str, tmp_path: Path) -> None:
    """Why a file cannot be read is said, and the exit code is 2."""
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "secret.yaml").write_text("events: []\n")
    (tmp_path / "secret.yaml").chmod(0)
    if name == "secret.yaml" and os.access(tmp_path / name, os.R_OK):
        pytest.skip("whoever runs the tests may read every file")
    done = chronology_run("validate", name, cwd=tmp_path)
    assert (done.returncode, says in done.stderr) == (2, True)


def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes, or a disk that fails, between two looks at it is an OSError."""
    file = tmp_path / "x.yaml"
    file.write_text("events: []\n")
    assert content_of(file) == b"events: []\n"

    def fails(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(folder, "read_stream", fails)
    with pytest.raises(OSError, match="Input/output error"):
        chronology.load(file)
    assert main(["validate", str(file)]) == 2


# ------------------------------------------------------------------------------ output


@pytest.mark.parametrize(
    "script",
    [
        "chronology schema --output /dev/full",
        "chronology schema > /dev/full",
        "chronology validate x.yaml > /dev/full",
        "chronology schema --output none/x",
        "chronology schema --output x.yaml/x",
        "chronology schema --output .",
        "chronology schema >&-",
        "chronology validate - <&-",
        "chronology --version >&-",
        "ulimit -f 1; trap '' XFSZ; chronology schema --output x.json",
    ],
)
def test_where_nothing_can_be_written(script: str, tmp_path: Path, golden: Golden) -> None:
    """What cannot be written is said once, and no half of it stays behind."""
    (tmp_path / "x.yaml").write_text("events: []\n")
    done = shell(script, tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["x.yaml"]
    golden(done.stderr)


@pytest.mark.parametrize(
    "script", ["chronology schema >&- 2>&-", "chronology validate none.yaml 2>&-"]
)
def test_where_nobody_can_be_told(script: str, tmp_path: Path) -> None:
    """A command that can say nothing still ends with the exit code for what cannot be done."""
    done = shell(script, tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    assert list(tmp_path.iterdir()) == []


WAITING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "import sys, time, types; read = lambda _: (sys.stderr.write('waiting\\n'),"
    f" sys.stderr.flush(), time.sleep({GUARD}));"
    "sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=read))"
)
"""A standard input that says when somebody waits for it; Ctrl-C counts in the background, too."""


@pytest.mark.parametrize(
    "arguments", [["validate", "-"], ["export", "json", "--file", "-", "--output", "x"]]
)
def test_an_interrupt(arguments: list[str], tmp_path: Path) -> None:
    """Ctrl-C ends a command in one line, with the exit code of shells, and leaves no file."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"{WAITING}; {CHILD}", *arguments],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    assert process.stderr.readline() == b"waiting\n"
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=GUARD)
    assert (process.returncode, out, said) == (130, b"", b"chronology: interrupted\n")
    assert list(tmp_path.iterdir()) == []


IMPORTING = """
import sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from chronology.__main__ import main
sys.exit(main())
"""
"""The command, interrupted while a module is imported."""


@pytest.mark.parametrize(
    "module", ["argparse", "chronology.cli", "chronology.loading", "pydantic", "yaml", "langcodes"]
)
def test_an_interrupt_while_modules_are_imported(module: str, tmp_path: Path) -> None:
    """Ctrl-C ends the command in one line from its first import on."""
    (tmp_path / "x.yaml").write_text("language: eo\nevents: []\n", "utf-8")
    command = [sys.executable, "-c", IMPORTING.format(name=module), "validate", "x.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=GUARD)
    assert (done.returncode, done.stderr) == (130, b"chronology: interrupted\n")


@pytest.mark.slow
def test_an_interrupt_at_any_moment(tmp_path: Path) -> None:
    """Whenever Ctrl-C comes, no line of ours is in a traceback."""
    events = "".join(f"  - id: e{n}\n    title: T\n" for n in range(2_000))
    (tmp_path / "events.yaml").write_text(f"events:\n{events}", "utf-8")
    script = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    for moment in range(60):
        process = subprocess.Popen(
            [sys.executable, "-c", f"{script} {CHILD}", "validate"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            process.wait(moment / 40)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=GUARD)[1].decode()
        assert "chronology/" not in said
        assert process.returncode in (0, 130) or "chronology" not in said


def test_texts_that_are_no_files(tmp_path: Path) -> None:
    """Among the texts of sources folders, pipes and devices are passed over."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "s.txt").write_text("aa bb and cc dd", "utf-8")
    (tmp_path / "x.yaml").write_text("events: []\n", "utf-8")
    done = chronology_run("validate", "x.yaml", "--texts", "texts", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert chronology.reading.read_texts(folder) == {"s": "aa bb and cc dd"}
    (folder / "gone.txt").symlink_to("nowhere")
    assert chronology_run("validate", "x.yaml", "--texts", "texts", cwd=tmp_path).returncode == 2


# ------------------------------------------------------------------------------ within a process


def test_closed_streams(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """Python has no stream where the shell closed one; that is said, or nobody is there to hear."""
    monkeypatch.setattr(sys, "stdin", None)
    assert golden.output(capsys, main(["validate", "-"]), "input") == 2
    monkeypatch.setattr(sys, "stdout", None)
    assert golden.output(capsys, main(["schema"]), "output") == 2
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["validate", "none.yaml"]) == 2


def test_too_little_memory(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """Where memory ends, so does the command, in words."""

    def fails(*_arguments: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(chronology.reading.folder, "content_of", fails)
    assert golden.output(capsys, main(["validate", "x.yaml"])) == 2


def test_a_pipe_by_name_is_an_error_of_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """The loader does not wait for a named pipe either."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(OSError) as caught:  # noqa: PT011  # the golden text has its words
        chronology.load("pipe")
    golden(str(caught.value))


def test_what_is_not_told_is_counted(monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    """Of each code the first diagnostics are told, and how many more there are."""
    monkeypatch.setattr(chronology.loading, "MOST_REPORTED", 2)
    text = "events:\n" + "  - id: a\n    title: b\n" * 5
    found = check_text(text, "x.yaml")[1]
    assert [each.code for each in found].count("duplicate-id") == 2
    assert (found[0].code, found[0].severity) == ("too-many", "warning")
    counts = re.findall(r"(\d+) of (\S+)\b", found[0].message)
    assert counts == [("2", "duplicate-id"), ("3", "no-date"), ("3", "no-citation")]
    golden(found[:1])


def test_a_file_of_the_program_that_is_missing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Golden,
) -> None:
    """What a rule cannot read is never taken for the file that is checked."""

    def fails(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "zones")

    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("events: []\n", "utf-8")
    monkeypatch.setattr(chronology.loading, "find", fails)
    assert golden.output(capsys, main(["validate", "x.yaml"])) == 2
    with pytest.raises(InstallationError):
        chronology.load("x.yaml")


def test_a_thousand_fields_that_there_are_not(golden: Golden) -> None:
    """Of fields without end the first thousand are told, and the known ones are read."""
    fields = "".join(f"    f{n}: x\n" for n in range(1_500))
    shaped, found = check_text(f"events:\n  - id: a\n{fields}    title: b\n", "x.yaml")
    assert [each.code for each in found].count("unknown-field") == 1_000
    (more,) = (each for each in found if each.code == "too-many")
    golden([more])
    assert shaped.record.events[0].title == "b"


def test_events_that_need_their_head_may_swallow_others() -> None:
    """In a file with directives no event is judged alone, and one in quotation marks is text."""
    text = (
        '%TAG !e! tag:e.example,2025:\n---\nevents:\n  - id: a\n    title: "x\n  - id: b\n    y"\n'
    )
    assert check_text(text, "x.yaml")[0].record.events[0].title == "x - id: b y"


# ------------------------------------------------------------------------------ what nobody sees

LEGITIMATE = {
    "Persian": "\u0645\u06cc\u200c\u0634\u0648\u062f",
    "Hindi": "\u0915\u094d\u200d\u0937",
    "Malayalam": "\u0d28\u0d4d\u200d",
    "Thai": "\u0e44\u0e17\u0e22\u200b\u0e44\u0e17\u0e22",
    "Khmer": "\u1780\u200b\u1781",
    "Hebrew with marks": "\u05e9\u05dc\u05d5\u05dd\u200f! \u200eC++",
    "an astronaut": "\U0001f469\u200d\U0001f680",
    "an astronaut of some colour": "\U0001f9d1\U0001f3fd\u200d\U0001f680",
    "a rainbow flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "a nodding head": "\U0001f642\u200d\u2195\ufe0f",
    "the flag of England": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "a variant of an ideograph": "\u845b\U000e0100",
}


@pytest.mark.parametrize("words", LEGITIMATE.values(), ids=LEGITIMATE)
def test_what_some_words_need(words: str) -> None:
    """Joiners, breaks, marks and variants are read where words and pictures need them."""
    document = read(f"title: {words}\nevents: []\n", "x.yaml")
    assert document.troubles == []
    assert document.data["title"] == words


@pytest.mark.parametrize(
    ("words", "code", "column"),
    [
        ("a\u200cb", "invisible-character", 2),
        ("a\u200db", "invisible-character", 2),
        ("\U0001f469\u200da", "invisible-character", 2),
        ("a\u200b", "invisible-character", 2),
        ("a\u2060b", "invisible-character", 2),
        ("a\ufeffb", "invisible-character", 2),
        ("a\ufe0f", "invisible-character", 2),
        ("\u845b\ufe00\ufe01", "invisible-character", 3),
        ("x\U000e0061", "invisible-character", 2),
        ("\u3164x", "invisible-character", 1),
        ("a\u200e\u200fb", "bidi-control", 2),
        ("\u05d0\u202eb", "bidi-control", 2),
        ("a\u061cb", "bidi-control", 2),
        ("\u2066b", "bidi-control", 1),
    ],
)
def test_what_no_word_needs(words: str, code: str, column: int) -> None:
    """What cannot be seen is told where no script needs it, and its value is not read."""
    document = read(f"'{words}'", "x.yaml")
    assert (document.troubles[0].code, document.troubles[0].position.column) == (code, column + 1)
    assert document.data is BROKEN


def test_what_a_phrase_and_its_source_hide() -> None:
    """A phrase is found in a text that hides signs in it, since the record cannot hold them."""
    assert occurrences("Moscow talks", "the Mos\xadcow\u200e \ufefftalks\u2060.") == [4]


def test_what_an_event_is_dated_by_may_look_like_another(golden: Golden) -> None:
    """A date or id with a letter of another script is said once, and not said to be missing."""
    says = "    citations: {s: {supports: [title], when: {says: x, after: \uff12025}}}\n"
    codes = [each.code for each in check_text(HEAD + says, "x.yaml")[1]]
    assert [code for code in codes if code not in ("no-date", "missing-passage")] == ["look-alike"]
    assert in_ascii("x" * 200 + CYRILLIC_A) is None
    assert in_ascii("\u0436") is None
    golden(describe_twins("".join(["\u0430"] * 5)))


def test_what_is_no_error_is_not_looked_for_by_a_loader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with a warning for each event is loaded without a place being looked up."""
    file = tmp_path / "x.yaml"
    file.write_text("events:\n" + "".join(f"  - {{id: e{n}, title: T}}\n" for n in range(9)))
    assert len([each for each in chronology.check(file) if each.code == "no-citation"]) == 9

    def fail(*_: object, **__: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(Document, "position", fail)
    asked = {each.code.name for each in RULES if each.code.severity is not Severity.ERROR}
    monkeypatch.setattr(
        chronology.rules,
        "RULES",
        [Rule(each.code, fail) if each.code.name in asked else each for each in RULES],
    )
    assert len(chronology.load(file)) == 9
    with pytest.raises(AssertionError):
        chronology.check(file)


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parent / "bad").glob("*.yaml")), ids=lambda file: file.stem
)
def test_a_loader_reports_what_a_check_finds(file: Path) -> None:
    """Whoever loads a file with errors gets all that is wrong with it, as a check finds it."""
    found = chronology.check(file)
    if any(each.severity is Severity.ERROR for each in found):
        with pytest.raises(ChronologyError) as caught:
            chronology.load(file)
        assert caught.value.diagnostics == found
    else:
        chronology.load(file)
