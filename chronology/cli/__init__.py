"""The command `chronology`: validate, list, show, export, explain, schema, pages.

Exit codes: 0 clean, 1 findings, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper

from chronology.cli.arguments import CannotRunError, parser
from chronology.diagnostics import ChronologyError, SchemaError
from chronology.garbage import uncollected

FINDINGS, COULD_NOT_RUN = 1, 2
_INTERRUPTED, _PIPE_CLOSED = 130, 141
"""What shells report of a program that was interrupted, or whose reader left."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what the terminal cannot show is spelt out
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(argv)
    try:
        code = _run(options)
        sys.stdout.flush()
    except (CannotRunError, SchemaError) as error:
        return _say(str(error))
    except ChronologyError as error:
        return _report(error)
    except BrokenPipeError:
        # The reader has left, `head` for one; what it did not want goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _say(f"{name}{error.strerror or error}")
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


@uncollected()
def _run(options: Namespace) -> int:
    """The command, imported now, since each needs different and partly slow libraries."""
    # Or else pydantic reads what every installed package says of itself, in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from chronology.cli import commands

    code: int = getattr(commands, f"run_{options.command}")(options)
    return code


def _say(message: str) -> int:
    from chronology.diagnostics import visible

    sys.stderr.write(f"chronology: {visible(message)}\n")
    return COULD_NOT_RUN


def _report(error: ChronologyError) -> int:
    from chronology.reports import REPORTS, Checked

    files = sorted({each.file for each in error.diagnostics})
    sys.stderr.write(REPORTS["text"].render(Checked(tuple(files), error.diagnostics)))
    return FINDINGS
