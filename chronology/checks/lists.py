"""Rules about words that a public list defines: countries, time zones, languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from chronology.checks.rule import rule
from chronology.diagnostics import Finding, Path, Severity
from chronology.shape import Shaped
from chronology.vocabulary import did_you_mean


def _values(shaped: Shaped, field: str, registries: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Every value of a field in some registries, with its path."""
    for registry in registries:
        for name, entry in getattr(shaped.record, registry).items():
            if (value := getattr(entry, field)) is not None:
                yield (registry, name, field), value


@rule("unknown-country", Severity.ERROR)
def unknown_country(shaped: Shaped) -> Iterator[Finding]:
    """A country that ISO 3166-1 does not have.

    Countries are written as the two capital letters of ISO 3166-1 alpha-2, such as TR.
    """
    for path, value in _values(shaped, "country", ("parties", "people", "places")):
        if value not in countries():
            upper = value.upper()
            by_name = {name.casefold(): code for code, name in countries().items()}
            code = upper if upper in countries() else by_name.get(value.casefold())
            hint = f"write {code}" if code else "two capital letters, ISO 3166-1 alpha-2"
            yield Finding(path, f"no country has the code '{value}'", hint)


@rule("unknown-zone", Severity.ERROR)
def unknown_zone(shaped: Shaped) -> Iterator[Finding]:
    """A time zone that the IANA database does not have.

    Time zones are written as there, such as Europe/Istanbul; offsets and abbreviations are not
    zones, since they do not tell when the clocks change.
    """
    zones = list(_values(shaped, "timezone", ("places",)))
    zones += [
        ((*path, "timezone"), event.timezone) for path, event in shaped.events() if event.timezone
    ]
    for path, value in zones:
        if value not in _zones():
            hint = did_you_mean(value, sorted(_zones())) or "such as Europe/Istanbul"
            yield Finding(path, f"there is no time zone '{value}'", hint)


@rule("unknown-language", Severity.ERROR)
def unknown_language(shaped: Shaped) -> Iterator[Finding]:
    """A language tag that BCP 47 does not have.

    Languages are written as in web pages: en, pt-BR, zh-Hans.
    """
    values = list(_values(shaped, "language", ("sources",)))
    if shaped.record.language is not None:
        values.append((("language",), shaped.record.language))
    for path, value in values:
        if not _is_language(value):
            yield Finding(path, f"'{value}' is not a language tag", "such as en, pt-BR, zh-Hans")


FREQUENT = frozenset({"de", "en", "es", "fr", "it", "pl", "ru", "tr", "uk", "zh"})
"""Languages known without the list of all, which takes longer to load than a short file to check.
"""


@cache
def _is_language(tag: str) -> bool:
    """Whether BCP 47 has a language tag."""
    if tag in FREQUENT:
        return True
    from langcodes import tag_is_valid

    return "_" not in tag and tag_is_valid(tag)


@cache
def countries() -> dict[str, str]:
    """The names of ISO 3166-1's countries by their code, from the IANA time zone database."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@cache
def _zones() -> frozenset[str]:
    """The names of the zones of the IANA time zone database."""
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split())
