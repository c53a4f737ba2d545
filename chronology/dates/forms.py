"""Single dates as people and programs write them, and what each form may mean.

Spreadsheets, SQL, Wikidata, catalogues of archives, and plain words. Texts come in small letters,
with single spaces and plain hyphens. Each function takes one family of forms; what it gives is not
checked against the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from chronology.dates.days import number_of, parts_of, weekday_of, year_text

Readings = dict[str, str]
"""Dates in EDTF, each with words for when it is the one that is meant; none where that is plain."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The English names of the months."""

ENGLISH: Mapping[str, int] = {
    name: number
    for number, long in enumerate(map(str.lower, MONTHS), start=1)
    for name in (long, long[:3])
} | {"sept": 9}
"""The months by their English names, long and short."""

_PARTS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PARTS |= {"q1": 33, "q2": 34, "q3": 35, "q4": 36}
_Y = r"(-?[0-9]{4})"
_D = r"([0-9]{1,2})(?:st|nd|rd|th|er|\.)?"


def in_words(said: str, months: Mapping[str, int]) -> Readings:
    """A date with the name of its month, season or quarter, in any usual order."""
    numbers = {**_PARTS, **months}
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    month, of = rf"({names})\.?", "(?: of| de| del| di)?"
    orders = (
        (rf"(?:{_D}{of}[- /])?{month}{of}(?:,? |[-,/]){_Y}", (3, 2, 1)),
        (rf"{month} {_D},? {_Y}", (3, 1, 2)),
        (rf"{_Y}[-. ]{{0,2}}{month}(?:[- ]{_D})?", (1, 2, 3)),
    )
    for pattern, order in orders:
        if matched := re.fullmatch(pattern, said):
            year, name, day = (matched[group] for group in order)
            return {date_text(year, numbers[name], day): ""}
    if matched := re.fullmatch(rf"(?:{_D}[- ])?({names})[- ]'?([0-9]{{2}})", said):
        day, name, year = matched.groups()
        return _of_two_digits(year, numbers[name], day)
    winter = re.fullmatch(r"winter (?:of )?([0-9]{4}) ?[-/] ?([0-9]{2}|[0-9]{4})", said)
    if winter and f"{int(winter[1]) + 1:04d}".endswith(winter[2]):
        return {f"{winter[1]}-24": ""}
    return {}


def in_digits(said: str) -> Readings:
    """A date in numbers, in any order and with any sign between them."""
    for pattern, order in _ORDERS:
        if matched := re.fullmatch(pattern, said):
            year, month, day = (matched[group] for group in order)
            return {date_text(year, int(month), day): ""}
    if matched := re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})", said):
        one, _, other, year = matched.groups()
        if int(one) == int(other):
            return {date_text(year, int(one), other): ""}
        return {
            date_text(year, int(one), other): "if the month comes first",
            date_text(year, int(other), one): "if the day does",
        }
    if matched := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})", said):
        return _of_two_digits(matched[3], int(matched[2]), matched[1])
    if matched := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", said):
        year, day, month = matched.groups()  # 2025-27-02: no month is the 27th
        return {date_text(year, int(month), day): ""}
    return {}


YEAR_FIRST = (
    # 2025-2-3, 2025/02/27, 2025.02.27, 20250227
    (r"([0-9]{4})([-/.])(?!00|[2-9][0-9]|1[3-9])([0-9]{1,2})\2([0-9]{1,2})", (1, 3, 4)),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", (1, 2, 3)),
)
"""The orders of year, month and day that mean one thing to everyone, wherever they are written."""

_ORDERS = (
    *YEAR_FIRST,
    # Chinese, Japanese and Korean
    (r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?", (1, 2, 3)),
    # 27.02.2025: with points the day comes first
    (r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", (3, 2, 1)),
    # 02/2025, 2025.04
    (r"([0-9]{1,2})[-/.]([0-9]{4})()", (2, 1, 3)),
    (r"([0-9]{4})\.([0-9]{1,2})()", (1, 2, 3)),
)


def short_end(said: str) -> Readings:
    """A year and one or two digits: the end of a row of years, a month, or a year twice.

    `1743/4` is how a date before 25 March was written in England, where the year began that day
    until 1752.
    """
    matched = re.fullmatch(r"([0-9]{4}) ?([-/]) ?([0-9]{1,2})", said)
    if not matched:
        return {}
    year, sign, digits = int(matched[1]), matched[2], matched[3]
    last = year - year % 10 ** len(digits) + int(digits)
    found: Readings = {}
    if sign == "/" and last == year + 1 and year <= _LAST_JULIAN_YEAR:
        found[f"[{year:04d},{last:04d}]"] = "if the year began in March"
        if len(digits) == 1:
            return dict.fromkeys(found, "")
    if last > year:
        found[f"{year:04d}/{last:04d}"] = "for the years"
    if 1 <= int(digits) <= 12:
        found[f"{year:04d}-{int(digits):02d}"] = "for the month"
    return found if len(found) > 1 else dict.fromkeys(found, "")


_LAST_JULIAN_YEAR = 1752


def by_count(said: str) -> Readings:
    """A day by its week or its number in the year (ISO 8601-1, 5.2.3 and 5.2.4)."""
    if matched := re.fullmatch(r"([0-9]{4})-?w([0-9]{2})(?:-?([1-7]))?", said):
        year, week, day = (int(each or 0) for each in matched.groups())
        try:
            first, last = (date.fromisocalendar(year, week, each) for each in (day or 1, day or 7))
        except ValueError:
            return {}
        return {f"{first}" if first == last else f"{first}/{last}": ""}
    if matched := re.fullmatch(r"([0-9]{4})-([0-9]{3})", said):
        year, number = map(int, matched.groups())
        if number:
            day_number = number_of(year, 1, 1) + number - 1
            found, month, day = parts_of(day_number)
            return {f"{year:04d}-{month:02d}-{day:02d}": ""} if found == year else {}
    return {}


def with_zeros(said: str) -> Readings:
    """A date with zeros for unknown parts, or a day as Wikidata writes it.

    Years before Christ are numbered in two ways there: -0044 may be 44 BC or 45 BC.
    """
    matched = re.fullmatch(r"([+-]?)0*([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?:t00:00:00z)?", said)
    if not matched or said.startswith("-0000"):
        return {}
    sign, year, *parts = matched.groups()
    rest = "".join(f"-{part}" for part in parts if part and part != "00")
    if parts[0] == "00" and rest:
        return {}
    if sign == "-":
        earlier, later = int(year), int(year) - 1
        return {
            f"{year_text(-later)}{rest}": f"for {earlier} BC (Wikidata counts so)",
            f"{year_text(-earlier)}{rest}": f"for {earlier + 1} BC",
        }
    return {f"{year}{rest}": ""}


def loose(said: str) -> Readings:
    """A decade or a century."""
    said = said.removeprefix("the ")
    if matched := re.fullmatch(r"([0-9]{2})00'?s", said):
        return {f"{matched[1]}0X": "for the decade", f"{matched[1]}XX": "for the century"}
    if matched := re.fullmatch(r"([0-9]{3})(?:0'?s|\?|-\??)", said):
        return {f"{matched[1]}X": ""}
    if matched := re.fullmatch(r"([0-9]{2})(?:\?\?|--\??)", said):
        return {f"{matched[1]}XX": ""}
    century = re.fullmatch(
        r"([0-9]{1,2})(?:st|nd|rd|th)[- ](?:century|cent\.?|c\.?)(?: (b\.?c\.?(?:e\.?)?|ad|ce))?",
        said,
    )
    if century and int(century[1]) > 1:
        sign = "-" if (century[2] or "").startswith("b") else ""
        return {f"{sign}{int(century[1]) - 1:02d}XX": ""}
    return {}


def by_year(said: str) -> Readings:
    """A year of three digits, which may be a decade to ISO 8601, or a fiscal year."""
    if re.fullmatch(r"[0-9]{3}", said):
        if said <= _LAST_DECADE:
            return {f"0{said}": "for the year", f"{said}X": "for the decade"}
        return {f"0{said}": ""}
    if matched := re.fullmatch(r"(?:fy|fiscal year) ?'?([0-9]{4})", said):
        year = int(matched[1])
        return {
            f"{year - 1:04d}-10/{year:04d}-09": "for that of the United States",
            f"{year:04d}-04/{year + 1:04d}-03": "for that of Japan",
        }
    return {}


_LAST_DECADE = "209"


def by_signs(said: str) -> Readings:
    """EDTF with spaces, in small letters, or with the signs of its drafts: 196u, y17e7."""
    return dict.fromkeys(_other_signs(said.upper().replace(" ", "")), "")


def _other_signs(text: str) -> Iterator[str]:
    if re.fullmatch(r"[0-9]{4}-(?:2[5-9]|3[0-9]|4[01])", text):
        return  # with its spaces it was no season, but a row of years
    yield text
    yield text.replace("-0000", "0000")
    yield re.sub(r"[U_]", "X", text)
    yield re.sub(r"\?\?(?=-|\Z)", "XX", text)
    yield re.sub(r"Y(-?[0-9]{1,4})", r"\1", text)


FORMS = (by_count, in_digits, short_end, with_zeros, loose, by_year)
"""The families of forms without words, in the order in which they are tried."""


# ------------------------------------------------------------------------- years and weekdays


def with_years_of_edtf(said: str) -> str:
    """A text with its years before and after Christ as EDTF numbers them, year 0 being 1 BC."""
    said = re.sub(rf"\b([0-9]{{1,4}})(?= ?(?:-|/|to|and) ?[0-9]{{1,4}} ?{_BC})", r"\1 bc", said)
    said = re.sub(rf"\b([0-9]{{1,4}}) ?{_BC}", _before_christ, said)
    return re.sub(rf"\b{_AD} ?([0-9]{{1,4}})\b|\b([0-9]{{1,4}}) ?(?:{_AD}|{_CE})", _ad, said)


_BC = r"b\.? ?c\.?(?: ?e\.?)?(?![a-z])"
_AD = r"a\.? ?d\.?(?![a-z])"
_CE = r"c\. ?e\.(?![a-z])|ce(?![a-z])"


def _before_christ(matched: re.Match[str]) -> str:
    return year_text(1 - int(matched[1])) if int(matched[1]) else matched[0]


def _ad(matched: re.Match[str]) -> str:
    return f"{matched[1] or matched[2]:0>4}"


def without_weekday(said: str) -> tuple[str, int | None]:
    """A text without the English weekday at its start, and the number of that, Monday being 0."""
    matched = _WEEKDAY.match(said)
    if not matched:
        return said, None
    return said[matched.end() :], _WEEKDAYS.index(matched[1][:3])


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?,? "
)


def falls_on(text: str, weekday: int) -> bool:
    """False if a text is one day and another day of the week."""
    day = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    return day is None or weekday_of(number_of(*map(int, day.groups()))) == weekday


def date_text(year: str, month: int, day: str | None) -> str:
    """A date in EDTF, from its parts in digits."""
    return "-".join([year, f"{month:02d}", *([f"{day:0>2}"] if day else [])])


def _of_two_digits(year: str, month: int, day: str | None) -> Readings:
    """A date of this century or of the last one."""
    return {
        date_text(f"20{year}", month, day): "if the year is of this century",
        date_text(f"19{year}", month, day): "if it is of the last",
    }


# ------------------------------------------------------------------------------ months

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
    text = (files("chronology.dates") / "months.txt").read_text("utf-8")
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
