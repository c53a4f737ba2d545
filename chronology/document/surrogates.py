r"""Characters that JSON escapes in two halves, as `json.dumps` writes U+1F600: `\ud83d\ude00`.

JSON is YAML, and yet libyaml refuses both halves. It gets one escape of eight digits in their
place, padded to the same length, so that all places stay those of the file.
"""

from __future__ import annotations

import re

_PAIR = re.compile(
    r"(?<!\\)(?P<before>(?:\\\\)*)"  # an even number: these are escaped themselves
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)
_PADDING = "\u2060\u2060"
"""No text that is parsed has this sign: it is invisible, and has been reported and replaced."""

_PADDED = re.compile(rf"\\U[0-9A-F]{{8}}{_PADDING}")
_PADDED_CHARACTER = re.compile(f"([\U00010000-\U0010ffff]){_PADDING}")


def has_pairs(text: str) -> bool:
    """True if a text seems to have characters in two halves; quick on a text without escapes."""
    return "\\u" in text and _PAIR.search(text) is not None


def joined(text: str) -> str:
    """A text of the same length, in which every two halves are one padded escape."""
    return _PAIR.sub(_joined, text)


def _joined(pair: re.Match[str]) -> str:
    character = f"{pair['high']}{pair['low']}"
    number = int.from_bytes(bytes.fromhex(character).decode("utf-16-be").encode("utf-32-be"))
    return f"{pair['before']}\\U{number:08X}{_PADDING}"


def unpadded(value: str, style: str, written: str) -> str:
    """The value of a scalar, as it is written in the file, without what `joined` has changed.

    Only double quotation marks have escapes; elsewhere the two halves are twelve characters.
    """
    if style == '"':
        return _PADDED_CHARACTER.sub(r"\1", value)
    pairs = (pair[0][len(pair["before"]) :] for pair in _PAIR.finditer(written))
    return _PADDED.sub(lambda _: next(pairs), value)
