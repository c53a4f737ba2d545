"""All that is English in the wording of dates: a translation replaces this table."""

from chronology.edtf import Unit
from chronology.edtf.hints import MONTHS

__all__ = [
    "COMPONENTS",
    "FIRST_GROUP",
    "GROUPS",
    "LIST_COMMA",
    "LIST_SEMICOLON",
    "MONTHS",
    "SEASON_COMPONENTS",
    "SUPERSCRIPTS",
    "UNITS",
    "WORDS",
    "say",
]

COMPONENTS = ("year", "month", "day")
SEASON_COMPONENTS = ("year", "season")
UNITS = {unit: (unit.value, f"{unit.value}s") for unit in Unit}
SEASONS = ("spring {}", "summer {}", "autumn {}", "winter {}")
QUARTERS = (
    "first quarter of {}",
    "second quarter of {}",
    "third quarter of {}",
    "last quarter of {}",
)
THIRDS = ("January–April {}", "May–August {}", "September–December {}")
HALVES = ("first half of {}", "second half of {}")
NORTHERN = tuple(f"{season} (northern hemisphere)" for season in SEASONS)
SOUTHERN = tuple(f"{season} (southern hemisphere)" for season in SEASONS)
GROUPS = (*SEASONS, *NORTHERN, *SOUTHERN, *QUARTERS, *THIRDS, *HALVES)
FIRST_GROUP = 21
WORDS = {
    "about": "about {}",
    "all uncertain": "{} (uncertain)",
    "part uncertain": "{} uncertain",
    "part approximate": "{} approximate",
    "part both": "{} uncertain and approximate",
    "not known": "{} not known",
    "and": "{} and {}",
    "or": "{} or {}",
    "span of numbers": "{}–{}",
    "to": "{} to {}",
    "day of months": "day {} of {}",
    "any month": "a month",
    "month from": "a month from {} to {}",
    "in years": "{} in {}",
    "group of years": "a year in {}",
    "any year": "a year",
    "our era": "AD {}",
    "before our era": "{} BC",
    "long year": "the year {}",
    "power of ten": "the year {} \u00d7 10{}",
    "power of ten before our era": "the year −{} \u00d7 10{} (year 0 being 1 BC)",
    "estimated": "{}, estimated to be {}",
    "significant": "{}, significant digits: {}",
    "pattern": "{} (pattern {})",
    "from, open": "from {} onwards",
    "from, unknown": "from {}, end unknown",
    "until, open": "until {}",
    "until, unknown": "until {}, start unknown",
    "one of": "one of {}",
    "one of units": "one of the {}s {}",
    "on or before": "on or before {date}",
    "on or after": "on or after {date}",
    "in or before": "in or before {date}",
    "in or after": "in or after {date}",
    "or earlier": "{date} or earlier",
    "or later": "{date} or later",
    "every": "every {} from {}",
    "every until": "every {unit} until {date}",
    "every from": "every {unit} from {date} onwards",
    "clock of a day": "{}, {}",
    "no bound": "{}, which bounds nothing",
    "bounds as": "{}, which bounds as {}",
    "at least": "at least {}",
    "at most": "at most {}",
}
LIST_COMMA, LIST_SEMICOLON = ", ", "; "
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def say(words: str, *parts: object, **named: str) -> str:
    """The words of the table under this name, with their gaps filled."""
    return WORDS[words].format(*parts, **named)
