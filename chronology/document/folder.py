"""A folder of files that are one chronology together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from chronology.diagnostics import Path
from chronology.document import Document
from chronology.document.parts import Suspect, Trouble


@dataclass(slots=True)
class Folder:
    """Documents whose headers, registries and events belong together.

    `data` is what all of them say, the events one after another; a path in it leads into one of
    the `parts`. `starts` are the numbers that their first events have in the whole; `homes` tells
    which part is the first with a key of the header, or with an entry of a registry.
    """

    file: str
    parts: tuple[Document, ...]
    data: dict[str, Any]
    starts: tuple[int, ...]
    homes: dict[Path, Document]

    @classmethod
    def of(cls, file: str, parts: tuple[Document, ...]) -> Folder:
        """The whole of some documents; what two of them have alike becomes a trouble."""
        _take_events_for_granted(parts)
        counts = (len(_events(part)) for part in parts)
        whole = cls(file, parts, {}, tuple(accumulate(counts, initial=0))[:-1], {})
        for part in parts:
            whole._take_in(part)
        return whole

    @property
    def suspects(self) -> list[Suspect]:
        """The suspects of all parts, under their paths in the whole."""
        return [
            replace(each, path=shifted(each.path, start))
            for part, start in zip(self.parts, self.starts, strict=True)
            for each in part.suspects
        ]

    def locate(self, path: Path) -> tuple[Document, Path]:
        """The document into which a path leads, and the path within it."""
        if path[:1] == ("events",) and len(path) > 1:
            number = bisect_right(self.starts, path[1]) - 1
            return self.parts[number], shifted(path, -self.starts[number])
        return self.homes.get(path[:2]) or self.homes.get(path[:1]) or self.parts[0], path

    def _take_in(self, part: Document) -> None:
        """Add what a document says; what others have said already stays as it is."""
        for key, value in _mapping(part).items():
            self.homes.setdefault((key,), part)
            if key == "events":
                self.data.setdefault(key, []).extend(_events(part))
            elif isinstance(value, dict) and isinstance(self.data.setdefault(key, {}), dict):
                for name, entry in value.items():
                    self._add(part, (key, name), self.data[key], entry)
                    self.homes.setdefault((key, name), part)
            elif not isinstance(self.data.get(key), dict):
                self._add(part, (key,), self.data, value)

    def _add(self, part: Document, path: Path, known: dict[str, Any], value: Any) -> None:
        if (name := path[-1]) not in known:
            known[str(name)] = value
            return
        other, _ = self.locate(path)
        place = f"{other.file}:{other.position(path, at_key=True).line}"
        what = "id" if len(path) == 2 else "key"
        message = f"the {what} '{name}' stands in {place}, too"
        position = part.position(path, at_key=True)
        part.troubles.append(Trouble(f"duplicate-{what}", position, message, "keep one of the two"))


def shifted(path: Path, by: int) -> Path:
    """A path whose event has another number."""
    match path:
        case ("events", int(number), *rest):
            return ("events", number + by, *rest)
    return path


def _take_events_for_granted(parts: Iterable[Document]) -> None:
    """Let a file be without `events` where another has them."""
    without = [part for part in parts if not part.troubles and part.data is None]
    without += [part for part in parts if isinstance(part.data, dict) and "events" not in part.data]
    if len(without) < len(tuple(parts)):
        for part in without:
            part.data = {**_mapping(part), "events": []}


def _mapping(part: Document) -> dict[str, Any]:
    return part.data if isinstance(part.data, dict) else {}


def _events(part: Document) -> list[Any]:
    events = _mapping(part).get("events")
    return events if isinstance(events, list) else []
