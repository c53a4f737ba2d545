"""The house, held: imports go one way, libraries have owners, rooms have the right size."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from figures import code_lines

LINE = (
    *("garbage", "text", "vocabulary", "findings", "characters", "dates"),
    *("passages", "model", "schema"),
    *("reading", "network"),
    *("events", "house_rules", "rules"),
    *("loading", "editing"),
    *("drawing", "formats", "reports", "reference", "site"),
    *("plugin", "cli"),
    "__main__",
)
"""The modules and packages of `chronology` in a line: each may import those to its left."""

OWNERS: dict[str, frozenset[str]] = {
    "dateutil": frozenset({"network"}),
    "icalendar": frozenset({"formats"}),
    "jinja2": frozenset({"site"}),
    "jsonschema": frozenset({"house_rules", "schema"}),
    "jsonschema_specifications": frozenset({"house_rules"}),
    "langcodes": frozenset({"rules", "site"}),
    "markupsafe": frozenset({"site"}),
    "mkdocs": frozenset({"plugin"}),
    "pydantic": frozenset({"formats", "model", "reading", "reports", "schema"}),
    "pydantic_core": frozenset({"model", "reading", "schema"}),
    "referencing": frozenset({"house_rules", "schema"}),
    "rich": frozenset({"cli", "reports"}),
    "tzdata": frozenset({"loading"}),
    "yaml": frozenset({"editing", "reading"}),
}
"""The libraries, and the only parts that import them; every other part is standard library only."""

MOST_CODE = {
    "__init__": 70,
    "garbage": 20,
    "text": 150,
    "vocabulary": 150,
    "findings": 260,
    "characters": 160,
    "dates": 2230,
    "passages": 180,
    "model": 650,
    "schema": 70,
    "reading": 1380,
    "network": 1200,
    "events": 690,
    "house_rules": 460,
    "rules": 1600,
    "loading": 200,
    "editing": 130,
    "drawing": 920,
    "formats": 760,
    "reports": 540,
    "reference": 200,
    "site": 1540,
    "plugin": 250,
    "cli": 1110,
    "__main__": 20,
}
"""How many lines of code each part has at the most: to add more, take something out, or say in
the commit why the part deserves it."""

LONGEST, SHORTEST = 600, 70
"""How many lines a module may have, and how many it should have."""

OF_ANOTHER_SIZE = {
    "__main__.py": "has to catch an interrupt before anything else is imported",
    "garbage.py": "is used by parts from the network to the command, and belongs to none of them",
}
"""The modules that are longer or shorter than that, and why; the face of a package may be short."""

MAY_BE_SHORT = {"cli": "a command", "formats": "a format", "reports": "a report"}
"""The packages that have a module for each of one sort of thing, however short it is."""

PACKAGE = "chronology"
ROOT = Path(__file__).resolve().parents[1] / PACKAGE
MODULES = tuple(path.relative_to(ROOT) for path in sorted(ROOT.rglob("*.py")))


@dataclass(frozen=True)
class Import:
    """One imported module, by its full dotted name, and the line that imports it."""

    name: str
    line: int

    @property
    def library(self) -> str:
        """The distribution's top-level name: `yaml` of `yaml.events`."""
        return self.name.partition(".")[0]

    @property
    def part(self) -> str:
        """Which part of ours is imported: `dates` of `chronology.dates.words`; none of the face."""
        return self.name.removeprefix(PACKAGE).removeprefix(".").partition(".")[0]


def part_of(module: Path) -> str:
    """The line's name for a module: its own, or that of the package that holds it."""
    return module.parts[0].removesuffix(".py")


def imports(text: str, module: Path) -> Iterator[Import]:
    """Every import of a module, those in functions and under `TYPE_CHECKING` included.

    `from chronology import loading` is an import of `chronology.loading`.
    """
    package = (PACKAGE, *module.parent.parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join((*start, *filter(None, [node.module])))
            names = (f"{source}.{alias.name}" for alias in node.names)
            yield from (
                Import(name, node.lineno) for name in (names if source == PACKAGE else [source])
            )


def complaint(module: Path, imported: Import) -> str | None:
    """Why a module must not import this; none where it may."""
    part = part_of(module)
    if imported.library in sys.stdlib_module_names:
        return None
    if imported.library != PACKAGE:
        if part in OWNERS.get(imported.library, ()):
            return None
        return f"{part} does not own the library {imported.library}: see OWNERS"
    if imported.part not in LINE:
        return f"{imported.name} is no part: import from the module that defines it"
    if imported.part == part or LINE.index(imported.part) < LINE.index(part):
        return None
    return f"{imported.part} is not to the left of {part}"


def complaints(text: str, module: Path) -> list[str]:
    """What is wrong with the imports of a module, each with its line."""
    found = ((each.line, complaint(module, each)) for each in imports(text, module))
    return [f"{module}:{line}: {said}" for line, said in found if said]


# The package's face names what lies in every part, and loads it on first use.
@pytest.mark.parametrize(
    "module", [each for each in MODULES if each != Path("__init__.py")], ids=str
)
def test_imports_go_to_the_left_only(module: Path) -> None:
    """A module imports parts to its left, its own package and libraries that it owns, no more."""
    assert part_of(module) in LINE, f"{module} is no part of the house: add it to LINE"
    assert complaints((ROOT / module).read_text("utf-8"), module) == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_the_right_size(module: Path) -> None:
    """A module holds one idea and is read at one sitting: it has 70 to 600 lines, or a reason."""
    lines = len((ROOT / module).read_text("utf-8").splitlines())
    may_be_short = module.name == "__init__.py" or part_of(module) in MAY_BE_SHORT
    is_right = lines <= LONGEST and (lines >= SHORTEST or may_be_short)
    words = (
        f"{module} has {lines} lines: 70 to 600 are right, others have a reason in OF_ANOTHER_SIZE"
    )
    assert is_right != (module.as_posix() in OF_ANOTHER_SIZE), words


def test_no_part_grows_beyond_its_ceiling() -> None:
    """Each part has a ceiling of lines of code, and comes near to it."""
    found = Counter[str]()
    for module in MODULES:
        text = (ROOT / module).read_text("utf-8")
        found[part_of(module)] += len(code_lines(text, ast.parse(text)))
    assert found.keys() == MOST_CODE.keys()
    assert {part: count for part, count in found.items() if count > MOST_CODE[part]} == {}
    far = {part: count for part, count in found.items() if count < MOST_CODE[part] * 0.85 - 20}
    assert far == {}, "lower the ceilings of what has shrunk"


@pytest.mark.parametrize("part", [each for each in LINE if each not in {"garbage", "__main__"}])
def test_a_part_is_tested_where_one_looks(part: str) -> None:
    """The tests of a part are in files called after it."""
    assert list(Path(__file__).parent.glob(f"test_{part}*.py"))


@pytest.mark.parametrize(
    ("module", "text", "said"),
    [
        (
            "dates/text.py",
            "from chronology.model import Event",
            "model is not to the left of dates",
        ),
        ("dates/text.py", "from ..model import Event", "model is not to the left of dates"),
        ("dates/text.py", "from .. import network", "network is not to the left of dates"),
        ("model.py", "from . import schema", "schema is not to the left of model"),
        ("text.py", "def f():\n    from chronology import cli", "cli is not to the left of text"),
        ("cli.py", "import chronology", "chronology is no part"),
        ("cli.py", "from chronology import Event", "chronology.Event is no part"),
        ("dates/text.py", "import yaml.events", "dates does not own the library yaml"),
        ("text.py", "from numpy import array", "text does not own the library numpy"),
    ],
)
def test_what_the_line_forbids(module: str, text: str, said: str) -> None:
    """An import to the right, of the face or of another's library is told in words."""
    (found,) = complaints(text, Path(module))
    assert said in found


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("dates/words.py", "from chronology.dates.values import Date\nfrom . import values"),
        ("dates/__init__.py", "from .values import Date"),
        ("dates/words.py", "from ..text import visible\nfrom chronology import text"),
        ("cli.py", "import argparse\nfrom chronology.events import Chronology"),
        ("reading.py", "import yaml"),
    ],
)
def test_what_the_line_allows(module: str, text: str) -> None:
    """A part may import itself, what is to its left, the standard library and its own libraries."""
    assert complaints(text, Path(module)) == []
