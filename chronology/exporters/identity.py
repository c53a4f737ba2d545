"""Names that stay the same from one export to the next, made of ids and the chronology's title."""

from __future__ import annotations

import re
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from chronology.chronology import Chronology

_OURS = uuid5(NAMESPACE_URL, "urn:chronology-data")
_LONGEST = 60

LONGEST_NAME = 120
"""How many letters of an id a file's name has at most: file systems take some 255 bytes."""


def file_name(id_: str) -> str:
    """The name, without its ending, of the file about an id; no two ids have the same.

    `index` is the name that indexes have already, and a long id is cut and ends in its digest.
    Neither new name is an id: one ends with a hyphen, the other has two in a row.
    """
    if id_ == "index":
        return "index-"
    if len(id_) <= LONGEST_NAME:
        return id_
    digest = sha256(id_.encode()).hexdigest()[:16]
    return f"{id_[:LONGEST_NAME].rstrip('-')}--{digest}"


def slug(chronology: Chronology) -> str:
    """The title's letters and digits, with hyphens between its words; `chronology` without one."""
    words = re.findall(r"[^\W_]+", (chronology.title or "").casefold())
    return "-".join(words)[:_LONGEST].strip("-") or "chronology"


def urn(chronology: Chronology, *name: str) -> str:
    """A URN for something of a chronology: a name-based UUID, the same for the same name."""
    return uuid5(_OURS, "\n".join((slug(chronology), *name))).urn
