"""The formats of JSON Schema, all that Draft 2020-12 names, each by the standard that defines it.

jsonschema alone checks half of them and lets the rest pass unseen. What it can take along for them
is a dozen libraries, one of which costs every program that imports jsonschema three seconds. Where
a grammar is regular it stands here as its standard writes it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import date
from ipaddress import IPv4Address, IPv6Address
from typing import Final

Check = Callable[[str], bool]


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern, re.VERBOSE)
    return lambda text: compiled.fullmatch(text) is not None


def _succeeds(act: Callable[[str], object]) -> Check:
    """Whether a function takes a text without the error that stands for a bad one."""

    def check(text: str) -> bool:
        try:
            act(text)
        except ValueError:
            return False
        return True

    return check


# ------------------------------------------------------------------------------ dates and times

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(
    r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<hours>[01][0-9]|2[0-3]):(?P<minutes>[0-5][0-9]))"
)


def _is_date(text: str) -> bool:
    """A `full-date` (RFC 3339, 5.6) of the Gregorian calendar."""
    return _DAY.fullmatch(text) is not None and _succeeds(date.fromisoformat)(text)


def _is_time(text: str) -> bool:
    """A `full-time` (RFC 3339, 5.6); a leap second is the last of a day in UTC (5.7)."""
    found = _CLOCK.fullmatch(text)
    if found is None or found["second"] != "60":
        return found is not None
    minutes = int(found["hour"]) * 60 + int(found["minute"])
    offset = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return (minutes - (-offset if found["sign"] == "-" else offset)) % 1440 == 1439


def _is_date_time(text: str) -> bool:
    """A `date-time` (RFC 3339, 5.6)."""
    return text[10:11] in ("T", "t") and _is_date(text[:10]) and _is_time(text[11:])


# A `duration` (RFC 3339, appendix A): units in their order, none left out between two.
_DURATION = r"""
    P(?: [0-9]+W
      | (?=T?[0-9])
        (?: [0-9]+D | [0-9]+M(?:[0-9]+D)? | [0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)? )?
        (?: T(?: [0-9]+S | [0-9]+M(?:[0-9]+S)? | [0-9]+H(?:[0-9]+M(?:[0-9]+S)?)? ) )? )"""


# ------------------------------------------------------------------------------ hosts and mail

_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


_DOTS = tuple(".\u3002\uff0e\uff61")  # what is taken for a dot in a name (RFC 3490, 3.1)


def _is_hostname(text: str) -> bool:
    """A host name (RFC 1123, 2.1), whose labels `xn--` are those of a real one (RFC 5890)."""
    labels = text.split(".")
    if len(text) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    encoded = any(label[2:4] == "--" for label in labels)
    return not encoded or _is_idn_hostname(text)


def _is_idn_hostname(text: str) -> bool:
    """A host name in any script (RFC 5890, 2.3.2.3)."""
    import idna

    return _succeeds(idna.encode)(text) and text[-1:] not in _DOTS


_is_ipv4 = _succeeds(IPv4Address)
_IPV6 = re.compile(r"[0-9A-Fa-f:.]+")  # no zone, which Python's own class lets pass


def _is_ipv6(text: str) -> bool:
    """An address of IPv6 (RFC 4291, 2.2)."""
    return _IPV6.fullmatch(text) is not None and _succeeds(IPv6Address)(text)


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAILBOX = re.compile(
    rf'(?P<local>{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*")@(?P<domain>.+)'
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _is_email(text: str, is_host: Check = _is_hostname) -> bool:
    """A `Mailbox` (RFC 5321, 4.1.2)."""
    found = _MAILBOX.fullmatch(text)
    if found is None or len(found["local"]) > 64:
        return False
    domain = found["domain"]
    if domain.startswith("[") and domain.endswith("]"):
        literal = domain[1:-1]
        is_newer = literal.startswith("IPv6:")
        return _is_ipv6(literal.removeprefix("IPv6:")) if is_newer else _is_ipv4(literal)
    return is_host(domain)


def _is_idn_email(text: str) -> bool:
    """A `Mailbox` in any script (RFC 6531, 3.3): what is beyond ASCII counts as a letter."""
    local, at, domain = text.rpartition("@")
    return _is_email(_BEYOND_ASCII.sub("a", local) + at + domain, _is_idn_hostname)


def _is_regex(text: str) -> bool:
    """A regular expression as Python understands it, which is what applies a `pattern`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later Python may understand otherwise
        try:
            re.compile(text)
        except (re.error, RecursionError, OverflowError):
            return False
        return True


# ------------------------------------------------------------------------------ addresses

# RFC 3987, 2.2: what an IRI may have beyond ASCII; private use stands in queries alone.
_BEYOND = r"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    rf"\U000{plane:x}0000-\U000{plane:x}fffd" for plane in range(1, 14)
)
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"


def _address(beyond: str, private: str, *, relative: bool) -> Check:
    """The check of a URI (RFC 3986, appendix A) or IRI (RFC 3987, 2.2); `relative` ones, too."""
    letters = rf"A-Za-z0-9._~{beyond}\-"
    sub = r"!$&'()*+,;="
    hexed = "%[0-9A-Fa-f]{2}"
    sign = rf"(?:[{letters}{sub}:@]|{hexed})"
    host = rf"(?:\[(?P<literal>[^\]]*)\]|(?:[{letters}{sub}]|{hexed})*)"
    authority = rf"(?:(?:[{letters}{sub}:]|{hexed})*@)?{host}(?::[0-9]*)?"
    rest = rf"(?:/{sign}*)*"
    hierarchy = rf"(?://{authority}{rest}|/(?:{sign}+{rest})?|{sign}+{rest}|)"
    ending = rf"(?:\?(?:{sign}|[/?{private}])*)?(?:\#(?:{sign}|[/?])*)?"
    scheme = "[A-Za-z][A-Za-z0-9+.-]*:"
    if relative:  # without a scheme, no colon stands in the first segment
        scheme = rf"(?:{scheme}|(?![^/?\#]*:)|(?=//))"
    compiled = re.compile(f"{scheme}{hierarchy}{ending}")

    def check(text: str) -> bool:
        found = compiled.fullmatch(text)
        return found is not None and (found["literal"] is None or _is_literal(found["literal"]))

    return check


_FUTURE = re.compile(r"[Vv][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+")


def _is_literal(text: str) -> bool:
    """What stands in brackets for a host: an address of IPv6, or one of the future."""
    return _is_ipv6(text) or _FUTURE.fullmatch(text) is not None


# A template of RFC 6570, 2: literals and expressions of any of its four levels.
_VARIABLE = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*"
_VARSPEC = rf"{_VARIABLE}(?:\*|:[1-9][0-9]{{0,3}})?"
_TEMPLATE = (
    rf"(?:[!\#$&(-;=?-\[\]_a-z~{_BEYOND}{_PRIVATE}]|%[0-9A-Fa-f]{{2}}"
    rf"|\{{[+\#./;?&=,!@|]?{_VARSPEC}(?:,{_VARSPEC})*\}})*"
)

_POINTER = r"(?:/(?:[^~/]|~[01])*)*"

CHECKS: Final[dict[str, Check]] = {
    "date-time": _is_date_time,
    "date": _is_date,
    "time": _is_time,
    "duration": _matches(_DURATION),
    "email": _is_email,
    "idn-email": _is_idn_email,
    "hostname": _is_hostname,
    "idn-hostname": _is_idn_hostname,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "uri": _address("", "", relative=False),
    "uri-reference": _address("", "", relative=True),
    "iri": _address(_BEYOND, _PRIVATE, relative=False),
    "iri-reference": _address(_BEYOND, _PRIVATE, relative=True),
    "uuid": _matches(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"),
    "uri-template": _matches(_TEMPLATE),
    "json-pointer": _matches(_POINTER),
    "relative-json-pointer": _matches(rf"(?:0|[1-9][0-9]*)(?:\#|{_POINTER})"),
    "regex": _is_regex,
}
"""Whether a text is of a format, by the format's name (JSON Schema Validation 2020-12, 7.3)."""
