"""Files that grow in one dimension, and the steps that commands take for them, counted.

Steps are the same on every machine, however busy it is: lines that are run, and calls; a turn of a
loop in one line counts, too. What happens within a function written in C is not seen.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType
from typing import Any

File = Callable[[int], str]

# ------------------------------------------------------------------------------ parts of files

PASSAGE = "passage: one two ... three four"
CITATION = f"    citations: {{s: [{{{PASSAGE}, supports: [title, date, place, topics, kind]}}]}}\n"
PEOPLE = "{p: head, q: head}"
TITLE = "title: Event"
CYRILLIC_A, WIDE_A = "\u0430", "\uff21"
HEAD = """\
title: T
sources:
  s: {title: S, publisher: P, url: 'https://example.org/s', published: 2150, read: excerpt}
people:
  p: {name: Ann Example, party: x}
  q: {name: Bob Sample, party: y}
parties:
  x: {name: X}
  y: {name: Y}
places:
  here: {name: Here, timezone: Europe/Istanbul, latitude: 41, longitude: 29}
kinds:
  call: {label: Call, group: contact}
topics:
  t: {label: T}
"""


def word(number: int) -> str:
    """A word of letters alone, another one for each number."""
    found, number = "", number + 17 * 26**3
    while number:
        number, rest = divmod(number, 26)
        found += chr(ord("a") + rest)
    return found


def day(number: int) -> str:
    """A date for each number; they are spread alike over the years for any number of them."""
    return (date(1800, 1, 1) + timedelta(days=number * 7_919 % 70_000)).isoformat()


def event(number: int, more: str = CITATION, *, when: str | None = "") -> str:
    """An event with an id and a title of its own; `when` is its date, None for no date."""
    dated = "" if when is None else f"    date: {when or day(number)}\n"
    return (
        f"  - id: e{number}\n    {TITLE} {word(number)}\n{dated}    kind: call\n    place: here\n"
        f"    topics: [t]\n    participants: {PEOPLE}\n{more}"
    )


def many(make: Callable[[int], str], count: int, between: str = "") -> str:
    """As many texts as are wanted, one for each number from 0."""
    return between.join(map(make, range(count)))


def events(make: Callable[[int], str]) -> File:
    """A file with as many events."""
    return lambda n: f"{HEAD}events:\n{many(make, n)}"


def one(more: Callable[[int], str], old: str = CITATION) -> File:
    """A file with one event, in which something grows in the place of something else."""
    return lambda n: f"{HEAD}events:\n{event(0).replace(old, more(n))}"


def head(registry: str, entry: Callable[[int], str], file: File) -> File:
    """A file with as many entries more in a registry."""
    return lambda n: file(n).replace(f"{registry}:\n", f"{registry}:\n{many(entry, n)}", 1)


def entries(registry: str, letter: str, more: str, file: File) -> File:
    """A file with entries whose ids are a letter and a number, and whose names are words."""
    name = {"kinds": "label", "topics": "label", "sources": "title"}.get(registry, "name")
    return head(registry, lambda i: f"  {letter}{i}: {{{name}: N {word(i)}{more}}}\n", file)


def cited(more: str) -> str:
    """The citations of an event, one that says more."""
    return f"    citations: {{s: [{{{PASSAGE}, supports: [title, date], {more}}}]}}\n"


def citations(more: Callable[[int], str]) -> Callable[[int], str]:
    """As many citations of one source, each of which says more."""
    return lambda n: (
        "    citations:\n      s:\n"
        + many(lambda i: f"      - {{passage: one two{i} ... three four{more(i)}}}\n", n)
    )


def stated(when: Callable[[int], str], dated: Callable[[int], str | None]) -> File:
    """A file with an event of a day, and as many of which a source says when they were."""
    return lambda n: (
        f"{HEAD}events:\n{event(0, when='2000-01-01')}"
        + many(
            lambda i: event(i + 1, cited(f"when: {{says: so, {when(i + 1)}}}"), when=dated(i + 1)),
            n,
        )
    )


def circle(when: Callable[[int, int], str]) -> File:
    """A file with events of which each is said to be before or after another."""
    return lambda n: (
        f"{HEAD}events:\n"
        + many(lambda i: event(i, cited(f"when: {{says: so, {when(i, n)}}}"), when=None), n)
    )


def keyed(field: str, more: str = "") -> Callable[[int], str]:
    """As many entries of a field that has keys."""
    return lambda n: f"    {field}:\n" + many(lambda i: f"      k{i}: A text {word(i)}{more}\n", n)


def supported(paths: Callable[[int], str]) -> Callable[[int], str]:
    """A citation that supports as many paths."""
    return lambda n: f"    citations: {{s: [{{{PASSAGE}, supports: [{many(paths, n, ', ')}]}}]}}\n"


def changed(old: str, new: Callable[[int], str]) -> Callable[[int], str]:
    """An event in which something is written otherwise."""
    return lambda i: event(i).replace(old, new(i), 1)


def taking_part(entry: str) -> Callable[[int], str]:
    """As many participants."""
    return lambda n: f"{{{many(lambda i: f'p{i}: {entry}', n, ', ')}}}"


ROLE = "{capacity: head, role: r}"
DIFFERING = citations(lambda i: f", supports: [date], differs: {{participants.p{i}.role: other}}")
DECISIONS = "    decisions:\n"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# ------------------------------------------------------------------------------ dimensions

_EVENTS: dict[str, File] = {
    "events": events(event),
    "events of a day": events(lambda i: event(i, when="2000-01-01")),
    "highlights of a day": lambda n: (
        f"highlights: [{many('e{}'.format, n, ', ')}]\n"
        + events(lambda i: event(i, when="2000-01-01"))(n)
    ),
    "long events": events(lambda i: event(i, when=f"{day(i)}/{day(i + 40_000)}")),
    "undated events": events(lambda i: event(i, when=None)),
    "times of a day": events(
        lambda i: event(i, f"    time: '{i // 60:02}:{i % 60:02}'\n{CITATION}", when="2000-01-01")
    ),
    "followed": events(lambda i: event(i, (f"    follows: e{i - 1}\n" if i else "") + CITATION)),
    "in a circle": lambda n: events(lambda i: event(i, f"    follows: e{(i + 1) % n}\n{CITATION}"))(
        n
    ),
    "parts of one": events(lambda i: event(i, ("    part_of: e0\n" if i else "") + CITATION)),
    "outcome of many": events(
        lambda i: event(i, ("    outcomes: {o: {text: O, event: e0}}\n" if i else "") + CITATION)
    ),
    "met by one": entries(
        "people", "p", ", party: y", events(changed(PEOPLE, lambda i: f"{{p: head, p{i}: head}}"))
    ),
    "period": lambda n: f"period: 0001/{n:04}\n{events(event)(1)}",
}

_REGISTRIES: dict[str, File] = {
    "sources": entries("sources", "s", "", events(changed("{s: ", "{{s{}: ".format))),
    "people": entries("people", "p", "", events(changed("{p:", "{{p{}:".format))),
    "parties": entries(
        "parties", "x", "", events(changed("    topics", "    parties: [x{}]\n    topics".format))
    ),
    "places": head(
        "places",
        lambda i: f"  l{i}: {{name: N {word(i)}, latitude: {i % 80}, longitude: {i % 90}}}\n",
        events(changed("place: here", "place: l{}".format)),
    ),
    "kinds": entries("kinds", "k", "", events(changed("kind: call", "kind: k{}".format))),
    "topics": entries("topics", "t", "", events(changed("[t]", "[t, t{}]".format))),
    "unused": entries("people", "u", "", lambda _: events(event)(1)),
    "entered twice": entries("sources", "s", ", url: 'https://e.org/'", lambda _: events(event)(1)),
    "zones": head(
        "places",
        lambda i: f"  l{i}: {{name: N, timezone: Europe/{word(i).title()}}}\n",
        lambda _: events(event)(1),
    ),
    "countries": head(
        "places", lambda i: f"  l{i}: {{name: N, country: {word(i)}}}\n", lambda _: events(event)(1)
    ),
    "languages": head(
        "sources",
        lambda i: f"  l{i}: {{title: N, language: {word(i)}}}\n",
        lambda _: events(event)(1),
    ),
    "other names": lambda n: events(event)(1).replace(
        "name: Ann", f"other_names: [{many(word, n, ', ')}], name: Ann"
    ),
    "authors": lambda n: events(event)(1).replace(
        "{title: S,", f"{{authors: [{many(word, n, ', ')}], title: S,"
    ),
    "copies": lambda n: events(event)(1).replace(
        "{title: S,", f"{{copies: [{many('https://e.org/{}'.format, n, ', ')}], title: S,"
    ),
}

_ONE_EVENT: dict[str, File] = {
    "citations": one(citations(lambda _: ", supports: [title, date]")),
    "sources of an event": entries(
        "sources",
        "s",
        "",
        one(lambda n: "    citations:\n" + many(lambda i: f"      s{i}: [{{{PASSAGE}}}]\n", n)),
    ),
    "participants": entries("people", "p", ", party: x", one(taking_part("head"), PEOPLE)),
    "participants supported": entries(
        "people",
        "p",
        ", party: x",
        lambda n: one(supported("participants.p{}".format))(n).replace(
            PEOPLE, taking_part(ROLE)(n)
        ),
    ),
    "participants unknown": one(
        lambda n: f"{{{many(lambda i: f'p{word(i)}: head', n, ', ')}}}", PEOPLE
    ),
    "participants disputed": entries(
        "people",
        "p",
        ", party: x",
        lambda n: one(
            lambda n: DIFFERING(n) + DECISIONS + many("      participants.p{}.role: so\n".format, n)
        )(n).replace(PEOPLE, taking_part(ROLE)(n)),
    ),
    "readings of a date": one(
        lambda n: (
            citations(lambda i: f", differs: {{date: {day(i)}}}")(n)
            + DECISIONS
            + "      date: so\n"
        )
    ),
    "outcomes": one(lambda n: keyed("outcomes")(n) + CITATION),
    "outcomes supported": one(lambda n: keyed("outcomes")(n) + supported("outcomes.k{}".format)(n)),
    "notes": one(lambda n: keyed("notes")(n) + CITATION),
    "extra": one(lambda n: keyed("extra")(n) + CITATION),
    "topics of an event": entries(
        "topics", "t", "", one(lambda n: f"[{many('t{}'.format, n, ', ')}]", "[t]")
    ),
    "paths": one(supported(lambda i: f"notes.{word(i)}")),
    "decisions": one(lambda n: CITATION + DECISIONS + many(lambda i: f"      {word(i)}: so\n", n)),
    "fields": one(lambda n: CITATION + many(lambda i: f"    f{word(i)}: x\n", n)),
    "keys": one(lambda n: CITATION + "    place: here\n" * n),
    "depth": one(lambda n: f"{CITATION}    extra: {{a: {'[' * n}{']' * n}}}\n"),
}

_TIME: dict[str, File] = {
    "a chain": stated(lambda i: f"after: e{i - 1}, by: 1 day", lambda _: "20XX"),
    "an undated chain": stated(lambda i: f"after: e{i - 1}", lambda _: None),
    "a chain of months": stated(lambda i: f"after: e{i - 1}, by: 1 month", lambda _: None),
    "a chain of uncertain days": stated(
        lambda i: f"after: e{i - 1}, by: 1 month", lambda _: '"[2000-01-01..]"'
    ),
    "a chain of masks": stated(lambda i: f"after: e{i - 1}", lambda _: "20XX-XX-1X"),
    "a chain of seasons": stated(
        lambda i: f"after: e{i - 1}, by: 1 day", lambda i: f"{1900 + i % 200}-2{i % 4 + 1}"
    ),
    "a star": stated(lambda _: "after: e0, by: 1 day", lambda _: "2000"),
    "weekdays": stated(lambda i: f"weekday: {WEEKDAYS[i % 7]}", lambda _: ""),
    "pairs at odds": circle(lambda i, n: f"before: e{min(i ^ 1, n - 1)}, by: 1 day"),
    "a circle": circle(lambda i, n: f"after: e{(i + 1) % n}, by: 1 day"),
    "a chain at odds": stated(
        lambda i: f"after: e{i - 1}, by: 1 day", lambda i: "1999" if i % 7 else "1998"
    ),
    "a star at odds": stated(lambda _: "after: e0, by: 1 day", lambda _: "1999"),
    "a tangle": circle(lambda i, n: f"after: e{(7 * i + 3) % n}, by: {i % 5 + 1} days"),
}

_TEXTS: dict[str, File] = {
    "title": one(lambda n: f"title: {'W' * n}", TITLE),
    "words of a highlight": lambda n: (
        "highlights: [e0]\n" + one(lambda n: f"title: {'word ' * n}", TITLE)(n)
    ),
    "label": lambda n: events(event)(1).replace("label: Call", f"label: {'W' * n}"),
    "summary": one(lambda n: f"    summary: {'word ' * n}\n{CITATION}"),
    "garbled": one(lambda n: f"    summary: {'cafÃ© ' * n}\n{CITATION}"),
    "accents": one(lambda n: f"    summary: {'Ã' * n}\n{CITATION}"),
    "mixed": one(lambda n: f"    summary: {CYRILLIC_A * n}b\n{CITATION}"),
    "full width": one(lambda n: f"    summary: {WIDE_A * n}b\n{CITATION}"),
    "passage": one(lambda n: CITATION.replace("one two", "one " * n)),
    "says": one(lambda n: cited(f"when: {{says: {'one ' * n}, before: 2100}}")),
    "address": lambda n: events(event)(1).replace("example.org/s", f"example.org/{'s/' * n}"),
    "id": lambda n: events(event)(1).replace("here", "h" * n),
    "date": one(lambda n: f"date: '{{{many(day, n, ',')}}}'", f"date: {day(0)}"),
    "comment": one(lambda n: f"title: Event #5 {'#x ' * n}", TITLE),
    "quotation mark": one(lambda n: f'title: "Event {"word " * n}', TITLE),
}

_MISTAKES: dict[str, File] = {
    "unknown ids": events(changed("here", lambda i: f"h{word(i)}")),
    "unknown events": events(lambda i: event(i, f"    follows: f{word(i)}\n{CITATION}")),
    "unknown fields": events(lambda i: event(i, f"    f{word(i)}: x\n{CITATION}")),
    "unknown words": events(lambda i: event(i, f"    status: h{word(i)}\n{CITATION}")),
    "unknown codes": lambda n: (
        "rules:\n"
        + many(lambda i: f"  n{word(i)}: {{level: 'off', because: so}}\n", n)
        + events(event)(1)
    ),
    "wrong dates": events(lambda i: event(i, when=f"{i % 28 + 1} {word(i)} 1999")),
    "comments": events(changed(TITLE, lambda _: "title: Event #5 ")),
    "one id": events(lambda _: event(0)),
    "anchors": events(changed(TITLE, "title: &a{} Event".format)),
    "tabs": events(changed("    title", lambda _: "\ttitle")),
    "margin": events(changed("    kind: call", lambda _: "kind: call")),
    "colons": events(changed(TITLE, lambda _: "title: Event: ")),
    "misspelt fields": events(changed("title:", lambda _: "titel:")),
    "empty fields": events(changed("kind: call", lambda _: "kind:")),
    "invisible": events(changed(TITLE, lambda _: "title: Ev\u200bent")),
    "look-alikes": events(changed("here", lambda _: "h\u0435re")),
}

DIMENSIONS: dict[str, File] = _EVENTS | _REGISTRIES | _ONE_EVENT | _TIME | _TEXTS | _MISTAKES
"""What may grow in a file: a text of some size for a number."""

# ------------------------------------------------------------------------------ counting


class TooManyStepsError(BaseException):
    """More steps than are worth counting; no handler of errors may take it for its own."""


def steps(work: Callable[[], object], names: tuple[str, ...], most: int) -> Counter[str]:
    """The steps of some work in files whose paths have certain parts, by function.

    Raises TooManyStepsError after the most.
    """
    found = Counter[Any]()
    left = most

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal left
        code = frame.f_code
        if not any(name in code.co_filename for name in names):
            return None
        found[code] += 1
        left -= 1
        if left < 0:
            raise TooManyStepsError
        return trace_line

    def trace_line(frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal left
        found[frame.f_code] += 1
        left -= 1
        if left < 0:
            raise TooManyStepsError
        return trace_line

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    named = Counter[str]()
    for code, count in found.items():
        named[f"{code.co_filename}: {code.co_qualname}"] += count
    return named
