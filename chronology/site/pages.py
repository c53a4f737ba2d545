"""All pages of a chronology, from the timeline to the last source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from chronology import model
from chronology.events import Chronology, Kind, Party, Person, Place, Source, Topic
from chronology.site import atlas
from chronology.site.files import MachineFile
from chronology.site.page import (
    CHANGES,
    DATA,
    DISAGREEMENTS,
    HOME,
    REGISTERS,
    Page,
    Settings,
    Subject,
    path_of,
)
from chronology.site.queries import Registers, years
from chronology.site.rendering import render
from chronology.site.words import Language
from chronology.vocabulary import Group

Registered: TypeAlias = Person | Party | Place | Topic | Kind | Source

_NOT_FACTS = frozenset({"id", "decisions", "citations", "extra"})
"""The fields of an event that say nothing about it."""


def pages(
    chronology: Chronology,
    settings: Settings,
    *,
    files: Sequence[MachineFile] = (),
    checked: Collection[str] = (),
) -> Iterator[Page]:
    """The home page, one page an event, and the registers with a page for each of their subjects.

    Those of `files` that have a name are offered on the page about the data; `checked` are the ids
    of the sources whose full texts the passages were looked up in. Raises UnusableTemplateError
    where a template of the site's own cannot be used.
    """
    site = _Pages(chronology, Registers(chronology), settings, frozenset(checked))
    yield from site.timeline()
    say = settings.language.say
    yield site.page(DISAGREEMENTS, say("disagreements"), "disagreements")
    yield site.data([each for each in files if each.name])
    if settings.changes:
        by_version = groupby(settings.changes, attrgetter("version"))
        versions = [(name, list(points)) for name, points in by_version]
        yield site.page(CHANGES, say("changes"), "changes", versions=versions)
    events = [None, *chronology, None]
    for before, event, after in zip(events, chronology, events[2:], strict=False):
        yield site.subject(event, event.title, before=before, after=after)
    for folder in REGISTERS:
        yield from site.register(folder)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a chronology, by what they are about."""

    chronology: Chronology
    registers: Registers
    settings: Settings
    checked: frozenset[str]

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        """The page that a template makes."""
        html = render(
            f"{template}.html",
            self.settings,
            self.chronology.record.language,
            **context,
            address=self.settings.address_of(path),
            checked=self.checked,
            chronology=self.chronology,
            links=self.settings.links(path),
            path=path,
            registers=self.registers,
            title=title,
        )
        return Page.of(path, title, html, self.settings.language.tag)

    def timeline(self) -> Iterator[Page]:
        """The home page, and those of the years among which its events are spread if too many."""
        language = self.settings.language
        spread = years(language, self.chronology)
        title = self.chronology.title or language.say("untitled")
        yield self.page(HOME, title, "home", years=spread)
        around = [None, *spread, None]
        for before, year, after in zip(around, spread, around[2:], strict=False):
            yield self.page(year.path, year.title, "year", before=before, year=year, after=after)

    def data(self, downloads: list[MachineFile]) -> Page:
        """The page about the data: files to download, and the use of each field of an event."""
        language, record = self.settings.language, self.chronology.record
        used = Counter(name for event in record.events for name in event.model_fields_set)
        names = [name for name in model.Event.model_fields if name not in _NOT_FACTS]
        fields = [(name, language.meanings[name], used[name]) for name in names]
        citations = [each for event in self.chronology for each in event.citations]
        passages = sum(each.passage is not None for each in citations)
        context = {"downloads": downloads, "fields": fields, "passages": passages}
        return self.page(DATA, language.say("data"), "data", **context)

    def subject(self, subject: Subject, title: str, **context: Any) -> Page:
        """The page of one event, person, place, topic or source, from the template of its sort."""
        template = type(subject).__name__.lower()
        return self.page(path_of(subject), title, template, subject=subject, **context)

    def register(self, folder: str) -> Iterator[Page]:
        """The index of a registry's subjects, each group in alphabetical order, and their pages."""
        language = self.settings.language
        subjects: list[Registered] = list(getattr(self.chronology, folder).values())
        subjects.sort(key=lambda each: _order(language, each))
        by_group = groupby(subjects, lambda each: _group(language, each)[1])
        index = f"{folder}/{HOME}"
        yield self.page(
            index,
            language.say(folder),
            "register",
            folder=folder,
            groups=[(name, list(group)) for name, group in by_group],
            map=self._map(subjects, index),
            name_of=_name,
        )
        names = Counter(map(_name, subjects))
        for each in subjects:
            title = _name(each)
            if names[title] > 1:
                title = language.say("told apart", name=title, id=each.id)
            yield self.subject(each, title, map=self._map([each], path_of(each)))

    def _map(self, subjects: list[Registered], path: str) -> str | None:
        """The map on a page of those that are places; where most happened is named first."""
        places = [each for each in subjects if isinstance(each, Place)]
        places.sort(key=lambda each: -len(self.registers.events(each)))
        return atlas.draw(places, self.settings.links(path))


def _name(subject: Registered) -> str:
    return subject.label if isinstance(subject, Topic | Kind) else subject.name


def _group(language: Language, subject: Registered) -> tuple[int, str]:
    """The heading of a subject in an index: a person's party, or a kind's group; and its rank.

    Groups of kinds have their own order; who or what belongs to none comes last.
    """
    if isinstance(subject, Person):
        return (0, subject.party.name) if subject.party else (1, language.say("no party"))
    if isinstance(subject, Kind):
        group = subject.group
        if group is None:
            return len(Group), language.say("no group")
        return list(Group).index(group), language.word(group)
    return 0, ""


def _order(language: Language, subject: Registered) -> tuple[int, str, str, str, str, str]:
    """Alphabetical order within the groups, of sources by their publishers."""
    rank, group = _group(language, subject)
    name = _name(subject)
    first = subject.publisher if isinstance(subject, Source) else None
    return rank, group.casefold(), group, (first or name).casefold(), name.casefold(), subject.id
