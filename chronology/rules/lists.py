"""Rules about what public lists define: countries, time zones, languages, places.

The abbreviations are those of the IANA time zone database (its file `NEWS` and the names of its
zones) and of the lists that programs come with. One that several countries use for different
clocks has a zone of each; one that a dozen countries share, such as CEST, has none.

What is known of countries and zones is what the IANA time zone database says: in `zone.tab` the
zones of each country with the coordinates of their main cities, in `zone1970.tab` the zones whose
clocks several countries share, and in `tzdata.zi` other names of zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Final, TypeAlias

from chronology.findings import Finding, Severity
from chronology.model import Place
from chronology.network.statements import zone_names
from chronology.reading import Draft
from chronology.rules.rule import rule, values_of
from chronology.text import Cure, Value, Words, did_you_mean, to_write
from chronology.vocabulary import codes_of, countries

_ABBREVIATIONS = """
ACDT ACST Australia/Adelaide
AEDT AEST Australia/Sydney
AKDT AKST America/Anchorage
ADT America/Halifax
ALMT Asia/Almaty
AMT America/Manaus Asia/Yerevan
ART America/Argentina/Buenos_Aires
AST America/Halifax Asia/Riyadh
AWST Australia/Perth
AZT Asia/Baku
BRT America/Sao_Paulo
BST Europe/London Asia/Dhaka
CAT Africa/Maputo
CDT America/Chicago America/Havana
CLT America/Santiago
COT America/Bogota
CST America/Chicago Asia/Shanghai America/Havana
EAT Africa/Nairobi
EDT America/New_York
GET Asia/Tbilisi
GST Asia/Dubai
HKT Asia/Hong_Kong
ICT Asia/Bangkok
IDT Asia/Jerusalem
IRKT Asia/Irkutsk
IRST Asia/Tehran
IST Asia/Kolkata Asia/Jerusalem Europe/Dublin
JST Asia/Tokyo
KRAT Asia/Krasnoyarsk
KST Asia/Seoul
MAGT Asia/Magadan
MDT America/Denver
MSD MSK Europe/Moscow
NDT NST America/St_Johns
NOVT Asia/Novosibirsk
NPT Asia/Kathmandu
NZDT NZST Pacific/Auckland
OMST Asia/Omsk
PDT America/Los_Angeles
PET America/Lima
PETT Asia/Kamchatka
PHT Asia/Manila
PKT Asia/Karachi
PST America/Los_Angeles Asia/Manila
SAMT Europe/Samara
SAST Africa/Johannesburg
SGT Asia/Singapore
TRT Europe/Istanbul
UZT Asia/Tashkent
VLAT Asia/Vladivostok
WAT Africa/Lagos
WIB Asia/Jakarta
YAKT Asia/Yakutsk
YEKT Asia/Yekaterinburg
Z UTC
"""


def zones_of(text: str) -> list[str]:
    """The zones that an abbreviation or an offset in whole hours may stand for; mostly none.

    The zones of the database that are named after their offset count the other way (`theory.html`
    there): three hours ahead of Greenwich is `Etc/GMT-3`.

    >>> zones_of("BST"), zones_of("GMT+3"), zones_of("Europe/Rom")
    (['Europe/London', 'Asia/Dhaka'], ['Etc/GMT-3'], [])
    """
    offset = re.fullmatch(r"(?:GMT|UTC)? ?([+-])([0-9]{1,2})(?::?00)?", text.strip().upper())
    if offset:
        sign, hours = offset[1], int(offset[2])
        return [f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"]
    return ZONES_OF.get(text.strip().upper(), [])


ZONES_OF = {
    name: [each for each in words if "/" in each or each == "UTC"]
    for words in map(str.split, _ABBREVIATIONS.strip().splitlines())
    for name in words
    if "/" not in name and name != "UTC"
}


# ------------------------------------------------------------------------------ places

_Point: TypeAlias = tuple[float, float]
"""Latitude and longitude, in degrees."""


@rule("lone-coordinate", Severity.WARNING)
def lone_coordinate(draft: Draft) -> Iterator[Finding]:
    """A place has a latitude and no longitude, or the other way round.

    One alone is no point: the place is on no map, and in no export.
    """
    for name, place in draft.record.places.items():
        for field, other in (("latitude", "longitude"), ("longitude", "latitude")):
            has_one = getattr(place, field) is not None and getattr(place, other) is None
            if has_one and not draft.is_broken(("places", name, other)):
                message = f"the place has a {field} and no {other}"
                hint = f"add the {other}, or take this out"
                yield Finding(("places", name, field), message, hint)


@rule("misplaced-coordinates", Severity.WARNING)
def misplaced_coordinates(draft: Draft) -> Iterator[Finding]:
    """Coordinates lie far from the place's country, and near it if written otherwise.

    Latitude and longitude are exchanged, or a sign is missing: south and west are negative. The
    place is compared with the cities that the time zone database has for the country, or else for
    the zone. Only what is more than 1,500 km from all of them, and comes four times as near with
    the two exchanged or another sign, is reported.
    """
    for name, place in draft.record.places.items():
        if place.latitude is None or place.longitude is None or not (cities := _cities_of(place)):
            continue
        found = _correct((place.latitude, place.longitude), cities)
        if found is not None:
            how, (north, east) = found
            where = place.country or place.timezone
            message = f"the coordinates lie far from {where}, and near it with {how}"
            longitude = Value(str(east), beside="longitude", replaces=True)
            hint = Cure("if so, write latitude: ", Value(str(north)), ", longitude: ", longitude)
            yield Finding(("places", name, "latitude"), message, hint)


# Of the 234,832 places with 500 inhabitants or more in GeoNames none is reported with these two
# numbers; with 1,000 km five are. Of their exchanged coordinates, seven in eight are.
_FAR: Final = 1500  # kilometres
_NEARER: Final = 4  # times


def _correct(point: _Point, cities: Sequence[_Point]) -> tuple[str, _Point] | None:
    """Another way to write a point far from some cities that brings it near one of them."""
    far = _nearest(point, cities)
    if far <= _FAR:
        return None
    north, east = point
    others = {
        "latitude and longitude exchanged": (east, north),
        "the other sign of the latitude": (-north, east),
        "the other sign of the longitude": (north, -east),
        "the other sign of both": (-north, -east),
    }
    found = min(others.items(), key=lambda other: _nearest(other[1], cities))
    return found if _nearest(found[1], cities) * _NEARER < far else None


def _nearest(point: _Point, cities: Sequence[_Point]) -> float:
    """The distance, in kilometres, from a point to the nearest city; none for a wrong latitude."""
    if abs(point[0]) > 90:
        return float("inf")
    return min(_distance(point, city) for city in cities)


def _distance(one: _Point, other: _Point) -> float:
    """The distance of two points on the sphere, in kilometres (haversine formula)."""
    north, east, to_north, to_east = map(radians, (*one, *other))
    half = sin((north - to_north) / 2) ** 2
    half += cos(north) * cos(to_north) * sin((east - to_east) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _cities_of(place: Place) -> tuple[_Point, ...]:
    """The cities that a place's country has in the database, or else its time zone."""
    if place.country == _ANTARCTICA:
        return ()  # what the database has there is a few stations on a continent
    if place.country in _cities():
        areas = _areas_of(place.country)
        return tuple(city for area in areas for city in _cities().get(area, {}).values())
    zone = place.timezone or ""
    if not any(zone in own for own in _cities().values()):
        zone = clock_of(zone)  # the name under which `zone.tab` has it
    return tuple(own[zone] for own in _cities().values() if zone in own)


def _areas_of(country: str) -> tuple[str, ...]:
    """The code of a country, and those of its areas that have one of their own."""
    return (country, *_AREAS.get(country, "").split())


@rule("zone-of-another-country", Severity.WARNING)
def zone_of_another_country(draft: Draft) -> Iterator[Finding]:
    """A place's time zone is not one of its country's.

    By the tables of the time zone database. Zones of overseas areas that have a code of their own
    are those of their state, too; so are those of areas whose state is in dispute. Zones that no
    country has, such as UTC, and countries that are no more, are accepted.
    """
    for name, place in draft.record.places.items():
        if place.country is None or place.timezone is None:
            continue
        own = _zones_of_countries().get(place.country)
        if own is None or place.country == _ANTARCTICA:
            continue
        countries = _countries_of(place.timezone)
        if countries and countries.isdisjoint(_areas_of(place.country)):
            message = f"the time zone '{place.timezone}' is not one of {place.country}'s"
            hint = f"its zones: {', '.join(own)}" if len(own) <= _FEW else f"such as {own[0]}"
            yield Finding(("places", name, "timezone"), message, hint)


_FEW = 4
"""The most zones that a hint lists."""

_ANTARCTICA = "AQ"
"""Whose stations keep the time of the country that runs them, or from which they are supplied."""

_AREAS: Final = {
    "AU": "CC CX HM NF",
    "CN": "HK MO TW",
    "DK": "FO GL",
    "EH": "MA",
    "FI": "AX",
    "CU": "US",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GE": "RU",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "IL": "PS",
    "MA": "EH",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "PS": "IL",
    "SY": "IL",
    "UA": "RU",
    "US": "AS CU GU MP PR UM VI",
}
"""Areas with codes of their own for which some write the code of a state: no rule disputes that."""

_RULES_ALONE = re.compile(r"[A-Z][A-Z]T(?:[0-9][A-Z][A-Z]T)?")
"""Names such as CET and EST5EDT: rules of clocks, of no country; the database has them by links."""


@lru_cache(maxsize=1024)
def _countries_of(zone: str) -> frozenset[str]:
    """The countries that keep the time of a zone; none for a zone that is no country's."""
    if _RULES_ALONE.fullmatch(zone):
        return frozenset()
    clock = clock_of(zone)
    zones = _zones_of_countries().items()
    return frozenset(country for country, own in zones if clock in map(clock_of, own))


def clock_of(zone: str) -> str:
    """The zone that represents all whose clocks agree since 1970; other names are links to it."""
    return _links().get(zone, zone)


@cache
def _zones_of_countries() -> dict[str, tuple[str, ...]]:
    """The zones of each country, by its code, those with its own cities first."""
    zones = {country: dict.fromkeys(own) for country, own in _cities().items()}
    for shared, _, zone, *_ in _rows("zone1970.tab"):
        for country in shared.split(","):
            zones[country][zone] = None
    return {country: tuple(own) for country, own in zones.items()}


@cache
def _cities() -> dict[str, dict[str, _Point]]:
    """The main city of each zone of each country."""
    found: dict[str, dict[str, _Point]] = {}
    for country, place, zone, *_ in _rows("zone.tab"):
        north, east = re.findall("[-+][0-9]+", place)
        found.setdefault(country, {})[zone] = (_degrees(north, 2), _degrees(east, 3))
    return found


def _degrees(text: str, width: int) -> float:
    """Degrees written as in ISO 6709: `width` digits of degrees, two of minutes, maybe seconds."""
    sign, digits = text[0], text[1:]
    minutes, seconds = digits[width : width + 2], digits[width + 2 :] or "0"
    value = int(digits[:width]) + int(minutes) / 60 + int(seconds) / 3600
    return -value if sign == "-" else value


@cache
def _links() -> dict[str, str]:
    """The zones that names of other zones stand for, by these names."""
    lines = (line.split() for line in _text("tzdata.zi").splitlines() if line.startswith("L "))
    return {name: zone for _, zone, name in lines}


def _rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(table).splitlines() if not line.startswith("#")]


def _text(name: str) -> str:
    return (files("tzdata") / "zoneinfo" / name).read_text("utf-8")


# ------------------------------------------------------------------------------ codes


@rule("unknown-country", Severity.ERROR)
def unknown_country(draft: Draft) -> Iterator[Finding]:
    """A country that neither ISO 3166-1 nor ISO 3166-3 has.

    Countries are written as the two capital letters of ISO 3166-1 alpha-2, such as TR, and Kosovo
    as XK. A country that is gone has the four of ISO 3166-3, such as SUHH for the Soviet Union,
    since the two that it had may be another country's by now.
    """
    for path, value in values_of(draft, "country"):
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
def unknown_zone(draft: Draft) -> Iterator[Finding]:
    """A time zone that the IANA database does not have.

    Time zones are written as there, such as Europe/Istanbul; offsets and abbreviations are not
    zones, since they do not tell when the clocks change.
    """
    for path, value in values_of(draft, "timezone"):
        if value not in zone_names():
            yield Finding(path, f"there is no time zone '{value}'", _right_zone(value))


@rule("unknown-language", Severity.ERROR)
def unknown_language(draft: Draft) -> Iterator[Finding]:
    """A language tag that BCP 47 does not have.

    Languages are written as in web pages: en, pt-BR, zh-Hans. A language that has a code of two
    letters is written by that, and not by one of ISO 639-2 (`eng`); regions are those of ISO 3166-1
    (`en-GB`, not `en-UK`).
    """
    for path, value in values_of(draft, "language"):
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
    if language.is_valid() and (not extended or extended <= _tags_of("extlang")):
        return True
    return (tag.casefold(), None) in _tags_of("grandfathered")


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
def _tags_of(sort: str) -> frozenset[tuple[str, str | None]]:
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
