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
from generator.render.search.beginnings import beginning_rows
from generator.render.search.index import TermIndex
from generator.render.search.letters import Packed, letters, packed, packed_numbers, unpacked_rows
from generator.render.search.postings import ENDS, strongest
from generator.render.search.texts import FIELDS

# A shard of filters is so many times as large as one of words.
_FILTERS = 8
_NAMING = "0123456789abcdefghijklmnopqrstuvwxyz"
# Frequent terms to a file of pairs.
FIRSTS = 8
# Signs of a hash in a file's name.
DIGITS = 8


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


class Beside(msgspec.Struct, frozen=True):
    """What rows hold besides columns: filter -> paper numbers; term -> numbers of hand-written pages; term -> names (see names.py)."""

    filters: Mapping[str, Sequence[int]] = {}
    pages: Mapping[str, Sequence[int]] = {}
    names: Mapping[str, Sequence[str]] = {}


def cut_shards(index: TermIndex, beside: Beside, target: int, *, large: bool = False, most: int = 0) -> Cut:
    """All terms as shards of about `target` characters. Where one may end depends on the next term alone, so that a new paper changes the
    shards of its own words and moves no border far from them. A term that is longer than that alone ends its shard. Of a `large` library
    joined spellings that one abstract alone writes (`stateofthe`) are left out. With `most`, a shard lists so many papers of a term in each
    field at most, those in which it weighs most, and names a file with all of them. Filters, which a search names one by one, stand in
    larger shards; a beginning that many terms share has a row of its own."""
    whole: dict[str, str] = {}
    rows = {}
    for term in {*beside.filters, *beside.pages, *beside.names}.union(*index.columns):
        held = index.held(term)
        if large and term in index.joined and _is_single(held):
            continue
        row = _row(term, [column.text if column else "" for column in held], index, beside)
        if most and any(column and column.count > most for column in held):
            name = content_name(row)
            whole[name] = f"{row}\n"
            row = _in_part(term, held, index, beside, most, name)
        rows[term] = row
    rows |= {start: as_json(row) for start, row in beginning_rows(index.begun, beside.names).items()}
    return Cut(_shards(rows, target), whole)


def _is_single(held: Sequence[Packed | None]) -> bool:
    *others, abstract = held
    return not any(others) and abstract is not None and abstract.count == 1


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


def as_json(content: str | list[str]) -> str:
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


def _row(term: str, columns: Sequence[str], index: TermIndex, beside: Beside, whole: str = "", papers: str = "") -> str:
    """[term, title, tags, authors, abstract, pages or filter, name of the whole row, papers in it, forms, names], without the empty ends.
    StemForms are those that forms.py tells, each behind a blank."""
    last = beside.pages.get(term) or beside.filters.get(term)
    forms = index.forms.get(term)
    names = beside.names.get(term)
    row = [term, *columns, packed_numbers(last) if last else "", whole, papers, forms.told() if forms else ""]
    if names:
        return as_json([*row, "\n".join(names)])
    while not row[-1]:
        row.pop()
    # Nothing in it has to be escaped: terms are words, the rest is letters. Only filters are neither.
    return as_json(row) if term.startswith(":") else '["' + '","'.join(row) + '"]'


def _in_part(term: str, held: Sequence[Packed | None], index: TermIndex, beside: Beside, most: int, whole: str) -> str:
    """The row of a term with so many papers in each field at most."""
    columns: list[str] = []
    papers: set[int] = set()
    for field, column in zip(FIELDS, held, strict=True):
        rows = unpacked_rows(column, ENDS[field]) if column else []
        papers.update(number for number, _ in rows)
        if column and column.count > most:
            rows = strongest(column, field, index.lengths, most)
        steps = zip([-1, *(number for number, _ in rows)], rows, strict=False)
        columns.append(packed([(number - before - 1, rest) for before, (number, rest) in steps]))
    return _row(term, columns, index, beside, whole, letters([len(papers)]))


def pair_files(folder: str, index: TermIndex) -> tuple[str, list[OutputFile]]:
    """A hash of all files, and for each few frequent terms `<folder>-<hash>/<their place>.json`: {term: {next term: [packed numbers, and
    more of them where tags have the two]}}."""
    contents = []
    for at in range(0, len(index.common), FIRSTS):
        followers = {first: _followers(first, index) for first in index.common[at : at + FIRSTS]}
        contents.append(json.dumps(followers, ensure_ascii=False, separators=(",", ":")) + "\n")
    name = content_name("".join(contents))
    return name, [OutputFile(f"{folder}-{name}/{at}.json", content) for at, content in enumerate(contents)]


def _followers(first: str, index: TermIndex) -> dict[str, list[str]]:
    columns = [held.get(first, {}) for held in (index.pairs, index.pairs_of_tags)]
    terms = sorted(set().union(*columns))
    return {term: [held[term].text for held in columns if term in held] for term in terms}


def content_name(content: str, digits: int = DIGITS) -> str:
    """The part of a file's name that changes with its content."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def content_names(contents: Sequence[str]) -> list[str]:
    """Content hashes, all of one length, long enough to tell different contents apart: five letters of 36 and more, 26 bits, for the
    manifest holds them all."""
    whole = [_in_letters(int(content_name(content, 16), 16)) for content in contents]
    length = 5
    while len({name[:length] for name in whole}) < len(set(whole)):
        length += 1
    return [name[:length] for name in whole]


def _in_letters(number: int) -> str:
    """64 bits as twelve digits and small letters, which make names of files that differ on any disk."""
    return "".join(_NAMING[number // 36**at % 36] for at in range(12))
