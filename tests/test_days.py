"""Whole days of any year."""

from datetime import date

import pytest

from chronology.days import Day, days_in_month, is_leap, year_text

FIRST, LAST = date.min.toordinal(), date.max.toordinal()

# A prime step meets every day of the month, weekday and place in the cycle of 400 years.
DAYS = [*map(date.fromordinal, range(FIRST, LAST + 1, 1_009)), date.min, date.max]
NUMBERS = [*range(-800_000, 800_000, 1_009), *(sign * 10**n for n in range(40) for sign in (-1, 1))]


def test_agrees_with_datetime() -> None:
    """Where `datetime` reaches, number, parts, weekday and text are the same as its own."""
    for day in DAYS:
        number = Day.of(day.year, day.month, day.day)
        assert number == day.toordinal()
        assert number.to_date() == day
        assert number.parts == (day.year, day.month, day.day)
        assert (number.year, number.month, number.day) == number.parts
        assert number.weekday() == day.weekday()
        assert str(number) == day.isoformat()


def test_every_number_is_a_day() -> None:
    """Any whole number is a day, and its parts make the same number again."""
    for number in NUMBERS:
        day = Day(number)
        assert Day.of(*day.parts) == number
        assert 1 <= day.day <= days_in_month(day.year, day.month)
        assert Day(number + 1).parts > day.parts


def test_repeats_every_four_centuries() -> None:
    """The calendar is the same again after 400 years of 146,097 days, weekdays included."""
    for number in NUMBERS:
        day, later = Day(number), Day(number + 146_097)
        assert (day.year + 400, day.month, day.day) == later.parts
        assert day.weekday() == later.weekday()


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
    assert Day.of(0, 12, 31) == 0
    assert Day(0)


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
