"""Search. In: the Library and the text of hand-written pages. Out: the files that the browser searches in, its scripts, opensearch.xml."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Generator, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.config.loading import Config
from generator.enrich.preferred import settled
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.hashes import Hashes
from generator.render.search.cards import BLOCKS, block_size, card_files
from generator.render.search.citations import citation_files
from generator.render.search.facets import dates_file, facet_files, filter_rows, filters_of
from generator.render.search.growth import Growing, is_large
from generator.render.search.hand import HandPage, hand_page, page_rows
from generator.render.search.index import TermIndex, with_tags
from generator.render.search.letters import front_coded, letters
from generator.render.search.names import offered
from generator.render.search.scripts import script_files
from generator.render.search.shards import FIRSTS, Beside, as_json, content_name, content_names, cut_shards, pair_files
from generator.render.search.texts import Original, original_of, search_order, tags_alone, without_tags
from generator.render.search.vocabulary import vocabulary_files
from generator.render.series import DigestTitles, SeriesNames
from generator.work import Work

__all__ = ["HandPage", "begin_search", "hand_page", "render_search"]

FOLDER = "search/v1"
# Up to so many papers the lengths of abstracts are exact, for the manifest holds them all.
_EXACT, _STEPS = 2_000, 2
# Of a term that more than _MOST papers hold in one field the shard lists those in which it weighs most, once there are _MANY papers; a file
# apart lists all.
_MANY, _MOST = 20_000, 4_000
# Of more papers, words of authors' names that one paper has are not known to corrections: they would be most of that vocabulary.
_NAMES_OF_ALL = 5_000
# 10,000 papers then fill less than 1,000 files, of long abstracts too, of which 313 are cards and 25 citations; 100,000 less than 5,000.
_SMALLEST_SHARD, _LARGEST_SHARD = 8_000, 18_500


class Indexing(NamedTuple):
    """Papers in the order of search, what they are found by, and the index of that without tags, which may be under way."""

    papers: list[Paper]
    said: list[Original]
    growing: Growing


def begin_search(library: Library, work: Work, hashes: Hashes | None = None) -> Indexing:
    """Have another process begin what takes long, where there is one, and it is not remembered."""
    papers = search_order(library, work, hashes)
    said = [original_of(paper, library) for paper in papers]
    growing = Growing(list(map(without_tags, said)), shard_size(len(papers)), work)
    growing.begin()
    return Indexing(papers, said, growing)


def render_search(
    library: Library,
    config: Config,
    pages: Sequence[HandPage] = (),
    work: Work | None = None,
    hashes: Hashes | None = None,
    begun: Indexing | None = None,
) -> Iterator[OutputFile]:
    """The scripts, opensearch.xml and all under search/v1/: manifest.json names the rest, whose names carry a hash of their content.
    `begun`: what begin_search gave."""
    work = work or Work()
    papers, said, growing = begun or begin_search(library, work)
    filters = filters_of(papers, library)
    shard = shard_size(len(papers))
    words = growing.whole()
    index = with_tags(words, Growing(list(map(tags_alone, said)), shard, work, words).whole())
    beside = Beside(filter_rows(papers, filters), page_rows(pages), offered(papers, library))
    manifest = _head(index, len(papers), pages)
    for part in (
        _terms(index, beside, shard),
        _cards(papers),
        citation_files(f"{FOLDER}/citations", papers, work, hashes or Hashes(library)),
        _tables(index, papers, filters, library, DigestTitles(SeriesNames(config.settings.series))),
    ):
        manifest |= yield from part
    yield from script_files()
    yield OutputFile("opensearch.xml", opensearch(config))
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield OutputFile(f"{FOLDER}/manifest.json", text)


# Files, and in the end what the manifest says of them.
Part = Generator[OutputFile, None, dict[str, object]]


def _head(index: TermIndex, papers: int, pages: Sequence[HandPage]) -> dict[str, object]:
    """What the manifest says before it names files."""
    return {
        "version": 1,
        "papers": papers,
        "averages": [round(average, 6) for average in index.averages],
        **_lengths(index),
        "pages": [[page.title, page.path] for page in pages],
    }


def _lengths(index: TermIndex) -> dict[str, object]:
    """What the manifest says of how long abstracts are."""
    return {"lengths": letters(_runs(stepped(index.lengths))), "steps": _STEPS if index.papers > _EXACT else 0}


def _terms(index: TermIndex, beside: Beside, shard: int) -> Part:
    """The files of terms."""
    many = _MOST if index.papers > _MANY else 0
    found = cut_shards(index, beside, shard, large=is_large(index.papers), most=many)
    names = content_names([shard.content for shard in found.shards])
    pairs, files = pair_files(f"{FOLDER}/pairs", index)
    frequent, name = _frequent(index)
    yield from files
    for shard_name, one in zip(names, found.shards, strict=True):
        yield OutputFile(f"{FOLDER}/terms/{shard_name}.json", one.content)
    for row_name, row in found.whole.items():
        yield OutputFile(f"{FOLDER}/whole/{row_name}.json", row)
    yield from frequent
    return {
        "starts": front_coded((shard.start for shard in found.shards), "\n"),
        "shards": "".join(names),
        "digits": len(names[0]),
        "common": name,
        "pairs": pairs,
        "firsts": FIRSTS,
    }


def _frequent(index: TermIndex) -> tuple[list[OutputFile], str]:
    """The file of the frequent terms, which only long queries and phrases ask for, and the hash in its name; of none neither."""
    if not index.common:
        return [], ""
    text = as_json(front_coded(index.common)) + "\n"
    return [OutputFile(f"{FOLDER}/common-{content_name(text)}.json", text)], content_name(text)


def _cards(papers: Sequence[Paper]) -> Part:
    block = block_size(len(papers))
    groups, files = card_files(f"{FOLDER}/cards", papers, block)
    yield from files
    return {"block": block, "group": block * BLOCKS, "groups": groups}


def _tables(
    index: TermIndex,
    papers: Sequence[Paper],
    filters: Sequence[tuple[str, ...]],
    library: Library,
    titles: DigestTitles,
) -> Part:
    """The files of the tables over all papers and of the known words."""
    dates = dates_file(papers)
    named = index.titled if len(papers) > _NAMES_OF_ALL else index.titled | index.named
    shelves = vocabulary_files(index.spoken, named)
    facets = facet_files(filters, library, titles)
    yield OutputFile(f"{FOLDER}/dates-{content_name(dates)}.json", dates)
    for folder, contents in (("words", shelves), ("facets", facets)):
        for name, text in contents.items():
            yield OutputFile(f"{FOLDER}/{folder}/{name}-{content_name(text)}.json", text)
    return {
        "dates": content_name(dates),
        "words": {letter: content_name(content) for letter, content in shelves.items()},
        "facets": {kind: content_name(content) for kind, content in facets.items()},
    }


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


def shard_size(papers: int) -> int:
    """Characters in a shard. More papers, larger shards: the sum of a query's shards and of the manifest, which grows with their
    number, is least when both grow with the square root. It grows when the library has grown by a quarter, or beyond 10,000 papers each
    digest would move every border, and have all indexed anew."""
    return round(min(_LARGEST_SHARD, _SMALLEST_SHARD * max(1.0, math.sqrt(settled(papers) / 10_000))))


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
