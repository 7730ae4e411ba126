"""Papers in the midst of running text: a mail, a chat. In: a text. Out: its numbered list alone; or each title in quotes that its address
follows, or in a chat on the line above it, as an item of a list."""

from __future__ import annotations

import re

from generator.readers.layout.words import leads_to_paper
from generator.readers.notices import is_conversation
from generator.readers.paste.cards import openers_of

# 'let us discuss "A Title" by Prado et al. (https://arxiv.org/abs/…)'; a line may end anywhere inside.
_NAMED = re.compile(
    r"[\"“„«](?P<title>[^\"“”„«»]{8,300}?)[.,]?[\"”»“](?:[\s,]{1,3}by\s[^()<>\"/]{3,80}?)?[\s,.(\[<:–—-]{1,6}(?P<url>https?://[^\s<>\])]+)"
)
# In a chat: a line, and its address alone on the line below.
_SENT = re.compile(r"^[ \t]*+(?P<title>[^\W\d_][^\n]{10,300}[^\s:,])[ \t]*\n\s*<?(?P<url>https?://\S+?)>?[ \t]*$", re.M)
# One title that is named in passing is no list.
_FEWEST = 2
_WORDS = re.compile(r"\w\s+\w")


def spoken_in(text: str) -> str:
    """The text with nothing but such titles, each with its address on the line on which it begins; "" where it names none so."""
    kept = [""] * (text.count("\n") + 1)
    sent = _SENT.finditer(text) if is_conversation([line for line in text.split("\n") if line.strip()]) else ()
    line = at = 0
    for found in sorted([*_NAMED.finditer(text), *sent], key=re.Match.start):
        line, at = line + text.count("\n", at, found.start()), found.start()
        url = found["url"].rstrip(".,;:")
        if _WORDS.search(found["title"]) and leads_to_paper(url):
            title = re.sub(r"([\[\]*_`\\])", r"\\\1", " ".join(found["title"].split()))
            kept[line] += f"- [{title}]({url})"
    return "\n".join(kept) if sum(map(bool, kept)) >= _FEWEST else ""


def numbered_in(text: str) -> str:
    """The text with nothing but items that count and the lines below each; "" where nothing stands around them, or there are too few.

    An item ends at the first empty line below it; the last one of several paragraphs goes on no further than that.
    """
    lines = text.split("\n")
    starts = openers_of([line.strip() for line in lines])
    if not starts:
        return ""
    end = next((at for at in range(starts[-1], len(lines)) if not lines[at].strip()), len(lines))
    around = any(line.strip() for line in (*lines[: starts[0]], *lines[end:]))
    kept = [line if starts[0] <= at < end else "" for at, line in enumerate(lines)]
    return "\n".join(kept) if around else ""
