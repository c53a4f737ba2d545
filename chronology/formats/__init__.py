"""The formats in which a chronology leaves this package; each says what it cannot carry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from chronology.drawing import alone
from chronology.events import Chronology
from chronology.formats import ics
from chronology.text import hidden, without_brackets

_JSON_LOSES = "Nothing but comments and the layout of the YAML; it can be loaded again."


def _escaped(line: str) -> str:
    """A line of JSON in which what a terminal or runner obeys, or hides, is escaped (RFC 8259, 7).

    In JSON it can stand in strings only, where an escape means the same.
    """
    shown = "".join(json.dumps(sign)[1:-1] if hidden(sign) else sign for sign in line)
    return without_brackets(shown, r"\u005b")


def json_text(data: object, indent: int = 1) -> str:
    """Data as the text of a JSON file, which no terminal or runner obeys."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return "\n".join(map(_escaped, text.split("\n"))) + "\n"


def as_json(chronology: Chronology) -> str:
    """The header, the registries, and those events that the chronology holds, in the file's order.

    Shorthands are written out, and every date, time and passage is the text that the file has.
    """
    kept = {event.id for event in chronology}
    record = chronology.record.model_copy(
        update={"events": tuple(each for each in chronology.record.events if each.id in kept)}
    )
    return json_text(record.model_dump(mode="json", exclude_unset=True), indent=2)


# ------------------------------------------------------------------------------ drawing

_SVG_LOSES = (
    "All but the days, kinds and titles of the events in the record's period, and all sources."
)


def as_svg(chronology: Chronology) -> str:
    """The drawing, with its own colours for light and for dark, and without links."""
    return alone(chronology)


def as_linked_svg(chronology: Chronology, address: str) -> str:
    """The same, each mark a link to `address` with the event's id in the place of `{id}`."""
    return alone(chronology, lambda event: address.replace("{id}", quote(event.id, safe="")))


# ------------------------------------------------------------------------------ all formats


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name, the suffix of its files, its media type, and how it is made.

    `render` makes the text: the same for the same chronology, byte for byte. `loses` says in one
    sentence what the format cannot carry. `linked`, where there is one, makes it with links to
    pages of events, for an address with `{id}` in it. `notes` are what a curator should know about
    the export of one chronology.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Chronology], str]
    loses: str
    linked: Callable[[Chronology, str], str] | None = None
    notes: Callable[[Chronology], Iterable[str]] = lambda _: ()


EXPORTERS: Final = {
    each.name: each
    for each in (
        Exporter("json", ".json", "application/json", as_json, _JSON_LOSES),
        Exporter("ics", ".ics", "text/calendar", ics.render, ics.LOSES, ics.linked, ics.notes),
        Exporter("svg", ".svg", "image/svg+xml", as_svg, _SVG_LOSES, as_linked_svg),
    )
}
"""The exporters by name."""
