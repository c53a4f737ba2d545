"""The bundled record: sound, cited to the passage, right about core events and the tally."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import chronology
from chronology import Chronology, Citation, Event, Person, Source
from chronology.passages import fold, independent, occurrences

CORE = ("istanbul-embassy-talks", "riyadh-talks", "putin-trump-call")
READ_IN_FULL = {"atalayar-2025-02-28", "reuters-gbfr-2025-02-27"}
ONE_ORIGIN = {"kuala-lumpur-informal-talk"}
"""The contacts of which all reports go back to one: here both outlets name TASS."""
CALLS = (
    "2025-02-12",
    "2025-03-18",
    "2025-05-19",
    "2025-06-04",
    "2025-06-14",
    "2025-07-03",
    "2025-08-18",
    "2025-10-16",
    "2025-12-28",
    "2025-12-29",
)
"""The days of the ten telephone calls of Putin and Trump that the Kremlin counted in 2025."""
ENVOY_MEETINGS = (
    "2025-02-11",
    "2025-03-13",
    "2025-04-11",
    "2025-04-25",
    "2025-08-06",
    "2025-12-02",
)
"""The days of Putin's six meetings with US envoys that the Kremlin counted in 2025."""
IDENTIFIED = {"biden", "lavrov", "putin", "rubio", "trump"}
"""The people whose Wikidata item was seen in what was read."""
QUOTED = re.compile(r'"([^"]*)"')


@pytest.fixture(scope="module")
def record() -> Chronology:
    """The record that comes with the package."""
    return chronology.load()


def citations(record: Chronology) -> Iterator[tuple[Event, Citation]]:
    """Every citation of the record, with its event."""
    for event in record:
        for citation in event.citations:
            yield event, citation


def own_words(event: Event) -> Iterator[str]:
    """What the curator wrote about an event, sources' names and passages left out."""
    yield event.title
    yield from filter(None, (event.summary, event.venue))
    yield from filter(None, (each.role for each in event.participants))
    yield from (outcome.text for outcome in event.outcomes)
    yield from event.notes.values()
    yield from event.decisions.values()
    for citation in event.citations:
        yield from filter(None, (citation.derived, *citation.differs.values()))


def origin(source: Source) -> str | None:
    """Whose word a source is: the agency's whose text it prints, or its publisher's."""
    return source.wire or source.publisher


def held_by(record: Chronology, kind: str, *people: str) -> list[str]:
    """The dates of the events of a kind that were held in 2025 with all of these people."""
    return [
        str(event.date)
        for event in record.between("2025", "2025", certainly=True).of_kind(kind)
        if event.status == "held" and set(people) <= {each.who.id for each in event.participants}
    ]


def relations(event: Event) -> set[tuple[str, str]]:
    """What sources say of an event's time relative to other events, as relation and id."""
    return {
        (str(statement.relation), statement.target.id)
        for citation in event.citations
        for when in citation.when
        for statement in when.statements
        if isinstance(statement.target, Event)
    }


def heads(event: Event) -> dict[str, str | None]:
    """The names and roles of those who led an event's delegations."""
    return {each.who.name: each.role for each in event.participants if each.capacity == "head"}


def test_passes_strict_validation() -> None:
    """Not even a warning is found in the record; what follows for loose dates is only noted."""
    assert {each.code for each in chronology.check()} == {"loose-date"}


def test_has_its_events(record: Chronology) -> None:
    """The record holds the events of 2025 and their context, and puts the core events first."""
    assert len(record) >= 59
    assert tuple(event.id for event in record.highlights) == (*CORE, "anchorage-summit")
    assert str(record.record.period) == "2025"
    assert {str(event.kind.group) for event in record if event.kind} == {
        "background",
        "contact",
        "statement",
    }


def test_passages_stand_once_in_the_texts(record: Chronology, texts: Path) -> None:
    """Each phrase of a passage stands exactly once in its source, the first before the last."""
    checked, wrong = set(), []
    for event, citation in citations(record):
        file = texts / f"{citation.source.id}.txt"
        if citation.passage is None or not file.exists():
            continue
        text = file.read_text(encoding="utf-8")
        start = occurrences(citation.passage.start, text)
        end = occurrences(citation.passage.end, text)
        checked.add(citation.source.id)
        if not (len(start) == len(end) == 1 and start < end):
            wrong.append(f"{event.id}: {citation.passage} at {start}, {end}")
    assert checked >= READ_IN_FULL
    assert wrong == []


def test_words_about_time_stand_in_their_passage(record: Chronology, texts: Path) -> None:
    """What a text read in full is said to say about time stands within the passage cited for it."""
    wrong = []
    for event, citation in citations(record):
        if citation.source.id not in READ_IN_FULL or citation.passage is None:
            continue
        text = (texts / f"{citation.source.id}.txt").read_text(encoding="utf-8")
        start = occurrences(citation.passage.start, text)[0]
        end = occurrences(citation.passage.end, text)[0] + len(fold(citation.passage.end))
        passage = fold(text)[start:end]
        wrong += [
            f"{event.id}: {when.says}"
            for when in citation.when
            if not occurrences(when.says, passage)
        ]
    assert wrong == []


def test_quotes_at_most_eight_words(record: Chronology) -> None:
    """No quotation within the curator's own words is longer than eight words."""
    quotations = [
        quotation
        for event in record
        for words in own_words(event)
        for quotation in QUOTED.findall(words)
    ]
    assert quotations
    assert [each for each in quotations if len(each.split()) > 8] == []


def test_only_two_sources_were_read_in_full(record: Chronology) -> None:
    """All sources but the two articles are marked as known from an excerpt."""
    full = {source.id for source in record.sources.values() if source.read == "full"}
    excerpts = {source.id for source in record.sources.values() if source.read == "excerpt"}
    assert full == READ_IN_FULL
    assert full | excerpts == set(record.sources)


def test_reuters_text_has_copies_and_no_address(record: Chronology) -> None:
    """The Reuters text has no established address; two other pages print the same wire text."""
    source = record.sources["reuters-gbfr-2025-02-27"]
    assert source.url is None
    assert source.wire == "Reuters"
    assert len(source.copies) == 2


@pytest.mark.parametrize("event", CORE)
def test_core_events_rest_on_independent_sources(record: Chronology, event: str) -> None:
    """The date of a core event is supported by at least two sources that print no common wire."""
    supporting = {
        origin(citation.source)
        for citation in record[event].citations
        if "date" in citation.supports and "date" not in citation.differs
    }
    assert {"Reuters", "Atalayar"} <= supporting


def test_the_tally_of_calls(record: Chronology) -> None:
    """Putin and Trump spoke ten times by telephone in 2025, on the days that are known."""
    assert held_by(record, "call", "putin", "trump") == list(CALLS)


def test_the_tally_of_envoy_meetings(record: Chronology) -> None:
    """Putin received US envoys six times in 2025, and Witkoff was there each time."""
    assert held_by(record, "envoy-meeting", "putin") == list(ENVOY_MEETINGS)
    assert held_by(record, "envoy-meeting", "putin", "witkoff") == list(ENVOY_MEETINGS)


def test_the_one_summit(record: Chronology) -> None:
    """Anchorage, the calls and the envoys' meetings are the 17 contacts of the Kremlin's count."""
    summits = held_by(record, "summit", "putin", "trump")
    assert summits == ["2025-08-15"]
    assert len(summits) + len(CALLS) + len(ENVOY_MEETINGS) == 17
    assert "17 contacts" in (record["ushakov-tally"].summary or "")


def test_contacts_rest_on_independent_sources(record: Chronology) -> None:
    """Every contact is known from two independent voices; what has one origin says so."""
    contacts = [event for event in record if event.kind and event.kind.group == "contact"]
    voices = {
        event.id: independent((each.id, each) for each in event.sources) for event in contacts
    }
    assert {event for event, count in voices.items() if count < 2} == set()
    assert {event.id for event in contacts if "origin" in event.notes} == ONE_ORIGIN


@pytest.mark.parametrize(
    ("event", "relation", "target"),
    [
        ("biden-putin-call", "before", "invasion-of-ukraine"),
        ("second-putin-trump-call", "after", "putin-trump-call"),
        ("darchiyev-appointment", "after", "darchiyev-agrement"),
        ("darchiyev-third-round", "after", "second-embassy-talks"),
        ("third-round-called-off", "after", "second-embassy-talks"),
        ("kuala-lumpur-talks", "after", "riyadh-talks"),
        ("anchorage-summit", "after", "osaka-meeting"),
        ("later-irritants-round", "after", "second-embassy-talks"),
    ],
)
def test_later_events_look_back(record: Chronology, event: str, relation: str, target: str) -> None:
    """What sources say of a later event relative to an earlier one is recorded."""
    assert (relation, target) in relations(record[event])


def test_embassy_rounds_follow_each_other(record: Chronology) -> None:
    """The round that was called off and the one held later both follow that of April."""
    second = record["second-embassy-talks"]
    assert record["third-embassy-talks"].follows is second
    assert record["third-embassy-talks"].status == "cancelled"
    assert record["third-round-called-off"].cancels is record["third-embassy-talks"]
    assert record["later-irritants-round"].follows is second
    assert record["later-irritants-round"].place is None


@pytest.mark.parametrize(
    ("event", "date", "place", "venue"),
    [
        ("putin-trump-call", "2025-02-12", None, None),
        ("riyadh-talks", "2025-02-18", "Riyadh", "Diriyah Palace"),
        ("istanbul-embassy-talks", "2025-02-27", "Istanbul", "residence of the US consul general"),
        ("second-embassy-talks", "2025-04-10", "Istanbul", "Russian consulate general"),
    ],
)
def test_when_and_where(
    record: Chronology, event: str, date: str, place: str | None, venue: str | None
) -> None:
    """The core events and the follow-up have their known day, place and building."""
    found = record[event]
    assert str(found.date) == date
    assert (found.place.name if found.place else None) == place
    assert found.venue == venue


def test_calls_have_their_presidents(record: Chronology) -> None:
    """Putin and Trump spoke with each other on 12 February."""
    assert set(heads(record["putin-trump-call"])) == {"Vladimir Putin", "Donald Trump"}


def test_riyadh_delegations(record: Chronology) -> None:
    """Rubio and Lavrov led in Riyadh; of the other four only Dmitriev did not sit at the table."""
    event = record["riyadh-talks"]
    members = {each.who.id for each in event.participants if each.capacity == "member"}
    assert set(heads(event)) == {"Marco Rubio", "Sergei Lavrov"}
    assert members == {"waltz", "witkoff", "ushakov", "dmitriev"}
    assert "did not sit at the table" in event.decisions["participants.dmitriev"]


def test_istanbul_heads_of_delegation(record: Chronology) -> None:
    """Coulter and Darchiyev led in Istanbul, with the offices that the State Department names."""
    roles = heads(record["istanbul-embassy-talks"])
    assert set(roles) == {"Sonata Coulter", "Alexander Darchiyev"}
    assert (
        roles["Sonata Coulter"]
        == "Deputy Assistant Secretary of State for Russia and Central Europe"
    )
    assert (
        roles["Alexander Darchiyev"]
        == "director of the Russian foreign ministry's North Atlantic Department"
    )


@pytest.mark.parametrize(
    ("source", "path", "reading"),
    [
        ("atalayar-2025-02-28", "coulter", "Assistant Secretary of State for Russia"),
        ("reuters-gbfr-2025-02-27", "darchiyev", "North America department"),
    ],
)
def test_istanbul_disagreements(record: Chronology, source: str, path: str, reading: str) -> None:
    """Where a source gives another title, its reading is kept and the choice is explained."""
    event, field = record["istanbul-embassy-talks"], f"participants.{path}.role"
    readings = [
        citation.differs[field]
        for citation in event.citations
        if citation.source.id == source and field in citation.differs
    ]
    assert len(readings) == 1
    assert reading in readings[0]
    assert event.decisions[field]


def test_istanbul_time_is_local(record: Chronology) -> None:
    """The talks ran from 10:02 to 16:23 by the clock of Istanbul."""
    event = record["istanbul-embassy-talks"]
    assert str(event.time) == "10:02/16:23"
    assert event.place is not None
    assert event.place.timezone == "Europe/Istanbul"


def test_istanbul_excluded_topics(record: Chronology) -> None:
    """Political issues, security issues and Ukraine were said not to be on the agenda."""
    event = record["istanbul-embassy-talks"]
    excluded = {topic.id for topic in event.excluded_topics}
    assert excluded == {"political-issues", "security-issues", "ukraine"}
    assert not excluded & {topic.id for topic in event.topics}


def test_istanbul_follow_up(record: Chronology) -> None:
    """The further meeting that was agreed in Istanbul is the one held on 10 April."""
    follow_up = next(
        outcome
        for outcome in record["istanbul-embassy-talks"].outcomes
        if outcome.key == "follow-up"
    )
    second = record["second-embassy-talks"]
    assert follow_up.event is second
    assert second.status == "held"
    assert second.follows is record["istanbul-embassy-talks"]


def test_riyadh_is_six_days_after_the_call(record: Chronology) -> None:
    """Reuters dates Riyadh by the call, six days before, and that agrees with the dates."""
    call, riyadh = record["putin-trump-call"], record["riyadh-talks"]
    stated = [
        statement
        for citation in riyadh.citations
        for when in citation.when
        for statement in when.statements
        if statement.relation == "after"
    ]
    assert [(each.target, str(each.by)) for each in stated] == [(call, "6 days")]
    assert call.latest is not None
    assert riyadh.earliest is not None
    assert riyadh.earliest - call.latest == timedelta(days=6)


def test_statements_have_a_speaker(record: Chronology) -> None:
    """Every statement and readout names who spoke."""
    spoken = [*record.of_kind("statement"), *record.of_kind("readout")]
    assert spoken
    assert [
        event.id
        for event in spoken
        if [each.capacity for each in event.participants] != ["speaker"]
    ] == []


def test_people_are_named_in_one_spelling(record: Chronology) -> None:
    """Darchiyev is known under one name, with the other spellings beside it."""
    person = record["istanbul-embassy-talks"].participants[1].who
    assert isinstance(person, Person)
    assert person.name == "Alexander Darchiyev"
    assert {"Aleksandr Darchiyev", "Alexander Darchiev"} <= set(person.other_names)


@pytest.mark.parametrize(
    "spelling",
    ["Alexander Darchiyev", "Aleksandr Darchiyev", "Alexander Darchiev", "Darchiyev", "darchiev"],
)
def test_darchiyev_is_found_under_every_spelling(record: Chronology, spelling: str) -> None:
    """Each spelling of his name finds the same events, from Istanbul to the White House."""
    found = record.involving(spelling)
    assert [event.id for event in found] == [event.id for event in record.involving("darchiyev")]
    assert {"istanbul-embassy-talks", "darchiyev-credentials"} <= {event.id for event in found}


def test_only_seen_identifiers_are_given(record: Chronology) -> None:
    """Five people have a Wikidata item, as seen in what was read; no place or party has one."""
    people = {each.id for each in record.people.values() if each.wikidata}
    assert people == IDENTIFIED
    assert [each.id for each in record.places.values() if each.wikidata] == []
    assert [each.id for each in record.parties.values() if each.wikidata] == []
