"""Lines in which one sign parts a title from its authors or its address. In: the text of an item. Out: what it says, by where the sign
parts it; the order of names, title and address is free."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.paste.facts import names_which
from generator.readers.paste.kinds import is_chrome, is_meta
from generator.readers.paste.signs import IN_QUOTES, PLACE, is_kind, is_site, speaks, venue_score
from generator.readers.references.people import REVIEWED
from generator.readers.references.reference import YEAR, Reference
from generator.text.ids import parted_from_id
from generator.text.people import known_people_in, name_score
from generator.text.tokens import SOLID_LETTERS

_URL = re.compile(r"<?https?://[^\s<>]+>?")
_SIGNS = {
    "a tab": re.compile(r"\t+"),
    "a bar": re.compile(r"\s+[|¦│]\s+|\s*｜\s*"),
    "a dash": re.compile(r"\s+[-–—]{1,2}\s+"),
    "a slash": re.compile(r"\s+/{1,2}\s+"),
    "brackets": re.compile(r"\s+\((?=[^()]+\)\s*$)"),
    "a stop": re.compile(r"(?<!\b[A-Z])(?<!\bet al)[.:]\s+(?=[^\sa-z])"),
    "by": re.compile(r"(?:,?\s+by|,\s+(?:von|par|por|di|av|przez))\s+(?=[^\W\d_a-z])"),
}
_MARK = re.compile(r"^(?:\[[ xX]\]|TODO|DONE|\(PDF\)|[-*•●▪→\u2600-\u27bf\U0001f000-\U0001faff])\s+")
# An address inside a sentence that goes on; the name of a tab that shows a repository.
_RUNS_ON = re.compile(r"https?://\S+\s+[a-zà-ÿ]{2,}[, ]\s?[a-zà-ÿ]|^GitHub - [\w.-]+/")
_OPEN_END = re.compile(r"\b(?:at|of|the|a|an|to|in|for|from|with|and|or|by|that|which|who|see|is|are|read)$")
_VENUE_WORDS = 9
_IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")
_BETWEEN = " \t:|–—-,;()"


@lru_cache(maxsize=1 << 12)
def cell_readings(text: str) -> dict[str, Reference]:
    """Sign -> what the text says when that sign parts it; an address parts it in any case. Without names or an id it says nothing."""
    if not 4 < len(text) < 1000:
        return {}
    text = " ".join(parted_from_id(_MARK.sub("", text, count=1))).strip()
    if _RUNS_ON.search(text):
        return {}
    urls = _URL.findall(text)
    bare = _URL.sub("\t", text) if urls else text
    parted = {name: [cell for cell in sign.split(bare) if cell.strip(_BETWEEN)] for name, sign in _SIGNS.items()}
    found = {name: _read(text, cells) for name, cells in parted.items() if len(cells) > 1 or (urls and name == "a tab")}
    kept = {name: one for name, one in found.items() if one and (one.names or names_which(one.rest))}
    kept = {name: one for name, one in kept.items() if one.names} or kept
    glued = None if kept or urls else _glued(text)
    return {"nothing": glued} if glued else kept


def says_nothing(text: str) -> bool:
    """Whether a line is a button or says of a paper what is no title."""
    told = "://" in text or parted_from_id(text)[1]
    return is_chrome(text) or (is_meta(text) and not told) or bool(REVIEWED.match(text))


def _read(text: str, cells: list[str]) -> Reference | None:
    cells = [cell.strip(_BETWEEN if cell.count("(") != cell.count(")") else " \t:|–—-,;") for cell in cells]
    named = [known_people_in(PLACE.sub("", cell).strip(_BETWEEN)) for cell in cells]
    urls = _URL.findall(text)
    titles = _titles(cells, named, linked=bool(urls))
    if not titles:
        return None
    title = _title_in(text, cells[titles[0]], cells[titles[-1]])
    if not re.search(r"[^\W\d_]{2}", title) or _OPEN_END.search(title):
        return None
    rest = " ".join(cells[place] for place in range(len(cells)) if place not in titles and not named[place])
    year = next(reversed(YEAR.findall(rest)), "")
    rest = " ".join([rest, *urls])
    return Reference(title.strip(), next(filter(None, named), ()), year, rest.strip(), _venue(cells, named))


def _title_in(text: str, first: str, last: str) -> str:
    """What stands in a text from one cell to another, without brackets or quotes around it."""
    start = text.find(first)
    title = _IN_BRACKETS.sub(r"\1", text[start : text.find(last, start) + len(last)])
    quoted = IN_QUOTES.fullmatch(title)
    return quoted["title"] if quoted else title


def _venue(cells: list[str], named: list[tuple[str, ...]]) -> str:
    """What stands alone behind title and names is where it was printed."""
    behind = [bool(names) for names in named] == [False, True, False]
    words = cells[2].split() if behind else []
    return cells[2] if 0 < len(words) <= _VENUE_WORDS and words[0][:1].isupper() and not names_which(cells[2]) else ""


def _titles(cells: list[str], named: list[tuple[str, ...]], *, linked: bool) -> list[int]:
    """The places of the cells that make the title, one after the other; none when others stand between them. linked: an address follows,
    and what begins small beside it is a label."""
    titles = [place for place, cell in enumerate(cells) if not named[place] and _may_be_title(cell)]
    capital = [place for place in titles if not cells[place][0].islower()]
    # Beside a remark a title stands in quotes: 'New on arXiv: https://… "A Title"'.
    quoted = [place for place in titles if IN_QUOTES.fullmatch(cells[place])]
    titles = quoted or _before_names(capital if linked and capital else titles, named)
    return titles if titles and titles == list(range(titles[0], titles[-1] + 1)) else []


def _before_names(titles: list[int], named: list[tuple[str, ...]]) -> list[int]:
    """Of the cells that may be titles those before the names, where there are some: "Title – Names – Where it was printed"."""
    first = next((place for place, names in enumerate(named) if names), len(named))
    return [place for place in titles if place < first] or titles


def _glued(text: str) -> Reference | None:
    """ "A Title of Words Ana Prado, Ben Ulm": names begin where the words before the first comma stop being those of a title."""
    head, comma, more = text.partition(", ")
    words = head.split()
    for size in (2, 3, 4):
        title, name = words[:-size], " ".join(words[-size:])
        opened = len(title) < 2 or re.fullmatch(r"[^\W\d_a-z]\.|de|da|van|von|del|di|la|al|el|bin|dos", title[-1])
        if opened or _OPEN_END.search(title[-1].lower()):
            continue
        names = known_people_in(f"{name}{comma}{more}")
        if names and name_score(name) > 1 and not known_people_in(" ".join(title).strip(" ·|–—-,;")):
            return Reference(" ".join(title), names, "", "")
    return None


def _may_be_title(cell: str) -> bool:
    words = re.findall(r"[^\W\d_]+", cell)
    small = len(words) < 2 and not re.search(rf"[{SOLID_LETTERS}]{{4}}", cell)
    return not (small or is_site(cell) or is_kind(cell) or speaks(cell) or venue_score(cell) >= 1 or names_which(cell))
