"""The facts of an event: every field is told, in the words that are asked for."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from chronology import load, model
from chronology.cli import main
from chronology.dates.words import ENGLISH
from chronology.events.facts import FACTS, SHOWN_ELSEWHERE, Values, facts, pieces_of
from chronology.site import Settings, Site

EVERYTHING = Path(__file__).parent / "good" / "everything.yaml"


def test_every_field_is_told() -> None:
    """A field of the model is a fact, or one of those that are told elsewhere."""
    assert set(FACTS) == set(model.Event.model_fields) - SHOWN_ELSEWHERE
    assert set(model.Event.model_fields) >= SHOWN_ELSEWHERE
    assert len(FACTS) == len(set(FACTS))


@pytest.mark.parametrize("field", FACTS)
def test_a_fact_is_shown(field: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a field says is in the terminal and on the event's page."""
    record = load(EVERYTHING)
    assert any(getattr(each, field) for each in record), (
        f"give {EVERYTHING.name} a value of {field}"
    )
    event = next(
        each for each in record if (getattr(each, field) and field != "status") or each.venue
    )
    fact = next(each for each in facts(event, ENGLISH, str) if each.field == field)
    assert main(["show", event.id, "--file", str(EVERYTHING)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    site = Site.of(record, Settings())
    page = next(each for each in site.pages if each.path == f"events/{event.id}.md")
    for piece in fact.pieces:
        assert piece.text in told
        if field != "status":
            assert piece.text in page.markdown
        assert piece.thing is None or piece.is_own


def test_values_in_other_words() -> None:
    """The words of dates and of the closed vocabulary are those that are handed over."""
    written = SimpleNamespace(date=str, time=str, span=str)
    event = load()["istanbul-embassy-talks"]
    texts = {
        each.field: [piece.text for piece in each.pieces]
        for each in facts(event, written, str.upper)
    }
    assert texts["date"] == ["2025-02-27"]
    assert texts["status"] == ["HELD"]
    assert texts["place"] == ["Istanbul"]


def test_values_by_path() -> None:
    """A path leads to a field, to a thing in it, and to a part of that."""
    event = load()["istanbul-embassy-talks"]
    values = Values(event)
    assert values.at("place") is event.place
    coulter = values.at("participants.coulter")
    assert coulter.who.id == "coulter"
    assert values.at("participants.coulter.role") == coulter.role
    assert [each.text for each in pieces_of(coulter, ENGLISH, str)] == [coulter.who.name]
    assert pieces_of(None, ENGLISH, str) == ()
