"""What a key means. In: lexicon.toml. Out: the table, turned round so that a key, a path of keys or a tag gives its fields.

A key is compared without case, blanks and signs; a key inside of another is `outer/inner`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from unicodedata import normalize

import msgspec

_DIALECTS = ("tags", "ris", "wos", "medline", "refer", "refworks", "aminer")
_Ranked = dict[str, list[tuple[str, int]]]
_rank = itemgetter(1)
# What a column of papers may say more fully: "Titel der Arbeit", "paper_authors". A number or a type of the work is something else.
_QUALIFIED = frozenset("title subtitle authors abstract date year keywords doi arxiv pmid url".split())
# Accents of Latin, Greek and Cyrillic: signs of other scripts make another letter.
_ACCENTS = re.compile("[\u0300-\u036f]")
# Columns that a table numbers, one a name or a term: "Author 1", "keyword2".
_COUNTED = frozenset(("authors", "keywords"))
# What a column may name in the plural.
_SEVERAL = frozenset("doi pmid pmcid arxiv year date".split())
# Keys of addresses say so: url_code, "Video link".
_LINK, _LINKED = re.compile(r"^(?:url|links?)(?=\w)|(?<=\w)(?:urls?|links?)$"), frozenset("urls arxiv doi pmid".split())
_LINKS = "(?:of(?:the)?|d(?:el|o|a|es?|el?la|ell|er|u)?|van(?:het|de)?)?"


class Lexicon(msgspec.Struct, frozen=True):
    """exact: key or path -> (field, rank), the surest rank 0. tails: last key of a path at any depth -> (path, field, rank). tags: dialect
    -> tag -> (field, rank). name: part of a name -> the keys that hold it. typed: keys with a type that a path asks for
    (`identifier.doi`), types: those types alone. words: the lists of the table's part `structure`, by their names. titles: first key
    of a path to a title -> its rest. labels: label -> what it means in a list."""

    exact: _Ranked
    tails: dict[str, list[tuple[str, str, int]]]
    tags: dict[str, _Ranked]
    words: dict[str, frozenset[str]]
    name: dict[str, tuple[str, ...]]
    languages: dict[str, str]
    typed: frozenset[str]
    types: frozenset[str]
    titles: dict[str, list[tuple[str, ...]]]
    labels: dict[str, str]

    def fields_of(self, key: str) -> Sequence[tuple[str, int]]:
        """The fields that a key in letters, or a path, means, with their ranks; what says more fully whose it is counts as well."""
        if (found := self.exact.get(key)) or "/" in key:
            return found or ()
        if counted := self.exact.get(key.rstrip("0123456789"), ()):
            return [(field, rank) for field, rank in counted if field in _COUNTED]
        if one := [held for held in self.exact.get(key.removesuffix("s"), ()) if held[0] in _SEVERAL]:
            return one
        if linked := [held for held in self.exact.get(_LINK.sub("", key, count=1), ()) if held[0] in _LINKED]:
            return linked
        said = _qualified(self.words["works"]).fullmatch(key)
        held = self.exact.get(said["before"] or said["behind"], ()) if said else ()
        return [(field, rank) for field, rank in held if field in _QUALIFIED]

    def field_of(self, key: str) -> str:
        """The field that a key, as a file writes it, means most surely, or ""."""
        return min(self.fields_of(bare_key(key)), key=_rank, default=("", 0))[0]

    def field_of_tag(self, tag: str, dialect: str) -> str:
        """The field that a tag means most surely in a dialect, or ""."""
        return min(self.tags[dialect].get(tag.casefold(), ()), key=_rank, default=("", 0))[0]


@lru_cache(maxsize=1 << 14)
def bare_key(key: str) -> str:
    """A key without case, blanks, signs, accents and the type that Solr adds: "Publication Year", publicationYear and publication_year_s
    are one, and so are "periódico" and "periodico"."""
    folded = re.sub(r"_s\Z|\[[a-z_-]*\]\Z|[\W_]+", "", key.casefold())
    return folded if folded.isascii() else normalize("NFC", _ACCENTS.sub("", normalize("NFD", folded)))


@lru_cache(maxsize=1)
def _qualified(works: frozenset[str]) -> re.Pattern[str]:
    """A key with a word for a work before or behind it."""
    work = f"(?:{'|'.join(sorted(works, key=len, reverse=True))})"
    return re.compile(rf"{work}s?(?P<behind>\w{{2,40}})|(?P<before>\w{{2,40}}?){_LINKS}{work}")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    fields = table["fields"]
    keys = [(field, rank, key) for field in fields for rank, key in enumerate(_paths(fields[field].get("keys", "")))]
    exact, tails = _by_key(keys)
    typed = frozenset(part for _, _, key in keys for part in key.split("/") if "." in part)
    tags = {dialect: _tags(fields, dialect) for dialect in _DIALECTS}
    types = frozenset(part.partition(".")[2] for part in typed)
    titles = _titles(key for field, _, key in keys if field == "title")
    names = {part: _paths(words) for part, words in table["name"].items()}
    languages = _turned(table["languages"])
    words = {name: frozenset(listed.split()) for name, listed in table["structure"].items()}
    return Lexicon(exact, tails, tags, words, names, languages, typed, types, titles, _turned(table["labels"]))


def _by_key(keys: Iterable[tuple[str, int, str]]) -> tuple[_Ranked, dict[str, list[tuple[str, str, int]]]]:
    """The parts `exact` and `tails` of the lexicon from (field, rank, key)."""
    exact: _Ranked = {}
    tails: dict[str, list[tuple[str, str, int]]] = {}
    for field, rank, key in keys:
        if key.startswith("*/"):
            tails.setdefault(key.rsplit("/", 1)[1], []).append((key[2:], field, rank))
        else:
            exact.setdefault(key, []).append((field, rank))
    return exact, tails


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    """Each word of the rows -> the name of its row."""
    return {word: name for name, words in table.items() for word in words.split()}


def _paths(words: str) -> tuple[str, ...]:
    """Keys of the table as records are indexed by them: each part in letters, `*`, `@` and the type of an element kept."""
    return tuple("/".join(part if part == "*" else _part(part) for part in key.split("/")) for key in words.split())


def _tags(fields: Mapping[str, Mapping[str, str]], dialect: str) -> _Ranked:
    """Tag -> (field, rank) in a dialect: its own row, or the common one; "AU+A1" are of one rank."""
    made: _Ranked = {}
    for field, rows in fields.items():
        for rank, tags in enumerate(rows.get(dialect, rows.get("tags", "")).split()):
            for tag in tags.split("+"):
                made.setdefault(tag.casefold(), []).append((field, rank))
    return made


def _titles(paths: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    made: dict[str, list[tuple[str, ...]]] = {}
    for path in paths:
        head, *rest = path.removeprefix("*/").split("/")
        if rest:
            made.setdefault(head, []).append(tuple(rest))
    return made


def _part(part: str) -> str:
    sign = part[:1] if part[:1] in "@#" else ""
    return sign + ".".join(bare_key(piece) for piece in part.split("."))
