"""What holds for any content of a file, and for any text that should be a date."""

import json
from collections.abc import Callable
from typing import TypeVar
from xml.etree.ElementTree import fromstring

import pytest

from chronology.dates import Edtf, EdtfError, parse, parse_span, parse_time
from chronology.dates.words import date_in_words, span_in_words, time_in_words
from chronology.events import Chronology
from chronology.findings import ChronologyError, Severity
from chronology.formats import EXPORTERS
from chronology.loading import check_document, resolve
from chronology.reading import Document, lines_of, read
from chronology.reports import REPORTS, Checked
from chronology.text import is_hidden

FILE = "x.yaml"

_Value = TypeVar("_Value")


def check_content(content: bytes | str) -> None:
    """A file's content has diagnostics and nothing else; without errors it is a chronology."""
    document = read(content, FILE)
    shaped, found = check_document(document)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    lines = lines_of(text.removeprefix("\ufeff"))
    for each in found:
        assert each.file == FILE
        assert 1 <= each.position.line <= len(lines), each
        assert 1 <= each.position.column <= len(lines[each.position.line - 1]) + 1, each
        assert not any(map(is_hidden, each.message + (each.hint or ""))), each
    assert found == sorted(set(found), key=lambda each: each.order)
    assert found == check_document(read(content, FILE))[1]
    _check_reports(document, Checked((FILE,), tuple(found), {FILE: document.text}))
    if any(each.severity is Severity.ERROR for each in found):
        _check_refused(content)
    else:
        _check_chronology(resolve(document), len(shaped.record.events))


def _check_reports(document: Document, checked: Checked) -> None:
    """Every report has what was found, in a text that its programs can read."""
    for report in REPORTS.values():
        text = report.render(checked)
        text.encode("utf-8")
        if report.name in {"json", "sarif"}:
            json.loads(text)
        if report.name == "junit":
            fromstring(text)  # noqa: S314  # our own report
    assert document.file == FILE


def _check_refused(content: bytes | str) -> None:
    with pytest.raises(ChronologyError):
        resolve(read(content, FILE))


def _check_chronology(chronicle: Chronology, count: int) -> None:
    """A sound file's events are all there, and every format can carry them."""
    assert len(chronicle) == count
    for each in EXPORTERS.values():
        text = each.render(chronicle)
        text.encode("utf-8")
    again = resolve(read(EXPORTERS["json"].render(chronicle), FILE))
    assert [each.id for each in again] == [each.id for each in chronicle]


def check_date(text: str) -> None:
    """A text is a date that is written and read back as itself, or an `EdtfError`."""
    value = _parsed(parse, text)
    if isinstance(value, Edtf):
        assert parse(str(value)) == value
        assert date_in_words(value)
        if value.earliest is not None and value.latest is not None:
            assert value.earliest <= value.latest


def check_span(text: str) -> None:
    """A text is a length of time that is read back as itself, or an `EdtfError`."""
    value = _parsed(parse_span, text)
    if value is not None:
        assert parse_span(str(value)) == value
        assert span_in_words(value)


def check_time(text: str) -> None:
    """A text is a time of day that is read back as itself, or an `EdtfError`."""
    value = _parsed(parse_time, text)
    if value is not None:
        assert parse_time(str(value)) == value
        assert time_in_words(value)


def _parsed(parser: Callable[[str], _Value], text: str) -> _Value | None:
    """What a text means, or None where it means nothing; the error tells where in the text."""
    try:
        return parser(text)
    except EdtfError as error:
        _check_error(error, text)
        return None


def _check_error(error: EdtfError, text: str) -> None:
    assert 0 <= error.offset <= len(text), error
    assert str(error)
