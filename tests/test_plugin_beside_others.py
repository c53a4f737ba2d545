"""The plugin beside others: languages, feeds, social cards, and what themes do with headings."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

SITES = Path(__file__).parent / "sites"
OURS: dict[str, Any] = {"chronology": {"file": "complete.yaml", "folder": "timeline"}}
CALENDAR = "timeline/chronology.ics"
HOME = {"docs/index.md": "# Home\n"}

Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The folder of the site that MkDocs builds of the complete chronology with some settings."""

    def make(plugins: list[Any], files: dict[str, str] | None = None, **settings: Any) -> Path:
        shutil.copy(SITES / "complete.yaml", tmp_path)
        for name, text in (files or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        base = {"site_name": "T", "site_url": "https://a.example/sub/", "plugins": plugins}
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(base | settings), "utf-8")
        return built(tmp_path)

    return make


def built(root: Path) -> Path:
    """The site of a project, built strictly."""
    config = load_config(str(root / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


def dead_links(site: Path) -> Iterator[str]:
    """The relative links of a site's pages that lead to no file in it."""
    for page in sorted(site.rglob("*.html")):
        for link in re.findall(r'\s(?:(?:xlink:)?href|src)="([^"]*)"', page.read_text("utf-8")):
            path, _ = urldefrag(link)
            target = page.parent / unquote(path)
            if re.match(r"[a-z]+:|/", path) or target.is_dir() or target.is_file():
                continue
            yield f"{page.relative_to(site)}: {link}"


# ------------------------------------------------------------------------------ languages


def languages(structure: str, **options: Any) -> dict[str, Any]:
    """The plugin mkdocs-static-i18n for two languages."""
    both: list[dict[str, Any]] = [
        {"locale": "en", "name": "English", "default": True, "build": True},
        {"locale": "fr", "name": "Français", "build": True},
    ]
    return {"i18n": {"docs_structure": structure, "languages": both, **options}}


@pytest.mark.parametrize("structure", ["suffix", "folder"])
@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_every_language_has_the_pages(made: Made, structure: str, first: str) -> None:
    """With mkdocs-static-i18n each language has all pages and files, whichever comes first."""
    plugins: list[Any] = ["search", OURS, languages(structure)]
    homes = ["docs/index.md"] if structure == "suffix" else ["docs/en/index.md", "docs/fr/index.md"]
    files = dict.fromkeys(homes, "# Home\n")
    site = made(plugins if first == "ours" else plugins[::-1], files, theme="material")
    for below in (site, site / "fr"):
        page = (below / "timeline/events/bridge-talks/index.html").read_text("utf-8")
        assert "<title>" in page
        assert page.count('property="og:title"') == 1
        assert (below / CALENDAR).is_file()
        assert list(dead_links(below / "timeline")) == []
    assert '<html lang="fr"' in (site / "fr/timeline/index.html").read_text("utf-8")
    assert "/fr/timeline/events/bridge-talks/" in (site / "sitemap.xml").read_text("utf-8")


def test_a_language_may_do_without_the_pages(made: Made) -> None:
    """A language that falls back on no other one gets none of them, and nothing else of ours."""
    alone = languages("suffix", fallback_to_default=False)
    site = made(
        ["search", OURS, alone], HOME | {"docs/index.fr.md": "# Accueil\n"}, theme="material"
    )
    assert (site / "timeline/index.html").is_file()
    assert not (site / "fr/timeline/index.html").exists()
    assert (site / CALENDAR).is_file()


# ------------------------------------------------------------------------------ files behind pages


def test_pages_have_files_behind_them(made: Made, tmp_path: Path) -> None:
    """While a site is built, each page of ours has a file of its own with its Markdown.

    Feeds ask the history of the file behind a page, and a theme copies it: shadcn, which offers the
    Markdown of each page. When all is built, the files are gone.
    """
    hook = (
        "seen = {}\n"
        "def on_page_content(html, page, **_):\n"
        "    with open(page.file.abs_src_path, encoding='utf-8') as file:\n"
        "        seen[page.file.abs_src_path] = file.read() == page.file.content_string\n"
        "def on_post_build(config):\n"
        "    import os\n"
        "    with open(f'{config.site_dir}/seen.txt', 'w') as file:\n"
        "        print(all(seen.values()), *filter(os.path.isfile, seen), sep='\\n', file=file)\n"
    )
    site = made(
        ["rss", OURS], HOME | {"hook.py": hook}, hooks=["hook.py"], repo_url="https://a.example/r"
    )
    correct, *paths = (site / "seen.txt").read_text("utf-8").splitlines()
    assert correct == "True"
    assert len(paths) > 30
    assert not any(map(Path.exists, map(Path, paths[1:])))
    assert (site / "feed_rss_created.xml").is_file()
    page = (site / "timeline/index.html").read_text("utf-8")
    assert "edit/master/docs/timeline" not in page
    assert sorted(each.name for each in (tmp_path / "docs").iterdir()) == ["index.md"]


def test_a_build_that_fails_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files behind the pages go, too, where another plugin ends the build."""
    hook = (
        "from mkdocs.exceptions import PluginError\n"
        "def on_env(env, **_):\n"
        "    raise PluginError('no')\n"
    )
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with pytest.raises(Abort):
        made([OURS], HOME | {"hook.py": hook}, hooks=["hook.py"])
    assert list((tmp_path / "temporary").iterdir()) == []


# ------------------------------------------------------------------------------ heads and headings

SOCIAL = """
from mkdocs.plugins import event_priority
@event_priority(50)
def on_post_page(output, page, config):
    found = {"og:type": "website", "og:title": page.meta.get("title", page.title), "og:url": "u"}
    tags = "".join(f'<meta property="{k}" content="{v}" />' for k, v in found.items())
    return output.replace("</head>", tags + "</head>")
"""
"""What Material's plugin for social cards does, in the order in which it does it."""


def test_head_elements_are_written_once(made: Made) -> None:
    """Beside a plugin that writes Open Graph, too, each of its properties is there once."""
    text = "events: [{id: qa, title: 'Q & A on <SALT>', summary: \"Tom & Jerry's\"}]"
    own = {"chronology": {"file": "my.yaml"}}
    files = HOME | {"my.yaml": text, "hook.py": SOCIAL}
    site = made([own], files, theme="material", hooks=["hook.py"])
    for page in site.glob("chronology/**/*.html"):
        names = re.findall(r'<meta (?:property|name)="([^"]*)"', page.read_text("utf-8"))
        assert len(names) == len(set(names)), page
    html = (site / "chronology/events/qa/index.html").read_text("utf-8")
    assert '<meta property="og:title" content="Q &amp; A on &lt;SALT&gt;" />' in html
    assert '<meta property="og:description" content="Tom &amp; Jerry&#x27;s">' in html


NAV = ["index.md", "chronology/index.md", "chronology/events/a.md"]


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_ids_of_headings_are_selectors(made: Made, theme: str) -> None:
    """No heading's id begins with a digit: Bootstrap takes it for a selector of CSS.

    The contents of the page and links from other pages lead to the same ids.
    """
    text = "events: [{id: a, title: 1984 begins, date: 1984}, {id: b, title: B, date: 1984-02}]"
    files = {"my.yaml": text, "docs/index.md": "# 2025\n\n[1984](chronology/index.md#n-1984)\n"}
    own = {"chronology": {"file": "my.yaml"}}
    site = made([own], files, theme=theme, validation={"anchors": "warn"}, nav=NAV)
    html = (site / "chronology/index.html").read_text("utf-8")
    assert {"n-1984", "february-1984"} <= set(re.findall(r'<h2[^>]* id="([^"]*)"', html))
    assert 'href="#n-1984"' in html
    assert 'href="#1984"' not in html
    event = (site / "chronology/events/a/index.html").read_text("utf-8")
    assert re.findall(r'<h1[^>]* id="([^"]*)"', event) == ["n-1984-begins"]
    assert re.findall(r'<h1[^>]* id="([^"]*)"', (site / "index.html").read_text("utf-8")) == [
        "2025"
    ]
