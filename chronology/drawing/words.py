"""The words that a language needs for drawings, and those of English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chronology.dates import words
from chronology.dates.words import DateWords
from chronology.text import Wording, one_or_many
from chronology.vocabulary import Capacity, Group, Reading, Status, Weekday


@dataclass(frozen=True, eq=False)
class DrawingWords(Wording):
    """The words of drawings in one language.

    Attributes:
        dates: The words of dates.
        months: The names of the months, short enough for twelve beside each other.
        labels: The labels that readers see instead of the words of a file.
    """

    dates: DateWords
    months: Sequence[str]
    labels: Mapping[str, str]

    def group(self, group: Group | None) -> str:
        """The name of a group, above its lanes."""
        return self.labels[group] if group else self.say("no group")


_TEXTS: Final = {
    "untitled": "Chronology",
    "drawing of": "{title}: the timeline, drawn",
    "no kind": "No kind given",
    "no group": "Other",
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
_COUNTS: Final = {
    "left out": (
        "{} event is not drawn: it has no date, or lies outside {}.",
        "{} events are not drawn: they have no date, or lie outside {}.",
    ),
    "undated": ("{} event without a date is not drawn.", "{} events without a date are not drawn."),
}

ENGLISH: Final = DrawingWords(
    _TEXTS,
    _COUNTS,
    one_or_many,
    dates=words.ENGLISH,
    months=tuple(month[:3] for month in words.ENGLISH.months),
    labels={
        word: word.label for kind in (Status, Capacity, Group, Reading, Weekday) for word in kind
    },
)
"""The words of the terminal and of the file, which are English everywhere."""
