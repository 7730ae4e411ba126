"""Grammars. In: the text of a file. Out: its records, by the first grammar in which it parses well, or nothing.

Each module has NAME and SAMPLE (for people) and `parsed(text, source) -> Parsed | None`: None for a text that is not in its grammar. The
strict come first: what they accept no other could have written. What a key means is not their business (lexicon).
"""

from __future__ import annotations

from types import ModuleType

from generator.model import Source
from generator.readers.record import Parsed
from generator.readers.syntax import (
    bibtex,
    htmlpage,
    jsonfile,
    labelled,
    pythonfile,
    table,
    tagged,
    xmlrecords,
    yamlfile,
)

GRAMMARS: tuple[ModuleType, ...] = (
    pythonfile, jsonfile, htmlpage, xmlrecords, yamlfile, bibtex, tagged, table, labelled,
)  # fmt: skip


def parsed(text: str, source: Source) -> Parsed | None:
    """A text taken apart by the first grammar in which it parses well; labelled lines are asked for apart, for mails have them too."""
    for grammar in GRAMMARS[:-1]:
        found: Parsed | None = grammar.parsed(text, source)
        if found is not None:
            return found
    return None
