"""Text read into plain data with places, and shaped into a `Record` as far as it is sound."""

from chronology.reading.builder import BROKEN, copy_data, holds_broken, lines_of, value_at
from chronology.reading.document import Document, read
from chronology.reading.draft import Draft, in_doubt, merge, shape
from chronology.reading.errors import is_harmless
from chronology.reading.folder import (
    Folder,
    Key,
    Reader,
    add_types,
    content_of,
    files_in,
    open_document,
    read_stream,
    read_texts,
    text_of,
)

__all__ = [
    "BROKEN",
    "Document",
    "Draft",
    "Folder",
    "Key",
    "Reader",
    "add_types",
    "content_of",
    "copy_data",
    "files_in",
    "holds_broken",
    "in_doubt",
    "is_harmless",
    "lines_of",
    "merge",
    "open_document",
    "read",
    "read_stream",
    "read_texts",
    "shape",
    "text_of",
    "value_at",
]
