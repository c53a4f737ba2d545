"""Diagnostics as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from chronology.diagnostics import Diagnostic, Severity, dotted, visible
from chronology.evidence import Tally


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that were checked, and everything that was found in them.

    `texts` are the files' texts by name, in which the diagnostics have their places; `tallies`
    tell of each file how many passages were looked up, where texts of sources were given.
    `elsewhere` counts the diagnostics on events that a change did not touch: they are not among
    the others, and do not fail.
    """

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    elsewhere: int = 0


Report = Callable[[Checked], str]
"""What makes the text of a report."""


def text(checked: Checked) -> str:
    """A line for each diagnostic, its hint below it, and the sums at the end."""
    lines = [line for each in checked.diagnostics for line in each.lines]
    lines += (f"{visible(file)}: {tally}" for file, tally in checked.tallies.items())
    return "".join(f"{line}\n" for line in (*lines, summary(checked)))


def summary(checked: Checked) -> str:
    """How many diagnostics of which severity there are in how many files, in one line."""
    files = checked.files
    where = visible(files[0]) if len(files) == 1 else f"{len(files)} files"
    counts = Counter(each.severity for each in checked.diagnostics)
    found = [_counted(counts[each], each.value) for each in Severity if counts[each]]
    return f"{where}: {', '.join(found) if found else 'no mistakes found'}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def json_text(checked: Checked) -> str:
    """All diagnostics with every detail; lines and columns are counted from 1."""
    counts = Counter(each.severity for each in checked.diagnostics)
    report = {
        "files": checked.files,
        "counts": {each.value: counts[each] for each in Severity},
        "passages": [{"file": file, **asdict(tally)} for file, tally in checked.tallies.items()],
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
                    {
                        "file": other.file,
                        "line": other.position.line,
                        "column": other.position.column,
                        "message": other.text,
                    }
                    for other in each.related
                ],
            }
            for each in checked.diagnostics
        ],
    }
    return json.dumps(report, ensure_ascii=True, indent=2) + "\n"


REPORTS: Final[dict[str, Report]] = {"text": text, "json": json_text}
"""The reports by the name of their format."""
