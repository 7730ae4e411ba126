"""Markdown lists. In: an awesome list, a weekly table, a bot's daily page, notes with links to papers. Out: the papers that it lists.

A block is a paper when a link of its own leads to one, or when labels or the heading of a table's column say so. Tables of contents,
badges and prose are chrome; entries that lead to no paper are named in a Problem and left out.
"""

from __future__ import annotations

import re

from generator.model import Reading, Source
from generator.readers.markdown.blocks import document_of
from generator.readers.markdown.listing import Walk
from generator.readers.markdown.verdict import verdict
from generator.readers.markdown.words import leads_to_paper
from generator.readers.parts.account import finished

NAME = "Markdown list"
SAMPLE = "- **A Title**, Ada Lovelace, NeurIPS 2024. [[paper]](https://arxiv.org/abs/2503.01234)   | a table, headings, front matter"
_LINKED = re.compile(r"\]\(\s*<?https?://|<a\s[^<>]{0,300}href=", re.IGNORECASE)
_MARKED = re.compile(r"^(?:\s{0,8}(?:[-*+]|\d{1,4}[.)])\s+\S|#{1,6}\s+\S|\s*\||\s*\*\*\S)", re.MULTILINE)
_LABELS = re.compile(
    r"^\s*(?:[-*+]\s+)?\*\*(?:authors?|abstract|links?|title|arxiv|作者|摘要)\b[^*\n]{0,20}\*\*\s*[:：]?", re.I | re.M
)
_HEAD = 1 << 17
_URL = re.compile(r"https?://[^\s<>()\[\]\"'`|]{4,300}")
# A heading with labelled authors soon under it: no site shows a paper so.
_RECORD = re.compile(
    r"^#{1,6}[ \t]+\S[^\n]*\n(?:(?!#)[^\n]{0,2000}\n){0,8}?(?!#)\W{0,6}(?:authors?|作者|저자|著者)\b\W{0,6}[:：]",
    re.I | re.M,
)
# An item with labels under its title, as notes are exported; an item of settings opens with a label itself.
_TASK = re.compile(
    r"^[ \t]{0,8}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?![\w \t-]{1,24}:\s)[^\s\-\[][^\n]{5,400}\n(?:[ \t]*\n)?[ \t]+(?:[-*+][ \t]+)?"
    r"\W{0,6}(?:authors?|abstract|作者|摘要)\b\W{0,6}[:：]",
    re.I | re.M,
)
_ONLY = re.compile(r"(?:https?://[^\s<>]{4,300}\s+)*+https?://[^\s<>]{4,300}")
# An item or a row that holds words and an address.
_LISTED = re.compile(
    r"^(?:\s{0,8}(?:[-*+]|\d{1,4}[.)])\s|\s*\|)(?=(?:[^\n]{0,400}?[^\W\d_]{2,}[ |,:]){2})[^\n]{0,800}?(https?://[^\s<>()\[\]\"'`|]{4,300})",
    re.M,
)
# A page of a papers site that was captured as Markdown is a paste: its marks are the site's, not an author's.
_CAPTURE = re.compile(r"and the research community|Get trending papers in your email", re.IGNORECASE)
# Markdown often opens with a banner in HTML.
_HTML = ("<!--", "<div", "<p", "<h1", "<h2", "<h3", "<a ", "<img", "<center", "<br", "<details", "<span")


def recognise(text: str, path: str) -> float:
    """Markdown's links beside Markdown's marks: items, headings, rows, bold type, labels."""
    head = text[:_HEAD]
    if _CAPTURE.search(head):
        return 0.01
    start = head.lstrip()
    if _ONLY.fullmatch(head.strip()) and len(text) <= _HEAD:
        return 0.3
    if not _MARKED.search(head) or (start[:1] in ("<", "{") and not start.lower().startswith(_HTML)):
        return 0.0
    linked = bool(_LINKED.search(head))
    papers = any(leads_to_paper(url) for url in _URL.findall(head)[:400])
    if papers and _RECORD.search(head):
        return 0.9
    if _TASK.search(head):
        return 0.6
    if papers and linked:
        return 0.55
    if any(leads_to_paper(url) for url in _LISTED.findall(head)[:400]):
        return 0.45
    if linked:
        return 0.2
    return 0.4 if _LABELS.search(head) or (path.endswith((".md", ".markdown")) and "://" in head) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a list.

    Problems: warnings `no-paper-link`, `guessed-title`, `running-text`; notes `not-an-abstract`,
    `unlabelled-abstract`, `long-title`, `user-names`.
    """
    walk = Walk()
    walk.take(document_of(text))
    papers, spans, problems = verdict(walk, source)
    return finished(NAME, text, source, papers, spans, problems)
