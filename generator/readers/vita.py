"""Pasted curricula vitae. In: a text. Out: its section of publications alone, each on its line; or that it has none."""

from __future__ import annotations

import re

from generator.readers.layout.vocabulary import BESIDE_THEM, OTHER_THINGS
from generator.text import fold

# So many sections that are headed by what somebody did make a life of a text.
_SECTIONS = 3
# Fewer do where two kinds of publications are apart.
_FEWEST_OTHERS, _KINDS = 1, 2
_LONGEST = 40
_PUBLISHED = re.compile(
    r"(?:(?:selected|peer[- ]reviewed|refereed|"
    r"journal|conference|recent|scientific|my|list of|ausgewählte|principales|choix de|wybrane)\s+)*"
    r"(?:(?:edited )?books?|(?:book )?chapters|monographs?|著書|学術論文|専著|专著|저서|книги|монографии|"
    r"publi[ck]\w+|veröffentlichungen|schriften|articles?|"
    r"articoli|artículos|artigos|pubblicazioni|papers|публикации|статьи|论文|発表論文|論文|논문)"
    r"(?:\s*[(:].{0,20})?",
    re.I,
)


def sections_in(text: str) -> dict[int, str]:
    """Line of each heading -> "other" or "publications"; empty for a text that is no curriculum vitae."""
    found: dict[int, str] = {}
    # A page of papers may say "Author information" below each.
    others: set[str] = set()
    kinds: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        shown = fold(line).strip(" :.-=_*#【】■◆●[]")
        if not shown or len(shown) > _LONGEST or shown.count(" ") > 3:
            continue
        if _PUBLISHED.fullmatch(shown):
            found[number] = "publications"
            kinds.add(shown.casefold())
        elif any(
            (one := pattern.search(shown)) and 2 * len(one[0]) >= len(shown) for pattern in (OTHER_THINGS, BESIDE_THEM)
        ):
            found[number] = "other"
            others.add(shown.casefold())
    apart = len(others) >= _FEWEST_OTHERS and len(kinds) >= _KINDS
    return found if apart or len(others) >= _SECTIONS else {}


def published_in(text: str, sections: dict[int, str]) -> str:
    """The text with nothing but the lines below its headings of publications."""
    kept, inside = [], False
    for number, line in enumerate(text.split("\n"), start=1):
        inside = sections.get(number, "publications" if inside else "") == "publications"
        kept.append(line if inside and number not in sections else "")
    return "\n".join(kept)
