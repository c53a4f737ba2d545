"""What all tests share: where things are, a browser, golden texts, and what is being tested.

A unit test runs with pytest alone: hypothesis and Playwright are imported by the tests that use
them.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the check below comes before the first import of chronology
    from playwright.sync_api import Browser

    from chronology import Chronology

pytest_plugins = ["golden_texts"]

REPOSITORY = Path(__file__).resolve().parents[1]
IN_CI = bool(os.environ.get("CI"))

# A browser that sends nothing of its own accord, so that every request seen is the page's, and that
# finds no host but this one.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Set hypothesis up before the first module that uses it is imported, and only then.

    A shared machine makes deadlines a matter of luck; CI draws the same examples every time.
    """
    if "from hypothesis import" not in module_path.read_text("utf-8"):
        return
    # pytest makes modules of files, too, that nobody asked for.
    if importlib.util.find_spec("hypothesis") is None:
        return
    from hypothesis import settings

    settings.register_profile("local", deadline=None)
    settings.register_profile(
        "repeatable", deadline=None, derandomize=True, database=None, print_blob=True
    )
    settings.load_profile("repeatable" if IN_CI else "local")


def pytest_configure() -> None:
    """`make test` promises that the installed wheel is tested, and this holds it to that."""
    if os.environ.get("CHRONOLOGY_INSTALLED") != "1":
        return
    found = importlib.util.find_spec("chronology")
    if found is None or found.origin is None:
        raise pytest.UsageError("chronology is not installed: run `make test`")
    if Path(found.origin).is_relative_to(REPOSITORY / "chronology"):
        raise pytest.UsageError(f"these tests would test the checkout: {found.origin}")


LONGEST = ("test_site_browser.py", "test_loading.py", "test_plugin.py", "test_readme.py")
"""The files that take longest, which two workers begin with so that neither waits at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, whatever order the tests were shuffled into."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))


OF_SERVICES = (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "TF_BUILD",
    "TEAMCITY_VERSION",
)
"""The variables of CI services that the command heeds."""


@pytest.fixture(autouse=True)
def _outside_of_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reports as at home, also where a CI service runs the tests."""
    for name in OF_SERVICES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout that the tests lie in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def hostile() -> "Chronology":
    """The complete chronology, in which every text that can be hostile is."""
    made: Chronology = run_path(str(REPOSITORY / "tests/sites/hostile.py"))["chronology"]()
    return made


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder that `CHRONOLOGY_TEXTS` names: the text of a source as `<source id>.txt`."""
    folder = os.environ.get("CHRONOLOGY_TEXTS")
    if not folder:
        pytest.skip("CHRONOLOGY_TEXTS names no folder with the texts of the sources")
    path = Path(folder)
    assert path.is_dir(), f"CHRONOLOGY_TEXTS names no folder: {folder}"
    return path


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The machine's own Chromium, driven by Playwright; each test opens its own context in it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        message = f"none of {', '.join(names)} is installed"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
