"""All pages of a chronology, from the timeline to the last source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from chronology import model
from chronology.events import Chronology, Kind, Party, Person, Place, Source, Topic
from chronology.site import atlas
from chronology.site.page import (
    CHANGES,
    DATA,
    DISAGREEMENTS,
    HOME,
    REGISTERS,
    Links,
    Page,
    Settings,
    Subject,
    index_of,
    path_of,
)
from chronology.site.queries import Registers, years
from chronology.site.rendering import rendered
from chronology.site.words import Language
from chronology.vocabulary import Group

Registered: TypeAlias = Person | Party | Place | Topic | Kind | Source

_TEMPLATES = ("person", "party", "place", "topic", "kind", "source")
"""The templates of single subjects, in the order of their registers."""

_NOT_FACTS = frozenset({"id", "decisions", "citations", "extra"})
"""The fields of an event that say nothing about it."""


def pages(
    chronology: Chronology,
    *,
    use_directory_urls: bool,
    checked: Collection[str] = (),
    settings: Settings | None = None,
) -> Iterator[Page]:
    """The home page, one page an event, and the registers with a page for each of their subjects.

    `use_directory_urls` is MkDocs' setting, on which the links between the pages depend; `checked`
    are the ids of the sources whose full texts the passages were looked up in. Raises
    UnusableTemplateError where a template of the site's own cannot be used.
    """
    known = frozenset(checked)
    decided = settings or Settings()
    site = _Site(chronology, Registers(chronology), use_directory_urls, known, decided)
    say = decided.language.say
    yield from site.timeline()
    yield site.page(DISAGREEMENTS, say("disagreements"), "disagreements")
    yield site.page(DATA, say("data"), "data", **_contents(chronology, decided.language))
    if decided.changes:
        by_version = groupby(decided.changes, attrgetter("version"))
        versions = [(name, list(points)) for name, points in by_version]
        yield site.page(CHANGES, say("changes"), "changes", versions=versions)
    events = [None, *chronology, None]
    for before, event, after in zip(events, chronology, events[2:], strict=False):
        yield site.subject(event, event.title, "event", before=before, after=after)
    for folder, template in zip(REGISTERS, _TEMPLATES, strict=True):
        yield from site.register(folder, template)


@dataclass(frozen=True, slots=True)
class _Site:
    """What every page needs to know of the whole."""

    chronology: Chronology
    registers: Registers
    use_directory_urls: bool
    checked: frozenset[str]
    settings: Settings

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        """The page that a template makes."""
        links = Links(path, self.use_directory_urls)
        address, language = self.settings.address, self.settings.language
        html = rendered(
            f"{template}.html",
            self.settings.templates,
            language,
            self.chronology.record.language,
            **context,
            address=links.below(address) if address else None,
            checked=self.checked,
            chronology=self.chronology,
            links=links,
            path=path,
            registers=self.registers,
            settings=self.settings,
            title=title,
        )
        return Page.of(path, title, html, language.tag)

    def timeline(self) -> Iterator[Page]:
        """The home page, and those of the years among which its events are spread if too many."""
        language = self.settings.language
        spread = years(language, self.chronology)
        title = self.chronology.title or language.say("untitled")
        yield self.page(HOME, title, "home", years=spread)
        around = [None, *spread, None]
        for before, year, after in zip(around, spread, around[2:], strict=False):
            context = {"before": before, "year": year, "after": after}
            yield self.page(year.path, year.title, "year", **context)

    def subject(self, subject: Subject, title: str, template: str, **context: Any) -> Page:
        """The page of one event, person, place, topic or source."""
        return self.page(path_of(subject), title, template, subject=subject, **context)

    def register(self, folder: str, template: str) -> Iterator[Page]:
        """The index of a registry's subjects, each group in alphabetical order, and their pages."""
        subjects: Iterable[Registered] = getattr(self.chronology, folder).values()
        language = self.settings.language
        group_of = partial(_group, language)
        in_order = sorted(subjects, key=partial(_order, language))
        groups = [(name, list(group)) for name, group in groupby(in_order, group_of)]
        links = Links(index_of(folder), self.use_directory_urls)
        yield self.page(
            index_of(folder),
            language.say(folder),
            "register",
            folder=folder,
            groups=groups,
            map=self._map(in_order, links),
            name_of=_name,
        )
        names = Counter(map(_name, in_order))
        for each in in_order:
            links, title = Links(path_of(each), self.use_directory_urls), _name(each)
            if names[title] > 1:
                title = language.say("told apart", name=title, id=each.id)
            yield self.subject(each, title, template, map=self._map([each], links))

    def _map(self, subjects: Iterable[Registered], links: Links) -> str | None:
        """The map of those that are places; where most happened is named first."""
        places = [each for each in subjects if isinstance(each, Place)]
        places.sort(key=lambda each: -len(self.registers.events(each)))
        return atlas.drawn(places, links)


def _contents(chronology: Chronology, language: Language) -> dict[str, Any]:
    """What the page about the data counts."""
    return {
        "fields": list(_fields(chronology, language.meanings)),
        "passages": sum(
            citation.passage is not None for event in chronology for citation in event.citations
        ),
    }


def _fields(chronology: Chronology, meanings: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Each field of events that says something, its meaning, and how many events have it."""
    for name in model.Event.model_fields:
        if name not in _NOT_FACTS:
            having = sum(name in event.model_fields_set for event in chronology.record.events)
            yield name, meanings[name], having


def _name(subject: Registered) -> str:
    return subject.label if isinstance(subject, Topic | Kind) else subject.name


def _group(language: Language, subject: Registered) -> str:
    """The heading under which an index has somebody: a person's party, or a kind's group."""
    if isinstance(subject, Person):
        return subject.party.name if subject.party else language.say("no party")
    if isinstance(subject, Kind):
        return language.word(subject.group) if subject.group else language.say("no group")
    return ""


def _order(language: Language, subject: Registered) -> tuple[int, str, str, str, str, str]:
    """Alphabetical order, of sources by their publishers; people of no party come last."""
    publisher = subject.publisher if isinstance(subject, Source) else None
    group, name = _group(language, subject), _name(subject)
    first = (publisher or name).casefold()
    return _rank(subject), group.casefold(), group, first, name.casefold(), subject.id


def _rank(subject: Registered) -> int:
    """What comes first whatever it is called: the groups of kinds in their order, the rest last."""
    if isinstance(subject, Kind):
        return list(Group).index(subject.group) if subject.group else len(Group)
    return int(isinstance(subject, Person) and subject.party is None)
