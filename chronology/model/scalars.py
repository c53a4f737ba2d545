"""The scalars of a chronology file: text as it was written, given its type and checked.

YAML scalars arrive as text, quoted or not, and each type here says what its text must look like,
to pydantic and to the JSON Schema alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, TypeVar, get_args
from urllib.parse import quote

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from chronology.characters import describe_twins, in_ascii, transliterate
from chronology.dates import Edtf, EdtfError, parse
from chronology.dates.times import Span, TimeOfDay, parse_span, parse_time
from chronology.passages import MOST_SIGNS, MOST_WORDS, PASSAGE_PATTERN, UNSPACED, WORD, Passage
from chronology.text import is_hidden, to_write

_Value = TypeVar("_Value")
JsonSchema = dict[str, Any]

NAME = "x-scalar"
"""The key under which a scalar's JSON Schema has its name, until it is defined once for all."""

END = r"$(?!\n)"
"""The end of a text in a pattern, in Python and in ECMA 262 alike."""


def refuse(code: str, message: str, hint: str | None = None) -> NoReturn:
    """Raise the pydantic error that becomes one of our findings."""
    context = {"words": message, "hint": hint}
    raise PydanticCustomError(code, "{words}", context)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """The type of a scalar: its name, how it is checked, and the JSON Schema that says the same.

    `numeric` marks what other readers of YAML may take for a number or a day without harm.
    """

    name: str
    check: Callable[[Any], Any]
    schema: JsonSchema
    numeric: bool = False

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check with our function, and write what is not a number as text."""
        numbers = source in (int, float)
        written = None if numbers else core_schema.to_string_ser_schema(when_used="json")
        return core_schema.no_info_plain_validator_function(self.check, serialization=written)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        """The schema that says the same, under its name."""
        return {NAME: self.name, **self.schema}


def is_numeric(annotation: object) -> bool:
    """True if a field's type is a scalar that other readers may take for a number."""
    marks = getattr(annotation, "__metadata__", ())
    if any(isinstance(mark, Scalar) and mark.numeric for mark in marks):
        return True
    return any(is_numeric(each) for each in get_args(annotation))


# ------------------------------------------------------------------------------------ text

_TURNS = r"\u202a-\u202e\u2066-\u2069"
_CONTROLS = rf"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f{_TURNS}"
_CONTROL = re.compile(f"[{_CONTROLS}]")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a text is wanted here")
    return value


def _readable(value: object) -> str:
    text = _text(value)
    if control := _CONTROL.search(text):
        code = "bidi-control" if re.match(f"[{_TURNS}]", control[0]) else "control-character"
        words = f"the text holds the control character U+{ord(control[0]):04X}"
        refuse(code, words, "take it out; no reader can see it")
    if not text.strip():
        refuse("empty-value", "the text is empty", "write it, or take the field out")
    return text


# In scripts without spaces between words characters count, as they do in a passage.
_FEW = (
    rf"(?=\s*{WORD}(?:\s+{WORD}){{0,{MOST_WORDS - 1}}}\s*{END})"
    rf"|(?=[\s\S]{{1,{MOST_SIGNS}}}{END})(?=[\s\S]*[{UNSPACED}])"
)


def _short(value: object) -> str:
    text = _readable(value)
    if not re.search(f"^(?:{_FEW})", text):
        what, count, most = "words", len(text.split()), MOST_WORDS
        if re.search(f"[{UNSPACED}]", text):
            what, count, most = "characters", len(text), MOST_SIGNS
        words = f"the source's {what} are {count}, and at most {most} may be quoted"
        refuse("long-quotation", words, "keep the words that carry the time")
    return text


_READABLE = rf"(?=[\s\S]*\S)[^{_CONTROLS}]*"

_TEXT = {"type": "string", "pattern": f"^{_READABLE}{END}"}
_TEXT_OR_NUMBER = _TEXT | {"type": ["string", "number"]}
_QUOTATION = {"type": "string", "pattern": f"^(?:{_FEW}){_READABLE}{END}"}

Text = Annotated[str, Scalar("Text", _readable, _TEXT)]

Quotation = Annotated[str, Scalar("Quotation", _short, _QUOTATION)]

Target = Annotated[str, Scalar("Target", _readable, _TEXT_OR_NUMBER, numeric=True)]


def _make_form(name: str, code: str, form: str, cure: Callable[[str], tuple[str, str]]) -> Scalar:
    """Text of one form, the same for us and for the JSON Schema."""
    pattern = re.compile(f"^{form}{END}")

    def check(value: object) -> str:
        text = _text(value)
        if not pattern.search(text):
            refuse(code, *cure(text))
        return text

    return Scalar(name, check, {"type": "string", "pattern": pattern.pattern})


def _other_id(text: str) -> tuple[str, str]:
    meant = in_ascii(text)
    plain = meant or transliterate(text) or ""
    near = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    cure = to_write(near, otherwise=_OF_AN_ID) if near else _OF_AN_ID
    if meant is not None:
        refuse("look-alike", f"'{text}' is not what it seems: {describe_twins(text)}", cure)
    return f"'{text}' cannot be an id", cure


_OF_AN_ID = "use small letters, digits, and single hyphens between them"


Id = Annotated[str, _make_form("Id", "bad-id", "[a-z0-9]+(?:-[a-z0-9]+)*", _other_id)]


def _other_url(text: str) -> tuple[str, str]:
    """The message about an address, and the cure: the first sign that none can hold, escaped."""
    message = f"'{text}' is not the address of a web page"
    cure: str = "an address starts with http:// or https:// and has no spaces"
    if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", text):
        return message, to_write(f"https://{text}", otherwise=cure)
    outside = text.strip().removeprefix("<").removesuffix(">").strip()
    if outside != text:
        return message, to_write(outside, otherwise=cure)
    bad = _BAD_SIGN.search(text)
    if bad is None or not text.startswith(("http://", "https://")):
        return message, cure
    is_seen = not is_hidden(bad[0]) and not bad[0].isspace()
    name = "a space" if bad[0] == " " else bad[0] if is_seen else f"U+{ord(bad[0]):04X}"
    message = f"{message}: character {bad.start() + 1}, {name}, cannot be in one"
    if is_hidden(bad[0]):
        return message, to_write(_BAD_SIGN.sub(_escape, text), otherwise="take it out")
    escape = f"in an address {name} is written {_escape(bad)}"
    return message, to_write(_BAD_SIGN.sub(_escape, text), otherwise=escape)


def _escape(sign: re.Match[str]) -> str:
    """A sign as an address holds it; nothing for an invisible one."""
    return "" if is_hidden(sign[0]) else quote(sign[0], safe="")


_NOT_IN_URLS = r'\s\u0000-\u0020\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>"\\^`{|}'

_BAD_SIGN = re.compile(f"[{_NOT_IN_URLS}]")

_URL = rf"https?://[^/?#@{_NOT_IN_URLS}]+(?:[/?#][^{_NOT_IN_URLS}]*)?"

Url = Annotated[str, _make_form("Url", "bad-url", _URL, _other_url)]


def is_web_address(text: str) -> bool:
    """True if a browser that follows this opens a page: it is http or https, and has no gaps."""
    return re.fullmatch(_URL, text) is not None


def _other_item(text: str) -> tuple[str, str]:
    return f"'{text}' is not a Wikidata item", "it is Q and a number, such as Q649"


Wikidata = Annotated[str, _make_form("Wikidata", "bad-identifier", "Q[1-9][0-9]*", _other_item)]


def _passage(value: object) -> Passage:
    if isinstance(value, Passage):
        return value
    text = _readable(value)
    try:
        return Passage.parse(text)
    except ValueError as error:
        refuse("bad-passage", str(error), "such as: the talks began at ... local time")


_PASSAGE = {"type": "string", "pattern": f"(?=^{_READABLE}{END}){PASSAGE_PATTERN}"}

PassageText = Annotated[Passage, Scalar("Passage", _passage, _PASSAGE)]


# ------------------------------------------------------------------------------------ numbers


def _degrees(name: str, limit: int, below: str) -> Scalar:
    """Decimal degrees up to a limit either way, as a number or as the text of one."""
    pattern = rf"^[-+]?(?:{limit}(?:\.0+)?|(?:{below})(?:\.[0-9]+)?){END}"

    def check(value: object) -> float:
        text = str(value) if isinstance(value, int | float) else _text(value)
        if not re.search(pattern, text):
            cure: str = f"decimal degrees from -{limit} to {limit}, such as 41.01384"
            if re.search(pattern, text.replace(",", ".")):
                cure = to_write(text.replace(",", "."), otherwise=cure)
            elif limit < 180 and re.search(
                rf"^[-+]?(?:9[0-9]|1[0-7][0-9])(?:\.[0-9]+)?{END}", text
            ):
                cure = f"{cure}; a longitude seems to stand in its place"
            refuse("bad-coordinate", f"'{text}' is not a coordinate", cure)
        return float(text)

    number = {"type": "number", "minimum": -limit, "maximum": limit}
    text = {"type": "string", "pattern": pattern}
    return Scalar(name, check, {"anyOf": [number, text]}, numeric=True)


Latitude = Annotated[float, _degrees("Latitude", 90, "[0-8]?[0-9]")]

Longitude = Annotated[float, _degrees("Longitude", 180, "1[0-7][0-9]|[0-9]?[0-9]")]

# To JSON Schema 745044.0 is whole, too.
_NUMBER = rf"^([1-9][0-9]{{0,11}})(?:\.0+)?{END}"


def _geonames(value: object) -> int:
    text = str(value) if isinstance(value, int) else _text(value)
    if found := re.search(_NUMBER, text):
        return int(found[1])
    refuse("bad-identifier", f"'{text}' is not a GeoNames id", "it is a number, such as 745044")


_WHOLE = {"type": "integer", "minimum": 1, "maximum": 999_999_999_999}
_GEONAMES = {"anyOf": [_WHOLE, {"type": "string", "pattern": _NUMBER}]}

GeoNames = Annotated[int, Scalar("GeoNames", _geonames, _GEONAMES, numeric=True)]


# ------------------------------------------------------------------------------------ dates


def _check_by(parser: Callable[[str], _Value]) -> Callable[[object], _Value]:
    """The check that parses a text with one of the parsers of `dates`."""

    def check(value: object) -> _Value:
        text = str(value) if isinstance(value, int) else _text(value)
        try:
            return parser(text)
        except EdtfError as error:
            refuse(error.code, str(error), error.hint)

    return check


def in_brackets(value: list[Any] | dict[str, Any]) -> str:
    """The text whose brackets YAML has taken for those of a list or a mapping."""
    inside = ",".join(map(str, value))
    return f"[{inside}]" if isinstance(value, list) else f"{{{inside}}}"


def _date(value: Any) -> Edtf:
    """A date, unless YAML has taken its brackets for those of a list or a mapping."""
    if isinstance(value, list) or _is_bare(value):
        words = "a date in brackets needs quotation marks"
        refuse("unquoted-date", words, to_write(in_brackets(value), otherwise=_QUOTE))
    return _as_date(value)


_QUOTE = "put it in quotation marks"


def _is_bare(value: object) -> bool:
    """True for a mapping in which only the keys are written."""
    written = (str, list, dict)
    return isinstance(value, dict) and not any(isinstance(x, written) for x in value.values())


_as_date = _check_by(parse)

Date = Annotated[Edtf, Scalar("Date", _date, {"type": ["string", "integer"]}, numeric=True)]

TimeText = Annotated[TimeOfDay, Scalar("Time", _check_by(parse_time), {"type": "string"})]

SpanText = Annotated[Span, Scalar("Span", _check_by(parse_span), {"type": "string"})]

SCALARS = {
    "Date": "A date in EDTF, levels 0 to 2 (ISO 8601-2:2019).",
    "GeoNames": "The number of a feature in the GeoNames database.",
    "Id": "A permanent name: small letters, digits and single hyphens.",
    "Latitude": "Degrees north of the equator, WGS 84; south is negative.",
    "Longitude": "Degrees east of Greenwich, WGS 84; west is negative.",
    "Passage": "A passage of a source: `how it starts ... how it ends`, 2 to 8 words each; "
    "4 to 30 characters in a script without spaces between words.",
    "Quotation": "A source's own words, at most eight; 30 characters in a script without spaces.",
    "Span": "A length of time, in seconds to years: `90 minutes~`, `1..7 days`, `2 months..`.",
    "Target": "What something is dated by: the id of an event, or a date in EDTF.",
    "Text": "Words for a reader: not empty, and without control characters.",
    "Time": "A time of day or two: `09:50`, `09:50/16:20~`.",
    "Url": "The address of a web page, http or https (RFC 3986).",
    "Wikidata": "A Wikidata item, such as Q649.",
}
"""The meaning of each type of scalar, in one sentence."""
