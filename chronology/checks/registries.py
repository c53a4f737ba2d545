"""Rules about entries of registries: that each is there once, and what its fields say together."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

from chronology.checks.certain import certain_days, dated_ahead
from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.model import Source
from chronology.shape import Shaped
from chronology.voices import addresses, comparable, split

_IDENTIFIERS = {"wikidata": "the Wikidata item", "geonames": "the GeoNames id"}


@rule("entered-twice", Severity.WARNING)
def entered_twice(shaped: Shaped) -> Iterator[Finding]:
    """Two entries of a registry have the same address or the same identifier.

    They may be one source, person, party or place that was entered twice, and counts twice: an
    event would seem to rest on two sources. Among a source's addresses are those of its archived
    copy and of its other copies. Or an address or identifier was copied from the entry before.
    """
    for registry in ("sources", "parties", "people", "places"):
        seen: dict[tuple[str, object], Path] = {}
        for name, entry in getattr(shaped.record, registry).items():
            others = set[object]()
            for where, mark, what in _marks(entry):
                path = (registry, name, *where)
                first = seen.setdefault(mark, path)
                if first[1] == name or first[1] in others:
                    continue
                others.add(first[1])
                message = f"this is {what} of '{first[1]}', too"
                hint = "make one entry of the two, or correct this one"
                yield Finding(path, message, hint, related=((first, "it stands here first"),))


def _marks(entry: Any) -> Iterator[tuple[Path, tuple[str, object], str]]:
    """What no other entry of the registry has: where it stands, how it compares, and its name."""
    if isinstance(entry, Source):
        for where, address in addresses(entry):
            yield where, ("address", comparable(address)), "an address"
        return
    for field, what in _IDENTIFIERS.items():
        if (value := getattr(entry, field, None)) is not None:
            yield (field,), (field, value), what


@rule("local-address", Severity.WARNING)
def local_address(shaped: Shaped) -> Iterator[Finding]:
    """An address that only one machine or one network knows.

    A host without a dot (`localhost`, `intranet`), one under `.local`, `.localhost`, `.internal`,
    `.lan` and their like, and a private IP address lead readers elsewhere to nothing, or to
    something else.
    """
    for name, source in shaped.record.sources.items():
        for where, address in addresses(source):
            host, _ = split(address)
            if _is_local(host):
                message = f"'{host}' is not a host that readers elsewhere can reach"
                hint = "give the address on the public web"
                yield Finding(("sources", name, *where), message, hint)


_SPECIAL = (
    *(".local", ".localhost", ".test", ".invalid", ".home.arpa"),
    *(".internal", ".lan", ".corp"),
)
"""Names kept for local use, by RFC 6761, 6762 and 8375; by ICANN (2024), and by habit."""


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host.removeprefix("[").removesuffix("]")).is_global
    except ValueError:
        return "." not in host or host.endswith(_SPECIAL)


@rule("read-before-published", Severity.WARNING)
def read_before_published(shaped: Shaped) -> Iterator[Finding]:
    """A source was read before it was published.

    One of the two dates is wrong, or `published` is that of a later edition. A day earlier is
    accepted: the reader's calendar may be a day behind that of the place of publication.
    """
    for name, source in shaped.record.sources.items():
        _, read = certain_days(source.accessed)
        published, _ = certain_days(source.published)
        if read is None or published is None:
            continue
        if published - read > 1 + dated_ahead(source.published):
            message = f"the source was read {source.accessed}, and published {source.published}"
            yield Finding(("sources", name, "accessed"), message, "correct one of the two")
