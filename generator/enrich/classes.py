"""Classes. In: what a record is filed under: codes of arXiv, JEL, MSC, PACS, the ACM, PhySH, Dewey and others. Out: what each stands for.

A code is nobody's topic; what it stands for may be. classes.tsv names the classes of each scheme (only the upper ones, in our own words,
where the scheme itself is not free), physh.tsv.gz the concepts of PhySH. A code that neither has says nothing.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.model import Paper
from generator.text import pattern_of

# A scheme told in front of its code: "JEL: C61", "ddc:330", "info:eu-repo/classification/jel/C61", "MSC 2020: 60J10".
_SCHEME = pattern_of(
    r"(?:info:eu-repo/classification/)?(JEL|MSC|AMS|PACS|ACM|CCS|DDC|Dewey|UDC|UDK|УДК|CDU|ASJC|LCC|PhySH)\b"
    r"(?:[- ](?:codes?|(?:subject )?class(?:ification)?s?|concepts?|numbers?))?(?: ?\(?(?:19|20)\d\d\)?)?[\s:/]*",
    re.I,
)
_SAME = {"AMS": "MSC", "CCS": "ACM", "DEWEY": "DDC", "UDK": "UDC", "УДК": "UDC", "CDU": "UDC"}
# Codes that are known by their shape. What is kept of one is the class that has a name.
_SHAPES = (
    ("MSC", pattern_of(r"(\d\d)(?:[A-Z](?:\d\d|xx)|-XX)(?: .*)?", re.I)),
    ("PACS", pattern_of(r"(\d\d)\.\d\d\.(?:[A-Za-z][a-z]|[-+][a-z])(?: .*)?")),
    ("ACM", pattern_of(r"([A-K]\.\d)(?:\.(?:\d{1,2}|m))?(?: ?[\[–-].*| [A-Z][a-z].*)?")),
    ("CCS", pattern_of(r"(100\d{5}(?:\.100\d{5})?)(?:\.100\d{5})*(?: .*)?")),
    ("LCC", pattern_of(r"([A-Z]{2})\d{1,4}(?:\.[A-Z]?\d+)+(?: .*)?")),
    ("PHYSH", pattern_of(r"(?:https?://(?:dx\.)?doi\.org/)?10\.29172/([\da-f]{8})[\da-f-]*")),
)
# These look like other things too ("P53" is a gene, "802.11" a network), so that the scheme has to be told.
_TOLD = {
    "JEL": pattern_of(r"([A-Z]\d?)\d?(?:\b.*)?"),
    "MSC": pattern_of(r"(\d\d)"),
    "PACS": pattern_of(r"(\d\d)(?:\.\d\d?)?"),
    "ACM": pattern_of(r"([A-K])"),
    "DDC": pattern_of(r"(\d\d)\d(?:[./]\d+)*(?: .*)?"),
    "UDC": pattern_of(r"(\d\d?)[\d.:/()\"=+-]*"),
    "ASJC": pattern_of(r"(\d\d)\d\d(?: .*)?"),
    "LCC": pattern_of(r"([A-Z]{1,2})(?:[A-Z]?\d.*)?"),
    "PHYSH": pattern_of(r"([\da-f]{8})-[\da-f-]{27}"),
}
_JEL = pattern_of(r"[A-Z]\d{1,2}")
_JEL_AND_WORDS = pattern_of(r"([A-Z]\d\d?)(?: [-–]|:) [A-Z][a-z].*")
# Addresses and numbers of terms name nothing.
_ADDRESS = pattern_of(
    r"https?://\S+|urn:\S+|\d[\d./:-]*|(?:sh|fst|gnd)\d{6,}|[CDQ]\d{6,}|[\da-f]{8}-[\da-f-]{27}", re.I
)
_BETWEEN = pattern_of(r"(?<!\s)\s*+(?:[,;]|\((?:Primary|Secondary)\))\s*|(?<=\d) (?=\d\d[A-Z]\d\d)", re.I)
_MARKED = pattern_of(r"^(?:(?:Primary|Secondary)\b:?|[•·▪*])\s*|^\\ccsdesc(?:\[\d+\])?\{|\}$|\s*\[\d00\]$", re.I)
# "Computing methodologies → Neural networks", "Q Science > QA Mathematics > QA76 Computer software": steps down to a class, in words.
_STEP = pattern_of(r"(?<=[^\W\d]{3})\)?(?:\s?(?:[~→›]|::)\s?|\s-?>\s)(?=[A-Z])")
_SHELFMARK = pattern_of(r"[A-Z]{1,2}\d*(?:\.\d+)? (?=[A-Z][a-z])")
# "Computer Science - Machine Learning", "Machine Learning (cs.LG)": arXiv's classes as its own records name them.
_ARCHIVE = pattern_of(
    r"(?:Computer Science|Mathematics|Physics|Statistics|Quantitative (?:Biology|Finance)|Astrophysics|Condensed Matter|"
    r"High Energy Physics|Nonlinear Sciences|Electrical Engineering and Systems Science|Economics) [-–] ([A-Z].+)"
)
_IN_BRACKETS = pattern_of(r"[^()]+ \(([a-z-]+\.[A-Za-z-]{2,})\)")


class IndexTerms(NamedTuple):
    """What a paper is filed under: keywords and index terms in words, and the codes of classes."""

    keywords: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def _names() -> dict[str, str]:
    """A code behind its scheme -> what it stands for; a code of arXiv stands alone."""
    folder = Path(__file__).parent
    lines = (folder / "classes.tsv").read_text("utf-8").splitlines()
    physh = gzip.decompress((folder / "physh.tsv.gz").read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in (*lines, *physh) if not line.startswith("#"))


def index_terms(paper: Paper) -> IndexTerms:
    """Codes among the keywords are classes, as those that a record has apart. Those that look like JEL's are, when there are two."""
    bare = {word for word in paper.keywords if _JEL.fullmatch(word)}
    bare = bare if len(bare) > 1 and all(_told("JEL", word) for word in bare) else set()
    codes = {word: f"JEL {word}" if word in bare else word for word in paper.keywords if word in bare or is_code(word)}
    return IndexTerms(tuple(word for word in paper.keywords if word not in codes), (*paper.categories, *codes.values()))


def is_code(text: str) -> bool:
    """Whether a keyword is nothing but codes, addresses or steps of a classification, be they known or not."""
    return None not in _named(text)


def class_names(text: str) -> Iterator[str]:
    """ "68T07, 51M20 (Primary)" is computer science and geometry, "cs.CR" cryptography and security, "E24" (JEL) consumption, saving and
    production, "Computing methodologies~Neural networks" the latter; what is no such code names nothing."""
    for name in _named(f"JEL {text}" if _JEL.fullmatch(text) else text):
        if name:
            yield name


@lru_cache(maxsize=50_000)
def _named(text: str) -> tuple[str | None, ...]:
    """For each code in a text what it stands for, "" when that is not known; None for what is no code. Asked by three steps of the keywords
    and classes of the same papers."""
    return tuple(_names_in(text))


def _names_in(text: str) -> Iterator[str | None]:
    if _STEP.search(text):
        yield from (_last_step(part) for part in text.split(";") if part.strip())
        return
    scheme = ""
    for part in _BETWEEN.split(text):
        code = _MARKED.sub("", part.strip())
        told = _SCHEME.match(code)
        if told and told.end() < len(code):
            scheme, code = _SAME.get(told[1].upper(), told[1].upper()), code[told.end() :]
        if code:
            yield _name_of(_MARKED.sub("", code), scheme)


def _last_step(path: str) -> str:
    return _SHELFMARK.sub("", _MARKED.sub("", _STEP.split(_MARKED.sub("", path.strip()))[-1].strip()))


def _name_of(code: str, scheme: str) -> str | None:
    for name in (_shaped(code), _told(scheme, code), _worded(code), _names().get(code)):
        if name is not None:
            return name
    return "" if _ADDRESS.fullmatch(code) else None


def _shaped(code: str) -> str | None:
    """What a code stands for that is known by its shape: its class, or the one above it."""
    for scheme, shape in _SHAPES:
        found = shape.fullmatch(code)
        if found:
            kept = found[1].upper()
            return _names().get(f"{scheme} {kept}") or _names().get(f"{scheme} {kept[:8]}", "")
    return None


def _worded(code: str) -> str | None:
    """What a code with its words beside it stands for."""
    jel, archive, bracket = (shape.fullmatch(code) for shape in (_JEL_AND_WORDS, _ARCHIVE, _IN_BRACKETS))
    if jel:
        return _told("JEL", jel[1]) or None
    if archive:
        return archive[1]
    return _names().get(bracket[1]) if bracket else None


def _told(scheme: str, code: str) -> str | None:
    """What a code of that scheme (if any) stands for, or the class above it; None when it has not the shape of one."""
    shape = _TOLD.get(scheme)
    found = shape.fullmatch(code) if shape else None
    if not found:
        return None
    kept = found[1]
    return next((name for size in (len(kept), 1) if (name := _names().get(f"{scheme} {kept[:size]}"))), "")
