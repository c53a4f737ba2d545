"""Rules about ids and paths: what is named must exist, once, and what exists must be named."""

from __future__ import annotations

from collections.abc import Container, Iterator

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.edtf import EdtfError, hint_of_date, parse
from chronology.guesses import Words, did_you_mean, meant
from chronology.letters import in_ascii
from chronology.model import CALENDAR_FACTS, EVENT_LINKS, REGISTRIES, RELATIONS, Event
from chronology.model.paths import Touching, paths_of, possible, whens
from chronology.shape import Shaped

_SINGLE = {"kind": "kinds", "place": "places", **dict.fromkeys(EVENT_LINKS, "events")}
_SEVERAL = {"topics": "topics", "excluded_topics": "topics", "parties": "parties"}
_ONE = {
    "sources": "source",
    "parties": "party",
    "people": "person",
    "places": "place",
    "kinds": "kind",
    "topics": "topic",
    "events": "event",
}


@rule("duplicate-id", Severity.ERROR)
def duplicate_id(shaped: Shaped) -> Iterator[Finding]:
    """Two events have the same id, or a person and a party have.

    An id names one thing, for good. Whoever cites or links it must always mean the same one.
    """
    seen: dict[str, Path] = {}
    for path, event in shaped.events():
        where = (*path, "id")
        if shaped.is_broken(where):
            continue
        if event.id in seen:
            message = f"the id '{event.id}' is taken by another event"
            first = ((seen[event.id], "the id stands here first"),)
            yield Finding(where, message, "give this one an id of its own", related=first)
        seen.setdefault(event.id, where)
    for name in shaped.record.people.keys() & shaped.record.parties.keys():
        message = f"the id '{name}' is that of a party, too"
        hint = "participants are named by id, so people and parties need different ones"
        yield Finding(("people", name), message, hint, at_key=True)


@rule("dangling-reference", Severity.ERROR)
def dangling_reference(shaped: Shaped) -> Iterator[Finding]:
    """An id is used that stands for nothing.

    Every place, person, kind, topic and source that an event names has an entry in the file's
    registries, and every event that another one names is in the list.
    """
    for path, event in shaped.events():
        for where, registries, name, at_key in _references(event):
            if not shaped.knows(registries, name):
                yield _dangling(shaped, path + where, registries, name, at_key=at_key)
        yield from _dangling_times(shaped, path, event)
    for name, person in shaped.record.people.items():
        if person.party is not None and not shaped.knows(("parties",), person.party):
            yield _dangling(shaped, ("people", name, "party"), ("parties",), person.party)
    for number, name in enumerate(shaped.record.highlights):
        if not shaped.knows(("events",), name):
            yield _dangling(shaped, ("highlights", number), ("events",), name)


_Reference = tuple[Path, tuple[str, ...], str, bool]
"""A use of an id: where, in which registries it belongs, the id, and whether it is a key there."""


def _references(event: Event) -> Iterator[_Reference]:
    """Every id that an event names."""
    for field, registry in _SINGLE.items():
        if (name := getattr(event, field)) is not None:
            yield (field,), (registry,), name, False
    for field, registry in _SEVERAL.items():
        for number, name in enumerate(getattr(event, field)):
            yield (field, number), (registry,), name, False
    for name in event.participants:
        yield ("participants", name), ("people", "parties"), name, True
    for key, outcome in event.outcomes.items():
        if outcome.event is not None:
            yield ("outcomes", key, "event"), ("events",), outcome.event, False
    for name in event.citations:
        yield ("citations", name), ("sources",), name, True


def _dangling(
    shaped: Shaped, path: Path, registries: tuple[str, ...], name: str, *, at_key: bool = False
) -> Finding:
    what = " or ".join(_ONE[registry] for registry in registries)
    nearest = shaped.nearest(registries, name)
    hint = f"add it to `{registries[0]}`"
    if nearest:
        hint = meant(nearest, f"take it out, or {hint}")
    return Finding(path, f"no {what} has the id '{name}'", hint, at_key)


def _dangling_times(shaped: Shaped, path: Path, event: Event) -> Iterator[Finding]:
    """The targets of `when` that are neither an event nor a date."""
    for where, _, when in whens(event):
        for field in (*RELATIONS, *CALENDAR_FACTS[1:]):
            target = getattr(when, field)
            if target is None or shaped.knows(("events",), target) or _is_date(target):
                continue
            if in_ascii(target) is not None:
                continue  # it has a rule of its own, `look_alike`
            message = f"'{target}' is neither the id of an event nor a date (EDTF)"
            yield Finding((*path, *where, field), message, _hint_of(shaped, target))


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def _hint_of(shaped: Shaped, target: str) -> str:
    if nearest := shaped.nearest(("events",), target):
        return meant(nearest)
    date = hint_of_date(target, shaped.record.language)
    return date or "name an event of this file, or write a date in EDTF"


@rule("dangling-path", Severity.ERROR)
def dangling_path(shaped: Shaped) -> Iterator[Finding]:
    """A `supports`, `differs` or `decisions` names a field that the event does not have.

    Evidence points at fields by path: `place`, `participants.coulter.role`, `outcomes.follow-up`.
    A field that has no value cannot be supported; another reading of it can be recorded.
    """
    for path, event in shaped.events():
        has = dict.fromkeys(paths_of(event))
        missing = list(_missing_paths(event, has))
        meant = Touching(_meant_participants(shaped, event) if missing else ())
        known = Words(has if missing else ())
        short = [each for each in has if each.count(".") < 2]
        more = ", ..." if len(short) > _MOST_PATHS else ""
        otherwise = f"the event has: {', '.join(short[:_MOST_PATHS])}{more}"
        for where, name, at_key in missing:
            if in_ascii(name) is not None or name in meant:
                continue  # the letters have a rule of their own, `look_alike`
            if not shaped.is_broken(path + tuple(name.split("."))):
                hint = did_you_mean(name, known, otherwise)
                yield Finding(path + where, f"the event has no `{name}`", hint, at_key)


_MOST_PATHS = 100
"""How many paths of an event a hint lists."""


def _meant_participants(shaped: Shaped, event: Event) -> list[str]:
    """The paths that misspelt participants would have if they were spelt right."""
    registries = ("people", "parties")
    return [
        f"participants.{shaped.nearest(registries, name)}"
        for name in event.participants
        if not shaped.knows(registries, name)
    ]


def _missing_paths(event: Event, has: Container[str]) -> Iterator[tuple[Path, str, bool]]:
    """The paths that an event's evidence names in vain; some are possible without a value."""
    for name in event.decisions.keys() - possible(event, event.decisions):
        yield ("decisions", name), name, True
    for source, citations in event.citations.items():
        for number, citation in enumerate(citations):
            where: Path = ("citations", source, number)
            if "supports" in citation.model_fields_set:
                for index, name in enumerate(citation.supports):
                    if name not in has:
                        yield (*where, "supports", index), name, False
            for name in citation.differs.keys() - possible(event, citation.differs):
                yield (*where, "differs", name), name, True


@rule("circular-reference", Severity.ERROR)
def circular_reference(shaped: Shaped) -> Iterator[Finding]:
    """An event is a part of itself, follows itself or came of itself, also through others."""
    for field in EVENT_LINKS:
        leads_to = {event.id: getattr(event, field) for event in shaped.record.events}
        in_a_circle = _circles(leads_to)
        for path, event in shaped.events():
            if circle := in_a_circle.pop(event.id, None):
                for name in circle:
                    in_a_circle.pop(name, None)
                start = circle.index(event.id)
                way = " -> ".join([*circle[start:], *circle[:start], event.id])
                yield Finding((*path, field), f"`{field}` leads back to the event: {way}")
    for path, event in shaped.events():
        for key, outcome in event.outcomes.items():
            if outcome.event == event.id:
                yield Finding((*path, "outcomes", key, "event"), "the event came of itself")


def _circles(leads_to: dict[str, str | None]) -> dict[str, list[str]]:
    """The ids that lie on a circle, each with the whole circle in its order."""
    circles: dict[str, list[str]] = {}
    done: set[str] = set()
    for first in leads_to:
        chain: dict[str, None] = {}
        name: str | None = first
        while name is not None and name not in done and name not in chain:
            chain[name] = None
            name = leads_to.get(name)
        if name in chain:
            way = list(chain)
            circle = way[way.index(name) :]
            circles |= dict.fromkeys(circle, circle)
        done.update(chain)
    return circles


@rule("unused-entry", Severity.WARNING)
def unused_entry(shaped: Shaped) -> Iterator[Finding]:
    """An entry of a registry that no event uses.

    Often the last event that used it was removed, or names it by another id.
    """
    used = {person.party for person in shaped.record.people.values()}
    meant: set[str | None] = set()
    for _, event in shaped.events():
        for _, registries, name, _ in _references(event):
            used.add(name)
            if not shaped.knows(registries, name):
                meant.add(shaped.nearest(registries, name))
    for registry in REGISTRIES:
        for name in getattr(shaped.record, registry):
            if name in used or name in meant or name in shaped.mentioned:
                continue
            if not _lost(shaped, registry):
                message = f"no event uses the {_ONE[registry]} '{name}'"
                yield Finding((registry, name), message, "take it out", at_key=True)


def _lost(shaped: Shaped, registry: str) -> bool:
    """Whether something is broken that may have used an entry of a registry."""
    if shaped.incomplete or (registry == "parties" and shaped.is_broken(("people",))):
        return True
    return shaped.broken.touch_events(*_FIELDS_OF[registry])


_FIELDS_OF = {
    "sources": ("citations",),
    "parties": ("participants", "parties"),
    "people": ("participants",),
    "places": ("place",),
    "kinds": ("kind",),
    "topics": ("topics", "excluded_topics"),
}
