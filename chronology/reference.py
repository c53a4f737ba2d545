"""The generated pages of the documentation: every field, every word, every diagnostic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from chronology.checks import CODES
from chronology.diagnostics import Code, Stage
from chronology.exporters import EXPORTERS
from chronology.model import (
    Citation,
    Event,
    Kind,
    Outcome,
    Part,
    Participation,
    Party,
    Person,
    Place,
    Record,
    RuleSetting,
    Source,
    Topic,
    When,
)
from chronology.model.scalars import SCALARS, Scalar
from chronology.vocabulary import Capacity, Group, Level, Reading, Relation, Status, Weekday, Word

_PARTS: tuple[type[Part], ...] = (
    Record,
    Event,
    Participation,
    Outcome,
    Citation,
    When,
    Source,
    Party,
    Person,
    Place,
    Kind,
    Topic,
    RuleSetting,
)
_WORDS: tuple[type[Word], ...] = (Status, Capacity, Group, Reading, Weekday, Relation, Level)


def fields_page() -> str:
    """The field reference, as Markdown: a table for each part of a file, then the words."""
    return "\n".join([*_fields_page(), ""])


def _fields_page() -> Iterator[str]:
    yield "# Fields"
    yield ""
    yield "Every field that a chronology file may have. Of an event only `id` and `title` are"
    yield "required; what a good record needs beyond that, the [rules](diagnostics.md) ask for."
    for part in _PARTS:
        yield from _part_section(part)
    yield from ("", "## Types of text", "", "| type | what it is |", "|---|---|")
    yield from (f"| {name} | {_cell(meaning)} |" for name, meaning in SCALARS.items())
    for word in _WORDS:
        yield from ("", f"## Words: {word.__name__.lower()}", "", word.__doc__ or "", "")
        yield from ("| word | meaning |", "|---|---|")
        yield from (f"| `{each.value}` | {_cell(each.gloss)} |" for each in word)
    yield from ("", "## Export formats", "", "| format | what it cannot carry |", "|---|---|")
    yield from (f"| `{name}` | {_cell(each.loses)} |" for name, each in EXPORTERS.items())


def _part_section(part: type[Part]) -> Iterator[str]:
    yield from ("", f"## {part.__name__}", "", (part.__doc__ or "").split("\n")[0], "")
    yield from ("| field | type | required | meaning |", "|---|---|---|---|")
    for name, info in part.model_fields.items():
        required = "yes" if info.is_required() else ""
        kind = _type_in_words(info.rebuild_annotation())
        yield f"| `{name}` | {kind} | {required} | {_cell(info.description or '')} |"


def _type_in_words(annotation: Any) -> str:
    """A field's type as a reader of the table understands it."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Scalar):
            return mark.name
    inner = [each for each in get_args(annotation) if each not in (type(None), Ellipsis)]
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return f"mapping from {_type_in_words(inner[0])} to {_type_in_words(inner[1])}"
    if origin is tuple:
        return f"list of {_type_in_words(inner[0])}"
    if hasattr(annotation, "__metadata__") or inner:
        return _type_in_words(inner[0] if inner else origin)
    return "anything" if annotation is Any else str(annotation.__name__)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def diagnostics_page() -> str:
    """The reference of diagnostics, as Markdown: a section for each code, by the stage."""
    return "\n".join([*_diagnostics_page(), ""])


_STAGES = {
    Stage.READING: "Reading: the text",
    Stage.SHAPE: "Shape: fields and types",
    Stage.MEANING: "Meaning: the rules",
}


def _diagnostics_page() -> Iterator[str]:
    yield "# Diagnostics"
    yield ""
    yield "Everything that `chronology validate` can find, by the name of its code. Errors fail;"
    yield "warnings fail under `--strict`; notes never do."
    for stage, title in _STAGES.items():
        yield from ("", f"## {title}")
        for code in CODES.values():
            if code.stage is stage:
                yield from ("", f"### {code.name}", "", *explanation(code))


def explanation(code: Code) -> Iterator[str]:
    """The page of a code, as lines of Markdown: severity, what is wrong, and why it matters."""
    schema = "the JSON Schema refuses it, too" if code.schema else "the JSON Schema cannot tell"
    summary, _, rest = code.explanation.partition("\n")
    yield f"**{summary}**"
    if rest.strip():
        yield ""
        yield " ".join(rest.split())
    yield ""
    yield f"Severity: {code.severity.value}. Stage: {code.stage.value}; {schema}."
