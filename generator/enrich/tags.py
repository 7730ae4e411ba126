"""Tags. In: papers and the vocabulary. Out: the papers with the tags that their words earn."""

from __future__ import annotations

from generator.model import Paper, Tag


def tag_papers(papers: tuple[Paper, ...], vocabulary: tuple[Tag, ...]) -> tuple[Paper, ...]:
    """No tag yet."""
    return papers
