"""The README says what is true: its commands run, its examples print what it says, its links lead.

How a block of the README is taken:

- `sh`: each line is a command, and must succeed.
- `console`: lines after `$ ` are commands; what follows is what they print (`...` for any text),
  and a command that shows a report of mistakes may end with the exit code 1.
- `python` or `pycon`: with `>>>`, a session whose answers are compared; without, a program that
  runs and prints nothing.
- `yaml` whose first line is `# name.yaml`: a file of that name, for the blocks after it.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

LONGEST = 120

RUN = "run"
MAKE = "make's own dry run says that the target exists"
TRUSTED = "needs a network or does not end, and other tests do the same"

COMMANDS: tuple[tuple[str, str], ...] = (
    (r"chronology( .*)?", RUN),
    (r"make( [a-z-]+)*", MAKE),
    (r"make serve", TRUSTED),
    (r"git clone \S+( \S+)?", TRUSTED),
    (r"cd chronology", TRUSTED),
    (r"(python3? -m )?pip install '?chronology-data(\[\w+\])?'?", TRUSTED),
    (r"mkdocs (build( --strict)?|serve)", TRUSTED),
)
"""The commands that the README may show, and how each is tested; the last row that fits counts."""

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
FILE = re.compile(r"# (?P<name>[\w-]+\.ya?ml)\n")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block of the README, and the line on which its text starts."""

    language: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command with the line of the README it stands on, and what the README says it prints."""

    text: str
    line: int
    prints: str | None = None

    @property
    def how(self) -> str:
        """How the command is tested, by the table `COMMANDS`."""
        fitting = [how for pattern, how in COMMANDS if re.fullmatch(pattern, self.text)]
        if not fitting:
            refuse(
                self.line,
                f"no test knows the command `{self.text}`; "
                f"add a row to COMMANDS in tests/{Path(__file__).name}",
            )
        return fitting[-1]


def refuse(line: int, why: str) -> NoReturn:
    """The test fails, with a line of the README and what is wrong there."""
    pytest.fail(f"README.md:{line}: {why}", pytrace=False)


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks in their order, without the indentation of a list that holds them."""
    for found in FENCE.finditer(text):
        dedented = re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
        line = text.count("\n", 0, found.start("text")) + 1
        yield Block(found["language"], dedented, line)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a shell block; a backslash continues a line, `#` starts a comment."""
    if block.language == "sh":
        joined = re.sub(r"\\\n\s*", "", block.text)
        for number, line in enumerate(joined.splitlines(), block.line):
            if command := re.sub(r"(^|\s+)#.*", "", line).strip():
                yield Command(command, number)
        return
    for found in re.finditer(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
        before = block.text.count("\n", 0, found.start())
        yield Command(found[1], block.line + before, found[2] or None)


@dataclass(frozen=True)
class Desk:
    """A copy of the repository's files in which the README's blocks are tried, in their order."""

    folder: Path

    def shell(self, command: str) -> subprocess.CompletedProcess[str]:
        """The command, run where the installed `chronology` comes first."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = os.environ | {"PATH": path, "PYTHONSAFEPATH": "1", "COLUMNS": "100"}
        return subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def try_command(self, command: Command) -> None:
        """The command does what the README says of it."""
        if command.how == MAKE:
            done = self.shell(command.text.replace("make", "make --dry-run", 1))
            if done.returncode != 0:
                refuse(command.line, f"{command.text}\n{done.stdout}")
        elif command.how == RUN:
            done = self.shell(command.text)
            if done.returncode not in ({0} if command.prints is None else {0, 1}):
                refuse(command.line, f"{command.text}\n{done.stdout}")
            said = command.prints
            if said and not doctest.OutputChecker().check_output(said, done.stdout, FLAGS):
                refuse(command.line, f"{command.text}\nprints\n{done.stdout}and not\n{said}")

    def try_python(self, block: Block) -> None:
        """The example runs, and its session answers as the README says."""
        if ">>> " in block.text:
            lines = doctest.DocTestParser()
            session = lines.get_doctest(block.text, {}, "README.md", None, block.line - 1)
            report: list[str] = []
            doctest.DocTestRunner(optionflags=FLAGS).run(session, out=report.append)
            if report:
                refuse(block.line, "".join(report))
        else:
            done = self.shell(shlex.join(["python", "-c", block.text]))
            if done.returncode != 0:
                refuse(block.line, done.stdout)
            if done.stdout:
                refuse(block.line, "write what prints as a session, with >>>")

    def try_block(self, block: Block) -> None:
        """Whatever a block shows is so."""
        if block.language in {"sh", "console"}:
            for command in commands(block):
                self.try_command(command)
        elif block.language in {"python", "pycon"}:
            self.try_python(block)
        elif found := FILE.match(block.text):
            (self.folder / found["name"]).write_text(block.text, "utf-8")


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    """The text of the README."""
    return (repository / "README.md").read_text("utf-8")


@pytest.fixture
def desk(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of what the README's commands read; the tests themselves stay out of it."""
    folder = tmp_path / "chronology"
    folder.mkdir()
    for file in filter(Path.is_file, repository.iterdir()):
        shutil.copy(file, folder)
    for name in ("chronology", "docs", "schema"):
        shutil.copytree(repository / name, folder / name)
    monkeypatch.chdir(folder)
    return Desk(folder)


def test_the_readme_is_short(readme: str) -> None:
    """The README is read in one go: at most 120 lines."""
    assert len(readme.splitlines()) <= LONGEST


def test_the_readme_shows_commands_and_python(readme: str) -> None:
    """The README shows how to use the command and the package."""
    assert {"python", "pycon"} & {block.language for block in blocks(readme)}
    assert {"sh", "console"} & {block.language for block in blocks(readme)}


def test_what_the_readme_shows_is_so(readme: str, desk: Desk) -> None:
    """Every command runs, and every example answers, as the README says."""
    for block in blocks(readme):
        desk.try_block(block)


def test_the_links_of_the_readme_lead_somewhere(readme: str, repository: Path) -> None:
    """Every link to a file of the repository names one that exists."""
    targets = [found["target"].partition("#")[0] for found in LINK.finditer(readme)]
    local = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (repository / target).exists()] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```sh\nfrobnicate --all\n```\n", "README.md:2: no test knows the command `frobnicate"),
        ("```sh\nmake # sure\nmake no-such-target\n```\n", "README.md:3: make no-such-target"),
        ("```console\n$ chronology --version\n9.9.9\n```\n", "and not\n9.9.9"),
        ("- as\n\n  ```sh\n  chronology no-such-command\n  ```\n", "README.md:4: chronology no-"),
        ("```python\n>>> 1 + 1\n3\n```\n", "Expected:\n    3\nGot:\n    2"),
        ("```python\nprint(1)\n```\n", "write what prints as a session"),
        ("```python\nimport no_such_module\n```\n", "ModuleNotFoundError"),
    ],
)
def test_a_wrong_block_is_noticed(text: str, said: str, desk: Desk) -> None:
    """A command that is unknown or fails, and an example that answers otherwise, are told."""
    (block,) = blocks(text)
    with pytest.raises(pytest.fail.Exception) as caught:
        desk.try_block(block)
    assert said in str(caught.value)
