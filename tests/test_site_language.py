"""A site in another language: no word of it is English, but those that are so by decision."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from other_language import FOREIGN, foreign

from chronology import Chronology
from chronology.formats import EXPORTERS
from chronology.loading import check_text
from chronology.site import Language, Settings, Site
from chronology.site.changes import read_changes
from chronology.site.words import english

COMPLETE = Path(__file__).parent / "sites" / "complete.yaml"

OWN_WORDS = {
    *("authors", "decisions", "derived", "description", "differs", "label", "meaning", "name"),
    *("note", "notes", "other_names", "passage", "publisher", "role", "says", "summary", "text"),
    *("title", "venue", "wire"),
}
"""The fields of a file in which a curator writes what readers see."""

FOLLOWS = {
    "id": "later",
    "title": "What came later",
    "citations": {
        "bulletin": [{"when": {"says": "then", "after": "bridge-talks", "by": "6 days"}}]
    },
}
"""An event whose date follows from another."""

NOT_ENGLISH = {
    "an address": r"https?://\S+",
    "a time zone": r"(?:Europe|Asia)/\w+",
    "the name of a format": "|".join(map(str.upper, EXPORTERS)),
    "BibTeX": r"@misc|(?:title|howpublished|year|note|url) = ",
    "an id of another database": r"Q\d+",
    "a language without a name": r"\beo\b",
    "a gap that a script fills": r"\{\w+\}",
}
"""What pages have in Latin letters in every language, by what it is."""


@pytest.fixture(scope="module")
def language() -> Language:
    """A language that is not English in any word."""
    made: Language = replace(foreign(english()), tag="eo")
    return made


def own(value: Any, key: str = "") -> Any:
    """The data of a file with all words of its curator in foreign letters."""
    if isinstance(value, dict):
        # What another reading is of is no word, and neither is what names it.
        return {name: own(each, key if key in OWN_WORDS else name) for name, each in value.items()}
    if isinstance(value, list):
        return [own(each, key) for each in value]
    return str(value).translate(FOREIGN) if key in OWN_WORDS else value


def site(language: Language) -> Site:
    """The site of a file that has everything, with all that a site can decide."""
    data = own(yaml.safe_load(COMPLETE.read_text("utf-8")))
    data["events"].append(own(FOLLOWS))
    record = check_text(yaml.safe_dump(data, allow_unicode=True), "complete.yaml")[0].record
    settings = Settings(
        address="https://site.example/",
        corrections="https://form.example/?title={title}&body={body}",
        changes=read_changes("## 1.0.0 - 2025-01-01\n- 追加\n"),
        language=language,
    )
    chronology = Chronology.of(record)
    return Site.of(chronology, settings, checked={"chronicle"})


class Visible(HTMLParser):
    """The texts of a page that a reader sees or hears, but those that are marked as English."""

    ATTRIBUTES = frozenset({"alt", "aria-label", "data-count", "data-done", "placeholder", "title"})
    VOID = frozenset({"input", "path"})
    """The elements that have no end, or may have none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.marked: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is said in attributes, and whether the element is in English."""
        self.texts += [value or "" for name, value in attrs if name in self.ATTRIBUTES]
        if tag not in self.VOID:
            self.marked.append(tag == "code" or ("lang", "en") in attrs)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in self.VOID:
            self.marked.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if not any(self.marked):
            self.texts.append(data)


def escaped(html: str, ids: str) -> Iterator[str]:
    """The texts of a page with a Latin letter that is neither an id nor expected."""
    expected = re.compile("|".join([*NOT_ENGLISH.values(), ids]))
    for text in Visible(html).texts:
        if re.search("[A-Za-z]", expected.sub("", text)):
            yield " ".join(text.split())


@pytest.mark.parametrize("most", [500, 3])
def test_no_english_escapes_from_its_table(
    language: Language, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """A site in another language has no English on its pages and in what they say of themselves."""
    monkeypatch.setattr("chronology.site.queries.MOST", most)
    made = site(language)
    data = yaml.safe_load(COMPLETE.read_text("utf-8"))
    names = [*data["sources"], "later", *(event["id"] for event in data["events"])]
    ids = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    for page in made.pages:
        head = made.heads.of(page)
        assert list(escaped(page.markdown, rf"\b(?:{ids})\b")) == [], page.path
        assert not re.search("[A-Za-z]", re.sub(ids, "", page.title)), page.path
        assert not any(re.search("[A-Za-z]", title) for _, title, _ in head.alternates), page.path
        assert '<div class="chronology" lang="eo" dir="ltr">' in page.markdown


def test_reasons_are_marked_as_english(language: Language) -> None:
    """The sentences from which a date follows are English, and say so where the page is not."""
    (foreign_page,) = (each for each in site(language).pages if each.path == "events/later.md")
    (english_page,) = (each for each in site(english()).pages if each.path == "events/later.md")
    assert '<li lang="en" dir="ltr">“' in foreign_page.markdown
    assert "<li>“" in english_page.markdown


def polish(number: int) -> int:
    """The form that a number takes in Polish (CLDR): one, few, or many."""
    few = number % 10 in range(2, 5) and number % 100 not in range(12, 15)
    return 0 if number == 1 else 1 if few else 2


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 wydarzenie"), (3, "3 wydarzenia"), (5, "5 wydarzeń"), (12, "12 wydarzeń")],
)
def test_a_number_takes_one_of_three_forms(number: int, said: str) -> None:
    """A language may have more forms than one and many, and says by itself which a number takes."""
    ours = english()
    forms = {name: (one, many, many) for name, (one, many) in ours.counts.items()}
    events = {"events": ("{} wydarzenie", "{} wydarzenia", "{} wydarzeń")}
    settings = Settings(language=replace(ours, counts=forms | events, plural=polish))
    text = "events:\n" + "".join(f"  - {{id: e{each}, title: E}}\n" for each in range(number))
    chronology = Chronology.of(check_text(text, "a.yaml")[0].record)
    page = next(iter(Site.of(chronology, settings).pages))
    assert f"<p>{said} · " in page.markdown.replace(' class="quiet"', "")
