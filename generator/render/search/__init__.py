"""Search. In: the Library and the text of hand-written pages. Out: the files that the browser searches in, its scripts, opensearch.xml."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator, Sequence

from generator.config.loading import Config
from generator.enrich.identity.ids import known_ids
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.search.citations import citation_files
from generator.render.search.documents import BLOCK, GROUP, document_files
from generator.render.search.facets import dates_file, facets_file, filters_of
from generator.render.search.hand import HandPage, hand_page
from generator.render.search.postings import Postings, Texts, collect
from generator.render.search.scripts import script_files
from generator.render.search.shards import cut, letters, name_of, names_of, pair_files
from generator.render.search.vocabulary import completions, vocabulary_files
from generator.text import typeset

__all__ = ["HandPage", "hand_page", "render_search"]

FOLDER = "search/v1"
# Up to so many papers everything is exact. Above, lengths of abstracts are rounded, and of a term that more than _MOST papers hold in one
# field the shard lists those in which it weighs most; a file apart lists all.
_EXACT = 20_000
_MOST = 4_000
# `ICLR`, `SemEval` and a year; not `arXiv`.
_SHORT_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[\w-]+|\b(?:19|20)\d\d\b")
_MOST_NAMES = 3
_SMALLEST_SHARD, _LARGEST_SHARD = 6_000, 14_000


def render_search(library: Library, config: Config, pages: Sequence[HandPage] = ()) -> Iterator[OutputFile]:
    """The scripts, opensearch.xml and all under search/v1/: manifest.json names the rest, whose names carry a hash of their content."""
    papers = search_order(library)
    filters = filters_of(papers, library)
    postings = collect(
        [texts_of(paper, names, library) for paper, names in zip(papers, filters, strict=True)],
        [f"{page.title}\n{page.text}" for page in pages],
    )
    terms, files = _terms(postings, len(papers))
    yield from files
    groups, files = document_files(f"{FOLDER}/papers", papers, library)
    yield from files
    cited, files = citation_files(f"{FOLDER}/citations", papers)
    yield from files
    tables, files = _tables(postings, papers, filters, library)
    yield from files
    manifest = {
        "version": 1,
        "papers": len(papers),
        "averages": [round(average, 6) for average in postings.averages],
        **terms,
        **tables,
        **cited,
        "block": BLOCK,
        "group": GROUP,
        "groups": groups,
        "pages": [[page.title, page.path] for page in pages],
    }
    yield from script_files()
    yield OutputFile("opensearch.xml", opensearch(config))
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield OutputFile(f"{FOLDER}/manifest.json", text)


Part = tuple[dict[str, object], Iterator[OutputFile]]


def _terms(postings: Postings, papers: int) -> Part:
    """What the manifest says of the terms, and their files."""
    found = cut(postings, shard_size(papers), _MOST if papers > _EXACT else 0)
    names = names_of([shard.content for shard in found.shards])
    pairs, neighbours = pair_files(f"{FOLDER}/pairs", postings)
    said: dict[str, object] = {
        "starts": [shard.start for shard in found.shards],
        "shards": "".join(names),
        "digits": len(names[0]),
        "completions": completions(postings, found.shards),
        "common": " ".join(postings.common),
        "pairs": pairs,
    }
    shards = [
        OutputFile(f"{FOLDER}/terms/{name}.json", shard.content)
        for name, shard in zip(names, found.shards, strict=True)
    ]
    return said, iter(
        [*shards, *neighbours, *(OutputFile(f"{FOLDER}/whole/{name}.json", row) for name, row in found.whole.items())]
    )


def _tables(postings: Postings, papers: Sequence[Paper], filters: Sequence[tuple[str, ...]], library: Library) -> Part:
    """What the manifest says of the tables over all papers and of the known words, and their files."""
    contents = {
        "lengths": json.dumps(letters(_changes(stepped(postings.lengths)))) + "\n",
        "facets": facets_file(filters, library),
        "dates": dates_file(papers),
    }
    shelves = vocabulary_files(postings.spoken, postings.named)
    said: dict[str, object] = {field: name_of(content) for field, content in contents.items()}
    for folder, files in shelves.items():
        said[folder] = {letter: name_of(content) for letter, content in files.items()}
    tables = [OutputFile(f"{FOLDER}/{field}-{said[field]}.json", content) for field, content in contents.items()]
    words = [
        OutputFile(f"{FOLDER}/{folder}/{letter}-{name_of(content)}.json", content)
        for folder, files in shelves.items()
        for letter, content in files.items()
    ]
    return said, iter([*tables, *words])


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
    return sorted(library.papers.values(), key=lambda paper: (paper.added, len(paper.abstract.split()), paper.key))


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


def _ids(paper: Paper) -> Iterator[str]:
    """A filter for each id, of several of one kind for each."""
    for kind, values in known_ids(paper).items():
        yield from (f":id/{kind}/{value}" for value in values)


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
    """Lengths of abstracts. Of very many papers each is rounded to a power of the fourth root of 2, so at most 9 % off: every search
    loads this table, and steps pack several times as well."""
    if len(lengths) <= _EXACT:
        return list(lengths)
    return [round(2 ** (round(4 * math.log2(length)) / 4)) if length else 0 for length in lengths]


def _changes(numbers: Sequence[int]) -> list[int]:
    """Differences, folded so that none is negative: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4."""
    return [
        2 * (number - before) if number >= before else 2 * (before - number) - 1
        for before, number in zip([0, *numbers], numbers, strict=False)
    ]
