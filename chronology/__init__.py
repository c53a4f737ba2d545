"""A chronology as a data package: events with their evidence, honest dates, and proof.

    import chronology
    record = chronology.load()
    record["istanbul-embassy-talks"].date

Names are imported on first use, so that `import chronology` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronology.chronology import (
        Chronology,
        Citation,
        Event,
        Kind,
        Outcome,
        Participation,
        Party,
        Person,
        Place,
        Source,
        Statement,
        Topic,
        UnknownIdError,
        When,
    )
    from chronology.days import Day
    from chronology.diagnostics import ChronologyError, Diagnostic, Severity
    from chronology.edtf import Edtf, EdtfError
    from chronology.loading import check, load

__all__ = [
    "Chronology",
    "ChronologyError",
    "Citation",
    "Day",
    "Diagnostic",
    "Edtf",
    "EdtfError",
    "Event",
    "Kind",
    "Outcome",
    "Participation",
    "Party",
    "Person",
    "Place",
    "Severity",
    "Source",
    "Statement",
    "Topic",
    "UnknownIdError",
    "When",
    "check",
    "load",
]

_HOMES = {
    "check": "loading",
    "load": "loading",
    "Day": "days",
    "ChronologyError": "diagnostics",
    "Diagnostic": "diagnostics",
    "Severity": "diagnostics",
    "Edtf": "edtf",
    "EdtfError": "edtf",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'chronology' has no attribute '{name}'")
    module = import_module(f"chronology.{_HOMES.get(name, 'chronology')}")
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported yet or not."""
    return sorted(__all__)
