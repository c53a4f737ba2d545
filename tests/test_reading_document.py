"""YAML text read into plain data: what is read, what is refused, and where everything stands."""

import gc
import importlib.util
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import chronology.findings
import chronology.reading.builder
from chronology.cli import main
from chronology.findings import Position
from chronology.loading import check_text
from chronology.reading import BROKEN, Document, read
from chronology.reading.builder import places_in

HERE = Path(__file__).parent
SECONDS = 60.0
"""Within what time a hostile file is read, by a wide margin: most take a hundredth of a second."""


def troubles(content: bytes | str) -> list[str]:
    """The troubles of a text as `line:column code`."""
    document = read(content, "x.yaml")
    return [
        f"{each.position.line}:{each.position.column} {each.code}" for each in document.troubles
    ]


def errors(content: bytes | str) -> list[str]:
    """The errors of a file as `line:column code`, in order."""
    return [
        f"{each.position.line}:{each.position.column} {each.code}"
        for each in check_text(content, "x.yaml")[1]
        if each.severity == "error"
    ]


# ------------------------------------------------------------------------------ what is read


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("---\n...\n", None),
        ("word", "word"),
        ("- a\n- b", ["a", "b"]),
        ("{}", {}),
        ("a: NO\nb: 012\nc: 12:30\nd: 2025-02-12\ne: 0x1F\nf: 1e3", {
            "a": "NO", "b": "012", "c": "12:30", "d": "2025-02-12", "e": "0x1F", "f": "1e3",
        }),
        ("a: ~\nb: null\nc:\nd: Null\ne: NULL", dict.fromkeys("abcde")),
        ("a: '~'\nb: \"null\"\nc: ''\nd: nULL", {"a": "~", "b": "null", "c": "", "d": "nULL"}),
        ("a: |\n  two\n  lines\nb: >-\n  one\n  line\n", {"a": "two\nlines\n", "b": "one line"}),
        ("? a\n: b\n", {"a": "b"}),
        ("{a: [b, {c: d}], 'e': []}", {"a": ["b", {"c": "d"}], "e": []}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("a: b\rc: d\r", {"a": "b", "c": "d"}),
        ("\ufeffa: b", {"a": "b"}),
        ("%YAML 1.2\n---\na: b", {"a": "b"}),
        ("null: x\ntrue: y\n", {"null": "x", "true": "y"}),
        ('"": x\n', {"": "x"}),
        ("a: b&c", {"a": "b&c"}),
        ("a: \U0001f54a\ufe0f", {"a": "\U0001f54a\ufe0f"}),
    ],
)  # fmt: skip
def test_data(text: str, data: Any) -> None:
    """Scalars stay the text that was written, but for null; keys are always text."""
    document = read(text, "x.yaml")
    assert document.data == data
    assert document.troubles == []
    assert read(text.encode(), "x.yaml").data == data


def test_empty_values_are_listed() -> None:
    """A document tells where its nulls stand."""
    document = read("a:\nb: [x, ~]\nc: {d: null}\n", "x.yaml")
    assert document.empty == [("a",), ("b", 1), ("c", "d")]
    assert read("a: b\na:\n", "x.yaml").empty == []


# ------------------------------------------------------------------------------ positions

TEXT = """\
title: Talks  # a comment
"quoted":   'value'
? complex
: here
flow: {a: 1, b: [x, "y", {c: d}]}
empty:
  none:
  list: [, ]
événement: 🕊️ text
🕊️🕊️: [ü, 🕊️, z]
block: |
  text
folded: >-

  text
nested:
    - - deep
      - deeper:
          deepest: x
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), None, (1, 1)),
        (("title",), (1, 1), (1, 8)),
        (("quoted",), (2, 1), (2, 13)),
        (("complex",), (3, 3), (4, 3)),
        (("flow",), (5, 1), (5, 7)),
        (("flow", "a"), (5, 8), (5, 11)),
        (("flow", "b", 0), None, (5, 18)),
        (("flow", "b", 1), None, (5, 21)),
        (("flow", "b", 2, "c"), (5, 27), (5, 30)),
        (("empty", "none"), (7, 3), (7, 8)),
        (("événement",), (9, 1), (9, 12)),
        (("🕊️🕊️",), (10, 1), (10, 7)),
        (("🕊️🕊️", 2), None, (10, 15)),
        (("block",), (11, 1), (11, 8)),
        (("folded",), (13, 1), (13, 9)),
        (("nested",), (16, 1), (17, 5)),
        (("nested", 0), None, (17, 7)),
        (("nested", 0, 0), None, (17, 9)),
        (("nested", 0, 1, "deeper", "deepest"), (19, 11), (19, 20)),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_positions(path: Any, key: Any, value: Any, line_end: str) -> None:
    """A value and its key have their lines and columns, in characters, however lines end."""
    text = TEXT.replace("  list: [, ]\n", "  list: [x]\n").replace("\n", line_end)
    document = read(text, "x.yaml")
    assert document.troubles == []
    position = document.position(path)
    assert (position.line, position.column) == value
    at_key = document.position(path, at_key=True)
    assert (at_key.line, at_key.column) == (key or value)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("nothing",), (1, 1)),
        (("nothing", "at", "all"), (1, 1)),
        (("events", 0, "date"), (2, 5)),
        (("events", 1, "title", "en"), (4, 12)),
        (("events", 1, "citations", "ledger", 0, "passage"), (6, 16)),
        (("events", 1, "citations", "gazette", 0), (5, 16)),
        (("events", "ids"), (2, 3)),
        (("sources", "ledger", "url"), (8, 11)),
    ],
)  # fmt: skip
def test_what_is_missing_has_the_place_around_it(path: Any, place: Any) -> None:
    """What a file does not have is placed at the nearest thing around it that it has."""
    text = (
        "events:\n  - id: talks\n"
        "  - id: call\n    title: A call\n    citations: \n"
        "      ledger: [{supports: title}]\n"
        "sources:\n  ledger: {title: x}\n"
    )
    text = text.replace("citations: \n      ledger", "citations: {\n      ledger", 1)
    text = text.replace("title}]\n", "title}]}\n", 1)
    position = read(text, "x.yaml").position(path, at_key=path[-1] in ("date", "url"))
    assert (position.line, position.column) == place


@pytest.mark.parametrize(
    "events",
    [
        "- id: a\n  title: [x]\n- id: b\n  title: [x]\n",
        "  - id: a\n    title: [x]\n\n\n  # a comment\n  - id: b\n    title: [x]\n",
        "  -\n    id: a\n    title: [x]\n  -   id: b\n      title: [x]\n",
        "  [{id: a, title: [x]}, {id: b, title: [x]}]\n",
        "  [{id: a,\n    title: [x]}, {id: b,\n   title: [x]},\n  ]\n",
        "  - {id: a, title: [x]}\n  - {id: b,\n     title: [x],\n    }\n",
        "  - id: a\n    title: [x]\n    notes: |\n      - id: b\n\n  - id: b\n    title: [x]\n",
        "  - !!map\n    id: a\n    title: [x]\n  - &b\n    id: b\n    title: [x]\n",
        "  - ? id\n    : a\n    ? title\n    : [x]\n  - id: b\n    title: [x]\n",
    ],
    ids=range(9),
)
@pytest.mark.parametrize("around", ["{}", "sources: {{}}\n{}", "{}license: X\n", "--- #\n{}...\n"])
def test_events_have_places_however_they_are_laid_out(events: str, around: str) -> None:
    """Events are placed alike in block and flow style, with comments, texts and keys around."""
    text = around.format("events:\n" + events)
    document = read(text, "x.yaml")
    lines = text.split("\n")
    for number in (0, 1):
        position = document.position(("events", number, "title"))
        assert lines[position.line - 1][position.column - 1 :].startswith("[x]")
        assert lines[position.line - 1].count("[x]", 0, position.column - 1) in (0, number)
    first, second = (document.position(("events", number, "title")) for number in (0, 1))
    assert (first.line, first.column) < (second.line, second.column)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_of_editors(sign: str) -> None:
    """A line separator from a web page does not shift the lines of what follows it."""
    text = f"events:\n  - id: a\n    title: 'x{sign}y'\n  - id: B\n    title: y\nlicense: ''\n"
    assert [each for each in errors(text) if "control" not in each] == [
        "4:9 bad-id",
        "6:10 empty-value",
    ]


# ------------------------------------------------------------------------------ broken YAML

BREAKS = {
    "an unclosed quotation mark": ('summary: "never closed', 0, 9),
    "an unclosed apostrophe": ("summary: 'never closed", 0, 9),
    "too much indentation": ("  venue: hall", 0, 7),
    "too little indentation": ("\b venue: hall", 0, -1),
    "an unclosed bracket": ("topics: [visas, flights", 0, 8),
    "an unclosed brace": ("participants: {us: head", 0, 14),
    "a colon in plain text": ("summary: Lavrov: no comment", 0, 15),
    "a tab before a key": ("\t", 0, 0),
    "a tab first on a line": ("\t\t", 0, 0),
    "an at sign": ("summary: @home", 0, 9),
    "text behind a quotation": ('summary: "Talks" began', 0, 9),
    "an apostrophe in apostrophes": ("summary: 'Trump's call'", 0, 9),
    "a path of Windows": ('summary: "C:\\users"', 0, 9),
    "a key without a colon": ("venue hall", 0, 0),
    "a list among fields": ("- venue: hall", 0, 0),
    "a bracket that closes nothing": ("}", 0, 0),
    "text behind a bar": ("summary: | text", 0, 9),
}
"""What breaks an event's YAML, and where: on which line after it, and how far behind its indent."""


def event(number: int, line: str | None = None) -> list[str]:
    """The lines of an event whose date is impossible, with one more line."""
    more = []
    if line is not None:
        more = ["    " + line]
        if line.startswith("\b"):
            more = ["  " + line[1:] + ""]
        elif line == "\t":
            more = ["    \tvenue: hall"]
        elif line == "\t\t":
            more = ["\tvenue: hall"]
    return [f"  - id: e{number}", "    title: Talks", *more, "    date: 2025-02-30"]


@pytest.mark.parametrize("at", [{0}, {1}, {2}, {0, 2}, {1, 2}], ids=str)
@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_event_does_not_hide_the_others(name: str, at: set[int]) -> None:
    """Broken YAML in an event is said once, at its place, and the other events are still read."""
    line, further, column = BREAKS[name]
    lines, expected = ["title: T", "events:"], []
    for number in range(3):
        lines += event(number, line if number in at else None)
        if number in at:
            place = {"\t\t": 1}.get(line, 4 + column + 1)
            expected.append(f"{len(lines) - 1 + further}:{place} broken-yaml")
        else:
            expected.append(f"{len(lines)}:11 impossible-date")
    text = "\n".join([*lines, "license: ''", ""])
    assert errors(text) == [*expected, f"{len(lines) + 1}:10 empty-value"]


@pytest.mark.parametrize(
    "header",
    ['title: "x', "highlights: [a, b", "sources: {a: {title: x}", "title: a: b", "title: @x"],
)
def test_broken_yaml_outside_the_events_is_said_once(header: str) -> None:
    """Broken YAML before the events is one trouble, and nothing that follows from it is said."""
    (only,) = errors("\n".join([header, "events:", *event(0), *event(1), ""]))
    assert only.startswith("1:")
    assert only.endswith("broken-yaml")


def test_broken_yaml_after_the_events() -> None:
    """Broken YAML behind the events does not take the last event for the culprit."""
    text = "\n".join(["events:", *event(0), *event(1), "sources:", "  a: b: c", ""])
    assert troubles(text) == ["9:7 broken-yaml"]


def test_the_lost_event_is_kept_as_text() -> None:
    """The text of an event that cannot be read is kept, and the others keep their numbers."""
    text = "\n".join(["events:", *event(0, "a: b: c"), *event(1), ""])
    document = read(text, "x.yaml")
    assert document.lost == ["\n".join(event(0, "a: b: c"))]
    assert document.data == {
        "events": [{"id": "e1", "title": "Talks", "date": "2025-02-30"}],
    }
    assert document.text == text


def test_no_event_is_left() -> None:
    """Where every event is broken the list is empty, and that it is so is no mistake of its own."""
    text = "events:\n  - id: a\n    title: b: c\n"
    assert errors(text) == ["3:13 broken-yaml"]
    assert read(text, "x.yaml").data == {"events": []}


def test_every_broken_event_is_said() -> None:
    """However many events are broken, each is said, and the sound ones are read."""
    text = "events:\n" + "  - id: a\n    title: b: c\n  - id: a\n    title: b\n" * 200
    document = read(text, "x.yaml")
    assert [each.position.line for each in document.troubles] == list(range(3, 803, 4))
    assert document.data == {"events": [{"id": "a", "title": "b"}] * 200}


def test_after_fifty_breaks_between_events_reading_stops() -> None:
    """What breaks the list and no event alone costs a reading each; that they end is said."""
    text = "events:\n  - id: a\n    title: b\n" + "    - id: a\n      title: b\n" * 60
    found = troubles(text)
    assert found[0] == "4:5 broken-yaml"
    assert [each.split()[1] for each in found] == ["broken-yaml"] * 51 + ["too-many"]
    assert read(text, "x.yaml").data is BROKEN


HEADS = ["events:", '"events":', "'events' :", "events :  # all"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("dash", ["- ", "  - ", "  -\n    ", "-   "], ids=repr)
def test_the_list_is_found_however_it_is_written(head: str, dash: str) -> None:
    """An event is stepped over wherever its dash stands, and however the key is written."""
    indent = "\n" + " " * len(dash.rpartition("\n")[2])
    events = [f"{dash}id: e{n}{indent}title: {t}" for n, t in enumerate(["[x]", "a: b", "[y]"])]
    text = "\n".join(["title: T", head, *events, "license: ''", ""])
    assert [each.split()[1] for each in errors(text)] == [
        *("wrong-type", "broken-yaml", "wrong-type", "empty-value"),
    ]  # fmt: skip


A = "events:\n  - id: a\n    title: "


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # The whole file stands further in.
        (
            "  events:\n    - id: a\n      title: b: c\n    - id: b\n      title: []\n  title: ''",
            ["3:15 broken-yaml", "5:14 wrong-type", "6:10 empty-value"],
        ),
        # One event stands further in, or further out, than the others.
        (
            A + "[x]\n    - id: b\n      title: y\n  - id: c\n    title: [z]\n",
            ["3:12 wrong-type", "4:5 broken-yaml", "7:12 wrong-type"],
        ),
        (
            "events:\n   - id: a\n     title: []\n  - id: b\n    x: y\n   - id: c\n     title: []",
            ["3:13 wrong-type", "4:3 broken-yaml", "7:13 wrong-type"],
        ),
        # A quotation mark that nothing closes, or only one of another event.
        (
            A + "'x\n  - id: b\n    title: [y]\n",
            ["3:12 broken-yaml", "5:12 wrong-type"],
        ),
        (
            A + '"x\n  - id: b\n    title: "y"\n    date: soon\n',
            ["3:12 broken-yaml", "6:11 bad-date"],
        ),
        (
            A + '"x\n  - id: b\n    title: y"\n    date: soon\n',
            ["3:12 broken-yaml", "6:11 bad-date"],
        ),
        # A list of the user's own is none of events, and neither is a text.
        (A + "b\n    extra: {x: [1]}\n    summary: |\n      - id: b\n", []),
        (A + "b\n    extra:\n      x:\n        - id: b\n        - id: c\n", []),
        (A + "b\n    extra:\n      x:\n      - id: b\n      - id: c\n", []),
        ("events: [{id: a, title: b}]\ntopics: {x: {label: '- id: a - id: b'}}\n", []),
        # Directives may give events their meaning.
        ("%TAG !e! tag:e.example,2025:\n---\n" + A + "b: c\n", ["5:13 broken-yaml"]),
        # An end mark, before which nothing stands.
        ("...\n---\nevents: []\n", ["1:1 broken-yaml"]),
        ("---\n---\nevents: []\n", ["2:1 many-documents"]),
        ("title: a\n---\nevents: []\n", ["2:1 many-documents"]),
        ("events:\n---\nevents: []\n", ["2:1 many-documents"]),
    ],
    ids=range(15),
)  # fmt: skip
def test_broken_events_are_found_by_their_layout(events: str, expected: list[str]) -> None:
    """Only the event that is broken is stepped over, whatever it does to its neighbours."""
    assert errors(events) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a: "\\ud800"', "1:4"),
        ('a: "b\n\n  \\udfff"', "1:4"),
        ('a: "\\U00110000"', "1:4"),
        ('a: "\\UFFFFFFFF"', "1:4"),
        ("%YAML 1." + "9" * 5_000 + "\n---\na: b", None),
    ],
)
def test_numbers_that_no_character_has(text: str, place: str | None) -> None:
    """An escape beyond Unicode, half a character, and a version without end break the YAML."""
    (only,) = troubles(text)
    assert only.endswith(" broken-yaml")
    assert place is None or only.startswith(place)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"A \\ud83d\\ude00"', "A \U0001f600"),
        ('"\\uD83D\\uDE00\\ud83d\\ude01"', "\U0001f600\U0001f601"),
        ('"\\\\\\ud83d\\ude00"', "\\\U0001f600"),
        ('"\\udbff\\udffd"', "\U0010fffd"),
        ("'\\ud83d\\uDE00'", "\\ud83d\\uDE00"),
        ("'\\\\\\ud83d\\ude00 \\ud83d\\ude01'", "\\\\\\ud83d\\ude00 \\ud83d\\ude01"),
        ("a \\ud83d\\ude00\n  b\\ud83d\\ude01", "a \\ud83d\\ude00 b\\ud83d\\ude01"),
        ("|-\n  \\ud83d\\ude00\n  b", "\\ud83d\\ude00\nb"),
        ('"\\u2060\\u2060 \\/ \\ud83d\\ude00"', "\u2060\u2060 / \U0001f600"),
    ],
)
def test_a_character_in_two_halves(text: str, value: str) -> None:
    """Two escaped halves are one character in double quotation marks, and themselves elsewhere."""
    assert read(f"a: {text}", "x.yaml").data == {"a": value}


@pytest.mark.parametrize("text", [r'"\ud83d"', r'"\ude00\ud83d"', r'"\\ud83d\ude00"'])
def test_half_a_character_breaks_the_yaml(text: str) -> None:
    """One half alone is no character, nor are two in the wrong order, or one that is escaped."""
    document = read(f'{{"events": [{{"title": {text}}}]}}', "x.json")
    assert [(each.code, each.hint and each.hint[:12]) for each in document.troubles] == [
        ("broken-yaml", "no character")
    ]


def test_what_stands_behind_a_character_in_two_halves_has_its_place() -> None:
    """A place behind two halves is counted in the characters of the file."""
    document = read('{"\\ud83d\\ude00": "\\ud83d\\ude00", "b": {"c": 1}}', "x.json")
    assert document.position(("b", "c")) == Position(1, 45)


def test_reading_ends_after_ten_thousand_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but duplicate keys is not told key by key, and that it is not is said."""
    monkeypatch.setattr(chronology.reading.builder, "MAX_TROUBLES", 3)
    assert [each.split()[1] for each in troubles("a: 1\n" * 100)] == [
        *("too-many", "duplicate-key", "duplicate-key", "duplicate-key"),
    ]  # fmt: skip


def test_an_event_that_needs_the_head_of_the_file() -> None:
    """An event with a tag that is declared above it is placed by reading the whole file."""
    text = "%TAG !e! tag:example.org,2025:\n---\nevents:\n  - id: !e!id a\n    title: [b]\n"
    assert errors(text) == ["4:9 yaml-tag", "5:12 wrong-type"]


def test_what_an_event_stands_for_alone_is_told_from_the_file() -> None:
    """An event whose text is not YAML by itself is placed by reading the whole file."""
    document = read("events: [{id: a, title: b}, {id: c,\n  title: d}]\n", "x.yaml")
    position = document.position(("events", 1, "title"))
    assert (position.line, position.column) == (2, 10)


# ------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ["2:1 duplicate-key"]),
        ("a: 1\n'a': 2\n\"a\": 3\n", ["2:1 duplicate-key", "3:1 duplicate-key"]),
        ("a: {b: {c: 1, c: {d: 2, d: 3}}}", ["1:15 duplicate-key", "1:25 duplicate-key"]),
        ("a:\n- b: 1\n  b: 2\n- b: 3\n", ["3:3 duplicate-key"]),
        ("a: &x 1\nb: *x\n", ["1:4 yaml-anchor", "2:4 yaml-alias"]),
        ("a: [&x 1, *x, *x]\n", ["1:5 yaml-anchor", "1:11 yaml-alias", "1:15 yaml-alias"]),
        ("a: *nowhere\n", ["1:4 yaml-alias"]),
        ("*nowhere\n", ["1:1 yaml-alias"]),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ["1:4 yaml-anchor", "3:3 merge-key"]),
        ("a: {<<: {b: 1}}\n", ["1:5 merge-key"]),
        ("a: {<<: [{b: 1}]}\n", ["1:5 merge-key"]),
        ("a: {'<<': b}\n", []),
        ("a: !!str 1\n", ["1:4 yaml-tag"]),
        ("a: !mine {b: 1}\nc: !!seq [1]\n", ["1:4 yaml-tag", "2:4 yaml-tag"]),
        ("!!map {}\n", ["1:1 yaml-tag"]),
        ("[a, b]: c\n", ["1:1 bad-key"]),
        ("? {a: b}\n: c\n", ["1:3 bad-key"]),
        ("&x a: b\n*x : c\n", ["2:1 bad-key", "1:1 yaml-anchor"]),
        ("a: 1\n---\nb: 2\n", ["2:1 many-documents"]),
        ("a: 1\n...\n---\nb: 2\n---\nc: 3\n", ["3:1 many-documents"]),
        ("a: 1\x07\n", ["1:5 control-character"]),
        ("a:\n  - \x00\x1b\n", ["2:5 control-character", "2:6 control-character"]),
        ("a: \x7f\ufffe\n", ["1:4 control-character", "1:5 control-character"]),
        ("a: x\ud800\n", ["1:5 control-character"]),
        ("a: b\r\rc: \x07", ["3:4 control-character"]),
        ("a: b\r\nc: \x07", ["2:4 control-character"]),
        ("{" * 33, ["1:2 bad-key"]),
    ],
)
def test_refused(text: str, expected: list[str]) -> None:
    """What makes a file mean different things to different readers is refused at its place."""
    assert troubles(text) == expected


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfea\x00", "1:1"),
        (b"\xfe\xff\x00a", "1:1"),
        (b"a: b\nc: \xe9t\xe9\n", "2:4"),
        ("é: 🕊️ ".encode() + b"\xc0\x80", "1:7"),
        (b"a: b\r\nc: \xed\xa0\x80\n", "2:4"),
        (b"a: b\rc: \x80\r", "2:4"),
        (b"a: \xe2\x82", "1:4"),
        (b"\xef\xbb\xbfa: \xff", "1:4"),
    ],
)
def test_not_utf_8(content: bytes, place: str) -> None:
    """The first byte that is not UTF-8 is told by its place in the text, the mark not counted."""
    document = read(content, "x.yaml")
    assert troubles(content) == [f"{place} not-utf-8"]
    assert document.data is BROKEN


def test_utf_16_without_a_mark() -> None:
    """Text in UTF-16 without a byte order mark is one mistake, not one for each character."""
    assert len(errors("events: []\n".encode("utf-16-le"))) == 1


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufffe"])
@pytest.mark.parametrize("field", ["id", "title", "date", "place", "status"])
def test_a_control_character_is_one_mistake(sign: str, field: str) -> None:
    """A control character is said once, whatever field it spoils."""
    values = {"id": "a", "title": "b"} | {field: f"x{sign}y"}
    text = "events:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in values.items())
    assert [each.split()[1] for each in errors(text)] == ["control-character"]


# ------------------------------------------------------------------------------ hostile files


def _alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("[" * 100_000, "1:33 too-deep"),
        ("{a: " * 100_000, "1:129 too-deep"),
        ("- " * 100_000, "1:65 too-deep"),
        ("\n".join(" " * depth + "a:" for depth in range(500)), "33:33 too-deep"),
        ("events:\n  - id: a\n    extra: " + "[" * 100_000, "3:41 too-deep"),
        ("? " * 100_000, "1:3 bad-key"),
        (_alias_bomb(), "1:5 yaml-anchor"),
        ("a: " + "x" * 1_000_000 + "\x07", "1:1000004 control-character"),
        ("a: '" + "x" * 1_000_000, "1:4 broken-yaml"),
        ("events:\n" + "  - id: a\n    title: b: c\n" * 2_000, "3:13 broken-yaml"),
        ("a: &" + "x" * 100_000 + " b\nc: !" + "y" * 100_000 + " d", "1:4 yaml-anchor"),
    ],
    ids=lambda value: value[:12] if len(value) > 30 else value,
)
def test_bombs(text: str, first: str) -> None:
    """What would crash another reader, or fill its memory, is refused at once."""
    start = time.perf_counter()
    assert troubles(text)[0] == first
    assert time.perf_counter() - start < SECONDS


def test_depth_that_is_read() -> None:
    """Thirty-two levels are read, and one more is refused."""
    assert troubles("[" * 32 + "]" * 32) == []
    assert troubles("[" * 33 + "]" * 33) == ["1:33 too-deep"]


def test_too_many_values_are_refused_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more values than are read is not read again and again without its events."""
    monkeypatch.setattr(chronology.reading.builder, "MAX_NODES", 20)
    text = "events:\n" + "  - id: a\n    title: b\n" * 100
    assert [each.split()[1] for each in errors(text)] == ["too-big"]


def test_many_events_on_one_line() -> None:
    """A thousand events on one line are placed without reading the line a thousand times."""
    text = "events: [" + "{id: a, title: b, date: c}, " * 1_000 + "]"
    start = time.perf_counter()
    assert len(errors(text)) == 1_999
    assert time.perf_counter() - start < SECONDS


PIECES = st.sampled_from(
    [
        *("events:", "\n", "\n  - ", "\n    ", "id: a", "title: b", ": ", "- ", "[", "]", "{", "}"),
        *(",", '"', "'", "&a ", "*a", "<<: ", "!x ", "|", ">", "#", "%", "@", "?", "\t", "\r"),
        *("---", "...", "\\", "~", "\x00", "\x85", "\u2028", "\ufeff", "\ud800", "é", "🕊️", " "),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60) | st.binary(max_size=60))
@example("*a")
@example("events:\n  - *a")
@example("? ")
@example("%")
@example("- - ?\n  :\n")
def test_any_text_is_read(content: bytes | str) -> None:
    """Any text at all has data or troubles, each with a place in it, and raises nothing."""
    document = read(content, "x.yaml")
    assert isinstance(document, Document)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    positions = [each.position for each in document.troubles]
    positions += [each.position for each in document.suspects]
    for position in positions:
        assert 1 <= position.line <= len(lines)
        assert position.column >= 1
    assert document.data is not None or not document.troubles or document.suspects == []


def test_places_of_broken_text() -> None:
    """The places in a text that is not YAML cannot be told."""
    with pytest.raises(yaml.MarkedYAMLError):
        places_in("a: b: c")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_comment_ends_with_its_line(end: str) -> None:
    """What is quoted of a comment behind a text is no more than the line, whatever ends it."""
    text = end.join(["events:", "- id: a", "  title: Room #5", "  venue: Hall", "    #6", ""])
    notices = read(text, "x.yaml").notices
    assert [(each.code, each.position.line) for each in notices] == [
        ("comment-in-text", 3),
        ("comment-in-text", 5),
    ]
    assert all("\r" not in each.message and "venue" not in each.message for each in notices)


def test_without_libyaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where PyYAML was built without libyaml, the command says so and could not run."""
    name, file = "builder_without_libyaml", chronology.reading.builder.__file__
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    spec.loader.exec_module(module)
    monkeypatch.setattr(chronology.reading.builder, "parser_of", module.parser_of)
    (tmp_path / "x.yaml").write_text("events: []\n")
    assert main(["validate", str(tmp_path / "x.yaml")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "libyaml" in said.err


def test_garbage_collection_stays_as_it_was() -> None:
    """Reading turns the garbage collector off and on again, and leaves it off where it was off."""
    for wanted in (False, True):
        (gc.enable if wanted else gc.disable)()
        for text in ("a: b", "a: b: c"):
            read(text, "x.yaml")
            assert gc.isenabled() is wanted
