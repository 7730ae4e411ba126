"""Records to papers. In: a file taken apart by its grammar. Out: its Reading: papers, Problems, and the account of every line.

What a key means is looked up in the lexicon, what a format does otherwise is mended by quirks, and a value counts only when it looks like
what its key says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from generator.model import Author, Paper, Problem, Reading, Source, Span, Use
from generator.readers import values
from generator.readers.fields import Fields, cites
from generator.readers.inside import lists_inside, with_citations
from generator.readers.outcome import container_of, place_said, publication_in, retraction
from generator.readers.parts.account import finished
from generator.readers.parts.records import paper_of, terms_of
from generator.readers.quirks import FAILED, TALKS, machine_written, no_paper, without_quirks
from generator.readers.record import Element, Parsed, Record
from generator.readers.syntax.tree import with_families, year_above
from generator.readers.values import addresses_in, first_of, running, text_of, texts_of
from generator.text import checked, fold
from generator.text.authors import names_more
from generator.text.dates import day_of
from generator.text.ids import arxiv_id, doi_of, id_of, ids_of
from generator.text.late import pattern_of
from generator.text.names import without_badges
from generator.text.printed import citation_in

_HEADING = re.compile(
    r"^\s*(?:abstract|summary|zusammenfassung|résumé|resum[eo]n?|riassunto|streszczenie|аннотация|abstract text|摘\s?要|抄録|要旨|초록)\s*"
    r"(?:[:.]\s+|[：—–]\s*|\n\s*)",
    re.IGNORECASE,
)
# The heading joined to its text, as publishers export it: "Abstract Worms dig". A sentence goes on small.
# "Abstract Interpretation is …" keeps its first word where the text says it again.
_RUN_IN = pattern_of(r"^\s*(?:Abstract|ABSTRACT)\s+(?=([A-Z][a-z]+|[AI]\s))(?!(?is:.{0,4000}?\babstract\s\1\b))")
# A title with the address of its paper: "A Title (https://…)", "[A Title](https://…)"; behind a link other links.
_ADDRESSED = re.compile(r"^(\[)?(?P<title>.{4,500}?)(?(1)\])\s*\((?P<url>https?://[^\s()]+)\)(?(1).*)$", re.S)
_ONLY_ADDRESS = pattern_of(r"(?:[^\W\d_]{1,20}: )?https?://\S+")
# "BMC Biology, 2015, doi:10.1186/s12915-015-0196-3": where a paper stands, and nothing that it says.
_PLACED = 12
# No year has so many figures; what a spreadsheet makes of "3-4".
_NO_YEAR, _A_DAY = pattern_of(r"\d{5,6}|[03-9]\d{3}|\d{1,3}"), pattern_of(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
_A_YEAR = pattern_of(r"(?:[A-Za-z]{3,9}[ -])?(?:19|20)\d\d")
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|&hellip;)\s*$")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2}(?:[a-z-]{1,10})?)?")
# Between ids of several kinds in one value: "doi:10.1000/1,isbn:9783161484100".
_SEVERAL = re.compile(r"[,;]\s?(?=[a-z-]{2,12}:)")
_LIKE_ARXIV = ("arxiv", "date", "categories", "url")


def reading_of(parsed: Parsed, text: str, source: Source) -> Reading:
    """The Reading of a file. Problems beside those of its grammar: warning `no-title`, notes `not-a-paper`, `abstract-cut`, `withdrawn`."""
    papers, spans, problems = _read(parsed, source)
    more, around, said = lists_inside(parsed.records, source, len(papers))
    papers, spans, problems = papers + more, spans + around, problems + said
    problems.sort(key=lambda problem: problem.source.line)
    gap: Use = "chrome" if papers or parsed.empty else "doubt"
    return finished(parsed.form, text, source, papers, spans, problems, gap=gap, empty_is_fine=parsed.empty)


def _read(parsed: Parsed, source: Source) -> tuple[list[Paper], list[Span], list[Problem]]:
    """The papers of the records, the lines of each record, and what is to be said."""
    papers: list[Paper] = []
    spans, problems = list(parsed.spans), list(parsed.problems)
    skipped: dict[str, list[int]] = {}
    records = with_families(parsed.records)
    if any(cites(*pair) for record in records for pair in record.value.items()):
        records = with_citations(records)
    for record, (made, said) in zip(records, _made(records, source, parsed.dialect), strict=True):
        problems += said
        if isinstance(made, str):
            skipped.setdefault(made, []).append(record.first)
            spans.append(Span(record.first, record.last, "skipped", -1, made))
        else:
            spans += _used(record, len(papers))
            papers.append(made)
    for why, lines in skipped.items():
        problems += _skip_problems(source, why, lines, parsed.noun)
    return papers, spans, problems


def _made(records: Sequence[Record], source: Source, dialect: str) -> list[tuple[Paper | str, list[Problem]]]:
    """What each record gives. A programme in which some talks lead to papers is a seminar's: all do."""
    places = [Source(source.path, record.first) for record in records]
    made = [paper_from(record, place, dialect) for record, place in zip(records, places, strict=True)]
    if all(isinstance(one, str) for one, _ in made):
        return made
    each = zip(records, places, made, strict=True)
    return [paper_from(record, place, dialect, TALKS) if one[0] == TALKS else one for record, place, one in each]


def _used(record: Record, paper: int) -> list[Span]:
    """What the lines of a record were used as, as far as its grammar tells."""
    if not record.uses:
        return [Span(record.first, record.last, "entry", paper)]
    return [replace(use, paper=paper if use.paper else -1) for use in record.uses]


def _skip_problems(source: Source, why: str, lines: list[int], noun: str) -> list[Problem]:
    """A warning for each record without a title; one note for all that are skipped for one other reason."""
    if why == "no title":
        message = f"this {noun} has no title and was skipped; add the title to keep it."
        return [Problem(Source(source.path, line), "warning", "no-title", message) for line in lines]
    if why == FAILED:
        message = "is no paper but the answer of a service that says what failed; mend the query and fetch it again."
        return [Problem(Source(source.path, line), "warning", "feed-error", message) for line in lines]
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    count = f"1 {noun} was" if len(lines) == 1 else f"{len(lines):,} {several} were"
    return [Problem(Source(source.path, lines[0]), "note", "not-a-paper", f"{count} skipped: {why}.")]


def paper_from(record: Record, place: Source, dialect: str = "", unless: str = "") -> tuple[Paper | str, list[Problem]]:
    """The paper of a record, or why it is none; and what is to be said about it."""
    mend = without_quirks(record)
    fields = Fields(mend.value, mend.around, dialect)
    title, abstract = _title(fields), _abstract(fields, mend)
    why = no_paper(record, fields, fold(title), abstract)
    if why and why != unless:
        return why, []
    ids = _ids(fields)
    cut = _CUT.search(abstract) and "arxiv" not in ids and isinstance(mend.value, Element)
    authors, more = _authors(fields, single=dialect not in ("", "labelled") or isinstance(mend.value, Element))
    own, others = _addresses(fields, ids, dialect)
    paper = paper_of(
        title, place, abstract="" if cut else abstract, authors=authors, et_al=more, date=_date(fields, dialect) or year_above(record),
        venues=_venues(fields), url=own, urls=others, ids=ids, keywords=_terms(fields, "keywords"),
        categories=_categories(fields, mend), comment=values.comment_in(fields), lang=values.language_in(fields),
        withdrawn=text_of(mend.value.get("withdrawal")), publication=publication_in(fields, mend),
        retracted=retraction(fields, title),
    )  # fmt: skip
    return paper, _said(fields, paper, place, cut=bool(cut))


def _said(fields: Fields, paper: Paper, place: Source, *, cut: bool) -> list[Problem]:
    told = (
        ("abstract-cut", "has only the beginning of its abstract, which was left out.", cut),
        ("withdrawn", f"{paper.title[:60]!r} is marked as withdrawn: {paper.withdrawn}", paper.withdrawn),
    )
    return [Problem(place, "note", code, said) for code, said, holds in told if holds] + _odd(fields, paper, place)


def _odd(fields: Fields, paper: Paper, place: Source) -> list[Problem]:
    """What a slip made of a year ("20244") or a spreadsheet of pages ("03-Apr"), where nothing else tells them."""
    looks = (("year", paper.date, _NO_YEAR), ("pages", paper.publication.pages, _A_DAY))
    said = [(name, first_of(fields, name).strip(), look) for name, known, look in looks if not known]
    message = "gives {!r} as {}, which it cannot be; it was left out. Mend it where the file comes from."
    odd = [message.format(text, name) for name, text, look in said if look.fullmatch(text)]
    return [Problem(place, "warning", "odd-value", one) for one in odd]


def _title(fields: Fields) -> str:
    titles = [text for text in map(str.strip, texts_of(fields.of("title"))) if not _ONLY_ADDRESS.fullmatch(text)]
    title = next((one for one in titles if any(map(str.isalpha, one))), next(iter(titles), ""))
    more = first_of(fields, "subtitle").strip()
    title = without_badges(_ADDRESSED.sub(r"\g<title>", title))
    if not title or not more or fold(more).casefold() in fold(title).casefold():
        return title
    return f"{title} {more}" if title[-1] in "?!:.–—" else f"{title}: {more}"


def _authors(fields: Fields, *, single: bool) -> tuple[tuple[Author, ...], bool]:
    """The authors under the first key that holds any, and whether there are more of them."""
    for group in fields.groups("authors"):
        value = group[0] if len(group) == 1 else group
        if single and isinstance(value, list) and all(isinstance(one, (str, list)) for one in value):
            value = [name for one in value for name in (one if isinstance(one, list) else [one])]
        found = values.people_of(value, single=single)
        if found:
            return found, names_more(value)
    return (), False


def _abstract(fields: Fields, record: Record) -> str:
    for group in fields.groups("abstract"):
        text = _HEADING.sub("", running(group if len(group) > 1 else group[0]), count=1)
        text = text if "bstract" in _title(fields) else _RUN_IN.sub("", text, count=1)
        place = len(text.split()) < _PLACED and doi_of(text)
        if fold(text) and not place and not values.NO_ABSTRACT.fullmatch(fold(text)[:80]):
            return re.sub(r"\n {2,}(?=\S)", "\n\n", text) if fields.of("arxiv") else text
    feed = isinstance(record.value, Element) and record.trail[-1:] in (("item",), ("entry",))
    like = feed or (any(fields.of(field) for field in _LIKE_ARXIV) and fields.of("authors"))
    if not like or machine_written(record.value):
        return ""
    return re.sub(r"\n {2,}(?=\S)", "\n\n", _HEADING.sub("", values.summary_in(fields), count=1))


def _date(fields: Fields, dialect: str) -> object:
    """The finest date that agrees with the year, when a key of its own names one; a month without its year gets it."""
    year = next(filter(None, map(values.date_in, fields.of("year"))), None)
    day = partial(values.date_in, serial=True)
    dates, entered = ([found for found in map(day, fields.of(name)) if found] for name in ("date", "entered"))
    entered += [place.date] if (place := citation_in(place_said(fields))) and place.date else []
    if year is None:
        return next(iter(dates + entered), None)
    whole = _completed(fields, year)
    near = [found for found in dates + entered if found.startswith(whole) or whole.startswith(found)][:3]
    if near:
        return near[0] if len(near[0]) == 10 else max([*near, whole], key=len)
    online = [found for found in dates if abs(int(found[:4]) - int(year[:4])) == 1]
    return online[0] if online and not dialect else whole


def _completed(fields: Fields, year: str) -> str:
    """A year with the month and the day that stand in other keys, or in a date without a year ("JUN 8")."""
    month, day = (first_of(fields, name).strip(" {}.") for name in ("month", "day"))
    loose = [text for value in fields.of("date") if (text := text_of(value).strip()) and not re.search(r"\d{4}", text)]
    parts = [f"{year[:4]}-{month}-{day}" if month.isdigit() else f"{day} {month} {year[:4]}"]
    finer = filter(None, map(day_of, [*parts, *(f"{text} {year[:4]}" for text in loose)]))
    return max([year, *finer], key=len)


def _venues(fields: Fields) -> list[str]:
    found = citation_in(place_said(fields))
    return [found.journal if found else container_of(fields)]


def _terms(fields: Fields, name: str) -> list[str]:
    """The terms under the first key that holds any: a list, or texts that join several by ";". Of a text on lines each may be one, as
    EndNote sets keywords."""
    for group in fields.groups(name):
        texts = texts_of(group)
        if len(texts) == 1 and "\n" not in texts[0] and isinstance(group[0], str):
            terms = list(terms_of(texts[0]))
        elif len(texts) == 1 and ";" not in texts[0]:
            terms = texts[0].split("\n")
        else:
            terms = [term for text in texts for term in " ".join(text.split("\n")).split(";")]
        if terms:
            return terms
    return []


def _categories(fields: Fields, record: Record) -> list[str]:
    """Categories; in a record of arXiv only those that arXiv has."""
    terms = _terms(fields, "categories")
    arxiv = machine_written(record.value) or (
        fields.of("arxiv") and any(re.search(r"[a-z]\.[A-Z]{2}\b", term) for term in terms)
    )
    return [term for term in terms if _CATEGORY.fullmatch(term)] if arxiv else terms


def _ids(fields: Fields) -> dict[str, str]:
    """The ids in keys of their own, each of the look that it must have."""
    ids: dict[str, str] = {}
    for name, look in _ID_LOOKS.items():
        said = (one for value in fields.of(name) for text in texts_of(value) for one in _SEVERAL.split(text))
        # A year under a tag that also holds PMIDs is none.
        if found := next(filter(None, (look(one) for one in said if not _A_YEAR.fullmatch(one))), ""):
            ids["repec" if name == "handle" else name] = found
    if ids.get("pmcid") == f"PMC{ids.get('pmid')}":
        del ids["pmcid"]  # a number under a tag that some have for one, some for the other
    addresses = [address for value in fields.of("url")[:20] for address in addresses_in(value)]
    linked = _ADDRESSED.match(first_of(fields, "title").strip())
    addresses += [linked["url"]] if linked else []
    # Taylor & Francis notes nothing but that in BibTeX.
    addresses += [text for text in map(text_of, fields.of("comment")) if re.fullmatch(r"\s*PMID: ?\d{1,8}\s*", text)]
    return {**ids_of(addresses), **ids}


_ID_LOOKS: dict[str, Callable[[str], str]] = {
    "doi": doi_of,
    "arxiv": arxiv_id,
    **{kind: partial(id_of, kind) for kind in ("pmid", "pmcid", "bibcode", "s2")},
    "handle": partial(id_of, "repec"),
}


def _addresses(fields: Fields, ids: dict[str, str], dialect: str) -> tuple[str, list[str]]:
    """The paper's own page, and the other addresses that the record gives, in its order."""
    groups = [[one for value in group for one in addresses_in(value) if checked(one)] for group in fields.groups("url")]
    own = next((group[0] for group in groups if group), "")
    linked = _ADDRESSED.match(first_of(fields, "title").strip())
    own = own or (linked["url"] if linked else "")
    others = [one for group in groups for one in group] + (addresses_in(linked[0]) if linked else [])
    others += [one for value in fields.of("urls") for one in addresses_in(value)]
    return own, [one for one in dict.fromkeys(others) if one != own]
