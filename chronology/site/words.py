"""The English wording of the site: every word on it that is not a chronology's own.

A translation is another table of these; dates are worded in `chronology.dates.words`.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from langcodes import Language
from markupsafe import Markup

from chronology.vocabulary import Capacity, Group, Reading, Status, Weekday, countries

WORDS: Final = {
    # The whole
    "untitled": "Chronology",
    "told apart": "{name} ({id})",
    "as of": "As of {date}",
    "undated": "Undated",
    "highlights": "Highlights",
    "browse": "Registers",
    "drawn": "At a glance",
    "about the drawing": "Each mark is an event, and leads to its page.",
    "not drawn": "{note} The list below has all events.",
    "nothing to draw": "No event has a date in the time that is to be drawn.",
    "people": "People",
    "parties": "Parties",
    "places": "Places",
    "topics": "Topics",
    "kinds": "Kinds of events",
    "sources": "Sources",
    "data": "The data",
    "events": "Events",
    "back": "Timeline",
    "previous": "Earlier",
    "next": "Later",
    "other events": "Other events",
    "no party": "Of no party",
    "no group": "Of no group",
    # The filters
    "filter": "Filter the events",
    "filter text": "Words",
    "filter off": "Show all",
    "filtered": "{shown} of {all} events",
    "any": "any",
    "person": "Person",
    "topic": "Topic",
    "from": "From",
    "to": "To",
    "years": "Years",
    "part": "{name}, part {number}",
    # An event
    "date": "Date",
    "EDTF": "The date in EDTF, ISO 8601-2",
    "inferred": "Follows from the record",
    "reasons": "Why this follows",
    "began": "began {bounds}",
    "time": "Time",
    "zone of the place": "{time}, local time ({zone})",
    "own zone": "{time} ({zone})",
    "floating": "{time}, time zone not stated",
    "duration": "Duration",
    "kind": "Kind",
    "kind in group": "{kind} ({group})",
    "status": "Status",
    "place": "Place",
    "venue": "Venue",
    "participants": "Participants",
    "party alone": "Unnamed",
    "outcomes": "Outcomes",
    "follow-up": "What came of it: {event}",
    "excluded topics": "Not about",
    "related": "Related events",
    "notes": "Notes",
    "disagreements": "Where sources differ",
    "all disagreements": "Every field of which sources give different readings, with what is "
    "recorded here, and why.",
    "no disagreements": "No source is recorded as differing from another.",
    "adopted": "Recorded here",
    "nothing recorded": "nothing",
    "differing": "Also read",
    "decision": "Why",
    # How it is known
    "how we know": "How we know",
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
    "copy": "Copy",
    "copied": "Copied",
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
    "party": "Party",
    "country": "Country",
    "roles": "Roles, as stated",
    "from to": "{first} to {last}",
    "encounters": "In contact with",
    "about encounters": "People of other sides who took part in the same meetings, calls and other "
    "contacts. Not all of them need have been in the room at the same time.",
    "crowded": "Contacts in which more than 200 people took part are left out.",
    "members": "Who acts for it",
    "group": "Group",
    "about map": "Land: Natural Earth. No borders are drawn.",
    "zone": "Time zone",
    "coordinates": "Latitude, longitude",
    "identifiers": "In other databases",
    "wikidata": "Wikidata {id}",
    "geonames": "GeoNames {id}",
    "capacity and role": "{role} ({capacity})",
    "excluding": "Events said not to be about it",
    "publisher": "Publisher",
    "authors": "Authors",
    "published": "Published",
    "accessed": "Accessed",
    "agency": "News agency",
    "language": "Language",
    "read": "How it was read",
    "address": "Address",
    "copies": "Other copies",
    "archived": "Archived copy",
    "note": "Note",
    "what it supports": "What it supports",
    # The data
    "about data": "The chronology is one file, from which every page of this site is made.",
    "name": "Title",
    "license": "Licence",
    "as of day": "As of",
    "period": "Period",
    "contents": "What it holds",
    "downloads": "Downloads",
    "fields": "Fields of an event",
    "field": "Field",
    "meaning": "What it says",
    "used": "Events with it",
    # What changed
    "changes": "Changes",
    "changes of": "Changes to {title}",
    "about changes": "What was entered, corrected or taken out, the newest first.",
    # For machines
    "calendar": "Calendar",
    "calendar of": "{name} in {title}",
    "about calendar": "Every dated event, for calendar programs (iCalendar).",
    "feed": "Feed",
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

CORRECTIONS: Final = {
    "ours": "The record is wrong",
    "theirs": "A source is wrong",
    "missing": "A source is missing",
}
"""What can be wrong with an event's page, as a reader sees it."""

COUNTS: Final = {
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

CAPACITIES: Final[dict[str, str]] = {
    Capacity.HEAD: "head",
    Capacity.MEMBER: "member",
    Capacity.HOST: "host",
    Capacity.MEDIATOR: "mediator",
    Capacity.SPEAKER: "speaker",
    Capacity.SIGNATORY: "signatory",
    Capacity.OBSERVER: "observer",
    Capacity.ABSENT: "not present",
}
STATUSES: Final[dict[str, str]] = {
    Status.HELD: "took place",
    Status.PLANNED: "planned",
    Status.CANCELLED: "cancelled",
    Status.POSTPONED: "postponed",
    Status.DISPUTED: "disputed",
}
GROUPS: Final[dict[str, str]] = {
    Group.CONTACT: "Contacts",
    Group.STATEMENT: "Statements",
    Group.BACKGROUND: "Background",
}
READINGS: Final[dict[str, str]] = {
    Reading.FULL: "read in full",
    Reading.EXCERPT: "read as an excerpt",
}

FIELDS: Final = {
    "title": "what happened",
    "kind": "kind",
    "date": "date",
    "time": "time",
    "timezone": "time zone",
    "duration": "duration",
    "status": "status",
    "place": "place",
    "venue": "venue",
    "summary": "summary",
    "participants": "participants",
    "parties": "parties",
    "topics": "topics",
    "excluded_topics": "topics excluded",
    "outcomes": "outcomes",
    "part_of": "what it is part of",
    "follows": "what it follows",
    "cancels": "what it called off",
    "notes": "notes",
    # Within the fields that have parts
    "participant": "{name}",
    "capacity": "{part} (capacity)",
    "role": "{part} (role)",
    "outcome": "outcome {number}",
    "text": "{part} (text)",
    "event": "{part} (what came of it)",
    "note": "note {number}",
}

LINKS: Final = {
    "part_of": "Part of",
    "follows": "Follows",
    "cancels": "Calls off",
    "has_part": "Includes",
    "followed_by": "Followed by",
    "cancelled_by": "Called off by",
    "came_of": "Came of",
}

STATEMENTS: Final = {
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

WEEKDAYS: Final = {
    Weekday.MONDAY: "Monday",
    Weekday.TUESDAY: "Tuesday",
    Weekday.WEDNESDAY: "Wednesday",
    Weekday.THURSDAY: "Thursday",
    Weekday.FRIDAY: "Friday",
    Weekday.SATURDAY: "Saturday",
    Weekday.SUNDAY: "Sunday",
}

LANGUAGES: Final = {
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
"""Languages by the primary subtag of BCP 47; others are shown by their tags."""

_VOCABULARY: Final = CAPACITIES | STATUSES | GROUPS | READINGS


def say(words: str, table: dict[str, str] = WORDS, /, **parts: object) -> Markup:
    """Words of a table, their gaps filled with values, which are escaped unless they are markup."""
    return Markup(table[words]).format(**parts)  # noqa: S704 - the tables are ours


def plain(words: str, /, **parts: object) -> str:
    """Words with their gaps filled as they are: for text that is escaped later, or is no HTML."""
    return WORDS[words].format(**parts)


def count(things: str, number: int) -> str:
    """A number of things: `1 event`, `2 events`."""
    return COUNTS[things][number != 1].format(number)


def word(value: str) -> str:
    """A word of the file's closed vocabulary as readers see it."""
    return _VOCABULARY[value]


def country(code: str) -> str:
    """The English name of a country, current or former, or its code."""
    return countries().get(code, code)


def language(tag: str) -> str:
    """The name of a language, or its tag."""
    return LANGUAGES.get(tag.partition("-")[0].lower(), tag)


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
    script = Language.get(tag, normalize=False).maximize().script
    direction = "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    return Markup(' lang="{}" dir="{}"').format(tag, direction)
