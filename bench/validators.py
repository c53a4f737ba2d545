"""`chronology validate` and its peers, on the same files: what they cost, and what they find."""

import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import files
from measure import Pairs, Patience, pairs, run

__all__ = ["OURS", "PEERS", "Comparison", "Hunt", "Validator", "compare", "hunt"]

_PEERS = Path(__file__).parent / "peers"
_LONGEST_REPORT = 60.0  # seconds
_EVENTS_TO_HUNT_IN = 12


@dataclass(frozen=True)
class Validator:
    """A command that says what is wrong with a file.

    Attributes:
        name: What readers know it by.
        command: The command without the file; `{schema}` is our published JSON Schema, `{peers}`
            the folder with what the peers are given.
        made_of: The distributions that it consists of.
    """

    name: str
    command: tuple[str, ...]
    made_of: tuple[str, ...]

    @cached_property
    def versions(self) -> str | None:
        """The distributions with their versions; None where one is not installed."""
        try:
            return ", ".join(f"{name} {version(name)}" for name in self.made_of)
        except PackageNotFoundError:
            return None

    def on(self, file: Path) -> list[str]:
        """The command for a file, the program by its path."""
        places = {"schema": str(file.with_name("schema.json")), "peers": str(_PEERS)}
        program, *arguments = [part.format(**places) for part in self.command]
        found = sys.executable if program == "python" else f"{_scripts()}/{program}"
        return [found, *arguments, str(file)]


def _scripts() -> str:
    return sysconfig.get_path("scripts")


OURS = Validator("chronology", ("chronology", "validate"), ("chronology-data",))

PEERS = (
    Validator(
        "check-jsonschema",
        ("check-jsonschema", "--schemafile", "{schema}"),
        ("check-jsonschema", "jsonschema", "ruamel.yaml"),
    ),
    Validator(
        "yamllint",
        ("yamllint", "--format", "parsable", "--config-file", "{peers}/yamllint.yaml"),
        ("yamllint", "PyYAML"),
    ),
    Validator("yamale", ("yamale", "--schema", "{peers}/schema.yamale.yaml"), ("yamale", "PyYAML")),
    Validator(
        "CSafeLoader + pydantic", ("python", "{peers}/plain_model.py"), ("PyYAML", "pydantic")
    ),
)


# ------------------------------------------------------------------------------ costs


@dataclass(frozen=True)
class Comparison:
    """Our command and a peer's on a file with so many events."""

    peer: Validator
    events: int
    pairs: Pairs


def compare(
    sizes: Iterable[int], patience: Patience, folder: Path, tell: Callable[[str], None]
) -> list[Comparison]:
    """Each installed peer beside ours, on sound files of these sizes.

    Where ours is stopped, the other peers are left out, so that the whole ends in bounded time.
    """
    publish_schema(folder)
    installed = [peer for peer in PEERS if peer.versions]
    found: list[Comparison] = []
    for events in sizes:
        file = folder / f"{events}.yaml"
        files.write(file, events)
        for peer in installed:

            def tell_round(number: int, beside: str = f"{events:,} events, {peer.name}") -> None:
                tell(f"{beside}: round {number}")

            costs = pairs(OURS.on(file), peer.on(file), patience, tell_round)
            found.append(Comparison(peer, events, costs))
            if not costs.ours:
                break
        file.unlink()
    return found


def publish_schema(folder: Path) -> None:
    """Write our JSON Schema to where the peers are told that it is."""
    program = OURS.on(folder)[0]
    run([program, "schema", "--output", str(folder / "schema.json")])


# ------------------------------------------------------------------------------ mistakes


@dataclass(frozen=True)
class Hunt:
    """What a validator finds of the planted mistakes, if those found are mended between runs.

    Attributes:
        validator: Who looks.
        at_once: How many the first run finds.
        found: The names of all that it finds in the end.
        runs: How many runs find something new.
        placed: How many are found with the line that they are on.
    """

    validator: Validator
    at_once: int
    found: frozenset[str]
    runs: int
    placed: int


def hunt(validator: Validator, folder: Path) -> Hunt:
    """Let a validator look for the planted mistakes."""
    file = folder / "mistakes.yaml"
    left = files.MISTAKES
    counts, placed = list[int](), 0
    while left:
        lines = files.write(file, _EVENTS_TO_HUNT_IN, left)
        report = _report(validator, file)
        with_line = {each.name for each in left if _names_line(report, lines[each.name])}
        found = with_line | {
            each.name for each in left if any(trace in report for trace in each.traces)
        }
        if not found:
            break
        counts.append(len(found))
        placed += len(with_line)
        left = tuple(each for each in left if each.name not in found)
    names = frozenset(each.name for each in files.MISTAKES if each not in left)
    return Hunt(validator, counts[0] if counts else 0, names, len(counts), placed)


def _report(validator: Validator, file: Path) -> str:
    done = subprocess.run(
        validator.on(file), capture_output=True, text=True, check=False, timeout=_LONGEST_REPORT
    )
    return done.stdout + done.stderr


def _names_line(report: str, line: int) -> bool:
    return f".yaml:{line}:" in report or f"line {line}," in report
