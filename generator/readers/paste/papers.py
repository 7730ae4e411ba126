"""Papers from a pasted text. In: its units, in order, each with its part. Out: Papers, and the account of every line."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from generator.model import Author, Paper, Source, Span, Use
from generator.readers.paste.kinds import arxiv_id, is_chrome, names_go_on, names_in
from generator.readers.paste.units import Unit
from generator.readers.paste.weights import Part
from generator.text import fold

_USES: dict[Part, Use] = {
    Part.TITLE: "title", Part.AUTHORS: "authors", Part.FACTS: "meta", Part.ABSTRACT: "abstract", Part.PARAGRAPH: "abstract",
    Part.CHROME: "chrome",
}  # fmt: skip
_TEXTS = (Part.ABSTRACT, Part.PARAGRAPH)
_NUMBER = re.compile(r"[(\[]?(\d{1,4})[\].):/]{1,2}\s+(?=\S)")
_MARK = re.compile(r"(?:[•◦●▪‣*○■□➤→-]|#{1,6}|📄|🔥|📌)\s+(?=\S)")
_TIME = re.compile(r"\d{1,2}[:.]\d\d ?(?:[ap]m)? ?[-–—]? ?(?:\d{1,2}[:.]\d\d ?(?:[ap]m)?)?\s+(?=\S)", re.IGNORECASE)
# Pictures before a title, of any kind.
_PICTURE = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\\s+(?=\\S)"
)
_LABEL = re.compile(r"^(?:abstract|summary)\s*[:.—–-]\s*", re.IGNORECASE)


def papers_of(units: list[Unit], source: Source) -> tuple[list[Paper], list[Span]]:
    """The papers, and a span for each unit. A unit that is no known page text is in doubt when it belongs to no paper."""
    seen = Counter(unit.text for unit in units)
    groups: list[list[Unit]] = []
    spans: list[Span] = []
    for unit in units:
        if unit.part == Part.TITLE:
            groups.append([])
        inside = bool(groups) and unit.part != Part.CHROME
        if inside:
            groups[-1].append(unit)
        known = unit.part == Part.FACTS or (unit.part == Part.CHROME and (is_chrome(unit.text) or seen[unit.text] > 2))
        use: Use = _USES[unit.part] if inside else "chrome" if known else "doubt"
        spans.append(Span(unit.first, unit.last, use, len(groups) - 1 if inside else -1))
    marks = _marks([group[0].text for group in groups])
    ahead = _facts_come_first(units)
    papers = _without_label([_paper(group, source, marks) for group in groups])
    return [_with_facts(paper, facts) for paper, facts in zip(papers, _facts(units, ahead), strict=True)], spans


def _marks(titles: list[str]) -> re.Pattern[str] | None:
    """The numbers or marks that stand before most titles, so before all that have them."""
    numbers = [int(found[1]) for found in map(_NUMBER.match, titles) if found]
    if numbers == [1] == [len(titles)] or (len(numbers) >= max(2, 0.6 * len(titles)) and numbers == sorted(numbers)):
        return _NUMBER
    return next(
        (
            mark
            for mark in (_MARK, _PICTURE, _TIME)
            if sum(map(bool, map(mark.match, titles))) >= max(1, 0.6 * len(titles))
        ),
        None,
    )


def _paper(group: list[Unit], source: Source, marks: re.Pattern[str] | None) -> Paper:
    title, url = _parted(
        marks.sub("", group[0].text, count=1) if marks and marks.match(group[0].text) else group[0].text
    )
    authors = [name for unit in group if unit.part == Part.AUTHORS for name in names_in(unit.text)]
    paragraphs = [unit.text for unit in group if unit.part in _TEXTS]
    abstract = "\n\n".join(re.sub(r"^[•◦●▪‣]\s+", "", paragraph) for paragraph in paragraphs)
    return Paper(
        title=fold(title),
        abstract=fold(abstract, paragraphs=True),
        authors=tuple(map(Author, authors)),
        et_al=any(unit.part == Part.AUTHORS and names_go_on(unit.text) for unit in group),
        source=Source(source.path, group[0].first),
        urls=(url,) if url else (),
    )


def _parted(title: str) -> tuple[str, str]:
    """A title without the mark of a list before it, and the address that stands after it on its line."""
    found = (
        re.fullmatch(r"(?:[•◦●▪‣*]\s+)?(\S.*?\S)(?:\s*[:–—|-]?\s*<?(https?://[^\s<>]+)>?)?", title)
        if len(title) < 2000
        else None
    )
    return (found[1], found[2] or "") if found else (title, "")


def _without_label(papers: list[Paper]) -> list[Paper]:
    """Without the word "Abstract:" where the page put it before every other abstract or more; before a few, it is the author's."""
    labelled = [bool(_LABEL.match(paper.abstract)) for paper in papers]
    if sum(labelled) < 0.5 * len(papers):
        return papers
    return [msgspec.structs.replace(paper, abstract=_LABEL.sub("", paper.abstract, count=1)) if found else paper
            for paper, found in zip(papers, labelled, strict=True)]  # fmt: skip


def _says_where(unit: Unit) -> bool:
    return unit.part == Part.FACTS and bool(arxiv_id(unit.text) or "://" in unit.text)


def _facts_come_first(units: list[Unit]) -> bool:
    """Whether ids and addresses stand above the titles: one does before the first title, and none after the last paper."""
    places = [place for place, unit in enumerate(units) if unit.part == Part.TITLE]
    if not places:
        return False
    return any(map(_says_where, units[: places[0]])) and not any(map(_says_where, units[places[-1] :]))


def _facts(units: list[Unit], ahead: bool) -> list[list[str]]:
    """For each paper the lines of its ids and addresses."""
    facts: list[list[str]] = []
    waiting: list[str] = []
    opened = False
    for unit in units:
        if unit.part == Part.TITLE:
            facts.append(waiting)
            waiting, opened = [], True
        elif unit.part in _TEXTS:
            opened = False
        elif _says_where(unit) and (facts or ahead):
            (waiting if ahead and not opened else facts[-1]).append(unit.text)
    return facts


def _with_facts(paper: Paper, facts: list[str]) -> Paper:
    facts = [*paper.urls, *facts]
    urls = tuple(
        dict.fromkeys(url.rstrip(".,;)>]") for text in facts for url in re.findall(r"https?://[^\s<>\"]+", text))
    )
    ids = [found for found in map(arxiv_id, facts) if found]
    if not urls and not ids:
        return paper
    url = f"https://arxiv.org/abs/{ids[0]}" if ids else urls[0]
    return msgspec.structs.replace(
        paper, ids={"arxiv": ids[0]} if ids else {}, urls=tuple(one for one in urls if one != url), url=url
    )
