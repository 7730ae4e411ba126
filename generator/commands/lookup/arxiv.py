"""arXiv. In: the Atom feed that it answers with. Out: Candidates."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.commands.lookup.bodies import none_known, xml_body
from generator.commands.lookup.candidate import Candidate, NoAnswer
from generator.text import fold
from generator.text.ids import arxiv_id

_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


def arxiv_works(body: bytes) -> Iterator[Candidate]:
    """The works that arXiv names. Raises NoAnswer."""
    feed = xml_body(body)
    if feed.tag != f"{_ATOM}feed":
        raise NoAnswer("no Atom feed")
    entries = feed.findall(f"{_ATOM}entry")
    if not entries:
        none_known((feed.findtext(_TOTAL) or "").strip() == "0")
    for entry in entries:
        place = _said(entry, f"{_ATOM}id")
        if "/api/errors" in place:
            raise NoAnswer(f"an error of the service ({_said(entry, f'{_ATOM}summary')[:100]})")
        found = arxiv_id(place)
        if found:
            yield _work(entry, found)
        else:
            # Of an id that nobody has, arXiv gives an entry without an id.
            none_known(not place)


def _work(entry: etree._Element, found: str) -> Candidate:
    names = [_said(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
    return Candidate(
        title=_said(entry, f"{_ATOM}title"),
        said=f"arXiv {found}",
        authors=tuple(filter(None, names)),
        abstract=_said(entry, f"{_ATOM}summary"),
        date=_said(entry, f"{_ATOM}published")[:10],
        arxiv=found,
        doi=_said(entry, f"{_ARXIV}doi").lower(),
    )


def _said(element: etree._Element, name: str) -> str:
    return fold(element.findtext(name) or "")
