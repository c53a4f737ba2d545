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


def _signs(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        kind, _, pairs = line.partition(": ")
        for name, meant in (pair.rsplit("-", 1) for pair in pairs.split()):
            words = name.replace("BYELORUSSIAN_U", "BYELORUSSIAN-U").replace("_", " ")
            yield unicodedata.lookup(f"{kind} {words}"), meant


_TWINS = dict(_signs(_TABLE))


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


_IN_LATIN = """
LATIN SMALL LETTER: SHARP_S-ss AE-ae O_WITH_STROKE-o L_WITH_STROKE-l D_WITH_STROKE-d ETH-d
LATIN SMALL LETTER: THORN-th H_WITH_STROKE-h T_WITH_STROKE-t DOTLESS_I-i ENG-n KRA-k SCHWA-e
CYRILLIC SMALL LETTER: A-a BE-b VE-v GHE-g DE-d IE-e ZHE-zh ZE-z I-i KA-k EL-l EM-m EN-n O-o PE-p
CYRILLIC SMALL LETTER: ER-r ES-s TE-t U-u EF-f HA-kh TSE-ts CHE-ch SHA-sh SHCHA-shch HARD_SIGN-ie
CYRILLIC SMALL LETTER: YERU-y SOFT_SIGN- E-e YU-iu YA-ia BYELORUSSIAN_UKRAINIAN_I-i
CYRILLIC SMALL LETTER: UKRAINIAN_IE-ie GHE_WITH_UPTURN-g DJE-d DZE-dz JE-j LJE-lj NJE-nj TSHE-c
CYRILLIC SMALL LETTER: DZHE-dz
GREEK SMALL LETTER: ALPHA-a BETA-v GAMMA-g DELTA-d EPSILON-e ZETA-z ETA-i THETA-th IOTA-i KAPPA-k
GREEK SMALL LETTER: LAMDA-l MU-m NU-n XI-x OMICRON-o PI-p RHO-r SIGMA-s FINAL_SIGMA-s TAU-t
GREEK SMALL LETTER: UPSILON-y PHI-f CHI-ch PSI-ps OMEGA-o
"""
"""Letters that Unicode does not take apart into ASCII ones and marks, and what is written for them.

Cyrillic as in passports (ICAO Doc 9303, part 3, section 6), Greek as in ISO 843, transcription.
"""


def transliterated(text: str) -> str | None:
    """A text in small ASCII letters and other signs; None where a letter has none to stand for it.

    >>> transliterated("Łódź"), transliterated("Москва"), transliterated("東京")
    ('lodz', 'moskva', None)
    """
    if len(text) > _LONGEST:
        return None
    apart = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    written = [_LATIN_FOR.get(sign, sign) for sign in plain.replace(_OU, "ou")]
    if any(sign.isalnum() and not sign.isascii() for sign in written):
        return None
    return "".join(sign if sign.isascii() else "-" for sign in written)


_LATIN_FOR = dict(_signs(_IN_LATIN))

_OU = "\N{GREEK SMALL LETTER OMICRON}\N{GREEK SMALL LETTER UPSILON}"

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
