"""What a record lacks since it is broken in the file: nothing more is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chronology.diagnostics import Path


class Gaps:
    """The paths that a record lacks; however many there are, asking costs the same.

    >>> gaps = Gaps([("events", 3, "participants")])
    >>> gaps.touch(("events", 3, "participants", "coulter")), gaps.touch(("events", 3))
    (True, True)
    """

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._paths: set[Path] = set()
        self._around: set[Path] = set()
        self._fields: set[str | int | None] = set()
        self.update(paths)

    def __contains__(self, path: Path) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[Path]:
        return iter(self._paths)

    def add(self, path: Path) -> None:
        """Note that a path is missing."""
        self._paths.add(path)
        self._around.update(path[:length] for length in range(len(path)))
        if path[:1] == ("events",):
            self._fields.add(path[2] if len(path) > 2 else None)

    def update(self, paths: Iterable[Path]) -> None:
        """Note that some paths are missing."""
        for path in paths:
            self.add(path)

    def touch(self, path: Path, *, at_key: bool = False) -> bool:
        """Whether a path, anything around it, or anything in it is missing.

        What is said of a key does not depend on what is missing in its value.
        """
        if any(path[:length] in self._paths for length in range(len(path) + 1)):
            return True
        return not at_key and path in self._around

    def touch_events(self, *fields: str) -> bool:
        """Whether any event lacks one of these fields, or is missing as a whole."""
        return None in self._fields or not self._fields.isdisjoint(fields)
