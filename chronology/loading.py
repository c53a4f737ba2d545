"""The whole use case: a file is read, shaped, checked, and resolved into a chronology."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any

from chronology.checks import CODES, findings
from chronology.checks.passages import lookup
from chronology.chronology import Chronology
from chronology.diagnostics import (
    ChronologyError,
    Diagnostic,
    Finding,
    Position,
    Related,
    Severity,
    shown,
)
from chronology.document import BROKEN, Document, Suspect, read
from chronology.shape import Shaped, shape
from chronology.shape.schemas import violations
from chronology.shape.words import is_number_field


def bundled() -> File:
    """The path of the record that comes with the package.

    An editable install has it where the repository keeps it, beside the package.
    """
    package = File(__file__).parent
    inside = package / "events.yaml"
    return inside if inside.exists() else package.parent / "events.yaml"


def load(path: str | File | None = None) -> Chronology:
    """The chronology in a file; the bundled record where no path is given.

    Warnings and notes do not keep a file from being loaded. Raises ChronologyError, with every
    diagnostic there is, where the file has errors, and OSError where it cannot be read.

    >>> load()["istanbul-embassy-talks"].place.name
    'Istanbul'
    """
    shaped, diagnostics = examine(*_content(path))
    errors = tuple(each for each in diagnostics if each.severity is Severity.ERROR)
    if errors:
        raise ChronologyError(tuple(diagnostics))
    return Chronology.of(shaped.record)


def check(path: str | File | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a file, in the order of its lines.

    Raises OSError where the file cannot be read.
    """
    return tuple(examine(*_content(path))[1])


def _content(path: str | File | None) -> tuple[bytes, str]:
    file = bundled() if path is None else File(path)
    return file.read_bytes(), str(path or file)


def read_texts(folder: str | File) -> dict[str, str]:
    """The texts of sources in a folder, `<source id>.txt`, by the id.

    Raises OSError where the folder or a text cannot be read, and UnicodeDecodeError for a text
    that is not UTF-8.
    """
    names = sorted(each for each in File(folder).iterdir() if each.suffix == ".txt")
    return {name.stem: name.read_text("utf-8") for name in names}


def examine(
    content: bytes | str,
    file: str,
    schema: dict[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> tuple[Shaped, list[Diagnostic]]:
    """What a file holds, as far as it is sound, and everything that is wrong with it.

    A JSON Schema is applied beside our own rules, and passages are looked up in the texts of their
    sources, where these are given. Raises SchemaError where the schema cannot be applied.
    """
    return examined(read(content, file), schema, texts)


def examined(
    document: Document,
    schema: dict[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> tuple[Shaped, list[Diagnostic]]:
    """What a document holds, as far as it is sound, and everything that is wrong with it.

    Otherwise as `examine`.
    """
    was_enabled = gc.isenabled()
    gc.disable()  # what is built here lives until the end: collecting meanwhile costs half the time
    try:
        return _examined(document, schema, texts or {})
    finally:
        if was_enabled:
            gc.enable()


def _examined(
    document: Document, schema: dict[str, Any] | None, texts: Mapping[str, str]
) -> tuple[Shaped, list[Diagnostic]]:
    found = [*_from_reading(document)]
    if schema is not None and document.data is not BROKEN:
        broken_rules = violations(document, schema)
        found += [_placed(document, "schema-violation", each) for each in broken_rules]
    shaped = shape(document)
    found += _from_data(document, shaped)
    for code, finding in lookup(shaped, texts):
        found.append(_placed(document, code.name, finding))
    return shaped, sorted(set(found), key=lambda each: each.order)


def _from_reading(document: Document) -> Iterator[Diagnostic]:
    for each in document.troubles:
        yield _placed(document, each.code, Finding((), each.message, each.hint), each.position)


_CANONICAL_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def _is_number_in_place(suspect: Suspect) -> bool:
    """Whether a number stands where numbers belong, or in a user's own fields."""
    if suspect.path[0] == "events" and suspect.path[2:3] == ("extra",):
        return True
    is_number = _CANONICAL_NUMBER.fullmatch(suspect.text) is not None
    return is_number and is_number_field(suspect.path)


def _from_data(document: Document, shaped: Shaped) -> Iterator[Diagnostic]:
    for suspect in document.suspects:
        if not _is_number_in_place(suspect) and not shaped.is_broken(suspect.path):
            message = f"without quotation marks other readers take {suspect.text} for"
            finding = Finding(
                suspect.path, f"{message} {suspect.taken_for}", f'write "{suspect.text}"'
            )
            yield _placed(document, "needs-quotes", finding, suspect.position)
    for name, finding in shaped.findings:
        yield _placed(document, name, finding)
    for code, finding in findings(shaped):
        yield _placed(document, code.name, finding)


def _placed(
    document: Document, code: str, finding: Finding, position: Position | None = None
) -> Diagnostic:
    """A finding with its severity and its place in the document's text."""
    return Diagnostic(
        code,
        CODES[code].severity,
        shown(finding.message),
        shown(finding.hint) if finding.hint else None,
        document.file,
        position or document.position(finding.path, at_key=finding.at_key),
        finding.path,
        tuple(
            Related(document.file, document.position(path), shown(text))
            for path, text in finding.related
        ),
    )
