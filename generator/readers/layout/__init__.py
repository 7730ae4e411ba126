"""What has no grammar is read by its shapes. In: a text of any layout. Out: its blocks, cut into segments; then groups of one shape.

document -> blocks -> segments -> groups of one shape -> papers. structures.py tells what a Block and a Run are, segments.py what a
Segment is. The whole is in reading.py and loaded when a text is read.
"""

from __future__ import annotations

from generator.model import Reading, Source
from generator.readers.layout.structures import NAME

__all__ = ["NAME", "SAMPLE", "read", "recognise"]

SAMPLE = "- **A Title**, Ada Lovelace, NeurIPS 2024. [[paper]](https://arxiv.org/abs/2503.01234)   | a table, headings, a page of HTML"


def recognise(text: str, path: str) -> float:
    """How surely a text is a list that is read by its shapes, 0 to 1; also of references with abstracts: what is labelled below an item
    belongs to it."""
    from generator.readers import references
    from generator.readers.layout import recognition

    several = "bstract" in text and len(recognition.ABSTRACTS.findall(text)) > 1
    return max(recognition.recognise(text, path), several and references.recognise(text, path))


def read(text: str, source: Source) -> Reading:
    """Read a list of papers of any layout. Problems: see told.py."""
    from generator.readers.layout import reading

    return reading.read(text, source)
