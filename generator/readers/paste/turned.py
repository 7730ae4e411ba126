"""Lines as a page would have them. In: the lines of a pasted list. Out: the same, names and addresses below their titles where all papers
open with them. And of its units: first lines of abstracts are no titles, and buttons no words of them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from msgspec.structs import replace

from generator.readers.layout.words import names_section
from generator.readers.paste.kinds import is_chrome, is_meta, is_web_address
from generator.readers.paste.scores import leaning
from generator.readers.paste.signs import venue_score
from generator.readers.paste.units import Line, Unit
from generator.readers.paste.weights import Part, word_list
from generator.text.ids import ids_in
from generator.text.people import known_people_in

_AFFILIATION = re.compile(r"\s\([^()]{2,200}\)(?=[,;]|\s+and\s|$)")
# From this share of titles on, names below them and empty lines above them are the rule.
_RULE = 0.6
# Of so many papers the order of lines is no accident; so many names are those of no page.
_FEWEST = 2
# So many titles do not end with one word by accident.
_SEVERAL = 3


def titles_first(lines: list[Line]) -> list[Line]:
    """The lines, turned where all papers open with their names, with their addresses or, below a number, with facts; else as they are."""
    return _facts_below(_addresses_below(_names_below(lines)))


def _facts_below(lines: list[Line]) -> list[Line]:
    """The lines, facts last in each entry where the numbers of a page that counts its papers stand above facts, and titles below these."""
    counted = [at for at, line in enumerate(lines) if line.text.isdecimal()]
    if len(counted) < _FEWEST or any(lines[at].text != str(one) for one, at in enumerate(counted, start=1)):
        return lines
    ends = [(at + 1, end) for at, end in pairwise([*counted, len(lines)])]
    titles = [next((at for at in range(*one) if _tells_nothing(lines, at)), one[0]) for one in ends]
    facts = [is_meta(line.text) and not is_chrome(line.text) for line in lines]
    if not all(any(facts[first:title]) for (first, _), title in zip(ends, titles, strict=True)):
        return lines
    turned = list(lines)
    for (first, end), title in zip(ends, titles, strict=True):
        turned[first:end] = lines[title:end] + lines[first:title]
    return turned


def _addresses_below(lines: list[Line]) -> list[Line]:
    """The lines, turned where empty lines stand above each address and its title right below it, or an address opens the text and no
    address ends it; else as they are."""
    told_by = (is_web_address(line.text) or (" " not in line.text and ids_in(line.text)) for line in lines)
    bare = [at for at, address in enumerate(told_by) if address]
    told = not all(_tells_nothing(lines, at + 1) for at in bare)
    named = [at for at in bare if at + 1 < len(lines) and _people_in(lines[at + 1].text)]
    if told or len(bare) < _FEWEST or len(named) == len(bare):
        return lines
    parted = [lines[at].gap > lines[at + 1].gap for at in bare if at]
    return _turned(lines, bare) if all(parted) or not (bare[0] or any(parted)) else lines


def _tells_nothing(lines: list[Line], at: int) -> bool:
    """Whether there is such a line, and it tells nothing of a paper; a short title may look like a name."""
    text = lines[at].text if at < len(lines) else ""
    return bool(text) and not (is_meta(text) or is_chrome(text))


def _names_below(lines: list[Line]) -> list[Line]:
    """The lines, turned where names open the text and what could be a title stands below each line of names; else as they are."""
    texts = [line.text for line in lines]
    # Mostly something else stands first: then nobody looks for names in whole abstracts.
    head = next((text for text in texts if not (is_chrome(text) or names_section(text)) or _people_in(text)), "")
    named = [at for at, text in enumerate(texts) if _people_in(text)] if _people_in(head) else []
    if len(named) < _FEWEST or not all(_has_title(lines, at) for at in named):
        return lines
    # Where empty lines part papers, names open each; where they part nothing, a name alone may be that of the page.
    parted = [lines[at].gap > lines[at + 1].gap for at in named[1:]]
    opens = all(parted) if any(parted) else len(_people_in(head)) >= _FEWEST
    return _turned(lines, named) if opens else lines


def _people_in(text: str) -> tuple[str, ...]:
    """The names when all of a line is names, affiliations in brackets behind them apart."""
    return known_people_in(_AFFILIATION.sub("", text))


def _has_title(lines: list[Line], at: int) -> bool:
    """Whether what stands below lines[at] could be a title, and is neither names nor where one was printed."""
    text = lines[at + 1].text if at + 1 < len(lines) else ""
    other = _people_in(text) or is_meta(text) or is_chrome(text) or venue_score(text) >= 1
    return text.count(" ") > 1 and not other and leaning(text) > 0


def _turned(lines: list[Line], named: list[int]) -> list[Line]:
    turned = list(lines)
    for at in named:
        names, title = lines[at : at + 2]
        turned[at : at + 2] = replace(title, gap=names.gap, full=0), replace(names, gap=title.gap, full=0)
    return turned


def with_whole_abstracts(units: list[Unit]) -> list[Unit]:
    """The units, without the titles that begin an abstract: they stand right below names or facts, with a text and no names below, where
    titles have names below and empty lines above."""
    starts = [at for at, unit in enumerate(units) if unit.part == Part.TITLE]
    named = [any(unit.part == Part.AUTHORS for unit in units[at:end]) for at, end in pairwise([*starts, len(units)])]
    parted = sum(units[at].first > units[at - 1].last + 1 for at in starts[1:])
    if sum(named) < _RULE * len(starts) or parted < _RULE * (len(starts) - 1):
        return units
    opening = {at for at, has in zip(starts, named, strict=True) if not has and _goes_on_above(units, at)}
    for at in opening:
        units[at + 1] = replace(units[at + 1], first=units[at].first, text=f"{units[at].text} {units[at + 1].text}")
    return [unit for at, unit in enumerate(units) if at not in opening]


def _goes_on_above(units: list[Unit], at: int) -> bool:
    """Whether a title stands right below names or facts, and right above a text."""
    if not 0 < at < len(units) - 1 or units[at].first > units[at - 1].last + 1:
        return False
    return units[at - 1].part in (Part.AUTHORS, Part.FACTS) and units[at + 1].part == Part.ABSTRACT


def without_buttons(units: list[Unit]) -> list[Unit]:
    """The units, without the word of a site with which most titles end: "A Title Downloads"."""
    titles = [unit for unit in units if unit.part == Part.TITLE]
    ends = [unit.text.rpartition(" ")[2] for unit in titles]
    count = Counter(end for end in ends if end[:1].isupper() and end.lower() in word_list("site"))
    button, many = next(iter(count.most_common(1)), ("", 0))
    if many < _SEVERAL or 2 * many < len(titles):
        return units
    return [replace(one, text=one.text.removesuffix(f" {button}")) if one.part == Part.TITLE else one for one in units]
