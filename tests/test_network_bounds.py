"""Work that has a bound: what is done up to it, and that it is said where something was left."""

import re

import pytest
from golden_texts import Golden

from chronology.findings import Diagnostic
from chronology.loading import check_text
from chronology.network import conflicts, propagation

HEAD = "sources: {s: {title: A paper, url: 'https://example.org/', published: 2024}}\nevents:\n"


def record(*events: tuple[str, str | None, str | None]) -> str:
    """A file of events: ids, dates, and what a source says of each."""
    text = HEAD
    for id_, date, when in events:
        text += f"  - id: {id_}\n    title: {id_}\n"
        text += f"    date: {date}\n" if date else ""
        text += "    citations: {s: [{passage: a b ... c d, supports: [title, date]"
        text += f", when: {{says: so, {when}}}}}]}}\n" if when else "}]}\n"
    return text


def chain(length: int, date: str | None = "20XX") -> str:
    """Events a day apart."""
    rest = ((f"e{n}", date, f"after: e{n - 1}, by: 1 day") for n in range(1, length))
    return record(("e0", "2000-01-01", None), *rest)


def found(text: str, *codes: str) -> list[Diagnostic]:
    """What is found of some codes."""
    return [each for each in check_text(text, "x.yaml")[1] if each.code in codes]


PAIRS = record(
    *((f"a{n}", "2000-01-22", f"before: b{n}") for n in range(4)),
    *((f"b{n}", "2000-01-01", None) for n in range(4)),
)
CIRCLE = record(*((f"e{n}", None, f"after: e{(n + 1) % 40}, by: 1 day") for n in range(40)))


def test_the_nearest_reasons_of_a_long_chain(golden: Golden) -> None:
    """A date far down a chain is explained by the statements before it, and how many there are."""
    notes = found(chain(100), "loose-date")
    assert len(notes) == 197
    golden(notes[:2] + notes[-2:])


def test_a_chain_rests_on_few_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a bound that rests on very many dates of others nothing is said to follow."""
    text = record(
        ("e0", "2000-01-01", None),
        *((f"e{n}", '"[2000-01-01..]"', f"after: e{n - 1}, by: 1 month") for n in range(1, 9)),
    )
    assert len(found(text, "loose-date")) == 16
    monkeypatch.setattr(conflicts, "_MOST_LABELS", 3)
    notes = found(text, "loose-date")
    assert 0 < len(notes) < 16
    assert {each.severity for each in notes} == {"note"}


@pytest.mark.parametrize("text", [PAIRS, CIRCLE], ids=["pairs", "circle"])
def test_contradictions_end_when_their_work_is_done(
    text: str, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """Those that were found are told, and that there may be more; nothing follows from the rest."""
    whole = found(text, "contradictory-dates", "too-many")
    monkeypatch.setattr(conflicts, "_MOST_STEPS", 0)
    some = found(text, "contradictory-dates", "too-many", "loose-date")
    assert "too-many" not in {each.code for each in whole}
    assert [each.code for each in some].count("too-many") == 1
    assert len(some) - 1 <= len(whole)
    golden([each for each in some if each.code == "too-many"])


def test_a_conflict_is_shrunk_as_long_as_work_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half done, it still is a contradiction."""
    for steps in range(0, 4_000, 250):
        monkeypatch.setattr(conflicts, "_MOST_STEPS", steps)
        assert len(found(CIRCLE, "contradictory-dates")) == 1


@pytest.mark.parametrize("text", [PAIRS, CIRCLE, chain(50)], ids=["pairs", "circle", "chain"])
def test_bounds_are_moved_as_long_as_work_is_left(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows by then holds, and it is said that not all was compared."""
    whole = found(text, "contradictory-dates")
    monkeypatch.setattr(propagation, "_STEPS_A_PLACE", 0)
    for steps in (0, 5, 20, 60, 120):
        monkeypatch.setattr(propagation, "_STEPS_AT_ALL", steps)
        some = found(text, "contradictory-dates", "too-many")
        assert len([each for each in some if each.code != "too-many"]) <= len(whole)
    monkeypatch.setattr(propagation, "_STEPS_AT_ALL", 0)
    assert found(text, "too-many")


def test_contradictions_apart_are_all_found() -> None:
    """One does not hide those of other events."""
    assert len(found(PAIRS, "contradictory-dates")) == 4
    twice = record(
        *((f"a{n}", None, f"before: b{n}, by: 1 day") for n in range(5)),
        *((f"b{n}", None, f"before: a{n}, by: 1 day") for n in range(5)),
    )
    assert len(found(twice, "contradictory-dates")) == 5


def test_a_part_may_be_given_up_that_the_whole_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a contradiction shows only with the work of the whole, nothing is claimed at all."""
    monkeypatch.setattr(propagation, "_STEPS_AT_ALL", 0)
    monkeypatch.setattr(propagation, "_STEPS_A_PLACE", 1)
    text = CIRCLE + re.sub(r"\be(\d+)", r"x\1", chain(200)).removeprefix(HEAD)
    assert found(text, "contradictory-dates") == []
    assert found(text, "loose-date") == []


def test_days_that_never_fit_are_looked_at_as_long_as_work_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two weekdays at once raise a day for ever, which takes some rounds to see."""
    text = record(("a", None, "weekday: monday"))
    text = text.replace("when: {", "when: [{says: on, weekday: tuesday}, {").replace(
        "}}]}", "}]}]}"
    )
    assert len(found(text, "contradictory-dates")) == 1
    monkeypatch.setattr(propagation, "_STEPS_A_PLACE", 0)
    for steps in range(30):
        monkeypatch.setattr(propagation, "_STEPS_AT_ALL", steps)
        assert found(text, "contradictory-dates", "too-many")


def test_contradictions_of_events_that_are_linked_are_all_found() -> None:
    """Several in one part of the network are found in one go, if they share no statement."""
    text = PAIRS + record(("c", None, "after: a0}, {says: so, after: a1")).removeprefix(HEAD)
    text = text.replace("when: {says: so, after: a0}", "when: [{says: so, after: a0}")
    text = text.replace("after: a1}}]}", "after: a1}]}]}")
    assert len(found(text, "contradictory-dates")) == 4
