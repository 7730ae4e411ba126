"""Portions of texts. In: a text. Out: of a curriculum vitae its publications alone, each on its line, or that it has none; of a mail or a
chat its numbered list alone, or as items of one each title in quotes, or in a chat on a line of its own, that its address follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from generator.readers.layout.vocabulary import BESIDE_THEM, OTHER_THINGS
from generator.readers.layout.words import leads_to_paper
from generator.readers.notices import is_conversation
from generator.readers.paste.cards import openers_of
from generator.text import fold

# So many sections that are headed by what somebody did make a life of a text.
_SECTIONS = 3
# Fewer do where two kinds of publications are apart.
_FEWEST_OTHERS, _KINDS = 1, 2
_LONGEST = 40
_KIND = (
    r"(?:(?:edited )?(?:books?|volumes?)|(?:book )?chapters|monographs?|"
    r"monographien?|著書|学術論文|専著|专著|저서|книги|монографии|"
    r"(?:book )?reviews|publi[ck]\w+|veröffentlichungen|schriften|aufsätze|beiträge|rezensionen|articles?|"
    r"ouvrages|comptes rendus|chapitres|"
    r"articoli|artículos|artigos|libri|libros|livros|pubblicazioni|papers|публикации|статьи|论文|発表論文|論文|논문)"
)
_PUBLISHED = re.compile(
    r"(?:(?:selected|peer[- ]reviewed|refereed|journal|conference|recent|scientific|my|"
    r"list of|ausgewählte|principales|choix de|wybrane)\s+)*"
    rf"{_KIND}(?:(?:,? (?:and|und|et|e|y|&) |, )(?:journal |book )?{_KIND}){{0,2}}(?:\s*[(:].{{0,20}})?",
    re.I,
)
# A menu is so many short lines below each other, without a number; a life has years.
_MENU, _NUMBER = 8, re.compile(r"\d")
# Papers of conferences are talks in the humanities: where they are printed, pages, a volume or an id is told of the first ones.
_GIVEN, _BELOW = re.compile(r"(?:selected |recent )?conference (?:papers|presentations)", re.I), 2
_PRINTED = re.compile(r"\bpp?\. ?\d|\bproc|\bvol|\bdoi|arxiv|\d[-–]\d", re.I)
# 'let us discuss "A Title" by Prado et al. (https://arxiv.org/abs/…)'; a line may end anywhere inside.
_NAMED = re.compile(
    r"[\"“„«](?P<title>[^\"“”„«»]{8,300}?)[.,]?[\"”»“](?:[\s,]{1,3}by\s[^()<>\"/]{3,80}?)?[\s,.(\[<:–—-]{1,6}(?P<url>https?://[^\s<>\])]+)"
)
# In a chat: a line, and its address alone on the line below.
_SENT = re.compile(r"^[ \t]*+(?P<title>[^\W\d_][^\n]{10,300}[^\s:,])[ \t]*\n\s*<?(?P<url>https?://\S+?)>?[ \t]*$", re.M)
# One title that is named in passing is no list.
_FEWEST_TITLES = 2
_SPACED = re.compile(r"\w\s+\w")


def sections_in(text: str) -> dict[int, str]:
    """Line of each heading -> "other" or "publications"; empty for a text that is no curriculum vitae."""
    found: dict[int, str] = {}
    # A page of papers may say "Author information" below each.
    others: set[str] = set()
    kinds: set[str] = set()
    lines = text.split("\n")
    menus = _menus(lines)
    for number, line in enumerate(lines, start=1):
        shown = fold(line).strip(" :.-=_*#【】■◆●[]")
        if number in menus or not shown or len(shown) > _LONGEST or shown.count(" ") > 3:
            continue
        if _PUBLISHED.fullmatch(shown) and not (
            _GIVEN.fullmatch(shown) and _are_talks(lines[number : number + 2 * _BELOW])
        ):
            found[number] = "publications"
            kinds.add(shown.casefold())
        elif 2 * sum(len(one[0]) for told in (OTHER_THINGS, BESIDE_THEM) for one in told.finditer(shown)) >= len(shown):
            found[number] = "other"
            others.add(shown.casefold())
    apart = len(others) >= _FEWEST_OTHERS and len(kinds) >= _KINDS
    return found if apart or len(others) >= _SECTIONS else {}


def _menus(lines: Sequence[str]) -> set[int]:
    """The lines (from 1) of menus."""
    short = [0 < len(line.strip()) <= _LONGEST and not _NUMBER.search(line) for line in lines]
    runs = [[number for number, _ in run] for is_short, run in groupby(enumerate(short, 1), itemgetter(1)) if is_short]
    return {number for run in runs if len(run) >= _MENU for number in run}


def _are_talks(lines: Sequence[str]) -> bool:
    """Whether what stands below a heading of conference papers was read there, and not printed."""
    below = [line for line in lines if line.strip()][:_BELOW]
    return not any(map(_PRINTED.search, below))


def published_in(text: str, sections: dict[int, str]) -> str:
    """The text with nothing but the lines below its headings of publications."""
    kept, inside = [], False
    for number, line in enumerate(text.split("\n"), start=1):
        inside = sections.get(number, "publications" if inside else "") == "publications"
        kept.append(line if inside and number not in sections else "")
    return "\n".join(kept)


def spoken_in(text: str) -> str:
    """The text with nothing but such titles, each with its address on the line on which it begins; "" where it names none so."""
    kept = [""] * (text.count("\n") + 1)
    sent = _SENT.finditer(text) if is_conversation([line for line in text.split("\n") if line.strip()]) else ()
    line = at = 0
    for found in sorted([*_NAMED.finditer(text), *sent], key=re.Match.start):
        line, at = line + text.count("\n", at, found.start()), found.start()
        url = found["url"].rstrip(".,;:")
        if _SPACED.search(found["title"]) and leads_to_paper(url):
            title = re.sub(r"([\[\]*_`\\])", r"\\\1", " ".join(found["title"].split()))
            kept[line] += f"- [{title}]({url})"
    return "\n".join(kept) if sum(map(bool, kept)) >= _FEWEST_TITLES else ""


def numbered_in(text: str) -> str:
    """The text with nothing but items that count and the lines below each; "" where nothing stands around them, or there are too few.

    An item ends at the first empty line below it; the last one of several paragraphs goes on no further than that.
    """
    lines = text.split("\n")
    starts = openers_of([line.strip() for line in lines])
    if not starts:
        return ""
    end = next((at for at in range(starts[-1], len(lines)) if not lines[at].strip()), len(lines))
    around = any(line.strip() for line in (*lines[: starts[0]], *lines[end:]))
    kept = [line if starts[0] <= at < end else "" for at, line in enumerate(lines)]
    return "\n".join(kept) if around else ""
