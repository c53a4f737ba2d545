"""What `chronology validate` does with files under `--fix` and `--diff`, before it checks them."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chronology.cli.arguments import CannotRunError
from chronology.cli.opening import STANDARD_INPUT_NAME
from chronology.cli.output import write
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
            sys.stdout.writelines(_difference(text, new, file))
        elif file == STANDARD_INPUT_NAME:
            sys.stdout.write(new)
        elif changes:
            _refuse_what_must_stay(file)
            write(new, file)
        if refusal:
            _say(file, f"nothing was fixed: {refusal}")
        elif changes:
            places = f"{len(changes)} place{'s' if len(changes) > 1 else ''}"
            _say(file, f"{places} {'fixed' if self.fix else 'to fix'}")
        return new.encode()


def _say(file: str, words: str) -> None:
    sys.stdout.flush()  # what was shown of the file comes first
    sys.stderr.write(f"{visible(file)}: {words}\n")


def _refuse_what_must_stay(file: str) -> None:
    """Refuse to replace what is no file, or one that its owner has locked."""
    mode = Path(file).stat().st_mode
    if not stat.S_ISREG(mode):
        raise CannotRunError(f"{file}: it is no plain file, and only these are fixed; use --diff")
    if not mode & 0o222:
        raise CannotRunError(f"{file}: it is read-only, and was not fixed")


def _difference(old: str, new: str, file: str) -> Iterator[str]:
    """The lines of a unified diff, as `patch` and `git apply` take them."""
    from difflib import unified_diff

    name = visible(file)
    for line in unified_diff(_lines(old), _lines(new), fromfile=name, tofile=name):
        bare = line.removesuffix("\n")
        shown = visible(bare) if sys.stdout.isatty() else bare
        yield f"{shown}\n" if line != bare else f"{shown}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text as tools for patches know them."""
    return re.findall("[^\n]*\n|[^\n]+", text)
