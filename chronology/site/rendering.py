"""The templates of the pages, and all that they can call.

A citation says as of which day the record is, and no day of access: who cites adds that.

The address of the form for corrections is a template,
`https://tracker.example/new?title={title}&body={body}`, or a `mailto:` address with `subject` and
`body`; its gaps are `{id}`, `{address}` (of the page), `{title}` and `{body}`. Each is
percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from chronology.dates.words import date_in_words, span_in_words, time_in_words
from chronology.drawing import chart
from chronology.events import Chronology, Event, Source, bounds_in_words
from chronology.model.scalars import is_web_address
from chronology.passages import independent
from chronology.site import queries, readings, words
from chronology.site.page import REGISTERS
from chronology.site.readings import statement_in_words
from chronology.site.words import CORRECTIONS, plain

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


# ------------------------------------------------------------------------------ corrections

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
    for mistake in CORRECTIONS.values():
        gaps = {
            "id": event.id,
            "address": address or "",
            "title": plain("correction title", what=mistake, title=event.title),
            "body": end.join(_body(event, address, mistake)),
        }
        parts = _GAP.split(template)
        filled = (quote(gaps[name], safe="") for name in parts[1::2])
        yield mistake, "".join(chain(*zip_longest(parts[::2], filled, fillvalue="")))


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


# ------------------------------------------------------------------------------ templates


class UnusableTemplateError(ValueError):
    """A template that cannot be used; the message says which and why."""


def rendered(template: str, folder: Path | None, language: str | None, /, **context: Any) -> str:
    """The HTML that a template makes, one of the folder's own if it has one of this name.

    `language` is the chronology's, with which templates mark its own words (`own`).

    Raises UnusableTemplateError where that is no template, or asks for what is not there.
    """
    try:
        return _environment(folder, _own(folder), language).get_template(template).render(context)
    except TemplateSyntaxError as error:
        place = f"line {error.lineno} of {error.name}"
        raise UnusableTemplateError(f"{place}: {error.message}") from error
    except (TemplateError, UnicodeDecodeError) as error:
        raise UnusableTemplateError(f"{template}: {error}") from error
    except Exception as error:
        if folder is None:  # then it is no mistake of the site's maker
            raise
        raise UnusableTemplateError(f"{template}: {type(error).__name__}: {error}") from error


def _independent(sources: Iterable[Source]) -> int:
    return independent((each.id, each) for each in sources)


def _own(folder: Path | None) -> frozenset[str]:
    return frozenset(each.name for each in folder.iterdir()) if folder else frozenset()


@cache
def _environment(folder: Path | None, own: frozenset[str], language: str | None) -> Environment:
    """The templates, in which every value is escaped and a missing one is an error.

    Jinja sees a template change; that the folder has its `own` of a name since, it would not.
    """
    ours = PackageLoader("chronology.site")
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder), ours]) if folder and own else ours,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "bibtex": bibtex,
        "chart": chart,
        "corrections": corrections,
        "count": words.count,
        "crowded": queries.crowded,
        "disagreements": readings.disagreements,
        "drawing": queries.drawing,
        "encounters": queries.encounters,
        "evidence": readings.evidence,
        "filter_marks": queries.marks,
        "filters": queries.filters,
        "field_in_words": readings.field_in_words,
        "how_read": readings.how_read,
        "independent": _independent,
        "is_web_address": is_web_address,
        "link_words": words.LINKS,
        "machine_readable": queries.machine_readable,
        "marked": words.marked,
        "months": queries.months,
        "numbers": readings.numbers,
        "own": words.marked(language),
        "other_reading": readings.other_reading,
        "participation": readings.participation,
        "ranges": readings.ranges,
        "registry_names": REGISTERS,
        "roles": queries.roles,
        "say": words.say,
        "sentence": sentence,
        "sides": queries.sides,
        "sources_of": readings.sources_of,
        "statement_in_words": statement_in_words,
    }
    environment.filters |= {
        "bounds": bounds_in_words,
        "country": words.country,
        "date": date_in_words,
        "language": words.language,
        "span": span_in_words,
        "time": time_in_words,
        "word": words.word,
    }
    return environment
