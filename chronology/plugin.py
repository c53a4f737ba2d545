"""The MkDocs plugin: hands the pages of a chronology file to MkDocs, on any theme.

    plugins:
      - chronology:
          file: my.yaml

It may be in the list several times, with a folder for each chronology.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from mkdocs.config.base import Config, ValidationError
from mkdocs.config.config_options import Dir, ExtraScriptValue, Optional, Type
from mkdocs.config.config_options import File as FileOption
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink

from chronology.events import Chronology
from chronology.findings import ChronologyError, InstallationError, Severity
from chronology.formats import ics
from chronology.loading import check_document
from chronology.reading import open_document, read_texts, text_of
from chronology.reference import diagnostics_page, fields_page
from chronology.reports import Checked, summary
from chronology.site import HOME, Page, Settings, Site, UnusableTemplateError, assets, find_fault
from chronology.site.changes import read_changes
from chronology.site.head import Head
from chronology.text import harmless

_log = logging.getLogger("mkdocs.plugins.chronology")

_LAST = -200
"""After mkdocs-static-i18n, which runs at -100 and makes the files of a language anew."""

_STARTS_WELL = re.compile(r"[^\W\d]")
"""The beginning of an id that is a selector of CSS as it is, as Bootstrap takes headings' ids."""


def _spell_out_commands(record: logging.LogRecord) -> bool:
    """Make a message harmless to the runner of a CI service, which reads the log of a build."""
    record.msg, record.args = harmless(record.getMessage()), None
    return True


_log.addFilter(_spell_out_commands)


class _Folder(Type[str]):
    """A folder inside the docs, with slashes; an empty text is the docs themselves."""

    def run_validation(self, value: object) -> str:
        """The folder; refuses what would lead out of the docs."""
        folder = super().run_validation(value)
        path = PurePosixPath(folder)
        if path.is_absolute() or ".." in path.parts:
            raise ValidationError(f"'{folder}' is not a folder inside the docs, such as 'timeline'")
        return folder


class _Form(Type[str]):
    """The address of a form for corrections, with gaps that a link fills in."""

    def run_validation(self, value: object) -> str:
        """The address; refuses one that no link can have."""
        form = super().run_validation(value)
        if wrong := find_fault(form):
            raise ValidationError(f"'{form}' is no address of a form for corrections: {wrong}")
        return form


class Options(Config):
    """The options of the plugin."""

    file = FileOption()
    """The chronology file, relative to the configuration file, or a folder of them."""
    folder = _Folder(str, default="chronology")
    """The folder of the pages inside the docs; an empty text is the root."""
    texts = Optional(Dir(exists=True))
    """The folder with the texts of sources, `<source id>.txt`, to look passages up in."""
    changes = Optional(FileOption())
    """The changelog, of which the changes to the record get a page and a feed."""
    reference = Type(bool, default=False)
    """True to add the reference of a chronology file's fields and diagnostics."""
    corrections = Optional(_Form(str))
    """The address of a form for corrections, such as `https://a.example/new?body={body}`."""
    templates = Optional(Dir(exists=True))
    """The folder with templates that take the place of the plugin's of the same name."""


class ChronologyPlugin(BasePlugin[Options]):
    """Pages of a chronology file as generated files of a MkDocs site.

    While MkDocs serves, a file that becomes unsound is reported, and its last sound state stays on
    the site: an exception would keep the browser waiting.
    """

    supports_multiple_instances = True

    def __init__(self) -> None:
        self._site: Site | None = None
        self._pages: dict[str, tuple[Page, Head]] = {}
        self._folder: TemporaryDirectory[str] | None = None

    def on_startup(self, **_: Any) -> None:
        """Forget the last pages; this method makes MkDocs keep the plugin while it serves."""
        self._site = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add style sheet and scripts to every page, and the file to what is watched."""
        for path in assets():
            if path.endswith(".css") and path not in config.extra_css:
                config.extra_css.append(path)
            elif path.endswith(".js") and path not in map(str, config.extra_javascript):
                script = ExtraScriptValue(path)
                script.defer = True
                config.extra_javascript.append(script)
        options = self.config
        watched = (options.file, options.texts, options.templates, options.changes)
        config.watch += filter(None, watched)
        return config

    def _on_files_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages to the files of the site, as if they lay in the docs.

        So a plugin that makes the files of each language anew takes them with it. Raises
        PluginError where the file is unsound from the start, a template of the site's own cannot be
        used, or a page's place is taken.
        """
        self._site = site = self._make_or_keep(config)
        self._pages = {}
        taken = {file.dest_uri: file for file in files}
        for page in site.pages:
            added = self._generate(page.path, page.markdown, config, taken)
            added.abs_src_path = str(Path(config.docs_dir, added.src_uri))
            self._pages[added.src_uri] = page, site.heads.of(page)
            files.append(added)
        return files

    @event_priority(_LAST)
    def _on_files_rest(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Back the pages by real files, which other plugins ask for, and add the other files.

        These lie beside the pages, wherever another plugin has moved those.
        """
        self._clean()
        self._folder = folder = TemporaryDirectory(prefix="chronology-")
        known = files.src_uris
        # A language whose pages do not fall back on another one's has none.
        for path in self._pages.keys() & known.keys():
            _back(known[path], self._pages[path][0].markdown.encode(), folder.name)
        home = known.get(self._inside(HOME))
        moved = home.dest_uri.removesuffix(self._inside("index.html")) if home else ""
        taken = {file.dest_uri: file for file in files}
        for each in self._site.files if self._site else ():
            content = each.content.encode()  # MkDocs writes a text with its machine's line ends
            added = self._generate(each.path, content, config, taken, moved)
            _back(added, content, folder.name)
            files.append(added)
        for path, content in assets().items():
            # A file of this name in the docs is the user's own, in place of ours.
            if files.get_file_from_path(path) is None:
                asset = File.generated(config, path, content=content)
                _back(asset, content, folder.name)
                files.append(asset)
        return files

    on_files = CombinedEvent(_on_files_pages, _on_files_rest)

    @event_priority(_LAST)
    def on_post_build(self, **_: Any) -> None:
        """Remove the files behind the pages, which the theme shadcn copies when all is built."""
        self._clean()

    on_build_error = on_post_build

    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Give a page its title and description; themes write them as they are, so as HTML."""
        if page.file.src_uri in self._pages:
            head = self._pages[page.file.src_uri][1]
            page.meta["title"] = escape(head.title)
            if head.description:
                page.meta["description"] = escape(head.description)
        return markdown

    def on_page_content(self, html: str, *, page: SitePage, **_: Any) -> str:
        """Give headings that begin with a digit, such as years, ids that are selectors of CSS."""
        if page.file.src_uri not in self._pages:
            return html
        for anchor in _anchors(page.toc):
            if not _STARTS_WELL.match(anchor.id):
                html = html.replace(f' id="{anchor.id}"', f' id="n-{anchor.id}"')
                html = html.replace(f' href="#{anchor.id}"', f' href="#n-{anchor.id}"')
                anchor.id = f"n-{anchor.id}"
                page.present_anchor_ids = {*(page.present_anchor_ids or ()), anchor.id}
        return html

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Add the metadata of a page to its head."""
        if page.file.src_uri not in self._pages:
            return output
        head = self._pages[page.file.src_uri][1]
        return head.insert_into(output, config.site_name)

    def _make_or_keep(self, config: MkDocsConfig) -> Site:
        """The site; while serving an unsound file, the last one, and the error is logged."""
        name = _relative(self.config.file, config)
        try:
            return self._make(name, config)
        except ChronologyError as error:
            message = f"{name} cannot be shown:\n{_list_errors(name, error)}"
        except OSError as error:
            message = f"{_relative(error.filename, config)} cannot be read: {error.strerror}"
        except UnicodeDecodeError as error:
            message = f"a text in {self.config.texts} is not UTF-8: {error}"
        except InstallationError as error:
            message = str(error)
        except UnusableTemplateError as error:
            message = f"a template in {self.config.templates}: {error}"
        if self._site is None:
            raise PluginError(harmless(message))
        _log.error("%s\nThe site keeps its last sound state.", message)
        return self._site

    def _make(self, name: str, config: MkDocsConfig) -> Site:
        options = self.config
        texts = read_texts(options.texts) if options.texts else {}
        changelog = text_of(options.changes, errors="replace") if options.changes else ""
        settings = Settings(
            use_directory_urls=config.use_directory_urls,
            address=_address(config, options.folder),
            corrections=options.corrections,
            templates=Path(options.templates) if options.templates else None,
            changes=read_changes(changelog),
        )
        chronology = _read(Path(options.file), name, texts)
        site = Site.of(chronology, settings, checked=texts)
        pages = list(site.pages)
        if options.reference:
            pages.append(Page("reference/fields.md", "Fields", fields_page()))
            pages.append(Page("reference/diagnostics.md", "Diagnostics", diagnostics_page()))
        return replace(site, pages=pages)

    def _generate(
        self,
        path: str,
        content: str | bytes,
        config: MkDocsConfig,
        taken: Mapping[str, File],
        moved: str = "",
    ) -> File:
        """A new file of the site, below the chronology's folder.

        Raises PluginError where another file would be at its place.
        """
        path = self._inside(path)
        new = File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        new.dest_uri = moved + new.dest_uri
        if (other := taken.get(new.dest_uri)) is None:
            return new
        if other.abs_src_path is None or other.generated_by:
            place = f"{other.src_uri}, which the plugin {other.generated_by} makes"
        else:
            place = _relative(other.abs_src_path, config)
        raise PluginError(
            harmless(
                f"the {'page' if path.endswith('.md') else 'file'} {path} of "
                f"{_relative(self.config.file, config)} would take the place of {place}: rename "
                "that, or give the plugin's option `folder` another folder"
            )
        )

    def _inside(self, path: str) -> str:
        """A path below the chronology's folder as one inside the docs."""
        return str(PurePosixPath(self.config.folder) / path)

    def _clean(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _back(file: File, content: bytes, folder: str) -> None:
    """Write the content of a file of ours below the temporary folder, and point to it."""
    path = Path(folder, file.src_uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    file.abs_src_path = str(path)
    # A file that another plugin has made anew lacks this, and would get a link to edit it.
    file.generated_by = file.generated_by or "chronology"


def _read(file: Path, name: str, texts: Mapping[str, str]) -> Chronology:
    """The chronology in a file; raises ChronologyError for errors, and counts what is less."""
    draft, diagnostics = check_document(open_document(file, name), texts=texts)
    counts = Checked((name,), tuple(diagnostics)).counts
    if counts[Severity.ERROR]:
        raise ChronologyError(tuple(diagnostics))
    if counts[Severity.WARNING]:
        _log.info("%s: warnings: %d (see `chronology validate`)", name, counts[Severity.WARNING])
    chronology = Chronology.of(draft.record, str(file))
    for note in ics.notes(chronology):
        _log.info("%s: %s", name, note)
    return chronology


def _list_errors(name: str, error: ChronologyError) -> str:
    """The errors of a file, which keep it from being shown, and how many there are of the rest."""
    errors = (each for each in error.diagnostics if each.severity is Severity.ERROR)
    lines = [line for each in errors for line in each.lines]
    counts = summary(Checked((name,), error.diagnostics))
    return "\n".join([*lines, f"{counts} (see `chronology validate`)"])


def _anchors(toc: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    """The headings of a page, from the top down."""
    for each in toc:
        yield each
        yield from _anchors(each.children)


def _address(config: MkDocsConfig, folder: str) -> str | None:
    """The address of the chronology's folder on the web, if the site's own is known."""
    if not config.site_url:
        return None
    return "/".join([config.site_url.rstrip("/"), *map(quote, PurePosixPath(folder).parts)])


def _relative(file: str, config: MkDocsConfig) -> str:
    """A file's path as a reader of the configuration file would write it."""
    root = Path(config.config_file_path or "").parent.absolute()
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
