"""Known-item queries. In: corpus records and a seed. Out: queries of eleven kinds, each with the one paper it looks for.

Each kind is made from a paper the way a reader would remember it: its whole title, three words of it, an acronym, words that stand only in
the abstract. The same records and seed give the same queries. `python -m benchmarks.queries --corpus FILE` prints them.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import records, value_of
from generator.render.search.words import STOP_WORDS, search_form


class Query(NamedTuple):
    """kind, what is typed, and the number of the record (from 0) that it is for."""

    kind: str
    text: str
    target: int


class Record(NamedTuple):
    title: str
    abstract: str
    authors: tuple[str, ...]


_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*(?:\+\+|#)?")
_ASKING = (
    "how can we {} with {} and {}?",
    "is there a paper about {} for {} that uses {}?",
    "what is the best way to do {} in {} when there is {}?",
    "which methods deal with {} and {} in {}?",
    "why does {} help {} on {}?",
    "I am looking for work on {} that is about {} and {}",
)
_DULL = frozenset(
    "paper papers method methods approach approaches model models using used use based propose proposed show shows results result new novel"
    " work study via towards toward learning data problem performance task tasks system systems however state art present existing"
    " different two one first also both than which while well across demonstrate significantly these such".split()
)


def load(path: Path) -> list[Record]:
    """Records of a gzipped JSON-lines corpus, white space folded."""
    return list(map(folded_record, records(path)))


def folded_record(record: dict[str, Any]) -> Record:
    """A record of a corpus, white space folded."""
    return Record(value_of(record, "title"), value_of(record, "abstract"), tuple(record.get("authors") or ()))


class _Maker:
    """Turns one record into a query of each kind, or None where it offers none."""

    def __init__(self, records: list[Record], seed: int) -> None:
        self.records = records
        self.random = random.Random(seed)
        self.frequency = Counter(
            word
            for record in records
            for word in {search_form(found) for found in _WORD.findall(f"{record.title} {record.abstract}")}
        )
        titles = Counter(record.title.casefold() for record in records)
        self.unique = {number for number, record in enumerate(records) if titles[record.title.casefold()] == 1}

    def telling(self, text: str) -> list[str]:
        """Words that say something, in order, each once."""
        found = dict.fromkeys(_WORD.findall(text))
        return [
            word
            for word in found
            if len(word) > 2 and search_form(word) not in STOP_WORDS and search_form(word) not in _DULL
        ]

    def rarest(self, words: list[str], count: int) -> list[str]:
        chosen = sorted(words, key=lambda word: (self.frequency[search_form(word)], word))[:count]
        return [word for word in words if word in chosen]

    def title(self, record: Record) -> str | None:
        return record.title

    def rare(self, record: Record) -> str | None:
        words = self.rarest(self.telling(record.title), 3)
        return " ".join(words) if len(words) == 3 else None

    def half(self, record: Record) -> str | None:
        words = [word for word in self.telling(record.title) if word.isalpha()]
        if len(words) < 3 or len(words[2]) < 6:
            return None
        return f"{words[0]} {words[1]} {words[2][: max(3, len(words[2]) // 2)]}"

    def acronym(self, record: Record) -> str | None:
        found = re.match(r"([A-Za-z0-9+-]*[A-Z][A-Za-z0-9+-]*[A-Z][A-Za-z0-9+-]*):", record.title)
        return found[1] if found and self.frequency[search_form(found[1])] < 40 else None

    def typo(self, record: Record) -> str | None:
        words = self.rarest(self.telling(record.title), 3)
        long = [word for word in words if word.isalpha() and len(word) > 5]
        if len(words) < 3 or not long:
            return None
        wrong = self.random.choice(long)
        return " ".join(self._misspelt(word) if word == wrong else word for word in words)

    def _misspelt(self, word: str) -> str:
        at = self.random.randrange(1, len(word) - 1)
        letter = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        return self.random.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + letter + word[at:],
            ]
        )

    def abstract(self, record: Record) -> str | None:
        title = {search_form(word) for word in _WORD.findall(record.title)}
        words = [word for word in self.telling(record.abstract) if search_form(word) not in title]
        usual = [word for word in words if 3 <= self.frequency[search_form(word)] <= len(self.records) // 25]
        return " ".join(self.random.sample(usual, 4)) if len(usual) > 8 else None

    def author(self, record: Record) -> str | None:
        words = self.rarest(self.telling(record.title), 1)
        if not record.authors or not words:
            return None
        return f"{self.random.choice(record.authors).split()[-1]} {words[0]}"

    def inflected(self, record: Record) -> str | None:
        words = [word for word in self.rarest(self.telling(record.title), 3) if word.isalpha()]
        bent = [_bent(word) for word in words]
        return " ".join(bent) if len(words) == 3 and bent != words else None

    def hyphens(self, record: Record) -> str | None:
        found = re.findall(r"\b[a-z]{3,}-[a-z]{3,}\b", record.title, re.IGNORECASE)
        others = [word for word in self.rarest(self.telling(record.title), 4) if "-" not in word]
        if not found or not others:
            return None
        spelt = found[0].replace("-", self.random.choice(["", " "]))
        return " ".join([spelt, *others[:2]])

    def question(self, record: Record) -> str | None:
        """Two pairs of neighbouring words and a single one of the title or abstract, in a frame of stop words and small talk."""
        text = f"{record.title}. {record.abstract}"
        pairs = [
            f"{first} {second}".lower()
            for first, second in re.findall(r"\b(?=([a-zA-Z]{4,}) ([a-zA-Z]{4,})\b)", text)
            if {search_form(first), search_form(second)} & (STOP_WORDS | _DULL) == set()
            and self._usual(first)
            and self._usual(second)
        ]
        single = [word.lower() for word in self.telling(text) if word.isalpha() and self._usual(word)]
        if len(set(pairs)) < 4 or len(single) < 6:
            return None
        chosen = [*self.random.sample(sorted(set(pairs)), 2), _bent(self.random.choice(single))]
        return self.random.choice(_ASKING).format(*chosen)

    def _usual(self, word: str) -> bool:
        return len(self.records) // 400 <= self.frequency[search_form(word)] <= len(
            self.records
        ) // 10 and not word.endswith("ly")

    def symbols(self, record: Record) -> str | None:
        text = f"{record.title} {' '.join(record.authors)}"
        odd = [
            word
            for word in _WORD.findall(text)
            if not word.isascii() or re.search(r"\d[A-Za-z]|[A-Za-z]\d|\+\+|#", word)
        ]
        others = [word for word in self.rarest(self.telling(record.title), 3) if word not in odd]
        if not odd or not others:
            return None
        chosen = self.random.choice(odd)
        return f"{search_form(chosen) if self.random.random() < 0.5 else chosen} {others[0]}"


def _bent(word: str) -> str:
    """Another form of a regular English word."""
    for ending, other in (
        ("ies", "y"),
        ("ing", "ed"),
        ("ed", "ing"),
        ("sses", "ss"),
        ("ss", "sses"),
        ("s", ""),
        ("y", "ies"),
        ("e", "es"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: len(word) - len(ending)] + other
    return word + "s"


KINDS = (
    "title",
    "rare",
    "half",
    "acronym",
    "typo",
    "abstract",
    "author",
    "inflected",
    "hyphens",
    "question",
    "symbols",
)


def make(records: list[Record], each: int = 60, seed: int = 1) -> list[Query]:
    """Up to `each` queries of every kind, for papers drawn at random among those whose title no other paper has."""
    maker = _Maker(records, seed)
    found = []
    for kind in KINDS:
        make_one: Callable[[Record], str | None] = getattr(maker, kind)
        numbers = sorted(maker.unique)
        maker.random.shuffle(numbers)
        count = 0
        for number in numbers:
            text = make_one(records[number]) if count < each else None
            if text and len(text) > 1:
                found.append(Query(kind, text, number))
                count += 1
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    for query in make(load(asked.corpus), asked.each, asked.seed):
        print(f"{query.kind}\t{query.text}\t{query.target}")


if __name__ == "__main__":
    main()
