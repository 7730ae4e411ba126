"""ACL Anthology XML. In: a collection's file. Out: its papers; front matter is chrome, retracted and removed papers are withdrawn.

Each volume's head and each paper is parsed by itself, with lxml, so a broken one does not take the rest and every line number is exact.
Entities are never resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.model import Author, Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import Lines, finished
from generator.readers.parts.records import paper_of
from generator.text import fold

NAME = "ACL Anthology (XML)"
SAMPLE = '<collection id="2021.acl"><volume id="1"><paper id="1"><title>A Title</title></paper></volume></collection>'
_OPENED = re.compile(r"<(collection|volume|meta|paper|frontmatter)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LANGUAGES = {
    "eng": "en",
    "fra": "fr",
    "deu": "de",
    "spa": "es",
    "por": "pt",
    "zho": "zh",
    "jpn": "ja",
    "rus": "ru",
    "kor": "ko",
}


def recognise(text: str, path: str) -> float:
    """XML with a collection, a volume and papers."""
    head = text[: 1 << 16]
    inside = re.search(r"<collection\b[^>]*>|<volume\b[^>]*>", head) and re.search(r"<paper\b", head)
    return 0.95 if inside and re.match(r"\s*<", head) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a collection. Problems: warnings `broken-paper`, `no-title`; note `withdrawn`."""
    made = _Collection(text, source)
    made.read()
    return finished(NAME, text, source, made.papers, made.spans, made.problems)


class _Collection:
    def __init__(self, text: str, source: Source) -> None:
        # Comments are blanked, line ends kept: a paper that was commented out is none.
        self.text = _without_comments(text)
        self.source, self.lines = source, Lines(text)
        self.papers: list[Paper] = []
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self.collection = self.volume = ""
        self.venue, self.date = "", ""
        self.unclosed: set[str] = set()

    def read(self) -> None:
        at = 0
        while found := _OPENED.search(self.text, at):
            at = found.end()
            name, attributes = found[1], {key: one or two for key, one, two in _ATTRIBUTE.findall(found[2])}
            if name == "collection":
                self.collection = attributes.get("id", "")
            elif name == "volume":
                self.volume, self.venue, self.date = attributes.get("id", ""), "", ""
            elif not found[2].endswith("/"):
                at = self._block(name, attributes.get("id", ""), found.start(), found.end())

    def _block(self, name: str, number: str, start: int, inner: int) -> int:
        """Take the element that opens at `start`; where to go on: its end, or the next one's beginning when it is never closed."""
        close = -1 if name in self.unclosed else self.text.find(f"</{name}>", inner)
        self.unclosed |= {name} if close < 0 else set()
        follow = re.compile(rf"<{name}(?=[\s/>])").search(self.text, inner) if name == "paper" else None
        if close < 0 or (follow and follow.start() < close):
            end = follow.start() if follow else len(self.text)
            self._broken(start, end, f"</{name}> is missing")
            return max(end, inner)
        end = close + len(name) + 3
        if name == "frontmatter" or (name == "paper" and number == "0"):
            self.spans.append(Span(self.lines.at(start), self.lines.at(end - 1), "chrome", -1, "front matter"))
            return end
        try:
            element = etree.fromstring(self.text[start:end], _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            self._broken(start, end, re.split(r"(?: line \d+)?(?: and \w+)?, line", str(error))[0][:100])
            return end
        if name == "meta":
            self.venue, self.date = source_text(element.find("booktitle")), _date_in(element)
            self.spans.append(Span(self.lines.at(start), self.lines.at(end - 1), "chrome", -1, "the volume's head"))
        else:
            self._paper(element, number, self.lines.at(start), self.lines.at(end - 1))
        return end

    def _broken(self, start: int, end: int, why: str) -> None:
        first, last = self.lines.at(start), self.lines.at(max(start, end - 1))
        if self.spans and self.spans[-1].note == "broken XML" and self.spans[-1].last >= last:
            return
        self.spans.append(Span(first, last, "doubt", -1, "broken XML"))
        message = f"is broken XML and was skipped ({why}); mend it or fetch the file again."
        self.problems.append(Problem(Source(self.source.path, first), "warning", "broken-paper", message))

    def _paper(self, element: etree._Element, number: str, first: int, last: int) -> None:
        place = Source(self.source.path, first)
        title = source_text(element.find("title"))
        if not fold(title):
            self.spans.append(Span(first, last, "skipped", -1, "no title"))
            self.problems.append(Problem(place, "warning", "no-title", f"paper {number} has no title and was skipped."))
            return
        withdrawn = _withdrawn(element)
        if withdrawn:
            self.problems.append(
                Problem(place, "note", "withdrawn", f"{title[:60]!r} is marked as withdrawn: {withdrawn}")
            )
        own = _text(element, "url")
        anthology = own if re.fullmatch(r"[\w.-]+", own) else f"{self.collection}-{self.volume}.{number}"
        self.spans.append(Span(first, last, "entry", len(self.papers)))
        self.papers.append(self._made(element, title, anthology, withdrawn, place))

    def _made(self, element: etree._Element, title: str, anthology: str, withdrawn: str, place: Source) -> Paper:
        own = _text(element, "url")
        return paper_of(
            title, place, abstract=source_text(element.find("abstract")), authors=tuple(_authors(element)),
            date=_date_in(element) or self.date, venues=[self.venue], url=f"https://aclanthology.org/{anthology}/",
            urls=[own] if own.startswith("http") else [], ids={"acl": anthology, "doi": _text(element, "doi").lower()},
            lang=_LANGUAGES.get(_text(element, "language"), ""), withdrawn=withdrawn, comment=_awards(element),
        )  # fmt: skip


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start : end + 3])]
        at = end + 3
    return "".join((*parts, text[at:]))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def source_text(element: etree._Element | None) -> str:
    """Text with <tex-math> as $...$, sub- and superscripts as LaTeX, and no trace of <fixed-case>, <b>, <i>, <url>."""
    return "".join(_pieces(element, 0)) if element is not None else ""


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    opening, closing = {"tex-math": ("$", "$"), "sub": ("$_{", "}$"), "sup": ("$^{", "}$")}.get(
        str(element.tag), ("", "")
    )
    yield opening + (element.text or "")
    for inner in element:
        if isinstance(inner.tag, str) and depth < 50:
            yield from _pieces(inner, depth + 1)
        elif not isinstance(inner.tag, str) and inner.text and inner.text.startswith("&"):
            yield inner.text  # an entity that was not resolved, as it stands
        yield inner.tail or ""
    yield closing


def _text(element: etree._Element, name: str) -> str:
    return source_text(element.find(name)).strip()


def _date_in(element: etree._Element) -> str:
    return (
        f"{_text(element, 'month').split('–')[0].split('-')[0]} {_text(element, 'year')}".strip()
        if _text(element, "year")
        else ""
    )


def _authors(element: etree._Element) -> Iterator[Author]:
    seen = set()
    for one in element.findall("author"):
        name = " ".join(" ".join((_text(one, "first"), _text(one, "last"))).split())
        orcid = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", one.get("orcid", ""))
        if re.search(r"\w", name) and name not in seen:
            seen.add(name)
            yield Author(name, orcid[0] if orcid else "")


def _withdrawn(element: etree._Element) -> str:
    """Why a paper was retracted or removed, with the day; "" for one that stands."""
    for name in ("retracted", "removed"):
        mark = element.find(name)
        if mark is not None:
            reason = " ".join(source_text(mark).split())
            return " ".join(filter(None, (f"{name} {mark.get('date', '')}".strip() + (":" if reason else ""), reason)))
    return ""


def _awards(element: etree._Element) -> str:
    return "; ".join(filter(None, (source_text(award).strip() for award in element.findall("award"))))
