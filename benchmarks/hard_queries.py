"""Queries as people type them, harder than those of queries.py. In: records and a seed. Out: queries of many kinds, each for one paper.

Half-typed words are cut where somebody looks up from the keyboard; questions are put in other words than the title's; quotations hold
slips; spelling is British or American. The same records and seed give the same queries. Papers whose number is even are for tuning, odd
ones are held out: `make(..., odd=True)`.

    python -m benchmarks.search_quality --corpus papers.jsonl.gz --hard [--odd]
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from benchmarks.half_typed import HALF, TOKEN, HalfTyped, drawn
from benchmarks.queries import Query, Record, _bent
from generator.render.search.words import STOP_WORDS, search_form

TABLES = Path(__file__).with_name("hard_queries.tsv")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_EXPANDED = re.compile(r"((?:[A-Za-z]+[ -]){1,4}[A-Za-z]+) \(([A-Z]{2,6})s?\)")


def tables() -> dict[str, list[list[str]]]:
    """kind -> rows of hard_queries.tsv: `ask` (a frame with {}), `synonym` (a word, another), `spelt` (American, British), `between`
    (function words of other languages)."""
    found: dict[str, list[list[str]]] = {}
    with TABLES.open(encoding="utf-8") as lines:
        for kind, *cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(kind, []).append(cells)
    return found


class _Hard(HalfTyped):
    """Turns one record into a query of each kind, or None where it offers none."""

    def __init__(self, records: list[Record], seed: int, years: list[str]) -> None:
        super().__init__(records, seed)
        rows = tables()
        self.asks = [row[0] for row in rows["ask"]]
        self.introduced = [row[0] for row in rows["which"]]
        self.between = [row[0].split() for row in rows["between"]]
        self.synonyms: dict[str, list[str]] = {}
        for word, other in rows["synonym"]:
            self.synonyms.setdefault(word, []).append(other)
            self.synonyms.setdefault(other, []).append(word)
        self.spelt = {one: other for pair in rows["spelt"] for one, other in (pair, pair[::-1])}
        self.years = dict(zip(map(id, records), years, strict=True))

    def phrase(self, text: str) -> str | None:
        """A run of two to four words without a stop word at its ends."""
        words = [word.lower() for word in TOKEN.findall(text)]
        runs = [words[at : at + length] for length in (2, 3, 4) for at in range(len(words) - length + 1)]
        fine = [run for run in runs if not {run[0], run[-1]} & STOP_WORDS and all(map(str.isascii, run))]
        return " ".join(self.random.choice(fine)) if fine else None

    def ask_title(self, record: Record) -> str | None:
        parts = [self.phrase(record.title), self.phrase(record.title), self.phrase(record.abstract)]
        return self.random.choice(self.asks).format(*parts) if all(parts) else None

    def ask_abstract(self, record: Record) -> str | None:
        """In the words of a sentence of the abstract that hold none of the title's."""
        title = {search_form(word) for word in TOKEN.findall(record.title)}
        runs = [run for sentence in _SENTENCE.split(record.abstract) for run in self._free(sentence, title)]
        if len(runs) < 3:
            return None
        return self.random.choice(self.asks).format(*self.random.sample(runs, 3))

    def _free(self, sentence: str, title: set[str]) -> list[str]:
        words = [word.lower() for word in TOKEN.findall(sentence)]
        runs = [words[at : at + 3] for at in range(len(words) - 2)]
        return [
            " ".join(run) for run in runs if not {run[0], run[-1]} & STOP_WORDS and not {*map(search_form, run)} & title
        ]

    def ask_other_words(self, record: Record) -> str | None:
        """A title's phrase and an abstract's with synonyms and other forms in the place of some words."""
        parts = [self.phrase(record.title), self.phrase(record.abstract), self.phrase(record.abstract)]
        if not all(parts):
            return None
        said = [self.reworded(str(part)) for part in parts]
        return self.random.choice(self.asks).format(*said) if said != parts else None

    def reworded(self, text: str) -> str:
        for word, others in self.synonyms.items():
            if re.search(rf"\b{re.escape(word)}\b", text):
                text = re.sub(rf"\b{re.escape(word)}\b", self.random.choice(others), text)
        words = [
            _bent(word) if word.isalpha() and len(word) > 5 and self.random.random() < 0.3 else word
            for word in text.split()
        ]
        return " ".join(words)

    def ask_vague(self, record: Record) -> str | None:
        """Two usual words of the title, in other forms, two of the abstract, and two of another paper, which the asker has in mind."""
        mine = {search_form(word) for word in TOKEN.findall(f"{record.title} {record.abstract}")}
        title, abstract = (self._usual_words(text) for text in (record.title, record.abstract))
        others = [word for word in self._usual_words(self.random.choice(self.records).abstract) if word not in mine]
        if len(title) < 2 or len(abstract) < 4 or len(others) < 2:
            return None
        said = [*self.random.sample(title, 2), *self.random.sample(abstract, 2)]
        first, second, third, fourth = (self.reworded(word) for word in said)
        frame = self.random.choice(
            ("how can {} {} be {} with {} {} {}", "{} {} for {} {} and {} {}", "why do {} {} {} when {} {} {}")
        )
        return frame.format(first, second, *self.random.sample([third, fourth, *self.random.sample(others, 2)], 4))

    def _usual_words(self, text: str) -> list[str]:
        return [word.lower() for word in self.telling(text) if word.isalpha() and self._usual(word)]

    def ask_which(self, record: Record) -> str | None:
        named = re.match(r"([\w-]*[A-Z]\w*[A-Z0-9][\w-]*): ", record.title)
        said = self.phrase(record.title.split(": ")[-1])
        if not said:
            return None
        frame = self.random.choice(self.introduced)
        return frame.format(
            named[1].lower() if named and self.random.random() < 0.5 else f"{said} {self.phrase(record.abstract)}"
        )

    def quoted_with_slips(self, record: Record) -> str | None:
        sentences = [found for text in _SENTENCE.split(record.abstract) if len(found := text.split()) > 10]
        if not sentences:
            return None
        words = self.random.choice(sentences)
        length = self.random.randint(8, min(16, len(words)))
        first = self.random.randrange(len(words) - length + 1)
        words = words[first : first + length]
        long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
        for at in self.random.sample(long, min(2, len(long))):
            words[at] = self._misspelt(words[at])
        del words[self.random.randrange(1, len(words) - 1)]
        return " ".join(words)

    def title_with_slips(self, record: Record) -> str | None:
        words = TOKEN.findall(record.title)
        long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
        if len(words) < 6 or len(long) < 2:
            return None
        for at in self.random.sample(long, 2):
            words[at] = self._misspelt(words[at])
        return " ".join(words)

    def author_topic(self, record: Record) -> str | None:
        said = self.phrase(record.title)
        return f"{self.random.choice(record.authors).split()[-1]} {said}".lower() if record.authors and said else None

    def year_topic(self, record: Record) -> str | None:
        words = self.rarest(self.telling(record.title), 4)[:3]
        year = self.years[id(record)]
        return f"{' '.join(words)} {year}".lower() if year and len(words) == 3 else None

    def abbreviated(self, record: Record) -> str | None:
        """The abbreviation where title or abstract spell it out, or the other way round, and two words."""
        found = _EXPANDED.findall(record.abstract)
        if not found:
            return None
        text, short = self.random.choice(found)
        full = re.split("[ -]", text)[-len(short) :]
        said = {search_form(word) for word in full}
        words = [
            word
            for word in self.rarest(self.telling(record.title), 4)
            if search_form(word) not in said | {short.lower()}
        ]
        chosen = short.lower() if self.random.random() < 0.5 else " ".join(full).lower()
        return f"{chosen} {' '.join(words[:2])}" if len(words) > 1 else None

    def foreign(self, record: Record) -> str | None:
        """English terms between the function words of somebody who thinks in another language."""
        words = self.rarest(self.telling(record.title), 3)
        if len(words) < 3:
            return None
        first, second, before = self.random.choice(self.between)
        return f"{before} {words[0]} {first} {words[1]} {second} {words[2]}".lower()

    def numbered(self, record: Record) -> str | None:
        """Singular where the title says plural, and the other way round, in all of four words."""
        words = [word.lower() for word in self.rarest([w for w in self.telling(record.title) if w.isalpha()], 4)]
        said = [word[:-1] if word.endswith("s") and not word.endswith("ss") else f"{word}s" for word in words]
        return " ".join(said) if len(words) > 2 else None

    def hyphenated(self, record: Record) -> str | None:
        """A hyphen where the title has none."""
        pairs = re.findall(r"\b([a-z]{3,}) ([a-z]{3,})\b", record.title, re.IGNORECASE)
        fine = [pair for pair in pairs if not {search_form(word) for word in pair} & STOP_WORDS]
        others = self.rarest(self.telling(record.title), 4)
        if not fine or len(others) < 3:
            return None
        pair = self.random.choice(fine)
        rest = [word for word in others if word not in pair][:1]
        return f"{'-'.join(pair)} {' '.join(rest)}".lower()

    def spelled(self, record: Record) -> str | None:
        """British for American and the other way round."""
        words = [word.lower() for word in self.telling(record.title)]
        other = [word for word in words if word in self.spelt]
        rest = [word for word in self.rarest(words, 3) if word not in self.spelt][:2]
        return " ".join([*(self.spelt[word] for word in other), *rest]) if other and rest else None


ASKED = ("ask_title", "ask_abstract", "ask_other_words", "ask_vague", "ask_which")
SPELT = ("abbreviated", "foreign", "numbered", "hyphenated", "spelled")
HARD = (*HALF, *ASKED, "quoted_with_slips", "title_with_slips", "author_topic", "year_topic", *SPELT)
# Questions that a person wrote who had read title and abstract, for papers by id.
BY_HAND = "asked"


def make(records: list[Record], years: list[str], each: int = 60, seed: int = 1, *, odd: bool = False) -> list[Query]:
    """Up to `each` queries of every kind, for papers of even numbers, or odd ones, whose title no other paper has."""
    return drawn(_Hard(records, seed, years), HARD, records, each, seed, odd=odd, least=5)


def by_hand(ids: list[str], *, odd: bool = False) -> list[Query]:
    """The questions of hard_queries.tsv about papers that are there."""
    places = {identity: number for number, identity in enumerate(ids) if number % 2 == odd}
    return [Query(BY_HAND, text, places[identity]) for identity, text in tables()[BY_HAND] if identity in places]
