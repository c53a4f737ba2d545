"""The changes to a record, read from its changelog, and as an Atom feed (RFC 4287).

The changelog has the form of Keep a Changelog: a heading for each version, with its day, or for
what is not yet released; headings for the sorts of changes; and lists. The changes to the record
are those under a heading *Record*, or all of them where a changelog has no such heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as calendar_date
from xml.etree import ElementTree as ET

from chronology.dates import Date
from chronology.events import Chronology
from chronology.formats.moments import last_day
from chronology.formats.names import urn
from chronology.site.words import Language
from chronology.text import one_line, shorten

_VERSION = re.compile(r"## +\[?(?P<name>[^\]\s]+)\]?(?P<rest>.*)")
_SECTION = re.compile(r"### +(?P<name>.+?) *#*")
_POINT = re.compile(r"(?P<indent> *)[-*+] +(?P<text>.+)")
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"`|\*\*|__")
_RECORD = "record"
_DEEPEST = 1
"""By how many spaces a point may be indented; what is deeper belongs to the one above."""


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
        """The day as a date in EDTF, which can be put into words."""
        day = self.day
        return None if day is None else Date(day.year, day.month, day.day)


def read_changes(changelog: str) -> tuple[Change, ...]:
    """The changes to the record, in the order of the changelog, whose newest come first."""
    found = list(_points(changelog))
    has_record = any(section == _RECORD for section, _ in found)
    return tuple(change for section, change in found if section == _RECORD or not has_record)


def _points(changelog: str) -> Iterator[tuple[str, Change]]:
    """Each point of the changelog's lists, with the heading above it in small letters.

    Of its Markdown only the words stay: links by their texts, no marks.
    """
    version, day, section = "", None, ""
    point: list[str] = []
    for line in [*changelog.splitlines(), "## end"]:
        heading, subheading, item = (
            pattern.fullmatch(line) for pattern in (_VERSION, _SECTION, _POINT)
        )
        begins = item is not None and len(item["indent"]) <= _DEEPEST
        if point and (heading or subheading or begins or not line.strip()):
            text = _MARKS.sub("", _LINK.sub(r"\1", " ".join(point)))
            yield section, Change(version, day, one_line(text))
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


# ------------------------------------------------------------------------------ the feed

_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST_TITLE = 100
# What XML 1.0 cannot hold, even as a character reference (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    language: Language,
    chronology: Chronology,
    changes: Iterable[Change],
    address: str | None = None,
    page: str | None = None,
) -> str | None:
    """The feed, newest first as in the changelog; None where no change has a day.

    What is not released has the day as of which the chronology is. `address` and `page` are the
    absolute addresses of the feed and of the page with the changes; its ids need neither.
    """
    as_of = last_day(chronology.as_of)
    days = [(change, change.day or as_of) for change in changes]
    dated = [(day, change) for change, day in days if day is not None]
    if not dated:
        return None
    root = ET.Element("feed", xmlns=_ATOM)
    title = chronology.title or language.say("untitled")
    _add(root, "id", urn(chronology, "changes"))
    _add(root, "title", language.say("changes of", title=title))
    _add(root, "updated", f"{max(day for day, _ in dated)}T00:00:00Z")
    _add(ET.SubElement(root, "author"), "name", title)
    _link(root, "self", address)
    _link(root, "alternate", page)
    seen = Counter[str]()
    for day, change in dated:
        seen[change.text] += 1
        entry = ET.SubElement(root, "entry")
        # Neither the version nor its day is part of the id: what was unreleased will have others.
        _add(entry, "id", urn(chronology, "change", change.text, str(seen[change.text])))
        _add(entry, "title", shorten(change.text, _LONGEST_TITLE))
        _add(entry, "updated", f"{day}T00:00:00Z")
        _link(entry, "alternate", page)
        _add(entry, "content", change.text)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: ET.Element, relation: str, address: str | None) -> None:
    if address is not None:
        ET.SubElement(parent, "link", rel=relation, href=address)
