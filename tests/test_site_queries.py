"""Filters of a page's events, and the years among which very many are spread."""

import re

import pytest

from chronology import Chronology
from chronology.loading import check_text
from chronology.site import Page, Settings, pages
from chronology.site.queries import MOST, filters, marks, years
from chronology.site.words import english

TEXT = """\
parties: {us: {name: US}, ru: {name: Russia}}
people:
  ann: {name: Ann, party: us}
  bob: {name: Bob, party: ru}
kinds: {call: {label: Call, group: contact}, note: {label: Note}}
places: {oslo: {name: Oslo}}
topics: {ice: {label: Ice}, fish: {label: Fish}}
events:
  - {id: one, title: One, kind: call, date: 2025-02-01, participants: {ann: head, bob: head}}
  - {id: two, title: Two, kind: note, date: 2025-02, place: oslo, topics: [ice, fish]}
  - id: three
    title: Three
    kind: call
    date: "[..2025-03-01]"
    participants: {ann: head, us: host}
  - {id: four, title: Four}
"""


def chronology(text: str = TEXT) -> Chronology:
    """The chronology in a text."""
    return Chronology.of(check_text(text, "x.yaml")[0].record)


def test_filters_offer_what_the_events_have() -> None:
    """Each filter has the ids and names that occur, in alphabetical order, with their numbers."""
    assert filters(chronology()) == {
        "person": [("ann", "Ann", 2), ("bob", "Bob", 1)],
        "party": [("ru", "Russia", 1), ("us", "US", 2)],
        "kind": [("call", "Call", 2), ("note", "Note", 1)],
        "group": [("contact", "contact", 2)],
        "place": [("oslo", "Oslo", 1)],
        "topic": [("fish", "Fish", 1), ("ice", "Ice", 1)],
    }


def test_a_filter_that_tells_nothing_apart_is_not_offered() -> None:
    """Where all events have the one option, or none has any, there is no such filter."""
    calls = chronology().of_kind("call")
    assert list(filters(calls)) == ["person", "party"]
    assert filters(()) == {}


def test_marks_tell_a_script_what_an_event_has() -> None:
    """Ids stand with blanks between them, days as numbers, and an open end is left out."""
    record = chronology()
    assert marks(record["one"]) == {
        "person": "ann bob",
        "party": "us ru",
        "kind": "call",
        "group": "contact",
        "first": "739283",
        "last": "739283",
    }
    assert marks(record["two"])["last"] == "739310"
    assert "first" not in marks(record["three"])
    assert marks(record["four"]) == {"undated": "undated"}


def made(text: str) -> dict[str, Page]:
    """The pages of a chronology by path."""
    return {page.path: page for page in pages(chronology(text), Settings())}


def test_the_home_page_has_the_filters_and_marked_events() -> None:
    """The form is hidden until the script shows it, and each event carries its marks."""
    home = made(TEXT)["index.md"].markdown
    assert '<form class="filters" role="search" aria-label="Filter the events" hidden>' in home
    assert '<option value="ann">Ann (2)</option>' in home
    assert '<option value="contact">Contacts (2)</option>' in home
    assert 'data-event="four" data-undated="undated"' in home
    assert 'data-event="one" data-person="ann bob"' in home
    assert "data-event" not in made(TEXT)["people/ann.md"].markdown


def many(*counts: tuple[str, int]) -> str:
    """A file with so many events of each date."""
    dates = [date for date, count in counts for _ in range(count)]
    fields = (f", date: '{date}'" if date else "" for date in dates)
    events = (f"  - {{id: e{n}, title: T{field}}}\n" for n, field in enumerate(fields))
    return "events:\n" + "".join(events)


def test_a_page_has_at_most_five_hundred_events() -> None:
    """More of them are spread among years, and a year among parts; the undated come last."""
    dates = (("2024-05-01", MOST + 1), ("-0043", 1), ("[..2023-01-01]", 1), ("", 2))
    record = chronology(many(*dates))
    found = [(each.path, each.title, len(each.events)) for each in years(english(), record)]
    assert found == [
        ("years/-43.md", "44 BC", 1),
        ("years/2023.md", "2023", 1),
        ("years/2024-part-1.md", "2024, part 1", MOST),
        ("years/2024-part-2.md", "2024, part 2", 1),
        ("years/undated.md", "Undated", 2),
    ]
    assert years(english(), chronology()) == []


def test_years_have_pages_that_lead_to_each_other() -> None:
    """The home page lists the years, and each has its events, the years around it, the way back."""
    found = made(many(("2023", 1), ("2024-05-01", MOST), ("2025", 1), ("", 1)))
    assert "<svg" not in found["years/undated.md"].markdown
    home = found["index.md"].markdown
    assert re.findall(r'<a href="(years[^"]+)">', home) == [
        "years/2023.html",
        "years/2024.html",
        "years/2025.html",
        "years/undated.html",
    ]
    assert "data-event" not in home
    year = found["years/2024.md"].markdown
    assert year.count("<li data-event") == MOST
    assert '<a href="2023.html">2023</a>' in year
    assert '<a href="2025.html">2025</a>' in year
    assert '<a href="../index.html">Timeline</a>' in year
    assert '<form class="filters"' in year
    assert year.count("<svg") == 2
    assert "The list below" not in year


def drawn_and_listed(page: Page) -> list[set[str]]:
    """The ids of the events in each drawing of a page, and last those in its list."""
    drawings = re.findall(r"<svg.*?</svg>", page.markdown, re.DOTALL)
    parts = [*(re.findall(r'<a [^>]*data-event="(.*?)"', each) for each in drawings)]
    return [set(each) for each in [*parts, re.findall('<li data-event="(.*?)"', page.markdown)]]


def test_drawing_and_list_are_one_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page draws the events that it lists: of a part of a year those of the part alone.

    An event of an earlier year that reaches into this one is on the page of the earlier one.
    """
    monkeypatch.setattr("chronology.site.queries.MOST", 2)
    dates = (("2023-11/2024-02", 1), ("2024-05-01", 3), ("[..2024-06-01]", 1), ("2024-07", 1))
    found = made(many(*dates))
    expected = {
        "years/2023.md": {"e0"},
        "years/2024-part-1.md": {"e1", "e2"},
        "years/2024-part-2.md": {"e3", "e4"},
        "years/2024-part-3.md": {"e5"},
    }
    for path, ids in expected.items():
        assert drawn_and_listed(found[path]) == [ids] * 3, path
