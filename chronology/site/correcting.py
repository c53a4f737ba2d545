"""The links by which readers report a mistake: a form elsewhere, filled in as far as it can be.

The form's address is a template, `https://tracker.example/new?title={title}&body={body}`, or a
`mailto:` address with `subject` and `body`; its gaps are `{id}`, `{address}` (of the page),
`{title}` and `{body}`. Each is percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from textwrap import shorten
from urllib.parse import quote

from chronology.chronology import Event
from chronology.site.words import CORRECTIONS, plain
from chronology.wording import date_in_words

GAPS = ("address", "body", "id", "title")
"""What a template may leave to be filled in."""

_GAP = re.compile(r"\{(\w*)\}")
_STATEMENT = 600
"""How many letters of an event's own words a link carries: browsers and hosts bound addresses."""


def is_wrong(template: str) -> str | None:
    """What is wrong with the address of a form, in words for its author; None where nothing is."""
    if not template.lower().startswith(("http://", "https://", "mailto:")):
        return "it begins with none of https:, http: and mailto:"
    if re.search(r"[\s<>\"]", template):
        return "it has a space, a quotation mark or an angle bracket in it"
    unknown = [f"{{{gap}}}" for gap in _GAP.findall(template) if gap not in GAPS]
    known = ", ".join(f"{{{gap}}}" for gap in GAPS)
    return f"it has {unknown[0]}, and what can be filled in is {known}" if unknown else None


def corrections(template: str, event: Event, address: str | None) -> Iterator[tuple[str, str]]:
    """The links of an event's page, one a sort of mistake: its words, and the form's address."""
    end = "\r\n" if template.lower().startswith("mailto:") else "\n"  # RFC 6068, section 5
    for words in CORRECTIONS.values():
        gaps = {
            "id": event.id,
            "address": address or "",
            "title": plain("correction title", what=words, title=event.title),
            "body": end.join(_body(event, address, words)),
        }
        parts = _GAP.split(template)
        filled = (quote(gaps[name], safe="") for name in parts[1::2])
        yield words, "".join(chain(*zip_longest(parts[::2], filled, fillvalue="")))


def _body(event: Event, address: str | None, words: str) -> Iterator[str]:
    """The lines of the form: what the page says, and room for what it should say."""
    date = date_in_words(event.date) if event.date else plain("undated")
    statement = " ".join(filter(None, [f"{event.title}.", f"{date}.", event.summary]))
    yield plain("correction event", id=event.id)
    if address:
        yield plain("correction page", address=address)
    yield plain("correction what", what=words)
    yield plain("correction statement", text=shorten(statement, _STATEMENT, placeholder=" …"))
    yield from ("", plain("correction wanted"), "", "", plain("correction source"), "", "")
