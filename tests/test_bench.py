"""`make bench` at a tiny size: what it writes, and never how fast anything was."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = ("chronology", "check-jsonschema", "yamllint", "yamale", "CSafeLoader + pydantic")
PLANTED = 8

Tables = dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def tables(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The rows of the page's tables, by the heading above; peers may not be installed."""
    page = tmp_path_factory.mktemp("bench") / "speed.md"
    sizes = ["--sizes", "3", "12", "--network-sizes", "10", "20"]
    sizes += ["--site-sizes", "3"]
    command = [sys.executable, str(repository / "bench"), *sizes, "--rounds", "1"]
    command += ["--output", str(page)]
    done = subprocess.run(command, cwd=page.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr == "", "progress is for terminals"
    found: Tables = {}
    rows: list[list[str]] = []
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("#"):
            rows = found.setdefault(line.strip("# "), [])
        elif line.startswith("|") and not line.startswith("| ---"):
            rows.append([cell.strip(" *`") for cell in line.strip("|").split("|")])
    return found


def test_each_peer_has_a_ratio_for_each_size(tables: Tables) -> None:
    """Ratios come first: a row for each peer, a column for each size, a number where measured."""
    head, *rows = tables["Validating a file"]
    assert head == ["divided by", "3 events", "12 events"]
    assert tuple(row[0] for row in rows) == TOOLS[1:]
    ratios = {row[0]: [float(cell) for cell in row[1:] if cell != "–"] for row in rows}
    assert all(len(ratios[peer]) == 2 for peer in ("check-jsonschema", "yamllint"))


def test_times_and_memory_are_positive(tables: Tables) -> None:
    """Each command that ran has its time, its processor's time and its memory for each size."""
    _, *rows = tables["Time and memory"]
    for size in ("3", "12"):
        commands = [row[1] for row in rows if row[0] == size]
        assert commands[:3] == list(TOOLS[:3])
    assert all(float(cell) > 0 for row in rows for cell in row[2:])


def test_the_validator_finds_all_planted_mistakes_in_one_run(tables: Tables) -> None:
    """The validator finds the eight in one run, each with its line; no peer finds as many."""
    head, *rows = tables["Mistakes found"]
    columns = {name: [row[number] for row in rows] for number, name in enumerate(head)}
    eight = str(PLANTED)
    assert columns["chronology"] == ["found"] * PLANTED + [eight, eight, "1", eight]
    for peer in head[2:]:
        assert columns[peer][:PLANTED].count("found") == int(columns[peer][PLANTED + 1]) < PLANTED


def test_the_network_has_a_row_for_each_size(tables: Tables) -> None:
    """Both tables of networks have each size, with two relations an event."""
    for heading in ("The network of stated relations", "Growth"):
        _, *rows = tables[heading]
        assert [row[:2] for row in rows] == [["10", "20"], ["20", "40"]]
        assert all(float(row[3]) > 0 for row in rows)


def test_a_site_is_built_with_and_without_the_plugin(tables: Tables) -> None:
    """Both sites have as many pages, and the plugin's own share of the time is a part of it."""
    _, *rows = tables["Building a site"]
    assert [row[0] for row in rows] == ["3"]
    assert all(int(row[1]) > 3 and 0 < int(row[5].rstrip("%")) < 100 for row in rows)


def test_the_tools_are_named_with_their_versions(tables: Tables) -> None:
    """The page says of what each tool consists, or that it was not there."""
    _, *rows = tables["How it was measured"]
    assert tuple(row[0] for row in rows) == (*TOOLS, "networkx", "MkDocs")
    made_of = {row[0]: row[2] for row in rows}
    assert made_of["chronology"].startswith("chronology-data ")
    assert all(each == "not installed" or each[-1].isdigit() for each in made_of.values())
