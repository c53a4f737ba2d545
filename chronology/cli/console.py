"""The terminal as Rich knows it: its width, its colours, and reports in them.

Rich decides on colour: only on a terminal, and not where `NO_COLOR` is set.
"""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from chronology.cli.output import stream_of_words
from chronology.findings import Severity
from chronology.reports import Checked
from chronology.reports.frames import ASIDE, report_lines

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue", ASIDE: "dim"}


class _Console(Console):
    """A console that leaves broken pipes to the command."""

    def on_broken_pipe(self) -> None:
        """Raise the error again, which Rich would turn into exit code 1."""
        raise BrokenPipeError


def console() -> Console:
    """A console as wide as the terminal, and wide enough for a table where there is none."""
    width = None if sys.stdout.isatty() else 120
    return _Console(file=stream_of_words(), width=width, highlight=False)


def print_report(checked: Checked) -> None:
    """Print a report with code frames as wide as the terminal, severities in colour."""
    to = console()
    for line in report_lines(checked, to.width):
        text = Text.assemble(*((span.text, _STYLES.get(span.role, "")) for span in line))
        to.print(text, soft_wrap=True)
