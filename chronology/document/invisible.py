"""Characters that nobody can see, and where some of them belong.

What YAML does not allow is refused, and with it what makes a text read otherwise than it is: the
controls that turn the direction of a line (Unicode Standard Annex 9; known as Trojan Source,
CVE-2021-42574), and signs of no width, by which two names that look alike are different.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from chronology.diagnostics import Position
from chronology.document.parts import Trouble

_TURNS = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u061c\u200e\u200f"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"

# What YAML 1.2 does not allow, 5.1, and the line separators that readers of it disagree on.
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\\ud800-\\udfff\ufffe\uffff]")
_TURN = re.compile(f"[{_TURNS}{_MARKS}]")

# All but those, joiners, variation selectors, tags, the soft hyphen, and what else has no width. To
# name what is seen is twice as fast: most signs are in the first two ranges.
_UNSEEN = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\xa0-\xac\xae-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u180d\u180f-\u200a"
    "\u2010-\u2027\u202f-\u205f\u2070-\u3163\u3165-\ud7ff\ue000-\ufdff\ufe10-\ufefe\uff00-\uff9f"
    "\uffa1-\ufff8\ufffc\ufffd\U00010000-\U0001d172\U0001d17b-\U000dffff\U000e0200-\U0010ffff]"
)

# The scripts whose letters change by their neighbours: from Arabic through those of India to
# Burmese, Mongolian and its neighbours, and theirs beyond the Basic Multilingual Plane.
_JOINING = (
    "\u0600-\u109f\u1700-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010d00-\U00011fff\U0001e900-\U0001e95f"
)
# Letters, and the signs that choose one of their forms.
_MONGOLIAN = "\u180b-\u180d\u180f\u1820-\u18aa"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff"  # Thai, Lao, Burmese, Khmer
_PICTURES = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0600-\u060f\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_IN_PLACE = re.compile(
    f"(?<=[{_JOINING}])[{_JOINERS}]"
    f"|(?<=\\S)[{_JOINERS}](?=[{_JOINING}])"
    f"|(?<=[{_MONGOLIAN}])\u180e(?=[{_MONGOLIAN}])"
    "|(?<=[^\\W\\d_])\xad(?=[^\\W\\d_])"
    f"|(?<=[{_PICTURES}])\u200d(?=[{_PICTURES}])"
    f"|(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])"
    f"|(?<=[^\\sA-Za-z{_SELECTORS}{_TAGS}])[{_SELECTORS}]"
    "|(?<=[\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]"
)
"""Joiners in words of such scripts and between pictures, the Mongolian separator of vowels, breaks
between words of scripts without spaces, one variant behind a sign, the letters in the flag of a
region (UTS 51), and soft hyphens in words, which only a source's own words may have.

In names for machines a joiner stands between two letters that join (RFC 5892, appendix A.1). In a
text Persian has one before each suffix, whatever the word: Latin letters, digits, a quotation."""


def is_plain(text: str) -> bool:
    """Whether all of a text can be seen."""
    return _UNSEEN.search(text) is None


def unseen(lines: list[str]) -> Iterator[Trouble]:
    """What cannot be seen in some lines, and does not belong where it stands."""
    for number, line in enumerate(lines, 1):
        for offset in _misplaced(line):
            yield _trouble(line[offset], Position(number, offset + 1))


def shown(line: str) -> str:
    """A line whose unseen characters are shown, or blank where it has no others."""
    offsets = set(_misplaced(line))
    signs = ["\N{REPLACEMENT CHARACTER}" if n in offsets else sign for n, sign in enumerate(line)]
    rest = "".join(sign for n, sign in enumerate(line) if n not in offsets)
    return "".join(signs) if rest.strip() else " " * len(line)


def _misplaced(line: str) -> Iterator[int]:
    """The offsets in a line of what cannot be seen and does not belong there."""
    right_to_left = None
    for match in _UNSEEN.finditer(line):
        if _IN_PLACE.match(line, match.start()):
            continue
        if match[0] in _MARKS:
            # A mark turns nothing but the signs beside it, which names in these scripts need.
            if right_to_left is None:
                right_to_left = _RIGHT_TO_LEFT.search(line) is not None
            if right_to_left:
                continue
        yield match.start()


def _trouble(sign: str, place: Position) -> Trouble:
    number = f"U+{ord(sign):04X}"
    if _CONTROL.match(sign):
        words = f"the file holds the control character {number}"
        return Trouble("control-character", place, words, "take it out; no reader can see it")
    name = unicodedata.name(sign, "a sign without a name")
    if _TURN.match(sign):
        words = f"the file holds {number}, {name}, which can turn how a line reads"
        return Trouble("bidi-control", place, words, "take it out; each word finds its direction")
    words = f"the file holds {number}, {name}, which nobody can see"
    return Trouble("invisible-character", place, words, "take it out; no search finds such a word")
