"""The formats in which a chronology leaves this package; each says what it cannot carry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from chronology.drawing import Link, alone
from chronology.events import Chronology
from chronology.formats import ics
from chronology.text import is_hidden, without_brackets

_JSON_LOSES = "Nothing but comments and the layout of the YAML; it can be loaded again."
_SVG_LOSES = (
    "All but the days, kinds and titles of the events in the record's period, and all sources."
)


def json_text(data: object, indent: int = 1) -> str:
    """Data as the text of a JSON file, which no terminal or runner obeys.

    All that they obey or hide is escaped (RFC 8259, 7). But for the ends of lines, it can occur in
    strings only, where an escape means the same.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    escaped = (
        json.dumps(sign)[1:-1] if is_hidden(sign) and sign != "\n" else sign for sign in text
    )
    return without_brackets("".join(escaped), r"\u005b") + "\n"


def as_json(chronology: Chronology) -> str:
    """The header, the registries, and those events that the chronology holds, in the file's order.

    Shorthands are written out, and every date, time and passage is the text that the file has.
    """
    kept = {event.id for event in chronology}
    record = chronology.record.model_copy(
        update={"events": tuple(each for each in chronology.record.events if each.id in kept)}
    )
    return json_text(record.model_dump(mode="json", exclude_unset=True), indent=2)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name, the suffix of its files, its media type, and the function that makes it.

    `render` makes the text: the same for the same chronology, byte for byte. `loses` says in one
    sentence what the format cannot carry. `render_linked`, if there is one, makes the text with
    links to pages of events. `notes` are what a curator should know about the export of one
    chronology.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Chronology], str]
    loses: str
    render_linked: Callable[[Chronology, Link], str] | None = None
    notes: Callable[[Chronology], Iterable[str]] = lambda _: ()


EXPORTERS: Final = {
    each.name: each
    for each in (
        Exporter("json", ".json", "application/json", as_json, _JSON_LOSES),
        Exporter("ics", ".ics", "text/calendar", ics.render, ics.LOSES, ics.render, ics.notes),
        Exporter("svg", ".svg", "image/svg+xml", alone, _SVG_LOSES, alone),
    )
}
"""The exporters by name."""
