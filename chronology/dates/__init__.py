"""Dates as ISO 8601-2 writes them (EDTF, levels 0 to 2): `parse` a text, ask the value.

>>> date = parse("2025-02-2X")
>>> date.earliest, date.latest, str(date)
(Day.of(2025, 2, 20), Day.of(2025, 2, 28), '2025-02-2X')
"""

from chronology.dates.hints import hint_of_date, parse
from chronology.dates.masks import Mask, MaskedDate, Season, SeasonMonths
from chronology.dates.several import (
    OPEN,
    UNKNOWN,
    AllOf,
    DateSet,
    Edtf,
    End,
    Interval,
    OneOf,
    Qualified,
    Range,
    is_certain,
)
from chronology.dates.times import Clock, Span, TimeOfDay, Unit, parse_span, parse_time
from chronology.dates.values import (
    Date,
    EdtfError,
    ErrorCode,
    Hemisphere,
    LongYear,
    Marks,
    Precision,
    Stamp,
)

__all__ = [
    "OPEN",
    "UNKNOWN",
    "AllOf",
    "Clock",
    "Date",
    "DateSet",
    "Edtf",
    "EdtfError",
    "End",
    "ErrorCode",
    "Hemisphere",
    "Interval",
    "LongYear",
    "Marks",
    "Mask",
    "MaskedDate",
    "OneOf",
    "Precision",
    "Qualified",
    "Range",
    "Season",
    "SeasonMonths",
    "Span",
    "Stamp",
    "TimeOfDay",
    "Unit",
    "hint_of_date",
    "is_certain",
    "parse",
    "parse_span",
    "parse_time",
]
