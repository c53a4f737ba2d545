"""Passages: how they are written, how they become links, and how they are found in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import quote

SEPARATOR = " ... "
"""What stands between the two phrases of a passage."""

FEWEST_WORDS, MOST_WORDS = 2, 8
"""How long a phrase may be: one word is rarely unique, and more than eight is a quotation."""

_WORD = r"(?!\.\.\.(?:\s|$))\S+"
_PHRASE = rf"{_WORD}(?: {_WORD}){{{FEWEST_WORDS - 1},{MOST_WORDS - 1}}}"
PASSAGE_PATTERN = rf"^{_PHRASE} \.\.\. {_PHRASE}$(?!\n)"
"""The form of a passage as a regular expression that JSON Schema understands too."""

_PASSAGE = re.compile(PASSAGE_PATTERN)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source's text, named by the phrases with which it starts and ends."""

    start: str
    end: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """The passage written as `start ... end`.

        Raises ValueError, in words for an editor, where the text is not two phrases of 2-8 words.

        >>> Passage.parse("the talks began at ... local time")
        Passage(start='the talks began at', end='local time')
        """
        if _PASSAGE.search(text):
            start, _, end = text.partition(SEPARATOR)
            return cls(start, end)
        raise ValueError(_what_is_wrong(text))

    def __str__(self) -> str:
        """The passage as a file has it."""
        return f"{self.start}{SEPARATOR}{self.end}"

    def link(self, url: str) -> str:
        """The address that opens a page at this passage, marked.

        A text fragment (WICG Scroll to Text Fragment, `#:~:text=start,end`); a fragment that the
        address has already is kept in front of it, and another text fragment is replaced.
        """
        url = url.partition(":~:")[0].removesuffix("#")
        hook = ":~:" if "#" in url else "#:~:"
        return f"{url}{hook}text={_encoded(self.start)},{_encoded(self.end)}"


def _encoded(phrase: str) -> str:
    """A phrase for a text fragment, in which `-`, `,` and `&` have a meaning of their own."""
    return quote(phrase, safe="").replace("-", "%2D")


def _what_is_wrong(text: str) -> str:
    phrases = re.split(r"\s+(?:\.\.\.|…)\s+", text)
    if len(phrases) != 2:
        return f"a passage is two phrases with ' ... ' between them, and this has {len(phrases)}"
    for name, phrase in zip(("first", "last"), phrases, strict=True):
        count = len(phrase.split())
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            return (
                f"a passage's phrases have {FEWEST_WORDS} to {MOST_WORDS} words each, "
                f"and the {name} has {count}"
            )
    return "a passage's words stand one space apart, with ' ... ' (three dots) between its phrases"


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """A text as passages are compared: case, white space, quotation marks and dashes made alike."""
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return " ".join(plain.casefold().split())


_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xad\u200b\u200e\u200f\u2060\ufeff")  # what no reader of the text can see
)


def occurrences(phrase: str, text: str) -> list[int]:
    """Where a phrase stands, as whole words, in a text; both are folded. Offsets, in order."""
    pattern = rf"(?<!\w){re.escape(folded(phrase))}(?!\w)"
    return [match.start() for match in re.finditer(pattern, folded(text))]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages were looked up in how many texts, and how many could not be.

    `unchecked` have no text of their source, `unrecorded` are citations without a passage.
    """

    checked: int
    texts: int
    unchecked: int
    unrecorded: int

    def __str__(self) -> str:
        """The sums in one line."""
        return (
            f"passages checked: {self.checked}, against texts: {self.texts}; "
            f"not checked, without a text of their source: {self.unchecked}; "
            f"not recorded: {self.unrecorded}"
        )
