"""Voices: whose word a source is, and which sources are one text.

How many voices stand behind an event is counted here and nowhere else: rules and pages use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias


class Cited(Protocol):
    """The fields of a source by which its voice is known, in a record or a chronology."""

    @property
    def wire(self) -> str | None:
        """The agency whose text it prints."""

    @property
    def publisher(self) -> str | None:
        """The one who published it."""

    @property
    def url(self) -> str | None:
        """Its address."""

    @property
    def archived(self) -> str | None:
        """The address of an archived copy."""

    @property
    def copies(self) -> tuple[str, ...]:
        """Other addresses of the same text."""


_Name: TypeAlias = tuple[str, str]
"""A name that sources of one voice share: what sort of name it is, and the name."""


def independent(sources: Iterable[tuple[str, Cited | None]]) -> int:
    """The number of independent voices among some sources, each given with its id.

    The voice of a source is the agency whose text it prints, else its publisher, else the host of
    its address, compared without case and spaces: pages of an agency, and those that print it, are
    one voice. Archives and resolvers such as doi.org are nobody's host. Sources that share an
    address are one text, and so one voice, whatever else they say.
    A source of which none of these is known counts by its id, as does one that is not there.
    """
    leaders: dict[_Name, _Name] = {}  # a union-find forest: names of one voice have one leader

    def leader(name: _Name) -> _Name:
        while (above := leaders.setdefault(name, name)) != name:
            leaders[name] = leaders[above]  # which halves the way for those who ask later
            name = above
        return name

    for id_, source in sources:
        first, *others = _names(id_, source)
        for name in others:
            leaders[leader(name)] = leader(first)
        leader(first)
    return sum(name == above for name, above in leaders.items())


def _names(id_: str, source: Cited | None) -> Iterator[_Name]:
    """The names that a source shares with every other source of its voice."""
    if source is None:
        yield "id", id_
        return
    if voice := source.wire or source.publisher or _host(source):
        yield "voice", "".join(voice.casefold().split())
    else:
        yield "id", id_
    for _, address in addresses(source):
        yield "text", comparable(address)


def _host(source: Cited) -> str | None:
    """The host of a source's address; an archive or a resolver of identifiers is no voice."""
    address = source.url or next(iter(source.copies), None)
    host = address and comparable(_SNAPSHOT.sub("", address)).partition("/")[0]
    return None if host in _RESOLVERS else host


_RESOLVERS = frozenset(
    {
        *("doi.org", "dx.doi.org", "hdl.handle.net", "n2t.net", "purl.org", "w3id.org"),
        *("archive.ph", "archive.today", "archive.is", "archive.org", "web.archive.org"),
        *("perma.cc", "webcitation.org"),
    }
)
"""Hosts that keep or find texts of many publishers."""


_SNAPSHOT = re.compile(r"^https?://web\.archive\.org/web/[^/]+/(?=https?://)", re.IGNORECASE)
"""What the Wayback Machine puts before the address of a page."""


def addresses(source: Cited) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The addresses at which the text of a source is found, each with its path in the source."""
    if source.url is not None:
        yield ("url",), source.url
    if source.archived is not None:
        yield ("archived",), source.archived
    for number, address in enumerate(source.copies):
        yield ("copies", number), address


def comparable(address: str) -> str:
    """An address without what the addresses of one page may differ in.

    These are the scheme, `www.` in front, the case and a final dot of the host, a slash at the end,
    and the directive of a text fragment.

    >>> comparable("http://www.Example.org/talks/#:~:text=the%20talks")
    'example.org/talks'
    """
    host, rest = split(address.partition(":~:")[0].removesuffix("#"))
    return host.removeprefix("www.") + rest.removesuffix("/")


def split(address: str) -> tuple[str, str]:
    """The host of an address, in small letters and without a final dot, and what follows it.

    >>> split("https://Example.org.:8080/talks")
    ('example.org', ':8080/talks')
    """
    host, rest = _HOST.findall(address.partition("://")[2])[0]
    return _DOTS.sub(".", host.casefold()).removesuffix("."), rest


_HOST = re.compile(r"^(\[[^\]]*\]|[^/?#:]*)(.*)$", re.DOTALL)

_DOTS = re.compile("[\u3002\uff0e\uff61]")
"""The full stops of East Asian scripts, which browsers take for dots in a host's name (UTS 46)."""
