"""Rules about text that is not what was typed: garbled on the way, or broken by an escape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from chronology.checks.letters import COPIED, own_texts
from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.model import REGISTRIES, Part
from chronology.shape import Shaped

_ONE_LINE = ("title", "publisher", "authors", "wire", "name", "other_names", "label")
"""Fields of registries whose words are shown in one line."""


@rule("garbled-text", Severity.WARNING)
def garbled_text(shaped: Shaped) -> Iterator[Finding]:
    """Letters were lost or garbled when a text was converted.

    The sign U+FFFD is what programs put where a letter could not be read. `cafÃ©` is "café" in
    UTF-8 that some program took for another encoding (Windows-1252, Windows-1251 and their
    relatives); that is reported where it can be undone, and is found in two places of a file or
    more, since one could be meant. Type the text again, or convert the file again from what it was
    made of.
    """
    garbled: list[tuple[Path, str]] = []
    places = 0
    for path, text in own_texts(shaped, COPIED) if not shaped.is_ascii else ():
        if _LOST in text:
            where = text.index(_LOST)
            message = f"a letter was lost at character {where + 1}: there is U+FFFD in its place"
            yield Finding(path, message, "type the word again")
        elif count := len(_undone(text)):
            garbled.append((path, text))
            places += count
    if places > 1:
        for path, text in garbled:
            old, new = _undone(text)[0]
            message = f"'{old}' looks like '{new}' in UTF-8 that was read in another encoding"
            yield Finding(path, message, f"write '{new}', and look at the rest of the text")


_LOST = "\N{REPLACEMENT CHARACTER}"

_LETTERS = re.compile(
    "[\u00a0-\u00b1\u00b4-\u024f\u0370-\u045f\u0490\u0491\u0531-\u06ff\u2010-\u203a\u20a0-\u20bf"
    "\u2116\u2122]+"
)
"""Common characters that UTF-8 writes in two bytes or three, from Latin letters to currencies."""

_CYRILLIC = re.compile("[\u0400-\u045f\u0490\u0491\u00ab\u00bb\u2010-\u203a\u2116]+")
"""Common characters that may have been read as Cyrillic; others come of words in capitals."""

_ALONE = re.compile("[\u00c2-\u00c5\u00d0\u00d1\u0102\u0110\u011e\u0139\u0143].")
"""The pairs of characters that a single garbled letter becomes, if they are Latin.

Other pairs also occur in sound text, as all Cyrillic ones do: "Г»" in "ФРГ»" is no garbled "û".
"""

_TYPOGRAPHY = frozenset(
    "\u00a0\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2013\u2014\u2039\u203a"
)
"""Signs that follow any word, and are no evidence behind a letter with a mark."""


def _is_evidence(garbled: str, before: str) -> bool:
    """True if `garbled` is a garbled `before`, and not a run of characters that words may have."""
    if not any(unicodedata.category(sign)[0] in "LMSP" for sign in before):
        return False
    if len(before) == 1 and len(garbled) == _TWO:
        return bool(_ALONE.fullmatch(garbled)) and garbled[1] not in _TYPOGRAPHY
    if _TYPOGRAPHY.issuperset(garbled[1:]):
        return False  # a letter before a space and a quotation mark, as French has them
    if len(garbled) > _TWO * len(before):
        return True  # signs of three or four bytes do not follow each other by chance
    likely = _CYRILLIC if re.search("[\u0400-\u04ff]", garbled) else _LETTERS
    return likely.fullmatch(before) is not None


_TWO = 2


class _Encoding:
    """An encoding that UTF-8 is mistaken for, and the texts that this gives."""

    def __init__(self, name: str) -> None:
        # A byte without a sign is the control character of its number, as browsers have it.
        bytes_of = {chr(byte): byte for byte in range(0x80, 0xA0)}
        bytes_of |= {bytes([byte]).decode(name, "replace"): byte for byte in range(0x80, 0x100)}
        bytes_of.pop(_LOST, None)
        self._bytes_of = bytes_of
        two, three = self._signs(0xC2, 0xDF), self._signs(0xE0, 0xEF)
        four, on = self._signs(0xF0, 0xF4), self._signs(0x80, 0xBF)
        self._garbled = re.compile(f"(?:{two}{on}|{three}{on}{{2}}|{four}{on}{{3}})+")

    def _signs(self, first: int, last: int) -> str:
        """The signs of some bytes, as a set in a pattern."""
        signs = (sign for sign, byte in self._bytes_of.items() if first <= byte <= last)
        return f"[{re.escape(''.join(signs))}]"

    def undone(self, text: str) -> list[tuple[str, str]]:
        """The garbled places of a text, each with what it was before."""
        found = []
        for match in self._garbled.finditer(text):
            try:
                before = bytes(map(self._bytes_of.__getitem__, match[0])).decode("utf-8")
            except UnicodeDecodeError:
                continue  # longer than need be, or half a pair
            if _is_evidence(match[0], before):
                found.append((match[0], before))
        return found


# Those of Windows for Western, Cyrillic, Turkish and Central European languages.
_ENCODINGS = tuple(map(_Encoding, ("cp1252", "cp1251", "cp1254", "cp1250")))


def _undone(text: str) -> list[tuple[str, str]]:
    """The garbled places of a text, by the encoding that explains most of them."""
    if text.isascii():
        return []
    return max((each.undone(text) for each in _ENCODINGS), key=_signs_in)


def _signs_in(places: list[tuple[str, str]]) -> int:
    return sum(len(garbled) for garbled, _ in places)


@rule("line-break-in-text", Severity.WARNING)
def line_break_in_text(shaped: Shaped) -> Iterator[Finding]:
    r"""A text that is shown in one line holds a line break or a tab.

    In double quotes YAML reads `\n` and `\t` as these: the title `"C:\temp\new"` is three words on
    two lines. A backslash is written twice there, or the text in single quotes.
    """
    for path, text in _lines(shaped):
        found = _BREAK.search(text.strip())
        if found:
            what = "a tab" if found[0] == "\t" else "a line break"
            message = f"the text holds {what}, and is shown in one line"
            hint = "in double quotes write `\\\\` for a backslash, or use single quotes"
            yield Finding(path, message, hint)


_BREAK = re.compile("[\t\n\r\x85\u2028\u2029]")


def _lines(shaped: Shaped) -> Iterator[tuple[Path, str]]:
    """The texts of a file that are shown in one line, each with its path."""
    yield from _in_fields(shaped.record, (), ("title",))
    for name in REGISTRIES:
        for id_, entry in getattr(shaped.record, name).items():
            yield from _in_fields(entry, (name, id_), _ONE_LINE)
    for path, event in shaped.events():
        yield from _in_fields(event, path, ("title", "venue"))
        for id_, taking_part in event.participants.items():
            yield from _in_fields(taking_part, (*path, "participants", id_), ("role",))


def _in_fields(part: Part, path: Path, fields: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """The texts in some fields of a part, as far as it has these."""
    for field in fields:
        value = getattr(part, field, None)
        if isinstance(value, str):
            yield (*path, field), value
        elif value is not None:
            yield from (((*path, field, number), text) for number, text in enumerate(value))
