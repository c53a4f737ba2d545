"""A language for tests: English in letters in which neither the package nor a file is written."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from string import Formatter, ascii_letters
from types import FunctionType
from typing import Any

_WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in ascii_letters)
"""The letters of ASCII, each as wide as a Chinese one."""

FOREIGN = str.maketrans(ascii_letters, _WIDE)


def in_english(text: str) -> str:
    """A text in foreign letters as it reads in English."""
    return text.translate(str.maketrans(_WIDE, ascii_letters))


def foreign(value: Any) -> Any:
    """A text in foreign letters, its gaps as they are; all texts of a table or of a language."""
    match value:
        case str():
            return "".join(map(_piece, Formatter().parse(value)))
        case Mapping():
            return {key: foreign(each) for key, each in value.items()}
        case Sequence():
            return tuple(map(foreign, value))
        case FunctionType():  # how it counts
            return value
    tables = {each.name: getattr(value, each.name) for each in fields(value)}
    return replace(value, **{name: foreign(table) for name, table in tables.items()})


def _piece(piece: tuple[str, str | None, str | None, str | None]) -> str:
    """A piece of a format string, with the gap that follows it."""
    literal, gap, *_ = piece
    return literal.translate(FOREIGN) + ("" if gap is None else f"{{{gap}}}")
