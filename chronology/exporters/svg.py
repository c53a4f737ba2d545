"""The timeline, drawn: an SVG that stands alone."""

from __future__ import annotations

from urllib.parse import quote

from chronology.chronology import Chronology
from chronology.drawing import alone

LOSES = "All but the days, kinds and titles of the events in the record's period, and all sources."


def render(chronology: Chronology) -> str:
    """The drawing, with its own colours for light and for dark, and without links."""
    return alone(chronology)


def linked(chronology: Chronology, address: str) -> str:
    """The same, each mark a link to `address` with the event's id in the place of `{id}`."""
    return alone(chronology, lambda event: address.replace("{id}", quote(event.id, safe="")))
