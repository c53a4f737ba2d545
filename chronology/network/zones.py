"""Places have clocks of their own: by how much calendars differ, and when a clock time was.

Offsets are minutes east of UTC, as the IANA time zone database has them.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chronology.edtf import Clock, Stamp

_EVERYWHERE = (-12 * 60, 14 * 60)
"""The offsets that are kept anywhere on earth."""

_WIDEST = 2
"""Days by which calendars can differ: from -12:00 to +14:00 is more than one."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MINUTES_A_DAY = 24 * 60


@lru_cache(maxsize=4096)
def offsets(name: str | None, year: int) -> tuple[int, int]:
    """The least and the greatest offset of a zone in a year; of the whole earth if it is unknown.

    >>> offsets("America/New_York", 2025)
    (-300, -240)
    """
    found = zone(name)
    if found is None:
        return _EVERYWHERE
    within = min(max(year, _FIRST_YEAR), _LAST_YEAR)
    months = (datetime(within, month, 1, 12, tzinfo=found) for month in range(1, 13))
    minutes = [_minutes(moment) for moment in months]
    return min(minutes), max(minutes)


def leeway(one: str | None, other: str | None, year: int | None) -> int:
    """By how many days the dates of one moment can differ between two zones, in a year.

    Where no year is certain, by as many as they ever can between two places.

    >>> leeway("Europe/Istanbul", "Europe/Moscow", 2025), leeway("Europe/Moscow", None, 2025)
    (0, 1)
    """
    if one is not None and one == other:
        return 0
    if year is None:
        return _WIDEST
    (low, high), (least, most) = offsets(one, year), offsets(other, year)
    return math.ceil(max(high - least, most - low) / _MINUTES_A_DAY)


def instants(day: int, clock: Clock, name: str) -> tuple[int, int] | None:
    """The first and the last minute, counted in UTC, that a clock time of a day can mean.

    They differ where clocks were set back and a time came twice. None outside the years of
    `datetime`, and for an unknown zone.
    """
    found = zone(name)
    if found is None or not date.min.toordinal() < day < date.max.toordinal():
        return None
    times = (
        datetime.combine(
            date.fromordinal(day), time(clock.hour, clock.minute, fold=fold), tzinfo=found
        )
        for fold in (0, 1)
    )
    minutes = sorted(int(each.astimezone(UTC).timestamp()) // 60 for each in times)
    return minutes[0], minutes[1]


def is_skipped(day: int, clock: Clock, name: str) -> bool:
    """Whether the clocks of a zone never showed a time on a day, because they were set forward.

    >>> is_skipped(739_319, Clock(2, 30), "America/New_York")  # 9 March 2025
    True
    """
    found = zone(name)
    if found is None or not date.min.toordinal() < day < date.max.toordinal():
        return False
    on = date.fromordinal(day)
    return is_in_gap(datetime.combine(on, time(clock.hour, clock.minute), tzinfo=found))


def is_in_gap(moment: datetime) -> bool:
    """Whether the clocks of its zone were put forward past a time.

    Such a time has the offset from before, and with `fold` that from after (PEP 495). The very
    moment at which clocks are put forward is no such time: sources call it by the old one.
    """
    return _is_passed_over(moment) and _is_passed_over(moment - timedelta(minutes=1))


def _is_passed_over(moment: datetime) -> bool:
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def shown_in(stamp: Stamp, name: str | None) -> tuple[int, int] | None:
    """The day, by number, and the minute of the day that clocks of a zone show at a time stamp.

    A stamp without an offset is what the clocks there show. None for an unknown zone, and outside
    the years of `datetime`.

    >>> shown_in(parse("2025-03-02T02:00:00Z"), "America/New_York")  # 1 March, 21:00
    (739311, 1260)
    """
    minute = stamp.second_of_day // 60
    if stamp.offset is None:
        return stamp.first, minute
    found = zone(name)
    if found is None or not date.min.toordinal() < stamp.first < date.max.toordinal():
        return None
    moment = datetime.fromordinal(stamp.first) + timedelta(minutes=minute - stamp.offset)
    local = moment.replace(tzinfo=UTC).astimezone(found)
    return local.toordinal(), local.hour * 60 + local.minute


@lru_cache(maxsize=1024)
def zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; None without a name, and for one that the database does not have."""
    # `ZoneInfo` opens whatever file or folder of the database has the name: `Europe` is a folder,
    # and `posixrules` the zone of some machines. A rule reports such names.
    if name not in zone_names():
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None  # the machine's own database comes first, and may be broken


@cache
def zone_names() -> frozenset[str]:
    """The names of the zones of the IANA time zone database, as `tzdata` lists them."""
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split())


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
