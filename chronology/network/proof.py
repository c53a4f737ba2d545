"""What a network finds, in words: contradictions with their arithmetic, bounds and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from chronology.days import parts_of
from chronology.edtf import Date, Edtf, End, Hemisphere, Interval
from chronology.network.solution import Contradiction, Solution, Step, Which
from chronology.network.stated import Said
from chronology.wording import date_in_words

_BOUNDS = {
    "start_earliest": "{event} begins on {day} or later",
    "start_latest": "{event} begins by {day}",
    "end_earliest": "{event} ends on {day} or later",
    "end_latest": "{event} ends by {day}",
}


def day_in_words(day: int) -> str:
    """The day with a number, as the timeline has it."""
    return date_in_words(Date(*parts_of(day)))


def proof(contradiction: Contradiction) -> str:
    """The arithmetic of a contradiction: what follows step by step, and what it runs into."""
    way = ", ".join(_steps(contradiction.steps))
    against = ", ".join(_steps(contradiction.against))
    return f"{way}, but {against}" if against else way


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    before: int | None = None
    for step in steps:
        said = cast("Said", step.label)
        if said.is_date or step.day is None or step.event is None:
            yield said.words
        elif said.gap and before is not None and before != step.day:
            sign = "+" if before < step.day else "-"
            yield f"{sign} {said.gap} = {day_in_words(step.day)}"
        else:
            yield _BOUNDS[step.which].format(event=step.event, day=day_in_words(step.day))
        before = step.day


@dataclass(frozen=True, slots=True)
class Tighter:
    """A bound of an event's beginning that follows from others, and the statements that give it."""

    day: int
    is_latest: bool
    words: str
    because: tuple[str, ...]


def beginning(
    date: Edtf | None, hemisphere: Hemisphere | None = None
) -> tuple[int | None, int | None]:
    """The first and the last day on which something with a date can have begun, by number.

    Only what is certain of the date counts. None is no bound.
    """
    certain = date.certain(hemisphere) if date else None
    start = certain.start if isinstance(certain, Interval) else certain
    return (None, None) if start is None or isinstance(start, End) else (start.first, start.last)


def tighter(
    solution: Solution, event: str, date: Edtf | None, hemisphere: Hemisphere | None = None
) -> Iterator[Tighter]:
    """The bounds that follow for an event from all but its own date, where they are tighter."""
    if event not in solution:
        return
    bounds = solution.bounds(event, own=False)
    own_first, own_last = beginning(date, hemisphere)
    first, last = bounds.start_earliest, bounds.start_latest
    if first is not None and (own_first is None or first > own_first):
        yield _tighter(solution, event, first, is_latest=False)
    if last is not None and (own_last is None or last < own_last):
        yield _tighter(solution, event, last, is_latest=True)


def _tighter(solution: Solution, event: str, day: int, *, is_latest: bool) -> Tighter:
    words = f"by {day_in_words(day)}" if is_latest else f"on or after {day_in_words(day)}"
    which: Which = "start_latest" if is_latest else "start_earliest"
    steps, left_out = solution.nearest_reasons(event, which, own=False, most=_MOST_REASONS)
    said = dict.fromkeys(cast("Said", step.label).words for step in steps)
    more = [f"{left_out:,} steps that come before these"] if left_out else []
    return Tighter(day, is_latest, f"it began {words}", (*more, *said))


_MOST_REASONS = 60
"""How many moves of bounds are told as reasons, of which a statement makes about two.

Each event of a chain of thousands would else repeat all of the chain up to it.
"""
