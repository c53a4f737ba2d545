"""Findings: how grave a mistake is, where it is, what to do; and the codes of reading and shape.

A **finding** is one mistake, from the first byte of a text to the last rule. A **diagnostic** is a
finding as it is shown: with its severity, its file, and its place in the text.

The codes of the rules are beside the rules. An explanation's first line is its summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self, TypeAlias

from chronology.text import harmless, visible

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a document to a value: keys of mappings, indices of lists."""


class Severity(StrEnum):
    """How grave a diagnostic is: errors fail, warnings fail under `--strict`, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Stage(StrEnum):
    """When a mistake is found: reading the text, shaping the data, or weighing its meaning."""

    READING = "reading"
    SHAPE = "shape"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Code:
    """A name for one sort of mistake: permanent, and the title of its page.

    `schema` tells whether the published JSON Schema refuses the same mistake.
    `explanation` is the page: its first line says what is wrong, the rest why it matters.
    """

    name: str
    severity: Severity
    stage: Stage
    explanation: str
    schema: bool = False

    @property
    def summary(self) -> str:
        """The first line of the explanation."""
        return self.explanation.split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


NOWHERE: Final = Position(0, 0)
"""The position of what has not been looked up in the text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in the data of a file: its code, its path, what is wrong, and what to do.

    `at_key` means the key at the path, not its value. `related` are other places that belong to
    it, each with what is there. `position` is known of what is found while the text is read; all
    other places are looked up when a finding is shown, since that costs a second look at the text.
    A rule leaves the code to the runner of rules.
    """

    path: Path
    message: str
    hint: str | None = None
    at_key: bool = False
    related: tuple[tuple[Path, str], ...] = ()
    code: str = ""
    position: Position = NOWHERE

    @classmethod
    def at(cls, code: str, position: Position, message: str, hint: str | None = None) -> Self:
        """The finding of a mistake in the text, which has a place and no path."""
        return cls((), message, hint, code=code, position=position)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a diagnostic, maybe in another file, and what is there."""

    file: str
    position: Position
    text: str

    def __str__(self) -> str:
        """The line that the command line prints: `file:line:column: text`."""
        return f"{visible(self.file)}:{self.position.line}:{self.position.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code, its severity, and its place in a file."""

    code: str
    severity: Severity
    message: str
    hint: str | None
    file: str
    position: Position
    path: Path = ()
    related: tuple[Related, ...] = ()

    def __str__(self) -> str:
        """The line that the command line prints: `file:line:column: error[code] message`."""
        place = f"{visible(self.file)}:{self.position.line}:{self.position.column}"
        return harmless(f"{place}: {self.severity}[{self.code}] {self.message}")

    @property
    def lines(self) -> tuple[str, ...]:
        """The diagnostic as a reader sees it: its line, then what belongs to it, then its hint."""
        places = (f"  {each}" for each in self.related)
        hints = (f"  hint: {self.hint}",) if self.hint else ()
        return (str(self), *map(harmless, (*places, *hints)))

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The place first, then the code: the order in which diagnostics are shown."""
        return (self.file, self.position.line, self.position.column, self.code, self.message)


class ChronologyError(Exception):
    """A chronology file that cannot be used; `diagnostics` is everything wrong with it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep the diagnostics; the message is all of them, a line each."""
        self.diagnostics = diagnostics
        super().__init__("\n".join(line for each in diagnostics for line in each.lines))


class SchemaError(ValueError):
    """A JSON Schema of the user's that cannot be applied; the message says which, and why."""


class InstallationError(RuntimeError):
    """A file of the program itself, or of a library, that cannot be read; the message says which.

    No OSError, since callers take those for news about the file that they have named.
    """


def dotted(path: Path) -> str:
    """A path in one line: `events[3].participants.coulter`.

    >>> dotted(("events", 3, "participants", "coulter"))
    'events[3].participants.coulter'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


# ------------------------------------------------------------------------------ codes

_READING = {
    "not-utf-8": """\
The file is not UTF-8.
Chronology files are UTF-8, with or without a byte order mark. In another encoding names would
be read wrongly, or differently by different programs.""",
    "unreadable-file": """\
What has the name of a chronology file in a folder cannot be read.
A folder's files are one chronology. One of them is a link that leads nowhere, a folder, a pipe or a
device, or may not be read; the others are still checked, but nothing is said of ids that it may
define.""",
    "too-big": """\
The file is larger than the validator reads.
Size and number of values are bounded, so that a hostile file cannot take all the memory.""",
    "bidi-control": """\
A character turns the direction in which a text is shown.
By such controls of the Unicode bidirectional algorithm a line can read otherwise than it is
(known as Trojan Source, CVE-2021-42574): a date, an id or an address would look like another one.
Embeddings, overrides and isolates are never needed, since each word is shown in the direction of
its letters. The marks U+200E, U+200F and U+061C are accepted on a line with Arabic, Hebrew or other
right-to-left letters: they only settle on which side of a name a full stop or a number stands.""",
    "invisible-character": """\
The text holds a character without any width.
Zero-width spaces, soft hyphens, byte order marks and their like come along with what is copied from
web pages. Two names that differ in one look the same, and no search finds the one by the other.
Accepted are joiners between pictures (emoji), and behind and before letters of scripts that join,
such as Arabic, Persian and those of India; the Mongolian separator of vowels; breaks between Thai,
Lao, Burmese and Khmer words; a variant sign behind a picture or an ideograph; and soft hyphens in
words that are a source's own, in `passage` and `says`. An escape such as "\\u200b" makes the same
character, and only a source's own words may have it.""",
    "control-character": """\
The text holds a character that nobody can see.
Control characters break terminals and other programs, and can hide what a text says.""",
    "broken-yaml": """\
The text is not YAML.
The place is where a reader of YAML loses the thread; the cause may stand a little earlier. An
event whose YAML is broken is stepped over, and the others are still checked.""",
    "bad-key": """\
A key is not a plain word.
YAML allows lists and mappings as keys; a chronology's keys are the names of fields, and ids.""",
    "duplicate-key": """\
A key stands twice in one mapping.
Readers of YAML silently keep the first or the last of the two, so that one of them is lost.""",
    "yaml-alias": """\
A value is a YAML alias, a reference to another place in the file.
An alias makes one place two, so that no mistake in it has a place of its own; and a few lines of
aliases can stand for more data than any memory holds.""",
    "yaml-anchor": """\
A value has a YAML anchor, such as `&name`.
An anchor is a name for a place in the file, and no part of the text: `title: &Co founded` is the
title "founded". A text that begins with `&` is written in quotation marks.""",
    "merge-key": """\
A mapping takes in another one by the merge key `<<`.
Merge keys are no part of YAML 1.2, and readers differ on them.""",
    "yaml-tag": """\
A value has a YAML tag, such as `!!str`.
The fields of a chronology have their types already; a tag would change them for some readers.""",
    "many-documents": """\
The file holds more than one YAML document.
A chronology is one document; what follows a line `---` would be read by no one.""",
    "too-deep": """\
Mappings and lists lie too deep in each other.
Thirty-two levels are read, and a chronology needs ten. Some readers of YAML crash on deep ones.""",
}

_DOUBTFUL = {
    "too-many": """\
The file has more mistakes than are told.
Of each code the first ten thousand are told. Reading stops after as many duplicate keys, aliases
and tags, and after fifty places where the YAML breaks that are not inside of one event. Where
thousands of statements about time contradict each other, some are set aside uncompared.""",
    "comment-in-text": """\
A text without quotation marks is cut off by a comment.
In YAML a `#` behind a space begins a comment: of `title: Case #8889 is opened` only "Case" is read.
A comment that is meant as one has a space behind its sign, `# like this`, and is not reported.""",
    "needs-quotes": """\
A value that other readers of YAML take for something else stands without quotation marks.
`NO` is false to some, `12:30` the number 750, `0044` the number 36. This reader takes what is
written; quotation marks make editors and other programs do the same.""",
}

_SHAPE = {
    "wrong-type": """\
A value is text where a list or a mapping belongs, or the other way round.
Often the indentation is off, or a dash is missing or too many.""",
    "missing-field": """\
A field that is required is missing.
A file needs `events`, and an event its `id` and `title`; what else is required, the field
reference says.""",
    "unknown-field": """\
There is no field of this name here.
All fields are known, so that a misspelt one is found and not silently ignored. Fields of your
own go into an event's `extra`.""",
    "unknown-word": """\
The field takes one of a few words, and this is none of them.
The words and what they mean stand in the field reference.""",
    "empty-value": """\
A field stands there without a value.
A field that is not known is left out; one that is there and empty leaves open which was meant.""",
    "look-alike": """\
An id holds a letter of another script that looks like one of ours.
A Cyrillic or Greek o is another letter than the Latin one, though no eye can tell them apart: the
id names something else than it seems to, and what refers to it finds nothing.""",
    "bad-id": """\
An id is not made of small letters, digits and single hyphens.
Ids become parts of addresses and names of files, so that they must be the same everywhere.""",
    "bad-passage": """\
A passage is not two phrases of two to eight words.
A passage is written `how it starts ... how it ends`; the two phrases find it in the source, and
stay short enough to be no more than a pointer. In Chinese, Japanese, Thai and other scripts without
spaces between words, a phrase has four to thirty characters.""",
    "long-quotation": """\
More than eight of the source's words are quoted.
The record has its own words; of the source's it takes only those that carry the time. In Chinese,
Japanese, Thai and other scripts without spaces between words, thirty characters are the most.""",
    "bad-url": """\
An address is not one of a web page.
Only http and https are taken: other addresses (`javascript:`, `file:`) can harm whoever follows
them.""",
    "bad-identifier": """\
An identifier does not have the form of its database.
A Wikidata item is Q and a number, a GeoNames id a number.""",
    "bad-coordinate": """\
A coordinate is not decimal degrees within its bounds.
Latitude runs from -90 to 90, longitude from -180 to 180 (WGS 84).""",
    "bad-when": """\
A `when` says nothing, or `by` stands without `before` or `after`.
Each one relates the event to another, to a date, or to the calendar.""",
}

_BEYOND_SCHEMA = {
    "before-or-after": """\
A `when` puts an event both before and after the same thing.
If both are meant, they contradict each other. If a source says "before or after", the times that it
allows are not one span, which nothing could be proved from: record what it says for certain.""",
    "schema-violation": """\
The file breaks a rule of a JSON Schema that `--schema` names.
The rule is a newsroom's own, for instance; the hint is what the schema says of it.""",
    "schema-too-slow": """\
A JSON Schema that `--schema` names takes more than ten seconds for a file.
Nothing is known of what it would refuse. A pattern such as `(a+)+$` tries every way to split a long
text, and alternatives that lead to alternatives again are tried one by one, as many as they are.
Several schemas have ten seconds together.""",
    "bad-date": """\
A date is not EDTF.
Dates are written `2025-02-27`, `2025-02`, `2025`, and the uncertain ones as the Extended
Date/Time Format of ISO 8601-2 has them, so that nobody has to guess which number is the day.""",
    "impossible-date": """\
A date that no calendar has, such as 30 February.""",
    "ends-before-it-starts": """\
An interval whose end lies before its start.""",
    "unquoted-date": """\
A date in brackets stands without quotation marks.
YAML takes `[..2025-02-27]` for a list; in quotation marks it is the date that was meant.""",
    "bad-time": """\
A time of day is not `HH:MM`.
Two times make a span, `09:50/16:20`; `~` behind a time means about.""",
    "bad-span": """\
A length of time is not written as a number and a unit.
Such as `12 seconds`, `90 minutes`, `6 days`, `1..7 days`, `2 months..`; `~` at the end
means about.""",
}

CODES: Final = {
    name: Code(name, severity, stage, explanation, schema)
    for explanations, severity, stage, schema in (
        (_READING, Severity.ERROR, Stage.READING, False),
        (_DOUBTFUL, Severity.WARNING, Stage.READING, False),
        (_SHAPE, Severity.ERROR, Stage.SHAPE, True),
        (_BEYOND_SCHEMA, Severity.ERROR, Stage.SHAPE, False),
    )
    for name, explanation in explanations.items()
}
"""The codes of the stages reading and shape, by name."""
