"""The whole use case: a file is read, shaped, checked, and resolved into a chronology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from itertools import chain
from pathlib import Path as File
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from chronology.findings import (
    NOWHERE,
    ChronologyError,
    Diagnostic,
    Finding,
    InstallationError,
    Path,
    Position,
    Related,
    Severity,
)
from chronology.garbage import uncollected
from chronology.reading import (
    BROKEN,
    Document,
    Draft,
    Folder,
    add_types,
    in_doubt,
    merge,
    open_document,
    read,
    shape,
)
from chronology.rules import CODES, find, severity_of, try_hint
from chronology.rules.evidence import lookup
from chronology.text import clip_message, limit_guesses

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    # Rules read its lists as resources. PyInstaller, which packs a program into one file, finds a
    # package only by an import, even by one that is never carried out.
    import tzdata  # type: ignore[import-untyped]  # noqa: F401 - for PyInstaller

    from chronology.events import Chronology
    from chronology.house_rules.schemas import Schema


class _Shaped(NamedTuple):
    """A document, its draft, and its files, each with the draft of it alone."""

    document: Document | Folder
    draft: Draft
    parts: Sequence[tuple[Document, Draft]]


def bundled() -> Traversable:
    """The record that comes with the package, which may lie in an archive with it.

    An editable install has it where the repository keeps it, beside the package.
    """
    package = files("chronology")
    inside = package / "events.yaml"
    return inside if inside.is_file() else File(str(package)).parent / "events.yaml"


def load(path: str | File | None = None) -> Chronology:
    """The chronology in a file or folder; the bundled record where no path is given.

    Warnings and notes do not keep a file from being loaded. Raises ChronologyError, with every
    diagnostic there is, where the file has errors, and OSError where it cannot be read.

    >>> load()["istanbul-embassy-talks"].place.name
    'Istanbul'
    """
    return resolve(_document_of(path))


def check(path: str | File | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a file or folder, in the order of files and lines.

    Raises OSError where it cannot be read.
    """
    return tuple(check_document(_document_of(path))[1])


def resolve(document: Document | Folder) -> Chronology:
    """The chronology that a document holds. Raises ChronologyError where it has errors.

    Only errors are looked for: a file with a note for each event loads as fast as one without.
    """
    from chronology.events import Chronology

    with _bounded():
        shaped = _shape(document)
        is_error = _of_severity(shaped.draft, {Severity.ERROR})
        found = chain(_before_rules(shaped, is_error), find(shaped.draft, is_error))
        if next(found, None) is not None:
            raise ChronologyError(tuple(_diagnose(shaped)))
    return Chronology.of(shaped.draft.record, document.file)


def check_document(
    document: Document | Folder,
    schemas: Sequence[Schema] = (),
    texts: Mapping[str, str] | None = None,
    wants: Callable[[str], bool] = lambda _: True,
) -> tuple[Draft, list[Diagnostic]]:
    """The sound part of a document, and every diagnostic of it.

    JSON Schemas are applied beside our own rules, and passages are looked up in the texts of their
    sources, where these are given. Rules are asked for codes that are wanted. Raises SchemaError
    where a schema cannot be applied, and InstallationError where the program lacks a file that it
    needs itself.
    """
    with _bounded():
        shaped = _shape(document)
        return shaped.draft, _diagnose(shaped, schemas, texts or {}, wants)


def check_text(
    content: bytes | str,
    file: str,
    schemas: Sequence[Schema] = (),
    texts: Mapping[str, str] | None = None,
) -> tuple[Draft, list[Diagnostic]]:
    """The sound part of a file's content, and every diagnostic of it, as `check_document`."""
    return check_document(read(content, file), schemas, texts)


def _diagnose(
    shaped: _Shaped,
    schemas: Sequence[Schema] = (),
    texts: Mapping[str, str] = MappingProxyType({}),
    wants: Callable[[str], bool] = lambda _: True,
) -> list[Diagnostic]:
    """Every diagnostic of a document that has been shaped, in the order of files and lines.

    A document is shaped once: that takes out of its data what is empty or broken.
    """
    document, draft, _ = shaped
    is_on = _of_severity(draft, set(Severity))
    first = list(_before_rules(shaped, is_on))
    reported = {finding.path for _, finding in first}
    rest = chain(
        _find_violations(schemas, document, reported),
        find(draft, lambda code: wants(code) and is_on(code)),
        lookup(draft, texts),
    )
    found = chain(first, ((document, each) for each in rest if is_on(each.code)))
    placed = (_place(part, each, severity_of(each.code, draft.record)) for part, each in found)
    return sorted(_limit(placed, document.file), key=lambda each: each.order)


def _document_of(path: str | File | None) -> Document | Folder:
    if path is None:
        record = bundled()
        return read(record.read_bytes(), str(record))
    return open_document(File(path), str(path))


# ------------------------------------------------------------------------------ findings


@contextmanager
def _bounded() -> Iterator[None]:
    """A block in which guesses have a budget, and a file that fails belongs to the program."""
    try:
        with uncollected(), limit_guesses():
            yield
    except OSError as error:  # the document has been read, and rules open no file of the user's
        raise InstallationError(
            f"{error.filename}: {error.strerror}; this belongs to the program: install it again"
        ) from error


def _of_severity(draft: Draft, severities: AbstractSet[Severity]) -> Callable[[str], bool]:
    """The test for codes that have one of these severities in the file."""
    return lambda code: severity_of(code, draft.record) in severities


def _shape(document: Document | Folder) -> _Shaped:
    if isinstance(document, Document):
        draft = shape(document)
        return _Shaped(document, draft, [(document, draft)])
    whole, drafts = merge(document)
    return _Shaped(document, whole, list(zip(document.parts, drafts, strict=True)))


def _before_rules(
    shaped: _Shaped, wants: Callable[[str], bool]
) -> Iterator[tuple[Document, Finding]]:
    """The findings about the texts of files and their shape."""
    for document, draft in shaped.parts:
        found = chain(
            document.troubles,
            document.notices,
            _find_unquoted(document, draft) if wants("needs-quotes") else (),
            draft.findings,
        )
        yield from ((document, each) for each in found if wants(each.code))


def _find_unquoted(document: Document, draft: Draft) -> Iterator[Finding]:
    for suspect in in_doubt(document.suspects, draft):
        text, position = suspect.text, suspect.position
        message = f"without quotation marks other readers take {text} for {suspect.taken_for}"
        hint = f'write "{text}"'
        yield Finding(suspect.path, message, hint, code="needs-quotes", position=position)


def _find_violations(
    schemas: Sequence[Schema], document: Document | Folder, reported: AbstractSet[Path]
) -> Iterator[Finding]:
    """The findings of JSON Schemas, but for those at paths that are reported already."""
    if not schemas or document.data is BROKEN:
        return
    from chronology.house_rules import SECONDS, Patience, TooSlowError  # slow, seldom needed

    data, patience = add_types(document), Patience(SECONDS)
    for schema in schemas:
        try:
            found = patience.violations(data, schema, reported)
        except TooSlowError:
            message = f"the schema in {schema.file} was not done in {SECONDS:g} seconds"
            hint = "look for a pattern such as (a+)+, and for alternatives within alternatives"
            yield Finding((), message, hint, code="schema-too-slow")
            continue
        yield from (replace(each, code="schema-violation") for each in found)


def _place(document: Document | Folder, finding: Finding, severity: Severity | None) -> Diagnostic:
    """Make a diagnostic of a finding, with its place in the text."""
    part, path = document.locate(finding.path)
    position = finding.position
    if position == NOWHERE:
        position = part.position(path, at_key=finding.at_key)
    hint = try_hint(replace(finding, path=path), part.data)
    related = ((*document.locate(other), text) for other, text in finding.related)
    return Diagnostic(
        finding.code,
        severity or CODES[finding.code].severity,
        clip_message(finding.message),
        clip_message(hint) if hint else None,
        part.file,
        position,
        finding.path,
        tuple(
            Related(home.file, home.position(at), clip_message(text)) for home, at, text in related
        ),
    )


MOST_REPORTED: Final = 10_000
"""The most diagnostics of one code that are reported of one file or folder."""


def _limit(found: Iterable[Diagnostic], file: str) -> Iterator[Diagnostic]:
    """The first diagnostics of each code, without repetitions, and the number of the others."""
    numbers, reported = Counter[str](), set[Diagnostic]()
    for each in found:
        if each in reported:
            continue
        numbers[each.code] += 1
        if numbers[each.code] <= MOST_REPORTED:
            reported.add(each)
            yield each
    over = ((code, count - MOST_REPORTED) for code, count in numbers.items())
    if more := ", ".join(f"{count:,} of {code}" for code, count in over if count > 0):
        words = f"of each code {MOST_REPORTED:,} are told, and not: {more}"
        yield Diagnostic("too-many", Severity.WARNING, words, None, file, Position(1, 1))
