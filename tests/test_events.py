"""The resolved chronology: order, references, questions, and the forms it takes."""

import dataclasses
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from golden_texts import Golden

from chronology import Chronology, ChronologyError, UnknownIdError, model
from chronology.dates import parse
from chronology.events import event
from chronology.findings import Severity
from chronology.loading import check, check_text, load

TEXT = """\
title: Two <b>talks</b>
as_of: 2025-12-31
highlights: [second, first]
sources:
  paper: {title: A report, url: "https://example.org/a#part", wire: AP, read: full}
  copied: {publisher: The Daily, copies: ["https://example.org/copy"], read: excerpt}
  bare: {read: excerpt}
parties: {us: {name: United States, country: US}, un: {name: United Nations}}
people:
  ann: {name: Ann Example, party: us, other_names: [Anna Exempel, "Энн Экзампл"]}
  bob: {name: Bob Sample}
places:
  oslo: {name: Oslo, country: "NO", timezone: Europe/Oslo, latitude: 59.91, longitude: 10.75}
kinds: {talks: {label: Talks, group: contact}, call: {label: Call, group: contact}}
topics: {fish: {label: Fish}, ice: {label: Ice}}
events:
  - id: undated
    title: Undated
    citations: {bare: [{supports: title}]}
  - id: second
    title: Second talks
    kind: talks
    date: 2025-03
    place: oslo
    timezone: Asia/Tokyo
    participants: {ann: head, bob: {capacity: host, role: mayor}}
    parties: [un, us]
    topics: [fish]
    excluded_topics: [ice]
    follows: first
    citations:
      paper:
        - passage: they met again ... in the spring
          supports: [date, participants, topics, excluded_topics, place, follows]
          differs: {place: Bergen}
          when:
            says: three weeks later
            after: first
            by: 3 weeks
      copied:
        - passage: on a Monday ... in March 2025
          when: {says: on a Monday, weekday: monday, month_of: 2025-03}
        - supports: date
  - id: first
    title: First call
    kind: call
    date: "[2025-02-10..2025-02-12]"
    participants: {us: speaker}
    outcomes: {next: {text: They agreed to meet., event: second}, peace: None}
    citations: {bare: [{supports: [title, date, participants, outcomes]}]}
  - id: old
    title: Long ago
    date: -0044-03-15
    citations: {bare: [{}]}
  - id: open
    title: Since spring
    date: 2025-04/..
    citations: {bare: [{}]}
"""


@pytest.fixture(scope="module")
def chronicle() -> Chronology:
    """The chronology of `TEXT`."""
    shaped, diagnostics = check_text(TEXT, "text.yaml")
    assert [str(each) for each in diagnostics if each.severity is Severity.ERROR] == []
    return Chronology.of(shaped.record)


def ids(events: Chronology) -> list[str]:
    """The ids of events, in their order."""
    return [event.id for event in events]


def test_the_events_stand_in_time_order_with_the_undated_last(chronicle: Chronology) -> None:
    """The events stand in time order with the undated last."""
    assert ids(chronicle) == ["old", "first", "second", "open", "undated"]


def test_an_event_is_found_by_its_id_and_by_its_place(chronicle: Chronology) -> None:
    """An event is found by its id and by its place."""
    assert chronicle["first"] is chronicle[1]
    assert ids(chronicle[1:3]) == ["first", "second"]
    assert chronicle[0] in chronicle
    assert chronicle.__contains__("first")
    assert not chronicle.__contains__("third")
    with pytest.raises(IndexError):
        chronicle[99]


@pytest.mark.parametrize(
    ("question", "id_", "meant"),
    [
        ("__getitem__", "frist", "'first'"),
        ("involving", "bobb", "'bob'"),
        ("involving", "States", ""),
        ("at", "olso", "'oslo'"),
        ("of_kind", "war", ""),
        ("about", "fisch", "'fish'"),
        ("citing", "papers", "'paper'"),
    ],
)
def test_an_unknown_id_names_the_nearest_known_one(
    chronicle: Chronology, question: str, id_: str, meant: str, golden: Golden
) -> None:
    """An unknown id, or a word of a party's name, is a KeyError that names the nearest known id."""
    with pytest.raises(UnknownIdError) as caught:
        getattr(chronicle, question)(id_)
    assert meant in str(caught.value)
    golden(str(caught.value))


@pytest.mark.parametrize(
    ("question", "id_", "found"),
    [
        ("involving", "ann", ["second"]),
        ("involving", "us", ["first", "second"]),
        ("involving", "United  STATES", ["first", "second"]),
        ("involving", "Ann Example", ["second"]),
        ("involving", "Exempel", ["second"]),
        ("involving", "экзампл", ["second"]),
        ("involving", "un", ["second"]),
        ("at", "oslo", ["second"]),
        ("of_kind", "call", ["first"]),
        ("about", "fish", ["second"]),
        ("about", "ice", []),
        ("citing", "bare", ["old", "first", "open", "undated"]),
    ],
)
def test_a_question_is_answered_by_a_chronology(
    chronicle: Chronology, question: str, id_: str, found: list[str]
) -> None:
    """A question about a person, a place, a kind, a topic or a source gives a chronology."""
    assert ids(getattr(chronicle, question)(id_)) == found


@pytest.mark.parametrize(
    ("start", "end", "certainly", "found"),
    [
        ("2025-02-12", "2025-02-28", False, ["first"]),
        ("2025-02-12", "2025-02-28", True, []),
        ("2025-02", "2025-03", True, ["first", "second"]),
        (date(2025, 3, 31), date(2025, 3, 31), False, ["second"]),
        (parse("2025-05"), None, False, ["open"]),
        (parse("2025-04"), None, True, ["open"]),
        (None, "2025-12", True, ["old", "first", "second"]),
        (None, "2024", False, ["old"]),
        (None, "2024", True, ["old"]),
        (None, None, False, ["old", "first", "second", "open"]),
        ("2030", "2031", False, ["open"]),
        ("../2024", None, False, ["old", "first", "second", "open"]),
    ],
)
def test_between_takes_what_may_overlap_or_what_certainly_lies_within(
    chronicle: Chronology,
    start: str | date | None,
    end: str | date | None,
    certainly: bool,
    found: list[str],
) -> None:
    """`between` takes what may overlap, and with `certainly` what must lie within."""
    assert ids(chronicle.between(start, end, certainly=certainly)) == found


def test_the_bounds_of_an_event_are_bounds_to_ask_for(chronicle: Chronology) -> None:
    """`between` takes the days that events have, and dates of any type."""
    event = chronicle["second"]
    assert ids(chronicle.between(event.earliest, event.latest, certainly=True)) == ["second"]
    assert ids(chronicle.between(event.date, event.date)) == ["second"]


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [("2025-03", "2025-02", ValueError), (2025, None, TypeError), ("spring", None, ValueError)],
    ids=["the wrong order", "a number", "no date"],
)
def test_bounds_that_are_none_are_bad_calls(
    chronicle: Chronology, start: Any, end: Any, error: type[Exception], golden: Golden
) -> None:
    """A bound that is no date, or bounds in the wrong order, are exceptions."""
    with pytest.raises(error) as caught:
        chronicle.between(start, end)
    golden(str(caught.value))


def test_the_things_that_events_hold_are_asked_for_as_well(
    chronicle: Chronology, golden: Golden
) -> None:
    """A question takes a thing of the chronology or an equal one, and no other thing."""
    event = chronicle["second"]
    assert event.place is not None
    assert event.kind is not None
    assert ids(chronicle.at(event.place)) == ["second"]
    assert ids(chronicle.of_kind(event.kind)) == ["second"]
    assert ids(chronicle.about(event.topics[0])) == ["second"]
    assert ids(chronicle.citing(event.sources[0])) == ["second"]
    assert ids(chronicle.involving(event.participants[0].who)) == ["second"]
    assert ids(chronicle.at(event.place.model_copy())) == ["second"]
    other = event.place.model_copy(update={"latitude": 0.0})
    with pytest.raises(UnknownIdError) as caught:
        chronicle.at(other)
    golden(str(caught.value).partition("(")[0])
    with pytest.raises(UnknownIdError) as caught:
        chronicle.at(5)  # type: ignore[arg-type]  # it must fail
    golden(str(caught.value), "a number")


def test_a_surname_is_a_persons(chronicle: Chronology) -> None:
    """The last word of a party's name does not stand for the party."""
    with pytest.raises(UnknownIdError):
        chronicle.involving("States")


def test_what_an_event_maps_cannot_be_changed(chronicle: Chronology) -> None:
    """The mappings of an event are frozen through and through, and survive pickling."""
    text = "events: [{id: a, title: A, notes: {n: x}, extra: {list: [1, {b: c}]}}]"
    event = Chronology.of(check_text(text, "x.yaml")[0].record)["a"]
    with pytest.raises(TypeError):
        event.notes["n"] = "y"  # type: ignore[index]  # it must fail
    assert event.extra["list"] == ("1", event.extra["list"][1])
    assert repr(event.extra) == "{'list': ('1', {'b': 'c'})}"
    assert (len(event.notes), dict(event.notes)) == (1, {"n": "x"})
    assert dict(pickle.loads(pickle.dumps(event)).notes) == {"n": "x"}  # noqa: S301  # our own
    assert chronicle["second"].citations[0].differs == {"place": "Bergen"}


def test_a_day_before_the_year_1000_can_be_asked_for(chronicle: Chronology) -> None:
    """A `datetime.date` of an early year is a bound like any other."""
    assert ids(chronicle.between(None, date(33, 4, 3))) == ["old"]


def test_references_are_resolved(chronicle: Chronology) -> None:
    """What an event names by id, it holds."""
    event = chronicle["second"]
    assert event.kind is chronicle.kinds["talks"]
    assert event.place is chronicle.places["oslo"]
    assert [each.who.name for each in event.participants] == ["Ann Example", "Bob Sample"]
    assert [each.party and each.party.id for each in event.participants] == ["us", None]
    assert [each.id for each in event.parties] == ["us", "un"]
    assert event.follows is chronicle["first"]
    assert event.topics == (chronicle.topics["fish"],)
    assert chronicle["first"].outcomes[0].event is event
    assert chronicle["first"].outcomes[1].event is None
    assert chronicle["first"].participants[0].party is chronicle.parties["us"]
    assert event.citations[0].source is chronicle.sources["paper"]
    assert chronicle.people["ann"].party is chronicle.parties["us"]


def test_what_sources_say_of_time_is_resolved(chronicle: Chronology) -> None:
    """A `when` holds the event or the date that the source relates an event to."""
    citations = chronicle["second"].citations
    (later,) = citations[0].when[0].statements
    assert (later.relation, later.target, str(later.by)) == ("after", chronicle["first"], "3 weeks")
    monday, month = citations[1].when[0].statements
    assert (monday.relation, monday.target, monday.by) == ("weekday", "monday", None)
    assert (month.relation, str(month.target)) == ("month_of", "2025-03")


def test_a_citation_links_to_its_passage_or_to_a_copy(chronicle: Chronology) -> None:
    """A citation links to its passage in the source, or in a copy, or to nothing."""
    paper, copied, unplaced = chronicle["second"].citations
    assert paper.url == ("https://example.org/a#part:~:text=they%20met%20again,in%20the%20spring")
    assert copied.url == "https://example.org/copy#:~:text=on%20a%20Monday,in%20March%202025"
    assert unplaced.url == "https://example.org/copy"
    assert chronicle["old"].citations[0].url is None


def test_an_event_tells_its_bounds_its_zone_and_its_sources(chronicle: Chronology) -> None:
    """An event tells its bounds, the zone of its time, its sources, and the other readings."""
    event, undated = chronicle["second"], chronicle["undated"]
    assert (str(event.earliest), str(event.latest)) == ("2025-03-01", "2025-03-31")
    assert (undated.earliest, undated.latest, undated.zone) == (None, None, None)
    assert event.zone == "Asia/Tokyo"
    assert dataclasses.replace(event, timezone=None).zone == "Europe/Oslo"
    assert [source.id for source in event.sources] == ["paper", "copied"]
    assert [source.name for source in chronicle.sources.values()] == [
        "A report",
        "The Daily",
        "bare",
    ]
    ((path, reading, citation),) = event.differing
    assert (path, reading, citation.source.id) == ("place", "Bergen", "paper")


def test_the_highlights_are_those_of_the_events_that_are_left(chronicle: Chronology) -> None:
    """A part of a chronology has those highlights that it holds."""
    assert [event.id for event in chronicle.highlights] == ["second", "first"]
    assert [event.id for event in chronicle.of_kind("call").highlights] == ["first"]


def test_the_rows_are_plain(chronicle: Chronology) -> None:
    """A row has text, numbers, None and lists of ids, and nothing of ours."""
    rows = {row["id"]: row for row in chronicle.to_rows()}
    assert rows["second"] == {
        "id": "second",
        "title": "Second talks",
        "kind": "talks",
        "date": "2025-03",
        "earliest": "2025-03-01",
        "latest": "2025-03-31",
        "time": None,
        "timezone": "Asia/Tokyo",
        "duration": None,
        "status": "held",
        "place": "oslo",
        "latitude": 59.91,
        "longitude": 10.75,
        "venue": None,
        "participants": ["ann", "bob"],
        "parties": ["us", "un"],
        "topics": ["fish"],
        "excluded_topics": ["ice"],
        "part_of": None,
        "follows": "first",
        "cancels": None,
        "sources": ["paper", "copied"],
        "summary": None,
    }
    assert rows["undated"]["date"] is None
    assert (rows["open"]["earliest"], rows["open"]["latest"]) == ("2025-04-01", None)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("0001", ("0001-01-01", "0001-12-31")),
        ("9999", ("9999-01-01", "9999-12-31")),
        ("0000", (None, None)),
        ("-0044-03-15", (None, None)),
        ("0000/0001", (None, "0001-12-31")),
        ("9999/Y10000", ("9999-01-01", None)),
        ("Y17000000000", (None, None)),
        ("2025-02~", ("2025-02-01", "2025-02-28")),
        ('"[..2025-02-27]"', (None, "2025-02-27")),
        ("2025-02-27T23:59:59Z", ("2025-02-27", "2025-02-27")),
    ],
)
def test_the_days_of_a_row_are_iso_8601(when: str, days: tuple[str | None, str | None]) -> None:
    """The days of a row are what `datetime.date` reads, or None; the date is EDTF as ever."""
    shaped, _ = check_text(f"events: [{{id: a, title: A, date: {when}}}]", "x.yaml")
    (row,) = Chronology.of(shaped.record).to_rows()
    assert (row["earliest"], row["latest"]) == days
    assert row["date"] == when.strip('"')
    for day in filter(None, days):
        assert date.fromisoformat(day).isoformat() == day


def test_the_text_shown_in_a_terminal_names_the_events(
    chronicle: Chronology, golden: Golden
) -> None:
    """The repr is a list of events, and says how many more there are."""
    golden("\n".join(map(repr, (chronicle, chronicle["first"], chronicle["undated"]))))
    text = "events:\n" + "".join(f"  - {{id: e{n}, title: x}}\n" for n in range(25))
    shaped, _ = check_text(text, "many.yaml")
    many = repr(Chronology.of(shaped.record))
    assert len(many.splitlines()) == 22
    golden(many, "many")


def test_a_notebook_shows_a_table_and_completes_ids(chronicle: Chronology) -> None:
    """A notebook shows an escaped table, and completes ids."""
    table = chronicle._repr_html_()
    assert table.count("<tr>") == 6
    hostile, _ = check_text("events:\n  - {id: x, title: '<script>alert(1)</script>'}\n", "x.yaml")
    assert "<script>" not in Chronology.of(hostile.record)._repr_html_()
    assert chronicle._ipython_key_completions_() == ids(chronicle)


def test_the_registries_cannot_be_changed(chronicle: Chronology) -> None:
    """Registries are read-only, and parts are frozen."""
    with pytest.raises(TypeError):
        chronicle.people["eve"] = chronicle.people["ann"]  # type: ignore[index]  # it must fail
    with pytest.raises(dataclasses.FrozenInstanceError):
        chronicle["first"].title = "x"  # type: ignore[misc]  # it must fail
    assert chronicle.title == "Two <b>talks</b>"
    assert str(chronicle.as_of) == "2025-12-31"


@pytest.mark.parametrize("name", ["Person", "Event", "Participation", "Outcome"])
def test_a_part_has_the_fields_of_its_counterpart(name: str) -> None:
    """Each part of a chronology has the fields that its counterpart in the record has."""
    own = {each.name for each in dataclasses.fields(getattr(event, name))}
    assert set(getattr(model, name).model_fields) <= own
    assert own - set(getattr(model, name).model_fields) <= {"id", "who", "key", "reckoning"}


def test_a_citation_has_the_fields_of_its_counterpart() -> None:
    """A citation has the fields of its counterpart, and its source."""
    own = {each.name for each in dataclasses.fields(event.Citation)}
    assert own == {*model.Citation.model_fields, "source"}


def test_a_file_with_errors_is_not_loaded(tmp_path: Path, golden: Golden) -> None:
    """Loading a file with errors raises them all, with their places."""
    file = tmp_path / "bad.yaml"
    file.write_text("events:\n  - {id: a}\n  - {id: b, titel: x, title: y}\n", "utf-8")
    with pytest.raises(ChronologyError) as caught:
        load(file)
    assert [each.code for each in caught.value.diagnostics if each.severity is Severity.ERROR] == [
        "missing-field",
        "unknown-field",
    ]
    assert f"{file}:2:5: " in str(caught.value)
    golden(str(caught.value).replace(str(file), "bad.yaml"))
    assert caught.value.diagnostics == check(file)


def test_a_file_with_warnings_is_loaded(tmp_path: Path) -> None:
    """Three lines are a chronology; what they lack is only warned about."""
    file = tmp_path / "three.yaml"
    file.write_text("events:\n  - id: first\n    title: My first event\n", "utf-8")
    assert ids(load(file)) == ["first"]
    assert ids(load(str(file))) == ["first"]
    assert {each.code for each in check(file)} == {"no-date", "no-citation"}


def test_a_missing_file_is_a_bad_call(tmp_path: Path) -> None:
    """A file that does not exist is an exception, not a finding."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.yaml")


def test_without_a_path_the_bundled_record_is_meant() -> None:
    """Without a path, the record that comes with the package is loaded and checked."""
    assert load()["istanbul-embassy-talks"].place is not None
    assert {each.code for each in check()} <= {"loose-date"}
