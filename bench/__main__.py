"""Measures `chronology` beside its peers, and writes the page of the documentation about it.

Run by `make bench`, which installs the peers; without one of them its cells stay empty.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import Patience
from page import render
from sites import compare_sites
from validators import OURS, PEERS, compare, hunt


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    sizes = [3, 100, 1000, 10_000]
    parser.add_argument("--sizes", nargs="+", type=int, default=sizes, help="events in a file")
    sizes = [100, 1000, 10_000]
    parser.add_argument(
        "--network-sizes", nargs="+", type=int, default=sizes, help="events in a network"
    )
    sizes = [50, 500, 5000]
    parser.add_argument("--site-sizes", nargs="+", type=int, default=sizes, help="events in a site")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each pair, at most")
    parser.add_argument("--output", type=Path, help="the page, instead of standard output")
    return parser.parse_args()


def _tell(words: str) -> None:
    """Show on a terminal what is being measured, in one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def _network(sizes: list[int], rounds: int) -> Any:
    """What the script for networks measures, in a process of its own."""
    _tell("networks of relations, beside networkx")
    script = Path(__file__).with_name("temporal.py")
    command = [sys.executable, str(script), *map(str, sizes), "--rounds", str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    """Measure, and write the page."""
    arguments = _arguments()
    patience = Patience(arguments.rounds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        comparisons = compare(arguments.sizes, patience, folder, _tell)
        _tell("planted mistakes")
        hunts = [hunt(each, folder) for each in (OURS, *PEERS) if each.versions]
        sites = compare_sites(arguments.site_sizes, patience, folder, _tell)
    network = _network(arguments.network_sizes, 3 * arguments.rounds)
    text = render(comparisons, patience, hunts, network, sites)
    _tell("")
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        arguments.output.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
