"""Feeds. In: Atom, RSS 2.0 or RDF, from arXiv's API, arXiv's daily feed or anywhere else. Out: a paper for each entry.

feedparser reads it; where an entry stands in the file is found by looking for its tags, for feedparser does not say.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping

from generator.model import Author, Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import Lines, finished
from generator.readers.parts.records import arxiv_id, author_of, authors_of, doi_of, names_more, paper_of, string_of
from generator.text import fold

NAME = "feed"
SAMPLE = (
    "<feed><entry><id>http://arxiv.org/abs/2104.12255v1</id><title>…</title><summary>…</summary> … (Atom, RSS 2.0, RDF)"
)
_ROOT = re.compile(r"<(?:\w+:)?(?:feed|rss|RDF|channel)[\s>]")
_ENTRY = re.compile(r"<(/?)(?:[A-Za-z]\w*:)?(?:entry|item)(?=[\s>/])")
_SKIP = (("<!--", "-->"), ("<![CDATA[", "]]>"))
_TAGS = re.compile(
    r"</?(?:p|br|i|b|em|strong|sub|sup|span|div|a|h[1-6]|ul|ol|li|tt|code|img|u|small|jats:[\w-]+|section|title)\b[^<>]*>",
    re.I,
)
_BREAKS = re.compile(r"<(?:/p|/div|/li|/h[1-6]|br\s*/?|/jats:(?:p|title))>", re.I)
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?(?P<text>.*)", re.S | re.I
)
_OLD_TITLE = re.compile(
    r"(?P<title>.*?)\.?\s*\(arXiv:(?P<id>[^\s)]+)(?:\s*\[[^\]]*\])?(?:\s*UPDATED)?\)(?:\s*UPDATED)?\s*$", re.S
)
_LABELS = re.compile(r"(Publication date|Source|Author\(s\)):\s*(.*)")
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|&hellip;)\s*$")


def recognise(text: str, path: str) -> float:
    """A feed's root element near the start, also under the note that browsers put above a feed that they show."""
    head = text[:4000]
    return 0.95 if "<" in head and _ROOT.search(head) and head.lstrip()[:1] in ("<", "T") else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a feed. Problems: error `xml-entities`; warnings `xml-broken`, `feed-error`, `no-title`; note `abstract-cut`."""
    if re.search(r"<!ENTITY\b", text):
        message = (
            "declares XML entities, which can make a small file huge; it was not read. Remove its <!DOCTYPE …> part."
        )
        return finished(NAME, text, source, (), (), [Problem(source, "error", "xml-entities", message)], gap="skipped")
    entries, broken = _parsed(text)
    problems = [Problem(source, "warning", "xml-broken", broken)] if broken else []
    papers: list[Paper] = []
    spans: list[Span] = []
    places = list(_places(text))
    lines = Lines(text)
    for number, entry in enumerate(entries):
        start, end = places[number] if number < len(places) else places[-1] if places else (0, 0)
        first, last = lines.at(start), lines.at(max(start, end - 1))
        problem = _refused(entry, Source(source.path, first))
        if problem:
            problems.append(problem)
            spans.append(Span(first, last, "skipped", -1, problem.code))
            continue
        paper, cut = _paper(entry, Source(source.path, first))
        problems += [cut] if cut else []
        spans.append(Span(first, last, "entry", len(papers)))
        papers.append(paper)
    return finished(NAME, text, source, papers, spans, problems, empty_is_fine=_says_none(text))


def _parsed(text: str) -> tuple[list[Mapping[str, object]], str]:
    """feedparser's entries, and what it complained of."""
    import feedparser

    root = _ROOT.search(text[:4000])
    start = text.rfind("<?xml", 0, root.start()) if root else 0
    body = text[start if start >= 0 else root.start() if root else 0 :]
    # The text is decoded by now: what its declaration says of its encoding holds no more.
    body = re.sub(r"^<\?xml[^>]{0,200}\?>", '<?xml version="1.0" encoding="utf-8"?>', body)
    raw = io.BytesIO(body.encode("utf-8", "replace"))
    try:
        feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        return [], f"cannot be read as XML ({type(error).__name__}); get the feed again."
    fault = feed.get("bozo_exception")
    if not feed.get("bozo") or fault is None or isinstance(fault, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        return list(feed.entries), ""
    if isinstance(fault, feedparser.exceptions.CharacterEncodingOverride):
        return list(feed.entries), ""
    said = re.sub(r"\s+", " ", str(fault))[:100]
    return list(feed.entries), f"is not sound XML ({said}); what could be read was. Get the feed again."


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each entry begins and ends, comments and CDATA left out."""
    at, start = 0, -1
    dead = [(text.find(mark), mark, end) for mark, end in _SKIP]
    for found in _ENTRY.finditer(text):
        if found.start() < at:
            continue
        for index, (place, mark, end) in enumerate(dead):
            while 0 <= place < found.start():
                close = text.find(end, place)
                at = max(at, close + 3 if close >= 0 else len(text))
                place = text.find(mark, at)
            dead[index] = (place, mark, end)
        if found.start() < at:
            continue
        if found[1]:
            if start >= 0:
                close = text.find(">", found.end())
                yield start, close + 1 if close >= 0 else len(text)
            start = -1
        else:
            if start >= 0:
                yield start, found.start()
            start = found.start()
    if start >= 0:
        yield start, len(text)


def _says_none(text: str) -> bool:
    """arXiv's answer to a search without results, and its feed on a day without papers."""
    return bool(re.search(r"totalResults[^>]*>0<|<skipDays>", text[:4000]))


def _refused(entry: Mapping[str, object], place: Source) -> Problem | None:
    said = string_of(entry.get("summary")).strip()
    if "/api/errors" in string_of(entry.get("id")):
        message = f"arXiv's API answered with an error: {said[:200]!r}. Mend the query and fetch it again."
        return Problem(place, "warning", "feed-error", message)
    if not fold(_title(entry)[0]):
        return Problem(place, "warning", "no-title", "is an entry without a title and was skipped; give it one.")
    return None


def _paper(entry: Mapping[str, object], place: Source) -> tuple[Paper, Problem | None]:
    title, said_id = _title(entry)
    link = string_of(entry.get("link"))
    own = [string_of(entry.get(key)) for key in ("arxiv_doi", "prism_doi", "dc_identifier", "id", "link")]
    ids = {
        "arxiv": said_id or next(filter(None, map(arxiv_id, own)), ""),
        "doi": next(filter(None, map(doi_of, own)), ""),
    }
    abstract, fields, announced = _abstract(entry)
    cut = None
    if abstract and _CUT.search(abstract) and not ids["arxiv"]:
        cut = Problem(place, "note", "abstract-cut", "has only the beginning of its abstract, which was left out.")
        abstract = ""
    paper = paper_of(
        title, place, abstract=abstract, authors=_authors(entry) or authors_of(fields.get("Author(s)", "")),
        et_al=names_more([string_of(entry.get("author")), fields.get("Author(s)", "")]),
        date=None if announced or said_id else _date(entry), ids=ids, categories=_terms(entry),
        venues=[string_of(entry.get(key)) for key in ("arxiv_journal_ref", "prism_publicationname")] + [fields.get("Source", "")],
        url=f"https://arxiv.org/abs/{ids['arxiv']}" if ids["arxiv"] else link, comment=string_of(entry.get("arxiv_comment")),
        urls=[string_of(one.get("href")) for one in _listed(entry, "links") if _leads_on(one, bool(ids["arxiv"]))],
    )  # fmt: skip
    return paper, cut


def _title(entry: Mapping[str, object]) -> tuple[str, str]:
    """The title, and the arXiv id that older feeds put behind it."""
    title = _plain(string_of(entry.get("title")), entry.get("title_detail"))
    old = _OLD_TITLE.fullmatch(title)
    return (old["title"], arxiv_id(old["id"])) if old and arxiv_id(old["id"]) else (" ".join(title.split()), "")


def _abstract(entry: Mapping[str, object]) -> tuple[str, dict[str, str], bool]:
    """The abstract; labelled lines that stood in its place; whether this is arXiv's daily feed, whose dates are the day's."""
    detail = entry.get("summary_detail")
    text = _plain(string_of(entry.get("summary")), detail)
    if not text.strip():
        text = _plain(
            next((string_of(one.get("value")) for one in _listed(entry, "content")), ""), {"type": "text/html"}
        )
    announced = _ANNOUNCED.match(text)
    if announced:
        text = announced["text"]
    if arxiv_id(string_of(entry.get("id")) or string_of(entry.get("link"))):
        text = re.sub(r"\n(?=  \S)", "\n\n", text)
    fields = (
        {found[1]: found[2] for found in _LABELS.finditer(text)}
        if text.lstrip().startswith("Publication date:")
        else {}
    )
    text = "" if fields else re.sub(r"^\s*Abstract\s*[:.]\s*", "", text)
    return text, fields, bool(announced)


def _plain(text: str, detail: object) -> str:
    """Text without the tags of HTML, if it may hold any; a `<` that opens no known tag is text."""
    kind = detail.get("type") if isinstance(detail, Mapping) else ""
    if "<" not in text and "&" not in text:
        return text
    if kind == "text/plain" and not _TAGS.match(text.lstrip()):
        return text
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n\n", text)))


def _authors(entry: Mapping[str, object]) -> tuple[Author, ...]:
    """arXiv's daily feed puts all names into one dc:creator, as HTML in older ones."""
    named = [_plain(string_of(one.get("name")), {"type": "text/html"}) for one in _listed(entry, "authors")]
    named = [name for name in named if name.strip()] or [string_of(entry.get("author"))]
    if len(named) == 1:
        return authors_of(_paired(named[0]))
    found = {author.name: author for author in map(author_of, named) if author}
    return tuple(found.values())


def _paired(names: str) -> object:
    """ "Example, A., Sample, B. C.": surnames and initials in turn, as preprint servers print them; other lists as they are."""
    parts = [part.strip() for part in names.split(",") if part.strip()]
    initials = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
    if len(parts) % 2 or not all(initials.fullmatch(part) for part in parts[1::2]):
        return names
    return [f"{initial} {surname}" for surname, initial in zip(parts[::2], parts[1::2], strict=True)]


def _terms(entry: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(string_of(one.get("term")) for one in _listed(entry, "tags"))


def _date(entry: Mapping[str, object]) -> object:
    for key in ("prism_publicationdate", "published", "updated"):
        parsed = entry.get(f"{key}_parsed")
        if isinstance(parsed, (list, tuple)):
            return parsed[:3]
        if string_of(entry.get(key)).strip():
            return entry.get(key)
    return None


def _leads_on(link: Mapping[str, object], arxiv: bool) -> bool:
    """Links beside the entry's own page, but not the PDF that every arXiv entry has."""
    return link.get("rel") in ("related", "enclosure", "via") and not (arxiv and arxiv_id(string_of(link.get("href"))))


def _listed(entry: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = entry.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
