"""Citations. In: a Paper. Out: its BibTeX entry."""

from __future__ import annotations

from generator.model import Paper


def bibtex(paper: Paper) -> str:
    """A minimal entry: the key and the title."""
    return f"@misc{{{paper.key},\n  title = {{{paper.title}}}\n}}\n"
