"""What the commands do that have no module of their own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from chronology.cli.arguments import CannotRunError
from chronology.cli.opening import loaded
from chronology.cli.output import say, spare, warn, write, write_notes
from chronology.diagnostics import visible
from chronology.document.source import text_of
from chronology.drawing import Days
from chronology.edtf import parse
from chronology.guesses import did_you_mean
from chronology.model.scalars import is_web_address

if TYPE_CHECKING:
    from chronology.chronology import Chronology
    from chronology.reference.topics import Topic

__all__ = [
    "run_explain",
    "run_export",
    "run_list",
    "run_schema",
    "run_show",
]

# ------------------------------------------------------------------------------ list and show


def run_list(options: Namespace) -> int:
    """Print the events that were asked for, in time order."""
    from chronology.cli.drawn import print_drawing
    from chronology.cli.terminal import print_timeline

    record = _chosen(loaded(options.file), options)
    if options.timeline:
        print_drawing(record, _asked_for(options))
    else:
        print_timeline(record)
    return 0


def _chosen(record: Chronology, options: Namespace) -> Chronology:
    if options.certainly and not (options.start or options.end):
        raise CannotRunError("--certainly goes with --from, with --to, or with both")
    try:
        if options.start or options.end:
            record = record.between(options.start, options.end, certainly=options.certainly)
        for question in ("involving", "at", "about"):
            if (id_ := getattr(options, question)) is not None:
                record = getattr(record, question)(id_)
        return record if options.kind is None else record.of_kind(options.kind)
    except (ValueError, KeyError) as error:  # what is no date, ends too soon, or is unknown
        raise CannotRunError(str(error)) from None


def _asked_for(options: Namespace) -> Days | None:
    """The days that a drawing should show; None where nobody asked for any."""
    if not (options.start or options.end):
        return None
    start, end = options.start, options.end
    return parse(start).first if start else None, parse(end).last if end else None


def run_show(options: Namespace) -> int:
    """Print all about one event."""
    from chronology.cli.terminal import print_event

    record = loaded(options.file)
    try:
        event = record[options.id]
    except KeyError as error:
        raise CannotRunError(str(error)) from None
    print_event(event)
    return 0


# ------------------------------------------------------------------------------ the others


def run_export(options: Namespace) -> int:
    """Write the chronology in a format, or list the formats."""
    from chronology.exporters import EXPORTERS

    if options.format is None:
        for each in EXPORTERS.values():
            say(f"{each.name}: {each.media_type}. {each.loses}\n")
        return 0
    if options.format not in EXPORTERS:
        formats = ", ".join(EXPORTERS)
        raise CannotRunError(f"no format is called '{options.format}'; there is: {formats}")
    spare([options.file] if options.file else [], options.output)
    exporter, record = EXPORTERS[options.format], loaded(options.file)
    if options.links is None:
        text = exporter.render(record)
    elif exporter.linked is None:
        raise CannotRunError(f"{exporter.name} takes no --links")
    elif not ("{id}" in options.links and is_web_address(options.links.replace("{id}", "id"))):
        raise CannotRunError(f"--links: {options.links} is no http or https address with {{id}}")
    else:
        text = exporter.linked(record, options.links)
    write(text, options.output)
    write_notes(exporter.notes(record))
    return 0


def run_explain(options: Namespace) -> int:
    """Print all that stands under a name, or list what there is."""
    from chronology.reference.topics import about, plain, topics

    if options.word is None:
        _list_topics(topics())
        return 0
    found = about(options.word)
    if not found:
        names = [name for topic in topics() for name in topic.names]
        hint = did_you_mean(options.word, names, "`chronology explain` lists what there is")
        raise CannotRunError(f"nothing is called '{options.word}'; {hint}")
    pages = ("\n".join([topic.title, "", *plain(topic.page()), ""]) for topic in found)
    say("\n".join(pages))
    return 0


def _list_topics(every: Iterable[Topic]) -> None:
    """Diagnostics and words with their meanings, and the names of fields."""
    for group, topics in groupby(every, key=attrgetter("group")):
        lines = (f"  {topic.names[0]}: {topic.summary}\n" for topic in topics)
        say("".join([f"{group}\n", *lines]))


def run_schema(options: Namespace) -> int:
    """Print a JSON Schema, or tell whether a file still is it."""
    from chronology.schema import schema_text

    if options.report:
        from chronology.reports.details import report_schema

        made, name, option = schema_text(report_schema()), "report", " --report"
    elif options.api:
        from chronology.exporters import api

        made, name, option = api.schema_text(), "api", " --api"
    else:
        made, name, option = schema_text(), "chronology", ""
    if options.check is None:
        write(made, options.output)
        return 0
    file = options.check or f"schema/{name}.schema.json"
    if text_of(file, errors="replace") == made:
        return 0
    cure = f"`chronology schema{option} --output {visible(file)}` writes it anew"
    warn(f"{visible(file)} is stale: {cure}\n")
    return 1
