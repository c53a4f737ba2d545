"""Workflow commands of GitHub Actions, which show diagnostics beside the lines of a change.

GitHub shows ten annotations of a severity that a step makes, and drops the others silently. All
are in the log below the commands, and in the step summary, a table in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chronology.findings import Diagnostic, Severity
from chronology.reports import Checked, summary, text
from chronology.text import visible, without_brackets

ANNOTATED: Final = 10
"""How many diagnostics are annotated, errors first."""

LARGEST: Final = 2**20
"""How many bytes GitHub takes as the summaries of one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(checked: Checked) -> str:
    """The commands of the first diagnostics, then all of them as text that commands nothing."""
    gravest = sorted(checked.diagnostics, key=lambda each: list(Severity).index(each.severity))
    lines = [_command(checked, each) for each in gravest[:ANNOTATED]]
    if len(gravest) > ANNOTATED:
        lines.append(f"{ANNOTATED} of {len(gravest)} findings are annotated; these are all:")
    return "".join(f"{line}\n" for line in lines) + text.render(checked)


def _command(checked: Checked, each: Diagnostic) -> str:
    properties = {
        "file": checked.path(each.file),
        "line": str(each.position.line),
        "col": str(each.position.column),
        "title": each.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = each.message + (f"\nhint: {each.hint}" if each.hint else "")
    message = without_brackets(message, r"\x5b")  # another service would find a command in it
    return f"::{_COMMANDS[each.severity]} {listed}::{_escaped(message)}"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(visible(value)).replace(":", "%3A").replace(",", "%2C")


def step_summary(checked: Checked, room: int = LARGEST) -> str:
    """All diagnostics as a table in Markdown, as many as there is room for in bytes."""
    head = f"### chronology: {_markdown(summary(checked))}\n"
    if checked.diagnostics:
        head += "\n| place | severity | code | message |\n|---|---|---|---|\n"
    room -= len(head.encode()) + _REST
    if room < 0:
        return ""
    rows, kept = list(_rows(checked)), list[str]()
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            break
        kept.append(row)
    missing = len(rows) - len(kept)
    rest = f"\n{missing} more in the log of the step.\n" if missing else ""
    return f"{head}{''.join(kept)}{rest}\n"


_REST = 100
"""How many bytes at most the line takes that tells how many rows there was no room for."""


def _rows(checked: Checked) -> Iterator[str]:
    for each in checked.diagnostics:
        place = f"{checked.path(each.file)}:{each.position.line}:{each.position.column}"
        message = each.message + (f" (hint: {each.hint})" if each.hint else "")
        cells = (place, each.severity.value, each.code, message)
        yield f"| {' | '.join(_markdown(visible(cell)) for cell in cells)} |\n"


def _markdown(text: str) -> str:
    """A text in which no sign means anything to Markdown or HTML."""
    return re.sub(r"[!-&*+:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", text)
