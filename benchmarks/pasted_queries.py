"""Queries that search has to forgive. In: records and a seed. Out: queries of nine kinds, each for one paper.

Slips that make another word which the library says too (`need` as `ned`), names without their accents, and what a reader
pastes: a reference, a title in capitals, broken over two lines or as LaTeX has it. Papers whose number is even are for
tuning, odd ones are held out.

    python -m benchmarks.search_quality --corpus papers.jsonl.gz --pasted [--odd]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.half_typed import TOKEN, HalfTyped, drawn
from benchmarks.queries import Query, Record
from generator.render.search.words import STOP_WORDS, search_form, stem

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SIGNS = str.maketrans({"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "é": r"{\'e}", "ö": r"{\"o}", "ü": r"{\"u}"})


def slips(word: str) -> Iterator[str]:
    """Each word that one slip of the fingers makes: a letter dropped, doubled, swapped with the next, or the key beside it."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + letter + word[at + 2 :]
        for row in _ROWS:
            if letter in row:
                place = row.index(letter)
                yield from (word[:at] + key + word[at + 1 :] for key in row[max(0, place - 1) : place + 2])


class _Pasted(HalfTyped):
    """Turns one record into a query of each kind, or None where it offers none."""

    def __init__(self, records: list[Record], seed: int, years: list[str]) -> None:
        super().__init__(records, seed)
        self.years = dict(zip(map(id, records), years, strict=True))
        counts = Counter(
            form for record in records for form in {search_form(word) for text in record for word in _words(text)}
        )
        self.said = {form for form, count in counts.items() if count > 1}

    def known_slip(self, word: str) -> str | None:
        """Another word that the library says, or None."""
        if not word.isascii() or not word.isalpha() or len(word) < 4:
            return None
        own = stem(word.lower())
        found = [
            slip for slip in slips(word.lower()) if slip in self.said and slip not in STOP_WORDS and stem(slip) != own
        ]
        return self.random.choice(sorted(set(found))) if found else None

    def slipped(self, words: list[str]) -> str | None:
        """The words with such a slip in one of them."""
        places = [at for at, word in enumerate(words) if search_form(word) not in STOP_WORDS]
        self.random.shuffle(places)
        for at in places:
            if slip := self.known_slip(words[at]):
                return " ".join([*words[:at], slip, *words[at + 1 :]])
        return None

    def slip_in_title(self, record: Record) -> str | None:
        """In the beginning of a title."""
        words = [word.lower() for word in TOKEN.findall(record.title)]
        return self.slipped(words[: self.random.randint(4, 8)]) if len(words) > 3 else None

    def slip_at_end(self, record: Record) -> str | None:
        """In the last word of a run of a title."""
        words = [word.lower() for word in TOKEN.findall(record.title)]
        for end in range(min(len(words), 7), 3, -1):
            if search_form(words[end - 1]) not in STOP_WORDS and (slip := self.known_slip(words[end - 1])):
                return " ".join([*words[: end - 1], slip])
        return None

    def slip_in_words(self, record: Record) -> str | None:
        """In one of three telling words."""
        return self.slipped([word.lower() for word in self.rarest(self.telling(record.title), 3)])

    def plain_name(self, record: Record) -> str | None:
        """A name without its accents, and a word."""
        names = [name for name in record.authors if not name.isascii() and search_form(name).isascii()]
        words = self.rarest(self.telling(record.title), 1)
        return f"{search_form(self.random.choice(names))} {words[0]}".lower() if names and words else None

    def reference(self, record: Record) -> str | None:
        """As a list of references has it."""
        names = [name.split() for name in record.authors[:6] if " " in name]
        year = self.years[id(record)]
        if not names or not year:
            return None
        people = [f"{name[-1]}, {' '.join(part[0] + '.' for part in name[:-1])}" for name in names]
        return f"{', '.join(people)} ({year}). {record.title}. arXiv preprint arXiv:{year[2:]}01.0{self.random.randint(1000, 9999)}."

    def capitals(self, record: Record) -> str | None:
        return record.title.upper()

    def two_lines(self, record: Record) -> str | None:
        """Broken at a hyphen inside a word, as print has it."""
        long = [word for word in self.telling(record.title) if word.isalpha() and len(word) > 7]
        if not long:
            return None
        word = self.random.choice(long)
        return record.title.replace(word, f"{word[:4]}-\n{word[4:]}", 1)

    def latex(self, record: Record) -> str | None:
        """As a file of BibTeX has it: capitals in braces."""
        text = re.sub(r"\b(\w*[A-Z]\w*)\b", r"{\1}", record.title.translate(_SIGNS))
        return f"title = {{{text}}},"

    def quoted(self, record: Record) -> str | None:
        words = TOKEN.findall(record.title)
        return (
            f'"{" ".join(words[1:5])}"'.lower()
            if len(words) > 5 and record.title.count(" ") == len(words) - 1
            else None
        )


def _words(text: str | tuple[str, ...]) -> list[str]:
    return TOKEN.findall(text if isinstance(text, str) else " ".join(text))


PASTED = (
    "slip_in_title",
    "slip_at_end",
    "slip_in_words",
    "plain_name",
    "reference",
    "capitals",
    "two_lines",
    "latex",
    "quoted",
)


def make(records: list[Record], years: list[str], each: int = 60, seed: int = 1, *, odd: bool = False) -> list[Query]:
    """Up to `each` queries of every kind, for papers of even numbers, or odd ones, whose title no other paper has."""
    return drawn(_Pasted(records, seed, years), PASTED, records, each, seed, odd=odd)
