"""What the maker of a site decides about its pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chronology.site.changes import Change


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the site that the page about the data offers.

    `path` is its place below the pages' folder; `about` says in a sentence what it is, and `size`
    is in bytes.
    """

    path: str
    name: str
    about: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site decides about its pages; with none of it they are complete.

    `address` is where the pages' folder stands on the web; `corrections` the address of a form for
    corrections, with gaps (see `chronology.site.correcting`); `templates` a folder with templates
    that take the place of those of the same name; `changes` are those of the record, which have a
    page and a feed if there are any.
    """

    address: str | None = None
    corrections: str | None = None
    downloads: tuple[Download, ...] = ()
    templates: Path | None = None
    changes: tuple[Change, ...] = ()
