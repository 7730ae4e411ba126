"""Grammars. In: the text of a file. Out: its records, by the first grammar in which it parses well, or nothing.

Each module has NAME and SAMPLE (for people) and `parsed(text, source) -> Parsed | None`: None for a text that is not in its grammar. The
strict come first: what they accept no other could have written. What a key means is not their business (lexicon).
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from generator.model import Source
from generator.readers.record import Parsed
from generator.readers.syntax import (
    bibtex,
    htmlpage,
    jsonfile,
    keytables,
    marc,
    pythonfile,
    table,
    tagged,
    tomlfile,
    xmlrecords,
    yamlfile,
)

STRICT: tuple[ModuleType, ...] = (
    marc, pythonfile, jsonfile, htmlpage, keytables, xmlrecords, yamlfile, tomlfile, bibtex, tagged, table,
)  # fmt: skip


@lru_cache(maxsize=1)
def loose() -> tuple[ModuleType, ...]:
    """Labels stand in mails and copied pages too: these are asked when no reader of such knows the text by its marks."""
    from generator.readers.syntax import labelled, numbered, pubmedtext, stanzas, wikitext

    return (pubmedtext, wikitext, stanzas, numbered, labelled)


def parsed(text: str, source: Source, grammars: tuple[ModuleType, ...] = STRICT) -> Parsed | None:
    """A text taken apart by the first of `grammars` in which it parses well. The front matter of a page is no line with a label."""
    if grammars is not STRICT and yamlfile.opens(text):
        return None
    for grammar in grammars:
        found: Parsed | None = grammar.parsed(text, source)
        if found is not None:
            return found
    return None
