"""Lines for logs and for editors: `file:line:column: severity[code] message`."""

from __future__ import annotations

from chronology.diagnostics.runners import harmless
from chronology.reports.checked import Checked, summary, tally_lines


def render(checked: Checked) -> str:
    """A line for each diagnostic, what belongs to it below it, and the sums at the end."""
    lines = [line for each in checked.diagnostics for line in each.lines]
    sums = map(harmless, (*tally_lines(checked), summary(checked)))
    return "".join(f"{line}\n" for line in (*lines, *sums))
