"""MkDocs with our plugin beside MkDocs with as many pages that somebody wrote by hand.

Run as a script, it builds one site, and writes down how long our plugin's own hooks took of it.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

import files
from measure import Cost, Pairs, Patience, run

__all__ = ["MADE_OF", "Site", "compare_sites", "versions"]

MADE_OF = ("mkdocs", "mkdocs-material")

_REPORT = "report.json"

_SETTINGS = """\
site_name: Contacts of some states
theme: {name: material, font: false}
nav: [index.md]
"""

_PLUGIN = """\
plugins: [search, {chronology: {file: events.yaml}}]
"""

_BY_HAND = """\
plugins: [search]
not_in_nav: /pages/
"""


@dataclass(frozen=True)
class Site:
    """A site with our plugin, and one with as many pages written by hand.

    Attributes:
        events: How many events the file has.
        pages: How many pages the plugin makes of it.
        pairs: What it cost to build the two.
        share: What part of our builds' time the plugin's own hooks took, 0 to 1.
    """

    events: int
    pages: int
    pairs: Pairs
    share: float


def versions() -> str | None:
    """The distributions with their versions; None where one is not installed."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in MADE_OF)
    except PackageNotFoundError:
        return None


def compare_sites(
    sizes: Iterable[int], patience: Patience, folder: Path, tell: Callable[[str], None]
) -> list[Site]:
    """Both sites for files of these sizes; none where MkDocs is not installed."""
    if versions() is None:
        return []
    return [_compared(events, patience, folder / f"sites-{events}", tell) for events in sizes]


def _compared(events: int, patience: Patience, folder: Path, tell: Callable[[str], None]) -> Site:
    made, by_hand = folder / "made", folder / "by-hand"
    _begin(made, _SETTINGS + _PLUGIN)
    _begin(by_hand, _SETTINGS + _BY_HAND)
    files.write(made / "events.yaml", events)
    ours, theirs, shares, pages = list[Cost](), list[Cost](), list[float](), 0
    started = time.perf_counter()
    for number in range(patience.rounds):
        if number and (time.perf_counter() - started) * (number + 1) / number > patience.budget:
            break
        tell(f"a site of {events:,} events: round {number + 1}")
        ours += _built(made)
        report = json.loads((made / _REPORT).read_text("utf-8"))
        shares.append(report["share"])
        if not pages:
            pages = report["pages"]
            _write_by_hand(by_hand / "docs" / "pages", pages)
        theirs += _built(by_hand)
    return Site(events, pages, Pairs(tuple(ours), tuple(theirs)), median(shares))


def _begin(folder: Path, settings: str) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    (folder / "docs" / "index.md").write_text("# Contacts of some states\n", "utf-8")


def _built(folder: Path) -> Iterator[Cost]:
    cost = run([sys.executable, __file__, str(folder)])
    if cost is not None:
        yield cost


def _write_by_hand(folder: Path, pages: int) -> None:
    """Write pages that say about an event what the generated file does."""
    folder.mkdir()
    for number in range(pages):
        (folder / f"{number}.md").write_text(_page(number, (number + 1) % pages), "utf-8")


def _page(number: int, following: int) -> str:
    return f"""\
# Delegations meet for round {number} of their talks

| | |
| --- | --- |
| When | day {number} of the talks |
| Where | City {number % 50}, residence of the consul general |
| Who | **Envoy {number % 200}**, director of a department (head); Envoy {(number + 1) % 200} |
| What about | visas, flights |

The delegations came in the morning and left before the evening. They went through the list of
{number} open questions and settled those that needed no decision of their ministers; the others
were put off.

## What came of it

- Both sides named first steps to steady the work of their missions.
- See [the next round]({following}.md).

## How it is known

1. [What was said about round {number} of the talks](https://ledger.example/talks/{number}):
   "The delegations came in ... settled before the evening"
2. The same: "They spoke about visas ... the work of missions"
3. [A second paper](https://ledger.example/talks/{following}):
   "A second paper tells ... on the same day"
"""


# ------------------------------------------------------------------------------ one build


def _timed(hook: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    @wraps(hook)
    def timed(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return hook(*arguments, **options)
        finally:
            spent.append(time.perf_counter() - started)

    return timed


def main() -> None:
    """Build the site in a folder, as `mkdocs build` does."""
    started = time.perf_counter()
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = Path(sys.argv[1])
    config = load_config(str(folder / "mkdocs.yml"))
    spent: list[float] = []
    for hooks in config.plugins.events.values():
        for index, hook in enumerate(hooks):
            if hook.__module__.partition(".")[0] == "chronology":
                hooks[index] = _timed(hook, spent)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    report = {
        "share": sum(spent) / (time.perf_counter() - started),
        "pages": sum(1 for _ in Path(config.site_dir, "chronology").rglob("*.html")),
    }
    (folder / _REPORT).write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    main()
