"""The imprint of a paper. In: a Paper. Out: where and how it came out, in the words of its page."""

from __future__ import annotations

import re

from generator.model import Paper
from generator.text import folded
from generator.text.typeset import plain

# What a page calls a work of which this is worth saying.
_KINDS = {
    "preprint": "Preprint", "book": "Book", "chapter": "Book chapter", "thesis": "Thesis", "report": "Report", "dataset": "Dataset",
    "software": "Software",
}  # fmt: skip


def imprint_of(paper: Paper) -> list[str]:
    """Kind; the journal with volume, issue and pages; the publisher; other venues. Each a phrase in plain text."""
    told = paper.publication
    container = plain(told.container)
    phrases = [_KINDS.get(told.kind, ""), _placed(paper, container), plain(told.publisher)]
    others = [plain(venue) for venue in paper.venues if folded(plain(venue)) != folded(container)]
    return [phrase for phrase in dict.fromkeys((*phrases, *others)) if phrase]


def _placed(paper: Paper, container: str) -> str:
    """ "Wax Letters 3 (2), 1–9"; without a journal "No. TR-12, pp. 1–9"."""
    told = paper.publication
    pages = re.sub(r"(?<=\d)-(?=\d)", "–", told.pages)
    if not container:
        said = [f"Vol. {told.volume}" if told.volume else "", f"No. {told.issue}" if told.issue else ""]
        return ", ".join(filter(None, (*said, f"pp. {pages}" if "–" in pages else pages and f"p. {pages}")))
    issue = f"({told.issue})" if told.issue else ""
    return ", ".join(filter(None, (" ".join(filter(None, (container, told.volume, issue))), pages)))
