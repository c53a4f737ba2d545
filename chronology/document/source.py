"""A file's bytes: no more of them than are read, and none that may never come."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import IO

from chronology.document import parts

_OUR_OWN = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""How files that the caller has opened already are named, `<(command)` of a shell among them."""


def content_of(path: str | Path) -> bytes:
    """What a file holds: all of it, or a byte more than `document.read` takes.

    An endless device thus ends as a file that is too big. A pipe by name is refused, since nobody
    may ever write to it; pipes that are open already (`/dev/stdin`, `/dev/fd/63`) are read.

    Raises OSError where the file cannot be read.
    """
    if stat.S_ISFIFO(Path(path).stat().st_mode) and not str(path).startswith(_OUR_OWN):
        raise OSError(errno.ENXIO, "a named pipe, which may never end: use < to read it", str(path))
    with Path(path).open("rb", buffering=0) as file:
        return taken_from(file)


def taken_from(stream: IO[bytes]) -> bytes:
    """What a stream holds, up to a byte more than `document.read` takes."""
    pieces, left = [], parts.MAX_BYTES + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


_PIECE = 1 << 24
