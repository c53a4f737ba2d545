"""A snapshot: every word that the commands print about all test files, and every file of the site.

    python tests/snapshot.py [OUTPUT]

It runs each command and each format on `good/`, `bad/`, `fixes/` and `sites/`, on a folder of more
cases where there is one, and on the record. `OUTPUT`, by default `.build/snapshot`, becomes a
folder with

- `files/`: a text for each input, with a section for each command;
- `words/`: help, explanations, schemas, and what is said of a wrong call;
- `pages/`: what `chronology pages` writes for the record;
- `site.txt`: what MkDocs says while it builds the site;
- `MANIFEST`: a digest of each file of the site and of the pages.

The same tree makes the same bytes. In a section, `|` stands before a line of the standard output
and `!` before one of the standard error.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final, NoReturn, cast

ROOT: Final = Path(__file__).resolve().parents[1]
CASES: Final = ROOT.parent / "shared" / "cases"
"""More cases, beside the checkout; left out where there are none."""

PATIENCE: Final = 5
"""Seconds of processor time for a command, so that a busy machine makes none of them fail.

The slowest command that ends needs two. Some cases never end.
"""
_DEADLINE = 60
"""Seconds for a command that waits instead of working."""
_MEMORY = 4 << 30
"""Bytes of memory for a command, which some cases would fill without end."""
LARGEST: Final = 1 << 19
"""Bytes of an output that is kept as text; of a longer one its digest is kept."""
_MOST_SHOWN = 12
"""How many events of a file `show` is tried on; the pages have them all."""

ENVIRONMENT: Final = {
    "COLUMNS": "100",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1577836800",  # MkDocs writes its day into the site map
    "TZ": "UTC",
}
_UNSET = ("CHRONOLOGY_TEXTS", "CI_PROJECT_DIR", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "FORCE_COLOR")

# ------------------------------------------------------------------------------ results


@dataclass(frozen=True)
class Result:
    """What came of a command: how it ended, and the bytes that it wrote.

    `end` is `exit 0`, `timed out`, or an exception; `same` names an earlier command of the same
    file with the same result.
    """

    end: str
    out: bytes = b""
    err: bytes = b""
    same: str = ""


def write_results(file: Path, results: dict[str, Result]) -> None:
    """Write the results of commands by their names, each repeated one as a reference."""
    file.parent.mkdir(parents=True, exist_ok=True)
    seen: dict[Result, str] = {}
    with file.open("wb") as text:
        for name, result in results.items():
            text.write(f"=== {name}\n".encode())
            first = seen.setdefault(result, name)
            if first != name and (result.out or result.err):
                text.write(f"same as {first}\n".encode())
                continue
            text.write(f"{result.end}\n".encode())
            for mark, output in ((b"|", result.out), (b"!", result.err)):
                text.writelines(_marked(_shortened(output), mark))


def _shortened(output: bytes) -> bytes:
    if len(output) <= LARGEST:
        return output
    return f"{len(output)} bytes, {hashlib.sha256(output).hexdigest()}\n".encode()


def _marked(output: bytes, mark: bytes) -> Iterator[bytes]:
    *lines, last = output.split(b"\n")
    for line in lines:
        yield mark + b" " + line + b"\n"
    if last:
        yield mark + b" " + last + b"\n" + mark + b"\\ no end of line\n"


def read_results(file: Path) -> dict[str, Result]:
    """The results in a file by the names of their commands, references followed."""
    results: dict[str, Result] = {}
    for section in re.split(rb"^=== ", file.read_bytes(), flags=re.MULTILINE)[1:]:
        name, end, *lines = section.split(b"\n")[:-1]
        if end.startswith(b"same as "):
            first = end.removeprefix(b"same as ").decode()
            results[name.decode()] = replace(results[first], same=first)
        else:
            out, err = (_unmarked(lines, mark) for mark in (b"|", b"!"))
            results[name.decode()] = Result(end.decode(), out, err)
    return results


def _unmarked(lines: Sequence[bytes], mark: bytes) -> bytes:
    output = b"".join(line[2:] + b"\n" for line in lines if line.startswith(mark + b" "))
    return output[:-1] if mark + b"\\ no end of line" in lines else output


# ------------------------------------------------------------------------------ one command


@dataclass(frozen=True)
class Use:
    """A use of the command: its place in the snapshot, its name there, and what it is given."""

    file: str
    name: str
    arguments: tuple[str, ...]
    given: bytes = b""


def run(use: Use) -> Result:
    """The result of a command in this process; an exception is one, too."""
    from chronology.cli import main  # noqa: PLC0415 - of the commit whose package is on the path

    printed, warned = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(kept, "utf-8", newline="") for kept in (printed, warned))
    sys.stdin = io.TextIOWrapper(io.BytesIO(use.given), "utf-8")
    sys.stdout, sys.stderr = out, err
    try:
        end = f"exit {main(use.arguments)}"
    except SystemExit as error:  # argparse
        end = f"exit {error.code}"
    except RecursionError:
        end = "RecursionError"  # its message depends on what was called last
    except BaseException as error:  # noqa: BLE001 - whatever a command dies of is its result
        end = " ".join(f"{type(error).__name__}: {error}".split())
    finally:
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    for stream in (out, err):
        stream.flush()
    end = _without_paths(end.encode()).decode()
    return Result(end, _without_paths(printed.getvalue()), _without_paths(warned.getvalue()))


def _without_paths(text: bytes) -> bytes:
    """A text without the folders of this machine."""
    import chronology  # noqa: PLC0415 - as in `run`

    folders = {
        str(Path.cwd()): "<inputs>",
        str(Path(chronology.__file__).parent): "<package>",
        sysconfig.get_path("purelib"): "<libraries>",
        sysconfig.get_path("stdlib"): "<python>",
    }
    for folder, name in folders.items():
        text = text.replace(folder.encode(), name.encode())
    return text


# ------------------------------------------------------------------------------ all commands


class Runs:
    """Commands in children, as many at a time as there are processors.

    A child starts with everything imported, and so in milliseconds, and runs a batch. If a command
    hangs or crashes, nothing else is lost: another child goes on with those after it.
    """

    def __init__(self) -> None:
        """Nothing has been run."""
        self.results: dict[Use, Result] = {}
        self._waiting: deque[deque[Use]] = deque()
        self._running: dict[Connection[None, Result], _Child] = {}

    def run(self, batches: Iterable[Iterable[Use]]) -> None:
        """Run commands, and keep their results."""
        self._waiting.extend(map(deque, batches))
        while self._waiting or self._running:
            while self._waiting and len(self._running) < (os.cpu_count() or 1):
                self._start(self._waiting.popleft())
            for connection in wait(self._running, timeout=1):
                self._receive(cast("Connection[None, Result]", connection))
            for child in self._running.values():
                if time.monotonic() > child.deadline:
                    os.kill(child.process, signal.SIGXCPU)

    def _start(self, uses: deque[Use]) -> None:
        receiving, sending = Pipe(duplex=False)
        process = os.fork()
        if process == 0:
            receiving.close()
            _run_in_child(uses, sending)
        sending.close()
        self._running[receiving] = _Child(uses, process, time.monotonic() + _DEADLINE)

    def _receive(self, connection: Connection[None, Result]) -> None:
        child = self._running[connection]
        try:
            self.results[child.uses[0]] = connection.recv()
        except EOFError:
            del self._running[connection]
            connection.close()
            status = os.waitstatus_to_exitcode(os.waitpid(child.process, 0)[1])
            if not child.uses:
                return
            killed = "timed out" if status == -signal.SIGXCPU else f"ended with status {status}"
            self.results[child.uses.popleft()] = Result(killed)
            if child.uses:
                self._waiting.appendleft(child.uses)
        else:
            child.uses.popleft()
            child.deadline = time.monotonic() + _DEADLINE


@dataclass
class _Child:
    uses: deque[Use]
    process: int
    deadline: float


def _run_in_child(uses: Iterable[Use], sending: Connection[Result, None]) -> NoReturn:
    """Run commands in a child, hand each result over, and end."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for use in uses:
        until = math.ceil(time.process_time()) + PATIENCE
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
        sending.send(run(use))
    os._exit(0)  # what the parent has not written yet is the parent's to write


# ------------------------------------------------------------------------------ what is run

HONEST: Final = "honest.yaml"
"""A sound file, written here, on which schemas are tried that nobody should write."""
_HONEST_TEXT = f"title: {'a' * 40} b\nevents: []\n"

_LINKS = ("--links", "https://chronology.example/{id}.html")

_QUESTIONS = (
    "list --from 2025-02 --to 2025-03",
    "list --from 2025-02-27 --to 2025-02-27 --certainly",
    "list --involving darchiyev",
    "list --at istanbul",
    "list --kind talks --timeline",
    "list --about visas",
    "list --to 2025-03 --timeline",
    "validate --strict --select no-date,one-sided",
    "validate --ignore single-source",
)
"""What is asked of the record alone."""

_WRONG_CALLS = (
    "",
    "--colour",
    "frobnicate",
    "validate no-such.yaml",
    "validate --format html good/rules.yaml",
    "validate --select no-such-code good/rules.yaml",
    "validate --diff --format json good/rules.yaml",
    "validate --schema no-such.json good/rules.yaml",
    "list --from yesterday",
    "list --from 2025-03 --to 2025-02",
    "list --certainly",
    "list --at nowhere",
    "show no-such-event",
    "export cvs",
    "export json --links https://chronology.example/{id}",
    "export ics --links nowhere",
    "explain bad-dates",
    "schema --check no-such.json",
    "pages good",
)
"""Calls that are refused."""


class Command:
    """What the command line of a commit takes, by its own help.

    Where it reads a chronology is `--file FILE` in some commits, and the last argument in others.
    """

    def __init__(self) -> None:
        """Ask the command itself."""
        self.names = re.findall(r"^    ([a-z]+) ", _printed("--help"), re.MULTILINE)
        self.helps = {name: _printed(name, "--help") for name in self.names}
        self.exports = re.findall(r"^(\w+): ", _printed("export"), re.MULTILINE)
        reports = re.search(r"--format \{([\w,]+)\}", self.helps["validate"])
        self.reports = reports[1].split(",") if reports else ["text"]
        self.words = sorted(set(re.findall(r"^  (\S+): ", _printed("explain"), re.MULTILINE)))

    def on(self, file: str, command: str, *arguments: str) -> tuple[str, ...]:
        """The arguments of a command that reads a file."""
        named = ("--file",) if "--file" in self.helps[command] else ()
        return (command, *arguments, *named, file)


def _printed(*arguments: str) -> str:
    return run(Use("", "", arguments)).out.decode()


def uses_of_words(command: Command) -> Iterator[Use]:
    """What is asked without a file: help, explanations, schemas, and wrong calls."""
    for name in ("", *command.names):
        arguments = tuple(filter(None, (name, "--help")))
        yield Use("words/help.txt", " ".join(arguments), arguments)
    yield Use("words/help.txt", "export", ("export",))
    yield Use("words/explain.txt", "explain", ("explain",))
    for word in command.words:
        yield Use("words/explain.txt", f"explain {word}", ("explain", word))
    for option in ((), ("--report",), ("--api",)):
        yield Use("words/schema.txt", " ".join(("schema", *option)), ("schema", *option))
    for call in _WRONG_CALLS:
        yield Use("words/wrong-calls.txt", f"chronology {call}".strip(), tuple(call.split()))


def uses_of_file(name: str, command: Command) -> Iterator[Use]:
    """Everything that can be done with a file or a folder that is a chronology."""
    place = f"files/{name}.txt"
    beside = Path(name).with_suffix("")

    def use(title: str, *arguments: str, given: bytes = b"") -> Use:
        return Use(place, title, arguments, given)

    for report in command.reports:
        yield use(f"validate --format {report}", "validate", "--format", report, name)
    yield use("validate --strict", "validate", "--strict", name)
    yield use("validate --diff", "validate", "--diff", name)
    if beside.with_suffix(".json").exists():
        rules = str(beside.with_suffix(".json"))
        yield use("validate --schema", "validate", name, "--schema", rules)
    if (texts := beside.with_name(f"{beside.name}-texts")).is_dir():
        yield use("validate --texts", "validate", name, "--texts", str(texts))
    ids: list[str] = []
    if Path(name).is_file():
        content = Path(name).read_bytes()
        yield use("validate --fix -", "validate", "--fix", "-", given=content)
        ids = ids_in(content)
    yield use("list", *command.on(name, "list"))
    yield use("list --timeline", *command.on(name, "list", "--timeline"))
    for id_ in ids:
        yield use(f"show {id_}", *command.on(name, "show", id_))
    for id_ in ids[:1]:
        yield use(f"show {id_[:-1]}", *command.on(name, "show", id_[:-1]))
    for export in command.exports:
        yield use(f"export {export}", *command.on(name, "export", export))
        yield use(f"export {export} --links", *command.on(name, "export", export, *_LINKS))
    yield use("pages", *command.on(name, "pages", f"../pages/{name}.pages"))


def ids_in(content: bytes) -> list[str]:
    """The ids of some events in a file, by its look, since it may be none; in their order."""
    events = content.decode("utf-8", "replace").rpartition("events:")[2]
    ids: list[str] = re.findall(r"^\s*- \{?id: ['\"]?([\w.-]+)", events, re.MULTILINE)
    return ids[:: 1 + (len(ids) - 1) // _MOST_SHOWN] if ids else []


def uses_of_record(command: Command) -> Iterator[Use]:
    """What is asked of the record alone."""
    for question in _QUESTIONS:
        name, *options = question.split()
        arguments = command.on("events.yaml", name, *options)
        yield Use("files/events.yaml.txt", question, arguments)


def uses_of_schemas() -> Iterator[Use]:
    """The schemas that belong to no file, each applied to an honest one."""
    for schema in sorted(Path().rglob("*.json")):
        if not schema.with_suffix(".yaml").exists():
            arguments = ("validate", HONEST, "--schema", str(schema))
            yield Use(f"files/{schema}.txt", "validate --schema", arguments)


# ------------------------------------------------------------------------------ inputs

RECORD_AND_DOCS: Final = ("events.yaml", "mkdocs.yml", "CHANGELOG.md", "docs")
INPUTS: Final = ("tests/good", "tests/bad", "tests/fixes", "tests/sites", *RECORD_AND_DOCS)
"""What a snapshot is made of, in a checkout."""


def gather(root: Path, folder: Path) -> None:
    """Copy all inputs of a checkout, and the cases beside this one, into a new folder.

    Chronologies and schemas go into `given`, what MkDocs needs into `site`.
    """
    given, site = folder / "given", folder / "site"
    for name in ("good", "bad", "fixes", "sites"):
        for file in (root / "tests" / name).iterdir():
            if file.suffix in {".yaml", ".json"} and ".after." not in file.name:
                _copy(file, given / name / file.name)
    for file in CASES.rglob("*") if CASES.is_dir() else ():
        if file.suffix in {".yaml", ".yml", ".json", ".txt"} and not file.stem.endswith("mkdocs"):
            _copy(file, given / "cases" / file.relative_to(CASES))
    _copy(root / "events.yaml", given / "events.yaml")
    (given / HONEST).write_text(_HONEST_TEXT, "utf-8")
    for name in RECORD_AND_DOCS:
        for file in (root / name, *(root / name).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                _copy(file, site / file.relative_to(root))


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def chronologies() -> list[str]:
    """The files and folders in the current folder that are chronologies, or should be."""
    files = [path for path in Path().rglob("*") if path.suffix in {".yaml", ".yml"}]
    folders = {path.parent for path in files if path.parent.name == "folder"}
    return sorted(map(str, {*files, *folders}))


# ------------------------------------------------------------------------------ the snapshot


def digest_lines(folder: Path, name: str) -> Iterator[str]:
    """A line for each file in a folder: digest, size, and path below `name`."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        yield f"{digest} {len(content):8} {name}/{file.relative_to(folder).as_posix()}\n"


class Site:
    """The site of the inputs, built by MkDocs while the commands run."""

    def __init__(self, package: Path, inputs: Path) -> None:
        """Start to build the site of `inputs` with a package, beside them."""
        self.package = package
        self.inputs = inputs / "site"
        self.built = inputs / "built"
        self._first = self._build(self.inputs)

    def results(self) -> dict[str, Result]:
        """What MkDocs says, once it is done.

        Where the package of an older commit cannot build what the inputs have, it builds the site
        of its own commit.
        """
        results = {"mkdocs build": self._result(self._first, self.inputs)}
        if results["mkdocs build"].end != "exit 0":
            again = self._build(self.package)
            results["mkdocs build, of its own commit"] = self._result(again, self.package)
        return results

    def _build(self, source: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet"]
        pipe = subprocess.PIPE
        arguments = [*command, "--site-dir", str(self.built)]
        return subprocess.Popen(arguments, cwd=source, stdout=pipe, stderr=pipe)

    @staticmethod
    def _result(process: subprocess.Popen[bytes], source: Path) -> Result:
        out, err = (text.replace(str(source).encode(), b".") for text in process.communicate())
        return Result(f"exit {process.returncode}", out, err)


def make(package: Path, inputs: Path, output: Path) -> None:
    """Write the snapshot of the package on the path, which is that of a checkout, into a folder."""
    import chronology  # noqa: PLC0415 - as in `run`

    if Path(chronology.__file__).parent.parent != package:
        raise SystemExit(f"the package of {package} is not what is imported: {chronology.__file__}")
    for made in ("pages", "built"):  # of the other commit
        shutil.rmtree(inputs / made, ignore_errors=True)
    site = Site(package, inputs)
    os.chdir(inputs / "given")
    # A warning that is shown once a process would depend on what ran before.
    warnings.simplefilter("always")
    command = Command()
    for use in uses_of_file("good/three-lines.yaml", command):
        run(use)  # imports what each child would have to
    sources = [uses_of_file(name, command) for name in chronologies()]
    sources += [uses_of_words(command), uses_of_record(command), uses_of_schemas()]
    batches = sorted(map(list, sources), key=len, reverse=True)  # lest a long one be left over
    runs = Runs()
    runs.run(batches)
    files: dict[str, dict[str, Result]] = {}
    for use in chain.from_iterable(batches):
        files.setdefault(use.file, {})[use.name] = runs.results[use]
    for file, results in files.items():
        pages = inputs / "pages" / f"{file.removeprefix('files/').removesuffix('.txt')}.pages"
        if "pages" in results and pages.is_dir():
            written = "".join(digest_lines(pages, "pages")).encode()
            results["pages: files"] = Result("exit 0", written)
        write_results(output / file, results)
    pages = inputs / "pages" / "events.yaml.pages"
    with suppress(FileNotFoundError):  # a package that cannot read the record
        shutil.copytree(pages, output / "pages")
    write_results(output / "site.txt", site.results())
    manifest = [*digest_lines(site.built, "site"), *digest_lines(pages, "pages")]
    (output / "MANIFEST").write_text("".join(manifest), "utf-8")


def make_in_child(package: Path, inputs: Path, output: Path) -> None:
    """Write the snapshot of a checkout's package into a folder, which appears when it is whole.

    Nothing is installed. The package of `.venv` is a line in a `.pth` file, which Python adds to
    the end of its path; `PYTHONPATH` stands before it, so that `chronology` is that of `package`,
    for MkDocs as well, whose plugins are found by the names of their modules.
    """
    environment = {name: text for name, text in os.environ.items() if name not in _UNSET}
    environment |= ENVIRONMENT | {"PYTHONPATH": str(package)}
    partial = output.with_name(f"{output.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    command = [sys.executable, __file__, "--make", *map(str, (package, inputs, partial))]
    subprocess.run(command, env=environment, check=True)
    shutil.rmtree(output, ignore_errors=True)
    partial.rename(output)


def main() -> None:
    """Write the snapshot of this checkout, or, as a child, that of the package on the path."""
    if sys.argv[1:2] == ["--make"]:
        make(*map(Path, sys.argv[2:]))
        return
    output = Path(sys.argv[1] if sys.argv[1:] else ".build/snapshot").resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=output.parent) as folder:
        gather(ROOT, Path(folder))
        make_in_child(ROOT, Path(folder), output)
    files = [file for file in output.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    seconds = time.monotonic() - started
    sys.stdout.write(f"{output}: {len(files)} files, {size:.1f} MB, {seconds:.0f} seconds\n")


if __name__ == "__main__":
    main()
