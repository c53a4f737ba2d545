"""What editors write by a slip of the hand: said once, at its place, with what to do about it."""

import pytest

from chronology.diagnostics import Severity
from chronology.loading import examine

EVENT = "  - id: talks\n    title: Delegations meet\n    date: 2025-02-27\n"
OTHER = EVENT.replace("talks", "other")
DATED = EVENT.removesuffix("2025-02-27\n")
CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> branch\n"
SIDES = CONFLICT.format("    venue: hall\n", "    venue: palace\n")

SLIPS = {
    "a deeper line": (f"events:\n{EVENT}     place: x\n", "5:11", "stands deeper"),
    "a tab": (f"events:\n{EVENT}\tvenue: hall\n", "5:1", "indent with spaces"),
    "a no-break space": (f"events:\n{EVENT}  \xa0 venue: hall\n", "5:3", "no-break spaces"),
    "no space behind a colon": (f"events:\n{EVENT}    venue:hall\n", "6:1", "a colon and a space"),
    "no dash": (f"events:\n{EVENT}{OTHER.replace('- ', '  ')}", "5:5", "write `- id:`"),
    "no dash at all": (f"events:\n{EVENT.replace('- ', '  ')}", "2:5", "each event with a dash"),
    "no `events`": (EVENT, "1:3", "write `events:` above the list"),
    "a list of participants": (f"events:\n{EVENT}    participants: [us]\n", "5:19", "smith: head"),
    "a list of citations": (f"events:\n{EVENT}    citations: [a]\n", "5:16", "source-id: {passage"),
    "a conflict in an event": (f"events:\n{EVENT}{SIDES}{OTHER}", "5:1", "keep one side"),
    "a web page": ("<html>\n<p>Sorry: nothing</p>\n", "2:9", "is this a chronology?"),
    "a table": ("id,title\na,Talks: more\n", "2:8", "is this a chronology?"),
    "text": ("id;title\n", "1:1", "start it with `events:`"),
    "two values": ('{"id": "a"}\n{"events": []}\n', "2:1", "stands outside of it"),
    "front matter": (f"---\nevents:\n{EVENT}---\n# Heading\n", "6:1", "or all below it"),
    "an accent": (f"events:\n{EVENT.replace('talks', 'tälks')}", "2:9", "write talks"),
    "no known date": (f"events:\n{DATED} TBD\n", "4:12", "leave the date out"),
    "a bound in words": (f"events:\n{DATED} before 2025-02\n", "4:12", 'write "[..2025-02]"'),
}
"""A file, the place of what is wrong with it, and a part of the hint."""


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip(name: str) -> None:
    """A slip of the hand is one error, at its place, and the hint says what was meant."""
    text, place, hint = SLIPS[name]
    errors = [each for each in examine(text, "x.yaml")[1] if each.severity is Severity.ERROR]
    (only,) = errors
    assert f"{only.position.line}:{only.position.column}" == place
    assert hint in str(only.hint)


def test_what_stands_behind_a_missing_dash() -> None:
    """An event without its dash spoils neither the one before it nor what others say of it."""
    later = OTHER.replace("other", "third") + "    follows: other\n"
    text = f"events:\n{EVENT}{OTHER.replace('- ', '  ')}    plaace: x\n{later}"
    shaped, diagnostics = examine(text, "x.yaml")
    assert [each.code for each in diagnostics if each.severity is Severity.ERROR] == [
        "duplicate-key"
    ]
    assert [event.id for event in shaped.record.events] == ["talks", "third"]


@pytest.mark.parametrize("behind", ["", "    date: 2025-02-27\n"])
def test_a_key_that_is_only_repeated(behind: str) -> None:
    """Two ids in a row are no second event."""
    text = f"events:\n  - id: talks\n    id: meeting\n    title: Delegations meet\n{behind}"
    (only,) = [each for each in examine(text, "x.yaml")[1] if each.severity is Severity.ERROR]
    assert only.hint == "keep one of the two"


def test_conflicts() -> None:
    """Each conflict is one error, and the first side of it is read, also with a common base."""
    both = CONFLICT.format(OTHER, OTHER.replace("other", "third"))
    base = both.replace("=======\n", "||||||| base\n=======\n").replace("other", "fourth")
    shaped, diagnostics = examine(f"events:\n{EVENT}{both}{base}", "x.yaml")
    found = [(each.position.line, each.code) for each in diagnostics if "git" in each.message]
    assert found == [(5, "broken-yaml"), (14, "broken-yaml")]
    assert [event.id for event in shaped.record.events] == ["talks", "other", "fourth"]
