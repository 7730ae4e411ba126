"""A captured page without the marks of its tool. In: its text. Out: plain lines, as many as before, with the links and headings of each.

Links are written in four ways: [text](url), [text][12] or [12]text with a list of references, text <url>, and a bare url. Brackets that
stand alone on a line (a link around a block) go; so do images, list marks, and the backslashes with which Markdown is escaped.
"""

from __future__ import annotations

import re

import msgspec

_REFERENCE = re.compile(r"\s*(?:\[(\d{1,5})\]:?|(\d{1,5})\.)\s+<?((?:https?|mailto|javascript|file|ftp)\S*?)>?\s*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)", re.DOTALL)
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,400}\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\[\d*\])|\[(?:IMG|image|\d*\.(?:png|jpe?g|svg))\]"
)
_LABEL = r"\[([^\[\]\n]{0,2000}(?:\[[^\[\]\n]{0,100}\][^\[\]\n]{0,400}){0,4})\]"
_INLINE = re.compile(_LABEL + r"\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"\n]{0,200}\")?\s*\)")
_NUMBERED = re.compile(_LABEL + r"\[(\d{1,5})\]")
_BEFORE = re.compile(r"\[(\d{1,5})\](?=\S)")
_ANGLE = re.compile(r"\s?<(https?://[^\s<>]+)>")
_CLOSING = re.compile(r"^\s*\](?:\[(\d{1,5})\]|\(\s*<?([^\s<>]*?)>?(?:\s+\"[^\"\n]{0,200}\")?\s*\))?")
_UNOPENED = re.compile(r"\](?:\(\s*<?(https?://[^\s()<>]*)>?\s*\)|\[(\d{1,5})\])\s*$")
_OPENING = re.compile(r"^\s*\[\s*$|(?<=\s)\[\s*$")
_BULLET = re.compile(r"^(\s*)(?:[*+•◦·-]|\d{1,3}\.)\s+(?=\S)")
_ESCAPED = re.compile(r"\\([_*\[\]#~|<>`])")
_BREAKS = re.compile(r"(?:(?<!\\)\\++|<br\s*+/?>)\s*+$")
_URL = re.compile(r"https?://[^\s<>\"\])]+")


class Plain(msgspec.Struct):
    """A line without marks: its text, the URLs it leads to, and the level of the heading that it is, or 0."""

    text: str
    urls: list[str]
    level: int = 0


def undressed(text: str) -> list[Plain]:
    """Each line of `text`, plain. Lines that were nothing but marks, and the list of references, are empty."""
    lines = text.split("\n")
    references = references_of(lines)
    listed = _list_of_references(lines)
    escaped = bool(_INLINE.search(text, 0, 1 << 16))
    return [
        Plain("", []) if number in listed else _plain(line, references, escaped=escaped)
        for number, line in enumerate(lines)
    ]


def references_of(lines: list[str]) -> dict[str, str]:
    """number -> URL, as a capture lists them at its end."""
    found = (match for match in map(_REFERENCE.match, lines) if match)
    return {match[1] or match[2]: match[3] for match in found}


def _list_of_references(lines: list[str]) -> set[int]:
    numbers = {number for number, line in enumerate(lines) if _REFERENCE.match(line)}
    heads = ("references", "visible links", "visible links:", "hidden links:", "links:")
    return numbers | {number for number, line in enumerate(lines) if numbers and line.strip().lower() in heads}


def _plain(line: str, references: dict[str, str], *, escaped: bool) -> Plain:
    if len(line) > 100_000 or not line.strip():
        return Plain(line, [])
    line = line.replace("LINK: ", "", 1) if line.lstrip().startswith("[LINK: ") else line
    heading = _HEADING.match(line)
    line, level = (heading[2].rstrip().rstrip("#").rstrip(), len(heading[1])) if heading else (line, 0)
    line, urls = _without_links(_IMAGE.sub("", line) if "[" in line else line, references)
    line = _BREAKS.sub("", _BULLET.sub(r"\1", line, count=1))
    urls += _URL.findall(line)
    return Plain(
        _ESCAPED.sub(r"\1", line).replace("\\ ", " ") if escaped else line, [url for url in urls if url], level
    )


def _without_links(line: str, references: dict[str, str]) -> tuple[str, list[str]]:
    """The line with the text of its links alone, and where they lead. A link around several lines opens on one and closes on another."""
    urls: list[str] = []

    def kept(match: re.Match[str]) -> str:
        urls.append(match[2] if not match[2].isdigit() else references.get(match[2], ""))
        return match[1]

    def dropped(match: re.Match[str]) -> str:
        urls.append(references.get(match[1], match[1]))
        return ""

    line, opened = _opened_above(line, references)
    urls += opened
    line = _INLINE.sub(kept, line)
    line, left = _left_open(line, references)
    urls += left
    line = _NUMBERED.sub(kept, line)
    if references:
        line = _BEFORE.sub(dropped, line)
    return _OPENING.sub("", _ANGLE.sub(dropped, line)), urls


def _opened_above(line: str, references: dict[str, str]) -> tuple[str, list[str]]:
    """The line behind the end of a link that opened on a line above, and where that leads."""
    closing = _CLOSING.match(line)
    if not closing:
        return line, []
    return line[closing.end() :], [closing[2] or references.get(closing[1] or "", "")]


def _left_open(line: str, references: dict[str, str]) -> tuple[str, list[str]]:
    """The line before the end of a link whose text began above, and where that leads; or without the bracket that opens one."""
    unopened = _UNOPENED.search(line) if "](" in line or "][" in line else None
    if unopened and "[" not in line[: unopened.start()]:
        return line[: unopened.start()], [unopened[1] or references.get(unopened[2] or "", "")]
    if line.lstrip().startswith("[") and "]" not in line:
        line = line.replace("[", "", 1)
    return line, []
