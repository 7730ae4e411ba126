"""What the readers of records share. In: the fields of a record as a format spells them. Out: ids, dates, names, terms, a Paper.

Every function takes what a file may hold (a string, a number, a list, None) and never raises; what it cannot use is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec.structs import replace

from generator.model import Author, Paper, Publication, Source
from generator.readers.parts.dates import day_of
from generator.text import checked, fold, goes_on, typeset

__all__ = [
    "arxiv_id",
    "author_of",
    "authors_of",
    "day_of",
    "doi_of",
    "ids_of",
    "names_more",
    "paper_of",
    "string_of",
    "strings_of",
    "terms_of",
]

_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Z][A-Za-z-]{1,10})?/\d{7}"
_ARXIV = re.compile(rf"(?<![\w./-])(?P<id>\d{{4}}\.\d{{4,5}}|{_OLD})(?:v\d+)?(?![\w-]|\.\d)")
_ARXIV_PLACE = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format|ps)/{1,3}|arxiv\.org:|arxiv\s*[:.]\s*|10\.48550/arxiv\.|huggingface\.co/papers/|"
    r"alphaxiv\.org/(?:abs|pdf|overview)/|semanticscholar\.org/arxiv:)",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'|\\^`{}]+")
_HOMES = {
    "openreview": re.compile(r"openreview\.net/(?:forum|pdf|attachment)\?(?:[^\s#]*&)?id=([\w-]+)"),
    "acl": re.compile(
        r"aclanthology\.org/([A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)(?:v\d+)?(?![\w.]*\d)", re.IGNORECASE
    ),
    "pmlr": re.compile(r"proceedings\.mlr\.press/(v\d+/[\w-]+?)(?:\.html|/|$)"),
    "s2": re.compile(r"semanticscholar\.org/paper/(?:[^/\s]+/)?([0-9a-f]{40})"),
    "pmid": re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)"),
}
_HOSTS = {
    "openreview": "openreview.",
    "acl": "aclanthology.",
    "pmlr": "mlr.press",
    "s2": "semanticscholar.",
    "pmid": "nlm.nih.gov",
}
_IS_DOI = re.compile(r"doi\.org|^\W*(?:doi\W*)?10\.\d", re.IGNORECASE)
_SPLIT_NAMES = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s+|\n")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|[ivx]{2,4}", re.IGNORECASE)
_OTHERS = re.compile(r"(?:and\s+)?(?:others|et\.?\s*al\.?)", re.IGNORECASE)
_BEHIND = re.compile(r"(?<=\S),?\s+et\.?\s*al\.?$", re.IGNORECASE)
# "hep-ph cs.AI": what only blanks part.
_CATEGORIES = re.compile(
    r"(?:[a-z-]{2,10}(?:\.[A-Za-z-]{2,10})? ){1,20}[a-z-]{2,10}\.[A-Za-z-]{2,10}|(?:[a-z-]{2,10}\.[A-Za-z-]{2,10} ?){1,20}"
)
# A venue that is none: "arXiv preprint arXiv:2405.14832", "CoRR", "arXiv.org". Its id is read.
_PREPRINT = re.compile(
    r"(?:(?:ar[xχ]iv|corr|abs/)(?:\.org)?(?:\s*(?:e-?prints?|preprints?|\(cornell university\)))?[\s,:]*(?:(?:ar[xχ]iv|abs)\s*[:/.]?\s*)?"
    r"[\d.v/a-z-]*\s*(?:\[[\w.:\s-]*\])?[\s,]*(?:\(?\d{4}\)?)?)",
    re.IGNORECASE,
)
_ORCID = re.compile(r"(?<!\d)(\d{4}-\d{4}-\d{4}-\d{3}[\dX])(?!\d)")


def string_of(value: object) -> str:
    """A scalar as text; "" for None, a list or an object. OpenReview's {"value": …} is opened."""
    if isinstance(value, dict):
        return string_of(value.get("value")) if set(value) <= {"value", "readers"} else ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)[:400] if isinstance(value, int) and abs(value) < 10**30 else ""


def strings_of(value: object) -> list[str]:
    """A list, or a scalar as a list of one: its non-blank strings."""
    if isinstance(value, dict) and set(value) <= {"value", "readers"}:
        value = value.get("value")
    found = value if isinstance(value, (list, tuple)) else [value]
    return [text for text in map(string_of, found) if text.strip()]


def arxiv_id(text: str) -> str:
    """The arXiv id in an id, a URL, "arXiv:…v2" or an arXiv DOI, without version and subject class; "" when there is none."""
    text = text.strip()[:2000]
    place = _ARXIV_PLACE.search(text)
    found = _ARXIV.match(text, place.end()) if place else _ARXIV.fullmatch(text)
    if not found and place:
        found = _ARXIV.match(text[place.end() :])
    return re.sub(r"\.[A-Za-z-]+/", "/", found["id"]).lower() if found else ""


def doi_of(text: str) -> str:
    """The DOI in a DOI or its URL, lower case; "" when there is none, and for arXiv's own DOIs (arxiv_id reads those)."""
    found = _DOI.search(text.replace("%2F", "/").replace("%2f", "/")[:2000])
    doi = found[0].lower().rstrip(".,;") if found else ""
    while doi.endswith((")", ">", "]")) and doi.count(doi[-1]) > doi.count({")": "(", ">": "<", "]": "["}[doi[-1]]):
        doi = doi[:-1]
    return "" if doi.startswith("10.48550/arxiv.") else doi


def ids_of(texts: Iterable[str]) -> dict[str, str]:
    """kind -> id for what URLs and ids say; of two of one kind the first."""
    ids: dict[str, str] = {}
    for text in filter(None, texts):
        for kind, value in _ids_in(text).items():
            ids.setdefault(kind, value)
    return ids


@lru_cache(maxsize=1024)
def _ids_in(text: str) -> dict[str, str]:
    """The ids in one text; not to be changed, for it is kept: a reader and paper_of ask for the same address."""
    ids = {"arxiv": arxiv_id(text), "doi": doi_of(text) if "10." in text and _IS_DOI.search(text) else ""}
    for kind, pattern in _HOMES.items():
        found = pattern.search(text) if _HOSTS[kind] in text.lower() else None
        ids[kind] = (found[1].lower() if kind == "acl" and "." in found[1] else found[1]) if found else ""
    return {kind: value for kind, value in ids.items() if value}


def authors_of(value: object) -> tuple[Author, ...]:
    """Authors from a list (of names, or of objects with a name) or from one string; each name once, in order."""
    if isinstance(value, dict) and set(value) <= {"value", "readers"}:
        value = value.get("value")
    if isinstance(value, str):
        value = _names_in(value)
    listed = value if isinstance(value, (list, tuple)) else [value]
    authors: dict[str, Author] = {}
    commas = sum(isinstance(one, str) and "," in one for one in listed)
    straight = len(listed) > 2 and commas * 2 < len(
        listed
    )  # the others are not turned round, so a comma is part of a name
    for one in listed:
        author = author_of(
            {"name": one} if straight and isinstance(one, str) and not _OTHERS.fullmatch(one.strip()) else one
        )
        if author and author.name not in authors:
            authors[author.name] = author
    return tuple(authors.values())


def names_more(authors: object) -> bool:
    """Whether a list of authors says itself that it goes on: a text, or a list of names or of objects with a name."""
    if isinstance(authors, str):
        return goes_on(authors)
    if isinstance(authors, Mapping):
        return any(names_more(authors.get(key)) for key in ("name", "literal", "family", "lastName", "value"))
    return isinstance(authors, (list, tuple)) and any(map(names_more, authors))


def author_of(value: object) -> Author | None:
    """One author. "Last, First" and "Last, Jr., First" are turned round; given and family names of an object are joined."""
    if isinstance(value, str):
        name = _turned(_BEHIND.sub("", _spelled(value)))
        return Author(name) if re.search(r"\w", name) and not _OTHERS.fullmatch(name) and len(name) <= 300 else None
    if not isinstance(value, Mapping) or value.get("hidden") is True:
        return None
    whole = next((string_of(value.get(k)) for k in ("literal", "name", "fullname", "full_name") if value.get(k)), "")
    if not whole.strip():
        parts = (
            ("given", "firstName", "first"),
            ("non-dropping-particle", "dropping-particle"),
            ("family", "lastName", "last"),
            ("suffix",),
        )
        whole = " ".join(next((string_of(value[k]) for k in keys if value.get(k)), "") for keys in parts)
    orcid = _ORCID.search(string_of(value.get("orcid") or value.get("ORCID")))
    name = _spelled(whole)
    named = re.search(r"\w", name) and not _OTHERS.fullmatch(name) and len(name) <= 300
    return Author(_BEHIND.sub("", name), orcid[1] if orcid else "") if named else None


def _spelled(name: str) -> str:
    """A name folded, its LaTeX accents as letters."""
    return fold(typeset(name).plain if "\\" in name else name)


def _names_in(text: str) -> list[str]:
    parts = [part for part in _SPLIT_NAMES.split(text) if part.strip()]
    if len(parts) == 1 and ";" not in text:
        names = [part.strip() for part in text.split(",") if part.strip()]
        return [text] if len(names) == 2 and " " not in names[0] and len(names[1].split()) < 3 else names
    if (
        ";" not in text
        and len(parts) == 2
        and "," in parts[0]
        and "," not in parts[1]
        and not _OTHERS.fullmatch(parts[1])
    ):
        return [*parts[0].split(","), parts[1]]  # "A B, C D and E F"
    return parts


def _turned(name: str) -> str:
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2:
        return f"{parts[0]}, {parts[1]}" if _SUFFIX.fullmatch(parts[1]) else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and (_SUFFIX.fullmatch(parts[1]) or _SUFFIX.fullmatch(parts[2])):
        given, suffix = (parts[2], parts[1]) if _SUFFIX.fullmatch(parts[1]) else (parts[1], parts[2])
        return (
            f"{given} {parts[0]}, {suffix}"
            if suffix.lower().startswith(("jr", "sr"))
            else f"{given} {parts[0]} {suffix}"
        )
    return " ".join(parts) if len(parts) < 2 else name


def terms_of(value: object) -> tuple[str, ...]:
    """Keywords or categories from a list or from a string joined by ";", "," or "|"; each once (case aside), in order."""
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, str) and _CATEGORIES.fullmatch(value):
        value = value.split()
    if isinstance(value, str):
        value = value.split(";" if ";" in value else "|" if "|" in value else "\n" if "\n" in value else ",")
    listed = value if isinstance(value, (list, tuple)) else []
    named = (
        next((string_of(v[k]) for k in ("tag", "name", "term", "category") if k in v), "")
        if isinstance(v, dict)
        else string_of(v)
        for v in listed
    )
    terms: dict[str, str] = {}
    for name in named:
        term = fold(name).strip(" .;,")
        if term:
            terms.setdefault(term.casefold(), term)
    return tuple(terms.values())


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
    own = checked(url.strip())
    links = dict.fromkeys(link for link in (checked(text.strip()) for text in urls) if link and link != own)
    named = tuple(dict.fromkeys(filter(None, map(fold, strings_of(venues)))))
    preprints = [venue for venue in named if _PREPRINT.fullmatch(venue[:200])]
    given = {kind: fold(value) for kind, value in (ids or {}).items() if value and value.strip()}
    known = {**ids_of([own, *links, *preprints]), **given}
    told = publication or Publication()
    shown = tuple(venue for venue in named if venue not in preprints)
    if told.container and not named:
        shown = (told.container,)
    elif not told.container and shown and told.kind in ("article", "conference", "chapter"):
        told = replace(told, container=shown[0])
    listed = (
        authors
        if isinstance(authors, tuple) and all(isinstance(one, Author) for one in authors)
        else authors_of(authors)
    )
    return Paper(
        title=fold(title), source=source, abstract=fold(abstract, paragraphs=True), authors=listed,
        et_al=bool(listed) and (et_al or names_more(authors)), date=day_of(date),
        venues=shown, url=own or None, urls=tuple(links),
        ids={kind: known[kind] for kind in sorted(known)}, keywords=terms_of(keywords), categories=terms_of(categories),
        comment=fold(comment), lang=lang, withdrawn=fold(withdrawn), publication=told, retracted=fold(retracted),
    )  # fmt: skip
