"""What an editor who wrote a date in another way probably meant.

Only what is evident is offered, and only what reads as a date: every suggestion is tried first.
"""

import re
from collections.abc import Callable, Iterator

__all__ = ["MONTHS", "cure", "only_reading"]

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

_LONGEST = 80
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? "
_NONE = {"?", "-", "n/a", "na", "none", "no date", "tba", "tbc", "tbd", "undated", "unknown"}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_NUMBERS |= {"spr": 21, "sum": 22, "aut": 23, "fal": 23, "win": 24}
_NUMBERS |= {"q1": 33, "q2": 34, "q3": 35, "q4": 36}
_MONTH_NAME = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_PART_NAME = rf"({_MONTH_NAME}|spring|summer|autumn|fall|winter|q[1-4])\.?"
_IN_WORDS = (
    # 27 February 2025; 27th of Feb. 2025; February 2025
    (rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_PART_NAME},? (\d{{4}})", (3, 2, 1)),
    # February 27, 2025
    (rf"{_PART_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", (3, 1, 2)),
    # 2025 February 27
    (rf"(\d{{4}})[ -]{_PART_NAME}(?: (\d{{1,2}}))?", (1, 2, 3)),
    # 27.02.2025: with points the day stands first
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", (3, 2, 1)),
    # 2025-2-3, 2025/02/27, 2025.02.27, 20250227, 2025/04
    (r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", (1, 2, 3)),
    (r"(\d{4})(\d{2})(\d{2})", (1, 2, 3)),
    # 02/2025
    (r"(\d{1,2})[-/.](\d{4})()", (2, 1, 3)),
    # 2025-27-02, where the month cannot be the 27th
    (r"(\d{4})-(\d{2})-(\d{2})", (1, 3, 2)),
)
_REWRITTEN = (
    # Old drafts of EDTF and other hands: 196u, 196x, y17e7, 2025-02-27t09:50:00z, 1984/open
    (r"(.*)/(?:open|present|now|ongoing)", r"\1/.."),
    (r"(.*)/unknown", r"\1/"),
    (r"open/(.*)", r"../\1"),
    (r"unknown/(.*)", r"/\1"),
    (r"Y(-?\d{1,4})", r"\1"),
    # 1960s
    (r"(\d{3})0s", r"\1X"),
    # What a source gives without seconds goes beside the date: the stamp asks for more than that
    (r"(.+:\d\d)[.,]\d+(Z|[+-]\d\d(?::?\d\d)?)?", r"\1\2"),
    (r"(.+T\d\d:\d\d:\d\d[+-]\d\d)(\d\d)", r"\1:\2"),
    # Two dates and a word or a dash between them
    (r"(\d{4}(?:-\d\d){0,2})-(\d{4}(?:-\d\d){0,2})", r"\1/\2"),
    (r"(?:from )?(\S+) (?:-|to|until|till) (\S+)", r"\1/\2"),
    (r"between (\S+) and (\S+)", r"[\1..\2]"),
    (r"since (\S+)", r"\1/.."),
    (r"before (\S+)", r"[..\1]"),
    (r"after (\S+)", r"[\1..]"),
    # 2025-02-27/28
    (r"(\d{4}-\d\d-)(\d\d)[/-](\d\d)", r"\1\2/\1\3"),
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_CERTAIN = (
    # 2025-2-3, 2025/02/27, 2025.02.27, 20250227
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", (1, 3, 4)),
    (r"(\d{4})(\d{2})(\d{2})", (1, 2, 3)),
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
_ABOUT = r"(?:circa|about|around|approximately|approx\.?|ca\.?|c\.?|~) ?(.+)"
_PERHAPS = r"(?:perhaps|possibly|probably|maybe|\?) ?(.+)|(.+?) ?\(\?\)"
_EITHER_ORDER = r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})"
_BEFORE_OUR_ERA = r"(\d{1,4}) ?(?:BC|BCE|B\.C\.)"
_WITHOUT_SECONDS = r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?:Z|[+-]\d\d(?::?\d\d)?)?"

Reader = Callable[[str], object]


def cure(text: str, read: Reader) -> str | None:
    """What to write instead of a text that is no date, if that is evident.

    Args:
        text: What was written.
        read: Reads a date, or raises ValueError: nothing is offered that it refuses.
    """
    if len(text) > _LONGEST:
        return None
    said = " ".join(text.strip().strip("\"'").translate(_DASHES).split())
    said = re.sub(_WEEKDAY, "", said, count=1, flags=re.IGNORECASE)
    if said.lower() in _NONE:
        return "leave the date out: what is not known is not written"
    timed = re.fullmatch(_WITHOUT_SECONDS, said, re.ASCII)
    if timed and _reads(timed[1], read):
        return f"write {timed[1]}, and the time {timed[2]} beside it as `time`"
    ordered = re.fullmatch(_EITHER_ORDER, said, re.ASCII)
    if ordered:
        return _either_order(ordered, read)
    found = next((meant for meant in _meanings(said) if _reads(meant, read)), None)
    return None if found is None else f"write {found}"


def only_reading(text: str, read: Reader) -> str | None:
    """The date that a text means to everyone, in EDTF; None if it may mean two or is vague.

    Fewer texts than `cure` has a hint for: what is written without asking must be certain.

    Args:
        text: What was written.
        read: Reads a date, or raises ValueError.
    """
    said = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return None
    meant = {_BETWEEN_SIGNS.sub(r"\1", said.upper())}
    for pattern, order in _CERTAIN:
        matched = re.fullmatch(pattern, said.translate(_DASHES), re.IGNORECASE | re.ASCII)
        if matched:
            meant.add(_numbered(*(matched[group] for group in order)))
    readings = [each for each in meant if _reads(each, read)]
    return readings[0] if len(readings) == 1 else None


def _either_order(matched: re.Match[str], read: Reader) -> str | None:
    """The hint for two short numbers and a year: the month may stand first or second."""
    one, _, other, year = matched.groups()
    orders = {f"{year}-{one:0>2}-{other:0>2}": None, f"{year}-{other:0>2}-{one:0>2}": None}
    possible = [order for order in orders if _reads(order, read)]
    doubt = ": which number is the day cannot be told" if len(possible) > 1 else ""
    return f"write {' or '.join(possible)}{doubt}" if possible else None


def _meanings(said: str) -> Iterator[str]:
    """What a text may mean, the likeliest first."""
    about = re.fullmatch(_ABOUT, said, re.IGNORECASE)
    perhaps = re.fullmatch(_PERHAPS, said, re.IGNORECASE)
    if about:
        yield from (f"{meant}~" for meant in (about[1], *_other_forms(about[1])))
    if perhaps:
        rest = perhaps[1] or perhaps[2]
        yield from (f"{meant}?" for meant in (rest, *_other_forms(rest)))
    yield from _other_forms(said)


def _other_forms(said: str) -> Iterator[str]:
    """The same date in the forms in which others write dates."""
    for pattern, order in _IN_WORDS:
        matched = re.fullmatch(pattern, said, re.IGNORECASE | re.ASCII)
        if matched:
            yield _numbered(*(matched[group] for group in order))
    before = re.fullmatch(_BEFORE_OUR_ERA, said, re.IGNORECASE | re.ASCII)
    if before:
        yield f"{1 - int(before[1]):05d}" if int(before[1]) > 1 else "0000"
    yield said
    yield said.replace(" ", "")
    yield said.replace("-0000", "0000")
    upper = said.upper().replace(" ", "")
    yield upper
    yield re.sub(r"[U_]", "X", upper)
    yield re.sub(r"-\?\?", "-XX", upper)
    for pattern, form in _REWRITTEN:
        matched = re.fullmatch(pattern, said, re.IGNORECASE | re.ASCII)
        if matched:
            yield matched.expand(form)


def _numbered(year: str, month: str, day: str | None) -> str:
    """A date in digits, from a month's number or name."""
    number = month if month.isdigit() else str(_NUMBERS[month[:3].lower()])
    return "-".join([year, f"{number:0>2}", *([f"{day:0>2}"] if day else [])])


def _reads(text: str, read: Reader) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
