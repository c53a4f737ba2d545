"""The generated pages of the documentation: every field, every word, every diagnostic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chronology.checks import CODES
from chronology.diagnostics import Code
from chronology.exporters import EXPORTERS
from chronology.model import Part
from chronology.model.scalars import SCALARS
from chronology.reference.parts import PARTS, WORDS, first_line, type_in_words
from chronology.reference.topics import STAGES, explanation


def fields_page() -> str:
    """The field reference, as Markdown: a table for each part of a file, then the words."""
    return "\n".join([*_fields_page(), ""])


def _fields_page() -> Iterator[str]:
    yield "# Fields"
    yield ""
    yield "Every field that a chronology file may have. Of an event only `id` and `title` are"
    yield "required; what a good record needs beyond that, the [rules](diagnostics.md) ask for."
    for part in PARTS:
        yield from _part_section(part)
    yield from ("", "## Types of text", "", "| type | what it is |", "|---|---|")
    yield from (f"| {name} | {_cell(meaning)} |" for name, meaning in SCALARS.items())
    for word in WORDS:
        yield from ("", f"## Words: {word.__name__.lower()}", "", first_line(word), "")
        yield from ("| word | meaning |", "|---|---|")
        yield from (f"| `{each.value}` | {_cell(each.gloss)} |" for each in word)
    yield from ("", "## Export formats", "", "| format | what it cannot carry |", "|---|---|")
    yield from (f"| `{name}` | {_cell(each.loses)} |" for name, each in EXPORTERS.items())


def _part_section(part: type[Part]) -> Iterator[str]:
    yield from ("", f"## {part.__name__}", "", first_line(part), "")
    yield from ("| field | type | meaning |", "|---|---|---|")
    for name, info in part.model_fields.items():
        required = ", required" if info.is_required() else ""
        kind = type_in_words(info.rebuild_annotation())
        yield f"| `{name}` | {kind}{required} | {_cell(info.description or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def diagnostics_page() -> str:
    """The reference of diagnostics, as Markdown: a section for each code, by the stage."""
    return "\n".join([*_diagnostics_page(), ""])


def _diagnostics_page() -> Iterator[str]:
    yield "# Diagnostics"
    yield ""
    yield "Everything that `chronology validate` can find, by the name of its code. Errors fail;"
    yield "warnings fail under `--strict`; notes never do."
    for stage, title in STAGES.items():
        yield from ("", f"## {title}")
        for code in CODES.values():
            if code.stage is stage:
                yield from ("", f"### {code.name}", "", *explanation(code))
    yield from _schema_section()


def _schema_section() -> Iterator[str]:
    """What an editor that has the JSON Schema tells, and what only the validator can."""
    yield from ("", "## What the JSON Schema can tell", "")
    yield "The JSON Schema of a chronology file, which `chronology schema` prints, refuses:"
    yield from ("", *_listed(code for code in CODES.values() if code.schema), "")
    yield "It cannot tell the others, which need the text, a calendar, a list of countries, zones"
    yield "or languages, or a look at the rest of the file:"
    yield from ("", *_listed(code for code in CODES.values() if not code.schema))


def _listed(codes: Iterable[Code]) -> Iterator[str]:
    yield from (f"- [`{code.name}`](#{code.name}): {code.summary}" for code in codes)
