"""A chronology as a data package: events with their evidence, honest dates, and proof.

    import chronology
    record = chronology.load()
    record["istanbul-embassy-talks"].date

Names are imported on first use, so that `import chronology` costs next to nothing.
"""

from __future__ import annotations

# Type checkers take this for true. Importing it from `typing` would cost more than the rest of this
# module, and an interrupt in the middle of that import could not be caught.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from chronology.dates import Edtf, EdtfError
    from chronology.dates.days import Day
    from chronology.events import (
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
    from chronology.findings import ChronologyError, Diagnostic, Severity
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
    "Day": "dates.days",
    "ChronologyError": "findings",
    "Diagnostic": "findings",
    "Severity": "findings",
    "Edtf": "dates",
    "EdtfError": "dates",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'chronology' has no attribute '{name}'")
    from importlib import import_module

    module = import_module(f"chronology.{_HOMES.get(name, 'events')}")
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported yet or not."""
    return sorted(__all__)
