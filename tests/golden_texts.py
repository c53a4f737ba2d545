"""Texts for people, kept in files and compared with what is printed now.

Each test module has one file, `golden/<module>.txt`, with a section for each text; a list of what
is found in a file has a golden file of its own beside it (`bad/<code>.txt`). `pytest --accept`
rewrites them. It rewrites words only: where a code, a severity, a place or an exit status differs
from the file, the test fails until it is run with `--accept=all`, so that better English cannot
hide another meaning.
"""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol

import pytest

FOLDER = Path(__file__).parent / "golden"
MACHINE_PATHS = (f"{gettempdir()}/pytest-", str(Path.cwd()), str(FOLDER.parents[1]))
"""What no golden text may have: it would fail on any other machine."""

_HEADING = re.compile(r"^=== (.+)$", re.MULTILINE)
_FACT = re.compile(r"\d+:\d+(?=: )|(?:error|warning|note)\[[a-z0-9-]+\]|^exit \d+$", re.MULTILINE)


class Diagnosed(Protocol):
    """What a diagnostic of the package has that a golden file keeps."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that a reader sees."""


def facts(text: str) -> list[str]:
    """The parts of a text that are no words: places, severities with codes, exit statuses."""
    return _FACT.findall(text)


def sections(file: Path) -> dict[str, str]:
    """The texts in a golden file by their names; nothing if there is no file."""
    if not file.exists():
        return {}
    _, *parts = _HEADING.split(file.read_bytes().decode("utf-8"))
    texts = (part.removeprefix("\n").removesuffix("\n") for part in parts[1::2])
    return dict(zip(parts[::2], texts, strict=True))


def write_sections(file: Path, texts: dict[str, str]) -> None:
    """Write a golden file, its sections in the order of their names."""
    file.parent.mkdir(exist_ok=True)
    whole = "".join(f"=== {name}\n{text}\n" for name, text in sorted(texts.items()))
    file.write_bytes(whole.encode("utf-8"))


class Golden:
    """The comparison that the fixture `golden` gives a test.

    `mode` is "" to compare, "words" to accept other words, "all" to accept everything.
    """

    def __init__(self, module: str, test: str, mode: str) -> None:
        """Compare what `test` of `module` prints."""
        self.file = FOLDER / f"{module.removeprefix('test_')}.txt"
        self.test = test
        self.mode = mode

    def __call__(self, text: str | Iterable[Diagnosed], name: str = "") -> None:
        """Compare a text, or diagnostics as they are printed, with this test's section.

        A test that compares several texts names each. An empty text has no section.
        """
        words = text if isinstance(text, str) else "\n".join(_lines(text))
        assert not _HEADING.search(words), "a line of the text looks like a heading"
        section = f"{self.test}: {name}" if name else self.test
        new, texts = words.rstrip("\n"), sections(self.file)
        old = texts.get(section) if new else texts.get(section, "")
        if self._accepts(new, old, f"{self.file.name}, {section}"):
            kept = {each: text for each, text in texts.items() if each != section}
            write_sections(self.file, kept | ({section: new} if new else {}))

    def output(self, capsys: pytest.CaptureFixture[str], status: int, name: str = "") -> int:
        """Compare all that a command has printed since the last look, and its exit status.

        The status is returned, so that a test can say in the same line which one it expects.
        """
        out, err = capsys.readouterr()
        parts = [out, f"--- stderr\n{err}" if err else "", f"exit {status}"]
        self("\n".join(part.rstrip("\n") for part in parts if part), name)
        return status

    def whole(self, text: str, file: Path) -> None:
        """Compare a text with a whole file; a file that is not there is an empty text."""
        old = file.read_bytes().decode("utf-8") if file.exists() else ""
        if self._accepts(text, old, file.name):
            if text:
                file.write_bytes(text.encode("utf-8"))
            else:
                file.unlink()

    def _accepts(self, new: str, old: str | None, place: str) -> bool:
        """True if a text is to be written; fails the test where it differs and must not be."""
        found = [each for each in MACHINE_PATHS if each in new]
        assert not found, f"a path of this machine is in the text ({place}): {found[0]}"
        if new == old:
            return False
        if not self.mode:
            hint = "look at the difference, then run this test again with --accept"
            assert old is not None, f"no golden text ({place}): {hint}"
            assert new == old, f"another text than the golden one ({place}): {hint}"
        if self.mode == "words" and old is not None:
            hint = "not only words differ: --accept=all accepts codes, severities and places, too"
            assert facts(new) == facts(old), f"{place}: {hint}"
        return True


def _lines(diagnostics: Iterable[Diagnosed]) -> list[str]:
    return [line for each in diagnostics for line in each.lines]


def _mode(text: str) -> str:
    if text not in ("", "words", "all"):
        raise ArgumentTypeError("--accept comes last, or is written --accept=words or --accept=all")
    return text


def pytest_configure(config: pytest.Config) -> None:
    """Refuse workers that would write the same golden file at once."""
    parallel = config.getoption("numprocesses", None) and config.getoption("dist") != "loadfile"
    if config.getoption("accept") and parallel:
        raise pytest.UsageError("--accept with -n needs --dist loadfile")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` rewrites golden texts."""
    parser.addoption(
        "--accept",
        nargs="?",
        const="words",
        default="",
        type=_mode,
        help="rewrite golden texts whose words differ; with =all, other codes and places, too",
    )


COLLECTED = pytest.StashKey[dict[str, set[str]]]()
"""The names of the tests of each module, deselected ones included, for modules collected whole."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note which tests there are, before any is deselected."""
    parts = {Path(arg.partition("::")[0]).name for arg in config.args if "::" in arg}
    names = config.stash.setdefault(COLLECTED, {})
    for item in items:
        if item.path.name not in parts:
            names.setdefault(item.path.stem, set()).add(item.name)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """The golden texts of the test."""
    return Golden(request.path.stem, request.node.name, request.config.getoption("accept"))
