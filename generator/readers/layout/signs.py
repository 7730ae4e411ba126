"""The signs of a candidate. In: a candidate, its block and what stands beside it. Out: the names of the signs it shows, and its score.

What counts how much is said in one place, scores.toml; here stands only when a sign is shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from generator.readers.layout.candidates import Candidate, look_of
from generator.readers.layout.facts import Facts
from generator.readers.layout.names import is_title_word, looks_like_names, title_share
from generator.readers.layout.segments import SENTENCE, Segment, kind_of
from generator.readers.layout.structures import Block
from generator.readers.layout.words import field_of, is_foreign, leads_to_paper, names_section, talks


class Scores(msgspec.Struct, frozen=True):
    """The table of scores.toml."""

    floor: float
    sure: float
    group: float
    section: float
    even: float
    damping: float
    signs: dict[str, float]


@lru_cache(maxsize=1)
def scores() -> Scores:
    with (Path(__file__).parent / "scores.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Scores)


def weigh(candidate: Candidate, block: Block, facts: Facts) -> None:
    """Set what a candidate shows and what it is worth by itself."""
    signs = (*text_signs(candidate.text), *_cut_signs(candidate, facts), *_place_signs(candidate, block, facts))
    candidate.signs = (*signs, *_link_signs(candidate, block), *_beside(candidate, block, facts))
    candidate.own = total(candidate.signs)


def total(signs: Iterable[str]) -> float:
    table = scores().signs
    return sum(table[sign] for sign in signs)


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LITTLE = frozenset(
    "of for with in the via using towards toward from and on a an to by as through under without over at is are can "
    "und der für de la et".split()
)
_SENTENCES = re.compile(r"[a-z)]\.\s+[A-Z]|[。！]\s*\S")
_COLON = re.compile(r"\w[:：]\s*\w")
_QUOTES = re.compile(r"[\"“”]")
_ENDS = re.compile(r"[.。?！？!|\n\"“”]")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have)\b")
_SENTENCE = re.compile(r"\S (?:This (?:paper|work|study|survey|article)|We (?:present|introduce|propose|show|study))\b")
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+\.?\s|[一二三四五六七八九十]{1,3}、|(?:part|chapter|section|week|day|lecture|module) \d",
    re.I,
)
# A predicate that few titles have: "is based on", "are available".
_STATES = re.compile(
    r"\b(?:is|are|was|were|has been|have been|can be) (?:an?|the|based|used|also|now|available|here|trained|proposed|released|described|"
    r"collected|published|provided|given)\b|\bwhich (?:is|are|can|automatically|uses?)\b|\b(?:focus(?:es)?|relies|depends) on\b"
)
_SPEAKS = re.compile(r"\b(?:we|our|[Tt]his (?:paper|work|repo|list|is)|these|please|here|et al)\b|^(?:We|Our)\b")


@lru_cache(maxsize=16384)
def text_signs(text: str) -> tuple[str, ...]:
    """What the words show by themselves."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    cjk = is_foreign(text)
    count = letters // 2 if cjk else len(words)
    signs = ["a number"] if not words and text.isdigit() else [_length(count)]
    kind = kind_of(text)
    if kind in ("venue", "date", "label", "address", "names", "name"):
        signs.append(kind)
    elif looks_like_names(text):
        signs.append("names")
    if letters * 2 < len(text.replace(" ", "")):
        signs.append("mostly signs")
    share = title_share(words)
    signs += ["words of titles"] if share > 0.3 or cjk else []
    signs += ["many words of titles"] if share > 0.6 and count > 2 else []
    signs += [*_case(text, words), *_sentence(text, words)]
    return tuple(signs)


def _length(count: int) -> str:
    for most, sign in (
        (0, "no words"),
        (1, "one word"),
        (2, "two words"),
        (3, "three words"),
        (24, "title's length"),
        (32, "long"),
    ):
        if count <= most:
            return sign
    return "very long"


def _case(text: str, words: list[str]) -> Iterator[str]:
    long = [word for word in words if len(word) > 3]
    if any(word in _LITTLE for word in words[1:]):
        yield "little words"
    if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.7 * len(long):
        yield "capitals"
    first = words[0] if words else ""
    if first and text.startswith(first) and first.islower() and first.isascii():
        yield "opens with a small word" if first in _LITTLE or is_title_word(first) else "small initial"
    if _NUMBERED.match(text):
        yield "numbered like a section"
    if _COLON.search(text):
        yield "colon"


def _sentence(text: str, words: list[str]) -> Iterator[str]:
    if _SENTENCES.search(text):
        yield "sentences"
    if talks(text):
        yield "speaks to the reader"
    elif re.search(
        r"\S (?:This (?:paper|work|study|survey|article)|We (?:present|introduce|propose|show|study))\b", text
    ):
        yield "holds a sentence"
    elif _SPEAKS.search(text):
        yield "speaks"
    _, dash, rest = text.partition(" - ")
    if dash and len(rest.split()) > 3 and sum(word[0].islower() for word in rest.split()) > 0.5 * len(rest.split()):
        yield "a description behind a dash"
    if _STATES.search(text) and not text.endswith("?"):
        yield "states something"
    if words and words[-1] in _LITTLE and text.endswith(words[-1]):
        yield "ends in a little word"
    if names_section(text):
        yield "names a section"
    if len(words) > 8 and sum(word[0].isupper() for word in words[1:]) == 0 and _VERB.search(text):
        yield "ends like a sentence"


def _cut_signs(candidate: Candidate, facts: Facts) -> Iterator[str]:
    """Whether a candidate was cut out of something that goes on."""
    segments = facts.lines[candidate.cell].segments
    before, after = segments[candidate.first], segments[candidate.last + 1 :][:1]
    left = segments[candidate.first - 1 : candidate.first] if candidate.first else []
    for neighbour, sign in [(left, before.before), (after, after[0].before if after else "")]:
        if (
            neighbour
            and candidate.shape.cut != "quoted"
            and _wordy(neighbour[0])
            and neighbour[0].run.url == before.run.url
        ):
            if candidate.shape.look.strip("CI") and look_of(neighbour[0].run) == look_of(before.run):
                yield "cut inside a look"
            elif SENTENCE not in sign and sign.strip() in (",", "，", "、", "", ":", "：", "(", "["):
                yield "cut at a comma"
            elif not re.search(r"[.。?!？！|\n\"”“]", sign):
                yield "cut at a dash"
    inside = segments[candidate.first : candidate.last + 1]
    if any(one.named for one in inside):
        yield "holds names"
    if any(one.kind in ("date", "venue") for one in inside[1:]):
        yield "holds a venue or a year"
    if left and _in_sentence(left[0], before):
        yield "inside a sentence"
    if after and not before.run.url and after[0].run.url and not after[0].before.strip() and _wordy(after[0]):
        yield "leads into a link"
    if candidate.shape.cut == "joined":
        yield "a name before it"


def _in_sentence(above: Segment, first: Segment) -> bool:
    """Whether words lead into a candidate without a sign: "We wrote of it in [A Title](…)"."""
    words = above.text.split()
    return not first.before.strip() and _wordy(above) and len(words) > 1 and words[-1].islower()


def _wordy(segment: Segment) -> bool:
    return segment.kind in ("words", "name") and not segment.named


def _place_signs(candidate: Candidate, block: Block, facts: Facts) -> Iterator[str]:
    shape = candidate.shape
    yield from _cut_place(candidate, facts)
    if "B" in shape.look:
        yield "bold"
    if block.kind == "heading":
        yield "heading of the page" if facts.page else "heading"
    if block.kind == "line" and block.rank:
        yield "second line" if block.rank == 1 else "later line"
    if facts.listed:
        yield "in a list of papers"
    if block.kind == "row" and not shape.column.isdigit():
        signs = _column_signs(shape.column)
        yield from signs if shape.before == "first" or shape.look or "in another column" in signs else ()
    yield from _element_signs(block.tag, shape.place.casefold())
    if facts.label:
        yield "label says title" if facts.label == "title" and block.kind != "heading" else "label says otherwise"
    if facts.words > 60 and block.kind != "row":
        yield "in prose"


def _cut_place(candidate: Candidate, facts: Facts) -> Iterator[str]:
    """How a candidate stands in its line."""
    shape, line = candidate.shape, facts.lines[candidate.cell]
    if shape.cut == "quoted":
        yield "in quotes"
    elif shape.before in ("names", "words"):
        yield f"after {shape.before}"
    if shape.cut != "quoted" and _QUOTES.search(candidate.text):
        yield "quotes inside"
    if line.segments[candidate.first].before.strip().endswith(("(", "（")) and shape.before != "first":
        yield "in brackets"
    if line.text[line.segments[candidate.last].end :][:1] in ("。", "！"):
        yield "a sentence of Chinese or Japanese"


@lru_cache(maxsize=1024)
def _element_signs(tag: str, named: str) -> tuple[str, ...]:
    """What the names of an element and of its class say."""
    folded = ("folded label",) if tag == "summary" else ()
    if _NAMED_TITLE.search(named):
        return (*folded, "element named title")
    return (*folded, "element named otherwise") if _NAMED_OTHERWISE.search(named) else folded


_NAMED_TITLE = re.compile(r"title|headline|paper-?name|entry-?name")
_NAMED_OTHERWISE = re.compile(
    r"author|venue|journal|abstract|summary|date|time|desc|subtitle|badge|nav|foot|tag\b|keyword|conf|meta"
)


@lru_cache(maxsize=512)
def _column_signs(column: str) -> tuple[str, ...]:
    field = field_of(column)
    if field == "title" or _TITLES.search(column):
        return ("in a title column",)
    if _PAPERS.search(column):
        return ("in a column of papers",)
    return ("in another column",) if field else ("in a column",) if column.strip() else ()


_TITLES = re.compile(r"title|標題|标题|题目|제목|題名|タイトル|titel|titre|título|название")
_PAPERS = re.compile(r"\bpapers?\b|\barticle|\bpublication|论文|論文|논문|статья")
_PERSON = re.compile(
    r"scholar\.google\.[a-z.]+/citations|dblp\.[a-z.]+/(?:pid|pers)|linkedin\.com/in|(?:twitter|x)\.com/\w+/?$|orcid\.org/|~\w+/?$|people/|/author/"
)
_CODE = re.compile(
    r"(?:github|gitlab|bitbucket)\.(?:com|org)/[^/]+/[^/]+/?$|huggingface\.co/(?!papers)|colab\.research|kaggle\.com|pypi\.org"
)


def _link_signs(candidate: Candidate, block: Block) -> Iterator[str]:
    url = candidate.url
    if not url:
        return
    if leads_to_paper(url):
        yield "links to a paper"
    elif url.startswith("#") or not ("." in url or "/" in url):
        yield "links inside the page"
    elif _PERSON.search(url):
        yield "links to a person"
    else:
        yield "links to code" if _CODE.search(url) else "links elsewhere"


def _beside(candidate: Candidate, block: Block, facts: Facts) -> Iterator[str]:
    """What else stands in the block and below it."""
    shown = []
    if any(url != candidate.url for url in facts.papers):
        shown.append("paper link beside")
    elif facts.papers_below and not candidate.url:
        shown.append("paper link below")
    if facts.says_paper:
        shown.append("paper label beside")
    if facts.record_below and (block.kind != "line" or (block.rank == 0 and block.parent < 0)):
        shown.append("record below")
    if facts.names:
        shown.append("names beside")
    elif facts.names_below:
        shown.append("names below")
    if facts.venue:
        shown.append("venue beside")
    if facts.date:
        shown.append("date beside")
    if not shown and not leads_to_paper(candidate.url):
        yield "nothing beside"
        if is_foreign(candidate.text):
            yield "Chinese, Japanese or Korean alone"
    yield from shown
