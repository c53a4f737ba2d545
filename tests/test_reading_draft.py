"""Data that does not fit the model: what is said of it, and that nothing else is hidden by it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from golden_texts import Golden
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.findings import Diagnostic
from chronology.loading import check_text
from chronology.model import Citation, Event
from chronology.model.record import paths_of, touches
from chronology.model.scalars import JsonSchema
from chronology.passages import Passage
from chronology.reading import read, shape
from chronology.rules import CODES
from chronology.rules.rule import Known

HERE = Path(__file__).parent
EVERYTHING = HERE / "good" / "everything.yaml"
GOOD: JsonSchema = read(EVERYTHING.read_bytes(), "x.yaml").data

Path_ = tuple[str | int, ...]
TALKS: Path_ = ("events", 0)
CITED: Path_ = (*TALKS, "citations", "ledger", 0)


class Writer(yaml.SafeDumper):
    """A writer that quotes every text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # what it has to be called with
        """Write everything out."""
        return True


def written(data: Any) -> str:
    """Data as YAML, with every text in quotation marks and nothing else."""
    text = yaml.dump(data, Dumper=Writer, default_style='"', allow_unicode=True, sort_keys=False)
    return text.replace('!!null "null"', "null")


def changed(path: Path_, value: Any) -> Any:
    """The good data with another value at a path; without it where the value is `GONE`."""
    data = copy.deepcopy(GOOD)
    owner: Any = data
    for step in path[:-1]:
        owner = owner[step]
    if value is GONE:
        del owner[path[-1]]
    else:
        owner[path[-1]] = value
    return data


GONE = object()


def found(data: Any) -> list[Diagnostic]:
    """Everything that is wrong with data that is written as a file."""
    return check_text(written(data), "x.yaml")[1]


def codes(data: Any) -> list[str]:
    """The codes of everything that is wrong with data that is written as a file."""
    return [each.code for each in found(data)]


def test_the_good_data_is_good() -> None:
    """Nothing is wrong with the data that the tests of this module change."""
    assert codes(GOOD) == []


# ------------------------------------------------------------------------------ wrong values

TEXTS: list[Path_] = [
    *[(name,) for name in ("id", "title", "description", "license", "language", "as_of", "period")],
    *[
        ("sources", "ledger", name)
        for name in ("title", "publisher", "published", "accessed", "url", "archived", "wire")
    ],
    *[("sources", "ledger", name) for name in ("language", "read", "note")],
    *[("parties", "us", name) for name in ("name", "country", "wikidata")],
    *[("people", "coulter", name) for name in ("name", "party", "country", "wikidata")],
    *[
        ("places", "istanbul", name)
        for name in ("name", "country", "latitude", "longitude", "timezone", "geonames")
    ],
    *[("kinds", "talks", name) for name in ("label", "meaning", "group")],
    *[("topics", "visas", name) for name in ("label", "meaning")],
    *[
        (*TALKS, name)
        for name in ("id", "title", "kind", "date", "time", "timezone", "duration", "status")
    ],
    *[(*TALKS, name) for name in ("place", "venue", "summary", "part_of", "follows")],
    (*TALKS, "participants", "darchiev", "capacity"),
    (*TALKS, "participants", "darchiev", "role"),
    (*TALKS, "outcomes", "follow-up", "text"),
    (*TALKS, "outcomes", "follow-up", "event"),
    (*TALKS, "notes", "length"),
    (*TALKS, "decisions", "time"),
    (*CITED, "passage"),
    (*CITED, "derived"),
    (*CITED, "differs", "time"),
    *[(*CITED, "when", 0, name) for name in ("says", "after", "by")],
    (*CITED, "when", 1, "weekday"),
    (*CITED, "when", 2, "week_of"),
]
"""Where a text stands in the good file."""

LISTS: list[Path_] = [
    ("highlights",),
    *[("sources", "ledger", name) for name in ("authors", "copies")],
    ("parties", "us", "other_names"),
    ("events",),
    *[(*TALKS, name) for name in ("parties", "topics", "excluded_topics")],
]
"""Where a list stands, for which a single thing may not stand."""

MAPPINGS: list[Path_] = [
    *[(name,) for name in ("sources", "parties", "people", "places", "kinds", "topics")],
    ("sources", "ledger"),
    ("people", "coulter"),
    ("kinds", "talks"),
    TALKS,
    CITED,
    *[(*TALKS, name) for name in ("participants", "outcomes", "notes", "decisions", "citations")],
    (*TALKS, "extra"),
    (*CITED, "differs"),
    (*CITED, "when", 0),
]
"""Where a mapping stands, for which a text may not stand."""

OPTIONAL_TEXTS = [path for path in TEXTS if path[-1] not in ("says", "after", "capacity")]


def dotted(path: Path_) -> str:
    """A path as the name of a test."""
    return ".".join(map(str, path))


@pytest.mark.parametrize("path", TEXTS, ids=dotted)
@pytest.mark.parametrize("value", [{"a": "b"}, ["a"]], ids=["mapping", "list"])
def test_text_is_wanted(path: Path_, value: Any) -> None:
    """A mapping or a list where text belongs is one mistake, and has no consequences."""
    (only,) = found(changed(path, value))
    dated = {"as_of", "period", "published", "accessed", "date"}
    if path[-1] in dated:
        assert only.code == ("unquoted-date" if isinstance(value, list) else "wrong-type")
    elif path[-1] in ("status", "read", "group", "capacity", "weekday"):
        assert only.code in ("unknown-word", "wrong-type")
    else:
        assert only.code == "wrong-type"
    assert only.path == path


@pytest.mark.parametrize("path", LISTS, ids=dotted)
@pytest.mark.parametrize("value", [{"a": "b"}, "text"], ids=["mapping", "text"])
def test_list_is_wanted(path: Path_, value: Any) -> None:
    """A mapping or a text where a list belongs is one mistake, and has no consequences."""
    (only,) = found(changed(path, value))
    assert (only.code, only.path) == ("wrong-type", path)


@pytest.mark.parametrize("path", MAPPINGS, ids=dotted)
@pytest.mark.parametrize("value", [["a"], "text"], ids=["list", "text"])
def test_mapping_is_wanted(path: Path_, value: Any) -> None:
    """A list or a text where a mapping belongs is one mistake, and has no consequences."""
    (only,) = found(changed(path, value))
    assert (only.code, only.path) == ("wrong-type", path)


def test_words_for_a_mapping_that_is_wanted(golden: Golden) -> None:
    """Where a mapping belongs, no cure is one for lists."""
    wrong = [
        each
        for path in MAPPINGS
        for value in (["a"], "text")
        for each in found(changed(path, value))
    ]
    golden("\n".join(dict.fromkeys(f"{each.message}\n  hint: {each.hint}" for each in wrong)))


@pytest.mark.parametrize("path", [*TEXTS, *LISTS, *MAPPINGS], ids=dotted)
def test_nothing_is_no_value(path: Path_) -> None:
    """A null is one mistake wherever it stands, and has no consequences."""
    text = written(changed(path, "here is nothing")).replace('"here is nothing"', "")
    (only,) = check_text(text, "x.yaml")[1]
    assert (only.code, only.path) == ("empty-value", path)
    line = text.split("\n")[only.position.line - 1][only.position.column - 1 :]
    assert isinstance(path[-1], int) or line.startswith(f'"{path[-1]}"')


@pytest.mark.parametrize("path", OPTIONAL_TEXTS, ids=dotted)
@pytest.mark.parametrize("value", ["", " \n\t"], ids=["empty", "blank"])
def test_empty_text(path: Path_, value: str) -> None:
    """A text without anything in it is one mistake, and has no consequences."""
    (only,) = found(changed(path, value))
    assert only.path == path


@pytest.mark.parametrize("path", TEXTS, ids=dotted)
@pytest.mark.parametrize("value", ["x\x07", "\x1b[2J", "\x9b", "\x00"], ids=ascii)
def test_control_character(path: Path_, value: str) -> None:
    """A control character that is written as an escape is one mistake, in every field."""
    (only,) = found(changed(path, value))
    assert only.path == path
    assert str(only).isprintable()


ROWS: list[tuple[Path_, Any, str | None]] = [
    (("license",), GONE, None),
    (("events",), [], "dangling-reference unused-entry"),
    (("events",), GONE, "missing-field"),
    (("sourcs",), {}, "unknown-field"),
    (("people", "coulter", "nationality"), "US", "unknown-field"),
    (("people", "coulter", "name"), GONE, "missing-field"),
    (("people", "coulter"), {}, "missing-field"),
    (("places", "istanbul", "name"), GONE, "missing-field"),
    (("kinds", "talks", "label"), GONE, "missing-field"),
    (("sources", "ledger", "url"), "ftp://ledger.example/", "bad-url"),
    (("sources", "ledger", "url"), "HTTPS://ledger.example/", "bad-url"),
    (("sources", "ledger", "url"), "https://", "bad-url"),
    (("sources", "ledger", "url"), "https://ledger.example/a\nb", "bad-url"),
    (("sources", "ledger", "url"), 'https://ledger.example/"onclick=', "bad-url"),
    (("sources", "ledger", "url"), "https://user@ledger.example/", "bad-url"),
    (("sources", "ledger", "url"), "https://ledger.example:8080?q=a@b#c", None),
    (("sources", "ledger", "url"), "https://переговоры.example/път", None),
    (("sources", "ledger", "copies", 1), "gazette", "bad-url"),
    (("places", "istanbul", "latitude"), "90.0", None),
    (("places", "istanbul", "latitude"), "90.1", "bad-coordinate"),
    (("places", "istanbul", "latitude"), "٤١", "bad-coordinate"),
    (("places", "istanbul", "latitude"), "1e1", "bad-coordinate"),
    (("places", "istanbul", "latitude"), "nan", "bad-coordinate"),
    (("places", "istanbul", "latitude"), "41.0 ", "bad-coordinate"),
    (("places", "istanbul", "latitude"), "41.0\n", "bad-coordinate"),
    (("places", "istanbul", "longitude"), "-180", None),
    (("places", "istanbul", "longitude"), "180.01", "bad-coordinate"),
    (("places", "istanbul", "geonames"), "0", "bad-identifier"),
    (("places", "istanbul", "geonames"), "-5", "bad-identifier"),
    (("places", "istanbul", "geonames"), "9" * 13, "bad-identifier"),
    (("places", "istanbul", "wikidata"), "Q0", "bad-identifier"),
    (("places", "istanbul", "wikidata"), "q406", "bad-identifier"),
    ((*TALKS, "id"), GONE, "missing-field"),
    ((*TALKS, "id"), "-talks", "bad-id"),
    ((*TALKS, "id"), "talks--two", "bad-id"),
    ((*TALKS, "id"), "talks\n", "bad-id"),
    ((*TALKS, "id"), "переговоры", "bad-id"),
    ((*TALKS, "title"), GONE, "missing-field"),
    ((*TALKS, "date"), "2025-02-27 ", "bad-date"),
    ((*TALKS, "date"), "2025-02-27\n", "bad-date"),
    ((*TALKS, "date"), "yesterday", "bad-date"),
    ((*TALKS, "date"), "-0000", "impossible-date"),
    ((*TALKS, "time"), "09:50~/16:20", None),
    ((*TALKS, "time"), "24:00", "bad-time"),
    ((*TALKS, "duration"), "6", "bad-span"),
    ((*TALKS, "status"), "Held", "unknown-word"),
    ((*TALKS, "participants", "coulter"), "chair", "unknown-word"),
    ((*TALKS, "participants", "coulter"), {"role": "x"}, "missing-field"),
    ((*TALKS, "participants", "coulter"), {"capacity": "head", "rank": "x"}, "unknown-field"),
    ((*TALKS, "participants", "coulter"), ["head"], "wrong-type"),
    ((*TALKS, "outcomes", "first-steps"), ["x"], "wrong-type"),
    ((*TALKS, "outcomes", "first-steps"), {}, "missing-field"),
    ((*TALKS, "outcomes", "first-steps"), " ", "empty-value"),
    ((*TALKS, "outcomes", "Third"), "x", "bad-id"),
    ((*TALKS, "notes", "Third"), "x", "bad-id"),
    ((*TALKS, "decisions", ""), "x", "empty-value"),
    ((*TALKS, "topics"), [], "dangling-path unused-entry"),
    ((*TALKS, "topics", 0), "Visas", "bad-id"),
    ((*TALKS, "topics", 0), ["visas"], "wrong-type"),
    ((*TALKS, "citations", "ledger"), [], "empty-value"),
    ((*TALKS, "citations", "Ledger"), [{"supports": "date"}], "bad-id"),
    ((*CITED, "supports"), "participants", "unsupported-field"),
    ((*CITED, "supports"), [], "empty-value"),
    ((*CITED, "supports"), {"date": "x"}, "wrong-type"),
    ((*CITED, "supports", 0), ["date"], "wrong-type"),
    ((*CITED, "supports", 0), "", "empty-value"),
    ((*CITED, "when"), [], None),
    ((*CITED, "when"), "Thursday", "wrong-type"),
    ((*CITED, "when"), ["Thursday"], "wrong-type"),
    ((*CITED, "when"), {"says": "on Thursday", "weekday": "thursday"}, None),
    ((*CITED, "when"), {"says": "on Thursday", "weekday": "donnerstag"}, "unknown-word"),
    ((*CITED, "when"), {"says": "on Thursday"}, "bad-when"),
    ((*CITED, "when"), {"weekday": "thursday"}, "missing-field"),
    ((*CITED, "when"), {"says": "long ago", "by": "6 days"}, "bad-when"),
    ((*CITED, "when"), {"says": "w", "by": "6 days", "before": "2025-03-05"}, None),
    ((*CITED, "when"), {"says": "w", "by": "6 days", "weekday": "monday"}, "bad-when"),
    ((*CITED, "when"), {"says": "1 2 3 4 5 6 7 8 9", "weekday": "monday"}, "long-quotation"),
    ((*CITED, "when", 0, "by"), "6", "bad-span"),
    ((*CITED, "when", 0, "after"), "", "empty-value"),
    ((*CITED, "when", 1, "weekday"), "thu", "unknown-word"),
    ((*CITED, "differs", ""), "x", "empty-value"),
    ((*CITED, "passage"), "one ... two words", "bad-passage"),
    ((*CITED, "passage"), "two words ... more words ", "bad-passage"),
    ((*CITED, "passage"), "two words ... more\twords", "bad-passage"),
    ((*CITED, "passage"), "two words ... more words\n", "bad-passage"),
    ((*TALKS, "extra"), {}, None),
    ((*TALKS, "extra"), {"x": {"y": ["z", {}]}}, None),
]
"""A value at a path of the good file, and the codes of all that is then wrong with it."""


@pytest.mark.parametrize(
    ("path", "value", "code"), ROWS, ids=[f"{dotted(row[0])}-{row[1]!s:.20}" for row in ROWS]
)
def test_rows(path: Path_, value: Any, code: str | None) -> None:
    """A value that does not fit is its own mistake and no other, at the place where it stands."""
    diagnostics = found(changed(path, value))
    assert sorted({each.code for each in diagnostics}) == (code or "").split()
    if code and len(diagnostics) == 1:
        (only,) = diagnostics
        assert only.path in (path, path[:-1]) or only.path[: len(path)] == path
        assert only.message
        assert "\n" not in only.message


LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(path, LONG + "!") for path in TEXTS if path[-1] in ("id", "url", "place", "wikidata")],
        (("places", "istanbul", "latitude"), LONG),
        (("places", "istanbul", "timezone"), LONG),
        (("language",), LONG),
        (("people", "coulter", "country"), LONG),
        ((*TALKS, "status"), LONG),
        ((*TALKS, "follows"), LONG),
        ((*TALKS, LONG), "x"),
        (("people", LONG), {"name": "x"}),
        ((*CITED, "supports"), LONG),
        ((*CITED, "when", 0, "after"), LONG),
    ],
    ids=lambda value: dotted(value)[:60] if isinstance(value, tuple) else "long",
)
def test_messages_are_short(path: Path_, value: Any) -> None:
    """A message shows no more of a hostile value than a reader can take in."""
    for each in found(changed(path, value)):
        assert len(each.message) < 1_000, each.code
        assert len(each.hint or "") < 1_000, each.code


# ------------------------------------------------------------------------------ what is left


def test_many_mistakes_in_one_event() -> None:
    """Every mistake of an event is found in one run, whatever else is wrong with the event."""
    text = """\
events:
  - id: Talks
    titel: Delegations meet
    date: 2025-02-30
    time: noon
    status: cancled
    participants:
      coulter: boss
      lavrov: {role: minister, capacity: head, rank: 1}
    topics: [Visas, flights]
    outcomes: {x: ''}
    citations:
      ledger:
        - passage: too short
          supports: [date, '']
          when:
            - {says: w}
            - {says: on Thursday, weekday: thu, by: x}
      gazette: []
  - id: call
    date: 2025-02-31
"""
    diagnostics = [each for each in check_text(text, "x.yaml")[1] if each.severity == "error"]
    assert [f"{each.position.line} {each.code}" for each in diagnostics] == [
        "2 bad-id",
        "3 unknown-field",
        "4 impossible-date",
        "5 bad-time",
        "6 unknown-word",
        "8 unknown-word",
        "9 dangling-reference",
        "9 unknown-field",
        "10 bad-id",
        "11 empty-value",
        "13 dangling-reference",
        "14 bad-passage",
        "15 empty-value",
        "17 bad-when",
        "18 unknown-word",
        "18 bad-span",
        "19 empty-value",
        "20 missing-field",
        "21 impossible-date",
    ]


def test_what_is_sound_stays() -> None:
    """The record keeps what is sound of a broken event, and names what it lacks."""
    text = """\
events:
  - {id: talks, title: Delegations meet, date: 2025-02-30, venue: residence, topics: [a, B]}
  - just text
  - {id: call, title: [A call], place: istanbul}
people: {coulter: [x], darchiev: {name: Darchiev, wikidata: x}}
"""
    shaped = shape(read(text, "x.yaml"))
    talks, call = shaped.record.events
    assert (talks.id, talks.date, talks.venue, talks.topics) == ("talks", None, "residence", ())
    assert (call.id, call.place) == ("call", "istanbul")
    assert [path for path, _ in shaped.events()] == [("events", 0), ("events", 2)]
    assert Known(shaped).has(("people",), "coulter")
    assert shaped.record.people["darchiev"].name == "Darchiev"
    assert shaped.is_broken(("events", 0, "date"))
    assert shaped.is_broken(("events", 0, "topics", 1))
    assert shaped.is_broken(("events", 0))
    assert not shaped.is_broken(("events", 0, "venue"))
    assert shaped.is_broken(("events", 1, "title"))
    assert shaped.is_broken(("people", "coulter", "name"))


@pytest.mark.parametrize("text", ["word", "- a", "a: b: c", "[", "\x00", '"'])
def test_a_file_without_any_record(text: str) -> None:
    """A file of which nothing can be read has its one mistake, and an empty record."""
    shaped, diagnostics = check_text(text, "x.yaml")
    assert len(diagnostics) == 1
    assert shaped.record.events == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-field"),
        ("~", "missing-field"),
        ("# only a comment", "missing-field"),
        ("word", "wrong-type"),
        ("!!str word", "yaml-tag"),
        ("events: []\nextra: {}", "unknown-field"),
    ],
)
def test_small_files(text: str, code: str) -> None:
    """A file without anything in it, or without a mapping, has one mistake."""
    assert [each.code for each in check_text(text, "x.yaml")[1]] == [code]


def test_a_passage_may_be_given_as_such() -> None:
    """Python may give a citation its passage whole, and not only as text."""
    passage = Passage("two words", "more words")
    assert Citation.model_validate({"passage": passage}).passage is passage


def test_shorthands() -> None:
    """A lone word stands for a capacity, a text for an outcome, one thing for a list of one."""
    shorthand, whole = (
        shape(read(f"events: [{{id: a, title: b, {fields}}}]", "x.yaml")).record.events[0]
        for fields in (
            (
                "participants: {c: head}, outcomes: {d: e}, citations: {f: [{supports: g, "
                "when: {says: h, weekday: monday}}]}"
            ),
            (
                "participants: {c: {capacity: head}}, outcomes: {d: {text: e}}, citations: {f: [{"
                "supports: [g], when: [{says: h, weekday: monday}]}]}"
            ),
        )
    )
    assert shorthand == whole


def test_what_python_writes_is_read_back() -> None:
    """A record that is written as JSON is the same record when it is read."""
    shaped = shape(read(EVERYTHING.read_bytes(), "x.yaml"))
    data = json.loads(shaped.record.model_dump_json(exclude_unset=True))
    data["events"][0]["extra"] = GOOD["events"][0]["extra"]
    assert type(shaped.record).model_validate(data) == shaped.record


NUMBERS = """\
as_of: 2025
period: 2025
title: 2025
sources: {extra: {title: 5, published: 2025, wire: 7}}
places: {p: {name: 9, latitude: 41.0, longitude: -28, geonames: 745044}}
events:
  - id: 2025
    title: 2025
    date: 2025
    place: p
    decisions: {date: 2024}
    extra: {number: 7}
    citations:
      extra:
        - differs: {date: 2024}
          when: [{says: 5, year_of: 2025}, {says: x, month_of: 2025}]
  - id: a
    title: a
    date: [2025, 2026]
    citations: {extra: {when: {says: x, after: 2025}}}
"""


def test_numbers_stand_where_numbers_belong() -> None:
    """A number is no text for other readers, unless its field is one of dates and numbers."""
    diagnostics = check_text(NUMBERS, "x.yaml")[1]
    found = [each.path for each in diagnostics if each.code == "needs-quotes"]
    assert found == [
        ("title",),
        ("sources", "extra", "title"),
        ("sources", "extra", "wire"),
        ("places", "p", "name"),
        ("events", 0, "id"),
        ("events", 0, "title"),
        ("events", 0, "decisions", "date"),
        ("events", 0, "citations", "extra", 0, "differs", "date"),
        ("events", 0, "citations", "extra", 0, "when", 0, "says"),
    ]


# ------------------------------------------------------------------------------ paths


def test_paths_of_an_event() -> None:
    """An event has the paths of all that it says, and none for what it leaves out."""
    event = Event.model_validate(
        {
            "id": "a",
            "title": "b",
            "topics": [],
            "participants": {"c": {"capacity": "head", "role": "d"}},
            "outcomes": {"e": "f"},
            "notes": {"g": "h"},
            "citations": {"i": [{"supports": "title"}]},
            "extra": {"j": "k"},
        }
    )
    assert set(paths_of(event)) == {
        "title",
        *("participants", "participants.c", "participants.c.capacity", "participants.c.role"),
        *("outcomes", "outcomes.e", "outcomes.e.text"),
        *("notes", "notes.g"),
    }


@pytest.mark.parametrize(
    ("path", "other", "expected"),
    [
        ("time", "time", True),
        ("time", "timezone", False),
        ("participants", "participants.coulter", True),
        ("participants.coulter", "participants", True),
        ("participants.coulter", "participants.coulterville", False),
    ],
)
def test_touches(path: str, other: str, *, expected: bool) -> None:
    """Paths touch where one leads into the other, by whole steps."""
    assert touches(path, other) is expected


# ------------------------------------------------------------------------------ anything at all

SCALARS = st.sampled_from(
    [None, "", " ", "~", "x", "head", "Q1", "2025", "2025-02-30", "[2025]", "NO", "0", "1e400"]
) | st.text(max_size=8)
KEYS = st.sampled_from(["id", "title", "date", "events", "says", "when", "supports", "<<", "", "é"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def paths_in(data: Any, path: Path_ = ()) -> list[Path_]:
    """Every path in data."""
    if not isinstance(data, dict | list):
        return [path]
    steps: Any = data.items() if isinstance(data, dict) else enumerate(data)
    return [path, *[each for step, inner in steps for each in paths_in(inner, (*path, step))]]


PLACES = [path for path in paths_in(GOOD) if path]


def placed_well(diagnostics: list[Diagnostic], text: str) -> bool:
    """Whether every diagnostic has a known code and a place within the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return all(
        each.code in CODES
        and 1 <= each.position.line <= len(lines)
        and 1 <= each.position.column <= len(lines[each.position.line - 1]) + 1
        for each in diagnostics
    )


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_any_value_anywhere(changes: list[tuple[Path_, Any]]) -> None:
    """Whatever stands in a file, it is examined without an exception, and placed within it."""
    data = copy.deepcopy(GOOD)
    for path, value in changes:
        owner: Any = data
        try:
            for step in path[:-1]:
                owner = owner[step]
            owner[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    text = written(data)
    diagnostics = check_text(text, "x.yaml")[1]
    assert placed_well(diagnostics, text)


@settings(max_examples=150)
@given(data=st.data())
def test_any_part_of_a_good_file(data: st.DataObject) -> None:
    """A good file with a stretch cut out, doubled or overwritten is examined all the same."""
    text = EVERYTHING.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 200)))
    signs = ["", text[start:end] * 2, "\t", "]", '"', "- ", ": ", "\x00"]
    between = data.draw(st.sampled_from(signs))
    mutilated = text[:start] + between + text[end:]
    assert placed_well(check_text(mutilated, "x.yaml")[1], mutilated)
