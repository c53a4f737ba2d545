"""Chronology files as large as one likes, the same each time, and the mistakes planted in them.

An event takes about 1 kB, as in a record with evidence: two sources, three passages, people,
outcomes, and with every third event what a source says about its time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

__all__ = ["MISTAKES", "Mistake", "write"]

_FIRST_DAY = date(1940, 1, 1)
_DAYS_APART = 3
_COUNTRIES = ("US", "RU", '"NO"', "TR")


# ------------------------------------------------------------------------------ sound files


def _count(events: int, divisor: int, most: int) -> int:
    """How many entries a registry has: few enough that events use each of them."""
    return max(2, min(events // divisor, most))


def _header(events: int) -> Iterator[str]:
    yield "title: Contacts of some states"
    yield "license: CC-BY-4.0"
    yield "language: en"
    yield "sources:"
    for number in range(_count(events, 5, 2000)):
        yield f"  paper-{number}:"
        yield f"    title: What was said about round {number} of the talks"
        yield f"    publisher: The Ledger, edition {number}"
        yield f"    url: https://ledger.example/talks/{number}"
        yield "    read: full"
    people = _count(events, 4, 200)
    yield "parties:"
    for number, country in enumerate(_COUNTRIES[:people]):
        yield f"  party-{number}: {{name: State {number}, country: {country}}}"
    yield "people:"
    for number in range(people):
        yield f"  person-{number}: {{name: Envoy {number}, party: party-{number % 4}}}"
    yield "places:"
    for number in range(_count(events, 4, 50)):
        yield f"  city-{number}: {{name: City {number}, latitude: {number}.5, longitude: 28.25}}"
    yield "kinds:"
    yield "  talks: {label: Talks, meaning: Delegations sit at one table., group: contact}"
    yield "  remarks: {label: Remarks, meaning: Somebody speaks in public., group: statement}"
    yield "topics:"
    yield "  visas: {label: Visas, meaning: Who may travel.}"
    yield "  flights: {label: Flights, meaning: Who may fly where.}"
    yield "events:"


def _date(number: int) -> str:
    """The date of an event: mostly a day, sometimes a month or an interval."""
    day = _FIRST_DAY + timedelta(days=number * _DAYS_APART)
    if number % 10 == 4:
        return f"{day:%Y-%m}"
    if number % 10 == 7:
        return f"{day}/{day + timedelta(days=1)}"
    return str(day)


def _event(number: int, events: int) -> list[str]:
    sources, people = _count(events, 5, 2000), _count(events, 4, 200)
    lines = [
        f"  - id: event-{number}",
        f"    title: Delegations meet for round {number} of their talks",
        f"    kind: {'remarks' if number % 2 else 'talks'}",
        f"    date: {_date(number)}",
        f"    place: city-{number % _count(events, 4, 50)}",
        "    venue: residence of the consul general",
        "    summary: >-",
        "      The delegations came in the morning and left before the evening. They went through",
        f"      the list of {number} open questions and settled those that needed no decision of",
        "      their ministers; the others were put off.",
        "    participants:",
        f"      person-{number % people}: {{capacity: head, role: director of a department}}",
        f"      person-{(number + 1) % people}: head",
        "    topics: [visas, flights]",
        "    outcomes:",
        "      first-steps: Both sides named first steps to steady the work of their missions.",
        *([f"    follows: event-{number - 1}"] if number else []),
        "    citations:",
        f"      paper-{number % sources}:",
        "        - passage: The delegations came in ... settled before the evening",
        "          supports: [date, place, venue, summary, participants]",
        "          derived: The year is that of the page's address.",
        "        - passage: They spoke about visas ... the work of missions",
        f"          supports: [title, topics, outcomes{', follows' if number else ''}]",
        f"      paper-{(number + 1) % sources}:",
        "        - passage: A second paper tells ... on the same day",
        "          supports: [title, date]",
    ]
    if number % 10 in {2, 3, 6}:
        after = f"{{says: three days later, after: event-{number - 1}, by: {_DAYS_APART} days}}"
        lines.append(f"          when: {after}")
    return lines


# ------------------------------------------------------------------------------ mistakes


@dataclass(frozen=True)
class Mistake:
    """A line of the sound file, and what somebody wrote instead.

    Attributes:
        name: What is wrong, in words.
        right: The line, up to where it is unique.
        wrong: What stands in its place; no line at all where one was forgotten.
        traces: Words of which a report without lines has one where it tells of this mistake; the
            events are counted from 0.
        line_of: The line at which a report should place it, if not at the wrong one.
    """

    name: str
    right: str
    wrong: tuple[str, ...]
    traces: tuple[str, ...]
    line_of: str | None = None


_FOURTH = "    title: Delegations meet for round 3 of their talks"

MISTAKES: tuple[Mistake, ...] = (
    Mistake(
        "`NO` without quotation marks, which is false to some readers",
        '  party-2: {name: State 2, country: "NO"}',
        ("  party-2: {name: State 2, country: NO}",),
        ("parties.party-2.country", "parties['party-2'].country"),
    ),
    Mistake(
        "an address that is none",
        "    url: https://ledger.example/talks/1",
        ("    url: not a url",),
        ("sources.paper-1.url", "sources['paper-1'].url"),
    ),
    Mistake(
        "a required field is missing",
        "    title: Delegations meet for round 2 of their talks",
        (),
        ("events[2]: 'title'", "events.2.title"),
        "  - id: event-2",
    ),
    Mistake("a key stands twice", _FOURTH, (_FOURTH, _FOURTH), ('duplicate key "title"',)),
    Mistake(
        "a date that the calendar does not have",
        "    date: 1940-01-16",
        ("    date: 1940-02-30",),
        ("1940-02-30", "day is out of range for month"),
    ),
    Mistake(
        "a date in another form",
        "    date: 1940-01-19",
        ("    date: 19/01/1940",),
        ("events[6].date", "events.6.date"),
    ),
    Mistake(
        "a reference to nothing",
        "    follows: event-8",
        ("    follows: evnt-8",),
        ("evnt-8",),
    ),
    Mistake(
        "an id that another event has",
        "  - id: event-11",
        ("  - id: event-10",),
        ("event-10",),
    ),
)
"""Eight ordinary mistakes, for a file of twelve events: to its last one nothing refers."""


def write(file: Path, events: int, mistakes: tuple[Mistake, ...] = ()) -> dict[str, int]:
    """Write a file with so many events; the line of each mistake by the mistake's name."""
    planted = {mistake.right: mistake for mistake in mistakes}
    looked_for = {mistake.line_of or mistake.right: mistake.name for mistake in mistakes}
    places: dict[str, int] = {}
    written = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for line in _lines(events):
            mistake = planted.pop(line, None)
            for written_line in (line,) if mistake is None else mistake.wrong:
                written += 1
                out.write(f"{written_line}\n")
            if line in looked_for:
                places[looked_for[line]] = written
    if planted:
        raise ValueError(f"{events} events have no line {next(iter(planted))!r}")
    return places


def _lines(events: int) -> Iterator[str]:
    yield from _header(events)
    for number in range(events):
        yield from _event(number, events)
