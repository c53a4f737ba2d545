"""The templates of the pages, and all that they can call.

A citation says as of which day the record is, and no day of access: who cites adds that.

The address of the form for corrections is a template,
`https://tracker.example/new?title={title}&body={body}`, or a `mailto:` address with `subject` and
`body`; its gaps are `{id}`, `{address}` (of the page), `{title}` and `{body}`. Each is
percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from chronology.drawing import chart
from chronology.events import Chronology, Event
from chronology.events.facts import facts
from chronology.model.scalars import is_web_address
from chronology.passages import independent
from chronology.site import queries, readings
from chronology.site.page import REGISTERS, Settings
from chronology.site.words import Language, marked
from chronology.text import one_line, shorten

_BIBTEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&#%_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def sentence(language: Language, event: Event, chronology: Chronology, address: str | None) -> str:
    """The citation of an event's page, for a footnote or a list of references."""
    date = language.dates.date(event.date) if event.date else language.say("undated")
    named = language.say("cited event", title=event.title, date=date)
    parts = [named, _whole(language, chronology), language.say("cited id", id=event.id), address]
    return " ".join(filter(None, parts))


def bibtex(language: Language, event: Event, chronology: Chronology, address: str | None) -> str:
    """The entry of an event's page in a BibTeX file, under the event's id; a line a field."""
    day = chronology.as_of.latest if chronology.as_of else None
    date = f" ({language.dates.date(event.date)})" if event.date else ""
    fields = {
        "title": f"{{{_escape(event.title + date)}}}",
        "howpublished": _escape(_whole(language, chronology)),
        "year": str(day.year) if day is not None else "",
        "note": _escape(language.say("cited id", id=event.id)),
        "url": _escape(address or ""),
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return ",\n".join([f"@misc{{{event.id}", *lines]) + "\n}"


def _whole(language: Language, chronology: Chronology) -> str:
    """The chronology as a citation names it, with its day."""
    title = chronology.title or language.say("untitled")
    if chronology.as_of is None:
        return language.say("cited whole", title=title)
    date = language.dates.date(chronology.as_of)
    return language.say("cited whole as of", title=title, date=date)


def _escape(text: str) -> str:
    """A text in which TeX finds no command."""
    return one_line(text).translate(_BIBTEX)


# ------------------------------------------------------------------------------ corrections

GAPS = ("address", "body", "id", "title")
"""The gaps that a template may have."""

_GAP = re.compile(r"\{(\w*)\}")
_STATEMENT = 600
"""The letters of an event's own words in a link, at most: browsers and hosts bound addresses."""


def find_fault(template: str) -> str | None:
    """The fault of the address of a form, in words for its author; None if it has none."""
    if not template.lower().startswith(("http://", "https://", "mailto:")):
        return "it begins with none of https:, http: and mailto:"
    if re.search(r"[\s<>\"]", template):
        return "it has a space, a quotation mark or an angle bracket in it"
    unknown = [f"{{{gap}}}" for gap in _GAP.findall(template) if gap not in GAPS]
    known = ", ".join(f"{{{gap}}}" for gap in GAPS)
    return f"it has {unknown[0]}, and what can be filled in is {known}" if unknown else None


def corrections(
    language: Language, template: str, event: Event, address: str | None
) -> Iterator[tuple[str, str]]:
    """The links of an event's page, one a sort of mistake: its words, and the form's address."""
    end = "\r\n" if template.lower().startswith("mailto:") else "\n"  # RFC 6068, section 5
    for mistake in language.mistakes.values():
        gaps = {
            "id": event.id,
            "address": address or "",
            "title": language.say("correction title", what=mistake, title=event.title),
            "body": end.join(_body(language, event, address, mistake)),
        }
        form = template
        for gap, text in gaps.items():
            form = form.replace(f"{{{gap}}}", quote(text, safe=""))
        yield mistake, form


def _body(language: Language, event: Event, address: str | None, words: str) -> Iterator[str]:
    """The lines of the form: what the page says, and room for what it should say."""
    say = language.say
    date = language.dates.date(event.date) if event.date else say("undated")
    statement = " ".join(filter(None, [f"{event.title}.", f"{date}.", event.summary]))
    yield say("correction event", id=event.id)
    if address:
        yield say("correction page", address=address)
    yield say("correction what", what=words)
    yield say("correction statement", text=shorten(statement, _STATEMENT))
    yield from ("", say("correction wanted"), "", "", say("correction source"), "", "")


# ------------------------------------------------------------------------------ templates


class UnusableTemplateError(ValueError):
    """A template that cannot be used; the message says which and why."""


def render(template: str, settings: Settings, own: str | None, /, **context: Any) -> str:
    """The HTML that a template makes, one of the site's own if it has one of this name.

    `own` is the language of the chronology, with which templates mark its words.

    Raises UnusableTemplateError where that is no template, or asks for what is not there.
    """
    folder = settings.templates
    try:
        names = frozenset(each.name for each in folder.iterdir()) if folder else frozenset()
        environment = _environment(folder, names, settings.language, own)
        return environment.get_template(template).render(context, settings=settings)
    except jinja2.TemplateSyntaxError as error:
        place = f"line {error.lineno} of {error.name}"
        raise UnusableTemplateError(f"{place}: {error.message}") from error
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise UnusableTemplateError(f"{template}: {error}") from error
    except Exception as error:
        if folder is None:  # then it is no mistake of the site's maker
            raise
        raise UnusableTemplateError(f"{template}: {type(error).__name__}: {error}") from error


@cache
def _environment(
    folder: Path | None, names: frozenset[str], language: Language, own: str | None
) -> jinja2.Environment:
    """The templates, in which every value is escaped and a missing one is an error.

    Jinja notices when a template changes, but not when the folder gets a new one: hence `names`.
    """
    first = [jinja2.FileSystemLoader(folder)] if folder and names else []
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*first, jinja2.PackageLoader("chronology.site")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    in_language = (
        *(bibtex, corrections, sentence),
        *(readings.disagreements, readings.field_in_words, readings.other_reading),
        *(readings.participation, readings.statement_in_words, queries.months),
    )
    in_none = (
        *(readings.evidence, readings.how_read, readings.numbers, readings.ranges),
        *(readings.sources_of, queries.has_crowd, queries.drawing, queries.encounters),
        *(queries.filters, queries.machine_readable, queries.sides, is_web_address, marked),
    )
    environment.globals |= {each.__name__: partial(each, language) for each in in_language}
    environment.globals |= {each.__name__: each for each in in_none}
    environment.globals |= {
        "chart": partial(chart, words=language.drawings),
        "count": language.count,
        "english": marked("en") if language.tag != "en" else "",
        "facts": partial(facts, words=language.dates, label=language.word),
        "filter_marks": queries.marks,
        "independent": lambda sources: independent((each.id, each) for each in sources),
        "link_words": language.links,
        "our": marked(language.tag),
        "own": marked(own),
        "registry_names": REGISTERS,
        "say": language.html,
    }
    environment.filters |= {
        "bounds": lambda bounds: language.dates.days(bounds.earliest, bounds.latest),
        "country": language.country,
        "date": language.dates.date,
        "language": language.language,
        "span": language.dates.span,
        "time": language.dates.time,
        "word": language.word,
    }
    return environment
