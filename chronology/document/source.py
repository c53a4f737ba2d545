"""Files: which of them a folder has, and their bytes, as far as these are read and do come."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import IO

from chronology.document import parts

_OUR_OWN = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""How files that the caller has opened already are named, `<(command)` of a shell among them."""

ENDINGS = (".yaml", ".yml")
"""How the names of chronology files end, in small letters or capitals."""


def files_in(folder: Path) -> list[Path]:
    """The chronology files in a folder, but for hidden ones, in the order of their names.

    What has such a name need not be a file. Raises OSError where the folder cannot be read.
    """
    named = (each for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    return sorted(
        (each for each in named if not each.name.startswith(".")), key=lambda each: each.name
    )


def other_than_file(path: Path) -> str | None:
    """What stands where a file should, in words; None for a file, or for what cannot be told.

    Reading a pipe or a device might never end.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return "a link that leads nowhere" if path.is_symlink() else None
    return next((words for is_one, words in _OTHERS if is_one(mode)), None)


_OTHERS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def content_of(path: str | Path, most: int | None = None) -> bytes:
    """What a file holds: all of it, or a byte more than `document.read` takes.

    An endless device thus ends as a file that is too big. A pipe by name is refused, since nobody
    may ever write to it; pipes that are open already (`/dev/stdin`, `/dev/fd/63`) are read.

    Raises OSError where the file cannot be read, and where it has more than `most` bytes.
    """
    if stat.S_ISFIFO(Path(path).stat().st_mode) and not str(path).startswith(_OUR_OWN):
        raise OSError(errno.ENXIO, "a named pipe, which may never end: use < to read it", str(path))
    with Path(path).open("rb", buffering=0) as file:
        content = taken_from(file, most)
    if most is not None and len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most >> 20} MiB", str(path))
    return content


def text_of(path: str | Path, most: int | None = None, errors: str = "strict") -> str:
    """The text in a file, in UTF-8.

    Raises OSError as `content_of` does, by default where it has more bytes than a chronology may
    have, and UnicodeDecodeError where it is not UTF-8 and `errors` does not say what to do then.
    """
    content = content_of(path, parts.MAX_BYTES if most is None else most)
    return content.decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def taken_from(stream: IO[bytes], most: int | None = None) -> bytes:
    """What a stream holds, up to a byte more than `most`, or than `document.read` takes."""
    pieces, left = [], (parts.MAX_BYTES if most is None else most) + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


_PIECE = 1 << 24
