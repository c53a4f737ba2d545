"""The timeline, drawn, and under headings: the month of each event, or its year.

A year stands where no month is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chronology.chronology import Event
from chronology.days import number_of, parts_of
from chronology.drawing import NARROW, WIDE, Chart, in_page
from chronology.edtf import Date, Edtf, Interval, Precision
from chronology.site.links import Links
from chronology.site.words import say
from chronology.wording import date_in_words

_IN_HTML = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


MOST = 500
"""How many events a page shows at most; a browser takes seconds for thousands of them."""


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year, or a part of them, that have a page of their own."""

    year: int | None
    part: int
    parts: int
    events: tuple[Event, ...]

    @property
    def path(self) -> str:
        """The path of its page."""
        name = "undated" if self.year is None else self.year
        return f"years/{name}.md" if self.parts == 1 else f"years/{name}-part-{self.part}.md"

    @property
    def days(self) -> tuple[int, int] | None:
        """The numbers of its first and last day, which its drawing shows; None if undated."""
        if self.year is None:
            return None
        return number_of(self.year, 1, 1), number_of(self.year, 12, 31)

    @property
    def title(self) -> str:
        """What it is called: the year, with the part if there are several."""
        name = say("undated") if self.year is None else date_in_words(Date(self.year))
        return name if self.parts == 1 else say("part", name=name, number=self.part)


def years(events: Sequence[Event]) -> list[Year]:
    """The pages among which events are spread; none where one page can show them all."""
    if len(events) <= MOST:
        return []
    found: dict[int | None, list[Event]] = {}
    for event in events:
        day = event.latest if event.earliest is None else event.earliest
        found.setdefault(None if day is None else day.year, []).append(event)
    return [year for number, some in found.items() for year in _parted(number, some)]


def _parted(year: int | None, events: list[Event]) -> Iterator[Year]:
    """The pages of one year."""
    starts = range(0, len(events), MOST)
    for number, start in enumerate(starts, start=1):
        yield Year(year, number, len(starts), tuple(events[start : start + MOST]))


def drawing(chart: Chart, links: Links) -> Markup:
    """The drawing of a page, for broad windows and for narrow ones; its style shows one of them."""
    both = (in_page(chart, form, links.to) for form in (WIDE, NARROW))
    return Markup("\n".join(both))  # noqa: S704 - every text in it is escaped


def months(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Events by heading, in the order in which each heading comes up; the undated come last."""
    found: dict[str, list[Event]] = {}
    for event in events:
        heading = _heading(event.date) if event.date else say("undated")
        found.setdefault(heading, []).append(event)
    return found


def _heading(date: Edtf) -> str:
    """The month or year in which something began or was; the date itself where that is loose."""
    began = date.start if isinstance(date, Interval) else date
    if not isinstance(began, Edtf):
        began = date
    first = began.anchor
    year, month, _ = parts_of(first)
    last_year, last_month, _ = parts_of(first if began.last is None else began.last)
    if year != last_year:
        return date_in_words(began)
    is_month = month == last_month and began.precision.rank <= Precision.MONTH.rank
    return date_in_words(Date(year, month if is_month else None))


def machine_readable(date: Edtf) -> str | None:
    """The date as HTML's `time` takes it: a day, a month or a year of four digits; else None."""
    return str(date) if _IN_HTML.fullmatch(str(date)) else None
