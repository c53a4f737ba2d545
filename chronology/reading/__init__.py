"""Text read into plain data with places, and shaped into a `Record` as far as it is sound."""

from chronology.reading.builder import BROKEN, Suspect, copied, holds_broken, lines_of
from chronology.reading.document import Document, read
from chronology.reading.draft import Draft, in_doubt, merge, shape
from chronology.reading.errors import is_harmless
from chronology.reading.folder import (
    Folder,
    Key,
    Reader,
    content_of,
    files_in,
    open_document,
    other_than_file,
    read_texts,
    taken_from,
    text_of,
    typed,
)

__all__ = [
    "BROKEN",
    "Document",
    "Draft",
    "Folder",
    "Key",
    "Reader",
    "Suspect",
    "content_of",
    "copied",
    "files_in",
    "holds_broken",
    "in_doubt",
    "is_harmless",
    "lines_of",
    "merge",
    "open_document",
    "other_than_file",
    "read",
    "read_texts",
    "shape",
    "taken_from",
    "text_of",
    "typed",
]
