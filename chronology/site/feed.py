"""The changes of a record as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as ET

from chronology.chronology import Chronology
from chronology.exporters.identity import urn
from chronology.exporters.moments import last_day
from chronology.site.changes import Change
from chronology.site.words import plain

_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST_TITLE = 100
# What XML 1.0 cannot hold, even as a character reference (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    chronology: Chronology,
    changes: Iterable[Change],
    address: str | None = None,
    page: str | None = None,
) -> str | None:
    """The feed, newest first as in the changelog; None where no change has a day.

    What is not released has the day as of which the chronology is. `address` and `page` are the
    absolute addresses of the feed and of the page with the changes; its ids need neither.
    """
    dated = list(_dated(chronology, changes))
    if not dated:
        return None
    root = ET.Element("feed", xmlns=_ATOM)
    title = chronology.title or plain("untitled")
    _add(root, "id", urn(chronology, "changes"))
    _add(root, "title", plain("changes of", title=title))
    _add(root, "updated", _midnight(max(day for day, _ in dated)))
    _add(ET.SubElement(root, "author"), "name", title)
    _link(root, "self", address)
    _link(root, "alternate", page)
    seen = Counter[str]()
    for day, change in dated:
        seen[change.text] += 1
        entry = ET.SubElement(root, "entry")
        # Neither the version nor its day is part of the id: what was unreleased will have others.
        _add(entry, "id", urn(chronology, "change", change.text, str(seen[change.text])))
        _add(entry, "title", textwrap.shorten(change.text, _LONGEST_TITLE, placeholder=" …"))
        _add(entry, "updated", _midnight(day))
        _link(entry, "alternate", page)
        _add(entry, "content", change.text)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _dated(chronology: Chronology, changes: Iterable[Change]) -> Iterator[tuple[date, Change]]:
    as_of = last_day(chronology.as_of)
    for change in changes:
        if (day := change.day or as_of) is not None:
            yield day, change


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: ET.Element, relation: str, address: str | None) -> None:
    if address is not None:
        ET.SubElement(parent, "link", rel=relation, href=address)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
