"""What a unit looks like. In: its text. Out: for each part that it may play, how likely its words and its length are, as a logarithm."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

# Chrome of pages that list papers: whole lines, lower case.
_CHROME = re.compile(
    r"(?:new|hot|top|trending|subscribe|sign (?:up|in)|log (?:in|out)|upvote|share|save|more|menu|search|home|about|next|previous|back|"
    r"close|"
    r"(?:daily|trending|recent|latest|top|all|weekly|monthly) papers?|papers?|models?|datasets?|spaces?|docs|pricing|posts|community|"
    r"get trending papers in your email inbox!?|by ?ak and the research community|hugging ?face|view (?:all|pdf|arxiv page|paper|more)|"
    r"(?:load|show|read) more|read (?:the )?(?:paper|abstract)|project page|github|pdf|arxiv|html|code|abstract|bookmark|cite|"
    r"stay updated.*|subscribe to .*|join the .*|terms of (?:service|use).*|privacy( policy)?|cookie.*|©.*|copyright .*|all rights "
    r"reserved.*|"
    r"powered by .*|unsubscribe.*|view (?:this|in) .*browser.*|forwarded this.*|share this.*|follow us.*|page \d+(?: of \d+)?|tags?:.*|"
    r"this week|today|yesterday|sort by.*|filter.*|-+|=+|\*+|_+|[•·|–—]+)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_META = re.compile(
    rf"(?:[▲△⬆♥★👍🔥]?\s*[-–]?\s*\d[\d.,]*\s*k?|[▲△⬆♥★👍-]+|\d[\d.,]*k?\s*(?:upvotes?|votes?|points?|likes?|stars?|comments?|authors?|views?|"
    rf"citations?|replies|days? ago|hours? ago|minutes? ago|min read)|upvotes?:?\s*\d*|comments?:?\s*\d*|[·•|]?\s*\d+ authors?|"
    rf"(?:(?:published|submitted|posted|updated|date|on|released)[: ]*(?:on )?)?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
    rf"\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{_MONTH} \d{{4}})|submitted by .{{1,60}}|"
    r"\+\d+|"
    r"(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?|https?://\S+|(?:pdf|doi|url|link|code|github|project|arxiv)\s*:\s*\S+)",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w'’.-]*|[A-Z]\.|de|van|von|der|den|di|da|del|la|le|el|al|bin|ibn|dos|du|ten|ter)"
_AUTHORS = re.compile(
    rf"(?:authors?\s*:\s*|by\s+)?{_NAME}(?:\s{_NAME}){{1,4}}[\d*†‡,]*(?:\s*(?:,|;|&|and|·|,\s*and)\s*{_NAME}(?:\s{_NAME}){{1,4}}[\d*†‡]*)+"
    r"(?:\s*,?\s*(?:et al\.?|and \d+ (?:others|more)|\.\.\.|…))?\.?|(?:authors?|by)\s*:\s*.+|.{3,60} et al\.?",
)
_LITTLE = frozenset(
    "a an the of for in on with and or to from via by as at is are be using through its into under without over not".split()
)
_TELLING = re.compile(
    r"\b(?:we|our|this paper|this work|this article|is|are|was|were|has|have|can|that|which|these|however|propose[sd]?|present(?:s|ed)?|"
    r"show(?:s|n|ed)?|it|they|their|been|such|both|also|there|here)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:we|this|in this|the|recent|despite|while|although|large language models (?:have|are)|existing|abstract\b|to|our|as|with the|"
    r"in recent|"
    r"many|current|most|modern|how|an? \w+ (?:is|are))\s",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?]\s+[A-Z(\"“]")


class Look:
    """What a unit looks like as each part: log-likelihoods; regexes say yes or no to chrome, meta and authors."""

    __slots__ = ("abstract", "authors", "chrome", "meta", "more", "title")

    def __init__(self, title: float, abstract: float, more: float, authors: float, meta: float, chrome: float) -> None:
        self.title, self.abstract, self.more = title, abstract, more
        self.authors, self.meta, self.chrome = authors, meta, chrome


NEVER = -60.0


def look_of(text: str, seen: Counter[str]) -> Look:
    """Judge one unit; `seen` counts the units of the file, for what stands three times and is short is no title."""
    title, abstract = _wording(text)
    size = math.log(len(text) + 1)
    repeated = seen[text] > 2 and len(text) < 60
    chrome = 4.0 if _CHROME.fullmatch(text) else (1.0 if repeated else _as_unknown_chrome(text))
    meta = 5.0 if _META.fullmatch(text) else NEVER
    authors = 3.5 if len(text) < 4000 and _is_authors(text) else NEVER
    return Look(
        title + _length(size, 4.3, 0.5) - (6.0 if meta > 0 or repeated else 0.0) - (2.0 if authors > 0 else 0.0),
        abstract + _length(size, 7.0, 0.62) - (6.0 if meta > 0 else 0.0),
        abstract + _length(size, 6.0, 1.2) - (6.0 if meta > 0 else 0.0),
        authors,
        meta,
        chrome,
    )


def _length(size: float, mean: float, spread: float) -> float:
    """Log-density of ln(length): a normal, with a wide tail, for one abstract in forty is a line or two. Fitted on 10,000 papers."""
    z = (size - mean) / spread
    wide = (size - mean) / (3.5 * spread)
    return math.log(
        0.975 / spread * math.exp(-0.5 * z * z) + 0.025 / (3.5 * spread) * math.exp(-0.5 * wide * wide) + 1e-12
    )


@lru_cache(maxsize=1 << 12)
def _wording(text: str) -> tuple[float, float]:
    """How the words speak for a title and for an abstract, apart from the length."""
    head = text[:600]
    words = head.split()
    big = [word for word in words if word[:1].isalpha() and word.lower() not in _LITTLE]
    capital = sum(word[0].isupper() for word in big) / len(big) if big else 0.5
    telling = min(3, len(_TELLING.findall(head)))
    breaks = min(3, len(_BREAK.findall(head)))
    ended = text[-1:] in ".。" and not text.endswith("...")
    title = (
        2.2 * (capital - 0.5)
        - 0.8 * telling
        - 1.6 * breaks
        - (2.6 if ended else -0.3)
        + (0.5 if ": " in text[:120] else 0.0)
    )
    title -= 1.2 if text[:1].islower() else 0.0
    abstract = -2.2 * (capital - 0.5) + 0.6 * telling + 0.8 * breaks + (0.8 if ended else -1.8)
    abstract += 0.7 if _OPENING.match(text) and not capital > 0.8 else 0.0
    return title, abstract


def _as_unknown_chrome(text: str) -> float:
    """A short line that no list knows may be chrome; the shorter, the likelier, yet rather a title when an abstract follows."""
    words = len(text.split())
    return -7.5 if words <= 3 else -9.5 if words <= 6 else -14.0 if len(text) < 120 else NEVER


def _is_authors(text: str) -> bool:
    """A list of names: parts between commas, each two to five capitalised words. Matched part by part, so that it stays linear."""
    if not _AUTHORS.match(text[:200]):
        return False
    body = re.sub(r"^(?:authors?\s*:|by\s+)\s*", "", text, flags=re.IGNORECASE)
    parts = [part for part in re.split(r"\s*(?:,|;|&|\band\b|·)\s*", body) if part]
    names = sum(
        bool(re.fullmatch(rf"{_NAME}(?:\s{_NAME}){{1,4}}[\d*†‡\s]*\.?|et al\.?|\d+ (?:others|more)|…|\.\.\.", part))
        for part in parts
    )
    return bool(parts) and names >= 0.8 * len(parts) and (len(parts) > 1 or body != text)
