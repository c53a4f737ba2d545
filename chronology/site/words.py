"""The words of the pages that are not a chronology's own, in one language, and those in English.

A site takes all of its words from one `Language`, so that pages in another language need another
one of these, and no other change. The site's own texts, drawings, dates and countries are in it.
Three things are English in every language: the sentences from which bounds of a date follow, which
`chronology.network` makes; messages to those who build the site; and the files for programs,
which are the same as those of the command, but for their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import langcodes
from markupsafe import Markup

from chronology.dates.words import DateWords
from chronology.drawing import DrawingWords
from chronology.drawing.words import ENGLISH
from chronology.events.facts import FACTS, label_of
from chronology.formats import EXPORTERS
from chronology.model import Event
from chronology.text import Wording, one_or_many
from chronology.vocabulary import countries


@dataclass(frozen=True, eq=False)
class Language(Wording):
    """All words of the pages in one language.

    Attributes:
        tag: The language by its tag (BCP 47).
        drawings: The words of drawings, of dates, and of the closed vocabulary.
        mistakes: What can be wrong with an event's page.
        fields: The fields of an event and their parts, by the paths that citations use.
        meanings: What each field of an event says, in a sentence.
        links: How events are linked, by the fields for it, and by names for the way back.
        statements: What sources say about time, by the relations of a `when`; with ` by` where
            there is a length of time, and with ` a date` where the target is one and that differs.
        losses: What each exporter cannot carry, by its name.
        languages: Languages by the primary subtags of their tags.
        countries: Countries by their codes.
    """

    tag: str
    drawings: DrawingWords
    mistakes: Mapping[str, str]
    fields: Mapping[str, str]
    meanings: Mapping[str, str]
    links: Mapping[str, str]
    statements: Mapping[str, str]
    losses: Mapping[str, str]
    languages: Mapping[str, str]
    countries: Mapping[str, str]

    @property
    def dates(self) -> DateWords:
        """The words of dates."""
        return self.drawings.dates

    def html(self, name: str, /, **parts: object) -> Markup:
        """A text, its gaps filled with values, which are escaped unless they are markup."""
        return Markup(self.texts[name]).format(**parts)  # noqa: S704 - the tables are ours

    def word(self, value: str) -> str:
        """A word of the file's closed vocabulary as readers see it."""
        return self.drawings.labels[value]

    def country(self, code: str) -> str:
        """The name of a country, current or former, or its code."""
        return self.countries.get(code, code)

    def language(self, tag: str) -> str:
        """The name of a language, or its tag."""
        return self.languages.get(tag.partition("-")[0].lower(), tag)


# ------------------------------------------------------------------------------ English

_LABELS: Final = (
    *("accessed", "address", "authors", "calendar", "changes", "copied", "copy", "country"),
    *("downloads", "events", "feed", "field", "from", "group", "highlights", "how we know"),
    *("language", "note", "notes", "other events", "outcomes", "participants", "party", "people"),
    *("period", "person", "places", "published", "publisher", "sources", "to", "topic", "undated"),
    *("what it supports", "years"),
)
"""Texts that are their names with a capital letter."""

_TEXTS: Final = {
    # The whole
    "untitled": "Chronology",
    "told apart": "{name} ({id})",
    "as of": "As of {date}",
    "browse": "Registers",
    "drawn": "At a glance",
    "about the drawing": "Each mark is an event, and leads to its page.",
    "not drawn": "{note} The list below has all events.",
    "nothing to draw": "No event has a date in the time that is to be drawn.",
    "kinds": "Kinds of events",
    "data": "The data",
    "back": "Timeline",
    "previous": "Earlier",
    "next": "Later",
    "no party": "Of no party",
    "no group": "Of no group",
    # The filters
    "filter": "Filter the events",
    "filter text": "Words",
    "filter off": "Show all",
    "filtered": "{shown} of {all} events",
    "any": "any",
    "part": "{name}, part {number}",
    # An event
    "EDTF": "The date in EDTF, ISO 8601-2",
    "inferred": "Follows from the record",
    "reasons": "Why this follows",
    "began": "began {bounds}",
    "zone of the place": "{time}, local time ({zone})",
    "own zone": "{time} ({zone})",
    "floating": "{time}, time zone not stated",
    "kind in group": "{kind} ({group})",
    "party alone": "Unnamed",
    "follow-up": "What came of it: {event}",
    "related": "Related events",
    "disagreements": "Where sources differ",
    "all disagreements": "Every field of which sources give different readings, with what is "
    "recorded here, and why.",
    "no disagreements": "No source is recorded as differing from another.",
    "adopted": "Recorded here",
    "nothing recorded": "nothing",
    "differing": "Also read",
    "decision": "Why",
    # How it is known
    "no citation": "No source is recorded for this event.",
    "wires": "Texts of one agency, publisher or address count as one: {count}.",
    "cited as": "Source {number}",
    "cited as several": "Sources {first} to {last}",
    "several": "{first}–{last}",
    "checked": "checked against the full text",
    "wire": "{agency} report",
    "in language": "in {language}",
    "opens copy": "Links open another copy of this text.",
    "no passage": "Passage not recorded.",
    "passage": "“{start} … {end}”",
    "supports": "Supports: {fields}",
    "derived": "Reasoning: {text}",
    "says of time": "Says of the time “{words}”: {statements}",
    "differs": "Reads otherwise, {field}: {reading}",
    # To cite and to correct
    "cite": "Cite this page",
    "correct": "Report a mistake",
    "as text": "As a sentence",
    "as BibTeX": "For BibTeX",
    "cited event": "“{title}” ({date}).",
    "cited whole": "In: {title}.",
    "cited whole as of": "In: {title}, as of {date}.",
    "cited id": "Event {id}.",
    "correction title": "{what}: {title}",
    "correction event": "Event: {id}",
    "correction page": "Page: {address}",
    "correction what": "What is wrong: {what}",
    "correction statement": "What the page says: {text}",
    "correction wanted": "What it should say:",
    "correction source": "Source, with its address and the passage:",
    # Registers
    "other names": "Also written",
    "roles": "Roles, as stated",
    "from to": "{first} to {last}",
    "encounters": "In contact with",
    "about encounters": "People of other sides who took part in the same meetings, calls and other "
    "contacts. Not all of them need have been in the room at the same time.",
    "crowded": "Contacts in which more than 200 people took part are left out.",
    "members": "Who acts for it",
    "about map": "Land: Natural Earth. No borders are drawn.",
    "zone": "Time zone",
    "coordinates": "Latitude, longitude",
    "identifiers": "In other databases",
    "wikidata": "Wikidata {id}",
    "geonames": "GeoNames {id}",
    "capacity and role": "{role} ({capacity})",
    "excluding": "Events said not to be about it",
    "agency": "News agency",
    "read": "How it was read",
    "copies": "Other copies",
    "archived": "Archived copy",
    # The data
    "about data": "The chronology is one file, from which every page of this site is made.",
    "name": "Title",
    "license": "Licence",
    "as of day": "As of",
    "contents": "What it holds",
    "fields": "Fields of an event",
    "meaning": "What it says",
    "used": "Events with it",
    # What changed
    "changes of": "Changes to {title}",
    "about changes": "What was entered, corrected or taken out, the newest first.",
    # For machines
    "calendar of": "{name} in {title}",
    "about calendar": "Every dated event, for calendar programs (iCalendar).",
    "about feed": "The changes, for feed readers (Atom).",
    "API": "API",
    "about API": "The same in small JSON files that link to each other; begin with this one.",
    "schema": "Schema of the API",
    "about schema": "What each of the API's files may hold (JSON Schema).",
    "format": "The whole as {name}",
    "about format": "Left out: {text}",
    # Joints
    "list": ", ",
    "marks": ", ",
    "statements": " and ",
}

_MISTAKES: Final = {
    "ours": "The record is wrong",
    "theirs": "A source is wrong",
    "missing": "A source is missing",
}

_COUNTS: Final = {
    "events": ("{} event", "{} events"),
    "sources": ("{} source", "{} sources"),
    "people": ("{} person", "{} people"),
    "parties": ("{} party", "{} parties"),
    "places": ("{} place", "{} places"),
    "topics": ("{} topic", "{} topics"),
    "kinds": ("{} kind of event", "{} kinds of events"),
    "passages": ("{} passage", "{} passages"),
    "citations": ("{} citation", "{} citations"),
    "kilobytes": ("{} kB", "{} kB"),
    "texts": ("{} text", "{} texts"),
    "events that differ": ("{} event where sources differ", "{} events where sources differ"),
    "checked": (
        "{} passage checked against the full text",
        "{} passages checked against the full text",
    ),
    "full": ("{} passage of a text read in full", "{} passages of texts read in full"),
    "excerpt": ("{} passage read as an excerpt", "{} passages read as excerpts"),
    "unread": ("{} passage", "{} passages"),
    "not recorded": ("{} passage not recorded", "{} passages not recorded"),
}

_FIELDS: Final = {
    "title": "what happened",
    "timezone": "time zone",
    "excluded_topics": "topics excluded",
    "part_of": "what it is part of",
    "follows": "what it follows",
    "cancels": "what it called off",
    # Within the fields that have parts
    "participant": "{name}",
    "capacity": "{part} (capacity)",
    "role": "{part} (role)",
    "outcome": "outcome {number}",
    "text": "{part} (text)",
    "event": "{part} (what came of it)",
    "note": "note {number}",
}

_LINKS: Final = {
    "part_of": "Part of",
    "follows": "Follows",
    "cancels": "Calls off",
    "has_part": "Includes",
    "followed_by": "Followed by",
    "cancelled_by": "Called off by",
    "came_of": "Came of",
}

_STATEMENTS: Final = {
    "before": "before {target}",
    "after": "after {target}",
    "before by": "{span} before {target}",
    "after by": "{span} after {target}",
    "meets": "up to the moment when this began: {target}",
    "met_by": "from the moment when this ended: {target}",
    "overlaps": "beginning before and ending during this: {target}",
    "overlapped_by": "beginning during and ending after this: {target}",
    "starts": "beginning together with this and ending earlier: {target}",
    "started_by": "beginning together with this and ending later: {target}",
    "during": "during {target}",
    "contains": "beginning before and ending after this: {target}",
    "finishes": "beginning later than this and ending together with it: {target}",
    "finished_by": "beginning earlier than this and ending together with it: {target}",
    "equals": "at the time of {target}",
    "equals a date": "{target}",
    "weekday": "a {target}",
    "week_of": "in the same week as {target}",
    "month_of": "in the same month as {target}",
    "month_of a date": "in {target}",
    "year_of": "in the same year as {target}",
    "year_of a date": "in {target}",
}

_LANGUAGES: Final = {
    "ar": "Arabic",
    "be": "Belarusian",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


@cache
def english() -> Language:
    """English, in which pages are unless a site is given another language."""
    return Language(
        {name.replace("_", " "): label_of(name) for name in (*FACTS, *_LABELS)} | _TEXTS,
        _COUNTS,
        one_or_many,
        tag="en",
        drawings=ENGLISH,
        mistakes=_MISTAKES,
        fields={name: name.replace("_", " ") for name in Event.model_fields} | _FIELDS,
        meanings={
            name: (field.description or "").replace("`", "")
            for name, field in Event.model_fields.items()
        },
        links=_LINKS,
        statements=_STATEMENTS,
        losses={each.name: each.loses for each in EXPORTERS.values()},
        languages=_LANGUAGES,
        countries=countries(),
    )


# ------------------------------------------------------------------------------ languages of names

_RIGHT_TO_LEFT: Final = frozenset(
    {"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
"""The scripts in use that are read from right to left, by their codes in ISO 15924."""


@cache
def marked(tag: str | None) -> Markup:
    """The attributes of an element whose words are in a language, with a blank before each.

    None is a language that the file does not name; then there are none.
    """
    if tag is None:
        return Markup()
    script = langcodes.Language.get(tag, normalize=False).maximize().script
    direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    return Markup(' lang="{}" dir="{}"').format(tag, direction)
