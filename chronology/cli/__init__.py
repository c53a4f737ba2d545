"""The command `chronology`: validate, list, show, export, explain, schema, pages.

Exit codes: 0 clean, 1 findings, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from chronology.cli.arguments import CannotRunError, parser
from chronology.diagnostics import ChronologyError, InstallationError, SchemaError
from chronology.garbage import uncollected

FINDINGS, COULD_NOT_RUN = 1, 2
_PIPE_CLOSED = 141
"""What shells report of a program whose reader left."""


def main(argv: Sequence[str] | None = None, prog: str = "chronology") -> int:
    """Run one command; the exit code. `prog` is how the usage calls the program.

    Raises KeyboardInterrupt where the user interrupts it, which `chronology.__main__` handles.
    """
    try:
        return _run(argv, prog)
    except (CannotRunError, InstallationError, SchemaError, MemoryError) as error:
        return _say(str(error) or "there is not enough memory for this")
    except ChronologyError as error:
        return _report(error)
    except BrokenPipeError:  # the reader has left, `head` for one
        return _PIPE_CLOSED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _say(f"{name}{error.strerror or error}")


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
    return code


_HOMES = {"validate": "validation", "pages": "site"}
"""The modules of the commands that have one of their own."""


def _say(message: str) -> int:
    from chronology.cli.output import warn
    from chronology.diagnostics import visible

    warn(f"chronology: {visible(message)}\n")
    return COULD_NOT_RUN


def _report(error: ChronologyError) -> int:
    from chronology.cli.output import warn
    from chronology.reports import REPORTS, Checked

    files = sorted({each.file for each in error.diagnostics})
    warn(REPORTS["text"].render(Checked(tuple(files), error.diagnostics)))
    return FINDINGS
