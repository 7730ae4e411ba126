"""A numbered list with words around it, as a mail of results has. In: a text. Out: its items alone, each on its line."""

from __future__ import annotations

from generator.readers.paste.cards import openers_of


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
