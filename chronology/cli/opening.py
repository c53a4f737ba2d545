"""The input of commands: a file, a folder, or the standard input."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chronology.cli import CannotRunError
from chronology.loading import load, resolve
from chronology.reading import Document, Folder, Reader, open_document, read, read_stream

if TYPE_CHECKING:
    from chronology.events import Chronology

STANDARD_INPUT = "-"
"""The name by which a command reads the standard input."""

STANDARD_INPUT_NAME = "<stdin>"
"""The name of the standard input in diagnostics."""


def open_input(name: str, reader: Reader = read) -> Document | Folder:
    """The document of this name. Raises OSError where it cannot be read."""
    if name == STANDARD_INPUT:
        if sys.stdin is None:  # as Python has it where the shell said `<&-`
            raise CannotRunError("the standard input is closed")
        return reader(read_stream(sys.stdin.buffer), STANDARD_INPUT_NAME)
    return open_document(Path(name), name, reader)


def load_input(name: str | None) -> Chronology:
    """The chronology of this name, or the bundled one.

    Raises ChronologyError where it has errors, and OSError where it cannot be read.
    """
    return load() if name is None else resolve(open_input(name))


def add_file(parser: ArgumentParser) -> None:
    """Add the option that names the chronology."""
    parser.add_argument(
        "--file",
        metavar="FILE",
        help="a file, a folder, or - for the standard input; default: the bundled record",
    )


def add_output(parser: Any) -> None:
    """Add the option that names a file to write to, to a parser or a group in it."""
    parser.add_argument("--output", metavar="FILE", help="write to a file instead of the terminal")
