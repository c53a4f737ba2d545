"""What sources say about time, in words, with links to the events that they relate."""

from __future__ import annotations

from markupsafe import Markup

from chronology.chronology import Event, Statement
from chronology.edtf import Edtf
from chronology.site.links import Links
from chronology.site.words import STATEMENTS, WEEKDAYS, say
from chronology.wording import date_in_words, span_in_words


def statement_in_words(statement: Statement, links: Links) -> Markup:
    """A statement as a part of a sentence: `6 days after` and a link to an event."""
    target = statement.target
    if isinstance(target, Event):
        named: object = Markup('<a href="{}">{}</a>').format(links.to(target), target.title)
    elif isinstance(target, Edtf):
        named = date_in_words(target)
    else:
        named = WEEKDAYS[target]
    words = statement.relation
    if statement.by is not None:
        return say(f"{words} by", STATEMENTS, span=span_in_words(statement.by), target=named)
    if isinstance(target, Edtf) and f"{words} a date" in STATEMENTS:
        words = f"{words} a date"
    return say(words, STATEMENTS, target=named)
