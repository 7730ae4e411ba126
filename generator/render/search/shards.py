"""Shards. In: postings. Out: small JSON files of neighbouring terms, and the manifest that tells which file holds which.

Terms are sorted by UTF-16 code unit, as JavaScript compares strings. Numbers are written as letters (see `letters`), because gzip then
packs a list of gaps almost as well as a bit code would, and any web server compresses JSON.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence

import msgspec

from generator.model import OutputFile
from generator.render.search.postings import FIELDS, Postings, gaps, papers_with, strongest

# 91 printable ASCII characters that JSON need not escape: 64 end a number, 27 continue it.
_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
_ENDS, _MORE = _DIGITS[:64], _DIGITS[64:]
_SINGLE = [_ENDS[value] for value in range(64)]


class Shard(msgspec.Struct, frozen=True):
    """`start` is a shortest string that no term of the shard lies below and every term before it does."""

    start: str
    content: str


class Cut(msgspec.Struct, frozen=True):
    """The shards, and the whole rows of terms that a shard lists in part: name -> JSON."""

    shards: list[Shard]
    whole: dict[str, str]


def letters(numbers: Iterable[int]) -> str:
    """Non-negative integers as text: base 64 for a number's last letter, base 27 (other letters) for those before it."""
    return "".join(_SINGLE[value] if value < 64 else _long(value) for value in numbers)


def _long(value: int) -> str:
    written = _ENDS[value & 63]
    value >>= 6
    while value:
        written = _MORE[value % 27] + written
        value //= 27
    return written


def cut(postings: Postings, target: int, most: int = 0) -> Cut:
    """All terms as shards of about `target` characters. Where one may end depends on the next term alone, so that a new paper changes the
    shards of its own words and moves no border far from them. A term that is longer than that alone ends its shard. With `most`, a
    shard lists so many papers of a term in each field at most, those in which it weighs most, and names a file with all of them."""
    shards: list[Shard] = []
    whole: dict[str, str] = {}
    rows: list[str] = []
    size, last, start = 0, "", ""
    for term in sorted({*postings.filters, *postings.pages}.union(*postings.terms), key=utf16):
        row = _as_json(_row(term, postings))
        if most and any(column.papers > most for columns in postings.terms if (column := columns.get(term))):
            name = name_of(row)
            whole[name], row = f"{row}\n", _as_json(_row(term, postings, most, name))
        if rows and (size > 2 * target or (size > target * 0.8 and _may_start(term))):
            shards.append(Shard(start, f"[{','.join(rows)}]\n"))
            rows, size, start = [], 0, _between(last, term)
        rows.append(row)
        size += len(row)
        last = term
    return Cut([*shards, Shard(start, f"[{','.join(rows)}]\n")], whole)


def _as_json(content: list[str] | dict[str, str]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _may_start(term: str) -> bool:
    """One term in eight, whichever others there are."""
    return zlib.crc32(utf16(term)) % 8 == 0


def utf16(term: str) -> bytes:
    """As JavaScript compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


def _between(last: str, term: str) -> str:
    """The shortest beginning of `term` that sorts after `last`."""
    for length in range(1, len(term)):
        if utf16(term[:length]) > utf16(last):
            return term[:length]
    return term


def _row(term: str, postings: Postings, most: int = 0, whole: str = "") -> list[str]:
    """[term, title, tags, authors, abstract, pages or filter, name of the whole row, papers in it], without the empty ends. With `most`
    each field lists so many papers at most."""
    row = [term]
    for field, columns in zip(FIELDS, postings.terms, strict=True):
        column = columns.get(term)
        if column and most and column.papers > most:
            column = strongest(column, field, postings.lengths, most)
        row.append(letters(column.numbers) if column else "")
    last = postings.pages.get(term, ()) or postings.filters.get(term, ())
    row += [letters(gaps(last)), whole, letters([papers_with(term, postings)]) if whole else ""]
    while not row[-1]:
        row.pop()
    return row


def pair_files(folder: str, postings: Postings) -> tuple[str, list[OutputFile]]:
    """A hash of all files, and for each frequent term `<folder>-<hash>/<its place among them>.json`: {next term: letters of gaps}."""
    contents = []
    for first in postings.common:
        followers = sorted(postings.pairs.get(first, {}).items())
        contents.append(_as_json({term: letters(gaps(numbers)) for term, numbers in followers}) + "\n")
    name = name_of("".join(contents))
    return name, [OutputFile(f"{folder}-{name}/{at}.json", content) for at, content in enumerate(contents)]


def name_of(content: str, digits: int = 8) -> str:
    """The part of a file's name that changes with its content."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def names_of(contents: Sequence[str]) -> list[str]:
    """Content hashes, all of one length, long enough to tell different contents apart."""
    digits = 8
    while len({name_of(content, digits) for content in contents}) < len(set(contents)):
        digits += 1
    return [name_of(content, digits) for content in contents]
