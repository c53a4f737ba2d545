"""Material's instant navigation, which puts the next page into the one that is open."""

import functools
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import opened, served
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

SITES = Path(__file__).parent / "sites"
FEATURES = ["instant", "instant.prefetch", "instant.progress", "tracking"]
SMALL = """\
kinds: {talk: {label: Talk, group: contact}, note: {label: Note, group: statement}}
places: {oslo: {name: Oslo, country: NO, latitude: 59.9, longitude: 10.7}}
people: {ann: {name: Ann}}
parties: {us: {name: US}}
topics: {ice: {label: Ice}}
sources: {paper: {publisher: Paper}}
highlights: [one, two]
events:
  - id: one
    title: One thing
    date: 2025-02-01
    kind: talk
    place: oslo
    topics: [ice]
    participants: {ann: head, us: host}
    citations: {paper: [{passage: One thing ... on Monday, differs: {date: 2025-02-02}}]}
    decisions: {date: The paper is late.}
  - {id: two, title: Two things, date: 2025-02-20, kind: note}
  - {id: three, title: Three things, kind: note}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose pages Material opens in place; one chronology has years."""
    root = tmp_path_factory.mktemp("instant")
    (root / "docs").mkdir()
    (root / "site").mkdir()
    (root / "docs/index.md").write_text("# Welcome\n\n[Small](small/index.md)\n", "utf-8")
    (root / "small.yaml").write_text(SMALL, "utf-8")
    many = (f"  - {{id: e{n}, title: E, date: {2020 + n}}}\n" for n in range(4))
    (root / "many.yaml").write_text("events:\n" + "".join(many), "utf-8")
    (root / "CHANGELOG.md").write_text("## [1.0] - 2025-01-01\n- A change.\n", "utf-8")
    small = {"file": "small.yaml", "folder": "small", "changes": "CHANGELOG.md"}
    for address in served(root / "site"):
        features = [f"navigation.{each}" for each in FEATURES]
        settings: dict[str, Any] = {
            "site_name": "T",
            "site_url": address,
            "theme": {"name": "material", "font": False, "features": features},
            "plugins": [
                "search",
                {"chronology": small},
                {"chronology": {"file": "many.yaml", "folder": "many"}},
            ],
            "nav": ["index.md", "small/index.md", "many/index.md"],
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("chronology.site.queries.MOST", 3)
            build(load_config(str(root / "mkdocs.yml")))
        yield address


HEADING = "() => document.querySelector('h1').firstChild.textContent.trim()"
FRESH = "() => window.kept !== true"
FOLLOWED = [
    ("", "small/"),
    *(("small/", f"small/{each}/") for each in ("events/one", "people", "parties", "places")),
    *(("small/", f"small/{each}/") for each in ("topics", "kinds", "sources", "data", "changes")),
    ("small/", "small/disagreements/"),
    *((f"small/{each}/", f"small/{each}/{one}/") for each, one in (
        ("people", "ann"), ("parties", "us"), ("places", "oslo"), ("topics", "ice"),
        ("kinds", "talk"), ("sources", "paper"),
    )),
    ("small/people/ann/", "small/events/one/"),
    ("small/events/one/", "small/events/two/"),
    ("many/", "many/years/2021/"),
    ("many/years/2021/", "many/"),
    ("many/years/2021/", "many/years/2022/"),
]  # fmt: skip
"""Pages of each type, and what each is left for by a click."""


@functools.cache
def heading(page: Page, address: str) -> str:
    """The heading of a page, as the server has it."""
    (found,) = re.findall("<h1[^>]*>(.*?)<", page.request.get(address).text())
    return unescape(found).strip()


def arrived(page: Page, address: str) -> None:
    """Wait until a page is there, and its parts work; the theme adds the heading in view."""
    page.wait_for_url(lambda url: url.partition("#")[0] == address)
    page.wait_for_function(f"expected => ({HEADING})() === expected", arg=heading(page, address))
    assert page.locator("form.filters").evaluate_all("all => all.every(one => !one.hidden)")
    assert page.locator("figure.drawing > .tip").count() == page.locator("figure.drawing").count()


@pytest.mark.parametrize(("start", "end"), FOLLOWED)
def test_every_page_opens_by_a_click(chromium: Browser, site: str, start: str, end: str) -> None:
    """A click opens a page in place, with all that works on it; Back does, too."""
    with opened(chromium, site, viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(site + start, wait_until="networkidle")
        arrived(page, site + start)
        page.evaluate("window.kept = true")
        links = page.locator(".md-content a:not(svg *)")
        found = links.evaluate_all("(all, end) => all.findIndex(a => a.href === end)", site + end)
        assert found >= 0
        links.nth(found).click()
        arrived(page, site + end)
        page.go_back()
        arrived(page, site + start)
        assert not page.evaluate(FRESH)


def test_a_mark_opens_its_event(chromium: Browser, site: str) -> None:
    """Marks of drawings and maps lead to their pages after a page was opened in place, too."""
    with opened(chromium, site, viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(site, wait_until="networkidle")
        page.locator(".md-content a[href*=small]").first.click()
        arrived(page, f"{site}small/")
        page.locator("figure.drawing svg:visible a[data-event=two] .sign").click()
        arrived(page, f"{site}small/events/two/")
        page.goto(f"{site}small/", wait_until="networkidle")
        page.locator(".browse a", has_text="Places").click()
        arrived(page, f"{site}small/places/")
        page.locator(".map a circle").first.click()
        arrived(page, f"{site}small/places/oslo/")


def shown(page: Page) -> list[str]:
    """The ids of the events that a page shows in its list."""
    events = page.locator(".timeline > li[data-event]:not([hidden])")
    return list(events.evaluate_all("all => all.map(one => one.dataset.event)"))


def out(page: Page, what: str) -> list[str]:
    """The ids of the events that are filtered out of a drawing or the highlights."""
    names = page.locator(f"{what} .out").evaluate_all("all => all.map(one => one.dataset.event)")
    return sorted(set(names))


def test_filters_live_on(chromium: Browser, site: str) -> None:
    """Filters work after a click and after Back, once each; drawing and highlights follow them."""
    with opened(chromium, site, viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(site, wait_until="networkidle")
        page.locator(".md-content a[href*=small]").first.click()
        arrived(page, f"{site}small/")
        steps = page.evaluate("history.length")
        page.locator("select[name=kind]").select_option("note")
        assert page.evaluate("history.length") == steps + 1
        assert shown(page) == ["two", "three"]
        assert out(page, "figure.drawing") == out(page, ".highlights") == ["one"]
        marks = page.locator("figure.drawing .wide a:has(.sign)")
        stops = marks.evaluate_all("all => all.map(a => [a.dataset.event, a.tabIndex])")
        assert stops == [["one", -1], ["two", 0]]
        page.locator(".timeline a", has_text="Two things").click()
        arrived(page, f"{site}small/events/two/")
        page.go_back()
        arrived(page, f"{site}small/?kind=note")
        assert shown(page) == ["two", "three"]
        page.get_by_label("Words").fill("nothing of the kind")
        assert shown(page) == []
        assert page.locator("form [role=status]").text_content() == "0 of 3 events"
        assert out(page, "figure.drawing") == out(page, ".highlights") == ["one", "two"]
        assert page.locator("figure.drawing a[tabindex='0']").count() == 0
        assert page.get_by_role("heading", name="February 2025").count() == 0
        page.get_by_role("button", name="Show all").click()
        page.wait_for_function("!location.search")
        assert shown(page) == ["one", "two", "three"]
        assert out(page, "figure.drawing") == out(page, ".highlights") == []
        assert page.locator("figure.drawing .wide a[tabindex='0']").count() == 1
