"""Events, people, places and whole chronologies as values: equality, hashes, pickles, copies."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chronology import Chronology, Event, load
from chronology.loading import check_text

EVERYTHING = Path(__file__).parent / "good" / "everything.yaml"
COMPLETE = Path(__file__).parent / "sites" / "complete.yaml"
FILES = [EVERYTHING, COMPLETE]
REGISTRIES = ("sources", "parties", "people", "places", "kinds", "topics")

MANY = 3_000

IN_ANOTHER_PROCESS = """
import pickle, sys
things = pickle.load(sys.stdin.buffer)
assert len({*things}) == len(things)
sys.stdout.buffer.write(pickle.dumps(things))
"""


def again(thing: Any) -> Any:
    """A thing that was pickled."""
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 - our own bytes


def things(made: Chronology) -> list[Any]:
    """Everything with an id in a chronology."""
    return [*made, *(thing for name in REGISTRIES for thing in getattr(made, name).values())]


def chronology(text: str) -> Chronology:
    """The chronology in a text."""
    return Chronology.of(check_text(text, "x.yaml")[0].record)


@pytest.mark.parametrize("file", FILES)
def test_things_are_equal_by_value(file: Path) -> None:
    """What was loaded twice, pickled or copied is equal, and has the same hash."""
    one, other = load(file), load(file)
    assert things(one) == things(other) == things(again(one)) == things(copy.deepcopy(one))
    assert things(one) == [again(each) for each in things(one)] == again(things(one))
    assert things(one) == [copy.deepcopy(each) for each in things(one)]
    assert all(copy.copy(each) == each for each in things(one))
    assert len({*things(one), *things(other), *again(things(one))}) == len(things(one))
    citations = [each for event in one for each in event.citations]
    assert citations == [each for event in other for each in event.citations]
    assert len({*citations, *again(citations)}) == len({*citations})


@pytest.mark.parametrize("file", FILES)
def test_a_chronology_is_a_value(file: Path) -> None:
    """A chronology, whole or in part, pickles and copies to an equal one that answers the same."""
    made = load(file)
    for each in (made, made[1:3], made[:0]):
        assert again(each) == each == copy.deepcopy(each)
        assert hash(again(each)) == hash(each)
        assert again(each).to_rows() == each.to_rows()
        assert repr(again(each)) == repr(each)
    assert made == load(file)
    assert made[1:3] == load(file)[1:3]
    assert made != made[1:]
    assert made != list(made)
    assert again(made).file == made.file
    assert [each.bounds for each in again(made)] == [each.bounds for each in made]


def test_what_is_pickled_at_once_stays_together() -> None:
    """Events that are pickled with their chronology are that chronology's own afterwards."""
    made, event = again((load(COMPLETE), load(COMPLETE)["bridge-talks"]))
    assert event == made["bridge-talks"]
    made = load(COMPLETE)
    made, event = again((made, made["bridge-talks"]))
    assert event is made["bridge-talks"]


def test_things_survive_another_process() -> None:
    """What another process has read, hashed and sent back is equal to what was sent."""
    sent = things(load(EVERYTHING))
    done = subprocess.run(
        (sys.executable, "-P", "-c", IN_ANOTHER_PROCESS),
        input=pickle.dumps(sent),
        capture_output=True,
        check=True,
    )
    received = pickle.loads(done.stdout)  # noqa: S301 - our own bytes
    assert received == sent
    assert {*received} == {*sent}


FIELDS = """
title: T
people: {ann: {name: Ann, party: p}}
parties: {p: {name: P}, ann2: {name: Ann}}
places: {o: {name: O}}
sources: {s: {title: S}, r: {title: R}}
events:
  - {id: b, title: B}
  - id: a
    title: A
    date: 2025
    place: o
    participants: {ann: head}
    follows: b
    notes: {n: x}
    extra: {list: [1, {b: c}]}
    outcomes: {o: {text: T, event: b}}
    citations: {s: [{passage: one two ... three four, when: {says: then, after: b}}]}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A", "title: Ah"),
        ("date: 2025", "date: 2025?"),
        ("name: O}", "name: Oslo}"),
        ("name: P}", "name: Party}"),
        ("ann: head", "ann: member"),
        ("follows: b", "part_of: b"),
        ("follows: b", ""),
        ("{n: x}", "{n: y}"),
        ("{b: c}", "{b: d}"),
        ("event: b", ""),
        ("title: S", "title: Source"),
        ("s: [{", "r: [{"),
        ("three four", "three five"),
        ("after: b", "before: b"),
        ("after: b", "after: 2024"),
    ],
)
def test_other_content_is_another_value(old: str, new: str) -> None:
    """Two events of one id with different content are not equal, nor are their chronologies."""
    assert old in FIELDS
    one, other = chronology(FIELDS), chronology(FIELDS.replace(old, new))
    assert one["a"] != other["a"]
    assert one["a"] not in other
    assert one["b"] == other["b"]
    assert one["b"] in other
    assert one != other
    assert one["a"] == again(one)["a"] != again(other)["a"]


@pytest.mark.parametrize(
    "text",
    [
        FIELDS.replace("title: T", "title: Two"),
        FIELDS.replace("name: Ann}", "name: Anna}"),
    ],
)
def test_header_and_registries_are_part_of_a_chronology(text: str) -> None:
    """The same events below another header, or beside another registry, are another chronology."""
    one, other = chronology(FIELDS), chronology(text)
    assert [*one] == [*other]
    assert one != other
    assert one == chronology(FIELDS.lstrip())


def test_things_of_two_sorts_are_never_equal() -> None:
    """A person and a party of one id are two, as is a thing and its id."""
    made = chronology(FIELDS)
    assert made.people["ann"] != made.parties["ann2"]
    assert made["a"] != "a"
    assert made.places["o"] != made["a"]


def test_an_event_that_somebody_made_is_itself() -> None:
    """An event that was made from another one keeps its own fields in a pickle."""
    event = chronology(FIELDS)["a"]
    changed = dataclasses.replace(event, title="Mine")
    assert changed != event
    assert again(changed) == changed
    assert again(changed).title == "Mine"
    homeless = dataclasses.replace(event, reckoning=None)
    assert again(homeless) == homeless == event


def chain() -> str:
    """A file of many events in a long chain, each linked in a circle with its neighbours."""
    lines = (
        f"  - {{id: e{n}, title: Event {n}, {f'follows: e{n - 1}, ' if n else ''}"
        f"outcomes: {{next: {{text: N, event: e{(n + 1) % MANY}}}}}}}\n"
        for n in range(MANY)
    )
    return "events:\n" + "".join(lines)


def test_long_chains_cost_no_depth_and_no_square() -> None:
    """Thousands of events in a chain are compared, hashed, pickled and copied in one go each.

    A cost that grew with the square of their number would take minutes.
    """
    record = check_text(chain(), "x.yaml")[0].record
    made, other = Chronology.of(record), Chronology.of(record.model_copy())
    assert made == other == again(made)
    assert len({*made, *other}) == MANY
    assert all(event in other for event in made)
    last = f"e{MANY - 1}"
    assert again(made[last]) == copy.deepcopy(made[last]) == other[last]
    assert isinstance(again(made[last]).follows, Event)
    assert again(list(made)) == list(other)
