"""What a correction calls a paper. In: a key, an arXiv id, a DOI, a title, or path:line. Out: the records meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from generator.config.facts import Fact
from generator.enrich.identity.faces import Face
from generator.enrich.identity.keys import Keys
from generator.model import Paper, Problem, Source
from generator.text import normal_title
from generator.text.ids import ids_in

_LINE = re.compile(r"(.+):(\d{1,9})")
# A key cut short is meant by so many letters or more.
_LEAST_BEGUN = 6


class Sorted(msgspec.Struct, frozen=True):
    """records: in order, as read. tidied: one record a face. faces: record -> its face. seen: the faces. signatures: of each."""

    records: Sequence[Paper]
    tidied: Sequence[Paper]
    faces: Sequence[int]
    seen: Sequence[Face]
    signatures: Sequence[bytes]


_Called = TypeVar("_Called")
# What records are called by -> their places.
_Places = dict[_Called, list[int]]


class Names:
    """An index of records by everything that a person may call them. works: record -> its work. renamed: a new key -> what the
    correction that gives it calls the paper."""

    def __init__(
        self, given: Sorted, works: Sequence[int], keys: Keys, facts: Iterable[Fact], renamed: Mapping[str, str]
    ) -> None:
        self.works, self.keys, self.renamed = works, keys, renamed
        self.own: _Places[str] = defaultdict(list)
        self.ids: _Places[tuple[str, str]] = defaultdict(list)
        self.titles: _Places[str] = defaultdict(list)
        self.lines: _Places[str] = defaultdict(list)
        self.of_work: _Places[int] = defaultdict(list)
        self.pages = {key: work for work, key in keys.page.items()}
        for record, paper in enumerate(given.records):
            self.own[keys.own[record]].append(record)
            self.titles[normal_title(paper.title)].append(record)
            self.lines[str(paper.source)].append(record)
            self.of_work[works[record]].append(record)
            for kind, value in given.tidied[given.faces[record]].ids.items():
                self.ids[kind, value].append(record)
        for fact in facts:
            self._learn(fact)

    def _learn(self, fact: Fact) -> None:
        """The ids that a fact gives a paper, unless a record has them."""
        for kind in ("arxiv", "doi"):
            mark = (kind, fact.values[kind].value[0]) if kind in fact.values else None
            if mark and mark not in self.ids:
                self.ids[mark] = self.own.get(fact.key) or self.titles.get(normal_title(fact.title), [])

    def records(self, name: str) -> list[int]:
        """The records called `name`; none when nothing is. A key comes before an id, an id before a title."""
        found = self._found(name.strip())
        key = _key(name)
        return found or (self._found(self.renamed[key]) if key in self.renamed else [])

    def _found(self, text: str) -> list[int]:
        key = _key(text)
        if key in self.own:
            return self.own[key]
        if key in self.keys.old:
            return self.of_work[self.keys.old[key]]
        if key in self.pages:
            return self.of_work[self.pages[key]]
        for kind, value in ids_in(text).items():
            if (kind, value) in self.ids and " " not in text:
                return self.ids[kind, value]
        if _LINE.fullmatch(text) and text in self.lines:
            return self.lines[text]
        return self.titles.get(normal_title(text), [])

    def given(self, key: str) -> bool:
        """Whether a title gives this key by itself, not a rename that the register remembers."""
        return key in self.own

    def nearest(self, name: str) -> str:
        """The key that `name` alone begins, else the one that looks most like it, or ""."""
        key = _key(name)
        begun = [own for own in self.own if own.startswith(key)] if len(key) >= _LEAST_BEGUN else []
        if len(begun) == 1:
            return begun[0]
        from rapidfuzz import fuzz, process

        found = process.extractOne(name.strip(), list(self.own), scorer=fuzz.ratio, score_cutoff=60)
        return str(found[0]) if found else ""


def _key(name: str) -> str:
    """The key in a name that is one, or the address of a page."""
    return re.sub(r"^(?:.*/)?papers/", "", name.strip().strip("/"))


def unknown(at: Source, name: str, names: Names) -> Problem:
    """No paper is called so; the nearest key, when one is near."""
    near = names.nearest(name)
    hint = f"did you mean {near}?" if near else "give its key, arXiv id, DOI or title, or path:line of a digest."
    return Problem(at, "error", "correction-unknown", f"no paper is known as {name!r}; {hint}")
