"""The formats in which a chronology leaves this package; each says what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from chronology.chronology import Chronology
from chronology.exporters import ics, lossless, svg


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
        Exporter("json", ".json", "application/json", lossless.render, lossless.LOSES),
        Exporter("ics", ".ics", "text/calendar", ics.render, ics.LOSES, ics.linked, ics.notes),
        Exporter("svg", ".svg", "image/svg+xml", svg.render, svg.LOSES, svg.linked),
    )
}
"""The exporters by name."""
