"""The English wording of a drawing: a translation replaces these tables."""

from __future__ import annotations

from typing import Final

from chronology.vocabulary import Group

__all__ = ["COUNTS", "GROUPS", "MONTHS", "WORDS", "say"]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUPS: Final = {
    Group.CONTACT: "Contacts",
    Group.STATEMENT: "Statements",
    Group.BACKGROUND: "Background",
    None: "Other",
}
WORDS: Final = {
    "untitled": "Chronology",
    "drawing of": "{title}: the timeline, drawn",
    "no kind": "No kind given",
    "nothing": "There is nothing to draw: no event has a date in the time that is shown.",
    "million": "{} million",
    "powers of ten": "{} \u00d7 10{}",
    "name": "{date}: {title}",
    "aside": "{} ({})",
    # What a mark means
    "loose": "some time within the bar",
    "lasted": "from end to end of the bar",
    "open": "or earlier, or later",
    "uncertain": "uncertain",
    "approximate": "approximate",
    "struck": "called off or put off",
    "pale": "planned or disputed",
    "span": "within this, or all through",
    "earlier": "then or earlier",
    "later": "then or later",
    "several": "several events",
}
COUNTS: Final = {
    "left out": (
        "{} event is not drawn: it has no date, or lies outside {}.",
        "{} events are not drawn: they have no date, or lie outside {}.",
    ),
    "undated": ("{} event without a date is not drawn.", "{} events without a date are not drawn."),
}


def say(words: str, *parts: object, **named: object) -> str:
    """Words of the table, their gaps filled."""
    return WORDS[words].format(*parts, **named)


def count(things: str, number: int, *parts: object) -> str:
    """A number of things, in the words for one or for many."""
    return COUNTS[things][number != 1].format(number, *parts)
