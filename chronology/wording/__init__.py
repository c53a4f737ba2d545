"""Dates, times of day and lengths of time in English words."""

from chronology.wording.dates import certainty_in_words, date_in_words
from chronology.wording.times import span_in_words, time_in_words

__all__ = ["certainty_in_words", "date_in_words", "span_in_words", "time_in_words"]
