"""Files and their bytes, as far as these are read, and folders of files that are one chronology."""

from __future__ import annotations

import errno
import json
import stat
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from math import isfinite
from pathlib import Path as File
from typing import IO, Any

from chronology.findings import Finding, Path, Position
from chronology.reading import builder
from chronology.reading.builder import BROKEN, Suspect, value_at
from chronology.reading.document import Document, read

_OUR_OWN = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""The beginnings of names of files that the caller has opened, such as `<(command)` of a shell."""

ENDINGS = (".yaml", ".yml")
"""The endings of the names of chronology files, in small letters or capitals."""


def files_in(folder: File) -> list[File]:
    """The chronology files in a folder, but for hidden ones, in the order of their names.

    What has such a name need not be a file. Raises OSError where the folder cannot be read.
    """
    named = (each for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    return sorted(
        (each for each in named if not each.name.startswith(".")), key=lambda each: each.name
    )


def other_than_file(path: File) -> str | None:
    """The words for something that is not a file; None for a file, or if that is unknown.

    Reading a pipe or a device might never end.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return "a link that leads nowhere" if path.is_symlink() else None
    return next((words for is_one, words in _OTHERS if is_one(mode)), None)


_OTHERS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def content_of(path: str | File, most: int | None = None) -> bytes:
    """The content of a file: all of it, or a byte more than `document.read` takes.

    An endless device thus ends as a file that is too big. A pipe by name is refused, since it may
    never have a writer; pipes that are open already (`/dev/stdin`, `/dev/fd/63`) are read.

    Raises OSError where the file cannot be read, and where it has more than `most` bytes.
    """
    if stat.S_ISFIFO(File(path).stat().st_mode) and not str(path).startswith(_OUR_OWN):
        raise OSError(errno.ENXIO, "a named pipe, which may never end: use < to read it", str(path))
    with File(path).open("rb", buffering=0) as file:
        content = read_stream(file, most)
    if most is not None and len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most >> 20} MiB", str(path))
    return content


def text_of(path: str | File, errors: str = "strict") -> str:
    """The text in a file, in UTF-8.

    Raises OSError as `content_of` does, also where it has more bytes than a chronology may have,
    and UnicodeDecodeError where it is not UTF-8, unless `errors` is another way to decode it.
    """
    text = content_of(path, builder.MAX_BYTES).decode("utf-8", errors)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_stream(stream: IO[bytes], most: int | None = None) -> bytes:
    """The content of a stream, up to a byte more than `most`, or than `document.read` takes."""
    pieces, left = [], (builder.MAX_BYTES if most is None else most) + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


_PIECE = 1 << 24


# ------------------------------------------------------------------------------ folders


@dataclass(slots=True)
class Folder:
    """Documents whose headers, registries and events belong together.

    `data` is what all of them say, the events one after another; a path in it leads into one of
    the `parts`. `starts` are the numbers that their first events have in the whole; `homes` are
    the first parts with each key of the header, and with each entry of a registry.
    """

    file: str
    parts: tuple[Document, ...]
    data: dict[str, Any]
    starts: tuple[int, ...]
    homes: dict[Path, Document]

    @classmethod
    def of(cls, file: str, parts: tuple[Document, ...]) -> Folder:
        """The whole of some documents; what two of them have alike becomes a trouble."""
        _take_events_for_granted(parts)
        counts = (len(_events(part)) for part in parts)
        whole = cls(file, parts, {}, tuple(accumulate(counts, initial=0))[:-1], {})
        for part in parts:
            whole._take_in(part)
        return whole

    @property
    def suspects(self) -> list[Suspect]:
        """The suspects of all parts, under their paths in the whole."""
        return [
            replace(each, path=shift(each.path, start))
            for part, start in zip(self.parts, self.starts, strict=True)
            for each in part.suspects
        ]

    def locate(self, path: Path) -> tuple[Document, Path]:
        """The document into which a path leads, and the path within it."""
        if path[:1] == ("events",) and len(path) > 1:
            number = bisect_right(self.starts, path[1]) - 1
            return self.parts[number], shift(path, -self.starts[number])
        return self.homes.get(path[:2]) or self.homes.get(path[:1]) or self.parts[0], path

    def _take_in(self, part: Document) -> None:
        """Add what a document says; what others have said already stays as it is."""
        for key, value in _mapping(part).items():
            self.homes.setdefault((key,), part)
            if key == "events":
                self.data.setdefault(key, []).extend(_events(part))
            elif isinstance(value, dict) and isinstance(self.data.setdefault(key, {}), dict):
                for name, entry in value.items():
                    self._add(part, (key, name), self.data[key], entry)
                    self.homes.setdefault((key, name), part)
            elif not isinstance(self.data.get(key), dict):
                self._add(part, (key,), self.data, value)

    def _add(self, part: Document, path: Path, known: dict[str, Any], value: Any) -> None:
        if (name := path[-1]) not in known:
            known[str(name)] = value
            return
        other, _ = self.locate(path)
        place = f"{other.file}:{other.position(path, at_key=True).line}"
        what = "id" if len(path) == 2 else "key"
        message = f"the {what} '{name}' stands in {place}, too"
        position = part.position(path, at_key=True)
        part.troubles.append(
            Finding.at(f"duplicate-{what}", position, message, "keep one of the two")
        )


def shift(path: Path, by: int) -> Path:
    """A path whose event has another number."""
    match path:
        case ("events", int(number), *rest):
            return ("events", number + by, *rest)
    return path


def _take_events_for_granted(parts: Iterable[Document]) -> None:
    """Let a file be without `events` where another has them."""
    without = [part for part in parts if not part.troubles and part.data is None]
    without += [part for part in parts if isinstance(part.data, dict) and "events" not in part.data]
    if len(without) < len(tuple(parts)):
        for part in without:
            part.data = {**_mapping(part), "events": []}


def _mapping(part: Document) -> dict[str, Any]:
    return part.data if isinstance(part.data, dict) else {}


def _events(part: Document) -> list[Any]:
    events = _mapping(part).get("events")
    return events if isinstance(events, list) else []


# ------------------------------------------------------------------------------ documents of files

Reader = Callable[[bytes, str], Document]
"""A function that makes a document of a file's content and name."""


def open_document(path: File, name: str, reader: Reader = read) -> Document | Folder:
    """The document in a file, or those in a folder, which are one chronology together.

    Of a folder these are its `*.yaml` and `*.yml` files but for hidden ones, in the order of their
    names; one that cannot be read has a trouble that says so. `name` is what diagnostics call it.
    Raises OSError where a file that is named, or a folder, cannot be read, or holds no such file.
    """
    if not path.is_dir():
        return reader(content_of(path), name)
    found = files_in(path)
    if not found:
        raise FileNotFoundError(errno.ENOENT, _NO_FILE, name)
    return Folder.of(name, tuple(_part(each, str(File(name, each.name)), reader) for each in found))


_NO_FILE = "there is no file *.yaml or *.yml in this folder"


def _part(path: File, name: str, reader: Reader) -> Document:
    """The document in a file of a folder, or that it cannot be read."""
    if (other := other_than_file(path)) is not None:
        message = f"this is no file, but {other}"
    else:
        try:
            content = content_of(path)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
        else:
            return reader(content, name)
    hint = "take it out of the folder, or give it another ending"
    trouble = Finding.at("unreadable-file", Position(1, 1), message, hint)
    return Document(name, "", BROKEN, [trouble])


def read_texts(folder: str | File) -> dict[str, str]:
    """The texts of sources in a folder, `<source id>.txt`, by the id.

    Folders, pipes and devices that have such a name are no texts: reading one might never end.
    Raises OSError where the folder or a text cannot be read, and UnicodeDecodeError for a text
    that is not UTF-8.
    """
    named = sorted(each for each in File(folder).iterdir() if each.suffix == ".txt")
    # A link that leads nowhere stays, so that its text is reported as missing.
    texts = (each for each in named if each.is_file() or not each.exists())
    return {file.stem: text_of(file) for file in texts}


# ------------------------------------------------------------------------------ other readers


def add_types(document: Document | Folder) -> Any:
    """The data as readers of YAML 1.2 see it: unquoted numbers as numbers, true and false as such.

    Our own reader leaves all of them text.
    """
    data = _mark_keys(document.data)
    for suspect in document.suspects:
        if suspect.path and value_at(data, suspect.path) == suspect.text:
            *around, last = suspect.path
            value_at(data, tuple(around))[last] = _core_value(suspect.text)
    return data


_LONGEST = 300
"""The most digits of a number that every program can compute with."""


def _core_value(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2, as far as it is JSON (YAML 1.2.2, 10.3)."""
    try:
        value = json.loads(text.lower())
    except ValueError:
        return text
    if isinstance(value, bool):
        return value
    is_number = isinstance(value, int | float) and len(text) <= _LONGEST and isfinite(value)
    return value if is_number else text


class Key(str):
    """A key of a mapping, which a schema may look at like a value, and errors must tell apart."""

    __slots__ = ()


def _mark_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {Key(key): _mark_keys(value) for key, value in data.items()}
    return [_mark_keys(value) for value in data] if isinstance(data, list) else data
