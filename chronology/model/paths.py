"""Paths into an event, as `supports`, `differs` and `decisions` write them."""

from __future__ import annotations

from chronology.model.record import Event, Outcome, Participation

_NOT_CITABLE = frozenset({"id", "citations", "decisions", "extra"})

FIELDS = tuple(name for name in Event.model_fields if name not in _NOT_CITABLE)
"""The fields of an event that a passage can tell about."""

_KEYED = {"participants": Participation, "outcomes": Outcome, "notes": None}


def paths_of(event: Event) -> list[str]:
    """The paths of all that an event says: `place`, `participants`, `participants.coulter`.

    A field that has no value has no path.
    """
    paths = []
    for name in FIELDS:
        value = getattr(event, name)
        if name not in event.model_fields_set or value in (None, (), {}):
            continue
        paths.append(name)
        for key in value if name in _KEYED else ():
            paths.append(f"{name}.{key}")
            part = _KEYED[name]
            inner = part.model_fields if part else ()
            paths += [f"{name}.{key}.{each}" for each in inner if getattr(value[key], each)]
    return paths


def possible_paths(event: Event) -> set[str]:
    """The paths on which sources may differ: also fields, and parts of fields, without a value."""
    inner = (
        f"{name}.{key}.{each}"
        for name, part in _KEYED.items()
        for key in getattr(event, name)
        for each in (part.model_fields if part else ())
    )
    return {*paths_of(event), *FIELDS, *inner}


def touches(path: str, other: str) -> bool:
    """Whether two paths are the same, or one leads into the other.

    >>> touches("participants.coulter", "participants"), touches("time", "timezone")
    (True, False)
    """
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")
