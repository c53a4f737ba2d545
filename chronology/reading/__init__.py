"""Text read into plain data with places, and shaped into a `Record` as far as it is sound."""

from chronology.reading.builder import BROKEN, Suspect, copied, holds_broken, lines_of
from chronology.reading.document import Document, read
from chronology.reading.draft import Shaped, in_doubt, merged, shape
from chronology.reading.errors import is_harmless
from chronology.reading.folder import (
    Folder,
    Key,
    content_of,
    files_in,
    other_than_file,
    taken_from,
    text_of,
    typed,
)

__all__ = [
    "BROKEN",
    "Document",
    "Folder",
    "Key",
    "Shaped",
    "Suspect",
    "content_of",
    "copied",
    "files_in",
    "holds_broken",
    "in_doubt",
    "is_harmless",
    "lines_of",
    "merged",
    "other_than_file",
    "read",
    "shape",
    "taken_from",
    "text_of",
    "typed",
]
