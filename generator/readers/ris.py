"""RIS and its kin. In: a RIS, Web of Science, MEDLINE or EndNote file. Out: papers.

Read as they are: a byte order mark, unknown tags, wrapped lines, text between records, a record without its end.
"""

from __future__ import annotations

import re

from generator.model import Author, Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import finished
from generator.readers.parts.records import author_of, authors_of, doi_of, ids_of, names_more, paper_of
from generator.readers.parts.tagged import Tagged, dialect_of, records_of
from generator.text import fold

NAME = "RIS (also Web of Science, MEDLINE, EndNote)"
SAMPLE = "TY  - JOUR\nTI  - A Title\nAU  - Turing, Alan\nPY  - 1950\nER  - "
# What exporters write between records: numbers, counts, the file's own head and end.
_CHROME = re.compile(
    r"\d+[.)]?$|record\b.*\d|(?:provider|content|database|source|export(?:ed)?)\b.*:|(?:FN|VR|EF)\b|```", re.IGNORECASE
)
_TITLES = {"ris": ("TI", "T1", "CT", "BT", "ST"), "wos": ("TI",), "medline": ("TI", "BTI", "TT"), "endnote": ("T",)}
_AUTHORS = {"ris": ("AU", "A1", "AF"), "wos": ("AF", "AU"), "medline": ("FAU", "AU"), "endnote": ("A",)}
_ABSTRACTS = {"ris": ("AB", "N2"), "wos": ("AB",), "medline": ("AB",), "endnote": ("X",)}
_VENUES = {"ris": ("T2", "JF", "JO", "JA", "J2"), "wos": ("SO",), "medline": ("JT", "TA"), "endnote": ("J", "B")}
_KEYWORDS = {"ris": ("KW", "DE"), "wos": ("DE",), "medline": ("OT", "MH"), "endnote": ("K",)}


def recognise(text: str, path: str) -> float:
    """A line that opens a record."""
    return 0.9 if dialect_of(text) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read tagged records. Problems: warnings `no-title`, `outside-record`; note `no-end`."""
    dialect = dialect_of(text) or "ris"
    records, outside = records_of(text, dialect)
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for record in records:
        place = Source(source.path, record.first)
        paper = _paper(record, dialect, place)
        if paper is None:
            message = "this record has no title and was skipped; add a TI line to keep it."
            problems.append(Problem(place, "warning", "no-title", message))
            spans.append(Span(record.first, record.last, "skipped", -1, "no title"))
            continue
        if not record.ended and dialect in ("ris", "wos"):
            problems.append(
                Problem(place, "note", "no-end", "this record has no ER line; it was read up to the next one.")
            )
        spans.append(Span(record.first, record.last, "entry", len(papers)))
        papers.append(paper)
    lost, more = _outside(text, outside, source)
    return finished(NAME, text, source, papers, [*spans, *lost], [*problems, *more])


def _outside(text: str, numbers: list[int], source: Source) -> tuple[list[Span], list[Problem]]:
    """Lines outside of every record: what exporters write there is chrome, anything else is in doubt."""
    lines = text.split("\n")
    strange = [number for number in numbers if not _CHROME.match(lines[number - 1].strip())]
    message = "stands outside of every record and was left out; a record begins with its TY (PT, PMID, %0) line."
    spans = [Span(number, number, "doubt", -1, "outside of every record") for number in strange]
    return spans, [
        Problem(Source(source.path, number), "warning", "outside-record", message) for number in strange[:50]
    ]


def _paper(record: Tagged, dialect: str, place: Source) -> Paper | None:
    title = record.one(*_TITLES[dialect])
    if not fold(title):
        return None
    urls = [part for value in record.all("UR", "U") for part in re.split(r"[;\s]+(?=https?://)", value) if part.strip()]
    links = [value for tag in ("L1", "L2", "LK") for value in record.all(tag) if value.startswith("http")]
    return paper_of(
        title, place, abstract="\n\n".join(record.all(*_ABSTRACTS[dialect])), authors=_authors(record.all(*_AUTHORS[dialect])),
        et_al=names_more(record.all(*_AUTHORS[dialect])),
        date=_date(record, dialect), venues=record.all(*_VENUES[dialect])[:1], url=urls[0] if urls else "", urls=[*urls[1:], *links],
        ids=_ids(record, dialect), keywords=_keywords(record.all(*_KEYWORDS[dialect])), lang=_language(record.one("LA", "G")),
    )  # fmt: skip


def _authors(values: list[str]) -> tuple[Author, ...]:
    """One author a line; or all on one line, joined by ";" or "and"; or, in Web of Science, a line each under one tag."""
    authors: dict[str, Author] = {}
    for value in values:
        for line in value.split("\n"):
            joined = ";" in line or re.search(r"\sand\s", line)
            several = authors_of(line) if joined else tuple(filter(None, (author_of(line),)))
            authors |= {author.name: author for author in several if author.name not in authors}
    return tuple(authors.values())


def _date(record: Tagged, dialect: str) -> str:
    if dialect == "wos":
        return f"{record.one('PD')} {record.one('PY')}".strip()
    if dialect == "medline":
        return record.one("DP", "DEP")
    if dialect == "endnote":
        return record.one("8", "D")
    year, day = record.one("PY", "Y1"), record.one("DA")
    return day if re.match(r"\d{4}[/-]\d", day) and (not year or day[:4] == year[:4]) else year or day


def _ids(record: Tagged, dialect: str) -> dict[str, str]:
    said = [*record.all("DO", "DI"), *record.all("R"), *record.all("AID"), *record.all("LID"), record.one("M3")]
    doi = next(filter(None, (doi_of(value) for value in said)), "")
    ids = {
        **ids_of([value for tag in ("AN", "C7", "M1", "N1") for value in record.all(tag) if "arxiv" in value.lower()]),
        "doi": doi,
    }
    pmid = record.one("PMID") if dialect == "medline" else record.one("PM") if dialect == "wos" else ""
    return ids | ({"pmid": pmid} if pmid.isdigit() else {})


def _keywords(values: list[str]) -> list[str]:
    """A term a line; or many on one, joined by ";" (and wrapped)."""
    return [
        term
        for value in values
        for term in (re.sub(r"\n", " ", value).split(";") if ";" in value else value.split("\n"))
    ]


def _language(said: str) -> str:
    return {
        "english": "en",
        "eng": "en",
        "german": "de",
        "french": "fr",
        "spanish": "es",
        "chinese": "zh",
        "russian": "ru",
    }.get(
        said.strip().lower(),
        said.strip().lower() if re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?", said.strip()) else "",
    )
