"""From the parts of a chronology to those of the API, which have the same fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from chronology.chronology import (
    Citation,
    Event,
    Kind,
    Outcome,
    Participation,
    Party,
    Person,
    Place,
    Source,
    Statement,
    Topic,
    When,
)
from chronology.days import Day
from chronology.edtf import Edtf, Span, TimeOfDay
from chronology.evidence import Passage
from chronology.exporters.api import parts
from chronology.exporters.identity import file_name
from chronology.vocabulary import Weekday

Registered: TypeAlias = Person | Party | Place | Source | Kind | Topic
"""What stands in a registry of the file."""

_NAMED = (Person, Party, Place, Source, Kind, Topic)
_SHAPES: Final[dict[type, type[parts.Part]]] = {
    Event: parts.EventLink,
    Citation: parts.Citation,
    Outcome: parts.Outcome,
    Participation: parts.Participant,
    Statement: parts.Statement,
    When: parts.When,
    **dict.fromkeys(_NAMED, parts.Named),
}
"""What stands in the API for a part of the chronology within another."""

_WRITTEN = (Edtf, TimeOfDay, Span, Day, Passage)
_Made = TypeVar("_Made", bound=parts.Part)


def name_of(subject: Registered) -> str:
    """What a reader knows something by."""
    return subject.label if isinstance(subject, Kind | Topic) else subject.name


@dataclass(frozen=True, slots=True)
class Copier:
    """What makes the parts of one file; `events` leads from there to the folder of the events."""

    events: str

    def made(self, shape: type[_Made], subject: object, **more: Any) -> _Made:
        """A part with the fields of a subject, and with more that it has not under these names."""
        same = (name for name in shape.model_fields if name not in more and hasattr(subject, name))
        return shape(**{name: self.plain(getattr(subject, name)) for name in same}, **more)

    def plain(self, value: Any) -> Any:
        """A value as the API has it: dates as text, what has an id by that and its name."""
        if (shape := _SHAPES.get(type(value))) is not None:
            return self.made(shape, value, **self._more(value))
        if isinstance(value, tuple):
            return tuple(map(self.plain, value))
        if isinstance(value, Mapping):
            return {key: self.plain(each) for key, each in value.items()}
        return str(value) if isinstance(value, _WRITTEN) else value

    def _more(self, value: Any) -> dict[str, Any]:
        """What a part of the API has besides the fields of the same names."""
        match value:
            case Event():
                return {"url": f"{self.events}{file_name(value.id)}.json"}
            case Kind() | Topic():
                return {"name": value.label}
            case Participation(who=who):
                kind = "person" if isinstance(who, Person) else "party"
                return {"id": who.id, "name": who.name, "type": kind}
            case Statement():
                return self._target(value.target)
        return {}

    def _target(self, target: Event | Edtf | Weekday) -> dict[str, Any]:
        if isinstance(target, Event):
            return {"event": self.plain(target)}
        return {"date" if isinstance(target, Edtf) else "weekday": str(target)}
