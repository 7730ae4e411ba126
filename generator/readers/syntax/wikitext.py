"""Citations of a wiki. In: wikitext. Out: each {{cite journal|…}}, in the templates of several Wikipedias, as a record with its lines.

Only templates that cite a work are taken: the text around them is an article, and templates of news and pages cite no paper.
"""

from __future__ import annotations

import re

from generator.model import Source
from generator.readers.record import Object, Parsed, Record

NAME = "wikitext (citation templates)"
SAMPLE = "{{cite journal |last1=Lovelace |first1=Ada |title=A Title |journal=A Journal |year=2024 |doi=10.1000/1}}"

# Template of a citation -> what it cites; the names of the English, German, French, Spanish, Portuguese, Italian and Russian Wikipedia.
_WORKS = {
    "journal": "article", "conference": "inproceedings", "book": "book", "encyclopedia": "incollection", "thesis": "thesis",
    "report": "report", "techreport": "report", "arxiv": "preprint", "biorxiv": "preprint", "medrxiv": "preprint", "ssrn": "preprint",
    "publicación": "article", "libro": "book", "tesis": "thesis", "periódico": "article", "livro": "book",
    "pubblicazione": "article", "citation": "", "literatur": "", "article": "article", "ouvrage": "book",
    "chapitre": "incollection", "статья": "article", "книга": "book", "публикация": "",
}  # fmt: skip
_OPEN = re.compile(r"\{\{\s*(?:(?:cite|cita|citar|vcite)\s+)?([^\W\d_]{4,14})\s*(?=\|)", re.IGNORECASE)
_MARK = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
# [[link|text]], [address text], a template of one text, and marks of type.
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[https?://\S+\s+([^\[\]]*)\]")
_INNER = re.compile(r"\{\{[^{}|]*(?:\|[^{}]*?)?\|?([^{}|]*)\}\}")
_ASIDE = re.compile(r"<!--.*?-->|<ref\b[^<>]*>.*?</ref>|</?\w[^<>]*>|'{2,5}", re.DOTALL)
# Lists of authors have no more than 999 of them.
_PERSON = re.compile(
    r"(last|first|surname|given|nom|prénom|nome|cognome|apellidos?|nombre|sobrenome|author|auteur|autor|autore|автор)(\d{0,3})"
)
# Part of a person that a name of a value holds; any other holds given names.
_PARTS = dict.fromkeys("author auteur autor autore автор".split(), "name")
_PARTS |= dict.fromkeys("last surname nom cognome apellido apellidos sobrenome".split(), "family")
_CHAPTERS = ("chapter", "contribution", "titre chapitre", "chapitre", "capítulo", "capitolo")
_TITLES = ("title", "titre ouvrage", "titre", "título", "titolo")


def parsed(text: str, source: Source) -> Parsed | None:
    """The works that templates of a wiki cite; None for a text without such."""
    if "{{" not in text:
        return None
    records: list[Record] = []
    for found in _OPEN.finditer(text):
        kind = _WORKS.get(found[1].lower(), "-")
        parts = None if kind == "-" else _parts(text, found.end())
        if parts is None:
            continue
        values, end = parts
        first = text.count("\n", 0, found.start()) + 1
        records.append(Record(_record(values, kind), first, first + text.count("\n", found.start(), end)))
    return Parsed(NAME, tuple(records), noun="citation") if records else None


def _parts(text: str, at: int) -> tuple[dict[str, str], int] | None:
    """The named values of a template whose first bar stands at `at`, and its end; None where it does not end."""
    depth, begin, values = 0, at + 1, {}
    for mark in _MARK.finditer(text, at):
        ends = depth == 0 and mark[0] == "}}"
        if depth == 0 and (ends or mark[0] == "|"):
            name, is_named, value = text[begin : mark.start()].partition("=")
            if is_named:
                values[name.strip().lower()] = _plain(value)
            begin = mark.end()
        if ends:
            return values, mark.end()
        depth += {"{{": 1, "[[": 1, "}}": -1, "]]": -1, "|": 0}[mark[0]]
    return None


def _plain(value: str) -> str:
    """A value without the marks of a wiki."""
    text = _ASIDE.sub("", value)
    while (inner := _INNER.sub(r"\1", text)) != text:
        text = inner
    return " ".join(_LINK.sub(lambda found: found[1] or found[2] or "", text).split())


def _record(values: dict[str, str], kind: str) -> Object:
    """A record in words of the lexicon: persons as pairs; of a chapter its own title, and its book as the venue."""
    people: dict[int, dict[str, str]] = {}
    record: Object = {"type": kind} if kind else {}
    for name, value in values.items():
        person = _PERSON.fullmatch(name)
        if person and value:
            people.setdefault(int(person[2] or 1), {})[_PARTS.get(person[1], "given")] = value
        elif value:
            record[name] = value
    if any(set(one) != {"name"} for one in people.values()) or len(people) > 1:
        record["authors"] = [people[place] for place in sorted(people)]
    elif people:
        record["authors"] = people[min(people)]["name"]  # one value may name several
    elif names := record.pop("vauthors", ""):
        record["authors"] = names
    part = next((name for name in _CHAPTERS if name in record), "")
    whole = next((name for name in _TITLES if name in record), "")
    if part:
        record |= {"title": record.pop(part), "booktitle": record.pop(whole, "")}
    return record
