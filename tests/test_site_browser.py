"""Built sites in a real browser: open to everyone, asking no other host, safe from hostile text."""

import csv
import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from html import escape, unescape
from itertools import combinations, product
from pathlib import Path
from runpy import run_path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from browsing import opened, served
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from chronology import load
from chronology.formats import EXPORTERS
from chronology.passages import Passage

SITES = Path(__file__).parent / "sites"
HOME = "index.html"
TALKS = "istanbul-embassy-talks"
EVENT = f"events/{TALKS}.html"
OTHERS = (
    "people/index.html",
    "people/darchiyev.html",
    "parties/index.html",
    "parties/us.html",
    "places/index.html",
    "places/istanbul.html",
    "kinds/index.html",
    "kinds/talks.html",
    "data.html",
    "topics/ukraine.html",
    "sources/index.html",
    "sources/atalayar-2025-02-28.html",
    "disagreements.html",
    "changes.html",
    "about.html",
    "start/loader.html",
    "reference/fields.html",
)
WIDTHS, COLOURS = (1280, 390, 320), ("light", "dark", "forced")
LOOKS = list(zip(WIDTHS, COLOURS, strict=True))
"""Widths of windows and colours, each of both once; the slow tests have them all together."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves folders, and returns their addresses."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(contextmanager(served)(folder))


@pytest.fixture(scope="module")
def our_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site, built from its own settings."""
    site = tmp_path_factory.mktemp("ours") / "site"
    config = load_config(str(repository / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site


@pytest.fixture(scope="module")
def ours(our_site: Path) -> Iterator[str]:
    """The address of our own site."""
    yield from served(our_site)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of chronologies in which every text is hostile, some of it in the navigation."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "docs").mkdir()
    made = run_path(str(SITES / "hostile.py"))
    form = "https://forms.example/new?title={title}&body={body}"
    plugins: list[Any] = ["search"]
    texts = [made["text"](), *made["naughty_texts"]()]
    for folder, text in zip(["", "b", "c", "d"], texts, strict=True):
        file = f"hostile{folder}.yaml"
        (root / file).write_text(text, "utf-8")
        plugins.append({"chronology": {"file": file, "folder": folder, "corrections": form}})
    settings = {
        "site_name": "Test",
        "theme": {"name": "material", "font": False, "features": ["navigation.footer"]},
        "plugins": plugins,
        "nav": ["index.md", "events/bridge-talks.md", "people/index.md", "c/index.md"],
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


def too_wide(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def look(page: Page, width: int, colours: Any) -> None:
    """Show a page in a window of this width, in light, dark or the reader's own colours."""
    page.set_viewport_size({"width": width, "height": 900})
    forced = colours == "forced"
    scheme: Any = "light" if forced else colours
    page.emulate_media(color_scheme=scheme, forced_colors="active" if forced else "none")
    followed = "wanted => [undefined, wanted].includes(document.body?.dataset.mdColorScheme)"
    page.wait_for_function(followed, arg="slate" if scheme == "dark" else "default")


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong with a page, each with the first element concerned.

    Without names of rules it applies all, and that targets have 24 pixels, which is off by itself.
    """
    if page.evaluate("!window.axe"):
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    options |= {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


OUTSIDE = """() => [...document.querySelectorAll(".md-content *")]
  .filter(element => !element.closest("pre, svg, .tip, .md-skip"))
  .filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.height && (box.right > innerWidth + 1 || box.left < -1);
  }).map(element => element.outerHTML.slice(0, 200))"""
"""What of a page's text stands outside the window, whether or not one can scroll there."""


@pytest.mark.parametrize("path", [HOME, EVENT, *OTHERS])
def test_pages_are_for_everyone(chromium: Browser, ours: str, path: str) -> None:
    """axe-core finds no violation, no other host is asked, and nothing is wider than its window.

    What does not depend on width and colours is looked for once.
    """
    with opened(chromium, ours, reduced_motion="reduce") as (page, _):
        look(page, *LOOKS[0])
        page.goto(ours + path)
        assert violations(page) == []
        for width, colours in LOOKS[1:]:
            look(page, width, colours)
            assert violations(page, ["color-contrast", "target-size"]) == []
        assert too_wide(page) <= 0
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [HOME, EVENT, *OTHERS])
def test_pages_are_for_everyone_in_every_look(chromium: Browser, ours: str, path: str) -> None:
    """Every rule of axe-core holds on every page in every window and in all colours."""
    with opened(chromium, ours, reduced_motion="reduce") as (page, _):
        page.goto(ours + path)
        for width, colours in product(WIDTHS, COLOURS):
            look(page, width, colours)
            assert violations(page) == [], (width, colours)
            assert page.evaluate(OUTSIDE) == [], (width, colours)


UNMARKED = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter(element => !element.matches(".md-option, .md-top, .md-search__input"))
  .filter(element => {
    element.focus();
    const style = getComputedStyle(element);
    return element === document.activeElement && style.outlineStyle === "none";
  }).map(element => element.outerHTML.slice(0, 200))"""
"""What can have the focus and then has no outline; Material shows it otherwise on three."""


@pytest.mark.parametrize("path", [HOME, EVENT, "places/index.html"])
def test_the_focus_is_seen_and_nothing_moves(chromium: Browser, ours: str, path: str) -> None:
    """By keyboard everything has an outline; who wants no motion gets none."""
    with opened(chromium, ours, reduced_motion="reduce") as (page, _):
        look(page, *LOOKS[0])
        page.goto(ours + path)
        page.keyboard.press("Tab")
        assert page.evaluate(UNMARKED) == []
        moving = "element => parseFloat(getComputedStyle(element).transitionDuration) > 0"
        assert not page.evaluate(f"[...document.querySelectorAll('*')].some({moving})")


@pytest.mark.parametrize("path", [HOME, EVENT, "data.html"])
def test_paper_has_the_document_alone(chromium: Browser, ours: str, path: str) -> None:
    """What leads elsewhere or is worked by hand is not printed; the whole drawing is."""
    with opened(chromium, ours) as (page, _):
        page.goto(ours + path)
        page.emulate_media(media="print")
        hand = "header, footer, .md-sidebar, .md-tabs, .browse, .around, .filters, .copy, .narrow"
        shown = page.locator(hand).evaluate_all("all => all.filter(one => one.checkVisibility())")
        assert shown == []
        assert page.locator("h1").is_visible()
        assert page.locator("figure.drawing .wide").count() == page.locator(".wide:visible").count()


def test_the_home_page_is_light(our_site: Path) -> None:
    """With its theme's own elements the home page of 60 events has less than 60 kB, compressed."""
    assert len(gzip.compress((our_site / HOME).read_bytes(), mtime=0)) < 60_000


ALL_SHOWN = "all => all.every(one => one.checkVisibility())"


def test_the_site_opens_from_files(chromium: Browser, our_site: Path) -> None:
    """Without a server pages open, look as they should, and lead to each other."""
    with opened(chromium, our_site.as_uri()) as (page, _):
        page.goto((our_site / HOME).as_uri())
        page.click(f".timeline a[href='{EVENT}']")
        page.wait_for_url((our_site / EVENT).as_uri())
        assert page.locator(".facts").first.is_visible()
        page.click("nav.around a:has-text('Timeline')")
        page.wait_for_url((our_site / HOME).as_uri())
        style = "element => getComputedStyle(element).listStyleType"
        assert page.locator(".timeline").first.evaluate(style) == "none"


def test_pages_are_read_without_javascript(chromium: Browser, ours: str) -> None:
    """All that a page says is there without JavaScript, and in view."""
    with opened(chromium, ours, java_script_enabled=False) as (page, _):
        page.goto(ours + HOME)
        events = page.locator(".timeline > li h3 a")
        assert events.count() == len(page.locator(".timeline > li").all()) > 15
        assert events.evaluate_all(ALL_SHOWN)
        page.goto(ours + EVENT)
        for text in ("27 February 2025", "How we know", "Where sources differ", "as an excerpt"):
            assert page.locator(".md-content").get_by_text(text).first.is_visible()


def test_passages_are_folded_and_never_far(chromium: Browser, ours: str) -> None:
    """Where sources are many their passages are folded; a number in the text opens its source's.

    On paper they are all open. This needs no JavaScript.
    """
    with opened(chromium, ours, java_script_enabled=False) as (page, _):
        page.goto(ours + EVENT)
        passages = page.locator(".evidence .passage")
        assert passages.count() > 40
        assert not passages.evaluate_all("all => all.some(one => one.checkVisibility())")
        page.locator(".facts .marks a").first.click()
        assert page.locator(":target .passage").first.is_visible()
        assert not passages.last.is_visible()
        page.emulate_media(media="print")
        assert passages.evaluate_all(ALL_SHOWN)
        assert page.locator(".evidence .address").evaluate_all(ALL_SHOWN)


def shown(page: Page) -> list[str]:
    """The ids of the events that a page shows."""
    events = page.locator(".timeline > li[data-event]")
    visible = "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.event)"
    return list(events.evaluate_all(visible))


@pytest.mark.parametrize("start", ["server", "files"])
def test_events_are_filtered(chromium: Browser, ours: str, our_site: Path, start: str) -> None:
    """Filters add up, are counted, stand in the address, and are taken back by the back button."""
    address = ours if start == "server" else our_site.as_uri() + "/"
    with opened(chromium, address, viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(address + HOME)
        status = page.locator(".filters [role=status]")
        every = shown(page)
        assert status.text_content() == f"{len(every)} of {len(every)} events"
        page.get_by_label("Person").select_option("rubio")
        with_rubio = shown(page)
        marks = page.locator("figure.drawing .wide a:not(.out)")
        assert 0 < marks.count() <= len(with_rubio)
        page.get_by_label("Words").fill("RIYADH delegátions")
        assert shown(page) == ["riyadh-talks"]
        assert status.text_content() == f"1 of {len(every)} events"
        assert page.url.endswith("?person=rubio&text=RIYADH+deleg%C3%A1tions")
        assert not page.get_by_role("heading", name="October 2025", exact=True).is_visible()
        page.go_back()
        assert shown(page) == with_rubio
        page.reload()
        assert shown(page) == with_rubio
        page.get_by_role("button", name="Show all").click()
        page.wait_for_function("!location.search")
        assert shown(page) == every
        page.get_by_label("From").fill("2025-02-27")
        page.get_by_label("To", exact=True).fill("2025-02-27")
        assert "istanbul-embassy-talks" in shown(page)
        assert "putin-trump-call" not in shown(page)
        page.goto(f"{address}{HOME}?kind=nothing&group=background")
        assert 0 < len(shown(page)) < len(every)


def test_filters_are_worked_by_keyboard(chromium: Browser, ours: str) -> None:
    """On a telephone the filters are folded; the keyboard opens and uses them."""
    with opened(chromium, ours, viewport={"width": 390, "height": 800}) as (page, _):
        page.goto(ours + HOME)
        assert not page.get_by_label("Words").is_visible()
        page.locator(".filters summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("anchorage")
        page.keyboard.press("Enter")
        assert 0 < len(shown(page)) < 10
        assert page.url.endswith("?text=anchorage")


def test_without_javascript_there_are_no_filters(chromium: Browser, ours: str) -> None:
    """A form that nothing works is not shown."""
    with opened(chromium, ours, java_script_enabled=False) as (page, _):
        page.goto(ours + HOME)
        assert not page.locator(".filters").is_visible()


CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.mark.parametrize("allowed", [True, False])
def test_a_citation_is_copied(chromium: Browser, ours: str, allowed: bool) -> None:
    """The button beside a citation copies it, or selects it where nothing may be copied."""
    with opened(chromium, ours, permissions=CLIPBOARD * allowed) as (page, _):
        if not allowed:
            page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
        page.goto(ours + EVENT)
        page.locator(".cite summary").click()
        button = page.locator(".cite .copy").last
        button.click()
        if allowed:
            page.wait_for_function(
                "button => button.textContent == 'Copied'", arg=button.element_handle()
            )
            copied = page.evaluate("navigator.clipboard.readText()")
        else:
            page.wait_for_function("getSelection().toString()")
            copied = page.evaluate("getSelection().toString()")
        assert copied.startswith("@misc{istanbul-embassy-talks,\n  title = {{US and Russian")
        assert copied.endswith("\n}")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_scripts_work_in_every_theme(
    chromium: Browser, tmp_path: Path, serve: Callable[[Path], str], theme: str
) -> None:
    """On MkDocs' own themes events are filtered, marks walked through, nothing is too wide."""
    shutil.copy(SITES / "complete.yaml", tmp_path)
    (tmp_path / "docs").mkdir()
    plugins: list[Any] = ["search", {"chronology": {"file": "complete.yaml", "folder": ""}}]
    look = {"name": theme, "highlightjs": False}  # which the themes fetch from another host
    settings = {"site_name": "T", "theme": look, "plugins": plugins, "use_directory_urls": False}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"), strict=True)
    build(config)
    address = serve(tmp_path / "site")
    with opened(chromium, address, viewport={"width": 390, "height": 800}) as (page, _):
        page.goto(address + HOME)
        every = shown(page)
        page.locator(".filters summary").click()
        page.get_by_label("Words").fill("bridge")
        assert 0 < len(shown(page)) < len(every)
        marks = page.locator(MARKS)
        marks.first.focus()
        page.keyboard.press("End")
        assert marks.last.evaluate("mark => mark === document.activeElement")
        assert too_wide(page) <= 0
        page.goto(address + "events/bridge-talks.html")
        page.locator(".cite .copy").first.click()
        page.wait_for_function(
            "document.querySelector('.cite .copy').textContent == 'Copied' || `${getSelection()}`"
        )
        assert too_wide(page) <= 0


def test_names_on_the_map_do_not_touch(chromium: Browser, ours: str) -> None:
    """On a telephone, where they are largest beside their map, no name lies over another."""
    size: Any = {"width": 390, "height": 800}
    with opened(chromium, ours, viewport=size) as (page, _):
        page.goto(ours + "places/index.html")
        boxes = [each.bounding_box() for each in page.locator(".map text").all()]
        assert len(boxes) > 9
        for one, other in combinations(filter(None, boxes), 2):
            beside = abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2)
            above = abs(one["y"] - other["y"])
            assert beside > (one["width"] + other["width"]) / 2 or above > 10, (one, other)


def test_a_passage_opens_its_source(chromium: Browser, ours: str) -> None:
    """A passage's link carries a text fragment, and gives the source nothing but the request."""
    with opened(chromium, ours) as (page, troubles):
        page.goto(ours + EVENT)
        page.locator(".evidence summary").first.click()
        link = page.locator(".passage a").first
        source, _, fragment = (link.get_attribute("href") or "").partition("#")
        assert fragment.startswith(":~:text=")
        assert link.get_attribute("rel") == "noopener noreferrer"
        with page.expect_event("requestfailed"):
            link.click(no_wait_after=True)
        assert f"request to {source}" in troubles
        troubles.clear()


HEIGHT = 720
"""The height of Playwright's windows, in pixels."""

LONG = "<p>Nothing of note was said on this day.</p>" * 200


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[str]:
    """The address of an empty folder, in which a test puts its source."""
    yield from served(tmp_path)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("the so-called first round,", "talks & tea"),
        ("“Frankly”, he said", "50% of it – no more"),
        ("Переговоры делегаций начались", "покинули место встречи"),
    ],
)
def test_a_link_to_a_passage_scrolls_to_it_and_marks_it(
    chromium: Browser, sources: str, tmp_path: Path, start: str, end: str
) -> None:
    """Chromium opens a source at the passage that a link names, and marks it there."""
    text = escape(f"They say {start} lasted until the evening of the next day {end}, and left.")
    body = f"<title>x</title>{LONG}<p id='it'>{text}</p>{LONG}"
    (tmp_path / "source.html").write_text(f"<!doctype html><meta charset=utf-8>{body}", "utf-8")
    address = f"{sources}source.html"
    with opened(chromium, sources) as (page, _):
        page.goto(Passage(start, end).link(address))
        page.wait_for_function("window.scrollY > 1000")
        marked = page.locator("#it").screenshot()
        page.goto("about:blank")
        page.goto(address)
        assert page.evaluate("window.scrollY") == 0
        assert page.locator("#it").screenshot() != marked


def test_chromium_follows_a_link_where_the_check_finds_the_passage(
    chromium: Browser, sources: str, tmp_path: Path
) -> None:
    """Chromium finds the phrases of the table, and no others, so that the check may be held to it.

    Each page has a second text below the first, which the link names, too: it opens at the second
    where the first is not found, so that nothing has to be waited for in vain.
    """
    table = Path(__file__).parent / "data" / "text-fragments.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    followed = []
    with opened(chromium, sources) as (page, _):
        for number, row in enumerate(rows):
            text, phrase = (json.loads(f'"{row[name]}"') for name in ("text", "phrase"))
            body = f"{LONG}<p id=it>Once {escape(text)} they.</p>{LONG}<p>And so on.</p>{LONG}"
            source = f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title>{body}"
            (tmp_path / f"{number}.html").write_text(source, "utf-8")
            link = Passage(phrase, "they.").link(f"{sources}{number}.html")
            page.goto("about:blank")
            page.goto(f"{link}&text=And%20so%20on.")
            page.wait_for_function("window.scrollY > 1000")
            at = page.locator("#it").bounding_box()
            followed.append("yes" if at and 0 <= at["y"] <= HEIGHT else "no")
    assert [
        (row["what"], row["phrase"], each) for row, each in zip(rows, followed, strict=True)
    ] == [(row["what"], row["phrase"], row["browser"]) for row in rows]


@pytest.mark.parametrize("spelling", ["Darchiev", "Darchiyev", "Aleksandr"])
def test_people_are_searched_in_every_spelling(our_site: Path, spelling: str) -> None:
    """The site's search has a person's page under every recorded spelling of the name."""
    index = json.loads((our_site / "search" / "search_index.json").read_text("utf-8"))
    found = {each["location"] for each in index["docs"] if spelling in each["text"] + each["title"]}
    assert "people/darchiyev.html" in found


LINKS = {
    ".html": r'\s(?:(?:xlink:)?href|src)="([^"]*)"',
    ".json": r'"((?:\.\./)*[\w/.-]+\.(?:json|html|ics))"',
}
"""What is a link in a file of each sort."""


def local_links(file: Path) -> Iterator[tuple[Path, str]]:
    """The files of a site that one of its files leads to or loads, each with the fragment."""
    text = file.read_text("utf-8")
    found = re.findall(LINKS[file.suffix], text)
    for link in found:
        path, fragment = urldefrag(unescape(link))
        if not re.match(r"[a-z]+:", path):
            yield (file.parent / unquote(path)).resolve() if path else file, unquote(fragment)


def test_every_link_leads_somewhere(our_site: Path) -> None:
    """Pages and the API's files lead to files and places that exist; no id stands twice in a page.

    The page for what is not found has addresses from the root, since it is shown anywhere.
    """
    pages = sorted(set(our_site.rglob("*.html")) - {our_site / "404.html"})
    ids = {page: re.findall(r'\sid="([^"]*)"', page.read_text("utf-8")) for page in pages}
    assert [page for page, own in ids.items() if len(own) != len(set(own))] == []
    dead = [
        (str(file.relative_to(our_site)), str(target), fragment)
        for file in (*pages, *our_site.joinpath("api").rglob("*.json"))
        for target, fragment in local_links(file)
        if not target.is_file() or (fragment and target in ids and fragment not in ids[target])
    ]
    assert dead == []


def test_pages_have_names_and_a_language(our_site: Path) -> None:
    """Each page has a title that no other has, and says in which language it is."""
    texts = {page: page.read_text("utf-8") for page in our_site.rglob("*.html")}
    titles = Counter(re.findall(r"<title>(.*?)</title>", text)[0] for text in texts.values())
    assert [title for title, number in titles.items() if number > 1] == []
    assert all('<html lang="en"' in text for text in texts.values())


TOUCHING = """() => [...document.querySelectorAll(".chronology :is(p, h3, li, dt, dd, tr)")]
  .filter(element => {
    const [box, next] = [element, element.nextElementSibling]
      .map(each => each?.checkVisibility() && each.getBoundingClientRect());
    return box && next && box.height && next.height && next.left < box.right
      && box.left < next.right && next.top < box.bottom - 1 && box.top < next.bottom - 1;
  }).map(element => element.outerHTML.slice(0, 200))"""
"""Blocks of text that lie over the next."""

HARM = f"""injected => [
  ...(window.pwned === undefined ? [] : [`ran ${{window.pwned}}`]),
  ...[...document.querySelectorAll(injected)].map(element => element.outerHTML.slice(0, 200)),
  ...(document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : []),
  ...({OUTSIDE})(), ...({TOUCHING})(),
]"""
"""What a hostile text has done to a page."""


def test_hostile_text_does_nothing(chromium: Browser, hostile: str, hostile_site: Path) -> None:
    """Where every text is hostile nothing runs, no element comes in, and nothing overflows."""
    size: Any = {"width": 320, "height": 800}
    with opened(chromium, hostile, viewport=size) as (page, _):
        for file in sorted(hostile_site.rglob("*.html")):
            address = hostile + file.relative_to(hostile_site).as_posix()
            page.goto(address)
            assert page.evaluate(HARM, INJECTED) == [], address


@pytest.mark.parametrize("folder", ["", "b/", "c/", "d/"])
def test_hostile_text_is_filtered_and_drawn(chromium: Browser, hostile: str, folder: str) -> None:
    """Filters and drawing take hostile texts for texts, on a telephone, too."""
    size: Any = {"width": 320, "height": 800}
    with opened(chromium, hostile, viewport=size) as (page, _):
        page.goto(f"{hostile}{folder}index.html")
        every = shown(page)
        page.locator(".filters summary").click()
        page.get_by_label("Words").fill('<script> {{ " \\')
        assert set(shown(page)) <= set(every)
        page.get_by_label("Words").fill("")
        page.get_by_label("Kind").select_option(index=1)
        assert 0 < len(shown(page)) < len(every)
        page.get_by_role("button", name="Show all").click()
        mark = page.locator(MARKS).first
        mark.focus()
        assert (
            page.locator(TIP).inner_text().split()
            == (mark.get_attribute("aria-label") or "").split()
        )
        assert too_wide(page) <= 0
        assert page.evaluate("window.pwned") is None
        assert page.locator(INJECTED).count() == 0


INJECTED = ", ".join(
    [f".chronology {tag}" for tag in ("script", "img", "iframe", "style", "i", "b", "em", "pre")]
    + [f"[{name}]" for name in ("onerror", "onclick", "onmouseover", "onfocus", "autofocus")]
    + ["h1 *:not(a, bdi)", "title *", ".md-nav img", ".md-footer img", "a[href^='javascript']"]
)
"""What only a text that broke out of its place can have brought into a page."""


@pytest.mark.parametrize("query", ["onerror", "indented"])
def test_searching_hostile_text_does_nothing(chromium: Browser, hostile: str, query: str) -> None:
    """The search finds hostile texts, and shows them as texts."""
    with opened(chromium, hostile) as (page, _):
        page.goto(hostile, wait_until="networkidle")
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.locator(".md-search-result__link").first.wait_for()
        page.wait_for_timeout(300)
        assert page.locator(".md-search-result :is(img, script, [onclick], [onerror])").count() == 0
        assert page.evaluate("window.pwned") is None


# ------------------------------------------------------------------------------ the drawn timeline

MARKS = "figure.drawing svg:visible a:not([aria-hidden])"
TIP = "figure.drawing .tip"


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (390, "narrow"), (320, "narrow")])
def test_a_drawing_suits_its_window(chromium: Browser, ours: str, width: int, form: str) -> None:
    """Broad windows show the broad drawing and narrow ones the narrow one, large enough to read."""
    size: Any = {"width": width, "height": 900}
    with opened(chromium, ours, viewport=size) as (page, _):
        page.goto(ours + HOME)
        drawing = page.locator("figure.drawing svg:visible")
        assert drawing.get_attribute("class") == form
        heights = drawing.locator("text").evaluate_all(
            "texts => texts.map(text => text.getBoundingClientRect().height)"
        )
        assert min(heights) >= 10


@pytest.mark.parametrize("width", [1280, 390])
def test_a_drawing_is_one_stop_of_the_tab_key(chromium: Browser, ours: str, width: int) -> None:
    """Tab goes into a drawing once, arrow keys from mark to mark, and Enter opens the event."""
    size: Any = {"width": width, "height": 900}
    with opened(chromium, ours, viewport=size) as (page, _):
        page.goto(ours + HOME)
        marks = page.locator(MARKS)
        assert page.locator("figure.drawing a:visible:not([tabindex='-1'])").count() == 1
        marks.first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowLeft")
        second = marks.nth(1)
        assert second.evaluate("mark => mark === document.activeElement")
        assert page.locator(TIP).inner_text() == second.get_attribute("aria-label")
        page.keyboard.press("Escape")
        assert page.locator(TIP).is_hidden()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('figure.drawing')") is None
        page.keyboard.press("Shift+Tab")
        assert second.evaluate("mark => mark === document.activeElement")
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        assert marks.last.evaluate("mark => mark === document.activeElement")
        page.keyboard.press("Home")
        address = marks.first.evaluate("mark => mark.href.baseVal")
        page.keyboard.press("Enter")
        page.wait_for_url(ours + address)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_names_its_event_and_leads_to_it(chromium: Browser, ours: str, width: int) -> None:
    """Under the pointer a mark shows its event's name, inside the window, and a click opens it."""
    size: Any = {"width": width, "height": 900}
    with opened(chromium, ours, viewport=size) as (page, _):
        page.goto(ours + HOME)
        marks = page.locator(MARKS)
        for mark in (marks.first, marks.last):
            mark.locator(".sign").hover()
            assert page.locator(TIP).inner_text() == mark.get_attribute("aria-label")
            assert too_wide(page) <= 0
        page.mouse.move(1, 1)
        assert page.locator(TIP).is_hidden()
        talks = page.locator(f"{MARKS}[data-event='{TALKS}'] .sign")
        talks.click()
        page.wait_for_url(ours + EVENT)


def test_every_mark_can_be_reached_by_the_pointer(chromium: Browser, ours: str) -> None:
    """No mark lies under another: in the middle of each is that mark."""
    with opened(chromium, ours, viewport={"width": 1280, "height": 4000}) as (page, _):
        page.goto(ours + HOME)
        hidden = page.locator(f"{MARKS} .sign").evaluate_all(
            """signs => signs.filter(sign => {
                const box = sign.getBoundingClientRect();
                const there = document.elementFromPoint(
                    box.x + box.width / 2, box.y + box.height / 2);
                return there?.closest("a") !== sign.closest("a");
            }).map(sign => sign.closest("a").ariaLabel)"""
        )
        assert hidden == []


def test_a_drawing_without_javascript(chromium: Browser, ours: str) -> None:
    """Without JavaScript a mark has its title, one stop of the tab key, and its link."""
    with opened(chromium, ours, java_script_enabled=False) as (page, _):
        page.goto(ours + HOME)
        talks = page.locator(f"{MARKS}[data-event='{TALKS}']")
        assert "27 February 2025: US and Russian" in (talks.locator("title").text_content() or "")
        assert page.locator("figure.drawing a:visible:not([tabindex='-1'])").count() == 1
        talks.locator(".sign").click()
        page.wait_for_url(ours + EVENT)


CONTRASTS = """
([shown, ground]) => {
  const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const below = getComputedStyle(document.querySelector(ground)).backgroundColor;
  const parts = (colour, opacity) => {
    for (const [each, alpha] of [[below, 1], [colour, opacity]]) {
      context.globalAlpha = alpha;
      context.fillStyle = each;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour, opacity = 1) => parts(colour, opacity)
    .map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const under = light(below);
  return [...document.querySelectorAll(shown)].map(element => {
    const style = getComputedStyle(element);
    const over = light(style.color, style.fillOpacity);
    return (Math.max(over, under) + .05) / (Math.min(over, under) + .05);
  });
}
"""
"""Contrasts of WCAG 2.2 between the colours of elements and the ground."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_stand_out(chromium: Browser, ours: str, scheme: Any) -> None:
    """In light and dark, all that a drawing shows has the contrast that text needs: 4.5 to 1."""
    with opened(chromium, ours, color_scheme=scheme) as (page, _):
        page.goto(ours + HOME)
        shown = "figure.drawing :is(a, text)"
        contrasts = page.evaluate(CONTRASTS, [shown, "body"])
        assert len(contrasts) > 100
        assert min(contrasts) >= 4.5


def test_a_drawing_in_forced_colours(chromium: Browser, ours: str) -> None:
    """Where the reader sets the colours, marks have that of the text."""
    with opened(chromium, ours, forced_colors="active") as (page, _):
        page.goto(ours + HOME)
        contrasts = page.evaluate(CONTRASTS, ["figure.drawing :is(a, text)", "body"])
        assert min(contrasts) > 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_exported_drawing_opens(chromium: Browser, tmp_path: Path, scheme: Any) -> None:
    """An SVG that stands alone opens in a browser, in the reader's colours, and in its frame."""
    file = tmp_path / "drawing.svg"
    file.write_text(EXPORTERS["svg"].render(load()), "utf-8")
    with opened(chromium, tmp_path.as_uri(), color_scheme=scheme) as (page, _):
        page.goto(file.as_uri())
        ground = page.locator("rect.ground").evaluate("rect => getComputedStyle(rect).fill")
        assert (ground == "rgb(255, 255, 255)") is (scheme == "light")
        outside = page.locator("svg text").evaluate_all(
            """texts => texts.filter(text => {
                const box = text.getBBox();
                return box.x < -24 || box.x + box.width > 824;
            }).map(text => text.textContent)"""
        )
        assert outside == []
