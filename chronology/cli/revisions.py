"""The lines that a change touches, by git, and with them the events."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from chronology.cli import CannotRunError
from chronology.findings import Diagnostic, Related
from chronology.reading import BROKEN, Document, content_of

_HUNK = re.compile(r"^@@ -\S+ \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_LINES_ALONE = (
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--text",  # also where attributes or a sign in the file make it a binary one for git
    "--unified=0",
    "--inter-hunk-context=0",
    "--merge-base",
)
"""The options by which git prints only lines that differ, whatever its settings are."""


def select_changed(
    found: Sequence[Diagnostic], documents: Sequence[Document], revision: str
) -> list[Diagnostic]:
    """The diagnostics on events that have changed since the branch left a git revision.

    So are those with a related place in such an event, and those in a file that could not be read;
    outside the events, a place belongs to its registry entry or key. Raises CannotRunError where
    git fails.
    """
    parts = {each.file: _Stretches(each) for each in documents}
    changed = {  # in a file that could not be read, everything counts as changed
        name: set(map(part.around, _changed_lines(name, revision)))
        for name, part in parts.items()
        if not part.whole
    }

    def is_changed(place: Diagnostic | Related) -> bool:
        part = parts[place.file]
        return part.whole or part.around(place.position.line) in changed[place.file]

    return [each for each in found if is_changed(each) or any(map(is_changed, each.related))]


def _changed_lines(file: str, revision: str) -> Iterator[int]:
    """The lines of a file that are not those of the revision; all lines of a new file."""
    path = Path(file).resolve()
    if not _git(path, revision, "ls-files", "--"):
        yield from range(1, content_of(path).count(b"\n") + 2)
        return
    changes = _git(path, revision, "diff", *_LINES_ALONE, "--end-of-options", revision, "--")
    for first, count in _HUNK.findall(changes):
        # Where lines were only taken out, git names the line before them.
        yield from range(max(int(first), 1), int(first) + max(int(count or 1), 1))


def _git(path: Path, revision: str, *arguments: str) -> str:
    """The output of a git command about one file."""
    git = shutil.which("git")
    if git is None:
        raise CannotRunError("--changed-since needs git, and there is none")
    done = subprocess.run(  # noqa: S603 - git itself, and no shell
        [git, "--literal-pathspecs", "-C", str(path.parent), *arguments, path.name],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip()
        raise CannotRunError(f"--changed-since {revision}: {why}")
    return done.stdout.decode("utf-8", "replace")


class _Stretches:
    """The stretches of a document that change as one: an event, an entry, a key of the header."""

    def __init__(self, document: Document) -> None:
        """Find the lines on which they begin; `whole` is true if nothing could be read."""
        self.whole = document.data is BROKEN
        keys = [] if self.whole else [*_keys(document)]
        lines = {document.position(path, at_key=True).line for path in keys}
        self._starts = sorted(lines | {line + 1 for line in document.event_lines})

    def around(self, line: int) -> int:
        """The number of the stretch that a line is in."""
        return bisect_right(self._starts, line)


def _keys(document: Document) -> Iterator[tuple[str, ...]]:
    """The paths of the top-level keys, and of the entries below them."""
    data = document.data if isinstance(document.data, dict) else {}
    for key, value in data.items():
        yield (key,)
        if isinstance(value, dict):
            yield from ((key, name) for name in value)
