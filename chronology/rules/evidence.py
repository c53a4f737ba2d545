"""Rules about evidence: that there is some, that its sources could know, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from chronology.characters import in_ascii
from chronology.dates import EdtfError, parse, parse_span, parse_time
from chronology.findings import CODES, Code, Finding, Path, Severity, Stage
from chronology.model import Event
from chronology.model.record import (
    Touching,
    citations_of,
    needs_passage,
    paths_of,
    possible,
    touches,
)
from chronology.passages import UNSPACED, Passage, Tally, fold, independent, occurrences
from chronology.reading import Draft
from chronology.rules.rule import Rule, rule
from chronology.rules.time import certain_days, days_of, slack_of
from chronology.text import Words, did_you_mean, nearest_word
from chronology.vocabulary import Group, Reading, Status


@rule("no-citation", Severity.WARNING)
def no_citation(draft: Draft) -> Iterator[Finding]:
    """An event that cites no source.

    A reader cannot check it, and a curator cannot correct it.
    """
    for path, event in draft.events():
        if not event.citations:
            message = "the event cites no source"
            yield Finding((*path, "citations"), message, "add `citations`: a source and a passage")


@rule("missing-passage", Severity.WARNING)
def missing_passage(draft: Draft) -> Iterator[Finding]:
    """A citation that does not say where in the source it stands.

    Only where a source could be read in part (`read: excerpt`) may the passage be unknown.
    """
    for path, event in draft.events():
        for where, name, citation in citations_of(event):
            source = draft.record.sources.get(name)
            if citation.passage is not None or source is None or source.read is Reading.EXCERPT:
                continue
            if not draft.is_broken(("sources", name, "read")):
                message = f"the citation of '{name}' names no passage"
                hint = "name it by two phrases: how it starts ... how it ends"
                yield Finding((*path, *where, "passage"), message, hint)


@rule("unsupported-field", Severity.WARNING)
def unsupported_field(draft: Draft) -> Iterator[Finding]:
    """An event says something that none of its citations supports.

    Date, time, duration, place, venue and topics, and each participant, outcome and note, rest on a
    passage: one whose `supports` names the field, or the part of the event around it. A citation
    without `supports` carries title and date.
    """
    for path, event in draft.events():
        if not event.citations or draft.is_broken((*path, "citations")):
            continue
        has = paths_of(event)
        supported = {name for _, _, each in citations_of(event) for name in each.supports}
        # A path that leads nowhere is another mistake, and counts for the one that it means.
        if unknown := supported.difference(has):
            known = Words(has)
            supported.update(filter(None, (nearest_word(name, known) for name in sorted(unknown))))
        touched = Touching(supported)
        for field in filter(needs_passage, has):
            if field not in touched:
                hint = f"add `supports: {field}` to the citation that tells it"
                where = (*path, *field.split("."))
                yield Finding(where, f"no citation supports `{field}`", hint, at_key=True)


# ------------------------------------------------------------------------------ sources

_KNOWN_AFTERWARDS = ("outcomes", "duration", "time", "summary")
"""The fields of an event that no source can know before it, nor that it was held at all."""


@rule("published-before-event", Severity.WARNING)
def published_before_event(draft: Draft) -> Iterator[Finding]:
    """A source tells how an event went, and was published before the event.

    A source that announces an event may tell its date and place, its topics, and who is to come.
    What came of it, when it began and how long it lasted, and that it was held at all, only a later
    one can know.
    """
    for path, event in draft.events():
        start, _ = days_of(draft, event)
        if event.status is not Status.HELD or start is None:
            continue
        start -= slack_of(draft, event)
        cited = {name: draft.record.sources.get(name) for name in event.citations}
        early = {
            name: source
            for name, source in cited.items()
            if source and (over := certain_days(source.published)[1]) is not None and over < start
        }
        if early and len(early) == len(event.citations):
            message = "every source came out before the event, so none can tell that it was held"
            hint = "cite a later one, or make the event planned"
            yield Finding((*path, "citations"), message, hint, at_key=True)
            continue
        for where, name, citation in citations_of(event) if early else ():
            for field in citation.supports if name in early else ():
                if any(touches(field, known) for known in _KNOWN_AFTERWARDS):
                    when = f"published {early[name].published}, the event is of {event.date}"
                    message = f"'{name}' cannot tell `{field}`: it was {when}"
                    hint = "cite a source that came out afterwards"
                    yield Finding((*path, *where, "supports"), message, hint)


@rule("single-source", Severity.NOTE)
def single_source(draft: Draft) -> Iterator[Finding]:
    """A contact is known from one independent source only.

    Sources of one voice count as one: that of the agency whose text they print (`wire`), else of
    the publisher, else of the address's host. So do two with one address. One source may be right;
    two that do not copy each other are harder to doubt.
    """
    for path, event in draft.events():
        kind = draft.record.kinds.get(event.kind or "")
        if kind is None or kind.group is not Group.CONTACT or not event.citations:
            continue
        # Whose voice a broken source is may not be known.
        parts = [(*path, "citations"), *(("sources", name) for name in event.citations)]
        sources = [(name, draft.record.sources.get(name)) for name in event.citations]
        if any(map(draft.is_broken, parts)) or independent(sources) > 1:
            continue
        message = "the event rests on one independent source"
        if len(event.citations) > 1:
            message = f"the {len(event.citations)} sources of the event are one voice"
        yield Finding((*path, "citations"), message, "look for a second one", at_key=True)


# ------------------------------------------------------------------------------ disagreement


def _differences(event: Event) -> Iterator[tuple[Path, str]]:
    """The paths for which a citation has another reading, each after the place of the reading.

    A path that leads nowhere is another mistake.
    """
    for where, _, citation in citations_of(event):
        named = {in_ascii(path) or path: path for path in citation.differs}
        for field in possible(event, named):
            yield (*where, "differs", named[field]), field


def _find_unreadable(draft: Draft, code: str) -> Iterator[Finding]:
    """The readings of typed fields that are meant as values of their type, and are none."""
    for path, event in draft.events():
        for where, _, citation in citations_of(event):
            for field, reading in citation.differs.items():
                found = _judge(field, reading, (*path, *where, "differs", field))
                if found is not None and found.code == code:
                    yield found


_PARSERS: dict[str, tuple[Callable[[str], object], re.Pattern[str]]] = {
    "date": (parse, re.compile(r"(?=.*[0-9X]{4})[-0-9XYESTZ:+.,/?~%\[\]{}]+")),
    "time": (parse_time, re.compile(r"[0-9]{1,2}[:.][0-9]{2}[0-9:./~-]*")),
    "duration": (parse_span, re.compile(r"[0-9.]+ ?[A-Za-z]+[~.]*|PT?[0-9].*")),
}
"""The parser of each typed field, and the form of a text that is meant as one of its values."""


def _judge(field: str, reading: str, where: Path) -> Finding | None:
    """The finding for one reading; None where it is sound, or free words."""
    if field == "status":
        hint = did_you_mean(reading, list(Status))
        if reading in set(Status) or hint is None:
            return None
        message = f"`status` cannot be '{reading}'"
        return Finding(where, message, hint, code="unknown-word")
    if field in _PARSERS:
        parser, form = _PARSERS[field]
        try:
            if form.fullmatch(reading):
                parser(reading)
        except EdtfError as error:
            # A length in words of another language looks like one of ours; a known cure tells.
            if field != "duration" or error.hint is not None:
                return Finding(where, str(error), error.hint, code=error.code)
    return None


unreadable_readings = tuple(
    Rule.of(CODES[code], partial(_find_unreadable, code=code))
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
def difference_without_decision(draft: Draft) -> Iterator[Finding]:
    """A source differs from the record, and nothing says why its reading was not adopted.

    The reason stands in the event's `decisions`, under the same path, or one around or in it.
    """
    for path, event in draft.events():
        decided = Touching(in_ascii(name) or name for name in event.decisions)
        for where, field in _differences(event):
            if field not in decided and not draft.is_broken((*path, "decisions")):
                hint = f"add `{field}: why` to the event's `decisions`"
                message = f"a source differs on `{field}`, and no decision says why it is not taken"
                yield Finding(path + where, message, hint, at_key=True)


@rule("decision-without-difference", Severity.WARNING)
def decision_without_difference(draft: Draft) -> Iterator[Finding]:
    """A decision says why a reading was adopted, and no source has another one.

    Either the other reading is missing (`differs` of a citation), or there is nothing to decide.
    """
    for path, event in draft.events():
        if draft.is_broken((*path, "citations")):
            continue
        # Few events have any decisions.
        differing = Touching(field for _, field in _differences(event) if event.decisions)
        for decided in possible(event, event.decisions):
            if decided not in differing:
                message = f"no citation `differs` on `{decided}`, so there is nothing to decide"
                hint = "record the other reading, or make it a note"
                yield Finding((*path, "decisions", decided), message, hint, at_key=True)


# ------------------------------------------------------------------------------ passages in texts

_PAGES = {
    "passage-not-found": """\
A passage's phrase does not stand in the text of its source.
Case, white space, curly or straight quotation marks and forms of Unicode do not matter; every dash
and hyphen does, since a browser keeps them apart, and accents do. A phrase starts and ends where
words do. The hint shows the closest wording. A reader who follows the link would not find the
passage either.""",
    "passage-ambiguous": """\
A passage's phrase stands several times in the text of its source.
A link would open the first of them. A word more makes most phrases unique.""",
    "passage-reversed": """\
A passage ends before it starts: its last phrase stands before its first, or in it.
Often the two phrases are exchanged, or one of them was meant to be another occurrence. A browser
looks for the second phrase behind the first.""",
}

PASSAGE_CODES: Final = {
    name: Code(name, Severity.ERROR, Stage.MEANING, page) for name, page in _PAGES.items()
}
"""The codes that only the texts of sources can give rise to."""


def tally(draft: Draft, texts: Mapping[str, str]) -> Tally:
    """The share of a record's evidence that some texts, by the ids of their sources, can prove."""
    recorded = [source for _, source, passage in _passages(draft) if passage is not None]
    found = [source for source in recorded if source in texts]
    return Tally(
        checked=len(found),
        texts=len(set(found)),
        unchecked=len(recorded) - len(found),
        unrecorded=sum(passage is None for _, _, passage in _passages(draft)),
    )


def lookup(draft: Draft, texts: Mapping[str, str]) -> Iterator[Finding]:
    """The findings about the passages of a record, by the texts of their sources."""
    for path, source, passage in _passages(draft):
        if passage is not None and source in texts:
            yield from _look_up(path, passage, texts[source])


def _passages(draft: Draft) -> Iterator[tuple[Path, str, Passage | None]]:
    """Every citation's place for a passage, its source, and the passage if it is recorded."""
    for path, event in draft.events():
        for where, source, citation in citations_of(event):
            yield (*path, *where, "passage"), source, citation.passage


def _look_up(path: Path, passage: Passage, text: str) -> Iterator[Finding]:
    places: list[int] = []
    for phrase in (passage.start, passage.end):
        found = occurrences(phrase, text)
        if not found:
            near = closest(phrase, text)
            hint = f"the closest wording is: {near}" if near else "copy it from the source exactly"
            message = f"'{phrase}' does not stand in the source's text"
            yield Finding(path, message, hint, code="passage-not-found")
        elif len(found) > 1:
            message = f"'{phrase}' stands {len(found)} times in the source's text"
            yield Finding(path, message, "make it longer by a word", code="passage-ambiguous")
        else:
            places += found
    if len(places) < 2 or places[1] >= places[0] + len(fold(passage.start)):
        return
    if places[1] < places[0]:
        message = f"'{passage.end}' stands before '{passage.start}' in the source's text"
        hint = "exchange the two, or choose another end"
    else:
        message = f"'{passage.start}' and '{passage.end}' overlap in the source's text"
        hint = "make one of the two shorter"
    yield Finding(path, message, hint, code="passage-reversed")


_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
"""A word, or a letter of a script without spaces between words."""

_ALIKE = 0.6
"""From which similarity on a wording is shown, as `difflib` measures it, 0 to 1."""


def closest(phrase: str, text: str) -> str | None:
    """The stretch of a text that is most like a phrase that is not in it, or None.

    >>> closest("the talks began at ten", "He said the talks had begun at ten o'clock.")
    'the talks had begun at'
    """
    from difflib import SequenceMatcher

    whole = fold(text)
    wanted, words = _WORD.findall(fold(phrase)), list(_WORD.finditer(whole))
    length, best, stretch = len(wanted), _ALIKE, None
    matcher = SequenceMatcher(None, "", fold(phrase), autojunk=False)
    for start in range(max(len(words) - length + 1, 1)):
        window = words[start : start + length]
        common = Counter(word[0] for word in window) & Counter(wanted)
        if 2 * common.total() < length:
            continue  # too few words in common to be worth measuring
        words_there = whole[window[0].start() : window[-1].end()]
        matcher.set_seq1(words_there)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, stretch = ratio, words_there
    return stretch
