"""What pages say of themselves to machines: linked data in JSON-LD, Open Graph, other forms."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from chronology import Chronology, load
from chronology.formats.linked_data import dataset, event_data, script
from chronology.loading import check_text
from chronology.site import Settings, Site
from chronology.site.changes import Change
from chronology.site.head import Head

HERE = Path(__file__).parent
COMPLETE = HERE / "sites" / "complete.yaml"
# The properties that we use, of each type; each was looked up in the vocabulary of schema.org.
VOCABULARY: dict[str, list[str]] = json.loads(
    (HERE / "data" / "schema-org.json").read_text("utf-8")
)
PLACES = (
    "places: {p: {name: P, timezone: Europe/Istanbul}, old: {name: O, timezone: Europe/Paris}}\n"
)


def nowhere(_: object) -> None:
    """The address of a page of a site that has none."""


def event(fields: str, header: str = PLACES) -> dict[str, Any]:
    """The linked data of an event with these fields."""
    text = f"{header}events: [{{id: a, title: A, {fields}}}]"
    return event_data(Chronology.of(check_text(text, "x.yaml")[0].record)["a"], None, nowhere)


def whole(header: str) -> dict[str, Any]:
    """The linked data of a chronology with this header."""
    made = Chronology.of(check_text(f"{header}\nevents: []", "x.yaml")[0].record)
    return dataset(made, None, [])


# ------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ("date: 2025-02-27", "2025-02-27", None),
        ("date: 2025-02", "2025-02", None),
        ("date: 2025", "2025", None),
        ("date: 2025-02-27/2025-02-28", "2025-02-27", "2025-02-28"),
        ("date: 2025-02-27/..", "2025-02-27", None),
        ("date: 2025-01?/2025-02", None, "2025-02"),
        ("date: 2025-02-27?", None, None),
        ("date: 2025-02~", None, None),
        ("date: 2025-02-2X", None, None),
        ("date: 2025-22", None, None),
        ('date: "[..2025-02-27]"', None, None),
        ('date: "{2025-02-12,2025-02-18}"', None, None),
        ("date: -0044-03-15", None, None),
        ("date: Y170000002", None, None),
        ("status: held", None, None),
        ("date: 2025-02-27, time: 09:50, place: p", "2025-02-27T09:50+03:00", None),
        (
            "date: 2025-02-27, time: 09:50/16:20, place: p",
            "2025-02-27T09:50+03:00",
            "2025-02-27T16:20+03:00",
        ),
        ("date: 2025-02-27, time: 09:50", "2025-02-27T09:50", None),
        # A time that the clocks of Paris skipped has no offset from UTC.
        ("date: 2025-03-30, time: 02:30, place: old", "2025-03-30T02:30", None),
        ("date: 2025-02-27, time: 09:50/16:20~, place: p", "2025-02-27", None),
        ("date: 2025-02-27, time: 09:50~", "2025-02-27", None),
        ("date: 2025-02-27T09:50:07Z", "2025-02-27T09:50:07+00:00", None),
        # Paris had a clock of its own, to the second, which ISO 8601 cannot tell from others.
        ("date: 1900-02-27, time: 09:50, place: old", "1900-02-27", None),
    ],
)
def test_only_certain_dates_are_stated(fields: str, start: str | None, end: str | None) -> None:
    """A date is stated at its precision if it is certain, and left out if it is not."""
    data = event(fields)
    assert (data.get("startDate"), data.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("held", None),
        ("disputed", None),
        ("planned", "https://schema.org/EventScheduled"),
        ("cancelled", "https://schema.org/EventCancelled"),
        ("postponed", "https://schema.org/EventPostponed"),
    ],
)
def test_statuses_are_those_of_schema_org(status: str, expected: str | None) -> None:
    """A status is stated where schema.org has a word for it."""
    assert event(f"status: {status}").get("eventStatus") == expected


@pytest.mark.parametrize(
    ("header", "name", "expected"),
    [
        ("license: CC-BY-4.0", "license", "https://spdx.org/licenses/CC-BY-4.0.html"),
        ("license: MIT OR Apache-2.0", "license", None),
        ("license: mine", "license", "https://spdx.org/licenses/mine.html"),
        ("period: 2025", "temporalCoverage", "2025"),
        ("period: 2025-01/2025-03", "temporalCoverage", "2025-01/2025-03"),
        ("period: 2025-01/..", "temporalCoverage", None),
        ("period: 2025~", "temporalCoverage", None),
        ("as_of: 2025-12-29", "dateModified", "2025-12-29"),
        ("as_of: 2025-12~", "dateModified", None),
        ("title: T", "name", "T"),
        ("title: T", "keywords", None),
    ],
)
def test_what_is_said_of_the_whole(header: str, name: str, expected: str | None) -> None:
    """The data set has its licence as an address, and dates that are certain."""
    assert whole(header).get(name) == expected


def test_the_whole_of_an_event() -> None:
    """An event has its place, those who were there, what it was about, and its sources."""
    made = load(COMPLETE)
    data = event_data(made["bridge-talks"], "en", lambda each: f"https://a.example/{each.id}")
    assert data["url"] == "https://a.example/bridge-talks"
    assert data["location"]["name"] == "the toll house"
    bridge = data["location"]["containedInPlace"]
    assert bridge["geo"] == {"@type": "GeoCoordinates", "latitude": 48.85, "longitude": 2.35}
    assert bridge["sameAs"] == [
        "https://www.wikidata.org/entity/Q90",
        "https://sws.geonames.org/2988507/",
    ]
    assert [each["name"] for each in data["attendee"]] == [
        *("Ann Archer", "Ben Baker", "Ivo Index", "Borland", "The League"),
    ]
    assert data["attendee"][0]["jobTitle"] == "Minister of Rivers"
    assert data["subjectOf"][0]["creditText"] == "Ada Quill, Bo Inkwell"
    assert data["subjectOf"][1]["url"] == "https://copy.example/evening"
    second = event_data(made["second-talks"], None, nowhere)
    assert second["superEvent"]["identifier"] == "bridge-talks"
    assert "url" not in second["superEvent"]
    assert second["location"] == {
        "@type": "Place",
        "name": "The Meadow",
        "sameAs": ["https://sws.geonames.org/1/"],
    }


@pytest.mark.parametrize(
    ("code", "expected"), [("FR", "FR"), ("XK", "XK"), ("SUHH", "Soviet Union")]
)
def test_a_former_country_is_named(code: str, expected: str) -> None:
    """A country that ISO 3166-1 has no code for is given by its name."""
    found = event("place: p", f"places: {{p: {{name: P, country: {code}}}}}\n")
    assert found["location"]["address"]["addressCountry"] == expected


def test_who_was_absent_did_not_attend() -> None:
    """Those who are recorded as absent are no attendees; a venue alone is a place."""
    header = "people: {x: {name: X}, y: {name: Y}}\n"
    data = event("participants: {x: absent, y: host}, venue: a hall", header)
    assert [each["name"] for each in data["attendee"]] == ["Y"]
    assert data["location"] == {"@type": "Place", "name": "a hall"}


# ------------------------------------------------------------------------------ as JSON-LD


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in linked data that has a type."""
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            for value in each.values():
                yield from objects(value)


@pytest.mark.parametrize("file", [None, COMPLETE, HERE / "good" / "everything.yaml"])
def test_only_words_of_schema_org_are_used(file: Path | None) -> None:
    """Every property is one that schema.org has for the type, and a reader of JSON-LD knows all."""
    made = load(file)
    every = [event_data(each, "en", nowhere) for each in made]
    every.append(dataset(made, "https://a.example/", [("x.json", "application/json")]))
    for data in every:
        for each in objects(data):
            names = {name for name in each if not name.startswith("@")}
            assert names <= set(VOCABULARY[each["@type"]]), each["@type"]
            assert None not in each.values()
        (expanded,) = jsonld.expand(data, {"documentLoader": vocabulary})
        assert len(expanded) == len(data) - 1
        assert expanded["@type"] == [f"https://schema.org/{data['@type']}"]


def vocabulary(address: str, _: object) -> dict[str, Any]:
    """The context of schema.org as far as it matters here, without asking the network for it."""
    assert address == "https://schema.org"
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": {"@vocab": "https://schema.org/"}},
    }


def test_nothing_acts_in_a_script(hostile: Chronology) -> None:
    """Linked data in a page is one line without `<`, `>` or `&`, and reads back as what it was."""
    every = [event_data(each, None, nowhere) for each in hostile]
    every.append(dataset(hostile, None, []))
    for data in every:
        text = script(data)
        inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert not re.search("[<>&\u2028\u2029\n]|[{][{%#]", inner)
        assert json.loads(inner) == data


# ------------------------------------------------------------------------------ heads


class Elements(HTMLParser):
    """What stands in a head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "meta":
            self.meta[given.get("property") or given["name"]] = given["content"]
        elif tag == "link":
            self.links.append((given["type"], given["title"], given["href"]))


def heads(made: Chronology, **settings: Any) -> dict[str, Head]:
    """What each page of a chronology says of itself, by the page's path."""
    site = Site.of(made, Settings(changes=(Change("1", None, "A."),), **settings))
    return {page.path: site.heads.of(page) for page in site.pages}


def test_a_page_says_what_it_is() -> None:
    """Home page, event, person and the others have title, sort, description and other forms."""
    found = heads(load(COMPLETE), address="https://a.example/x/")
    home, talks, data = (found[f"{name}.md"] for name in ("index", "events/bridge-talks", "data"))
    assert (home.sort, talks.sort) == ("website", "article")
    assert (found["people/ann.md"].sort, found["topics/fish.md"].sort) == ("profile", "article")
    assert home.description == "Two neighbours, a river, and what they said about it."
    assert talks.description == "They came early and left late."
    assert found["topics/fish.md"].description is None
    assert home.address == "https://a.example/x/index.html"
    assert talks.data
    assert talks.data["url"] == talks.address
    assert (home.data, found["people/ann.md"].data) == (None, None)
    assert data.data
    assert data.data["url"] == data.address == "https://a.example/x/data.html"
    assert [each["contentUrl"] for each in data.data["distribution"]][:2] == [
        "https://a.example/x/chronology.json",
        "https://a.example/x/chronology.ics",
    ]
    assert [each[2] for each in talks.alternates] == [
        "../api/v1/events/bridge-talks.json",
        "../api/v1/index.json",
        "../chronology.ics",
        "../feed.xml",
    ]
    assert found["people/ann.md"].alternates[0] == (
        "text/calendar",
        "Ann Archer in Arland and Borland",
        "ann.ics",
    )


def test_without_an_address_all_is_relative() -> None:
    """Where the site's address is not known, nothing absolute is said, whatever form links have."""
    for urls, way in ((False, ""), (True, "../")):
        found = heads(load(COMPLETE), use_directory_urls=urls)
        talks, data = found["events/bridge-talks.md"], found["data.md"]
        assert talks.address is None
        assert talks.alternates[-1][2] == f"{way}../feed.xml"
        assert data.data
        assert "url" not in data.data
        assert data.data["distribution"][0]["contentUrl"] == f"{way}chronology.json"
        assert "url" not in (talks.data or {})


def test_a_chronology_without_much_has_a_head() -> None:
    """A file of three lines has heads as well; what does not exist is not linked."""
    made = Chronology.of(check_text("events: [{id: a, title: A}]", "x.yaml")[0].record)
    found = heads(made)
    assert found["index.md"].description is None
    assert [each[:2] for each in found["events/a.md"].alternates] == [
        ("application/json", "A"),
        ("application/json", "Chronology"),
    ]


def test_a_head_is_put_into_any_page(hostile: Chronology) -> None:
    """The elements stand at the end of the head; no text of them ends it or adds to them."""
    for head in heads(hostile, address="https://a.example/").values():
        html = head.insert_into(
            "<html><head><title>x</title></HEAD><body></head></body>", 'A "site" <b>'
        )
        before, _, rest = html.partition("</HEAD>")
        assert rest == "<body></head></body>"
        found = Elements(before.removeprefix("<html><head><title>x</title>"))
        assert set(found.tags) <= {"meta", "link", "script"}
        assert found.meta["og:site_name"] == 'A "site" <b>'
        assert found.meta["og:title"] == head.title
        assert found.meta.get("description") == head.description
        assert found.meta["og:url"] == head.address
        assert found.links == list(head.alternates)
        assert found.tags.count("script") == (head.data is not None)


def test_a_theme_keeps_its_description() -> None:
    """A description that a theme has written stays the only one; a page without a head is kept."""
    head = heads(load(COMPLETE))["index.md"]
    for written in ('<meta name="description" content="x">', "<META content='x' name=description>"):
        html = head.insert_into(f"<head>{written}</head>", "S")
        assert len(re.findall("name=.?description", html)) == 1
        assert "og:description" in html
    assert head.insert_into("<p>a fragment</p>", "S") == "<p>a fragment</p>"
