"""Rules about letters: that words are what they look like."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial
from itertools import islice
from typing import Any

from chronology.checks.rule import Rule, rule
from chronology.cures import to_write
from chronology.diagnostics import Finding, Path, Severity
from chronology.diagnostics.catalogue import CODES
from chronology.document.invisible import unseen
from chronology.letters import described, in_ascii, mixed_words, which_letters
from chronology.model import CALENDAR_FACTS, RELATIONS, Citation, Event, Part
from chronology.shape import Shaped

_NOT_WORDS = frozenset({"citations", "extra", "passage", "when", "url", "archived", "copies"})
"""Fields that hold no words of the record's own: a source's are copied as they are."""


COPIED = frozenset({"passage", "says", "url", "archived", "copies", "extra"})
"""Fields that hold what is copied exactly, a source's own words and addresses, and a user's own."""


def _in_paths(shaped: Shaped) -> Iterator[Finding]:
    """The targets and paths whose letters look like others; ids have been looked at before."""
    for path, event in shaped.events() if shaped.may_deceive else ():
        for where, name, at_key in _names(event):
            if (meant := in_ascii(name)) is not None:
                message = f"'{name}' is not what it seems: {described(name)}"
                yield Finding((*path, *where), message, to_write(meant.lower()), at_key)


look_alike = Rule(CODES["look-alike"], _in_paths)


def _names(event: Event) -> Iterator[tuple[Path, str, bool]]:
    """What an event's evidence names: its fields, and by what it is dated."""
    for name in event.decisions:
        yield ("decisions", name), name, True
    for source, citations in event.citations.items():
        for number, citation in enumerate(citations):
            for where, name, at_key in _named_by(citation):
                yield ("citations", source, number, *where), name, at_key


def _named_by(citation: Citation) -> Iterator[tuple[Path, str, bool]]:
    for index, name in enumerate(citation.supports):
        yield ("supports", index), name, False
    for name in citation.differs:
        yield ("differs", name), name, True
    for index, when in enumerate(citation.when):
        for field in (*RELATIONS, *CALENDAR_FACTS[1:]):
            if (target := getattr(when, field)) is not None:
                yield ("when", index, field), target, False


def _unseen(shaped: Shaped, code: str) -> Iterator[Finding]:
    """The record's own words with signs that cannot be seen: soft hyphens, and others by escapes.

    Where the words are a source's, pages have such signs, and they are copied exactly.
    """
    for path, text in own_texts(shaped, COPIED) if not shaped.is_ascii else ():
        if code == "invisible-character" and "\xad" in text:
            message = "a soft hyphen, U+00AD, is in words that are not copied from a source"
            yield Finding(path, message, "take it out; no search finds such a word")
            continue
        for trouble in islice(unseen([text]), 1):
            if trouble.code == code:
                message = trouble.message.replace("the file holds", "an escape makes")
                yield Finding(path, message, trouble.hint)


invisible_character = Rule(
    CODES["invisible-character"], partial(_unseen, code="invisible-character")
)
bidi_mark = Rule(CODES["bidi-control"], partial(_unseen, code="bidi-control"))


@rule("mixed-scripts", Severity.WARNING)
def mixed_scripts(shaped: Shaped) -> Iterator[Finding]:
    """A word mixes Latin letters with Cyrillic, Greek or Armenian ones that look alike.

    A name with a Cyrillic P is another word than the same one in Latin letters, though no eye can
    tell them apart: no search finds it, and lists sort it elsewhere. Words of other scripts are
    welcome, each in its own; so are words of which all letters of one script are plainly its own.
    """
    for path, text in own_texts(shaped, _NOT_WORDS) if shaped.may_deceive else ():
        yield from _in_text(path, text)


def _in_text(path: Path, text: str) -> Iterator[Finding]:
    for word in dict.fromkeys(mixed_words(text)):
        message = f"'{word}' mixes letters of two scripts: {which_letters(word)}"
        yield Finding(path, message, "write the word in one script, best by typing it again")


def own_texts(shaped: Shaped, left_out: Container[str]) -> Iterator[tuple[Path, str]]:
    """The texts of a file that are not ASCII, each with its path, but for those of some fields."""
    yield from _texts(shaped.record, (), left_out)
    for path, event in shaped.events():
        yield from _texts(event, path, left_out)


def _texts(value: Any, path: Path, left_out: Container[str]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if not value.isascii():
            yield path, value
    elif isinstance(value, Part):
        for name, each in vars(value).items():
            if name not in left_out and (name != "events" or path):
                yield from _texts(each, (*path, name), left_out)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*path, key), left_out)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _texts(each, (*path, number), left_out)
