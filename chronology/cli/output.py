"""Everything that the command writes: data as bytes, words for people, files whole or not at all.

No other module writes to a stream or a file; `tests/test_cli_output.py` holds this.
"""

from __future__ import annotations

import os
import select
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from chronology.cli import CannotRunError
from chronology.reading import content_of, files_in
from chronology.text import command_line, harmless

RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""The variables by which the services that read commands from a log can be recognized."""


class UnwrittenError(CannotRunError):
    """A failure to write to the standard output, after which nothing more is tried."""


# ------------------------------------------------------------------------------ streams


def say(words: str) -> None:
    """Write words for people to the standard output.

    What its encoding lacks, and what a CI service's runner would obey, is spelt out. Raises
    BrokenPipeError where its reader has left, and UnwrittenError for all other failures.
    """
    with _failing_as(*_OUTPUT):
        _send(sys.stdout, harmless(words))


def warn(words: str) -> None:
    """Write words to the standard error. A failure is ignored: the exit code still says it all."""
    if sys.stderr is not None:  # as Python has it where the shell said `2>&-`
        with suppress(OSError):
            _send(sys.stderr, harmless(words))


def write_notes(notes: Iterable[str]) -> None:
    """Write notes for a curator, which are about no mistake, to the standard error."""
    warn("".join(f"note: {each}\n" for each in notes))


def stream_of_words() -> TextIO:
    """Return the standard output as a stream for libraries such as Rich, which then use `say`."""
    return cast("TextIO", _Words())


class _Words:
    def write(self, text: str) -> int:
        say(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stdout, name)


@contextmanager
def _failing_as(error: type[CannotRunError], name: str) -> Iterator[None]:
    """Report what could not be written; a reader that has left is not reported."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as why:
        raise error(f"{name}: {why.strerror}") from None


_OUTPUT = (UnwrittenError, "the standard output")


def _send(stream: TextIO, text: str, encoding: str | None = None) -> None:
    """Write a whole text in an encoding as it is, or else as words in the stream's own."""
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream that holds text, such as `io.StringIO`
        stream.write(text)
    elif encoding:
        _send_all(buffer, text.encode(encoding))
    else:
        lines = text.replace("\n", os.linesep)
        _send_all(buffer, lines.encode(stream.encoding, "backslashreplace"))


def _send_all(buffer: Any, content: bytes) -> None:
    """Write all of some bytes, piece by piece.

    A write may take less than it is given, and with `PYTHONUNBUFFERED` Python's own streams then
    drop the rest without a word.
    """
    raw = getattr(buffer, "raw", buffer)
    left = memoryview(content)
    while left:
        taken = raw.write(left)
        if taken is None:  # the other end of the pipe has made it non-blocking, and it is full
            select.select([], [raw], [])
        else:
            left = left[taken:]


# ------------------------------------------------------------------------------ data


def write(data: str, output: str | None, *, is_command: bool = False) -> None:
    """Write data as UTF-8 with its own line ends: to a file, whole or not at all, or as output.

    What is no plain file, such as a pipe, is written to; a link stays one. Where a CI service reads
    the output, data that it would obey is refused, since its bytes may not change; `is_command`
    says that it should obey.

    Raises CannotRunError where it cannot be written, and BrokenPipeError where the reader has left.
    """
    if output is None:
        with _failing_as(*_OUTPUT):
            if not is_command and not _is_file(sys.stdout):
                _refuse_commands(data)
            _send(sys.stdout, data, "utf-8")
        return
    with _failing_as(CannotRunError, output):
        if Path(output).exists() and not Path(output).is_file():
            _refuse_commands(data)
            with Path(output).open("wb", buffering=0) as file:
                _send_all(file, data.encode())
        else:
            _replace(output, data.encode())


def replace(file: str, old: bytes, new: str) -> None:
    """Replace the content of a file, which has been read, if it still is `old`.

    It keeps its permissions, and where possible its owner. Raises CannotRunError where it has
    changed meanwhile, or cannot be replaced.
    """
    with _failing_as(CannotRunError, file):
        _replace(file, new.encode(), old)


def append(file: Path, text: Callable[[int], str]) -> None:
    """Add a text to a file; it is made for the size in bytes that the file has before."""
    with _failing_as(CannotRunError, str(file)), file.open("ab", buffering=0) as end:
        _send_all(end, text(end.tell()).encode())


def _replace(file: str, content: bytes, old: bytes | None = None) -> None:
    """Write a temporary file, which then takes the name of the other one."""
    target = Path(os.path.realpath(file))  # which, unlike `resolve`, takes a link to itself
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}."[:_LONGEST])
    try:
        with os.fdopen(handle, "wb", buffering=0) as new:
            _send_all(new, content)
            if old is not None:  # a curator's own file, which must outlive a failure of power
                os.fsync(new.fileno())
        _keep_permissions(target, name)
        # As late as can be, since an editor may save at any time. All bytes are compared: a size
        # may be the same, and clocks of file systems tick as slowly as every two seconds.
        if old is not None and content_of(target) != old:
            raise CannotRunError(f"{file}: it was changed meanwhile, and was not fixed")
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)  # whatever came between, it leaves no half-written file


_LONGEST = 50
"""The characters of a file's name in that of its temporary file, which must not be too long."""


def _keep_permissions(target: Path, name: str) -> None:
    """Give a temporary file the permissions of the one that it replaces, or those of a new one."""
    if not target.exists():
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        return
    status = target.stat()
    with suppress(PermissionError, AttributeError):  # we are not root; this is Windows
        os.chown(name, status.st_uid, status.st_gid)
    shutil.copystat(target, name)  # access lists, too
    os.utime(name)


def _refuse_commands(data: str) -> None:
    """Refuse data in which a CI service would find a command, where one reads what is printed."""
    if any(map(os.environ.get, RUNNERS)) and (line := command_line(data)) is not None:
        raise UnwrittenError(
            f"line {line} would be a command to the CI service that reads this output; "
            "write it to a file"
        )


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # it exists in memory only
        return False


def refuse_overwrite(files: Iterable[str], output: str | None) -> None:
    """Refuse an output that would replace a file that is read, or one in a folder that is read."""
    if output is None or not Path(output).is_file():
        return
    for file in map(Path, files):
        read = [file, *(files_in(file) if file.is_dir() else ())]
        if any(each.exists() and each.samefile(output) for each in read):
            raise CannotRunError(f"{output}: it is read, and would be lost; write to another file")
