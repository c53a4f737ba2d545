"""Data shaped into a `Record`, with what does not fit said in our words.

Every part is shaped by itself, and what does not fit in it is left out of it, so that a broken
event does not hide the news about the others, nor one field the news about its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from chronology.characters import in_ascii, may_deceive
from chronology.dates import hint_of_date
from chronology.findings import Finding, Path
from chronology.model import REGISTRIES, Entry, Event, Id, Part, Record
from chronology.reading.builder import BROKEN, Suspect, copy_data, value_at
from chronology.reading.document import Document
from chronology.reading.errors import finding_of, is_harmless, meant_field, wrong_type
from chronology.reading.folder import Folder, shift


class Missing:
    """The paths that a record lacks; however many there are, asking costs the same.

    >>> gaps = Missing()
    >>> gaps.add(("events", 3, "participants"))
    >>> gaps.touch(("events", 3, "participants", "coulter")), gaps.touch(("events", 3))
    (True, True)
    """

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._around: set[Path] = set()
        self._fields: set[str | int | None] = set()

    def __contains__(self, path: Path) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[Path]:
        return iter(self._paths)

    def add(self, path: Path) -> None:
        """Note that a path is missing."""
        self._paths.add(path)
        self._around.update(path[:length] for length in range(len(path)))
        if path[:1] == ("events",):
            self._fields.add(path[2] if len(path) > 2 else None)

    def update(self, paths: Iterable[Path]) -> None:
        """Note that some paths are missing."""
        for path in paths:
            self.add(path)

    def touch(self, path: Path, *, at_key: bool = False) -> bool:
        """True if a path, anything around it, or anything in it is missing.

        A finding about a key does not depend on what is missing in its value.
        """
        if any(path[:length] in self._paths for length in range(len(path) + 1)):
            return True
        return not at_key and path in self._around

    def touch_events(self, *fields: str) -> bool:
        """True if any event lacks one of these fields, or is missing as a whole."""
        return None in self._fields or not self._fields.isdisjoint(fields)


# ------------------------------------------------------------------------------ shaping

_Part = TypeVar("_Part", bound=Part)
_Entry = TypeVar("_Entry", bound=Entry)

UNNAMED = "unnamed"
"""The value of a required field that is missing or broken; no finding is about it."""


@dataclass(slots=True)
class Draft:
    """The sound part of a record, and what is known of the rest.

    `may_deceive` is true if the text has letters that could be taken for others, or are invisible;
    `is_ascii` if it has only ASCII letters, also by escapes.
    `numbers` are the places of the record's events in the file's list. `broken` holds the paths
    that the record lacks; `mentioned` the words in events that are wholly lost.
    `incomplete` is true if there is a file whose text is not known, or not to its end.
    """

    record: Record
    numbers: tuple[int, ...] = ()
    broken: Missing = field(default_factory=Missing)
    mentioned: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    may_deceive: bool = False
    is_ascii: bool = True
    incomplete: bool = False

    def is_broken(self, path: Path, *, at_key: bool = False) -> bool:
        """True if a value, or any value around it or in it, is missing from the record.

        A finding about a key does not depend on what is missing in its value.
        """
        return self.broken.touch(path, at_key=at_key)

    def events(self) -> Iterator[tuple[Path, Event]]:
        """The events of the record, each with its path in the file."""
        for number, event in zip(self.numbers, self.record.events, strict=True):
            yield ("events", number), event


def in_doubt(suspects: Iterable[Suspect], draft: Draft) -> Iterator[Suspect]:
    """The suspects that do harm, in what the record has."""
    for suspect in suspects:
        if not is_harmless(suspect) and not draft.is_broken(suspect.path):
            yield suspect


def shape(document: Document) -> Draft:
    """The record that a document holds, as far as it is sound, and findings about the rest."""
    text, data = document.text, document.data
    draft = Draft(Record(events=()), may_deceive=may_deceive(text), incomplete=document.cut_off)
    draft.is_ascii = text.isascii() and not _ESCAPE.search(text)
    for text in document.lost:
        draft.mentioned |= words_in(text)
        if not _ID_LINE.search(text):
            draft.broken.add(("events", "", "id"))  # of an event that is nowhere, so any id's
    if data is BROKEN or (data is None and document.troubles):
        draft.broken.add(())
        return draft
    data = _without_empty(data, document.empty, draft)
    if not isinstance(data, dict):
        if not document.troubles:
            draft.findings.append(wrong_type((), data, "a mapping"))
        draft.broken.add(())
        return draft
    shaper = _Shaper(draft)
    shaper.record(data)
    draft.findings = [
        finding
        for finding in draft.findings
        # What is empty in a date in braces is a part of that date.
        if finding.code != "empty-value" or not shaper.in_braces.touch(finding.path, at_key=True)
    ]
    return draft


_ID_LINE = re.compile(r"""\bid["']?[ \t]*:""")
_ESCAPE = re.compile(r"\\[xuUNL_P]")


def words_in(text: str) -> set[str]:
    """The words of a text that can be ids: what cannot be read may define any of them."""
    return set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text))


def _without_empty(data: Any, empty: list[Path], draft: Draft) -> Any:
    """The data with `BROKEN` for each null, which is no value to us."""
    if data is None:
        return {}
    for path in empty:
        if "extra" in path[2:3] and len(path) > 3:
            continue
        owner = value_at(data, path[:-1])
        if owner is not BROKEN and owner[path[-1]] is None:
            owner[path[-1]] = BROKEN
            message = f"`{path[-1]}` has no value" if isinstance(path[-1], str) else "this is empty"
            hint = "give it one" if path == ("events",) else "give it one, or take the line out"
            found = Finding(path, message, hint, at_key=True, code="empty-value")
            draft.findings.append(found)
    return data


class _Shaper:
    """The shaping of one file's data, part by part."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.in_braces = Missing()
        self.language: str | None = None

    def record(self, data: dict[str, Any]) -> None:
        nothing: dict[str, Any] = {**{name: {} for name in REGISTRIES}, "events": ()}
        language = data.get("language")
        self.language = language if isinstance(language, str) else None
        record = self.part(Record, {key: nothing.get(key, data[key]) for key in data}, ())
        registries = {
            name: self.registry(name, part, data[name])
            for name, part in REGISTRIES.items()
            if name in data
        }
        events = self.events(data.get("events", []))
        self.draft.record = record.model_copy(update={**registries, "events": events})

    def registry(self, name: str, part: type[_Entry], data: Any) -> dict[str, _Entry]:
        if not isinstance(data, dict):
            self.refuse((name,), data, "a mapping from ids to entries")
            return {}
        found = {}
        for key, value in data.items():
            path = (name, key)
            if isinstance(value, dict):
                found[key] = self.part(part, value, path).with_id(key)
            else:
                self.refuse(path, value, "a mapping")
            self.check_id(key, path)
        return found

    def check_id(self, key: str, path: Path) -> None:
        try:
            _ID.validate_python(key)
        except ValidationError as error:
            self.draft.findings.append(finding_of(error.errors()[0] | {"loc": ("[key]",)}, path))
            if (meant := in_ascii(key)) is not None:
                self.draft.mentioned |= {key, meant.lower()}  # what refers to it finds it

    def events(self, data: Any) -> tuple[Event, ...]:
        if not isinstance(data, list):
            self.refuse(("events",), data, "a list")
            return ()
        events, numbers = [], []
        for number, value in enumerate(data):
            path = ("events", number)
            if isinstance(value, dict):
                events.append(self.part(Event, self.without_citations_astray(value, path), path))
                numbers.append(number)
            else:
                self.refuse(path, value, "a mapping")
        self.draft.numbers = tuple(numbers)
        return tuple(events)

    def without_citations_astray(self, event: dict[str, Any], path: Path) -> dict[str, Any]:
        """The event without the sources in another mapping: the line `citations:` is missing."""
        for field_ in _BEFORE_CITATIONS if "citations" not in event else ():
            entries = event.get(field_)
            if not isinstance(entries, dict):
                continue
            astray = [key for key, value in entries.items() if _is_cited(value)]
            if astray:
                message = f"`{astray[0]}` is a source with its passages, and is not in `citations`"
                hint = "write the line `citations:` above it"
                where = (*path, field_, astray[0])
                self.draft.findings.append(
                    Finding(where, message, hint, at_key=True, code="wrong-type")
                )
                self.draft.broken.add((*path, "citations"))
                left = {key: entries[key] for key in entries if key not in astray}
                return event | {field_: left}
        return event

    def part(self, model: type[_Part], data: dict[str, Any], path: Path) -> _Part:
        """The part that data holds, without what does not fit."""
        if len(data) > _MOST_FIELDS:
            data = self.first_fields(model, data, path)
        try:
            return model.model_validate(data)
        except ValidationError as error:
            data = dict(data) if path == () else copy_data(data)
            return self.salvage(model, data, path, error)

    def first_fields(self, model: type[Part], data: dict[str, Any], path: Path) -> dict[str, Any]:
        """The fields that are known, and the first of those that are not."""
        unknown = [key for key in data if key not in model.model_fields]
        words = (
            f"{len(unknown):,} keys here are no fields; of the first {_MOST_FIELDS:,} it is said"
        )
        self.draft.findings.append(Finding(path, words, code="too-many"))
        left_out = set(unknown[_MOST_FIELDS:])
        return {key: value for key, value in data.items() if key not in left_out}

    def salvage(
        self, model: type[_Part], data: dict[str, Any], path: Path, error: ValidationError
    ) -> _Part:
        """The part that is left when all that does not fit is said and taken out.

        What does not fit only because something was taken out is not said.
        """
        while True:
            errors, gaps = error.errors(include_url=False), []
            for each in errors:
                if each["type"] == "extra_forbidden":
                    self.draft.broken.update(meant_field(path, each["loc"], data))
            for each in errors:
                if each["type"] == "too_short" and each["input"]:
                    continue  # what is too short is so by mistakes that are said elsewhere
                if not self.draft.is_broken(path + each["loc"]):
                    self.say(each, path)
                gap = _gap(each)
                gaps.append(path + gap)
                _take_out(data, gap)
            self.draft.broken.update(gaps)
            for name, info in model.model_fields.items():
                if info.is_required() and name not in data:
                    data[name] = () if name == "events" else UNNAMED
            try:
                return model.model_validate(data)
            except ValidationError as next_error:
                error = next_error

    def say(self, error: Any, path: Path) -> None:
        if error["input"] is BROKEN:
            return
        if error["type"] == "unquoted-date":
            self.in_braces.add(path + error["loc"])
        finding = finding_of(error, path)
        if (
            finding.hint is None
            and finding.code in ("bad-date", "impossible-date")
            and self.language
        ):
            finding = replace(finding, hint=hint_of_date(error["input"], self.language))
        self.draft.findings.append(finding)

    def refuse(self, path: Path, value: object, wanted: str) -> None:
        self.draft.broken.add(path)
        if value is not BROKEN:
            self.draft.findings.append(wrong_type(path, value, wanted))


_BEFORE_CITATIONS = ("participants", "outcomes", "decisions", "notes")
"""The fields of an event that are mappings, and into which citations get without their own line."""


def _is_cited(value: Any) -> bool:
    """True for a list of passages, or for one, as no other field of an event has them."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and ("passage" in first or "supports" in first)


_MOST_FIELDS = 1_000
"""The most unknown fields that are reported of a part; thousands are no slip of the pen."""

_ID: TypeAdapter[str] = TypeAdapter(Id)


def _gap(error: Any) -> Path:
    """The path of what must be left out for the rest to fit; whole lists, never single items."""
    path: Path = tuple(step for step in error["loc"] if step != "[key]")
    if error["type"] == "missing" and len(path) > 1:
        path = path[:-1]
    while isinstance(path[-1], int):
        path = path[:-1]
    return path


def _take_out(data: dict[str, Any], path: Path) -> None:
    """Take a value out of data; of the thing around it if only that has a place of its own."""
    owner: Any = data
    for number, step in enumerate(path[:-1]):
        if isinstance(owner, dict) and isinstance(step, int):
            continue  # one thing in place of a list of one
        within = owner.get(step) if isinstance(owner, dict) else owner[step]
        if not isinstance(within, dict | list):
            path = path[: number + 1]  # one text in place of a mapping
            break
        owner = within
    owner.pop(path[-1], None)


# ------------------------------------------------------------------------------ folders

_ALL_EVENTS: Final = ((), ("events",))
"""The paths at which one file of several loses its own events, and no others."""


def merge(folder: Folder) -> tuple[Draft, list[Draft]]:
    """The record of a whole folder, and what each of its documents holds.

    Paths in the whole are those of the folder; a file that could not be read hides what it may
    have defined, and nothing else.
    """
    each = [shape(part) for part in folder.parts]
    whole = Draft(_record(each))
    numbers: list[int] = []
    for part, start, document in zip(each, folder.starts, folder.parts, strict=True):
        numbers += (number + start for number in part.numbers)
        whole.broken.update(shift(path, start) for path in part.broken if path not in _ALL_EVENTS)
        whole.mentioned |= part.mentioned
        if any(path in part.broken for path in _ALL_EVENTS):
            whole.mentioned |= words_in(document.text)
        whole.incomplete |= part.incomplete or (document.data is BROKEN and not document.text)
    whole.numbers = tuple(numbers)
    whole.may_deceive = any(part.may_deceive for part in each)
    whole.is_ascii = all(part.is_ascii for part in each)
    if all(() in part.broken for part in each):
        whole.broken.add(())
    return whole, each


def _record(parts: list[Draft]) -> Record:
    """One record of many: what two of them have alike is taken from the first."""
    found: dict[str, Any] = {}
    for record in (part.record for part in parts):
        for name in sorted(record.model_fields_set):
            value = getattr(record, name)
            if isinstance(value, dict):
                found[name] = value | found.get(name, {})
            elif name != "events":
                found.setdefault(name, value)
    events = tuple(event for part in parts for event in part.record.events)
    return Record(events=()).model_copy(update=found | {"events": events})
