"""Whether a candidate is the paper. In: a Paper and a Candidate. Out: the signs that say so, or nothing.

A title alone is never enough: two works share a title more often than one thinks ("Introduction"). A second sign must agree: an author,
or the abstract.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from generator.commands.lookup.candidate import Candidate
from generator.model import Paper
from generator.text import normal_title, typeset, words

# Measured on abstracts of preprints and their conference versions: the same work shares most of its words, another work of the field
# rarely half of them.
_SAME_TITLE = 96.0
_SAME_ABSTRACT = 0.6
_FEWEST_WORDS = 20


def signs(paper: Paper, candidate: Candidate) -> tuple[str, ...]:
    """("title", a second sign, ...) when the candidate is the paper; else ()."""
    ours, theirs = normal_title(paper.title), normal_title(candidate.title)
    if not ours or (ours != theirs and fuzz.ratio(ours, theirs) < _SAME_TITLE) or _numbers(ours) != _numbers(theirs):
        return ()
    found = []
    if paper.ids.get("arxiv") and candidate.arxiv:
        if paper.ids["arxiv"] != candidate.arxiv:
            return ()
        found.append("arXiv id")
    if paper.ids.get("doi") and paper.ids["doi"] == candidate.doi:
        found.append("DOI")
    if _share_author(paper, candidate):
        found.append("author")
    if _share_abstract(paper, candidate):
        found.append("abstract")
    return ("title", *found) if found else ()


def _numbers(title: str) -> list[str]:
    """ "Part 1" is not "Part 2", however alike the rest."""
    return [word for word in title.split() if any(c.isdigit() for c in word)]


def _share_author(paper: Paper, candidate: Candidate) -> bool:
    return bool({_last(a.name) for a in paper.authors} & {_last(name) for name in candidate.authors} - {""})


def _last(name: str) -> str:
    parts = words(name.split(",")[0] if "," in name else name)
    return parts[-1] if parts and len(parts[-1]) > 1 else ""


def _share_abstract(paper: Paper, candidate: Candidate) -> bool:
    ours, theirs = set(words(typeset(paper.abstract).plain)), set(words(typeset(candidate.abstract).plain))
    if min(len(ours), len(theirs)) < _FEWEST_WORDS:
        return False
    return len(ours & theirs) / min(len(ours), len(theirs)) >= _SAME_ABSTRACT
