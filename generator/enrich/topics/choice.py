"""The choice. In: candidates and how many papers there are. Out: the forms that make topics, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt
from typing import NamedTuple

from generator.enrich.background import RARE, flagged, often, told, use_of_words
from generator.enrich.earned import FEWEST
from generator.enrich.forms import instruments, is_adjective, runs
from generator.enrich.topics.candidates import known_forms
from generator.enrich.topics.joins import FormUse
from generator.enrich.topics.sense import SURE, SURE_IF_FEW, is_joined, is_piece, odds_of_word, surroundings
from generator.enrich.topics.unspaced import UNSPACED
from generator.text import pattern_of

# So many topics at most are found among n papers: a few dozen and so many times the square root of n.
_FEW, _PER_ROOT = 40, 14
# From so many papers on, three papers make a topic; and so on, by the third root.
_THREE = 150
# A phrase most of whose papers print it inside a longer one is that one.
_BY_ITSELF = 0.34
# What no author calls a keyword must be a title's word in such a share of its papers.
_TITLED = 0.12
# In so many papers, and in such a share of those that hold the rarer of its words, two words are one thing.
_OFTEN, _BOUND = 3, 0.25
# In more than this share of the papers a phrase that is nobody's keyword tells none apart.
_NEARLY_ALL = 0.4
# Of 100 papers with the word at large so many name it in their keywords, when it is a term by itself.
_TERM = 35
_SELDOM = 12
# A word that no more of 100,000 papers of all fields hold belongs to those who name it here.
_NOBODYS = 12
# A word that nobody here names and that so many of 100,000 papers of all fields hold says less than an area ("theorem", "simulation").
_COMMON = 1_000
# What so many hold is nobody's topic, whoever says so ("model", "study").
_EVERYWHERE = 15_000
# A word that so few papers have among their keywords has to be a noun by itself in such a share of its mentions, and one that of 100 papers
# which hold it so many name.
_BY_MANY, _ENDS, _NAMED = 3, 0.2, 18
# A word that so many of 100,000 papers of all fields hold and fewer of 100 name ("evidence") is one of prose, and so is one that is
# everywhere ("study"); so many of 100 papers with a phrase that ends in it name it where it is a term.
_PROSE, _HARDLY, _SHARED = 2_500, 8, 20
# Of 1,000 papers that hold a term so many have it as a keyword by itself, where titles alone make it a topic of one paper.
_ALONE = 40
# A word that is spread over so many fields (times ten) names nothing in particular: "revolution", "validation", "European".
_ANY_FIELD = 80
_SYMBOL = pattern_of(r"[a-z]+\d[a-z\d]*")
_LETTERS = pattern_of(r"[^\W\d_]{3}|[a-z]{2}|[\u3400-\u9fff]|[\uac00-\ud7a3]{2}")
# A syllable of Hangul is two letters and more.
_SYLLABLES = pattern_of(r"[\uac00-\ud7a3]{3}")

# So many topics a paper should be on.
_WANTED = 3
# Among fewer papers two will do then.
_SMALL = 1_000
# Below so many papers a topic that nobody calls a keyword is what two of them are about: what one of them says tells none apart.
_FEW_PAPERS = 100
# Marks of a record that titles say too.
_NOBODY = frozenset(("adult", "male", "female", "human", "animal", "patient", "participant", "art state", "real world"))


class WeighedForm(NamedTuple):
    """A form with its weight: how sure, times how many papers."""

    weight: float
    form: str


def chosen(candidates: dict[str, FormUse], papers: int, least: int, *, strict: bool = False) -> list[str]:
    """The forms that are topics, those of `least` papers or more. Of one that lies inside others only what is said
    outside them counts, which is the thought of C-value (Frantzi et al. 2000). strict: where a person's topics do already, phrases and
    shared keywords only."""
    may = {name: one for name, one in _shared(candidates, papers).items() if _enough(name, one, least, papers)}
    if strict:
        may = {name: one for name, one in may.items() if len(one.told) > 2 or (" " in name and not _only_joined(one))}
    inside = _inside(may)
    kept = [
        name
        for name, one in may.items()
        if len(one.told) >= least or _stands_alone(one, [may[n] for n in inside[name]], least)
    ]
    ranked = sorted(WeighedForm(-_weight(name, may[name], papers), name) for name in kept)
    return [choice.form for choice in ranked[: _FEW + int(_PER_ROOT * sqrt(papers))]]


def filling(candidates: dict[str, FormUse], topics: Sequence[str], papers: int) -> list[str]:
    """More forms, for the papers that are on too few topics: of what such a paper names or says, the best that others say as well."""
    on: Counter[int] = Counter()
    for name in topics:
        on.update(candidates[name].sure)
    may = _missing(candidates, topics, papers, on)
    found: dict[str, None] = {}
    for paper in sorted(may):
        for choice in sorted(may[paper])[: max(0, _WANTED - on[paper])]:
            one = candidates[choice.form]
            if choice.form not in found and (len(one.papers) > 1 or on[paper] < FEWEST):
                found[choice.form] = None
                on.update(one.sure)
    return list(found)


def _missing(
    candidates: dict[str, FormUse], topics: Sequence[str], papers: int, on: Counter[int]
) -> dict[int, list[WeighedForm]]:
    """For each paper on too few topics the forms that it could have beside them. A word that says little is for those with hardly any."""
    taken, least = set(topics), 2 if papers < _SMALL else fewest(papers)
    longer = _by_word(topics)
    may: dict[int, list[WeighedForm]] = defaultdict(list)
    for name, one in _shared(candidates, papers).items():
        enough = least <= len(one.papers) <= max(2, _NEARLY_ALL * papers)
        alone = papers < _SMALL and len(one.papers) == 1 and _is_named(one)
        if (enough or alone) and name not in taken and _is_term(name, one, lax=True) and not _is_part(name, longer):
            wanted = _WANTED if enough and _is_term(name, one) else FEWEST
            choice = WeighedForm(-_weight(name, one, papers), name)
            for paper in one.papers:
                if on[paper] < wanted:
                    may[paper].append(choice)
    return may


def _shared(candidates: dict[str, FormUse], papers: int) -> dict[str, FormUse]:
    """In a library of few papers those that somebody calls a keyword, or that two papers are about (no abstract in Chinese tells that)."""
    if papers >= _FEW_PAPERS:
        return candidates
    return {name: one for name, one in candidates.items() if one.told or len(one.sure) > 1 or UNSPACED.search(name)}


def _is_named(one: FormUse) -> bool:
    """Whether what one paper alone speaks of is a term all the same: its authors name it, or its title, and others elsewhere do as well."""
    printed = _printed(one)
    if one.told:
        return bool(one.titled or one.said)
    return bool(one.titled) and printed in flagged("k") and use_of_words().get(printed, RARE).alone >= _ALONE


def _by_word(topics: Sequence[str]) -> dict[str, list[set[str]]]:
    found: dict[str, list[set[str]]] = defaultdict(list)
    for name in topics:
        words = set(name.split(" "))
        for word in words:
            found[word].append(words)
    return found


def _is_part(name: str, longer: dict[str, list[set[str]]]) -> bool:
    """Whether a phrase is only a piece of a topic: "Sloan Digital" of the Sloan Digital Sky Survey."""
    words = set(name.split(" "))
    return len(words) > 1 and any(words < other for other in longer.get(min(words), ()))


def fewest(papers: int) -> int:
    """How many papers make a topic: two in a small library, three from _THREE on, 12 among 10,000."""
    return 2 if papers < _THREE else max(3, round((papers / _THREE) ** 0.33 * 3))


def _enough(name: str, one: FormUse, least: int, papers: int) -> bool:
    strong, number = one.strong, len(one.papers)
    if number < least or len(strong) < 2 or not _is_term(name, one):
        return False
    if len(one.told) >= 2:
        return len(strong) >= least or len(one.told) >= least
    if number > _NEARLY_ALL * papers and papers > 20:
        return False
    titled = len(one.titled)
    return len(strong) >= least and (titled >= 2 or bool(one.told)) and titled + len(one.told) >= _TITLED * number


def _is_term(name: str, one: FormUse, *, lax: bool = False) -> bool:
    """Whether the words are those of a term. A keyword of the library's own authors nearly always is; a single word of titles only when
    it is one for others too, or nobody else's word, and not an adjective. lax: a keyword that says little will do."""
    words = name.split(" ")
    if name in _NOBODY or name in instruments() or not (_LETTERS.search(name) or _is_symbol(name, one)):
        return False
    if any(word.isdigit() for word in words) and len(words) < 3 and not one.told:
        return False
    if len(words) > 1:
        return _is_phrase(name, one)
    if odds_of_word(name, one) < (SURE_IF_FEW if lax else SURE) or (is_joined(one) and len(one.told) < _BY_MANY):
        return False
    if often(name) >= _EVERYWHERE or (one.foreign and 100 * len(one.told) < _NAMED * len(one.papers)):
        return False
    if not one.told:
        return _is_word_of_titles(name) and not _is_in_front(name, one)
    if not _is_keyword(name, len(one.told)):
        return False
    return len(one.told) >= _BY_MANY or not (_is_in_front(name, one) or (_says_little(name, one) and not lax))


def _is_phrase(name: str, one: FormUse) -> bool:
    """Whether words side by side are a term, and not the beginning of one ("photocatalytic water" splitting, a "black-box" attack)."""
    words = name.split(" ")
    in_front = is_joined(one) or (name not in known_forms() and name.isascii() and _is_before_others(one))
    if len(one.told) < _BY_MANY and (in_front or _names_no_thing(name, one)):
        return False
    if one.told or one.spelled or name in known_forms():
        return True
    tells = any(word not in flagged("g") and word not in flagged("p") for word in words)
    return (tells or _is_bound(words, one)) and not _only_joined(one) and not is_piece(_printed(one), one)


def _names_no_thing(name: str, one: FormUse) -> bool:
    """Whether a phrase ends in a word of all prose, which few papers name, and is seldom named itself: "case study", "observational
    evidence"."""
    printed = _printed(one)
    last = printed.rpartition(" ")[2]
    prose = _HARDLY if often(last) < _EVERYWHERE else _SHARED
    return often(last) >= _PROSE and (told(last) or 0) < prose and (told(printed) or 0) < _SHARED


def _printed(one: FormUse) -> str:
    """The words of a phrase as most print it, in this order."""
    printed = max(one.spellings, key=lambda spelling: (one.spellings[spelling], spelling))
    return " ".join(word.stem for run in runs(printed) for word in run)


def _is_in_front(name: str, one: FormUse) -> bool:
    """Whether a word that others use too nearly always stands before another ("quantum"), which then is what is spoken of."""
    return often(name) > _NOBODYS and _is_before_others(one)


def _is_before_others(one: FormUse) -> bool:
    around = surroundings(one)
    return around.places >= _OFTEN and around.ends < _ENDS * around.places


def _says_little(name: str, one: FormUse) -> bool:
    """Whether a word that one or two papers have among their keywords is a common one, which people seldom name ("workers", "skill")."""
    share = told(name)
    shouted = any(spelling.isupper() for spelling in one.spellings)
    return share is not None and often(name) > _NOBODYS and not shouted and (share < _NAMED or often(name) > _COMMON)


def _is_symbol(name: str, one: FormUse) -> bool:
    """Whether letters and digits ("p53", "H1N1") are a name that texts print, and no code of a class."""
    printed = one.told.keys() & (one.titled.keys() | one.said.keys())
    return bool(_SYMBOL.fullmatch(name)) and len(one.told) > 1 and 2 * len(printed) >= len(one.told)


def _is_keyword(name: str, papers: int) -> bool:
    """Whether a single word that so many papers have among their keywords is a term."""
    share = told(name)
    weak = name in flagged("p") or (is_adjective(name) and name not in flagged("k"))
    prose = name in flagged("g") or name in flagged("s") or (weak and share is not None and share < _SELDOM)
    in_front = is_adjective(name) and name in flagged("l")  # "computational", which ends no keyword
    return not prose and not in_front and (not weak or papers > 2)


def _is_word_of_titles(name: str) -> bool:
    """Whether a single word that nobody here calls a keyword is a term."""
    share = told(name)
    if is_adjective(name) or (len(name) < 3 and name.islower()):
        return False
    if share is None or often(name) <= _NOBODYS:
        return len(name) > 3 or bool(UNSPACED.search(name) or _SYLLABLES.match(name))
    use = use_of_words().get(name, RARE)
    known = (share >= _TERM and often(name) <= _COMMON) or use.alone >= _ALONE
    return known and use.spread < _ANY_FIELD and name not in flagged("p")


def _is_bound(words: Sequence[str], one: FormUse) -> bool:
    """Whether words that say little by themselves stand together so often that both are one thing ("magnetic field")."""
    return len(one.papers) >= _OFTEN and one.bound >= _BOUND and not any(word in flagged("g") for word in words)


def _only_joined(one: FormUse) -> bool:
    """Whether all write it with hyphens, as what stands before a noun ("black-box", "long-term")."""
    return not any(" " in spelling for spelling in one.spellings)


def _inside(may: dict[str, FormUse]) -> dict[str, list[str]]:
    """For each form the longer ones that hold its words."""
    found: dict[str, list[str]] = {name: [] for name in may}
    for name in may:
        words = name.split(" ")
        if 1 < len(words) <= 6:
            for mask in range(1, (1 << len(words)) - 1):
                part = " ".join(word for place, word in enumerate(words) if mask >> place & 1)
                if part in found:
                    found[part].append(name)
    return found


def _stands_alone(one: FormUse, longer: list[FormUse], least: int) -> bool:
    if not longer:
        return True
    within = set[int]().union(*(other.papers for other in longer))
    outside = len(one.papers - within)
    if one.told and outside >= 2:
        return True
    return outside >= least and outside >= _BY_ITSELF * len(one.papers)


def _weight(name: str, one: FormUse, papers: int) -> float:
    words = name.split(" ")
    rare = log(100_000 / max(often(name), min(often(word) for word in words) if len(words) > 1 else 0))
    sure = 2.0 * len(one.told) + 1.5 * len(one.titled) + 0.5 * len(one.strong)
    return round(sure * rare * (1.0 + 0.2 * (len(words) > 1)), 6)
