"""The command `show`: all about one event, with its sources and passages."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from types import SimpleNamespace

from rich.table import Table
from rich.text import Text

from chronology.cli import CannotRunError
from chronology.cli.console import console
from chronology.cli.opening import add_file, load_input
from chronology.dates.words import ENGLISH, date_in_words, span_in_words
from chronology.events import Citation, Event, Participation, Source, Statement, bounds_in_words
from chronology.events.facts import Piece, Values, facts, label_of, pieces_of
from chronology.model import EVENT_LINKS
from chronology.text import one_line, visible


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = "Print everything about one event, with its sources and passages."
    parser.add_argument("id", metavar="ID", help="the event's id")
    add_file(parser)


def run(options: Namespace) -> int:
    """Print all about one event."""
    record = load_input(options.file)
    try:
        event = record[options.id]
    except KeyError as error:
        raise CannotRunError(str(error)) from None
    print_event(event)
    return 0


# ------------------------------------------------------------------------------ the event


def print_event(event: Event) -> None:
    """Print everything about one event; the evidence in lines that no terminal breaks."""
    to = console()
    to.print(Text(visible(event.title), style="bold"))
    to.print(Text(event.id, style="dim"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for name, value in _lines(event):
        table.add_row(name, Text(visible(value)))
    to.print()
    to.print(table)
    if event.summary:
        to.print()
        to.print(Text(visible(one_line(event.summary))))
    for title, lines in _sections(event):
        to.print()
        to.print(Text(title, style="bold"))
        for line in lines:
            to.print(Text(visible(line)))
    to.print()
    to.print(Text("How we know", style="bold"))
    for line in _evidence(event):
        to.print(Text(visible(line)), soft_wrap=True)


def _lines(event: Event) -> Iterator[tuple[str, str]]:
    """The facts of an event, each with its label, and the events that it is linked with."""
    yield "Date", f"{ENGLISH.date(event.date)} ({event.date})" if event.date else "undated"
    if event.bounds.is_inferred:
        yield "It follows", f"began {bounds_in_words(event.bounds)}"
    for fact in facts(event, ENGLISH, str):
        words = _join(fact.pieces)
        if fact.field == "time":
            words = f"{words} ({event.zone or 'no time zone given'})"
        if fact.field != "date":
            yield label_of(fact.field), words
    for field in EVENT_LINKS:
        if other := getattr(event, field):
            yield label_of(field), f"{other.title} ({other.id})"


def _join(pieces: tuple[Piece, ...]) -> str:
    return ", ".join(piece.text for piece in pieces)


def _sections(event: Event) -> Iterator[tuple[str, list[str]]]:
    if event.participants:
        yield "Participants", [f"  {_participant(each)}" for each in event.participants]
    if event.bounds.is_inferred:
        yield "Why this follows for its date", [f"  {each}" for each in event.bounds.because]
    if event.outcomes:
        linked = (f" ({each.event.id})" if each.event else "" for each in event.outcomes)
        texts = zip(event.outcomes, linked, strict=True)
        yield "Outcomes", [f"  {each.text}{link}" for each, link in texts]
    if event.notes:
        yield "Notes", [f"  {note}" for note in event.notes.values()]
    if event.differing or event.decisions:
        yield "Where sources differ", list(_differences(event))
    if event.extra:
        yield "Extra", [f"  {key}: {value}" for key, value in event.extra.items()]


_AS_WRITTEN = SimpleNamespace(date=str, time=str, span=str)
"""Values as the file has them, beside which other readings are, as sources have them."""


def _differences(event: Event) -> Iterator[str]:
    """Each field on which sources differ: the recorded value, other readings, and the decision."""
    others: dict[str, list[str]] = {}
    for path, reading, citation in event.differing:
        others.setdefault(path, []).append(f"    also read: {reading} [{citation.source.id}]")
    values = Values(event)
    for path in dict.fromkeys([*others, *event.decisions]):
        value = values.at(path)
        is_one = isinstance(value, Participation)
        recorded = _participant(value) if is_one else _join(pieces_of(value, _AS_WRITTEN, str))
        yield f"  {path}: {recorded or 'nothing'}"
        yield from others.get(path, ())
        if path in event.decisions:
            yield f"    because: {one_line(event.decisions[path])}"


def _participant(each: Participation) -> str:
    party = f" ({each.party.name})" if each.party and each.party is not each.who else ""
    role = f", {each.role}" if each.role else ""
    return f"{each.who.name}{party}: {each.capacity.value}{role}"


def _evidence(event: Event) -> Iterator[str]:
    if not event.citations:
        yield "  no source is cited"
    of_sources: dict[Source, list[Citation]] = {}
    for citation in event.citations:
        of_sources.setdefault(citation.source, []).append(citation)
    for source, citations in of_sources.items():
        about = (
            source.publisher if source.title else None,
            date_in_words(source.published) if source.published else None,
            f"{source.wire} report" if source.wire else None,
            source.read.label if source.read else None,
        )
        yield f"  {', '.join(filter(None, (source.name, *about)))} [{source.id}]"
        for citation in citations:
            yield from _citation(citation)


def _citation(citation: Citation) -> Iterator[str]:
    passage = f'"{citation.passage}"' if citation.passage else "passage not recorded"
    yield f"    {passage} -> {', '.join(citation.supports)}"
    if citation.derived:
        yield f"      derived: {one_line(citation.derived)}"
    for when in citation.when:
        stated = "; ".join(_statement(each) for each in when.statements)
        yield f'      says "{when.says}": {stated}'
    if citation.url:
        copy = "" if citation.source.url else "another copy of this text: "
        yield f"      {copy}{citation.url}"


def _statement(statement: Statement) -> str:
    target = statement.target.id if isinstance(statement.target, Event) else str(statement.target)
    by = f" by {span_in_words(statement.by)}" if statement.by else ""
    return f"{statement.relation.replace('_', ' ')} {target}{by}"
