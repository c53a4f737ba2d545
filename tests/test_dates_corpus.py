"""The date parser against the strings of the specification and of other implementations' tests."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chronology.dates import OPEN, UNKNOWN, Edtf, EdtfError, Interval, Stamp, parse
from chronology.dates.days import Day

CORPUS = Path(__file__).parent / "corpora" / "edtf.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
VALID = [row for row in ROWS if row["valid"]]
INVALID = [row for row in ROWS if not row["valid"]]


def test_the_corpus_is_whole() -> None:
    """The corpus has the 832 rows that it is published with."""
    assert len(ROWS) == 832


@pytest.mark.parametrize("row", VALID, ids=[row["edtf"] for row in VALID])
def test_valid(row: dict[str, Any]) -> None:
    """A string that is EDTF has the bounds that the corpus states for it."""
    value = parse(row["edtf"])
    assert parse(str(value)) == value
    if row.get("lower") is not None:
        assert lower(value) == row["lower"]
    if row.get("upper") is not None:
        assert upper(value) == row["upper"]


@pytest.mark.parametrize("row", INVALID, ids=[repr(row["edtf"]) for row in INVALID])
def test_invalid(row: dict[str, Any]) -> None:
    """A string that is not EDTF is refused."""
    with pytest.raises(EdtfError):
        parse(row["edtf"])


def lower(value: Edtf) -> str:
    """The first day, as the corpus writes it."""
    if isinstance(value, Stamp):
        return instant(value)
    unknown = isinstance(value, Interval) and value.start is UNKNOWN
    return bound(value.earliest, "unknown" if unknown else "-inf")


def upper(value: Edtf) -> str:
    """The last day, as the corpus writes it."""
    if isinstance(value, Stamp):
        return instant(value)
    unknown = isinstance(value, Interval) and value.end is UNKNOWN
    assert unknown or not isinstance(value, Interval) or value.latest or value.end is OPEN
    return bound(value.latest, "unknown" if unknown else "inf")


def bound(day: Day | None, missing: str) -> str:
    """A day, or the corpus's word for none."""
    return missing if day is None else str(day)


def instant(value: Stamp) -> str:
    """The moment of a time stamp in UTC."""
    assert value.posix_time is not None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value.posix_time)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
