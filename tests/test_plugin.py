"""The MkDocs plugin on real builds: themes, addresses, several chronologies, broken files."""

import errno
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from golden_texts import Golden
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

SITES = Path(__file__).parent / "sites"
THREE_LINES = "events:\n  - id: a\n    title: A\n"
BROKEN = "events:\n  - id: a\n    titel: A\n  - {id: b, title: B, date: 2025-02-30}\n"

Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A MkDocs project with the complete chronology, made from settings and files."""

    def make(files: dict[str, str] | None = None, /, **settings: Any) -> Path:
        shutil.copy(SITES / "complete.yaml", tmp_path)
        contents = {"docs/index.md": "# Home\n"} | (files or {})
        for name, text in contents.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        options = {"file": "complete.yaml", **settings.pop("options", {})}
        defaults = {"site_name": "Test", "plugins": [{"chronology": options}]}
        # JSON is YAML.
        configuration = tmp_path / "mkdocs.yml"
        configuration.write_text(yaml.safe_dump(defaults | settings), "utf-8")
        return configuration

    return make


def built(configuration: Path, *, strict: bool = True) -> Path:
    """The folder of the site that MkDocs builds, as its command does."""
    config = load_config(str(configuration), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


class Links(HTMLParser):
    """The addresses that an HTML file leads to or loads, and the places that lead into it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep links, and the names that fragments use."""
        for name, value in attrs:
            if name in {"href", "xlink:href", "src"} and (tag, name) != ("link", "href"):
                self.found.append(value or "")
            if name in {"id", "name"}:
                self.ids.add(value or "")


def dead_links(site: Path, below: str) -> Iterator[str]:
    """The links of pages in a folder of a site that lead to nothing in it."""
    for file in sorted((site / below).rglob("*.html")):
        for link in Links(file).found:
            path, fragment = urldefrag(link)
            if "://" in path or path.startswith("/"):
                continue
            target = (file.parent / unquote(path)) if path else file
            target = target / "index.html" if target.is_dir() else target
            known = target.is_file() and (
                not fragment or target.suffix != ".html" or fragment in Links(target).ids
            )
            if not known:
                yield f"{file.relative_to(site)}: {link}"


# ------------------------------------------------------------------------------ builds


@pytest.mark.parametrize("use_directory_urls", [True, False], ids=["folders", "files"])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_strict_build(project: Project, theme: str, use_directory_urls: bool) -> None:
    """A project builds strictly on each theme, with both forms of addresses and no dead link."""
    site = built(
        project(
            theme={"name": theme, **({"font": False} if theme == "material" else {})},
            use_directory_urls=use_directory_urls,
            validation={"anchors": "warn"},
        )
    )
    page = "bridge-talks/index.html" if use_directory_urls else "bridge-talks.html"
    html = (site / "chronology/events" / page).read_text("utf-8")
    assert html.count("<h1") == 1
    assert "assets/chronology.css" in html
    assert (site / "assets/chronology.css").stat().st_size > 0
    assert list(dead_links(site, "chronology")) == []


def test_pages_may_stand_in_the_navigation(project: Project) -> None:
    """Generated pages are in no navigation by themselves, and may be named in it."""
    nav = [{"Home": "index.md"}, {"When": "chronology/index.md"}, "chronology/events/until.md"]
    html = (built(project(nav=nav)) / "index.html").read_text("utf-8")
    assert '<a href="chronology/" class="nav-link">When</a>' in html
    assert '<a href="chronology/events/until/" class="nav-link">A ferry ran</a>' in html
    assert "A ferry runs" not in html


def test_the_root_as_folder(project: Project) -> None:
    """With an empty folder the home page of the chronology is that of the site."""
    configuration = project(options={"folder": ""})
    (configuration.parent / "docs/index.md").unlink()
    assert "A ferry runs" in (built(configuration) / "index.html").read_text("utf-8")


def test_two_chronologies_in_one_site(project: Project) -> None:
    """The plugin may stand twice, with a folder each; the style sheet is there once."""
    plugins = [
        {"chronology": {"file": "complete.yaml", "folder": "rivers"}},
        {"chronology": {"file": "small.yaml", "folder": "deep/small"}},
    ]
    site = built(project({"small.yaml": THREE_LINES}, plugins=plugins))
    assert (site / "rivers/events/bridge-talks/index.html").is_file()
    page = (site / "deep/small/events/a/index.html").read_text("utf-8")
    assert page.count("assets/chronology.css") == 1
    assert list(dead_links(site, "")) == []


def test_the_reference_is_added_on_request(project: Project) -> None:
    """The pages about fields and diagnostics are there where a project asks for them."""
    assert not (built(project()) / "chronology/reference").exists()
    site = built(project(options={"reference": True}))
    assert "needs-quotes" in (site / "chronology/reference/diagnostics/index.html").read_text(
        "utf-8"
    )
    assert "as_of" in (site / "chronology/reference/fields/index.html").read_text("utf-8")


def test_an_own_style_sheet(project: Project) -> None:
    """A style sheet of the same name in the docs takes the place of the plugin's."""
    site = built(project({"docs/assets/chronology.css": "/* mine */"}))
    assert (site / "assets/chronology.css").read_text("utf-8") == "/* mine */"


def test_own_templates(project: Project) -> None:
    """A template in the folder that an option names takes the place of ours, and is watched."""
    configuration = project(
        {"own/topic.html": "<h1>{{ title }}</h1>\n<p>mine</p>"}, options={"templates": "own"}
    )
    page = built(configuration) / "chronology/topics/water/index.html"
    assert "<p>mine</p>" in page.read_text("utf-8")
    config = load_config(str(configuration))
    config.plugins.on_config(config)
    assert str(configuration.parent / "own") in config.watch


def test_citations_and_corrections_have_the_address_of_the_page(project: Project) -> None:
    """With the site's address a page is cited with its own, which forms for corrections get too."""
    form = "https://forms.example/new?page={address}"
    options = {"folder": "deep/rivers", "corrections": form}
    for site_url in ("https://a.example/docs/", "https://a.example/docs"):
        site = built(project(site_url=site_url, options=options))
        html = (site / "deep/rivers/events/bridge-talks/index.html").read_text("utf-8")
        assert "https://a.example/docs/deep/rivers/events/bridge-talks/" in html
        assert "page=https%3A%2F%2Fa.example%2Fdocs%2Fdeep%2Frivers%2Fevents%2Fbridge-talks" in html


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_titles_are_text_in_every_theme(project: Project, theme: str) -> None:
    """A title with markup is text in the head, the navigation, the contents and the footer."""
    title = """</title><script>pwned()</script><img src=x onerror=a> "q" *s* `c` {{ 7*7 }}"""
    chronology = {
        "title": title,
        "parties": {"p": {"name": title}},
        "people": {"x": {"name": title, "party": "p"}},
        "events": [{"id": "a", "title": title}],
    }
    files = {"hostile.yaml": yaml.safe_dump(chronology)}
    nav = [f"chronology/{path}.md" for path in ("index", "events/a", "people/index", "people/x")]
    settings: dict[str, Any] = {"plugins": ["search", {"chronology": {"file": "hostile.yaml"}}]}
    site = built(project(files, theme=theme, nav=["index.md", *nav], **settings))
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        assert "<script>pwned" not in html, file
        assert "<img src=x" not in html, file
        assert "{{ 7*7 }}" in html or "&#123;" in html or file.name == "404.html", file
    assert "&lt;script&gt;pwned()" in (site / "chronology/events/a/index.html").read_text("utf-8")


def test_properdocs_builds_it_too(project: Project) -> None:
    """ProperDocs, which carries MkDocs on, finds the plugin by the same entry point."""
    configuration = project(theme={"name": "material", "font": False})
    done = run("properdocs", "build", "--strict", "--config-file", str(configuration))
    assert done.returncode == 0, done.stderr
    assert (configuration.parent / "site/chronology/events/bridge-talks/index.html").is_file()


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of Python's, run to its end."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# ------------------------------------------------------------------------------ what goes wrong


def errors(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> str:
    """What was logged as an error, without the path of the project and the time that was taken."""
    found = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    return "\n".join(found).replace(f"{tmp_path}{os.sep}", "")


def test_passages_are_looked_up_in_texts(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """With the folder of the sources' texts a page says what was checked, or the build ends."""
    chronology = (
        "sources: {paper: {publisher: P, read: full}}\n"
        "events: [{id: a, title: A, citations: {paper: [{passage: They met in ... on Monday}]}}]\n"
    )
    files = {"a.yaml": chronology, "texts/paper.txt": "They met in Oslo on Monday, they say."}
    configuration = project(files, options={"file": "a.yaml", "texts": "texts"})
    page = built(configuration) / "chronology" / "events" / "a" / "index.html"
    assert "1 passage checked against the full text" in page.read_text("utf-8")
    (configuration.parent / "texts" / "paper.txt").write_text("Nobody met.", "utf-8")
    with pytest.raises(Abort):
        built(configuration)
    golden(errors(caplog, tmp_path), "a passage that is not there")
    caplog.clear()
    (configuration.parent / "texts" / "paper.txt").write_bytes(b"\xff")
    with pytest.raises(Abort):
        built(configuration)
    golden(errors(caplog, tmp_path), "a text that is not UTF-8")


def test_a_file_of_the_program_that_is_missing(
    project: Project,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a rule cannot read ends the build in words of its own."""

    def fails(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "zones")

    monkeypatch.setattr("chronology.loading.find", fails)
    with pytest.raises(Abort):
        built(project({"a.yaml": "events: []\n"}, options={"file": "a.yaml"}))
    golden(errors(caplog, tmp_path))


def test_a_broken_file_aborts_the_build(project: Project, golden: Golden) -> None:
    """The command prints the errors, each with its place, counts the rest, and fails."""
    configuration = project({"broken.yaml": BROKEN}, options={"file": "broken.yaml"})
    done = run("mkdocs", "build", "--config-file", str(configuration))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = (
        done.stderr.partition("ERROR")[2]
        .lstrip(" -")
        .replace(f"{configuration.parent}{os.sep}", "")
    )
    golden(said.partition("\n\n")[0])


def test_a_folder_makes_one_site(project: Project) -> None:
    """The plugin's file may be a folder, whose files are one chronology."""
    config = project(options={"file": "record"})
    record = config.parent / "record"
    record.mkdir()
    for name in ("spring", "summer"):
        text = f"events:\n  - {{id: {name}, title: The {name}}}\n"
        (record / f"{name}.yaml").write_text(text, "utf-8")
    site = built(config)
    assert (site / "chronology" / "events" / "spring").is_dir()
    assert (site / "chronology" / "events" / "summer").is_dir()


def test_a_missing_file_aborts_the_build(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """A file that is not there is named, as the configuration names it."""
    with pytest.raises(Abort):
        built(project(options={"file": "gone.yaml"}))
    golden(errors(caplog, tmp_path))


@pytest.mark.parametrize("name", ["docs/chronology/events/until.md", "docs/chronology/README.md"])
def test_hand_written_pages_are_not_replaced(
    project: Project, caplog: pytest.LogCaptureFixture, name: str, tmp_path: Path, golden: Golden
) -> None:
    """A page whose place a hand-written one has is refused, and both are named."""
    with pytest.raises(Abort):
        built(project({name: "# Mine\n"}))
    page = name.removeprefix("docs/").replace("README", "index")
    said = errors(caplog, tmp_path)
    assert page in said
    assert name in said
    golden(said)


def test_two_chronologies_need_two_folders(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """Two chronologies in one folder are refused; the message tells whose page is there."""
    plugins = [{"chronology": {"file": "complete.yaml"}}] * 2
    with pytest.raises(Abort):
        built(project(plugins=[dict(each) for each in plugins]))
    golden(errors(caplog, tmp_path))


@pytest.mark.parametrize("folder", ["/etc", "../out", "a/../../b"])
def test_the_folder_is_inside_the_docs(
    project: Project, caplog: pytest.LogCaptureFixture, folder: str, tmp_path: Path, golden: Golden
) -> None:
    """A folder that leads out of the docs is a mistake in the configuration."""
    with pytest.raises(Abort):
        load_config(str(project(options={"folder": folder})))
    golden(errors(caplog, tmp_path).partition(" option ")[2])


def test_the_form_for_corrections_is_an_address(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """An address that no link can have is a mistake in the configuration."""
    with pytest.raises(Abort):
        load_config(str(project(options={"corrections": "javascript:alert(1)"})))
    golden(errors(caplog, tmp_path).partition(" option ")[2])


def test_a_broken_template_aborts_the_build(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """What is wrong with a template of one's own is told with its folder, name and line."""
    with pytest.raises(Abort):
        built(project({"own/event.html": "\n{% if %}"}, options={"templates": "own"}))
    said = errors(caplog, tmp_path)
    assert "line 2 of event.html: " in said
    golden(re.sub(r"(line 2 of event\.html: ).*", r"\1...", said))


def test_warnings_do_not_fail_a_strict_build(
    project: Project, caplog: pytest.LogCaptureFixture, golden: Golden
) -> None:
    """What the file's rules advise is mentioned, and fails nobody's strict build."""
    with caplog.at_level(logging.INFO):
        built(project())
    (said,) = (
        each.getMessage()
        for each in caplog.records
        if "complete.yaml: warnings" in each.getMessage()
    )
    assert "INFO" in caplog.text
    number = re.findall(r"\b\d+\b", said.partition("complete.yaml")[2])
    assert int(number[0]) > 1
    golden(re.sub(r"\b\d+\b", "N", "complete.yaml" + said.rpartition("complete.yaml")[2]))


def test_a_sound_file_is_not_mentioned(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    """Where nothing is to be said of a file, nothing is said."""
    text = "id: my\nsources: {s: {read: excerpt}}\nevents:\n  - {id: a, title: A, date: 2025, "
    text += "citations: {s: [{supports: [title, date]}]}}\n"
    with caplog.at_level(logging.INFO):
        built(project({"sound.yaml": text}, options={"file": "sound.yaml"}))
    assert "sound.yaml" not in caplog.text


def test_a_missing_id_is_mentioned(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    """A file without an `id` is known by its own name, which is mentioned and fails nothing."""
    with caplog.at_level(logging.INFO):
        site = built(
            project(
                {"small.yaml": THREE_LINES + "    date: 2025\n"}, options={"file": "small.yaml"}
            )
        )
    assert re.search(r"INFO .*small.yaml: the header has no `id`: .*; add `id: small`", caplog.text)
    assert "UID:a@small" in (site / "chronology/chronology.ics").read_text("utf-8")


# ------------------------------------------------------------------------------ while serving


def test_the_last_sound_state_is_served(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """A file that breaks while MkDocs serves is reported; its last sound state stays on the site.

    MkDocs loads its configuration for each pass and keeps the plugins that know of the start.
    """
    configuration = project({"my.yaml": THREE_LINES}, options={"file": "my.yaml"})
    file = configuration.parent / "my.yaml"
    page = configuration.parent / "site/chronology/events/a/index.html"

    def passed(text: str) -> str:
        file.write_text(text, "utf-8")
        caplog.clear()
        config = load_config(str(configuration))
        build(config)
        assert str(file) in config.watch
        return page.read_text("utf-8")

    started = load_config(str(configuration))
    started.plugins.on_startup(command="serve", dirty=False)
    assert "A</h1>" in passed(THREE_LINES)
    assert "A</h1>" in passed(BROKEN)
    golden(errors(caplog, tmp_path))
    assert "B</h1>" in passed(THREE_LINES.replace("A", "B"))
    assert caplog.text.count("error") == 0


def test_whatever_breaks_the_last_sound_state_is_served(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """Templates, the changelog and each file of a folder may break and mend while MkDocs serves."""
    options = {"file": "rec", "templates": "own", "changes": "CHANGELOG.md"}
    two = THREE_LINES.replace("a", "b").replace("A", "B")
    first = {"rec/a.yaml": THREE_LINES, "rec/b.yaml": two, "CHANGELOG.md": "", "own/x.html": ""}
    configuration = project(first, options=options)
    root = configuration.parent

    def passed(file: str, text: str | None) -> str:
        (root / file).unlink(missing_ok=True)
        if text is not None:
            (root / file).write_text(text, "utf-8")
        caplog.clear()
        build(load_config(str(configuration)))
        return (root / "site/chronology/index.html").read_text("utf-8")

    load_config(str(configuration)).plugins.on_startup(command="serve", dirty=False)
    assert "B</a>" in passed("rec/a.yaml", THREE_LINES)
    for file, broken, said, sound in (
        ("rec/a.yaml", BROKEN, "rec/a.yaml:3:5: error[unknown-field]", THREE_LINES),
        ("own/event.html", "{% if %}", "line 1 of event.html: ", None),
        ("CHANGELOG.md", None, "CHANGELOG.md", "# Changes\n"),
    ):
        for _ in range(2):
            assert "B</a>" in passed(file, broken)
            text = errors(caplog, tmp_path)
            assert said in text
            golden(re.sub(r"(line 1 of event\.html: ).*", r"\1...", text), file)
        assert "B</a>" in passed(file, sound)
        assert "error" not in caplog.text.lower()
    assert "B</a>" not in passed("rec/b.yaml", None)


def test_a_new_start_forgets_the_last_state(project: Project) -> None:
    """What another run of MkDocs in the same process has read is not shown in its stead."""
    configuration = project({"my.yaml": THREE_LINES}, options={"file": "my.yaml"})
    built(configuration)
    (configuration.parent / "my.yaml").write_text(BROKEN, "utf-8")
    with pytest.raises(Abort):
        built(configuration)


# ------------------------------------------------------------------------------ for machines


@pytest.mark.parametrize("use_directory_urls", [True, False], ids=["folders", "files"])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_pages_say_what_they_are(project: Project, theme: str, use_directory_urls: bool) -> None:
    """On each theme a page has one description, Open Graph, other forms that exist, and data."""
    site = built(
        project(
            {"CHANGELOG.md": "## [1.0] - 2025-01-01\n- A change.\n"},
            theme={"name": theme, **({"font": False} if theme == "material" else {})},
            use_directory_urls=use_directory_urls,
            site_url="https://a.example/site/",
            site_description="A site.",
            plugins=[
                "search",
                {"chronology": {"file": "complete.yaml", "changes": "CHANGELOG.md"}},
            ],
        )
    )
    name = "bridge-talks/index.html" if use_directory_urls else "bridge-talks.html"
    file = site / "chronology" / "events" / name
    head = file.read_text("utf-8").partition("</head>")[0]
    assert re.findall('<meta name="description" content="([^"]*)"', head) == [
        "They came early and left late."
    ]
    address = f"https://a.example/site/chronology/events/{name.removesuffix('index.html')}"
    assert f'<meta property="og:url" content="{address}">' in head
    (data,) = re.findall('<script type="application/ld\\+json">(.*?)</script>', head)
    assert json.loads(data)["url"] == address
    others = re.findall('<link rel="alternate " type="[^"]*" title="[^"]*" href="([^"]*)">', head)
    assert len(others) == 4
    assert all((file.parent / each).is_file() for each in others)
    assert f"URL:{address}" in (site / "chronology/chronology.ics").read_text("utf-8").replace(
        "\n ", ""
    )
    assert "schema.org" not in (site / "search/search_index.json").read_text("utf-8")
    assert "A change." in file.parents[use_directory_urls + 1].joinpath(
        "changes/index.html" if use_directory_urls else "changes.html"
    ).read_text("utf-8")


def test_other_pages_stay_as_they_are(project: Project) -> None:
    """A hand-written page gets nothing in its head, and keeps its title."""
    html = (built(project()) / "index.html").read_text("utf-8")
    assert "og:title" not in html
    assert "ld+json" not in html


def test_each_chronology_has_its_own_files(project: Project) -> None:
    """Two chronologies in one site have calendars and APIs of their own, below their folders."""
    plugins = [
        {"chronology": {"file": "complete.yaml", "folder": "rivers"}},
        {"chronology": {"file": "small.yaml", "folder": "a b/small"}},
    ]
    small = THREE_LINES + "    date: 2025-02-27\n"
    site = built(project({"small.yaml": small}, plugins=plugins, site_url="https://a.example/"))
    for folder, number in (("rivers", 10), ("a b/small", 1)):
        index = json.loads((site / folder / "api/v1/index.json").read_text("utf-8"))
        assert index["files"]["events"]["count"] == number
    calendar = (site / "a b/small/chronology.ics").read_text("utf-8")
    assert "URL:https://a.example/a%20b/small/events/a/" in calendar


def test_a_file_for_machines_takes_no_place(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """A file of a project that stands where one for programs would is not replaced."""
    with pytest.raises(Abort):
        built(project({"docs/chronology/chronology.ics": "mine"}))
    golden(errors(caplog, tmp_path))


def test_the_same_day_makes_the_same_bytes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where `SOURCE_DATE_EPOCH` gives the build's day, two builds have the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767000000")
    configuration = project(site_url="https://a.example/")

    def every() -> dict[str, bytes]:
        site = built(configuration)
        files = sorted(each for each in site.rglob("*") if each.is_file())
        return {str(each.relative_to(site)): each.read_bytes() for each in files}

    first = every()
    assert first == every()
    assert b"<lastmod>2025-12-29</lastmod>" in first["sitemap.xml"]


def test_a_changelog_that_is_gone_is_named(
    project: Project, caplog: pytest.LogCaptureFixture, tmp_path: Path, golden: Golden
) -> None:
    """A changelog that does not exist ends the build, and is named."""
    with pytest.raises(Abort):
        built(project(options={"changes": "gone.md"}))
    golden(errors(caplog, tmp_path))


# ------------------------------------------------------------------------------ bytes and logs


def test_files_for_programs_have_the_line_ends_of_their_formats(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calendars and JSON are the same bytes where a system ends lines with two characters."""
    site = built(project())
    files = [path for path in site.rglob("*") if path.suffix in {".ics", ".json", ".xml", ".svg"}]
    usual = {path: path.read_bytes() for path in files if "chronology" in path.parts}
    assert {".ics", ".json", ".svg"} <= {path.suffix for path in usual}

    def in_text_mode(path: str, mode: str = "r", **options: Any) -> Any:
        return Path(path).open(mode, newline="\r\n" if mode == "w" else None, **options)

    monkeypatch.setattr("mkdocs.structure.files.open", in_text_mode, raising=False)
    built(site.parent / "mkdocs.yml")
    assert {path: path.read_bytes() for path in usual} == usual


def test_nothing_in_the_log_is_a_command(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    """Errors, warnings and notes of a build hold nothing that a CI service would obey."""
    text = (
        'events:\n  - {id: "##[add-mask]e", title: a, date: "##vso[x]y ::error::z"}\n'
        '  - {id: b, title: b, kind: "\\n::stop-commands::t"}\n'
    )
    configuration = project({"::error::x.yaml": text}, options={"file": "::error::x.yaml"})
    with caplog.at_level(logging.INFO):
        with pytest.raises(Abort):
            built(configuration)
        project({"::error::x.yaml": THREE_LINES}, options={"file": "::error::x.yaml"})
        built(configuration)
    said = "\n".join(each.getMessage() for each in caplog.records)
    assert "add-mask" in said
    assert "::error::x.yaml: " not in said
    assert "x3a:error::x.yaml: warnings: " in said
    assert not re.search(r"##[a-z]*\[|^\s*::", said, re.MULTILINE)
