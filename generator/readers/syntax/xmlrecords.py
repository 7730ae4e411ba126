"""XML of records. In: a file of XML: PubMed, JATS, MODS, MARC, Dublin Core, Crossref, DBLP, EndNote, ACL, Atom, RSS … Out: its records."""

from __future__ import annotations

import re

from generator.model import Source
from generator.readers.parts.html_text import opens_with_html
from generator.readers.record import Element, Parsed
from generator.readers.syntax.graph import of_project, resolved
from generator.readers.syntax.tree import records_of
from generator.readers.syntax.xmlfile import elements_of
from generator.text.late import pattern_of

NAME = "XML (feeds, PubMed, JATS, MODS, MARC, Dublin Core, Crossref, DBLP, EndNote, ACL Anthology)"
SAMPLE = "<feed><entry><id>http://arxiv.org/abs/2104.12255v1</id><title>…</title><summary>…</summary> …"
_BEGINS = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE|<[A-Za-z][\w:.-]*(?:\s[^<>]*)?>)", re.I)
_COMMENTS = pattern_of(r"\A(?:\s*+<!--(?:(?!-->).)*+-->)*+\s*+", re.S)
_HTML = pattern_of(r"<html\b|<!doctype\s+netscape", re.I)
_CLOSED = pattern_of(r"</[A-Za-z]")
# What a browser says above a file, or whoever sends it.
_LATE = pattern_of(
    r"This XML file does not appear to have any style information[^\n]*\n|"
    r"(?:[^<\n]*\n){1,20}?(?=<(?:\?xml|rss|feed|rdf:RDF|PubmedArticle(?:Set)?|mods|doi_records|dblp|OAI-PMH|records?)\b)"
)
_KINDS = {
    "feed": "feed", "rss": "feed", "rdf": "feed", "pubmedarticleset": "PubMed", "article": "JATS", "mods": "MODS", "modscollection": "MODS",
    "oaipmh": "OAI-PMH", "dblp": "DBLP", "doirecords": "Crossref", "crossrefresult": "Crossref", "xml": "EndNote", "refworks": "RefWorks",
    "citaviexchangedata": "Citavi",
    "tei": "TEI", "records": "EBSCO", "esummaryresult": "PubMed", "collection": "MARC", "collection/volume": "ACL Anthology",
}  # fmt: skip
_NONE = re.compile(r"totalResults[^>]*>0<|<skipDays>")


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a file of XML; None for a text that is no XML. Problems: warning `broken-record`."""
    shown = _bare(text)
    begun = _behind_comments(shown)
    if not _BEGINS.match(begun) or opens_with_html(begun) or _HTML.search(shown[:3000]):
        return None
    tree = elements_of(shown, source)
    records = tuple(records_of(of_project(resolved(tree.root))))
    if not records and (shown is not text or not (tree.problems or _CLOSED.search(shown))):
        return None
    noun = "entry" if records and records[0].trail[-1:] in (("entry",), ("item",)) else "record"
    form = _form(tree.root)
    if form == "feed" and not re.search(r"<(?:\w+:)?(?:item|entry)\b", shown):
        records = ()  # the head of a feed has a title too
    empty = not records and (form == "feed" or bool(_NONE.search(shown[:4000])))
    return Parsed(form, records, tuple(tree.spans), tuple(tree.problems), "", noun, empty)


def _bare(text: str) -> str:
    """The text with what stands above its first element blanked."""
    late = _LATE.match(text) if text.lstrip()[:1] != "<" and "\n<" in text[:4000] else None
    return re.sub(r"[^\n]", " ", late[0]) + text[late.end() :] if late else text


def _behind_comments(text: str) -> str:
    """The beginning of a text behind its comments."""
    comments = _COMMENTS.match(text, 0, 1 << 16)
    return text[comments.end() : comments.end() + 4000] if comments else ""


def _form(root: Element) -> str:
    """What kind of XML it is, by the name of its root."""
    name = next((key.partition(".")[0] for key in root if key[:1] not in "@#"), "")
    if name == "rdf" and not _has(root, name, "channel"):
        return "XML (RDF)"
    kind = _KINDS.get(f"{name}/volume" if name == "collection" and _has(root, name, "volume") else name, "")
    if kind == "feed" or not kind:
        return kind or "XML"
    return f"XML ({kind})"


def _has(root: Element, name: str, below: str) -> bool:
    inner = root.get(name)
    return isinstance(inner, Element) and any(key.partition(".")[0] == below for key in inner)
