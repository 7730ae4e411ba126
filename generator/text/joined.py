"""Exports put one behind the other. In: a text. Out: the same text once for each form of record in it, the lines of others left empty."""

from __future__ import annotations

from generator.text.late import pattern_of
from generator.text.quoted import as_brought

# How a record begins, in each form that says so by itself.
_BEGINS = pattern_of(
    r"(?P<bibtex>@(?!comment|string|preamble)[A-Za-z]{4,20}\s?\{[^\s,=]{0,80},)|(?P<ris>TY {1,2}- ?[A-Z]{3,6}\s*$)|"
    r"(?P<medline>PMID ?- ?\d+\s*$)|(?P<refer>%0 [A-Z])|(?P<wos>PT [A-Z]\s*$)|(?P<refworks>RT [A-Z][a-z])|"
    r"(?P<redif>Template-Type: ?ReDIF)|(?P<xml><(?:\?xml|rss|feed|rdf:RDF|PubmedArticle(?:Set)?|mods|dblp|OAI-PMH)\b)|"
    r"(?P<json>[\[{]\s*(?:[\[{\"]|$))"
)
_FIRST = ("@", "%0 ", "TY ", "PMID", "PT ", "RT ", "Template-Type:", "<", "{", "[")
# These begin behind an empty line; elsewhere a bracket may open any line.
_APART = ("xml", "json")


def joined_forms(text: str) -> list[str]:
    """The texts of the forms in which records of a file begin, when there are two or more; what stands before the first is the first's."""
    if sum(text.startswith(mark) or f"\n{mark}" in text for mark in _FIRST) < 2:
        return []
    lines = text.split("\n")
    forms: list[str] = []
    form = ""
    for above, line in zip(["", *lines], lines, strict=False):
        begun = _BEGINS.match(line)
        name = begun.lastgroup if begun and not (begun.lastgroup in _APART and above.strip()) else ""
        form = name or form
        forms.append(form)
    names = list(dict.fromkeys(filter(None, forms)))
    if len(names) < 2:
        return []
    forms = [form or names[0] for form in forms]
    told = list(zip(lines, forms, strict=True))
    return ["\n".join(line if form == name else "" for line, form in told) for name in names]


def brought_in(text: str) -> list[str]:
    """The texts that somebody brought in one: without marks of quotation, or apart where exports were joined; else none."""
    brought = as_brought(text)
    return [brought] if brought != text else joined_forms(text)
