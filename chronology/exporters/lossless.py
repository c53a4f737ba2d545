"""The whole file as JSON: what `chronology.load` reads back to the same record."""

from __future__ import annotations

import json

from chronology.chronology import Chronology

LOSES = "Nothing but comments and the layout of the YAML; it can be loaded again."


def render(chronology: Chronology) -> str:
    """The header, the registries, and those events that the chronology holds, in the file's order.

    Shorthands are written out, and every date, time and passage is the text that the file has.
    """
    kept = {event.id for event in chronology}
    record = chronology.record.model_copy(
        update={"events": tuple(each for each in chronology.record.events if each.id in kept)}
    )
    data = record.model_dump(mode="json", exclude_unset=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
