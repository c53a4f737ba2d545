"""Diagnostics as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Final

from chronology.diagnostics import Diagnostic, Severity, dotted, visible
from chronology.evidence import Tally

Report = Callable[[Sequence[Diagnostic], Sequence[str], Mapping[str, Tally]], str]
"""What makes a report of diagnostics, the files checked, and the passages looked up in each."""


def text(
    diagnostics: Sequence[Diagnostic],
    files: Sequence[str],
    tallies: Mapping[str, Tally] = MappingProxyType({}),
) -> str:
    """A line for each diagnostic, its hint below it, and the sums at the end."""
    lines = [line for each in diagnostics for line in each.lines]
    lines += (f"{visible(file)}: {tally}" for file, tally in tallies.items())
    return "".join(f"{line}\n" for line in (*lines, summary(diagnostics, files)))


def summary(diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """How many diagnostics of which severity there are in how many files, in one line."""
    checked = visible(files[0]) if len(files) == 1 else f"{len(files)} files"
    counts = Counter(each.severity for each in diagnostics)
    found = [_counted(counts[each], each.value) for each in Severity if counts[each]]
    return f"{checked}: {', '.join(found) if found else 'no mistakes found'}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def json_text(
    diagnostics: Sequence[Diagnostic],
    files: Sequence[str],
    tallies: Mapping[str, Tally] = MappingProxyType({}),
) -> str:
    """All diagnostics with every detail; lines and columns are counted from 1."""
    counts = Counter(each.severity for each in diagnostics)
    report = {
        "files": list(files),
        "counts": {each.value: counts[each] for each in Severity},
        "passages": [{"file": file, **asdict(tally)} for file, tally in tallies.items()],
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
                "related": [
                    {"line": at.line, "column": at.column, "message": text}
                    for at, text in each.related
                ],
            }
            for each in diagnostics
        ],
    }
    return json.dumps(report, ensure_ascii=True, indent=2) + "\n"


REPORTS: Final[dict[str, Report]] = {"text": text, "json": json_text}
"""The reports by the name of their format."""
