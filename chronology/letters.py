"""Letters of other scripts that look like ASCII ones.

The idea is that of Unicode Technical Standard 39. The table names the letters of Cyrillic, Greek
and Armenian, and the variants of Latin ones, that no reader tells from an ASCII letter in common
fonts. What Unicode itself calls a form of an ASCII sign (full-width, bold) needs no table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TABLE = """
CYRILLIC CAPITAL LETTER: A-A VE-B IE-E DZE-S BYELORUSSIAN_UKRAINIAN_I-I JE-J KA-K EM-M EN-H O-O
CYRILLIC CAPITAL LETTER: ER-P ES-C TE-T U-Y HA-X QA-Q WE-W IZHITSA-V STRAIGHT_U-Y
CYRILLIC SMALL LETTER: A-a IE-e O-o ER-p ES-c U-y HA-x DZE-s BYELORUSSIAN_UKRAINIAN_I-i JE-j
CYRILLIC SMALL LETTER: SHHA-h KOMI_DE-d QA-q WE-w PALOCHKA-l IZHITSA-v STRAIGHT_U-y
GREEK CAPITAL LETTER: ALPHA-A BETA-B EPSILON-E ZETA-Z ETA-H IOTA-I KAPPA-K MU-M NU-N OMICRON-O
GREEK CAPITAL LETTER: RHO-P TAU-T UPSILON-Y CHI-X
GREEK SMALL LETTER: ALPHA-a GAMMA-y IOTA-i NU-v OMICRON-o RHO-p UPSILON-u
ARMENIAN SMALL LETTER: HO-h OH-o SEH-u VO-n
ARMENIAN CAPITAL LETTER: OH-O SEH-U
LATIN SMALL LETTER: ALPHA-a DOTLESS_I-i SCRIPT_G-g
"""


def _signs() -> Iterator[tuple[str, str]]:
    for line in _TABLE.strip().splitlines():
        kind, _, pairs = line.partition(": ")
        for name, meant in (pair.rsplit("-", 1) for pair in pairs.split()):
            words = name.replace("BYELORUSSIAN_", "BYELORUSSIAN-").replace("_", " ")
            yield unicodedata.lookup(f"{kind} {words}"), meant


_TWINS = dict(_signs())


def twin(sign: str) -> str | None:
    r"""The ASCII letter or digit that a sign looks like, or None where it looks like none.

    >>> twin("\N{CYRILLIC SMALL LETTER ES}"), twin("\N{FULLWIDTH DIGIT TWO}"), twin("c")
    ('c', '2', None)
    """
    if sign.isascii():
        return None
    form = unicodedata.normalize("NFKC", sign)
    return _TWINS.get(sign) or (form if form.isascii() and form.isalnum() else None)


def name_of(sign: str) -> str:
    r"""The name that Unicode gives a sign, or its number: thousands have no name.

    >>> name_of("a"), name_of("\u0378")
    ('LATIN SMALL LETTER A', 'U+0378')
    """
    return unicodedata.name(sign, f"U+{ord(sign):04X}")


def in_ascii(text: str) -> str | None:
    """The text as it seems to be, if all that is not ASCII in it looks as if it were."""
    if text.isascii() or len(text) > _LONGEST:
        return None
    signs = [sign if sign.isascii() else twin(sign) for sign in text]
    return None if None in signs else "".join(filter(None, signs))


_LONGEST = 200
"""How long a name may be that is told sign by sign."""


def described(text: str) -> str:
    """Which signs of a text look like others: their places, counted from 1, names and twins."""
    found = [
        f"character {place}, {name_of(sign)}, looks like {meant}"
        for place, sign in enumerate(text, 1)
        if (meant := twin(sign))
    ]
    more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return "; ".join(found[:_MOST]) + more


_MOST = 3
"""How many signs are named one by one."""


_OURS = "A-Za-z\u00c0-\u024f"
_THEIRS = "\u0370-\u058f"  # Greek, Cyrillic, Armenian
_MIXED = re.compile(f"[{_OURS}][{_THEIRS}]|[{_THEIRS}][{_OURS}]")
_WORD = re.compile(f"[{_OURS}{_THEIRS}]+")
_LATIN = frozenset(_TWINS.values())


def may_deceive(text: str) -> bool:
    """Whether a text has letters like ASCII ones, or soft hyphens; quick on a long text."""
    return not text.isascii() and _DECEIVING.search(text) is not None


_DECEIVING = re.compile(f"[\xad\u0131\u0251\u0261{_THEIRS}\uff01-\uff5e]")
_OTHER = re.compile(f"[{_THEIRS}]")


def mixed_words(text: str) -> Iterator[str]:
    r"""The words that mix alphabets although all letters of one could be those of the other.

    >>> words = mixed_words("Marco \u0420ubio, \u0394t")  # a Cyrillic ER, a Greek DELTA
    >>> [word.encode("ascii", "namereplace") for word in words]
    [b'\\N{CYRILLIC CAPITAL LETTER ER}ubio']
    """
    for match in _WORD.finditer(text):
        word = match[0]
        if _MIXED.search(word):
            theirs = [sign for sign in word if _OTHER.match(sign)]
            ours = [sign for sign in word if not _OTHER.match(sign)]
            if all(sign in _TWINS for sign in theirs) or all(sign in _LATIN for sign in ours):
                yield word


def which_letters(word: str) -> str:
    """Which letters of a mixed word are of the script that fewer of them belong to."""
    theirs = [place for place, sign in enumerate(word) if _OTHER.match(sign)]
    ours = [place for place, sign in enumerate(word) if not _OTHER.match(sign)]
    fewer = min(theirs, ours, key=len)[:_MOST]
    return ", ".join(f"character {place + 1} is {name_of(word[place])}" for place in fewer)
