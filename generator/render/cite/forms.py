"""The forms in which a paper is cited. In: a Paper. Out: its BibTeX entry, RIS record and CSL item as pages and searches give them.

Without abstract and keywords: the page shows both, and a list of a thousand would be four times as long with them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.model import Paper
from generator.render.cite.bibtex import bibtex
from generator.render.cite.csl import csl
from generator.render.cite.ris import ris


class Forms(NamedTuple):
    """Texts end in a line's end."""

    bibtex: str
    ris: str
    csl: dict[str, Any]


def forms(paper: Paper) -> Forms:
    bare = replace(paper, abstract="", keywords=())
    return Forms(bibtex(bare), ris(bare), csl(bare))
