"""What the site tells of people: their roles over time, and whom they dealt with."""

import pytest

from chronology import Chronology
from chronology.loading import check_text
from chronology.site import queries
from chronology.site.queries import Registers, encounters, has_crowd

RECORD = """\
parties: {x: {name: X}, y: {name: Y}}
people:
  ann: {name: Ann, party: x}
  abe: {name: Abe, party: x}
  bob: {name: Bob, party: y}
  cat: {name: Cat, party: y}
  dan: {name: Dan}
  eve: {name: Eve}
kinds:
  talks: {label: Talks, group: contact}
  speech: {label: Speech, group: statement}
  sort: {label: Sort}
events:
  - id: first
    title: First
    kind: talks
    date: 2025-01
    participants: {ann: {capacity: head, role: envoy}, abe: member, bob: head, y: speaker}
  - id: second
    title: Second
    date: 2025-02
    participants: {ann: {capacity: head, role: minister}, bob: head, cat: absent}
  - id: third
    title: Third
    kind: sort
    date: 2025-03
    participants: {ann: {capacity: head, role: envoy}, cat: head, dan: mediator, eve: mediator}
  - id: said
    title: Said
    kind: speech
    date: 2025-04
    participants: {ann: speaker, cat: speaker}
  - id: missed
    title: Missed
    kind: talks
    date: 2025-05
    participants: {ann: absent, cat: head}
  - id: planned
    title: Planned
    kind: talks
    status: planned
    date: 2025-06
    participants: {ann: head, cat: head}
"""


def test_roles_come_once() -> None:
    """Equal roles are one, which stands where it is stated first; no role is no role."""
    record = Chronology.of(check_text(RECORD, "")[0].record)
    registers = Registers(record)
    found = registers.roles(record.people["ann"])
    assert [(role, [event.id for event in events]) for role, events in found.items()] == [
        ("envoy", ["first", "third"]),
        ("minister", ["second"]),
    ]
    assert registers.roles(record.people["abe"]) == {}


def test_encounters_are_with_other_sides() -> None:
    """Only contacts that took place count, with those who were there for another side or for none.

    Nobody meets those of their own side, and the party that spoke without a name is no person.
    """
    record = Chronology.of(check_text(RECORD, "")[0].record)

    def met(id_: str) -> list[tuple[str, list[str]]]:
        found = encounters(record.people[id_], record)
        return [(each.id, [event.id for event in events]) for each, events in found.items()]

    assert met("ann") == [
        ("bob", ["first", "second"]),
        ("cat", ["third"]),
        ("dan", ["third"]),
        ("eve", ["third"]),
    ]
    assert met("dan") == [("ann", ["third"]), ("cat", ["third"]), ("eve", ["third"])]
    assert met("abe") == [("bob", ["first"])]


def test_a_crowd_is_no_encounter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where very many took part nobody is said to have dealt with all; that is known of a page."""
    record = Chronology.of(check_text(RECORD, "")[0].record)
    monkeypatch.setattr(queries, "MOST_PRESENT", 3)
    met = encounters(record.people["ann"], record)
    assert [(each.id, len(events)) for each, events in met.items()] == [("bob", 1)]
    assert has_crowd(record)
    assert not has_crowd(event for event in record if event.id == "second")
