"""The rules about meaning: their edges, and what they do not say of what is broken."""

import re
import time
from typing import Any

import pytest
from golden_texts import Golden
from langcodes import tag_is_valid

from chronology.dates import parse
from chronology.dates.days import Day
from chronology.findings import Diagnostic, Finding, Severity, Stage
from chronology.loading import check_text
from chronology.rules import CODES, RULES, rule
from chronology.rules.evidence import PASSAGE_CODES as PASSAGES
from chronology.rules.evidence import unreadable_readings
from chronology.rules.lists import FREQUENT
from chronology.rules.time import certain_days

HEAD = """\
sources:
  ledger: {title: The Ledger}
"""
CITED = "citations: {ledger: [{passage: The talks began ... late at night}]}"


def event(
    name: str, fields: str = "", *, date: str | None = "2025-02-27", cited: bool = True
) -> str:
    """An event with some more fields, in one line, with nothing that is warned about."""
    parts = [f"id: {name}", f"title: About {name}"]
    parts += [f"date: {date}"] if date else []
    parts += [fields] if fields else []
    parts += [CITED] if cited else []
    return "  - {" + ", ".join(parts) + "}\n"


def events(*written: str) -> str:
    """A file of these events."""
    return HEAD + "events:\n" + "".join(written)


def found(text: str) -> list[Diagnostic]:
    """Everything that is wrong with a file."""
    return check_text(text, "x.yaml")[1]


def codes(text: str) -> list[str]:
    """The codes of everything that is wrong with a file."""
    return [each.code for each in found(text)]


def of_code(text: str, code: str) -> list[Diagnostic]:
    """The diagnostics of one code, in the order of the file."""
    return [each for each in found(text) if each.code == code]


def test_rules_are_codes() -> None:
    """A rule's name is its code's, its docstring the code's page, and its stage meaning."""
    # Values are checked by their shape, and what names or repeats them by a rule of the same code.
    # Most that is invisible is found in the text, and soft hyphens, which some fields may have, by
    # a rule. What is too much to be compared is known when all is.
    also_of_earlier_stages = {
        "look-alike",
        "invisible-character",
        "bidi-control",
        "too-many",
        *(each.code.name for each in unreadable_readings),
    }
    assert {each.code.name for each in RULES} - also_of_earlier_stages == {
        name for name, code in CODES.items() if code.stage is Stage.MEANING and name not in PASSAGES
    }
    own = [each for each in RULES if each.code.name not in also_of_earlier_stages]
    assert all(each.code.summary in (each.check.__doc__ or "") for each in own)
    assert all(each.code.summary.endswith(".") for each in RULES)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_codes(code: Any) -> None:
    """A code is a kebab-case name whose page begins with one sentence and does not end there."""
    assert code.name == code.name.lower().strip("-")
    assert code.name.replace("-", "").replace("8", "").isalpha()
    assert code.summary.endswith(".")
    assert code.summary[0].isupper() or code.summary[0] == "`"
    assert code == CODES[code.name]


def test_a_rule_without_a_docstring_has_an_empty_page() -> None:
    """A rule is made of any function; what it finds gets its code."""

    @rule("no-title", Severity.NOTE)
    def no_title(shaped: Any) -> Any:
        yield Finding((), str(shaped))

    assert no_title.code.explanation == ""
    assert [each.message for each in no_title.check("x", None)] == ["x"]  # type: ignore[arg-type]  # any


# ------------------------------------------------------------------------------ lists


@pytest.mark.parametrize("country", ["TR", "US", "XK", "SUHH", "CSXX"])
def test_countries(country: str) -> None:
    """Countries are those of ISO 3166-1, Kosovo, and the former ones of ISO 3166-3."""
    assert unknown_countries(country) == []


def unknown_countries(country: str) -> list[Diagnostic]:
    """What is said of the country of a place."""
    place = f'places: {{a: {{name: A, country: "{country}"}}}}\n'
    return of_code(place + events(event("b", "place: a")), "unknown-country")


@pytest.mark.parametrize(
    ("country", "meant"),
    [
        *[("tr", "TR"), ("Turkey", "TR"), ("Türkiye", "TR"), ("Russia", "RU"), ("RUS", "RU")],
        *[("suhh", "SUHH"), ("SU", "SUHH"), ("SUN", "SUHH"), ("Soviet Union", "SUHH")],
        *[("USSR", "SUHH"), ("East Germany", "DDDE"), ("DD", "DDDE"), ("YU", "YUCS")],
        *[("USA", "US"), ("840", "US"), ("sk", "SK"), ("Kosovo", "XK")],
        *[("CS", "CSHH for Czechoslovakia or CSXX"), ("Burma", "MM for Myanmar (Burma) or BUMM")],
        *[("uk", "GB for Britain (UK) or UA"), ("UK", "GB for Britain (UK) or UA")],
        *[(name, "ISO 3166-1") for name in ("ZZ", "T", "#")],
    ],
)
def test_unknown_countries(country: str, meant: str, golden: Golden) -> None:
    """Another spelling that is evident is put right; else the list of the codes is named."""
    (only,) = unknown_countries(country)
    assert meant in str(only.hint)
    golden([only])


@pytest.mark.parametrize(
    ("zone", "wrong"),
    [
        *[(name, False) for name in ("Europe/Istanbul", "Asia/Riyadh", "UTC", "Etc/GMT-3")],
        ("Europe/Kyiv", False),
        *[(name, True) for name in ("europe/istanbul", "Istanbul", "+05:30", "iso3166.tab")],
        ("../../etc/passwd", True),
    ],
)
def test_zones(zone: str, wrong: bool, golden: Golden) -> None:
    """Time zones are those of the IANA database, of places and of events alike."""
    place = f'places: {{a: {{name: A, timezone: "{zone}"}}}}\nevents:\n' + event("b", "place: a")
    texts = {"of a place": HEAD + place, "of an event": events(event("b", f'timezone: "{zone}"'))}
    for name, text in texts.items():
        messages = of_code(text, "unknown-zone")
        assert len(messages) == wrong
        assert all("/Istanbul" in str(each.hint) for each in messages)
        golden(messages, name)


@pytest.mark.parametrize(
    ("language", "known"),
    [
        *[(tag, True) for tag in ("en", "EN", "pt-BR", "zh-Hans", "sr-Latn-RS", "de-1996")],
        *[
            (tag, True)
            for tag in ("cmn", "zh-cmn", "sgn-ase", "zh-min-nan", "i-klingon", "iw", "und")
        ],
        *[(tag, False) for tag in ("English", "en_GB", "xx", "en-", "-", "en-XX-YY-ZZ", "язык")],
        *[
            (tag, False)
            for tag in ("eng", "fra", "ger", "zho", "en-UK", "en-USA", "en-ase", "root")
        ],
    ],
)
def test_languages(language: str, *, known: bool) -> None:
    """Languages are those of BCP 47, of the record and of its sources alike."""
    for text in (
        f'language: "{language}"\n' + events(event("a")),
        events(event("a")).replace("Ledger}", f'Ledger, language: "{language}"}}'),
    ):
        assert ("unknown-language" in codes(text)) is not known


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("eng", "write en"),
        ("fre", "write fr"),
        ("deu", "write de"),
        ("eng-Cyrl-UK", "write en-Cyrl-GB"),
        ("en-UK", "write en-GB"),
        ("en_GB", "write en-GB"),
        ("en-840", "write en-US"),
        ("root", "such as en, pt-BR, zh-Hans"),
        ("en-USA", "such as en, pt-BR, zh-Hans"),
        ("-", "such as en, pt-BR, zh-Hans"),
    ],
)
def test_codes_of_other_standards(tag: str, hint: str) -> None:
    """A code of another standard, or of no region, has its only right reading as the hint."""
    (only,) = of_code(f'language: "{tag}"\n' + events(event("a")), "unknown-language")
    assert only.hint == hint


def test_frequent_languages() -> None:
    """The languages that are not looked up are such as would be found."""
    assert all(tag_is_valid(tag) for tag in FREQUENT)


# ------------------------------------------------------------------------------ references


def test_references_as_keys_have_the_place_of_the_key() -> None:
    """An unknown participant or source is shown where its id stands, which is a key."""
    text = events(
        "  - id: a\n    title: b\n    date: 2025\n    participants:\n      nobody: head\n"
        "    citations:\n      nothing:\n        - passage: The talks began ... late at night\n"
        "          supports: [date, participants]\n"
        "      ledger: [{supports: title, passage: The talks began ... late at night}]\n"
    )
    places = [(each.code, each.position.line, each.position.column) for each in found(text)]
    assert places == [("dangling-reference", 8, 7), ("dangling-reference", 10, 7)]


@pytest.mark.parametrize(
    ("near", "named"),
    [("riyad-talks", "'riyadh-talks'"), ("something-else", "`events`")],
)
def test_dangling_hints(near: str, named: str, golden: Golden) -> None:
    """An id that is nearly one of those that exist is told; else what to do is."""
    text = events(event("riyadh-talks"), event("b", f"follows: {near}"))
    (only,) = found(text)
    assert only.code == "dangling-reference"
    assert named in str(only.hint)
    golden([only])


def test_what_is_no_id_does_not_dangle() -> None:
    """What is no id at all is another mistake."""
    text = events(event("riyadh-talks"), event("b", "follows: Riyadh-talks"))
    assert codes(text) == ["bad-id"]


@pytest.mark.parametrize(
    ("when", "dangling"),
    [
        ("after: a", False),
        ("after: 2025", False),
        ('after: "[2025-01..2025-02]"', False),
        ("year_of: 2024", False),
        ("month_of: a", False),
        ("after: nothing", True),
        ("week_of: 30 February", True),
        ("before: 2025-02-30", True),
    ],
)
def test_targets(when: str, golden: Golden, *, dangling: bool) -> None:
    """What an event is dated by is an event or a date; a hint tells what to do."""
    passage = "passage: The talks began ... at night"
    cited = f"citations: {{ledger: [{{{passage}, when: {{says: w, {when}}}}}]}}"
    text = events(event("a"), event("b", cited, cited=False))
    messages = of_code(text, "dangling-reference")
    assert len(messages) == dangling
    assert all(each.hint for each in messages)
    golden(messages)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "a"], 1),
        (["a", "a", "a"], 2),
        (["a", "b", "a", "b"], 2),
        (["a", "b"], 0),
    ],
)
def test_duplicate_ids(names: list[str], expected: int) -> None:
    """Each further event of the same id is one mistake."""
    assert codes(events(*map(event, names))) == ["duplicate-id"] * expected


@pytest.mark.parametrize(
    ("links", "circles"),
    [
        ("ab bc", ""),
        ("aa", "a -> a"),
        ("ab ba", "a -> b -> a"),
        ("ab bc ca db", "a -> b -> c -> a"),
        ("ab ba cd dc", "a -> b -> a, c -> d -> c"),
        ("da ab ba", "a -> b -> a"),
    ],
)
@pytest.mark.parametrize("field", ["follows", "part_of", "cancels"])
def test_circles(links: str, circles: str, field: str) -> None:
    """A circle is one mistake, whatever leads into it, and shows the way round."""
    targets = {each[0]: each[1] for each in links.split()}
    written = [event(n, f"{field}: {targets[n]}" if n in targets else "") for n in "abcd"]
    messages = of_code(events(*written), "circular-reference")
    shown = [re.findall(r"\w -> .*\w", each.message) for each in messages]
    assert shown == [[circle] for circle in filter(None, circles.split(", "))]


@pytest.mark.parametrize("field", ["follows", "part_of", "cancels"])
def test_words_of_a_circle(field: str, golden: Golden) -> None:
    """A circle is told by the field that leads round in it."""
    golden(found(events(event("a", f"{field}: b"), event("b", f"{field}: a"))))


def test_an_outcome_that_is_the_event_itself(golden: Golden) -> None:
    """An event cannot be what came of itself."""
    text = events(
        event("a", "outcomes: {o: {text: x, event: a}, p: {text: x, event: b}}"), event("b")
    )
    (only,) = of_code(text, "circular-reference")
    assert only.hint is None
    golden([only])


@pytest.mark.parametrize("last", ["e0", "e1499", "none"])
def test_long_chains(last: str) -> None:
    """A thousand events that follow each other are checked at once, in a short message."""
    written = [event(f"e{n}", f"follows: e{n + 1}") for n in range(1_499)]
    text = events(*written, event("e1499", f"follows: {last}"))
    start = time.perf_counter()
    (only,) = found(text)
    assert time.perf_counter() - start < 60  # it was hours, and is a second
    assert len(only.message) < 1_000


@pytest.mark.parametrize(
    ("supports", "dangling"),
    [
        ("title", False),
        ("date", False),
        ("[participants, participants.us, participants.us.capacity]", False),
        ("participants.us.role", True),
        ("participants.nobody", True),
        ("place", True),
        ("status", True),
        ("id", True),
        ("citations", True),
        ("extra", True),
        ("participants.", True),
        ("participants.us.capacity.head", True),
    ],
)
def test_supports(supports: str, *, dangling: bool) -> None:
    """What is supported is a field of the event that has a value, or a part of one."""
    cited = (
        "participants: {us: head}, citations: {ledger: [{passage: The talks began ... at night}, "
        f"{{passage: The talks began ... at noon, supports: {supports}}}, "
        "{passage: The talks began ... by day, supports: participants}]}"
    )
    text = "parties: {us: {name: US}}\n" + events(event("a", cited, cited=False))
    assert codes(text) == ["dangling-path"] * dangling


@pytest.mark.parametrize(
    ("path", "dangling"),
    [
        ("date", False),
        ("place", False),
        ("participants.us.role", False),
        ("participants.nobody", True),
        ("weather", True),
    ],
)
def test_differs_and_decisions(path: str, *, dangling: bool) -> None:
    """Another reading may be of a field that the event could have, and so may a decision."""
    cited = (
        f"participants: {{us: {{capacity: head, role: x}}}}, decisions: {{{path}: y}}, citations: "
        "{ledger: [{passage: The talks began ... at night, supports: [date, participants], "
        f"differs: {{{path}: z}}}}]}}"
    )
    text = "parties: {us: {name: US}}\n" + events(event("a", cited, cited=False))
    assert codes(text) == ["dangling-path"] * (2 * dangling)


@pytest.mark.parametrize(
    ("field", "reading", "code"),
    [
        ("date", "2025-02-26", None),
        ("date", "'2025-02-2X'", None),
        ("date", "28 February 2025", None),
        ("date", "a day in spring", None),
        ("date", "2025-13-45", "impossible-date"),
        ("date", "27/02/2025", "bad-date"),
        ("date", "2025-03/2025-02", "ends-before-it-starts"),
        ("time", "'10:02'", None),
        ("time", "10:02 Moscow time", None),
        ("time", "'25:00'", "bad-time"),
        ("time", "'9.30'", "bad-time"),
        ("duration", "90 minutes~", None),
        ("duration", "90 Minuten", None),
        ("duration", "an hour and a half", None),
        ("duration", "90 min", "bad-span"),
        ("duration", "PT90M", "bad-span"),
        ("status", "cancelled", None),
        ("status", "nobody knows", None),
        ("status", "canceled", "unknown-word"),
        ("venue", "2025-13-45", None),
    ],
)
def test_readings_of_typed_fields(
    field: str, reading: str, code: str | None, golden: Golden
) -> None:
    """A reading that is meant as a value of its field is checked as one; other words are free."""
    passage = "passage: The talks began ... at night"
    differs = f"differs: {{{field}: {reading}}}"
    cited = f"decisions: {{{field}: y}}, citations: {{ledger: [{{{passage}, {differs}}}]}}"
    diagnostics = found(events(event("a", cited, cited=False)))
    assert [each.code for each in diagnostics] == ([code] if code else [])
    golden(diagnostics)


# ------------------------------------------------------------------------------ evidence


@pytest.mark.parametrize(
    ("source", "missing"),
    [("read: full", True), ("read: excerpt", False), ("title: x", True), ("read: none", False)],
)
def test_missing_passages(source: str, *, missing: bool) -> None:
    """A passage may be missing where only an excerpt was read, or where it is not known."""
    text = (
        f"sources: {{b: {{{source}}}}}\nevents:\n"
        "  - {id: a, title: c, date: 2025, citations: {b: [{supports: [title, date]}]}}\n"
    )
    assert ("missing-passage" in codes(text)) is missing


@pytest.mark.parametrize(
    ("supports", "unsupported"),
    [
        (None, ["participants.us", "time"]),
        ("time", ["date", "participants.us"]),
        ("[date, time, participants]", []),
        ("[date, time, participants.us]", []),
        ("[date, time, participants.us.capacity]", []),
        ("[title, participants]", ["date", "time"]),
    ],
)
def test_support(supports: str | None, unsupported: list[str], golden: Golden) -> None:
    """A field rests on a citation that names it, or something around it or in it."""
    more = f", supports: {supports}" if supports else ""
    cited = (
        'time: "09:50", participants: {us: head}, citations: '
        f"{{ledger: [{{passage: The talks began ... at night{more}}}]}}"
    )
    text = "parties: {us: {name: US}}\n" + events(event("a", cited, cited=False))
    messages = of_code(text, "unsupported-field")
    assert sorted(each.message.split("`")[1] for each in messages) == unsupported
    golden(messages)


# ------------------------------------------------------------------------------ time


@pytest.mark.parametrize(
    ("as_of", "date", "status", "late"),
    [
        ("2025-02-27", "2025-02-27", "held", False),
        ("2025-02-27", "2025-02-28", "held", True),
        ("2025-02", "2025-02-28", "held", False),
        ("2025-02-27", "2025-02", "held", False),
        ("2025-02-27", "2025-03", "held", True),
        ("2025-02-27", "2025-03", "planned", False),
        ("2025-02-27", "2025-03", "cancelled", False),
        ("2025-02-27", "2025-03", "postponed", False),
        ("2025-02-27", "2025-03", "disputed", True),
        ("2025-02-27", '"[..2026]"', "held", False),
        ("2025-02-27", '"[2026..]"', "held", True),
        ("2025-02-27", "2025-02-20/..", "held", False),
        ('"[2025..]"', "2030", "held", False),
        ("2025-02-27", "/2030", "held", False),
    ],
)
def test_after_as_of(as_of: str, date: str, status: str, *, late: bool) -> None:
    """What certainly lies behind `as_of` is not held yet; what may lie before it can be."""
    text = f"as_of: {as_of}\n" + events(event("a", f"status: {status}", date=date))
    assert codes(text) == ["after-as-of"] * late


@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        ("participants: {us: head}", "participants: {us: member}", True),
        ("participants: {us: head}", "participants: {us: head, ru: head}", False),
        ("participants: {us: head, ru: head}", "participants: {ru: head, us: head}", True),
        ("parties: [us]", "parties: [us]", False),
        ("kind: talk, participants: {us: head}", "participants: {us: head}", True),
        ('time: "09:50", participants: {us: head}', "participants: {us: head}", True),
        ("place: a, participants: {us: head}", "place: b, participants: {us: head}", True),
    ],
)
def test_same_event_twice(one: str, other: str, *, twice: bool) -> None:
    """Events with the same date, participants, kind and time are perhaps one."""
    parties = "parties: {us: {name: US}, ru: {name: RU}}\n"
    text = parties + events(event("x", one), event("y", other))
    assert codes(text).count("same-event-twice") == twice


def test_different_dates_are_different_events() -> None:
    """The same people on another day, or on a day that is not known, are another event."""
    who = "participants: {us: head}"
    undated = [event(name, who, date=None) for name in "cd"]
    text = "parties: {us: {name: US}}\n" + events(
        event("a", who), event("b", who, date="2025-02-28"), *undated
    )
    assert "same-event-twice" not in codes(text)


# ------------------------------------------------------------------------------ no cascades

REGISTRY = """\
sources: {ledger: {title: The Ledger}, gazette: {title: The Gazette}}
parties: {us: {name: US}}
people: {coulter: {name: Coulter, party: us}}
places: {istanbul: {name: Istanbul}}
kinds: {talks: {label: Talks}}
topics: {visas: {label: Visas}, flights: {label: Flights}}
"""
USES = """\
  - id: a
    title: b
    date: 2025
    kind: talks
    place: istanbul
    participants: {coulter: head}
    topics: [visas]
    excluded_topics: [flights]
    citations:
      ledger: [{passage: The talks began ... late at night, supports: [date, place, participants,
        topics, excluded_topics]}]
      gazette: [{passage: The talks began ... late at night}]
"""
AFTER = """\
  - {id: c, title: d, date: 2024, follows: a, citations: {ledger: [{passage: a b ... c d}]}}
"""


GAZETTE = "      gazette: [{passage: The talks began ... late at night}]"
TOPICS = "topics: {visas: {label: Visas}, flights: {label: Flights}}\n"


def test_nothing_cascades_from_nothing() -> None:
    """Nothing is wrong with the file that the next test breaks."""
    assert codes(REGISTRY + "events:\n" + USES + AFTER) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    title: b\n", "", "missing-field"),
        ("    title: b\n", "    titel: b\n", "unknown-field"),
        ("    title: b\n", "    title: b: c\n", "broken-yaml"),
        ("    title: b\n", '    title: "b\n', "broken-yaml"),
        ("    title: b\n", "    title: [b]\n", "wrong-type"),
        ("    title: b\n", "    title:\n", "empty-value"),
        ("    title: b\n", "    title: b\n    title: c\n", "duplicate-key"),
        ("    date: 2025\n", "    date: 2025-13\n", "impossible-date"),
        ("    date: 2025\n", "    date: [2025]\n", "unquoted-date"),
        ("    date: 2025\n", "    date:\n", "empty-value"),
        ("    date: 2025\n", "    date: !!str 2025\n", "yaml-tag"),
        ("  - id: a\n", "  - id:\n", "empty-value"),
        ("  - id: a\n    title", "  - title", "missing-field"),
        ("  - id: a\n", "  - id: A\n", "bad-id"),
        ("kind: talks", "kind: [talks]", "wrong-type"),
        ("kind: talks", "kind: Talks", "bad-id"),
        ("kind: talks", "kinds: talks", "unknown-field"),
        ("kind: talks", "kind: *talks", "yaml-alias"),
        ("place: istanbul", "place: Istanbul", "bad-id"),
        ("place: istanbul", "place:", "empty-value"),
        ("place: istanbul", "plaice: istanbul", "unknown-field"),
        ("place: istanbul", "place: instanbul", "dangling-reference"),
        ("{coulter: head}", "{coulter: boss}", "unknown-word"),
        ("{coulter: head}", "{coulter: }", "empty-value"),
        ("{coulter: head}", "{Coulter: head}", "bad-id"),
        ("{coulter: head}", "{coultr: head}", "dangling-reference"),
        ("{coulter: head}", "[coulter]", "wrong-type"),
        ("{coulter: head}", "{coulter: {role: x}}", "missing-field"),
        ("[visas]", "visas", "wrong-type"),
        ("[visas]", "[Visas]", "bad-id"),
        ("[visas]", "[visas, ]\n    topics: [visas]", "duplicate-key"),
        (GAZETTE, "      gazette: []", "empty-value"),
        (GAZETTE, "      gazette: [{passage: x}]", "bad-passage"),
        (GAZETTE, "      gazette: x", "wrong-type"),
        (GAZETTE, "      gazette:", "empty-value"),
        ("    citations:\n", "    citation:\n", "unknown-field"),
        ("[date, place, participants,", "[date, place, participants, '',", "empty-value"),
        ("ledger: {title: The Ledger}", "ledger: {title: [The Ledger]}", "wrong-type"),
        ("ledger: {title: The Ledger}", "ledger: The Ledger", "wrong-type"),
        ("ledger: {title: The Ledger}", "ledger: ~", "empty-value"),
        ("coulter: {name: Coulter, party: us}", "coulter: Coulter", "wrong-type"),
        ("coulter: {name: Coulter, party: us}", "coulter: {name: Coulter, party: US}", "bad-id"),
        ("coulter: {name: Coulter, party: us}", "coulter: {party: us}", "missing-field"),
        (TOPICS, "topics: [visas]\n", "wrong-type"),
        (TOPICS, "topics:\n", "empty-value"),
        ("[date, place, participants,", "[date, place, particpants,", "dangling-path"),
        ("places: {", "placs: {", "unknown-field"),
        ("events:\n", "---\nevents:\n", "many-documents"),
        ("events:\n", "eventes:\n", "unknown-field"),
    ],
)  # fmt: skip
def test_no_cascades(old: str, new: str, code: str) -> None:
    """A mistake is said once: what only follows from it, before or behind it, is not."""
    whole = REGISTRY + "events:\n" + USES + AFTER
    assert whole.count(old) == 1
    assert " ".join(sorted(codes(whole.replace(old, new)))) == code


@pytest.mark.parametrize("broken", [1, 2])
def test_words_of_lost_events_are_known(broken: int) -> None:
    """Ids that stand in an event that cannot be read are neither unknown nor unused."""
    lost = USES.replace("title: b", "title: b: c") * broken
    assert codes(REGISTRY + "events:\n" + lost + AFTER) == ["broken-yaml"] * broken


@pytest.mark.parametrize("supported", ["coulter", "coulter.role"])
def test_evidence_for_a_misspelt_participant(supported: str) -> None:
    """A participant who is misspelt is said once, and not by the evidence for the right name."""
    uses = USES.replace("{coulter: head}", "{coultr: {capacity: head, role: x}}").replace(
        "place, participants", f"place, participants.{supported}"
    )
    assert codes(REGISTRY + "events:\n" + uses + AFTER) == ["dangling-reference"]


def test_a_reference_to_a_lost_event() -> None:
    """An event that cannot be read can still be referred to; one that is nowhere cannot."""
    lost = event("a").replace("About a", "'About' a")
    text = events(lost, event("b", "follows: a"), event("c", "follows: nowhere-at-all"))
    assert codes(text) == ["broken-yaml", "dangling-reference"]


def test_the_same_person_is_said_once() -> None:
    """An id that two people would share stands once in a file, so that a party is the other one."""
    written = event("x", "participants: {a: head}")
    written = written.replace("night}", "night, supports: [date, participants]}")
    text = "parties: {a: {name: A}}\npeople: {a: {name: A}}\n" + events(written)
    assert codes(text) == ["duplicate-id"]


# ------------------------------------------------------------------------------ registries


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-02-XX", "2025-02-01", "2025-02-28"),
        ("2025-02~", None, None),
        ("2025-02-?27", "2025-02-01", "2025-02-28"),
        ("2025-21", "2025-02-01", "2025-12-31"),
        ("2025/..", "2025-01-01", None),
        ("2015~/2025-02", None, "2025-02-28"),
        ("2024-12-01/2025-24", "2024-12-01", "2026-03-31"),
        ("/2025", None, "2025-12-31"),
        ("[2024,2025..2026]", "2024-01-01", "2026-12-31"),
        ("[2024,2025~]", None, None),
        ("[2024,2025-21]", "2024-01-01", "2025-12-31"),
        ("[..2025]", None, "2025-12-31"),
    ],
)
def test_which_days_are_certain(date: str, first: str | None, last: str | None) -> None:
    """Rules compare days by what is certain of a date, and each end of an interval by itself."""
    days = certain_days(parse(date))
    assert [day and str(Day(day)) for day in days] == [first, last]
    assert certain_days(None) == (None, None)


@pytest.mark.parametrize(
    ("period", "dates", "empty"),
    [
        ("2052", ["2025-02-27"], True),
        ("2052", ["2025", "1999/2001", "[2025..]", "[..1999]"], True),
        ("2052", ["2025", "2024/.."], False),
        ("1999", ["2025", "/2024"], False),
        ("1999", ["[..1760,1780..]"], False),
        ("2024", ["2025"], True),
        ("2026/..", ["2025"], True),
        ("2025/..", ["2025"], False),
        ("2025-02", ["2025-02-28/2025-03-01"], False),
        ("2052", ["2025~"], True),
        ("2052", ["2025", "soon"], False),
        ("2052", [], False),
    ],
)
def test_periods(period: str, dates: list[str], *, empty: bool) -> None:
    """A period in which nothing would be drawn is told, unless a date is broken."""
    listed = [event(f"e{number}", date=f'"{date}"') for number, date in enumerate(dates)]
    text = f'period: "{period}"\n' + events(*listed or [event("e", date=None)])
    assert ("empty-period" in codes(text)) is empty


@pytest.mark.parametrize(
    ("fields", "found_codes"),
    [
        ("latitude: 41.0", ["lone-coordinate"]),
        ("latitude: 41.0, longitude: east", ["bad-coordinate"]),
        ("latitude: 128.9, longitude: 41.0", ["bad-coordinate"]),
        ("country: TR, latitude: 28.97, longitude: 41.01", ["misplaced-coordinates"]),
        ("timezone: Turkey, latitude: 28.97, longitude: 41.01", ["misplaced-coordinates"]),
        ("country: YU, latitude: 20.5, longitude: 44.8", ["unknown-country"]),
        ("country: TR, latitude: 28.97, longitude: 141.01", []),
        ("country: US, timezone: Pacific/Guam, latitude: 13.4, longitude: 144.7", []),
        ("country: US, timezone: Europe/Isle", ["unknown-zone"]),
        ("country: MQ, timezone: Europe/Paris", ["zone-of-another-country"]),
        ("country: FR, timezone: America/Martinique", []),
        ("country: EH, timezone: Africa/Casablanca", []),
        ("country: RU, timezone: Europe/Simferopol", []),
        ("country: UA, timezone: Europe/Simferopol", []),
        ("country: US, timezone: EST5EDT", []),
        ("country: JE, timezone: Europe/London", []),
    ],
)
def test_places(fields: str, found_codes: list[str]) -> None:
    """Coordinates and zone are compared with the country's, as far as these are known."""
    place = f"places: {{p: {{name: P, {fields}}}}}\n"
    said_codes = codes(place + events(event("e", "place: p")))
    assert [code for code in said_codes if code != "unsupported-field"] == found_codes
