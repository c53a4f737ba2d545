"""The reports of what was checked: one format each, for people and for programs."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from operator import itemgetter
from pathlib import Path as File
from typing import Any, Final

from chronology.findings import Diagnostic, Severity, dotted
from chronology.passages import Tally
from chronology.text import counted, visible, without_brackets

NOTHING: Final = "no mistakes found"


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that were checked, and everything that was found in them.

    `texts` are the files' texts by name, in which the diagnostics have their places: the file's
    own, or those of a folder's files. `events` are the lines on which their events begin, with the
    ids, which may be empty. `tallies` count the passages of each file that were looked up, where
    texts of sources were given. `unread` are the reasons why files could not be read. `elsewhere`
    counts the diagnostics on events that a change did not touch: they are not among the others, and
    do not fail. `unexamined` are the files that could not be checked as a whole, with the number of
    parts that were left out (events, sides of a conflict, further documents), or None for all.
    Under `strict` warnings fail. `root` is the folder from which a repository counts its paths; the
    current one where none is given.
    """

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    events: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    elsewhere: int = 0
    unexamined: Mapping[str, int | None] = field(default_factory=dict)
    strict: bool = False
    root: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The files in which diagnostics can have their places, those of folders one by one."""
        return tuple(self.texts) or self.files

    @property
    def counts(self) -> Counter[Severity]:
        """The number of diagnostics of each severity."""
        return Counter(each.severity for each in self.diagnostics)

    def fails(self, each: Diagnostic) -> bool:
        """True if a diagnostic makes the command fail."""
        failing = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return each.severity in failing

    def event(self, each: Diagnostic) -> str | None:
        """The id of the event that a diagnostic is about, where it is about one that has an id."""
        if each.path[:1] != ("events",) or len(each.path) == 1:
            return None
        events = self.events.get(each.file, ())
        begun = bisect_right(events, each.position.line, key=itemgetter(0))
        return events[begun - 1][1] or None if begun else None

    def subject(self, each: Diagnostic) -> str:
        """The path of a diagnostic with the event's id, which stays when events are moved."""
        id_ = self.event(each)
        return dotted(each.path if id_ is None else ("events", id_, *each.path[2:]))

    def path(self, file: str) -> str:
        """A file's path in its repository, with slashes; as it was given where it lies outside."""
        root = File(self.root).resolve()
        path = File(file).parent.resolve() / File(file).name
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else file


def summary(checked: Checked) -> str:
    """The numbers of files and of diagnostics of each severity, in one line."""
    files, counts = checked.files, checked.counts
    if not files:
        return "no file could be read"
    where = visible(files[0]) if len(files) == 1 else f"{len(files)} files"
    found = ", ".join(counted(counts[each], each.value) for each in Severity if counts[each])
    line = f"{where}: {found or NOTHING}"
    if checked.elsewhere:
        link = "and" if found else "but"
        untouched = "an event" if checked.elsewhere == 1 else "events"
        line += f", {link} {checked.elsewhere} on {untouched} that the change does not touch"
    return f"{line}; {left_out(checked.unexamined.values())}" if checked.unexamined else line


def left_out(unexamined: Collection[int | None]) -> str:
    """The number of files that were not checked at all, and of parts of others that were not.

    >>> left_out([None]), left_out([None, 1, 2])
    ('not examined: 1 file', 'not examined: 1 file, 3 parts')
    """
    parts = sum(filter(None, unexamined))
    files = sum(each is None for each in unexamined)
    counts = [counted(number, of) for number, of in ((files, "file"), (parts, "part")) if number]
    return f"not examined: {', '.join(counts)}"


def sums(checked: Checked) -> list[str]:
    """The lines at the end: the passages that were looked up in each file, and the summary."""
    tallies = [f"{visible(file)}: {tally}" for file, tally in checked.tallies.items()]
    return [*tallies, summary(checked)]


# ------------------------------------------------------------------------------ formats


def json_text(report: Any) -> str:
    """A report as JSON in ASCII, in which no CI service's runner finds a command."""
    text = json.dumps(report, ensure_ascii=True, indent=2)
    return without_brackets(text, r"\u005b") + "\n"


@dataclass(frozen=True, slots=True)
class Report:
    """A format: its name, the module here that has its `render`, and what it is for.

    The module is imported only when it is used. A report `for_people` is words, which a terminal
    may show in its own encoding; the others are data.
    """

    name: str
    module: str
    gloss: str
    for_people: bool = False

    def render(self, checked: Checked) -> str:
        """The text of the report: the same for the same diagnostics, byte for byte."""
        text: str = import_module(f"{__name__}.{self.module}").render(checked)
        return text


REPORTS: Final[dict[str, Report]] = {
    each.name: each
    for each in (
        Report("text", "text", "a line for each mistake, for logs", for_people=True),
        Report("full", "frames", "text, with the lines of the file", for_people=True),
        Report("github", "github", "annotations in GitHub Actions"),
        Report("sarif", "sarif", "code scanning: SARIF 2.1.0"),
        Report("junit", "junit", "test reports, in GitLab for example"),
        Report("json", "details", "every detail, with a JSON Schema"),
    )
}
"""The reports by the name of their format."""
