"""The generated reference, texts made safe, and the examples in docstrings."""

import difflib
import doctest
import importlib
import pkgutil
import re
from importlib.resources import files
from pathlib import Path

import pytest
from golden_texts import Golden

import chronology
from chronology import model
from chronology.cli import COMMANDS, main
from chronology.dates import parse
from chronology.findings import dotted
from chronology.formats import EXPORTERS
from chronology.model import REGISTRIES
from chronology.model.scalars import SCALARS
from chronology.reference import (
    FOLDER,
    PARTS,
    WITHOUT,
    WORDS,
    about,
    diagnostics,
    diagnostics_page,
    fields_page,
    plain,
    read,
    terms,
)
from chronology.rules import CODES
from chronology.text import visible
from chronology.vocabulary import Capacity, Relation, Status


@pytest.fixture(scope="module")
def page() -> str:
    """The reference of diagnostics."""
    return diagnostics_page()


DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_documentation(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pages that tell of a command tell of each of its options."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall("--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    pages = (page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    told = "".join(page for page in pages if f"chronology {command}" in page)
    assert sorted(option for option in options if option not in told) == []


def test_every_template_is_in_the_documentation() -> None:
    """The page about templates names all that can be replaced."""
    page = (DOCS / "start/site.md").read_text("utf-8")
    templates = (files("chronology.site") / "templates").iterdir()
    assert [each.name for each in templates if f"`{each.name}`" not in page] == []


@pytest.mark.parametrize("part", [model.Record, model.Event, model.When, *REGISTRIES.values()])
def test_every_field_is_in_the_reference(part: type[model.Part]) -> None:
    """The field reference has every field of every part, with its meaning."""
    page = fields_page()
    section = page.split(f"\n## {part.__name__}\n")[1].split("\n## ")[0]
    for name, info in part.model_fields.items():
        assert info.description, name
        assert f"| `{name}` |" in section


def test_every_word_is_in_the_reference() -> None:
    """The field reference has every closed word and its gloss."""
    page = fields_page()
    for word in (*Status, *Capacity, *Relation):
        assert f"| `{word.value}` | {word.gloss} |" in page


def test_the_types_of_fields_are_named_in_words() -> None:
    """The field reference names types as an editor knows them."""
    page = fields_page()
    assert "| `citations` | mapping from Id to list of Citation |" in page
    assert "| `extra` | mapping from Text to anything |" in page
    assert "| `capacity` | Capacity, required |" in page


def test_every_code_has_a_section(page: str) -> None:
    """The diagnostics reference has a section for every code, and explains it."""
    for code in CODES.values():
        assert f"\n### {code.name}\n\n**{code.summary}**\n" in page
        assert code.summary.endswith(".")


def test_what_the_schema_can_tell_is_listed(page: str) -> None:
    """The diagnostics reference lists what the JSON Schema refuses, and what it cannot tell."""
    section = page.split("\n## What the JSON Schema can tell\n")[1]
    can, cannot = section.split("cannot tell the others")
    for name, code in CODES.items():
        assert (f"- [`{name}`](#{name}): " in can) is code.schema
        assert (f"- [`{name}`](#{name}): " in cannot) is not code.schema


# ------------------------------------------------------------------------------ examples

WITH_EXAMPLE = sorted(CODES.keys() - WITHOUT.keys())

LACKING = {"no-citation", "no-date"}
"""The codes that an example may have besides its own, so that it stays short."""


def codes_in(name: str, ending: str) -> list[str]:
    """The codes of what is found in an example, but for what it leaves out to be short."""
    found = [each.code for each in diagnostics(name, read(name, ending))]
    return [code for code in found if code == name or code not in LACKING]


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_every_code_has_an_example(name: str) -> None:
    """A code has a short file that makes the mistake alone, and one, nearly alike, without it."""
    bad, good = read(name, "bad.yaml").splitlines(), read(name, "good.yaml").splitlines()
    assert set(codes_in(name, "bad.yaml")) == {name}
    assert codes_in(name, "good.yaml") == []
    changed = [line for line in difflib.ndiff(bad, good) if line.startswith(("-", "+"))]
    assert 0 < len(changed) <= 6
    assert len(bad) <= 16


def test_every_example_has_a_code() -> None:
    """No example outlives its code, and what lies beside it belongs to it."""
    names = {file.name.split(".")[0] for file in FOLDER.iterdir()}
    assert names == set(WITH_EXAMPLE)
    assert WITHOUT.keys() <= CODES.keys()


@pytest.mark.parametrize("name", CODES)
def test_the_reference_shows_the_examples(page: str, name: str) -> None:
    """The reference has, for each code, both files of its example, or says why there are none."""
    section = page.split(f"\n### {name}\n")[1].split("\n##", maxsplit=1)[0]
    if name in WITHOUT:
        assert f"There is no example: {WITHOUT[name]}." in section
        return
    for ending in ("bad.yaml", "good.yaml"):
        assert f"```yaml\n{read(name, ending)}```\n" in section
    assert f"[{name}]" in section


# ------------------------------------------------------------------------------ explain


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("no-date", ["no-date"]),
        ("Status", ["status", "event.status"]),
        ("full", ["full"]),
        ("reading.full", ["full"]),
        ("event.date", ["event.date"]),
        ("event", ["event", "outcome.event"]),
        ("before", ["before", "when.before"]),
        ("date", ["event.date", "Date"]),
        ("nothing", []),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_what_stands_under_a_name(name: str, known: list[str], golden: Golden) -> None:
    """A name is explained in all its senses: diagnostic, word, field, part, type of text."""
    titles = [topic.title for topic in about(name)]
    assert [title.partition(" ")[0] for title in titles] == known
    golden("\n".join(titles))


def test_everything_is_explained() -> None:
    """Every code, word, field, part and type has a topic with a summary and a page."""
    every = list(terms())
    names = {name for topic in every for name in topic.names}
    assert names >= CODES.keys() | SCALARS.keys()
    for vocabulary in WORDS:
        assert names >= {vocabulary.__name__.lower(), *(word.value for word in vocabulary)}
    for part in PARTS:
        assert names >= {f"{part.__name__.lower()}.{field}" for field in part.model_fields}
    for topic in every:
        assert topic.summary.endswith((".", ":"))
        if topic.title not in CODES:
            assert topic.summary in "\n".join(topic.page())


def test_pages_for_a_terminal() -> None:
    """On a terminal emphasis has no marks, and blocks are set in."""
    lines = ["**A**", "", "```yaml", "a: **b**", "", "```", "c"]
    assert list(plain(lines)) == ["A", "", "    a: **b**", "", "c"]


# ------------------------------------------------------------------------------ and the rest


def test_what_is_invisible_is_spelt_out() -> None:
    """Control characters, lone surrogates and bidirectional marks become escapes."""
    assert visible("a\tb\x1b[2J\ud800\u202e") == "a\\tb\\x1b[2J\\ud800\\u202e"
    assert visible("Zürich, 北京") == "Zürich, 北京"


def test_paths_are_written_with_dots_and_indices() -> None:
    """A path is one line: keys with dots, indices in brackets."""
    assert dotted(("events", 3, "participants", "x")) == "events[3].participants.x"
    assert dotted(()) == ""


def test_an_exporter_says_what_it_loses() -> None:
    """Every exporter has a sentence on what its format cannot carry."""
    for exporter in EXPORTERS.values():
        assert exporter.loses.endswith(".")
        assert exporter.suffix.startswith(".")


_MODULES = sorted(
    each.name
    for each in pkgutil.walk_packages(chronology.__path__, "chronology.")
    if not each.name.startswith(("chronology.site", "chronology.plugin"))
)


@pytest.mark.parametrize("name", _MODULES)
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    """Every example in a docstring prints what it says."""
    results = doctest.testmod(importlib.import_module(name), extraglobs={"parse": parse})
    assert results.failed == 0


def test_public_names_are_imported_on_first_use() -> None:
    """The package has its public names, lists them, and knows no others."""
    assert set(dir(chronology)) == set(chronology.__all__)
    for name in chronology.__all__:
        # A union has no name of its own.
        assert getattr(getattr(chronology, name), "__name__", name) == name
    with pytest.raises(AttributeError, match="no attribute 'loda'"):
        getattr(chronology, "loda")  # noqa: B009  # the name must not exist for mypy
