"""The names of the months in the languages that chronologies are most often written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from chronology.edtf.forms import ENGLISH

_SAME = {"nb": "no", "nn": "no", "sh": "bs"}
"""Languages that have the months of another one in the table."""


@cache
def months_of(language: str | None) -> Mapping[str, int]:
    """The months by their names in a language and in English, in small letters.

    A language is given by its BCP 47 tag. Of one that is not in the table (CLDR's, `months.txt`)
    only the English names are known. No name is that of another month in English.
    """
    code = (language or "en").replace("_", "-").partition("-")[0].lower()
    return {**ENGLISH, **_months_of_all().get(_SAME.get(code, code), {})}


@cache
def _months_of_all() -> Mapping[str, Mapping[str, int]]:
    text = (files("chronology.edtf") / "months.txt").read_text("utf-8")
    found: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, _, cells = line.partition(": ")
            found[code] = {
                name.replace("_", " "): number
                for number, names in enumerate(cells.split(" | "), start=1)
                for name in names.split()
            }
    return found
