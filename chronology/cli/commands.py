"""What each command does."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from chronology.checks.passages import tally
from chronology.chronology import Chronology
from chronology.cli.arguments import CannotRunError
from chronology.diagnostics import Diagnostic, Severity, visible
from chronology.edtf import EdtfError
from chronology.evidence import Tally
from chronology.loading import examine, load, read_texts
from chronology.reports import REPORTS
from chronology.shape.schemas import SchemaError, read_schema
from chronology.vocabulary import did_you_mean

_DEFAULT = "events.yaml"
_Read = TypeVar("_Read")


# ------------------------------------------------------------------------------ validate


def run_validate(options: Namespace) -> int:
    """Check files: 1 where one has errors, or warnings under `--strict`, 2 where one is unread."""
    files = options.files or [_DEFAULT]
    diagnostics, tallies, unread = _checked(files, options)
    read = [file for file in files if file not in unread]
    report = REPORTS[options.format](diagnostics, read, tallies)
    for error in unread.values():
        sys.stderr.write(f"chronology: {visible(error)}\n")
    if options.format == "text" and sys.stdout.isatty():
        from chronology.cli.terminal import print_report

        print_report(report)
    else:
        sys.stdout.write(report)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 2 if unread else int(any(each.severity in failing for each in diagnostics))


_Checked = tuple[list[Diagnostic], dict[str, Tally], dict[str, str]]


def _checked(files: list[str], options: Namespace) -> _Checked:
    """What is wrong with files, what could be looked up, and why some could not be read."""
    diagnostics, tallies, unread = list[Diagnostic](), dict[str, Tally](), dict[str, str]()
    schema = None if options.schema is None else _opened(options.schema, _schema_in)
    texts = None if options.texts is None else _opened(options.texts, read_texts)
    for file in files:
        try:
            shaped, found = examine(Path(file).read_bytes(), file, schema, texts)
        except SchemaError as error:
            raise CannotRunError(f"{options.schema}: {error}") from None
        except OSError as error:
            unread[file] = f"{file}: {error.strerror}"
            continue
        diagnostics += found
        if texts is not None:
            tallies[file] = tally(shaped, texts)
    return diagnostics, tallies, unread


def _schema_in(file: str) -> dict[str, Any]:
    return read_schema(Path(file).read_text("utf-8"))


def _opened(name: str, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(name)
    except (SchemaError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{name}: {error}") from None


# ------------------------------------------------------------------------------ list and show


def run_list(options: Namespace) -> int:
    """Print the events that were asked for, in time order."""
    from chronology.cli.terminal import print_timeline

    print_timeline(_chosen(load(options.file), options))
    return 0


def _chosen(record: Chronology, options: Namespace) -> Chronology:
    try:
        if options.start or options.end:
            record = record.between(options.start, options.end, certainly=options.certainly)
        for question in ("involving", "at", "about"):
            if (id_ := getattr(options, question)) is not None:
                record = getattr(record, question)(id_)
        return record if options.kind is None else record.of_kind(options.kind)
    except (EdtfError, KeyError) as error:
        raise CannotRunError(str(error)) from None


def run_show(options: Namespace) -> int:
    """Print all about one event."""
    from chronology.cli.terminal import print_event

    record = load(options.file)
    try:
        event = record[options.id]
    except KeyError as error:
        raise CannotRunError(str(error)) from None
    print_event(event)
    return 0


# ------------------------------------------------------------------------------ the others


def run_export(options: Namespace) -> int:
    """Write the chronology in a format, or list the formats."""
    from chronology.exporters import EXPORTERS

    if options.format is None:
        for each in EXPORTERS.values():
            sys.stdout.write(f"{each.name}: {each.media_type}. {each.loses}\n")
        return 0
    if options.format not in EXPORTERS:
        formats = ", ".join(EXPORTERS)
        raise CannotRunError(f"no format is called '{options.format}'; there is: {formats}")
    _write(EXPORTERS[options.format].render(load(options.file)), options.output)
    return 0


def run_explain(options: Namespace) -> int:
    """Print the page of a code, or list the codes."""
    from chronology.checks import CODES
    from chronology.reference import explanation

    if options.code is None:
        for code in CODES.values():
            sys.stdout.write(f"{code.name}: {code.summary}\n")
        return 0
    if options.code not in CODES:
        hint = did_you_mean(options.code, CODES) or "`chronology explain` lists them"
        raise CannotRunError(f"no diagnostic is called '{options.code}'; {hint}")
    lines = (line.replace("**", "") for line in explanation(CODES[options.code]))
    sys.stdout.write("\n".join([options.code, "", *lines, ""]))
    return 0


def run_schema(options: Namespace) -> int:
    """Print the JSON Schema, or tell whether a file still is it."""
    from chronology.schema import schema_text

    if options.check is None:
        _write(schema_text(), options.output)
        return 0
    if Path(options.check).read_text("utf-8") == schema_text():
        return 0
    sys.stderr.write(f"{visible(options.check)} is stale: `make schema` writes it anew\n")
    return 1


def _write(text: str, output: str | None) -> None:
    """Write a whole file or none: the text goes to a temporary one, which then takes the name.

    What is no plain file, such as a pipe, is written to; a link stays one.
    """
    if output is None:
        sys.stdout.write(text)
        return
    target = Path(output).resolve()
    if target.exists() and not target.is_file():
        target.write_text(text, "utf-8", newline="\n")
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CannotRunError(f"{output}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(_mode_of(target))
        Path(name).replace(target)
    except OSError as error:
        raise CannotRunError(f"{output}: {error.strerror}") from None
    finally:
        Path(name).unlink(missing_ok=True)  # whatever came between, it leaves no half-written file


def _mode_of(file: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    if file.exists():
        return file.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
