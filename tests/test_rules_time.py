"""Time in a record: what must agree, what follows, and in which order events stand."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from golden_texts import Golden

from chronology import Chronology
from chronology.dates import parse_time
from chronology.dates.days import Day, number_of
from chronology.events import bounds_in_words
from chronology.events.order import EventBounds
from chronology.loading import check_text
from chronology.network.statements import instants, leeway, offsets
from chronology.vocabulary import Relation

DAY = Day.of(2025, 2, 12)
HEAD = """\
sources: {s: {publisher: S, read: excerpt}, t: {publisher: T, read: excerpt}}
places:
  anchorage: {name: Anchorage, timezone: America/Anchorage}
  auckland: {name: Auckland, timezone: Pacific/Auckland, latitude: -36.8, longitude: 174.8}
  istanbul: {name: Istanbul, timezone: Europe/Istanbul}
  moscow: {name: Moscow, timezone: Europe/Moscow}
events:
"""


def event(id_: str, *lines: str, when: str = "", differs: str = "") -> str:
    """An event with some more lines, and what one source says about its time."""
    cited = f"{{when: [{when}]{', differs: ' + differs if differs else ''}}}"
    body = "".join(f"    {line}\n" for line in (*lines, f"citations: {{s: [{cited}]}}"))
    return f"  - id: {id_}\n    title: The {id_}\n{body}"


def found(*events: str) -> list[str]:
    """The codes of what is said about time in a file of some events."""
    codes = {"contradictory-dates", "wrong-weekday", "loose-date"}
    diagnostics = check_text(HEAD + "".join(events), "x.yaml")[1]
    return [each.code for each in diagnostics if each.code in codes]


def record(*events: str) -> Chronology:
    """The chronology of some events."""
    return Chronology.of(check_text(HEAD + "".join(events), "x.yaml")[0].record)


# ------------------------------------------------------------------------------ agreement


@pytest.mark.parametrize(
    ("when", "date_", "code"),
    [
        ("{says: w, after: call, by: 6 days}", "2025-02-18", None),
        ("{says: w, after: call, by: 6 days}", "2025-02-19", "contradictory-dates"),
        ("{says: w, before: call}", "2025-02-11", None),
        ("{says: w, before: call}", "2025-02-12", None),
        ("{says: w, before: call, by: 1 month}", "2025-01-12", None),
        ("{says: w, before: call, by: 1 month}", "2025-01-13", "contradictory-dates"),
        ("{says: w, week_of: call}", "2025-02-10", None),
        ("{says: w, week_of: call}", "2025-02-17", "contradictory-dates"),
        ("{says: w, month_of: call}", "2025-03-01", "contradictory-dates"),
        ("{says: w, year_of: 2024}", "2025-01-01", "contradictory-dates"),
        ("{says: w, equals: XXXX-02-12}", "2025-02-12", None),
        ("{says: w, equals: XXXX-02-12}", "2025-02-13", "contradictory-dates"),
        ("{says: w, weekday: wednesday}", "2025-02-12", None),
        ("{says: w, weekday: thursday}", "2025-02-12", "wrong-weekday"),
        ("{says: w, after: nobody}", "2025-02-12", None),
    ],
)
def test_what_a_source_says_must_agree(when: str, date_: str, code: str | None) -> None:
    """A date that a source's statement excludes is found, and one that it allows is not."""
    events = event("call", "date: 2025-02-12"), event("talks", f"date: {date_}", when=when)
    assert found(*events) == ([code] if code else [])


def test_a_loose_date_on_a_wrong_weekday_shows_its_proof(golden: Golden) -> None:
    """A date of several days that have no such weekday is shown with its bounds."""
    text = HEAD + event(
        "talks", 'date: "[2025-02-10..2025-02-12]"', when="{says: w, weekday: friday}"
    )
    (only,) = (each for each in check_text(text, "x.yaml")[1] if each.code == "wrong-weekday")
    golden([only])


def test_a_source_that_only_speaks_of_a_weekday_is_not_taken_for_one() -> None:
    """What is at odds is told by the relation, and not by the words of a source."""
    when = '{says: "so, weekday of rest", equals: 2025-02-28}'
    assert found(event("talks", "date: 2025-02-27", when=when)) == ["contradictory-dates"]


def test_every_statement_of_a_contradiction_is_shown_in_its_place(golden: Golden) -> None:
    """A contradiction shows the statements at odds, in order, each with its line and source."""
    text = HEAD + "".join(
        (
            event("call", "date: 2025-02-12"),
            event("talks", "place: moscow", when="{says: six days later, after: call, by: 6 days}"),
            event("note", "date: 2025-02-19", "place: moscow", when="{says: then, equals: talks}"),
            event("other", "date: 2025-02-20", when="{says: w, after: call}"),
        )
    )
    (only,) = (each for each in check_text(text, "x.yaml")[1] if each.code == "contradictory-dates")
    lines = text.split("\n")
    shown = [lines[each.position.line - 1].strip()[:14] for each in only.related]
    assert shown == ["date: 2025-02-", "citations: {s:", "citations: {s:", "date: 2025-02-"]
    assert [each.text.split()[0].strip(":") for each in only.related] == [
        *("call", "talks", "note", "note"),
    ]  # fmt: skip
    golden([only])


def test_a_circle_without_dates_is_a_contradiction() -> None:
    """Events that lie after each other contradict each other, though none has a date."""
    events = (
        event("a", when="{says: w, after: b, by: 3 days..}"),
        event("b", when="{says: w, after: a, by: 3 days..}"),
    )
    assert found(*events) == ["contradictory-dates"]


def test_what_differs_on_the_date_is_set_aside() -> None:
    """A passage that reads the date otherwise constrains nothing, and is still there."""
    when = "{says: w, weekday: friday}"
    events = event("talks", "date: 2025-02-27", when=when, differs="{date: 28 February}")
    assert found(events) == []
    assert record(events)["talks"].citations[0].when[0].statements[0].target == "friday"


def test_an_event_of_two_ids_is_said_once() -> None:
    """Of two events with one id the first one counts, and nothing crashes."""
    assert found(event("a", "date: 2025"), event("a", "date: 2026")) == []


# ------------------------------------------------------------------------------ clocks


def clocks(first: str, second: str, *, when: str = "{says: w, after: first}") -> list[str]:
    """What is said of two events with these lines, the second of which is said to be after."""
    return found(
        event("first", *first.split("; ")), event("second", *second.split("; "), when=when)
    )


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        # The date line: an afternoon in Alaska is the next day in New Zealand.
        ("date: 2025-08-16; place: auckland", "date: 2025-08-15; place: anchorage", True),
        ("date: 2025-08-16; place: auckland", "date: 2025-08-14; place: anchorage", False),
        ("date: 2025-08-16; place: auckland", "date: 2025-08-15; place: auckland", False),
        # A zone that is not known is any zone.
        ("date: 2025-08-16", "date: 2025-08-15", True),
        ("date: 2025-08-16", "date: 2025-08-14", True),
        ("date: 2025-08-16", "date: 2025-08-13", False),
        # Clocks of one zone.
        ("date: 2025-02-27; place: moscow; time: '12:00'", "date: 2025-02-27; place: moscow", True),
        (
            "date: 2025-02-27; place: moscow; time: '10:00/12:00'",
            "date: 2025-02-27; place: moscow; time: '11:00'",
            False,
        ),
        (
            "date: 2025-02-27; place: moscow; time: '10:00/12:00~'",
            "date: 2025-02-27; place: moscow; time: '11:00'",
            True,
        ),
        # Clocks of two zones on one day.
        (
            "date: 2025-08-15; place: anchorage; time: '11:00'",
            "date: 2025-08-15; place: moscow; time: '22:00'",
            True,
        ),
        (
            "date: 2025-08-15; place: anchorage; time: '11:00'",
            "date: 2025-08-15; place: moscow; time: '21:59'",
            False,
        ),
        # A time that came twice when clocks were set back may be either.
        (
            "date: 2025-10-26; timezone: Europe/Berlin; time: '02:30'",
            "date: 2025-10-26; timezone: UTC; time: '00:30'",
            True,
        ),
        (
            "date: 2025-10-26; timezone: Europe/Berlin; time: '02:30'",
            "date: 2025-10-26; timezone: UTC; time: '00:29'",
            False,
        ),
        # A loose date, or a zone that there is not, says nothing of clocks.
        ("date: 2025-02; place: moscow; time: '12:00'", "date: 2025-02; time: '11:00'", True),
        (
            "date: 2025-02-27; timezone: Mars/Base; time: '12:00'",
            "date: 2025-02-27; timezone: Mars/Base; time: '11:00'",
            True,
        ),
    ],
)
def test_clocks_of_places_are_compared_in_utc(first: str, second: str, agree: bool) -> None:
    """After is after in UTC, by the zones of the places, as far as they are known."""
    assert clocks(first, second) == [] if agree else ["contradictory-dates"]
    if not agree:
        assert clocks(first, second) == ["contradictory-dates"]


def test_a_time_that_differs_is_set_aside() -> None:
    """A passage that reads the time otherwise does not refute the clocks."""
    lines = ("date: 2025-02-27", "place: moscow")
    first = event("first", *lines, "time: '12:00'")
    second = event(
        "second", *lines, "time: '11:00'", when="{says: w, after: first}", differs="{time: '13:00'}"
    )
    assert found(first, second) == []


def test_offsets_follow_the_year() -> None:
    """A zone's offsets are those of the year, and the leeway the widest difference."""
    assert offsets("Europe/Moscow", 2012) == (240, 240)
    assert offsets("Europe/Moscow", 2025) == (180, 180)
    assert found(event("a", when="{says: w, after: b}"), event("b")) == []
    assert offsets("Mars/Base", 2025) == offsets(None, 1) == (-720, 840)
    assert leeway("Europe/Istanbul", "Europe/Moscow", 2025) == 0
    assert leeway("Europe/Istanbul", "Europe/Istanbul", 2025) == 0
    assert leeway("America/Anchorage", "Pacific/Auckland", 2025) == 1
    assert leeway(None, None, 2025) == 2
    assert leeway("Europe/Istanbul", "Europe/Moscow", None) == 2
    assert leeway("Europe/Istanbul", "Europe/Istanbul", None) == 0


def test_an_instant_is_counted_in_utc() -> None:
    """A clock time is minutes in UTC, one or two of them, and nothing where there is none."""
    clock = parse_time("10:02").start
    day = number_of(2025, 2, 27)
    minute = int(datetime(2025, 2, 27, 7, 2, tzinfo=UTC).timestamp()) // 60
    assert instants(day, clock, "Europe/Istanbul") == (minute, minute)
    assert instants(number_of(-44, 3, 15), clock, "Europe/Rome") is None
    assert instants(day, clock, "Mars/Base") is None


def test_the_explanation_has_the_glosses_of_the_relations(repository: Path) -> None:
    """The page that explains the relations defines them as the vocabulary does."""
    page = (repository / "docs" / "explain" / "agreement.md").read_text("utf-8")
    for word in ("before", "meets", "overlaps", "starts", "during", "finishes", "equals"):
        assert f"| {Relation(word).gloss} |" in page  # type: ignore[call-arg]  # looked up by value


# ------------------------------------------------------------------------------ what follows


def test_what_follows_stands_beside_what_is_stated(golden: Golden) -> None:
    """An undated event has the bounds that others give it, with the sentences that say so."""
    chronicle = record(
        event("call", "date: 2025-02-12", "place: istanbul"),
        event("talks", "place: istanbul", when="{says: later, after: call}"),
        event("note", "date: 2025-02-20", "place: istanbul", when="{says: w, after: talks}"),
    )
    bounds = chronicle["talks"].bounds
    assert bounds.is_inferred
    assert (bounds.stated_earliest, bounds.stated_latest) == (None, None)
    assert (str(bounds.earliest), str(bounds.latest)) == ("2025-02-12", "2025-02-20")
    named = [re.findall("call|talks|note", each) for each in bounds.because]
    assert named == [["call"], ["talks", "call"], ["note"], ["note", "talks"]]
    golden("\n".join([bounds_in_words(bounds), *bounds.because]))
    assert not chronicle["call"].bounds.is_inferred
    assert chronicle["talks"].date is None


@pytest.mark.parametrize(
    ("earliest", "latest"),
    [(DAY, DAY), (DAY, None), (None, DAY), (None, None)],
    ids=["one day", "from", "until", "nothing"],
)
def test_bounds_in_words(earliest: Day | None, latest: Day | None, golden: Golden) -> None:
    """Bounds are told as one day, from a day on, or up to one."""
    golden(bounds_in_words(EventBounds(earliest, latest, None, None, ())))


def test_an_event_alone_has_the_bounds_of_its_date() -> None:
    """An event of which nothing is said has the bounds that its date states."""
    bounds = record(event("call", "date: 2025-02"))["call"].bounds
    assert (str(bounds.earliest), str(bounds.latest)) == ("2025-02-01", "2025-02-28")
    assert bounds.because == ()


def test_an_uncertain_date_bounds_by_what_is_certain() -> None:
    """The bounds that a date states are those of its certain components, in its hemisphere."""
    dates = {
        "2025-02-?27": "2025-02-01 2025-02-28",
        "1950~": "None None",
        "2020-21": "2020-02-01 2020-12-31",
    }
    for date_, expected in dates.items():
        bounds = record(event("call", f"date: {date_}"))["call"].bounds
        assert f"{bounds.stated_earliest} {bounds.stated_latest}" == expected
    spring = record(event("call", "date: 2020-21", "place: auckland"))["call"]
    assert f"{spring.bounds.earliest} {spring.bounds.latest}" == "2020-08-01 2020-12-31"
    assert f"{spring.earliest} {spring.latest}" == "2020-03-01 2020-05-31"


@pytest.mark.parametrize(
    ("date_", "start", "end", "found"),
    [
        ("1950~", "1949", "1951", False),
        ("1950?", None, None, False),
        ("2025-02-?27", "2025-02", "2025-02", True),
        ("2025-02-?27", "2025-02-20", "2025-02", False),
        ("2025-02/2025-03~", "2025-01", None, True),
        ("2025-02/2025-03~", "2025-01", "2026", False),
        ("2020-21", "2020-03", "2020-05", False),
        ("2020-21", "2020-08", "2020-12", True),
        ("2020-24", "2020", "2020", True),
        ("2020-22", "2020", "2020", False),
    ],
)
def test_only_the_certain_is_certainly_between(
    date_: str, start: str | None, end: str | None, *, found: bool
) -> None:
    """With `certainly`, `between` finds an event by what is certain of its date alone."""
    chronicle = record(event("call", f"date: {date_}", "place: auckland"))
    assert bool(len(chronicle.between(start, end, certainly=True))) is found


@pytest.mark.parametrize(
    ("date_", "target"),
    [
        ("2025-02-?27", "2025-03-01"),
        ("2024-12-30", "2025-~03-05"),
        ("2020-21", "2021-01-01"),
        ("2025-02-10~/2025-03-01", "2025-03-05"),
    ],
)
def test_a_proof_says_how_an_uncertain_date_bounds(date_: str, target: str, golden: Golden) -> None:
    """Where only a part of a date is certain, the words of the proof have that part."""
    text = HEAD + event("talks", f"date: {date_}", when=f"{{says: w, after: {target}}}")
    diagnostics = check_text(text, "x.yaml")[1]
    golden(each for each in diagnostics if each.code == "contradictory-dates")


# ------------------------------------------------------------------------------ order


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("{says: w, after: b}", "", "ba"),
        ("", "{says: w, before: a}", "ba"),
        ("{says: w, met_by: b}", "", "ba"),
        ("", "{says: w, meets: a}", "ba"),
        ("", "{says: w, overlaps: a}", "ba"),
        ("{says: w, overlapped_by: b}", "", "ba"),
        ("{says: w, during: b}", "", "ba"),
        ("", "{says: w, contains: a}", "ba"),
        ("{says: w, finishes: b}", "", "ba"),
        ("", "{says: w, finished_by: a}", "ba"),
        ("{says: w, equals: b}", "", "ab"),
        ("{says: w, after: b}", "{says: w, after: a}", "ba"),
        ("{says: w, after: b, by: 9 days}", "", "ab"),
    ],
)
def test_the_order_is_that_which_sources_state(first: str, second: str, expected: str) -> None:
    """On one day events stand as sources put them; by their ids where these contradict them."""
    chronicle = record(
        event("a", "date: 2025-02-27", "place: moscow", when=first),
        event("b", "date: 2025-02-27", "place: moscow", when=second),
    )
    assert "".join(each.id for each in chronicle) == expected


def test_the_undated_stand_where_others_bound_them() -> None:
    """An undated event stands by its bounds, and last where it has none."""
    chronicle = record(
        event("alone"),
        event("later", "date: 2025-03-01", "place: moscow"),
        event("sooner", "date: 2025-01-01", "place: moscow"),
        event("between", "place: moscow", when="{says: w, after: sooner, before: later}"),
        event("ere", "place: moscow", when="{says: w, before: sooner}"),
    )
    assert [each.id for each in chronicle] == ["ere", "sooner", "between", "later", "alone"]


def test_a_long_chain_of_events_is_put_in_order() -> None:
    """A thousand events that were each after the next stand the other way round."""
    count = 1_000
    events = [
        event(f"e{n}", "date: 2025", "place: moscow", when=f"{{says: w, after: e{n + 1}}}")
        for n in range(count)
    ]
    chronicle = record(*events, event(f"e{count}", "date: 2025", "place: moscow"))
    assert [each.id for each in chronicle] == [f"e{n}" for n in range(count, -1, -1)]
