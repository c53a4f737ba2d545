"""The command `show`: all about one event, with its sources and passages."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from chronology.cli import CannotRunError
from chronology.cli.console import console, date_of
from chronology.cli.opening import add_file, loaded
from chronology.dates.words import date_in_words, span_in_words, time_in_words
from chronology.events import Citation, Event, Participation, Source, Statement, bounds_in_words
from chronology.text import one_line, visible


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = "Print everything about one event, with its sources and passages."
    parser.add_argument("id", metavar="ID", help="the event's id")
    add_file(parser)


def run(options: Namespace) -> int:
    """Print all about one event."""
    record = loaded(options.file)
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
    to.print(_event(event))
    for line in _evidence(event):
        to.print(Text(visible(line)), soft_wrap=True)


def _event(event: Event) -> Group:
    """Everything about one event: what it says, how it is known, and where sources differ."""
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(ratio=1)
    for name, value in _facts(event):
        facts.add_row(name, Text(visible(value)))
    parts: list[RenderableType] = [
        Text(visible(event.title), style="bold"),
        Text(event.id, style="dim"),
        Text(),
        facts,
    ]
    if event.summary:
        parts += [Text(), Text(visible(one_line(event.summary)))]
    for title, lines in _sections(event):
        parts += [Text(), Text(title, style="bold")]
        parts += [Text(visible(line)) for line in lines]
    return Group(*parts, Text(), Text("How we know", style="bold"))


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    if event.date:
        yield "Date", f"{date_of(event)} ({event.date})"
    else:
        yield "Date", "undated"
    if event.bounds.is_inferred:
        yield "It follows", f"began {bounds_in_words(event.bounds)}"
    if event.time:
        yield "Time", f"{time_in_words(event.time)} ({event.zone or 'no time zone given'})"
    if event.duration:
        yield "Duration", span_in_words(event.duration)
    yield "Status", event.status.value
    if event.kind:
        yield "Kind", event.kind.label
    yield from _where_and_about(event)


def _where_and_about(event: Event) -> Iterator[tuple[str, str]]:
    """Place, parties, topics, and the events that this one is linked with."""
    if event.place or event.venue:
        yield (
            "Place",
            ", ".join(filter(None, (event.venue, event.place.name if event.place else None))),
        )
    if event.parties:
        yield "Parties", ", ".join(party.name for party in event.parties)
    for name, topics in (("Topics", event.topics), ("Not about", event.excluded_topics)):
        if topics:
            yield name, ", ".join(topic.label for topic in topics)
    links = (("Part of", event.part_of), ("Follows", event.follows), ("Cancels", event.cancels))
    for name, other in links:
        if other:
            yield name, f"{other.title} ({other.id})"


def _sections(event: Event) -> Iterator[tuple[str, list[str]]]:
    if event.participants:
        yield "Participants", [_participant(each) for each in event.participants]
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


def _differences(event: Event) -> Iterator[str]:
    """Each field on which sources differ: what is recorded, what others say, and why."""
    others: dict[str, list[str]] = {}
    for path, reading, citation in event.differing:
        others.setdefault(path, []).append(f"    also read: {reading} [{citation.source.id}]")
    participants = {each.who.id: each for each in event.participants}
    outcomes = {each.key: each.text for each in event.outcomes}
    for path in dict.fromkeys([*others, *event.decisions]):
        yield f"  {path}: {_recorded(event, path, participants, outcomes) or 'nothing'}"
        yield from others.get(path, ())
        if path in event.decisions:
            yield f"    because: {one_line(event.decisions[path])}"


def _recorded(
    event: Event,
    path: str,
    participants: Mapping[str, Participation],
    outcomes: Mapping[str, str],
) -> str | None:
    """What the record has at a path, as text; None for nothing."""
    field, *rest = path.split(".")
    if rest and field == "participants":
        part = participants[rest[0]]
        return getattr(part, rest[1]) if rest[1:] else _participant(part).strip()
    if rest and field == "outcomes":
        return outcomes[rest[0]]
    value = event.notes[rest[0]] if rest else getattr(event, field)
    values = value if isinstance(value, tuple) else [] if value is None else [value]
    return ", ".join(getattr(each, "name", None) or _text_of(each) for each in values) or None


def _text_of(value: object) -> str:
    """A value of an event as text: what it is called, or what the file has."""
    if isinstance(value, Participation):
        return value.who.name
    for name in ("label", "title", "text"):
        if (text := getattr(value, name, None)) and isinstance(text, str):
            return text
    return one_line(str(value))


def _participant(each: Participation) -> str:
    party = f" ({each.party.name})" if each.party and each.party is not each.who else ""
    role = f", {each.role}" if each.role else ""
    return f"  {each.who.name}{party}: {each.capacity.value}{role}"


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
