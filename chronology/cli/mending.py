"""What `chronology validate` does with files under `--fix` and `--diff`, before it checks them."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chronology.cli.arguments import CannotRunError
from chronology.cli.opening import STANDARD_INPUT_NAME
from chronology.cli.output import replace, say, warn, write
from chronology.diagnostics import visible
from chronology.document import Document, read
from chronology.fixing import fixed


@dataclass(slots=True)
class Mending:
    """How files are read: as they are, or with what is safe fixed; `changes` counts the places."""

    fix: bool
    diff: bool
    wanted: Callable[[str], bool]
    changes: int = 0

    def read(self, content: bytes, file: str) -> Document:
        """The document that is to be checked: of the fixed text, once it is written or shown.

        Raises CannotRunError where a file cannot be written.
        """
        return read(self._mended(content, file) if self.fix or self.diff else content, file)

    def _mended(self, content: bytes, file: str) -> bytes:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            _say(file, "nothing was fixed: it is not UTF-8")
            return content
        new, changes, refusal = fixed(text, file, self.wanted)
        self.changes += len(changes)
        if self.diff:
            _show("".join(_difference(text, new, file)))
        elif file == STANDARD_INPUT_NAME:
            write(new, None)
        elif changes:
            _refuse_what_must_stay(file)
            replace(file, content, new)
        if refusal:
            _say(file, f"nothing was fixed: {refusal}")
        elif changes:
            places = f"{len(changes)} place{'s' if len(changes) > 1 else ''}"
            _say(file, f"{places} {'fixed' if self.fix else 'to fix'}")
        return new.encode()


def _say(file: str, words: str) -> None:
    warn(f"{visible(file)}: {words}\n")


def _show(difference: str) -> None:
    """Show people what would change, or write the patch for a program, byte for byte."""
    if sys.stdout.isatty():
        say("".join(f"{visible(line)}\n" for line in difference.removesuffix("\n").split("\n")))
    else:
        write(difference, None)


def _refuse_what_must_stay(file: str) -> None:
    """Refuse to replace what is no file, or one that its owner has locked."""
    status = Path(file).stat()
    if not stat.S_ISREG(status.st_mode):
        raise CannotRunError(f"{file}: it is no plain file, and only these are fixed; use --diff")
    if not (status.st_mode & 0o222 and os.access(file, os.W_OK)):
        raise CannotRunError(f"{file}: it is read-only, and was not fixed")
    if status.st_nlink > 1:  # a replacement would have one name alone, and the rest the old text
        raise CannotRunError(f"{file}: it has another name, a hard link, and was not fixed")


def _difference(old: str, new: str, file: str) -> Iterator[str]:
    """The lines of a unified diff, as `patch` and `git apply` take them."""
    from difflib import unified_diff

    name = visible(file)
    for line in unified_diff(_lines(old), _lines(new), fromfile=name, tofile=name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text as tools for patches know them."""
    return re.findall("[^\n]*\n|[^\n]+", text)
