"""Lists in which an item is a paper. In: plain text: references in any style, or lines of title, authors and address. Out: its papers.

Items are cut as the whole list cuts them, and read in the style that most of them can be read in; an item that cannot be told apart with
confidence is named in a Problem and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec
from msgspec.structs import replace

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.labels import labelled
from generator.readers.layout.words import led_by_venue, says_who_keeps
from generator.readers.parts.account import finished
from generator.readers.parts.records import cited_as
from generator.readers.paste.bylines import is_byline
from generator.readers.paste.facts import facts_of_lines
from generator.readers.paste.kinds import is_chrome, is_meta
from generator.readers.paste.signs import heads, venue_score, without_form
from generator.readers.references.alike import alike, paper_cited, without_led
from generator.readers.references.cells import cell_readings, says_nothing
from generator.readers.references.ditto import names_again
from generator.readers.references.footnotes import repeats
from generator.readers.references.items import Item, heads_in, items_of, standing_alone, years_above
from generator.readers.references.nameless import are_nameless, are_untitled, nameless, untitled
from generator.readers.references.people import REVIEWED
from generator.readers.references.reference import YEAR, Reference
from generator.readers.references.styles import NAMELESS, NAMES_AND_JOURNAL, readings_of
from generator.text.people import known_people_in
from generator.text.studies import cited_behind

NAME = "list of references"
# A text is never known for a list of references more surely: where another reader is as sure, it is not asked (choosing.py).
SUREST = 0.5
SAMPLE = (
    "[1] A. Lovelace and C. Babbage. A title. In Venue, 2020.   | Lovelace, A. (2020). A title. Journal, 1(2), 3-4."
)
MENDED = "write it as: A. Author, B. Author. Title. In Venue, 2020."
# A line of so many words may be a heading.
_HEADING = 6
# A head of so many signs tells what a file is; of its items so many must be read.
_HEAD, _MOST, _SHARE, _SHARE_OF_LINES = 30_000, 100, 0.5, 0.67

_READERS: dict[str, Callable[[str], Mapping[str, Reference]]] = {"references": readings_of, "lines": cell_readings}

_AUTHORS_CUT = "names its first authors only (et al.); the others can be added with a correction or offprint lookup."
# What Markdown sets in bold is read by its shapes.
_BOLD = re.compile(r"\*\*(?=\S)[^*\n]{1,300}\*\*")
# A name and its initials, a year in brackets, a quotation: so references open, and no remark.
_OPENS_WITH_NAME = re.compile(
    r"[^\W\d_][\w'’-]+,?\s(?:[A-Z]\.?\s?){1,3}[,.&(;]|[^.]{3,120}\((?:1[89]|20)\d\d[a-z]?\)|[“\"«„]"
)
# A remark on a paper has more signs.
_REMARK = 100
# So many marked items that were read are the list, whatever stands between them.
_FEWEST_MARKED = 3
# How sure a list without any name is: less than one that is read by its shapes, more than pasted text.
_NAMELESS = 0.25
# So many read at once leave nothing to try.
_PLAIN = 0.9


class List(msgspec.Struct, frozen=True, dict=True):
    """A text cut into items, with what each says, or None. kind: "references" or "lines"."""

    items: tuple[Item, ...]
    found: tuple[Reference | None, ...]
    kind: str

    @cached_property
    def share(self) -> float:
        """How many of the items that may be papers were read; where most of the text is items with marks, what has none is between them."""
        pairs = [(item, one) for item, one in zip(self.items, self.found, strict=True) if not untitled(item.text)]
        marked = [(item, one) for item, one in pairs if item.marked]
        read = sum(one is not None for _, one in marked)
        most = sum(len(item.text) for item, _ in marked) * 2 > sum(len(item.text) for item in self.items)
        if most and read >= max(_FEWEST_MARKED, self.count - 1):
            return read / len(marked)
        alone = standing_alone(self.items)
        told = sum(bool(one and one.names and one.year) for one in self.found) >= _FEWEST_MARKED
        sure = sum(map(_is_surely_one, self.found)) >= _FEWEST_MARKED
        kept = [
            one is not None or not _is_beside(item, apart=apart, told=told, sure=sure)
            for item, one, apart in zip(self.items, self.found, alone, strict=True)
        ]
        return self.count / max(1, sum(kept))

    @cached_property
    def count(self) -> int:
        return sum(one is not None for one in self.found)


def _is_surely_one(found: Reference | None) -> bool:
    """Whether names and where it was printed stand with a title of some words."""
    return bool(found and found.names and found.title.count(" ") > 1 and venue_score(found.rest[:300]) >= 1)


def _is_beside(item: Item, *, apart: bool, told: bool, sure: bool) -> bool:
    """Whether an item is nothing that a list has to tell. apart: empty lines stand around it; told: others are references, or surely
    such (sure): then nothing that does not open with a name is one, whatever page stands around them."""
    if untitled(item.text) or (
        sure and not (_OPENS_WITH_NAME.match(item.text) or (_is_dated(item) and "," in item.text[:40]))
    ):
        return True
    if told or sure:
        return is_heading(item) or _is_remark(item)
    return is_heading(item) if apart else is_aside(item)


def _is_remark(item: Item) -> bool:
    """Whether an item is what somebody says of the paper above: sentences that open with no name."""
    said = len(item.text) > _REMARK and item.text[-1] in ".!?…" and not item.marked
    return said and not _OPENS_WITH_NAME.match(item.text)


def recognise(text: str, path: str) -> float:
    """Most items are read, and two at least, or a single one that is marked or quoted."""
    head = text[:_HEAD]
    if "](" in head or "</" in head or _BOLD.search(head) or head.lstrip()[:1] in ("@", "{", "<") or not head.strip():
        return 0.0
    best = list_of(head, most=_MOST)
    if are_untitled([item.text for item in best.items]):
        return SUREST
    # What a search engine prints below titles reads like references here and there.
    if sum(map(is_byline, head.split("\n"))) > best.count or (best.kind == "lines" and _has_lines_of_names(best)):
        return 0.0
    if best.count > 1 and best.share >= (_SHARE if best.kind == "references" else _SHARE_OF_LINES):
        return _sureness(best)
    alone = best.count == 1 == sum(not heads(item.text) for item in best.items)
    return 0.4 if alone and best.kind == "references" else 0.0


def _has_lines_of_names(best: List) -> bool:
    """Whether names stand on lines of their own, one line in eight and more where most were read without, or with where the work came out
    behind them: below titles, which a reader of such lines would lose."""
    alone = 2 * sum(bool(one.names) for one in best.found if one) < best.count
    told = (bool(alone and known_people_in(item.text)) or is_byline(item.text) for item in best.items)
    return 8 * sum(told) >= len(best.items)


def _sureness(best: List) -> float:
    if not any(one.names for one in best.found if one):
        return _NAMELESS
    return SUREST if best.kind == "references" else 0.3


def list_of(text: str, most: int | None = None) -> List:
    """A text, or its first `most` items, cut and read in the way in which most of the items at its head are read."""
    alone, kind = _way_of(text)
    items = _items(text, alone)[:most]
    return List(tuple(items), tuple(_read_alike(items, kind)), kind)


def _items(text: str, alone: bool) -> list[Item]:
    """The items of a text, each with its names."""
    return names_again(items_of(text, alone))


@lru_cache(maxsize=8)
def _way_of(text: str) -> tuple[bool, str]:
    """Whether each line is an item, and what they are: the way in which most of the items at the head are read; references before lines."""
    best, score = (False, "references"), 0.0
    for alone, kind in ((False, "references"), (True, "references"), (True, "lines"), (False, "lines")):
        items = _items(text[:_HEAD], alone)
        if not alone and kind == "references" and heads_in(text[:_HEAD]) > len(items):
            continue
        items = items[:_MOST]
        own = [item for item in items if item.marked] or items
        joined = not alone and (own is items or sum(item.last > item.first for item in own) * 2 > len(own))
        if kind == "lines" and joined:
            continue
        one = List(tuple(items), tuple(_read_alike(items, kind)), kind)
        # Lines of names that references are read from are no titles, though one reference more is a line.
        if one.share * one.count > 1.2 * score and not (score and kind == "lines" and _has_lines_of_names(one)):
            best, score = (alone, kind), one.share * one.count
        if kind == "references" and one.share >= _PLAIN and one.count > 2:
            break
    return best


def _read_alike(items: Sequence[Item], kind: str) -> list[Reference | None]:
    """What each item says in the style that most of them can be read in, of those in which it can be read."""
    skipped = _is_no_reference if kind == "references" else says_nothing
    readings = [{} if skipped(item.text) else _read_dated(item, _READERS[kind]) for item in items]
    # Lines without a mark that stand together are a page's title, names and venue, and no reference that opens with its title.
    alone = [item.marked or item.first == item.last for item in items]
    readings = [one if whole else without_led(one) for one, whole in zip(readings, alone, strict=True)]
    found, common, many = alike(readings)
    named = sum(bool(one and one.names) for one in found)
    if kind == "references" and named * 2 < len(items) and any(own := _without_names(items)):
        return own
    if kind != "references" or common not in NAMELESS or many * 2 < len(items):
        return found
    return [
        one or (_of_its_place(item, common) if item.marked else None) for item, one in zip(items, found, strict=True)
    ]


def _read_dated(item: Item, reader: Callable[[str], Mapping[str, Reference]]) -> Mapping[str, Reference]:
    """The readings of an item, whose year may stand in its margin alone."""
    found = reader(item.text)
    return reader(f"{item.text.rstrip('.')}, {item.year}.") if item.year and not found else found


def _of_its_place(item: Item, style: str) -> Reference | None:
    """What an item says in a style without names; nothing where names stand in the place of its title."""
    found = NAMELESS[style](item.text)
    return None if found and NAMES_AND_JOURNAL.fullmatch(found.title) else found


def _without_names(items: Sequence[Item]) -> list[Reference | None]:
    """What each says in a list that names no first authors: sure only when nearly all of it reads so."""
    alone = [(item.marked or item.first == item.last) and not untitled(item.text) for item in items]
    found = [nameless(item.text) if one else None for item, one in zip(items, alone, strict=True)]
    many = sum(one is not None for one in found)
    asked = many + sum(not one and not is_heading(item) for item, one in zip(items, found, strict=True))
    return found if are_nameless(many, asked) and many * 2 >= len(items) else [None] * len(items)


def _is_no_reference(text: str) -> bool:
    """Whether a text is page chrome, or a line of a page that labels what it says: "Authors: Ada Lovelace; Bo Li"."""
    if says_who_keeps(text) or untitled(text):
        return True
    return is_chrome(text) or labelled(text)[0] in ("authors", "abstract", "date") or bool(REVIEWED.match(text))


def _is_dated(item: Item) -> bool:
    """Whether a line of some words has a year, so that its loss is told."""
    return len(item.text.split()) > _HEADING and bool(YEAR.search(item.text))


def is_aside(item: Item) -> bool:
    """Whether an item is a button, a line of facts, a word or two: nothing that a list of papers would have to tell."""
    if repeats(item.text):
        return True
    plain = not item.marked and (is_meta(item.text) or len(item.text.split()) < 3)
    return plain or is_chrome(item.text)


def is_heading(item: Item) -> bool:
    """Whether an item may be a heading of the list, or is aside."""
    return is_aside(item) or (not item.marked and len(item.text.split()) <= _HEADING)


def read(text: str, source: Source) -> Reading:
    """Read a list. Problems: warnings `unread-reference`, `unknown-text`; note `authors-cut`."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    whole = list_of(text)
    for item, found, year, names in zip(whole.items, whole.found, years_above(whole.items), _cited(whole), strict=True):
        place = Source(source.path, item.first)
        if found:
            spans.append(Span(item.first, item.last, "entry", len(papers)))
            papers.append(cited_as(_paper(found, item.year or year, item.text, place, whole.kind), *names))
            problems += [Problem(place, "note", "authors-cut", _AUTHORS_CUT)] if papers[-1].et_al else []
        elif is_heading(item) and not (whole.kind == "references" and _is_dated(item)):
            spans.append(Span(item.first, item.last, "chrome", -1, "heading"))
        else:
            spans.append(Span(item.first, item.last, "doubt"))
            problems.append(_left_out(place, item))
    return finished(NAME, text, source, papers, spans, problems)


def _cited(whole: List) -> list[tuple[str, str]]:
    """Whom the brackets behind each title without names name, and the year there."""
    pairs = zip(whole.items, whole.found, strict=True)
    return cited_behind([item.text.partition(one.title)[2] if one and not one.names else "" for item, one in pairs])


def _left_out(place: Source, item: Item) -> Problem:
    if item.marked or untitled(item.text):
        unread = "cannot be told apart into names, title and year with confidence"
        why = (
            "gives no title (`offprint lookup` finds what a file of ids alone names)" if untitled(item.text) else unread
        )
        return Problem(place, "warning", "unread-reference", f"{item.text[:60]!r} {why} and was left out; {MENDED}")
    message = f"{item.text[:60]!r} is no reference and was left out; if it is one, {MENDED}"
    return Problem(place, "warning", "unknown-text", message)


def _paper(found: Reference, year: str, text: str, source: Source, kind: str) -> Paper:
    """The paper of a reference; `year`: the one that stands above it or in its margin."""
    venue, title = led_by_venue(without_form(found.title))
    named = replace(found, title=title, venue=found.venue or venue, year=found.year or year)
    if kind == "references":
        return paper_cited(named, text, source)
    told = facts_of_lines([found.rest])
    return paper_cited(named, text, source, told=told, venues=told.venues or [named.venue])
