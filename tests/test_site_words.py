"""The language of each word on the pages, and the way it is read."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import opened
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from chronology import Chronology
from chronology.loading import check_text
from chronology.site import Settings, pages
from chronology.site.words import marked

ARABIC = """\
title: محادثات الرياض
language: ar
description: سجل للمحادثات.
highlights: [riyadh]
places: {riyadh: {name: الرياض, country: SA}}
people: {wazir: {name: سيرغي لافروف}}
kinds: {talks: {label: محادثات, group: contact}}
sources: {spa: {title: الوزيران يلتقيان, language: ar, publisher: SPA}}
events:
  - id: riyadh
    title: التقى الوزيران (الجولة الأولى)
    date: "2025-02-18~"
    kind: talks
    status: cancelled
    place: riyadh
    participants: {wazir: head}
    summary: التقى الوزيران.
    citations: {spa: [{passage: التقى الوزيران ... بين البلدين, supports: [title]}]}
"""


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        (None, ""),
        ("en", ' lang="en" dir="ltr"'),
        ("ar", ' lang="ar" dir="rtl"'),
        ("az-Arab", ' lang="az-Arab" dir="rtl"'),
        ("az", ' lang="az" dir="ltr"'),
        ("ur-PK", ' lang="ur-PK" dir="rtl"'),
    ],
)
def test_a_language_has_a_direction(tag: str | None, attributes: str) -> None:
    """A language is marked with the direction of its script; one that is not named, not at all."""
    assert marked(tag) == attributes


def made(text: str) -> dict[str, str]:
    """The Markdown of the pages of a file, by their paths."""
    chronology = Chronology.of(check_text(text, "a.yaml")[0].record)
    return {page.path: page.markdown for page in pages(chronology, Settings())}


def test_words_have_their_own_language() -> None:
    """Each word of the file has its language and direction, each of ours English and its own."""
    found = made(ARABIC)
    for path, html in found.items():
        ours = re.sub(r'<(\w+)[^>]* lang="ar" dir="rtl"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
        ours = re.sub(r"<svg.*?</svg>|<dl class=.facts cite.*?</dl>", "", ours, flags=re.DOTALL)
        assert not re.search("[\u0600-\u06ff]", ours), path
        assert '<div class="chronology" lang="en" dir="ltr">' in html, path
    event = found["events/riyadh.md"]
    assert event.startswith('# <bdi lang="ar" dir="rtl">التقى')
    assert '<bdi dir="ltr">about 18 February 2025</bdi>' in event
    assert '<strong lang="en" dir="ltr">cancelled</strong>' in event


OUTSIDE = """() => [...document.querySelectorAll(".chronology *")]
  .filter(element => !element.closest("svg, .tip"))
  .filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.height && (box.right > innerWidth + 1 || box.left < -1);
  }).map(element => element.outerHTML.slice(0, 200))"""
"""What of a page's text is outside the window, on either side."""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_from_right_to_left_is_read(chromium: Browser, tmp_path: Path, width: int) -> None:
    """On a site in Arabic dates and drawings go from the left, and nothing leaves the window."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.yaml").write_text(ARABIC, "utf-8")
    settings: dict[str, Any] = {
        "site_name": "T",
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "ar", "font": False},
        "plugins": [{"chronology": {"file": "a.yaml", "folder": ""}}],
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    build(load_config(str(tmp_path / "mkdocs.yml")))
    site = (tmp_path / "site").as_uri()
    with opened(chromium, site, viewport={"width": width, "height": 900}) as (page, _):
        for path in ("index", "events/riyadh", "people/index", "sources/spa", "data"):
            page.goto(f"{site}/{path}.html")
            assert page.locator("body").get_attribute("dir") == "rtl"
            assert page.evaluate(OUTSIDE) == [], path
            left = page.locator(".chronology :is(time, bdi[dir=ltr], svg)")
            way = "all => [...new Set(all.map(one => getComputedStyle(one).direction))]"
            assert left.evaluate_all(way) in ([], ["ltr"]), path
