"""Paths into an event, as `supports`, `differs` and `decisions` write them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate

from chronology.diagnostics import Path
from chronology.model.record import Citation, Event, Outcome, Participation, When

_NOT_CITABLE = frozenset({"id", "citations", "decisions", "extra"})

FIELDS = tuple(name for name in Event.model_fields if name not in _NOT_CITABLE)
"""The fields of an event that a passage can tell about."""

_KEYED: dict[str, tuple[str, ...]] = {
    "participants": tuple(Participation.model_fields),
    "outcomes": tuple(Outcome.model_fields),
    "notes": (),
}


def paths_of(event: Event) -> list[str]:
    """The paths of all that an event says: `place`, `participants`, `participants.coulter`.

    A field that has no value has no path.
    """
    paths, given = [], event.model_fields_set
    for name in FIELDS:
        if name not in given or not (value := getattr(event, name)):
            continue
        paths.append(name)
        for key in value if name in _KEYED else ():
            paths.append(f"{name}.{key}")
            inner = (each for each in _KEYED[name] if getattr(value[key], each))
            paths += [f"{name}.{key}.{each}" for each in inner]
    return paths


def possible(event: Event, named: Collection[str]) -> set[str]:
    """Which paths are such that sources may differ: also fields, and their parts, without a value.

    Few events have any to ask about.
    """
    if not named:
        return set()
    inner = (
        f"{name}.{key}.{each}"
        for name, parts in _KEYED.items()
        for key in getattr(event, name)
        for each in parts
    )
    return {*paths_of(event), *FIELDS, *inner}.intersection(named)


def whens(event: Event) -> Iterator[tuple[Path, Citation, When]]:
    """What citations say about the time of an event, each with where it stands in the event."""
    for source, citations in event.citations.items():
        for number, citation in enumerate(citations):
            for index, when in enumerate(citation.when):
                yield ("citations", source, number, "when", index), citation, when


@lru_cache(maxsize=4096)
def covering(path: str) -> frozenset[str]:
    """The paths that cover a path: its own, and those of all that it lies in.

    >>> sorted(covering("participants.coulter"))
    ['participants', 'participants.coulter']
    """
    return frozenset(accumulate(path.split("."), lambda outer, step: f"{outer}.{step}"))


def touches(path: str, other: str) -> bool:
    """Whether two paths are the same, or one leads into the other.

    >>> touches("participants.coulter", "participants"), touches("time", "timezone")
    (True, False)
    """
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")
