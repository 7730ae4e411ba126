"""Pieces. In: a term that two papers share, and the two. Out: whether it is a piece of a sentence or of names that they do not share."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from generator.enrich.background import RARE, often, use_of_words
from generator.enrich.forms import is_adjective
from generator.enrich.phrasing import Pair
from generator.enrich.telling import Stance, Stems

# Of the papers that say "vivo" .85 say "in vivo", of "vitro", "situ" and "silico" .94 and more; of "Lima" .83, of nouns a tenth.
_ONE = 0.84
# Of 1,000 papers that hold a word no more have an adjective as a keyword by itself.
_HARDLY_ALONE = 3
# Where the fronts of names differ.
_SEVERAL = "-"


def is_piece_of_names(stems: Stems, pair: Pair) -> bool:
    """Whether it is a piece of longer names in both ("risk gambling" of "low-risk gambling" and "at-risk gambling"), or another's name in
    each."""
    own, other = (text.stance(stems) for text in pair)
    if own.is_bound and other.is_bound:
        return True
    if _is_adjective(stems, pair) or _is_end(stems, own, other) or _is_of_each(stems, pair):
        return True
    return len(stems) == 1 and _front(stems, pair) == _SEVERAL


def with_front(stems: Stems, said: str, pair: Pair) -> str:
    """A word that both have at the end of one name alone, with its front: "Plasmodium falciparum", the latter as both may have it."""
    front = _front(stems, pair) if len(stems) == 1 else ""
    return f"{front}. {said}" if len(front) == 1 else f"{front} {said}".strip()


def _front(stems: Stems, pair: Pair) -> str:
    """The front of the name at whose end both have a word wherever they have it; "" where it stands by itself too."""
    fronts = Counter(front for text in pair for front in text.fronts(stems))
    if "" in fronts:
        return ""
    own, other = ({front for front in text.fronts(stems) if len(front) > 1} for text in pair)
    if len({front[0] for front in fronts}) > 1 or (own and other and own.isdisjoint(other)):
        return _SEVERAL
    return max(fronts, key=lambda front: (len(front) > 1, fronts[front], front))


def _is_end(stems: Stems, own: Stance, other: Stance) -> bool:
    """Whether a phrase that nobody has as a keyword always is the end of a longer one: "ion batteries" of zinc and of lithium. Of 56 judged
    ones .57 said something, of 30 that are keywords all but one."""
    return len(stems) > 1 and not max(own.begins, other.begins) and " ".join(stems) not in use_of_words()


def _is_of_each(stems: Stems, pair: Pair) -> bool:
    """Whether both titles begin with a name and a colon, which nobody has as a keyword: two works are called "Kaleidoscope"."""
    return all(text.leads(stems) for text in pair) and use_of_words().get(" ".join(stems), RARE).alone <= _HARDLY_ALONE


def _is_adjective(stems: Stems, pair: Pair) -> bool:
    """Whether both join a phrase by hyphens throughout, as what stands before a noun ("low-income", "post-injury"), and nobody has it as a
    keyword; or one prints a word that ends as adjectives do before a noun throughout ("sectoral"), and nobody has it as a keyword by
    itself. One with a capital is of a name ("Malthusian")."""
    if len(stems) > 1:
        return " ".join(stems) not in use_of_words() and all(text.is_joined(stems) for text in pair)
    if not _ends_as_no_noun(stems[0]):
        return False
    return not (any(text.is_named(stems) for text in pair) or all(text.stance(stems).ends for text in pair))


@lru_cache(maxsize=50_000)
def _ends_as_no_noun(word: str) -> bool:
    return is_adjective(word) and use_of_words().get(word, RARE).alone <= _HARDLY_ALONE


@lru_cache(maxsize=50_000)
def is_of_sentence(stems: Stems) -> bool:
    """Whether a phrase begins with "in", the one preposition that is a term, as sentences do ("in galaxies"): not where the word after it
    is hardly said without ("in vitro"), and not in what several papers have as a keyword."""
    if stems[0] != "in" or len(stems) < 2 or " ".join(stems) in use_of_words():
        return False
    return often(f"in {stems[1]}") < _ONE * often(stems[1])
