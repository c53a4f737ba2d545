"""All pages of a chronology, from the timeline to the last source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from chronology.chronology import Chronology, Person, Place, Source, Topic, bounds_in_words
from chronology.evidence import independent
from chronology.site import readings, registers, timeline, words
from chronology.site.links import (
    DISAGREEMENTS,
    HOME,
    Links,
    Subject,
    index_of,
    is_web_address,
    path_of,
)
from chronology.site.page import Page
from chronology.site.registers import Registers
from chronology.site.statements import statement_in_words
from chronology.wording import date_in_words, span_in_words, time_in_words

Registered: TypeAlias = Person | Place | Topic | Source


def pages(
    chronology: Chronology, *, use_directory_urls: bool, checked: Collection[str] = ()
) -> Iterator[Page]:
    """The home page, one page an event, and the registers with a page for each of their subjects.

    `use_directory_urls` is MkDocs' setting, on which the links between the pages depend; `checked`
    are the ids of the sources whose full texts the passages were looked up in.
    """
    site = _Site(chronology, Registers(chronology), use_directory_urls, frozenset(checked))
    yield site.page(HOME, chronology.title or words.say("untitled"), "home")
    yield site.page(DISAGREEMENTS, words.say("disagreements"), "disagreements")
    events = [None, *chronology, None]
    for before, event, after in zip(events, chronology, events[2:], strict=False):
        yield site.subject(event, event.title, "event", before=before, after=after)
    yield from site.register("people", "person", chronology.people.values())
    yield from site.register("places", "place", chronology.places.values())
    yield from site.register("topics", "topic", chronology.topics.values())
    yield from site.register("sources", "source", chronology.sources.values())


@dataclass(frozen=True, slots=True)
class _Site:
    """What every page needs to know of the whole."""

    chronology: Chronology
    registers: Registers
    use_directory_urls: bool
    checked: frozenset[str]

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        """The page that a template makes."""
        whole = {
            "chronology": self.chronology,
            "registers": self.registers,
            "checked": self.checked,
            "title": title,
        }
        links = Links(path, self.use_directory_urls)
        html = _templates().get_template(f"{template}.html").render(context, **whole, links=links)
        return Page.of(path, title, html)

    def subject(self, subject: Subject, title: str, template: str, **context: Any) -> Page:
        """The page of one event, person, place, topic or source."""
        return self.page(path_of(subject), title, template, subject=subject, **context)

    def register(
        self, folder: str, template: str, subjects: Iterable[Registered]
    ) -> Iterator[Page]:
        """The index of some subjects, each group in alphabetical order, and their pages."""
        in_order = sorted(subjects, key=_order)
        groups = [(name, list(group)) for name, group in groupby(in_order, _group)]
        title = words.say(folder)
        yield self.page(index_of(folder), title, "register", folder=folder, groups=groups)
        for each in in_order:
            yield self.subject(each, _name(each), template)


def _independent(sources: Iterable[Source]) -> int:
    return independent((each.id, each.wire) for each in sources)


def _name(subject: Registered) -> str:
    return subject.label if isinstance(subject, Topic) else subject.name


def _group(subject: Registered) -> str:
    """The heading under which an index has somebody: their party; nothing else has headings."""
    if not isinstance(subject, Person):
        return ""
    return subject.party.name if subject.party else words.say("no party")


def _order(subject: Registered) -> tuple[bool, str, str, str, str, str]:
    """Alphabetical order, of sources by their publishers; people of no party come last."""
    publisher = subject.publisher if isinstance(subject, Source) else None
    group, name = _group(subject), _name(subject)
    alone = isinstance(subject, Person) and subject.party is None
    first = (publisher or name).casefold()
    return alone, group.casefold(), group, first, name.casefold(), subject.id


@cache
def _templates() -> Environment:
    """The templates, in which every value is escaped and a missing one is an error."""
    environment = Environment(
        loader=PackageLoader("chronology.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "count": words.count,
        "disagreements": readings.disagreements,
        "evidence": readings.evidence,
        "field_in_words": readings.field_in_words,
        "how_read": readings.how_read,
        "independent": _independent,
        "is_web_address": is_web_address,
        "link_words": words.LINKS,
        "machine_readable": timeline.machine_readable,
        "months": timeline.months,
        "numbers": readings.numbers,
        "other_reading": readings.other_reading,
        "participation": readings.participation,
        "say": words.say,
        "sides": registers.sides,
        "sources_of": readings.sources_of,
        "statement_in_words": statement_in_words,
    }
    environment.filters |= {
        "bounds": bounds_in_words,
        "date": date_in_words,
        "language": words.language,
        "span": span_in_words,
        "time": time_in_words,
        "word": words.word,
    }
    return environment
