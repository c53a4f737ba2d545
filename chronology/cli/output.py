"""How commands write files: whole, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from chronology.cli.arguments import CannotRunError


def write(text: str, output: str | None) -> None:
    """Write a whole file or none: the text goes to a temporary one, which then takes the name.

    What is no plain file, such as a pipe, is written to; a link stays one.
    """
    if output is None:
        sys.stdout.write(text)
        return
    target = Path(output).resolve()
    if target.exists() and not target.is_file():
        target.write_text(text, "utf-8", newline="\n")
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CannotRunError(f"{output}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(_mode_of(target))
        Path(name).replace(target)
    except OSError as error:
        raise CannotRunError(f"{output}: {error.strerror}") from None
    finally:
        Path(name).unlink(missing_ok=True)  # whatever came between, it leaves no half-written file


def _mode_of(file: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    if file.exists():
        return file.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
