"""The network of stated relations: what statements mean, and what follows from them together."""

import gc
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import get_args

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronology.dates import Edtf, Span, parse, parse_span
from chronology.dates.days import Day, number_of
from chronology.network import (
    Bounds,
    CalendarFact,
    Contradiction,
    Dated,
    Solution,
    Statement,
    Step,
    solve,
)
from chronology.network.conflicts import tighten
from chronology.network.constraints import (
    PERIOD,
    Network,
    Upper,
    fits,
    months_on,
    months_on_at_least,
    on_weekday,
    same,
)
from chronology.network.relations import Points, state
from chronology.vocabulary import Relation, Weekday

# ------------------------------------------------------------------------------ in short


FACTS: tuple[CalendarFact, ...] = get_args(CalendarFact)
KINDS: dict[str, Relation | CalendarFact] = {fact: fact for fact in FACTS} | {
    relation.value: relation for relation in Relation
}
WEEKDAYS = {weekday.value: weekday for weekday in Weekday}


def said(subject: str, words: str, leeway: int = 0) -> Statement:
    """A statement from words such as `after call by 6 days`, under these words as its label."""
    relation, target, *rest = words.split(maxsplit=2)
    by = parse_span(rest[0].removeprefix("by ")) if rest else None
    label = f"{subject} {words}"
    return Statement(subject, KINDS[relation], meant(target), label, by, leeway)


def meant(target: str) -> str | Edtf | Weekday:
    """A weekday, a date or an event's id, whichever the text is."""
    if target in WEEKDAYS:
        return WEEKDAYS[target]
    return parse(target) if target[0] in "0123456789X[{./" else target


def sentence(text: str) -> Statement:
    """A statement from its whole label, the subject first."""
    subject, words = text.split(maxsplit=1)
    return said(subject, words)


def solved(dates: Mapping[str, str | None], *statements: Statement) -> Solution:
    """The solution for dates by event, each under the event's id as its label."""
    dated = (
        Dated(event, None if text is None else parse(text), event) for event, text in dates.items()
    )
    return solve(dated, statements)


def shown(bounds: Bounds) -> str:
    """Bounds in four columns, `-` for none."""
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    return " ".join("-" if day is None else str(Day(day)).removeprefix("2025-") for day in days)


def proof(contradiction: Contradiction) -> str:
    """A contradiction in one line."""
    steps, against = (
        ", ".join(f"{step.label}: {step.event} {step.which} {Day(step.day or 0)}" for step in each)
        for each in (contradiction.steps, contradiction.against)
    )
    return f"{steps} | {against}"


# ------------------------------------------------------------------------------ one statement

RELATIONS = [
    # what is said of an undated event, and its bounds, beside an event of 10 to 20 February 2025
    ("before b", "- 02-10 - 02-10"),
    ("after b", "02-20 - 02-20 -"),
    ("meets b", "- 02-10 02-09 02-10"),
    ("met_by b", "02-20 02-21 02-20 -"),
    ("overlaps b", "- 02-10 02-10 02-20"),
    ("overlapped_by b", "02-10 02-20 02-20 -"),
    ("starts b", "02-10 02-10 02-10 02-20"),
    ("started_by b", "02-10 02-10 02-20 -"),
    ("during b", "02-10 02-20 02-10 02-20"),
    ("contains b", "- 02-10 02-20 -"),
    ("finishes b", "02-10 02-20 02-20 02-20"),
    ("finished_by b", "- 02-10 02-20 02-20"),
    ("equals b", "02-10 02-10 02-20 02-20"),
    ("after b by 6 days", "02-26 02-26 02-26 -"),
    ("before b by 6 days", "- 02-04 02-04 02-04"),
    ("after b by 1..7 days", "02-21 02-27 02-21 -"),
    ("after b by ..7 days", "02-20 02-27 02-20 -"),
    ("after b by 7 days..", "02-27 - 02-27 -"),
    ("before b by 1..2 weeks", "- 02-03 01-27 02-03"),
    ("after b by 6 days~", "02-20 - 02-20 -"),
    ("after b by 2 months~", "02-20 - 02-20 -"),
    ("after b by 3 hours", "02-20 02-21 02-20 -"),
    ("after b by 24.5 hours", "02-20 02-22 02-20 -"),
    ("after b by 90 minutes", "02-20 02-21 02-20 -"),
    ("after b by 12 seconds", "02-20 02-21 02-20 -"),
    ("after b by 86401 seconds", "02-20 02-22 02-20 -"),
    ("after b by 3 hours..", "02-20 - 02-20 -"),
    ("after b by 2 months", "04-20 04-20 04-20 -"),
    ("after b by 1..2 months", "03-20 04-20 03-20 -"),
    ("after b by 2 months..", "04-20 - 04-20 -"),
    ("after b by ..2 months", "02-20 04-20 02-20 -"),
    ("before b by 1 months", "- 01-10 01-10 01-10"),
    ("before b by 1 months..", "- 01-10 - 01-10"),
    ("before b by ..1 months", "- 02-10 01-10 02-10"),
    ("after b by 1 years", "2026-02-20 2026-02-20 2026-02-20 -"),
    ("week_of b", "02-10 02-16 02-10 -"),
    ("month_of b", "02-01 02-28 02-01 -"),
    ("year_of b", "01-01 12-31 01-01 -"),
    # beside a date
    ("before 2025-02", "- 02-01 - 02-01"),
    ("after 2025-02", "02-28 - 02-28 -"),
    ("during 2025-02", "02-01 02-28 02-01 02-28"),
    ("contains 2025-02", "- 02-01 02-28 -"),
    ("meets 2025-02-10/2025-02-20", "- 02-10 02-09 02-10"),
    ("met_by 2025-02/2025-03", "03-31 04-01 03-31 -"),
    ("after ../2025-03", "03-31 - 03-31 -"),
    ("before 2025-XX-10/2025-12", "- 12-10 - 12-10"),
    ("after 2025-XX", "01-01 - 01-01 -"),
    ("after 1953S3", "1950-01-01 - 1950-01-01 -"),
    ("during 2025-21", "02-01 12-31 02-01 12-31"),
    ("during XX25-21", "0025-02-01 9925-12-31 0025-02-01 9925-12-31"),
    ("after 2025-22 by 1 days", "2024-11-02 2026-04-01 2024-11-02 -"),
    ("before 2025-33", "- 01-01 - 01-01"),
    ("before 2025-21", "- 12-31 - 12-31"),
    ("after 1950~", "- - - -"),
    ("after 2025-02-?27", "02-01 - 02-01 -"),
    ("before 2025-~02-27", "- 12-31 - 12-31"),
    ("after 2025-02-~10/2025-02-20", "02-20 - 02-20 -"),
    ("equals 2025?", "- - - -"),
    ("equals 2025-02-~12/2025-03-01", "02-01 02-28 03-01 03-01"),
    ("before [2025-02-10..2025-02-14]", "- 02-14 - 02-14"),
    ("after 2025-02 by 6 days", "02-07 03-06 02-07 -"),
    ("equals 2025-02-12", "02-12 02-12 02-12 02-12"),
    ("equals 2025-02", "02-01 02-28 02-01 02-28"),
    ("week_of 2025-02-27", "02-24 03-02 02-24 -"),
    ("month_of 2025-02", "02-01 02-28 02-01 -"),
    ("year_of 2025-02-27", "01-01 12-31 01-01 -"),
]


@pytest.mark.parametrize(("words", "expected"), RELATIONS, ids=[words for words, _ in RELATIONS])
def test_what_a_statement_means(words: str, expected: str) -> None:
    """A statement bounds its event as its words mean in whole days."""
    solution = solved({"a": None, "b": "2025-02-10/2025-02-20"}, said("a", words))
    assert not solution.contradictions
    assert shown(solution.bounds("a")) == expected


DATES = [
    ("2025-02-12", "02-12 02-12 02-12 02-12"),
    ("2025-02", "02-01 02-28 02-01 02-28"),
    ("2025-02-10/2025-03", "02-10 02-10 03-01 03-31"),
    ("2025-02-10/..", "02-10 02-10 02-10 -"),
    ("/2025-02-10", "- 02-10 02-10 02-10"),
    ("[2025-02-10,2025-02-14]", "02-10 02-14 02-10 02-14"),
    ("[..2025-02-14]", "- 02-14 - 02-14"),
    ("[2025-02-10..]", "02-10 - 02-10 -"),
    ("{2025-02-10,2025-02-14}", "02-10 02-14 02-10 02-14"),
    ("2025-02-12T10:00:00Z", "02-12 02-12 02-12 02-12"),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_what_a_date_means(text: str, expected: str) -> None:
    """An event happened within its date; an interval gives its first and its last day."""
    assert shown(solved({"a": text}).bounds("a")) == expected


def test_one_day_is_start_and_end() -> None:
    """What happened on one day, unknown which, ended on the day on which it started."""
    solution = solved({"a": "[2025-02-10..2025-02-14]"}, said("a", "started_by 2025-02-12/.."))
    assert shown(solution.bounds("a")) == "02-12 02-12 02-12 02-12"


def test_dates_of_one_event() -> None:
    """An event that is dated twice has the days that both dates leave."""
    solution = solved({"a": "2025-02-10/2025-02-20"}, said("a", "equals 2025-02"))
    assert shown(solution.bounds("a")) == "02-10 02-10 02-20 02-20"


SNAPPED = [
    ({"a": "2025-02-12/2025-02-24"}, ["weekday thursday"], "02-12 02-12 02-24 02-24", 1),
    ({"a": "2025-02"}, ["weekday thursday"], "02-06 02-27 02-06 02-28", 0),
    ({"a": None}, ["weekday thursday", "after 2025-02-12"], "02-13 - 02-13 -", 0),
    ({"a": None}, ["equals XXXX-02-12", "year_of 2025-06"], "02-12 02-12 02-12 02-12", 0),
    ({"a": "XXXX-02-29"}, ["after 2025"], "2028-02-29 9996-02-29 2028-02-29 9996-02-29", 0),
    ({"a": "XXXX-02-29"}, ["after 2025", "before 2027"], "-", 1),
    ({"a": "[2025-02-10,2025-02-14]"}, ["after 2025-02-10 by 1 days.."], "02-14 " * 4, 0),
    (
        {"a": "[2025-02-10,Y20000]"},
        ["after 2025-02-11"],
        "02-11 Y20000-12-31 02-11 Y20000-12-31",
        0,
    ),
    ({"a": "{..2025-02-10,2025-02-14..}"}, ["after 2025-02-11"], "02-14 - 02-14 -", 0),
    ({"a": "[2025-02-10,2025-02-1X]"}, ["before 2025-02-12"], "02-10 02-12 02-10 02-12", 0),
]


@pytest.mark.parametrize(("dates", "words", "expected", "wrong"), SNAPPED)
def test_days_that_fit(
    dates: dict[str, str | None], words: list[str], expected: str, wrong: int
) -> None:
    """Bounds lie on days that fit: a weekday, a mask, one of several dates."""
    solution = solved(dates, *(said("a", each) for each in words))
    assert len(solution.contradictions) == wrong
    if not wrong:
        assert shown(solution.bounds("a")) == expected.strip()


STEPS = [
    ("2025-01-31", "after b by 1 months", "2025-02-28"),
    ("2024-01-31", "after b by 1 months", "2024-02-29"),
    ("2024-02-29", "after b by 1 years", "2025-02-28"),
    ("2025-03-31", "before b by 1 months", "2025-02-28"),
    ("9999-12-31", "after b by 1 months", "Y10000-01-31"),
    ("0000-01-31", "before b by 1 months", "-0001-12-31"),
    ("2025-02-27", "after b by 8000 years", "Y10025-02-27"),
]


@pytest.mark.parametrize(("text", "words", "expected"), STEPS)
def test_calendar_steps(text: str, words: str, expected: str) -> None:
    """Months and years end on the month's last day where it has no such day, in any year."""
    bounds = solved({"b": text, "a": None}, said("a", words)).bounds("a")
    day = bounds.start_earliest if "after" in words else bounds.end_latest
    assert str(Day(day or 0)) == expected


def test_calendar_steps_backwards() -> None:
    """A month before the end of February leaves four days open, and the network knows them all."""
    solution = solved({"a": "2025-02-28", "b": "2025-01"}, said("a", "after b by 1 months"))
    assert shown(solution.bounds("b")) == "01-01 01-31 01-28 01-31"


def test_leeway() -> None:
    """Where the calendars of two places may differ, a statement says so much less."""
    dates = {"a": "2025-02-19", "b": "2025-02-12"}
    assert solved(dates, said("a", "after b by 6 days")).contradictions
    assert not solved(dates, said("a", "after b by 6 days", leeway=1)).contradictions
    assert not solved(dates, said("b", "before a by ..6 days", leeway=1)).contradictions
    assert solved(dates, said("b", "after a")).contradictions
    assert not solved(dates, said("b", "after a", leeway=7)).contradictions


# ------------------------------------------------------------------------------ together

THREE = {"call": "2025-02-12", "talks": "2025-02-19"}


def test_a_contradiction_reads_as_arithmetic() -> None:
    """A contradiction leads from a date to the bound that another date excludes."""
    solution = solved(THREE, said("talks", "after call by 6 days"))
    assert proof(solution.contradictions[0]) == (
        "call: call end_latest 2025-02-12, "
        "talks after call by 6 days: talks start_latest 2025-02-18 | "
        "talks: talks start_earliest 2025-02-19"
    )


def test_a_contradiction_the_other_way_round() -> None:
    """Where only the earliest days lead to it, they come first."""
    solution = solved(THREE, said("talks", "after call by 8 days.."))
    assert proof(solution.contradictions[0]) == (
        "call: call end_earliest 2025-02-12, "
        "talks after call by 8 days..: talks start_earliest 2025-02-20 | "
        "talks: talks start_latest 2025-02-19"
    )


CIRCLES = [
    ["a before b by 1 days..", "b before a"],
    ["a equals b", "a weekday thursday", "b weekday friday"],
    ["a weekday thursday", "a weekday friday"],
    ["a before b by 1 months", "a after b by ..27 days"],
    ["b after a by 1 months", "b after a by 32 days.."],
    ["b after a by 1 months", "b after a by ..27 days"],
    ["a before b by 1 years..", "b week_of a"],
    ["a month_of b", "a after b by 31 days.."],
    ["b before a by 400 days..", "a year_of b"],
]


@pytest.mark.parametrize("words", CIRCLES, ids=" and ".join)
def test_contradictions_without_dates(words: list[str]) -> None:
    """What leads round in a circle cannot hold, whatever the dates are."""
    statements = [sentence(each) for each in words]
    solution = solved({"a": None, "b": None}, *statements)
    (contradiction,) = solution.contradictions
    assert contradiction is not None
    assert set(contradiction.labels) == set(words)
    assert contradiction.against == ()
    assert {step.label for step in contradiction.steps} == set(words)
    assert all(step.day is None for step in contradiction.steps)


def test_a_circle_of_dated_events() -> None:
    """A circle is found before the dates are, and the dates have no part in it."""
    for text in ("2025-02/..", "/2025-02"):
        solution = solved({"a": text, "b": None}, *map(sentence, CIRCLES[0]))
        assert [set(each.labels) for each in solution.contradictions] == [set(CIRCLES[0])]


def test_a_circle_that_only_has_an_end() -> None:
    """A circle is found from the latest days where nothing gives an earliest one."""
    solution = solved({"a": None, "b": None}, *map(sentence, CIRCLES[0]), sentence("a before 2025"))
    assert [set(each.labels) for each in solution.contradictions] == [set(CIRCLES[0])]
    network = Network()
    a, b = network.point(), network.point()
    network.at_most(a, 12, "dated")
    network.apart(a, b, 1, None, "one")
    network.apart(b, a, 0, None, "other")
    (found,) = tighten(network).conflicts()
    assert found.is_circle
    assert set(found.labels) == {"one", "other"}


def test_what_is_not_needed_is_left_out() -> None:
    """What the bounds passed through is no part of a contradiction that holds without it."""
    statements = [
        "a equals b",
        "b equals c",
        "c weekday thursday",
        "a weekday friday",
        "b after 2025-02-12",
        "b weekday thursday",
    ]
    solution = solved(dict.fromkeys("abc"), *map(sentence, statements))
    check_contradictions(dict.fromkeys("abc"), map(sentence, statements), solution)
    assert len(solution.contradictions[0].labels) == 3


def test_what_only_looks_like_a_circle() -> None:
    """A bound that is raised round by round, and comes to rest, is no contradiction."""
    statements = [
        said("a", "weekday thursday"),
        said("b", "weekday monday"),
        said("b", "equals XXXX-06-XX"),
        said("b", "after a by ..5 days"),
        said("a", "started_by a"),
    ]
    solution = solved({"a": "1000/..", "b": None}, *statements)
    assert not solution.contradictions
    assert solution.bounds("b").start_earliest == number_of(1000, 6, 2)


def test_circles_through_sets_of_days() -> None:
    """A set that is irregular for a while is passed before a circle is called endless."""
    statements = [
        said("a", "equals b"),
        said("a", "equals [2025-02-10,2025-03-10..]"),
        said("a", "weekday thursday"),
        said("b", "weekday friday"),
    ]
    solution = solved({"a": None, "b": None}, *statements)
    (found,) = solution.contradictions
    assert set(found.labels) == {"a equals b", "a weekday thursday", "b weekday friday"}


def test_several_contradictions() -> None:
    """Contradictions that share no statement are all found, and the rest still gives bounds."""
    solution = solved(
        {**THREE, "x": "2025-03", "y": "2025-04-10"},
        said("talks", "after call by 6 days"),
        said("x", "after y"),
        said("y", "weekday thursday"),
        said("y", "after x by ..50 days"),
    )
    assert {frozenset(each.labels) for each in solution.contradictions} == {
        frozenset({"x", "y", "x after y"}),
        frozenset({"call", "talks", "talks after call by 6 days"}),
    }
    assert shown(solution.bounds("call")) == "- - - -"


def test_one_statement_alone_can_be_impossible() -> None:
    """A statement that nothing can fulfil is a contradiction by itself."""
    (found,) = solved({"a": None}, said("a", "before a by 1 days..")).contradictions
    assert found.labels == ("a before a by 1 days..",)


def test_reasons() -> None:
    """Each bound gives the statements that it follows from, in order."""
    solution = solved(
        {"call": "2025-02-12", "talks": "2025-02"},
        said("talks", "after call by 6 days.."),
        said("talks", "weekday thursday"),
    )
    steps, left_out = solution.reasons("talks", "start_earliest")
    assert left_out == 0
    assert steps == (
        Step("call", "call", "end_earliest", number_of(2025, 2, 12)),
        Step("talks after call by 6 days..", "talks", "start_earliest", number_of(2025, 2, 18)),
        Step("talks weekday thursday", "talks", "start_earliest", number_of(2025, 2, 20)),
    )
    (step,), _ = solution.reasons("talks", "end_latest")
    assert step.label == "talks"
    assert solution.reasons("talks", "end_latest", own=False) == ((), 0)
    assert solution.reasons("talks", "start_earliest", own=False) == solution.reasons(
        "talks", "start_earliest"
    )


def test_a_date_in_a_statement_belongs_to_no_event() -> None:
    """What the date of a statement takes part in is said of the statement's event."""
    solution = solved({"a": "2025-03-05"}, said("a", "during 2025-02"))
    assert proof(solution.contradictions[0]) == (
        "a during 2025-02: a start_latest 2025-02-28 | a: a start_earliest 2025-03-05"
    )


def test_bounds_without_the_own_date() -> None:
    """An event's bounds without its own date follow from all other statements."""
    solution = solved(
        {"call": "2025-02-12", "talks": "2025-02", "vote": None},
        said("talks", "after call by 6 days"),
        said("talks", "after vote"),
    )
    assert shown(solution.bounds("talks", own=False)) == "02-18 02-18 02-18 -"
    assert shown(solution.bounds("call", own=False)) == "- 02-22 01-26 02-22"
    assert solution.bounds("vote", own=False) == solution.bounds("vote")


def test_an_event_that_nobody_names_has_no_bounds() -> None:
    """Asking for an unknown event is a mistake of the caller."""
    with pytest.raises(KeyError):
        solved({}).bounds("a")


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collection_is_left_as_it_was(enabled: bool) -> None:
    """The collector works after solving if it did before."""
    try:
        (gc.enable if enabled else gc.disable)()
        solved(THREE)
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


def test_a_long_contradiction() -> None:
    """A contradiction of very many statements is told as it was met."""
    chain = [said(f"e{number}", f"after e{number + 1} by 1 days..") for number in range(450)]
    solution = solved({"e0": "2025-02-12", "e450": "2025-02-13"}, *chain)
    (found,) = solution.contradictions
    assert len(found.labels) == 452


def test_a_target_that_is_neither_event_nor_date() -> None:
    """The lower level refuses a statement whose event it was given no points of."""
    network = Network()
    points = Points(network.point(), network.point())
    with pytest.raises(TypeError, match="'b'"):
        state(network, points, said("a", "before b"))


def test_a_statement_may_name_an_event_that_has_no_date() -> None:
    """An event needs no date of its own to be related."""
    solution = solve((), [said("a", "before b"), said("b", "before 2025-02-12")])
    assert shown(solution.bounds("a")) == "- 02-12 - 02-12"


# ------------------------------------------------------------------------------ brute force

WITHIN = "during 2025-02-26/2025-03-04"
FIRST, LAST = date(2025, 2, 26), date(2025, 3, 4)
WEEK = tuple(FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1))
Stretch = tuple[date, date]
STRETCHES: tuple[Stretch, ...] = tuple((a, b) for a in WEEK for b in WEEK if a <= b)

OF_DATES: dict[str, Callable[[Stretch], bool]] = {
    "2025-02-26/2025-03-04": lambda s: s == (FIRST, LAST),
    "[2025-02-26..2025-03-04]": lambda s: s[0] == s[1],
    "[2025-02-26,2025-03-01,2025-03-03]": lambda s: (
        s[0] == s[1] and str(s[0])[5:] in ("02-26", "03-01", "03-03")
    ),
    "{2025-02-26..2025-03-04}": lambda _: True,
    "{2025-02-27,2025-03-02..2025-03-04}": lambda s: all(
        str(day)[5:] in ("02-27", "03-02", "03-03", "03-04") for day in s
    ),
    "2025-02-28": lambda s: s[0] == s[1] == date(2025, 2, 28),
    "2025-XX-02": lambda s: s[0] == s[1] == date(2025, 3, 2),
    "2025-XX": lambda _: True,
    "XXXX-03": lambda s: s[0] >= date(2025, 3, 1),
    # Of what is marked, only the components to the left of the first mark bound.
    "2025-02-26?": lambda _: True,
    "2025-02-?28": lambda s: s[1] <= date(2025, 2, 28),
    "2025-~01-01": lambda _: True,
    "2024~": lambda _: True,
    "2025-03-~31": lambda s: s[0] >= date(2025, 3, 1),
    "2025-02-27/2025-02-28~": lambda s: s[0] == date(2025, 2, 27),
    "2025-01-01?/2025-03-02": lambda s: s[1] == date(2025, 3, 2),
    "2025-02-~01/2025-03-?31": lambda s: s[0] <= date(2025, 2, 28) and s[1] >= date(2025, 3, 1),
    "[2025-02-26,2025-02-27?]": lambda _: True,
    "{2025-02-28..2025-03-01~}": lambda _: True,
    # Spring begins from February or from August on, summer reaches over the turn of a year.
    "2025-21": lambda _: True,
    "2025-29": lambda _: False,
    "2024-22": lambda _: True,
}
ALLEN: dict[str, Callable[[Stretch, Stretch], bool]] = {
    "before": lambda a, b: a[1] <= b[0],
    "meets": lambda a, b: a[1] in (b[0], b[0] - timedelta(1)),
    "overlaps": lambda a, b: a[0] <= b[0] <= a[1] <= b[1],
    "starts": lambda a, b: a[0] == b[0] and a[1] <= b[1],
    "during": lambda a, b: b[0] <= a[0] and a[1] <= b[1],
    "finishes": lambda a, b: b[0] <= a[0] and a[1] == b[1],
    "equals": lambda a, b: a == b,
    "week_of": lambda a, b: a[0].isocalendar()[:2] == b[0].isocalendar()[:2],
    "month_of": lambda a, b: (a[0].year, a[0].month) == (b[0].year, b[0].month),
    "year_of": lambda a, b: a[0].year == b[0].year,
}
INVERSE = {
    "after": "before",
    "met_by": "meets",
    "overlapped_by": "overlaps",
    "started_by": "starts",
    "contains": "during",
    "finished_by": "finishes",
}


def holds(statement: Statement, subject: Stretch, target: Stretch | None) -> bool:
    """Whether a statement holds, told from its meaning alone."""
    if target is None and statement.relation is Relation.DURING:
        return True
    if target is None:
        return bool(subject[0].strftime("%A").lower() == statement.target)
    relation = str(statement.relation)
    if statement.by is not None:
        before = relation == "before"
        gap = target[0] - subject[1] if before else subject[0] - target[1]
        return gap >= timedelta() and is_by(statement.by, subject, target, before=before)
    if relation in INVERSE:
        return ALLEN[INVERSE[relation]](target, subject)
    return ALLEN[relation](subject, target)


def is_by(span: Span, subject: Stretch, target: Stretch, *, before: bool) -> bool:
    """Whether the subject is as long before or after the target as is said."""
    moved, counted = (subject[1], target[0]) if before else (subject[0], target[1])
    sign = -1 if before else 1
    ends = [
        None if number is None else counted + sign * int(number) * LENGTHS[span.unit.value]
        for number in (span.lowest, span.highest)
    ]
    nearest, farthest = ends if not before else ends[::-1]
    return (nearest is None or nearest <= moved) and (farthest is None or moved <= farthest)


LENGTHS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
}
EVENTS = ("a", "b", "c")
BY = ("1 days", "1..3 days", "2 days..", "..2 days", "1 weeks", "..1 months", "1 months..")

plain = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(EVENTS), st.sampled_from([*ALLEN, *INVERSE]), st.sampled_from(EVENTS)
    ),
)
measured = st.builds(
    "{} {} {} by {}".format,
    st.sampled_from(EVENTS),
    st.sampled_from(["before", "after"]),
    st.sampled_from(EVENTS),
    st.sampled_from(BY),
)
on_a_day = st.builds(
    "{} weekday {}".format, st.sampled_from(EVENTS), st.sampled_from(list(Weekday))
)
sentences = st.lists(st.one_of(plain, measured, measured, on_a_day), max_size=6, unique=True)
dates = st.fixed_dictionaries({event: st.sampled_from(list(OF_DATES)) for event in EVENTS})


def possible(dated: Mapping[str, str], statements: Iterable[Statement]) -> list[dict[str, Stretch]]:
    """All ways in which events can lie in the week so that everything holds."""
    told = list(statements)
    events: list[dict[str, Stretch]] = [{}]
    for event, text in dated.items():
        longer = (
            known | {event: stretch}
            for known in events
            for stretch in STRETCHES
            if OF_DATES[text](stretch)
        )
        due = [each for each in told if due_at(each, event, dated)]
        events = [
            known
            for known in longer
            if all(holds(each, known[each.subject], known.get(str(each.target))) for each in due)
        ]
    return events


def due_at(statement: Statement, event: str, dated: Mapping[str, str]) -> bool:
    """Whether all events of a statement are known from this event on, and not before."""
    order = list(dated)
    places = [order.index(name) for name in (statement.subject, statement.target) if name in order]
    return max(places) == order.index(event)


@settings(max_examples=150, deadline=None)
@given(dates, sentences)
def test_bounds_are_exact(dated: dict[str, str], texts: list[str]) -> None:
    """Verdict and bounds are those that trying all days gives; proofs need each statement."""
    statements = [*map(sentence, texts), *(said(event, WITHIN) for event in EVENTS)]
    solution = solved(dated, *statements)
    if not solution.contradictions:
        check_bounds(solution, possible(dated, statements))
    else:
        assert not possible(dated, statements)
    check_contradictions(dated, statements, solution)


def check_bounds(solution: Solution, ways: list[dict[str, Stretch]]) -> None:
    """Each bound is reached in one of the ways, and passed in none."""
    assert ways
    for event in EVENTS:
        starts, ends = zip(*(way[event] for way in ways), strict=True)
        expected = (min(starts), max(starts), min(ends), max(ends))
        assert solution.bounds(event) == Bounds(*(day.toordinal() for day in expected))


def check_contradictions(
    dated: Mapping[str, str | None], statements: Iterable[Statement], solution: Solution
) -> None:
    """Contradictions share nothing, need each of their labels, and leave what agrees."""
    told = list(statements)
    labels = [label for each in solution.contradictions for label in each.labels]
    assert len(labels) == len(set(labels))

    def without(left_out: Iterable[object]) -> Solution:
        gone = set(left_out)
        rest = {event: None if event in gone else text for event, text in dated.items()}
        return solved(rest, *(each for each in told if each.label not in gone))

    everything = {*dated, *(each.label for each in told)}
    for contradiction in solution.contradictions:
        others = everything.difference(contradiction.labels)
        assert without(others).contradictions
        for label in contradiction.labels:
            assert not without({*others, label}).contradictions
    rest = without(labels)
    assert not rest.contradictions
    assert [rest.bounds(event) for event in dated] == [solution.bounds(event) for event in dated]


def days_meant(marks: tuple[str, ...]) -> tuple[str, list[date]]:
    """The text of 27 February 2025 with qualifiers, and the days that it may mean.

    What is qualified may be anything; the rest is as it is written.
    """
    before, after = marks[:3], marks[3:]
    components = zip(before, ("2025", "02", "27"), after, strict=True)
    text = "-".join("".join(each) for each in components)
    is_free = [bool(before[number] or any(after[number:])) for number in range(3)]
    wanted = (2025, 2, 27)
    years = (date(2024, 1, 1) + timedelta(number) for number in range(1_096))
    return text, [
        day
        for day in years
        if all(
            free or part == whole
            for free, part, whole in zip(
                is_free, (day.year, day.month, day.day), wanted, strict=True
            )
        )
    ]


qualifiers = st.tuples(*[st.sampled_from(["", "", "", "?", "~", "%"])] * 6)
one_day = st.sampled_from([date(2025, 2, 20) + timedelta(number) for number in range(20)])
LONG = [f"{way} {{}} by {by}" for way in ("before", "after") for by in BY]
related = st.sampled_from([*ALLEN, *INVERSE, *LONG])


@settings(max_examples=300, deadline=None)
@given(qualifiers, one_day, related, st.booleans())
def test_a_qualified_date_proves_nothing_false(
    marks: tuple[str, ...], other: date, words: str, as_target: bool
) -> None:
    """What can be, by any meaning of the marks, is never refuted and never out of bounds."""
    text, meant_days = days_meant(marks)
    words = words if "{}" in words else f"{words} {{}}"
    if as_target:
        solution = solved({"b": str(other)}, said("b", words.format(text)))
    else:
        solution = solved({"a": text, "b": str(other)}, said("a", words.format("b")))
    statement = said("x", words.format("y"))
    for day in meant_days:
        one, two = (other, day) if as_target else (day, other)
        if not holds(statement, (one, one), (two, two)):
            continue
        assert not solution.contradictions
        bounds = solution.bounds("b" if as_target else "a")
        assert bounds.start_earliest is None or bounds.start_earliest <= one.toordinal()
        assert bounds.end_latest is None or bounds.end_latest >= one.toordinal()


maybe = st.fixed_dictionaries(
    {event: st.none() | st.sampled_from(["2025", "2025-02", *OF_DATES]) for event in EVENTS}
)


@settings(max_examples=150, deadline=None)
@given(maybe, sentences)
def test_bounds_without_own_dates(dated: dict[str, str | None], texts: list[str]) -> None:
    """An event's bounds without its own date are those that it has where it has no date."""
    statements = [sentence(text) for text in texts]
    solution = solved(dated, *statements)
    check_contradictions(dated, statements, solution)
    if solution.contradictions:
        return
    for event in dated:
        undated = solved(dated | {event: None}, *statements)
        assert solution.bounds(event, own=False) == undated.bounds(event)
        assert solution.bounds(event) == solved(dated, *statements).bounds(event)


@settings(max_examples=150, deadline=None)
@given(sentences)
def test_undated_events(texts: list[str]) -> None:
    """Statements about undated events agree exactly if days can be found that fulfil them."""
    statements = [sentence(text) for text in texts]
    undated = dict.fromkeys(EVENTS)
    solution = solved(undated, *statements)
    check_contradictions(undated, statements, solution)
    if solution.contradictions:
        within_a_week = dict.fromkeys(EVENTS, "{2025-02-26..2025-03-04}")
        assert not possible(within_a_week, statements)
        return
    begun = solved(undated, *statements, *(said(event, "after 2024-12-30") for event in EVENTS))
    earliest = {event: earliest_stretch(begun.bounds(event)) for event in EVENTS}
    for each in statements:
        assert holds(each, earliest[each.subject], earliest.get(str(each.target)))


def earliest_stretch(bounds: Bounds) -> Stretch:
    """The first days on which an event can start and end."""
    assert bounds.start_earliest is not None
    assert bounds.end_earliest is not None
    return date.fromordinal(bounds.start_earliest), date.fromordinal(bounds.end_earliest)


# ------------------------------------------------------------------------------ rules

days = st.integers(-2_000_000, 5_000_000)
rules = st.one_of(
    st.builds(months_on, st.integers(-20_000, 20_000)),
    st.builds(months_on_at_least, st.integers(-20_000, 20_000)),
    st.builds(same, st.sampled_from(["week", "month", "year"])),
)
sets = st.one_of(
    st.builds(on_weekday, st.sampled_from(list(Weekday))),
    st.sampled_from(["XXXX-XX-1X", "XXXX-02-29", "-XX00-12-XX", "[..2025,2027..]"]).map(
        lambda text: unwrapped(fits(parse(text)))
    ),
)


def unwrapped(rule: Upper | None) -> Upper:
    """The rule, which is one."""
    assert rule is not None
    return rule


@given(rules, days)
@example(months_on(-4_799), 0)
@example(months_on_at_least(4_799), 0)
def test_both_sides_of_a_rule_agree(rule: Upper, day: int) -> None:
    """The lowest source of a day is the first whose highest target reaches it."""
    lowest = rule.lowest(day)
    assert rule.highest(lowest) >= day
    assert rule.highest(lowest - 1) < day


@given(st.one_of(rules, sets), days, st.integers(0, 40))
def test_rules_never_fall(rule: Upper, day: int, later: int) -> None:
    """A later source has no earlier bound, and no bound is beyond the rule's reach."""
    assert rule.highest(day) <= rule.highest(day + later)
    assert rule.lowest(day) <= rule.lowest(day + later)
    if rule.irregular is None:
        assert rule.highest(day) - day <= rule.reach
        assert day - rule.lowest(day) <= rule.reach
        assert rule.highest(day + PERIOD) == rule.highest(day) + PERIOD


UNBROKEN = ["2025", "2025-21", "Y20000", "[2025..2027]", "2025-02-12", "[2025-02-12,Y20000]"]


@pytest.mark.parametrize("text", UNBROKEN)
def test_bounds_say_all(text: str) -> None:
    """A stretch of days needs no rule; nor does a set that no one could search."""
    assert fits(parse(text)) is None
