"""How commands write files: whole, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from chronology.cli.arguments import CannotRunError


def write(text: str, output: str | None) -> None:
    """Write a whole file or none: the text goes to a temporary one, which then takes the name.

    What is no plain file, such as a pipe, is written to; a link stays one.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        target = Path(os.path.realpath(output))  # which, unlike `resolve`, takes a link to itself
        if target.exists() and not target.is_file():
            target.write_text(text, "utf-8", newline="\n")
        else:
            _replace(target, text)
    except OSError as error:
        raise CannotRunError(f"{output}: {error.strerror}") from None


def write_notes(notes: Iterable[str]) -> None:
    """Tell on the standard error what a curator should know, and what is no mistake."""
    sys.stderr.writelines(f"note: {each}\n" for each in notes)


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}."[:_LONGEST])
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(_mode_of(target))
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)  # whatever came between, it leaves no half-written file


_LONGEST = 50
"""How much of a file's name its temporary one has, which must not be too long for a name."""


def spare(files: Iterable[str], output: str | None) -> None:
    """Refuse an output that would take the place of a file that is read, or of one in a folder."""
    if output is None or not Path(output).is_file():
        return
    for file in map(Path, files):
        read = (each for each in (file, *_parts(file)) if each.exists())
        if any(each.samefile(output) for each in read):
            raise CannotRunError(f"{output}: it is read, and would be lost; write to another file")


def _parts(file: Path) -> list[Path]:
    """The files that are read where a folder is named."""
    from chronology.document.source import files_in

    return files_in(file) if file.is_dir() else []


def _mode_of(file: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    if file.exists():
        return file.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
