"""Passages looked up in the texts of their sources: each phrase once, and in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from chronology.diagnostics import Code, Finding, Path, Severity, Stage
from chronology.evidence import UNSPACED, Passage, Tally, folded, occurrences
from chronology.shape import Shaped

_NOT_FOUND = """\
A passage's phrase does not stand in the text of its source.
Case, white space, curly or straight quotation marks and forms of Unicode do not matter; every dash
and hyphen does, since a browser keeps them apart, and accents do. A phrase starts and ends where
words do. The hint shows the closest wording. A reader who follows the link would not find the
passage either."""

_AMBIGUOUS = """\
A passage's phrase stands several times in the text of its source.
A link would open the first of them. A word more makes most phrases unique."""

_REVERSED = """\
A passage ends before it starts: its last phrase stands before its first, or in it.
Often the two phrases are exchanged, or one of them was meant to be another occurrence. A browser
looks for the second phrase behind the first."""

NOT_FOUND = Code("passage-not-found", Severity.ERROR, Stage.MEANING, _NOT_FOUND)
AMBIGUOUS = Code("passage-ambiguous", Severity.ERROR, Stage.MEANING, _AMBIGUOUS)
REVERSED = Code("passage-reversed", Severity.ERROR, Stage.MEANING, _REVERSED)

CODES: Final = {code.name: code for code in (NOT_FOUND, AMBIGUOUS, REVERSED)}
"""The codes that only the texts of sources can give rise to."""


def tally(shaped: Shaped, texts: Mapping[str, str]) -> Tally:
    """How much of a record's evidence some texts, by the ids of their sources, could prove."""
    recorded = [source for _, source, passage in _passages(shaped) if passage is not None]
    found = [source for source in recorded if source in texts]
    every = sum(1 for _ in _passages(shaped))
    return Tally(
        checked=len(found),
        texts=len(set(found)),
        unchecked=len(recorded) - len(found),
        unrecorded=every - len(recorded),
    )


def lookup(shaped: Shaped, texts: Mapping[str, str]) -> Iterator[tuple[Code, Finding]]:
    """What is wrong with the passages of a record, by the texts of their sources."""
    for path, source, passage in _passages(shaped):
        if passage is not None and source in texts:
            yield from _looked_up(path, passage, texts[source])


def _passages(shaped: Shaped) -> Iterator[tuple[Path, str, Passage | None]]:
    """Every citation's place for a passage, its source, and the passage if it is recorded."""
    for path, event in shaped.events():
        for source, citations in event.citations.items():
            for number, citation in enumerate(citations):
                where = (*path, "citations", source, number, "passage")
                yield where, source, citation.passage


def _looked_up(path: Path, passage: Passage, text: str) -> Iterator[tuple[Code, Finding]]:
    places: list[int] = []
    for phrase in (passage.start, passage.end):
        found = occurrences(phrase, text)
        if not found:
            near = closest(phrase, text)
            hint = f"the closest wording is: {near}" if near else "copy it from the source exactly"
            yield NOT_FOUND, Finding(path, f"'{phrase}' does not stand in the source's text", hint)
        elif len(found) > 1:
            message = f"'{phrase}' stands {len(found)} times in the source's text"
            yield AMBIGUOUS, Finding(path, message, "make it longer by a word")
        else:
            places += found
    if len(places) == 2 and places[1] < places[0]:
        message = f"'{passage.end}' stands before '{passage.start}' in the source's text"
        yield REVERSED, Finding(path, message, "exchange the two, or choose another end")
    elif len(places) == 2 and places[1] < places[0] + len(folded(passage.start)):
        message = f"'{passage.start}' and '{passage.end}' overlap in the source's text"
        yield REVERSED, Finding(path, message, "make one of the two shorter")


_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
"""A word, or a letter of a script without spaces between words."""

_ALIKE = 0.6
"""From which similarity on a wording is shown, as `difflib` measures it, 0 to 1."""


def closest(phrase: str, text: str) -> str | None:
    """The stretch of a text that is most like a phrase that is not in it, or None.

    >>> closest("the talks began at ten", "He said the talks had begun at ten o'clock.")
    'the talks had begun at'
    """
    from difflib import SequenceMatcher

    whole = folded(text)
    wanted, words = _WORD.findall(folded(phrase)), list(_WORD.finditer(whole))
    length, best, stretch = len(wanted), _ALIKE, None
    matcher = SequenceMatcher(None, "", folded(phrase), autojunk=False)
    for start in range(max(len(words) - length + 1, 1)):
        window = words[start : start + length]
        common = Counter(word[0] for word in window) & Counter(wanted)
        if 2 * common.total() < length:
            continue  # too few words in common to be worth measuring
        words_there = whole[window[0].start() : window[-1].end()]
        matcher.set_seq1(words_there)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, stretch = ratio, words_there
    return stretch
