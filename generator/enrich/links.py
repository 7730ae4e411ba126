"""Links. In: a Paper. Out: the web addresses that its abstract and its digest give, checked, each with what it leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.model import Link, LinkKind, Paper
from generator.text import checked, find_urls, host_of, typeset

# Hosts that say by themselves what they hold; the longest that fits wins. A host without a verdict is judged by its sentence.
_HOSTS: dict[str, LinkKind] = {
    "github.com": "code", "gitlab.com": "code", "bitbucket.org": "code", "codeberg.org": "code", "gist.github.com": "code",
    "sourceforge.net": "code", "pypi.org": "code", "anonymous.4open.science": "code", "colab.research.google.com": "code",
    "code.google.com": "code", "git.io": "code",
    "github.io": "project", "gitlab.io": "project", "sites.google.com": "project", "youtube.com": "project", "youtu.be": "project",
    "netlify.app": "project", "vercel.app": "project", "pages.dev": "project", "readthedocs.io": "project",
    "kaggle.com": "dataset", "zenodo.org": "dataset", "figshare.com": "dataset", "dataverse.harvard.edu": "dataset",
    "physionet.org": "dataset", "openslr.org": "dataset", "archive.ics.uci.edu": "dataset",
    "arxiv.org": "paper", "doi.org": "paper", "dx.doi.org": "paper", "openreview.net": "paper", "aclanthology.org": "paper",
    "proceedings.mlr.press": "paper", "openaccess.thecvf.com": "paper", "papers.nips.cc": "paper", "proceedings.neurips.cc": "paper",
    "biorxiv.org": "paper", "dl.acm.org": "paper", "ieeexplore.ieee.org": "paper", "link.springer.com": "paper", "jmlr.org": "paper",
    "semanticscholar.org": "paper", "paperswithcode.com": "paper", "ecva.net": "paper", "ojs.aaai.org": "paper",
}  # fmt: skip
_HF_SECTIONS: dict[str, LinkKind] = {
    "datasets": "dataset",
    "spaces": "project",
    "papers": "paper",
    "blog": "project",
    "docs": "project",
}
_DATA_DOIS = ("10.5281/zenodo", "10.6084/m9.figshare", "10.7910/DVN", "10.17605/OSF")
_SAID: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    (
        "dataset",
        re.compile(r"\b(?:data ?sets?|corpus|corpora|benchmark data|data (?:is|are) (?:\w+ )?available)\b", re.I),
    ),
    (
        "model",
        re.compile(
            r"\b(?:checkpoints?|pre-?trained (?:models?|weights)|model weights|models are (?:\w+ )?available)\b", re.I
        ),
    ),
    (
        "code",
        re.compile(
            r"\b(?:source code|codes?|implementations?|software|repository|toolkit|library|open[- ]sourced?)\b", re.I
        ),
    ),
    ("project", re.compile(r"\b(?:project|home ?page|web ?site|webpage|videos?|demos?|visit|results|samples)\b", re.I)),
)
_PAGE = re.compile(r"\b(?:project (?:page|web)|home ?page|web ?site)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")


def find_links(paper: Paper) -> tuple[Link, ...]:
    """The links of a paper: its digest's own first, then the abstract's, each URL once, the kind told by host and sentence."""
    given = [Link(url, kind_of_link(url, ""), host_of(url), "digest") for url in map(checked, paper.urls) if url]
    plain = typeset(paper.abstract).plain
    told = [Link(f.url, kind_of_link(f.url, _around(plain, f.start, f.end)), host_of(f.url)) for f in find_urls(plain)]
    links: dict[str, Link] = {}
    for link in (*paper.links, *given, *told):
        if link.host:
            links.setdefault(same_address(link.url), link)
    return tuple(links.values())


def kind_of_link(url: str, sentence: str) -> LinkKind:
    """What `url` leads to. A host that holds one thing decides; "the dataset is at github.com/..." overrules a host of code."""
    host, path = host_of(url), urlsplit(url).path.strip("/")
    if host == "huggingface.co":
        by_path: LinkKind = "model" if path.count("/") == 1 else "project"
        return _HF_SECTIONS.get(path.split("/", 1)[0]) or ((path.count("/") != 1 and _said(sentence)) or by_path)
    if host == "doi.org" and path.startswith(_DATA_DOIS):
        return _said(sentence) or "dataset"
    if path.lower().endswith(".pdf"):
        return "paper"
    known = next((kind for name, kind in _by_length() if host == name or host.endswith("." + name)), None)
    said = _said(sentence)
    if known == "code" and said in ("dataset", "model") and not _SAID[2][1].search(sentence):
        return said
    if known == "code" and _PAGE.search(sentence):
        return "project"
    return known or said or "other"


def _by_length() -> list[tuple[str, LinkKind]]:
    return sorted(_HOSTS.items(), key=lambda pair: -len(pair[0]))


def _said(sentence: str) -> LinkKind | None:
    """What the sentence says is there: the word nearest before the address wins."""
    found = [(match.start(), kind) for kind, pattern in _SAID for match in pattern.finditer(sentence)]
    return max(found)[1] if found else None


def _around(text: str, start: int, end: int) -> str:
    """The sentence that leads up to the address at text[start:end]; the whole sentence when the address opens it."""
    before = _SENTENCE.split(text[max(0, start - 400) : start])[-1]
    after = re.split(r"[.!?](?:\s|$)", text[end : end + 200], maxsplit=1)[0]
    return before if re.search(r"\w{3}", before) else after


def same_address(url: str) -> str:
    """Two spellings of one address: the scheme, `www.`, a closing slash and `.git` do not part them."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").removesuffix(".git").lower()
