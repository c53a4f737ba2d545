"""The templates of the pages, and all that they can call."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from chronology.chronology import Source, bounds_in_words
from chronology.drawing import chart
from chronology.model.scalars import is_web_address
from chronology.site import (
    citing,
    correcting,
    filters,
    languages,
    people,
    readings,
    registers,
    timeline,
    words,
)
from chronology.site.links import REGISTERS
from chronology.site.statements import statement_in_words
from chronology.voices import independent
from chronology.wording import date_in_words, span_in_words, time_in_words


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
        "bibtex": citing.bibtex,
        "chart": chart,
        "corrections": correcting.corrections,
        "count": words.count,
        "crowded": people.crowded,
        "disagreements": readings.disagreements,
        "drawing": timeline.drawing,
        "encounters": people.encounters,
        "evidence": readings.evidence,
        "filter_marks": filters.marks,
        "filters": filters.filters,
        "field_in_words": readings.field_in_words,
        "how_read": readings.how_read,
        "independent": _independent,
        "is_web_address": is_web_address,
        "link_words": words.LINKS,
        "machine_readable": timeline.machine_readable,
        "marked": languages.marked,
        "months": timeline.months,
        "numbers": readings.numbers,
        "own": languages.marked(language),
        "other_reading": readings.other_reading,
        "participation": readings.participation,
        "ranges": readings.ranges,
        "registry_names": REGISTERS,
        "roles": people.roles,
        "say": words.say,
        "sentence": citing.sentence,
        "sides": registers.sides,
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
