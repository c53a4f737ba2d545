"""The validator that many write for themselves: PyYAML's fast loader, and a pydantic model.

It knows the fields of the generated files, and nothing of what a model cannot express.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

Id = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Edtf = Annotated[str, Field(pattern=r"^\d{4}-\d\d(-\d\d)?(/\d{4}-\d\d-\d\d)?$")]
Capacity = Literal[
    "head", "member", "host", "mediator", "speaker", "signatory", "observer", "absent"
]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(_Closed):
    """A text that events are known from."""

    title: str | None = None
    publisher: str | None = None
    url: HttpUrl | None = None
    read: Literal["full", "excerpt"] | None = None


class Party(_Closed):
    """A state."""

    name: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class Person(_Closed):
    """Somebody who takes part."""

    name: str
    party: Id | None = None


class Place(_Closed):
    """Where events happen."""

    name: str
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class Word(_Closed):
    """A kind or a topic."""

    label: str
    meaning: str | None = None
    group: Literal["contact", "statement", "background"] | None = None


class When(_Closed):
    """What a source says about the time of an event."""

    says: str
    after: Id | None = None
    by: str | None = None


class Citation(_Closed):
    """One passage of a source."""

    passage: str | None = None
    supports: list[str] = []
    derived: str | None = None
    when: When | None = None


class Participation(_Closed):
    """How somebody took part."""

    capacity: Capacity
    role: str | None = None


class Event(_Closed):
    """Something that happened."""

    id: Id
    title: str
    kind: Id | None = None
    date: dt.date | Edtf | None = None
    place: Id | None = None
    venue: str | None = None
    summary: str | None = None
    participants: dict[Id, Participation | Capacity] = {}
    topics: list[Id] = []
    outcomes: dict[Id, str] = {}
    follows: Id | None = None
    citations: dict[Id, list[Citation]] = {}


class File(_Closed):
    """A whole file."""

    title: str | None = None
    license: str | None = None
    language: str | None = None
    sources: dict[Id, Source] = {}
    parties: dict[Id, Party] = {}
    people: dict[Id, Person] = {}
    places: dict[Id, Place] = {}
    kinds: dict[Id, Word] = {}
    topics: dict[Id, Word] = {}
    events: list[Event]


def main() -> int:
    """Say what is wrong with the file that the command names; 1 if anything is."""
    text = Path(sys.argv[1]).read_text("utf-8")
    try:
        File.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError, ValueError) as error:
        sys.stdout.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
