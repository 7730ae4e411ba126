"""Names. In: a candidate and how texts print words. Out: the name that a topic gets, and its other names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from generator.config.patterns import pattern_words
from generator.enrich.cases import how_oblique
from generator.enrich.terms import stem_of

# An abbreviation is the name only where it is printed so many times as often as what it stands for.
_SHORTER = 4
# In so many texts a name is as they print it; in fewer its words are as they are elsewhere.
_SURELY = 3
# A word that so often is in lower case is so.
_LOWER = 0.1
# Letters that a text shows an abbreviation by: "MUltiplexed Survey Telescope".
_SHOWN = re.compile(r"[A-Z]{2}[a-z]{4,}")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


class Spellings(Protocol):
    """What is spelled in several ways: how often each is printed, and how often in running text."""

    @property
    def spellings(self) -> Mapping[str, int]: ...
    @property
    def printed(self) -> Mapping[str, int]: ...


def topic_name(one: Spellings, capitals: Mapping[str, Counter[str]], shorts: frozenset[str]) -> str:
    """The spelling that most papers print, as most of them print its words; the long form rather than its abbreviation."""
    counts: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, often in one.spellings.items():
        counts[spelling.casefold()] += often
        printed[spelling.casefold()][spelling] += often
    counts = _without_longer(counts, {spelling.casefold() for spelling in one.printed})
    best = _best(counts, printed, shorts)
    running = {form: often for form, often in one.printed.items() if form.casefold() == best}
    if sum(running.values()) >= _SURELY:
        return as_title(_most_printed(running))
    form = _most_printed(running or printed[best])
    if _is_proper(form, capitals):
        return form
    pieces = [piece if running and piece.islower() else _cased(piece, capitals) for piece in _pieces(form)]
    return as_title("".join(pieces if _is_mixed(one) else _without_lone_capitals(pieces)))


def is_small(one: Spellings) -> bool:
    """Whether running texts nearly always print it in small letters, so that a capital makes it a part of somebody's name."""
    small = sum(often for form, often in one.printed.items() if form.islower())
    return small >= _SURELY and small >= (1 - _LOWER) * sum(one.printed.values())


def _is_mixed(one: Spellings) -> bool:
    """Whether some spelling has capitals in some words only, so that they mean something ("sparse Gaussian process")."""
    return any(_is_cased(spelling.split(" ")[1:]) for spelling in (*one.spellings, *one.printed))


def _is_cased(words: Sequence[str]) -> bool:
    return any(map(str.istitle, words)) and any(map(str.islower, words))


def _without_lone_capitals(pieces: Sequence[str]) -> list[str]:
    """Without the capital of a word between two in lower case, where all spellings have capitals throughout or nowhere, as headings do:
    "Rating" of psychiatric status rating scales, which texts know from names of scales alone."""
    found = list(pieces)
    for place in range(2, len(pieces) - 2, 2):
        beside = (pieces[place - 2], pieces[place + 2])
        apart = pieces[place - 1] == pieces[place + 1] == " "
        if apart and len(pieces[place]) > 1 and pieces[place].istitle() and all(map(str.islower, beside)):
            found[place] = pieces[place].lower()
    return found


def _is_proper(form: str, capitals: Mapping[str, Counter[str]]) -> bool:
    """Whether all words of a name have capitals and texts never write its first one without ("Mediterranean Sea", "Castilla y León")."""
    words = form.split(" ")
    seen = capitals.get(words[0].casefold(), Counter())
    return (
        len(words) > 1
        and seen.total() > 1
        and not seen[words[0].lower()]
        and words[-1].istitle()
        and words[0].istitle()
    )


def _best(counts: Mapping[str, int], printed: Mapping[str, Counter[str]], shorts: frozenset[str]) -> str:
    """The spelling most counted; the long form unless its abbreviation is counted so many times as often."""
    ranked = sorted(counts, key=lambda one: (_oblique(one), -counts[one], len(one), one))
    long = [spelling for spelling in ranked if not any({form, form[:-1]} & shorts for form in printed[spelling])]
    shorter = not long or counts[ranked[0]] >= _SHORTER * counts[long[0]]
    return ranked[0] if shorter else long[0]


def _without_longer(counts: Mapping[str, int], running: Set[str]) -> Counter[str]:
    """How often each spelling is printed outside the longer ones that texts have, for those inside are counted as well ("attention deficit
    hyperactivity" of the disorder)."""
    longer = [spelling for spelling in counts if spelling in running]
    inside = {one: [other for other in longer if f" {one} " in f" {other} " and other != one] for one in counts}
    return Counter({one: often - sum(counts[other] for other in inside[one]) for one, often in counts.items()})


def _most_printed(forms: Mapping[str, int]) -> str:
    """Of equals the one with fewer capitals; in Cyrillic a nominative, if there is one."""
    return min(forms, key=lambda form: (_oblique(form), -forms[form], sum(map(str.isupper, form)), form))


def _oblique(form: str) -> int:
    return how_oblique(form.split(" ")[0])


def cased_words(spelling: str) -> set[str]:
    """The words of a name of which is asked how texts print them."""
    return {word.casefold() for word in (spelling.split(" ")[0], *_pieces(spelling))}


def _pieces(text: str) -> list[str]:
    """Words and what stands between them."""
    found = [""]
    for letter in text:
        if found[-1] and letter.isalnum() != found[-1][-1].isalnum():
            found.append("")
        found[-1] += letter
    return found


def _cased(word: str, capitals: Mapping[str, Counter[str]]) -> str:
    """A word as texts print it in the middle of a sentence; where none does, without the capital that a title gives it."""
    if len(word) == 1 and word.isupper():
        return word  # hepatitis C
    if _SHOWN.fullmatch(word):
        return word.lower()
    seen = capitals.get(word.casefold())
    if seen:
        most = min(seen, key=lambda one: (-seen[one], one))
        # "Rating" of the Rating Scales is no name by itself.
        return word.lower() if most.istitle() and seen[word.lower()] > _LOWER * seen.total() else most
    return word.lower() if word[1:].islower() else word


def as_title(name: str) -> str:
    """With a capital in front, unless the first word has one inside ("mRNA"); in Korean without the particle of its end."""
    first = name.split(" ")[0]
    if "\uac00" <= name[-1:] <= "\ud7a3":
        before, blank, last = name.rpartition(" ")
        return f"{before}{blank}{stem_of(last)}"
    name = unicodedata.normalize("NFKC", name) if _LIGATURE.search(name) else name
    return name if any(letter.isupper() for letter in first[1:]) else name[:1].upper() + name[1:]


def _stems(phrase: str) -> list[str]:
    return [stem_of(word) for word in pattern_words(phrase)]


def other_names(one: Spellings, name: str) -> tuple[str, ...]:
    """The other spellings, most printed first, in lower case where they may be. What differs in number or hyphens alone is met anyway;
    "Imf" beside "IMF" and a word twice are slips of somebody's keywords."""
    met = _stems(name)
    found: dict[str, None] = {}
    for spelling in sorted(one.spellings, key=lambda spelling: (-one.spellings[spelling], spelling)):
        lower = " ".join(word.lower() if word[1:].islower() or len(word) == 1 else word for word in spelling.split(" "))
        shouted = lower == spelling.lower() and spelling.upper() in one.spellings and spelling != spelling.upper()
        twice = len(set(lower.split(" "))) < len(lower.split(" "))
        if _stems(lower) != met and not shouted and not twice:
            found[lower] = None
    return tuple(found)
