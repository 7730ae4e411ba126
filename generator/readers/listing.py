"""Whether a text without a grammar lists papers at all. In: what was read from it, its lines. Out: what it is instead; the log odds.

Any page has short lines with longer ones below them, and links in rows. What a list of papers has besides is seen: ids, venues, several
names with a title, words of scholarly prose, the words of the pages around papers ("DOI", "Abstract", "bibtex"). Their weights
(paste/weights.toml, `listing`) are of a logistic regression over real lists and a thousand pages of news, shops, offices and blogs:
benchmarks/fit_listing.py.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from generator.model import Paper, Reading
from generator.readers.layout.words import leads_to_paper
from generator.readers.notices import notice_of
from generator.readers.paste.weights import NEVER, anywhere, table, word_list
from generator.readers.references import MENDED
from generator.readers.references import NAME as REFERENCES
from generator.readers.references.items import heads_in
from generator.text import pattern_of
from generator.text.tokens import word_count

# So few titles may have got into a text by chance, when so small a share of its lines belongs to them.
_STRAY, _HELD = 2, 0.2
# Of the papers of an issue, so many have authors and pages; an article has so many pages at least; the first lines say which issue it is.
_SHARE_NAMED, _FEWEST_PAGES, _HEAD = 0.7, 3, 8
_ISSUE = pattern_of(
    r"\b(?:vol(?:ume)?|no|nr|number|issue|band|jahrgang|jg|heft|tome?|año|ano|anno|volumen|núm|número|numéro|numero|fasc\w*|cilt|sayı|том|вып\w*|"
    r"вип\w*|rocznik|zeszyt)\b\.?:?\s?\d{1,4}\b|(?:№|n[°º.])\s?\d{1,4}\b|\b(?:19|20)\d\d\b|第\s?\d+\s?[卷巻期号]|제\s?\d+\s?[권호]",
    re.I,
)
_PAGE = pattern_of(
    r"(?:^|[\s.…·]{3,}|^[^\W\d_]{1,8}\.?:?\s)(?!(?:19|20)\d\d$)(\d{1,4})(?:\s?[-–]\s?\d{1,4})?(?:\s?pp?\.)?$"
)
# Which pages are to be read of a text; no hours.
_PAGES = pattern_of(r"(?<![\d.:/–-])\d{1,4}\s?(?:--|[-–])\s?\d{1,4}(?![\d:/–-])\W*(?:$|[.(;])")
# So few lines, empty ones too, are no page.
_NOTE = 9
# References tell when they came out; such a share of them is enough.
_SHARE_DATED = 0.6
# An id, a venue or a document with every third title needs no other sign: 1 in 200 other pages has as many.
_SURE = 0.3
# Shares above these say no more than these do.
_MOST_WORDS = 0.25
_MOST_LINES = 0.5
# One title in 50 has no more words; of the lines of a menu most.
_SHORT = 3
# Of a hundred lists of five titles or more, in thirteen fields, one has so few words to a title (in mathematics); with texts below that are
# no longer than a note, one in a thousand. Of so many more is told at most, and among so many unknown lines they stand.
_HEADINGS, _NOTES, _LONGEST_NOTE, _TOLD = 5, 7, 300, 0.25
# A line with more letters is prose, whatever words stand in it.
_LINE = 120
# Nine in ten abstracts have so many letters.
_BODY = (150, 2500)
# "on Saturday", but "iPhones" and "p-adic".
_SMALL = re.compile(r"[a-zà-ÿ]{2,}\s")
_WORD = re.compile(r"[^\W\d_]+")
_DOCUMENT = re.compile(r"\.(?:pdf|ps|ps\.gz|djvu)\Z|\bzenodo\.org/records?/\d", re.I)


def other_than_papers(reading: Reading, text: str) -> str:
    """What is said of a text in which pieces look like titles, and nothing tells that they are of papers; or ""."""
    papers = reading.papers
    # A committee has names too, and a place of work each: what a call says of papers is neither an id nor a text.
    told = any(paper.ids or (paper.authors and (paper.abstract or paper.date)) for paper in papers)
    if (len(papers) <= _STRAY or not told) and not any(paper.ids for paper in papers) and (kind := notice_of(text)):
        return kind
    if papers and all(heads_in(paper.title) for paper in papers):
        return f"holds references that could not be taken apart ({papers[0].title[:50]!r}); {MENDED}"
    if not papers or (reading.lines <= _NOTE and all(paper.abstract for paper in papers)) or _are_references(reading):
        return ""
    beside = _is_stray(reading, text) or _is_menu(reading, text) or _goes_on(papers) or _is_outline(reading)
    if lists_papers(papers, text) and not beside:
        return ""
    titles = " and ".join(repr(paper.title[:50]) for paper in papers[:2])
    return (
        f"looks like a page of something else: {len(papers):,} of its lines might be titles ({titles}), but too few have authors, an id or "
        "a venue with them, and too few words are those of titles; give the list alone, with authors, an id or an address at each title."
    )


def other_records(papers: Sequence[Paper]) -> str:
    """What is said of records that say nothing which only a paper has, when the odds are against papers; or ""."""
    if lists_papers(papers, "\n".join(line for one in papers for line in (one.title, one.abstract))):
        return ""
    titles = " and ".join(repr(one.title[:50]) for one in papers[:2])
    return (
        f"holds titles ({len(papers):,}: {titles}), but none has an id or a venue, and too few words are of research; give each "
        "title an id, an author or a journal, or paste the list of papers itself."
    )


def _are_references(reading: Reading) -> bool:
    """Whether papers were told by the style of their references, and most say when they came out: so is nothing else written."""
    dated, count = sum(bool(paper.date) for paper in reading.papers), len(reading.papers)
    return reading.digest.format == REFERENCES and count > _STRAY and dated > _SHARE_DATED * count


def _is_stray(reading: Reading, text: str) -> bool:
    """Whether one or two titles without an id or a venue stand in a long text that is of something else."""
    papers = reading.papers
    if len(papers) > _STRAY or any(one.ids or one.venues or one.url or (one.authors and one.date) for one in papers):
        return False
    held = {line for span in reading.account if span.paper >= 0 for line in range(span.first, span.last + 1)}
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    return len(held) < _HELD * lines


def _is_menu(reading: Reading, text: str) -> bool:
    """Whether titles of which nothing else is told stand among as many lines that open with a capital and that nobody knows."""
    if any(one.authors or one.ids or one.venues or one.url or one.abstract for one in reading.papers):
        return False
    lines = text.split("\n")
    unknown = [lines[span.first - 1].strip() for span in reading.account if span.use == "doubt"]
    return len(reading.papers) <= sum(line[:1].isupper() for line in unknown)


def _goes_on(papers: Sequence[Paper]) -> bool:
    """Whether most titles of which nobody is told go on small, as the lines of a letter do."""
    if any(one.authors or one.ids or one.venues or one.url for one in papers):
        return False
    return 2 * sum(bool(_SMALL.match(one.title)) for one in papers) >= len(papers)


def _is_outline(reading: Reading) -> bool:
    """Whether titles of which hardly more than a text is told stand among lines of a page and are as short as its headings: themes,
    courses, projects."""
    papers = reading.papers
    told = sum(bool(one.ids or one.venues or one.date or one.url or len(one.authors) > 1) for one in papers)
    unknown = sum(span.use == "doubt" for span in reading.account)
    if len(papers) <= _STRAY or told > _TOLD * len(papers) or unknown < _TOLD * len(papers):
        return False
    text = statistics.median(len(one.abstract) for one in papers)
    words = statistics.fmean(word_count(one.title) for one in papers)
    return text > 0 and words < (_NOTES if text < _LONGEST_NOTE else _HEADINGS)


def lists_papers(papers: Sequence[Paper], text: str) -> bool:
    """Whether what was read from a text is papers, by the odds."""
    return odds_of_listing(papers, text.split("\n")) > 0


def odds_of_listing(papers: Sequence[Paper], lines: Sequence[str]) -> float:
    """Above 0, the text lists papers; `lines` are all its lines."""
    if not papers:
        return NEVER
    shown = signs_of_listing(papers, lines)
    if max(shown["ids"], shown["venues"], shown["files"]) >= _SURE or _is_contents(papers, lines):
        return 1.0
    return float(sum(weight * shown.get(name, 1.0) for name, weight in table("listing").items()))


def _is_contents(papers: Sequence[Paper], lines: Sequence[str]) -> bool:
    """Whether papers are the contents of an issue, or readings: most have authors; the first lines name it, pages rise or are ranges."""
    if len(papers) <= _STRAY or sum(bool(paper.authors) for paper in papers) < _SHARE_NAMED * len(papers):
        return False
    said = [line.strip() for line in lines if line.strip()]
    if any(len(line) <= _LINE and len(_ISSUE.findall(line)) > 1 for line in said[:_HEAD]):
        return True
    pages = [int(found[1]) for found in map(_PAGE.search, said) if found]
    if 2 * sum(bool(_PAGES.search(line)) for line in said) >= len(papers):
        return True
    rising = all(before < page for before, page in pairwise(pages))
    return rising and len(pages) >= _SHARE_NAMED * len(papers) and pages[-1] - pages[0] > _FEWEST_PAGES * len(pages)


def signs_of_listing(papers: Sequence[Paper], lines: Sequence[str]) -> dict[str, float]:
    """What the odds are made of, each from 0 up: shares of papers, of words, of lines. `start` is always 1."""
    return {
        "ids": _share([bool(paper.ids) for paper in papers]),
        "venues": _share([bool(paper.venues) for paper in papers]),
        "files": _share([_is_file(paper) for paper in papers]),
        "dates": _share([bool(paper.date) for paper in papers]),
        "names": _share([len(paper.authors) > 1 for paper in papers]),
        "short": sum(word_count(paper.title) <= _SHORT for paper in papers) / (len(papers) + 1),
        "bodies": _share(
            [_BODY[0] <= len(paper.abstract) <= _BODY[1] and "\n" not in paper.abstract for paper in papers]
        ),
        "titles": _scholarly(" ".join(paper.title for paper in papers)),
        "abstracts": _scholarly(" ".join(paper.abstract for paper in papers)),
        "apparatus": min(
            _MOST_LINES,
            _share(
                [
                    len(line) <= _LINE and bool(anywhere("apparatus", whole=True).search(line))
                    for line in lines
                    if line.strip()
                ]
            ),
        ),
    }


def _share(told: Sequence[bool]) -> float:
    return sum(told) / max(1, len(told))


def _scholarly(text: str) -> float:
    """The share of scholarly words."""
    found = _WORD.findall(text.lower())
    told = sum(map(word_list("scholarly").__contains__, found)) + len(anywhere("scholarly_phrases").findall(text))
    return float(min(_MOST_WORDS, told / max(4, len(found) + word_count(text) - len(text.split()))))


def _is_file(paper: Paper) -> bool:
    """Whether a title leads to a document, or to a place that holds papers."""
    urls = (paper.url or "", *paper.urls)
    return any(_DOCUMENT.search(url) or leads_to_paper(url) for url in urls)
