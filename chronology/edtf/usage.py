"""Dates in doubt, stretches and lists, as people and programs write them.

Catalogues of archives, GEDCOM (the standard of family trees) and plain words. A form that means one
thing has one reading; one that may mean several has all of them; what has no sure meaning has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chronology.days import number_of, parts_of, year_text
from chronology.edtf.forms import (
    FORMS,
    Readings,
    by_signs,
    falls_on,
    with_years_of_edtf,
    without_weekday,
)


@dataclass(frozen=True, slots=True)
class Usage:
    """How dates are written in one language: its months, and what reads EDTF."""

    read: Callable[[str], object]
    months: Mapping[str, int]

    def readings(self, said: str) -> Readings:
        """All that a text may mean, in small letters, with single spaces and plain hyphens."""
        said, weekday = without_weekday(with_years_of_edtf(said))
        forms = self._single, self._qualified, by_signs, self._bounded, self._stretch, self._several
        for form in forms:
            if found := self._sound(form(said)):
                is_right = weekday is None or all(falls_on(each, weekday) for each in found)
                return found if is_right else {}
        return {}

    def reads(self, text: str) -> bool:
        """True if a text is EDTF."""
        try:
            self.read(text)
        except ValueError:
            return False
        return True

    def _sound(self, readings: Readings) -> Readings:
        """The readings that are dates; without words where one is left of several."""
        found = {each: why for each, why in readings.items() if self.reads(each)}
        return dict.fromkeys(found, "") if len(found) < len(readings) == 2 else found

    def _only(self, said: str) -> str | None:
        """The one date that a part of a text means; None if it means two, or none."""
        found = self._certain(said)
        return found or next(iter(self._sound(self._qualified(said))), None)

    def _certain(self, said: str) -> str | None:
        """The one date that a part of a text means without a word for doubt."""
        if self.reads(said):
            return said
        found = self._single(said) or self._sound(by_signs(said))
        return next(iter(found)) if len(found) == 1 else None

    def _single(self, said: str) -> Readings:
        """A date of its own."""
        return next(filter(None, (self._sound(form(said, self.months)) for form in FORMS)), {})

    def _qualified(self, said: str) -> Readings:
        """A date with words for doubt before it, or a question mark behind."""
        for pattern, mark in _DOUBTS:
            if (matched := re.fullmatch(pattern, said)) and (meant := self._certain(matched[1])):
                return {f"{meant}{mark}": ""}
        if matched := re.fullmatch(r"(?:the )?(?:early|mid|late)[- ](?:the )?(.+)", said):
            meant = self._certain(matched[1])
            if meant and re.fullmatch(r"-?[0-9]{2}[0-9X]X", meant):
                return {meant: "for the whole, since EDTF has no words for parts of it"}
        return {}

    def _bounded(self, said: str) -> Readings:
        """A date before or after another one, and a stretch with one end."""
        for pattern, bound in _BOUNDS:
            if (matched := re.fullmatch(pattern, said)) and (meant := self._only(matched[1])):
                return dict.fromkeys(bound(meant), "")
        return {}

    def _stretch(self, said: str) -> Readings:
        """Two dates with words or a sign between them."""
        for pattern, form in _STRETCHES:
            if (matched := re.fullmatch(pattern, said)) and (ends := self._ends(*matched.groups())):
                return {form.format(*ends): ""}
        return {}

    def _ends(self, start: str, end: str) -> tuple[str, str] | None:
        """Both ends of a stretch, each with the parts that only the other one has."""
        words = re.split("(?= )", end)
        tails = ["".join(words[number:]) for number in range(len(words) - 1, 0, -1)]
        head = (
            start[: -len(end)] if re.fullmatch("[0-9]0'?s", end) else f"{_NUMBER.sub('', start)} "
        )
        first = self._first((start, *(f"{start}{tail}" for tail in tails)))
        last = self._first((end, f"{head}{end}"))
        return (first, last) if first and last else None

    def _first(self, texts: Iterable[str]) -> str | None:
        return next(filter(None, map(self._only, texts)), None)

    def _several(self, said: str) -> Readings:
        """Dates in a row: one of them, or all."""
        for word, between, forms in _ROWS:
            parts = re.split(between, said) if word in said else []
            members = [meant for part in parts if (meant := self._only(part))]
            if 1 < len(members) == len(parts):
                return {form.format(",".join(members)): why for form, why in forms.items()}
        return {}


_DOUBTS = (
    (
        r"(?:circa|about|around|approximately|approx\.?|abt\.?|est\.?|cal\.?|ca\.?|c\.?|~) ?(.+)",
        "~",
    ),
    (r"(?:perhaps|possibly|probably|maybe|\?) ?(.+)", "?"),
    (r"(.+?) ?(?:\(\?\)|\[\?\]|\?)", "?"),
)
_NUMBER = re.compile(r" ?[0-9]+(?:st|nd|rd|th)?$")


def _before(text: str) -> Iterator[str]:
    """One of the dates that end before another one begins."""
    if bound := _next(text, -1):
        yield f"[..{bound}]"


def _after(text: str) -> Iterator[str]:
    """One of the dates that begin after another one has ended."""
    if bound := _next(text, 1):
        yield f"[{bound}..]"


def _next(text: str, step: int) -> str | None:
    """The next year, month or day, or that before; None for what is neither."""
    if re.fullmatch("[0-9]{2}[0-9X]X", text):
        text = text.replace("X", "9" if step > 0 else "0")
    date = re.fullmatch(r"(-?[0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?", text)
    if not date:
        return None
    year, month, day = int(date[1]), int(date[2] or 0), int(date[3] or 0)
    if day:
        year, month, day = parts_of(number_of(year, month, day) + step)
    elif month:
        year, month = divmod(year * 12 + month - 1 + step, 12)
        month += 1
    else:
        year += step
    return "-".join((year_text(year), *(f"{each:02d}" for each in (month, day) if each)))


_BOUNDS: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
    (r"(?:before|bef\.?|prior to|pre-?) ?(.+)", _before),
    (r"(?:after|aft\.?|post-?) ?(.+)", _after),
    (r"(?:not after|(?:not|no) later than|on or before|by) (.+)", lambda meant: [f"[..{meant}]"]),
    (r"(?:not before|(?:not|no) earlier than|on or after) (.+)", lambda meant: [f"[{meant}..]"]),
    (r"(?:since|from) (.+?)(?: on(?:wards?)?)?", lambda meant: [f"{meant}/.."]),
    (r"(?:until|till|up to|to|open ?/|\.\. ?/) ?(.+)", lambda meant: [f"../{meant}"]),
    (r"unknown ?/ ?(.+)", lambda meant: [f"/{meant}"]),
    (r"(.+?) ?/ ?unknown", lambda meant: [f"{meant}/"]),
    (
        r"(?:from )?(.+?) ?(?:-|/|to|until|till) ?(?:open|present|now|ongoing|today|date)",
        lambda meant: [f"{meant}/.."],
    ),
)
_STRETCHES = (
    (r"([0-9]{4}-[0-9]{2}-[0-9]{2})[/-]([0-9]{2})", "{}/{}"),
    (r"(-?[0-9]{4}(?:-[0-9]{2}){0,2})-(-?[0-9]{4}(?:-[0-9]{2}){0,2})", "{}/{}"),
    (r"bet(?:ween|\.)? (.+?) (?:and|&|-) (.+)", "[{}..{}]"),
    (r"(?:from )?(.+?) (?:-|/|to|until|till|through) (.+)", "{}/{}"),
    (r"([^/]+)/([^/]+)", "{}/{}"),
    (r"([^-]+)-([^-]+)", "{}/{}"),
)
_ROWS: tuple[tuple[str, str, Readings], ...] = (
    (" or ", r",? or |, ", {"[{}]": ""}),
    (" and ", r",? and |, ", {"{{{}}}": ""}),
    ("&", r" ?& ?|, ", {"{{{}}}": ""}),
    (",", r" ?, ?", {"[{}]": "for one of them", "{{{}}}": "for all"}),
)
