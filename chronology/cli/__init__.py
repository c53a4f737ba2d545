"""The command `chronology`: validate, list, show, export, explain, schema, pages.

Exit codes: 0 clean, 1 findings, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO, TextIOWrapper

from chronology.cli.arguments import CannotRunError, parser
from chronology.diagnostics import ChronologyError, InstallationError, SchemaError
from chronology.garbage import uncollected

FINDINGS, COULD_NOT_RUN = 1, 2
_PIPE_CLOSED = 141
"""What shells report of a program whose reader left."""


class _Nowhere(StringIO):
    """What is written to nobody."""

    def write(self, text: str) -> int:
        """Forget the text."""
        return len(text)


def main(argv: Sequence[str] | None = None, prog: str = "chronology") -> int:
    """Run one command; the exit code. `prog` is how the usage calls the program.

    Raises KeyboardInterrupt where the user interrupts it, which `chronology.__main__` handles.
    """
    sys.stderr = sys.stderr or _Nowhere()  # Python has none where the shell said `2>&-`
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what the terminal cannot show is spelt out
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(argv, prog)
    except (CannotRunError, InstallationError, SchemaError, MemoryError) as error:
        return _say(str(error) or "there is not enough memory for this")
    except ChronologyError as error:
        return _report(error)
    except BrokenPipeError:
        _drop_output()  # the reader has left, `head` for one
        return _PIPE_CLOSED
    except OSError as error:
        _drop_output()  # the disk may be full
        name = f"{error.filename}: " if error.filename else ""
        return _say(f"{name}{error.strerror or error}")


def _drop_output() -> None:
    """Let what cannot be written go nowhere, so that Python does not try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@uncollected()
def _run(argv: Sequence[str] | None, prog: str) -> int:
    """The command, imported now, since each needs different and partly slow libraries."""
    if sys.stdout is None:  # as Python has it where the shell said `>&-`
        raise CannotRunError("the standard output is closed")
    # Or else pydantic reads what every installed package says of itself, in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    options = parser(prog).parse_args(argv)
    module = import_module(f"chronology.cli.{_HOMES.get(options.command, 'commands')}")
    code: int = getattr(module, f"run_{options.command}")(options)
    sys.stdout.flush()
    return code


_HOMES = {"validate": "validation", "pages": "site"}
"""The modules of the commands that have one of their own."""


def _say(message: str) -> int:
    from chronology.diagnostics import visible

    sys.stderr.write(f"chronology: {visible(message)}\n")
    return COULD_NOT_RUN


def _report(error: ChronologyError) -> int:
    from chronology.reports import REPORTS, Checked

    files = sorted({each.file for each in error.diagnostics})
    sys.stderr.write(REPORTS["text"].render(Checked(tuple(files), error.diagnostics)))
    return FINDINGS
