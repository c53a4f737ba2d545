"""The drawn timeline: everything has its place, nothing hides another, no text breaks out."""

import itertools
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st

from chronology import Chronology, load
from chronology.cli import main
from chronology.dates.days import Day, number_of
from chronology.drawing import NARROW, WIDE, Chart, Format, alone, chart, in_page, rows, signs
from chronology.drawing.axis import Tick, by_months, by_years
from chronology.drawing.layout import (
    EDGE,
    LABELS,
    PlacedStrip,
    fit,
    place,
    rows_of,
    width_of,
)
from chronology.drawing.marks import SHAPES, Edge, Lane, Mark
from chronology.drawing.words import ENGLISH
from chronology.formats import EXPORTERS
from chronology.loading import check_text

HOSTILE = Path(__file__).parent / "sites" / "hostile.py"
Captured = pytest.CaptureFixture[str]
FORMS = pytest.mark.parametrize("form", [WIDE, NARROW], ids=lambda form: form.name)

KINDS = {
    "note": {"label": "Note"},
    "speech": {"label": "Speech", "group": "statement"},
    "talks": {"label": "Talks", "group": "contact"},
    "law": {"label": "Law", "group": "background"},
    "call": {"label": "Call", "group": "contact"},
}

DATES = (
    *("2025-02-27", "2025-02-28?", "2025-03-01~", "2025-03-02%", "2025-02", "2025", "2025-XX-15"),
    *("[2025-02-12..2025-02-18]", "[..2025-03-27]", "[2025-06-16..]", "{2025-01-01,2025-09-09}"),
    *("2025-02-01/2025-02-03", "2024-11/2025-02", "2025-05-01/..", "/2025-04-04", "../2025-07~"),
    *("2015~/2025-02", "2025-12/2027?", "2014/..", "2025-02/2025-03", "2025-02/2025-02-10"),
    *("2025-12-31", "2026-01-01", "1999", "-0044-03-15", "Y170000002", "Y-5E20"),
)


def record(
    *dates: str | None, period: str | None = None, highlights: tuple[int, ...] = (), **fields: Any
) -> Chronology:
    """A chronology of an event for each date, of kinds in turn; `e0` is the first of them."""
    kinds = itertools.cycle([*KINDS, None])
    events = [
        {"id": f"e{number}", "title": f"Event {number}", "kind": next(kinds), "date": date} | fields
        for number, date in enumerate(dates)
    ]
    whole = {
        "title": "A record",
        "period": period,
        "kinds": KINDS,
        "highlights": [f"e{number}" for number in highlights],
        "events": [{key: each[key] for key in each if each[key] is not None} for each in events],
    }
    text = json.dumps({key: value for key, value in whole.items() if value is not None})
    return Chronology.of(check_text(text, "drawn.yaml")[0].record)


def charted(chronology: Chronology) -> Chart:
    """What there is to draw, which is something."""
    found = chart(chronology)
    assert found
    return found


def mark(date: str, period: str = "2025", **fields: Any) -> Mark:
    """The one mark of an event."""
    (found,) = charted(record(date, period=period, **fields)).marks
    return found


def pieces(strips: tuple[PlacedStrip, ...]) -> Iterator[Any]:
    """Everything that stands in the lanes of some strips."""
    return (piece for strip in strips for lane in strip.lanes for piece in lane.marks)


# ------------------------------------------------------------------------------ what is drawn


def test_events_outside_the_period_are_not_drawn(golden: Golden) -> None:
    """Only what overlaps the file's period has a mark; how many have none is said."""
    found = charted(record("2024-12-31", "2025-01-01", "2024~/2025-02", None, period="2025"))
    assert [mark.event.id for mark in found.marks] == ["e2", "e1"]
    golden(str(found.note))
    assert (str(Day(found.first)), str(Day(found.last))) == ("2025-01-01", "2025-12-31")


def test_without_a_period_all_dates_are_drawn(golden: Golden) -> None:
    """Without a period, whole months around all dates are drawn, or years where that is long."""
    found = charted(record("2025-02-12", "2025-04", None))
    assert (str(Day(found.first)), str(Day(found.last))) == ("2025-02-01", "2025-04-30")
    golden(str(found.note))
    found = charted(record("2023-02-12", "2025-04-01"))
    assert (str(Day(found.first)), str(Day(found.last))) == ("2023-01-01", "2025-12-31")
    assert found.note is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((number_of(2025, 3, 5), number_of(2025, 4, 6)), ("2025-03-05", "2025-04-06")),
        ((number_of(2025, 3, 5), None), ("2025-03-05", "2025-03-31")),
        ((None, number_of(2025, 4, 6)), ("2025-02-01", "2025-04-06")),
        ((number_of(2026, 3, 5), None), ("2026-03-05", "2026-03-05")),
        ((None, number_of(2024, 4, 6)), ("2024-04-06", "2024-04-06")),
    ],
)
def test_who_asks_for_days_gets_them(days: Any, expected: tuple[str, str]) -> None:
    """Days that somebody asks for go before the file's period; an open date reaches all of them."""
    found = chart(record("[..2025-03-12]", "[2025-02-02..]", period="1999"), days)
    assert found
    assert (str(Day(found.first)), str(Day(found.last))) == expected


@pytest.mark.parametrize(
    "chronology",
    [record(), record(None), record("2025-02-27", period="1999")],
    ids=["no event", "no date", "outside"],
)
def test_where_nothing_is_dated_a_sentence_stands(
    chronology: Chronology, tmp_path: Path, capsys: Captured, golden: Golden
) -> None:
    """Without a dated event in the period there is no drawing, but a sentence."""
    assert chart(chronology) is None
    drawing = ET.fromstring(alone(chronology))  # noqa: S314 - our own text
    file = tmp_path / "x.json"
    file.write_text(EXPORTERS["json"].render(chronology), "utf-8")
    assert main(["list", "--timeline", "--file", str(file)]) == 0
    sentence = capsys.readouterr().out.strip()
    assert sentence in list(drawing.itertext())
    golden(sentence)


def test_an_export_without_a_title_has_one() -> None:
    """A chronology that has no title is called by what it is."""
    untitled = Chronology.of(check_text("events: [{id: a, title: A}]", "x.yaml")[0].record)
    assert '<title id="title">Chronology</title>' in alone(untitled)
    untitled = Chronology.of(check_text("events: [{id: a, title: A, date: 2025}]", "x")[0].record)
    assert '<title id="title">Chronology</title>' in alone(untitled)


CLOSED, OPEN, CUT = Edge.CLOSED, Edge.OPEN, Edge.CUT


@pytest.mark.parametrize(
    ("date", "days", "edges", "core", "qualified"),
    [
        ("2025-02-27", "02-27 02-27", (CLOSED, CLOSED), None, ""),
        ("2025-02-27?", "02-27 02-27", (CLOSED, CLOSED), None, "?"),
        ("2025-02-27%", "02-27 02-27", (CLOSED, CLOSED), None, "?~"),
        ("2025-02~", "02-01 02-28", (CLOSED, CLOSED), None, "~"),
        ("[..2025-03-27]", "03-27 03-27", (OPEN, CLOSED), None, ""),
        ("[2025-06-16..]", "06-16 06-16", (CLOSED, OPEN), None, ""),
        ("[..2026-03-27]", "01-01 12-31", (OPEN, CUT), None, ""),
        ("2024/..", "01-01 12-31", (CUT, OPEN), None, ""),
        ("2025-02-01/2025-02-03", "02-01 02-03", (CLOSED, CLOSED), "02-01 02-03", ""),
        ("2025-02/2025-04", "02-01 04-30", (CLOSED, CLOSED), "02-28 04-01", ""),
        ("2015~/2025-02", "01-01 02-28", (CUT, CLOSED), "01-01 02-01", ""),
        ("2025-12?/2027~", "12-01 12-31", (CLOSED, CUT), "12-31 12-31", "?"),
        ("2025-02/2025-02-10", "02-01 02-10", (CLOSED, CLOSED), None, ""),
        ("2025-XX-15/2025-12", "01-15 12-31", (CLOSED, CLOSED), None, ""),
    ],
)
def test_what_a_mark_covers(
    date: str, days: str, edges: tuple[Edge, Edge], core: str | None, qualified: str
) -> None:
    """A mark covers the days that its date may be, knows its ends, and what is certain of it."""
    found = mark(date)
    assert f"{Day(found.first)} {Day(found.last)}" == " ".join(
        f"2025-{day}" for day in days.split()
    )
    assert (found.start, found.end) == edges
    said = " ".join(str(Day(day))[5:] for day in found.core) if found.core else None
    assert said == core
    assert found.qualified == qualified


def test_a_mark_says_when_what_and_what_became_of_it() -> None:
    """The name of a mark has the date in words, the title, the kind, and a status but `held`."""
    assert named(record("2025-02-27")) == "27 February 2025: Event 0 (Note)"
    called_off = record("2025-02-27", status="cancelled", kind=None, title="A\n b")
    assert named(called_off) == "27 February 2025: A b (cancelled)"
    assert named(record("2025-02-27", kind=None)) == "27 February 2025: Event 0"


def named(chronology: Chronology) -> str:
    """What the only mark of a drawing is called."""
    found = charted(chronology)
    (only,) = found.marks
    return found.name_of(only)


def test_lanes_stand_by_groups_in_the_order_of_the_file() -> None:
    """Contacts come first, then statements, background, and others; the last has no kind."""
    found = charted(record(*["2025-02-27"] * 6))
    assert [lane.label for lane in found.lanes] == [
        *("Talks", "Call", "Speech", "Law", "Note", "No kind given")
    ]
    headings = [lane.heading for strip in place(found, WIDE) for lane in strip.lanes]
    assert headings == ["Contacts", None, "Statements", "Background", "Other", None]


def test_without_groups_no_lane_has_a_heading() -> None:
    """Where no kind has a group, none is named."""
    found = charted(record("2025-02-27", "2025-03-01", kind="note"))
    assert [lane.heading for strip in place(found, WIDE) for lane in strip.lanes] == [None]


def test_every_sign_is_another() -> None:
    """No two kinds of the first ten share a sign, in a drawing or in a terminal."""
    for signs_ in zip(*SHAPES, strict=True):
        assert len(set(signs_)) == len(SHAPES)
    assert all(each.plain.isascii() for each in SHAPES)
    assert Lane(None, len(SHAPES), "").shape == SHAPES[0]


# ------------------------------------------------------------------------------ time


def labels(ticks: tuple[Tick, ...]) -> str:
    """What stands along an axis."""
    return " ".join(tick.label for tick in ticks)


_POWERS = "AD 1 5 \u00d7 10¹¹ 10 \u00d7 10¹¹ 15 \u00d7 10¹¹ 20 \u00d7 10¹¹"


@pytest.mark.parametrize(
    ("first", "last", "strips", "axis"),
    [
        ((2025, 1, 1), (2025, 12, 31), "2025", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ((2024, 11, 5), (2025, 3, 2), "2024–2025", "Nov Dec Jan Feb Mar"),
        ((2025, 2, 10), (2025, 3, 9), "2025", "15 22 1 Mar 8"),
        ((2025, 2, 27), (2025, 2, 27), "2025", ""),
        ((2023, 11, 5), (2025, 6, 2), "2023|2024|2025", "Nov Dec"),
        ((1900, 1, 1), (2025, 12, 31), "", "1900 1920 1940 1960 1980 2000 2020"),
        ((-60, 1, 1), (35, 12, 31), "", "60 BC 40 BC 20 BC AD 1 AD 20"),
        ((-170_000_000, 1, 1), (2025, 12, 31), "", "−150 million −100 million −50 million AD 1"),
        ((0, 1, 1), (2 * 10**12, 1, 1), "", _POWERS),
    ],
)
def test_time_is_cut_into_strips(first: Any, last: Any, strips: str, axis: str) -> None:
    """Up to 18 months stand in one strip, up to 12 years each in its own, more in one again."""
    found = by_years(ENGLISH, number_of(*first), number_of(*last))
    assert "|".join(strip.label for strip in found) == strips
    assert labels(found[0].ticks) == axis


def test_a_phone_has_a_strip_for_each_month() -> None:
    """A narrow drawing has a strip a month, with the year at the first and at each January."""
    found = by_months(ENGLISH, number_of(2024, 11, 5), number_of(2025, 2, 2))
    assert [strip.label for strip in found] == ["Nov 2024", "Dec", "Jan 2025", "Feb"]
    assert [labels(strip.ticks) for strip in found[2:]] == ["1 8 15 22 29", "1 8 15 22"]
    assert by_months(ENGLISH, number_of(1900, 1, 1), number_of(2025, 1, 1))[0].label == ""


# ------------------------------------------------------------------------------ places


@given(
    dates=st.lists(st.sampled_from([*DATES, None]), min_size=1, max_size=12),
    period=st.sampled_from(["2025", "2024-06/2026", "2025-02", "2025-02-27", None, "-0100/2026"]),
    named=st.sets(st.integers(0, 11), max_size=12),
    status=st.sampled_from(["held", "cancelled", "planned"]),
    form=st.sampled_from([WIDE, NARROW]),
)
def test_everything_has_a_place_of_its_own(
    dates: list[str | None], period: str | None, named: set[int], status: str, form: Format
) -> None:
    """Each event has one sign, on the axis, in the order of days; marks of a lane never touch."""
    highlights = tuple(sorted(number for number in named if number < len(dates)))
    whole = record(*dates, period=period, highlights=highlights, status=status)
    found = chart(whole)
    if not found:
        return
    strips = place(found, form)
    assert sorted(piece.mark.event.id for piece in pieces(strips) if piece.sign is not None) == (
        sorted(mark.event.id for mark in found.marks)
    )
    for strip in strips:
        assert strip.top <= strip.axis < strip.bottom
        own = sorted(pieces((strip,)), key=lambda piece: piece.mark.middle)
        on_axis = [piece.sign for piece in own if piece.sign is not None]
        assert on_axis == sorted(on_axis)
        assert all(form.left <= sign <= form.right for sign in on_axis)
        for lane in strip.lanes:
            for one, other in itertools.combinations(lane.marks, 2):
                apart = one.box[1] < other.box[0] or other.box[1] < one.box[0]
                assert apart or one.y != other.y
            for piece in lane.marks:
                assert lane.top < piece.y < lane.bottom
                inside(piece, form)
    for body in (in_page(found, form, lambda event: event.id), alone(whole)):
        ET.fromstring(body)  # noqa: S314 - our own text


def inside(piece: Any, form: Format) -> None:
    """A mark's parts lie in the drawing, and in the room that it takes."""
    ends = [end for each in (piece.bar, piece.core, *piece.tails) if each for end in each]
    assert all(piece.box[0] <= end <= piece.box[1] for end in ends)
    assert form.gutter - EDGE <= piece.box[0] <= piece.box[1] <= form.width + EDGE
    if piece.core:
        assert piece.bar[0] <= piece.core[0] <= piece.core[1] <= piece.bar[1]


@FORMS
def test_highlights_are_labelled_above(form: Format) -> None:
    """Labels of highlights stand in the drawing and not on each other, and no more than fit."""
    days = [f"2025-02-{day:02d}" for day in range(1, 25)] + ["2025-10-01", "2025-12-30"]
    strips = place(charted(record(*days, period="2025", highlights=tuple(range(26)))), form)
    found = [label for strip in strips for label in strip.labels]
    assert max(len({label.y for label in strip.labels}) for strip in strips) == LABELS
    assert [label.when for label in found][:2] == ["1 Feb", "2 Feb"]
    for one, other in itertools.combinations(found, 2):
        ends = [label.x + width_of(f"{label.when} {label.title}") for label in (one, other)]
        assert one.y != other.y or ends[0] < other.x or ends[1] < one.x
        assert max(ends) <= form.width + 1


def test_a_label_has_the_whole_of_a_date_that_is_no_day() -> None:
    """The label of a loose date has it in words, where that of a day leaves the year out."""
    (strip,) = place(charted(record("2025-02", period="2025", highlights=(0,))), WIDE)
    assert [label.when for label in strip.labels] == ["February 2025"]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("Talks", 100, "Talks"),
        ("Talks about talks in the town", 100, "Talks about…"),
        ("A" * 50, 67, "A" * 8 + "…"),
        ("三" * 50, 67, "三" * 4 + "…"),
        ("Talks", 0, "…"),
    ],
)
def test_long_texts_are_shortened(text: str, room: float, expected: str) -> None:
    """A text that is too long ends after a word, or within one that is too long itself."""
    assert fit(text, room) == expected


@pytest.mark.parametrize("seed", range(60))
def test_boxes_take_the_first_free_row(seed: int) -> None:
    """Each touches none in its row, those that were there before included, and no row before it."""
    dice = random.Random(seed)

    def boxes(many: int) -> list[tuple[float, float]]:
        starts = sorted(dice.randrange(40) for _ in range(many))
        return sorted((start, start + dice.randrange(8)) for start in starts)

    before, after = boxes(dice.randrange(15)), boxes(dice.randrange(25))
    taken = list[tuple[tuple[float, float], int]]()
    for box in [*before, *after]:
        busy = {row for other, row in taken if other[0] <= box[1] and box[0] <= other[1]}
        taken.append((box, next(row for row in range(99) if row not in busy)))
    first = rows_of(before)
    second = rows_of(after, list(zip(before, first, strict=True)))
    assert [*first, *second] == [row for _, row in taken]


# ------------------------------------------------------------------------------ the drawing

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "{http://www.w3.org/1999/xlink}href"


@FORMS
def test_a_page_has_one_link_for_each_mark(form: Format) -> None:
    """Each event is one named link, and the tab key stops at the first alone."""
    found = charted(record("2025-02-27", "2025-02/2025-04", "2023-04-01/2026-01-01", period="2025"))
    body = ET.fromstring(in_page(found, form, lambda event: f"x/{event.id}?a&b"))  # noqa: S314 - our own text
    links = [each for each in body.iter("a") if each.get("aria-hidden") is None]
    assert [each.get(ADDRESS) for each in links] == ["x/e2?a&b", "x/e1?a&b", "x/e0?a&b"]
    assert [each.get("tabindex") for each in links] == [None, "-1", "-1"]
    assert [each.findtext("title") for each in links] == [
        found.name_of(mark) for mark in found.marks
    ]
    silent = [each for each in body.iter("a") if each.get("aria-hidden")]
    assert all(each.get("tabindex") == "-1" for each in silent)
    assert len(silent) == (13 if form is NARROW else 0)


def test_names_along_an_axis_stand_apart() -> None:
    """Where an axis is too short for all its names, some are left out."""
    found = charted(record("0001", "Y3000000000"))
    counts = [in_page(found, form, str).count('class="tick"') for form in (WIDE, NARROW)]
    assert counts == [6, 3]


def test_a_bar_is_full_where_the_event_went_on_for_certain() -> None:
    """A strip has the full bar of those of its days alone on which the event certainly went on."""
    strips = place(charted(record("2025/2026-03", period="2025")), NARROW)
    assert [bool(piece.core) for piece in pieces(strips)] == [False] * 11 + [True]


@FORMS
def test_the_legend_says_what_occurs(form: Format) -> None:
    """The legend explains each form of a mark that occurs, and none that does not."""
    every = in_page(charted(record(*DATES[:20], period="2025")), form, lambda event: event.id)
    for words in ("some time", "from end", "or later (..)", "uncertain (?)", "approximate (~)"):
        assert words in every
    plain = in_page(charted(record("2025-02-27", period="2025")), form, lambda event: event.id)
    assert ('class="legend"' in plain) is (form is NARROW)
    assert "uncertain" not in plain
    for status, words in (("cancelled", "called off"), ("disputed", "planned or disputed")):
        found = charted(record("2025-02-27", period="2025", status=status))
        assert words in in_page(found, form, lambda event: event.id)


def test_an_export_is_xml_of_its_own() -> None:
    """An SVG that stands alone is XML, has its style, title and text, and links only if asked."""
    chronology = record("2025-02-27", "1999-01-01", period="2025")
    text = EXPORTERS["svg"].render(chronology)
    body = ET.fromstring(text)  # noqa: S314 - our own text
    assert body.tag == f"{SVG}svg"
    assert body.findtext(f"{SVG}title") == "A record"
    assert body.findtext(f"{SVG}desc") == "27 February 2025: Event 0 (Note)"
    assert "prefers-color-scheme: dark" in (body.findtext(f"{SVG}style") or "")
    assert "1 event is not drawn: it has no date, or lies outside 2025." in text
    assert "<a" not in text
    linked = alone(chronology, lambda event: f"https://x.example/{event.id}.html?a&b")
    assert '<a xlink:href="https://x.example/e0.html?a&amp;b"' in linked


def test_drawings_are_the_same_every_time() -> None:
    """The same chronology makes the same bytes."""
    one, other = (record(*DATES, period="2025", highlights=(0, 3)) for _ in range(2))
    assert alone(one) == alone(other)


def test_hostile_text_stays_text() -> None:
    """A text of a file adds no element and no attribute, and is XML whatever it holds."""
    harmless = load(HOSTILE.parent / "complete.yaml")
    texts = run_path(str(HOSTILE))["text"]()
    hostile = Chronology.of(check_text(texts, "hostile.yaml")[0].record)
    object.__setattr__(hostile[0], "title", "\x00\x0b\ufffe\ud800")

    def elements(chronology: Chronology) -> list[tuple[str, list[str]]]:
        text = in_page(charted(chronology), WIDE, lambda event: f'"{event.id}')
        body = ET.fromstring(text)  # noqa: S314 - our own text
        kept = (each for each in body.iter() if each.tag != "tspan")
        return [(each.tag, sorted(each.keys())) for each in kept]

    assert elements(hostile) == elements(harmless)
    ET.fromstring(alone(hostile))  # noqa: S314 - our own text
    assert all(line.startswith("<") for line in alone(hostile).split("<style>")[0].splitlines())


def test_a_drawing_survives_markdown() -> None:
    """Each line of a drawing in a page begins with a tag, and none is empty."""
    for form in (WIDE, NARROW):
        text = in_page(charted(record(*DATES[:20], period="2025")), form, lambda event: event.id)
        assert all(re.match("</?[a-z]", line) for line in text.split("\n"))


# ------------------------------------------------------------------------------ the terminal


def test_rows_of_signs(golden: Golden) -> None:
    """A terminal shows a row a kind: signs, bars, which way a date is open, and numbers."""
    whole = record(
        *("2025-01-02", "2025-06-02?", "2025-12-02", "2025-01-02", "[..2025-06-02]", None),
        *("2025-01-03", "[2025-09-02..]", "2025-01-02/2025-03-02", "2025-01-02", "2025-11~"),
        period="2025",
    )
    found = list(rows(charted(whole), 24))
    assert [(row.name, row.text, row.group) for row in found] == [
        ("2025", "Jan  Apr Jun Aug Oct Dec", ""),
        ("● Talks", "──●─                  ●", "contact"),
        ("■ Call", "          \u2039         ~─", "contact"),
        ("◆ Speech", "          ?     \u203a", "statement"),
        ("★ Law", "2", "background"),
        ("▲ Note", "2", "other"),
    ]
    golden("\n".join(f"{sign} {meaning}" for sign, meaning in signs(found)))


def test_rows_of_years() -> None:
    """Of several years each has its rows; a bar goes through them, and its sign stands once."""
    whole = record(
        *("2023-02-12", "2023-11-20/2025-02-03", "2025-11-12"),
        period="2023/2025",
        status="postponed",
    )
    found = list(rows(charted(whole), 12))
    assert [(row.name, row.text) for row in found if row.group] == [
        ("◆ Speech", "          ──"),
        ("▲ Note", " \u00d7"),
        ("◆ Speech", "─────\u00d7──────"),
        ("● Talks", "          \u00d7"),
        ("◆ Speech", "──"),
    ]


def test_many_events_in_a_column_are_many() -> None:
    """From ten events on a column shows a plus."""
    found = list(rows(charted(record(*["2025-01-02"] * 60, period="2025")), 10))
    assert {row.text for row in found if row.group} == {"+"}
    assert [sign for sign, _ in signs(found)] == ["+"]


def test_signs_in_ascii() -> None:
    """In ASCII, every sign of a drawing has another form."""
    whole = record("[..2025-06-02]", "2025-02/2025-04", "[2025-06-02..]", period="2025")
    found = list(rows(charted(whole), 24, plain=True))
    assert all(row.text.isascii() and row.name.isascii() for row in found)
    assert [sign for sign, _ in signs(found, plain=True)] == ["-", "<", ">"]


@pytest.mark.parametrize(("encoding", "sign"), [("utf-8", "●"), ("ascii", "o")])
def test_the_terminal_shows_what_it_can(
    encoding: str, sign: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`list --timeline` draws what was asked for, safely, with the signs that can be shown."""
    file = tmp_path / "x.json"
    whole = record("2025-02-27", "2024-03-01", "2025-03-01", period="2025", title="\u05d0\u200fB")
    file.write_text(EXPORTERS["json"].render(whole).replace("Talks", "\u05d0\u200ftalks"), "utf-8")
    if encoding == "ascii":
        stream = SimpleNamespace(encoding=encoding)
        monkeypatch.setattr("chronology.cli.list.sys", SimpleNamespace(stdout=stream))
    assert main(["list", "--timeline", "--file", str(file)]) == 0
    out = capsys.readouterr().out
    assert f"{sign} \u05d0\\u200ftalks" in out
    assert "3 events" in out
    assert main(["list", "--timeline", "--file", str(file), "--to", "2024"]) == 0
    out = capsys.readouterr().out
    assert "2024" in out
    assert "1 event" in out
    assert main(["list", "--timeline", "--file", str(file), "--from", "2025-03"]) == 0
    assert "1 Mar" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("json", "https://x.example/{id}"),
        ("svg", "javascript:{id}"),
        ("svg", "https://x.example/"),
        ("svg", "https://x.example/{id}\nX: y"),
    ],
    ids=["a format without", "no address", "no id", "two lines"],
)
def test_links_of_an_export_are_checked(
    name: str, links: str, capsys: Captured, golden: Golden
) -> None:
    """Drawings and calendars take links: web addresses that have a place for the id."""
    assert golden.output(capsys, main(["export", name, "--links", links])) == 2


def test_an_export_with_links(capsys: Captured) -> None:
    """`export svg --links` lets each mark lead to a page."""
    assert main(["export", "svg", "--links", "https://x.example/{id}/"]) == 0
    assert '<a xlink:href="https://x.example/riyadh-talks/"' in capsys.readouterr().out
