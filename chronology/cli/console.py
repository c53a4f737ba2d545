"""The terminal as Rich knows it: its width, its colours, and reports in them.

Rich decides on colour: only on a terminal, and not where `NO_COLOR` is set.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from chronology.cli.output import stream_of_words
from chronology.dates.words import date_in_words
from chronology.findings import Severity
from chronology.reports import Checked
from chronology.reports.frames import ASIDE, report_lines

if TYPE_CHECKING:
    from chronology.events import Event

_STYLES = {
    Severity.ERROR.value: "red",
    Severity.WARNING.value: "yellow",
    Severity.NOTE.value: "blue",
    ASIDE: "dim",
}


class _Console(Console):
    """A console that writes as the rest of the command does, and leaves broken pipes to it."""

    def __init__(self, width: int | None = None, *, soft_wrap: bool = False) -> None:
        super().__init__(file=stream_of_words(), width=width, soft_wrap=soft_wrap, highlight=False)

    def on_broken_pipe(self) -> None:
        """Raise the error again, which Rich would turn into exit code 1."""
        raise BrokenPipeError


def print_report(checked: Checked) -> None:
    """Print a report with code frames as wide as the terminal, severities in colour."""
    console = _Console(soft_wrap=True)
    for line in report_lines(checked, console.width):
        console.print(Text.assemble(*((span.text, _STYLES.get(span.role, "")) for span in line)))


def console() -> Console:
    """A console as wide as the terminal, and wide enough for a table where there is none."""
    return _Console(None if sys.stdout.isatty() else 120)


def date_of(event: Event) -> str:
    """The date of an event in words."""
    return date_in_words(event.date) if event.date else "undated"
