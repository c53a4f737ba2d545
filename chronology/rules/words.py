"""Rules about text: words are what they look like, and what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import partial
from itertools import islice
from typing import Any

from chronology.characters import describe_fewer, describe_twins, find_unseen, in_ascii, mixed_words
from chronology.findings import CODES, Finding, Path, Severity
from chronology.model import Event, Part
from chronology.model.record import citations_of
from chronology.reading import Draft
from chronology.rules.rule import Rule, rule, targets_of, values_of
from chronology.text import to_write

_NOT_WORDS = frozenset({"citations", "extra", "url", "archived", "copies"})
"""Fields that hold no words of the record's own: a source's are copied as they are."""

_COPIED = frozenset({"passage", "says", "url", "archived", "copies", "extra"})
"""Fields that hold what is copied exactly, a source's own words and addresses, and a user's own."""


def _find_look_alikes(draft: Draft) -> Iterator[Finding]:
    """The targets and paths whose letters look like others; ids have been looked at before."""
    for path, event in draft.events() if draft.may_deceive else ():
        for where, name, at_key in _names(event):
            if (meant := in_ascii(name)) is not None:
                message = f"'{name}' is not what it seems: {describe_twins(name)}"
                yield Finding((*path, *where), message, to_write(meant.lower()), at_key)


look_alike = Rule.of(CODES["look-alike"], _find_look_alikes)


def _names(event: Event) -> Iterator[tuple[Path, str, bool]]:
    """The paths, and the targets of `when`, that an event's evidence names; if each is a key."""
    for name in event.decisions:
        yield ("decisions", name), name, True
    for where, _, citation in citations_of(event):
        for index, name in enumerate(citation.supports):
            yield (*where, "supports", index), name, False
        for name in citation.differs:
            yield (*where, "differs", name), name, True
    for where, name in targets_of(event):
        yield where, name, False


def _find_invisible(draft: Draft, code: str) -> Iterator[Finding]:
    """The findings of invisible signs in own words: soft hyphens, and others by escapes.

    Where the words are a source's, pages have such signs, and they are copied exactly.
    """
    for path, text in _own_texts(draft, _COPIED):
        if code == "invisible-character" and "\xad" in text:
            message = "a soft hyphen, U+00AD, is in words that are not copied from a source"
            yield Finding(path, message, "take it out; no search finds such a word")
            continue
        for trouble in islice(find_unseen([text]), 1):
            if trouble.code == code:
                message = trouble.message.replace("the file holds", "an escape makes")
                yield Finding(path, message, trouble.hint)


invisible_signs = tuple(
    Rule.of(CODES[code], partial(_find_invisible, code=code))
    for code in ("invisible-character", "bidi-control")
)


@rule("mixed-scripts", Severity.WARNING)
def mixed_scripts(draft: Draft) -> Iterator[Finding]:
    """A word mixes Latin letters with Cyrillic, Greek or Armenian ones that look alike.

    A name with a Cyrillic P is another word than the same one in Latin letters, though no eye can
    tell them apart: no search finds it, and lists sort it elsewhere. Words of other scripts are
    welcome, each in its own; so are words of which all letters of one script are plainly its own.
    """
    for path, text in _own_texts(draft, _NOT_WORDS) if draft.may_deceive else ():
        for word in dict.fromkeys(mixed_words(text)):
            message = f"'{word}' mixes letters of two scripts: {describe_fewer(word)}"
            yield Finding(path, message, "write the word in one script, best by typing it again")


def _own_texts(draft: Draft, left_out: Container[str]) -> Iterator[tuple[Path, str]]:
    """The texts of a file that are not ASCII, each with its path, but for those of some fields."""
    if draft.is_ascii:
        return
    yield from _texts(draft.record, (), left_out)
    for path, event in draft.events():
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


# ------------------------------------------------------------------------------ garbled text


@rule("garbled-text", Severity.WARNING)
def garbled_text(draft: Draft) -> Iterator[Finding]:
    """Letters were lost or garbled when a text was converted.

    The sign U+FFFD is what programs put where a letter could not be read. `cafÃ©` is "café" in
    UTF-8 that some program took for another encoding (Windows-1252, Windows-1251 and their
    relatives); that is reported where it can be undone, and is found in two places of a file or
    more, since one could be meant. Type the text again, or convert the file again from what it was
    made of.
    """
    garbled: list[tuple[Path, str]] = []
    places = 0
    for path, text in _own_texts(draft, _COPIED):
        if _LOST in text:
            where = text.index(_LOST)
            message = f"a letter was lost at character {where + 1}: there is U+FFFD in its place"
            yield Finding(path, message, "type the word again")
        elif count := len(_ungarble(text)):
            garbled.append((path, text))
            places += count
    if places > 1:
        for path, text in garbled:
            old, new = _ungarble(text)[0]
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
    if len(before) == 1 and len(garbled) == 2:
        return bool(_ALONE.fullmatch(garbled)) and garbled[1] not in _TYPOGRAPHY
    if _TYPOGRAPHY.issuperset(garbled[1:]):
        return False  # a letter before a space and a quotation mark, as French has them
    if len(garbled) > 2 * len(before):
        return True  # signs of three or four bytes do not follow each other by chance
    likely = _CYRILLIC if re.search("[\u0400-\u04ff]", garbled) else _LETTERS
    return likely.fullmatch(before) is not None


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

    def ungarble(self, text: str) -> list[tuple[str, str]]:
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


def _ungarble(text: str) -> list[tuple[str, str]]:
    """The garbled places of a text, by the encoding that explains most of them."""
    found = (each.ungarble(text) for each in _ENCODINGS)
    return max(found, key=lambda places: sum(len(garbled) for garbled, _ in places))


@rule("line-break-in-text", Severity.WARNING)
def line_break_in_text(draft: Draft) -> Iterator[Finding]:
    r"""A text that is shown in one line holds a line break or a tab.

    In double quotes YAML reads `\n` and `\t` as these: the title `"C:\temp\new"` is three words on
    two lines. A backslash is written twice there, or the text in single quotes.
    """
    for path, text in _lines(draft):
        if found := _BREAK.search(text.strip()):
            what = "a tab" if found[0] == "\t" else "a line break"
            message = f"the text holds {what}, and is shown in one line"
            hint = "in double quotes write `\\\\` for a backslash, or use single quotes"
            yield Finding(path, message, hint)


_BREAK = re.compile("[\t\n\r\x85\u2028\u2029]")


def _lines(draft: Draft) -> Iterator[tuple[Path, str]]:
    """The texts of a file that are shown in one line, each with its path."""
    for path, value in values_of(draft, *_ONE_LINE):
        if isinstance(value, str):
            yield path, value
        else:
            yield from (((*path, number), text) for number, text in enumerate(value))
    for path, event in draft.events():
        for name, participation in event.participants.items():
            if participation.role is not None:
                yield (*path, "participants", name, "role"), participation.role


_ONE_LINE = ("title", "publisher", "authors", "wire", "name", "other_names", "label", "venue")
"""Fields of a file, its entries and its events whose words are shown in one line."""
