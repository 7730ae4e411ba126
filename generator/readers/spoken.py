"""Papers named in running text: a mail, a chat. In: a text. Out: each title in quotes that its address follows, as an item of a list."""

from __future__ import annotations

import re

from generator.readers.layout.words import leads_to_paper

# 'let us discuss "A Title" by Prado et al. (https://arxiv.org/abs/…)'; a line may end anywhere inside.
_NAMED = re.compile(
    r"[\"“„«](?P<title>[^\"“”„«»]{8,300}?)[.,]?[\"”»“](?:[\s,]{1,3}by\s[^()<>\"/]{3,80}?)?[\s,.(\[<:–—-]{1,6}(?P<url>https?://[^\s<>\])]+)"
)
# One title that is named in passing is no list.
_FEWEST = 2
_WORDS = re.compile(r"\w\s+\w")


def spoken_in(text: str) -> str:
    """The text with nothing but such titles, each with its address on the line on which it begins; "" where it names none so."""
    kept = [""] * (text.count("\n") + 1)
    line = at = 0
    for found in _NAMED.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        url = found["url"].rstrip(".,;:")
        if _WORDS.search(found["title"]) and leads_to_paper(url):
            title = re.sub(r"([\[\]*_`\\])", r"\\\1", " ".join(found["title"].split()))
            kept[line] += f"- [{title}]({url})"
    return "\n".join(kept) if sum(map(bool, kept)) >= _FEWEST else ""
