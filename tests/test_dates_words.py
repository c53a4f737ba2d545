"""Dates, times and lengths in words."""

import csv
import re
from pathlib import Path

import pytest
from other_language import foreign, in_english

from chronology.dates import OPEN, Date, Range, parse, parse_span, parse_time
from chronology.dates.words import ENGLISH, DateWords, date_in_words, span_in_words, time_in_words

DATA = Path(__file__).parent / "data"


def rows(*names: str) -> list[dict[str, str]]:
    """The rows of some tables of cases."""
    found = []
    for name in names:
        with (DATA / name).open(encoding="utf-8", newline="") as table:
            found += list(csv.DictReader(table))
    return found


@pytest.mark.parametrize("row", rows("edtf-dates.csv", "wording.csv"), ids=lambda row: row["text"])
def test_dates(row: dict[str, str]) -> None:
    """A date reads as its row says."""
    assert date_in_words(parse(row["text"])) == row["words"]


@pytest.mark.parametrize("row", rows("times.csv"), ids=lambda row: row["text"])
def test_times(row: dict[str, str]) -> None:
    """A time of day reads as its row says."""
    assert time_in_words(parse_time(row["text"])) == row["words"]


@pytest.mark.parametrize("row", rows("spans.csv"), ids=lambda row: row["text"])
def test_spans(row: dict[str, str]) -> None:
    """A length of time reads as its row says."""
    assert span_in_words(parse_span(row["text"])) == row["words"]


@pytest.fixture(scope="module")
def other() -> DateWords:
    """The words of another language, which are the English ones in other letters."""
    made: DateWords = foreign(ENGLISH)
    return made


@pytest.mark.parametrize("row", rows("edtf-dates.csv", "wording.csv"), ids=lambda row: row["text"])
def test_dates_in_another_language(row: dict[str, str], other: DateWords) -> None:
    """Another language has all words of a date, and the same joints between them."""
    words = other.date(parse(row["text"]))
    assert in_english(words) == row["words"]
    assert not re.search("[A-Za-z]", re.sub(r"[\dX]+(?:-[\dX]+)*|UTC", "", words))


@pytest.mark.parametrize("row", rows("spans.csv"), ids=lambda row: row["text"])
def test_spans_in_another_language(row: dict[str, str], other: DateWords) -> None:
    """Another language has all words of a length of time."""
    words = other.span(parse_span(row["text"]))
    assert in_english(words) == row["words"]
    assert not re.search("[A-Za-z]", words)


def test_different_dates_have_different_words() -> None:
    """No two dates of the tables that mean different days read the same."""
    said: dict[str, set[str]] = {}
    for row in rows("edtf-dates.csv", "wording.csv"):
        value = parse(row["text"])
        meant = f"{value.earliest} {value.latest} {value.uncertain} {value.approximate}"
        said.setdefault(row["words"], set()).add(meant)
    assert {words for words, meanings in said.items() if len(meanings) > 1} == set()


def test_ranges_alone() -> None:
    """Dates in a row can be put into words without the set that they stand in."""
    assert date_in_words(Range(Date(1670), Date(1672))) == "1670 to 1672"
    assert date_in_words(Range(Date(1670), OPEN)) == "1670 or later"
    assert date_in_words(Range(OPEN, Date(1670))) == "1670 or earlier"


def test_what_is_no_date_has_no_words() -> None:
    """A bad call is refused."""
    with pytest.raises(AssertionError, match="'yesterday'"):
        date_in_words("yesterday")  # type: ignore[arg-type]  # the point of the test
