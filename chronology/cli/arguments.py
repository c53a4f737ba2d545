"""What the command line understands."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from chronology.reports import REPORTS


class CannotRunError(Exception):
    """A command that cannot be carried out as it was given; the message says why."""


class _Version(Action):
    """`--version`, looked up only when asked for."""

    def __call__(self, parser: ArgumentParser, *_values: Any, **_options: Any) -> None:
        """Print the version and end."""
        from importlib.metadata import version

        from chronology.cli.output import say

        say(f"chronology {version('chronology-data')}\n")
        parser.exit()


class _Parser(ArgumentParser):
    """A parser whose help and complaints take the same way as all other words."""

    def _print_message(self, message: str, file: Any = None) -> None:
        from chronology.cli.output import say, warn

        (warn if file is sys.stderr else say)(message)


def parser(prog: str = "chronology") -> ArgumentParser:
    """The parser of the whole command line; `prog` is how its usage calls the program."""
    made = _Parser(
        prog=prog,
        description="Chronologies as data: events with their evidence, honest dates, and proof.",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _validate(commands)
    _list(commands)
    _show(commands)
    _export(commands)
    _explain(commands)
    _schema(commands)
    _pages(commands)
    return made


def _validate(commands: Any) -> None:
    made = commands.add_parser(
        "validate",
        help="find every mistake in a file, with its line",
        description="Find every mistake in one run: file:line:column, a code, and what to do. "
        "Exit code 0: clean; 1: findings; 2: could not run.",
        epilog="\n  ".join(["formats:", *(f"{e.name:7} {e.gloss}" for e in REPORTS.values())]),
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a file, a folder whose *.yaml and *.yml files are one chronology, or - for the "
        "standard input; default: events.yaml, or else events.yml, in this folder",
    )
    made.add_argument("--strict", action="store_true", help="let warnings fail, too")
    made.add_argument(
        "--format",
        choices=REPORTS,
        help="default: full on a terminal, github in GitHub Actions, else text",
    )
    _add_output(made)
    made.add_argument(
        "--schema",
        metavar="FILE",
        action="append",
        help="apply a JSON Schema (Draft 2020-12) as well; may be given several times",
    )
    made.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODE",
        help="report only these diagnostics, and what keeps a file from being read; "
        "may be repeated, or several with commas",
    )
    made.add_argument(
        "--ignore", action="append", default=[], metavar="CODE", help="leave these diagnostics out"
    )
    made.add_argument(
        "--changed-since",
        metavar="REV",
        help="report only what is wrong with events that have changed since a git revision, and "
        "count the rest",
    )
    made.add_argument(
        "--texts",
        metavar="DIR",
        help="look passages up in the texts of their sources, DIR/<source id>.txt",
    )
    fixing = made.add_mutually_exclusive_group()
    fixing.add_argument(
        "--fix", action="store_true", help="fix first what is safe, and report what remains"
    )
    fixing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and write nothing"
    )


def _list(commands: Any) -> None:
    made = commands.add_parser(
        "list", help="print the timeline", description="Print the events in time order."
    )
    _add_file(made)
    made.add_argument(
        "--from", dest="start", metavar="DATE", help="from this day, month or year on"
    )
    made.add_argument("--to", dest="end", metavar="DATE", help="up to this day, month or year")
    made.add_argument(
        "--certainly", action="store_true", help="only what lies between these dates for certain"
    )
    made.add_argument("--involving", metavar="WHO", help="with this person or party, by id or name")
    made.add_argument("--at", metavar="ID", help="at this place")
    made.add_argument("--kind", metavar="ID", help="of this kind")
    made.add_argument("--about", metavar="ID", help="about this topic")
    made.add_argument(
        "--timeline",
        action="store_true",
        help="draw them along a line of time, a row for each kind",
    )


def _show(commands: Any) -> None:
    made = commands.add_parser(
        "show",
        help="print all about one event",
        description="Print everything about one event, with its sources and passages.",
    )
    made.add_argument("id", metavar="ID", help="the event's id")
    _add_file(made)


def _export(commands: Any) -> None:
    made = commands.add_parser(
        "export",
        help="write the chronology in another format",
        description="Write the chronology in another format; without FORMAT, list the formats and "
        "what each of them cannot carry.",
    )
    made.add_argument("format", nargs="?", metavar="FORMAT", help="such as json")
    _add_file(made)
    _add_output(made)
    made.add_argument(
        "--links",
        metavar="URL",
        help="of a drawing or calendar: lead to the pages of events, URL with {id} for the id",
    )


def _explain(commands: Any) -> None:
    made = commands.add_parser(
        "explain",
        help="explain a diagnostic, a word or a field",
        description="Explain a diagnostic, a word or a field by its name; without WORD, list all.",
    )
    made.add_argument(
        "word", nargs="?", metavar="WORD", help="such as no-date, postponed, event.date"
    )


def _schema(commands: Any) -> None:
    made = commands.add_parser(
        "schema",
        help="print the JSON Schema of a chronology file",
        description="Print the JSON Schema (Draft 2020-12) of a chronology file.",
    )
    other = made.add_mutually_exclusive_group()
    other.add_argument(
        "--report", action="store_true", help="print that of `validate --format json` instead"
    )
    other.add_argument(
        "--api", action="store_true", help="print that of the files below api/v1 of a site instead"
    )
    either = made.add_mutually_exclusive_group()
    _add_output(either)
    either.add_argument(
        "--check",
        nargs="?",
        const="",
        metavar="FILE",
        help="compare it with a file instead; default: the one in the folder schema",
    )


def _pages(commands: Any) -> None:
    made = commands.add_parser(
        "pages",
        help="write the pages of a site as Markdown, for any generator",
        description="Write the pages of a site as Markdown with HTML in it, for any generator that "
        "lets HTML pass, with their style sheet and all files for programs.",
    )
    made.add_argument("folder", metavar="DIR", help="a new or empty folder, or one written before")
    _add_file(made)
    made.add_argument(
        "--directory-urls",
        action="store_true",
        help="link to events/x/ instead of events/x.html, as generators do that make folders",
    )
    made.add_argument(
        "--address", metavar="URL", help="where DIR will stand on the web, for calendars and feeds"
    )
    made.add_argument("--changes", metavar="FILE", help="the changelog, for a page and a feed")
    made.add_argument(
        "--corrections",
        metavar="URL",
        help="a form for corrections, such as https://a.example/new?body={body}",
    )
    made.add_argument(
        "--templates", metavar="DIR", help="templates in the place of those of the same name"
    )


def _add_file(made: ArgumentParser) -> None:
    made.add_argument(
        "--file",
        metavar="FILE",
        help="a file, a folder, or - for the standard input; default: the bundled record",
    )


def _add_output(made: Any) -> None:
    made.add_argument("--output", metavar="FILE", help="write to a file instead of the terminal")
