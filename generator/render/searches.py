"""Where to look for a paper of which no place is known. In: a Paper. Out: searches for its title at places of its kind and its field.

The field is told by arXiv's categories, else by the words of venue, keywords, title and abstract, as searches.toml lists them: one field
must be well ahead. What tells nothing is looked for at Crossref; general search engines come last.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote_plus

import msgspec

from generator.model import Paper
from generator.text.typeset import plain

Place = tuple[str, str]

_LAST = ("Google Scholar", "Semantic Scholar")
_LONGEST = 3000
_WORDS = re.compile("[a-z]{3,}")
# The least weight of a field's words, and how far ahead of the next it must be. On 5,460 papers of thirteen fields (benchmarks/HISTORY.md).
_LEAST, _AHEAD = 3, 4 / 3


class _Field(msgspec.Struct, frozen=True):
    places: tuple[str, ...]
    arxiv: tuple[str, ...]
    words: str


class _Table(msgspec.Struct, frozen=True):
    places: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    fields: dict[str, _Field]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return msgspec.convert(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")), _Table)


@lru_cache(maxsize=1)
def _stems() -> dict[str, str]:
    return {word: name for name, field in _table().fields.items() for word in field.words.split()}


def title_searches(paper: Paper) -> list[Place]:
    """(name, address) of a search for the title at four places, those of its kind and its field first."""
    table, words = _table(), quote_plus(plain(paper.title))
    field = table.fields.get(discipline_of(paper))
    own = dict.fromkeys((*table.kinds.get(paper.publication.kind, ()), *(field.places if field else ()), "Crossref"))
    return [(name, table.places[name].format(words)) for name in (*list(own)[:2], *_LAST)]


def discipline_of(paper: Paper) -> str:
    """The field of a paper as far as it tells, else ""."""
    fields = _table().fields.items()
    by_arxiv = (name for category in paper.categories for name, field in fields if category.startswith(field.arxiv))
    told = next(by_arxiv, "")
    if told:
        return told
    found = Counter[str]()
    strong = " ".join((paper.publication.container, *paper.venues, *paper.keywords, paper.title))
    for text, weight in ((strong, 2), (paper.abstract, 1)):
        found.update({name: weight * count for name, count in _counted(text).items()})
    (name, most), (_, next_one) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return name if most >= _LEAST and most >= _AHEAD * next_one else ""


def _counted(text: str) -> Counter[str]:
    """Field -> how many of its words stand in a text, each once."""
    fields = map(_field_of_word, set(_WORDS.findall(text[:_LONGEST].lower())))
    return Counter(field for field in fields if field)


@lru_cache(maxsize=1 << 16)
def _field_of_word(word: str) -> str:
    stems = _stems()
    starts = (word[:length] for length in range(min(len(word), 12), 4, -1))
    return stems.get(word) or next((stems[start] for start in starts if start in stems), "")
