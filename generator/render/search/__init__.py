"""Search. In: the Library and the text of hand-written pages. Out: the files that the browser searches in, its scripts, opensearch.xml."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.config.loading import Config
from generator.enrich.identity.ids import known_ids
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.hashes import Hashes
from generator.render.search.cards import BLOCKS, block_size, card_files
from generator.render.search.citations import citation_files
from generator.render.search.facets import dates_file, facet_files, filters_of
from generator.render.search.hand import HandPage, hand_page
from generator.render.search.letters import front_coded, letters
from generator.render.search.names import offered
from generator.render.search.postings import Postings, Texts, collect, words_told
from generator.render.search.scripts import script_files
from generator.render.search.shards import FIRSTS, cut, name_of, names_of, pair_files
from generator.render.search.vocabulary import vocabulary_files
from generator.text import typeset
from generator.work import Work

__all__ = ["HandPage", "hand_page", "render_search"]

FOLDER = "search/v1"
# Up to so many papers the lengths of abstracts are exact, for the manifest holds them all.
_EXACT, _STEPS = 2_000, 2
# Of a term that more than _MOST papers hold in one field the shard lists those in which it weighs most, once there are _MANY papers; a file
# apart lists all.
_MANY, _MOST = 20_000, 4_000
# `ICLR`, `SemEval` and a year; not `arXiv`.
_SHORT_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[\w-]+|\b(?:19|20)\d\d\b")
_MOST_NAMES = 3
# 10,000 papers then fill less than 1,000 files, of long abstracts too, of which 313 are cards and 50 citations; 100,000 less than 5,000.
_SMALLEST_SHARD, _LARGEST_SHARD = 8_600, 18_500


def render_search(
    library: Library,
    config: Config,
    pages: Sequence[HandPage] = (),
    work: Work | None = None,
    hashes: Hashes | None = None,
) -> Iterator[OutputFile]:
    """The scripts, opensearch.xml and all under search/v1/: manifest.json names the rest, whose names carry a hash of their content."""
    papers = search_order(library)
    filters = filters_of(papers, library)
    postings = collect(
        [texts_of(paper, names, library) for paper, names in zip(papers, filters, strict=True)],
        [f"{page.title}\n{page.text}" for page in pages],
        offered(papers, library),
    )
    manifest: dict[str, object] = {
        "version": 1,
        "papers": len(papers),
        "averages": [round(average, 6) for average in postings.averages],
        "lengths": letters(_runs(stepped(postings.lengths))),
        "steps": _STEPS if len(papers) > _EXACT else 0,
        "pages": [[page.title, page.path] for page in pages],
    }
    for said, files in (
        _terms(postings, len(papers)),
        _cards(papers),
        _cited(papers, library, work, hashes),
        _tables(postings, papers, filters, library),
    ):
        manifest |= said
        yield from files
    yield from script_files()
    yield OutputFile("opensearch.xml", opensearch(config))
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield OutputFile(f"{FOLDER}/manifest.json", text)


Part = tuple[dict[str, object], Iterator[OutputFile]]


def _terms(postings: Postings, papers: int) -> Part:
    """What the manifest says of the terms, and their files."""
    found = cut(postings, shard_size(papers), _MOST if papers > _MANY else 0)
    names = names_of([shard.content for shard in found.shards])
    pairs, neighbours = pair_files(f"{FOLDER}/pairs", postings)
    said: dict[str, object] = {
        "starts": front_coded((shard.start for shard in found.shards), "\n"),
        "shards": "".join(names),
        "digits": len(names[0]),
        "common": front_coded(postings.common),
        "pairs": pairs,
        "firsts": FIRSTS,
    }
    shards = [
        OutputFile(f"{FOLDER}/terms/{name}.json", shard.content)
        for name, shard in zip(names, found.shards, strict=True)
    ]
    return said, iter(
        [*shards, *neighbours, *(OutputFile(f"{FOLDER}/whole/{name}.json", row) for name, row in found.whole.items())]
    )


def _cards(papers: Sequence[Paper]) -> Part:
    block = block_size(len(papers))
    groups, files = card_files(f"{FOLDER}/cards", papers, block)
    return {"block": block, "group": block * BLOCKS, "groups": groups}, files


def _cited(papers: Sequence[Paper], library: Library, work: Work | None, hashes: Hashes | None) -> Part:
    return citation_files(f"{FOLDER}/citations", papers, work or Work(), hashes or Hashes(library))


def _tables(postings: Postings, papers: Sequence[Paper], filters: Sequence[tuple[str, ...]], library: Library) -> Part:
    """What the manifest says of the tables over all papers and of the known words, and their files."""
    dates = dates_file(papers)
    shelves = vocabulary_files(postings.spoken, postings.named)
    facets = facet_files(filters, library)
    said: dict[str, object] = {
        "dates": name_of(dates),
        "words": {letter: name_of(content) for letter, content in shelves.items()},
        "facets": {kind: name_of(content) for kind, content in facets.items()},
    }
    files = [OutputFile(f"{FOLDER}/dates-{said['dates']}.json", dates)]
    for folder, contents in (("words", shelves), ("facets", facets)):
        files += [OutputFile(f"{FOLDER}/{folder}/{name}-{name_of(text)}.json", text) for name, text in contents.items()]
    return said, iter(files)


def opensearch(config: Config) -> str:
    """The description by which a browser offers the site as a search engine (OpenSearch 1.1). Its template has to be absolute, so
    without a site_url it names the path alone."""
    name, about = (html.escape(text) for text in (config.site.name, config.site.description))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{html.escape(config.site.name[:16])}</ShortName>\n<Description>{about or name}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{html.escape(config.site.url)}search/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )


def search_order(library: Library) -> list[Paper]:
    """Papers as they are numbered: oldest first, so that new ones come at the end and most files stay as they are; those of one day
    by the length of their abstract, which makes the table of lengths small."""
    return sorted(
        library.papers.values(), key=lambda paper: (paper.added, words_told(typeset(paper.abstract).plain), paper.key)
    )


def texts_of(paper: Paper, filters: Sequence[str], library: Library) -> Texts:
    """The plain text that a paper is found by. Its authors' own keywords count as tags, and so do its year and the short name of its
    venue (`ICLR 2024`). Its ids are filters (`:id/arxiv/2301.12345`)."""
    names = [library.tags[tag.slug].name for tag in paper.tags if tag.slug in library.tags]
    return Texts(
        title=typeset(paper.title).plain,
        tags=", ".join(
            dict.fromkeys([*names, *(typeset(keyword).plain for keyword in paper.keywords), *appeared(paper)])
        ),
        authors=", ".join(typeset(author.name).plain for author in paper.authors),
        abstract=typeset(paper.abstract).plain,
        filters=(
            *(f":{name}" for name in filters),
            *(f":id/{kind}/{value}" for kind, values in known_ids(paper).items() for value in values),
        ),
    )


def appeared(paper: Paper) -> list[str]:
    """When and where, as people say it: the year, and what of the venue's name is written as a short name is.

    >>> appeared(Paper(title="x", source=Source("a"), venues=("Proceedings of the Conference on Computer Vision (ECCV) 2020",)))
    ['ECCV', '2020']
    """
    names = _SHORT_NAME.findall(typeset(paper.venues[0]).plain) if paper.venues else []
    return list(dict.fromkeys([*names[:_MOST_NAMES], *([paper.date[:4]] if paper.date else [])]))


def shard_size(papers: int) -> int:
    """Characters in a shard. More papers, larger shards: the sum of a query's shards and of the manifest, which grows with their
    number, is least when both grow with the square root."""
    return round(min(_LARGEST_SHARD, _SMALLEST_SHARD * max(1.0, math.sqrt(papers / 10_000))))


def stepped(lengths: Sequence[int]) -> list[int]:
    """Lengths of abstracts, of many papers as steps of which two make a doubling (0: none, 1: one term), so at most 19 % off: every
    search loads this table, and steps pack seven times as well. Over 1,320 queries no rank changed."""
    if len(lengths) <= _EXACT:
        return list(lengths)
    return [1 + round(_STEPS * math.log2(length)) if length else 0 for length in lengths]


def _runs(numbers: Sequence[int]) -> list[int]:
    """Two numbers for each run of equal ones: the change to it, folded so that none is negative (0, -1, 1, -2, 2 become 0, 1, 2, 3, 4), and
    how often it comes again."""
    runs: list[int] = []
    before = 0
    for number, equal in groupby(numbers):
        change = number - before
        runs += [2 * change if change >= 0 else -2 * change - 1, len(list(equal)) - 1]
        before = number
    return runs
