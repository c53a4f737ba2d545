"""Text for people and for programs: safe to show, with values to write instead, and guesses.

GitHub's runner obeys `::name::` at the beginning of a line, spaces before it included, and
`##[name]` anywhere in it (`TryParseV2` and `TryParse` of `ActionCommand` in the sources of
actions/runner). Azure Pipelines obeys `##vso[name]` anywhere, and TeamCity `##teamcity[name]`. By
these, a text from a pull request could set a variable, mask words, or stop all later commands.

The values in a hint are kept apart from the words around them, so that they can be tried before
they are shown (`chronology.rules`) and spelt as YAML needs them: a hint that is wrong is worse than
none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Self


def is_hidden(sign: str) -> bool:
    """True if a character is invisible, or moves or turns those around it."""
    return unicodedata.category(sign) in _HIDDEN


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    r"""A text that is safe on a terminal: all that is invisible or moves the cursor is spelt out.

    >>> visible("two\x1b[2Jlines\n")
    'two\\x1b[2Jlines\\n'
    """
    return "".join(
        sign.encode("unicode_escape").decode("ascii") if is_hidden(sign) else sign for sign in text
    )


def one_line(text: str) -> str:
    r"""A text without breaks of lines, and with single spaces.

    >>> one_line(" two\nlines ")
    'two lines'
    """
    return " ".join(text.split())


def shorten(text: str, most: int) -> str:
    """A text in one line and in whole words, with an ellipsis if it has too many letters."""
    import textwrap

    return textwrap.shorten(text, most, placeholder=" …")


LONGEST_MESSAGE = 300
"""The most characters of a message or a hint that are shown."""


def clip_message(text: str) -> str:
    """Make a message safe to print, and shorter than the texts that it may quote."""
    half = LONGEST_MESSAGE // 2
    return visible(text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} ... {text[-half:]}")


# ------------------------------------------------------------------------------ a language


@dataclass(frozen=True, eq=False)
class Wording:
    """The words for one subject in one language, by the names that the code has for them.

    Attributes:
        texts: Texts with gaps, which are numbered or have names.
        counts: Texts about a number of things, each in all the forms that a number can ask for.
        plural: The form that a number takes, from 0 on. English has two, Polish has three.
    """

    texts: Mapping[str, str]
    counts: Mapping[str, Sequence[str]]
    plural: Callable[[int], int]

    def say(self, name: str, /, *parts: object, **named: object) -> str:
        """A text, its gaps filled with values as they are."""
        return self.texts[name].format(*parts, **named)

    def count(self, name: str, number: int, /, *parts: object) -> str:
        """A text about a number of things: `1 event`, `2 events`."""
        return self.counts[name][self.plural(number)].format(number, *parts)


def counted(number: int, thing: str) -> str:
    """A number of things in English: `1 error`, `2 errors`."""
    return f"{number} {thing}{'s' * one_or_many(number)}"


def one_or_many(number: int) -> int:
    """The form that a number takes in English."""
    return int(number != 1)


# ------------------------------------------------------------------------------ CI runners

# A program that prints our words may break their lines at any space, so every space counts as the
# start of a line. A byte order mark at the start is no text to a reader of the stream.
_AT_START = re.compile(r"(?<![^\s\ufeff]):(?=:)")
_ANYWHERE = re.compile(r"(##[A-Za-z]*)\[")

# In data the line ends are known, and GitHub's runner wants the colons that end the name, too.
_OBEYED = re.compile(rf"(?:\A\ufeff?|[\r\n])[^\S\r\n]*::[^\r\n]*::|{_ANYWHERE.pattern}")


def harmless(words: str) -> str:
    r"""Words for people without a command that a runner finds: a sign of each is spelt out.

    >>> print(harmless("  ::error::x ##[group]y"))
      \x3a:error::x ##\x5bgroup]y
    """
    return without_brackets(_AT_START.sub(r"\\x3a", words), r"\x5b")


def without_brackets(text: str, instead: str) -> str:
    """A text with `instead` for the bracket of a command such as `##[name]`.

    In JSON and XML an escape means the same, so that what is written for programs is harmless too.
    """
    return _ANYWHERE.sub(lambda found: found[1] + instead, text) if "##" in text else text


def command_line(text: str) -> int | None:
    """The number of the first line with something that a runner obeys, counted from 1."""
    if (found := _OBEYED.search(text)) is None:
        return None
    return len(re.findall(r"\r\n?|\n", text[: found.end()])) + 1


# ------------------------------------------------------------------------------ values in hints


class Value(str):
    """A value to write, in a hint.

    Attributes:
        mark: The quotation mark around it, for readers; empty for none.
        beside: The field to write it in, if that is not the one that is wrong.
        replaces: True if that field has a value already, which this one takes the place of.
        listed: True if it is to be one of a list's values, and not the whole.
    """

    __slots__ = ("beside", "listed", "mark", "replaces")

    mark: str
    beside: str | None
    replaces: bool
    listed: bool

    def __new__(
        cls,
        text: str,
        mark: str = "",
        beside: str | None = None,
        *,
        replaces: bool = False,
        listed: bool = False,
    ) -> Self:
        """Make the value of its text."""
        self = super().__new__(cls, text)
        self.mark, self.beside, self.replaces, self.listed = mark, beside, replaces, listed
        return self


class Cure(str):
    """A hint made of words and values; as a text, it is all of them in a row.

    Attributes:
        parts: The words, and each `Value` in its place among them.
        otherwise: The hint to give instead if one of the values is not right in its place.
    """

    __slots__ = ("otherwise", "parts")

    parts: tuple[str, ...]
    otherwise: str | None

    def __new__(cls, *parts: str, otherwise: str | None = None) -> Self:
        """Make the hint of its parts."""
        shown = (f"{p.mark}{p}{p.mark}" if isinstance(p, Value) else p for p in parts)
        self = super().__new__(cls, "".join(shown))
        self.parts, self.otherwise = parts, otherwise
        return self

    def spell(self, spell: Callable[[Value], str | None]) -> str | None:
        """The hint with its values spelt by a function; None if that spells one as None."""
        parts = [spell(each) if isinstance(each, Value) else each for each in self.parts]
        return "".join(filter(None, parts)) if None not in parts else None


def to_write(
    readings: str | Mapping[str, str], behind: str = "", *, otherwise: str | None = None
) -> Cure:
    """The hint to write one of some readings, each with words about its meaning, if any.

    >>> to_write({"CSHH": "for Czechoslovakia", "CSXX": "for Serbia and Montenegro"})
    'write CSHH for Czechoslovakia or CSXX for Serbia and Montenegro'
    """
    found = {readings: ""} if isinstance(readings, str) else readings
    parts: list[str] = []
    for value, when in found.items():
        parts += (" or " if parts else "write ", Value(value), f" {when}" if when else "")
    return Cure(*parts, behind, otherwise=otherwise)


# ------------------------------------------------------------------------------ guesses

MOST_WORK: Final = 100_000
"""The most known words that are compared while a file is checked: they take about a second.

Long words that are alike count several times.
"""

_LONGEST: Final = 100
"""The letters of a misspelt word that are compared."""

_CUTOFF: Final = 0.6
"""The least similarity of a guess to a word, as `difflib` measures it, 0 to 1."""

_RATIO, _LONG = 5, 100
"""The work of a full comparison: that of so many words, and more for so many pairs of letters."""

_left: ContextVar[int | None] = ContextVar("left", default=None)


@contextmanager
def limit_guesses(work: int | None = None) -> Iterator[None]:
    """Allow so much work for guesses inside, by default `MOST_WORK`; then there are no more."""
    token = _left.set(MOST_WORK if work is None else work)
    try:
        yield
    finally:
        _left.reset(token)


def _may_take(work: int) -> bool:
    """Take so much of the work that is left; True if any was."""
    if (left := _left.get()) is None:
        return True
    _left.set(left - work)
    return left > 0


class Words:
    """Known words, sorted for comparisons with many others."""

    def __init__(self, known: Iterable[str]) -> None:
        """Sort the words by their lengths."""
        self._by_length = defaultdict[int, dict[str, str]](dict)
        words = sorted(known)
        for word in words:
            self._by_length[len(word.lower())][word.lower()] = word
        _may_take(len(words) // _LONG)

    def nearest(self, word: str) -> str | None:
        """The known word that a misspelt one most likely stands for, or None.

        Of several that are equally near, the last in alphabetical order.
        """
        from difflib import SequenceMatcher

        sought = word[:_LONGEST].lower()
        matcher = SequenceMatcher(None, "", sought)
        best: tuple[float, str] = _CUTOFF, ""
        for length in sorted(self._by_length, key=lambda each: (abs(each - len(sought)), each)):
            words = self._by_length[length]
            both = length + len(sought)
            if 2 * min(length, len(sought)) < best[0] * both:
                continue
            if not _may_take(len(words)):
                return None
            for spelt in words:
                matcher.set_seq1(spelt)
                if matcher.quick_ratio() >= best[0]:
                    _may_take(_RATIO + length * len(sought) // _LONG)
                    best = max(best, (matcher.ratio(), spelt))
        return self._by_length[len(best[1])][best[1]] if best[1] else None


def nearest_word(word: str, known: Iterable[str] | Words) -> str | None:
    """The known word that a misspelt one most likely stands for, or None.

    >>> nearest_word("participant", ["participants", "parties"])
    'participants'
    """
    if not _may_take(1):
        return None
    return (known if isinstance(known, Words) else Words(known)).nearest(word)


def did_you_mean(
    word: str, known: Iterable[str] | Words, otherwise: str | None = None
) -> str | None:
    """The hint that names the nearest known word; other words if none is near or right."""
    nearest = nearest_word(word, known)
    return meant(nearest, otherwise) if nearest else otherwise


def meant(word: str, otherwise: str | None = None) -> Cure:
    """The hint that asks whether a word was meant; other words if that is not right."""
    return Cure("did you mean ", Value(word, mark="'"), "?", otherwise=otherwise)
