"""A chronology file that is sound, and hostile wherever a file may have its own words.

It is `complete.yaml` with other texts, so that a page of one has the elements of the other's.
"""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from chronology import Chronology
from chronology.loading import check_text

COMPLETE = Path(__file__).parent / "complete.yaml"
STRINGS = Path(__file__).parent / "naughty.yaml"

NAUGHTY = (
    '<img src=x onerror="window.pwned=1"> & "quotes" *stars* _x_ `code` {{ 7*7 }}',
    "</div></title></h1></dd><script>window.pwned=2</script>",
    "[a](javascript:alert(1)) ![b](x) <https://evil.example> [[wiki]] [^1]",
    '" onmouseover=\'alert(3)\' style="position:fixed" autofocus onfocus=alert(3)',
    'two\n\n# Heading {: onclick="alert(4)" }\n\n    indented\n\n```\n<b>\n```\n~~~\n--8<-- "x"',
    "&lt;script&gt;alert(5)&lt;/script&gt; &#60;b&#62; <!-- <!doctype -->",
    "\u05d0\u200fgnp.exe \u061cx\u200e Z\u0341\u0327\u0334a\u0338l\u0337go \U0001f469\u200d\U0001f680",  # noqa: E501
    "W" * 300,
    "*[HTML]: x\n\n| a |\n|---|\n:::: warning\n!!! note\n    y\n$$x$$ :smile: ==m== {++i++}",
    '{% raw %}{{ config }}{% include "x" %} \\ \u2028 <div markdown="1">*b*</div>',
)
"""Texts that would do something if anything let them."""

FREE_TEXT = {
    *("title", "description", "publisher", "authors", "wire", "note", "name", "other_names"),
    *("label", "meaning", "venue", "summary", "role", "text", "derived"),
    *("notes", "decisions", "differs"),
}
"""The fields whose values are anybody's words."""

QUOTED = {
    "says": '<i onclick="alert(6)">six {{days}}</i> later',
    "passage": '"><img src=x onerror=alert(7)> `a` ... {{ b }} </a>',
}
"""The fields that take a few words only."""


def naughty(data: Any, texts: Iterator[str], *, free: bool = False) -> Any:
    """A chronology file's data with every text of anybody's replaced by one that is hostile."""
    if isinstance(data, dict):
        return {
            key: QUOTED.get(key) or naughty(value, texts, free=free or key in FREE_TEXT)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [naughty(each, texts, free=free) for each in data]
    return next(texts) if free else data


def text(strings: Sequence[str] = NAUGHTY) -> str:
    """The file's text, in which the strings follow each other from field to field."""
    data = yaml.load(COMPLETE.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return yaml.safe_dump(naughty(data, itertools.cycle(strings)))


def naughty_texts() -> Iterator[str]:
    """Files that have, together, every string of the long list."""
    lists = yaml.load(STRINGS.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - as above
    strings = list(itertools.chain.from_iterable(lists.values()))
    fields = itertools.count()
    naughty(yaml.safe_load(COMPLETE.read_text("utf-8")), map(str, fields))
    length = next(fields)
    for start in range(0, len(strings), length):
        yield text(strings[start:] + strings[:start])


def chronology(written: str | None = None) -> Chronology:
    """The chronology of a file, by default of the first."""
    return Chronology.of(check_text(written or text(), "hostile.yaml")[0].record)
