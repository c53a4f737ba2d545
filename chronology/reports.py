"""Diagnostics as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Final

from chronology.diagnostics import Diagnostic, Severity, dotted, visible
from chronology.evidence import Tally

Report = Callable[[Sequence[Diagnostic], Sequence[str], Sequence[Tally]], str]
"""What makes a report of diagnostics, the names of the files checked, and passages looked up."""


def text(
    diagnostics: Sequence[Diagnostic], files: Sequence[str], tallies: Sequence[Tally] = ()
) -> str:
    """A line for each diagnostic, its hint below it, and the sums at the end."""
    lines = (*_lines(diagnostics), *map(str, tallies), summary(diagnostics, files))
    return "".join(f"{line}\n" for line in lines)


def _lines(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    for each in diagnostics:
        yield str(each)
        if each.hint:
            yield f"  hint: {each.hint}"


def summary(diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """How many diagnostics of which severity there are in how many files, in one line."""
    checked = visible(files[0]) if len(files) == 1 else f"{len(files)} files"
    counts = Counter(each.severity for each in diagnostics)
    found = [_counted(counts[each], each.value) for each in Severity if counts[each]]
    return f"{checked}: {', '.join(found) if found else 'no mistakes found'}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def json_text(
    diagnostics: Sequence[Diagnostic], files: Sequence[str], tallies: Sequence[Tally] = ()
) -> str:
    """All diagnostics with every detail; lines and columns are counted from 1."""
    counts = Counter(each.severity for each in diagnostics)
    report = {
        "files": list(files),
        "counts": {each.value: counts[each] for each in Severity},
        "passages": [asdict(each) for each in tallies],
        "diagnostics": [
            {
                "file": each.file,
                "line": each.position.line,
                "column": each.position.column,
                "severity": each.severity.value,
                "code": each.code,
                "message": each.message,
                "hint": each.hint,
                "path": dotted(each.path),
            }
            for each in diagnostics
        ],
    }
    return json.dumps(report, ensure_ascii=True, indent=2) + "\n"


REPORTS: Final[dict[str, Report]] = {"text": text, "json": json_text}
"""The reports by the name of their format."""
