"""The files of a site that programs read, and the command that writes a site for any generator."""

import json
import posixpath
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import icalendar
import pytest
from golden_texts import Golden
from markdown_it import MarkdownIt

from chronology import Chronology, load
from chronology.cli import main
from chronology.cli.pages import MARKER
from chronology.formats import EXPORTERS
from chronology.loading import check_text
from chronology.site import Settings
from chronology.site.changes import read_changes
from chronology.site.files import MachineFile, machine_files

COMPLETE = Path(__file__).parent / "sites" / "complete.yaml"
THREE_LINES = "events:\n  - id: a\n    title: A\n"
CHANGELOG = "## [1.0.0] - 2025-01-01\n### Record\n- A change.\n"
Captured = pytest.CaptureFixture[str]


def files(made: Chronology, **settings: Any) -> dict[str, MachineFile]:
    """The files of a chronology by their paths."""
    return {each.path: each for each in machine_files(made, Settings(**settings))}


def small(text: str = THREE_LINES) -> Chronology:
    """The chronology of a file with this text."""
    return Chronology.of(check_text(text, "small.yaml")[0].record)


# ------------------------------------------------------------------------------ files


def test_no_file_is_called_like_a_device() -> None:
    """Where an id is a device's name to Windows, every file about it has another name."""
    text = (
        "people: {con: {name: A}, lpt1: {name: B}}\n"
        "events: [{id: aux, title: A, date: 2025, participants: {con: head, lpt1: head}}]\n"
    )
    stems = {Path(path).name.partition(".")[0] for path in files(small(text))}
    assert {"aux-", "con-", "lpt1-"} <= stems
    assert not {"aux", "con", "lpt1"} & stems


def test_the_files_of_a_site() -> None:
    """There is every format, the API, a calendar for all and for each person, and a feed."""
    found = files(load(COMPLETE), changes=read_changes(CHANGELOG))
    assert {f"chronology{each.suffix}" for each in EXPORTERS.values()} <= found.keys()
    assert {"feed.xml", "api/v1/index.json", "api/v1/schema.json"} <= found.keys()
    assert {"people/ann.ics", "people/ben.ics", "people/index-.ics"} <= found.keys()
    offered = [each for each in found.values() if each.name]
    assert offered[0].path == "chronology.json"
    assert all(each.about.endswith(".") for each in offered)
    assert {"feed.xml", "api/v1/index.json"} <= {each.path for each in offered}
    assert "api/v1/events.json" not in {each.path for each in offered}
    assert found["chronology.json"].content == EXPORTERS["json"].render(load(COMPLETE))


def test_what_is_empty_is_left_out() -> None:
    """Without a dated event there is no calendar, and without a change no feed."""
    found = files(small("people: {x: {name: X}}\n" + THREE_LINES))
    assert not [path for path in found if path.endswith((".ics", ".xml"))]
    assert "calendar" not in json.loads(found["api/v1/people.json"].content)["people"][0]


def test_a_calendar_of_one_person_has_their_events() -> None:
    """A person's calendar is named after them, and has the events in which they took part."""
    calendar = icalendar.Calendar.from_ical(files(load(COMPLETE))["people/ann.ics"].content)
    assert calendar["x-wr-calname"] == "Ann Archer in Arland and Borland"
    assert [each["uid"] for each in calendar.walk("VEVENT")] == ["bridge-talks@arland-and-borland"]
    untitled = (
        "people: {x: {name: X}}\nevents: [{id: a, title: A, date: 2025, participants: {x: head}}]"
    )
    calendar = icalendar.Calendar.from_ical(files(small(untitled))["people/x.ics"].content)
    assert calendar["x-wr-calname"] == "X in Chronology"


@pytest.mark.parametrize(("urls", "page"), [(False, "events/until.html"), (True, "events/until/")])
def test_addresses_are_absolute_only_where_they_are_known(urls: bool, page: str) -> None:
    """With the site's address entries and the feed lead to pages; all else stays the same."""
    changes = read_changes(CHANGELOG)
    made, settings = load(COMPLETE), {"use_directory_urls": urls, "changes": changes}
    known = files(made, address="https://a.example/x", **settings)
    unknown = files(made, **settings)
    assert f"URL:https://a.example/x/{page}" in known["chronology.ics"].content
    assert 'rel="self" href="https://a.example/x/feed.xml"' in known["feed.xml"].content
    differing = {path for path in known if known[path] != unknown[path]}
    assert {re.sub(r".*\.", "", path) for path in differing} == {"ics", "xml"}
    assert not [path for path in differing if "https://a.example" in unknown[path].content]


@pytest.mark.parametrize("urls", [False, True])
def test_the_api_leads_to_pages_and_calendars(urls: bool) -> None:
    """Relative addresses in the API lead to the site's pages and to the people's calendars."""
    found = files(load(COMPLETE), use_directory_urls=urls)
    ann = json.loads(found["api/v1/people.json"].content)["people"][0]
    assert ann["calendar"] == "../../people/ann.ics"
    assert ann["page"] == ("../../people/ann/" if urls else "../../people/ann.html")
    event = json.loads(found["api/v1/events/until.json"].content)
    assert event["page"] == ("../../../events/until/" if urls else "../../../events/until.html")


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a chronology and its changelog, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("my.yaml").write_text(COMPLETE.read_text("utf-8"), "utf-8")
    Path("CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    return tmp_path


def written(root: Path) -> dict[str, bytes]:
    """The files below a folder by their paths."""
    every = sorted(each for each in root.rglob("*") if each.is_file())
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in every}


def test_pages_are_written_for_any_generator(
    folder: Path, capsys: Captured, golden: Golden
) -> None:
    """The folder has the pages, what they need, and all files for programs; twice the same."""
    arguments = ["pages", "site", "--file", "my.yaml", "--changes", "CHANGELOG.md"]
    assert main(arguments) == 0
    found = written(folder / "site")
    pages = [path for path in found if path.endswith(".md")]
    others = len(found) - len(pages) - 1
    said = capsys.readouterr().out
    assert re.findall(r"\d+", said) == [str(len(pages)), str(others)]
    golden(re.sub(r"\d+", "N", said))
    assert {"index.md", "changes.md", "events/bridge-talks.md", "feed.xml"} <= found.keys()
    assert {"assets/chronology.css", "people/ann.ics", "api/v1/index.json"} <= found.keys()
    assert found[MARKER].decode().splitlines() == sorted(found.keys() - {MARKER})
    assert main(arguments) == 0
    assert written(folder / "site") == found


def test_what_is_no_longer_made_goes(folder: Path) -> None:
    """A second run takes away what the first has written and it has not; all else stays."""
    assert main(["pages", "site", "--file", "my.yaml", "--directory-urls"]) == 0
    text = (folder / "site/index.md").read_text("utf-8")
    assert 'href="events/bridge-talks/"' in text
    (folder / "site/mine.md").write_text("# Mine\n", "utf-8")
    Path("my.yaml").write_text(THREE_LINES, "utf-8")
    assert main(["pages", "site", "--file", "my.yaml", "--address", "https://a.example"]) == 0
    found = written(folder / "site")
    assert "events/a.md" in found
    assert "events/bridge-talks.md" not in found
    assert found["mine.md"] == b"# Mine\n"


def test_nothing_of_anybody_else_is_touched(folder: Path, capsys: Captured, golden: Golden) -> None:
    """A folder with other files, a file in the way and a name of a file are refused."""
    (folder / "full").mkdir()
    (folder / "full/notes.txt").write_text("mine", "utf-8")
    for name in ("full", "my.yaml"):
        assert golden.output(capsys, main(["pages", name, "--file", "my.yaml"]), name) == 2
    assert main(["pages", "site", "--file", "my.yaml"]) == 0
    (folder / "site/changes.md").symlink_to(folder / "my.yaml")
    before = written(folder)
    capsys.readouterr()
    arguments = ["pages", "site", "--file", "my.yaml", "--changes", "CHANGELOG.md"]
    assert golden.output(capsys, main(arguments), "site/changes.md") == 2
    assert written(folder) == before


def test_a_list_that_leads_out_of_the_folder_is_not_followed(folder: Path) -> None:
    """What the list names outside its folder is not removed, even if the list says so."""
    (folder / "empty").mkdir()
    (folder / "site").mkdir()
    inside = "\n".join(["../my.yaml", str(folder / "CHANGELOG.md"), "", "gone.md"])
    (folder / "site" / MARKER).write_text(inside, "utf-8")
    assert main(["pages", "site", "--file", "my.yaml"]) == 0
    assert main(["pages", "empty", "--file", "my.yaml"]) == 0
    assert (folder / "my.yaml").is_file()
    assert (folder / "CHANGELOG.md").is_file()


def test_a_site_can_be_made_ones_own(folder: Path, capsys: Captured, golden: Golden) -> None:
    """Templates and a form for corrections are taken; what cannot be used is told."""
    own = folder / "own"
    own.mkdir()
    (own / "changes.html").write_text("<h1>{{ title }}</h1><p>Mine.</p>", "utf-8")
    form = "https://a.example/new?body={body}"
    arguments = ["pages", "site", "--file", "my.yaml", "--changes", "CHANGELOG.md"]
    assert main([*arguments, "--templates", "own", "--corrections", form]) == 0
    assert "<p>Mine.</p>" in (folder / "site/changes.md").read_text("utf-8")
    assert "https://a.example/new?body=" in (folder / "site/events/until.md").read_text("utf-8")
    (own / "changes.html").write_text("{{ nothing }}", "utf-8")
    capsys.readouterr()
    for option, value in {"--templates": "own", "--corrections": "{body}"}.items():
        assert golden.output(capsys, main([*arguments, option, value]), option) == 2


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--address", "javascript:x//"),
        ("--address", "https://a.example/b c"),
        ("--templates", "none"),
        ("--changes", "none.md"),
    ],
)
def test_options_of_pages_are_checked(
    folder: Path, capsys: Captured, option: str, value: str, golden: Golden
) -> None:
    """What pages cannot use is refused before anything is written."""
    arguments = ["pages", "site", "--file", "my.yaml", option, value]
    assert golden.output(capsys, main(arguments)) == 2
    assert not (folder / "site").exists()


def test_pages_need_the_templates_library(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """Without the site's libraries the command says what to install, and writes nothing."""
    for name in [each for each in sys.modules if each.startswith(("jinja2", "chronology.site"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["pages", "site", "--file", "my.yaml"]) == 2
    said = capsys.readouterr().err
    assert "pip install 'chronology-data[site]'" in said
    golden(said)
    assert not (folder / "site").exists()


class Outline(HTMLParser):
    """The headings of a page, its links, and the data in its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a heading's or a script's beginning, and a link; `bdi` marks words in a heading."""
        if tag == "bdi":
            return
        self.inside = tag
        if tag in {"h1", "h2"}:
            self.headings.append("")
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        """What follows stands in nothing that is kept."""
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if self.inside in {"h1", "h2"}:
            self.headings[-1] += data
        elif self.inside == "script":
            self.scripts.append(data)


def by_python_markdown(text: str) -> str:
    """A page as Python-Markdown renders it, which MkDocs and Pelican use."""
    # Imported like this because it has no annotations.
    return str(import_module("markdown").markdown(text))


def by_commonmark(text: str) -> str:
    """A page as a renderer of CommonMark has it, in which HTML passes."""
    return str(MarkdownIt("commonmark").render(text))


def documents(root: Path) -> Iterator[tuple[str, Outline, Outline]]:
    """Each page in a folder by its path, as two renderers of Markdown have it."""
    for file in sorted(root.rglob("*.md")):
        text = file.read_text("utf-8")
        yield (
            file.relative_to(root).as_posix(),
            Outline(by_python_markdown(text)),
            Outline(by_commonmark(text)),
        )


def test_other_generators_render_the_same(folder: Path, hostile: Chronology) -> None:
    """Two other renderers of Markdown find the same headings, links and data on every page."""
    Path("hostile.json").write_text(EXPORTERS["json"].render(hostile), "utf-8")
    assert main(["pages", "site", "--file", "hostile.json", "--changes", "CHANGELOG.md"]) == 0
    known = {re.sub(r"\.md$", ".html", path) for path in written(folder / "site")}
    for path, one, other in documents(folder / "site"):
        assert one.headings[0].strip(), path
        assert (one.headings, one.links) == (other.headings, other.links), path
        assert [json.loads(each) for each in one.scripts] == [
            json.loads(each) for each in other.scripts
        ]
        assert len(one.scripts) == (path == "data.md" or bool(re.match("events/.", path)))
        for link in one.links:
            target = link.partition("#")[0]
            if target and "://" not in link:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in known
