"""Ids in one form. In: a paper as read. Out: its ids, spelled as every other digest's are, those that its own page's address tells too."""

from __future__ import annotations

import re

from generator.model import Paper
from generator.text.ids import arxiv_id, id_of, ids_in

# Ids that stand for one work. A Semantic Scholar or PubMed number does too; "url" is an address, which may hold several.
STRONG = ("arxiv", "doi", "openreview", "acl", "pmlr", "s2", "pmid", "pmcid", "bibcode", "repec", "ssrn", "handle")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)")


def known_ids(paper: Paper) -> dict[str, tuple[str, ...]]:
    """kind -> every id by which a digest knows the paper, the one that is shown first; a work of two preprints has two of one kind."""
    found = {kind: {value: None} for kind, value in paper.ids.items()}
    for origin in paper.origins:
        if origin.field in STRONG and origin.value:
            found.setdefault(origin.field, {})[origin.value] = None
    return {kind: tuple(values) for kind, values in found.items()}


def own_ids(paper: Paper) -> dict[str, str]:
    """kind -> id: without versions, prefixes and capitals; the address that the digest gives as the paper's own counts as well.

    >>> from generator.model import Source
    >>> own_ids(Paper(title="x", source=Source("a"), ids={"doi": "https://doi.org/10.48550/arXiv.2401.00001"}))
    {'arxiv': '2401.00001'}
    """
    found: dict[str, str] = {}
    for kind, value in (*paper.ids.items(), ("url", paper.url or "")):
        for name, text in _told(kind, value.strip()).items():
            found.setdefault(name, text)
    return found


def _told(kind: str, value: str) -> dict[str, str]:
    """What an id of a record says: of its kind, or of another (an arXiv DOI is an arXiv id)."""
    if kind == "url":
        return ids_in(value)
    if kind == "arxiv":
        return {kind: found} if (found := arxiv_id(value)) else {}
    if kind == "doi":
        return ids_in(value) or ({kind: bare} if (bare := _DOI_PREFIX.sub("", value.lower())) else {})
    return {kind: id_of(kind, value) or value} if value else {}
