"""Calendars: what an event becomes in iCalendar, read back by two libraries."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from golden_texts import Golden

from chronology import Chronology
from chronology.formats import EXPORTERS, ics
from chronology.formats.names import name_of, note_on_missing_id, urn
from chronology.loading import check_text, load

COMPLETE = Path(__file__).parent / "sites" / "complete.yaml"
HEADER = "title: Two days\nas_of: 2025-12-29\nplaces: {p: {name: P, timezone: Europe/Istanbul}}\n"


def chronology(events: str, header: str = HEADER, file: str | None = None) -> Chronology:
    """The chronology with these events, in a file of this name."""
    return Chronology.of(check_text(f"{header}events: [{events}]", "x.yaml")[0].record, file)


def entries(made: Chronology) -> dict[str, Any]:
    """The entries of a chronology's calendar by the first parts of their UIDs."""
    calendar = icalendar.Calendar.from_ical(EXPORTERS["ics"].render(made))
    return {str(each["uid"]).partition("@")[0]: each for each in calendar.walk("VEVENT")}


def entry(fields: str, header: str = HEADER) -> Any:
    """The entry of an event with these fields, if it has one."""
    return entries(chronology(f"{{id: a, title: A, {fields}}}", header)).get("a")


def times(found: Any) -> Any:
    """The start and the end of an entry."""
    if found is None:
        return None
    return found["dtstart"].dt, found["dtend"].dt if "dtend" in found else None


def day(month: int, number: int) -> date:
    """A day of 2025."""
    return date(2025, month, number)


def utc(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of 27 February 2025."""
    return datetime(2025, 2, 27, hour, minute, second, tzinfo=UTC)


def clock(month: int, number: int, hour: int, minute: int) -> datetime:
    """A time of 2025 without a zone."""
    return datetime(2025, month, number, hour, minute)  # noqa: DTZ001 - floating


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("date: 2025-02-27", (day(2, 27), day(2, 28))),
        ("date: 2025-02-27?", (day(2, 27), day(2, 28))),
        ("date: 2025-02", (day(2, 1), day(3, 1))),
        ("date: 2025-02-27/2025-02-28", (day(2, 27), day(3, 1))),
        ('date: "[2025-02-12..2025-02-18]"', (day(2, 12), day(2, 19))),
        ('date: "{2025-02-12..2025-02-18}"', (day(2, 12), day(2, 19))),
        ('date: "[..2025-02-27]"', (day(2, 27), day(2, 28))),
        ("date: 2025-02-27/..", (day(2, 27), day(2, 28))),
        ("date: /2025-02", (day(2, 28), day(3, 1))),
        ("date: 0012", (date(12, 1, 1), date(13, 1, 1))),
        ("date: 9998", (date(9998, 1, 1), date(9999, 1, 1))),
        ("date: 9999", None),
        ("date: 9999-12-30", (date(9999, 12, 30), date(9999, 12, 31))),
        ("date: 9999-12-31", (date(9999, 12, 31), None)),
        ("date: -0044-03-15", None),
        ("date: Y-170000", None),
        ("date: Y170000002", None),
        ('date: "{..2024,2026..}"', None),  # two entries, neither of which is the event's own
        ("kind: k", None),
        # By the clock of the place, of a zone of its own, and of no zone.
        ("date: 2025-02-27, time: 09:50, place: p", (utc(6, 50), None)),
        ("date: 2025-02-27, time: 09:50/16:20~, place: p", (utc(6, 50), utc(13, 20))),
        ("date: 2025-02-27, time: 09:50, timezone: Asia/Tokyo, place: p", (utc(0, 50), None)),
        ("date: 2025-02-27, time: 09:50", (datetime(2025, 2, 27, 9, 50), None)),  # noqa: DTZ001 - floating
        # A length that is known gives the end.
        ("date: 2025-02-27, time: 09:50, duration: 90 minutes, place: p", (utc(6, 50), utc(8, 20))),
        ("date: 2025-02-27, time: 09:00~, duration: 1.5 hours, place: p", (utc(6), utc(7, 30))),
        (
            "date: 2025-02-27, time: 09:50, duration: 12 seconds, place: p",
            (utc(6, 50), utc(6, 50, 12)),
        ),
        (
            "date: 2025-02-27, time: 22:00, duration: 3 hours",
            (datetime(2025, 2, 27, 22), datetime(2025, 2, 28, 1)),  # noqa: DTZ001 - floating
        ),
        ("date: 2025-02-27, time: 09:00, duration: 3 hours.., place: p", (utc(6), None)),
        ("date: 2025-02-27, time: 09:00, duration: 2 days, place: p", (utc(6), None)),
        # A clock time needs a day that is certain.
        ("date: 2025-02-27?, time: 09:50, place: p", (day(2, 27), day(2, 28))),
        ("date: 2025-02, time: 09:50, place: p", (day(2, 1), day(3, 1))),
        ("date: 2025-02-27/2025-02-28, time: 09:50, place: p", (day(2, 27), day(3, 1))),
        # Time stamps.
        ("date: 2025-02-27T09:50:07Z", (utc(9, 50, 7), None)),
        ("date: 2025-02-27T09:50:07+03:00", (utc(6, 50, 7), None)),
        ("date: 2025-02-27T09:50:00, place: p", (utc(6, 50), None)),
        ("date: 2025-02-27T09:59:60Z", (utc(10), None)),
        ("date: 2025-02-27T09:50:00", (datetime(2025, 2, 27, 9, 50), None)),  # noqa: DTZ001 - floating
        # What the clocks of the place skipped is no moment, and stays as it was said.
        ("date: 2025-03-30, time: 02:30, timezone: Europe/Berlin", (clock(3, 30, 2, 30), None)),
        (
            "date: 2025-03-30, time: 01:30/02:30, timezone: Europe/Berlin",
            (clock(3, 30, 1, 30), clock(3, 30, 2, 30)),
        ),
        (
            "date: 2025-03-30, time: 02:30, duration: 1 hour, timezone: Europe/Berlin",
            (clock(3, 30, 2, 30), clock(3, 30, 3, 30)),
        ),
        ("date: 2025-03-30T02:30:00, timezone: Europe/Berlin", (clock(3, 30, 2, 30), None)),
        (
            "date: 2011-12-30, time: 12:00, timezone: Pacific/Apia",
            (datetime(2011, 12, 30, 12), None),  # noqa: DTZ001 - floating
        ),
        (
            "date: 2025-03-30, time: 03:00, timezone: Europe/Berlin",
            (datetime(2025, 3, 30, 1, tzinfo=UTC), None),
        ),
        # What lies at the end of the calendar.
        ("date: 0001-01-01T00:00:00+03:00", None),
        ("date: Y12025", None),
        ("date: -0044-03-15T00:00:00Z", None),
        (
            "date: 9999-12-31, time: 23:00, timezone: UTC",
            (datetime(9999, 12, 31, 23, tzinfo=UTC), None),
        ),
    ],
)
def test_when_an_entry_is(fields: str, expected: tuple[Any, Any] | None) -> None:
    """Days are dates whose end is the day after the last; times are UTC, or floating."""
    kinds = HEADER + "kinds: {k: {label: K}}\n"
    assert times(entry(fields, kinds)) == expected


def test_the_end_counts_in_hours_that_passed() -> None:
    """Where clocks are set meanwhile, the end lies as many hours later as it took."""
    zone = "timezone: Europe/Berlin"
    start, end = times(entry(f"date: 2025-03-30, time: 01:00, duration: 2 hours, {zone}"))
    assert (end - start).total_seconds() == 7200
    assert end == datetime(2025, 3, 30, 2, tzinfo=UTC)


@pytest.mark.parametrize("date_", ["2025-02-27", "2025-02-27/2025-02-28", "2025-02-27T09:50:00"])
def test_nothing_is_said_of_what_is_exact(date_: str) -> None:
    """An exact date is that of the entry, whose summary is the title alone."""
    found = entry(f"date: {date_}")
    assert (found["summary"], found.get("description", "")) == ("A", "")


INEXACT = {
    "a month": "date: 2025-02",
    "about a day": "date: 2025-02-27~",
    "a season": "date: 2025-21",
    "a quarter": "date: 2025-33",
    "every day of some": 'date: "{2025-02-12..2025-02-18}"',
    "every month of some": 'date: "{2025-02..2025-03}"',
    "an open end": "date: 2025-02-27/..",
    "about a time": "date: 2025-02-27, time: 09:50~, place: p",
    "a time without a zone": "date: 2025-02-27, time: 09:50",
    "a length": "date: 2025-02-27, duration: 2 hours..",
    "a skipped time": "date: 2025-03-30, time: 02:30, timezone: Europe/Berlin",
    "a skipped time stamp": "date: 2025-03-30T02:30:00, timezone: Europe/Berlin",
}


@pytest.mark.parametrize("case", INEXACT)
def test_what_is_not_exact_is_said(case: str, golden: Golden) -> None:
    """A loose date is named in the summary, and the description says what the entry stands for."""
    found = entry(INEXACT[case])
    golden(f"{found['summary']}\n\n{found['description']}")


@pytest.mark.parametrize(
    ("status", "expected", "summary"),
    [
        ("held", "CONFIRMED", "A"),
        ("planned", "TENTATIVE", "A"),
        ("disputed", "TENTATIVE", "A"),
        ("cancelled", "CANCELLED", "Cancelled: A"),
        ("postponed", "CANCELLED", "Postponed: A"),
    ],
)
def test_what_became_of_an_event(status: str, expected: str, summary: str) -> None:
    """The statuses are those of RFC 5545; what was called off says so in its summary as well.

    The description has the chronology's own word.
    """
    assert entry(f"date: 2025-02-27, status: {status}")["summary"] == summary
    found = entry(f"date: 2025, status: {status}")
    assert found["summary"] == f"{summary} (date not known exactly: 2025)"
    assert found["status"] == expected
    assert (f"Status: {status}." in found["description"]) is (status != "held")


def test_an_entry_has_place_kind_and_sources() -> None:
    """An entry tells where, what kind, and with which sources, opened at their passages."""
    found = entries(load(COMPLETE))["bridge-talks"]
    assert found["location"] == "the toll house, The Bridge"
    assert found["geo"].to_ical() == "48.85;2.35"
    assert [str(each) for each in found["categories"].cats] == ["Talks"]
    assert found["transp"] == "TRANSPARENT"
    assert "url" not in found
    lines = found["description"].splitlines()
    assert lines[0] == "They came early and left late."
    start = lines.index("Sources:") + 1
    assert lines[start].startswith("Delegations meet at the bridge: https://post.example/bridge#:~")
    assert lines[start + 2 : start + 4] == ["The river year", "bulletin"]


def test_a_tiny_coordinate_has_no_exponent() -> None:
    """A coordinate is a number in decimal digits, as RFC 5545 has them."""
    places = (
        "places: {p: {name: P, latitude: 0.00001, longitude: -0.0002}, q: {name: Q, latitude: 1}}\n"
    )
    found = entry("date: 2025, place: p", places)
    assert found["geo"].to_ical() == "0.0;-0.0002"
    assert "geo" not in (entry("date: 2025, place: q", places) or {})


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (
            "{2025-02-12,2025-02-18}",
            {
                "2025-02-12": ("A", day(2, 12), day(2, 13)),
                "2025-02-18": ("A", day(2, 18), day(2, 19)),
            },
        ),
        (
            "{2025-02-01..2025-02-03,2025-05}",
            {
                "2025-02-01..2025-02-03": ("A", day(2, 1), day(2, 4)),
                "2025-05": ("A (date not known exactly: May 2025)", day(5, 1), day(6, 1)),
            },
        ),
        (
            "{2025-02..2025-03,2025-05-01~}",
            {
                "2025-02..2025-03": (
                    "A (every month from February to March 2025)",
                    day(2, 1),
                    day(4, 1),
                ),
                "2025-05-01~": (
                    "A (date not known exactly: about 1 May 2025)",
                    day(5, 1),
                    day(5, 2),
                ),
            },
        ),
        (
            "{..2024,2026-01-01..}",
            {
                "..2024": ("A (every year until 2024)", date(2024, 12, 31), day(1, 1)),
                "2026-01-01..": (
                    "A (every day from 1 January 2026 onwards)",
                    date(2026, 1, 1),
                    date(2026, 1, 2),
                ),
            },
        ),
        ("{-0044-03-15,2025-02-12}", {"2025-02-12": ("A", day(2, 12), day(2, 13))}),
        ("{-0044-03-15,Y12025}", {}),
    ],
)
def test_several_dates_are_as_many_entries(
    dates: str, expected: dict[str, tuple[str, date, date]]
) -> None:
    """Each of several dates is an entry, known by its date; what no calendar holds is left out."""
    made = chronology(f'{{id: a, title: A, date: "{dates}"}}')
    found = {
        uid: (str(each["summary"]), *times(each)) for uid, each in sorted(entries(made).items())
    }
    assert found == {f"a_{text}": each for text, each in sorted(expected.items())}
    assert ics.is_shown(made["a"]) is bool(expected)
    for each in entries(made).values():
        assert f"{dates} in EDTF). This is entry " in each["description"]


def test_another_date_leaves_the_other_entries_alone() -> None:
    """The UID of one of several dates has its date in it and no number; a date twice is one."""
    before = entries(chronology('{id: a, title: A, date: "{2025-02-12,2025-02-18,2025-02-18}"}'))
    after = entries(chronology('{id: a, title: A, date: "{2025-02-10,2025-02-12,2025-02-18}"}'))
    assert before.keys() < after.keys()
    assert "This is entry 2 of 2." in before["a_2025-02-18"]["description"]
    assert "This is entry 3 of 3." in after["a_2025-02-18"]["description"]


@pytest.mark.parametrize("count", [90, ics.MOST_ENTRIES, ics.MOST_ENTRIES + 1])
def test_a_line_does_not_fill_a_calendar(count: int) -> None:
    """More dates than a hundred are one entry from the first to the last, which says so.

    Where neither is known they are none.
    """
    dates = ",".join(str(1900 + number) for number in range(count))
    found = entries(chronology(f'{{id: a, title: A, date: "{{{dates}}}"}}'))
    assert len(found) == (count if count <= ics.MOST_ENTRIES else 1)
    if len(found) == 1:
        assert times(found["a"]) == (date(1900, 1, 1), date(1900 + count, 1, 1))
        assert "from the first to the last" in found["a"]["description"]
    endless = chronology(f'{{id: a, title: A, date: "{{..1800,{dates},2026..}}"}}')
    assert ics.is_shown(endless["a"]) is (count + 2 <= ics.MOST_ENTRIES)


def test_ids_and_stamps_come_from_the_file() -> None:
    """The same event has the same identifier in every export, and the day of the file as stamp.

    Where the file has no day, nothing says when an entry was changed, and the stamp, which RFC 5545
    wants, is a day before every other.
    """
    found = entry("date: 2025")
    assert found["uid"] == "a@two-days"
    assert found["dtstamp"].dt == found["last-modified"].dt == datetime(2025, 12, 29, tzinfo=UTC)
    assert "sequence" not in found
    for header in ("title: X\n", "as_of: Y12025\n", "as_of: 2025-01/..\n"):
        undated = entry("date: 2025", header)
        assert undated["dtstamp"].dt == datetime(1970, 1, 1, tzinfo=UTC)
        assert "last-modified" not in undated


LONG = "The contacts of the two states, and of those who spoke for them, in the year"


@pytest.mark.parametrize(
    ("header", "file", "name"),
    [
        ("id: talks\ntitle: Two days\n", "a.yaml", "talks"),
        ("title: Two days\n", "a.yaml", "two-days"),
        ('title: " Ärger & <b>_x_"\n', "a.yaml", "ärger-b-x"),
        ("title: A\u0308rger\n", None, "ärger"),
        ("title: कि का\n", None, "कि-का"),
        (f"title: {LONG} 2024\n", None, f"{LONG} 2024".lower().replace(",", "").replace(" ", "-")),
        ('title: "!"\n', "a/b/untitled-a.yaml", "untitled-a"),
        ("", "untitled-b.yml", "untitled-b"),
        ("", "My file_1.json", "My-file_1"),
        ("", "talks.2014", "talks.2014"),
        ("", "records/", "records"),
        ("", "records/../others/.", "others"),
        ("", "a\udcff\x1b.yaml", "a"),
        ("", "<stdin>", "chronology"),
        ("", "/dev/fd/63", "chronology"),
        ("", "", "chronology"),
        ("", None, "chronology"),
    ],
)
def test_a_chronology_has_a_name_of_its_own(header: str, file: str | None, name: str) -> None:
    """UIDs are made of the `id`, else the whole title, else the file's name."""
    made = chronology("{id: a, title: A, date: 2025}", header, file)
    assert name_of(made) == name_of(made[:1]) == name
    (found,) = icalendar.Calendar.from_ical(ics.render(made)).walk("VEVENT")
    assert found["uid"] == f"a@{name}"


def test_two_files_without_a_title_share_no_entry(tmp_path: Path) -> None:
    """Files and folders that are loaded are known by their own names, and keep their UIDs."""
    text = "events: [{id: signing, title: Signing, date: 2025-02-01}]"
    for name in ("untitled-a.yaml", "untitled-b.yaml", "untitled-c/any.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    made = [load(tmp_path / f"untitled-{each}") for each in ("a.yaml", "b.yaml", "c")]
    assert [name_of(each) for each in made] == ["untitled-a", "untitled-b", "untitled-c"]
    assert len({urn(each, "changes") for each in made}) == 3
    assert len({ics.render(each) for each in made}) == 3


def test_our_own_record_keeps_its_uids() -> None:
    """The name of the bundled record is the one that its calendars have always had."""
    assert name_of(load()) == "us-russia-contacts-of-2025"


def test_a_urn_is_made_of_the_name() -> None:
    """A URN is a UUID, another one for each name and each chronology."""
    made, other = chronology(""), chronology("", "title: Other\n")
    assert urn(made, "a").startswith("urn:uuid:")
    names = [("a",), ("a", "b"), ("ab",)]
    assert len({urn(each, *name) for each in (made, other) for name in names}) == 6
    assert urn(made, "a") == urn(chronology("", "id: two-days\n"), "a")


@pytest.mark.parametrize(
    ("header", "file", "says"),
    [
        ("id: a\n", None, None),
        ("title: Two days\n", None, "from the title, so that changing it would duplicate"),
        ("title: Two days\n", None, "every entry; add `id: two-days` to keep today's"),
        ("title: Дни\n", None, "from the title, so that changing it would duplicate every entry"),
        (
            "",
            "a.yaml",
            "from the file's name, so that changing it would duplicate every entry; add",
        ),
        ("", "A_1.yaml", "from the file's name, so that changing it would duplicate every entry"),
    ],
)
def test_a_missing_id_is_noted(header: str, file: str | None, says: str | None) -> None:
    """A note says what the ids are made of, and which `id` keeps them, where one can."""
    note = note_on_missing_id(chronology("", header, file))
    if says is None or note is None:
        assert note is says
    else:
        assert says in note
        assert ("`id: " in note) is (header == "title: Two days\n" or file == "a.yaml")


def test_what_is_left_out_is_noted() -> None:
    """A note names the events whose dates no calendar can hold, and not those without a date."""
    events = ", ".join(
        f"{{id: e{number}, title: E, date: Y{number}2025}}" for number in range(1, 8)
    )
    named = "e1, e2, e3, e4, e5 and 2 more"
    made = chronology(f"{{id: b, title: B}}, {{id: c, title: C, date: 2025}}, {events}", "id: a\n")
    assert list(ics.notes(made)) == [
        f"no calendar can hold the dates of {named}: they are left out"
    ]
    assert list(ics.notes(made[1:2])) == ["no calendar can hold the dates of e1: they are left out"]
    assert list(ics.notes(made[:1])) == []


def test_a_calendar_of_some_events_has_its_own_name() -> None:
    """A calendar takes any events of a chronology, a name, and addresses of pages."""
    made = load(COMPLETE)
    text = ics.render(
        made,
        lambda each: f"https://a.example/{each.id}",
        events=[made["until"]],
        name="Ferries",
    )
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["name"] == calendar["x-wr-calname"] == "Ferries"
    (found,) = calendar.walk("VEVENT")
    assert found["url"] == "https://a.example/until"
    assert ics.is_shown(made["until"])
    assert not ics.is_shown(made["undated-letter"])


def test_entries_lead_to_pages_where_these_are_known() -> None:
    """With links, each entry has the address of its page."""
    render_linked = EXPORTERS["ics"].render_linked
    assert render_linked
    text = render_linked(load(COMPLETE), lambda event: f"https://a.example/{event.id}/")
    entries_found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert entries_found[0]["url"] == "https://a.example/old-quarrel/"


def test_a_name_is_one_text_whatever_it_says() -> None:
    """Commas, semicolons and line ends in a title are escaped, as everywhere else."""
    title = "a,b;c\n\nd\\e"
    text = ics.render(chronology("{id: a, title: A, date: 2025}"), events=[], name=title)
    assert vobject.readOne(text).x_wr_calname.value == title
    assert "\r\nNAME:a\\,b\\;c\\n\\nd\\\\e\r\n" in text


def test_what_has_no_title_is_called_a_chronology() -> None:
    """A calendar has a name even where its file has none, and may be empty."""
    text = ics.render(chronology("", ""))
    assert icalendar.Calendar.from_ical(text)["name"] == "Chronology"


def test_another_library_reads_the_same(hostile: Chronology) -> None:
    """A second reader finds as many entries, with the same times and texts, hostile or not."""
    for made in (load(COMPLETE), hostile, load()):
        text = EXPORTERS["ics"].render(made)
        assert text == EXPORTERS["ics"].render(made)
        ours = entries(made)
        theirs = {str(each.uid.value).partition("@")[0]: each for each in read_by_vobject(text)}
        assert ours.keys() == theirs.keys() == {each.id for each in made if each.date}
        for id_, each in theirs.items():
            assert each.dtstart.value == ours[id_]["dtstart"].dt
            assert each.summary.value == str(ours[id_]["summary"])
            assert each.description.value == str(ours[id_].get("description", ""))


def read_by_vobject(text: str) -> list[Any]:
    """The entries of a calendar as vobject reads them."""
    return list(vobject.readOne(text).vevent_list)


def test_lines_are_short_and_hold_no_text_of_their_own(hostile: Chronology) -> None:
    """A line has at most 75 bytes, and starts with a property that we write."""
    lines = EXPORTERS["ics"].render(hostile).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    names = {
        line.partition(b":")[0].partition(b";")[0].decode() for line in lines if line[:1] != b" "
    }
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART"),
        *("DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP", "LOCATION", "GEO", "CATEGORIES"),
        "LAST-MODIFIED",
        "",
    }


def test_an_entry_names_the_sources_of_so_many_citations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond them it says that there may be more."""
    text = (
        "sources: {a: {title: Paper}, b: {title: Post}}\nevents:\n  - {id: e, title: E, "
        "date: 2025-01-01, citations: {a: [{derived: x}, {derived: y}], b: [{derived: z}]}}\n"
    )
    record = Chronology.of(check_text(text, "x.yaml")[0].record)
    assert "Post" in ics.render(record)
    monkeypatch.setattr(ics, "_MOST_CITATIONS", 2)
    entry = ics.render(record)
    assert "Paper" in entry
    assert "Post" not in entry
    assert "and perhaps more" in entry
