"""What the documents of a folder hold, put together to one record."""

from __future__ import annotations

from typing import Any, Final

from chronology.document import BROKEN
from chronology.document.folder import Folder, shifted
from chronology.model import Record
from chronology.shape import Shaped, shape, words_in

_ALL_EVENTS: Final = ((), ("events",))
"""The paths at which one file of several loses its own events, and no others."""


def merged(folder: Folder) -> tuple[Shaped, list[Shaped]]:
    """The record of a whole folder, and what each of its documents holds.

    Paths in the whole are those of the folder; a file that could not be read hides what it may
    have defined, and nothing else.
    """
    each = [shape(part) for part in folder.parts]
    whole = Shaped(_record(each))
    numbers: list[int] = []
    for part, start, document in zip(each, folder.starts, folder.parts, strict=True):
        numbers += (number + start for number in part.numbers)
        whole.broken.update(shifted(path, start) for path in part.broken if path not in _ALL_EVENTS)
        whole.mentioned |= part.mentioned
        if any(path in part.broken for path in _ALL_EVENTS):
            whole.mentioned |= words_in(document.text)
        whole.incomplete |= part.incomplete or (document.data is BROKEN and not document.text)
    whole.numbers = tuple(numbers)
    whole.may_deceive = any(part.may_deceive for part in each)
    whole.is_ascii = all(part.is_ascii for part in each)
    if all(() in part.broken for part in each):
        whole.broken.add(())
    return whole, each


def _record(parts: list[Shaped]) -> Record:
    """One record of many: what two of them have alike is taken from the first."""
    found: dict[str, Any] = {}
    for record in (part.record for part in parts):
        for name in sorted(record.model_fields_set):
            value = getattr(record, name)
            if isinstance(value, dict):
                found[name] = value | found.get(name, {})
            elif name != "events":
                found.setdefault(name, value)
    events = tuple(event for part in parts for event in part.record.events)
    return Record(events=()).model_copy(update=found | {"events": events})
