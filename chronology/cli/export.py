"""The command `export`: the chronology in another format."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from urllib.parse import quote

from chronology.cli import CannotRunError
from chronology.cli.opening import add_file, add_output, load_input
from chronology.cli.output import refuse_overwrite, say, write, write_notes
from chronology.model.scalars import is_web_address


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = (
        "Write the chronology in another format; without FORMAT, list the formats and "
        "what each of them cannot carry."
    )
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="such as json")
    add_file(parser)
    add_output(parser)
    parser.add_argument(
        "--links",
        metavar="URL",
        help="of a drawing or calendar: lead to the pages of events, URL with {id} for the id",
    )


def run(options: Namespace) -> int:
    """Write the chronology in a format, or list the formats."""
    from chronology.formats import EXPORTERS

    if options.format is None:
        for each in EXPORTERS.values():
            say(f"{each.name}: {each.media_type}. {each.loses}\n")
        return 0
    if options.format not in EXPORTERS:
        formats = ", ".join(EXPORTERS)
        raise CannotRunError(f"no format is called '{options.format}'; there is: {formats}")
    refuse_overwrite([options.file] if options.file else [], options.output)
    exporter, record = EXPORTERS[options.format], load_input(options.file)
    if options.links is None:
        text = exporter.render(record)
    elif exporter.render_linked is None:
        raise CannotRunError(f"{exporter.name} takes no --links")
    elif not ("{id}" in options.links and is_web_address(options.links.replace("{id}", "id"))):
        raise CannotRunError(f"--links: {options.links} is no http or https address with {{id}}")
    else:
        text = exporter.render_linked(
            record, lambda event: options.links.replace("{id}", quote(event.id, safe=""))
        )
    write(text, options.output)
    write_notes(exporter.notes(record))
    return 0
