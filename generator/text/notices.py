"""Notices. In: an abstract. Out: the same without the copyright notice of its publisher, which is not about the paper."""

from __future__ import annotations

import re

# One abstract in seven of twelve fields ends with one; the longest had 250 characters.
_REACH = 320
_YEAR = r"(?:19|20)\d\d"
_NOTICE = re.compile(
    r"\(?PsycINFO Database Record\b|\(This article belongs to the |"
    rf"(?:Copyright\s*)?(?:©|\([cC]\)\s*(?:{_YEAR}|The Authors?\b))|Copyright,?\s+(?:of\s+|{_YEAR})"
)
# Each notice has one of these, and most abstracts none, which takes a tenth of the time to see.
_SIGNS = ("PsycINFO Database Record", "(This article belongs to the ", "©", "(c)", "(C)", "Copyright")


def without_notice(text: str) -> str:
    """Cut at the first sign of a notice near the end ("(C) 2015 Elsevier Ltd. All rights reserved.")."""
    first = max(0, len(text) - _REACH)
    if not any(map(text[first:].__contains__, _SIGNS)):
        return text
    found = _NOTICE.search(text, first)
    return text[: found.start()].rstrip() if found and found.start() > 0 else text
