"""Our own record, damaged in one place at a time: the right code, on the right line, and no more.

The ways stand in `data/damages.yaml`. The place is drawn at random among those that a way fits; on
which line the damage must be found follows from it, never from what the validator says.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from chronology.findings import Diagnostic
from chronology.loading import check_text
from chronology.rules import CODES

HERE = Path(__file__).parent
RECORD = HERE.parent / "events.yaml"
TEXT = RECORD.read_text("utf-8")

SEEDS = (0, 1)
"""Each draws another place; `make test-slow` draws more."""

AT_ODDS = {"contradictory-dates", "wrong-weekday"}
"""The codes of diagnostics that are about several statements, any of which may be wrong."""


@dataclass(frozen=True)
class Damage:
    """A way to damage the record, and what must be found then.

    Whole lines that `find` fits, under the top-level key `within`, are replaced by `put`; but not
    where the event or entry around them has a match of `unless`. In `put`, `<E9>` is a byte that
    UTF-8 does not have, `<id>` the event's own id, and `<end>` cuts the file off. What is found has
    the given code, and stands `at` so many lines below the first of the new lines, or on the one
    that fits `at`, or where the event or entry begins. It may have the code `instead`, where of
    statements at odds either pair may be shown. Of the codes in `also` more may be found, where one
    mistake makes another thing wrong.
    """

    name: str
    code: str
    find: str
    put: str
    within: str = "events"
    unless: str = ""
    at: int | str = 0
    instead: str = ""
    also: str = ""


DAMAGES = tuple(
    Damage(name, **row)
    for name, row in yaml.safe_load((HERE / "data" / "damages.yaml").read_text("utf-8")).items()
)


@dataclass(frozen=True)
class Spot:
    """A place where the record can be damaged, and the event or entry around it."""

    match: re.Match[str]
    entry: re.Match[str]

    @property
    def line(self) -> int:
        """The number of the first line, counted from 1."""
        return line_at(self.match.start())


def line_at(offset: int) -> int:
    """The number of a line of the record, counted from 1."""
    return TEXT.count("\n", 0, offset) + 1


# The parts of the file, and in them the events and the entries of registries.
SECTIONS = {
    found[1]: found
    for found in re.finditer(r"^([a-z_]+):.*\n(?:(?![a-z]).*\n)*", TEXT, re.MULTILINE)
}
ENTRIES = tuple(re.finditer(r"^(?:  (?:- id: )?\w|\w).*(?:\n    .+)*", TEXT, re.MULTILINE))


def spots(damage: Damage) -> Iterator[Spot]:
    """The places that can be damaged in this way."""
    section = SECTIONS[damage.within]
    found = re.compile(f"^{damage.find}$", re.MULTILINE).finditer(
        TEXT, section.start(), section.end()
    )
    for match in found:
        entry = max((e for e in ENTRIES if e.start() <= match.start()), key=re.Match.start)
        if not (damage.unless and re.search(damage.unless, entry[0])):
            yield Spot(match, entry)


def damaged(damage: Damage, spot: Spot) -> tuple[bytes, int]:
    """The record with one place damaged, and the line on which that is to be found."""
    new = spot.match.expand(damage.put.replace("<id>", spot.entry[0].split("\n")[0][8:]))
    text = TEXT[: spot.match.start()] + new + TEXT[spot.match.end() :]
    text = text.partition("<end>")[0]
    return text.encode().replace(b"<E9>", b"\xe9"), spot.line + below(damage, spot, new)


def below(damage: Damage, spot: Spot, new: str) -> int:
    """How many lines below the first damaged one the diagnostic is to stand."""
    if damage.at == "entry":
        return line_at(spot.entry.start()) - spot.line
    if isinstance(damage.at, int):
        return damage.at
    lines = new.split("\n")
    return next(n for n, line in enumerate(lines) if re.fullmatch(damage.at, line))


def said(diagnostic: Diagnostic) -> tuple[str, str]:
    """What a diagnostic says, wherever it stands."""
    return diagnostic.code, diagnostic.message


@cache
def before() -> frozenset[tuple[str, str]]:
    """What is said of the record as it is."""
    return frozenset(map(said, check_text(TEXT, RECORD.name)[1]))


def lines_of(diagnostic: Diagnostic) -> set[int]:
    """The lines that a diagnostic is about: where statements are at odds, each of theirs."""
    related = diagnostic.related if diagnostic.code in AT_ODDS else ()
    return {diagnostic.position.line, *(each.position.line for each in related)}


def wrong(damage: Damage, spot: Spot) -> list[str]:
    """What is found in the damaged record and should not be, or what is not and should be."""
    content, line = damaged(damage, spot)
    found = [each for each in check_text(content, RECORD.name)[1] if said(each) not in before()]
    codes = {damage.code, damage.instead}
    hits = [each for each in found if each.code in codes and line in lines_of(each)]
    rest = [each for each in found if each not in hits and each.code not in damage.also.split()]
    missing = [] if len(hits) == 1 else [f"{line}: {damage.code}: found {len(hits)} times"]
    return [*missing, *map(str, rest)]


def drawn(damage: Damage, seed: int) -> Spot:
    """One of the places that can be damaged in this way."""
    return random.Random(f"{damage.name} {seed}").choice(list(spots(damage)))  # no secret


def test_there_are_enough_ways() -> None:
    """The record is damaged in more than forty ways, each with a name of its own."""
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES) > 40


def test_every_way_is_to_a_code() -> None:
    """No damage outlives the code that it shows."""
    assert {damage.code for damage in DAMAGES} <= set(CODES)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_is_found(damage: Damage) -> None:
    """The right code is found on the right line, and nothing that only follows from it."""
    for seed in SEEDS:
        assert wrong(damage, drawn(damage, seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_is_found_wherever_it_is(damage: Damage) -> None:
    """The same holds at ten other places."""
    for seed in range(len(SEEDS), len(SEEDS) + 10):
        assert wrong(damage, drawn(damage, seed)) == []
