"""Rules about disagreement: where sources differ, the record says what it adopts, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from chronology.checks.rule import Rule, rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.diagnostics.catalogue import CODES
from chronology.edtf import EdtfError, parse, parse_span, parse_time
from chronology.guesses import did_you_mean
from chronology.letters import in_ascii
from chronology.model import Event
from chronology.model.paths import Touching, possible
from chronology.shape import Shaped
from chronology.vocabulary import Status


def _differing(event: Event) -> Iterator[tuple[Path, str]]:
    """The paths of which some citation gives another reading, each with where that stands.

    A path that leads nowhere is another mistake.
    """
    for name, citations in event.citations.items():
        for number, citation in enumerate(citations):
            named = {in_ascii(path) or path: path for path in citation.differs}
            for field in possible(event, named):
                yield ("citations", name, number, "differs", named[field]), field


def _readings(shaped: Shaped, code: str) -> Iterator[Finding]:
    """The readings of typed fields that are meant as values of their type, and are none."""
    for path, event in shaped.events():
        for name, citations in event.citations.items():
            for number, citation in enumerate(citations):
                for field, reading in citation.differs.items():
                    where = (*path, "citations", name, number, "differs", field)
                    found = _misread(field, reading, where)
                    if found is not None and found[0] == code:
                        yield found[1]


_PARSERS: dict[str, tuple[Callable[[str], object], re.Pattern[str]]] = {
    "date": (parse, re.compile(r"(?=.*[0-9X]{4})[-0-9XYESTZ:+.,/?~%\[\]{}]+")),
    "time": (parse_time, re.compile(r"[0-9]{1,2}[:.][0-9]{2}[0-9:./~-]*")),
    "duration": (parse_span, re.compile(r"[0-9.]+ ?[A-Za-z]+[~.]*|PT?[0-9].*")),
}
"""How each typed field is read, and the form of a text that is meant as one of its values."""


def _misread(field: str, reading: str, where: Path) -> tuple[str, Finding] | None:
    """The code and the finding for one reading; None where it is sound, or free words."""
    if field == "status":
        hint = did_you_mean(reading, list(Status))
        if reading in set(Status) or hint is None:
            return None
        return "unknown-word", Finding(where, f"`status` cannot be '{reading}'", hint)
    parser, form = _PARSERS.get(field, (str, _NOTHING))
    if form.fullmatch(reading):
        try:
            parser(reading)
        except EdtfError as error:
            # A length in words of another language looks like one of ours; a known cure tells.
            if field != "duration" or error.hint is not None:
                return error.code, Finding(where, str(error), error.hint)
    return None


_NOTHING = re.compile(r"(?!)")

unreadable_readings = tuple(
    Rule(CODES[code], partial(_readings, code=code))
    for code in (
        "bad-date",
        "impossible-date",
        "ends-before-it-starts",
        "bad-time",
        "bad-span",
        "unknown-word",
    )
)
"""The codes of typed fields, for what `differs` says of these fields; other words are free."""


@rule("difference-without-decision", Severity.WARNING)
def difference_without_decision(shaped: Shaped) -> Iterator[Finding]:
    """A source differs from the record, and nothing says why its reading was not adopted.

    The reason stands in the event's `decisions`, under the same path, or one around or in it.
    """
    for path, event in shaped.events():
        decided = Touching(in_ascii(name) or name for name in event.decisions)
        for where, field in _differing(event):
            if field in decided:
                continue
            if not shaped.is_broken((*path, "decisions")):
                hint = f"add `{field}: why` to the event's `decisions`"
                message = f"a source differs on `{field}`, and no decision says why it is not taken"
                yield Finding(path + where, message, hint, at_key=True)


@rule("decision-without-difference", Severity.WARNING)
def decision_without_difference(shaped: Shaped) -> Iterator[Finding]:
    """A decision says why a reading was adopted, and no source has another one.

    Either the other reading is missing (`differs` of a citation), or there is nothing to decide.
    """
    for path, event in shaped.events():
        if shaped.is_broken((*path, "citations")):
            continue
        # Few events have any decisions.
        differing = Touching(field for _, field in _differing(event) if event.decisions)
        for decided in possible(event, event.decisions):
            if decided not in differing:
                message = f"no citation `differs` on `{decided}`, so there is nothing to decide"
                hint = "record the other reading, or make it a note"
                yield Finding((*path, "decisions", decided), message, hint, at_key=True)
