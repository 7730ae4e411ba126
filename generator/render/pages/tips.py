"""Tips. In: the library. Out: searches that find something in it, each with what it means, for the search page before a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.library import Library
from generator.render.search.texts import appeared
from generator.text import folded
from generator.text.names import split_name
from generator.text.typeset import plain

Tip = tuple[str, str]

# Two words, as most people know them: no hyphens, no brackets.
_PHRASE = re.compile(r"[^\W\d_]{3,} [^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]{5,}")


def tips(library: Library, examples: Sequence[str]) -> tuple[Tip, ...]:
    """(a search, its meaning) for each way to search of which this library has an example. `examples`: names that titles say."""
    return (*_of_words(library, examples), *_of_venue(library), *_of_fields(library), *_of_topic(library))


def _of_words(library: Library, examples: Sequence[str]) -> Iterator[Tip]:
    """Of words, of a phrase, and of a word without another: names of topics that a title says, the examples before the commonest."""
    titles = [folded(paper.title) for paper in library.papers.values()]
    said = "\n".join(titles)
    common = sorted(filter(library.tags.__contains__, library.by_tag), key=lambda slug: -len(library.by_tag[slug]))
    names = (*examples, *(library.tags[slug].name for slug in common))
    phrases = list(islice((name for name in names if _PHRASE.fullmatch(name) and folded(name) in said), 2))
    yield from ((name, "words; the last one may be half typed") for name in names[:1])
    yield from ((f'"{name}"', "a phrase") for name in phrases[-1:])
    for name in phrases[:1]:
        first, last = folded(name).split()
        if any(last in title and first not in title for title in titles):
            yield f"{last} -{first}", "without a word"


def _of_venue(library: Library) -> Iterator[Tip]:
    """The short name of a venue and the year that most papers have together."""
    told = (appeared(paper.venues[0], paper.date or "") for paper in library.papers.values() if paper.venues)
    pairs = Counter(tuple(names[:2]) for names in told if len(names) > 1 and names[1].isdecimal())
    for (name, year), _ in pairs.most_common(1):
        yield f"{name} {year}", "a venue and a year; also an arXiv id or a DOI"


def _of_fields(library: Library) -> Iterator[Tip]:
    """The author of most papers, and the longest word of the newest one's title."""
    if library.by_author:
        slug = max(library.by_author, key=lambda one: len(library.by_author[one]))
        title = library.papers[library.by_author[slug][0]].title
        family, words = split_name(library.author_names[slug]).family, _WORD.findall(folded(plain(title)))
        if words and family.isalpha():
            yield f"author:{folded(family)} title:{max(words, key=len)}", "in one field; also abstract:"


def _of_topic(library: Library) -> Iterator[Tip]:
    """The topic of a dated paper, with code if there is one."""
    dated = [paper for paper in library.papers.values() if paper.date and paper.tags]
    coded = [paper for paper in dated if any(link.kind == "code" for link in paper.links)]
    for paper in (coded or dated)[:1]:
        code = "has:code " if coded else ""
        yield (
            f"tag:{paper.tags[0].slug} {code}after:{(paper.date or '')[:4]}",
            f"a topic, {'with code, ' if coded else ''}from a date; also before:, year:, host:",
        )
