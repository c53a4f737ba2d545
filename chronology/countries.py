"""The codes of countries, current and former, and their English names.

A country is named by ISO 3166-1 alpha-2. One that is gone is named by the four letters of ISO
3166-3, since its two letters may mean another country by now: `CS` was Czechoslovakia, and then
Serbia and Montenegro; `SK` was Sikkim, and is Slovakia. Kosovo has `XK`, which ISO 3166-1 leaves to
users, and which the European Union and CLDR use for it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["FORMER", "codes_of", "countries"]

_USER_ASSIGNED = {"XK": "Kosovo"}

# ISO 3166-3:2020, the whole list: its code; the codes of two and of three letters that it had; its
# name, and other names by which it is known.
_FORMER_COUNTRIES = """
AIDJ AI AFI French Afars and Issas
ANHH AN ANT Netherlands Antilles
BQAQ BQ ATB British Antarctic Territory
BUMM BU BUR Burma
BYAA BY BYS Byelorussian SSR
CSHH CS CSK Czechoslovakia
CSXX CS SCG Serbia and Montenegro
CTKI CT CTE Canton and Enderbury Islands
DDDE DD DDR German Democratic Republic; East Germany; GDR
DYBJ DY DHY Dahomey
FQHH FQ ATF French Southern and Antarctic Territories
FXFR FX FXX Metropolitan France
GEHH GE GEL Gilbert and Ellice Islands
HVBF HV HVO Upper Volta
JTUM JT JTN Johnston Island
MIUM MI MID Midway Islands
NHVU NH NHB New Hebrides
NQAQ NQ ATN Dronning Maud Land
NTHH NT NTZ Neutral Zone
PCHH PC PCI Trust Territory of the Pacific Islands
PUUM PU PUS US Miscellaneous Pacific Islands
PZPA PZ PCZ Panama Canal Zone
RHZW RH RHO Southern Rhodesia; Rhodesia
SKIN SK SKM Sikkim
SUHH SU SUN Soviet Union; USSR; Union of Soviet Socialist Republics
TPTL TP TMP East Timor
VDVN VD VDR North Vietnam; Democratic Republic of Vietnam; Democratic Republic of Viet-Nam
WKUM WK WAK Wake Island
YDYE YD YMD South Yemen; Democratic Yemen
YUCS YU YUG Yugoslavia
ZRCD ZR ZAR Zaire
"""

# What else people write. Where a name was that of a former country, too, a hint has to name both.
_OTHER_NAMES = {
    "AQ": "British Antarctic Territory; Dronning Maud Land",
    "FR": "Metropolitan France",
    "GB": "United Kingdom; Great Britain; UK",
    "MM": "Burma",
    "RU": "Russian Federation",
    "TF": "French Southern and Antarctic Territories",
    "TR": "Türkiye",
    "UA": "UK",
    "UM": "Johnston Island; Midway Islands; Wake Island",
    "US": "USA; United States of America",
}

_ROWS = [line.split(" ", 3) for line in _FORMER_COUNTRIES.strip().splitlines()]

FORMER = {code: names.partition(";")[0] for code, _, _, names in _ROWS}
"""The countries of ISO 3166-3 by their four letters, in English."""


@cache
def countries() -> dict[str, str]:
    """The English names of all countries by their code; of ISO 3166-1, as tzdata has them."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    current = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return current | _USER_ASSIGNED | FORMER


def codes_of(text: str) -> list[str]:
    """The codes of the countries that a name or another code may stand for; current ones first.

    >>> codes_of("ussr"), codes_of("CS"), codes_of("Turkey")
    (['SUHH'], ['CSHH', 'CSXX'], ['TR'])
    """
    return _meanings().get(text.casefold(), [])


@cache
def _meanings() -> dict[str, list[str]]:
    names = [(name, code) for code, name in countries().items() if code not in FORMER]
    names += [(name, code) for code, those in _OTHER_NAMES.items() for name in those.split("; ")]
    for code, two, three, those in _ROWS:
        names += [(name, code) for name in (two, three, *those.split("; "))]
    found: dict[str, list[str]] = {}
    for name, code in names:
        found.setdefault(name.casefold(), []).append(code)
    # A code in small letters stands for itself, and not for the country that had it before.
    return found | {code.casefold(): [code] for code in countries()}
