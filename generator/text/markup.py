"""Markup in titles and abstracts. In: text with HTML or JATS tags, as reference managers and registries keep it. Out: source text.

Only tags that set type are taken out: a title about `<think>` tokens keeps them. Sub- and superscripts become LaTeX.
"""

from __future__ import annotations

import html
import re

from generator.text.late import pattern_of

_TAG = pattern_of(
    r"</?(?:jats:)?(?:i|b|u|em|cite|strong|span|sc|small|font|tt|code|italic|bold|sub|sup|p|br|div|scp|title|sec|inline-formula|tex-math|"
    r"list|list-item|underline|monospace|ext-link|a|figure|figcaption|h\d|ul|ol|li|blockquote)(?:\s[^<>]{0,300})?/?>|<img\s[^<>]{0,4000}>",
    re.IGNORECASE,
)
_SCRIPT = pattern_of(r"<(?:jats:)?(sub|sup)(?:\s[^<>]{0,300})?>([^<>$\\{}]{1,40})</(?:jats:)?\1>", re.IGNORECASE)
_BREAK = pattern_of(
    r"</?(?:jats:)?(?:p|br|div|sec|title|list-item|figure|h\d|li|blockquote)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
# BibTeX has their first signs escaped: "\\&\\#x2013;", "{\\&}amp;".
_ENTITY = pattern_of(
    r"(?:&|\\&|\{\\&\})(?P<code>(?:#|\\#|\{\\#\})(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,30});"
)
_ESCAPES = pattern_of(r"[\\{}]")
# As Mendeley writes tags into BibTeX: "{\\textless}i{\\textgreater}".
_SPELLED = pattern_of(
    r"(?:\{\\textless\}|\\textless\s)(/?(?:jats:)?(?:i|b|p|em|strong|sub|sup|sc|scp|italic|bold))(?:\{\\textgreater\}|\\textgreater(?![a-z])\s?)"
)
# Escaped by the publisher and again by the registry: "&amp;mdash;".
_TWICE = pattern_of(r"&amp;(?=(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)")
# Tags that were kept as text, both of a pair: "&lt;i&gt;in vivo&lt;/i&gt;".
_KEPT = pattern_of(
    r"&lt;((?:jats:)?(?:i|b|em|strong|sub|sup|sc|scp|italic|bold))&gt;([^<>&]{1,300})&lt;/\1&gt;", re.IGNORECASE
)


def unmarked(text: str) -> str:
    """`text` without tags that only set type, entities resolved: "H<sub>2</sub>O <i>in vivo</i> &amp; so" -> "H$_{2}$O in vivo & so"."""
    text = _SPELLED.sub(r"<\1>", text) if "textless" in text else text
    text = _TWICE.sub("&", text) if "&amp;" in text else text
    text = _KEPT.sub(r"<\1>\2</\1>", text) if "&lt;/" in text else text
    if "<" in text:
        text = _SCRIPT.sub(lambda found: f"${'_' if found[1].lower() == 'sub' else '^'}{{{found[2]}}}$", text)
        text = _BREAK.sub("\n\n", text)
        text = _TAG.sub("", text)
    return _ENTITY.sub(_meant, text) if "&" in text else text


def _meant(found: re.Match[str]) -> str:
    """The sign for which a reference stands; an ampersand stays escaped as it was, and so does what stands for nothing."""
    meant = html.unescape(f"&{_ESCAPES.sub('', found['code'])};")
    if meant == "&":
        return found[0].removesuffix(f"{found['code']};")
    return found[0] if meant.startswith("&") else meant
