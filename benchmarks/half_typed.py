"""Half-typed queries. In: a record. Out: what somebody has typed who looks up inside a word, by kind; or None. `drawn`: of any kinds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.queries import Query, Record, _Maker
from generator.render.search.words import STOP_WORDS, search_form

TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
HALF = tuple(f"half_{kind}" for kind in "title two as_is compound typo word_itself each abstract author".split())


class HalfTyped(_Maker):
    """A method a kind."""

    def cut(self, word: str, least: int = 2, most: int = 5) -> str:
        return word[: self.random.randint(least, min(most, len(word) - 1))]

    def words(self, record: Record) -> list[str]:
        """The title's words without stop words, in their order."""
        found = [word.lower() for word in TOKEN.findall(record.title.split(": ")[-1])]
        return [word for word in found if word not in STOP_WORDS]

    def start(self, record: Record, least: int, most: int) -> list[str] | None:
        """Some first words of the title's last part, of which the last has five letters at least."""
        words = self.words(record)
        ends = [at for at in range(least, most + 1) if at <= len(words) and len(words[at - 1]) > 4]
        return words[: self.random.choice(ends)] if ends else None

    def half_title(self, record: Record) -> str | None:
        words = self.start(record, 3, 5)
        return " ".join([*words[:-1], self.cut(words[-1])]) if words else None

    def half_two(self, record: Record) -> str | None:
        words = self.start(record, 2, 2)
        telling = words and self.frequency[search_form(words[0])] < 200
        return f"{words[0]} {self.cut(words[1], 3)}" if words and telling else None

    def half_as_is(self, record: Record) -> str | None:
        """The title as it stands, stop words and signs too, up to somewhere inside a word."""
        spans = [found.span() for found in TOKEN.finditer(record.title)]
        fitting = [(start, end) for start, end in spans[2:7] if end - start > 4]
        if not fitting:
            return None
        start, end = self.random.choice(fitting)
        return record.title[: self.random.randint(start + 2, min(start + 5, end - 1))].lower()

    def half_compound(self, record: Record) -> str | None:
        found = re.search(r"\b([a-z]{2,})-([a-z]{4,})", record.title, re.IGNORECASE)
        others = [word for word in self.rarest(self.telling(record.title), 3) if "-" not in word][:2]
        if not found or len(others) < 2:
            return None
        return f"{' '.join(others)} {found[1]}-{self.cut(found[2], 1, 3)}".lower()

    def half_typo(self, record: Record) -> str | None:
        words = [word for word in self.words(record) if word.isalpha()][:4]
        long = [word for word in words[:-1] if len(word) > 5]
        if len(words) < 3 or not long or len(words[-1]) < 5:
            return None
        wrong = self.random.choice(long)
        return " ".join(
            self._misspelt(word) if word == wrong else word for word in [*words[:-1], self.cut(words[-1], 3)]
        )

    def half_word_itself(self, record: Record) -> str | None:
        """What is typed so far is a frequent word of its own: `form` of `formal`."""
        words = self.words(record)
        for at in range(2, len(words)):
            word = words[at]
            whole = [word[:n] for n in range(3, len(word)) if 20 < self.frequency[word[:n]] > self.frequency[word]]
            if whole:
                return " ".join([*words[max(0, at - 3) : at], self.random.choice(whole)])
        return None

    def half_each(self, record: Record) -> str | None:
        """`dist trai lar mod`"""
        words = [word for word in self.words(record) if word.isalpha()][:4]
        return " ".join(self.cut(word, 3, 4) if len(word) > 4 else word for word in words) if len(words) > 3 else None

    def half_abstract(self, record: Record) -> str | None:
        words = self.rarest(self.telling(record.abstract), 12)
        usual = [word.lower() for word in words if word.isalpha() and self.frequency[search_form(word)] > 2]
        if len(usual) < 4 or not (long := [word for word in usual if len(word) > 6]):
            return None
        last = self.random.choice(long)
        others = self.random.sample([word for word in usual if word != last], 3)
        return " ".join([*others, self.cut(last, 4)])

    def half_author(self, record: Record) -> str | None:
        words = self.rarest([word for word in self.telling(record.title) if word.isalpha()], 2)
        if not record.authors or not words or len(family := record.authors[0].split()[-1]) < 5:
            return None
        return f"{words[0]} {self.cut(family, 3)}".lower()


def drawn(
    maker: HalfTyped, kinds: Sequence[str], records: list[Record], each: int, seed: int, *, odd: bool, least: int = 1
) -> list[Query]:
    """Up to `each` queries of every kind, of `least` characters, for papers of even numbers, or odd ones."""
    found = []
    for kind in kinds:
        make_one: Callable[[Record], str | None] = getattr(maker, kind)
        numbers = sorted(number for number in maker.unique if number % 2 == odd)
        random.Random(f"{seed} {kind}").shuffle(numbers)
        count = 0
        for number in numbers:
            text = make_one(records[number]) if count < each else None
            if text and len(text) >= least:
                found.append(Query(kind, text, number))
                count += 1
    return found
