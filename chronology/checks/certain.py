"""Days that rules may compare: those that are certain."""

from __future__ import annotations

from chronology.days import Day
from chronology.edtf import DateSet, Edtf, Interval, Range, Season


def certain_days(date: Edtf | None) -> tuple[Day | None, Day | None]:
    """The first and the last day of a date; None for an end that is open, unknown or not certain.

    Of a date with a mark (`~`, `?`, `%`) nothing is certain, nor of a season, whose months are a
    convention. The ends of an interval are judged by themselves, the members of a set together.
    """
    if isinstance(date, Interval):
        start, end = (each if isinstance(each, Edtf) else None for each in (date.start, date.end))
        return certain_days(start)[0], certain_days(end)[1]
    if date is None or date.uncertain or date.approximate or _has_season(date):
        return None, None
    return date.earliest, date.latest


def _has_season(date: object) -> bool:
    if isinstance(date, DateSet):
        return any(map(_has_season, date.members))
    if isinstance(date, Range):
        return any(map(_has_season, date.dates))
    return isinstance(date, Season)
