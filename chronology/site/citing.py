"""How an event's page is cited: as a sentence, and as an entry for BibTeX.

A citation says as of which day the record is, and no day of access: who cites adds that.
"""

from __future__ import annotations

from collections.abc import Iterator

from chronology.chronology import Chronology, Event
from chronology.site.words import plain
from chronology.wording import date_in_words

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)


def sentence(event: Event, chronology: Chronology, address: str | None) -> str:
    """The citation of an event's page, for a footnote or a list of references."""
    date = date_in_words(event.date) if event.date else plain("undated")
    named = plain("cited event", title=event.title, date=date)
    parts = [named, _whole(chronology), plain("cited id", id=event.id), address]
    return " ".join(filter(None, parts))


def bibtex(event: Event, chronology: Chronology, address: str | None) -> str:
    """The entry of an event's page in a BibTeX file, under the event's id; a line a field."""
    day = chronology.as_of.latest if chronology.as_of else None
    date = f" ({date_in_words(event.date)})" if event.date else ""
    fields = {
        "title": f"{{{_escaped(event.title + date)}}}",
        "howpublished": _escaped(_whole(chronology)),
        "year": str(day.year) if day is not None else "",
        "note": _escaped(plain("cited id", id=event.id)),
        "url": _escaped(address or ""),
    }
    return ",\n".join([f"@misc{{{event.id}", *_fields(fields)]) + "\n}"


def _fields(fields: dict[str, str]) -> Iterator[str]:
    yield from (f"  {name} = {{{text}}}" for name, text in fields.items() if text)


def _whole(chronology: Chronology) -> str:
    """The chronology that the event stands in, with its day."""
    title = chronology.title or plain("untitled")
    if chronology.as_of is None:
        return plain("cited whole", title=title)
    return plain("cited whole as of", title=title, date=date_in_words(chronology.as_of))


def _escaped(text: str) -> str:
    """A text in which TeX finds no command."""
    return " ".join(text.split()).translate(_BIBTEX)
