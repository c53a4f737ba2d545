"""The formats in which a chronology leaves this package; each says what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from chronology.chronology import Chronology
from chronology.exporters import lossless


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name, the suffix of its files, its media type, and how it is made.

    `render` makes the text: the same for the same chronology, byte for byte. `loses` says in one
    sentence what the format cannot carry.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Chronology], str]
    loses: str


EXPORTERS: Final = {
    each.name: each
    for each in (Exporter("json", ".json", "application/json", lossless.render, lossless.LOSES),)
}
"""The exporters by name."""
