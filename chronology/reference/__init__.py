"""The generated pages of the documentation: every field, every word, every diagnostic.

`examples/CODE.bad.yaml` makes the mistake, `examples/CODE.good.yaml` does not. Beside them may lie
`CODE.txt`, the text of the source `ledger`, and `CODE.json`, a schema of house rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, get_args

from chronology.findings import Code, Diagnostic, Stage
from chronology.formats import EXPORTERS
from chronology.loading import check_text
from chronology.model import (
    REGISTRIES,
    Citation,
    Event,
    Outcome,
    Part,
    Participation,
    Record,
    RuleSetting,
    When,
)
from chronology.model.scalars import SCALARS, Scalar
from chronology.rules import CODES
from chronology.text import one_line
from chronology.vocabulary import Capacity, Group, Level, Reading, Relation, Status, Weekday, Word

if TYPE_CHECKING:
    from chronology.house_rules.schemas import Schema

PARTS: Final[tuple[type[Part], ...]] = (
    *(Record, Event, Participation, Outcome, Citation, When),
    *REGISTRIES.values(),
    RuleSetting,
)
WORDS: Final[tuple[type[Word], ...]] = (Status, Capacity, Group, Reading, Weekday, Relation, Level)


def first_line(thing: type) -> str:
    """The definition of a part or a vocabulary in one sentence."""
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


def read(name: str, ending: str) -> str:
    """The text of one file of an example."""
    return (FOLDER / f"{name}.{ending}").read_text("utf-8")


def diagnostics(name: str, text: str) -> list[Diagnostic]:
    """The diagnostics of a file of an example, by the house rules and the text beside it."""
    schemas: tuple[Schema, ...] = ()
    if (rules := FOLDER / f"{name}.json").is_file():
        from chronology.house_rules.schemas import read_schemas  # slow, seldom needed

        with as_file(rules) as file:
            schemas = read_schemas([str(file)])
    texts = {"ledger": read(name, "txt")} if (FOLDER / f"{name}.txt").is_file() else {}
    return check_text(text, "example.yaml", schemas, texts)[1]


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
    """The terms of this name, whatever the case in which it is written."""
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
    yield f"**{code.summary}**"
    if rest := one_line(code.explanation.removeprefix(code.summary)):
        yield from ("", rest)
    yield from ("", f"Severity: {code.severity.value}. Stage: {code.stage.value}; {schema}.", "")
    if code.name in WITHOUT:
        yield f"There is no example: {WITHOUT[code.name]}."
        return
    for ending, language, title in _BESIDE:
        if (FOLDER / f"{code.name}.{ending}").is_file():
            yield from (f"{title}:", "", *_fence(language, read(code.name, ending)), "")
    bad = read(code.name, "bad.yaml")
    found = (each.lines for each in diagnostics(code.name, bad) if each.code == code.name)
    # A reader sees which file it is.
    lines = "\n".join(line.replace("example.yaml:", "", 1) for line in chain.from_iterable(found))
    yield from ("This is found:", "", *_fence("yaml", bad), "", *_fence("text", lines), "")
    yield from ("This passes:", "", *_fence("yaml", read(code.name, "good.yaml")))


_BESIDE = (
    ("json", "json", "The house rules"),
    ("txt", "text", "The text of the source `ledger`"),
)
"""The ending of each file that may lie beside an example, its language, and its title."""


def _fence(language: str, text: str) -> Iterator[str]:
    yield from (f"```{language}", *text.splitlines(), "```")


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
    lines = [_FIELDS]
    for part in PARTS:
        lines += ["", f"## {part.__name__}", "", first_line(part)]
        lines += _table(("field", "type", "meaning"), _fields(part))
    lines += ["", "## Types of text", *_table(("type", "what it is"), SCALARS.items())]
    for word in WORDS:
        lines += ["", f"## Words: {word.__name__.lower()}", "", first_line(word)]
        lines += _table(("word", "meaning"), ((f"`{each.value}`", each.gloss) for each in word))
    formats = ((f"`{each.name}`", each.loses) for each in EXPORTERS.values())
    lines += ["", "## Export formats", *_table(("format", "what it cannot carry"), formats), ""]
    return "\n".join(lines)


_FIELDS = """\
# Fields

Every field that a chronology file may have. Of an event only `id` and `title` are
required; what a good record needs beyond that, the [rules](diagnostics.md) ask for."""


def _fields(part: type[Part]) -> Iterator[tuple[str, str, str]]:
    for name, info in part.model_fields.items():
        required = ", required" if info.is_required() else ""
        kind = type_in_words(info.rebuild_annotation()) + required
        yield f"`{name}`", kind, info.description or ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}")
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {' | '.join(cells)} |"


def diagnostics_page() -> str:
    """The reference of diagnostics, as Markdown: a section for each code, by the stage."""
    lines = [_DIAGNOSTICS]
    for stage, title in STAGES.items():
        lines += ["", f"## {title}"]
        for code in CODES.values():
            if code.stage is stage:
                lines += ["", f"### {code.name}", "", *explanation(code)]
    lines += ["", _REFUSED_BY_SCHEMA, "", *_list(is_in_schema=True)]
    lines += ["", _NOT_REFUSED, "", *_list(is_in_schema=False), ""]
    return "\n".join(lines)


_DIAGNOSTICS = """\
# Diagnostics

Everything that `chronology validate` can find, by the name of its code. Errors fail;
warnings fail under `--strict`; notes never do."""

_REFUSED_BY_SCHEMA = """\
## What the JSON Schema can tell

The JSON Schema of a chronology file, which `chronology schema` prints, refuses:"""

_NOT_REFUSED = """\
It cannot tell the others, which need the text, a calendar, a list of countries, zones
or languages, or a look at the rest of the file:"""


def _list(*, is_in_schema: bool) -> Iterator[str]:
    for code in CODES.values():
        if code.schema is is_in_schema:
            yield f"- [`{code.name}`](#{code.name}): {code.summary}"
