"""What was measured, as a page of the documentation: ratios first, then what they are made of."""

import os
import platform
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import files
from measure import Cost, Patience, median
from sites import Site, versions
from validators import OURS, PEERS, Comparison, Hunt, Validator

__all__ = ["render"]

_CORES = {1: "one core", 2: "two shared cores", 4: "four shared cores", 8: "eight shared cores"}
_NOTHING = "–"
_MEGABYTE = 1_000_000

_PAGE = """\
# Speed

Measured on {machine}.
`make bench` measures everything again and writes this page. On another machine the seconds are
others; the ratios hold better, since both sides of a ratio ran in turn.

## Validating a file

How long `chronology validate` takes, divided by how long its peer takes for the same file. Below 1,
`chronology` is faster.

{ratios}

What takes more than {limit:.0f} seconds is stopped: `<` stands where that was the peer, and the
ratio is below this. Small files show how long a command takes to start.

### Mistakes found

Eight ordinary mistakes were planted in one file. What a run finds is mended, and the tool runs
again, until it finds nothing new.

{hunts}

### Time and memory

Medians for the whole command on files without a mistake: seconds on the clock, seconds of the
processor, and megabytes of memory at the peak. `chronology` ran once with each run of a peer.

{costs}

## The network of stated relations

Dates and relations, as constraints between points in time, are checked for contradictions, and all
bounds are made as tight as they can be. networkx had the same constraints as weighted edges; it did
the first with `negative_edge_cycle`, and the second with `single_source_bellman_ford_path_length`
from the origin and towards it. Verdicts and bounds were the same. `chronology` keeps the reasons of
each bound besides, which networkx was not asked for. All in milliseconds.

{beside}

To import `chronology.network` takes {own_import} ms before that, and networkx {their_import} ms.

### Growth

`solve` is the whole work, from dates and statements to verdict and bounds, with weekdays and months
among the statements; `tighten` is the part of it that stands above.

{growth}

## Building a site

MkDocs builds a site of a generated file with the plugin, and a site of as many pages that were
written by hand, both with Material's theme and its search. Beside events, the plugin makes pages of
people, places, sources and topics. Its own share is the time in the plugin's hooks, from reading
the file to the Markdown of all pages; the rest is MkDocs and the theme.

{sites}

## How it was measured

- The files are generated, the same each time: about 1.2 kB an event, with sources, people, places,
  passages and relations.
- A peer and `chronology` ran in turn: {rounds} rounds, or as many as fit into {budget:.0f} seconds,
  but at least one. The ratio is the median of the rounds' ratios.
- Time of the processor and memory are what the system says of the finished process.
- check-jsonschema was given the published JSON Schema; yamllint its own defaults, without the rules
  for the start of a document and the length of lines. yamale had a schema and pydantic a model of
  the fields of the generated files alone. These check less than `chronology` does; they lie in
  `bench/peers`.
- A dash stands for what was not measured. No test asserts any of these times.

{tools}
"""


def render(
    comparisons: Sequence[Comparison],
    patience: Patience,
    hunts: Sequence[Hunt],
    network: Any,
    sites: Sequence[Site],
) -> str:
    """The whole page: what was measured of validators, by `temporal` of networks, and of sites."""
    return _PAGE.format(
        machine=_machine(),
        ratios=_ratios(comparisons, patience),
        limit=patience.limit,
        hunts=_hunts(hunts),
        costs=_costs(comparisons, patience),
        beside=_beside(network["sizes"]),
        own_import=_milliseconds(network["import"]),
        their_import=_milliseconds(network["their_import"]),
        growth=_growth(network["sizes"]),
        sites=_sites(sites),
        rounds=patience.rounds,
        budget=patience.budget,
        tools=_tools(network["networkx"]),
    )


def _machine() -> str:
    cores = os.cpu_count() or 1
    system = f"{platform.system()} on {platform.machine().replace('_', '-')}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_CORES.get(cores, f'{cores} shared cores')} ({system}, {python})"


# ------------------------------------------------------------------------------ validators


def _ratios(comparisons: Sequence[Comparison], patience: Patience) -> str:
    sizes = sorted({each.events for each in comparisons})
    found = {(each.peer, each.events): _ratio(each, patience) for each in comparisons}
    rows = ([peer.name, *(found.get((peer, size), _NOTHING) for size in sizes)] for peer in PEERS)
    return _table(["divided by", *(f"{size:,} events" for size in sizes)], rows)


def _ratio(comparison: Comparison, patience: Patience) -> str:
    ratio = comparison.pairs.ratio
    if not comparison.pairs.ours:
        return _NOTHING
    if ratio is None:
        return f"< {_rounded(median(comparison.pairs.ours).wall / patience.limit)}"
    return _rounded(ratio)


def _hunts(hunts: Sequence[Hunt]) -> str:
    rows = [
        [mistake.name, *("found" if mistake.name in hunt.found else "" for hunt in hunts)]
        for mistake in files.MISTAKES
    ]
    rows += [
        ["**found in the first run**", *(f"**{hunt.at_once}**" for hunt in hunts)],
        ["**found in the end**", *(f"**{len(hunt.found)}**" for hunt in hunts)],
        ["runs until then", *(str(hunt.runs) for hunt in hunts)],
        ["found with the line", *(str(hunt.placed) for hunt in hunts)],
    ]
    return _table(["mistake", *(hunt.validator.name for hunt in hunts)], rows)


def _costs(comparisons: Sequence[Comparison], patience: Patience) -> str:
    rows: list[list[str]] = []
    for events, group in groupby(comparisons, key=lambda each: each.events):
        of_size = list(group)
        ours = [cost for each in of_size for cost in each.pairs.ours]
        stopped = [f"over {patience.limit:.0f}", _NOTHING, _NOTHING, "1"]
        rows.append([f"{events:,}", f"**{OURS.name}**", *(_cost(ours) if ours else stopped)])
        for each in of_size if ours else ():
            theirs = _cost(each.pairs.theirs) if each.pairs.theirs else stopped
            rows.append([f"{events:,}", each.peer.name, *theirs])
    return _table(["events", "command", "clock, s", "processor, s", "memory, MB", "runs"], rows)


def _cost(costs: Sequence[Cost]) -> list[str]:
    middle = median(costs)
    peak = f"{middle.peak / _MEGABYTE:.0f}"
    return [f"{middle.wall:.2f}", f"{middle.cpu:.2f}", peak, str(len(costs))]


# ------------------------------------------------------------------------------ network


def _beside(sizes: Iterable[dict[str, Any]]) -> str:
    head = ["events", "relations", "chronology ÷ networkx", "chronology", "networkx"]
    return _table([*head, "of it graph", "check", "bounds"], map(_beside_row, sizes))


def _beside_row(size: dict[str, Any]) -> list[str]:
    counts = [f"{size['events']:,}", f"{size['relations']:,}"]
    both = size["beside"]
    if both is None:
        return [*counts, _NOTHING, _milliseconds(size["tighten"]), *[_NOTHING] * 4]
    theirs = [both["build"], both["check"], both["bounds"]]
    times = map(_milliseconds, [both["ours"], sum(theirs), *theirs])
    return [*counts, f"**{_rounded(both['ratio'])}**", *times]


def _growth(sizes: Iterable[dict[str, Any]]) -> str:
    head = ["events", "relations", "solve, ms", "µs an event", "tighten, ms", "µs an event"]
    return _table(head, map(_growth_row, sizes))


def _growth_row(size: dict[str, Any]) -> list[str]:
    events: int = size["events"]
    cells = [f"{events:,}", f"{size['relations']:,}"]
    for seconds in (size["solve"], size["tighten"]):
        cells += [_milliseconds(seconds), f"{seconds / events * 1e6:.1f}"]
    return cells


# ------------------------------------------------------------------------------ sites


def _sites(sites: Iterable[Site]) -> str:
    head = ["events", "pages", "with the plugin ÷ by hand", "with the plugin, s", "by hand, s"]
    head += ["the plugin's own share", "memory, MB", "by hand, MB", "runs"]
    return _table(head, map(_site, sites))


def _site(site: Site) -> list[str]:
    ours, theirs = median(site.pairs.ours), median(site.pairs.theirs)
    ratio = site.pairs.ratio
    return [
        f"{site.events:,}",
        f"{site.pages:,}",
        _NOTHING if ratio is None else f"**{_rounded(ratio)}**",
        *(f"{each.wall:.1f}" for each in (ours, theirs)),
        f"{site.share:.0%}",
        *(f"{each.peak / _MEGABYTE:.0f}" for each in (ours, theirs)),
        str(len(site.pairs.ours)),
    ]


# ------------------------------------------------------------------------------ cells


def _tools(networkx: str | None) -> str:
    missing = "not installed"
    rows = [[each.name, f"`{_command(each)}`", each.versions or missing] for each in (OURS, *PEERS)]
    rows.append(["networkx", _NOTHING, f"networkx {networkx}" if networkx else missing])
    rows.append(["MkDocs", "`mkdocs build`", versions() or missing])
    return _table(["tool", "command", "made of"], rows, other="---")


def _command(validator: Validator) -> str:
    places = {"schema": "chronology.schema.json", "peers": "bench/peers"}
    return " ".join([*(part.format(**places) for part in validator.command), "FILE"])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], other: str = "---:") -> str:
    """A table; all columns but the first are set to the right, if not otherwise."""
    lines = [head, ["---", *([other] * (len(head) - 1))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rounded(ratio: float) -> str:
    """The digits that count."""
    digits = 0 if ratio >= 10 else 1 if ratio >= 1 else 2 if ratio >= 0.1 else 3
    return f"{ratio:.{digits}f}"


def _milliseconds(seconds: float | None) -> str:
    return _NOTHING if seconds is None else f"{seconds * 1e3:,.1f}"
