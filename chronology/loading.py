"""The whole use case: a file is read, shaped, checked, and resolved into a chronology."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from importlib.resources import files
from itertools import chain
from pathlib import Path as File
from typing import TYPE_CHECKING, Final

from chronology.findings import (
    ChronologyError,
    Diagnostic,
    Finding,
    InstallationError,
    Path,
    Position,
    Related,
    Severity,
    Trouble,
)
from chronology.garbage import uncollected
from chronology.reading import (
    BROKEN,
    Document,
    Folder,
    Shaped,
    content_of,
    files_in,
    in_doubt,
    merged,
    other_than_file,
    read,
    shape,
    text_of,
    typed,
)
from chronology.rules import CODES, as_set, findings, tried
from chronology.rules.evidence import lookup
from chronology.text import limited, shown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    # Rules read its lists as resources. PyInstaller, which packs a program into one file, finds a
    # package only by an import, even by one that is never carried out.
    import tzdata  # type: ignore[import-untyped]  # noqa: F401 - for PyInstaller

    from chronology.events import Chronology
    from chronology.house_rules.schemas import Schema


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
    return sound(_at(path))


def sound(document: Document | Folder) -> Chronology:
    """The chronology that a document holds. Raises ChronologyError where it has errors."""
    from chronology.events import Chronology

    shaped, diagnostics = examined(document)
    if any(each.severity is Severity.ERROR for each in diagnostics):
        raise ChronologyError(tuple(diagnostics))
    return Chronology.of(shaped.record, document.file)


def check(path: str | File | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a file or folder, in the order of files and lines.

    Raises OSError where it cannot be read.
    """
    return tuple(examined(_at(path))[1])


def _at(path: str | File | None) -> Document | Folder:
    if path is None:
        record = bundled()
        return read(record.read_bytes(), str(record))
    return document_at(File(path), str(path))


Reader = Callable[[bytes, str], Document]
"""What makes a document of a file's content and name."""


def document_at(path: File, name: str, reader: Reader = read) -> Document | Folder:
    """The document in a file, or those in a folder, which are one chronology together.

    Of a folder these are its `*.yaml` and `*.yml` files but for hidden ones, in the order of their
    names; one that cannot be read has a trouble that says so. `name` is what diagnostics call it.
    Raises OSError where a file that is named, or a folder, cannot be read, or holds no such file.
    """
    if not path.is_dir():
        return reader(content_of(path), name)
    found = files_in(path)
    if not found:
        raise FileNotFoundError(errno.ENOENT, _NO_FILE, name)
    return Folder.of(name, tuple(_part(each, str(File(name, each.name)), reader) for each in found))


_NO_FILE = "there is no file *.yaml or *.yml in this folder"


def _part(path: File, name: str, reader: Reader) -> Document:
    """The document in a file of a folder, or that it cannot be read."""
    if (other := other_than_file(path)) is not None:
        return _unreadable(name, f"this is no file, but {other}")
    try:
        content = content_of(path)
    except OSError as error:
        return _unreadable(name, f"the file cannot be read: {error.strerror}")
    return reader(content, name)


def _unreadable(name: str, message: str) -> Document:
    hint = "take it out of the folder, or give it another ending"
    trouble = Trouble("unreadable-file", Position(1, 1), message, hint)
    return Document(name, "", BROKEN, [trouble])


def read_texts(folder: str | File) -> dict[str, str]:
    """The texts of sources in a folder, `<source id>.txt`, by the id.

    Folders, pipes and devices that have such a name are no texts: reading one might never end.
    Raises OSError where the folder or a text cannot be read, and UnicodeDecodeError for a text
    that is not UTF-8.
    """
    named = sorted(each for each in File(folder).iterdir() if each.suffix == ".txt")
    # A link that leads nowhere stays, so that its text is reported as missing.
    texts = (each for each in named if each.is_file() or not each.exists())
    return {file.stem: text_of(file) for file in texts}


def examine(
    content: bytes | str,
    file: str,
    schemas: Sequence[Schema] = (),
    texts: Mapping[str, str] | None = None,
) -> tuple[Shaped, list[Diagnostic]]:
    """What a file's content holds, as far as it is sound, and everything that is wrong with it.

    Otherwise as `examined`.
    """
    return examined(read(content, file), schemas, texts)


@uncollected()
def examined(
    document: Document | Folder,
    schemas: Sequence[Schema] = (),
    texts: Mapping[str, str] | None = None,
) -> tuple[Shaped, list[Diagnostic]]:
    """What a document holds, as far as it is sound, and everything that is wrong with it.

    JSON Schemas are applied beside our own rules, and passages are looked up in the texts of their
    sources, where these are given. Raises SchemaError where a schema cannot be applied, and
    InstallationError where the program lacks a file that it needs itself.
    """
    try:
        with limited():
            return _examined(document, schemas, texts or {})
    except OSError as error:  # the document has been read, and rules open no file of the user's
        raise InstallationError(
            f"{error.filename}: {error.strerror}; this belongs to the program: install it again"
        ) from error


def _examined(
    document: Document | Folder, schemas: Sequence[Schema], texts: Mapping[str, str]
) -> tuple[Shaped, list[Diagnostic]]:
    shaped, found = _shaped(document)
    by_rules = (
        _placed(document, code.name, finding)
        for code, finding in chain(findings(shaped), lookup(shaped, texts))
    )
    refused = _broken_rules(document, schemas, {each.path for each in found})
    told = _first_of_each(as_set(shaped.record, chain(found, refused, by_rules)), document.file)
    return shaped, sorted(told, key=lambda each: each.order)


def _first_of_each(found: Iterable[Diagnostic], file: str) -> Iterator[Diagnostic]:
    """The first diagnostics of each code, each once, and how many more there are."""
    numbers, told = Counter[str](), set[Diagnostic]()
    for each in found:
        if each in told:
            continue
        numbers[each.code] += 1
        if numbers[each.code] <= MOST_TOLD:
            told.add(each)
            yield each
    untold = {code: count - MOST_TOLD for code, count in numbers.items() if count > MOST_TOLD}
    more = [f"{count:,} of {code}" for code, count in untold.items()]
    if more:
        words = f"of each code {MOST_TOLD:,} are told, and not: {', '.join(more)}"
        yield Diagnostic("too-many", Severity.WARNING, words, None, file, Position(1, 1))


MOST_TOLD: Final = 10_000
"""How many diagnostics of one code are told of one file or folder."""


def _shaped(document: Document | Folder) -> tuple[Shaped, list[Diagnostic]]:
    """What a document holds, and what is wrong with its text and shape."""
    if isinstance(document, Document):
        shaped = shape(document)
        return shaped, [*_from_text(document), *_from_shape(document, shaped)]
    whole, parts = merged(document)
    found = []
    for part, shaped in zip(document.parts, parts, strict=True):
        found += [*_from_text(part), *_from_shape(part, shaped)]
    return whole, found


def _from_text(document: Document) -> Iterator[Diagnostic]:
    for each in chain(document.troubles, document.notices):
        yield _placed(document, each.code, Finding((), each.message, each.hint), each.position)


def _from_shape(document: Document, shaped: Shaped) -> Iterator[Diagnostic]:
    for suspect in in_doubt(document.suspects, shaped):
        message = f"without quotation marks other readers take {suspect.text} for"
        finding = Finding(suspect.path, f"{message} {suspect.taken_for}", f'write "{suspect.text}"')
        yield _placed(document, "needs-quotes", finding, suspect.position)
    for name, finding in shaped.findings:
        yield _placed(document, name, finding)


def _broken_rules(
    document: Document | Folder, schemas: Sequence[Schema], said: AbstractSet[Path]
) -> Iterator[Diagnostic]:
    """What JSON Schemas refuse, where our own rules have said something at some paths."""
    if not schemas or document.data is BROKEN:
        return
    from chronology.house_rules import (  # slow, seldom needed  # slow, seldom needed
        SECONDS,
        Patience,
        TooSlowError,
    )

    data, patience = typed(document), Patience(SECONDS)
    for schema in schemas:
        try:
            found = patience.violations(data, schema, said)
        except TooSlowError:
            message = f"the schema in {schema.file} was not done in {SECONDS:g} seconds"
            hint = "look for a pattern such as (a+)+, and for alternatives within alternatives"
            yield _placed(document, "schema-too-slow", Finding((), message, hint))
            continue
        for finding in found:
            yield _placed(document, "schema-violation", finding)


def _placed(
    document: Document | Folder, code: str, finding: Finding, position: Position | None = None
) -> Diagnostic:
    """A finding with its severity and its place in a document's text."""
    part, path = document.locate(finding.path)
    hint = tried(replace(finding, path=path), part.data)
    return Diagnostic(
        code,
        CODES[code].severity,
        shown(finding.message),
        shown(hint) if hint else None,
        part.file,
        position or part.position(path, at_key=finding.at_key),
        finding.path,
        tuple(_related(document, path, text) for path, text in finding.related),
    )


def _related(document: Document | Folder, path: Path, text: str) -> Related:
    part, path = document.locate(path)
    return Related(part.file, part.position(path), shown(text))
