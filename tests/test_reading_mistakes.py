"""What editors write by a slip of the hand: said once, at its place, with what to do about it."""

import pytest
from golden_texts import Golden

from chronology.findings import Diagnostic, Severity
from chronology.loading import check_document, check_text
from chronology.reading import Folder, read

EVENT = "  - id: talks\n    title: Delegations meet\n    date: 2025-02-27\n"
OTHER = EVENT.replace("talks", "other")
DATED = EVENT.removesuffix("2025-02-27\n")
CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> branch\n"
SIDES = CONFLICT.format("    venue: hall\n", "    venue: palace\n")

WITHOUT_ID = OTHER.replace("  - id: other\n", "")
PASSAGE = "passage: aa bb ... cc dd"
CITED = f"sources: {{s: {{title: A paper}}}}\nevents:\n{EVENT}"

SLIPS = {
    "a deeper line": (f"events:\n{EVENT}     place: x\n", "5:11"),
    "a tab": (f"events:\n{EVENT}\tvenue: hall\n", "5:1"),
    "a no-break space": (f"events:\n{EVENT}  \xa0 venue: hall\n", "5:3"),
    "no space behind a colon": (f"events:\n{EVENT}    venue:hall\n", "5:5"),
    "no space behind the first colon": (f"events:\n{EVENT}{OTHER.replace('id: ', 'id:')}", "5:5"),
    "no space behind a colon at the top": (f"title:T\nevents:\n{EVENT}", "1:1"),
    "no space behind a colon in a list": (
        f"events:\n{EVENT}    participants:\n      a: head\n      b:head\n",
        "7:7",
    ),
    "no dash": (f"events:\n{EVENT}{OTHER.replace('- ', '  ')}", "5:5"),
    "no dash at all": (f"events:\n{EVENT.replace('- ', '  ')}", "2:5"),
    "no `events`": (EVENT, "1:3"),
    "no line with the id": (
        f"highlights: [other]\nevents:\n{EVENT}{WITHOUT_ID}",
        "6:5",
    ),
    "no line with the citations": (f"{CITED}      s:\n        - {PASSAGE}\n{OTHER}", "6:8"),
    "no line with the citations behind a mapping": (
        f"{CITED}    notes:\n      a: b\n      s:\n        - {PASSAGE}\n{OTHER}",
        "8:7",
    ),
    "one passage without the line with the citations": (
        f"{CITED}    notes:\n      s: {{{PASSAGE}}}\n{OTHER}",
        "7:7",
    ),
    "a file cut off in a key": (f"highlights: [other]\nevents:\n{EVENT}    ven", "6:5"),
    "a file cut off in quotation marks": (
        f'highlights: [other]\nevents:\n{EVENT}    venue: "hall of',
        "6:12",
    ),
    "a file cut off in a list": (f"highlights: [other]\nevents:\n{EVENT}    topics: [", "6:14"),
    "a file cut off behind a key": (f"highlights: [other]\nevents:\n{EVENT}    venue:", "6:5"),
    "a file cut off behind an id": (f"highlights: [other]\nevents:\n{EVENT}  - id: b", "6:5"),
    "a file cut off in an id": (f"highlights: [other]\nevents:\n{EVENT}  - i", "6:5"),
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
    "no line with the id": "- id:",
    "no line with the citations": "citations:",
    "no line with the citations behind a mapping": "citations:",
    "no space behind a colon": "venue: hall",
    "no space behind the first colon": "id: other",
    "no space behind a colon at the top": "title: T",
    "a file cut off in a key": "cut off",
    "a file cut off in quotation marks": "cut off",
    "a file cut off in a list": "cut off",
    "text": "events:",
    "a list of participants": "smith: head",
    "front matter": "---",
    "an accent": "talks",
    "a bound in words": '"[..2025-01]"',
}
"""What is to be written, where that is certain."""


def errors_of(text: str) -> list[Diagnostic]:
    """The errors of a file."""
    return [each for each in check_text(text, "x.yaml")[1] if each.severity is Severity.ERROR]


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
    shaped, diagnostics = check_text(text, "x.yaml")
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
    shaped, diagnostics = check_text(f"events:\n{EVENT}{both}{base}", "x.yaml")
    found = [each for each in diagnostics if each.code == "broken-yaml"]
    assert [each.position.line for each in found] == [5, 14]
    golden(found)
    assert [event.id for event in shaped.record.events] == ["talks", "other", "fourth"]


def at_margin(key: str, *further: str) -> str:
    """A file with a key of its first event at the margin, and mistakes in the others."""
    wrong = "".join(OTHER.replace("other", f"e{n}").replace("02-27", "02-30") for n in range(2))
    return "\n".join([f"events:\n{EVENT}{key}", *further, wrong])


MARGIN = {
    "a mapping": at_margin("citations:", "      s:", "        - passage: aa bb ... cc dd"),
    "a text": at_margin("venue: hall"),
    "a text and a key": at_margin("venue: hall", "    kind: x"),
    "a list": at_margin("topics:", "      - a", "    kind: x"),
    "two keys": at_margin("venue: hall", "status: held", "    kind: x"),
}
"""What the first event has at the margin."""


@pytest.mark.parametrize("name", MARGIN)
def test_a_key_at_the_margin(name: str, golden: Golden) -> None:
    """A key at the margin is one error on its own line, and the other events are checked."""
    shaped, diagnostics = check_text(MARGIN[name], "x.yaml")
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    codes = [each.code for each in errors]
    assert codes == ["broken-yaml", "impossible-date", "impossible-date"]
    assert (errors[0].position.line, errors[0].position.column) == (5, 1)
    assert [event.id for event in shaped.record.events] == ["e0", "e1"]
    golden(errors[:1])


def test_a_key_at_the_margin_of_the_last_event() -> None:
    """A key that only events have is named on its line in the last event, too."""
    text = f"events:\n{OTHER}{EVENT}notes: three\n    venue: hall\n"
    shaped, diagnostics = check_text(text, "x.yaml")
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    assert [(each.code, each.position.line) for each in errors] == [("broken-yaml", 8)]
    assert [event.id for event in shaped.record.events] == ["other"]


def test_a_registry_behind_the_events() -> None:
    """A registry behind a broken event is not taken for a key that belongs to it."""
    text = f"events:\n{EVENT}     place: x\n{OTHER}topics:\n  a: {{label: A}}\n"
    assert [(each.code, each.position.line) for each in errors_of(text)] == [("broken-yaml", 5)]


def test_a_line_that_is_repeated_alone() -> None:
    """A title that stands twice, and nothing else does, starts no event."""
    (only,) = errors_of(f"events:\n{EVENT}    title: Again\n    venue: hall\n{OTHER}")
    assert (only.code, only.position.line) == ("duplicate-key", 5)
    assert "id" not in (only.hint or "")


def test_a_reference_to_an_event_that_lost_its_id() -> None:
    """In a folder, too, an event whose id is nowhere may be any that others name."""
    parts = tuple(
        read(f"events:\n{text}", f"{number}.yaml")
        for number, text in enumerate((f"{EVENT}    follows: third\n", OTHER + WITHOUT_ID))
    )
    found = check_document(Folder.of("f", parts))[1]
    assert [each.code for each in found if each.severity is Severity.ERROR] == ["duplicate-key"]
