"""Built sites in a real browser: access for everyone, no foreign request, no hostile text at work."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Dialog, Page, Route

SITES = Path(__file__).parent / "sites"
HOME = "index.html"
EVENT = "events/istanbul-embassy-talks.html"
OF_EACH_KIND = (
    HOME,
    EVENT,
    "people/index.html",
    "people/darchiyev.html",
    "places/istanbul.html",
    "topics/ukraine.html",
    "sources/index.html",
    "sources/atalayar-2025-02-28.html",
    "about.html",
    "start/loader.html",
    "reference/fields.html",
)


class _Quiet(SimpleHTTPRequestHandler):
    """A server that does not write every request to the terminal."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served on this machine."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def our_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site, built from its own settings."""
    site = tmp_path_factory.mktemp("ours") / "site"
    config = load_config(str(repository / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site


@pytest.fixture(scope="module")
def ours(our_site: Path) -> Iterator[str]:
    """The address of our own site."""
    yield from served(our_site)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a chronology in which every text is hostile, some of it in the navigation."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "docs").mkdir()
    (root / "hostile.yaml").write_text(run_path(str(SITES / "hostile.py"))["text"](), "utf-8")
    settings = {
        "site_name": "Test",
        "theme": {"name": "material", "font": False, "features": ["navigation.footer"]},
        "plugins": ["search", {"chronology": {"file": "hostile.yaml", "folder": ""}}],
        "nav": ["index.md", "events/bridge-talks.md", "people/index.md"],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "site"


@pytest.fixture(scope="module")
def hostile(hostile_site: Path) -> Iterator[str]:
    """The address of the hostile site."""
    yield from served(hostile_site)


def opened(
    chromium: Browser, address: str, foreign: list[str] | None = None, **settings: Any
) -> Iterator[Page]:
    """A page in a context of its own, which lets no request to another host through."""
    context = chromium.new_context(**settings)

    def route(route: Route) -> None:
        own = address if address.startswith("http") else "file://"
        if route.request.url.startswith((own, "data:", "blob:")):
            route.continue_()
        else:
            (foreign if foreign is not None else []).append(route.request.url)
            route.abort()

    context.route("**/*", route)
    page = context.new_page()
    yield page
    context.close()


def too_wide(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, each with the first element concerned."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
