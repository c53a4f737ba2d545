"""What `chronology validate` does."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from chronology.checks.passages import tally
from chronology.cli.arguments import CannotRunError
from chronology.diagnostics import Diagnostic, Severity, visible
from chronology.document import read
from chronology.evidence import Tally
from chronology.loading import examined, read_texts
from chronology.reports import REPORTS, Checked
from chronology.shape.schemas import SchemaError, read_schema

_DEFAULT = "events.yaml"
_Read = TypeVar("_Read")


def run_validate(options: Namespace) -> int:
    """Check files: 1 where one has errors, or warnings under `--strict`, 2 where one is unread."""
    checked, unread = _checked(options.files or [_DEFAULT], options)
    for error in unread:
        sys.stderr.write(f"chronology: {visible(error)}\n")
    report = REPORTS[options.format](checked)
    if options.format == "text" and sys.stdout.isatty():
        from chronology.cli.terminal import print_report

        print_report(report)
    else:
        sys.stdout.write(report)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 2 if unread else int(any(each.severity in failing for each in checked.diagnostics))


def _checked(files: list[str], options: Namespace) -> tuple[Checked, list[str]]:
    """What is wrong with files, and why some of them could not be read."""
    diagnostics, unread = list[Diagnostic](), list[str]()
    contents, tallies = dict[str, str](), dict[str, Tally]()
    schema = None if options.schema is None else _opened(options.schema, _schema_in)
    texts = None if options.texts is None else _opened(options.texts, read_texts)
    for file in files:
        try:
            document = read(Path(file).read_bytes(), file)
            shaped, found = examined(document, schema, texts)
        except SchemaError as error:
            raise CannotRunError(f"{options.schema}: {error}") from None
        except OSError as error:
            unread.append(f"{file}: {error.strerror}")
            continue
        contents[file] = document.text
        diagnostics += found
        if texts is not None:
            tallies[file] = tally(shaped, texts)
    return Checked(tuple(contents), tuple(diagnostics), contents, tallies), unread


def _schema_in(file: str) -> dict[str, Any]:
    return read_schema(Path(file).read_text("utf-8"))


def _opened(name: str, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(name)
    except (SchemaError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{name}: {error}") from None
