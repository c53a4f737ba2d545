"""What the hand-written pages show is so: commands run, examples answer as printed, links lead.

How a block of a page is taken:

- one with `title="name"`: a file of that name, for the blocks after it; if it is `events.yaml`, an
  excerpt of the record, from which a line `# ...` leaves something out.
- `sh`: each line is a command, and must succeed.
- `console`: lines after `$ ` are commands; what follows is what they print (`...` for any text),
  and a command that shows a report of mistakes may end with the exit code 1.
- `python` or `pycon`: with `>>>`, a session whose answers are compared, and which goes on through
  the page; without, a program that runs and prints nothing.

The README and CONTRIBUTING are tried in a copy of the repository, the others in an empty folder.
"""

import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from test_house import LINE

import chronology

ROOT = Path(__file__).resolve().parents[1]
IN_THE_REPOSITORY = ("README.md", "CONTRIBUTING.md")
PAGES = (
    *IN_THE_REPOSITORY,
    *sorted(page.relative_to(ROOT).as_posix() for page in ROOT.glob("docs/**/*.md")),
)
PACKAGE = ROOT / "chronology"
LONGEST = 120
RECORD = "events.yaml"
OPTIONAL = ("pandas",)
"""What examples may import although the tests do without; they are tried where it is installed."""

RUN = "run"
MAKE = "make's own dry run says that the target exists, and hands on what it is given"
TRUSTED = "needs a network or does not end, and other tests do the same"

COMMANDS: tuple[tuple[str, str], ...] = (
    (r"chronology( .*)?", RUN),
    (r"chronology validate .*--changed-since \S+", TRUSTED),
    (r"make( [a-z-]+)*( [A-Z]=('[^']*'|\S+))*", MAKE),
    (r"make serve", TRUSTED),
    (r"git clone \S+( \S+)?", TRUSTED),
    (r"cd chronology", TRUSTED),
    (r"\. \.venv/bin/activate", TRUSTED),
    (r"(python3? -m )?pip install '?\.(\[\w+\])?'?", TRUSTED),
    (r"(SOURCE_DATE_EPOCH=\d+ )?mkdocs build( --strict)?", RUN),
    (r"mkdocs serve( --livereload)?", TRUSTED),
)
"""The commands that a page may show, and how each is tested; the last row that fits counts."""

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)(?: title=\"(?P<title>[^\"\n]+)\")?\n"
    r"(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, and the line on which its text starts."""

    page: str
    language: str
    title: str | None
    text: str
    line: int

    def refuse(self, line: int, why: str) -> NoReturn:
        """The test fails, with a line of the page and what is wrong there."""
        pytest.fail(f"{self.page}:{line}: {why}", pytrace=False)


@dataclass(frozen=True)
class Command:
    """A command with the line of the page it stands on, and what the page says it prints."""

    block: Block
    text: str
    line: int
    prints: str | None = None

    @property
    def how(self) -> str:
        """How the command is tested, by the table `COMMANDS`."""
        fitting = [how for pattern, how in COMMANDS if re.fullmatch(pattern, self.text)]
        if not fitting:
            self.refuse(
                f"no test knows the command `{self.text}`; "
                f"add a row to COMMANDS in tests/{Path(__file__).name}",
            )
        return fitting[-1]

    def refuse(self, why: str) -> NoReturn:
        """The test fails, with the command's line and what is wrong there."""
        self.block.refuse(self.line, why)


def blocks(page: str, text: str) -> Iterator[Block]:
    """The fenced blocks in their order, without the indentation of a list that holds them."""
    for found in FENCE.finditer(text):
        dedented = re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
        line = text.count("\n", 0, found.start("text")) + 1
        yield Block(page, found["language"], found["title"], dedented, line)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a shell block; a backslash continues a line, `#` starts a comment."""
    if block.language == "sh":
        joined = re.sub(r"\\\n\s*", "", block.text)
        for number, line in enumerate(joined.splitlines(), block.line):
            if command := re.sub(r"(^|\s+)#.*", "", line).strip():
                yield Command(block, command, number)
        return
    for found in re.finditer(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
        before = block.text.count("\n", 0, found.start())
        yield Command(block, found[1], block.line + before, found[2] or None)


@dataclass(frozen=True)
class Desk:
    """A folder in which the blocks of a page are tried, in their order."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

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
        """The command does what the page says of it."""
        if command.how == MAKE:
            done = self.shell(command.text.replace("make", "make --dry-run", 1))
            given = re.findall(r"(?<= [A-Z]=)('[^']*'|\S+)", command.text)
            if done.returncode != 0 or not all(text.strip("'") in done.stdout for text in given):
                command.refuse(f"{command.text}\n{done.stdout}")
        elif command.how == RUN:
            done = self.shell(command.text)
            if done.returncode not in ({0} if command.prints is None else {0, 1}):
                command.refuse(f"{command.text}\n{done.stdout}")
            said = command.prints
            if said and not doctest.OutputChecker().check_output(said, done.stdout, FLAGS):
                command.refuse(f"{command.text}\nprints\n{done.stdout}and not\n{said}")

    def try_python(self, block: Block) -> None:
        """The example runs, and its session answers as the page says."""
        if any(f"import {name}" in block.text and not is_installed(name) for name in OPTIONAL):
            return
        if ">>> " in block.text:
            lines = doctest.DocTestParser()
            session = lines.get_doctest(block.text, self.names, block.page, None, block.line - 1)
            report: list[str] = []
            runner = doctest.DocTestRunner(optionflags=FLAGS)
            runner.run(session, out=report.append, clear_globs=False)
            self.names.update(session.globs)
            if report:
                block.refuse(block.line, "".join(report))
        else:
            done = self.shell(shlex.join(["python", "-c", block.text]))
            if done.returncode != 0:
                block.refuse(block.line, done.stdout)
            if done.stdout:
                block.refuse(block.line, "write what prints as a session, with >>>")

    def try_file(self, block: Block, name: str) -> None:
        """The file is there for the blocks after it, or the record has what is shown of it."""
        if name != RECORD:
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
            return
        record = unindented((ROOT / RECORD).read_text("utf-8"))
        for part in unindented(block.text).split("\n# ...\n"):
            if f"\n{part.strip()}\n" not in record:
                block.refuse(block.line, f"{RECORD} has no such lines:\n{part}")

    def try_block(self, block: Block) -> None:
        """Whatever a block shows is so."""
        if block.title is not None:
            self.try_file(block, block.title)
        elif block.language in {"sh", "console"}:
            for command in commands(block):
                self.try_command(command)
        elif block.language in {"python", "pycon"}:
            self.try_python(block)


def is_installed(name: str) -> bool:
    """Whether a module can be imported."""
    return importlib.util.find_spec(name) is not None


def unindented(text: str) -> str:
    """The lines of a text without what stands before and after them."""
    return "\n".join(["", *(line.strip() for line in text.splitlines()), ""])


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """The path of a hand-written page in the repository."""
    return str(request.param)


@pytest.fixture
def readme() -> str:
    """The text of the README."""
    return (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def empty_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty folder, as a reader of the documentation starts with."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the repository's files; the tests themselves stay out of it."""
    folder = tmp_path / "chronology"
    folder.mkdir()
    for file in filter(Path.is_file, ROOT.iterdir()):
        shutil.copy(file, folder)
    for name in ("chronology", "docs", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    monkeypatch.chdir(folder)
    return Desk(folder)


def test_the_readme_is_short(readme: str) -> None:
    """The README is read in one go: at most 120 lines."""
    assert len(readme.splitlines()) <= LONGEST


def test_the_readme_shows_commands_and_python(readme: str) -> None:
    """The README shows how to use the command and the package."""
    languages = {block.language for block in blocks("README.md", readme)}
    assert {"python", "pycon"} & languages
    assert {"sh", "console"} & languages


def test_what_a_page_shows_is_so(page: str, request: pytest.FixtureRequest) -> None:
    """Every command runs, every example answers, and every excerpt is the record's."""
    desk = request.getfixturevalue("desk" if page in IN_THE_REPOSITORY else "empty_desk")
    for block in blocks(page, (ROOT / page).read_text("utf-8")):
        desk.try_block(block)


def test_every_block_of_a_page_is_recognised(page: str) -> None:
    """No fence is written in a way that would keep its block from being tried."""
    text = (ROOT / page).read_text("utf-8")
    assert len(re.findall(r"^ *```", text, re.MULTILINE)) == 2 * len(list(blocks(page, text)))


@pytest.mark.parametrize("page", IN_THE_REPOSITORY)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    """Every link to a file of the repository names one; MkDocs follows those of the others."""
    text = (ROOT / page).read_text("utf-8")
    targets = [found["target"].partition("#")[0] for found in LINK.finditer(text)]
    local = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (ROOT / target).exists()] == []


def test_links_to_passages_are_those_of_the_record(page: str) -> None:
    """A link that opens a source at a passage is the link of a citation in the record."""
    shown = re.findall(r"https?://\S+?:~:text=[^\s)'.]+", (ROOT / page).read_text("utf-8"))
    cited = {citation.url for event in chronology.load() for citation in event.citations}
    assert [url for url in shown if "..." not in url and url not in cited] == []


def test_the_parts_shown_are_those_of_the_code() -> None:
    """The page about internals lists the parts of the house in their order, and draws them."""
    page = (ROOT / "docs" / "internals.md").read_text("utf-8")
    assert re.findall(r"^\|.*?\| `(\w+)` \|", page, re.MULTILINE) == list(LINE)
    picture = (ROOT / "docs" / "images" / "house.svg").read_text("utf-8")
    drawn = re.findall(r">(\w+)</text>", picture)
    assert [each for each in drawn if each in LINE] == [
        each for each in LINE if each not in {"garbage", "__main__"}
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```sh\nfrobnicate --all\n```\n", "page.md:2: no test knows the command `frobnicate"),
        ("```sh\nmake # sure\nmake no-such-target\n```\n", "page.md:3: make no-such-target"),
        ("```sh\nmake check X=no-such-test\n```\n", "page.md:2: make check X=no-such-test"),
        ("```console\n$ chronology --version\n9.9.9\n```\n", "and not\n9.9.9"),
        ("- as\n\n  ```sh\n  chronology no-such-command\n  ```\n", "page.md:4: chronology no-"),
        ("```python\n>>> 1 + 1\n3\n```\n", "Expected:\n    3\nGot:\n    2"),
        ("```python\nprint(1)\n```\n", "write what prints as a session"),
        ("```python\nimport no_such_module\n```\n", "ModuleNotFoundError"),
        ('```yaml title="events.yaml"\n- id: no-such-event\n```\n', "events.yaml has no such"),
    ],
)
def test_a_wrong_block_is_noticed(text: str, said: str, desk: Desk) -> None:
    """A command that is unknown or fails, and an example that answers otherwise, are told."""
    (block,) = blocks("page.md", text)
    with pytest.raises(pytest.fail.Exception) as caught:
        desk.try_block(block)
    assert said in str(caught.value)


def test_a_session_goes_on_through_a_page(empty_desk: Desk) -> None:
    """A name that one block gives is known in the next, and a titled block is a file for both."""
    text = '```yaml title="a/b.yaml"\nevents: []\n```\n```python\n>>> n = "a/b.yaml"\n```\n'
    text += "```python\n>>> import chronology\n>>> len(chronology.load(n))\n0\n```\n"
    for block in blocks("page.md", text):
        empty_desk.try_block(block)
    assert empty_desk.names["n"] == "a/b.yaml"
