"""What a change touches, as git tells it: the lines, and with them the events."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chronology.cli import CannotRunError
from chronology.findings import Diagnostic
from chronology.reading import BROKEN, Document, content_of

_HUNK = re.compile(r"^@@ -\S+ \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_LINES_ALONE = (
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--text",  # also where attributes or a sign in the file make it a binary one for git
    "--unified=0",
    "--inter-hunk-context=0",
)
"""What makes git tell lines, and none but those that differ, whatever its settings are."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a git repository, as the user names it."""

    name: str

    def touched(self, documents: Sequence[Document]) -> Callable[[Diagnostic], bool]:
        """Whether a diagnostic is on an event that has changed since the branch left the revision.

        So is one with a related place in such an event, and one in a file that could not be read;
        what stands outside the events belongs to its registry entry or key. Raises CannotRunError
        where git cannot tell.
        """
        parts = {each.file: _Parts(each) for each in documents}
        changed = {  # of a file of which nothing could be read, all counts as changed
            name: set(map(part.around, self._lines(name)))
            for name, part in parts.items()
            if not part.whole
        }

        def is_touched(found: Diagnostic) -> bool:
            places = [(found.file, found.position.line)]
            places += ((each.file, each.position.line) for each in found.related)
            return any(
                parts[file].whole or parts[file].around(line) in changed[file]
                for file, line in places
            )

        return is_touched

    def _lines(self, file: str) -> Iterator[int]:
        """The lines of a file that are not those of the revision; all lines of a new file."""
        path = Path(file).resolve()
        if not self._git(path.parent, "ls-files", "--", path.name):
            yield from range(1, content_of(path).count(b"\n") + 2)
            return
        options = (*_LINES_ALONE, "--merge-base")
        changes = self._git(
            path.parent, "diff", *options, "--end-of-options", self.name, "--", path.name
        )
        for first, count in _HUNK.findall(changes):
            # Where lines were only taken out, git names the line before them.
            yield from range(max(int(first), 1), int(first) + max(int(count or 1), 1))

    def _git(self, folder: Path, *arguments: str) -> str:
        git = shutil.which("git")
        if git is None:
            raise CannotRunError("--changed-since needs git, and there is none")
        done = subprocess.run(  # noqa: S603 - git itself, and no shell
            [git, "--literal-pathspecs", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
        )
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip()
            raise CannotRunError(f"--changed-since {self.name}: {why}")
        return done.stdout.decode("utf-8", "replace")


class _Parts:
    """The stretches of a document that change as one: an event, an entry, a key of the header."""

    def __init__(self, document: Document) -> None:
        """Find the lines on which they begin; `whole` tells that nothing of it could be read."""
        self.whole = document.data is BROKEN
        keys = [] if self.whole else [*_keys(document)]
        lines = {document.position(path, at_key=True).line for path in keys}
        self._starts = sorted(lines | {line + 1 for line in document.event_lines})

    def around(self, line: int) -> int:
        """The number of the stretch in which a line stands."""
        return bisect_right(self._starts, line)


def _keys(document: Document) -> Iterator[tuple[str, ...]]:
    """The paths of the top-level keys, and of the entries below them."""
    data = document.data if isinstance(document.data, dict) else {}
    for key, value in data.items():
        yield (key,)
        if isinstance(value, dict):
            yield from ((key, name) for name in value)
