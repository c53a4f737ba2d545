"""Work grows with a file as n log n at the most, in every function, and beyond its bounds no more.

Measured for files of n, 2n and 4n in each dimension, with all bounds so low that they are met.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from growing import DIMENSIONS, TooManyStepsError, steps

from chronology import text
from chronology.cli import main
from chronology.formats import ics
from chronology.network import conflicts, propagation, statements
from chronology.site import atlas, queries

SIZE = 25
"""The size of the smallest file."""

MOST = 30_000_000
"""How many steps are counted: what takes more is no n log n."""

LEAST = 600
"""From how many steps more on the growth of a function says something."""

GROWTH = 2.6
"""How many times as many steps are taken for 2n as for n, and from 2n to 4n as from n to 2n.

Two times for n, about 2.3 times for n log n at these sizes, four times for a square. Both have to
be more: what begins or ends somewhere makes a leap once.
"""

COUNTED = ("/chronology/", "heapq.py", "textwrap.py", "/dateutil/")
"""Which files have the functions whose steps are counted; guesses have a budget of their own."""

AFTERWARDS = (
    *(f"/chronology/{part}/" for part in ("cli", "drawing", "events", "formats", "site")),
    *(f"/chronology/{part}/" for part in ("dates", "network")),
    *("textwrap.py", "/templates/"),
)
"""Those of what comes after a file has been checked."""

COMMANDS = {
    "validate": ["validate", "x.yaml", "--format", "json", "--output", "report.json"],
    "timeline": ["list", "--timeline", "--file", "x.yaml"],
    "show": ["show", "e0", "--file", "x.yaml"],
    "pages": ["pages", "site", "--file", "x.yaml"],
}
"""The commands whose growth is held; the pages come with the exports."""

BOUNDS = (
    (text, "MOST_WORK", 300),
    (conflicts, "_LONGEST_SHRUNK", 5),
    (conflicts, "_MOST_STEPS", 100),
    (conflicts, "_MOST_LABELS", 3),
    (statements, "_MOST_REASONS", 6),
    (propagation, "_STEPS_A_PLACE", 20),
    (propagation, "_STEPS_AT_ALL", 500),
    (propagation, "_WALKED", 500),
    (atlas, "MOST", 5),
    (ics, "_MOST_CITATIONS", 5),
    (ics, "MOST_ENTRIES", 5),
    (queries, "MOST_PRESENT", 10),
)
"""Bounds on work, and what they are for these files."""


def superlinear(first: dict[str, int], second: dict[str, int], third: dict[str, int]) -> list[str]:
    """The functions whose steps grow more than they may, with their steps."""
    found = []
    for name, count in third.items():
        one, two = first.get(name, 0), second.get(name, 0)
        more = count - two > GROWTH * max(two - one, 0) + LEAST
        if more and count > GROWTH * GROWTH * one + LEAST:
            found.append(f"{name}: {one}, {two}, {count}")
    return found


PAIRS = [(dimension, command) for dimension in DIMENSIONS for command in COMMANDS]


@pytest.fixture
def low_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder in which commands run, with bounds that small files meet."""
    monkeypatch.chdir(tmp_path)
    for module, name, value in BOUNDS:
        monkeypatch.setattr(module, name, value)


def grown(write: Callable[[int], object], command: str) -> list[str]:
    """The functions of a command whose steps grow more than what is written for it."""
    counted = COUNTED if command == "validate" else AFTERWARDS
    found = []
    for size in (2, SIZE, 2 * SIZE, 4 * SIZE):  # the first fills what is kept for all files
        write(size)
        found.append(steps(lambda: main(COMMANDS[command]), counted, MOST))
    return superlinear(*found[1:])


@pytest.mark.slow
@pytest.mark.usefixtures("low_bounds", "capsys")
@pytest.mark.parametrize(("dimension", "command"), PAIRS)
def test_work_grows_no_more_than_the_file(dimension: str, command: str) -> None:
    """No function takes more than its share for a file that is twice and four times as large."""

    def write(size: int) -> object:
        return Path("x.yaml").write_text(DIMENSIONS[dimension](size), "utf-8")

    assert grown(write, command) == []


@pytest.mark.slow
@pytest.mark.usefixtures("low_bounds", "capsys")
@pytest.mark.parametrize("command", COMMANDS)
def test_work_grows_no_more_than_the_folder(command: str) -> None:
    """No function takes more than its share for twice and four times as many files in a folder."""

    def write(size: int) -> None:
        Path("x.yaml").mkdir(exist_ok=True)
        for number in range(size):
            Path("x.yaml", f"{number:04}.yaml").write_text(FILE_IN_FOLDER.format(number))

    assert grown(write, command) == []


FILE_IN_FOLDER = """\
sources:
  s{0}: {{title: S{0}, url: 'https://example.org/{0}', read: excerpt}}
  unused{0}: {{title: U{0}, url: 'https://example.org/unused/{0}', read: excerpt}}
events:
  - id: e{0}
    title: T{0}
    date: 2150
    citations: {{s{0}: [{{passage: one two ... three four}}]}}
"""


def test_a_square_is_seen() -> None:
    """The measure tells a square from what is no more than n log n, and ends what never ends."""

    def square(size: int) -> object:
        return sum(1 for _ in range(size) for _ in range(size))

    def sorting(size: int) -> object:
        return sorted(range(size), key=lambda number: -number)

    def counted(work: Callable[[int], object], size: int, most: int = MOST) -> Counter[str]:
        return steps(lambda: work(size), (Path(__file__).name,), most)

    assert superlinear(*(counted(square, size) for size in (40, 80, 160)))
    assert superlinear(*(counted(sorting, size) for size in (40, 80, 160))) == []
    for work, most in ((square, 1_000), (sorting, 50), (sorting, 0)):
        with pytest.raises(TooManyStepsError):
            counted(work, 1_000, most)
