"""The figures of the house: each is what it says, counted on a small package."""

from pathlib import Path

import pytest
from figures import Figures, Run, count, draft, trace

FACE = '''"""A package.

Of two lines.
"""

LIMIT = 3  # a hand has more fingers
"""How many."""
'''

PART = '''#!/usr/bin/env python3
# ------------------------------------------------------------------------------ a section
"""A module."""
import json  # noqa: F401

# Why this is so
# takes two lines.
TEXT = """a

# no comment"""


def _once() -> int:
    """One."""
    return 1


def _twice() -> int:
    return _once()  # type: ignore[no-any-return]


def _itself(left: int) -> int:
    return _itself(left - 1) if left else 0


class Thing:
    def _method(self) -> int:
        return _twice() + _itself(2)

    def __bool__(self) -> bool: ...

    def __len__(self) -> int:
        return self._method() + _twice()
'''

COMMAND = '''"""A command."""

from chronology.other import _shared


class _Unused:
    pass


def main(arguments: list[str]) -> int:
    return sum([_shared() for _ in arguments]) - _shared()
'''

OTHER = '''"""Functions."""


def _shared() -> int:
    return 1


def _never() -> None:
    pass
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of two modules."""
    folder = tmp_path / "chronology"
    folder.mkdir()
    (folder / "__init__.py").write_text(FACE, "utf-8")
    (folder / "part.py").write_text(PART, "utf-8")
    return folder


def test_what_is_counted(package: Path) -> None:
    """Code without its documentation, functions and methods, and comments that give a reason."""
    assert count(package) == Figures(
        modules=2,
        lines=len(FACE.splitlines()) + len(PART.splitlines()),
        code_lines=1 + 16,
        functions=6,
        private_with_one_caller=3,  # _once, _itself, _method
        reasons=3,
    )


def test_an_imported_name_is_used_elsewhere(package: Path) -> None:
    """A private function that another module imports has its callers there."""
    (package / "other.py").write_text(OTHER, "utf-8")
    (package / "user.py").write_text("from chronology.other import _shared\n_shared()\n", "utf-8")
    assert count(package).private_with_one_caller == 3 + 1


def test_what_a_run_takes(package: Path) -> None:
    """The functions that were called, and the modules that were imported, each once."""
    (package / "cli.py").write_text(COMMAND, "utf-8")
    (package / "other.py").write_text(OTHER, "utf-8")
    assert trace(package, "events: []\n") == Run(functions=2, modules=3)


def test_the_draft_of_the_readme() -> None:
    """The draft is the block of that title."""
    assert draft('# a\n```yaml title="draft.yaml"\nevents: []\n```\n```sh\n```\n') == "events: []\n"
    with pytest.raises(SystemExit):
        draft("# a\n")
