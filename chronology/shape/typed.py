"""Data as other readers of YAML see it, for schemas of others."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from chronology.document import BROKEN, Document
from chronology.document.folder import Folder


def typed(document: Document | Folder) -> Any:
    """The data as readers of YAML 1.2 see it: unquoted numbers as numbers, true and false as such.

    Our own reader leaves all of them text.
    """
    data = _keyed(document.data)
    for suspect in document.suspects:
        owner: Any = data
        for step in suspect.path[:-1]:
            owner = owner[step] if owner is not BROKEN else BROKEN
        last = suspect.path[-1] if suspect.path else None
        if owner is not BROKEN and last is not None and owner[last] == suspect.text:
            owner[last] = _core_value(suspect.text)
    return data


_LONGEST = 300
"""How many digits a number may have that every program can compute with."""


def _core_value(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2, as far as it is JSON (YAML 1.2.2, 10.3)."""
    try:
        value = json.loads(text.lower())
    except ValueError:
        return text
    if isinstance(value, bool):
        return value
    is_number = isinstance(value, int | float) and len(text) <= _LONGEST and isfinite(value)
    return value if is_number else text


class Key(str):
    """A key of a mapping, which a schema may look at like a value, and errors must tell apart."""

    __slots__ = ()


def _keyed(data: Any) -> Any:
    if isinstance(data, dict):
        return {Key(key): _keyed(value) for key, value in data.items()}
    return [_keyed(value) for value in data] if isinstance(data, list) else data


def copied(data: Any) -> Any:
    """A copy of plain data whose `BROKEN` marks stay what they are."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


def holds_broken(data: Any) -> bool:
    """Whether any of the data could not be read."""
    if isinstance(data, dict | list):
        return any(map(holds_broken, data.values() if isinstance(data, dict) else data))
    return data is BROKEN
