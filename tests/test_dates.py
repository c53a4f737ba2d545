"""What EDTF texts mean, and what is said of texts that are none."""

import csv
import pickle
from datetime import UTC, datetime, timedelta
from importlib import import_module
from inspect import isabstract
from operator import ge, gt, le, lt
from pathlib import Path
from typing import Any, get_args

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st

from chronology.dates import (
    OPEN,
    UNKNOWN,
    Date,
    Edtf,
    EdtfError,
    Hemisphere,
    Interval,
    Mask,
    MaskedDate,
    OneOf,
    Precision,
    Range,
    Season,
    Stamp,
    is_certain,
    parse,
)
from chronology.dates.days import Day, days_in_month, number_of
from chronology.dates.forms import by_signs
from chronology.dates.values import AnyDate

DATA = Path(__file__).parent / "data"
MODULES = ("masks", "several", "values")
"""The modules that define forms of date."""


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases."""
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def day(text: str) -> Day:
    """The day written as YYYY-MM-DD."""
    return Day.of(*map(int, text.split("-")))


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """The text of a date of its own, any part of it unspecified or qualified."""
    marks = st.sampled_from(["", "", "", "?", "~", "%"])
    digit = st.sampled_from("0123456789X")
    year = draw(st.sampled_from(["", "", "-"])) + "".join(draw(st.tuples(*[digit] * 4)))
    month = st.sampled_from(["02", "04", "12", "21", "24", "30", "41", "XX", "0X", "1X", "X1"])
    number = st.sampled_from(["01", "28", "29", "30", "31", "XX", "0X", "2X", "3X", "X9"])
    parts = [year, *draw(st.sampled_from([[], [draw(month)], [draw(month), draw(number)]]))]
    return "-".join(f"{draw(marks)}{part}{draw(marks)}" for part in parts)


@st.composite
def long_years(draw: st.DrawFn) -> str:
    """The text of a year with `Y`, an exponent or significant digits."""
    sign = draw(st.sampled_from(["", "-"]))
    exponent = draw(st.sampled_from(["", "", "E1", "E7", "E30"]))
    significant = draw(st.sampled_from(["", "", "S1", "S3"]))
    mark = draw(st.sampled_from(["", "?", "~"]))
    if not exponent and draw(st.booleans()):
        return f"{sign}{draw(st.integers(1, 9999)):04d}S1{mark}"
    return f"Y{sign}{draw(st.integers(10_000, 10**12))}{exponent}{significant}{mark}"


@st.composite
def stamps(draw: st.DrawFn) -> str:
    """The text of a time stamp."""
    moment = draw(st.datetimes()).replace(microsecond=0)
    return moment.isoformat() + draw(st.sampled_from(["", "Z", "+00:00", "-03:30", "+14"]))


singles = single_dates() | long_years()
ends = singles | st.sampled_from(["", ".."])
members = singles | st.builds("{}..{}".format, singles, singles)
lists = st.lists(members, min_size=1, max_size=4).map(",".join)
texts = (
    singles
    | stamps()
    | st.builds("{}/{}".format, ends, ends)
    | st.builds("[{}]".format, lists)
    | st.builds("{{{}}}".format, lists)
    | st.builds("[..{}]".format, lists)
    | st.builds("{{{}..}}".format, lists)
)


def read(text: str) -> Edtf | None:
    """The value of a text, None where it is no date."""
    try:
        return parse(text)
    except EdtfError:
        return None


values = texts.map(read).filter(lambda value: value is not None)


@pytest.mark.parametrize("row", rows("edtf-dates.csv"), ids=lambda row: row["text"])
def test_dates(row: dict[str, str]) -> None:
    """A date has the text, bounds, precision and qualifiers of its row."""
    value = parse(row["text"])
    assert str(value) == row["canonical"]
    assert parse(row["canonical"]) == value
    assert str("" if value.earliest is None else value.earliest) == row["earliest"]
    assert str("" if value.latest is None else value.latest) == row["latest"]
    assert value.precision == row["precision"]
    assert value.uncertain == bool(row["uncertain"])
    assert value.approximate == bool(row["approximate"])


@pytest.mark.parametrize("row", rows("edtf-errors.csv"), ids=lambda row: repr(row["text"]))
def test_errors(row: dict[str, str]) -> None:
    """A text that is no date is refused with the code, the place and the cure of its row.

    A cure is one date or several, each of which can be read, and a hint names no other date.
    """
    error = refused(row["text"])
    assert (error.code, error.offset) == (row["code"], int(row["offset"]))
    assert error.text == row["text"]
    cures = list(filter(None, row["cure"].split(" or ")))
    assert all(parse(cure) for cure in cures)
    assert bool(error.hint) == bool(cures or row["named"])
    assert all(part in (error.hint or "") for part in (*cures, row["named"]))
    if len(cures) == 1 and not row["named"]:
        assert error.hint == cures[0].join(str(refused("27.02.2025").hint).split("2025-02-27"))
    assert error.expected in str(error)
    assert str(error.offset + 1) in str(error)


def refused(text: str) -> EdtfError:
    """The error of a text that is no date."""
    with pytest.raises(EdtfError) as caught:
        parse(text)
    return caught.value


def test_words_of_errors(golden: Golden) -> None:
    """An error says what was expected, and its hint what to write instead."""
    errors = [refused(row["text"]) for row in rows("edtf-errors.csv")]
    golden("\n".join(f"{each}\n  hint: {each.hint}" if each.hint else str(each) for each in errors))


@given(st.text())
def test_any_text_parses_or_raises_the_one_error(text: str) -> None:
    """No text makes the parser raise anything but `EdtfError`."""
    read(text)


@given(st.text(alphabet="0129-/.,[]{}XYES?~%T:Z+ ", max_size=30))
def test_any_text_of_the_alphabet_parses_or_raises(text: str) -> None:
    """What is read is written as a text that reads as the same; all else is an `EdtfError`."""
    value = read(text)
    assert value is None or parse(str(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800",
        "\uff12\uff10\uff12\uff15",
        "2025-02-27\n",
        "Y" + "9" * 1_000_000,
        "Y1E" + "9" * 1_000_000,
        "Y1E9S" + "9" * 1_000_000,
        "1" * 1_000_000,
        "-" * 1_000_000,
        "[" * 1_000_000,
        "{" + "2025," * 1_000_00,
        "XXX1-02-29",
        "circa " * 1_000,
    ],
    ids=range(13),
)
def test_hostile_text(text: str) -> None:
    """Control characters, other scripts' digits and megabytes are refused like any other text."""
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert len(str(caught.value)) < 400
    str(caught.value).encode()


def test_what_no_year_has_is_found_without_counting() -> None:
    """A day that no month has is refused without a look at ten thousand years."""
    before = Mask.first_from
    asked = []

    def counted(mask: Mask, year: int) -> int | None:
        asked.append(year)
        return before(mask, year)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mask, "first_from", counted)
        for text in ("-XXXX-13-01", "XXXX-02-3X"):
            assert read(text) is None
    assert len(asked) < 10


@given(values)
def test_text_round_trip(value: Edtf) -> None:
    """A value's text reads as the same value, and equal values hash alike and survive pickling."""
    again = parse(str(value))
    assert again == value
    assert hash(again) == hash(value)
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes


@given(values)
def test_bounds_are_ordered(value: Edtf) -> None:
    """The earliest day is not after the latest, both fit, and the key is of whole numbers."""
    earliest, latest = value.earliest, value.latest
    assert all(isinstance(part, int) for part in value.sort_key)
    if earliest is not None:
        assert value.contains(earliest) or isinstance(value, Interval)
        assert value.last_until(earliest.toordinal() - 1) is None
    if latest is not None:
        assert value.contains(latest)
        assert value.first_from(latest.toordinal() + 1) is None
    if earliest is not None and latest is not None:
        assert earliest <= latest
        assert value.within(earliest, latest)
        assert value.overlaps(earliest, latest)
        assert not value.within(earliest + timedelta(days=1), latest)


def digits_fit(pattern: str, number: int) -> bool:
    """Whether a number's digits are those of the pattern, `X` standing for any."""
    digits = f"{number:0{len(pattern)}d}"
    return all(sign in ("X", digit) for sign, digit in zip(pattern, digits, strict=True))


def days_of(date: MaskedDate) -> list[int]:
    """The number of every day that fits a mask, found one by one."""
    sign = -1 if date.year.is_negative else 1
    years = (sign * number for number in range(10_000) if digits_fit(date.year.digits, number))
    return sorted(
        number_of(year, month, number)
        for year in years
        if year != 0 or sign > 0
        for month in range(1, 13)
        if digits_fit(date.month or "XX", month)
        for number in range(1, days_in_month(year, month) + 1)
        if digits_fit(date.day or "XX", number)
    )


@given(
    st.sampled_from(["2025", "202X", "19X6", "2X00", "-00X4", "-000X", "000X", "99X9", "1X0X"]),
    st.sampled_from(["XX", "0X", "1X", "X2", "02", "12"]),
    st.sampled_from(["XX", "2X", "3X", "X9", "29", "01"]),
    st.data(),
)
def test_masks_agree_with_the_calendar(
    year: str, month: str, number: str, data: st.DataObject
) -> None:
    """A mask's bounds and neighbours are those found by looking at every day of the calendar."""
    date = MaskedDate(Mask(year), month, number)
    days = days_of(date)
    assert date.is_possible == bool(days)
    assert (date.first, date.last) == ((days[0], days[-1]) if days else (None, None))
    some = data.draw(st.sampled_from(days or [1])) + data.draw(st.integers(-500, 500))
    assert date.contains(Day(some)) == (some in days)
    assert date.first_from(some) == next((found for found in days if found >= some), None)
    assert date.last_until(some) == next((found for found in reversed(days) if found <= some), None)


@given(
    st.sampled_from(["-000X", "-0X0X", "0X1X", "XX0X", "99XX", "X1X1", "-XXXX", "0000", "-0000"]),
    st.integers(-12_000, 12_000),
)
def test_masks_of_years_agree_with_counting(text: str, year: int) -> None:
    """The next and the last year of a pattern are those found by counting."""
    mask = Mask(text)
    sign = -1 if mask.is_negative else 1
    numbers = (number for number in range(10_000) if digits_fit(mask.digits, number))
    years = sorted(sign * number for number in numbers if number or sign > 0)
    assert (mask.first, mask.last) == ((years[0], years[-1]) if years else (None, None))
    assert mask.first_from(year) == next((found for found in years if found >= year), None)
    assert mask.last_until(year) == next(
        (found for found in reversed(years) if found <= year), None
    )


@given(
    st.sampled_from([1999, "199X", "-000X", "1X99"]),
    st.sampled_from([21, 24, 30, 33, 41]),
    st.integers(-1200, 1200),
)
def test_seasons_agree_with_the_calendar(year: int | str, group: int, shift: int) -> None:
    """Of a season in one of several years, the next and the last day are those found one by one."""
    mask = Mask(str(year))
    season = Season(year if isinstance(year, int) else mask, group)
    assert mask.first is not None
    assert mask.last is not None
    years = [found for found in range(mask.first, mask.last + 1) if mask.first_from(found) == found]
    days = sorted(
        number
        for found in years
        for number in range(season.first_day(found), season.last_day(found) + 1)
    )
    some = days[len(days) // 2] + shift
    assert season.contains(Day(some)) == (some in days)
    assert season.first_from(some) == next((found for found in days if found >= some), None)
    assert season.last_until(some) == next(
        (found for found in reversed(days) if found <= some), None
    )
    assert (season.first, season.last) == (days[0], days[-1])


def test_seasons_of_no_year() -> None:
    """A season of the year -0000, which no text can name, has no days."""
    assert Season(Mask("-0000"), 21).earliest is None
    assert Season(Mask("-0000"), 21).latest is None


def test_one_season_has_nothing_before_or_after() -> None:
    """A season of a known year has no day past its end and none before its start."""
    spring = parse("2001-21")
    assert spring.first_from(number_of(2003, 1, 1)) is None
    assert spring.last_until(number_of(2000, 12, 31)) is None


@pytest.mark.parametrize(
    "row", rows("certain.csv"), ids=lambda row: f"{row['text']} {row['hemisphere']}".strip()
)
def test_what_is_certain(row: dict[str, str]) -> None:
    """Only what no mark and no convention leaves open is certain of a date."""
    hemisphere = Hemisphere(row["hemisphere"]) if row["hemisphere"] else None
    certain = parse(row["text"]).certain(hemisphere)
    if certain is None:
        assert row["certain"] == "nothing"
        return
    ends = (certain.earliest, certain.latest)
    assert " ".join("unbounded" if end is None else str(end) for end in ends) == row["certain"]


@given(values)
def test_what_is_certain_is_never_tighter_than_what_is_said(value: Edtf) -> None:
    """What is certain reaches at least as far as the date reads, and is certain itself."""
    certain = value.certain()
    if certain is None:
        return
    assert not certain.uncertain
    assert not certain.approximate
    assert certain.certain() == certain or "SeasonMonths" in repr(certain)
    if certain.first is not None:
        assert value.first is not None
        assert certain.first <= value.first
    if certain.last is not None:
        assert value.last is not None
        assert certain.last >= value.last
    if not value.uncertain and not value.approximate and "Season" not in repr(value):
        assert certain == value


@pytest.mark.parametrize("day", ["2019-11-01", "2020-01-15", "2020-12-01", "2021-03-31"])
def test_the_months_of_a_season_have_all_their_days(day: str) -> None:
    """The months in which a winter can lie are found from any of their days, in both directions."""
    certain = parse("2020-24").certain()
    assert certain is not None
    number = Day.of(*map(int, day.split("-"))).toordinal()
    assert certain.first_from(number) == certain.last_until(number) == number
    assert certain.first_from(number_of(2021, 4, 1)) is None
    assert certain.last_until(number_of(2019, 10, 31)) is None


@pytest.mark.parametrize(
    ("latitude", "hemisphere"),
    [(None, None), (4.6, None), (-29.9, None), (30, "northern"), (-33.9, "southern")],
)
def test_hemispheres(latitude: float | None, hemisphere: str | None) -> None:
    """A place far from the equator has the seasons of its hemisphere."""
    assert Hemisphere.at(latitude) == hemisphere


@pytest.mark.parametrize(
    ("text", "by_convention"),
    [
        ("2020-21", True),
        ("20XX-32", True),
        ("2020-33", False),
        ("2020-12/2021-21", True),
        ("[2020-12,2021-24]", True),
        ("{2020-21..2021-22}", True),
        ("2020-12/..", False),
        ("[2020-12,2021]", False),
        ("Y20000", False),
        ("2020-02-27T10:00:00", False),
    ],
)
def test_the_bounds_of_seasons_are_marked_as_a_convention(text: str, by_convention: bool) -> None:
    """A date with a season in it has bounds that no standard gives, and says so."""
    assert parse(text).by_convention is by_convention


@pytest.mark.parametrize("module", MODULES)
def test_every_form_of_date_is_in_the_union(module: str) -> None:
    """Each form of date that a module defines is one that a type checker asks a `match` about."""
    defined = vars(import_module(f"chronology.dates.{module}")).values()
    forms = [each for each in defined if isinstance(each, type) and issubclass(each, AnyDate)]
    concrete = [form for form in forms if not isabstract(form)]
    assert concrete
    assert all(issubclass(form, get_args(Edtf)) for form in concrete)


@pytest.mark.parametrize(
    ("text", "is_one", "is_whole", "is_unbroken"),
    [
        ("2025-02", True, True, True),
        ("2025-02-27", True, True, True),
        ("2025-02?", False, True, True),
        ("Y20000", False, True, True),
        ("1953S2", False, False, True),
        ("2025-02-27T10:00:00", False, False, True),
        ("2025-02-2X", False, False, False),
        ("2025-21", False, True, True),
        ("202X-21", False, False, False),
        ("2025-02/2025-03", False, False, True),
        ("[2025-02..2025-03]", False, False, True),
        ("[2025-02,2025-04]", False, False, False),
        ("{202X}", False, False, False),
    ],
)
def test_what_a_date_knows_of_its_days(
    text: str, is_one: bool, is_whole: bool, is_unbroken: bool
) -> None:
    """A date knows if it is one certain date, one known stretch, and without gaps."""
    date = parse(text)
    assert is_certain(date) == is_one
    assert (date.is_whole, date.is_unbroken) == (is_whole, is_unbroken)


def test_the_months_of_a_season_are_not_the_season() -> None:
    """What is certain of a season is days in which it lies, and not all of them."""
    certain = parse("2025-21").certain()
    assert certain is not None
    assert certain.is_unbroken
    assert not certain.is_whole


def test_dates_compare_with_dates_alone() -> None:
    """Dates have a total order, and none with what is no date."""
    early, late = parse("2025-02"), parse("2025-02-27")
    assert early < late
    assert early <= late
    assert late > early
    assert late >= early
    assert early <= parse("2025-02") >= early
    others: list[Any] = ["2025-02-27", late.earliest, None]
    for other in others:
        for compare in (lt, le, gt, ge):
            with pytest.raises(TypeError):
                compare(late, other)


def test_a_row_of_years_with_spaces_is_no_season() -> None:
    """What is read without its spaces is no season: 2024 - 25 are two years."""
    assert dict(by_signs("2024 - 25")) == {}
    assert "2024-12" in by_signs("2024 - 12")


def test_order() -> None:
    """Dates stand by first day, then last, no end being last, then the finer, then the hour."""
    ordered = [
        "-0044-03-15",
        "/2025-02-01",
        "2025-02-12",
        "[2025-02-12..2025-02-18]",
        "2025-02-12/..",
        "2025-02-18T09:00:00",
        "2025-02-18T16:30:00",
        "2025-02-18",
        "2025-02-2X/2025-02-27",
        "2025-02-27",
        "2025-03-XX",
        "2025-03",
        "Y10000",
    ]
    shuffled = sorted(ordered)
    assert sorted(shuffled, key=lambda text: parse(text).sort_key) == ordered
    assert [str(date) for date in sorted(map(parse, shuffled))] == ordered


def test_order_of_a_set_open_at_both_ends() -> None:
    """A set that is open at both ends stands where its first known day is."""
    assert parse("{..1760,1780..}").anchor == number_of(1760, 12, 31)
    assert parse("[..1760,1770]").anchor == number_of(1770, 12, 31)


def test_precisions_are_ranked() -> None:
    """Precision is ordered from a second to ages."""
    ranks = [precision.rank for precision in Precision]
    assert ranks == list(range(len(ranks)))
    assert Precision.SECOND.rank < Precision.DAY.rank < Precision.AGE.rank


def test_open_and_unknown_ends_exclude_nothing() -> None:
    """An end without a date may reach any day, and so lies within no two days."""
    for text in ("2025-02-27/..", "2025-02-27/", "[2025-02-27..]"):
        value = parse(text)
        assert value.contains(day("2999-01-01"))
        assert value.overlaps(day("2025-03-01"), day("2025-03-02"))
        assert not value.overlaps(day("2025-02-01"), day("2025-02-26"))
        assert not value.within(day("2000-01-01"), day("2999-01-01"))
        assert value.last_until(day("2025-02-26").toordinal()) is None
        assert value.first_from(day("2000-01-01").toordinal()) == day("2025-02-27").toordinal()
    assert parse("../2025-02-27").first_from(day("2025-02-28").toordinal()) is None
    until = parse("../2025-02-27")
    assert until.last_until(day("2025-03-27").toordinal()) == day("2025-02-27").toordinal()


def test_open_is_not_unknown() -> None:
    """`..` and an empty end differ, though neither has a day."""
    assert parse("2025/..") == Interval(Date(2025), OPEN)
    assert parse("2025/") == Interval(Date(2025), UNKNOWN)
    assert parse("2025/..") != parse("2025/")


def test_days_between_the_members_of_a_set_do_not_fit() -> None:
    """A set has the days of its members, and none of those between them."""
    value = parse("[2025-02-12,2025-02-18]")
    assert isinstance(value, OneOf)
    assert not value.contains(day("2025-02-14"))
    assert not value.overlaps(day("2025-02-13"), day("2025-02-17"))
    assert value.overlaps(day("2025-02-13"), day("2025-02-18"))
    assert value.last_until(day("2025-02-17").toordinal()) == day("2025-02-12").toordinal()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("2004-06-11", ["", "", ""]),
        ("2004-06~-11", ["~", "~", ""]),
        ("2004-~06-11", ["", "~", ""]),
        ("2004?-06-~11", ["?", "", "~"]),
        ("?2004-06-11~", ["%", "~", "~"]),
        ("2004-06-11%", ["%", "%", "%"]),
    ],
)
def test_marks_know_their_components(text: str, marks: list[str]) -> None:
    """A mark behind a component holds for all to its left, one before it for it alone."""
    value = parse(text)
    assert isinstance(value, Date)
    assert [value.marks.on(component) for component in range(3)] == marks


@given(stamps())
def test_moments_agree_with_datetime(text: str) -> None:
    """A time stamp's moment is the one that `datetime` computes."""
    value = parse(text)
    assert isinstance(value, Stamp)
    if value.zone:
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        assert value.posix_time == (datetime.fromisoformat(text) - epoch).total_seconds()
    else:
        assert value.posix_time is None


def test_a_range_is_written_alone() -> None:
    """A range shows as it does in a set."""
    assert [str(Range(OPEN, Date(1984))), str(Range(Date(1984), OPEN))] == ["..1984", "1984.."]


def test_the_hint_is_a_note_of_the_traceback() -> None:
    """Who meets the error in a traceback sees the cure below it."""
    with pytest.raises(EdtfError) as caught:
        parse("27.02.2025")
    hint = caught.value.hint
    assert hint
    assert "2025-02-27" in hint
    assert caught.value.__notes__ == [hint]
    assert pickle.loads(pickle.dumps(caught.value)).hint == hint  # noqa: S301 - our own bytes
