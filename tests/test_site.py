"""The pages of a chronology: what they show, how they link, and that no text breaks out."""

import gzip
import re
from hashlib import sha256
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from chronology import Chronology, load
from chronology.dates import parse
from chronology.events.facts import FACTS
from chronology.formats.names import file_name
from chronology.loading import check_text
from chronology.model.scalars import is_web_address
from chronology.site import (
    Links,
    Page,
    Settings,
    UnusableTemplateError,
    assets,
    pages,
    words,
)
from chronology.site.files import MachineFile
from chronology.site.page import escape_heading
from chronology.site.queries import machine_readable, months
from chronology.site.rendering import render
from chronology.site.words import english
from chronology.vocabulary import Capacity, Group, Reading, Relation, Status, Weekday

SITES = Path(__file__).parent / "sites"
COMPLETE = SITES / "complete.yaml"
EVENT = "events/bridge-talks.md"


@pytest.fixture(scope="module")
def complete() -> dict[str, Page]:
    """The pages of the complete chronology by path."""
    return by_path(load(COMPLETE))


def by_path(chronology: Chronology, settings: Settings | None = None) -> dict[str, Page]:
    """The pages of a chronology, each under its path."""
    made = pages(chronology, settings or Settings())
    return {page.path: page for page in made}


def small(text: str, settings: Settings | None = None) -> dict[str, Page]:
    """The pages of a chronology file with this text."""
    return by_path(Chronology.of(check_text(text, "small.yaml")[0].record), settings)


class Elements(HTMLParser):
    """What an HTML text consists of: tags with the names of their attributes, links, and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            if name in {"href", "xlink:href", "src"}:
                self.links.append(value or "")
            if name == "id":
                self.ids.add(value or "")

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data


def shown(page: Page) -> str:
    """The text of a page as a reader sees it, in one line."""
    return " ".join(Elements(rendered(page)).text.split())


def rendered(page: Page, extensions: tuple[str, ...] = ()) -> str:
    """A page as Python-Markdown renders it."""
    # Imported like this because it has no annotations.
    return str(import_module("markdown").markdown(page.markdown, extensions=[*extensions]))


# ------------------------------------------------------------------------------ what is shown


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("index.md", "Arland and Borland"),
        ("index.md", "Two neighbours, a river, and what they said about it."),
        ("index.md", "10 events · 4 sources · As of December 1931"),
        ("index.md", "Highlights Talks Delegations meet at the bridge 1 May 1931 · The Bridge"),
        ("index.md", "Letter A letter Undated"),
        ("index.md", "They came early and left late. The Bridge · 4 sources"),
        ("index.md", "Talks · cancelled A second meeting is called off"),
        ("index.md", "postponed A parade is put off"),
        (EVENT, "Date 1 May 1931 1931-05-01 1"),
        (EVENT, "Time 09:50 to about 16:20, local time (Europe/Paris) 1, 4"),
        ("events/second-talks.md", "Time 10:00 (Asia/Tokyo)"),
        ("events/calling-off.md", "Time 11:00, time zone not stated"),
        (EVENT, "Duration about 6 hours"),
        ("events/second-talks.md", "Status cancelled"),
        (EVENT, "Place The Bridge 1 Venue the toll house"),
        (EVENT, "Parties Arland, Borland, The League"),
        (EVENT, "Topics Water, Fish 1 Not about Tolls 1"),
        (EVENT, "Arland Ann Archer, Minister of Rivers (head)"),
        (EVENT, "Borland Ben Baker, head 1 Unnamed, a spokeswoman (speaker)"),
        (EVENT, "Of no party Ivo Index, mediator"),
        (EVENT, "They agreed to meet again. What came of it: A second meeting is called off"),
        (EVENT, "Follows The quarrel begins, about 1920 to April 1931"),
        (EVENT, "Includes A second meeting is called off"),
        ("events/old-quarrel.md", "Followed by Delegations meet at the bridge"),
        ("events/second-talks.md", "Part of Delegations meet at the bridge"),
        ("events/second-talks.md", "Called off by Arland calls the second meeting off"),
        ("events/second-talks.md", "Came of Delegations meet at the bridge, 1 May 1931"),
        ("events/calling-off.md", "Calls off A second meeting is called off"),
        ("events/calling-off.md", "No source is recorded for this event."),
        ("events/undated-letter.md", "Date Undated"),
        (EVENT, "Notes It rained, says one report."),
        (EVENT, "date Recorded here 1 May 1931 1 Also read 2 May 1931 2, 3 Why The first of May"),
        (EVENT, "time Recorded here 09:50 to about 16:20 1, 4 Also read 10:00 2 in the morning 3"),
        (EVENT, "duration Recorded here about 6 hours 1 Also read 5 hours 2"),
        (EVENT, "Ann Archer (role) Recorded here Minister of Rivers 1 Also read Minister of Water"),
        (EVENT, "Ben Baker Recorded here head 1 Also read not there 2"),
        (EVENT, "participants Recorded here Ann Archer, Ben Baker, Ivo Index, Borland, The Lea"),
        (EVENT, "status Recorded here took place Also read cancelled 2"),
        (EVENT, "outcome 1 (what came of it) Recorded here A second meeting is called off"),
        (EVENT, "note 1 Recorded here It rained, says one report. 1 Also read The sun shone. 2"),
        (EVENT, "what it follows Recorded here The quarrel begins"),
        (EVENT, "summary Recorded here They came early and left late. 1 Why Nobody disputes it."),
        (EVENT, "Texts of one agency, publisher or address count as one: 4 sources."),
        (EVENT, "The Morning Post · 2 May 1931 · River Agency report · in English · read in full"),
        (EVENT, "The Evening Post May 1931 · River Agency report · in German · read as an exc"),
        (EVENT, "“Delegations met at … under the bridge” Supports: what happened, date, time, du"),
        (EVENT, "Supports: Borland, topics excluded, outcome 1, note 1, what it follows"),
        (
            EVENT,
            "Links open another copy of this text. https://copy.example/evening 2 cit",
        ),
        (EVENT, 'Reasoning: "Friday", read against the date of the paper.'),
        (EVENT, "Says of the time “on Friday”: a Friday"),
        (EVENT, "“six days later”: 6 days after The quarrel begins"),
        (EVENT, "“a day before”: 1 day before 2 May 1931 and in May 1931"),
        (EVENT, "1 May 1931 and in the same week as The quarrel begins and in 1931"),
        (EVENT, "Reads otherwise, Ann Archer (role): Minister of Water"),
        (EVENT, "Passage not recorded. https://copy.example/evening Supports: venue"),
        (EVENT, "bulletin 1 citation Passage not recorded. Supports: time"),
        (EVENT, "Earlier A parade is put off Timeline Later A second meeting is called off"),
        (
            "people/index.md",
            "The data Arland Ann Archer 1 event Borland Ben Baker 1 event Of no party",
        ),
        ("people/ann.md", "Party Arland Country France Also written A. Archer, Anna"),
        (
            "people/ann.md",
            "Wikidata Q2 Roles, as stated Minister of Rivers 1 May 1931 In contact with",
        ),
        ("people/ann.md", "Ben Baker Borland 1 May 1931 Ivo Index 1 May 1931 Events 1 May 1931"),
        ("parties/arland.md", "Country France Also written The Arlands In other databases"),
        ("parties/arland.md", "Who acts for it Ann Archer 1 event Events"),
        ("parties/league.md", "The League Events 1 May 1931"),
        ("parties/index.md", "Arland 2 events Borland 2 events The League 1 event"),
        ("kinds/index.md", "Contacts Talks 2 events They met. Of no group Letter 1 event"),
        ("kinds/talks.md", "They met. Group Contacts Events 1 May 1931"),
        ("kinds/letter.md", "Letter Events Undated Letter A letter"),
        (EVENT, "Kind Talks (Contacts) They met. Topics"),
        ("events/undated-letter.md", "Kind Letter"),
        (EVENT, "Cite this page As a sentence “Delegations meet at the bridge” (1 May 1931). In:"),
        ("data.md", "Title Arland and Borland As of December 1931 What it holds 10 events"),
        ("data.md", "10 events 5 passages 3 people 3 parties 3 places 3 topics 2 kinds of events"),
        ("data.md", "time The time of day, HH:MM or HH:MM/HH:MM, with ~ for about; in the place'"),
        ("data.md", "timezone The zone of time (IANA database). 1 duration"),
        ("places/index.md", "Places People Parties Places Topics Kinds of events Sources Where so"),
        ("places/index.md", "The Bridge Land: Natural Earth. No borders are drawn. The Bridge 1"),
        ("places/bridge.md", "Time zone Europe/Paris Latitude, longitude 48.85, 2.35"),
        ("places/bridge.md", "Wikidata Q90, GeoNames 2988507"),
        ("places/meadow.md", "In other databases GeoNames 1 Events"),
        ("topics/index.md", "Water 1 event Whose water it is."),
        ("topics/tolls.md", "Events said not to be about it 1 May 1931"),
        ("sources/index.md", "bulletin 1 event leaflet"),
        ("sources/morning-post.md", "Publisher The Morning Post Authors Ada Quill, Bo Inkwell"),
        ("sources/morning-post.md", "Published 2 May 1931 Accessed 1 January 2025"),
        ("sources/morning-post.md", "News agency River Agency Language English How it was read"),
        ("sources/morning-post.md", "Note The evening edition differs. Address https://post.exa"),
        ("sources/morning-post.md", "Archived copy https://archive.example/bridge What it supp"),
        ("sources/chronicle.md", "Language eo"),
        ("sources/morning-post.md", "A second meeting is called off “a second meeting was … to"),
    ],
)
def test_what_pages_show(complete: dict[str, Page], path: str, text: str) -> None:
    """Every part of an event and of a register stands on its page, in words."""
    assert text in shown(complete[path])


@pytest.mark.parametrize(
    ("code", "name"), [("FR", "France"), ("SUHH", "Soviet Union"), ("XK", "Kosovo"), ("ZZ", "ZZ")]
)
def test_countries_have_names(code: str, name: str) -> None:
    """A country is shown by its English name, a former one too; a code without a name as it is."""
    assert english().country(code) == name


def test_every_subject_has_a_page(complete: dict[str, Page]) -> None:
    """There are three pages of the whole, a page an event, and an index and pages a registry."""
    record = load(COMPLETE)
    registries = [record.people, record.parties, record.places, record.topics, record.kinds]
    of_whole = {path for path in complete if "/" not in path}
    assert of_whole == {"index.md", "disagreements.md", "data.md"}
    assert len(complete.keys() - of_whole) == 6 + sum(
        map(len, [record, *registries, record.sources])
    )
    assert complete["people/index-.md"].title == "Ivo Index"


def test_months_of_the_timeline(complete: dict[str, Page]) -> None:
    """Months are the headings of the home page; years and loose dates where no month is known."""
    headings = re.findall(r"<h2>(.*?)</h2>", rendered(complete["index.md"]))
    assert [Elements(each).text for each in headings] == [
        "Highlights",
        "At a glance",
        "1920",
        "1930–1939, year not known",
        "February 1930",
        "1930",
        "1931",
        "May 1931",
        "June 1931",
        "Undated",
    ]


def test_a_heading_comes_once() -> None:
    """An event of some day of the year stands under the year, and parts no month in two."""
    record = Chronology.of(
        check_text(
            "events: [{id: a, title: A, date: 1931-01-01}, {id: b, title: B, date: '1931'},"
            " {id: c, title: C, date: 1931-01-05}, {id: d, title: D, date: 1931-01-02/..}]",
            "",
        )[0].record
    )
    found = {
        heading: [event.id for event in events]
        for heading, events in months(english(), record).items()
    }
    assert found == {"January 1931": ["a", "d", "c"], "1931": ["b"]}


@pytest.mark.parametrize(
    ("date", "form"),
    [("1931", "1931"), ("1931-05", "1931-05"), ("1931-05-01", "1931-05-01")]
    + [(text, None) for text in ("1931-22", "1931?", "Y12345", "-0044", "193X", "1931/1932")],
)
def test_machine_readable(date: str, form: str | None) -> None:
    """A date has a `datetime` only where HTML has the same form for it."""
    assert machine_readable(parse(date)) == form


def test_the_smallest_chronology() -> None:
    """An event with an id and a title is enough for a site, and one alone has no neighbours."""
    found = small("events: [{id: a, title: A}]")
    nothing = "No event has a date in the time that is to be drawn."
    filters = "Filter the events Words From To Show all"
    said = (
        f"Chronology 1 event · 0 sources The data {nothing} {filters} Undated Undated A 0 sources"
    )
    assert said in shown(found["index.md"])
    assert "Other events" in found["events/a.md"].markdown
    assert "Earlier" not in shown(found["events/a.md"])


def test_a_decision_on_a_field_without_value() -> None:
    """A field that the record leaves empty, and of which a source has a reading, is shown empty."""
    citation = "{s: [{supports: title, differs: {venue: a barn}}]}"
    found = small(f"sources: {{s: {{}}}}\nevents: [{{id: a, title: A, citations: {citation}}}]")
    assert "venue Recorded here nothing Also read a barn 1" in shown(found["events/a.md"])


DIFFERING = """\
sources:
  full: {publisher: The Gazette, read: full}
  part: {publisher: The Ledger, read: excerpt}
  bare: {publisher: The Post}
events:
  - id: calm
    title: Calm talks
    citations: {full: [{passage: They met in ... on Monday}]}
  - id: talks
    title: Talks <b>
    date: 2025-02-27
    venue: town hall
    decisions: {venue: The Gazette was there.}
    citations:
      full:
        - {passage: They met in ... the town hall, supports: venue}
        - {passage: They met on ... a Thursday}
      part:
        - passage: They met in ... a barn nearby
          differs: {venue: a barn}
        - {}
      bare: [{passage: They may have ... met at all}]
"""


def test_all_disagreements_stand_on_one_page() -> None:
    """The page of disagreements has each field's readings, by whom, and why one is adopted."""
    found = small(DIFFERING)
    page = shown(found["disagreements.md"])
    assert "Talks <b> 27 February 2025 venue" in page
    assert "Recorded here town hall (The Gazette)" in page
    assert "Also read a barn (The Ledger)" in page
    assert "Why The Gazette was there." in page
    assert "Calm talks" not in page
    links = Elements(rendered(found["disagreements.md"])).links
    assert {"events/talks.html", "sources/full.html", "sources/part.html"} <= set(links)
    assert "1 event where sources differ" in shown(found["index.md"])
    assert "disagreements.html" in Elements(rendered(found["index.md"])).links


def test_names_in_fields_are_escaped_once() -> None:
    """A name with signs of HTML in it reads the same wherever a field is named after it."""
    found = small(
        "people: {o: {name: O'Brien & Co}}\nsources: {s: {}}\nevents:\n"
        "  - id: talks\n    title: Talks\n    participants: {o: {capacity: head, role: R & D}}\n"
        "    decisions: {participants.o.role: He says so.}\n"
        "    citations: {s: [{supports: [participants.o], differs: {participants.o: x}}]}\n"
    )
    text = shown(found["events/talks.md"])
    assert "O'Brien & Co (role) Recorded here R & D" in text
    assert "Supports: O'Brien & Co Reads otherwise, O'Brien & Co: x" in text


def test_where_nobody_differs_the_page_says_so() -> None:
    """Without disagreements their page says that there are none, and the home page is silent."""
    found = small("events: [{id: a, title: A}]")
    assert "No source is recorded as differing" in shown(found["disagreements.md"])
    assert "disagreements.html" not in Elements(rendered(found["index.md"])).links


def test_how_the_passages_were_read_is_counted() -> None:
    """An event's page says how many of its passages are known how well."""
    shaped, _ = check_text(DIFFERING, "small.yaml")
    chronology = Chronology.of(shaped.record)
    text = shown(by_path(chronology)["events/talks.md"])
    assert (
        "3 texts: 2 passages of texts read in full, 1 passage read as an excerpt, 1 passage, "
        "1 passage not recorded." in text
    )
    checked = {page.path: page for page in pages(chronology, Settings(), checked={"full"})}
    text = shown(checked["events/talks.md"])
    assert "3 texts: 2 passages checked against the full text, 1 passage read as" in text
    assert "The Gazette checked against the full text" in text


def test_what_follows_for_a_date_stands_apart_from_it() -> None:
    """Bounds that follow from other events are shown as such, with their reasons."""
    found = small(
        "sources: {s: {}}\nevents:\n"
        "  - {id: call, title: A call, date: 2025-02-12}\n"
        "  - {id: talks, title: Talks, citations: {s: [{when: "
        "{says: six days later, after: call, by: 6 days}}]}}\n"
    )
    text = shown(found["events/talks.md"])
    assert "Date Undated Follows from the record began 18 February 2025" in text
    assert "“A call” is dated 12 February 2025" in text
    assert "Follows from the record" not in shown(found["events/call.md"])


def test_every_word_is_used() -> None:
    """The table of words has none that no page says."""
    package = Path(words.__file__).parent
    texts = [
        path.read_text("utf-8")
        for path in package.rglob("*")
        if path.suffix != ".pyc" and path.is_file() and path.name != "words.py"
    ]
    used = set(re.findall(r"[\"']([\w -]+)[\"']", "\n".join(texts)))
    of_facts = {field.replace("_", " ") for field in FACTS}
    assert english().texts.keys() - used - of_facts == set()


def test_every_word_of_the_file_has_its_words() -> None:
    """What a file may say in a closed vocabulary, the site can say to readers."""
    said = {*Capacity, *Status, *Group, *Reading, *Weekday}
    assert english().drawings.labels.keys() == said
    assert set(Relation) <= english().statements.keys()


def test_pages_are_the_same_every_time(complete: dict[str, Page]) -> None:
    """The same chronology makes the same pages, in the same order."""
    assert list(by_path(load(COMPLETE)).values()) == list(complete.values())


def test_the_home_page_has_the_timeline_drawn(complete: dict[str, Page]) -> None:
    """The drawing comes broad and narrow, leads to the events, and says what is not in it."""
    html = rendered(complete["index.md"])
    drawing = html.partition("<figure")[2].partition("</figure>")[0]
    assert re.findall(r'<svg class="(\w+)"', drawing) == ["wide", "narrow"]
    assert drawing.count(f'href="{EVENT.replace(".md", ".html")}"') == 2
    assert "1 event without a date is not drawn. The list below has all events." in drawing
    assert "1 May 1931: Delegations meet at the bridge (Talks)" in drawing


def test_a_drawing_without_gaps_says_nothing_of_them() -> None:
    """Where all events are drawn, nothing is said of others."""
    text = shown(small("events: [{id: a, title: A, date: 2025}]")["index.md"])
    assert "leads to its page. Filter" in text


def test_the_home_page_is_light() -> None:
    """The home page of the record is below 60 kB, compressed, drawing and all."""
    html = rendered(by_path(load())["index.md"])
    assert len(gzip.compress(html.encode(), mtime=0)) < 60_000


# ------------------------------------------------------------------------------ links


@pytest.mark.parametrize(
    ("page", "target", "plain", "directory"),
    [
        ("index.md", "events/a.md", "events/a.html", "events/a/"),
        ("index.md", "index.md", "index.html", "./"),
        ("index.md", "people/index.md", "people/index.html", "people/"),
        ("events/a.md", "events/b.md", "b.html", "../b/"),
        ("events/a.md", "index.md", "../index.html", "../../"),
        ("events/a.md", "people/index.md", "../people/index.html", "../../people/"),
        ("people/index.md", "people/a.md", "a.html", "a/"),
        ("people/index.md", "events/a.md", "../events/a.html", "../events/a/"),
    ],
)
def test_relative_links(page: str, target: str, plain: str, directory: str) -> None:
    """A link leads from one page to another with both of MkDocs' forms of addresses."""
    assert Links(page, use_directory_urls=False).to(target) == plain
    assert Links(page, use_directory_urls=True).to(target) == directory


def test_passages_are_links(complete: dict[str, Page]) -> None:
    """A passage opens its source there, says so little about the reader, and has its language."""
    assert (
        '<a href="https://post.example/bridge#:~:text=Delegations%20met%20at,under%20the%20bridge"'
        ' rel="noopener noreferrer" lang="en" dir="ltr">“Delegations met at … under the bridge”</a>'
    ) in complete[EVENT].markdown
    assert '<span lang="eo" dir="ltr">“in the spring they …' in complete[EVENT].markdown


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.example", True), ("http://a.example/x?y#:~:text=a%20b,c", True)]
    + [(url, False) for url in ("javascript:alert(1)", "data:text/html,x", "//a.example", "a")]
    + [(url, False) for url in ("https://", "https://a.example/x y", 'https://a.example/"', "")],
)
def test_web_addresses(url: str, expected: bool) -> None:
    """Only http and https become links, whatever the loader let through."""
    assert is_web_address(url) is expected


def test_what_is_no_web_address_is_text() -> None:
    """An address that got past every check is shown, and leads nowhere."""
    record = load(COMPLETE)
    object.__setattr__(record.sources["morning-post"], "url", "javascript:alert(1)")
    for page in pages(record, Settings()):
        assert not [link for link in Elements(rendered(page)).links if "javascript" in link]
    assert "javascript:alert" in by_path(record)["sources/morning-post.md"].markdown


# ------------------------------------------------------------------------------ hostile text

EXTENSIONS = (
    *("extra", "admonition", "codehilite", "legacy_attrs", "nl2br", "sane_lists", "smarty"),
    *("toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.html"),
    *("pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.keys"),
    *("pymdownx.inlinehilite", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols"),
    *("pymdownx.snippets", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
)
"""What people switch on in MkDocs, all at once."""


@pytest.mark.parametrize("extensions", [(), ("extra",), EXTENSIONS], ids=["none", "extra", "all"])
def test_hostile_text_adds_no_element(hostile: Chronology, extensions: tuple[str, ...]) -> None:
    """Whatever a text holds, a page has the elements and attributes that it has without it."""
    harmless, harmful = by_path(load(COMPLETE)), by_path(hostile)
    allowed = {
        tag for page in harmless.values() for tag in Elements(rendered(page, extensions)).tags
    }
    assert harmful.keys() == harmless.keys()
    for path, page in harmful.items():
        found = Elements(rendered(page, extensions))
        assert set(found.tags) <= allowed, path
        assert not [link for link in found.links if link.startswith(("javascript", "data:", "x"))]
        assert page.markdown.count("\n#") == harmless[path].markdown.count("\n#"), path


def test_hostile_text_is_shown_as_it_is(hostile: Chronology) -> None:
    """Nothing of a text is lost or read as markup: a reader sees the signs that the file has."""
    found = shown(by_path(hostile)[EVENT])
    for text in (hostile["bridge-talks"].title, hostile["bridge-talks"].summary):
        assert text is not None
        assert " ".join(text.split()) in found


def test_no_line_of_a_block_looks_like_markdown(hostile: Chronology) -> None:
    """Each line is a heading made of references, or begins with a tag; no template sign is left."""
    for page in by_path(hostile).values():
        lines = [line for line in page.markdown.split("\n") if line]
        heading = r"#{1,2} (<bdi lang=\"[\w-]+\" dir=\"\w+\">)?[\w &#;]+(</bdi>)?$"
        assert all(re.match(f"</?[a-z]|{heading}", line) for line in lines)
        assert not set("{}[]`\\") & set(page.markdown)


def test_headings_are_references() -> None:
    """A heading has letters, digits and spaces as they are, in one line, numbers for all else."""
    assert escape_heading("a_b\n\n## *c* é") == "a&#95;b &#35;&#35; &#42;c&#42; é"


def test_the_assets_are_small() -> None:
    """Style sheet and scripts have less than 10 kB, compressed, and ask for nothing."""
    every = b"".join(assets().values())
    assert 0 < len(gzip.compress(every, mtime=0)) < 10_000
    assert not re.search(rb"url\(|@import|fetch\(|XMLHttpRequest|https?:(?!//www.w3.org/)", every)


# ------------------------------------------------------------------------------ settings


def test_many_sources_are_folded() -> None:
    """Few sources show their passages at once; those of many open on request."""
    cited = ", ".join(f"s{number}: [{{}}]" for number in range(4))
    sources = ", ".join(f"s{number}: {{}}" for number in range(4))
    event = "events: [{id: a, title: A, citations: "
    many = small(f"sources: {{{sources}}}\n{event}{{{cited}}}}}]")["events/a.md"].markdown
    few = small(f"sources: {{s0: {{}}}}\n{event}{{s0: [{{}}]}}}}]")["events/a.md"].markdown
    assert many.count("<details>\n<summary>1 citation</summary>") == 4
    assert few.count("<details open>\n<summary>1 citation</summary>") == 1


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("index", "index-"),
        *((name, f"{name}-") for name in ("con", "prn", "aux", "nul", "com1", "com9", "lpt1")),
        *((name, name) for name in ("com", "com10", "com-1", "console", "a-con", "lpt", "conin")),
        ("a" * 120, "a" * 120),
        ("a" * 121, "a" * 120 + "--" + sha256(b"a" * 121).hexdigest()[:16]),
        ("a" * 119 + "-b", "a" * 119 + "--" + sha256(b"a" * 119 + b"-b").hexdigest()[:16]),
    ],
)
def test_names_of_files(id_: str, name: str) -> None:
    """An id is the name of its page's file, where every file system can have such a file."""
    assert file_name(id_) == name


def test_long_ids_have_pages_of_their_own() -> None:
    """Two ids that only differ at their ends have two pages, and links lead to them."""
    ids = ["a" * 400 + end for end in "bc"]
    text = "events: [" + ", ".join(f"{{id: {id_}, title: {id_[-1]}}}" for id_ in ids) + "]"
    found = small(text)
    events = [path for path in found if path.startswith("events/")]
    assert len(events) == 2
    links = Elements(rendered(found["index.md"])).links
    assert {path.replace(".md", ".html") for path in events} <= set(links)


def test_the_own_folder_of_templates_comes_first(tmp_path: Path) -> None:
    """A template in the site's own folder takes the place of ours; the other ones stay."""
    (tmp_path / "topic.html").write_text("<h1>{{ title }}</h1>\n<p>mine</p>", "utf-8")
    found = by_path(load(COMPLETE), Settings(templates=tmp_path))
    assert shown(found["topics/water.md"]) == "Water mine"
    assert "Whose water it is" in shown(found["topics/index.md"])


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"<p>\n{% if %}", "line 2 of topic.html: "),
        (b"{{ nothing }}", "topic.html: 'nothing' is undefined"),
        (b"{% include 'gone.html' %}", "topic.html: gone.html"),
        (b"\xff", "topic.html: 'utf-8' codec can't decode"),
        (b"{{ 1 / 0 }}", "topic.html: ZeroDivisionError: division by zero"),
        (b"{% include 'topic.html' %}", "topic.html: RecursionError: "),
    ],
)
def test_templates_that_cannot_be_used(tmp_path: Path, template: bytes, said: str) -> None:
    """What is wrong with a template is told with its name."""
    (tmp_path / "topic.html").write_bytes(template)
    with pytest.raises(UnusableTemplateError, match=re.escape(said)):
        by_path(load(COMPLETE), Settings(templates=tmp_path))


def test_a_mistake_of_ours_is_not_put_on_a_template() -> None:
    """Where no template is the site's own, what goes wrong in one is not told as its fault."""

    class Broken:
        def __str__(self) -> str:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        render("topic.html", Settings(), None, title=Broken())


def test_downloads_stand_on_the_page_about_the_data() -> None:
    """Each file with a name is a link, with its size and what it is."""
    offered = (
        MachineFile("chronology.json", "application/json", "é" * 617, "As <JSON>", "All of it."),
        MachineFile("api/v1/index.json", "application/json", "{}", "API"),
        MachineFile("api/v1/people.json", "application/json", "{}"),
    )
    chronology = Chronology.of(check_text("events: [{id: a, title: A}]", "a.yaml")[0].record)
    every = pages(chronology, Settings(), files=offered)
    page = next(each for each in every if each.path == "data.md")
    assert "Downloads As <JSON> 2 kB All of it. API 1 kB Fields" in shown(page)
    assert {"chronology.json", "api/v1/index.json"} <= set(Elements(rendered(page)).links)


def test_pages_of_one_name_are_told_apart() -> None:
    """Of sources that have the same name each has its id in the title, too."""
    found = small("sources: {a: {publisher: P}, b: {publisher: P}, c: {publisher: Q}}\nevents: []")
    assert [found[f"sources/{id_}.md"].title for id_ in "abc"] == ["P (a)", "P (b)", "Q"]


def test_the_address_of_a_page_is_cited() -> None:
    """Where the site's address is known a page's citation has the page's own."""
    for use_directory_urls, address in ((False, "events/a.html"), (True, "events/a/")):
        made = pages(
            Chronology.of(check_text("events: [{id: a, title: A}]", "")[0].record),
            Settings(use_directory_urls, address="https://site.example/x"),
        )
        page = next(each for each in made if each.path == "events/a.md")
        assert f"Event a. https://site.example/x/{address} Copy For BibTeX" in shown(page)


def test_corrections_of_hostile_texts_are_addresses(hostile: Chronology) -> None:
    """A link to a form for corrections holds a hostile text as a value, percent-encoded."""
    form = "https://forms.example/new?title={title}&body={body}"
    page = by_path(hostile, Settings(corrections=form))[EVENT]
    found = [link for link in Elements(rendered(page)).links if "forms.example" in link]
    assert len(found) == 3
    assert all(re.fullmatch(r"https://forms\.example/new\?[\w.~%&=-]+", link) for link in found)
