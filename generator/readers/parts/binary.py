"""Files that are no text. In: the first bytes and the name of a file. Out: what it is, in words that say how to get papers out of it."""

from __future__ import annotations

from pathlib import PurePosixPath

_LIBRARY = (
    "is an EndNote library; in EndNote choose File, Export, with RefMan (RIS) Export as the style, and give that file."
)
_BOOK = "is a workbook; open it and save the sheet of papers as CSV."
_PACKED = "is a packed Citavi project (a zip); unpack it, and give the XML file in it."
_WORD = "is a document of a word processor; open it, and save or paste its text."
# By what a name ends in, for libraries of reference managers look like any database.
_ENDINGS = {
    ".enl": _LIBRARY, ".enlx": _LIBRARY, ".enlp": _LIBRARY, ".xls": _BOOK, ".numbers": _BOOK, ".doc": _WORD, ".pages": _WORD,
    ".nel": "is a NoteExpress library; choose File, Export, with the style RefMan (RIS), and give that file.",
    ".ctv5bak": _PACKED, ".ctv6bak": _PACKED,
    ".ctv5": "is a Citavi project; choose File, Export, RIS, and give that file.",
    ".ctv6": "is a Citavi project; choose File, Export, RIS, and give that file.",
}  # fmt: skip
# By what stands in its first bytes.
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (
        b"SQLite format 3",
        "is a database (a Zotero or Mendeley library?); in Zotero choose File, Export Library, and give that file.",
    ),
    (
        b"%PDF-",
        "is a PDF; paste its title and abstract, or export its record as RIS or BibTeX from the page where you found it.",
    ),
    (b"word/document", _WORD),
    (b"xl/workbook", _BOOK),
    (b"xl/_rels", _BOOK),
    (b"application/vnd.oasis.opendocument.spreadsheet", _BOOK),
    (b"application/vnd.oasis.opendocument.text", _WORD),
    (b"ppt/", "is a presentation; paste the titles and abstracts themselves."),
    (b"application/epub", "is an electronic book; paste the titles and abstracts themselves."),
    (
        b"\xd0\xcf\x11\xe0",
        "is a document of an old office program; open it, and save a table as CSV, a text as plain text.",
    ),
    (b"PK\x03\x04", "is a zip archive; unpack it, and give the files in it."),
    (b"\x1f\x8b", "is not text but a packed file (gzip); unpack it first."),
    (b"\x89PNG", "is not text but a picture; paste the titles and abstracts themselves."),
    (b"\xff\xd8\xff", "is not text but a picture; paste the titles and abstracts themselves."),
    (b"GIF8", "is not text but a picture; paste the titles and abstracts themselves."),
)
_HEAD = 4096


def binary_kind(raw: bytes, name: str) -> str:
    """What a file that is no text is and what to do; "" when nobody knows."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    head, tail = raw[:_HEAD], raw[-_HEAD:]
    zipped = head.startswith(b"PK\x03\x04")
    return next((said for sign, said in _SIGNS if head.startswith(sign) or (zipped and sign in head + tail)), "")
