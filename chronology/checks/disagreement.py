"""Rules about disagreement: where sources differ, the record says what it adopts, and why."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.letters import in_ascii
from chronology.model import Event
from chronology.model.paths import possible, touches
from chronology.shape import Shaped


def _differing(event: Event) -> Iterator[tuple[Path, str]]:
    """The paths of which some citation gives another reading, each with where that stands.

    A path that leads nowhere is another mistake.
    """
    for name, citations in event.citations.items():
        for number, citation in enumerate(citations):
            named = {in_ascii(path) or path: path for path in citation.differs}
            for field in possible(event, named):
                yield ("citations", name, number, "differs", named[field]), field


@rule("difference-without-decision", Severity.WARNING)
def difference_without_decision(shaped: Shaped) -> Iterator[Finding]:
    """A source differs from the record, and nothing says why its reading was not adopted.

    The reason stands in the event's `decisions`, under the same path, or one around or in it.
    """
    for path, event in shaped.events():
        for where, field in _differing(event):
            if any(touches(field, in_ascii(path) or path) for path in event.decisions):
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
        for decided in possible(event, event.decisions):
            if not any(touches(field, decided) for _, field in _differing(event)):
                message = f"no citation `differs` on `{decided}`, so there is nothing to decide"
                hint = "record the other reading, or make it a note"
                yield Finding((*path, "decisions", decided), message, hint, at_key=True)
