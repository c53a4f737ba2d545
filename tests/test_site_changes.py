"""The changes of a record: read from a changelog, shown on a page, and published as a feed."""

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from chronology import Chronology, load
from chronology.loading import check_text
from chronology.site import Settings, pages
from chronology.site.changes import Change, feed, read_changes
from chronology.site.words import english

CHANGELOG = """\
# Changelog

- No change: it stands under no version.

## [Unreleased]

### Record

- The talks in `Istanbul`, with
  [their sources](https://a.example/x).
- Two more.

  A paragraph that belongs to nobody.

### Software

- Not about the record.

## [0.2.0] - 2025-03-01

### Record ###

* **A day** was wrong.
  - Which it no longer is.
+ Another.
## 0.1.0
### record
- Two more.

## [0.0.2] - 2025-02-30 (a day that is none)
### Record
- Odd.

## [0.0.1] - on 2025-01-01
"""
OUTSIDE = 'title: "A & B <i>"\nas_of: 2025-12-29\n'


def chronology(header: str = OUTSIDE) -> Chronology:
    """A chronology without events."""
    return Chronology.of(check_text(f"{header}events: []", "x.yaml")[0].record)


def test_changes_are_the_points_under_record() -> None:
    """A change is a point of a list under *Record*, with its version, day and plain words."""
    assert read_changes(CHANGELOG) == (
        Change("Unreleased", None, "The talks in Istanbul, with their sources."),
        Change("Unreleased", None, "Two more."),
        Change("0.2.0", date(2025, 3, 1), "A day was wrong. Which it no longer is."),
        Change("0.2.0", date(2025, 3, 1), "Another."),
        Change("0.1.0", None, "Two more."),
        Change("0.0.2", None, "Odd."),
    )


def test_without_a_record_all_changes_count() -> None:
    """Where a changelog has no heading *Record*, all that its versions bring are changes."""
    text = "## 1.0 - 2025-01-01\n### Added\n- A.\n### Fixed\n- B.\n## 0.9\n- C."
    assert [change.text for change in read_changes(text)] == ["A.", "B.", "C."]
    assert read_changes("") == ()


def test_our_own_changelog_is_read(repository: Path) -> None:
    """The changes to our own record are found, and none to the software."""
    changes = read_changes((repository / "CHANGELOG.md").read_text("utf-8"))
    assert changes
    assert not any("`" in change.text or "schema" in change.text.casefold() for change in changes)


def read(text: str | None) -> Any:
    """A feed as feedparser reads it, which finds nothing wrong with it."""
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    return parsed


def test_the_feed_is_read_by_a_feed_reader() -> None:
    """A feed reader finds each change with its words, day and id, and what the feed is called."""
    parsed = read(feed(english(), chronology(), read_changes(CHANGELOG)))
    assert parsed.feed.title_detail.type == "text/plain"
    assert parsed.feed.title_detail.value == "Changes to A & B <i>"
    assert parsed.feed.author == "A & B <i>"
    assert parsed.feed.updated == "2025-12-29T00:00:00Z"
    assert [each.updated[:10] for each in parsed.entries] == [
        *("2025-12-29", "2025-12-29", "2025-03-01", "2025-03-01", "2025-12-29", "2025-12-29"),
    ]
    assert parsed.entries[2].content[0].value == "A day was wrong. Which it no longer is."
    assert len({each.id for each in parsed.entries}) == 6
    assert "links" not in parsed.feed
    assert "links" not in parsed.entries[0]


def test_an_entry_keeps_its_id_when_it_is_released() -> None:
    """The id of a change is made of its words alone, so that readers see it once."""
    before = read(feed(english(), chronology(), read_changes("## Unreleased\n- A change.")))
    after = read(
        feed(english(), chronology(), read_changes("## [1.0.0] - 2026-01-01\n- A change."))
    )
    assert before.feed.id == after.feed.id
    assert before.entries[0].id == after.entries[0].id
    assert before.entries[0].updated != after.entries[0].updated


def test_an_id_keeps_the_ids_of_a_feed() -> None:
    """With an `id` in the header neither the feed nor an entry is another after a new title."""
    changes = read_changes(CHANGELOG)
    ids = [
        [parsed.feed.id, *(entry.id for entry in parsed.entries)]
        for header in ("id: talks\n", "id: talks\ntitle: A\n", "title: A\n", "title: B\n")
        for parsed in [read(feed(english(), chronology(f"{header}as_of: 2025-12-29\n"), changes))]
    ]
    assert ids[0] == ids[1]
    assert len({each for of_one in ids[1:] for each in of_one}) == 3 * len(ids[0])


def test_addresses_lead_back_where_they_are_known() -> None:
    """With an address the feed names itself and the page with the changes."""
    addresses = ("https://a.example/feed.xml", "https://a.example/changes/")
    parsed = read(feed(english(), chronology(), read_changes(CHANGELOG), *addresses))
    assert {(each.rel, each.href) for each in parsed.feed.links} == {
        ("self", addresses[0]),
        ("alternate", addresses[1]),
    }
    assert {each.link for each in parsed.entries} == {addresses[1]}


@pytest.mark.parametrize("header", ["", "as_of: Y12025\n", "as_of: 2025/..\n"])
def test_what_has_no_day_is_left_out(header: str) -> None:
    """An entry needs a day: without one of its own or the file's, a change is not in the feed."""
    made = chronology(header)
    assert len(read(feed(english(), made, read_changes(CHANGELOG))).entries) == 2
    assert feed(english(), made, [Change("Unreleased", None, "A.")]) is None
    assert feed(english(), made, ()) is None
    assert "Changes to Chronology" in (feed(english(), made, read_changes(CHANGELOG)) or "")


def test_a_feed_is_xml_whatever_it_says() -> None:
    """Markup and characters that XML cannot hold do not break the feed; long titles are cut."""
    hostile = "]]> </entry> & \x00\x0b\ufffe <script>x</script> " + "w " * 200
    text = feed(english(), chronology(), [Change("1", date(2025, 1, 1), hostile)])
    entry = read(text).entries[0]
    assert "</entry> & \ufffd\ufffd\ufffd <script>" in entry.content[0].value
    assert len(entry.title) <= 101
    assert ET.fromstring(text or "").tag.endswith("feed")  # noqa: S314 - it is our own


def test_changes_have_a_page() -> None:
    """The page has a heading for each version, its day in words, and its changes."""
    made = load(Path(__file__).parent / "sites" / "complete.yaml")
    changes = read_changes(CHANGELOG)
    every = pages(made, Settings(changes=changes))
    found = {each.path: each for each in every}
    text = found["changes.md"].markdown
    assert text.startswith("# Changes\n")
    assert "## 0&#46;2&#46;0\n" in text
    assert '<time dir="ltr" datetime="2025-03-01">1 March 2025</time>' in text
    assert "<li>A day was wrong. Which it no longer is.</li>" in text
    assert "changes.md" not in {each.path for each in pages(made, Settings())}
