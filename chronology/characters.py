"""Characters that deceive the eye: letters that look like others, and signs that are invisible.

The idea is that of Unicode Technical Standard 39. The table names the letters of Cyrillic, Greek
and Armenian, and the variants of Latin ones, that no reader tells from an ASCII letter in common
fonts. What Unicode itself calls a form of an ASCII sign (full-width, bold) needs no table.

What YAML does not allow is refused, and with it what makes a text read otherwise than it is: the
controls that turn the direction of a line (Unicode Standard Annex 9; known as Trojan Source,
CVE-2021-42574), and signs of no width, by which two names that look alike are different.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from chronology.findings import Finding, Position

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
"""The length of a name, in characters, up to which it is looked at sign by sign."""


def describe_twins(text: str) -> str:
    """The signs of a text that look like others: their places, counted from 1, names and twins."""
    found = [
        f"character {place}, {name_of(sign)}, looks like {meant}"
        for place, sign in enumerate(text, 1)
        if (meant := twin(sign))
    ]
    more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return "; ".join(found[:_MOST]) + more


_MOST = 3
"""The most signs that are named one by one."""


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
"""Letters that Unicode does not decompose into ASCII ones and marks, each with its substitute.

Cyrillic as in passports (ICAO Doc 9303, part 3, section 6), Greek as in ISO 843, transcription.
"""


def transliterate(text: str) -> str | None:
    """A text in small ASCII letters and other signs; None where a letter has no counterpart.

    >>> transliterate("Łódź"), transliterate("Москва"), transliterate("東京")
    ('lodz', 'moskva', None)
    """
    if len(text) > _LONGEST:
        return None
    apart = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # A Greek omicron with an upsilon is "ou", though an upsilon alone is a y.
    written = [_LATIN_FOR.get(sign, sign) for sign in plain.replace("\u03bf\u03c5", "ou")]
    if any(sign.isalnum() and not sign.isascii() for sign in written):
        return None
    return "".join(sign if sign.isascii() else "-" for sign in written)


_LATIN_FOR = dict(_signs(_IN_LATIN))

_OURS = "A-Za-z\u00c0-\u024f"
_THEIRS = "\u0370-\u058f"  # Greek, Cyrillic, Armenian
_MIXED = re.compile(f"[{_OURS}][{_THEIRS}]|[{_THEIRS}][{_OURS}]")
_WORD = re.compile(f"[{_OURS}{_THEIRS}]+")
_LATIN = frozenset(_TWINS.values())


def may_deceive(text: str) -> bool:
    """True if a text has letters like ASCII ones, or soft hyphens; quick on a long text."""
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
            theirs, ours = _OTHER.findall(word), _OTHER.sub("", word)
            if _TWINS.keys() >= set(theirs) or _LATIN.issuperset(ours):
                yield word


def describe_fewer(word: str) -> str:
    """The letters of a mixed word that belong to the script that has fewer of them."""
    theirs_are_fewer = 2 * len(_OTHER.findall(word)) <= len(word)
    fewer = [
        f"character {place} is {name_of(sign)}"
        for place, sign in enumerate(word, 1)
        if bool(_OTHER.match(sign)) == theirs_are_fewer
    ]
    return ", ".join(fewer[:_MOST])


# ------------------------------------------------------------------------------ invisible signs

_TURNS = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u061c\u200e\u200f"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"

# The characters that YAML 1.2 forbids (5.1), and line separators on which its readers disagree.
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

In names for machines a joiner is between two letters that join (RFC 5892, appendix A.1). In a
text Persian has one before each suffix, whatever the word: Latin letters, digits, a quotation."""


def is_plain(text: str) -> bool:
    """True if a text has no invisible sign at all, not even one that is in place."""
    return _UNSEEN.search(text) is None


def find_unseen(lines: list[str]) -> Iterator[Finding]:
    """The findings of invisible signs in some lines, except where such signs belong."""
    for number, line in enumerate(lines, 1):
        for offset in _find_misplaced(line):
            yield _find_one(line[offset], Position(number, offset + 1))


def replace_unseen(line: str) -> str:
    """A line with a replacement character for each misplaced sign; blank if it has no others."""
    offsets = set(_find_misplaced(line))
    signs = ["\N{REPLACEMENT CHARACTER}" if n in offsets else sign for n, sign in enumerate(line)]
    rest = "".join(sign for n, sign in enumerate(line) if n not in offsets)
    return "".join(signs) if rest.strip() else " " * len(line)


def _find_misplaced(line: str) -> Iterator[int]:
    """The offsets in a line of invisible signs that do not belong there."""
    # A mark turns nothing but the signs beside it, which names in these scripts need.
    accepted = _MARKS if _RIGHT_TO_LEFT.search(line) else ""
    for match in _UNSEEN.finditer(line):
        if match[0] not in accepted and not _IN_PLACE.match(line, match.start()):
            yield match.start()


def _find_one(sign: str, place: Position) -> Finding:
    number, name = f"U+{ord(sign):04X}", unicodedata.name(sign, "a sign without a name")
    if _CONTROL.match(sign):
        code, what = "control-character", f"the control character {number}"
        why = "no reader can see it"
    elif _TURN.match(sign):
        code, what = "bidi-control", f"{number}, {name}, which can turn how a line reads"
        why = "each word finds its direction"
    else:
        code, what = "invisible-character", f"{number}, {name}, which nobody can see"
        why = "no search finds such a word"
    return Finding.at(code, place, f"the file holds {what}", f"take it out; {why}")
