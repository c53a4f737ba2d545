"""What editors write by a slip of the hand: said once, at its place, with what to do about it."""

import pytest
from golden_texts import Golden

from chronology.diagnostics import Diagnostic, Severity
from chronology.loading import examine

EVENT = "  - id: talks\n    title: Delegations meet\n    date: 2025-02-27\n"
OTHER = EVENT.replace("talks", "other")
DATED = EVENT.removesuffix("2025-02-27\n")
CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> branch\n"
SIDES = CONFLICT.format("    venue: hall\n", "    venue: palace\n")

SLIPS = {
    "a deeper line": (f"events:\n{EVENT}     place: x\n", "5:11"),
    "a tab": (f"events:\n{EVENT}\tvenue: hall\n", "5:1"),
    "a no-break space": (f"events:\n{EVENT}  \xa0 venue: hall\n", "5:3"),
    "no space behind a colon": (f"events:\n{EVENT}    venue:hall\n", "6:1"),
    "no dash": (f"events:\n{EVENT}{OTHER.replace('- ', '  ')}", "5:5"),
    "no dash at all": (f"events:\n{EVENT.replace('- ', '  ')}", "2:5"),
    "no `events`": (EVENT, "1:3"),
    "a list of participants": (f"events:\n{EVENT}    participants: [us]\n", "5:19"),
    "a list of citations": (f"events:\n{EVENT}    citations: [a]\n", "5:16"),
    "a conflict in an event": (f"events:\n{EVENT}{SIDES}{OTHER}", "5:1"),
    "a web page": ("<html>\n<p>Sorry: nothing</p>\n", "2:9"),
    "a table": ("id,title\na,Talks: more\n", "2:8"),
    "text": ("id;title\n", "1:1"),
    "two values": ('{"id": "a"}\n{"events": []}\n', "2:1"),
    "front matter": (f"---\nevents:\n{EVENT}---\n# Heading\n", "6:1"),
    "an accent": (f"events:\n{EVENT.replace('talks', 'tälks')}", "2:9"),
    "no known date": (f"events:\n{DATED} TBD\n", "4:12"),
    "a bound in words": (f"events:\n{DATED} before 2025-02\n", "4:12"),
}
"""A file, and the place of what is wrong with it."""

CURES = {
    "no dash": "- id:",
    "no dash at all": "- id: ...",
    "no `events`": "events:",
    "text": "events:",
    "a list of participants": "smith: head",
    "front matter": "---",
    "an accent": "talks",
    "a bound in words": '"[..2025-01]"',
}
"""What is to be written, where that is certain."""


def errors_of(text: str) -> list[Diagnostic]:
    """The errors of a file."""
    return [each for each in examine(text, "x.yaml")[1] if each.severity is Severity.ERROR]


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip(name: str, golden: Golden) -> None:
    """A slip of the hand is one error, at its place, and the hint says what was meant."""
    text, place = SLIPS[name]
    (only,) = errors_of(text)
    assert f"{only.position.line}:{only.position.column}" == place
    assert only.hint
    assert CURES.get(name, "") in only.hint
    golden([only])


def test_what_stands_behind_a_missing_dash() -> None:
    """An event without its dash spoils neither the one before it nor what others say of it."""
    later = OTHER.replace("other", "third") + "    follows: other\n"
    text = f"events:\n{EVENT}{OTHER.replace('- ', '  ')}    plaace: x\n{later}"
    shaped, diagnostics = examine(text, "x.yaml")
    errors = [each.code for each in diagnostics if each.severity is Severity.ERROR]
    assert errors == ["duplicate-key"]
    assert [event.id for event in shaped.record.events] == ["talks", "third"]


@pytest.mark.parametrize("behind", ["", "    date: 2025-02-27\n"], ids=["last", "before a date"])
def test_a_key_that_is_only_repeated(behind: str, golden: Golden) -> None:
    """Two ids in a row are no second event."""
    text = f"events:\n  - id: talks\n    id: meeting\n    title: Delegations meet\n{behind}"
    (only,) = errors_of(text)
    assert only.code == "duplicate-key"
    golden([only])


def test_conflicts(golden: Golden) -> None:
    """Each conflict is one error, and the first side of it is read, also with a common base."""
    both = CONFLICT.format(OTHER, OTHER.replace("other", "third"))
    base = both.replace("=======\n", "||||||| base\n=======\n").replace("other", "fourth")
    shaped, diagnostics = examine(f"events:\n{EVENT}{both}{base}", "x.yaml")
    found = [each for each in diagnostics if each.code == "broken-yaml"]
    assert [each.position.line for each in found] == [5, 14]
    golden(found)
    assert [event.id for event in shaped.record.events] == ["talks", "other", "fourth"]
