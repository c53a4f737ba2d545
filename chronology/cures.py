"""Hints that name what to write instead: the values stay apart from the words around them.

So they can be tried before anybody sees them (`chronology.checks.cures`), and spelt as YAML needs
them: a hint that is wrong is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self


class Value(str):
    """A value that a hint tells to write.

    Attributes:
        mark: The quotation mark around it, for readers; empty for none.
        beside: The field in which it is to be written, where that is not the one that is wrong.
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
        parts: The words, and each `Value` where it stands among them.
        otherwise: What to say where one of the values is not right in its place.
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

    def spelt(self, spell: Callable[[Value], str | None]) -> str | None:
        """The hint with its values spelt by a function; None where it spells one as None."""
        spelt = [spell(each) if isinstance(each, Value) else each for each in self.parts]
        return "".join(filter(None, spelt)) if None not in spelt else None


def to_write(
    readings: str | Mapping[str, str], behind: str = "", *, otherwise: str | None = None
) -> Cure:
    """The hint to write one of some readings, each with words for when it is meant, if any.

    >>> to_write({"CSHH": "for Czechoslovakia", "CSXX": "for Serbia and Montenegro"})
    'write CSHH for Czechoslovakia or CSXX for Serbia and Montenegro'
    """
    found = {readings: ""} if isinstance(readings, str) else readings
    parts: list[str] = []
    for value, when in found.items():
        parts += (" or " if parts else "write ", Value(value), f" {when}" if when else "")
    return Cure(*parts, behind, otherwise=otherwise)
