"""The generated reference, texts made safe, and the examples in docstrings."""

import doctest
import importlib
import pkgutil

import pytest

import chronology
from chronology import model
from chronology.checks import CODES
from chronology.diagnostics import dotted, visible
from chronology.edtf import parse
from chronology.exporters import EXPORTERS
from chronology.model import REGISTRIES
from chronology.reference import diagnostics_page, fields_page
from chronology.vocabulary import Capacity, Relation, Status


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
    assert "| `capacity` | Capacity | yes |" in page


def test_every_code_has_a_section() -> None:
    """The diagnostics reference has a section for every code, and explains it."""
    page = diagnostics_page()
    for code in CODES.values():
        assert f"\n### {code.name}\n\n**{code.summary}**\n" in page
        assert code.summary.endswith(".")


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
        assert getattr(chronology, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'loda'"):
        getattr(chronology, "loda")  # noqa: B009  # the name must not exist for mypy
