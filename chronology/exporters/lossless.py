"""The whole file as JSON: what `chronology.load` reads back to the same record."""

from __future__ import annotations

import json

from chronology.chronology import Chronology
from chronology.diagnostics import hidden
from chronology.diagnostics.runners import without_brackets

LOSES = "Nothing but comments and the layout of the YAML; it can be loaded again."


def escaped(line: str) -> str:
    """A line of JSON in which what a terminal or runner obeys, or hides, is escaped (RFC 8259, 7).

    In JSON it can stand in strings only, where an escape means the same.
    """
    shown = "".join(json.dumps(sign)[1:-1] if hidden(sign) else sign for sign in line)
    return without_brackets(shown, r"\u005b")


def render(chronology: Chronology) -> str:
    """The header, the registries, and those events that the chronology holds, in the file's order.

    Shorthands are written out, and every date, time and passage is the text that the file has.
    """
    kept = {event.id for event in chronology}
    record = chronology.record.model_copy(
        update={"events": tuple(each for each in chronology.record.events if each.id in kept)}
    )
    data = record.model_dump(mode="json", exclude_unset=True)
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "\n".join(map(escaped, text.split("\n"))) + "\n"
