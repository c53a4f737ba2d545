"""Dates as ISO 8601-2 writes them (EDTF, levels 0 to 2): `parse` a text, ask the value.

>>> date = parse("2025-02-2X")
>>> date.earliest, date.latest, str(date)
(Day.of(2025, 2, 20), Day.of(2025, 2, 28), '2025-02-2X')
"""

from chronology.edtf.clock import Clock, TimeOfDay, parse_time
from chronology.edtf.errors import EdtfError, ErrorCode
from chronology.edtf.grammar import hint_of_date, parse
from chronology.edtf.masks import Mask, MaskedDate
from chronology.edtf.ranges import OPEN, UNKNOWN, AllOf, DateSet, End, Interval, OneOf, Range
from chronology.edtf.seasons import Season, SeasonMonths
from chronology.edtf.span import Span, Unit, parse_span
from chronology.edtf.values import (
    Date,
    Edtf,
    Hemisphere,
    LongYear,
    Marks,
    Precision,
    Qualified,
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
    "parse",
    "parse_span",
    "parse_time",
]
