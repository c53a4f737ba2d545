"""The command `validate`: every mistake in some files, and what of it can be fixed."""

from __future__ import annotations

import os
import re
import stat
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chronology.cli import CannotRunError
from chronology.cli.opening import STANDARD_INPUT, STANDARD_INPUT_NAME, add_output, open_input
from chronology.cli.output import (
    UnwrittenError,
    append,
    refuse_overwrite,
    replace,
    say,
    warn,
    write,
)
from chronology.editing import fix
from chronology.findings import Diagnostic, Severity, Stage
from chronology.loading import check_document
from chronology.passages import Tally
from chronology.reading import BROKEN, Document, Folder, Reader, read, read_texts
from chronology.reports import REPORTS, Checked, summary
from chronology.rules import CODES
from chronology.rules.evidence import tally
from chronology.text import counted, did_you_mean, visible

if TYPE_CHECKING:
    from chronology.house_rules.schemas import Schema
    from chronology.reading import Draft


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command to its parser."""
    parser.description = (
        "Find every mistake in one run: file:line:column, a code, and what to do. "
        "Exit code 0: clean; 1: findings; 2: could not run."
    )
    parser.epilog = "\n  ".join(["formats:", *(f"{e.name:7} {e.gloss}" for e in REPORTS.values())])
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a file, a folder whose *.yaml and *.yml files are one chronology, or - for the "
        "standard input; default: events.yaml, or else events.yml, in this folder",
    )
    parser.add_argument("--strict", action="store_true", help="let warnings fail, too")
    parser.add_argument(
        "--format",
        choices=REPORTS,
        help="default: full on a terminal, github in GitHub Actions, else text",
    )
    add_output(parser)
    parser.add_argument(
        "--schema",
        metavar="FILE",
        action="append",
        help="apply a JSON Schema (Draft 2020-12) as well; may be given several times",
    )
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODE",
        help="report only these diagnostics, and what keeps a file from being read; "
        "may be repeated, or several with commas",
    )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="CODE", help="leave these diagnostics out"
    )
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="report only what is wrong with events that have changed since a git revision, and "
        "count the rest",
    )
    parser.add_argument(
        "--texts",
        metavar="DIR",
        help="look passages up in the texts of their sources, DIR/<source id>.txt",
    )
    fixing = parser.add_mutually_exclusive_group()
    fixing.add_argument(
        "--fix", action="store_true", help="fix first what is safe, and report what remains"
    )
    fixing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and write nothing"
    )


_DEFAULTS = ("events.yaml", "events.yml")
"""The names of the file that is checked where none is given; the first that there is."""


def run(options: Namespace) -> int:
    """Check files: 1 where one has errors, or warnings under `--strict`, 2 where one is unread.

    With `--diff`, 1 also where one has something to fix.
    """
    files = options.files or [next(filter(os.path.exists, _DEFAULTS), _DEFAULTS[0])]
    if options.diff and (options.format or options.output):
        raise CannotRunError("--diff prints no report, and takes neither --format nor --output")
    refuse_overwrite(files, options.output)
    wants = _choose_codes(options.select, options.ignore)
    fixing = Fixing(options.fix, wants)
    checked = _check(files, options, wants, fixing.read if options.fix or options.diff else read)
    for error in checked.unread:
        warn(f"chronology: {visible(error)}\n")
    if options.diff:
        warn(f"with these changes: {summary(checked)}\n")
    elif options.fix and options.output is None and STANDARD_INPUT in files:
        warn(REPORTS[options.format or "text"].render(checked))
    else:
        _print(checked, options.format, options.output)
    fails = any(map(checked.fails, checked.diagnostics))
    return 2 if checked.unread else int(fails or (options.diff and fixing.changes > 0))


def _print(checked: Checked, name: str | None, output: str | None) -> None:
    """Print the report, or write it to a file and print only its summary."""
    to_terminal = output is None and sys.stdout.isatty()
    if name is None:
        in_actions = output is None and os.environ.get("GITHUB_ACTIONS") == "true"
        name = "github" if in_actions else "full" if to_terminal else "text"
    if name == "full" and to_terminal:
        from chronology.cli.console import print_report

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
        from chronology.reports.github import LARGEST, step_summary

        # Earlier commands of the step may have written summaries, which count as well.
        append(Path(file), lambda size: step_summary(checked, LARGEST - size))


_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which GitHub and GitLab name the folder of the repository."""


def _check(
    files: list[str], options: Namespace, wants: Callable[[str], bool], reader: Reader
) -> Checked:
    """Check files one by one; those that cannot be read do not keep the others from it."""
    schemas = _read_schemas(options.schema) if options.schema else ()
    sources = None if options.texts is None else _read_sources(options.texts)
    if options.changed_since is not None and STANDARD_INPUT in files:
        raise CannotRunError("--changed-since compares files, and - is none")
    documents, unread, diagnostics = list[Document | Folder](), list[str](), list[Diagnostic]()
    tallies, unexamined = dict[str, Tally](), dict[str, int | None]()
    elsewhere = 0
    for file in dict.fromkeys(files):
        try:
            document = open_input(file, reader)
        except (BrokenPipeError, UnwrittenError):  # what follows would reach no reader
            raise
        except OSError as error:
            unread.append(f"{error.filename or file}: {error.strerror}")
            continue
        except CannotRunError as error:
            unread.append(str(error))
            continue
        draft, found = check_document(document, schemas, sources, wants)
        # No option may make a file look clean that cannot be read at all.
        unreadable = {part.file for part in _parts(document) if part.data is BROKEN}
        reported = [each for each in found if each.file in unreadable or wants(each.code)]
        kept = reported
        if options.changed_since is not None:
            from chronology.cli.revisions import select_changed

            kept = select_changed(reported, _parts(document), options.changed_since)
        documents.append(document)
        diagnostics += kept
        elsewhere += len(reported) - len(kept)
        unexamined |= _unexamined(document, draft)
        if sources is not None:
            tallies[document.file] = tally(draft, sources)
    parts = [part for document in documents for part in _parts(document)]
    return Checked(
        tuple(document.file for document in documents),
        tuple(diagnostics),
        {part.file: part.text for part in parts},
        tallies,
        {part.file: _events(part) for part in parts},
        tuple(unread),
        elsewhere,
        unexamined,
        strict=options.strict,
        root=next(filter(None, map(os.environ.get, _ROOTS)), ""),
    )


def _unexamined(document: Document | Folder, draft: Draft) -> dict[str, int | None]:
    """The files with parts that cannot be read, and how many these are; None for all."""
    found: dict[str, int | None] = {}
    for part in _parts(document):
        if part.data is BROKEN or (part is document and () in draft.broken):
            found[part.file] = None
        elif part.lost:
            found[part.file] = len(part.lost)
    return found


def _events(document: Document) -> tuple[tuple[int, str], ...]:
    """The lines on which events begin, with their ids.

    An id is empty where it is unknown, as it is where several events are on one line in brackets.
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


def _choose_codes(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """The test for codes to report; whatever keeps a file from being read is always reported."""
    selected, ignored = _split_codes(select), _split_codes(ignore)
    if selected:
        reading = (code for code in CODES.values() if code.stage is Stage.READING)
        selected |= {code.name for code in reading if code.severity is Severity.ERROR}
    return lambda code: code not in ignored and (not selected or code in selected)


def _split_codes(given: Sequence[str]) -> set[str]:
    """The codes in some options, each of which may hold several, separated by commas."""
    names = {name.strip() for text in given for name in text.split(",")}
    for name in sorted(names - CODES.keys()):
        hint = did_you_mean(name, CODES, "`chronology explain` lists them")
        raise CannotRunError(f"no diagnostic is called '{name}'; {hint}")
    return names


def _read_schemas(files: Sequence[str]) -> tuple[Schema, ...]:
    from chronology.house_rules.schemas import read_schemas

    schemas = read_schemas(files)
    for schema in schemas:
        if schema.unknown_formats:
            names = ", ".join(schema.unknown_formats)
            note = f"{schema.file}: formats that nothing in this installation checks"
            warn(f"chronology: {visible(f'{note}: {names}')}\n")
    return schemas


def _read_sources(folder: str) -> dict[str, str]:
    try:
        return read_texts(folder)
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{folder}: {error}") from None


# ------------------------------------------------------------------------------ fixing


@dataclass(slots=True)
class Fixing:
    """A way to read files with what is safe fixed; `changes` counts the places.

    What is fixed is written where `writes` is true, and shown otherwise.
    """

    writes: bool
    wants: Callable[[str], bool]
    changes: int = 0

    def read(self, content: bytes, file: str) -> Document:
        """The document of the fixed text, once that is written or shown.

        Raises CannotRunError where a file cannot be written.
        """
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            _warn_of(file, "nothing was fixed: it is not UTF-8")
            return read(content, file)
        new, changes, refusal = fix(text, file, self.wants)
        self.changes += len(changes)
        if not self.writes:
            _show_changes(text, new, file)
        elif file == STANDARD_INPUT_NAME:
            write(new, None)
        elif changes:
            _refuse_to_replace(file)
            replace(file, content, new)
        if refusal:
            _warn_of(file, f"nothing was fixed: {refusal}")
        elif changes:
            places = counted(len(changes), "place")
            _warn_of(file, f"{places} {'fixed' if self.writes else 'to fix'}")
        return read(new.encode(), file)


def _warn_of(file: str, words: str) -> None:
    warn(f"{visible(file)}: {words}\n")


def _show_changes(old: str, new: str, file: str) -> None:
    """Show people a unified diff, or write it for `patch` and `git apply`, byte for byte."""
    from difflib import unified_diff

    name = visible(file)
    # Tools for patches know no other end of a line, which `splitlines` does.
    before, after = (re.findall("[^\n]*\n|[^\n]+", text) for text in (old, new))
    patch = "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(before, after, fromfile=name, tofile=name)
    )
    if sys.stdout.isatty():
        say("".join(f"{visible(line)}\n" for line in patch.removesuffix("\n").split("\n")))
    else:
        write(patch, None)


def _refuse_to_replace(file: str) -> None:
    """Refuse to replace what is no file, or one that its owner has locked."""
    status = Path(file).stat()
    if not stat.S_ISREG(status.st_mode):
        raise CannotRunError(f"{file}: it is no plain file, and only these are fixed; use --diff")
    if not (status.st_mode & 0o222 and os.access(file, os.W_OK)):
        raise CannotRunError(f"{file}: it is read-only, and was not fixed")
    if status.st_nlink > 1:  # a replacement would have one name alone, and the rest the old text
        raise CannotRunError(f"{file}: it has another name, a hard link, and was not fixed")
