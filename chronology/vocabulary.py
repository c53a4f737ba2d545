"""The closed words of a chronology file, each with its one definition.

Every enum, table, help text and suggestion takes its words and glosses from here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word that a file may use in one place, with the gloss that defines it."""

    gloss: str

    def __new__(cls, value: str, gloss: str) -> Self:
        """Make the word from its spelling and its gloss."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.gloss = gloss
        return word


class Status(Word):
    """What became of an event."""

    HELD = "held", "It took place; this is meant where no status is given."
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
    ABSENT = "absent", "Was expected, or is said by a source to have been there, and was not."


class Group(Word):
    """What sort of happening the kinds of a group are."""

    CONTACT = "contact", "The parties dealt with each other: they met, called, wrote or signed."
    STATEMENT = "statement", "One side said something, to whomever."
    BACKGROUND = "background", "Something else that one has to know to understand the rest."


class Reading(Word):
    """How much of a source the curator has read."""

    FULL = "full", "The whole text was read."
    EXCERPT = "excerpt", "Only a part of the text was read, so that a passage may be unknown."


class Level(Word):
    """How grave a file wants a diagnostic to be."""

    OFF = "off", "It is not reported."
    NOTE = "note", "It is reported, and never fails."
    WARNING = "warning", "It is reported, and fails under `--strict`."
    ERROR = "error", "It is reported, and fails."


class Weekday(Word):
    """A day of the week."""

    MONDAY = "monday", "The first day of the ISO 8601 week."
    TUESDAY = "tuesday", "The second day of the ISO 8601 week."
    WEDNESDAY = "wednesday", "The third day of the ISO 8601 week."
    THURSDAY = "thursday", "The fourth day of the ISO 8601 week."
    FRIDAY = "friday", "The fifth day of the ISO 8601 week."
    SATURDAY = "saturday", "The sixth day of the ISO 8601 week."
    SUNDAY = "sunday", "The seventh day of the ISO 8601 week."


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
