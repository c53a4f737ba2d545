"""Dates read from texts, and what an editor who wrote one in another way probably meant.

Catalogues of archives, GEDCOM (the standard of family trees) and plain words. A form that means one
thing has one reading; one that may mean several has all of them; what has no sure meaning has none.

Only what is evident is offered, and only what reads as a date: every suggestion is tried first.
Where a text may mean two dates, both are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from chronology.dates.days import number_of, parts_of, year_text
from chronology.dates.forms import (
    ENGLISH,
    FORMS,
    MONTHS,
    YEAR_FIRST,
    Readings,
    by_signs,
    date_text,
    falls_on,
    in_words,
    months_of,
    with_years_of_edtf,
    without_weekday,
)
from chronology.dates.grammar import read
from chronology.dates.several import Edtf
from chronology.dates.values import EdtfError
from chronology.text import Cure, Value, one_line, to_write

_Meaning = TypeVar("_Meaning")
Reader = Callable[[str], object]


def parse(text: str) -> Edtf:
    """The date that a text in EDTF means.

    >>> parse("2025-02-2X").latest
    Day.of(2025, 2, 28)

    Raises:
        EdtfError: the text is not EDTF, or names a day that no calendar has.
    """
    return with_hint(text, read, cure)


def hint_of_date(text: str, language: str | None = None) -> str | None:
    """The hint about a text that is no date; None where none is known, or it is a date.

    The text may have months of a language, given by its BCP 47 tag, as well as English ones.
    """
    try:
        with_hint(text, read, partial(cure, language=language))
    except EdtfError as error:
        return error.hint
    return None


def reads(read: Reader, text: str) -> bool:
    """True if a reader reads a text, and raises no ValueError."""
    try:
        read(text)
    except ValueError:
        return False
    return True


def with_hint(
    text: str, read: Callable[[str], _Meaning], cure: Callable[[str], str | None]
) -> _Meaning:
    """Read a text; where a reader reads nothing, its error has a hint at what can be done.

    Raises:
        EdtfError: that of the reader, with a hint of its own or from `cure`, if there is one.
    """
    try:
        return read(text)
    except EdtfError as error:
        hint = readable(error.hint, read) or cure(text)
        raise EdtfError(text, error.offset, error.expected, error.code, hint) from None


@dataclass(frozen=True, slots=True)
class Usage:
    """The usage of one language in writing dates, which differs in the names of the months."""

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

    def _sound(self, readings: Readings) -> Readings:
        """The readings that are dates; without words where one is left of several."""
        found = {each: why for each, why in readings.items() if reads(read, each)}
        return dict.fromkeys(found, "") if len(found) < len(readings) == 2 else found

    def _only(self, said: str) -> str | None:
        """The one date that a part of a text means; None if it means two, or none."""
        found = self._certain(said)
        return found or next(iter(self._sound(self._qualified(said))), None)

    def _certain(self, said: str) -> str | None:
        """The one date that a part of a text means without a word for doubt."""
        if reads(read, said):
            return said
        found = self._single(said) or self._sound(by_signs(said))
        return next(iter(found)) if len(found) == 1 else None

    def _single(self, said: str) -> Readings:
        """A date of its own."""
        forms = (partial(in_words, months=self.months), *FORMS)
        return next(filter(None, (self._sound(form(said)) for form in forms)), {})

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
        for pattern, form, step in _BOUNDS:
            if (matched := re.fullmatch(pattern, said)) and (meant := self._only(matched[1])):
                bound = _next(meant, step) if step else meant
                return {form.format(bound): ""} if bound else {}
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
        both = (start, *(f"{start}{tail}" for tail in tails)), (end, f"{head}{end}")
        first, last = (next(filter(None, map(self._only, texts)), None) for texts in both)
        return (first, last) if first and last else None

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


_BOUNDS = (
    (r"(?:before|bef\.?|prior to|pre-?) ?(.+)", "[..{}]", -1),
    (r"(?:after|aft\.?|post-?) ?(.+)", "[{}..]", 1),
    (r"(?:not after|(?:not|no) later than|on or before|by) (.+)", "[..{}]", 0),
    (r"(?:not before|(?:not|no) earlier than|on or after) (.+)", "[{}..]", 0),
    (r"(?:since|from) (.+?)(?: on(?:wards?)?)?", "{}/..", 0),
    (r"(?:until|till|up to|to|open ?/|\.\. ?/) ?(.+)", "../{}", 0),
    (r"unknown ?/ ?(.+)", "/{}", 0),
    (r"(.+?) ?/ ?unknown", "{}/", 0),
    (
        r"(?:from )?(.+?) ?(?:-|/|to|until|till) ?(?:open|present|now|ongoing|today|date)",
        "{}/..",
        0,
    ),
)
"""Words around a date, and the form of its bound: itself, or the date before or after it."""

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


# ------------------------------------------------------------------------------ hints

_LONGEST = 80
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = "\"'`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_NONE = {"?", "-", "n/a", "na", "none", "nd", "n.d", "o.d", "s.a", "s.d", "s.f", "tba", "tbc"}
_NONE |= {"tbd", "undated", "unknown", "date unknown", "no date", "not dated"}
_NONE |= {"ohne datum", "sans date", "sin fecha"}
"""The words that are written where no date is known, without brackets and the last point."""


def cure(text: str, language: str | None = None) -> str | None:
    """The hint what to write instead of a text that is no date, if that is evident.

    A language, given by its BCP 47 tag, has its months known beside the English ones.
    """
    if len(text) > _LONGEST:
        return None
    said = one_line(text.translate(_DASHES).strip(f"{_QUOTES} \t\r\n")).lower()
    if said.strip("[]().") in _NONE or said in _NONE:
        return "leave the date out: what is not known is not written"
    usage = Usage(months_of(language))
    timed = re.fullmatch(_TIMED, said)
    if timed and reads(read, timed[1]):
        return readable(_with_time(*timed.groups()), read)
    said = said.replace("\u2019", "'")
    readings = usage.readings(said)
    if not readings and said.startswith("[") and said.endswith("]"):  # an archivist's own words
        readings = usage.readings(said[1:-1])
    if not readings:
        return None
    season = next((each for each in readings if re.fullmatch(_SEASON, each)), None)
    return to_write(readings, otherwise=season and _AS_YEARS.format(season))


_SEASON = r"[0-9]{4}-(?:2[1-4]|3[3-6])"
_AS_YEARS = (
    "EDTF has {} for it; `two-digit-year` asks whether years are meant, and is turned off under "
    "`rules`"
)


_TIMED = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]"
    r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::([0-5][0-9])(?:[.,][0-9]+)?)?"
    r" ?(z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


def _with_time(day: str, clock: str, seconds: str | None, zone: str | None) -> Cure:
    """The hint for a day with its time: the time goes beside it, or, to the second, behind it."""
    date = Value(day)
    otherwise = Cure("write ", date, ", without the time")  # a source has no field for it
    if zone is None:
        behind = ""
    elif not zone.startswith(("+", "-")):
        behind = "Z"
    else:
        behind = zone if len(zone) != len("+0000") else f"{zone[:3]}:{zone[3:]}"
    if seconds is not None and (behind or seconds != "00"):
        return to_write(f"{day}T{clock}:{seconds}{behind}", otherwise=otherwise)
    time = Value(clock, beside="time")
    words = ", and the time "
    if not behind:
        if (clock, seconds) == ("00:00", "00"):
            words = "; only if midnight is meant, the time "
        return Cure("write ", date, words, time, " beside it as `time`", otherwise=otherwise)
    hours = 0 if behind == "Z" else int(behind[:3])
    if behind[3:] not in ("", ":00"):
        return otherwise  # only zones of whole hours have names of their own
    zone = Value(f"Etc/GMT{-hours:+d}" if hours else "UTC", beside="timezone")
    behind_it = " as `time` and ", zone, " as `timezone`"
    return Cure("write ", date, words, time, *behind_it, otherwise=otherwise)


# ---------------------------------------------------------------------- certain readings

_MONTH_NAME = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_CERTAIN = (
    *YEAR_FIRST,
    # 27/02/2025 and 2/27/2025: both orders are tried, and one of them must be no date
    (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", (4, 3, 1)),
    (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", (4, 1, 3)),
    # 27 February 2025; February 27, 2025; February 2025
    (rf"{_DAY}(?: of)? ({_MONTH_NAME})\.?,? (\d{{4}})", (3, 2, 1)),
    (rf"({_MONTH_NAME})\.? {_DAY},? (\d{{4}})", (3, 1, 2)),
    (rf"({_MONTH_NAME})\.?,? (\d{{4}})()", (2, 1, 3)),
)
"""The forms that mean one thing, wherever they are written."""

_BETWEEN_SIGNS = re.compile(r" ?(\.\.|[][{},/~?%]) ?")


def readable(hint: str | None, read: Reader) -> str | None:
    """A hint, if all dates that it tells to write can be read."""
    if isinstance(hint, Cure):
        return hint if hint.spell(lambda x: x if x.beside or reads(read, x) else None) else None
    return hint


def only_reading(text: str) -> str | None:
    """The date that a text means to everyone, in EDTF; None if it may mean two or is vague.

    Fewer texts than `cure` has a hint for: what is written without asking must be certain.
    """
    said = one_line(text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        return None
    meant = {_BETWEEN_SIGNS.sub(r"\1", said.upper())}
    for pattern, order in _CERTAIN:
        matched = re.fullmatch(pattern, said.translate(_DASHES), re.IGNORECASE | re.ASCII)
        if matched:
            year, month, day = (matched[group] for group in order)
            number = int(month) if month.isdigit() else ENGLISH[month[:3].lower()]
            meant.add(date_text(year, number, day))
    readings = [each for each in meant if reads(read, each)]
    return readings[0] if len(readings) == 1 else None
