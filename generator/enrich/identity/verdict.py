"""Whether two records are one work. In: two faces. Out: same, apart or in doubt, and why; nothing else is looked at, so that the answer
never depends on what else is in the library.

1. One arXiv id or one DOI (or OpenReview, ACL, PMLR, Semantic Scholar, PubMed id) is one work, unless authors, title and abstract all
   say otherwise. Two arXiv ids are never one work by themselves.
2. One title is one work when the authors agree, or, when a side names none, the abstracts. Neither known: the title must say
   enough (four words), and the years must be near. Titles of editions without their year ("Overview of the shared task") and of parts
   that every volume has ("Introduction") need the same year or the same abstract too.
3. Two titles are one work, retitled, when the abstracts are nearly the same and the authors agree. They stay two when what parts
   them is a number, "++", "Part II", a year, or when one is a reply or an erratum.
4. Anything between is a doubt: it stays two pages, and a note says how to settle it.

The limits were set by looking at the pairs among 100,000 papers whose abstracts share a third of their words: the same work retitled
shares 70 % and more (authors known), and other works of the same people reach 66 % ("Planar, bimanual, whole-arm grasping", "Spatial,
bimanual, whole-arm grasping"). A few have one abstract by mistake; their authors or titles tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import Literal

import msgspec

from generator.enrich.identity.faces import Face
from generator.enrich.identity.ids import STRONG
from generator.enrich.identity.pieces import is_edition, is_generic, names_edition

Word = Literal["same", "apart", "doubt"]

_ROMAN = frozenset("ii iii iv vi vii viii ix xi xii".split())
_COUNTED = frozenset("one two three four five six seven eight nine ten".split())
_PARTING = frozenset(
    "part parts volume vol edition annual continued sequel supplement supplementary addendum erratum corrigendum reply".split()
)
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_UNNUMBERED = re.compile(r"(?:v?\d+(?:\.\d+)*|[+#]+)$")
_MEASURE = re.compile(r"\d+(?!(?:st|nd|rd|th)$)[a-z]{1,4}")
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME_TEXT, _LIKE_TEXT, _LONG_TITLE_TEXT, _FAINT_TEXT = 0.8, 0.45, 0.3, 0.25
_SHARED_AUTHORS = 0.5
# Of more people with one family name than this, only those spelled the same are the same.
_NAMESAKES = 60
_FAR_YEARS, _NEAR_YEARS = 8, 2


class Verdict(msgspec.Struct, frozen=True):
    """word: same, apart or doubt. weight: how strong the evidence for "same" is, 3 an id, 2 text or authors, 1 a title alone.
    why: for a note. firm: two works even when a third record resembles both. slip: one of the two has the other's id by mistake."""

    word: Word
    weight: int = 0
    why: str = ""
    firm: bool = False
    slip: bool = False

    @property
    def same(self) -> bool:
        return self.word == "same"


APART = Verdict("apart")
FIRMLY_APART = Verdict("apart", firm=True)


def compare(a: Face, b: Face) -> Verdict:
    """The verdict on two faces; it does not matter which comes first."""
    if a == b:
        return Verdict("same", 2)
    ours, theirs = dict(a.ids), dict(b.ids)
    shared = [kind for kind in STRONG if kind in ours and ours[kind] == theirs.get(kind)]
    if shared:
        return _by_id(a, b, shared[0])
    if a.kind != b.kind:
        return FIRMLY_APART
    found = _one_title(a, b) if a.tight == b.tight else _two_titles(a, b)
    if found.same and "arxiv" in ours and "arxiv" in theirs:
        return Verdict("doubt", why="they have two arXiv ids", firm=True)
    return found


def _by_id(a: Face, b: Face, kind: str) -> Verdict:
    names, text = shared_authors(a, b), shared_text(a, b)
    strangers = names == 0 and (text is None or text < _FAINT_TEXT)
    if strangers and shared_title(a, b) < (0.25 if text is None else 0.6):
        return Verdict(
            "doubt", why=f"they have one {_NAMES.get(kind, kind)} id, but other titles and other authors", firm=True
        )
    return Verdict("same", 3)


_NAMES = {"arxiv": "arXiv", "doi": "DOI", "openreview": "OpenReview", "acl": "ACL Anthology", "s2": "Semantic Scholar"}


def _one_title(a: Face, b: Face) -> Verdict:
    names, text, gap = shared_authors(a, b), shared_text(a, b), _gap(a, b)
    edition, generic = is_edition(a.title), is_generic(a.title, a.kind)
    if text is not None and text >= _SAME_TEXT and not (edition and gap and text < 0.95):
        if names != 0:
            return Verdict("same", 2)
        return Verdict("doubt", why="title and abstract agree, but they name other authors", firm=True)
    if names is not None and names < 1 / 3:
        return FIRMLY_APART if names == 0 or text is None or text < _LIKE_TEXT else Verdict("same", 2)
    if generic or (edition and gap):
        return (
            FIRMLY_APART
            if text is not None and text < _LIKE_TEXT
            else Verdict("doubt", why="every year may have one of that title")
        )
    if names is not None:
        return _one_title_one_author(names, text, gap)
    return _one_title_unsigned(a, text, gap, edition=edition)


def _one_title_one_author(names: float, text: float | None, gap: int | None) -> Verdict:
    if names < _SHARED_AUTHORS and (text is None or text < _FAINT_TEXT):
        return Verdict("doubt", why="the title agrees, but few of the authors")
    if gap is not None and gap > _FAR_YEARS and text is not None and text < _FAINT_TEXT:
        return Verdict("doubt", why=f"title and authors agree, but {gap} years lie between them")
    return Verdict("same", 2)


def _one_title_unsigned(a: Face, text: float | None, gap: int | None, *, edition: bool) -> Verdict:
    if text is not None:
        if text >= (_LIKE_TEXT if len(a.title.split()) < 5 else _LONG_TITLE_TEXT):
            return Verdict("same", 2)
        return Verdict("doubt", why="the title agrees, but the abstracts differ") if text >= _FAINT_TEXT else APART
    enough = (len(a.title.split()) >= 4 or len(a.tight) >= 24) and not edition
    if enough and (gap is None or gap <= _NEAR_YEARS):
        return Verdict("same", 1)
    return Verdict("doubt", why="the title agrees, and there is nothing else to tell by")


def _two_titles(a: Face, b: Face) -> Verdict:
    text = shared_text(a, b)
    if text is None or text < 0.6:
        return APART
    names, title, gap = shared_authors(a, b), shared_title(a, b), _gap(a, b) or 0
    if names is not None and names < _SHARED_AUTHORS:
        return APART
    parted = parting(a.title, b.title, text)
    long = min(len(a.words), len(b.words)) >= 40
    if names is None:
        agreed = (text >= 0.85 and title >= 0.25) or (text >= 0.97 and long)
    else:
        agreed = text >= 0.9 or (text >= 0.75 and title >= 0.4 and gap < _NEAR_YEARS) or (text >= 0.7 and title >= 0.75)
    if agreed and not parted:
        return Verdict("same", 2)
    if parted and text < 0.9:
        return FIRMLY_APART
    why = "the abstracts are nearly the same under two titles"
    return Verdict("doubt", why=why, firm=parted) if text >= 0.75 else APART


def parting(ours: str, theirs: str, text: float) -> bool:
    """Whether two normalised titles differ in what parts two works: a number, `++`, a year, "part", "second".

    A number among other changes, and a measure ("within 3min"), do not part them when the abstracts are all but equal.
    """
    marks = _marks(ours, theirs)
    if not marks:
        return False
    if text < 0.95 or any(map(_is_heavy, marks)):
        return True
    changed = set(ours.split()) ^ set(theirs.split())
    others = changed - marks - {_UNNUMBERED.sub("", word) for word in marks}
    return not others and not all(_MEASURE.fullmatch(word) for word in marks)


def _marks(ours: str, theirs: str) -> set[str]:
    """The words in which two titles differ, and which number or letter a work."""
    a, b = set(ours.split()), set(theirs.split())
    changed = a ^ b
    marks = {word for word in changed if _is_mark(word)}
    last = {ours[-2:], theirs[-2:]}
    if len(last) == 2:
        marks |= {end.strip() for end in last if end in (" i", " v", " x")}
    marks |= _swapped(a - b, b - a)
    ordinals = changed & _ORDINALS
    both = bool(ordinals & a and ordinals & b)
    if both or (ordinals and names_edition(f"{ours} {theirs}")):
        marks |= ordinals
    return marks


def _is_heavy(mark: str) -> bool:
    """Whether a mark parts two works whatever their abstracts say."""
    return mark in _PARTING or mark in _ROMAN or mark in _ORDINALS or bool(_ONE_YEAR.fullmatch(mark))


def _swapped(ours: set[str], theirs: set[str]) -> set[str]:
    """One letter in the place of another ("Part A", "Part B"; "α", "β"), or one number in words; β may be written b."""
    swapped: set[str] = set()
    one, other = _letters(ours), _letters(theirs)
    if len(one) == len(other) == 1 and one[0].isascii() == other[0].isascii():
        swapped |= {*one, *other}
    if ours & _COUNTED and theirs & _COUNTED:
        swapped |= (ours | theirs) & _COUNTED
    return swapped


def _letters(words: set[str]) -> list[str]:
    return [word for word in words if len(word) == 1 and word.isalpha()]


def _is_mark(word: str) -> bool:
    return word in _PARTING or word in _ROMAN or word[-1] in "+#" or any(c.isdigit() for c in word)


def shared_text(a: Face, b: Face) -> float | None:
    """How much of their words two abstracts share, 0..1 (Jaccard, common words left out); None when one is missing or too short.

    An abstract that was cut off counts as far as it goes.
    """
    if not a.long or not b.long:
        return None
    ours, theirs = a.bag, b.bag
    if a.cut or b.cut:
        length = min(len(a.words), len(b.words))
        ours, theirs = frozenset(a.words[: length - 1]), frozenset(b.words[: length - 1])
    common = len(ours & theirs)
    return common / (len(ours) + len(theirs) - common)


def shared_title(a: Face, b: Face) -> float:
    """How many of their words two titles share, 0..1 (Jaccard)."""
    ours, theirs = set(a.title.split()), set(b.title.split())
    return len(ours & theirs) / max(1, len(ours | theirs))


def shared_authors(a: Face, b: Face) -> float | None:
    """How many authors of the shorter list the longer one names too, 0..1; None when one names nobody, or only a team or users, and
    they share none.

    A family name counts when the given names agree as far as both are written out: "J. Smith" is "Jane Smith", "Wei Wang" is not
    "Wenjun Wang". "Gong Yangrui" is "Yangrui Gong".
    """
    if not a.authors or not b.authors:
        return None
    ours, theirs = (a, b) if a.count <= b.count else (b, a)
    turned = {given + family for family, all_given in theirs.authors.items() for given in all_given}
    found = 0
    for family, all_given in ours.authors.items():
        others = theirs.authors.get(family, ())
        agreeing = _agreeing(all_given, others)
        found += sum(given in agreeing or family + given in turned for given in all_given)
    if not found and (a.handles or b.handles):
        return None
    return found / max(1, sum(map(len, ours.authors.values())))


def _agreeing(given: Iterable[str], others: Sequence[str]) -> Set[str]:
    """The given names that agree with one of the others; of very many namesakes only the same, for each pair takes its time."""
    if len(others) > _NAMESAKES:
        return set(others)
    return {one for one in given if any(_agree(one, other) for other in others)}


def _agree(one: str, other: str) -> bool:
    if not one or not other or one[-1] == "." or other[-1] == ".":
        return one[:1] == other[:1] or not one or not other
    short, long = sorted((one, other), key=len)
    if len(short) < 5:
        return short == long
    if long.startswith(short):
        return True
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(short, long, score_cutoff=1) <= 1


def _gap(a: Face, b: Face) -> int | None:
    return abs(a.year - b.year) if a.year and b.year else None
