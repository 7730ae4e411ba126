"""Ids in one form. In: a paper as read. Out: its ids, spelled as every other digest's are, those that its own page's address tells too."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.model import Paper

# Ids that stand for one work. A Semantic Scholar or PubMed number does too; "url" is an address, which may hold several.
STRONG = ("arxiv", "doi", "openreview", "acl", "pmlr", "s2", "pmid")

_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?=v\d+$|$)")
_ARXIV_DOI = "10.48550/arxiv."
_HOMES = (
    ("arxiv", re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/+([^/].*?)(?:v\d+)?(?:\.pdf)?/?$")),
    ("arxiv", re.compile(r"https?://(?:www\.)?(?:huggingface\.co|alphaxiv\.org)/(?:papers|abs)/(\d{4}\.\d{4,5})/?$")),
    ("doi", re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\S+)$")),
    ("openreview", re.compile(r"https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=([\w-]+)$")),
    ("acl", re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)(?:\.pdf)?/?$")),
)


def ids_of(paper: Paper) -> dict[str, str]:
    """kind -> id: without versions, prefixes and capitals; the address that the digest gives as the paper's own counts as well.

    >>> from generator.model import Source
    >>> ids_of(Paper(title="x", source=Source("a"), ids={"doi": "https://doi.org/10.48550/arXiv.2401.00001"}))
    {'arxiv': '2401.00001'}
    """
    found: dict[str, str] = {}
    for kind, value in (*paper.ids.items(), *_from_address(paper.url or "")):
        name, text = _spelled(kind, value)
        if text:
            found.setdefault(name, text)
    return found


def _from_address(url: str) -> list[tuple[str, str]]:
    matches = ((kind, pattern.match(url)) for kind, pattern in _HOMES)
    return [(kind, unquote(match[1])) for kind, match in matches if match]


def _spelled(kind: str, value: str) -> tuple[str, str]:
    text = value.strip()
    if kind == "doi":
        text = re.sub(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", "", text.lower())
        kind, text = ("arxiv", text[len(_ARXIV_DOI) :]) if text.startswith(_ARXIV_DOI) else (kind, text)
    if kind == "arxiv":
        match = _ARXIV.match(re.sub(r"^arxiv:\s*", "", text, flags=re.IGNORECASE))
        return kind, match[0] if match else ""
    return kind, text
