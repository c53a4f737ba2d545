"""Rules about evidence: what an event says must rest on something."""

from __future__ import annotations

from collections.abc import Iterator

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Severity
from chronology.guesses import Words, nearest_word
from chronology.model.paths import Touching, paths_of
from chronology.shape import Shaped
from chronology.vocabulary import Reading

_WHOLE = ("date", "time", "duration", "place", "venue", "topics", "excluded_topics")
_BY_KEY = ("participants", "outcomes", "notes")


@rule("no-citation", Severity.WARNING)
def no_citation(shaped: Shaped) -> Iterator[Finding]:
    """An event that cites no source.

    A reader cannot check it, and a curator cannot correct it.
    """
    for path, event in shaped.events():
        if not event.citations:
            message = "the event cites no source"
            yield Finding((*path, "citations"), message, "add `citations`: a source and a passage")


@rule("missing-passage", Severity.WARNING)
def missing_passage(shaped: Shaped) -> Iterator[Finding]:
    """A citation that does not say where in the source it stands.

    Only where a source could be read in part (`read: excerpt`) may the passage be unknown.
    """
    for path, event in shaped.events():
        for name, citations in event.citations.items():
            source = shaped.record.sources.get(name)
            if source is None or source.read is Reading.EXCERPT:
                continue
            if shaped.is_broken(("sources", name, "read")):
                continue
            for number, citation in enumerate(citations):
                if citation.passage is None:
                    hint = "name it by two phrases: how it starts ... how it ends"
                    where = (*path, "citations", name, number, "passage")
                    yield Finding(where, f"the citation of '{name}' names no passage", hint)


@rule("unsupported-field", Severity.WARNING)
def unsupported_field(shaped: Shaped) -> Iterator[Finding]:
    """An event says something that none of its citations supports.

    Date, time, duration, place, venue and topics, and each participant, outcome and note, rest on a
    passage: one whose `supports` names the field, or the part of the event around it. A citation
    without `supports` carries title and date.
    """
    for path, event in shaped.events():
        if not event.citations or shaped.is_broken((*path, "citations")):
            continue
        has = paths_of(event)
        supported = {
            name
            for citations in event.citations.values()
            for citation in citations
            for name in citation.supports
        }
        # A path that leads nowhere is another mistake, and counts for the one it stands for.
        if unknown := supported.difference(has):
            known = Words(has)
            meant = (nearest_word(name, known) for name in sorted(unknown))
            supported |= {name for name in meant if name is not None}
        touched = Touching(supported)
        for field in filter(_needs_support, has):
            if field not in touched:
                hint = f"add `supports: {field}` to the citation that tells it"
                where = (*path, *field.split("."))
                yield Finding(where, f"no citation supports `{field}`", hint, at_key=True)


def _needs_support(path: str) -> bool:
    return path in _WHOLE or (path.count(".") == 1 and path.split(".", maxsplit=1)[0] in _BY_KEY)
