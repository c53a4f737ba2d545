"""The command `explain`: a diagnostic, a word or a field, by its name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from chronology.cli import CannotRunError
from chronology.cli.output import say
from chronology.text import did_you_mean

if TYPE_CHECKING:
    from chronology.reference import Term


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = (
        "Explain a diagnostic, a word or a field by its name; without WORD, list all."
    )
    parser.add_argument(
        "word", nargs="?", metavar="WORD", help="such as no-date, postponed, event.date"
    )


def run(options: Namespace) -> int:
    """Print all that stands under a name, or list what there is."""
    from chronology.reference import about, plain, terms

    if options.word is None:
        _list(terms())
        return 0
    found = about(options.word)
    if not found:
        names = [name for term in terms() for name in term.names]
        hint = did_you_mean(options.word, names, "`chronology explain` lists what there is")
        raise CannotRunError(f"nothing is called '{options.word}'; {hint}")
    pages = ("\n".join([term.title, "", *plain(term.page()), ""]) for term in found)
    say("\n".join(pages))
    return 0


def _list(every: Iterable[Term]) -> None:
    """Diagnostics and words with their meanings, and the names of fields."""
    for group, found in groupby(every, key=attrgetter("group")):
        lines = (f"  {term.names[0]}: {term.summary}\n" for term in found)
        say("".join([f"{group}\n", *lines]))
