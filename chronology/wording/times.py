"""Times of day and lengths of time in words."""

from chronology.edtf import Clock, Span, TimeOfDay, Unit
from chronology.wording.words import UNITS, say

__all__ = ["span_in_words", "time_in_words"]


def time_in_words(time: TimeOfDay) -> str:
    """A time of day as a reader says it: `09:50 to about 16:20`."""
    if time.end is None:
        return _clock(time.start)
    return say("to", _clock(time.start), _clock(time.end))


def span_in_words(span: Span) -> str:
    """A length of time as a reader says it: `about 4 hours 30 minutes`."""
    low, high = span.lowest, span.highest
    if high is None:
        return say("at least", _amount(low or 0, span.unit))
    if low is None:
        return say("at most", _amount(high, span.unit))
    if low != high:
        if low % 1 or high % 1:
            return say("to", _amount(low, span.unit), _amount(high, span.unit))
        return f"{say('span of numbers', int(low), int(high))} {UNITS[span.unit][1]}"
    amount = _amount(low, span.unit)
    return say("about", amount) if span.about else amount


def _clock(clock: Clock) -> str:
    shown = f"{clock.hour:02d}:{clock.minute:02d}"
    return say("about", shown) if clock.about else shown


def _amount(number: float, unit: Unit) -> str:
    whole = int(number)
    parts = [f"{whole} {UNITS[unit][whole != 1]}"] if whole or not number % 1 else []
    if number % 1:
        parts.append(f"30 {UNITS[Unit.MINUTE][1]}")
    return " ".join(parts)
