"""What a line looks like. In: its text. Out: for each part that it may play, how likely its words and its length are, as a logarithm.

All are likelihood ratios against a line in the middle of a wrapped abstract; their numbers are in weights.toml.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import msgspec

from generator.readers.labels import labelled
from generator.readers.paste.bylines import author_score, byline
from generator.readers.paste.cards import cards_of, openers_of, unknown_venues
from generator.readers.paste.kinds import field_above, is_affiliation, is_chrome, is_meta, is_web_address
from generator.readers.paste.signs import IN_QUOTES, is_sentence, venue_score
from generator.readers.paste.units import ending
from generator.readers.paste.weights import NEVER, Part, between, table
from generator.text.ids import ARXIV_FORM, DOI_FORM
from generator.text.tokens import DRAWN_NUMBER, SOLID

# Longer lines are paragraphs of their own; shorter ones may be pieces of one.
PIECE = 240
_LITTLE = frozenset(
    "a an the of for in on with and or to from via by as at is are be using through its into under without over not "
    "about than but if per vs within between across after before".split()
)
_TELLING = re.compile(
    r"\b(?:we|our|this paper|this work|this article|is|are|was|were|has|have|can|that|which|these|however|propose[sd]?|present(?:s|ed)?|"
    r"show(?:s|n|ed)?|it|they|their|been|such|both|also|there|here)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:we|this|in this|the|recent|despite|while|although|large language models (?:have|are)|existing|abstract\b|to|our|as|with the|"
    r"in recent|many|current|most|modern|how|an? \w+ (?:is|are))\s",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^(?:[•◦●▪‣*-]|[A-Z]{1,5}\d{1,3}(?:[.-]\d{1,3})*:|[(\[#]?\d{1,4}[\].):/]{1,2}|#\d{1,5}|\[[xX ]\]|"
    rf"{DRAWN_NUMBER}+|"
    r"(?:\d{1,2}[:.h]\d\d(?:\s?[ap]m)?\s?(?:[-–—]\s?\d{1,2}[:.h]\d\d(?:\s?[ap]m)?)?))\s+(?=\S)",
    re.IGNORECASE,
)
_ID = re.compile(rf"\b{DOI_FORM}|arxiv|\b{ARXIV_FORM}\b|pmid|https?://", re.IGNORECASE)
# Lines that are looked at to tell what a file is, and the share of them that must say which paper is meant.
_SAMPLE, _MUCH = 2000, 0.1
# Numbers of short entries stand no further apart; below those of sections stand several papers.
_NEAR = 6
_LEFTOVER = frozenset((".", ").", "…", "...", ")"))
_BREAK = re.compile(r"[.!?]\s+[A-Z(\"“]")


class Look(msgspec.Struct, frozen=True):
    """What a line looks like as each part (weights.Part): log-likelihood ratios. lengths: the same for its length as a whole title,
    a whole abstract, a whole paragraph after the first, and a whole abstract where all are a sentence or two."""

    parts: tuple[float, ...]
    title_length: float
    abstract_length: float
    more_length: float
    terse_length: float


def looks_of(texts: list[str]) -> list[Look]:
    """The look of each line of a file, each distinct line judged once."""
    seen = counts_of_lines(texts)
    much = says_much(texts)
    kinds = {**table("kinds"), **table("kinds_of_entries")} if much else table("kinds")
    looks = {text: look_of_line(text, seen, kinds) for text in dict.fromkeys(texts)}
    made = [looks[text] for text in texts]
    for place, (before, text) in enumerate(pairwise(texts), start=1):
        if field := field_above(before, text):
            made[place] = _as_value(looks[text], field)
    if much:
        _show_openers(made, openers_of(texts))
        _show_cards(made, texts)
    return made


def _show_openers(made: list[Look], places: Sequence[int]) -> None:
    """What opens an entry by its number is its title, or the line below where it is a line of facts; between two titles that stand near
    each other none does."""
    for place, following in zip(places, [*places[1:], 0], strict=False):
        own = made[place].parts[Part.FACTS] > NEVER
        if place + own < len(made):
            made[place + own] = _as_title(made[place + own], may_name=own)
        for at in range(place + 1, following) if not own and following - place <= _NEAR else ():
            made[at] = _as_title(made[at], -1)


def _show_cards(made: list[Look], texts: Sequence[str]) -> None:
    """What opens a card is its title, and what nobody knows further below may be its journal."""
    cards = cards_of(texts)
    for place, following in zip(cards, [*cards, len(texts)][1:], strict=True):
        made[place] = _as_title(made[place])
        for at in unknown_venues(texts, place, following):
            made[at] = _as_value(made[at], "venue")


def _as_title(look: Look, sign: int = 1, *, may_name: bool = False) -> Look:
    """The look of a line that opens an entry: its title, if it is no line of facts; sign: -1 where none begins; may_name: or authors."""
    sure = sign * table("kinds")["opens"]
    less = -max(sure, 0)
    change = {Part.TITLE: sure, Part.AUTHORS: 0 if may_name else less, Part.ABSTRACT: less, Part.PARAGRAPH: less}
    return msgspec.structs.replace(
        look, parts=tuple(value + change.get(Part(place), 0.0) for place, value in enumerate(look.parts))
    )


def _as_value(look: Look, field: str) -> Look:
    """The look of a line under a label that stands alone."""
    part = {"title": Part.TITLE, "authors": Part.AUTHORS, "abstract": Part.ABSTRACT}.get(field)
    parts = {part} if part is not None else {Part.FACTS, Part.FACTS_WITHIN}
    sure = table("kinds")["facts"]
    return msgspec.structs.replace(look, parts=tuple(sure if one in parts else NEVER for one in Part))


def says_much(texts: Sequence[str]) -> bool:
    """Whether lines of names, venues, ids and labels are the rule: one line in ten or more, buttons apart."""
    lines = [text for text in texts[:_SAMPLE] if not is_chrome(text)]
    told = sum(map(_says_which, lines))
    return told > 1 and told >= _MUCH * len(lines)


@lru_cache(maxsize=1 << 14)
def _says_which(text: str) -> bool:
    """Whether a line says which paper is meant: by its authors, its venue, an id or an address."""
    field = labelled(text)[0] if len(text) < 500 else ""
    told = author_score(text) > 0.3 or venue_score(text) >= 1 or is_web_address(text) or field not in ("", "other")
    return told or bool(_ID.search(text) and is_meta(text))


def counts_of_lines(texts: list[str]) -> Counter[str]:
    """How often each line stands in a file. A line that the same long line follows whenever it stands there counts once: that is one
    paper listed again and again, as is all of a file that holds hardly any line only once."""
    seen = Counter(texts)
    followed: dict[str, set[str]] = {}
    for text, after in pairwise(texts):
        if seen[text] > 2:
            followed.setdefault(text, set()).add(after)
    periodic = (
        len(texts) > 5
        and len(seen) > 1
        and sum(seen[text] < 3 and not is_chrome(text) for text in seen) * 20 < len(texts)
    )
    for text, others in followed.items():
        if len(others) == 1 and (periodic or len(min(others)) >= 60):
            seen[text] = 1
    if periodic and seen[texts[-1]] > 2:
        seen[texts[-1]] = 1
    return seen


# By what each part is judged.
_JUDGED_AS = {
    Part.TITLE: "title", Part.TITLE_ON: "title_on", Part.AUTHORS: "names", Part.AUTHORS_ON: "names", Part.FACTS: "facts",
    Part.FACTS_WITHIN: "facts", Part.ABSTRACT: "abstract", Part.PARAGRAPH: "abstract", Part.ABSTRACT_ON: "rest", Part.CHROME: "chrome",
    Part.CHROME_WITHIN: "chrome",
}  # fmt: skip


def look_of_line(text: str, seen: Counter[str], kinds: Mapping[str, Any]) -> Look:
    """Judge one line; `seen` counts the lines of the file, for what stands three times and is short is no title. `kinds`: weights."""
    title, abstract = _wording(_MARK.sub("", text, count=1))
    title = max(title, kinds.get("least_title", title))
    repeated = len(text) < 60 and seen[text] > 2
    meta = is_meta(text)
    names = _as_authors(author_score(text), kinds)
    left_over = text in _LEFTOVER or (meta and (is_web_address(text) or is_affiliation(text)))
    said_title, said_abstract = _labelled_as(text, kinds)
    abstract += meta * kinds["title_as_facts"] + said_abstract
    title += said_title + kinds.get(_taken_for(text, meta, repeated, names == kinds["authors"], kinds), 0.0)
    share, less = kinds["title_on"]
    told = {
        "title": title, "title_on": share * title + less, "names": names, "facts": _as_facts(text, meta, kinds), "abstract": abstract,
        "rest": left_over and kinds["rest"], "chrome": _as_chrome(text, repeated, kinds),
    }  # fmt: skip
    return Look(tuple(told[_JUDGED_AS[part]] for part in Part), *_lengths(_size(text)))


def _as_chrome(text: str, repeated: bool, kinds: Mapping[str, Any]) -> float:
    if is_chrome(text):
        return float(kinds["chrome"])
    return float(max(kinds["repeated"] * repeated or NEVER, _as_unknown_chrome(text, kinds)))


def _as_facts(text: str, meta: bool, kinds: Mapping[str, Any]) -> float:
    if meta:
        return float(kinds["facts"])
    return float(kinds["venue"]) if venue_score(text) else NEVER


def _taken_for(text: str, meta: bool, repeated: bool, names: bool, kinds: Mapping[str, Any]) -> str:
    """What a line is that is no title: the name of the weight for that."""
    if meta or (names and byline(text)[1]):
        return "title_as_facts"
    if repeated or (kinds.get("strict") and is_chrome(text)):
        return "title_as_chrome"
    return "title_as_authors" if names else ""


def _labelled_as(text: str, kinds: Mapping[str, Any]) -> tuple[float, float]:
    """What a label in front of a line, or quotes around it, count for a title, and for an abstract."""
    if IN_QUOTES.fullmatch(text):
        return float(kinds["quoted"]), 0.0
    if is_sentence(text):
        return -2.0 * kinds["label"], float(kinds["label"])
    field, value = labelled(text[:400])
    said = kinds["label"] * bool(value)
    if field == "abstract":
        return -said, said
    return (said, 0.0) if field == "title" else (0.0, 0.0)


def _as_authors(sure: float, kinds: Mapping[str, float]) -> float:
    by_sureness = (kinds["authors"], sure > 0.5), (kinds["two_names"], sure > 0.3), (kinds["one_name"], sure > 0)
    return float(next((weight for weight, holds in by_sureness if holds), NEVER))


def leaning(text: str, *, short: bool = False) -> float:
    """How much a whole unit looks like a title rather than an abstract (`short`: of a sentence or two), as a log-likelihood ratio."""
    title, abstract = _wording(text)
    as_title, as_abstract, _, as_terse = _lengths(_size(text))
    as_abstract = as_terse if short else as_abstract
    return title + as_title - abstract - as_abstract - (2.5 if ending(text) == 1 else 0.0)


@lru_cache(maxsize=1 << 12)
def _lengths(signs: int) -> tuple[float, ...]:
    """Log-densities of a length as a whole title, a whole abstract, a whole paragraph after the first, a whole terse abstract."""
    size = math.log(signs + 1)
    return tuple(_length(size, *table("lengths")[kind]) for kind in ("title", "abstract", "paragraph", "terse"))


def _size(text: str) -> int:
    """The length of a text in letters; a sign of Chinese, Japanese or Korean says as much as two or three of them."""
    return len(text) if text.isascii() else len(text) + round(1.5 * len(SOLID.findall(text)))


def _length(size: float, mean: float, spread: float) -> float:
    """Log-density of ln(length): a normal, with a wide tail, for one abstract in forty is a line or two. Fitted on 10,000 papers."""
    z = (size - mean) / spread
    wide = (size - mean) / (3.5 * spread)
    return math.log(
        0.975 / spread * math.exp(-0.5 * z * z) + 0.025 / (3.5 * spread) * math.exp(-0.5 * wide * wide) + 1e-12
    )


class Wording(msgspec.Struct, frozen=True):
    """What the words of a line show. capitals: the share of its words (but for the first and for little ones) that have one; words:
    how many those are; signs: how often a sign of weights.toml's tables stands in it."""

    capitals: float
    words: int
    signs: dict[str, int]


def wording(text: str) -> Wording:
    """What the first 600 signs of a line show."""
    head = text[:600]
    words = head.split()[1:]
    big = [word for word in words if word[:1].isalpha() and word.lower() not in _LITTLE]
    capital = sum(word[0].isupper() for word in big) / len(big) if big else 0.5
    opening = bool(_OPENING.match(text)) and not capital > 0.75
    telling = min(3, len(_TELLING.findall(head, len(head.split(" ", 1)[0]))))
    signs = {
        "telling": telling, "breaks": min(3, len(_BREAK.findall(head))), "colon": ": " in text[:120], "comma": ", " in text,
        "bracket": "(" in text, "opening": opening, "no_opening": not opening, "speaking": min(1, telling),
    }  # fmt: skip
    return Wording(capital, len(big), signs)


@lru_cache(maxsize=1 << 12)
def _wording(text: str) -> tuple[float, float]:
    """How the words speak for a title and for the beginning of an abstract, apart from the length and the first letter."""
    said = wording(text)
    if len(text) > PIECE:
        weights = table("title_or_paragraph")
        return weights["capitals"] * (said.capitals - 0.5) + _weighed(said, weights), 0.0
    weights = table("title")
    title = between(weights["capitals"], said.capitals) * min(1.0, said.words / 3)
    return title + _weighed(said, weights), _weighed(said, table("abstract"))


def _weighed(said: Wording, weights: Mapping[str, float]) -> float:
    return sum(said.signs[sign] * weight for sign, weight in weights.items() if sign != "capitals")


def _as_unknown_chrome(text: str, kinds: Mapping[str, Any]) -> float:
    """A short line that no list knows may be chrome; the shorter, the likelier, yet rather a title when an abstract follows."""
    words = len(text.split())
    if words > 6 and len(text) >= 120:
        return NEVER
    return float(kinds["unknown"][sum(words > most for most in (1, 3, 6))])
