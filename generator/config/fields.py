"""The fields that facts and corrections may state. In: a field's name and its value as text. Out: what is wrong with it, or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from generator.model import LinkKind, Publication, WorkKind
from generator.text import checked
from generator.text.ids import id_of

# Fields of the Publication stand beside those of the Paper: `volume`, not `publication.volume`.
PUBLICATION: tuple[str, ...] = Publication.__struct_fields__
KINDS: tuple[str, ...] = tuple(filter(None, get_args(WorkKind)))
TEXTS = (
    "title", "abstract", "date", "url", "lang", "comment", "retracted", "kind", "container", "volume", "issue", "pages", "publisher",
)  # fmt: skip
LISTS = ("authors", "venues", "keywords", "categories", "issn", "isbn")
IDS = ("arxiv", "doi", "openreview", "acl", "pmlr", "s2", "pmid", "pmcid", "bibcode", "repec", "ssrn", "handle")
LINKS: tuple[str, ...] = get_args(LinkKind)
FIELDS = (*TEXTS, *LISTS, *IDS, *LINKS)

ORCID = re.compile(r"^(.*\S)\s*[(<](?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])[)>]$")

_IDS = {
    "arxiv": "an arXiv id without its version and subject class, such as 2412.12083 or math/0303109",
    "doi": "a DOI in small letters without https://doi.org/, such as 10.1145/3597926.3598082",
}
_SHAPES = {
    "pmid": (re.compile(r"\d{1,9}"), "a PubMed number"),
    "pmcid": (re.compile(r"PMC\d{1,9}"), "a PubMed Central id, such as PMC2231364"),
    "kind": (re.compile("|".join(KINDS)), f"one of {', '.join(KINDS)}"),
    "issn": (re.compile(r"\d{4}-\d{3}[\dX]"), "an ISSN, such as 1234-567X"),
    "isbn": (re.compile(r"(?:97[89])?\d{9}[\dX]"), "an ISBN without hyphens, such as 9780521833783"),
    "lang": (re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"), "a language code such as en or zh-Hans"),
}


def wrong_value(field: str, value: tuple[str, ...]) -> str:
    """Why `value` cannot stand in `field`, as a clause that says what would; "" when it can."""
    if not value or not all(text.strip() for text in value):
        return "is empty."
    if len(value) > 1 and field not in LISTS:
        return "takes one value, not a list."
    text = value[0]
    if field in _IDS:
        return "" if id_of(field, text) == text else f"{text!r} is not {_IDS[field]}."
    if field in _SHAPES:
        pattern, shape = _SHAPES[field]
        wrong = next((each for each in value if not pattern.fullmatch(each)), "")
        return f"{wrong!r} is not {shape}." if wrong else ""
    if field in IDS and not re.fullmatch(r"\S{1,200}", text):
        return f"{text!r} is not an id."
    if field in LINKS or field == "url":
        return "" if checked(text) else f"{text!r} is not an http(s) address."
    return "" if field != "date" or real_date(text) else f"{text!r} is not a date as YYYY, YYYY-MM or YYYY-MM-DD."


def several_in_one(field: str, text: str) -> str:
    """Why `text` alone cannot stand in a field of several: it holds several. "" when it can; a venue has commas of its own."""
    if field == "authors":
        from generator.text.authors import names_in

        several = names_in(text, 2, ends=True)
    else:
        parts = re.split("[,;]", text) if field in ("keywords", "categories") else ()
        several = tuple(filter(None, map(str.strip, parts)))
    if len(several) < 2:
        return ""
    return f"{text!r} is one text with several in it; write a list, [{', '.join(several)}]."


def real_date(text: str) -> bool:
    """Whether `text` is YYYY, YYYY-MM or YYYY-MM-DD and such a day exists."""
    if not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) == 4 else text + "-01"[: 10 - len(text)])
    except ValueError:
        return False
    return True
