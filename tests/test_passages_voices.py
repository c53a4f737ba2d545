"""Whose word a source is: what counts as one voice, and which addresses are one."""

import pytest

from chronology.loading import check_text
from chronology.model import Source
from chronology.passages import addresses, comparable, independent, split
from chronology.rules import CODES

X = "https://example.org/x"


def counted(*sources: str | dict[str, object] | None) -> int:
    """The number of voices among sources; a text is one's publisher, None one that is not there."""
    named = ({"publisher": each} if isinstance(each, str) else each for each in sources)
    return independent(
        (f"s{number}", None if fields is None else Source.model_validate(fields))
        for number, fields in enumerate(named)
    )


@pytest.mark.parametrize(
    ("sources", "voices"),
    [
        ((), 0),
        (("TASS", "TASS", {"publisher": "The Gazette", "wire": "TASS"}), 1),
        (("The Gazette", "the  gazette", "TheGazette"), 1),
        (("The Gazette", "The Ledger"), 2),
        (({"publisher": "A", "wire": "AP"}, {"publisher": "A", "wire": "AFP"}), 2),
        (({"publisher": "A", "wire": "AP"}, "A"), 2),
        (({"url": X}, {"url": "http://www.EXAMPLE.org./y"}), 1),
        (({"url": X}, {"url": "https://news.example.org/x"}), 2),
        (({"url": X}, "example.org"), 1),
        (({"copies": [X]}, {"url": "https://example.org/y"}), 1),
        (({"publisher": "A", "url": X}, {"publisher": "B", "url": X}), 1),
        (({"publisher": "A", "url": X}, {"publisher": "B", "archived": X}), 1),
        (({"publisher": "A", "copies": [X]}, {"publisher": "B", "copies": [f"{X}/"]}), 1),
        (({"publisher": "A", "url": X}, {"publisher": "B", "url": X}, "B", "C"), 2),
        (({"archived": "https://archive.example/1"}, {"archived": "https://archive.example/2"}), 2),
        (({"title": "A"}, {"title": "A"}), 2),
        ((None, None, {"title": "A"}), 3),
        ((None, "s0"), 2),
    ],
)
def test_voices(sources: tuple[str | dict[str, object] | None, ...], voices: int) -> None:
    """A voice is the agency's, else the publisher's, else the host's; one text is one voice."""
    assert counted(*sources) == voices
    assert counted(*reversed(sources)) == voices


def test_an_archive_is_nobodys_voice() -> None:
    """Two pages that are known from the Wayback Machine are as many voices as their hosts."""
    snapshot = "https://web.archive.org/web/20250227/https://"
    assert counted({"url": f"{snapshot}a.example/1"}, {"url": f"{snapshot}b.example/1"}) == 2
    assert counted({"url": f"{snapshot}a.example/1"}, {"url": "https://a.example/2"}) == 1


def test_voices_that_are_joined_late_are_one() -> None:
    """A text that two voices print makes them one, in whatever order the sources come."""
    chain: list[dict[str, object]] = [
        {"publisher": f"P{n}", "url": f"{X}{n}", "copies": [f"{X}{n + 1}"]} for n in range(50)
    ]
    assert counted(*chain) == 1
    assert counted(*chain[::2], *chain[1::2]) == 1
    assert counted(*chain[::2]) == 25


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://example.org", "example.org"),
        ("http://EXAMPLE.org/", "example.org"),
        ("https://www.example.org/A/b/", "example.org/A/b"),
        ("https://example.org/a?b=C", "example.org/a?b=C"),
        ("https://example.org?b", "example.org?b"),
        ("https://example.org/a#part", "example.org/a#part"),
        ("https://example.org/a#part:~:text=b", "example.org/a#part"),
        ("https://example.org/a#:~:text=b", "example.org/a"),
        ("https://example.org/a#", "example.org/a"),
        ("https://example.org:8080/a", "example.org:8080/a"),
        ("https://[2001:DB8::1]:80/a", "[2001:db8::1]:80/a"),
        ("https://例え。jp/a", "例え.jp/a"),
    ],
)
def test_addresses_of_one_page(address: str, plain: str) -> None:
    """Addresses that differ in what leads to no other page are alike; paths keep their case."""
    assert comparable(address) == plain
    host, rest = split(address)
    assert address.casefold().replace("。", ".").endswith(host + rest.casefold())


def test_addresses_have_their_places() -> None:
    """A source's addresses come with the paths of their fields."""
    source = Source(url=X, archived=f"{X}/a", copies=(f"{X}/b", f"{X}/c"))
    assert [path for path, _ in addresses(source)] == [
        ("url",),
        ("archived",),
        ("copies", 0),
        ("copies", 1),
    ]


def test_a_source_that_is_broken_is_not_counted() -> None:
    """Where it is not known whose word a source is, nothing is said of how many there are."""
    text = """\
kinds: {talks: {label: Talks, group: contact}}
sources: {a: {publisher: P}, b: {publisher: P, wire: [AP]}}
events: [{id: e, title: E, kind: talks, date: 2025, citations: {a: {}, b: {}}}]
"""
    codes = {each.code for each in check_text(text, "x.yaml")[1]}
    assert codes == {"wrong-type", "missing-passage"} <= set(CODES)
