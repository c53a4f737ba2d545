"""How commands open what they are given: a file, a folder, or the standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chronology.cli.arguments import CannotRunError
from chronology.document import Document, read
from chronology.document.folder import Folder
from chronology.document.source import taken_from
from chronology.loading import Reader, document_at, load, sound

if TYPE_CHECKING:
    from chronology.chronology import Chronology

STANDARD_INPUT = "-"
"""The name by which a command is told to read the standard input."""

STANDARD_INPUT_NAME = "<stdin>"
"""The name that diagnostics have for it."""


def opened(name: str, reader: Reader = read) -> Document | Folder:
    """The document of this name. Raises OSError where it cannot be read."""
    if name == STANDARD_INPUT:
        if sys.stdin is None:  # as Python has it where the shell said `<&-`
            raise CannotRunError("the standard input is closed")
        return reader(taken_from(sys.stdin.buffer), STANDARD_INPUT_NAME)
    return document_at(Path(name), name, reader)


def loaded(name: str | None) -> Chronology:
    """The chronology of this name, or the bundled one.

    Raises ChronologyError where it has errors, and OSError where it cannot be read.
    """
    return load() if name is None else sound(opened(name))
