"""The generated pages of the documentation: every field, every word, every diagnostic.

`examples/CODE.bad.yaml` makes the mistake, `examples/CODE.good.yaml` does not. Beside them may lie
`CODE.txt`, the text of the source `ledger`, and `CODE.json`, a schema of house rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final, get_args

from chronology.findings import Code, Diagnostic, Stage
from chronology.formats import EXPORTERS
from chronology.loading import check_text
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
from chronology.rules import CODES
from chronology.text import one_line
from chronology.vocabulary import Capacity, Group, Level, Reading, Relation, Status, Weekday, Word

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from chronology.house_rules.schemas import Schema

PARTS: Final[tuple[type[Part], ...]] = (
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
WORDS: Final[tuple[type[Word], ...]] = (Status, Capacity, Group, Reading, Weekday, Relation, Level)


def first_line(thing: type) -> str:
    """What a part or a vocabulary is, in one sentence."""
    return (thing.__doc__ or "").split("\n")[0]


def type_in_words(annotation: Any) -> str:
    """A field's type as a reader of the table understands it."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Scalar):
            return mark.name
    inner = [each for each in get_args(annotation) if each not in (type(None), Ellipsis)]
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return f"mapping from {type_in_words(inner[0])} to {type_in_words(inner[1])}"
    if origin is tuple:
        return f"list of {type_in_words(inner[0])}"
    if hasattr(annotation, "__metadata__") or inner:
        return type_in_words(inner[0] if inner else origin)
    return "anything" if annotation is Any else str(annotation.__name__)


# ------------------------------------------------------------------------------ examples

FOLDER: Final = files("chronology.reference") / "examples"

WITHOUT: Final = {
    "not-utf-8": "an example would not be UTF-8, and no page could show it",
    "unreadable-file": "an example would be no file, and no page could show it",
    "schema-too-slow": "an example would take ten seconds",
    "too-big": "an example would be too big for a page",
    "too-many": "an example would have ten thousand mistakes",
}
"""The codes without an example, and why."""

BY_THE_WAY: Final = frozenset({"no-citation", "no-date"})
"""What an example may be found to lack, so that it stays short."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file that makes a mistake, what is found there, and the same file without the mistake.

    `beside` are the files that belong to it, each with its language, its name and its text.
    """

    bad: str
    good: str
    found: tuple[Diagnostic, ...]
    beside: tuple[tuple[str, str, str], ...]


def example(code: Code) -> Example | None:
    """The example of a code; None for the few that can have none."""
    if code.name in WITHOUT:
        return None
    bad, good = (read(code.name, ending) for ending in ("bad.yaml", "good.yaml"))
    found = tuple(each for each in diagnostics(code.name, bad) if each.code == code.name)
    return Example(bad, good, found, tuple(_beside(code.name)))


def read(name: str, ending: str) -> str:
    """The text of one file of an example."""
    return (FOLDER / f"{name}.{ending}").read_text("utf-8")


def diagnostics(name: str, text: str) -> list[Diagnostic]:
    """What is found in a file of an example, by the house rules and texts that lie beside it."""
    schema, source = FOLDER / f"{name}.json", FOLDER / f"{name}.txt"
    schemas = _schemas(schema) if schema.is_file() else ()
    texts = {"ledger": source.read_text("utf-8")} if source.is_file() else {}
    return check_text(text, "example.yaml", schemas, texts)[1]


def _schemas(resource: Traversable) -> tuple[Schema, ...]:
    from chronology.house_rules.schemas import read_schemas

    with as_file(resource) as file:
        return read_schemas([str(file)])


def _beside(name: str) -> Iterator[tuple[str, str, str]]:
    for ending, language, title in (
        ("json", "json", "The house rules"),
        ("txt", "text", "The text of the source `ledger`"),
    ):
        if (FOLDER / f"{name}.{ending}").is_file():
            yield language, title, read(name, ending)


# ------------------------------------------------------------------------------ terms

STAGES = {
    Stage.READING: "Reading: the text",
    Stage.SHAPE: "Shape: fields and types",
    Stage.MEANING: "Meaning: the rules",
}


@dataclass(frozen=True, slots=True)
class Term:
    """Something that can be explained: the group that it belongs to, its names, and its page.

    The page is made only when it is read, as lines of Markdown.
    """

    group: str
    title: str
    names: tuple[str, ...]
    summary: str
    page: Callable[[], Iterable[str]]

    @classmethod
    def of(cls, group: str, title: str, names: tuple[str, ...], *page: str) -> Term:
        """A term whose page is short, and begins with what it is."""
        return cls(group, title, names, page[0], lambda: page)


def terms() -> Iterator[Term]:
    """Everything that can be explained, group by group."""
    for code in sorted(CODES.values(), key=lambda code: list(STAGES).index(code.stage)):
        page = partial(explanation, code)
        yield Term(STAGES[code.stage], code.name, (code.name,), code.summary, page)
    for vocabulary in WORDS:
        yield from _terms_of_words(vocabulary)
    for part in PARTS:
        yield from _terms_of_part(part)
    for name, meaning in SCALARS.items():
        yield Term.of("Types of text", f"{name} (a type of text)", (name,), meaning)


def about(name: str) -> list[Term]:
    """What stands under a name, in whatever case it is written."""
    return [each for each in terms() if name.lower() in map(str.lower, each.names)]


def _terms_of_words(vocabulary: type[Word]) -> Iterator[Term]:
    name = vocabulary.__name__.lower()
    group = f"Words: {name}"
    words = (f"- `{each.value}`: {each.gloss}" for each in vocabulary)
    yield Term.of(group, f"{name} (words)", (name,), first_line(vocabulary), "", *words)
    for each in vocabulary:
        names = (each.value, f"{name}.{each.value}")
        yield Term.of(group, f"{each.value} (a word: {name})", names, each.gloss)


def _terms_of_part(part: type[Part]) -> Iterator[Term]:
    owner = part.__name__.lower()
    group = f"Fields: {owner}"
    fields = (f"- `{name}`: {info.description}" for name, info in part.model_fields.items())
    yield Term.of(group, f"{owner} (a part of a file)", (owner,), first_line(part), "", *fields)
    for field, info in part.model_fields.items():
        name, required = f"{owner}.{field}", "" if info.is_required() else "; may be left out"
        kind = f"Type: {type_in_words(info.rebuild_annotation())}{required}."
        yield Term.of(group, name, (name, field), info.description or "", "", kind)


# ------------------------------------------------------------------------------ diagnostics


def explanation(code: Code) -> Iterator[str]:
    """The page of a code: what is wrong, why it matters, how grave it is, and an example."""
    schema = "the JSON Schema refuses it, too" if code.schema else "the JSON Schema cannot tell"
    summary, _, rest = code.explanation.partition("\n")
    yield f"**{summary}**"
    if rest.strip():
        yield from ("", one_line(rest))
    yield from ("", f"Severity: {code.severity.value}. Stage: {code.stage.value}; {schema}.", "")
    shown = example(code)
    if shown is None:
        yield f"There is no example: {WITHOUT[code.name]}."
        return
    for language, title, text in shown.beside:
        yield from (f"{title}:", "", *_fenced(language, text), "")
    found = "".join("\n".join(_said(each)) + "\n" for each in shown.found)
    yield from ("This is found:", "", *_fenced("yaml", shown.bad), "", *_fenced("text", found), "")
    yield from ("This passes:", "", *_fenced("yaml", shown.good))


def _fenced(language: str, text: str) -> Iterator[str]:
    yield from (f"```{language}", *text.splitlines(), "```")


def _said(each: Diagnostic) -> Iterator[str]:
    """A diagnostic without the name of its file, which a reader sees."""
    for line in each.lines:
        yield line.replace(f"{each.file}:", "", 1)


def plain(lines: Iterable[str]) -> Iterator[str]:
    """Lines of Markdown for a terminal: without marks of emphasis, and blocks set in."""
    inside = False
    for line in lines:
        if line.startswith("```"):
            inside = not inside
        else:
            yield f"    {line}".rstrip() if inside else line.replace("**", "")


# ------------------------------------------------------------------------------ pages


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
