"""Lines that an editor wrapped. In: the lines of a text. Out: at how many columns it was wrapped, and whether a line goes on below.

A newline in a list is the writer's (a title, its authors, its links) or the editor's. The editor's come where the next word would not
have fitted, all over the file, at one width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.readers.labels import labelled
from generator.readers.parts.wrapped import OPENS, is_full

# Editors wrap between these; a longer line anywhere but for an address says that nobody wrapped the file.
_NARROWEST, _WIDEST = 56, 132
# Of a wrapped file's lines that have one below them so many are full.
_FULL = 0.4
_ENOUGH = 6
# A line that ends in a little word goes on in the next, and so does one behind which such a word opens a line.
_BROKEN = re.compile(r"\w\s+(?:of|for|on|in|with|and|the|an|to|via|from|using|und|der|des|für|de|et)$")
_RESUMED = re.compile(r"\s*(?:of|for|via|using|to|from)\s+\w")
# A sentence that a line breaks. Below a title a label, who wrote it and where it stands open a line in small letters, too.
_BREAKS = re.compile(r"[^\W\d_],?$")
_SMALL = re.compile(
    r"(?:\[(?=[^\[\]]+ [^\[\]]+ ))?(?![^\W\d_][\w -]{0,28}:|(?:by|in|with|and|et|von|van|de|di|av|af|по|doi|arxiv|pdf|http)\b)[a-zà-ÿа-я]"
)
# A title with a look of its own is whole, whatever stands behind it.
_TITLED = re.compile(r"[\W\d]*(?:\*\*|__|\[|[\"“]).*[*_)\"”],$")
_LONG_WORD = re.compile(r"\S{50,}")
_MARKED = re.compile(r"\s*(?:[|#>=]|[-*_=~]{3,}|$)")


def wrap_column(lines: Sequence[str]) -> int:
    """The column at which the lines were wrapped; 0 when they were not."""
    opens = {line for line in lines if OPENS.match(line) or labelled(line)[0]}
    pairs = [(line, below) for line, below in pairwise(lines) if not _MARKED.match(line) and below not in opens]
    if len(pairs) < _ENOUGH:
        return 0
    lengths = sorted(len(line.rstrip()) for line, _ in pairs if not _LONG_WORD.search(line))
    if not lengths:
        return 0
    widest = lengths[min(len(lengths) - 1, int(0.99 * len(lengths)))]
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    full = sum(is_full(line, below, widest) for line, below in pairs)
    return widest if full > _FULL * len(pairs) else 0


def goes_on_below(held: Sequence[str], below: str, width: int) -> bool:
    """Whether the last of `held` goes on in `below`: the file is wrapped and the line is full, or a mark is open."""
    last = held[-1]
    if last.endswith(("  ", "\\")) or last.rstrip().endswith(("<br>", "<br/>", "<br />")) or labelled(below)[0]:
        return False
    if (width and is_full(last, below, width)) or _BROKEN.search(last) or _RESUMED.match(below):
        return True
    if (last.endswith(",") and not _TITLED.match(last)) or (
        _BREAKS.search(last) and _SMALL.match(below.lstrip(" \t>"))
    ):
        return True
    text = "".join(held) if len(held) < 4 else last
    # Bold type or the text of a link is open at the end of a line and closes in the next.
    bold = text.count("**") % 2 == 1 and "**" in below
    bracket = text.rfind("[") > text.rfind("]") and "](" in below
    return bold or bracket
