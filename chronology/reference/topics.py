"""What can be explained by its name: diagnostics, words, fields, parts of a file, types of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from chronology.checks import CODES
from chronology.diagnostics import Code, Diagnostic, Stage
from chronology.model import Part
from chronology.model.scalars import SCALARS
from chronology.reference.examples import WITHOUT, example
from chronology.reference.parts import PARTS, WORDS, first_line, type_in_words
from chronology.vocabulary import Word

STAGES = {
    Stage.READING: "Reading: the text",
    Stage.SHAPE: "Shape: fields and types",
    Stage.MEANING: "Meaning: the rules",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that can be explained: the group that it belongs to, its names, and its page.

    The page is made only when it is read, as lines of Markdown.
    """

    group: str
    title: str
    names: tuple[str, ...]
    summary: str
    page: Callable[[], Iterable[str]]

    @classmethod
    def of(cls, group: str, title: str, names: tuple[str, ...], *page: str) -> Topic:
        """A topic whose page is short, and begins with what it is."""
        return cls(group, title, names, page[0], lambda: page)


def topics() -> Iterator[Topic]:
    """Everything that can be explained, group by group."""
    for code in sorted(CODES.values(), key=lambda code: list(STAGES).index(code.stage)):
        page = partial(explanation, code)
        yield Topic(STAGES[code.stage], code.name, (code.name,), code.summary, page)
    for vocabulary in WORDS:
        yield from _topics_of_words(vocabulary)
    for part in PARTS:
        yield from _topics_of_part(part)
    for name, meaning in SCALARS.items():
        yield Topic.of("Types of text", f"{name} (a type of text)", (name,), meaning)


def about(name: str) -> list[Topic]:
    """What stands under a name, in whatever case it is written."""
    return [each for each in topics() if name.lower() in map(str.lower, each.names)]


def _topics_of_words(vocabulary: type[Word]) -> Iterator[Topic]:
    name = vocabulary.__name__.lower()
    group = f"Words: {name}"
    words = (f"- `{each.value}`: {each.gloss}" for each in vocabulary)
    yield Topic.of(group, f"{name} (words)", (name,), first_line(vocabulary), "", *words)
    for each in vocabulary:
        names = (each.value, f"{name}.{each.value}")
        yield Topic.of(group, f"{each.value} (a word: {name})", names, each.gloss)


def _topics_of_part(part: type[Part]) -> Iterator[Topic]:
    owner = part.__name__.lower()
    group = f"Fields: {owner}"
    fields = (f"- `{name}`: {info.description}" for name, info in part.model_fields.items())
    yield Topic.of(group, f"{owner} (a part of a file)", (owner,), first_line(part), "", *fields)
    for field, info in part.model_fields.items():
        name, required = f"{owner}.{field}", "" if info.is_required() else "; may be left out"
        kind = f"Type: {type_in_words(info.rebuild_annotation())}{required}."
        yield Topic.of(group, name, (name, field), info.description or "", "", kind)


# ------------------------------------------------------------------------------ diagnostics


def explanation(code: Code) -> Iterator[str]:
    """The page of a code: what is wrong, why it matters, how grave it is, and an example."""
    schema = "the JSON Schema refuses it, too" if code.schema else "the JSON Schema cannot tell"
    summary, _, rest = code.explanation.partition("\n")
    yield f"**{summary}**"
    if rest.strip():
        yield from ("", " ".join(rest.split()))
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
