"""Paths into an event, as `supports`, `differs` and `decisions` write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_PARTS = {name: {(part,) for part in parts} for name, parts in _KEYED.items()}


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


def possible(event: Event, named: Iterable[str]) -> set[str]:
    """Which paths are such that sources may differ: also fields, and their parts, without a value.

    They are looked at one by one: events may have thousands of participants, and of citations.
    """
    return {path for path in named if _is_possible(event, path)}


def _is_possible(event: Event, path: str) -> bool:
    field, *inner = path.split(".", _DEEPEST)
    if not inner or field not in _KEYED:
        return path in FIELDS
    key, *part = inner
    return key in getattr(event, field) and (not part or (*part,) in _PARTS[field])


_DEEPEST = 3
"""How many steps the longest path of a field has: `participants.coulter.role`."""


def whens(event: Event) -> Iterator[tuple[Path, Citation, When]]:
    """What citations say about the time of an event, each with where it stands in the event."""
    for source, citations in event.citations.items():
        for number, citation in enumerate(citations):
            for index, when in enumerate(citation.when):
                yield ("citations", source, number, "when", index), citation, when


@lru_cache(maxsize=4096)
def covering(path: str) -> frozenset[str]:
    """The paths that cover a path: its own, and those of all that it lies in.

    A path of more steps than any field has is covered by what its first steps lead to.

    >>> sorted(covering("participants.coulter"))
    ['participants', 'participants.coulter']
    """
    steps = path.split(".", _DEEPEST)[:_DEEPEST]
    return frozenset({path, *accumulate(steps, lambda outer, step: f"{outer}.{step}")})


def touches(path: str, other: str) -> bool:
    """Whether two paths are the same, or one leads into the other.

    >>> touches("participants.coulter", "participants"), touches("time", "timezone")
    (True, False)
    """
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")


class Touching:
    """Paths that are asked again and again whether any of them touches another.

    >>> "participants.coulter" in Touching(["participants", "date"])
    True
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Note the paths, and all that they lie in."""
        self._paths = frozenset(paths)
        self._around = frozenset[str]().union(*map(covering, self._paths))

    def __contains__(self, path: str) -> bool:
        """Whether a path of an event is one of these, leads to one, or lies in one."""
        return path in self._around or not self._paths.isdisjoint(covering(path))
