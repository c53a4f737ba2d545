"""The command `pages`: a site's pages as a folder of Markdown files."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator
from pathlib import Path

from chronology.cli import CannotRunError
from chronology.cli.opening import add_file, load_input
from chronology.cli.output import say, write, write_notes
from chronology.events import Chronology
from chronology.formats import ics
from chronology.model.scalars import is_web_address
from chronology.reading import text_of
from chronology.text import visible


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = (
        "Write the pages of a site as Markdown with HTML in it, for any generator that "
        "lets HTML pass, with their style sheet and all files for programs."
    )
    parser.add_argument(
        "folder", metavar="DIR", help="a new or empty folder, or one written before"
    )
    add_file(parser)
    parser.add_argument(
        "--directory-urls",
        action="store_true",
        help="link to events/x/ instead of events/x.html, as generators do that make folders",
    )
    parser.add_argument(
        "--address", metavar="URL", help="the address of DIR on the web, for calendars and feeds"
    )
    parser.add_argument("--changes", metavar="FILE", help="the changelog, for a page and a feed")
    parser.add_argument(
        "--corrections",
        metavar="URL",
        help="a form for corrections, such as https://a.example/new?body={body}",
    )
    parser.add_argument(
        "--templates", metavar="DIR", help="templates in the place of those of the same name"
    )


MARKER = ".chronology-pages"
"""The file that lists what the command has written into a folder, a path a line."""


def run(options: Namespace) -> int:
    """Write the pages into a folder; nothing that the command has not written is touched."""
    chronology = load_input(options.file)
    files = dict(_files(chronology, options))
    folder = Path(options.folder)
    ours = _read_list(folder)
    for path in files:
        if path not in ours and os.path.lexists(folder / path):
            raise CannotRunError(f"{folder / path} is not from this command: move it away")
    # What is about to be written is listed first, so that a run that was cut short can be repeated.
    folder.mkdir(parents=True, exist_ok=True)
    _write_list(folder, {*ours, *files})
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write(text, str(folder / path))
    for path in ours - files.keys():
        (folder / path).unlink(missing_ok=True)
    _write_list(folder, files)
    pages = sum(path.endswith(".md") for path in files)
    say(
        f"{visible(options.folder)}: {pages} pages and {len(files) - pages} other files\n"
        "Every page needs what lies in the folder assets: name it in your generator.\n"
    )
    write_notes(ics.notes(chronology))
    return 0


def _files(chronology: Chronology, options: Namespace) -> Iterator[tuple[str, str]]:
    """All files by their paths in the folder."""
    try:
        from chronology.site import Settings, Site, UnusableTemplateError, assets, find_fault
        from chronology.site.changes import read_changes
    except ModuleNotFoundError as error:
        hint = "python3 -m pip install 'chronology-data[site]'"
        raise CannotRunError(f"pages need {error.name}, which is not here: {hint}") from None
    if options.address and not is_web_address(options.address):
        raise CannotRunError(f"--address: {options.address} is no http or https address")
    if options.templates and not Path(options.templates).is_dir():
        raise CannotRunError(f"--templates: {options.templates} is no folder")
    if options.corrections and (wrong := find_fault(options.corrections)):
        raise CannotRunError(f"'{options.corrections}' is no address of a form: {wrong}")
    changelog = text_of(options.changes, errors="replace") if options.changes else ""
    settings = Settings(
        use_directory_urls=options.directory_urls,
        address=options.address,
        changes=read_changes(changelog),
        corrections=options.corrections,
        templates=Path(options.templates) if options.templates else None,
    )
    site = Site.of(chronology, settings)
    yield from ((path, content.decode()) for path, content in assets().items())
    try:
        yield from site.documents()
    except UnusableTemplateError as error:
        raise CannotRunError(f"a template in {options.templates}: {error}") from None


def _read_list(folder: Path) -> set[str]:
    """The paths that the command has written into a folder; none for a new or an empty one.

    Raises CannotRunError for a folder that holds something and has no list of it.
    """
    if folder.exists() and not folder.is_dir():
        raise CannotRunError(f"{folder} is not a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    if not (folder / MARKER).is_file():
        raise CannotRunError(f"{folder} is not empty: name a new folder, or an empty one")
    listed = (folder / MARKER).read_text("utf-8", "replace").splitlines()
    root = folder.resolve()
    return {path for path in listed if path and (root / path).resolve().is_relative_to(root)}


def _write_list(folder: Path, paths: Collection[str]) -> None:
    write("".join(f"{path}\n" for path in sorted(paths)), str(folder / MARKER))
