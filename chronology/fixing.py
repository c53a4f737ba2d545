"""What can be fixed in a file without asking: it is changed in place, and means what it meant.

Values that other readers of YAML take for something else, and dates in brackets, get quotation
marks; dates that can be read in one way only are written as EDTF has them; spaces at line ends go,
and the last line gets its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from chronology.diagnostics import Path
from chronology.document import Document, read
from chronology.document.edits import Change, Stretch, changed, loose_ends, stretches
from chronology.edtf import Edtf, parse
from chronology.edtf.hints import only_reading
from chronology.shape import Shaped, in_doubt, shape
from chronology.shape.typed import copied
from chronology.vocabulary import Level

_BYTE_ORDER_MARK = "\ufeff"
_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
"""The dates that need no quotation marks."""


class Fixed(NamedTuple):
    """A text after fixing, what was changed in it, and why nothing was, where that needs words."""

    text: str
    changes: tuple[Change, ...] = ()
    refusal: str | None = None


def fixed(text: str, file: str, wanted: Callable[[str], bool] = lambda _: True) -> Fixed:
    """A file's text with all that is safe fixed; fixing the result again changes nothing.

    What the file says stays the same, but for the dates that could not be read and now can. This
    is held: the new text is read again, and if it says anything else, nothing is changed. Of what
    has a code, only what is `wanted` is fixed, and not what the file's own `rules` turn off.
    """
    body = text.removeprefix(_BYTE_ORDER_MARK)
    document = read(body, file)
    if document.troubles:
        return Fixed(text, (), "the mistakes in its text come first")
    meant = copied(document.data)
    changes = _changes(document, meant, wanted)
    revised = changed(body, changes)
    again = read(revised, file)
    if again.troubles or again.data != meant:
        return Fixed(text, (), "it would not say the same any more")
    return Fixed(text[: len(text) - len(body)] + revised, changes)


def _changes(document: Document, meant: Any, wanted: Callable[[str], bool]) -> tuple[Change, ...]:
    """What to change in a document; `meant` is its data, and gets what it will say then."""
    shaped = shape(document)
    places, found = stretches(document.text), dict[int, Change]()
    for suspect in in_doubt(document.suspects, shaped) if _quotes(shaped, wanted) else ():
        stretch = places[suspect.position]
        if stretch.of(document.text) == suspect.text:
            found[stretch.start] = Change(stretch.start, stretch.end, f'"{suspect.text}"')
    for path, new in _dates(shaped, meant, wanted):
        place = places.get(document.position(path))
        written = place and _written(place, place.of(document.text), _at(meant, path), new)
        if place is not None and written:
            _at(meant, path[:-1])[path[-1]] = new
            found[place.start] = Change(place.start, place.end, written)
    return (*found.values(), *loose_ends(document.text, places.values()))


def _quotes(shaped: Shaped, wanted: Callable[[str], bool]) -> bool:
    """Whether quotation marks are wanted around what needs them."""
    setting = shaped.record.rules.get("needs-quotes")
    return wanted("needs-quotes") and (setting is None or setting.level is not Level.OFF)


def _dates(shaped: Shaped, data: Any, wanted: Callable[[str], bool]) -> Iterator[tuple[Path, str]]:
    """The dates that should be written in another way, each with that."""
    for code, finding in shaped.findings:
        if not wanted(code):
            continue
        if code == "bad-date":
            new = only_reading(_at(data, finding.path), parse)
        elif code == "unquoted-date":
            new = only_reading(_bracketed(_at(data, finding.path)), parse)
        else:
            continue
        if new is not None:
            yield finding.path, new
    for path, date in _sound_dates(shaped):
        if str(date) != _at(data, path):
            yield path, str(date)


def _sound_dates(shaped: Shaped) -> Iterator[tuple[Path, Edtf]]:
    sources = ((("sources", name), source) for name, source in shaped.record.sources.items())
    for path, part in (((), shaped.record), *sources, *shaped.events()):
        for name, value in part:
            if isinstance(value, Edtf):
                yield (*path, name), value


def _bracketed(value: Any) -> str:
    """The text that YAML took for a list or a mapping."""
    inside = ",".join(map(str, value))
    return f"[{inside}]" if isinstance(value, list) else f"{{{inside}}}"


def _written(stretch: Stretch, source: str, old: Any, new: str) -> str | None:
    """A date as it is to stand in a stretch; None where the source does not show the old one."""
    if source == old:
        return new if _PLAIN_DATE.fullmatch(new) else f'"{new}"'
    if stretch.style in ("'", '"') and source[1:-1] == old:
        return f"{stretch.style}{new}{stretch.style}"
    return f'"{new}"' if source.replace(" ", "") == new else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
