"""What the readers of records share. In: the fields of a record as a format spells them. Out: ids, dates, names, terms, a Paper.

Every function takes what a file may hold (a string, a number, a list, None) and never raises; what it cannot use is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.model import Paper, Publication, Source
from generator.readers.parts.publication import tidy_venue
from generator.text import fold, pattern_of
from generator.text.author_lists import printed_list
from generator.text.authors import authors_of, names_more
from generator.text.dates import day_of
from generator.text.ids import ARXIV_FORM, doi_of, id_of, ids_of, is_deposit
from generator.text.urls import aimed, host_of

# "hep-ph cs.AI": what only blanks part.
# A comma that stands in no bracket: "cyst (diagnosis, surgery), bile duct".
_COMMA = re.compile(r",(?![^()]{0,200}\))")
_CATEGORIES = re.compile(
    r"(?:[a-z-]{2,10}(?:\.[A-Za-z-]{2,10})? ){1,20}[a-z-]{2,10}\.[A-Za-z-]{2,10}|(?:[a-z-]{2,10}\.[A-Za-z-]{2,10} ?){1,20}"
)
# A venue that is none: "arXiv preprint arXiv:2405.14832", "CoRR", "arXiv.org". Its id is read.
_PREPRINT = re.compile(
    r"(?:(?:ar[xχ]iv|corr|abs/)(?:\.org)?(?:\s*(?:e-?prints?|preprints?|\(cornell university\)))?[\s,:]*(?:(?:ar[xχ]iv|abs)\s*[:/.]?\s*)?"
    r"[\d.v/a-z-]*\s*(?:\[[\w.:\s-]*\])?[\s,]*(?:\(?\d{4}\)?)?)",
    re.IGNORECASE,
)


def string_of(value: object) -> str:
    """A scalar as text; "" for None, a list or an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)[:400] if isinstance(value, int) and abs(value) < 10**30 else ""


def terms_of(value: object) -> tuple[str, ...]:
    """Keywords or categories from a list or from a string joined by ";", "," or "|"; each once (case aside), in order."""
    if isinstance(value, str) and _CATEGORIES.fullmatch(value):
        value = value.split()
    if isinstance(value, str):
        mark = next((sign for sign in ";|\n" if sign in value), "")
        value = printed_list(value) or (value.split(mark) if mark else _COMMA.split(value))
    terms: dict[str, str] = {}
    for term in (fold(str(one)).strip(" .;,") for one in (value if isinstance(value, (list, tuple)) else ())):
        if term:
            terms.setdefault(term.casefold(), term)
    return tuple(terms.values())


# "On Knots | Nature", "On Knots - IOPscience": a title, and the name of the site on which a browser saw it.
_ID_BEHIND = pattern_of(rf"(?P<title>.{{8,400}}?)\s[(\[]arXiv[:\s]\s?(?P<id>{ARXIV_FORM})(?:v\d+)?[)\]]", re.I)
_PAGE = pattern_of(r"(.{8,600}) (?:[|–—-]|::) ([^|–—]{3,40})")


def paper_of(
    title: str, source: Source, *, abstract: str = "", authors: object = (), date: object = None, venues: object = (), url: str = "",
    urls: Iterable[str] = (), ids: Mapping[str, str] | None = None, keywords: object = (), categories: object = (), comment: str = "",
    lang: str = "", withdrawn: str = "", et_al: bool = False, publication: Publication | None = None, retracted: str = "",
) -> Paper:  # fmt: skip
    """A Paper from fields as read: text folded, names split, the date made ISO, URLs checked, ids found in `ids`, `url` and `urls`.

    `url` is the paper's own page (an arXiv abstract, say); `urls` are other links that the digest gives, in its order. et_al: there are
    more authors; also told by `authors` when they are not Authors yet. publication: made by `publication_of`; its container is the first
    venue when it names none, and a venue itself when there is no other.
    """
    own = aimed(url)
    links = dict.fromkeys(link for link in map(aimed, urls) if link and link != own)
    named = _named(venues)
    preprints = [venue for venue in named if _PREPRINT.fullmatch(venue[:200])]
    known = _ids(ids or {}, own, links, preprints)
    title = _without_page_name(fold(title), own, known)
    # A book says its own title again where what holds a chapter has its own.
    printed = tuple(venue for venue in named if venue not in preprints and venue.casefold() != title.casefold())
    shown, told = _published(printed, publication or Publication(), known)
    listed = authors_of(authors)
    return Paper(
        title=title, source=source, abstract=fold(abstract, paragraphs=True), authors=listed,
        et_al=bool(listed) and (et_al or names_more(authors)), date=day_of(date), venues=shown, url=own or None, urls=tuple(links),
        ids=known, keywords=terms_of(keywords), categories=terms_of(categories), comment=fold(comment), lang=lang,
        withdrawn=fold(withdrawn), publication=told, retracted=fold(retracted),
    )  # fmt: skip


def cited_as(paper: Paper, cited: str, year: str) -> Paper:
    """A paper without authors, with those whom a citation names ("Prado & Ulm", "Prado et al."), which are no venue; and its year."""
    if paper.authors or not cited:
        return paper
    venues = tuple(venue for venue in paper.venues if not cited.startswith(venue))
    date = paper.date or day_of(year)
    return replace(paper, authors=authors_of(cited), et_al=names_more(cited), venues=venues, date=date)


def _without_page_name(title: str, url: str, known: dict[str, str]) -> str:
    """A title without what a browser shows around it: the id before it, the name of its site behind it; an id behind it becomes known."""
    title = title.removeprefix(f"[{known.get('arxiv', '')}] ") if title[:1] == "[" else title
    if title[-1:] in (")", "]") and (behind := _ID_BEHIND.fullmatch(title)):
        return behind["title"] if known.setdefault("arxiv", behind["id"]) == behind["id"] else title
    found = _PAGE.fullmatch(title) if url else None
    return found[1] if found and "".join(found[2].casefold().split()) in host_of(url).replace(".", "") else title


def _named(venues: object) -> tuple[str, ...]:
    given = venues if isinstance(venues, (list, tuple)) else [venues]
    return tuple(dict.fromkeys(filter(None, (tidy_venue(fold(string_of(one))) for one in given))))


def _ids(given: Mapping[str, str], own: str, links: Iterable[str], preprints: Iterable[str]) -> dict[str, str]:
    """The ids of a record: those that it gives itself, else those of its addresses. The DOI of data that it links to is not its own."""
    stated = {kind: id_of(kind, value) or fold(value) for kind, value in given.items() if value and value.strip()}
    others = (link for link in links if not is_deposit(doi_of(link)))
    known = {**ids_of([own, *others, *preprints]), **stated}
    return {kind: known[kind] for kind in sorted(known)}


def _published(
    venues: tuple[str, ...], told: Publication, ids: Mapping[str, str]
) -> tuple[tuple[str, ...], Publication]:
    """Venues and Publication, each completed by the other; what stands on arXiv alone is a preprint."""
    told = replace(told, container=tidy_venue(told.container)) if told.container else told
    if told.container and _PREPRINT.fullmatch(told.container[:200]):
        told = replace(told, kind="preprint", container="")
    if told.container and not venues:
        return (told.container,), told
    if told.kind == "other" and "arxiv" in ids and not venues:
        told = replace(told, kind="preprint")
    stands_in = told.kind in ("article", "conference", "chapter")
    return venues, replace(told, container=venues[0]) if venues and stands_in and not told.container else told
