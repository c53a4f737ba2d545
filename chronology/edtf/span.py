"""Lengths of time: `6 days`, `90 minutes~`, `1..7 days`, `2 months..`, `..3 hours`, `4.5 hours`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from chronology.edtf.errors import EdtfError

__all__ = ["Span", "Unit", "parse_span"]


class Unit(StrEnum):
    """What lengths of time are counted in, shortest first."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_NUMBER = r"[0-9]{1,6}(?:\.5)?"
_AMOUNT = re.compile(rf"(?:(?P<lowest>{_NUMBER})?(?P<to>\.\.))?(?P<number>{_NUMBER})")
_UNIT = re.compile(rf"(?P<unit>{'|'.join(Unit)})s?(?P<behind>\.\.|~)?")

_LONGEST = 60
_COUNT = r"(\d+(?:\.5)?|[a-z]+)"
_OTHER_FORMS = (
    (
        rf"(?:about|around|approximately|approx\.?|circa|ca?\.?|some|~) ?{_COUNT} ?([a-z]+)",
        r"\1 \2~",
    ),
    (rf"(?:at least|>=) ?{_COUNT} ?([a-z]+)", r"\1 \2.."),
    (rf"(?:at most|up to|<=) ?{_COUNT} ?([a-z]+)", r"..\1 \2"),
    (rf"{_COUNT} ?(?:-|\u2013|/|\bto\b|\.\.) ?{_COUNT} ?([a-z]+)", r"\1..\2 \3"),
    (rf"{_COUNT} ?([a-z]+) ?(~|\.\.)?", r"\1 \2\3"),
    (r"P(\d+)([DWMY])", r"\1 \2"),
    (r"PT(\d+)([HM])", r"\1 T\2"),
)
_NAMES = {
    name: meant
    for meant, names in {
        "minutes": "min mins tm",
        "hours": "h hr hrs th",
        "days": "d",
        "weeks": "w wk wks",
        "months": "m mo",
        "years": "y yr yrs",
    }.items()
    for name in names.split()
} | {
    name: str(number)
    for number, names in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time from `lowest` to `highest` units, equal where it is known.

    None is no bound: at least, at most. Hours may come in halves, all else is whole. `about`
    where a known length is not exact.
    """

    lowest: float | None
    highest: float | None
    unit: Unit
    about: bool = False

    def __str__(self) -> str:
        low, high = _written(self.lowest), _written(self.highest)
        if self.highest is None:
            return f"{low} {self._units}.."
        number = low if low == high else f"{low}..{high}"
        return f"{number} {self._units}{'~' if self.about else ''}"

    @property
    def _units(self) -> str:
        counted = self.lowest if self.highest is None else self.highest
        return self.unit.value if counted == 1 else f"{self.unit.value}s"


def _written(number: float | None) -> str:
    return "" if number is None else f"{int(number)}{'.5' if number % 1 else ''}"


def parse_span(text: str) -> Span:
    """What a length of time means.

    >>> parse_span("1..7 days")
    Span(lowest=1, highest=7, unit=<Unit.DAY: 'day'>, about=False)

    Raises:
        EdtfError: `bad-span`: the text is not of this form, or its range runs backwards.
    """
    try:
        return _span(text)
    except EdtfError as error:
        hint = error.hint or _cure(text)
        raise EdtfError(text, error.offset, error.expected, "bad-span", hint) from None


def _span(text: str) -> Span:
    amount = _AMOUNT.match(text)
    if not amount:
        raise EdtfError(text, 0, "a number of at most six digits, as in '6 days'", "bad-span")
    position = amount.end()
    if not text.startswith(" ", position):
        raise EdtfError(text, position, "one space and a unit, as in '6 days'", "bad-span")
    counted = _UNIT.match(text, position + 1)
    if not counted:
        units = ", ".join(f"{unit}s" for unit in Unit)
        raise EdtfError(text, position + 1, f"a unit, one of {units}", "bad-span")
    if counted.end() < len(text) or (amount["to"] and counted["behind"]):
        end = counted.end() - len(counted["behind"] or "")
        expected = "the end" if amount["to"] else "the end, '~' or '..'"
        raise EdtfError(text, end, expected, "bad-span")
    return _measured(text, amount, Unit(counted["unit"]), counted["behind"])


def _measured(text: str, amount: re.Match[str], unit: Unit, behind: str | None) -> Span:
    """The length, if its numbers make sense."""
    for part in ("lowest", "number"):
        if unit is not Unit.HOUR and "." in (amount[part] or ""):
            expected = "a whole number: only hours have halves"
            raise EdtfError(text, amount.end(part) - len(".5"), expected, "bad-span")
    number = _value(amount["number"])
    if behind == "..":
        return Span(number, None, unit)
    if not amount["to"]:
        return Span(number, number, unit, about=behind == "~")
    if not amount["lowest"]:
        return Span(None, number, unit)
    lowest = _value(amount["lowest"])
    if number < lowest:
        hint = f"write {Span(number, lowest, unit)}"
        raise EdtfError(text, amount.start("number"), "a range that rises", "bad-span", hint)
    return Span(lowest, number, unit)


def _value(digits: str) -> float:
    return float(digits) if "." in digits else int(digits)


def _cure(text: str) -> str | None:
    """What to write instead, if that is evident and reads as a length of time."""
    said = " ".join(text[:_LONGEST].split()).replace("half an hour", "30 minutes")
    for pattern, form in _OTHER_FORMS:
        matched = re.fullmatch(pattern, said, re.IGNORECASE)
        if matched:
            written = re.sub(r"[A-Za-z]+", _plain_word, matched.expand(form))
            try:
                return f"write {_span(written)}"
            except EdtfError:
                continue
    return None


def _plain_word(matched: re.Match[str]) -> str:
    word = matched[0].lower()
    return _NAMES.get(word, word)
