"""Whole days of any year."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from operator import index
from typing import Any

import pytest

from chronology.dates.days import (
    Day,
    days_in_month,
    is_leap,
    number_of,
    parts_of,
    weekday_of,
    year_text,
)

FIRST, LAST = date.min.toordinal(), date.max.toordinal()

# A prime step meets every day of the month, weekday and place in the cycle of 400 years.
DAYS = [*map(date.fromordinal, range(FIRST, LAST + 1, 1_009)), date.min, date.max]
NUMBERS = [*range(-800_000, 800_000, 1_009), *(sign * 10**n for n in range(40) for sign in (-1, 1))]


def test_agrees_with_datetime() -> None:
    """Where `datetime` reaches, number, parts, weekday and text are the same as its own."""
    for day in DAYS:
        parts = (day.year, day.month, day.day)
        ours = Day.of(*parts)
        assert number_of(*parts) == ours.toordinal() == day.toordinal()
        assert parts_of(day.toordinal()) == ours.parts == parts
        assert (ours.year, ours.month, ours.day) == parts
        assert weekday_of(day.toordinal()) == ours.weekday() == day.weekday()
        assert ours.to_date() == day
        assert str(ours) == day.isoformat()


def test_every_number_is_a_day() -> None:
    """Any whole number is a day, and its parts make the same number again."""
    for number in NUMBERS:
        year, month, day = parts_of(number)
        assert number_of(year, month, day) == number
        assert 1 <= day <= days_in_month(year, month)
        assert parts_of(number + 1) > (year, month, day)


def test_repeats_every_four_centuries() -> None:
    """The calendar is the same again after 400 years of 146,097 days, weekdays included."""
    for number in NUMBERS:
        year, month, day = parts_of(number)
        assert parts_of(number + 146_097) == (year + 400, month, day)
        assert weekday_of(number) == weekday_of(number + 146_097)


@pytest.mark.parametrize(
    ("day", "text", "code"),
    [
        (Day.of(2025, 2, 27), "2025-02-27", "Day.of(2025, 2, 27)"),
        (Day.of(-44, 3, 15), "-0044-03-15", "Day.of(-44, 3, 15)"),
        (Day.of(0, 12, 31), "0000-12-31", "Day.of(0, 12, 31)"),
        (Day.of(170000002, 1, 1), "Y170000002-01-01", "Day.of(170000002, 1, 1)"),
        (Day.of(-10000, 12, 31), "Y-10000-12-31", "Day.of(-10000, 12, 31)"),
    ],
)
def test_text(day: Day, text: str, code: str) -> None:
    """A day shows as its date, and its repr makes the same day."""
    assert (str(day), f"{day}", repr(day)) == (text, text, code)


@pytest.mark.parametrize("number", [FIRST - 1, LAST + 1, 10**30])
def test_datetime_ends(number: int) -> None:
    """A day outside the years 1 to 9999 has no `datetime.date`, and the error says so."""
    with pytest.raises(ValueError, match="9999"):
        Day(number).to_date()


def test_day_zero_is_a_day() -> None:
    """0000-12-31 has the number 0 and is true like any other day."""
    assert Day.of(0, 12, 31).toordinal() == 0
    assert bool(Day(0)) is True


ORDERED: list[Day | date] = [
    Day.of(-44, 3, 15),
    Day.of(0, 12, 31),
    date.min,
    Day.of(2025, 2, 12),
    date(2025, 2, 27),
    Day.of(2025, 2, 28),
    date.max,
    Day.of(10000, 1, 1),
]


def test_days_and_dates_have_one_order() -> None:
    """Days and dates compare with each other in each direction, and sort together."""
    for place, one in enumerate(ORDERED):
        for other in ORDERED[place + 1 :]:
            if isinstance(one, Day) or isinstance(other, Day):
                assert one < other
                assert one <= other
                assert other > one
                assert other >= one
                assert one != other
    shuffled = ORDERED[1::2] + ORDERED[::2]
    assert sorted(shuffled) == ORDERED


def test_a_day_equals_its_date() -> None:
    """In the years 1 to 9999 a day equals the `date` of the same day, and is the same key."""
    for day in DAYS:
        ours = Day.of(day.year, day.month, day.day)
        assert ours == day
        assert day == ours
        assert hash(ours) == hash(day)
        assert {ours, day} == {day}
        assert ours <= day <= ours
    assert len({Day.of(-44, 3, 15), Day.of(-44, 3, 15), Day.of(10000, 1, 1)}) == 2


def test_a_moment_is_no_day() -> None:
    """A `datetime` neither equals a day nor compares with one."""
    moment = datetime(2025, 2, 27, tzinfo=UTC)
    assert Day.of(2025, 2, 27) != moment
    with pytest.raises(TypeError):
        assert Day.of(2025, 2, 26) < moment


def test_differences_are_lengths_of_time() -> None:
    """Days and dates subtract to a `timedelta`, and days move by one."""
    day, fortnight = Day.of(2025, 2, 12), timedelta(days=15)
    for later in (Day.of(2025, 2, 27), date(2025, 2, 27)):
        assert later - day == fortnight
        assert day - later == -fortnight
        assert day + fortnight == fortnight + day == later
        assert later - fortnight == day
    with pytest.raises(OverflowError):
        Day.of(10**8, 1, 1) - day


@pytest.mark.parametrize(
    "use",
    [
        int,
        float,
        index,
        range,
        abs,
        date.fromordinal,
        lambda day: day + 1,
        lambda day: 1 + day,
        lambda day: day - 1,
        lambda day: 1 - day,
        lambda day: day < 739_309,
        lambda day: day <= 739_309,
        lambda day: day > 739_309,
        lambda day: day >= 739_309,
        lambda day: [0] * day,
        lambda day: f"{day:d}",
    ],
)
def test_a_day_is_not_a_number(use: Callable[[Any], object]) -> None:
    """What takes a day for a number gets an error, and never a wrong day."""
    with pytest.raises((TypeError, ValueError)):
        use(Day.of(2025, 2, 27))
    assert Day.of(2025, 2, 27) != 739_309


def test_a_day_does_not_change() -> None:
    """A day is frozen, and copies and pickles to its equal."""
    day = Day.of(-44, 3, 15)
    with pytest.raises(AttributeError):
        day.year = 2025  # type: ignore[misc]  # that is the test
    with pytest.raises(AttributeError):
        del day._number  # noqa: SLF001 - that is the test
    assert pickle.loads(pickle.dumps(day)) == day == copy.deepcopy(day)  # noqa: S301 - our bytes


@pytest.mark.parametrize(
    ("year", "leap"),
    [(0, True), (-4, True), (-3, False), (1900, False), (2000, True), (2025, False)],
)
def test_leap_years(year: int, leap: bool) -> None:
    """Leap years follow the Gregorian rule in both directions."""
    assert is_leap(year) is leap
    assert days_in_month(year, 2) == (29 if leap else 28)
    assert days_in_month(year, 4) == 30


@pytest.mark.parametrize(
    ("year", "text"),
    [(44, "0044"), (-44, "-0044"), (9999, "9999"), (10000, "Y10000"), (-10000, "Y-10000")],
)
def test_years_as_text(year: int, text: str) -> None:
    """A year has four digits, and a `Y` where they do not suffice."""
    assert year_text(year) == text
