"""The page of one paper, copied whole. In: the lines of a text. Out: the part that each plays, when they are such a page.

It has one abstract below its heading, buttons and labels that no list has (`own_page` in words.toml), and above the abstract a title: what
it says once more where it tells how to cite it, or what stands above names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers.labels import labelled
from generator.readers.paste.bylines import LISTED, author_score
from generator.readers.paste.facts import dates_in
from generator.readers.paste.kinds import is_affiliation, is_chrome, is_meta
from generator.readers.paste.signs import is_kind, venue_score
from generator.readers.paste.units import Line, Unit, shown_lines, unmarked_lines
from generator.readers.paste.weights import Part, beginning
from generator.text import pattern_of
from generator.text.ids import ids_in
from generator.text.tokens import word_count

# A page has no more lines; the first line of an abstract has so many signs, at so many a word.
_LONGEST, _PROSE, _WORD = 600, 60, 6
# So many different marks tell a page; fewer where its title is said once more.
_MARKS, _FEWEST = 5, 2
# Beside an abstract with so many times its words another is none.
_FORM = 3
# More lines of names behind the abstract are a list, and so are as many abstracts.
_OTHERS, _HEADS = 2, 3
# What speaks for a title: a label, names below it; half as much that it is said again, or a single name; least that it has some words.
_LABELLED, _ABOVE_NAMES, _AGAIN, _ABOVE_A_NAME, _WORDY = 8, 8, 4, 4, 2
# Marks of affiliation behind names, and what sites write beside these.
_NOTES = pattern_of(
    r"(?<=[^\W\d_])(?:\s?[\d*†‡§¶✉]{1,2}(?:\s?,\s?[\d*†‡§¶]{1,2})*|\s\(\d[\d,\s]{0,9}\)|\s[a-e](?=$))(?=\s*(?:[,;&·]|and\b|\(\(1|$))|\s\(\(1\).*\)$|"
    r"(?:View )?ORCID Profile"
)
_LABEL = pattern_of(r"#{1,6}\s+(?:title\s*:\s*)?|(?:title|titre|título|titel)\s*:\s*", re.I)
_STOPS = frozenset("title authors keywords date venue link code categories comment".split())


def units_of_page(text: str) -> list[Unit]:
    """The lines of the page of a paper, the title first, each as its part; none for any other text."""
    lines = shown_lines(unmarked_lines(text))
    heads = [at for at in range(1, len(lines)) if _opens_abstract(lines, at)] if len(lines) <= _LONGEST else []
    named = {lines[at].text.split()[0].casefold().partition(":")[0] for at in heads}
    if not 0 < len(named) == len(heads) < _HEADS:
        return []
    # A form in which readers mend the page has fields of the same names, with a word below each.
    words = [sum(word_count(line.text) for line in lines[at : at + 2]) for at in heads]
    head = next(at for at, count in zip(heads, words, strict=True) if _FORM * count > max(words))
    title, repeated = _title_in(lines, head)
    if title < 0 or _marks_in(lines, head) < (_FEWEST if repeated else _MARKS):
        return []
    return _in_order(lines, parts, title) if (parts := _parts_in(lines, title, head)) else []


def _parts_in(lines: Sequence[Line], title: int, head: int) -> dict[int, Part]:
    """The parts of the lines that are of the paper; none where names behind the abstract tell a list."""
    end = next((at for at in range(head, len(lines)) if beginning("other_works").match(lines[at].text)), len(lines))
    last = _end_of_abstract(lines, head, end)
    rows = (line.text for line in lines[last:end] if line.text.startswith(("<tr", "| ")))
    if sum(author_score(line.text) > LISTED for line in lines[last:end]) + sum("http" in row for row in rows) > _OTHERS:
        return {}
    parts = {at: Part.FACTS for at in range(end) if _tells(lines[at].text)}
    parts |= dict.fromkeys(_names_in(lines, title, head), Part.AUTHORS)
    parts |= dict.fromkeys(range(head + (not labelled(lines[head].text)[1]), last), Part.ABSTRACT)
    return parts | {title: Part.TITLE}


def _marks_in(lines: Sequence[Line], head: int) -> int:
    """How many different marks the lines have; an id above the abstract is one, and that of arXiv alone counts twice."""
    marks = {mark_of(line.text) for line in lines} - {""}
    return any(ids_in(line.text) for line in lines[:head]) + len(marks) + any("[submitted" in mark for mark in marks)


def _in_order(lines: Sequence[Line], parts: dict[int, Part], title: int) -> list[Unit]:
    """The units, first that of the title. Where a page tells how to cite the paper, names and title stand before what is told."""
    said = _bare(lines[title].text)
    texts = {
        at: line.text.rpartition(said)[2] if parts.get(at) == Part.FACTS else line.text for at, line in enumerate(lines)
    } | {title: said}
    texts |= {at: _NOTES.sub("", lines[at].text) for at, part in parts.items() if part == Part.AUTHORS}
    order = sorted(range(len(lines)), key=lambda at: (at != title, at))
    return [
        Unit(lines[at].number, lines[at].number, texts[at] or lines[at].text, parts.get(at, Part.CHROME))
        for at in order
    ]


def mark_of(text: str) -> str:
    """The button or label of a paper's own page that opens a line, or ""."""
    found = beginning("own_page").match(text)
    return "" if not found or text[found.end() : found.end() + 1].isalnum() else found[0].lower().strip()


def _opens_abstract(lines: Sequence[Line], at: int) -> bool:
    """Whether an abstract begins here: at a label, or at a heading with prose below it."""
    field, value = labelled(lines[at].text)
    if field == "abstract" and value:
        return len(value) >= _PROSE
    heading = labelled(lines[at].text.rstrip(":： ") + ":")[0] == "abstract"
    return heading and at + 1 < len(lines) and word_count(lines[at + 1].text) * _WORD >= _PROSE


def _title_in(lines: Sequence[Line], head: int) -> tuple[int, bool]:
    """The place of the title above the abstract, and whether it is said once more; -1 where nothing is one."""
    whole = "\n".join(line.text for line in lines).casefold()
    best, score, again = -1, 0, False
    for at in range(head):
        text = _bare(lines[at].text)
        if not _may_be_title(text):
            continue
        repeated = whole.count(text.casefold()) > 1 and word_count(text) > 2
        own = _title_score(lines, at, text) + _AGAIN * repeated
        if own > score:
            best, score, again = at, own, repeated
    return best, again


def _title_score(lines: Sequence[Line], at: int, text: str) -> int:
    """What a line and those below it say for its text as a title."""
    score = _LABELLED * (text != lines[at].text) + _WORDY * (word_count(text) > 2 and not venue_score(text))
    if _names_score(lines[at + 1].text) > LISTED:
        return score + _ABOVE_NAMES
    return score + _ABOVE_A_NAME * any(_names_score(one.text) > 0 for one in lines[at + 1 : at + 3])


def _may_be_title(text: str) -> bool:
    told = is_chrome(text) or is_meta(text) or is_kind(text) or venue_score(text) >= 1 or mark_of(text)
    other = text.endswith(":") or word_count(text) < 2 or _names_score(text) > LISTED
    return not (told or other or dates_in(text) or ids_in(text))


def _names_score(text: str) -> float:
    return author_score(_NOTES.sub("", text))


def _names_in(lines: Sequence[Line], title: int, head: int) -> list[int]:
    """The places of names between title and abstract: a list, one right below the title, or one of whom the page speaks again."""
    names: list[int] = []
    whole = "\n".join(line.text for line in lines)
    for at in range(title + 1, head):
        if names and lines[at].text.startswith("#"):
            break
        score = _names_score(lines[at].text)
        family = _NOTES.sub("", lines[at].text).rsplit(" ", 1)[-1]
        known = score > LISTED or at == title + 1 or _NOTES.search(lines[at].text) or whole.count(family) > 1
        if score > 0 and known and not (is_affiliation(lines[at].text) or is_chrome(lines[at].text)):
            names.append(at)
    return names


def _end_of_abstract(lines: Sequence[Line], head: int, end: int) -> int:
    """The place behind it: of a label, a button, whose the rights are, or what stands apart and is no prose."""
    led = bool(labelled(lines[head].text)[1])
    for at in range(head + 1, end):
        text, line = lines[at].text, lines[at]
        other = labelled(text)[0] in _STOPS or mark_of(text) or text.startswith(("©", "Copyright")) or is_chrome(text)
        other = other or (led and not line.gap and ": " in text[:_PROSE])
        if other or (at > head + 1 and line.gap and len(text) < _PROSE and text[-1] not in ".。?!"):
            return at
    return end


def _tells(text: str) -> bool:
    """Whether a line says something of the paper: an id, a day, a venue, what a label names."""
    return is_meta(text) or bool(labelled(text)[0]) or (len(text) < 300 and bool(ids_in(text) or dates_in(text)))


def _bare(text: str) -> str:
    found = _LABEL.match(text)
    text = text[found.end() :] if found else text
    return text[1:].rpartition("](")[0] if text[:1] == "[" and text[-1] == ")" else text
