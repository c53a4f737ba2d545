"""Workflow commands of GitHub Actions, which show diagnostics beside the lines of a change.

GitHub shows ten annotations of a severity that a step makes, and drops the others silently. All
are in the log below the commands, and in the step summary, a table in Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from chronology.findings import Diagnostic, Severity
from chronology.reports import Checked, summary, text
from chronology.text import visible, without_brackets

ANNOTATED: Final = 10
"""The most diagnostics that are annotated, errors first."""

LARGEST: Final = 2**20
"""The most bytes that GitHub takes as the summaries of one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(checked: Checked) -> str:
    """The commands of the first diagnostics, then all of them as text that commands nothing."""
    gravest = sorted(checked.diagnostics, key=lambda each: list(Severity).index(each.severity))
    lines = [_command(checked, each) for each in gravest[:ANNOTATED]]
    if len(gravest) > ANNOTATED:
        lines.append(f"{ANNOTATED} of {len(gravest)} findings are annotated; these are all:")
    return "".join(f"{line}\n" for line in lines) + text.render(checked)


def _command(checked: Checked, each: Diagnostic) -> str:
    file = _escape(visible(checked.path(each.file))).replace(":", "%3A").replace(",", "%2C")
    place = f"file={file},line={each.position.line},col={each.position.column}"
    message = each.message + (f"\nhint: {each.hint}" if each.hint else "")
    message = without_brackets(message, r"\x5b")  # another service would find a command in it
    return f"::{_COMMANDS[each.severity]} {place},title={each.code}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def step_summary(checked: Checked, room: int = LARGEST) -> str:
    """All diagnostics as a table in Markdown, as many as there is room for in bytes."""
    head = f"### chronology: {_markdown(summary(checked))}\n"
    if checked.diagnostics:
        head += "\n| place | severity | code | message |\n|---|---|---|---|\n"
    room -= len(head.encode()) + _REST
    if room < 0:
        return ""
    rows = [_row(checked, each) for each in checked.diagnostics]
    kept = bisect_right([*accumulate(len(row.encode()) for row in rows)], room)
    rest = f"\n{len(rows) - kept} more in the log of the step.\n" if kept < len(rows) else ""
    return f"{head}{''.join(rows[:kept])}{rest}\n"


_REST = 100
"""The most bytes that the line takes that counts the rows for which there was no room."""


def _row(checked: Checked, each: Diagnostic) -> str:
    place = f"{checked.path(each.file)}:{each.position.line}:{each.position.column}"
    message = each.message + (f" (hint: {each.hint})" if each.hint else "")
    cells = (place, each.severity.value, each.code, message)
    return f"| {' | '.join(_markdown(visible(cell)) for cell in cells)} |\n"


def _markdown(text: str) -> str:
    """A text whose signs mean nothing to Markdown and HTML."""
    return re.sub(r"[!-&*+:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", text)
