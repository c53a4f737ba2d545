"""The pages of a chronology as Markdown documents, and their style sheet; any site can take them.

Nothing here knows MkDocs: `pages` yields the documents, and `assets` what they need besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from chronology.events import Chronology
from chronology.formats.linked_data import script
from chronology.site.files import MachineFile, machine_files
from chronology.site.head import Heads
from chronology.site.page import HOME, Download, Links, Page, Settings, assets
from chronology.site.pages import pages
from chronology.site.rendering import UnusableTemplateError, is_wrong
from chronology.site.words import Language

__all__ = [
    "HOME",
    "Download",
    "Language",
    "Links",
    "Page",
    "Settings",
    "UnusableTemplateError",
    "assets",
    "is_wrong",
    "pages",
]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a site, made as they are asked for, their heads, and the files beside them."""

    pages: Iterator[Page]
    heads: Heads
    files: tuple[MachineFile, ...]

    @classmethod
    def of(
        cls,
        chronology: Chronology,
        *,
        use_directory_urls: bool,
        settings: Settings,
        checked: Collection[str] = (),
    ) -> Self:
        """The site of a chronology, whose page about the data offers the files for programs."""
        urls = use_directory_urls
        files = tuple(machine_files(chronology, use_directory_urls=urls, settings=settings))
        offered = tuple(
            Download(each.path, each.name, each.about, len(each.content.encode()))
            for each in files
            if each.name
        )
        complete = replace(settings, downloads=settings.downloads + offered)
        return cls(
            pages(chronology, use_directory_urls=urls, checked=checked, settings=complete),
            Heads(
                chronology,
                files,
                settings.language,
                use_directory_urls=urls,
                address=settings.address,
            ),
            files,
        )

    def documents(self) -> Iterator[tuple[str, str]]:
        """All of it as text files by path, for other generators of sites than MkDocs.

        What a page says of itself stands at its end there, since its head is not ours to write.
        """
        for page in self.pages:
            data = self.heads.of(page).data
            yield page.path, page.markdown + (f"\n{script(data)}\n" if data else "")
        yield from ((each.path, each.content) for each in self.files)
