"""What a service says of one work. In: nothing. Out: the Candidate, and NoAnswer for what is no answer."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.config.fields import wrong_value


class NoAnswer(Exception):
    """What came back is not an answer of the service; the text says why. The service may know the work all the same."""


class Candidate(msgspec.Struct, frozen=True):
    """What one service says of one work. `said` names the service and its record; empty values were not given. `others`: ids of other
    kinds than arXiv's and DOIs."""

    title: str
    said: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    date: str = ""
    arxiv: str = ""
    doi: str = ""
    venue: str = ""
    url: str = ""
    others: dict[str, str] = {}

    def ids(self) -> dict[str, str]:
        """kind -> id."""
        own = {"arxiv": self.arxiv, "doi": self.doi}
        return {kind: value for kind, value in {**self.others, **own}.items() if value}

    def values(self) -> Iterator[tuple[str, str | list[str]]]:
        """Fields of a fact, those that were given."""
        texts: dict[str, str | list[str]] = {
            "title": self.title,
            "abstract": self.abstract,
            "date": self.date,
            **self.ids(),
        }
        lists: dict[str, str | list[str]] = {
            "authors": list(self.authors),
            "venues": [self.venue] if self.venue else [],
        }
        return ((field, value) for field, value in {**texts, **lists}.items() if value)

    def fields(self, said: str) -> dict[str, object]:
        """Fields of a facts record, said by `said`: those whose value may stand there."""
        return {
            field: {"value": value, "from": said, "sources": 1}
            for field, value in self.values()
            if not wrong_value(field, (value,) if isinstance(value, str) else tuple(value))
        }
