"""The time zones that abbreviations and offsets are written for.

The abbreviations are those of the IANA time zone database (its file `NEWS` and the names of its
zones) and of the lists that programs come with. One that several countries use for different
clocks has a zone of each; one that a dozen countries share, such as CEST, has none.
"""

from __future__ import annotations

import re

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
