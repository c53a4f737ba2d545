"""Calendars: what an event becomes in iCalendar, read back by two libraries."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from chronology import Chronology, load
from chronology.exporters import EXPORTERS, ics
from chronology.exporters.identity import slug, urn
from chronology.loading import examine

COMPLETE = Path(__file__).parent / "sites" / "complete.yaml"
HEADER = "title: Two days\nas_of: 2025-12-29\nplaces: {p: {name: P, timezone: Europe/Istanbul}}\n"


def chronology(events: str, header: str = HEADER) -> Chronology:
    """The chronology with these events."""
    return Chronology.of(examine(f"{header}events: [{events}]", "x.yaml")[0].record)


def entries(made: Chronology) -> dict[str, Any]:
    """The entries of a chronology's calendar by the ids of their events."""
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


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("date: 2025-02-27", (day(2, 27), day(2, 28))),
        ("date: 2025-02-27?", (day(2, 27), day(2, 28))),
        ("date: 2025-02", (day(2, 1), day(3, 1))),
        ("date: 2025-02-27/2025-02-28", (day(2, 27), day(3, 1))),
        ('date: "[2025-02-12..2025-02-18]"', (day(2, 12), day(2, 19))),
        ('date: "{2025-02-12,2025-02-18}"', (day(2, 12), day(2, 19))),
        ('date: "[..2025-02-27]"', (day(2, 27), day(2, 28))),
        ("date: 2025-02-27/..", (day(2, 27), day(2, 28))),
        ("date: /2025-02", (day(2, 28), day(3, 1))),
        ("date: 0012", (date(12, 1, 1), date(13, 1, 1))),
        ("date: 9998", (date(9998, 1, 1), date(9999, 1, 1))),
        ("date: 9999", None),
        ("date: -0044-03-15", None),
        ("date: Y-170000", None),
        ("date: Y170000002", None),
        ('date: "{..2024,2026..}"', None),
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


@pytest.mark.parametrize(
    ("fields", "summary", "said"),
    [
        ("date: 2025-02-27", "A", ""),
        ("date: 2025-02-27/2025-02-28", "A", ""),
        ("date: 2025-02-27T09:50:00", "A", ""),
        (
            "date: 2025-02",
            "A (date not known exactly: February 2025)",
            "Date: February 2025 (2025-02 in EDTF). The entry spans the days that are possible.",
        ),
        (
            "date: 2025-02-27~",
            "A (date not known exactly: about 27 February 2025)",
            "Date: about 27 February 2025 (2025-02-27~ in EDTF). The entry spans the days that",
        ),
        (
            'date: "{2025-02-12,2025-02-18}"',
            "A (12 February 2025 and 18 February 2025)",
            "The entry spans the days from the first to the last.",
        ),
        (
            "date: 2025-02-27/..",
            "A (from 27 February 2025 onwards)",
            "(2025-02-27/.. in EDTF). The entry stands at the end that is known.",
        ),
        ("date: 2025-02-27, time: 09:50~, place: p", "A", "Time: about 09:50 (Europe/Istanbul)."),
        ("date: 2025-02-27, time: 09:50", "A", "Time: 09:50 (time zone not stated)."),
        ("date: 2025-02-27, duration: 2 hours..", "A", "Duration: at least 2 hours."),
    ],
)
def test_what_is_not_exact_is_said(fields: str, summary: str, said: str) -> None:
    """A loose date is named in the summary, and the description says what the entry stands for."""
    found = entry(fields)
    assert found["summary"] == summary
    assert said in found.get("description", "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("held", "CONFIRMED"),
        ("planned", "TENTATIVE"),
        ("disputed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("postponed", "CANCELLED"),
    ],
)
def test_what_became_of_an_event(status: str, expected: str) -> None:
    """The statuses are those of RFC 5545; the description has the chronology's own word."""
    found = entry(f"date: 2025, status: {status}")
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


def test_ids_and_stamps_come_from_the_file() -> None:
    """The same event has the same identifier in every export, and the day of the file as stamp."""
    found = entry("date: 2025")
    assert found["uid"] == "a@two-days"
    assert found["dtstamp"].dt == datetime(2025, 12, 29, tzinfo=UTC)
    for header in ("title: X\n", "as_of: Y12025\n", "as_of: 2025-01/..\n"):
        undated = entry("date: 2025", header)
        assert undated["dtstamp"].dt == datetime(1970, 1, 1, tzinfo=UTC)


def test_names_made_of_ids_and_titles() -> None:
    """A slug has letters, digits and hyphens, a URN is a UUID."""
    assert slug(chronology("", 'title: " Ärger & <b>_x_"\n')) == "ärger-b-x"
    assert slug(chronology("", "")) == slug(chronology("", 'title: "!"\n')) == "chronology"
    assert len(slug(chronology("", f"title: {'w' * 99}\n"))) == 60
    made = chronology("")
    assert urn(made, "a").startswith("urn:uuid:")
    assert len({urn(made, "a"), urn(made, "a", "b"), urn(made, "ab")}) == 3


def test_a_calendar_of_some_events_has_its_own_name() -> None:
    """A calendar takes any events of a chronology, a name, and addresses of pages."""
    made = load(COMPLETE)
    text = ics.calendar(
        made, [made["until"]], "Ferries", lambda each: f"https://a.example/{each.id}"
    )
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["name"] == calendar["x-wr-calname"] == "Ferries"
    (found,) = calendar.walk("VEVENT")
    assert found["url"] == "https://a.example/until"
    assert ics.is_shown(made["until"])
    assert not ics.is_shown(made["undated-letter"])


def test_entries_lead_to_pages_where_these_are_known() -> None:
    """For an address with a gap each entry has that of its page."""
    text = ics.linked(load(COMPLETE), "https://a.example/{id}/")
    entries_found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert entries_found[0]["url"] == "https://a.example/old-quarrel/"
    assert EXPORTERS["ics"].linked is ics.linked


def test_a_name_is_one_text_whatever_it_says() -> None:
    """Commas, semicolons and line ends in a title are escaped, as everywhere else."""
    title = "a,b;c\n\nd\\e"
    text = ics.calendar(chronology("{id: a, title: A, date: 2025}"), [], title)
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
        "",
    }
