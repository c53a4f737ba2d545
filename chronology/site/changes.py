"""What changed in a record, read from its changelog.

The changelog has the form of Keep a Changelog: a heading for each version, with its day, or for
what is not yet released; headings for the sorts of changes; and lists. The changes to the record
are those under a heading *Record*, or all of them where a changelog has no such heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as calendar_date

from chronology.edtf import Date

_VERSION = re.compile(r"## +\[?(?P<name>[^\]\s]+)\]?(?P<rest>.*)")
_SECTION = re.compile(r"### +(?P<name>.+?) *#*")
_POINT = re.compile(r"(?P<indent> *)[-*+] +(?P<text>.+)")
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"`|\*\*|__")
_RECORD = "record"
_DEEPEST = 1
"""By how many spaces a point may be indented; what stands deeper belongs to the one above."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the version that brought it, the version's day, and what changed, in words.

    The day is None for what is not released, or where the changelog gives none.
    """

    version: str
    day: calendar_date | None
    text: str

    @property
    def date(self) -> Date | None:
        """The day as a date in EDTF, which can be said in words."""
        day = self.day
        return None if day is None else Date(day.year, day.month, day.day)


def read_changes(changelog: str) -> tuple[Change, ...]:
    """The changes to the record, in the order of the changelog, whose newest come first."""
    found = list(_points(changelog))
    sections = {section for section, _ in found}
    return tuple(
        change for section, change in found if _RECORD not in sections or section == _RECORD
    )


def _points(changelog: str) -> Iterator[tuple[str, Change]]:
    """Each point of the changelog's lists, with the heading above it in small letters."""
    version, day, section = "", None, ""
    point: list[str] = []
    for line in [*changelog.splitlines(), "## end"]:
        heading, subheading, item = (
            pattern.fullmatch(line) for pattern in (_VERSION, _SECTION, _POINT)
        )
        begins = item is not None and len(item["indent"]) <= _DEEPEST
        if point and (heading or subheading or begins or not line.strip()):
            yield section, Change(version, day, _plain(" ".join(point)))
            point = []
        if heading:
            version, day, section = heading["name"], _day(heading["rest"]), ""
        elif subheading:
            section = subheading["name"].casefold()
        elif item and begins:
            point = [item["text"]]
        elif point:
            point.append(item["text"] if item else line.strip())


def _day(text: str) -> calendar_date | None:
    """The day in a heading; None where there is none, or none that is a day."""
    found = _DAY.search(text)
    try:
        return calendar_date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """The words of a line of Markdown: links by their texts, no marks."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())
