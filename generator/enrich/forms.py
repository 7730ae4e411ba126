"""Forms of phrases. In: texts and keywords. Out: their words in runs, and one form for what differs in spelling, number or order alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from generator.enrich.background import RARE, background, flagged, little_words, told, use_of_words
from generator.enrich.designs import INSTRUMENTS, MARKS
from generator.enrich.terms import stem_of
from generator.text import pattern_of

# A word, a genitive that is no part of it, and what joins it to the next: a text is split at these, each a piece, so that their lengths
# tell where words stand, and no match is made for each.
_WORD = pattern_of(r"([^\W_]+(?:\+\+|#(?!\w))?)((?:['’]s\b)?)((?:[ \-‐‑–/](?=\w))?)")
# These make one word with the next, written together, with a hyphen or apart: "post-traumatic" is "posttraumatic".
_PREFIXES = frozenset(
    """anti bi bio cardio co counter cyber de electro extra gastro geo hydro hyper hypo immuno infra inter intra macro mal meta micro mid
    mono multi musculo nano neo neuro non omni ortho paleo pan para peri photo physio poly post pre pro proto pseudo psycho quasi re radio
    semi socio sub super supra thermo trans tri ultra un under uni""".split()
)  # fmt: skip
_WORDS_TOO = frozenset("counter de extra mal para pro un under".split())
# British spelling -> American, and older forms; taken only where the other form is a word of scholarly prose.
_SPELLINGS = (
    (pattern_of(r"is(?=(?:e|ed|er|ing|ation|able)$)"), "iz"), (pattern_of(r"ys(?=(?:e|ed|er|ing)$)"), "yz"),
    (pattern_of(r"our(?=$|al$|ed$|ing$|able$|ite$|ism$|hood$|less$)"), "or"), (pattern_of(r"a(?=e)|o(?=e)"), ""),
    (pattern_of(r"tre$"), "ter"), (pattern_of(r"ogue$"), "og"), (pattern_of(r"ll(?=(?:ed|ing|er)$)"), "l"),
    (pattern_of(r"^sulph"), "sulf"), (pattern_of(r"ence$"), "ense"), (pattern_of(r"mme$"), "m"),
)  # fmt: skip
_IRREGULAR = dict(
    pair.split(":")
    for pair in """children:child women:woman men:man mice:mouse criteria:criterion bacteria:bacterium vertice:vertex matrice:matrix
    indice:index analyse:analysis hypothese:hypothesis diagnose:diagnosis prosthese:prosthesis phenomena:phenomenon
    neurose:neurosis""".split()
)
_LITTLE = frozenset(("of", "the", "in", "for", "and", "to", "on", "a", "an", "with", "by", "at", "from", "s"))
# What indexers put behind a heading: a qualifier of MeSH or Emtree after a slash ("/*drug therapy", "/dt [Drug Therapy]"), where the
# heading is from, and that it is what a paper is about, not what it is; and what stands in front of one.
_QUALIFIERS = """abnormalities administration adverse agonists analogs analysis anatomy antagonists biosynthesis blood cerebrospinal
    chemical chemically chemistry chemotherapy classification complications congenital cytology deficiency diagnosis diagnostic diet drug
    economics education embryology enzymology epidemiology ethics ethnology etiology etiopathogenesis genetics growth history immunology
    injuries innervation instrumentation isolation legislation manpower metabolism methods microbiology mortality nursing organization
    parasitology pathogenesis pathogenicity pathology pharmacokinetics pharmacology physiology physiopathology poisoning prevention
    procedures psychology radiation radiotherapy rehabilitation secondary secretion side standards statistics supply surgery therapeutic
    therapy toxicity transmission transplantation trends ultrasonography ultrastructure urine utilization veterinary virology""".split()
_QUALIFIER = pattern_of(
    rf"/\s?\*?(?:(?-i:[a-z]{{2}})\b(?:,.*|\s*\[.*|\s*$)|(?:{'|'.join(_QUALIFIERS)})\b.*)|\*|^\d[\d.]*\s+|^--\s*|"
    r"(?<!\s)\s*+\[(?:mesh|majr|tiab|emtree)[^\]]*\]|\bas Topic$",
    re.I,
)
# What a library's heading is divided by: "Women -- Employment -- France", "Migraine--Drug therapy".
_DIVIDED = pattern_of(r"(?<=\w)\)?\s?(?:--|——)\s?(?=\w)")
# What indexers of several fields put behind a comma for "of any kind".
_OF_ANY_KIND = frozenset(
    ("multidisciplinary", "general", "general & internal", "general and internal", "miscellaneous", "other", "all")
)
_ARTICLE = pattern_of(r"^(?:the|an?)\s+", re.I)
_BRACKET = pattern_of(r"(?<!\s)\s*+[(\[]([^()\[\]]{2,60})[)\]]\s*")
# Signs of what a program or a reader wrote down for himself: "/toread", "_tablet", "*file-import-09-02-03".
_PRIVATE = pattern_of(r"[/_#@!$%]|.*\bimport(?:ed)?[-_ ]\d|file[-_]import")


# Of 100 papers with a noun so many name it, when it is a term whatever keywords with it begin or end with.
_NAMED = 35
_ADJECTIVE = pattern_of(
    r".{3,}(?:al|ic|ous|ive|ary|ory|able|ible|ed|ing|ly|less|ful|ish|oid|ian|ean|ant|ent|ar|ual|est|ward|esque|wise)"
)


class StemmedWord(NamedTuple):
    """A word of a text as a stem in its plain spelling, and where it stands. One that was joined from two has two words' room."""

    stem: str
    start: int
    end: int


_word = partial(tuple.__new__, StemmedWord)


def runs(text: str) -> Iterator[list[StemmedWord]]:
    """The words of a text in runs of those that stand side by side."""
    pieces = _WORD.split(text)
    stems = list(map(plain_word, pieces[1::4]))
    places = list(accumulate(map(len, pieces), initial=0))
    words = list(map(_word, zip(stems, places[1::4], places[2::4], strict=False)))
    whole = _PREFIXES.isdisjoint(stems)
    first = 0
    for end in [end for end, joint in enumerate(pieces[3::4], 1) if not joint]:
        yield words[first:end] if whole else join_prefixes(words[first:end])
        first = end


def join_prefixes(run: list[StemmedWord]) -> list[StemmedWord]:
    """The run with prefixes joined to what follows them."""
    if not any(word.stem in _PREFIXES for word in run[:-1]):
        return run
    found: list[StemmedWord] = []
    for word in run:
        before = found[-1] if found else None
        whole = plain_word(before.stem + word.stem) if before and before.stem in _PREFIXES else ""
        if before and whole and word.end - before.start > 5 and _is_one(before.stem, whole):
            found[-1] = StemmedWord(whole, before.start, word.end)
        else:
            found.append(word)
    return found


def _is_one(prefix: str, whole: str) -> bool:
    """Whether a prefix makes one word with what follows: one that is a word itself only where people write that word."""
    return prefix not in _WORDS_TOO or whole in background().often


@lru_cache(maxsize=200_000)
def plain_word(word: str) -> str:
    """The singular of a word in lower case and American spelling."""
    one = stem_of(word)
    one = _IRREGULAR.get(one, one)
    if one.endswith("use") and one[:-1] in background().often:
        one = one[:-1]  # viruses
    for pattern, other in _SPELLINGS:
        if len(one) > 4 and pattern.search(one):
            spelled = pattern.sub(other, one, count=1)
            if spelled in background().often:
                one = spelled
    return one


def form(words: Sequence[str]) -> str:
    """One form for a phrase in any order, without little words: "recognition of speech" is "speech recognition"."""
    return " ".join(sorted({word for word in words if word not in _LITTLE})) or " ".join(words)


def form_of(text: str) -> str:
    return form([word.stem for run in runs(text) for word in run])


def form_of_slug(slug: str) -> str:
    """The form of what a slug was made of."""
    return form_of(slug.replace("-", " "))


def keyword_names(keyword: str) -> list[str]:
    """What a keyword or an index term names, as one would print it: without qualifier ("Migraine/drug therapy") or divisions ("Women --
    Employment"), turned round at its comma ("Injections, Subcutaneous"), an abbreviation in brackets apart. Marks of a record ("Humans")
    name nothing."""
    parts = _DIVIDED.split(_QUALIFIER.sub("", keyword).strip(" .;:,"))
    keyword = next((part for part in parts if not is_no_subject(part)), parts[0])
    if _PRIVATE.match(keyword) or is_no_subject(keyword):
        return []
    names = [found[1] for found in _BRACKET.finditer(keyword) if sum(map(str.isupper, found[1])) > 1]
    names[:0] = _turned(_ARTICLE.sub("", _BRACKET.sub(" ", keyword).strip()))
    return [name for name in names if name and not is_no_subject(name)]


@lru_cache(maxsize=50_000)
def is_no_subject(name: str) -> bool:
    """Whether a name is a mark of a record, or what a study is made with ("Placebos")."""
    return name.casefold() in MARKS or form_of(name) in instruments()


@cache
def instruments() -> frozenset[str]:
    """The forms of what studies are made with."""
    return frozenset(map(form_of, INSTRUMENTS))


def _turned(heading: str) -> list[str]:
    """A heading turned round at its comma: "Subcutaneous injections"."""
    front, comma, back = heading.partition(", ")
    if back.casefold() in _OF_ANY_KIND:
        return [front]
    if comma and _is_list(heading.split(", ")):
        return heading.split(", ")
    if not comma or "," in back or len(back.split()) > 3:
        return [heading]
    if front == "Computer Science":
        return [back]
    if " and " in back:
        return [front]  # of MeSH: "Primates, anatomy and histology"
    # Lists that an export glued: "trabecular bone, Archaeology".
    both_mean = is_no_subject(front) or is_no_subject(back) or (front.islower() and back[:1].isupper())
    return [front, back] if both_mean else [f"{back} {front}"]


def _is_list(parts: Sequence[str]) -> bool:
    """Whether somebody's keywords stand in one: three and more, or a second that is no word before the first ("machine learning, deep
    learning"), each a keyword by itself."""
    if len(parts) < 3 and (" " not in parts[1] or not parts[1].islower()):
        return False
    return all(
        use_of_words().get(plain, RARE).alone for plain in (" ".join(map(stem_of, one.split())) for one in parts)
    )


def may_end(words: Sequence[str]) -> bool:
    """Whether a phrase begins and ends as terms do."""
    first, last = words[0], words[-1]
    if len(words) > 1 and " ".join(words) in flagged("k"):
        return True
    if len(words) == 1 and (told(first) or 0) >= _NAMED and not is_adjective(first):
        return True  # "migraine", which indexers call "migraine disorders" and so never end with
    if {first, last} & flagged("s") or first in flagged("f") or last in flagged("l"):
        return False
    return len(words) == 1 or not (first.endswith("ing") or last.endswith("ed") or last in little_words()["en"])


def is_adjective(word: str) -> bool:
    """Whether a word ends as adjectives, participles and adverbs do; some nouns do too, so this is asked where nothing better tells."""
    return bool(_ADJECTIVE.fullmatch(word))
