"""Two readings of a text without marks. In: what a reader made of it. Out: the same, or what it says as a copied list, if that is more.

A browser copies a list without its marks, and a reader of prose takes the whole line for a title. Which of the two a text is, its papers
tell: of the right reading more have something beside a title that is no more than one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Paper, Reading, Source
from generator.text import pattern_of

# Of the papers of a good reading so many have something beside their title; of a text so many lines at most are left in doubt.
_GOOD, _DOUBT = 0.95, 0.25
# So many papers tell that a list was copied; in a list of titles alone fewer of them have anything beside them.
_FEWEST, _BARE = 4, 0.25
# Broken lines are so full, of the fullest.
_FULL = 0.7
# What lines of a list say may be less by so much.
_NEARLY = 0.9
# Of references so many have names and a date; as a list they must say so much more.
_CITED, _SURER = 0.8, 1.4
# Marks of a writer, of which a browser copies few: so many of the lines.
_SET = pattern_of(r"\]\([^()\s]{4}|</[a-z]|\*\*\S|^#{1,6} \S|^[ \t]{0,8}[-*+] ", re.M)
_HEAD, _MARKS = 1 << 17, 0.04
# A line of cells, or one that ends with the words of a link.
_LISTED = pattern_of(r"^[^\t\n]*\t|\w\][ \t]*$", re.M)
# An abstract has so many signs, a remark fewer.
_ABSTRACT = 200
# Where each title has an abstract of more signs, nothing is asked.
_SHORTEST = 60


def fuller(reading: Reading, text: str, source: Source) -> Reading:
    """The reading of a text, or that of its lines as a copied list where more is told by it."""
    if _is_plain(reading.papers):
        return reading
    from generator.readers.layout.structures import NAME

    head = text[:_HEAD]
    lines = sum(bool(line.strip()) for line in head.split("\n"))
    if (
        len(_SET.findall(head)) > _MARKS * lines
        or _have_no_titles(reading, text)
        or (reading.papers and reading.digest.format == NAME)
        or source.path.endswith((".csv", ".tsv"))
    ):
        return reading
    from generator.readers.layout.reading import read_copied

    listed = len(_LISTED.findall(head)) > _BARE * lines
    # In a list no line is an abstract of the one above.
    ours: float = _told(reading.papers, len(text) if listed else _ABSTRACT)
    if _is_good(reading, ours, lines) or _are_broken(reading, text):
        return reading
    other = read_copied(text, source)
    theirs = _told(other.papers)
    if (reading.papers or listed) and max(ours, theirs) <= _BARE * len(reading.papers):
        ours, theirs = _titles(reading.papers), _titles(other.papers)
    weight = _NEARLY if listed else 1
    ours *= _SURER if _are_cited(reading) else weight
    return other if theirs > ours and theirs >= _FEWEST else reading


def _is_plain(papers: Sequence[Paper]) -> bool:
    return bool(papers) and all(
        len(one.abstract) > _SHORTEST and one.title[-1] not in ")].0123456789" for one in papers
    )


def _are_cited(reading: Reading) -> bool:
    """Whether references were read as such: what has no title among them is in doubt, and no line of a list."""
    from generator.readers.references import NAME as REFERENCES

    cited = sum(bool(one.authors and one.date) for one in reading.papers)
    return reading.digest.format == REFERENCES and cited >= _CITED * len(reading.papers)


def _are_broken(reading: Reading, text: str) -> bool:
    """Whether papers were read from full lines and one that is not, as on a page of print: then no line alone is an entry."""
    lines = [len(line.strip()) for line in text.split("\n")]
    entries = [lines[span.first - 1 : span.last] for span in reading.account if span.use == "entry"]
    above = [size for held in entries for size in held[:-1] if size]
    width = max(above, default=0)
    return (
        _are_cited(reading)
        and 2 * len(above) > len(entries)
        and sum(size > _FULL * width for size in above) >= _GOOD * len(above)
    )


def _have_no_titles(reading: Reading, text: str) -> bool:
    """Whether most of what is in doubt names a work by its place alone, which is no title in a list either."""
    from generator.readers.references.nameless import are_untitled

    lines = text.split("\n")
    doubt = [" ".join(lines[span.first - 1 : span.last]) for span in reading.account if span.use == "doubt"]
    return len(doubt) > len(reading.papers) and are_untitled(doubt)


def _is_good(reading: Reading, told: float, lines: int) -> bool:
    doubt = sum(span.last - span.first + 1 for span in reading.account if span.use == "doubt")
    return told >= _GOOD * max(1, len(reading.papers)) and doubt < _DOUBT * lines


def _told(papers: Sequence[Paper], least: int = _ABSTRACT) -> int:
    """Of how many papers something stands beside a title that is no more; an abstract of more than the `least` signs too."""
    return _titles(
        [one for one in papers if one.authors or one.ids or one.venues or one.date or len(one.abstract) > least]
    )


def _titles(papers: Sequence[Paper]) -> int:
    """How many titles are no more than titles."""
    from generator.readers.layout.copied import says_more

    return sum(not says_more(one.title) for one in papers)
