"""The command `explain`: a diagnostic, a word or a field, by its name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import groupby
from operator import attrgetter

from chronology.cli import CannotRunError
from chronology.cli.output import say
from chronology.text import did_you_mean


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = (
        "Explain a diagnostic, a word or a field by its name; without WORD, list all."
    )
    parser.add_argument(
        "word", nargs="?", metavar="WORD", help="such as no-date, postponed, event.date"
    )


def run(options: Namespace) -> int:
    """Print all that has a name, or list the names."""
    from chronology.reference import about, plain, terms

    if options.word is None:
        for group, of_group in groupby(terms(), key=attrgetter("group")):
            lines = (f"  {term.names[0]}: {term.summary}\n" for term in of_group)
            say("".join([f"{group}\n", *lines]))
        return 0
    found = about(options.word)
    if not found:
        names = [name for term in terms() for name in term.names]
        hint = did_you_mean(options.word, names, "`chronology explain` lists what there is")
        raise CannotRunError(f"nothing is called '{options.word}'; {hint}")
    pages = ("\n".join([term.title, "", *plain(term.page()), ""]) for term in found)
    say("\n".join(pages))
    return 0
