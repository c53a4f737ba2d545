"""Every code point of Unicode, and every name of the zone database, where a file takes text.

A draw of them stands in every field of a file, with every report and format of it. All of them, in
chunks, stand where a sign makes a difference of its own: in words, in ids, in what lists define.
"""

import json
import random
import sys
import unicodedata
import zoneinfo
from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from chronology.characters import describe_fewer, describe_twins, mixed_words
from chronology.findings import Diagnostic, Severity
from chronology.formats import EXPORTERS
from chronology.loading import check_text, resolve
from chronology.model import scalars
from chronology.network.statements import offsets, zone, zone_names
from chronology.reading import read, shape
from chronology.reports import REPORTS, Checked
from chronology.rules import find
from chronology.text import is_hidden

SURROGATES = range(0xD800, 0xE000)
SIGNS = [chr(number) for number in range(sys.maxunicode + 1) if number not in SURROGATES]
CHUNK = 2048
CHUNKS = [SIGNS[start : start + CHUNK] for start in range(0, len(SIGNS), CHUNK)]

LOOK_ALIKE = 2
"""How many chunks are tested always: up to U+1000, which holds all scripts with look-alikes."""


def drawn() -> list[str]:
    """Three signs of each category of Unicode, those without a name and without a use included."""
    chosen = random.Random(0)
    by_category: dict[str, list[str]] = {}
    for sign in SIGNS:
        by_category.setdefault(unicodedata.category(sign), []).append(sign)
    return [sign for own in by_category.values() for sign in chosen.sample(own, min(3, len(own)))]


def anywhere(sign: str, number: int) -> dict[str, Any]:
    """An event with a sign in each field that is read, most of them thus unsound."""
    return {
        "id": f"e{number}" if number % 2 else f"e{sign}{number}",
        "title": f"A{sign}B",
        "summary": f"{sign} {sign}A",
        "date": f"2025-0{sign}",
        "time": f"1{sign}:00",
        "duration": f"{sign} days",
        "timezone": f"Europe/{sign}",
        "place": f"p{sign}",
        "status": f"held{sign}",
        "participants": {f"p{sign}": f"head{sign}"},
        "topics": [sign],
        "decisions": {f"da{sign}te": sign},
        "extra": {sign: sign},
        "citations": {
            f"s{number}": {
                "passage": f"a{sign} {sign} ... {sign}b c",
                "supports": f"tit{sign}le",
                "differs": {"date": sign, f"venue{sign}": sign},
                "when": {"says": f"{sign} then", "after": f"e{sign}", "by": f"{sign} days"},
            }
        },
    }


def entries(sign: str, number: int) -> dict[str, dict[str, Any]]:
    """Entries of registries with a sign in each field, by the name of the registry."""
    source = {
        "title": sign,
        "url": f"https://a.example/{sign}",
        "archived": f"https://{sign}.example/",
        "language": f"e{sign}",
        "published": f"{sign}2025",
    }
    return {
        "sources": {f"s{number}": source},
        "places": {f"p{sign}": {"name": f"O{sign}o", "timezone": sign, "country": f"{sign}R"}},
        "people": {f"q{sign}": {"name": f"{sign}", "country": sign}},
        "parties": {f"{sign}": {"name": f"{sign}c", "country": f"T{sign}"}},
        "topics": {f"t{number}": {"label": sign}},
    }


def whole(signs: Iterable[str], *, escaped: bool) -> str:
    """A file in which each of some signs stands everywhere, as it is or by its escape."""
    data: dict[str, Any] = {"title": "T", "language": "en", "events": []}
    for number, sign in enumerate(signs):
        data["events"].append(anywhere(sign, number))
        for registry, named in entries(sign, number).items():
            data.setdefault(registry, {}).update(named)
    return json.dumps(data, ensure_ascii=escaped, indent=0)


def reported(text: str) -> list[Diagnostic]:
    """What is found in a file: all of it visible, and in every report."""
    found = check_text(text, "x.json")[1]
    for each in found:
        assert not any(map(is_hidden, each.message + (each.hint or ""))), each
    checked = Checked(("x.json",), tuple(found), {"x.json": text})
    for report in REPORTS.values():
        report.render(checked).encode("utf-8")
    return found


def exported(signs: Iterable[str]) -> None:
    """Write the titles that may have a sign in every format."""
    events = [{"id": f"e{n}", "title": f"A{sign}B", "date": "2025"} for n, sign in enumerate(signs)]
    found = check_text(json.dumps({"id": "x", "events": events}), "x.json")[1]
    refused = {each.path[1] for each in found if each.severity is Severity.ERROR}
    left = [event for number, event in enumerate(events) if number not in refused]
    chronology = resolve(read(json.dumps({"id": "x", "events": left}), "x.json"))
    assert len(chronology) == len(left)
    for each in EXPORTERS.values():
        each.render(chronology).encode("utf-8")


def test_some_signs_everywhere() -> None:
    """No sign breaks a rule, a report or a format, be it in use or not."""
    signs = [*drawn(), "\u0378"]
    for escaped in (True, False):
        assert reported(whole(signs, escaped=escaped))
    exported(signs)


SCALARS = {
    name: TypeAdapter[Any](getattr(scalars, name))
    for name in ("Date", "Id", "PassageText", "SpanText", "Text", "TimeText", "Url", "Wikidata")
}


def check_signs(signs: list[str]) -> None:
    """Whatever the signs are, scalars refuse them in words, and rules say what they find."""
    for sign in signs:
        describe_twins(f"a{sign}")
        for word in mixed_words(f"A{sign}B"):
            assert describe_fewer(word)
        for scalar in SCALARS.values():
            with suppress(ValidationError):
                scalar.validate_python(f"a{sign}")
    data = {
        "title": " ".join(f"A{sign}B" for sign in signs),
        "description": "".join(signs),
        "sources": {f"s{n}": {"title": "S", "language": f"e{s}"} for n, s in enumerate(signs)},
        "places": {
            f"p{n}": {"name": f"O{sign}o", "timezone": f"{sign}/", "country": f"{sign}R"}
            for n, sign in enumerate(signs)
        },
        "events": [{"id": "e", "title": "E", "extra": {"all": signs}}],
    }
    for finding in find(shape(read(json.dumps(data), "x.json")), lambda _: True):
        assert finding.code
        assert finding.message


@pytest.mark.parametrize("chunk", range(LOOK_ALIKE))
def test_every_sign_of_an_alphabet(chunk: int) -> None:
    """No sign breaks what reads one text, nor the rules, up to U+1000."""
    check_signs(CHUNKS[chunk])


@pytest.mark.slow
@pytest.mark.parametrize("plane", range(17))
def test_every_sign(plane: int) -> None:
    """The same holds for every code point that is used, a plane at a time, and some of the others.

    Planes 4 to 13 hold nothing but noncharacters at their ends, 15 and 16 private use alone.
    """
    chunks = [chunk for chunk in CHUNKS if ord(chunk[0]) >> 16 == plane]
    is_uniform = 4 <= plane <= 13 or plane > 14
    for chunk in (chunks[0], chunks[-1]) if is_uniform else chunks:
        check_signs(chunk)


# ------------------------------------------------------------------------------ the zone database


def names_in_database() -> list[str]:
    """The names of all files and folders of the zone database: zones, tables, code."""
    root = Path(str(files("tzdata"))) / "zoneinfo"
    found = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    odd = [".", "..", "../zones", "/", "/etc/passwd", "", "Europe/", "\0", "x" * 300]
    return [*sorted(found), *odd]


ZONED = """\
title: T
places:
  a: {{name: A, country: TR, timezone: {name}}}
  b: {{name: B, timezone: Europe/Paris}}
sources:
  s: {{publisher: P, url: 'https://a.example/'}}
rules: {{unknown-zone: {{level: note, because: a test}}}}
events:
  - id: x
    title: X
    date: 2025-01-01
    time: '10:00/11:00'
    timezone: {name}
    place: a
    citations: {{s: [{{passage: aa bb ... cc dd, when: {{says: after y, after: y}}}}]}}
  - id: y
    title: Y
    date: 2025-01-01
    time: '10:00'
    place: {place}
    citations: {{s: [{{passage: aa bb ... cc dd}}]}}
"""
"""Two events whose places, times and statements lead each rule about clocks to a zone."""


def check_zone(name: str) -> None:
    """A name is a zone, or `unknown-zone` on its lines; rules and formats live with either."""
    for place in "ab":
        text = ZONED.format(name=json.dumps(name), place=place)
        found = reported(text)
        lines = [each.position.line for each in found if each.code == "unknown-zone"]
        known = name in zone_names()
        assert lines == ([3, 13] if not known and name.isprintable() and name else []), name
        assert (zone(name) is not None) is known
        errors = [each for each in found if each.severity is Severity.ERROR]
        if not errors:
            chronology = resolve(read(text, "x.yaml"))
            for each in EXPORTERS.values():
                each.render(chronology)


def test_some_names_of_the_database() -> None:
    """A folder of the zone database is no zone, nor is one of its tables."""
    names = names_in_database()
    folders = [name for name in names if name in ("Europe", "America", "America/Indiana")]
    assert len(folders) == 3
    for name in [*folders, "zone.tab", "__init__.py", "Europe/Istanbul", *names[-9:]]:
        check_zone(name)


@pytest.mark.slow
def test_every_name_of_the_database() -> None:
    """The same holds for every file and folder of it, and of the machine's own."""
    for name in names_in_database():
        check_zone(name)


def test_a_broken_database_of_the_machine(tmp_path: Path) -> None:
    """A zone whose file on the machine is broken is as one that is not known."""
    (tmp_path / "Pacific").mkdir()
    (tmp_path / "Pacific" / "Kanton").write_bytes(b"no zone")
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(tmp_path)])
    try:
        assert offsets("Pacific/Kanton", 2025) == offsets(None, 2025)
    finally:
        zoneinfo.reset_tzpath(before)
