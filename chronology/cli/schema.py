"""The command `schema`: the JSON Schemas of a chronology file, of reports, and of the API."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from chronology.cli.opening import add_output
from chronology.cli.output import warn, write
from chronology.reading import text_of
from chronology.text import visible


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = "Print the JSON Schema (Draft 2020-12) of a chronology file."
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--report", action="store_true", help="print that of `validate --format json` instead"
    )
    other.add_argument(
        "--api", action="store_true", help="print that of the files below api/v1 of a site instead"
    )
    either = parser.add_mutually_exclusive_group()
    add_output(either)
    either.add_argument(
        "--check",
        nargs="?",
        const="",
        metavar="FILE",
        help="compare it with a file instead; default: the one in the folder schema",
    )


def run(options: Namespace) -> int:
    """Print a JSON Schema, or tell whether a file still is it."""
    from chronology.schema import schema_text

    if options.report:
        from chronology.reports.details import report_schema

        made, name, option = schema_text(report_schema()), "report", " --report"
    elif options.api:
        from chronology.formats import api

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
