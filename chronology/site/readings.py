"""The fields of an event in words, their evidence, and where sources read them otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from chronology.dates import Edtf, EdtfError, parse, parse_span, parse_time
from chronology.events import Citation, Event, Participation, Source, Statement
from chronology.events.facts import Values, pieces_of
from chronology.model.record import covering
from chronology.site.page import Links
from chronology.site.words import Language


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source of an event, with its number among them and its citations."""

    number: int
    source: Source
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that sources read differently: what the record adopts, what others say, and why.

    Sources are given by their numbers in the event's evidence.
    """

    field: str
    adopted: str
    adopting: tuple[int, ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]
    decision: str | None


class _Index:
    """The evidence of an event's fields, looked up once for all of them."""

    def __init__(self, event: Event) -> None:
        citations: dict[Source, list[Citation]] = {}
        for each in event.citations:
            citations.setdefault(each.source, []).append(each)
        self.evidence = tuple(
            Evidence(number, source, tuple(own))
            for number, (source, own) in enumerate(citations.items(), start=1)
        )
        numbers = {each.source: each.number for each in self.evidence}
        self.values = Values(event)
        outcomes = (each.key for each in event.outcomes)
        self.places = {
            "outcomes": {key: number for number, key in enumerate(outcomes, start=1)},
            "notes": {key: number for number, key in enumerate(event.notes, start=1)},
        }
        self.others: dict[str, list[tuple[str, int]]] = {}
        for path, text, citation in event.differing:
            self.others.setdefault(path, []).append((text, numbers[citation.source]))
        self.supporting: dict[str, set[int]] = {}
        self.supporting_parts: dict[str, set[int]] = {}
        for each in event.citations:
            number = numbers[each.source]
            for path in each.supports:
                self.supporting.setdefault(path, set()).add(number)
                for outer in covering(path):
                    self.supporting_parts.setdefault(outer, set()).add(number)


@lru_cache(maxsize=1)
def _index(event: Event) -> _Index:
    """The index of the event that a page is about, which its template asks for again and again."""
    return _Index(event)


def sources_of(event: Event, numbers: Iterable[int]) -> tuple[Source, ...]:
    """The sources with some numbers in an event's evidence."""
    known = evidence(event)
    return tuple(known[number - 1].source for number in numbers)


def evidence(event: Event) -> tuple[Evidence, ...]:
    """The sources of an event in the order of the file, numbered from 1."""
    return _index(event).evidence


def how_read(event: Event, checked: Collection[str]) -> Iterator[tuple[str, int]]:
    """The number of an event's passages that are known so well, the best known first.

    `checked` are the ids of the sources whose full texts the passages were looked up in.
    """
    states = ("checked", "full", "excerpt", "unread", "not recorded")
    found = Counter(_state(citation, checked) for citation in event.citations)
    yield from ((state, found[state]) for state in states if found[state])


def _state(citation: Citation, checked: Collection[str]) -> str:
    if citation.passage is None:
        return "not recorded"
    if citation.source.id in checked:
        return "checked"
    return citation.source.read.value if citation.source.read else "unread"


def numbers(event: Event, path: str) -> tuple[int, ...]:
    """The numbers of the sources that support a field, what it lies in, or a part of it.

    Not those that read it otherwise: who cites a passage for another date has the event from it.
    """
    index = _index(event)
    wholes = (index.supporting.get(outer, ()) for outer in covering(path))
    found = index.supporting_parts.get(path, set()).union(*wholes)
    return tuple(sorted(found.difference(number for _, number in index.others.get(path, ()))))


def ranges(found: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as ranges, each with its first and its last; two in a row are two ranges."""
    for _, group in groupby(enumerate(found), lambda pair: pair[1] - pair[0]):
        row = [number for _, number in group]
        yield from [(row[0], row[-1])] if len(row) > 2 else [(each, each) for each in row]


def disagreements(language: Language, event: Event) -> Iterator[Disagreement]:
    """The fields of which a source has another reading, or on which the curator decided."""
    index = _index(event)
    for path in dict.fromkeys([*index.others, *event.decisions]):
        others: dict[str, dict[int, None]] = {}
        for text, number in index.others.get(path, ()):
            others.setdefault(other_reading(language, path, text), {})[number] = None
        yield Disagreement(
            field=field_in_words(language, event, path),
            adopted=reading(language, event, path),
            adopting=numbers(event, path),
            others=tuple((text, tuple(found)) for text, found in others.items()),
            decision=event.decisions.get(path),
        )


def field_in_words(language: Language, event: Event, path: str) -> str:
    """The name of a field for readers: `participants.coulter.role` is `Jonathan Coulter (role)`."""
    field, *rest = path.split(".")
    if not rest:
        return language.fields[field]
    key, *inner = rest
    index = _index(event)
    if field == "participants":
        name = index.values.at(f"{field}.{key}").who.name
        part = language.fields["participant"].format(name=name)
    else:
        number = index.places[field][key]
        part = language.fields[field.removesuffix("s")].format(number=number)
    return language.fields[inner[0]].format(part=part) if inner else part


def reading(language: Language, event: Event, path: str) -> str:
    """The value of a field in words; the words for nothing where it has none."""
    value = _index(event).values.at(path)
    if isinstance(value, Participation):
        return participation(language, value)
    pieces = pieces_of(value, language.dates, language.word)
    named = language.say("list").join(piece.text for piece in pieces)
    return named or language.say("nothing recorded")


def participation(language: Language, part: Participation) -> str:
    """The capacity and the role of somebody who took part."""
    capacity = language.word(part.capacity)
    if not part.role:
        return capacity
    return language.say("capacity and role", capacity=capacity, role=part.role)


def other_reading(language: Language, path: str, text: str) -> str:
    """Another reading of a field, in words where it is of the field's form."""
    dates = language.dates
    try:
        match path:
            case "date":
                return dates.date(parse(text))
            case "time":
                return dates.time(parse_time(text))
            case "duration":
                return dates.span(parse_span(text))
            case _:
                return text
    except EdtfError:
        return text


# ------------------------------------------------------------------------------ statements


def statement_in_words(language: Language, statement: Statement, links: Links) -> Markup:
    """A statement as a part of a sentence: `6 days after` and a link to an event."""
    target = statement.target
    if isinstance(target, Event):
        named: object = Markup('<a href="{}">{}</a>').format(links.to(target), target.title)
    elif isinstance(target, Edtf):
        named = language.dates.date(target)
    else:
        named = language.word(target)
    relation = statement.relation
    if statement.by is not None:
        relation = f"{relation} by"
    elif isinstance(target, Edtf) and f"{relation} a date" in language.statements:
        relation = f"{relation} a date"
    span = language.dates.span(statement.by) if statement.by else ""
    words = Markup(language.statements[relation])  # noqa: S704 - the tables are ours
    return words.format(span=span, target=named)
