"""Days that rules may compare: those that are certain."""

from __future__ import annotations

from typing import TypeAlias

from chronology.days import parts_of
from chronology.edtf import Edtf, Hemisphere, Precision
from chronology.model import Event
from chronology.network.stated import date_there, hemisphere_of, zone_of
from chronology.network.zones import offsets
from chronology.shape import Shaped

Days: TypeAlias = tuple[int | None, int | None]
"""The numbers of a first and a last day; None is no bound."""


def certain_days(date: Edtf | None, hemisphere: Hemisphere | None = None) -> Days:
    """The first and the last day by what is certain of a date; see `Edtf.certain`."""
    certain = date.certain(hemisphere) if date else None
    return (None, None) if certain is None else (certain.first, certain.last)


def days_of(shaped: Shaped, event: Event) -> Days:
    """The first and the last day by what is certain of an event's date, at its place."""
    places = shaped.record.places
    date = date_there(event.date, zone_of(event, places))
    return certain_days(date, hemisphere_of(event, places))


def slack_of(shaped: Shaped, event: Event) -> int:
    """By how many days a calendar elsewhere may be behind that of an event in its working hours.

    One in the far east: when the day begins there, it is the morning before in America.
    """
    zone = zone_of(event, shaped.record.places)
    day = days_of(shaped, event)[0]
    if zone is None or day is None:
        return 0
    return int(offsets(zone, parts_of(day)[0])[1] >= _FAR_EAST)


_FAR_EAST = 9 * 60  # minutes


def dated_ahead(date: Edtf | None) -> int:
    """By how many days a source may be dated ahead: an issue is out before its cover's month."""
    return _A_MONTH if date is not None and date.precision.rank > Precision.DAY.rank else 0


_A_MONTH = 31
