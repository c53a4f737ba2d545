"""Facts: the fields of an event in words, for the terminal, pages and whatever shows an event.

This is the one list of them. A field of the model that is not in it, and is shown nowhere else, is
the last; so a new field is seen everywhere without an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Protocol, TypeAlias

from chronology import model
from chronology.dates import Edtf, Span, TimeOfDay
from chronology.events.event import Event, Outcome, Participation, Person
from chronology.model import EVENT_LINKS, Kind, Party, Place, Topic
from chronology.text import one_line
from chronology.vocabulary import Word

_IN_ORDER = ("date", "time", "duration", "status", "place", "venue", "parties", "kind", "topics")

SHOWN_ELSEWHERE: Final = frozenset(
    {
        *("id", "title", "summary"),  # at the top of what shows an event
        "timezone",  # with the time
        *("participants", "outcomes", "notes", "extra", *EVENT_LINKS),  # under own headings
        *("citations", "decisions"),  # how it is known
    }
)
"""The fields of an event that are no facts of one line."""

FACTS: Final = (
    *_IN_ORDER,
    *(
        name
        for name in model.Event.model_fields
        if name not in SHOWN_ELSEWHERE and name not in _IN_ORDER
    ),
)
"""The fields of an event that are shown in a line each, in their order."""

_LABELS = {"excluded_topics": "Not about"}


def label_of(field: str) -> str:
    """The name of a field in English, as a label.

    >>> label_of("venue"), label_of("part_of"), label_of("excluded_topics")
    ('Venue', 'Part of', 'Not about')
    """
    return _LABELS.get(field) or field.replace("_", " ").capitalize()


class DatesInWords(Protocol):
    """A language in which dates, times and lengths have words: `chronology.dates.words.ENGLISH`."""

    def date(self, value: Edtf, /) -> str:
        """A date in words."""

    def time(self, time: TimeOfDay, /) -> str:
        """A time of day in words."""

    def span(self, span: Span, /) -> str:
        """A length of time in words."""


Label: TypeAlias = Callable[[str], str]
"""A function that puts a word of the closed vocabulary into a language."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One value in words, and the thing that it names, if it names one.

    The words are the file's if `is_own`, and otherwise of the language in which the fact is shown.
    """

    text: str
    thing: Event | Person | Party | Place | Kind | Topic | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an event that has a value, and its value in words: a piece for each of several."""

    field: str
    pieces: tuple[Piece, ...]


def facts(event: Event, words: DatesInWords, label: Label) -> Iterator[Fact]:
    """The facts of an event that are a line each, in the words of a language."""
    for field in FACTS:
        if pieces := pieces_of(getattr(event, field), words, label):
            yield Fact(field, pieces)


def pieces_of(value: Any, words: DatesInWords, label: Label) -> tuple[Piece, ...]:
    """The value of a field in words, a piece for each of several; none for nothing."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        return tuple(piece for each in value for piece in pieces_of(each, words, label))
    return () if value is None else (_piece(value, words, label),)


_NAMES: Final[dict[type, Callable[[Any], str]]] = {
    Event: attrgetter("title"),
    Kind: attrgetter("label"),
    Topic: attrgetter("label"),
    Place: attrgetter("name"),
    Party: attrgetter("name"),
    Person: attrgetter("name"),
}


def _piece(value: Any, words: DatesInWords, label: Label) -> Piece:
    forms: tuple[tuple[type | UnionType, Callable[[Any], str]], ...] = (
        (Edtf, words.date),
        (TimeOfDay, words.time),
        (Span, words.span),
        (Word, label),
    )
    for form, say in forms:
        if isinstance(value, form):
            return Piece(say(value))
    if isinstance(value, Participation):
        value = value.who
    if name := _NAMES.get(type(value)):
        return Piece(name(value), value, is_own=True)
    text = value.text if isinstance(value, Outcome) else str(value)
    return Piece(one_line(text), is_own=True)


class Values:
    """The values of an event by the paths that evidence uses, such as `participants.coulter`."""

    def __init__(self, event: Event) -> None:
        """Look up once what has a key: an event may have thousands of participants."""
        self._event = event
        self._keyed: dict[str, Mapping[str, Any]] = {
            "participants": {each.who.id: each for each in event.participants},
            "outcomes": {each.key: each for each in event.outcomes},
            "notes": event.notes,
        }

    def at(self, path: str) -> Any:
        """The record's value at a path; None for nothing."""
        field, *rest = path.split(".")
        if not rest:
            return getattr(self._event, field)
        value = self._keyed[field][rest[0]]
        return getattr(value, rest[1]) if rest[1:] else value
