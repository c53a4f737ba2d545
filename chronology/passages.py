"""Evidence: passages, their links and places in a text, and whose word a source is.

How many voices stand behind an event is counted here and nowhere else: rules and pages use it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, Self, TypeAlias
from urllib.parse import quote

from chronology.text import one_line

SEPARATOR = " ... "
"""The text between the two phrases of a passage."""

FEWEST_WORDS, MOST_WORDS = 2, 8
"""The length of a phrase: one word is rarely unique, and more than eight are a quotation."""

FEWEST_SIGNS, MOST_SIGNS = 4, 30
"""The length of a phrase, in characters, in a script without spaces between words."""

# Thai, Lao, Tibetan, Burmese, Khmer, Tai, Balinese, Javanese, Kana, Bopomofo, Han and Yi: what has
# class SA or ID in Unicode Standard Annex 14, but for Hangul, which has spaces. JSON Schema's
# regular expressions know no more than the first plane, and rare Han beyond it stands with others.
UNSPACED = (
    r"\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f"
    r"\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    r"\ua980-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f"
)
"""The letters of scripts without spaces between words, as the inside of a character class."""

_LONGEST_RUN = 8
"""The most such letters that are taken for one word; eight words of them are at most 64."""

WORD = rf"(?!\S*[{UNSPACED}]{{{_LONGEST_RUN + 1}}})\S+"
"""A word, and not a sentence without spaces, as a regular expression for JSON Schema, too."""

_NO_DOTS = r"(?!\.\.\.(?:\s|$))"
_PHRASE = rf"{_NO_DOTS}{WORD}(?: {_NO_DOTS}{WORD}){{{FEWEST_WORDS - 1},{MOST_WORDS - 1}}}"
_ANY_PHRASE = rf"{_NO_DOTS}\S+(?: {_NO_DOTS}\S+)*"
_WITHIN = r"(?:(?! \.\.\. ).)"
_SIGNS = f"{{{FEWEST_SIGNS},{MOST_SIGNS}}}"
_START = rf"(?={_WITHIN}*[{UNSPACED}])(?={_WITHIN}{_SIGNS} \.\.\. ){_ANY_PHRASE}"
_END = rf"(?=.*[{UNSPACED}])(?=.{_SIGNS}$){_ANY_PHRASE}"
PASSAGE_PATTERN = rf"^(?:{_PHRASE}|{_START}) \.\.\. (?:{_PHRASE}|{_END})$(?!\n)"
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

        Raises ValueError, in words for an editor, where the text is not two phrases of 2-8 words,
        or of 4-30 characters in a script without spaces.

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
        # Like `,` and `&`, which `quote` escapes, `-` has a meaning in a text fragment.
        phrases = (quote(each, safe="").replace("-", "%2D") for each in (self.start, self.end))
        return f"{url}{hook}text={','.join(phrases)}"


def _what_is_wrong(text: str) -> str:
    phrases = re.split(r"\s+(?:\.\.\.|…)\s+", text)
    if len(phrases) != 2:
        return f"a passage is two phrases with ' ... ' between them, and this has {len(phrases)}"
    for name, phrase in zip(("first", "last"), phrases, strict=True):
        count = len(phrase.split())
        if re.search(f"[{UNSPACED}]", phrase) and not re.fullmatch(_PHRASE, phrase):
            if not FEWEST_SIGNS <= len(phrase) <= MOST_SIGNS:
                return (
                    f"a passage's phrases have {FEWEST_SIGNS} to {MOST_SIGNS} characters each in a "
                    f"script without spaces between words, and the {name} has {len(phrase)}"
                )
        elif not FEWEST_WORDS <= count <= MOST_WORDS:
            return (
                f"a passage's phrases have {FEWEST_WORDS} to {MOST_WORDS} words each, "
                f"and the {name} has {count}"
            )
    return "a passage's words stand one space apart, with ' ... ' (three dots) between its phrases"


# What a browser follows. Chromium finds the phrases of a text fragment with ICU's string search at
# primary strength, and folds quotation marks before that. Measured with Chromium 156, sign by sign
# (tests/test_site_browser.py has the table): it takes for the same what differs in case, in a form
# of Unicode or in signs without width, each single or curly quotation mark, and any white space in
# the page. It keeps apart what many take for alike: every dash and hyphen but U+2010 and U+2011,
# guillemets, primes, and accents that stand alone. So does `fold`, which folds less in one point:
# accents, since whether a letter with one is another letter depends on the reader's language.


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """A text as passages are compared: what differs here, a browser does not find either.

    Case, white space, the curls of quotation marks, signs without width, and forms of Unicode are
    made alike.

    >>> fold("The \u201cso-called\u201d  round \u2013 \ufb01nally")
    'the "so-called" round \u2013 finally'
    """
    if text.isascii():
        return one_line(text.lower())
    pieces = _AS_THEY_ARE.split(unicodedata.normalize("NFC", text).translate(_ALIKE))
    # Every second piece is signs whose other forms a browser does not know.
    pieces[::2] = (unicodedata.normalize("NFKC", piece).casefold() for piece in pieces[::2])
    return one_line("".join(pieces))


_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛\u05f3", "'")
    | dict.fromkeys("“”„‟\u05f4", '"')
    | dict.fromkeys("\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
)
_AS_THEY_ARE = re.compile(
    "(["
    "\xa8\xaf\xb4\xb8\u02d8-\u02dd\u037a\u0384\u0385"  # accents that stand alone
    "\u0345\u1f80-\u1faf\u1fb2-\u1fb4\u1fb7\u1fbc-\u1fc4\u1fc7\u1fcc-\u1fcf\u1fdd-\u1fdf"
    "\u1fed-\u1fef\u1ff2-\u1ff4\u1ff7\u1ffc-\u1ffe"  # Greek with an iota below
    "\u2017\u203e\u2032-\u2037\u2057\ufe49-\ufe4c\uffe3"  # lines and primes
    "\u0675-\u0678\ufb50-\ufdff\ufe70-\ufefc"  # Arabic ligatures
    "\u3130-\u318f\uffa0-\uffdc"  # Hangul letters apart
    "\u1d4c\u2d6f\u309b\u309c\u309f\u30ff"
    "\u3200-\u33ff\U0001f200-\U0001f2ff"  # in circles and squares
    "]+)"
)


def occurrences(phrase: str, text: str) -> list[int]:
    """The offsets of a phrase, as whole words, in a text, in order; both are folded.

    Words are those of Unicode Standard Annex 29, as far as they need no dictionary: an apostrophe
    does not end one, nor does a point a number. In a script without spaces any letter may start or
    end a word; where it does not, a browser with a dictionary does not follow.
    """
    wanted = fold(phrase)
    before = _edge(wanted[:1], rf"(?<!{_IN_WORD})", r"(?<!\d[.,;'])", rf"(?<!{_IN_WORD}')")
    after = _edge(wanted[-1:], rf"(?!{_IN_WORD})", r"(?![.,;']\d)", rf"(?!'{_IN_WORD})")
    pattern = f"{before}{re.escape(wanted)}{after}"
    return [match.start() for match in re.finditer(pattern, fold(text))]


_IN_WORD = rf"[^\W{UNSPACED}]"


def _edge(sign: str, word: str, number: str, name: str) -> str:
    """The pattern of an edge of a phrase, whose outermost sign this is.

    Beside any sign that is not of a script without spaces, `word` holds; beside a digit `number`
    holds, too, and beside a letter `name`.
    """
    if re.match(f"[{UNSPACED}]", sign):
        return ""
    return word + (number if sign.isdigit() else name if sign.isalpha() else "")


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of passages that were looked up, of texts, and of what could not be checked.

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


# ------------------------------------------------------------------------------ voices


class Cited(Protocol):
    """The fields of a source by which its voice is known, in a record or a chronology."""

    @property
    def wire(self) -> str | None:
        """The agency whose text it prints."""

    @property
    def publisher(self) -> str | None:
        """The one who published it."""

    @property
    def url(self) -> str | None:
        """Its address."""

    @property
    def archived(self) -> str | None:
        """The address of an archived copy."""

    @property
    def copies(self) -> tuple[str, ...]:
        """Other addresses of the same text."""


_Name: TypeAlias = tuple[str, str]
"""A name that sources of one voice share: what sort of name it is, and the name."""


def independent(sources: Iterable[tuple[str, Cited | None]]) -> int:
    """The number of independent voices among some sources, each given with its id.

    The voice of a source is the agency whose text it prints, else its publisher, else the host of
    its address, compared without case and spaces: pages of an agency, and those that print it, are
    one voice. Archives and resolvers such as doi.org are no voices. Sources that share an
    address are one text, and so one voice, whatever else they say.
    A source of which none of these is known counts by its id, as does one that is not there.
    """
    leaders: dict[_Name, _Name] = {}  # a union-find forest: names of one voice have one leader

    def leader(name: _Name) -> _Name:
        while (above := leaders.setdefault(name, name)) != name:
            leaders[name] = leaders[above]  # which halves the way for those who ask later
            name = above
        return name

    for id_, source in sources:
        first, *others = _names(id_, source)
        for name in others:
            leaders[leader(name)] = leader(first)
        leader(first)
    return sum(name == above for name, above in leaders.items())


def _names(id_: str, source: Cited | None) -> Iterator[_Name]:
    """The names that a source shares with every other source of its voice."""
    voice = source and (source.wire or source.publisher or _host(source))
    yield ("voice", "".join(voice.casefold().split())) if voice else ("id", id_)
    for _, address in addresses(source) if source else ():
        yield "text", comparable(address)


def _host(source: Cited) -> str | None:
    """The host of a source's address; an archive or a resolver of identifiers is no voice."""
    address = source.url or next(iter(source.copies), None)
    host = address and comparable(_SNAPSHOT.sub("", address)).partition("/")[0]
    return None if host in _RESOLVERS else host


_RESOLVERS = frozenset(
    {
        *("doi.org", "dx.doi.org", "hdl.handle.net", "n2t.net", "purl.org", "w3id.org"),
        *("archive.ph", "archive.today", "archive.is", "archive.org", "web.archive.org"),
        *("perma.cc", "webcitation.org"),
    }
)
"""Hosts that keep or find texts of many publishers."""


_SNAPSHOT = re.compile(r"^https?://web\.archive\.org/web/[^/]+/(?=https?://)", re.IGNORECASE)
"""The prefix that the Wayback Machine puts before the address of a page."""


def addresses(source: Cited) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The addresses at which the text of a source is found, each with its path in the source."""
    if source.url is not None:
        yield ("url",), source.url
    if source.archived is not None:
        yield ("archived",), source.archived
    for number, address in enumerate(source.copies):
        yield ("copies", number), address


def comparable(address: str) -> str:
    """An address without what the addresses of one page may differ in.

    These are the scheme, `www.` in front, the case and a final dot of the host, a slash at the end,
    and the directive of a text fragment.

    >>> comparable("http://www.Example.org/talks/#:~:text=the%20talks")
    'example.org/talks'
    """
    host, rest = split(address.partition(":~:")[0].removesuffix("#"))
    return host.removeprefix("www.") + rest.removesuffix("/")


def split(address: str) -> tuple[str, str]:
    """The host of an address, in small letters and without a final dot, and what follows it.

    >>> split("https://Example.org.:8080/talks")
    ('example.org', ':8080/talks')
    """
    host, rest = _HOST.findall(address.partition("://")[2])[0]
    return _DOTS.sub(".", host.casefold()).removesuffix("."), rest


_HOST = re.compile(r"^(\[[^\]]*\]|[^/?#:]*)(.*)$", re.DOTALL)

_DOTS = re.compile("[\u3002\uff0e\uff61]")
"""The full stops of East Asian scripts, which browsers take for dots in a host's name (UTS 46)."""
