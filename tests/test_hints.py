"""Every hint that names a value, followed: the value is written, and the whole file checked again.

A hint that is wrong is worse than none. So the hints about the files in `bad/` and `hints/` are
carried out as an editor would, by their words, and nothing may be worse than before.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st
from test_findings import BAD, HERE, found, lines

from chronology import loading
from chronology.characters import transliterate
from chronology.dates import hint_of_date, parse
from chronology.dates.forms import ENGLISH, months_of
from chronology.editing import Change, apply, stretches
from chronology.findings import Diagnostic, Finding
from chronology.findings import Path as Path_
from chronology.house_rules.schemas import read_schemas
from chronology.loading import check_text
from chronology.network.statements import zone_names
from chronology.rules import try_hint
from chronology.rules.lists import ZONES_OF
from chronology.text import Cure, Value, to_write

TABLE = Path(loading.__file__).parent / "dates" / "months.txt"
FILES = sorted((HERE / "hints").glob("*.yaml"))

_VALUE = r'(?:"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'|\[[^]]*\]|[^ ,;"\'\[]+(?: [a-z]+[~.]*)??)'
_ZONE = rf"and (?P<timezone>{_VALUE}) as `timezone`"
_FORMS = (
    rf"write (?P<value>{_VALUE})(?P<rest>(?: (?:for|if) .*| or .*|; only .*)?)",
    rf"write (?P<value>{_VALUE}), and the time (?P<time>{_VALUE}) beside it as `time`",
    rf"write (?P<value>{_VALUE}), and the time (?P<time>{_VALUE}) as `time` {_ZONE}",
    rf"write (?P<value>{_VALUE}), without the time",
    rf"did you mean (?P<value>{_VALUE})\?",
    r"put the earlier date first: (?P<value>.+)",
    r"put it in (?:double )?quotation marks: (?P<value>.+)",
    r"if so, write latitude: (?P<value>\S+), longitude: (?P<longitude>\S+)",
)

NO_VALUES = {
    r"write one of: .*": "it lists the words of a field",
    r"write `.*": "it shows how lines are written",
    r"write lines such as .*": "it shows how lines are written",
    r"write a list: .*": "it shows how a list is written",
    r"write \{level: off, because: \.\.\.\}, with the reason": "only the editor knows the reason",
    r"write '.*', and look at the rest of the text": "it is a part of a text",
    r"write (?:the word|the text|the values|it,|one text) .*": "it says what to do",
}
"""The hints with the word `write` that name no value for the place of the mistake, and why."""


def followed(text: str, alike: list[Diagnostic]) -> Iterator[str]:
    """A file's text after a hint is followed wherever it is given, for each of its values."""
    for values in _values(alike[0].hint or ""):
        revised = text
        for each in sorted(alike, key=lambda each: each.order, reverse=True):
            revised = _written(revised, each, values)
        yield revised


def _values(hint: str) -> Iterator[dict[str, str | None]]:
    """What a hint tells to write: the value, and others in fields beside it."""
    for form in _FORMS:
        if matched := re.fullmatch(form, hint):
            values = matched.groupdict()
            yield values
            for other in re.findall(rf" or ({_VALUE})(?= for | if |$)", values.get("rest") or ""):
                yield {"value": other}
            return


def _written(text: str, each: Diagnostic, values: dict[str, str | None]) -> str:
    """The text with a value at the place of a diagnostic, and others beside it."""
    of_the_file = text.splitlines(keepends=True)
    line = of_the_file[each.position.line - 1]
    start = sum(map(len, of_the_file[: each.position.line - 1])) + each.position.column - 1
    if (each.hint or "").startswith("put it in "):
        marks = 2 * ("double" in str(each.hint))
        end = start + len(_unquoted(str(values["value"]))) + marks
    else:
        end = stretches(text)[each.position].end
    block = re.match(r"( *(?:- )?)[a-z]+: *[^ {\[]", line)
    beside = f"\n{' ' * len(block[1])}" if block else ", "
    new = [f"{beside}{name}: {values[name]}" for name in ("time", "timezone") if values.get(name)]
    revised = apply(text, [Change(start, end, f"{values['value']}{''.join(new)}")])
    if values.get("longitude"):
        east = f"longitude: {values['longitude']}"
        revised = revised[:start] + re.sub(r"longitude: [^,}\n]+", east, revised[start:], count=1)
    return revised


def _unquoted(value: str) -> str:
    return str(ast.literal_eval(value))


def _problems(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((each.code, each.message) for each in diagnostics)


def _same(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.code, one.message, one.hint) == (other.code, other.message, other.hint)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_hints(file: Path, golden: Golden) -> None:
    """The usual forms of dates, zones, ids and addresses have the hints of the list beside them."""
    golden.whole("".join(lines(found(file))), file.with_suffix(".txt"))


@pytest.mark.parametrize("file", [*BAD, *FILES], ids=lambda file: file.stem)
def test_whoever_follows_a_hint_has_one_mistake_less(file: Path) -> None:
    """The finding is gone with the hinted value, and no new one has come."""
    rules = file.with_suffix(".json")
    schemas = read_schemas([str(rules)]) if rules.exists() else ()
    diagnostics = found(file)
    before = _problems(diagnostics)
    for each in diagnostics:
        text = file.read_bytes().decode("utf-8-sig", "replace") if each.hint else ""
        alike = [other for other in diagnostics if _same(other, each)]
        for revised in followed(text, alike):
            after = _problems(check_text(revised, file.name, schemas)[1])
            left = before - _problems(alike)
            assert after <= left, (str(each), each.hint, after - left)


@pytest.mark.parametrize("file", [*BAD, *FILES], ids=lambda file: file.stem)
def test_no_value_is_hinted_untried(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hint that says what to write names values that were tried, or is in the list of others."""
    hints: list[tuple[str, str | None]] = []

    def spy(finding: Finding, data: object) -> str | None:
        hint = try_hint(finding, data)
        hints.append((type(finding.hint).__name__, hint))
        return hint

    monkeypatch.setattr(loading, "try_hint", spy)
    found(file)
    for kind, hint in hints:
        if hint and re.match("write |did you mean ", hint):
            is_advice = any(re.fullmatch(form, hint) for form in NO_VALUES)
            assert is_advice or kind == Cure.__name__ or re.fullmatch('write "[^"]+"', hint), hint
            assert is_advice or any(re.fullmatch(form, hint) for form in _FORMS), hint


def test_hints_are_tried_in_one_place() -> None:
    """No module writes a value into the words of a hint, past the place where values are tried."""
    package = Path(loading.__file__).parent
    texts = {file: file.read_text("utf-8") for file in sorted(package.rglob("*.py"))}
    found = [
        (file.name, line.strip())
        for file, text in texts.items()
        for line in text.splitlines()
        if re.search(r"""f["'](?:write|did you mean) \W?\{""", line)
    ]
    assert found == [  # a value that is right already, but for its marks; and a part of a text
        ("loading.py", """hint = f'write "{text}"'"""),
        (
            "words.py",
            """yield Finding(path, message, f"write '{new}', and look at the rest of the text")""",
        ),
    ]


A_FILE = {"events": [{"date": "27.02.2025", "topics": ["a", "b"]}], "places": {"x": {}}}


@pytest.mark.parametrize(
    ("path", "hint", "shown"),
    [
        (("events", 0, "date"), to_write("2025-02-27"), "write 2025-02-27"),
        (("events", 0, "date"), to_write("-0043"), 'write "-0043"'),
        (("events", 0, "date"), to_write("[1950,1952]"), 'write "[1950,1952]"'),
        (("events", 0, "date"), to_write("2024-25"), None),
        (("events", 0, "date"), to_write("2024-25", otherwise=to_write("2024")), "write 2024"),
        (("events", 0, "date"), to_write({"2024": "", "2O25": ""}, otherwise="or"), "or"),
        (("events", 0, "venue"), to_write("\u0430bc"), None),
        (("events", 0, "venue"), to_write("a" * 400, otherwise="shorter"), "shorter"),
        (("events", 0, "topics", 1), to_write("a"), None),
        (("events", 0, "topics", 1), to_write("c"), "write c"),
        (("events", 0, "nothing", "here"), to_write("c"), "write c"),
        (("events", 0, "date"), "leave it out", "leave it out"),
        ((), to_write("c"), "write c"),
        (("places", "x", "timezone"), to_write("Europe/Istambul"), None),
        (("places", "x", "country"), to_write("NO"), 'write "NO"'),
        (("places", 0, "country"), to_write("NO"), 'write "NO"'),
    ],
)
def test_a_hint_is_tried(path: Path_, hint: str, shown: str | None) -> None:
    """A value that its field or a rule on one value refuses is not named; quotation marks are."""
    assert try_hint(Finding(path, "", hint), A_FILE) == shown


def test_a_hint_names_no_key_that_is_there() -> None:
    """A key is not hinted that its mapping has already, nor a field beside it that has a value."""
    key = Finding(("places", "y"), "", to_write("x"), at_key=True)
    assert try_hint(key, A_FILE) is None
    assert try_hint(key, {"places": {"y": {}}}) == "write x"
    time = Cure("write ", Value("2025"), Value("09:50", beside="time"), otherwise="else")
    assert (
        try_hint(Finding(("events", 0, "date"), "", time), {"events": [{"time": "09:50"}]})
        == "else"
    )
    assert try_hint(Finding(("sources", "a", "published"), "", time), {}) == "else"


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("27. Februar 2025", "de", "2025-02-27"),
        ("27 de febrero de 2025", "es", "2025-02-27"),
        ("1er mars 2020", "fr", "2020-03-01"),
        ("27 февраля 2025", "ru-RU", "2025-02-27"),
        ("2025. február 27.", "hu", "2025-02-27"),
        ("listopad 2020", "pl", "2020-11"),
        ("listopad 2020", "hr", "2020-10"),
        ("May 2020", "de", "2020-05"),
        ("mai 2020", "nb", "2020-05"),
        ("Februar 2025", None, None),
        ("Februar 2025", "tlh", None),
        ("2025", "de", None),
    ],
)
def test_months(text: str, language: str | None, date: str | None) -> None:
    """Months are read in English and in the language that is asked for, and in no other one."""
    assert hint_of_date(text, language) == (date and f"write {date}")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("stra\u00dfe", "strasse"),
        ("Th\u00f3r \u00de", "thor th"),
        ("a\u2013b", "a-b"),
        ("\u65e5", None),
        ("x" * 201, None),
    ],
)
def test_transliteration(text: str, plain: str | None) -> None:
    """Every letter has ASCII ones that stand for it, or there is no other form of the text."""
    assert transliterate(text) == plain


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("title: [A] b " + "x" * 1_000, None),
        ("title: {a: *b c, d: e}", 16),
        ("title: {a: 'b' c, d: {e f}}", 16),
        ("title: {a: &b c, d: [}", None),
    ],
)
def test_texts_that_begin_with_a_mark(line: str, column: int | None) -> None:
    """A mark at the start is the cause only where quotation marks are the cure, in short lines."""
    text = f"events:\n  - id: a\n    {line}\n"
    (only,) = (each for each in check_text(text, "x.yaml")[1] if each.code == "broken-yaml")
    assert (only.position.column if "quotation marks: " in str(only.hint) else None) == column


def test_names_of_months() -> None:
    """No language has a name for a month that is another month in English, nor an empty cell."""
    languages = re.findall("^([a-z]+): ", TABLE.read_text("utf-8"), re.MULTILINE)
    assert len(languages) > 30
    for language in languages:
        months = months_of(language)
        assert {name: months[name] for name in ENGLISH} == ENGLISH
        assert set(months.values()) == set(range(1, 13))


def test_zones_of_abbreviations() -> None:
    """Every abbreviation stands for zones of the database, and for none that it is itself."""
    for name, zones in ZONES_OF.items():
        assert set(zones) <= zone_names(), name
        assert name not in zone_names()


@given(st.text(st.sampled_from("0129 -/.,[]?~'adbcefnortuvwjs\u2013"), max_size=30))
def test_any_text_has_sound_hints(text: str) -> None:
    """Whatever is written for a date, a hint names dates only that can be read."""
    hint = hint_of_date(text)
    for part in hint.parts if isinstance(hint, Cure) else ():
        if isinstance(part, Value) and part.beside is None:
            assert str(parse(part))
