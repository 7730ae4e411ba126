"""Shards. In: postings. Out: small JSON files of neighbouring terms, and the manifest that tells which file holds which.

Terms are sorted by UTF-16 code unit, as JavaScript compares strings.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence

import msgspec

from generator.model import OutputFile
from generator.render.search.beginnings import beginnings
from generator.render.search.letters import PLACE_BITS, letters, packed, packed_numbers, rice
from generator.render.search.postings import FIELDS, Column, Posting, Postings, column_rows, papers_with, strongest

# A shard of filters is so many times as large as one of words.
_FILTERS = 8
# How often a term stands in a field is told up to here, and a title's length: more weighs the same, nearly.
_MOST_TIMES, _LONGEST_TITLE = 8, 16
_TIMES = [*("1" * count + "0" for count in range(_MOST_TIMES - 1)), "1" * (_MOST_TIMES - 1)]
_NAMING = "0123456789abcdefghijklmnopqrstuvwxyz"
# Frequent terms to a file of pairs.
FIRSTS = 8


# Made once: json.dumps makes one for each of a hundred thousand rows.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Shard(msgspec.Struct, frozen=True):
    """`start` is a shortest string that no term of the shard lies below and every term before it does."""

    start: str
    content: str


class Cut(msgspec.Struct, frozen=True):
    """The shards, and the whole rows of terms that a shard lists in part: name -> JSON."""

    shards: list[Shard]
    whole: dict[str, str]


def cut(postings: Postings, target: int, most: int = 0) -> Cut:
    """All terms as shards of about `target` characters. Where one may end depends on the next term alone, so that a new paper changes the
    shards of its own words and moves no border far from them. A term that is longer than that alone ends its shard. With `most`, a
    shard lists so many papers of a term in each field at most, those in which it weighs most, and names a file with all of them.
    Filters, which a search names one by one, stand in larger shards; a beginning that many terms share has a row of its own."""
    whole: dict[str, str] = {}
    rows = {}
    for term in {*postings.filters, *postings.pages}.union(*postings.terms, postings.names):
        row = as_json(_row(term, postings))
        if most and any(column.papers > most for columns in postings.terms if (column := columns.get(term))):
            name = name_of(row)
            whole[name], row = f"{row}\n", as_json(_row(term, postings, most, name))
        rows[term] = row
    rows |= {f"{start}*": as_json(row) for start, row in beginnings(postings, rows, target).items()}
    return Cut(_shards(rows, target), whole)


def _shards(rows: Mapping[str, str], target: int) -> list[Shard]:
    shards: list[Shard] = []
    held: list[str] = []
    size, last, start = 0, "", ""
    for term in sorted(rows, key=utf16):
        enough = target * (_FILTERS if last.startswith(":") else 1)
        between = term.startswith(":") != last.startswith(":")
        if held and (between or size > 2 * enough or (size > enough * 0.8 and _may_start(term))):
            shards.append(Shard(start, f"[{','.join(held)}]\n"))
            held, size, start = [], 0, _between(last, term)
        held.append(rows[term])
        size += len(rows[term])
        last = term
    return [*shards, Shard(start, f"[{','.join(held)}]\n")]


def as_json(content: list[str] | dict[str, str]) -> str:
    return _JSON.encode(content)


def _may_start(term: str) -> bool:
    """One term in eight, whichever others there are. (Where the first letters change, starts are shorter, but shards so uneven that a first
    answer takes 2 kB more, 15 at most.)"""
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
    """[term, title, tags, authors, abstract, pages or filter, name of the whole row, papers in it, forms, names], without the empty
    ends. With `most` each field lists so many papers at most. Forms are those that forms.py tells, each behind a blank."""
    row = [term]
    for field, columns in zip(FIELDS, postings.terms, strict=True):
        column = columns.get(term)
        if column and most and column.papers > most:
            column = strongest(column, field, postings.lengths, most)
        row.append(_column(column, field) if column else "")
    last = postings.pages.get(term, ()) or postings.filters.get(term, ())
    row += [packed_numbers(last), whole, letters([papers_with(term, postings)]) if whole else ""]
    row.append(" ".join(f"{form} {packed(rows)}" for form, rows in postings.forms.get(term, {}).items()))
    row.append("\n".join(postings.names.get(term, ())))
    while not row[-1]:
        row.pop()
    return row


def _column(column: Column, field: str) -> str:
    """A column's postings, packed: beside each gap how often the term stands there (so many ones, up to seven, and a zero), and of a title
    its length less one in four bits, and the gaps between the term's places."""
    rows, before = [], -1
    for posting in column_rows(column, field):
        rows.append((posting[0] - before - 1, _rest(posting, field)))
        before = posting[0]
    return packed(rows)


def _rest(posting: Posting, field: str) -> str:
    _, count, length, places = posting
    times = _TIMES[min(count, _MOST_TIMES) - 1]
    if field != "title":
        return times
    return f"{times}{min(length, _LONGEST_TITLE) - 1:04b}{''.join(rice(place, PLACE_BITS) for place in places[:_MOST_TIMES])}"


def pair_files(folder: str, postings: Postings) -> tuple[str, list[OutputFile]]:
    """A hash of all files, and for each few frequent terms `<folder>-<hash>/<their place>.json`: {term: {next term: packed numbers}}."""
    contents = []
    for at in range(0, len(postings.common), FIRSTS):
        followers = {first: _followers(first, postings) for first in postings.common[at : at + FIRSTS]}
        contents.append(json.dumps(followers, ensure_ascii=False, separators=(",", ":")) + "\n")
    name = name_of("".join(contents))
    return name, [OutputFile(f"{folder}-{name}/{at}.json", content) for at, content in enumerate(contents)]


def _followers(first: str, postings: Postings) -> dict[str, str]:
    return {term: packed_numbers(numbers) for term, numbers in sorted(postings.pairs.get(first, {}).items())}


def name_of(content: str, digits: int = 8) -> str:
    """The part of a file's name that changes with its content."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def names_of(contents: Sequence[str]) -> list[str]:
    """Content hashes, all of one length, long enough to tell different contents apart: five letters of 36 and more, 26 bits, for the
    manifest holds them all."""
    whole = [_in_letters(int(name_of(content, 16), 16)) for content in contents]
    length = 5
    while len({name[:length] for name in whole}) < len(set(whole)):
        length += 1
    return [name[:length] for name in whole]


def _in_letters(number: int) -> str:
    """64 bits as twelve digits and small letters, which make names of files that differ on any disk."""
    return "".join(_NAMING[number // 36**at % 36] for at in range(12))
