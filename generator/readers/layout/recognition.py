"""Whether a text is a list that is read by its shapes. In: a text and its path. Out: how surely, 0 to 1."""

from __future__ import annotations

import re

from generator.readers.foreign import foreign_kind
from generator.readers.layout.structures import Syntax
from generator.readers.layout.syntaxes import is_named_markdown, syntax_of
from generator.readers.layout.words import leads_to_paper
from generator.readers.parts.html_text import opens_with_html
from generator.text import pattern_of

_LINKED = pattern_of(r"\]\(\s*<?https?://|<a\s[^<>]{0,300}href=", re.IGNORECASE)
_ANY_LINK = pattern_of(r"\]\([^()\s]{2,400}\)")
# What opens an item: Markdown's signs, and those that a browser copies.
_MARKED = pattern_of(
    r"^(?:[ \t]{0,8}(?:[-*+•▪◦●‣·]|\d{1,4}[.)])[ \t]+\S|#{1,6}[ \t]+\S|[ \t]{0,40}\||[ \t]{0,40}\*\*\S|[ \t]{0,8}<t[dr]\b)",
    re.MULTILINE,
)
# LaTeX lists by items, or by a command with several arguments.
_TEX_LIST = pattern_of(r"\\(?:item|bibitem)\b|^[ \t]{0,20}\\[A-Za-z]{2,30}\{[^{}\n]{1,300}\}\s{0,20}\{", re.M)
# A link, an address, emphasis, front matter.
_SET = pattern_of(r"\]\(|https?://|<a\s|(?<![\w*_])[*_](?=[^\s*_])[^*_\n]{1,300}(?<=\S)[*_](?![\w*_])|^---\s*$", re.M)
_HEAD = 1 << 17
_URL = pattern_of(r"https?://[^\s<>()\[\]\"'`|]{4,300}")
# A heading with labelled authors soon under it: no site shows a paper so.
_RECORD = pattern_of(
    r"^#{1,6}[ \t]+\S[^\n]*\n(?:(?!#)[^\n]{0,2000}\n){0,8}?(?!#)\W{0,6}(?:authors?|作者|저자|著者)\b\W{0,6}[:：]",
    re.I | re.M,
)
# Titles with a label in every entry: such lines are records.
_TITLED = pattern_of(
    r"^[ \t]{0,8}\W{0,6}(?:title|titel|titre|título|标题|標題|题目|제목|タイトル|название)\W{0,4}[:：]", re.I | re.M
)
# A heading that says Abstract, below a heading that leads to a paper.
_ABSTRACT = pattern_of(r"^#{2,6}[ \t]+(?:abstract|摘要|초록|要旨)[ \t]*$", re.I | re.M)
# An item with labels under its title, as notes are exported; an item of settings opens with a label itself.
_TASK = pattern_of(
    r"^[ \t]{0,8}[-*+•▪◦●‣·][ \t]+(?:\[[ xX]\][ \t]+)?(?![\w \t-]{1,24}:\s)[^\s\-\[][^\n]{5,400}\n(?:[ \t]*\n)?[ \t]+(?:[-*+•▪◦●‣·][ \t]+)?"
    r"\W{0,6}(?:authors?|abstract|作者|摘要)\b\W{0,6}[:：]",
    re.I | re.M,
)
ABSTRACTS = pattern_of(r"^[ \t]{0,8}(?:abstract|Abstract|ABSTRACT)\s?[:：.—]", re.M)
_ONLY = pattern_of(r"(?:https?://[^\s<>]{4,300}\s+)*+https?://[^\s<>]{4,300}")
# An item or a row that holds words and an address.
_LISTED = pattern_of(
    r"^(?:[ \t]{0,8}(?:[-*+]|\d{1,4}[.)])\s|[ \t]{0,40}\|)(?=(?:[^\n]{0,400}?[^\W\d_]{2,}[ |,:]){2})[^\n]{0,800}?(https?://[^\s<>()\[\]\"'`|]{4,300})",
    re.M,
)
# A page of a papers site that was captured as Markdown is a paste: its marks are the site's, not an author's.
_CAPTURE = pattern_of(r"and the research community|Get trending papers in your email", re.IGNORECASE)


def recognise(text: str, path: str) -> float:
    """Markdown's links beside Markdown's marks: items, headings, rows, bold type, labels; or a page of HTML, or another syntax of marks."""
    syntax = syntax_of(text, path)
    head = text[:_HEAD]
    if syntax != "markdown":
        return _of_syntax(syntax, head, path)
    if _CAPTURE.search(head) and not _ABSTRACT.search(head):
        return 0.01
    if _ONLY.fullmatch(head.strip()) and len(text) <= _HEAD:
        return 0.3
    start = head.lstrip()
    banner = opens_with_html(start) or start.startswith("<!--")
    if start[:1] == "{" or (start[:1] == "<" and not banner and "](http" not in head):
        return 0.0
    if not _MARKED.search(head):
        # What is called Markdown and has none of its marks is plain text.
        return 0.2 * (is_named_markdown(path) and bool(_SET.search(head)))
    return _markdown(head, path) or (0.3 if _is_listed(head) and not foreign_kind(text) else 0.0)


def _of_syntax(syntax: Syntax, head: str, path: str) -> float:
    """The same of a text in another syntax than Markdown."""
    if syntax == "latex":
        return 0.5 if path.endswith((".tex", ".ltx")) or _TEX_LIST.search(head) else 0.0
    return 0.5 if syntax == "html" or _MARKED.search(head) or path.endswith((".rst", ".org")) else 0.0


_ITEM = pattern_of(r"\s{0,8}(?:[-*+•▪◦●‣·]|\(?\d{1,4}[.)])\s+\S+(?:\s+\S+){3}")


def _is_listed(head: str) -> bool:
    """Whether a text without links is items of some words, one after the other."""
    lines = [line for line in head.split("\n") if line.strip()]
    items = sum(bool(_ITEM.match(line)) for line in lines)
    return items > 7 and items >= 0.6 * len(lines)


def _markdown(head: str, path: str) -> float:
    linked = bool(_LINKED.search(head))
    papers = any(leads_to_paper(url) for url in _URL.findall(head)[:400])
    if len(_TITLED.findall(head)) > 1:
        return 0.45
    record = _RECORD.search(head)
    if papers and (record or _ABSTRACT.search(head)):
        return 0.9
    if record or _TASK.search(head):
        return 0.62
    if papers and linked:
        return 0.65
    if any(leads_to_paper(url) for url in _LISTED.findall(head)[:400]):
        return 0.45
    if is_named_markdown(path):
        return 0.62 if linked or len(_ANY_LINK.findall(head)) > 2 else 0.4
    return 0.2 if linked else 0.0
