"""Guesses at what a misspelt word was meant to be, as many as time allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from chronology.cures import Cure, Value

__all__ = ["MOST_WORK", "Words", "did_you_mean", "limited", "meant", "nearest_word"]

MOST_WORK: Final = 100_000
"""How many known words are compared with misspelt ones while a file is checked: about a second.

Long words that are alike count several times.
"""

_LONGEST: Final = 100
"""How many letters of a misspelt word are compared."""

_CUTOFF: Final = 0.6
"""From which similarity on a word is meant, as `difflib` measures it, 0 to 1."""

_RATIO, _LONG = 5, 100
"""What a full comparison takes: as much as so many words, and more for so many pairs of letters."""

_left: ContextVar[int | None] = ContextVar("left", default=None)


@contextmanager
def limited(work: int | None = None) -> Iterator[None]:
    """Make guesses within until so much work is done, `MOST_WORK` if it is not said how much.

    Afterwards, nothing is near.
    """
    token = _left.set(MOST_WORK if work is None else work)
    try:
        yield
    finally:
        _left.reset(token)


def _may_take(work: int) -> bool:
    """Whether so much work is left, which is then taken."""
    left = _left.get()
    if left is not None:
        _left.set(left - work)
    return left is None or left > 0


class Words:
    """Known words, sorted for being compared with many."""

    def __init__(self, known: Iterable[str]) -> None:
        """Sort the words by their lengths."""
        self._by_length: dict[int, dict[str, str]] = {}
        count = 0
        for word in sorted(known):
            spelt = word.lower()
            self._by_length.setdefault(len(spelt), {})[spelt] = word
            count += 1
        _may_take(count // _LONG)

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
    """The hint that names the nearest known word; other words where none is near or right."""
    nearest = nearest_word(word, known)
    return meant(nearest, otherwise) if nearest else otherwise


def meant(word: str, otherwise: str | None = None) -> Cure:
    """The hint that asks whether a word was meant; other words where that is not right."""
    return Cure("did you mean ", Value(word, mark="'"), "?", otherwise=otherwise)
