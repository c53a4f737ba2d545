"""The architecture, held: imports go down, libraries have owners, no module grows too long."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FLOORS: tuple[tuple[str, ...], ...] = (
    ("days", "garbage", "cures"),
    ("edtf", "vocabulary", "diagnostics", "evidence", "letters", "countries", "voices", "guesses"),
    ("model", "wording"),
    ("document", "schema", "network"),
    ("chronology", "shape"),
    ("checks", "drawing"),
    ("loading", "exporters", "fixing"),
    ("reports", "reference", "site"),
    ("plugin", "cli"),
    ("__main__",),
)
"""The modules and packages of `chronology`, from the ground up: each may import what lies below."""

OWNERS: dict[str, frozenset[str]] = {
    "dateutil": frozenset({"network"}),
    "icalendar": frozenset({"exporters"}),
    "idna": frozenset({"shape"}),
    "jinja2": frozenset({"site"}),
    "jsonschema": frozenset({"shape", "schema"}),
    "jsonschema_specifications": frozenset({"shape"}),
    "langcodes": frozenset({"checks", "site"}),
    "markupsafe": frozenset({"site"}),
    "mkdocs": frozenset({"plugin"}),
    "pydantic": frozenset({"exporters", "model", "reports", "schema", "shape"}),
    "pydantic_core": frozenset({"model", "shape", "schema"}),
    "referencing": frozenset({"shape", "schema"}),
    "rich": frozenset({"cli", "reports"}),
    "tzdata": frozenset({"loading"}),
    "yaml": frozenset({"document"}),
}
"""The libraries, and the only parts that import them; every other part is standard library only."""

LONGEST = 600

PACKAGE = "chronology"
FLOOR_OF = {part: number for number, floor in enumerate(FLOORS) for part in floor}
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
        """Which part of ours is imported: `edtf` of `chronology.edtf.text`; empty for the face."""
        return self.name.removeprefix(PACKAGE).removeprefix(".").partition(".")[0]


def part_of(module: Path) -> str:
    """The floor table's name for a module: its own, or that of the package that holds it."""
    return module.parts[0].removesuffix(".py")


def imports(text: str, module: Path) -> Iterator[Import]:
    """Every import of a module, those in functions and under `TYPE_CHECKING` included.

    `from chronology import days` is an import of `chronology.days`.
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
    if imported.part not in FLOOR_OF:
        return f"{imported.name} is on no floor: import from the module that defines it"
    if imported.part == part or FLOOR_OF[imported.part] < FLOOR_OF[part]:
        return None
    return f"{imported.part} (floor {FLOOR_OF[imported.part]}) is not below {part}"


def complaints(text: str, module: Path) -> list[str]:
    """What is wrong with the imports of a module, each with its line."""
    found = ((each.line, complaint(module, each)) for each in imports(text, module))
    return [f"{module}:{line}: {said}" for line, said in found if said]


# The package's face names what lies on every floor, and loads it on first use.
@pytest.mark.parametrize(
    "module", [each for each in MODULES if each != Path("__init__.py")], ids=str
)
def test_imports_go_down_only(module: Path) -> None:
    """A module imports lower floors, its own package and the libraries it owns, nothing else."""
    assert part_of(module) in FLOOR_OF, f"{module} is on no floor: add it to FLOORS"
    assert complaints((ROOT / module).read_text("utf-8"), module) == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_is_too_long(module: Path) -> None:
    """A module can be read at one sitting: it has at most 600 lines."""
    assert len((ROOT / module).read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize(
    ("module", "text", "said"),
    [
        ("edtf/text.py", "from chronology.model import Event", "model (floor 2) is not below edtf"),
        ("edtf/text.py", "from ..model import Event", "model (floor 2) is not below edtf"),
        ("edtf/text.py", "from .. import wording", "wording (floor 2) is not below edtf"),
        ("model.py", "from . import wording", "wording (floor 2) is not below model"),
        ("days.py", "def f():\n    from chronology import cli", "cli (floor 8) is not below days"),
        ("cli.py", "import chronology", "chronology is on no floor"),
        ("cli.py", "from chronology import Event", "chronology.Event is on no floor"),
        ("edtf/text.py", "import yaml.events", "edtf does not own the library yaml"),
        ("days.py", "from numpy import array", "days does not own the library numpy"),
    ],
)
def test_what_the_floors_forbid(module: str, text: str, said: str) -> None:
    """An import upwards, sideways, of the face or of another's library is told in words."""
    (found,) = complaints(text, Path(module))
    assert said in found


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("edtf/text.py", "from chronology.edtf.values import Date\nfrom . import values"),
        ("edtf/__init__.py", "from .values import Date"),
        ("edtf/text.py", "from ..days import Day\nfrom chronology import days"),
        ("cli.py", "import argparse\nfrom chronology.chronology import Chronology"),
        ("document.py", "import yaml"),
    ],
)
def test_what_the_floors_allow(module: str, text: str) -> None:
    """A part may import itself, what lies below, the standard library and its own libraries."""
    assert complaints(text, Path(module)) == []
