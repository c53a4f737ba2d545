"""Times of day beside a date, and lengths of time."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st

from chronology.dates import Clock, EdtfError, Span, TimeOfDay, Unit, parse_span, parse_time

DATA = Path(__file__).parent / "data"

clocks = st.builds(Clock, st.integers(0, 23), st.integers(0, 59), st.booleans())
halves = st.integers(0, 1_999_998).map(lambda number: number / 2)
wholes = st.integers(0, 999_999)


PARSERS: dict[str, Callable[[str], object]] = {"bad-time": parse_time, "bad-span": parse_span}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases."""
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("row", rows("time-errors.csv"), ids=lambda row: repr(row["text"]))
def test_errors(row: dict[str, str]) -> None:
    """A text of neither form is refused with the code, the place and the cure of its row."""
    error = refused(row)
    assert (error.code, error.offset) == (row["code"], int(row["offset"]))
    assert bool(error.hint) == bool(row["cure"] or row["named"])
    assert all(part in (error.hint or "") for part in (row["cure"], row["named"]))
    if cure := row["cure"]:
        assert str(PARSERS[row["code"]](cure)) == cure
        words = str(refused({"text": "9:50", "code": "bad-time"}).hint).split("09:50")
        assert error.hint == cure.join(words)


def refused(row: dict[str, str]) -> EdtfError:
    """The error of a row's text."""
    with pytest.raises(EdtfError) as caught:
        PARSERS[row["code"]](row["text"])
    return caught.value


def test_words_of_errors(golden: Golden) -> None:
    """An error says what was expected, and its hint what to write instead."""
    errors = [refused(row) for row in rows("time-errors.csv")]
    golden("\n".join(f"{each}\n  hint: {each.hint}" if each.hint else str(each) for each in errors))


@pytest.mark.parametrize("row", rows("spans.csv"), ids=lambda row: row["text"])
def test_spans(row: dict[str, str]) -> None:
    """A length of time is written with its unit in the right number."""
    assert str(parse_span(row["text"])) == row["canonical"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 minutes", 90),
        ("1.5 hours", 90),
        ("120 seconds", 2),
        ("0 seconds", 0),
        ("12 seconds", None),
        ("90 minutes~", None),
        ("1..2 hours", None),
        ("1 hour..", None),
        ("..1 hour", None),
        ("1 day", None),
        ("2 months", None),
    ],
)
def test_minutes(text: str, minutes: int | None) -> None:
    """A length has minutes where it is exactly so many; a day is not always 24 hours."""
    assert parse_span(text).minutes == minutes


@given(clocks, st.none() | clocks)
def test_times_round_trip(start: Clock, end: Clock | None) -> None:
    """A time's text reads as the same time, unless it ends before it starts."""
    time = TimeOfDay(start, end)
    if end is not None and end.minute_of_day < start.minute_of_day:
        with pytest.raises(EdtfError):
            parse_time(str(time))
    else:
        assert parse_time(str(time)) == time


def spans(number: st.SearchStrategy[float], unit: Unit) -> st.SearchStrategy[Span]:
    """Lengths of time in one unit: exact, about, between, at least, at most."""
    exact = st.builds(lambda low, about: Span(low, low, unit, about), number, st.booleans())
    between = st.tuples(number, number).map(lambda ends: Span(min(ends), max(ends), unit))
    return (
        exact
        | between
        | st.builds(Span, number, st.none(), st.just(unit))
        | st.builds(Span, st.none(), number, st.just(unit))
    )


@given(st.sampled_from(Unit).flatmap(lambda unit: spans(wholes, unit)) | spans(halves, Unit.HOUR))
def test_spans_round_trip(span: Span) -> None:
    """A length's text reads as the same length."""
    assert parse_span(str(span)) == span


@given(st.text() | st.text(alphabet="0123456789:/~. daysh", max_size=12))
def test_any_text_parses_or_raises_the_one_error(text: str) -> None:
    """No text makes either parser raise anything but `EdtfError`."""
    for parse in (parse_time, parse_span):
        try:
            value = parse(text)
        except EdtfError:
            continue
        assert parse(str(value)) == value


@pytest.mark.parametrize("text", ["9" * 1_000_000, "~" * 1_000_000, "a " * 100_000, "1 - " * 9999])
def test_megabytes(text: str) -> None:
    """A text of any length is refused at once."""
    for parse in (parse_time, parse_span):
        with pytest.raises(EdtfError):
            parse(text)
