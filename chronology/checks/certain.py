"""Days that rules may compare: those that are certain."""

from __future__ import annotations

from typing import TypeAlias

from chronology.edtf import Edtf, Hemisphere
from chronology.model import Event
from chronology.network.stated import hemisphere_of
from chronology.shape import Shaped

Days: TypeAlias = tuple[int | None, int | None]
"""The numbers of a first and a last day; None is no bound."""


def certain_days(date: Edtf | None, hemisphere: Hemisphere | None = None) -> Days:
    """The first and the last day by what is certain of a date; see `Edtf.certain`."""
    certain = date.certain(hemisphere) if date else None
    return (None, None) if certain is None else (certain.first, certain.last)


def days_of(shaped: Shaped, event: Event) -> Days:
    """The first and the last day by what is certain of an event's date, at its place."""
    return certain_days(event.date, hemisphere_of(event, shaped.record.places))
