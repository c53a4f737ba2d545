"""Names that stay the same from one export to the next, made of ids and the chronology's name."""

from __future__ import annotations

import os
import re
import unicodedata
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from chronology.events import Chronology

_OURS = uuid5(NAMESPACE_URL, "urn:chronology-data")
_ID = re.compile("[a-z0-9-]+")
# Superscript digits count there, too, but no id has them.
_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
"""The names of devices that no file can have on Windows, as far as they can be ids."""

_NO_FILES = ("<", "/dev/", "/proc/")
"""The beginnings of what is read without a name of its own: `<stdin>`, `/dev/fd/63`."""

LONGEST_NAME = 120
"""The most letters of an id in the name of a file: file systems take some 255 bytes."""


def file_name(id_: str) -> str:
    """The name, without its ending, of the file about an id; no two ids have the same.

    `index` is the name that indexes have already, Windows opens devices by names such as `con` and
    `com1`, with any ending, and a long id is cut and ends in its digest. No new name is an id: they
    end with a hyphen, or have two in a row.
    """
    if id_ == "index" or _DEVICE.fullmatch(id_):
        return f"{id_}-"
    if len(id_) <= LONGEST_NAME:
        return id_
    digest = sha256(id_.encode()).hexdigest()[:16]
    return f"{id_[:LONGEST_NAME].rstrip('-')}--{digest}"


def name_of(chronology: Chronology) -> str:
    """The name by which programs distinguish a chronology from others.

    The header's `id`; without it the title's letters and digits, with hyphens between its words;
    without that the name of the file or folder, without its ending. None of them is cut, since two
    long names often begin alike. `chronology` if there is nothing at all.
    """
    record = chronology.record
    title = _words((record.title or "").casefold())
    return record.id or title or _words(_stem(chronology.file or ""), kept="._") or "chronology"


def note_on_missing_id(chronology: Chronology) -> str | None:
    """The note for the curator of a chronology without an `id`; None if it has one."""
    if chronology.record.id is not None:
        return None
    source = "title" if _words(chronology.title or "") else "file's name"
    name = name_of(chronology)
    cure = f"; add `id: {name}` to keep today's" if _ID.fullmatch(name) else ""
    return (
        f"the header has no `id`: UIDs of calendars and ids of feeds are made from the {source}, "
        f"so that changing it would duplicate every entry{cure}"
    )


def urn(chronology: Chronology, *name: str) -> str:
    """A URN for something of a chronology: a name-based UUID, the same for the same name."""
    return uuid5(_OURS, "\n".join((name_of(chronology), *name))).urn


def _stem(file: str) -> str:
    if not file or file.startswith(_NO_FILES):
        return ""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - `Path.resolve` would follow a link
    # What else follows a dot may tell two folders from each other.
    return path.stem if path.suffix in {".json", ".yaml", ".yml"} else path.name


def _words(text: str, kept: str = "") -> str:
    """The letters, digits, marks and `kept` signs of a text, with hyphens for all between them.

    Marks are the vowels of Indian scripts, and accents that have no letter of their own.
    """
    signs = (
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in kept else " "
        for sign in unicodedata.normalize("NFC", text)
    )
    return "-".join("".join(signs).split())
