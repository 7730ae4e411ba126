"""Names. In: papers and the library. Out: the topics and authors that the field offers, by the terms of their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.library import Library
from generator.model import Paper
from generator.render.search.words import STOP_WORDS, search_words, stem
from generator.text import typeset

# An author of one paper is offered by that paper; of few papers all are named.
_FEW = 2_000
# Zhang has hundreds of namesakes: those of most papers.
_MOST = 40


def offered(papers: Sequence[Paper], library: Library) -> dict[str, list[str]]:
    """term -> names, those of most papers first: topics under each word as slug, tab and name, authors as they are, under their
    first word and their last."""
    found: dict[str, list[str]] = defaultdict(list)
    topics = sorted(library.by_tag, key=lambda slug: (-len(library.by_tag[slug]), slug))
    for slug in topics:
        if slug in library.tags:
            name = library.tags[slug].name
            for term in dict.fromkeys(_terms(name)):
                found[term].append(f"{slug}\t{name}")
    for name, count in sorted(_signed(papers).items(), key=lambda author: (-author[1], author[0])):
        terms = list(_terms(name)) if count > 1 or len(papers) <= _FEW else []
        for term in dict.fromkeys([*terms[:1], *terms[-1:]]):
            if len(found[term]) < _MOST:
                found[term].append(" ".join(name.split()))
    return dict(found)


def _signed(papers: Iterable[Paper]) -> Counter[str]:
    """Of each author, as plain text, how many papers."""
    found: Counter[str] = Counter()
    for source, count in Counter(author.name for paper in papers for author in paper.authors).items():
        found[typeset(source).plain] += count
    return found


def _terms(name: str) -> Iterable[str]:
    return (stem(word.text) for word in search_words(name) if word.span == 1 and word.text not in STOP_WORDS)
