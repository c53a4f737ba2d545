"""Rules about ids, paths, registries, lists: what is named exists, and what exists is named."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from ipaddress import ip_address
from itertools import chain
from typing import Any, TypeAlias

from chronology.characters import in_ascii
from chronology.dates import EdtfError, hint_of_date, parse
from chronology.findings import Finding, Path, Severity
from chronology.model import (
    EVENT_LINKS,
    REGISTRIES,
    Event,
    Part,
    Source,
    names_in,
)
from chronology.model.record import Touching, citations_of, paths_of, possible
from chronology.passages import addresses, comparable, split
from chronology.reading import Draft
from chronology.rules.rule import Known, rule, targets_of
from chronology.rules.time import certain_days, lead_of
from chronology.text import Words, did_you_mean, meant

_ONE = {name: part.__name__.lower() for name, part in (REGISTRIES | {"events": Event}).items()}
"""The English word for a thing in each registry."""


@rule("duplicate-id", Severity.ERROR)
def duplicate_id(draft: Draft) -> Iterator[Finding]:
    """Two events have the same id, or a person and a party have.

    An id names one thing, for good. Whoever cites or links it must always mean the same one.
    """
    seen: dict[str, Path] = {}
    for path, event in draft.events():
        where = (*path, "id")
        if draft.is_broken(where):
            continue
        if event.id in seen:
            message = f"the id '{event.id}' is taken by another event"
            first = ((seen[event.id], "the id stands here first"),)
            yield Finding(where, message, "give this one an id of its own", related=first)
        seen.setdefault(event.id, where)
    for name in draft.record.people.keys() & draft.record.parties.keys():
        message = f"the id '{name}' is that of a party, too"
        hint = "participants are named by id, so people and parties need different ones"
        yield Finding(("people", name), message, hint, at_key=True)


@rule("dangling-reference", Severity.ERROR)
def dangling_reference(draft: Draft, known: Known) -> Iterator[Finding]:
    """An id is used that stands for nothing.

    Every place, person, kind, topic and source that an event names has an entry in the file's
    registries, and every event that another one names is in the list.
    """
    people = ((("people", name), person) for name, person in draft.record.people.items())
    for path, part in chain(draft.events(), people, [((), draft.record)]):
        for where, registries, name, at_key in _references(part):
            if not known.has(registries, name):
                what = " or ".join(_ONE[registry] for registry in registries)
                hint = f"add it to `{registries[0]}`"
                if nearest := known.nearest(registries, name):
                    hint = meant(nearest, f"take it out, or {hint}")
                yield Finding(path + where, f"no {what} has the id '{name}'", hint, at_key)
        if isinstance(part, Event):
            yield from _dangling_times(draft, known, path, part)


_Reference = tuple[Path, tuple[str, ...], str, bool]
"""A use of an id: where, in which registries it belongs, the id, and whether it is a key there."""


def _references(part: Part) -> Iterator[_Reference]:
    """Every id that a part names; of an event also those of its outcomes."""
    for field, registries in names_in(type(part)).items():
        value = getattr(part, field)
        if isinstance(value, str):
            yield (field,), registries, value, False
        elif isinstance(value, dict):
            yield from (((field, name), registries, name, True) for name in value)
        elif value:
            yield from (
                ((field, number), registries, name, False) for number, name in enumerate(value)
            )
    if isinstance(part, Event):
        for key, outcome in part.outcomes.items():
            for where, registries, name, at_key in _references(outcome):
                yield ("outcomes", key, *where), registries, name, at_key


def _dangling_times(draft: Draft, known: Known, path: Path, event: Event) -> Iterator[Finding]:
    """The targets of `when` that are neither an event nor a date."""
    for where, target in targets_of(event):
        if known.has(("events",), target) or _is_date(target):
            continue
        if in_ascii(target) is not None:
            continue  # it has a rule of its own, `look_alike`
        message = f"'{target}' is neither the id of an event nor a date (EDTF)"
        nearest = known.nearest(("events",), target)
        hint = meant(nearest) if nearest else hint_of_date(target, draft.record.language)
        otherwise = "name an event of this file, or write a date in EDTF"
        yield Finding((*path, *where), message, hint or otherwise)


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


@rule("dangling-path", Severity.ERROR)
def dangling_path(draft: Draft, known: Known) -> Iterator[Finding]:
    """A `supports`, `differs` or `decisions` names a field that the event does not have.

    Evidence points at fields by path: `place`, `participants.coulter.role`, `outcomes.follow-up`.
    A field that has no value cannot be supported; another reading of it can be recorded.
    """
    for path, event in draft.events():
        has = dict.fromkeys(paths_of(event))
        missing = list(_missing_paths(event, has))
        if not missing:
            continue
        # The paths of a participant who is misspelt would be right if the name were.
        misspelt = (name for name in event.participants if not known.has(_PARTICIPANTS, name))
        nearest = (known.nearest(_PARTICIPANTS, name) for name in misspelt)
        meant, words = Touching(f"participants.{name}" for name in nearest), Words(has)
        short = [each for each in has if each.count(".") < 2]
        more = ", ..." if len(short) > _MOST_PATHS else ""
        otherwise = f"the event has: {', '.join(short[:_MOST_PATHS])}{more}"
        for where, name, at_key in missing:
            if in_ascii(name) is not None or name in meant:
                continue  # the letters have a rule of their own, `look_alike`
            if not draft.is_broken(path + tuple(name.split("."))):
                hint = did_you_mean(name, words, otherwise)
                yield Finding(path + where, f"the event has no `{name}`", hint, at_key)


_MOST_PATHS = 100
"""The most paths of an event that a hint lists."""

_PARTICIPANTS = names_in(Event)["participants"]


def _missing_paths(event: Event, has: Container[str]) -> Iterator[tuple[Path, str, bool]]:
    """The paths that an event's evidence names in vain; some are possible without a value."""
    for name in event.decisions.keys() - possible(event, event.decisions):
        yield ("decisions", name), name, True
    for where, _, citation in citations_of(event):
        if "supports" in citation.model_fields_set:
            for index, name in enumerate(citation.supports):
                if name not in has:
                    yield (*where, "supports", index), name, False
        for name in citation.differs.keys() - possible(event, citation.differs):
            yield (*where, "differs", name), name, True


@rule("circular-reference", Severity.ERROR)
def circular_reference(draft: Draft) -> Iterator[Finding]:
    """An event is a part of itself, follows itself or came of itself, also through others."""
    for field in EVENT_LINKS:
        leads_to = {event.id: getattr(event, field) for event in draft.record.events}
        in_a_circle = {name: circle for circle in _circles(leads_to) for name in circle}
        for path, event in draft.events():
            if circle := in_a_circle.pop(event.id, None):
                for name in circle:
                    in_a_circle.pop(name, None)
                start = circle.index(event.id)
                way = " -> ".join([*circle[start:], *circle[:start], event.id])
                yield Finding((*path, field), f"`{field}` leads back to the event: {way}")
    for path, event in draft.events():
        for key, outcome in event.outcomes.items():
            if outcome.event == event.id:
                yield Finding((*path, "outcomes", key, "event"), "the event came of itself")


def _circles(leads_to: dict[str, str | None]) -> Iterator[list[str]]:
    """The circles in which ids lead to one another, each from any of its ids on."""
    done: set[str] = set()
    for first in leads_to:
        way: list[str] = []
        name: str | None = first
        while name is not None and name not in done:
            done.add(name)
            way.append(name)
            name = leads_to.get(name)
        if name in way:
            yield way[way.index(name) :]


@rule("unused-entry", Severity.WARNING)
def unused_entry(draft: Draft, known: Known) -> Iterator[Finding]:
    """An entry of a registry that no event uses.

    Often the last event that used it was removed, or names it by another id.
    """
    used = {person.party for person in draft.record.people.values()}
    meant: set[str | None] = set()
    for _, event in draft.events():
        for _, registries, name, _ in _references(event):
            used.add(name)
            if not known.has(registries, name):
                meant.add(known.nearest(registries, name))
    fields = names_in(Event).items()
    for registry in REGISTRIES:
        # What is broken may have used an entry.
        if draft.incomplete or (registry == "parties" and draft.is_broken(("people",))):
            continue
        if draft.broken.touch_events(*(field for field, of in fields if registry in of)):
            continue
        for name in getattr(draft.record, registry):
            if name in used or name in meant or name in draft.mentioned:
                continue
            message = f"no event uses the {_ONE[registry]} '{name}'"
            yield Finding((registry, name), message, "take it out", at_key=True)


# ------------------------------------------------------------------------------ registries

_IDENTIFIERS = {"wikidata": "the Wikidata item", "geonames": "the GeoNames id"}


@rule("entered-twice", Severity.WARNING)
def entered_twice(draft: Draft) -> Iterator[Finding]:
    """Two entries of a registry have the same address or the same identifier.

    They may be one source, person, party or place that was entered twice, and counts twice: an
    event would seem to rest on two sources. Among a source's addresses are those of its archived
    copy and of its other copies. Or an address or identifier was copied from the entry before.
    """
    for registry in ("sources", "parties", "people", "places"):
        seen: dict[tuple[str, object], Path] = {}
        for name, entry in getattr(draft.record, registry).items():
            others = set[object]()
            for where, mark, what in _marks(entry):
                path = (registry, name, *where)
                first = seen.setdefault(mark, path)
                if first[1] == name or first[1] in others:
                    continue
                others.add(first[1])
                message = f"this is {what} of '{first[1]}', too"
                hint = "make one entry of the two, or correct this one"
                yield Finding(path, message, hint, related=((first, "it stands here first"),))


def _marks(entry: Any) -> Iterator[tuple[Path, tuple[str, object], str]]:
    """The marks that no other entry of the registry may have: path, form for comparison, name."""
    if isinstance(entry, Source):
        for where, address in addresses(entry):
            yield where, ("address", comparable(address)), "an address"
        return
    for field, what in _IDENTIFIERS.items():
        if (value := getattr(entry, field, None)) is not None:
            yield (field,), (field, value), what


@rule("local-address", Severity.WARNING)
def local_address(draft: Draft) -> Iterator[Finding]:
    """An address that only one machine or one network knows.

    A host without a dot (`localhost`, `intranet`), one under `.local`, `.localhost`, `.internal`,
    `.lan` and their like, and a private IP address lead readers elsewhere to nothing, or to
    something else.
    """
    for name, source in draft.record.sources.items():
        for where, address in addresses(source):
            if _is_local(host := split(address)[0]):
                message = f"'{host}' is not a host that readers elsewhere can reach"
                hint = "give the address on the public web"
                yield Finding(("sources", name, *where), message, hint)


_SPECIAL = (
    *(".local", ".localhost", ".test", ".invalid", ".home.arpa"),
    *(".internal", ".lan", ".corp"),
)
"""Names kept for local use, by RFC 6761, 6762 and 8375; by ICANN (2024), and by habit."""


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host.removeprefix("[").removesuffix("]")).is_global
    except ValueError:
        return "." not in host or host.endswith(_SPECIAL)


@rule("read-before-published", Severity.WARNING)
def read_before_published(draft: Draft) -> Iterator[Finding]:
    """A source was read before it was published.

    One of the two dates is wrong, or `published` is that of a later edition. A day earlier is
    accepted: the reader's calendar may be a day behind that of the place of publication.
    """
    for name, source in draft.record.sources.items():
        _, read = certain_days(source.accessed)
        published, _ = certain_days(source.published)
        if read is None or published is None:
            continue
        if published - read > 1 + lead_of(source.published):
            message = f"the source was read {source.accessed}, and published {source.published}"
            yield Finding(("sources", name, "accessed"), message, "correct one of the two")


# ------------------------------------------------------------------------------ lists


@rule("listed-twice", Severity.WARNING)
def listed_twice(draft: Draft) -> Iterator[Finding]:
    """One thing stands twice in one list.

    An id, a name, a field or a statement; a passage that is cited twice of one source; an address
    of a source that is another of its addresses, too; a name that is among the other names. The
    second says nothing, or another was meant.
    """
    record = draft.record
    yield from _find_repeated_texts(("highlights",), record.highlights)
    for name, source in record.sources.items():
        path: Path = ("sources", name)
        yield from _find_repeated_texts((*path, "authors"), source.authors)
        own = [
            ((*path, *where), comparable(address), f"'{address}'")
            for where, address in addresses(source)
        ]
        yield from _find_repeated(own, "is an address of the source already")
    for registry in ("parties", "people", "places"):
        for name, entry in getattr(record, registry).items():
            path = (registry, name)
            names: list[_Thing] = [((*path, "name"), entry.name, "")]
            names += _things((*path, "other_names"), entry.other_names)
            yield from _find_repeated(names, "is one of the names already")
    for path, event in draft.events():
        for field in names_in(Event):
            if isinstance(ids := getattr(event, field), tuple):
                yield from _find_repeated_texts((*path, field), ids)
        yield from _find_repeated_citations(path, event)


def _find_repeated_citations(path: Path, event: Event) -> Iterator[Finding]:
    # Two citations of a source are one if they differ in nothing but what they support.
    passages = [
        (
            (*path, *where, "passage"),
            (source, each.passage, each.derived, each.when, tuple(each.differs.items())),
            "the passage",
        )
        for where, source, each in citations_of(event)
        if each.passage is not None
    ]
    yield from _find_repeated(passages, "is cited already", "make one citation of the two")
    for where, _, citation in citations_of(event):
        yield from _find_repeated_texts((*path, *where, "supports"), citation.supports)
        yield from _find_repeated(
            ((*path, *where, "when", number), when, "the statement")
            for number, when in enumerate(citation.when)
        )


_Thing: TypeAlias = tuple[Path, object, str]
"""A thing in a list: its path, how it is compared, and what it is called."""


def _find_repeated_texts(path: Path, texts: tuple[str, ...]) -> Iterator[Finding]:
    if len(set(texts)) < len(texts):  # most lists have none, and are soon done with
        yield from _find_repeated(_things(path, texts))


def _things(path: Path, texts: tuple[str, ...]) -> list[_Thing]:
    return [((*path, number), text, f"'{text}'") for number, text in enumerate(texts)]


def _find_repeated(
    things: Iterable[_Thing], already: str = "stands in the list already", hint: str = "take it out"
) -> Iterator[Finding]:
    """The findings of the things in a list that are in it before."""
    seen = set[object]()
    for path, thing, words in things:
        if thing in seen:
            yield Finding(path, f"{words} {already}", hint)
        seen.add(thing)
