"""`validate --changed-since`: only what a change touches fails."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from golden_texts import Golden

from chronology.cli import main

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

BEFORE = """\
title: A list
places:
  oslo: {name: Oslo, country: XX}
  rome: {name: Rome, country: YY}
events:
  - id: one
    title: First
    place: oslo
  - id: two
    title: Second
    date: 2025-02-30
    place: rome
  - id: three
    title: Third
    date: 2025-02-31
"""

Captured = pytest.CaptureFixture[str]


def git(*arguments: str) -> None:
    """Run git in the current folder, as somebody."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([str(GIT), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in a repository, with mistakes, as it was committed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git("init", "--quiet", "--initial-branch=main")
    path = tmp_path / "events.yaml"
    path.write_text(BEFORE, "utf-8")
    git("add", ".")
    git("commit", "--quiet", "--message=first")
    return path


def places(shown: str) -> list[str]:
    """The lines and codes of the errors that a report shows."""
    errors = (line.split() for line in shown.splitlines() if " error[" in line)
    return [f"{place.split(':')[1]} {code[6:-1]}" for place, code, *_ in errors]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("A list", "The list", []),
        ("title: First", "title: The first", []),
        ("title: Second", "title: The second", ["11 impossible-date"]),
        ("    title: Second\n", "", ["9 missing-field", "10 impossible-date"]),
        ("name: Rome", "name: Roma", ["4 unknown-country"]),
        ("    place: rome\n", "    place: rom\n", ["11 impossible-date", "12 dangling-reference"]),
        ("  - id: two\n", "  # the second\n  - id: two\n", []),
        # The lines may have been the last ones of the event before, which counts as changed.
        (BEFORE[BEFORE.index("  - id: three") :], "", ["11 impossible-date"]),
    ],
)
def test_only_what_a_change_touches_fails(
    file: Path, capsys: Captured, old: str, new: str, found: list[str]
) -> None:
    """An event, or an entry of a registry, is reported with all its mistakes if it has changed."""
    file.write_text(BEFORE.replace(old, new, 1) if old else BEFORE, "utf-8")
    assert main(["validate", "--changed-since", "HEAD"]) == int(bool(found))
    assert places(capsys.readouterr().out) == found


def test_the_change_is_that_of_the_branch(file: Path, capsys: Captured) -> None:
    """What others have changed since the branch began does not count."""
    git("checkout", "--quiet", "-b", "mine")
    file.write_text(BEFORE.replace("Third", "The third"), "utf-8")
    git("commit", "--quiet", "--all", "--message=mine")
    git("checkout", "--quiet", "main")
    file.write_text(BEFORE.replace("Second", "The second"), "utf-8")
    git("commit", "--quiet", "--all", "--message=theirs")
    git("checkout", "--quiet", "mine")
    assert main(["validate", "--changed-since", "main"]) == 1
    assert places(capsys.readouterr().out) == ["15 impossible-date"]


def test_a_new_file_has_changed_as_a_whole(file: Path, capsys: Captured) -> None:
    """A file that git does not know yet is reported with all its mistakes."""
    shutil.copy(file, "new.yaml")
    assert main(["validate", "new.yaml", "--changed-since", "HEAD"]) == 1
    assert len(places(capsys.readouterr().out)) == 4


def test_a_file_that_cannot_be_read_fails(file: Path, capsys: Captured) -> None:
    """Broken YAML outside the events hides what has changed, so that it is always reported."""
    file.write_text("title: [\n" + BEFORE, "utf-8")
    git("commit", "--quiet", "--all", "--message=broken")
    assert main(["validate", "--changed-since", "HEAD"]) == 1
    assert places(capsys.readouterr().out) == ["1 broken-yaml"]


def test_a_mistake_between_two_events_is_that_of_either(file: Path, capsys: Captured) -> None:
    """A mistake with a place in a changed event is reported, wherever else it stands."""
    same = BEFORE.replace("2025-02-31", "2025-02-01").replace("id: three", "id: one")
    file.write_text(same, "utf-8")
    git("commit", "--quiet", "--all", "--message=same")
    file.write_text(same.replace("First", "The first"), "utf-8")
    assert main(["validate", "--changed-since", "HEAD"]) == 1
    assert places(capsys.readouterr().out) == ["13 duplicate-id"]


def test_settings_of_git_hide_no_change(file: Path, capsys: Captured) -> None:
    """Attributes that make a file a binary one, and gaps to be joined, change nothing."""
    Path(".gitattributes").write_text("events.yaml -diff\n", "utf-8")
    git("config", "diff.interHunkContext", "50")
    new = BEFORE.replace("First", "The first").replace("title: Third", "title: The third")
    file.write_text(new, "utf-8")
    assert main(["validate", "--changed-since", "HEAD"]) == 1
    assert places(capsys.readouterr().out) == ["15 impossible-date"]


@pytest.mark.parametrize("name", ["event[s].yaml", "*.yaml", ":(top)x.yaml"])
def test_names_of_files_are_no_patterns(file: Path, capsys: Captured, name: str) -> None:
    """A name that is a pattern for git stands for the file of this name alone."""
    Path(name).write_text(BEFORE, "utf-8")
    git("add", ".")
    git("commit", "--quiet", "--message=second")
    file.write_text(BEFORE.replace("title: Second", "title: The second"), "utf-8")
    assert main(["validate", name, "--changed-since", "HEAD"]) == 0
    assert places(capsys.readouterr().out) == []


@pytest.mark.parametrize("revision", ["nothing", "--output=x"])
def test_a_revision_that_does_not_exist_is_refused(
    file: Path, capsys: Captured, revision: str
) -> None:
    """What git cannot tell ends the command with 2, and in git's words."""
    assert file.exists()
    assert main(["validate", f"--changed-since={revision}"]) == 2
    assert capsys.readouterr().err.startswith(f"chronology: --changed-since {revision}: fatal: ")
    assert not Path("x").exists()


def test_the_standard_input_has_no_revision(file: Path, capsys: Captured, golden: Golden) -> None:
    """What comes in through the standard input cannot be compared with a revision."""
    assert file.exists()
    assert golden.output(capsys, main(["validate", "-", "--changed-since", "HEAD"])) == 2


def test_without_git_nothing_is_compared(
    file: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """Where git is not installed the command says so."""
    assert file.exists()
    monkeypatch.setenv("PATH", "")
    assert golden.output(capsys, main(["validate", "--changed-since", "HEAD"])) == 2


@pytest.mark.skipif(os.name != "posix", reason="pipes have names there")
def test_what_is_no_file_counts_as_changed(file: Path, capsys: Captured) -> None:
    """A pipe or a dangling link in a folder has no lines to compare, and is reported."""
    folder = file.parent / "f"
    folder.mkdir()
    (folder / "link.yml").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "whole.yaml").write_text("events: []\n", "utf-8")
    assert main(["validate", "f", "--changed-since", "HEAD"]) == 1
    assert places(capsys.readouterr().out) == ["1 unreadable-file"] * 2
