"""What `chronology validate` does."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chronology.checks import CODES
from chronology.checks.passages import tally
from chronology.cli.arguments import CannotRunError
from chronology.cli.mending import Mending
from chronology.cli.opening import STANDARD_INPUT, opened
from chronology.cli.output import UnwrittenError, append, say, spare, warn, write
from chronology.diagnostics import Diagnostic, Severity, Stage, visible
from chronology.document import BROKEN, Document
from chronology.document.folder import Folder
from chronology.evidence import Tally
from chronology.guesses import did_you_mean
from chronology.loading import Reader, examined, read_texts
from chronology.reports import REPORTS, Checked, summary

if TYPE_CHECKING:
    from chronology.cli.revisions import Revision
    from chronology.shape import Shaped
    from chronology.shape.schemas import Schema

_DEFAULTS = ("events.yaml", "events.yml")
"""The names of the file that is checked where none is given; the first that there is."""


def run_validate(options: Namespace) -> int:
    """Check files: 1 where one has errors, or warnings under `--strict`, 2 where one is unread.

    With `--diff`, 1 also where one has something to fix.
    """
    files = options.files or [next(filter(os.path.exists, _DEFAULTS), _DEFAULTS[0])]
    if options.diff and (options.format or options.output):
        raise CannotRunError("--diff prints no report, and takes neither --format nor --output")
    spare(files, options.output)
    wanted = _wanted(options.select, options.ignore)
    mending = Mending(options.fix, options.diff, wanted)
    checked = _checked(files, options, wanted, mending.read)
    for error in checked.unread:
        warn(f"chronology: {visible(error)}\n")
    if options.diff:
        warn(f"with these changes: {summary(checked)}\n")
    elif options.fix and options.output is None and STANDARD_INPUT in files:
        warn(REPORTS[options.format or "text"].render(checked))
    else:
        _tell(checked, options.format or _usual_format(options.output), options.output)
    fails = any(map(checked.fails, checked.diagnostics))
    return 2 if checked.unread else int(fails or (options.diff and mending.changes > 0))


def _usual_format(output: str | None) -> str:
    """The format for those who name none."""
    if output is None and os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "full" if output is None and sys.stdout.isatty() else "text"


def _tell(checked: Checked, name: str, output: str | None) -> None:
    """Print the report, or write it to a file and print its sum only."""
    if name == "full" and output is None and sys.stdout.isatty():
        from chronology.cli.terminal import print_report

        print_report(checked)
        return
    report = REPORTS[name]
    if report.for_people and output is None:
        say(report.render(checked))
    else:
        write(report.render(checked), output, is_command=name == "github")
    if output is not None:
        warn(f"{summary(checked)}\n")
    if name == "github" and (file := os.environ.get("GITHUB_STEP_SUMMARY")):
        _add_step_summary(checked, Path(file))


def _add_step_summary(checked: Checked, file: Path) -> None:
    """Add to what the step has told so far, up to the size that GitHub takes."""
    from chronology.reports.github import LARGEST, step_summary

    append(file, lambda size: step_summary(checked, LARGEST - size))


_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which GitHub and GitLab name the folder of the repository."""


def _checked(
    files: list[str], options: Namespace, wanted: Callable[[str], bool], reader: Reader
) -> Checked:
    """What is wrong with files, and why some of them could not be read."""
    seen, unread = list[_Seen](), list[str]()
    schemas = _schemas(options.schema) if options.schema else ()
    texts = None if options.texts is None else _texts(options.texts)
    since = None if options.changed_since is None else _revision(options.changed_since)
    if since and STANDARD_INPUT in files:
        raise CannotRunError("--changed-since compares files, and - is none")
    for file in dict.fromkeys(files):
        try:
            document = opened(file, reader)
        except (BrokenPipeError, UnwrittenError):  # nobody can be told what follows
            raise
        except OSError as error:
            unread.append(f"{error.filename or file}: {error.strerror}")
        except CannotRunError as error:
            unread.append(str(error))
        else:
            shaped, found = examined(document, schemas, texts)
            # What cannot be read at all, no option may make look clean.
            unreadable = {part.file for part in _parts(document) if part.data is BROKEN}
            reported = [each for each in found if each.file in unreadable or wanted(each.code)]
            kept = _touched(reported, document, since)
            tallied = None if texts is None else tally(shaped, texts)
            unexamined = _unexamined(document, shaped)
            seen.append(_Seen(document, kept, len(reported) - len(kept), tallied, unexamined))
    parts = [part for each in seen for part in _parts(each.document)]
    return Checked(
        tuple(each.document.file for each in seen),
        tuple(found for each in seen for found in each.diagnostics),
        {part.file: part.text for part in parts},
        {each.document.file: each.tally for each in seen if each.tally},
        {part.file: _events(part) for part in parts},
        tuple(unread),
        sum(each.elsewhere for each in seen),
        {file: parts for each in seen for file, parts in each.unexamined.items()},
        strict=options.strict,
        root=next(filter(None, map(os.environ.get, _ROOTS)), ""),
    )


class _Seen(NamedTuple):
    """A file or folder, what is told of it, and how much stands on what no change touches."""

    document: Document | Folder
    diagnostics: list[Diagnostic]
    elsewhere: int
    tally: Tally | None
    unexamined: Mapping[str, int | None]


def _unexamined(document: Document | Folder, shaped: Shaped) -> dict[str, int | None]:
    """How many parts of which files were not checked, since they cannot be read; None for all."""
    found: dict[str, int | None] = {}
    for part in _parts(document):
        if part.data is BROKEN or (part is document and () in shaped.broken):
            found[part.file] = None
        elif part.lost:
            found[part.file] = len(part.lost)
    return found


def _events(document: Document) -> tuple[tuple[int, str], ...]:
    """The lines on which events begin, with their ids; empty where it cannot be told which it is.

    In a list in brackets several events may stand on a line.
    """
    data = document.data if isinstance(document.data, dict) else {}
    events = data["events"] if isinstance(data.get("events"), list) else []
    ids = (each.get("id") if isinstance(each, dict) else None for each in events)
    alone = Counter(document.event_lines)
    return tuple(
        (line + 1, id_ if isinstance(id_, str) and alone[line] == 1 else "")
        for line, id_ in zip(document.event_lines, ids, strict=False)
    )


def _parts(document: Document | Folder) -> tuple[Document, ...]:
    return document.parts if isinstance(document, Folder) else (document,)


def _revision(name: str) -> Revision:
    from chronology.cli.revisions import Revision

    return Revision(name)


def _touched(
    diagnostics: list[Diagnostic], document: Document | Folder, since: Revision | None
) -> list[Diagnostic]:
    """The diagnostics on what has changed since a revision; all where none is given."""
    if since is None:
        return diagnostics
    return list(filter(since.touched(_parts(document)), diagnostics))


def _wanted(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Which codes are to be reported; what keeps a file from being read always is."""
    selected, ignored = _codes(select), _codes(ignore)
    if selected:
        reading = (code for code in CODES.values() if code.stage is Stage.READING)
        selected |= {code.name for code in reading if code.severity is Severity.ERROR}
    return lambda code: code not in ignored and (not selected or code in selected)


def _codes(given: Sequence[str]) -> set[str]:
    """The codes in some options, each of which may hold several with commas between them."""
    names = {name.strip() for text in given for name in text.split(",")}
    for name in sorted(names - CODES.keys()):
        hint = did_you_mean(name, CODES, "`chronology explain` lists them")
        raise CannotRunError(f"no diagnostic is called '{name}'; {hint}")
    return names


def _schemas(files: Sequence[str]) -> tuple[Schema, ...]:
    from chronology.shape.schemas import read_schemas

    schemas = read_schemas(files)
    for schema in schemas:
        if schema.unknown_formats:
            names = ", ".join(schema.unknown_formats)
            note = f"{schema.file}: formats that nothing checks, since JSON Schema has none such"
            warn(f"chronology: {visible(f'{note}: {names}')}\n")
    return schemas


def _texts(folder: str) -> dict[str, str]:
    try:
        return read_texts(folder)
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{folder}: {error}") from None
