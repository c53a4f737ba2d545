"""Rules about words that a public list defines: countries, time zones, languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from chronology.checks.places import clock_of
from chronology.checks.rule import rule
from chronology.checks.zones import zones_of
from chronology.countries import codes_of, countries
from chronology.cures import to_write
from chronology.diagnostics import Finding, Path, Severity
from chronology.guesses import Words, did_you_mean
from chronology.network.zones import zone_names
from chronology.shape import Shaped


def _values(shaped: Shaped, field: str, registries: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Every value of a field in some registries, with its path."""
    for registry in registries:
        for name, entry in getattr(shaped.record, registry).items():
            if (value := getattr(entry, field)) is not None:
                yield (registry, name, field), value


@rule("unknown-country", Severity.ERROR)
def unknown_country(shaped: Shaped) -> Iterator[Finding]:
    """A country that neither ISO 3166-1 nor ISO 3166-3 has.

    Countries are written as the two capital letters of ISO 3166-1 alpha-2, such as TR, and Kosovo
    as XK. A country that is gone has the four of ISO 3166-3, such as SUHH for the Soviet Union,
    since the two that it had may be another country's by now.
    """
    for path, value in _values(shaped, "country", ("parties", "people", "places")):
        if value not in countries():
            yield Finding(path, f"no country has the code '{value}'", _right_code(value))


def _right_code(value: str) -> str:
    """The hint that names the code that was meant, or each that may have been."""
    codes = codes_of(value)
    if not codes:
        from langcodes.data_dicts import TERRITORY_REPLACEMENTS

        # CLDR knows the codes of three letters and of numbers.
        replacement = TERRITORY_REPLACEMENTS.get(value.lower())
        codes = [replacement] if replacement in countries() else []
    if not codes:
        return "the two capital letters of ISO 3166-1, such as TR"
    several = len(codes) > 1
    return to_write({code: f"for {countries()[code]}" if several else "" for code in codes})


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
        if value not in zone_names():
            yield Finding(path, f"there is no time zone '{value}'", _right_zone(value))


@rule("unknown-language", Severity.ERROR)
def unknown_language(shaped: Shaped) -> Iterator[Finding]:
    """A language tag that BCP 47 does not have.

    Languages are written as in web pages: en, pt-BR, zh-Hans. A language that has a code of two
    letters is written by that, and not by one of ISO 639-2 (`eng`); regions are those of ISO 3166-1
    (`en-GB`, not `en-UK`).
    """
    values = list(_values(shaped, "language", ("sources",)))
    if shaped.record.language is not None:
        values.append((("language",), shaped.record.language))
    for path, value in values:
        if not _is_language(value):
            right = _standard_tag(value.replace("_", "-"))
            hint = to_write(right) if right else "such as en, pt-BR, zh-Hans"
            yield Finding(path, f"'{value}' is not a language tag", hint)


FREQUENT = frozenset({"de", "en", "es", "fr", "it", "pl", "ru", "tr", "uk", "zh"})
"""Languages known without the list of all, which takes longer to load than a short file to check.
"""


@cache
def _is_language(tag: str) -> bool:
    """True if BCP 47 has a language tag as it is written, and not only in another form."""
    if tag in FREQUENT:
        return True
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    if "_" in tag or len(tag) > _LONGEST_TAG:
        return False
    try:
        language = Language.get(tag, normalize=False)
    except LanguageTagError:
        return False
    extended = {(each, language.language) for each in language.extlangs or ()}
    if language.is_valid() and (not extended or extended <= _registered("extlang")):
        return True
    return (tag.casefold(), None) in _registered("grandfathered")


_LONGEST_TAG = 255
"""The length of a language tag in characters: langcodes calls itself for each part of a tag, and no
tag in use has more than a few dozen characters."""


def _standard_tag(tag: str) -> str | None:
    """The tag that BCP 47 has for one of another standard, if there is one."""
    if len(tag) > _LONGEST_TAG:
        return None
    from langcodes import standardize_tag
    from langcodes.tag_parser import LanguageTagError

    try:
        standard = standardize_tag(tag)
    except LanguageTagError:
        return None
    return standard if standard != "und" and _is_language(standard) else None


@cache
def _registered(sort: str) -> frozenset[tuple[str, str | None]]:
    """The tags and subtags of a type in the BCP 47 registry, each with its prefix, if any."""
    from langcodes.registry_parser import parse_registry

    entries = [each for each in parse_registry() if each["Type"] == sort]  # type: ignore[no-untyped-call]  # it has no annotations
    return frozenset(
        (each.get("Tag", each.get("Subtag")).casefold(), each.get("Prefix", [None])[0])
        for each in entries
    )


def _right_zone(value: str) -> str | None:
    """The hint that names the zone that was meant, or each that may have been."""
    if meant := zones_of(value):
        return to_write(dict.fromkeys(meant, ""), otherwise=_SUCH_AS)
    if _ABBREVIATION.fullmatch(value):
        return _SUCH_AS  # that letters are alike says nothing of where they are in use
    city = value.replace(" ", "_")
    in_areas = (zone for zone in sorted(zone_names()) if zone.rpartition("/")[2] == city)
    found = sorted(in_areas, key=lambda zone: clock_of(zone) != zone)
    return did_you_mean(value, found[:1] or _zone_words(), _SUCH_AS)


_SUCH_AS = "such as Europe/Istanbul"
_ABBREVIATION = re.compile(r"[A-Z]{1,5}|.*[0-9].*")


@cache
def _zone_words() -> Words:
    """The names of zones, for being compared with wrong ones."""
    return Words(zone_names())
