"""Candidates. In: papers. Out: the phrases that authors, indexers and titles name, each with the papers that do and how they print it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from generator.enrich.background import flagged, says_something, told
from generator.enrich.classes import class_names, index_terms
from generator.enrich.forms import StemmedWord, form, form_of, keyword_names, may_end, runs
from generator.enrich.topics.endings import join_derived, join_endings
from generator.enrich.topics.joins import FormUse, join_all, join_initials
from generator.enrich.topics.languages import Languages, languages
from generator.enrich.topics.people import people_behind
from generator.enrich.topics.said import HYPHENS, MOST_WORDS, say
from generator.enrich.topics.sense import is_one_name
from generator.enrich.topics.unspaced import shared_phrases
from generator.model import Paper
from generator.text import folded, typeset
from generator.text.notices import without_notice

_LONGEST = 4
_MOST_KEYWORDS = 40
# Of 100 papers with such a word in front so few name it in their keywords.
_SELDOM = 8
# Of 100 papers with a word so many name it, when it is a term wherever it stands.
_NAMED = 35
# Roman numerals above four: "type II" is a name.
_NUMERAL = re.compile(r"(?!II|IV)[IVX]{2,}")
_SHELF = re.compile(r"[a-z]+\d{3,}")
# Letters that stand raised or lowered in a formula.
_SYMBOL = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u209c\u02b0-\u02b8\u1d2c-\u1d6a]")
# Of 100 papers with an adjective fewer name it in their keywords by itself.
_NOUN = 15
# What a keyword of a title's end begins with ("under visible light irradiation"), and one cut at a comma ("and Modernization Act").
_BEFORE = frozenset("under using with by from between among during via for of to at and or".split())
_BEFORE_NOUN = re.compile(r".{3,}(?:al|ic|ous|ive|able|ible|ful|less)")
# An Arabic term joins its nouns without a word between: a preposition there ("services in hospitals") parts two.
_ARABIC = re.compile(r"[\u0620-\u064a]")
# So many characters of a script without blanks are more than one word ("发展", "价值观"), which authors' keywords decide on.
_PHRASE = 4
# An apostrophe inside a name: "Sunyaev-Zel'dovich".
_APOSTROPHE = re.compile(r"['’](?!s\b)\w")
# The ends of what Latin says in two words: "de novo assembly", "post hoc tests".
_BEHIND = frozenset(("novo", "priori", "posteriori", "hoc", "facto"))
# What an index cut off its front: "I MALFORMATION" of Chiari's.
_NUMBERED = re.compile(r"I{1,3} ")
_INSIDE = HYPHENS | {"\ufffd"}
# What is longer is no abstract; the rest of it is not read.
_LONGEST_TEXT = 20_000


class FoundForms(NamedTuple):
    """candidates: by form. shorts: abbreviation -> the form of what it stands for in nearly all papers that spell it out. capitals: a
    word in lower case -> how texts print it in the middle of a sentence."""

    candidates: dict[str, FormUse]
    shorts: dict[str, str]
    capitals: dict[str, Counter[str]]


def candidates(papers: Sequence[Paper]) -> FoundForms:
    """Read all papers twice: for what is named, then for where abstracts say it. A phrase that only abstracts say is none, unless it is
    a known term."""
    texts = [_texts(paper) for paper in papers]
    found: dict[str, FormUse] = defaultdict(FormUse)
    for number, paper in enumerate(papers):
        keywords, codes = index_terms(paper)
        _told(found, number, keywords[:_MOST_KEYWORDS])
        _classed(found, number, codes[:_MOST_KEYWORDS])
    spoken = languages(papers, texts)
    _all_titled(found, texts, spoken)
    for shared in shared_phrases(texts):
        if spoken.unspaced and len(shared.phrase) < _PHRASE and not _is_told(found, form_of(shared.phrase)):
            continue
        one = found[form_of(shared.phrase)]
        one.titled |= dict.fromkeys(shared.titled)
        one.said |= shared.said
        one.spellings[shared.phrase] += len(shared.titled) + len(shared.said)
    shorts = join_all(found, texts)
    _unnamed(found)
    capitals = say(found, texts, known_terms())
    _without_shelves(found)
    join_endings(found, texts)
    join_derived(found)
    join_initials(found)
    return FoundForms(found, shorts, capitals)


def _unnamed(found: dict[str, FormUse]) -> None:
    """Mark what two titles and more have, and no keywords, though all of these papers have some."""
    keyed = frozenset[int]().union(*(one.told for one in found.values()))
    for one in found.values():
        one.unnamed = not one.told and len(one.titled) > 1 and one.titled.keys() <= keyed


def _without_shelves(found: dict[str, FormUse]) -> None:
    """Leave out the numbers under which somebody filed papers for himself ("ec7340"): those that several have among their keywords and
    none of these prints."""
    for name, one in list(found.items()):
        if (
            _SHELF.fullmatch(name)
            and len(one.told) > 1
            and one.told.keys().isdisjoint(one.titled.keys() | one.said.keys())
        ):
            del found[name]


def _texts(paper: Paper) -> tuple[str, str]:
    """The title and the abstract as readers see them, without a publisher's notice."""
    return typeset(paper.title).plain, without_notice(typeset(paper.abstract).plain[:_LONGEST_TEXT])


def _told(found: dict[str, FormUse], number: int, keywords: Sequence[str]) -> None:
    for keyword in keywords:
        for name in keyword_names(keyword):
            words = [word.stem for run in runs(name) for word in run]
            begins = name.split(" ")[0].lower() not in _BEFORE and not _NUMBERED.match(name)
            if 0 < len(words) <= MOST_WORDS and len(name) <= 80 and begins:
                one = found[form(words)]
                one.spellings[name] += number not in one.told
                one.told[number] = None


def _classed(found: dict[str, FormUse], number: int, categories: Sequence[str]) -> None:
    """A class is told by its code, which counts as another spelling of its name, where it stands alone."""
    for category in categories:
        names = list(class_names(category))
        for name in names:
            one = found[form_of(name)]
            one.spellings[name] += 2
            one.spellings[category] += len(names) == 1
            one.told[number] = None


@cache
def known_forms() -> frozenset[str]:
    """The forms of phrases that are keywords of several papers in some field."""
    return frozenset(form(term.split(" ")) for term in flagged("k") if " " in term)


@cache
def known_terms() -> frozenset[str]:
    """Phrases that are keywords of several papers in some field, and words that papers with them nearly always name."""
    return frozenset(
        term
        for term in flagged("k")
        if (" " in term and says_something(term)) or ((told(term) or 0) >= _NAMED and says_something(term))
    )


def _all_titled(found: dict[str, FormUse], texts: Sequence[tuple[str, str]], spoken: Languages) -> None:
    people = people_behind(texts)
    for number, (title, abstract) in enumerate(texts):
        kept = _Kept(spoken.little(title, abstract), people, spoken.lets(number), number in spoken.named)
        _titled(found, number, title, kept)


class _Kept(NamedTuple):
    """What a title's words may be. little: words that say nothing in its language, which no phrase begins or ends with; people: words that
    no phrase ends with, for they name who described it; alone: whether a single word may be what nobody names; foreign: see Candidate."""

    little: Set[str]
    people: Set[str]
    alone: bool
    foreign: bool


def _titled(found: dict[str, FormUse], number: int, title: str, kept: _Kept) -> None:
    shout = title.isupper()
    for run in runs(title):
        for words in phrases(run):
            stems = [word.stem for word in words]
            if not may_end(stems) or stems[-1] in kept.people:
                continue
            ends = {folded(title[word.start : word.end]) for word in (words[0], words[-1])}
            if not kept.little.isdisjoint(ends) or _is_cut_out(title, words) or _is_parted(title, words, kept.little):
                continue
            printed = title[words[0].start : words[-1].end]
            is_cut = (
                _ends_in_number(printed)
                or _is_generic_in_front(stems)
                or _ends_in_front(stems)
                or any(map(_SYMBOL.search, stems))
            )
            if (
                says_something(" ".join(stems))
                and not is_cut
                and (kept.alone or len(stems) > 1 or _is_told(found, stems[0]))
            ):
                one = found[form(stems)]
                one.spellings[printed.lower() if shout else printed] += 1
                one.titled[number] = None
                one.foreign = kept.foreign


def _is_parted(title: str, words: Sequence[StemmedWord], little: Set[str]) -> bool:
    """Whether a little word of Arabic stands inside a phrase, or a word of Korean before its end says how the next belongs to it."""
    inner = {folded(title[word.start : word.end]) for word in words[1:-1]}
    return any(map(_ARABIC.match, inner & little)) or any(_has_particle(title, word) for word in words[:-1])


def _has_particle(title: str, word: StemmedWord) -> bool:
    """Whether a word of Korean has one: "the relation of self-efficacy" is two things."""
    printed = folded(title[word.start : word.end])
    return "\uac00" <= printed[-1:] <= "\ud7a3" and printed != word.stem


def _is_told(found: dict[str, FormUse], word: str) -> bool:
    return word in found and bool(found[word].told)


def _is_cut_out(text: str, words: Sequence[StemmedWord]) -> bool:
    """Whether a phrase begins or ends inside a word with hyphens, an apostrophe or a letter that was lost on the way: no "aware tuning" in
    "context-aware tuning"."""
    first, last = words[0].start, words[-1].end
    beside = {text[first - 1 : first], text[last : last + 1]}
    return not beside.isdisjoint(_INSIDE) or bool(_APOSTROPHE.match(text, last))


def _is_generic_in_front(stems: Sequence[str]) -> bool:
    """ "Efficient optimization" is optimization, unless people use both as one term."""
    says_little = stems[0] in flagged("g") or stems[0] in _BEHIND or (told(stems[0]) or 100) < _SELDOM
    return len(stems) > 1 and says_little and not is_one_name(*stems[:2]) and " ".join(stems) not in flagged("k")


def _ends_in_number(printed: str) -> bool:
    """Whether a Roman numeral of a series stands last: "The Trichoptera of Panama XXII"."""
    front, _, last = printed.rpartition(" ")
    return bool(front and _NUMERAL.fullmatch(last)) and form_of(printed) not in known_forms()


def _ends_in_front(stems: Sequence[str]) -> bool:
    """ "American Economic" is no term: its last word stands before a noun, and people name it seldom."""
    last = stems[-1]
    names_nothing = last in flagged("l") or (told(last) or 0) < _NOUN
    return (
        len(stems) > 1 and bool(_BEFORE_NOUN.fullmatch(last)) and names_nothing and " ".join(stems) not in flagged("k")
    )


def phrases(run: Sequence[StemmedWord]) -> Iterator[Sequence[StemmedWord]]:
    """Up to _LONGEST words of a run that stand side by side."""
    for first in range(len(run)):
        for last in range(first + 1, min(first + _LONGEST, len(run)) + 1):
            yield run[first:last]
