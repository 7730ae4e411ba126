"""Signs that part a title from its authors, or an author from the next. In: a run. Out: the pieces between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.readers.layout.structures import Run

# Stands in `before` where a sentence begins without a sign: "RAG9 This paper …".
SENTENCE = "\u2029"
# A full stop parts only when a capital, a digit or a bracket follows, and no initial or short form stands before it.
# The signs ahead are looked for first: most places of a text have none of them. What opens a short year ("SOSP '23") opens no quotation.
_SEPARATOR = re.compile(
    r"(?=[\n|•·●▪;；؛–—:：,،，、.。?!？！\[\]()（）【】「」『』《》“”«»\"'‘’]|\s(?=[\s|•·●▪;；–—~/TW-]))(?:"
    r"\s{0,80}\n\s*|\s{0,80}[|•·●▪;；؛]\s*|\s{1,80}(?:[-–—~/]+|//)\s+|\s{0,80}(?:(?<!\d)[–—]|[–—](?!\d))[–—]?\s*(?=\S)|[:：]\s*|(?:(?<=\D),|,(?=\s))\s*|[،，、]\s*|"
    r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)(?<!\bDr)(?<!\bSt)[.。?!？！][\"”’)]{0,1}(?:\s+(?=[^\sa-z])|\s*$)|(?<=et al)\.\s*,?\s*|"
    r"\.\s+(?=(?i:(?:(?:psy|soc|earth|ed)?a|bio|med|tech|chem|eng)rxiv)\b|in [A-Z*_])|[。？！]\s*|"
    r"\s{1,80}(?=(?:This (?:paper|work|study|survey|article)|We (?:present|introduce|propose|show|study))\b)|"
    r"\[(?![^\[\]\n]{1,20}\]\w)|\](?!\w)|[()（）【】「」『』《》“”«»]|"
    r"(?<!\w)[\"'‘](?=\S|$)(?!(?<=\w ['‘])\d\d(?!\w))|(?<=\S)[\"](?!\w)|(?<=[^\s\w])['’](?!\w))"
)


def between_separators(run: Run) -> Iterator[tuple[str, int, str]]:
    """The pieces of a run, where each begins, and the sign behind it."""
    text, start = run.text, 0
    address = run.url and text.lstrip().startswith(("http://", "https://", "www."))
    if not run.code and not address:
        for found in _SEPARATOR.finditer(text):
            sign = found[0]
            yield text[start : found.start()], start, sign if sign.strip() or "\n" in sign else SENTENCE
            start = found.end()
    yield text[start:], start, ""
