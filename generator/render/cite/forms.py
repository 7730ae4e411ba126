"""The forms in which a paper is cited. In: a Paper. Out: its BibTeX, RIS, CSL item and references as pages and searches give them.

Without abstract and keywords: the page shows both, and a list of a thousand would be four times as long with them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.model import Paper
from generator.render.cite.bibtex import bibtex
from generator.render.cite.csl import csl
from generator.render.cite.reference import apa, ieee
from generator.render.cite.ris import ris


class Forms(NamedTuple):
    """BibTeX and RIS end in a line's end; a reference is one line without."""

    bibtex: str
    ris: str
    csl: dict[str, Any]
    apa: str
    ieee: str


def forms(paper: Paper) -> Forms:
    """All five."""
    short = _bare(paper)
    known = csl(short)
    return Forms(bibtex(short), ris(short), known, apa(known), ieee(known))


def in_all_forms(_: None, paper: Paper) -> Forms:
    """The step that makes them: lists and searches ask for the same, and get what was made once."""
    return forms(paper)


def _bare(paper: Paper) -> Paper:
    return replace(paper, abstract="", keywords=())
