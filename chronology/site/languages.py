"""Marks for words in another language than those around them, and for the way they are read."""

from __future__ import annotations

from functools import cache
from typing import Final

from langcodes import Language
from markupsafe import Markup

_RIGHT_TO_LEFT: Final = frozenset(
    {"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
"""The scripts in use that are read from right to left, by their codes in ISO 15924."""


@cache
def marked(tag: str | None) -> Markup:
    """The attributes of an element whose words are in a language, with a blank before each.

    None is a language that the file does not name; then there are none.
    """
    if tag is None:
        return Markup()
    script = Language.get(tag, normalize=False).maximize().script
    direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    return Markup(' lang="{}" dir="{}"').format(tag, direction)
