"""Markup in titles and abstracts. In: text with HTML or JATS tags, as reference managers and registries keep it. Out: source text.

Only tags that set type are taken out: a title about `<think>` tokens keeps them. Sub- and superscripts become LaTeX.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:jats:)?(?:i|b|u|em|cite|strong|span|sc|small|font|tt|code|italic|bold|sub|sup|p|br|div|scp|title|sec|inline-formula|tex-math|"
    r"list|list-item|underline|monospace|ext-link|a|figure|figcaption|h\d|ul|ol|li|blockquote)(?:\s[^<>]{0,300})?/?>|<img\s[^<>]{0,4000}>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(?:jats:)?(sub|sup)(?:\s[^<>]{0,300})?>([^<>$\\{}]{1,40})</(?:jats:)?\1>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:jats:)?(?:p|br|div|sec|title|list-item|figure|h\d|li|blockquote)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def unmarked(text: str) -> str:
    """`text` without tags that only set type, entities resolved: "H<sub>2</sub>O <i>in vivo</i> &amp; so" -> "H$_{2}$O in vivo & so"."""
    if "<" in text:
        text = _SCRIPT.sub(lambda found: f"${'_' if found[1].lower() == 'sub' else '^'}{{{found[2]}}}$", text)
        text = _BREAK.sub("\n\n", text)
        text = _TAG.sub("", text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
