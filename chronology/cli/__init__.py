"""The command `chronology`: validate, list, show, export, explain, schema, pages.

Each command is a module here, which adds its own arguments to its parser (`add_arguments`) and
carries them out (`run`). Exit codes: 0 clean, 1 findings, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from argparse import Action, ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from chronology.findings import ChronologyError, InstallationError, SchemaError
from chronology.garbage import uncollected

COMMANDS: Final = {
    "validate": "find every mistake in a file, with its line",
    "list": "print the timeline",
    "show": "print all about one event",
    "export": "write the chronology in another format",
    "explain": "explain a diagnostic, a word or a field",
    "schema": "print the JSON Schema of a chronology file",
    "pages": "write the pages of a site as Markdown, for any generator",
}
"""The commands, which are modules here, and their descriptions in the help."""

FINDINGS, COULD_NOT_RUN = 1, 2
_PIPE_CLOSED = 141
"""The exit code that shells report for a program whose reader has left."""


class CannotRunError(Exception):
    """A command that cannot be carried out as it was given; the message says why."""


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
    if sys.stdout is None:  # as Python has it where the shell said `>&-`
        raise CannotRunError("the standard output is closed")
    # Or else pydantic reads what every installed package says of itself, in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    options = _parser(prog).parse_args(argv)
    code: int = _module_of(options.command).run(options)
    return code


def _module_of(command: str) -> Any:
    """The module of a command, imported now, since each needs different and slow libraries."""
    return import_module(f"chronology.cli.{command}")


def _say(message: str) -> int:
    from chronology.cli.output import warn
    from chronology.text import visible

    warn(f"chronology: {visible(message)}\n")
    return COULD_NOT_RUN


def _report(error: ChronologyError) -> int:
    from chronology.cli.output import warn
    from chronology.reports import REPORTS, Checked

    files = sorted({each.file for each in error.diagnostics})
    warn(REPORTS["text"].render(Checked(tuple(files), error.diagnostics)))
    return FINDINGS


# ------------------------------------------------------------------------------ parsers


def _parser(prog: str) -> ArgumentParser:
    """The parser of the whole command line; `prog` is how its usage calls the program."""
    made = _Parser(
        prog=prog,
        description="Chronologies as data: events with their evidence, honest dates, and proof.",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        commands.add_parser(name, help=words).command = name
    return made


class _Version(Action):
    """`--version`, looked up only when asked for."""

    def __call__(self, parser: ArgumentParser, *_values: Any, **_options: Any) -> None:
        """Print the version and end."""
        from importlib.metadata import version

        from chronology.cli.output import say

        say(f"chronology {version('chronology-data')}\n")
        parser.exit()


class _Parser(ArgumentParser):
    """A parser whose words take the same way as all others.

    That of a command gets its arguments when the command is used.
    """

    command: str | None = None

    def _print_message(self, message: str, file: Any = None) -> None:
        from chronology.cli.output import say, warn

        (warn if file is sys.stderr else say)(message)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse all arguments, or those that follow the command's name."""
        if self.command:
            _module_of(self.command).add_arguments(self)
        return super().parse_known_args(args, namespace)
