"""Papers from a pasted text. In: its units, in order, each with its part. Out: Papers, and the account of every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from generator.model import Author, Paper, Source, Span, Use
from generator.readers.labels import labelled
from generator.readers.parts.publication import publication_told
from generator.readers.parts.records import paper_of
from generator.readers.paste.bylines import authors_in, byline, names_go_on
from generator.readers.paste.cards import COUNTED, columns_end, openers_of
from generator.readers.paste.facts import dates_in, facts_of_lines, headed, names_which
from generator.readers.paste.kinds import is_chrome
from generator.readers.paste.signs import heads, venue_score
from generator.readers.paste.sure import doubts_of, too_little
from generator.readers.paste.units import Unit
from generator.readers.paste.weights import Part
from generator.text import fold, pattern_of
from generator.text.authors import names_in
from generator.text.people import known_people_in
from generator.text.printed import citation_in
from generator.text.studies import dated

_USES: dict[Part, Use] = {
    Part.TITLE: "title", Part.AUTHORS: "authors", Part.FACTS: "meta", Part.ABSTRACT: "abstract", Part.PARAGRAPH: "abstract",
    Part.CHROME: "chrome",
}  # fmt: skip
_TEXTS = (Part.ABSTRACT, Part.PARAGRAPH)
_MARK = re.compile(r"(?:[•◦●▪‣*○■□➤→-]|\[[ xX]\]|#{1,6}|📄|🔥|📌)\s+(?=\S)")
_TIME = pattern_of(
    r"(?:\d{1,2}[:.h]\d\d|\d{1,2}(?= ?[ap]m)) ?(?:[ap]\.?m\.?)? ?[-–—]? ?(?:(?:\d{1,2}[:.h]\d\d|"
    r"\d{1,2}(?= ?[ap]m)) ?(?:[ap]\.?m\.?)?)?\s+(?=\S)",
    re.IGNORECASE,
)
# Pictures before a title, of any kind.
_PICTURE = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\\s+(?=\\S)"
)
# The number of a talk in a programme or of a paper in a series: "TA1.2: ", "P-17 ", "DP19901 ", "No. 12: ".
_CODE = re.compile(r"(?:(?:[A-Z]{1,5}|w|N[or°º]\. )[-.]?\d{1,5}(?:[.-]\d{1,3})*|\d{2,4}/\d{1,4})(?:[:.)]\s+|\s+(?=\S))")
_QUOTED = pattern_of(r"[«“„\"]\s?(?P<title>[^«»“”„\"]{8,300}?)\s?[»”“\"]\s*,\s+(?P<rest>\S.{2,400})")
# "Friction of wet hemp, by Ana Prado and Ben Ulm"
_LED = pattern_of(r"(?P<title>.{6,300}?),?\s+(?:by|von|par|por|di|av|przez)\s+(?P<names>[^\W\d_a-z].*)")
_AND = pattern_of(r"\s(?:and|et|y|e|und|&)\s(?!al\b)")
_BY_PLACE = pattern_of(r"(?P<name>[^\W\d_a-z][^\d…]{3,120}?), (?:19|20)\d\d(?: - .{3,60})?")
# "2023 - Mind 132 (527):700-721.", as PhilPapers writes behind names.
_CITED = pattern_of(r"(?:1[89]|20)\d\d\s[-–—]\s(?P<cited>\S.{3,300})")


class PastedPaper(msgspec.Struct):
    """The units of one paper: its own, its title first, and the facts that stand above it."""

    units: list[Unit]
    above: list[Unit] = []


class Pasted(msgspec.Struct):
    """What a text gave: papers; a span for each unit; titles that were not sure, each with the reason."""

    papers: list[Paper]
    spans: list[Span]
    unsure: list[tuple[Unit, str]]


def papers_of_units(
    units: list[Unit], source: Source, *, much: bool = False, bare: bool = False, every: bool = False
) -> Pasted:
    """The papers. A unit that is no known page text is in doubt when it belongs to no paper. much: lines of names, venues and ids are the
    rule; bare: the text is a list of titles; every: each title is known to be one."""
    seen = Counter(unit.text for unit in units)
    if much:
        _find_missed(units, seen)
    entries, places = _entries(units, much)
    doubts = [""] * len(entries) if every else doubts_of([entry.units for entry in entries], much=much, bare=bare)
    if not much and not every and _is_little(units, entries, doubts, seen):
        doubts = [why or "stands among lines of which most are something else" for why in doubts]
    kept = [place for place, why in enumerate(doubts) if not why]
    number = {place: index for index, place in enumerate(kept)}
    spans = [_span(unit, number.get(place, -1), seen) for unit, place in zip(units, places, strict=True)]
    papers = _chosen(units, [entries[place] for place in kept], source)
    return Pasted(papers, spans, [(entry.units[0], why) for entry, why in zip(entries, doubts, strict=True) if why])


def _chosen(units: list[Unit], entries: list[PastedPaper], source: Source) -> list[Paper]:
    """The papers of entries that are sure."""
    if entries:
        # The facts that stand above the first paper may be of all.
        start = next(place for place, unit in enumerate(units) if unit is entries[0].units[0])
        above = [unit for unit in units[:start] if unit.part == Part.FACTS and not is_chrome(unit.text)]
        _hand_down(above, entries)
    marks = _marks([entry.units[0].text for entry in entries])
    led = len(entries) > 1 and all(_LED.fullmatch(entry.units[0].text) for entry in entries)
    return dated(_without_labels([_paper(entry, source, marks, led) for entry in entries]))


def _is_little(
    units: Sequence[Unit], entries: Sequence[PastedPaper], doubts: Sequence[str], seen: Counter[str]
) -> bool:
    """Whether what is sure is too little beside the lines that are lost: those of nobody, and those of papers in doubt."""
    sizes = [(len(entry.units), bool(why)) for entry, why in zip(entries, doubts, strict=True)]
    held = [size for size, doubted in sizes if not doubted]
    nobody = sum(unit.part == Part.CHROME and not is_chrome(unit.text) and seen[unit.text] < 3 for unit in units)
    return too_little(sum(held), len(held), nobody + sum(size for size, doubted in sizes if doubted))


def _span(unit: Unit, paper: int, seen: Counter[str]) -> Span:
    """What a unit was used as; `paper` is -1 when it belongs to none."""
    if paper >= 0:
        return Span(unit.first, unit.last, _USES[unit.part], paper)
    known = unit.part == Part.FACTS or (unit.part == Part.CHROME and (is_chrome(unit.text) or seen[unit.text] > 2))
    return Span(unit.first, unit.last, "chrome" if known else "doubt")


def _entries(units: Sequence[Unit], much: bool) -> tuple[list[PastedPaper], list[int]]:
    """The units of each paper, and for each unit its paper, or -1. Text of the page belongs to none, nor does what stands above the
    names of columns; where lines say much, nor does what follows a heading up to the next title."""
    entries: list[PastedPaper] = []
    places = []
    opened = False
    start = columns_end([unit.text for unit in units])
    start *= any(unit.part == Part.TITLE for unit in units[start:])
    for place, unit in enumerate(units):
        if unit.part == Part.TITLE and place >= start:
            entries.append(PastedPaper([]))
            opened = True
        elif much and opened and _ends(units, place, entries[-1]):
            opened = False
        inside = opened and unit.part != Part.CHROME
        if inside:
            entries[-1].units.append(unit)
        places.append(len(entries) - 1 if inside else -1)
    return entries, places


def _ends(units: Sequence[Unit], place: int, entry: PastedPaper) -> bool:
    """Whether an entry ends at units[place]: a heading, or names though it has some, those of another paper whose title was not seen."""
    unit = units[place]
    if unit.part != Part.AUTHORS:
        return unit.part == Part.CHROME and heads(unit.text)
    return units[place - 1].part != Part.AUTHORS and any(one.part == Part.AUTHORS for one in entry.units)


def _find_missed(units: Sequence[Unit], seen: Counter[str]) -> None:
    """Take a line of which nobody knew what it is for a title where names follow it, facts between them apart, and the last title has its
    names already: that is how an entry looks here."""
    named = True
    for place, unit in enumerate(units):
        if unit.part == Part.TITLE:
            named = False
        elif unit.part == Part.AUTHORS:
            above = place - 1
            while above > place - 3 and above > 0 and units[above].part == Part.FACTS:
                above -= 1
            line = units[max(0, above)]
            unknown = line.part == Part.CHROME and seen[line.text] == 1 and not is_chrome(line.text)
            if named and unknown and (" " in line.text or not line.text.isascii()):
                line.part = Part.TITLE
            named = True


def _marks(titles: list[str]) -> re.Pattern[str] | None:
    """The numbers or marks that stand before most titles, so before all that have them."""
    if openers_of(titles):
        return COUNTED
    return next(
        (
            mark
            for mark in (COUNTED, _MARK, _PICTURE, _TIME, _CODE)
            if sum(map(bool, map(mark.match, titles))) >= max(1, 0.6 * len(titles))
        ),
        None,
    )


def _hand_down(first: Sequence[Unit], entries: Sequence[PastedPaper]) -> None:
    """Give facts that stand above titles to the paper below. `first`: those above the first title. What a line of facts is (its label; an
    address, an id, a day) tells: it stands above when it does above the first title and nowhere below the last."""
    below = {_sign(unit) for unit in entries[-1].units if unit.part == Part.FACTS}
    above = {_sign(unit) for unit in first} - below - {"other"}
    if not above:
        return
    waiting = [unit for unit in first if _sign(unit) in above]
    for entry in entries:
        entry.above, waiting = waiting, []
        tail = len(entry.units)
        while tail > 1 and entry.units[tail - 1].part == Part.FACTS and _sign(entry.units[tail - 1]) in above:
            tail -= 1
        entry.units, waiting = entry.units[:tail], entry.units[tail:]


def _sign(unit: Unit) -> str:
    field, _ = labelled(unit.text)
    if field:
        return field
    if names_which(unit.text):
        return "which"
    return "date" if dates_in(unit.text) else "other"


def _abstract(units: Sequence[Unit]) -> str:
    paragraphs = (re.sub(r"^[•◦●▪‣]\s+", "", unit.text) for unit in units if unit.part in _TEXTS)
    return fold("\n\n".join(paragraphs), paragraphs=True)


def _paper(entry: PastedPaper, source: Source, marks: re.Pattern[str] | None, led: bool) -> Paper:
    head, *units = entry.units
    title, url, venue = headed(marks.sub("", head.text, count=1) if marks and marks.match(head.text) else head.text)
    title, lines = _quoted(title, [byline(unit.text) for unit in units if unit.part == Part.AUTHORS], led)
    said = [unit.text for unit in (*entry.above, *units) if unit.part == Part.FACTS]
    told = [*filter(None, (url, venue, *(behind for _, behind in lines))), *said]
    facts = facts_of_lines(told)
    venues = facts.venues or _beside_names(venue, lines)
    return paper_of(
        title, Source(source.path, head.first), abstract=_abstract(units), authors=_authors(lines),
        et_al=any(names_go_on(names) for names, _ in lines), date=facts.date, ids=facts.ids,
        venues=venues, url=facts.home, urls=facts.urls, keywords=facts.keywords, categories=facts.categories, comment=facts.comment,
        publication=publication_told(" ".join(told), facts.venue or "".join(venues[:1])),
    )  # fmt: skip


def _authors(lines: Sequence[tuple[str, str]]) -> tuple[Author, ...]:
    return tuple(dict.fromkeys(author for names, _ in lines for author in authors_in(names)))


def _beside_names(led: str, lines: Sequence[tuple[str, str]]) -> list[str]:
    """Where a work came out, by what `led` to its title or its place between names and a year: "A Prado - Soils, 2023 - Elsevier"."""
    found = [_BY_PLACE.fullmatch(behind) for _, behind in lines]
    cited = [
        citation_in(one["cited"]) for _, behind in lines if behind[:1] in "12" and (one := _CITED.fullmatch(behind))
    ]
    names = [one["name"] for one in found if one and not names_which(one["name"])]
    return [led] if led else [*names, *(one.journal for one in cited if one)][:1]


def _quoted(title: str, named: list[tuple[str, str]], every: bool) -> tuple[str, list[tuple[str, str]]]:
    """A title without what follows it on its line: the names, and behind quotes where it was printed ("« Moss », Ana Prado, Wax, 2025").
    every: each title has names behind it, so that no comma need part them."""
    led = _LED.fullmatch(title)
    # Who wrote a book stands behind its title, and who reviews it below.
    if led and (every or title[led.end("title")] == ",") and not named and known_people_in(led["names"]):
        return led["title"], [(led["names"], "")]
    found = _QUOTED.fullmatch(title)
    parts = found["rest"].split(", ") if found else []
    # "and" ends a list of names.
    last = next((at for at, part in enumerate(parts, start=1) if _AND.search(part)), len(parts))
    for size in range(last, 0, -1):
        names = ", ".join(parts[:size])
        if names_in(names, ends=True) and not venue_score(parts[size - 1]):
            return found["title"].strip() if found else title, [(names, ", ".join(parts[size:])), *named]
    return title, named


def _without_labels(papers: list[Paper]) -> list[Paper]:
    """Without "Abstract:" or "Title:" where the page put it before every other one or more; before a few, it is the author's."""
    for field in ("abstract", "title"):
        texts = [getattr(paper, field) for paper in papers]
        values = [
            label[1] if (label := labelled(text[:2000]))[0] in (field, "other") and label[1] else None for text in texts
        ]
        if papers and sum(value is not None for value in values) * 2 >= len(papers):
            kept = (text if value is None else value + text[2000:] for text, value in zip(texts, values, strict=True))
            papers = [msgspec.structs.replace(paper, **{field: text}) for paper, text in zip(papers, kept, strict=True)]
    return papers
