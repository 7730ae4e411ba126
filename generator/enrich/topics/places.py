"""Places. In: topics with their papers. Out: for each the broader ones it stands below.

A topic stands below one whose name is the end of its own ("neuropathic pain": "pain"; yet no proper name, "Social Security"), or begins
it, where nearly all its papers are on that ("migraine therapy": "migraine"), else below the narrowest one that nearly all its papers are
on, and many more (Sanderson and Croft, "Deriving concept hierarchies from text", SIGIR 1999), if its name points where that one's does
(bearings.py): papers on unions speak of pensions, and Australian ones of gambling, yet neither is a kind of the other. Nor is it where more
is written on it elsewhere than on that. Where topics are headings of MeSH, what
that has above one goes first, and of two headings nothing else says which is above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from generator.enrich.alike import names_alike
from generator.enrich.background import often
from generator.enrich.topics.headings import headings_above

# Nearly all of a topic's papers, of so many at least, are on the broader one, which has so many times more and is not on most of the
# library.
_SHARE = 0.9
_FEWEST = 8
_MORE = 1.8
_MOST = 0.35
_LOOKED_AT = 24
# The cosine of two names one of which may be a kind of the other: of 21 read, four of the five with more fitted, and two of the others.
_ALIKE = 0.4


def broader(
    names: Mapping[str, str], on: Mapping[str, set[int]], told: Set[str], papers: int
) -> dict[str, tuple[str, ...]]:
    """form -> the forms above it, none or one. `names`: form -> name; `on`: form -> the numbers of its papers; `told`: the forms that
    authors or indexers name, without which a single word is no head ("network" of neural networks)."""
    ends = {name.casefold(): form for form, name in names.items() if " " in form or form in told}
    together, headings = _together(on), headings_above(names)
    found = {}
    for form in names:
        beside = together.get(form, Counter())
        if form in headings:
            beside = Counter({other: both for other, both in beside.items() if other not in headings})
        wider = (other for other in headings.get(form, ()) if len(on[other]) > len(on[form]))
        found[form] = tuple(wider)[:1] or _above(form, names, ends, on, beside, papers)
    return found


def _above(
    form: str,
    names: Mapping[str, str],
    ends: Mapping[str, str],
    on: Mapping[str, set[int]],
    beside: Counter[str],
    papers: int,
) -> tuple[str, ...]:
    size = len(on[form])
    named = (other for other in _held(names[form], ends, beside, _SHARE * size) if other != form)
    wider = next((other for other in named if len(on[other]) > size), "")
    if wider or size < _FEWEST:
        return (wider,) if wider else ()
    wide = [
        other
        for other, both in beside.items()
        if both >= _SHARE * size and _MORE * size <= len(on[other]) <= _MOST * papers and often(other) >= often(form)
        if names_alike(names[form], names[other]) >= _ALIKE
    ]
    return tuple(sorted(wide, key=lambda other: (len(on[other]), other))[:1])


def _held(name: str, ends: Mapping[str, str], beside: Counter[str], least: float) -> Iterator[str]:
    """The forms whose names end a name, and those that begin it and share as many papers with it."""
    words = name.casefold().split(" ")
    if not name.split(" ")[-1][:1].islower():
        return
    for first in range(1, len(words)):
        yield from filter(None, [ends.get(" ".join(words[first:]))])
    for last in range(len(words) - 1, 0, -1):
        front = ends.get(" ".join(words[:last]), "")
        if front and beside[front] >= least:
            yield front


def _together(on: Mapping[str, set[int]]) -> dict[str, Counter[str]]:
    """For each topic how many papers it shares with others; of a paper's topics only so many are looked at, the smaller ones first."""
    of_paper: dict[int, list[str]] = {}
    for form in sorted(on, key=lambda form: (len(on[form]), form)):
        for paper in on[form]:
            of_paper.setdefault(paper, []).append(form)
    found: dict[str, Counter[str]] = {}
    for topics in of_paper.values():
        for topic in topics[:_LOOKED_AT]:
            found.setdefault(topic, Counter()).update(topics[:_LOOKED_AT])
    return found


def without_circles(above: Mapping[str, Sequence[str]], on: Mapping[str, set[int]]) -> dict[str, tuple[str, ...]]:
    """Only what stands below more papers than it has itself, so that no circle can be."""
    return {form: tuple(one for one in others if len(on[one]) > len(on[form])) for form, others in above.items()}
