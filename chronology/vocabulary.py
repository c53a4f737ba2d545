"""The closed words of a chronology file, each with its one definition, and the codes of countries.

Every enum, table, help text and suggestion takes its words and glosses from here.

A country is named by ISO 3166-1 alpha-2. One that is gone is named by the four letters of ISO
3166-3, since its two letters may mean another country by now: `CS` was Czechoslovakia, and then
Serbia and Montenegro; `SK` was Sikkim, and is Slovakia. Kosovo has `XK`, which ISO 3166-1 leaves to
users, and which the European Union and CLDR use for it.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Self


class Word(StrEnum):
    """A word that a file may use in one place, with the gloss that defines it.

    `label` is how a reader sees it in English: as it is spelt, unless it has one of its own.
    """

    gloss: str
    label: str

    def __new__(cls, value: str, gloss: str, label: str | None = None) -> Self:
        """Make the word from its spelling, its gloss and its label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.gloss = gloss
        word.label = label or value.replace("_", " ")
        return word


class Status(Word):
    """What became of an event."""

    HELD = "held", "It took place; this is meant where no status is given.", "took place"
    PLANNED = "planned", "It was announced or agreed and had not taken place by `as_of`."
    CANCELLED = "cancelled", "It was called off; its date is the day when it was due."
    POSTPONED = "postponed", "It was put off; its date is the day when it was due."
    DISPUTED = "disputed", "Sources disagree on whether it took place."


class Capacity(Word):
    """The part that somebody had in an event."""

    HEAD = "head", "Led a delegation or spoke for a side as its principal."
    MEMBER = "member", "Belonged to a delegation or took part without leading it."
    HOST = "host", "Received the others without being a side of the talks."
    MEDIATOR = "mediator", "Stood between the sides to bring them together."
    SPEAKER = "speaker", "Made the statement that the event records."
    SIGNATORY = "signatory", "Signed the document that the event records."
    OBSERVER = "observer", "Was present without taking part."
    ABSENT = (
        "absent",
        "Was expected, or is said by a source to have been there, and was not.",
        "not present",
    )


class Group(Word):
    """What sort of happening the kinds of a group are."""

    CONTACT = (
        "contact",
        "The parties dealt with each other: they met, called, wrote or signed.",
        "Contacts",
    )
    STATEMENT = "statement", "One side said something, to whomever.", "Statements"
    BACKGROUND = (
        "background",
        "Something else that one has to know to understand the rest.",
        "Background",
    )


class Reading(Word):
    """How much of a source the curator has read."""

    FULL = "full", "The whole text was read.", "read in full"
    EXCERPT = (
        "excerpt",
        "Only a part of the text was read, so that a passage may be unknown.",
        "read as an excerpt",
    )


class Level(Word):
    """How grave a file wants a diagnostic to be."""

    OFF = "off", "It is not reported."
    NOTE = "note", "It is reported, and never fails."
    WARNING = "warning", "It is reported, and fails under `--strict`."
    ERROR = "error", "It is reported, and fails."


class Weekday(Word):
    """A day of the week."""

    MONDAY = "monday", "The first day of the ISO 8601 week.", "Monday"
    TUESDAY = "tuesday", "The second day of the ISO 8601 week.", "Tuesday"
    WEDNESDAY = "wednesday", "The third day of the ISO 8601 week.", "Wednesday"
    THURSDAY = "thursday", "The fourth day of the ISO 8601 week.", "Thursday"
    FRIDAY = "friday", "The fifth day of the ISO 8601 week.", "Friday"
    SATURDAY = "saturday", "The sixth day of the ISO 8601 week.", "Saturday"
    SUNDAY = "sunday", "The seventh day of the ISO 8601 week.", "Sunday"


class Relation(Word):
    """A relation between two spans of time: Allen's thirteen (Allen, CACM 26, 1983)."""

    BEFORE = "before", "It ends, and some time later the other begins."
    AFTER = "after", "It begins some time after the other has ended."
    MEETS = "meets", "It ends at the moment when the other begins."
    MET_BY = "met_by", "It begins at the moment when the other ends."
    OVERLAPS = "overlaps", "It begins first and ends while the other still lasts."
    OVERLAPPED_BY = "overlapped_by", "It begins while the other lasts and ends after it."
    STARTS = "starts", "It begins together with the other and ends earlier."
    STARTED_BY = "started_by", "It begins together with the other and ends later."
    DURING = "during", "It begins after the other has begun and ends before the other ends."
    CONTAINS = "contains", "It begins before the other and ends after it."
    FINISHES = "finishes", "It begins later than the other and ends together with it."
    FINISHED_BY = "finished_by", "It begins earlier than the other and ends together with it."
    EQUALS = "equals", "It begins and ends together with the other."


# ------------------------------------------------------------------------------ countries

_USER_ASSIGNED = {"XK": "Kosovo"}

# ISO 3166-3:2020, the whole list: its code; the codes of two and of three letters that it had; its
# name, and other names by which it is known.
_FORMER_COUNTRIES = """
AIDJ AI AFI French Afars and Issas
ANHH AN ANT Netherlands Antilles
BQAQ BQ ATB British Antarctic Territory
BUMM BU BUR Burma
BYAA BY BYS Byelorussian SSR
CSHH CS CSK Czechoslovakia
CSXX CS SCG Serbia and Montenegro
CTKI CT CTE Canton and Enderbury Islands
DDDE DD DDR German Democratic Republic; East Germany; GDR
DYBJ DY DHY Dahomey
FQHH FQ ATF French Southern and Antarctic Territories
FXFR FX FXX Metropolitan France
GEHH GE GEL Gilbert and Ellice Islands
HVBF HV HVO Upper Volta
JTUM JT JTN Johnston Island
MIUM MI MID Midway Islands
NHVU NH NHB New Hebrides
NQAQ NQ ATN Dronning Maud Land
NTHH NT NTZ Neutral Zone
PCHH PC PCI Trust Territory of the Pacific Islands
PUUM PU PUS US Miscellaneous Pacific Islands
PZPA PZ PCZ Panama Canal Zone
RHZW RH RHO Southern Rhodesia; Rhodesia
SKIN SK SKM Sikkim
SUHH SU SUN Soviet Union; USSR; Union of Soviet Socialist Republics
TPTL TP TMP East Timor
VDVN VD VDR North Vietnam; Democratic Republic of Vietnam; Democratic Republic of Viet-Nam
WKUM WK WAK Wake Island
YDYE YD YMD South Yemen; Democratic Yemen
YUCS YU YUG Yugoslavia
ZRCD ZR ZAR Zaire
"""

# What else people write. Where a name was that of a former country, too, a hint has to name both.
_OTHER_NAMES = {
    "AQ": "British Antarctic Territory; Dronning Maud Land",
    "FR": "Metropolitan France",
    "GB": "United Kingdom; Great Britain; UK",
    "MM": "Burma",
    "RU": "Russian Federation",
    "TF": "French Southern and Antarctic Territories",
    "TR": "Türkiye",
    "UA": "UK",
    "UM": "Johnston Island; Midway Islands; Wake Island",
    "US": "USA; United States of America",
}

_ROWS = [line.split(" ", 3) for line in _FORMER_COUNTRIES.strip().splitlines()]

FORMER = {code: names.partition(";")[0] for code, _, _, names in _ROWS}
"""The countries of ISO 3166-3 by their four letters, in English."""


@cache
def countries() -> dict[str, str]:
    """The English names of all countries by their code; of ISO 3166-1, as tzdata has them."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    current = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return current | _USER_ASSIGNED | FORMER


def codes_of(text: str) -> list[str]:
    """The codes of the countries that a name or another code may stand for; current ones first.

    >>> codes_of("ussr"), codes_of("CS"), codes_of("Turkey")
    (['SUHH'], ['CSHH', 'CSXX'], ['TR'])
    """
    return _meanings().get(text.casefold(), [])


@cache
def _meanings() -> dict[str, list[str]]:
    names = [(name, code) for code, name in countries().items() if code not in FORMER]
    names += [(name, code) for code, those in _OTHER_NAMES.items() for name in those.split("; ")]
    for code, two, three, those in _ROWS:
        names += [(name, code) for name in (two, three, *those.split("; "))]
    found: dict[str, list[str]] = {}
    for name, code in names:
        found.setdefault(name.casefold(), []).append(code)
    # A code in small letters stands for itself, and not for the country that had it before.
    return found | {code.casefold(): [code] for code in countries()}
