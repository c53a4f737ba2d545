"""The command `validate`: every mistake in some files, and what of it can be fixed."""

from __future__ import annotations

import os
import re
import stat
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chronology.cli import CannotRunError
from chronology.cli.opening import STANDARD_INPUT, STANDARD_INPUT_NAME, add_output, opened
from chronology.cli.output import UnwrittenError, append, replace, say, spare, warn, write
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
    from chronology.cli.revisions import Revision
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
            draft, found = check_document(document, schemas, texts, wanted)
            # What cannot be read at all, no option may make look clean.
            unreadable = {part.file for part in _parts(document) if part.data is BROKEN}
            reported = [each for each in found if each.file in unreadable or wanted(each.code)]
            kept = _touched(reported, document, since)
            tallied = None if texts is None else tally(draft, texts)
            unexamined = _unexamined(document, draft)
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


def _unexamined(document: Document | Folder, draft: Draft) -> dict[str, int | None]:
    """How many parts of which files were not checked, since they cannot be read; None for all."""
    found: dict[str, int | None] = {}
    for part in _parts(document):
        if part.data is BROKEN or (part is document and () in draft.broken):
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
    from chronology.house_rules.schemas import read_schemas

    schemas = read_schemas(files)
    for schema in schemas:
        if schema.unknown_formats:
            names = ", ".join(schema.unknown_formats)
            note = f"{schema.file}: formats that nothing in this installation checks"
            warn(f"chronology: {visible(f'{note}: {names}')}\n")
    return schemas


def _texts(folder: str) -> dict[str, str]:
    try:
        return read_texts(folder)
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{folder}: {error}") from None


# ------------------------------------------------------------------------------ fixing


@dataclass(slots=True)
class Mending:
    """How files are read: as they are, or with what is safe fixed; `changes` counts the places."""

    fix: bool
    diff: bool
    wanted: Callable[[str], bool]
    changes: int = 0

    def read(self, content: bytes, file: str) -> Document:
        """The document that is to be checked: of the fixed text, once it is written or shown.

        Raises CannotRunError where a file cannot be written.
        """
        return read(self._mended(content, file) if self.fix or self.diff else content, file)

    def _mended(self, content: bytes, file: str) -> bytes:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            _tell_of(file, "nothing was fixed: it is not UTF-8")
            return content
        new, changes, refusal = fix(text, file, self.wanted)
        self.changes += len(changes)
        if self.diff:
            _show("".join(_difference(text, new, file)))
        elif file == STANDARD_INPUT_NAME:
            write(new, None)
        elif changes:
            _refuse_what_must_stay(file)
            replace(file, content, new)
        if refusal:
            _tell_of(file, f"nothing was fixed: {refusal}")
        elif changes:
            places = counted(len(changes), "place")
            _tell_of(file, f"{places} {'fixed' if self.fix else 'to fix'}")
        return new.encode()


def _tell_of(file: str, words: str) -> None:
    warn(f"{visible(file)}: {words}\n")


def _show(difference: str) -> None:
    """Show people what would change, or write the patch for a program, byte for byte."""
    if sys.stdout.isatty():
        say("".join(f"{visible(line)}\n" for line in difference.removesuffix("\n").split("\n")))
    else:
        write(difference, None)


def _refuse_what_must_stay(file: str) -> None:
    """Refuse to replace what is no file, or one that its owner has locked."""
    status = Path(file).stat()
    if not stat.S_ISREG(status.st_mode):
        raise CannotRunError(f"{file}: it is no plain file, and only these are fixed; use --diff")
    if not (status.st_mode & 0o222 and os.access(file, os.W_OK)):
        raise CannotRunError(f"{file}: it is read-only, and was not fixed")
    if status.st_nlink > 1:  # a replacement would have one name alone, and the rest the old text
        raise CannotRunError(f"{file}: it has another name, a hard link, and was not fixed")


def _difference(old: str, new: str, file: str) -> Iterator[str]:
    """The lines of a unified diff, as `patch` and `git apply` take them."""
    from difflib import unified_diff

    name = visible(file)
    for line in unified_diff(_lines(old), _lines(new), fromfile=name, tofile=name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text as tools for patches know them."""
    return re.findall("[^\n]*\n|[^\n]+", text)
