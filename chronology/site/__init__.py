"""The pages of a chronology as Markdown documents, and their style sheet; any site can take them.

Nothing here knows MkDocs: `Site` makes the documents, and `assets` what they need besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from chronology.events import Chronology
from chronology.formats.linked_data import script
from chronology.site.files import MachineFile, machine_files
from chronology.site.head import Heads
from chronology.site.page import HOME, Links, Page, Settings, assets
from chronology.site.pages import pages
from chronology.site.rendering import UnusableTemplateError, find_fault
from chronology.site.words import Language

__all__ = [
    "HOME",
    "Language",
    "Links",
    "Page",
    "Settings",
    "UnusableTemplateError",
    "assets",
    "find_fault",
    "pages",
]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a site, made as they are asked for, their heads, and the files beside them."""

    pages: Iterable[Page]
    heads: Heads
    files: tuple[MachineFile, ...]

    @classmethod
    def of(
        cls, chronology: Chronology, settings: Settings, *, checked: Collection[str] = ()
    ) -> Self:
        """The site of a chronology, whose page about the data offers the files for programs.

        `checked` are the ids of the sources whose full texts the passages were looked up in.
        """
        files = tuple(machine_files(chronology, settings))
        made = pages(chronology, settings, files=files, checked=checked)
        return cls(made, Heads(chronology, files, settings), files)

    def documents(self) -> Iterator[tuple[str, str]]:
        """All of it as text files by path, for other generators of sites than MkDocs.

        The data of a page's head are at the end of its text, since the head is not ours to write.
        """
        for page in self.pages:
            data = self.heads.of(page).data
            yield page.path, page.markdown + (f"\n{script(data)}\n" if data else "")
        yield from ((each.path, each.content) for each in self.files)
