"""The signs of a candidate. In: a candidate, its block and what stands beside it. Out: the names of the signs it shows, and its score.

What counts how much is said in one place, scores.toml; here stands only when a sign is shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import msgspec

from generator.readers.layout.candidates import Shape, TitleCandidate, is_emphasised_behind_names, look_of_run
from generator.readers.layout.facts import BlockFacts
from generator.readers.layout.segments import CellText, Segment
from generator.readers.layout.structures import SENTENCE, Block
from generator.readers.layout.tags import element_signs
from generator.readers.layout.textsigns import column_signs, text_signs
from generator.readers.layout.titletext import DRAWN
from generator.readers.layout.words import bare_label, is_foreign, leads_to_file, leads_to_paper, says_paper
from generator.text import pattern_of


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


def weigh(
    candidate: TitleCandidate, block: Block, facts: BlockFacts, known: Mapping[str, str], referenced: str = ""
) -> None:
    """Set what a candidate shows and what it is worth by itself. known: the words of the file's headings and buttons, without marks, and
    what they show; referenced: the title of the block as a reference."""
    cut = _reference_signs(candidate, referenced) if referenced else ()
    if candidate.shape.cut != "reference":
        cut = (*cut, *_cut_signs(candidate, block, facts))
    signs = (*_words_of(candidate), *cut, *_place_signs(candidate, block, facts))
    candidate.signs = (*signs, *_link_signs(candidate), *_beside(candidate, block, facts))
    lead = block.lead * (not facts.names)
    elsewhere = known.get(bare_label(candidate.text).casefold(), "") or known.get(f"{lead}:", "")
    if candidate.url and not elsewhere and not leads_to_paper(candidate.url):
        from generator.readers.paste.kinds import is_chrome

        elsewhere = "a button" * is_chrome(candidate.text)
    if elsewhere and block.kind != "heading":
        candidate.signs = (*candidate.signs, elsewhere)
    candidate.own = total(candidate.signs)


def _words_of(candidate: TitleCandidate) -> Iterator[str]:
    """What its words show. A stop inside a heading, or inside a look of its own, parts a title from its subtitle."""
    whole = bool(candidate.shape.look.strip("CI")) or candidate.shape.kind == "heading"
    two = whole and not candidate.text.endswith((".", "。")) and len(_STOPS.findall(candidate.text)) == 1
    return (sign for sign in text_signs(candidate.text) if not (two and sign == "sentences"))


def _reference_signs(candidate: TitleCandidate, title: str) -> tuple[str, ...]:
    """What a block that reads as a reference says of its candidates: which is its title, and which is none."""
    if candidate.shape.cut == "reference":
        return ("title of a reference",)
    return () if bare_label(candidate.text) == bare_label(title) else ("another part of a reference",)


def total(signs: Iterable[str]) -> float:
    table = scores().signs
    return sum(table[sign] for sign in signs)


_QUOTES, _STOPS = re.compile(r"[\"“”]"), pattern_of(r"[.。!]\s*(?=\S)")
_ENDS = re.compile(r"[.。?!？！|\n\"”“]")
_INNER_SIGNS = (",", "،", "，", "、", "", ":", "：", "(", "[")


def _cut_signs(candidate: TitleCandidate, block: Block, facts: BlockFacts) -> Iterator[str]:
    """Whether a candidate was cut out of something that goes on."""
    segments = facts.lines[candidate.cell].segments
    before, after = segments[candidate.first], segments[candidate.last + 1 :][:1]
    left = segments[candidate.first - 1 : candidate.first] if candidate.first else []
    if is_emphasised_behind_names(candidate, facts.lines):
        yield "emphasised behind names"
    elif candidate.shape.cut != "quoted":
        yield from _cut_from(candidate.shape, before, left, before.before)
        yield from _cut_from(candidate.shape, before, after, after[0].before if after else "")
    inside = segments[candidate.first : candidate.last + 1]
    if any(one.named for one in inside):
        yield "holds names"
    if any(one.kind in ("date", "venue") for one in inside[1:]):
        yield "holds a venue or a year"
    if _is_broken(candidate, block, left, before):
        yield "inside a sentence"
    if after and not before.run.url and after[0].run.url and not after[0].before.strip() and _wordy(after[0]):
        yield "leads into a link"


def _cut_from(shape: Shape, own: Segment, beside: Sequence[Segment], sign: str) -> Iterator[str]:
    """At what sign a candidate was cut from the words beside it."""
    for one in beside:
        if not _wordy(one) or one.run.url != own.run.url:
            continue
        if (shape.look.strip("CI") or shape.kind == "heading") and look_of_run(one.run) == look_of_run(own.run):
            yield "cut inside a look"
        elif SENTENCE not in sign and "\n" not in sign and sign.strip() in _INNER_SIGNS:
            yield "cut at a comma"
        elif not _ENDS.search(sign):
            yield "cut at a dash"


def _is_broken(candidate: TitleCandidate, block: Block, left: list[Segment], first: Segment) -> bool:
    """Whether a candidate goes on a sentence, of its line or of the line above."""
    if left:
        return _in_sentence(left[0], first) and not _is_listed_in_prose(candidate, block)
    return bool(block.rank) and block.kind == "line" and candidate.text[0].islower()


def _is_listed_in_prose(candidate: TitleCandidate, block: Block) -> bool:
    """Whether a paragraph leads to several papers in sentences, and a candidate is the title of one of them."""
    titled = candidate.text[0].isupper() and candidate.text.count(" ") > 1 and leads_to_paper(candidate.url)
    return block.kind == "line" and titled and sum(map(leads_to_paper, block.urls)) > 1


def _in_sentence(above: Segment, first: Segment) -> bool:
    """Whether words lead into a candidate without a sign: "We wrote of it in [A Title](…)"."""
    words = above.text.split()
    apart = "\n" in first.before and above.run.url
    return not apart and not first.before.strip() and _wordy(above) and len(words) > 1 and words[-1].islower()


def _wordy(segment: Segment) -> bool:
    return segment.kind in ("words", "name") and not segment.named


def _place_signs(candidate: TitleCandidate, block: Block, facts: BlockFacts) -> Iterator[str]:
    shape = candidate.shape
    yield from _cut_place(candidate, facts)
    if shape.before == "first" and DRAWN.match(facts.lines[candidate.cell].text):
        yield "behind a drawn number"
    if "B" in shape.look:
        yield "bold"
    if block.kind == "heading":
        yield "heading of the page" if facts.page else "heading"
    if block.kind == "line" and block.rank:
        yield "second line" if block.rank == 1 else "later line"
    if facts.listed:
        yield "in a list of papers"
    if facts.aside and not (facts.papers or facts.says_paper or facts.papers_below):
        yield "under a heading of other things"
    if block.kind == "row" and not shape.column.isdigit():
        signs = column_signs(shape.column, block.columns)
        yield from signs if shape.before == "first" or shape.look or "in another column" in signs else ()
    yield from element_signs(block.tag, shape.place.casefold())
    if facts.label or facts.summary:
        yield "label says title" if facts.label == "title" and block.kind != "heading" else "label says otherwise"


# What follows a title in the link that holds both: who wrote it, where it stands. Anything else goes on with a sentence.
_BY = pattern_of(r"(?:by|in|at|from|presented|published|with|vol|pp)\b")
# A sentence in which a quotation stands: 'in our field of "Moss and Peat" since'.
_SPOKEN, _GOES_ON = re.compile(r"[a-zà-ÿ]{2}\s[\"“„«]$"), re.compile(r"[\"”“»]\s[a-zà-ÿ]")


def _is_spoken(candidate: TitleCandidate, line: CellText) -> bool:
    """Whether quotes are no title's: a sentence goes on with them, or they name a journal."""
    start, end = line.segments[candidate.first].start, line.segments[candidate.last].end
    if line.segments[candidate.first].kind == "venue":
        return True
    led = _SPOKEN.search(line.text[max(0, start - 20) : start])
    after = line.segments[candidate.last + 1 :][:1]
    linked = bool(candidate.url and after and after[0].run.url == candidate.url and not _BY.match(after[0].text))
    return bool((led or linked) and _GOES_ON.match(line.text[end : end + 20]))


def _cut_place(candidate: TitleCandidate, facts: BlockFacts) -> Iterator[str]:
    """How a candidate stands in its line."""
    shape, line = candidate.shape, facts.lines[candidate.cell]
    if shape.cut == "quoted":
        yield "inside a sentence" if _is_spoken(candidate, line) else "in quotes"
    elif shape.before in ("names", "words"):
        yield f"after {shape.before}"
    if shape.cut != "quoted" and _QUOTES.search(candidate.text):
        yield "quotes inside"
    if line.segments[candidate.first].before.strip().endswith(("(", "（")) and shape.before != "first":
        yield "in brackets"
    last = line.segments[candidate.last]
    if last is line.segments[-1] and shape.kind.startswith("line") and line.text.rstrip()[-1:] in (":", "：", "】"):
        yield "names a section"
    # Names make a reference long.
    if facts.words > 60 and shape.kind != "row" and shape.cut != "reference":
        noted = shape.kind == "item" and shape.before == "first" and shape.look.strip("CI")
        yield "before a note" if noted else "in prose"
    if _BEHIND_SENTENCE.match(line.text, last.end):
        yield "a sentence of Chinese or Japanese"


# A sentence ends, or counts up names before it does: "由王芳、李强维护。"
_BEHIND_SENTENCE = pattern_of(r"[。！]|、.*[。！]\s*$")


_BARE = frozenset(("address", "number", "signs"))
_CODE = pattern_of(
    r"(?:github|gitlab|bitbucket)\.(?:com|org)/[^/]+/[^/]+/?$|huggingface\.co/(?!papers)|colab\.research|kaggle\.com|pypi\.org"
)


def _link_signs(candidate: TitleCandidate) -> Iterator[str]:
    url = candidate.url
    # "#" alone is a place that nobody has filled in yet.
    if url.strip() in ("", "#"):
        return
    if leads_to_paper(url):
        yield "links to a paper"
    elif leads_to_file(url) or (candidate.text.count(" ") > 1 and candidate.text in unquote(url)):
        yield "links to a file"
    elif url.startswith("#") or not ("." in url or "/" in url):
        yield "links inside the page"
    else:
        yield "links to code" if _CODE.search(url) else "links elsewhere"


# "A Title (Prado & Ulm, 2024)"
_CITED = pattern_of(r"\([^\W\d_][^()\d]{1,70},?\s(?:1[89]|20)\d\d[a-z]?\)\W*$")


def _beside(candidate: TitleCandidate, block: Block, facts: BlockFacts) -> Iterator[str]:
    """What else stands in the block and below it."""
    opens = block.kind != "line" or (block.rank == 0 and block.parent < 0)
    stands = {
        _paper_beside(candidate, facts): True,
        "a button of its own": candidate.shape.look in ("B", "I", "BI") and _has_button(candidate, facts),
        "paper label beside": facts.says_paper,
        "an address and nothing else beside": _is_alone(candidate, block, facts),
        "record below": facts.record_below and opens,
        "names beside": facts.names,
        "names below": facts.names_below and not facts.names,
        "cited behind": candidate.shape.before == "first" and bool(_CITED.search(block.text[-90:])),
        "venue beside": facts.venue,
        "date beside": facts.date,
    }
    shown = [sign for sign, stands_there in stands.items() if sign and stands_there]
    if not shown and not leads_to_paper(candidate.url):
        yield "nothing beside"
        if is_foreign(candidate.text):
            yield "Chinese, Japanese or Korean alone"
    yield from shown


def _paper_beside(candidate: TitleCandidate, facts: BlockFacts) -> str:
    """Whether a link to a paper stands beside or below, and whether its own words are the title; or ""."""
    if facts.titled and not candidate.url:
        return "a link says the title"
    if any(url != candidate.url for url in facts.papers):
        return "paper link beside"
    return "paper link below" if facts.papers_below and not leads_to_paper(candidate.url) else ""


def _is_alone(candidate: TitleCandidate, block: Block, facts: BlockFacts) -> bool:
    """Whether a candidate and the address of a paper are all that a line or an item says: "Bricks in the Snow (https://…)"."""
    held = facts.lines[candidate.cell].segments
    others = {one.kind for one in (*held[: candidate.first], *held[candidate.last + 1 :])}
    return bool(facts.papers) and block.kind in ("item", "line") and {"address"} <= others <= _BARE


def _has_button(candidate: TitleCandidate, facts: BlockFacts) -> bool:
    """Whether a link that says "paper" stands right behind a candidate."""
    behind = facts.lines[candidate.cell].segments[candidate.last + 1 :][:1]
    return any(one.run.url and says_paper(one.text) for one in behind)
