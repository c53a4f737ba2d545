"""Every detail as JSON, in a form that has a JSON Schema of its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from chronology.findings import Diagnostic, Severity, dotted
from chronology.reports import Checked, json_text
from chronology.reports.text import Lines
from chronology.schema import DIALECT, simplify

ID = "urn:chronology-data:schema:report:1"
"""The schema's name; its number changes when a field goes or changes its meaning."""

_Natural = Annotated[int, Field(ge=0)]
_Ordinal = Annotated[int, Field(ge=1)]


def _means(meaning: str) -> Any:
    return Field(description=meaning)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many diagnostics there are of each severity."""

    error: Annotated[_Natural, _means("Errors, which fail.")]
    warning: Annotated[_Natural, _means("Warnings, which fail under `--strict`.")]
    note: Annotated[_Natural, _means("Notes, which never fail.")]


@dataclass(frozen=True, slots=True)
class Passages:
    """How many passages of a file were looked up in the texts of their sources."""

    file: Annotated[str, _means("The file that cites them.")]
    checked: Annotated[_Natural, _means("How many passages were looked up.")]
    texts: Annotated[_Natural, _means("In how many texts.")]
    unchecked: Annotated[_Natural, _means("How many were not: no text of their source is there.")]
    unrecorded: Annotated[_Natural, _means("How many citations have no passage.")]


@dataclass(frozen=True, slots=True)
class Unexamined:
    """A file of which not all was checked, since its text cannot be read."""

    file: Annotated[str, _means("The file, as it was named to the command.")]
    parts: Annotated[
        _Natural | None,
        _means("How many events or other parts were left out; null where it is the whole file."),
    ]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a diagnostic."""

    file: Annotated[str, _means("The file, as it was named to the command.")]
    line: Annotated[_Ordinal, _means("The line, counted from 1.")]
    column: Annotated[_Ordinal, _means("The column, counted from 1 in characters.")]
    message: Annotated[str, _means("What stands there.")]


@dataclass(frozen=True, slots=True)
class Found:
    """A diagnostic: what is wrong, how grave it is, and where."""

    file: Annotated[str, _means("The file, as it was named to the command.")]
    line: Annotated[_Ordinal, _means("The line, counted from 1.")]
    column: Annotated[_Ordinal, _means("The column, counted from 1 in characters.")]
    end_line: Annotated[_Ordinal | None, _means("The line on which it ends, if known.")]
    end_column: Annotated[_Ordinal | None, _means("The column after its end, if known.")]
    severity: Annotated[Severity, _means("How grave it is.")]
    code: Annotated[str, _means("The name of the rule; `chronology explain` tells of it.")]
    message: Annotated[str, _means("What is wrong.")]
    hint: Annotated[str | None, _means("What to do about it.")]
    path: Annotated[str, _means("The way to the value: keys with dots, indices in brackets.")]
    event: Annotated[str | None, _means("The id of the event that it is about, if it has one.")]
    related: Annotated[tuple[Related, ...], _means("The other places that belong to it.")]


@dataclass(frozen=True, slots=True)
class Details:
    """A report of `chronology validate --format json`."""

    files: Annotated[tuple[str, ...], _means("The files that were checked.")]
    unread: Annotated[tuple[str, ...], _means("Why which files could not be read.")]
    counts: Counts
    elsewhere: Annotated[
        _Natural, _means("How many diagnostics are on events that the change does not touch.")
    ]
    unexamined: Annotated[tuple[Unexamined, ...], _means("The files of which not all was checked.")]
    passages: Annotated[tuple[Passages, ...], _means("What was looked up in which file.")]
    diagnostics: Annotated[tuple[Found, ...], _means("The diagnostics, in the order of lines.")]


def report_schema() -> dict[str, Any]:
    """The JSON Schema of this report, as data; fields may be added without a new name."""
    made = simplify(TypeAdapter(Details).json_schema(mode="serialization"), {})
    return {"$schema": DIALECT, "$id": ID, "title": "Report on chronologies", **made}


def render(checked: Checked) -> str:
    """The details as text."""
    counts, lines = checked.counts, Lines(checked.texts)
    report = Details(
        checked.files,
        checked.unread,
        Counts(*(counts[each] for each in Severity)),
        checked.elsewhere,
        tuple(Unexamined(file, parts) for file, parts in checked.unexamined.items()),
        tuple(Passages(file, **asdict(tally)) for file, tally in checked.tallies.items()),
        tuple(_found(checked, each, lines) for each in checked.diagnostics),
    )
    return json_text(asdict(report))


def _found(checked: Checked, each: Diagnostic, lines: Lines) -> Found:
    end = lines.end(each.file, each.position)
    return Found(
        file=each.file,
        line=each.position.line,
        column=each.position.column,
        end_line=each.position.line if end else None,
        end_column=end,
        severity=each.severity,
        code=each.code,
        message=each.message,
        hint=each.hint,
        path=dotted(each.path),
        event=checked.event(each),
        related=tuple(
            Related(other.file, other.position.line, other.position.column, other.text)
            for other in each.related
        ),
    )
