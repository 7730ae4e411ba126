"""Ids of works, people, books and journals. In: an id, an address, a labelled text. Out: kind -> id, each in one spelling.

arXiv ids have no version and no subject class (`math.DG/0303109v2` is `math/0303109`), DOIs are small letters, the digits of ISBNs have no
hyphens. An id counts where it is named: as the whole text, in an address, or behind its label; a number among words is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

import msgspec

from generator.text.late import pattern_of

# No address or field is longer; of a longer text the start is looked at.
_LONGEST = 2000
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex"
    "|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_OLD = rf"(?:{_ARCHIVES})(?:\.[A-Za-z][A-Za-z-]{{1,10}})?/\d\d(?:0[1-9]|1[0-2])\d{{3}}"
_ARXIV = rf"(?<!\w)(?P<id>\d{{4}}\.\d{{4,5}}|{_OLD})(?:v\d{{1,3}})?(?![\w-]|\.\d)"
_DOI = r"10\.\d{4,9}(?:\.\d+)*/[^\s\"'|\\^`{}“”。，、；：（）「」⟨⟩]+"
# How an id of arXiv (without its version) and a DOI look, for those who cut lines; whether one is an id is asked of `find_ids`.
ARXIV_FORM = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
# In a DOI of the nineties: "<2004::AID-ANIE2004>3.0.CO;2-5".
SICI_FORM = r"<[^\s<>\"]{1,60}>\d\.\d\.[A-Z]{2};\d-[\dA-Z#]"
DOI_FORM = r"10\.\d{4,9}/\S+"
_BIBCODE = r"(?:1[5-9]|20)\d\d[A-Za-z][\w.&]{4}[\w.]{4}[\w.][\d.]{4}[A-Za-z.:]"
_ACL = r"[A-Z]\d\d-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"
_RULES: tuple[tuple[str, str, str], ...] = (
    # kind, what the text holds in small letters when it may have one, where the id stands
    ("arxiv", "arxiv", rf"\barxiv(?:\.org)?(?:\s+(?:e-?print|preprint|id|identifier))?\s*[:.#=/]?\s*(?:arxiv\s*[:.]\s*|abs/)?{_ARXIV}"),
    ("arxiv", "/", r"(?:(?<![\w-])(?:[a-z.]+\.)?(?:arxiv|ar5iv|alphaxiv|arxiv-vanity|scirate|xxx\.lanl)\.(?:org|com|gov|labs\.arxiv\.org)|"
     r"(?:huggingface\.co|hf\.co|emergentmind\.com|catalyzex\.com|papers\.cool|semanticscholar\.org|paperswithcode\.com))"
     rf"/+(?:[\w.-]+/+){{0,3}}?(?:arxiv:)?{_ARXIV}"),
    ("arxiv", "10.48550/", rf"10\.48550/arxiv\.{_ARXIV}"),
    ("arxiv", "/", rf"(?<![\w./-])(?P<id>{_OLD})(?:v\d{{1,3}})?(?![\w-])"),
    ("doi", "10.", rf"(?:\A\W*|\bdoi\W{{0,3}}(?:\w+\s)?|[/=]|(?<=[.,;:)\]>⟩]\s)|(?<=[\[<⟨]))(?P<id>{_DOI})"),
    ("openreview", "openreview.net", r"openreview\.net/(?:forum|pdf|attachment|revisions)\?(?:[^\s#]{0,200}?&)?id=(?P<id>[\w-]+)"),
    ("acl", "acl", rf"(?:aclanthology\.(?:org|info)|aclweb\.org)/(?:[\w-]+/){{0,4}}?(?P<id>{_ACL})(?:v\d+)?(?![\w.]*\d)"),
    ("acl", "/v1/", rf"10\.(?:18653|3115)/v1/(?P<id>{_ACL})(?![\w.]*\d)"),
    ("pmlr", "mlr.press", r"proceedings\.mlr\.press/(?P<id>v\d+/[\w-]+?)(?:\.html|/|\Z)"),
    ("s2", "semanticscholar.org", r"semanticscholar\.org/(?:paper|arxiv)/(?:[^/\s]+/)?(?P<id>[0-9a-f]{40})(?![0-9a-f])"),
    ("pmid", "/", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|pubmed\.gov|europepmc\.org/(?:abstract|article)/med)"
     r"/(?P<id>\d{1,8})(?!\d)"),
    ("pmid", "pm", r"\b(?:PMID|PubMed(?:\s+(?:PMID|ID))?)\s*[:#=-]?\s*(?P<id>\d{1,8})(?!\d|\.\d)"),
    ("pmid", "pubmed", r"\bPubMed\s+PMID\s*[:#=-]?\s*(?P<id>\d{1,8})(?!\d|\.\d)"),
    ("pmcid", "pmc", r"(?<![A-Za-z0-9])(?P<id>PMC\d{1,9})(?!\d)"),
    ("bibcode", "adsabs", rf"adsabs\.harvard\.edu/(?:#?abs|full|pdf|link_gateway)/(?P<id>{_BIBCODE})(?![\w.])"),
    ("bibcode", "bibcode", rf"bibcode\W{{1,3}}(?P<id>{_BIBCODE})(?![\w.])"),
    ("handle", "hdl", r"(?:hdl\.handle\.net/|\bhdl:\s*)(?P<id>\d+(?:\.\d+)*/[^\s?#\"'<>]+)"),
    ("handle", "/handle/", r"/handle/(?P<id>\d+(?:\.\d+)*/[^\s?#\"'<>/]+)"),
    ("repec", "repec:", r"(?P<id>\bRePEc:[a-z]{3}:\w{6}:[^\s?#&,;\"'<>)\]]+)"),
    ("repec", "ideas.repec.org/p/", r"ideas\.repec\.org/p/(?P<id>[a-z]{3}/\w{6}/[\w.-]+?)\.html"),
    ("ssrn", "ssrn", r"ssrn\.com/(?:abstract=|\S{0,60}?abstract_?id=)(?P<id>\d{5,9})(?!\d)"),
    ("ssrn", "ssrn", r"(?:10\.2139/ssrn\.|\bSSRN(?:\s+(?:id|abstract|electronic journal))?\s*[:#]?\s*)(?P<id>\d{6,9})(?!\d)"),
)  # fmt: skip
_COMPILED = tuple((kind, hint, pattern_of(pattern, re.IGNORECASE)) for kind, hint, pattern in _RULES)
_MAY_NAME = re.compile("|".join(sorted({re.escape(hint) for _, hint, _ in _RULES})))
# What is an id as a whole, though among words it would be a number or a name.
_WHOLE = tuple(
    (kind, pattern_of(pattern))
    for kind, pattern in (
        ("arxiv", r"(?P<id>\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?"),
        ("acl", rf"(?P<id>[A-Z]\d\d-\d{{4}}|{_ACL.rsplit('|', 1)[1]})"),
        ("bibcode", rf"(?P<id>{_BIBCODE})"),
    )
)
# A bare id in a field of its kind.
_BARE = {
    "arxiv": r"\d{4}\.\d{4,5}",
    "s2": r"[0-9a-f]{40}",
    "pmlr": r"v\d+/[\w-]+",
    "ssrn": r"\d{5,9}",
    "handle": r"\d+(?:\.\d+)*/\S{1,200}",
    "openreview": r"[\w-]{5,40}",
}
# kind -> the address of a work, {} for its id.
ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "acl": "https://aclanthology.org/{}/",
    "pmlr": "https://proceedings.mlr.press/{}.html",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "bibcode": "https://ui.adsabs.harvard.edu/abs/{}/abstract",
    "repec": "https://econpapers.repec.org/{}",
    "ssrn": "https://ssrn.com/abstract={}",
    "handle": "https://hdl.handle.net/{}",
    "s2": "https://www.semanticscholar.org/paper/{}",
}
# What publishers add to a DOI in their addresses, and what follows it where it is one of several parameters: "doi=10.1000/1&partnerID=40".
_QUERY = pattern_of(r"[?#].*|&(?:amp;)?[a-z][\w.-]{0,30}=.*")
# Behind an id that is no address a page may still be named by what it shows.
_SHOWN = pattern_of(r"/(?:full(?:text)?|abstract|e?pdf)\Z")
_TAIL = pattern_of(
    r"(?:/(?:full(?:text)?|abstract|summary|e?pdf(?:direct)?|html|meta|references|figures|tables|cite|metrics)(?:[/.].*)?|"
    r"\.(?:pdf|html?|full|abstract|short)(?:[.-].*)?)\Z"
)
_VERSION = pattern_of(r"(?<=\d)v\d+\Z")
_PAIRS = {")": "(", ">": "<", "]": "["}
# Deposits of data and software: their DOI is that of the deposit, not of the paper that links to it (zenodo, figshare, Mendeley Data,
# Dryad, Dataverse, OSF, Code Ocean, PANGAEA, ICPSR).
_DEPOSITS = pattern_of(r"10\.(?:5281|6084|17632|5061|7910|17605|24433|1594|3886)/")
_ORCID = pattern_of(r"(?<!\d)(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?!\d)")
_ISSN = pattern_of(r"(?<![\dX])(?<![\dX]-)(\d{4})[-‐‑–]?(\d{3}[\dXx])(?![\dX-])")
_ISBN = pattern_of(r"(?<![\d-])(?:97[89][-\s‐‑–]?)?(?:\d[-\s‐‑–]?){9}[\dXx](?![\d-])")


class FoundId(msgspec.Struct, frozen=True):
    """An id and where it stands: text[start:end], its address or label included."""

    kind: str
    id: str
    start: int
    end: int


def find_ids(text: str) -> list[FoundId]:
    """Every id that `text` names, in its order. Time is linear in its length."""
    lower = text.lower()
    if not _MAY_NAME.search(lower):
        return []
    found = [
        FoundId(kind, _spelled(kind, match["id"], match), match.start(), match.end())
        for kind, hint, pattern in _COMPILED
        if hint in lower
        for match in pattern.finditer(text)
    ]
    return sorted((one for one in found if one.id), key=lambda one: (one.start, one.end, one.kind))


@lru_cache(maxsize=1 << 14)
def _ids_in(text: str) -> tuple[tuple[str, str], ...]:
    """(kind, id) for each kind that a text names, as ids_in says; kept, for one address is asked for again and again."""
    whole = text.strip().strip("<>[]() .,;")
    found = {kind: match["id"] for kind, pattern in _WHOLE if (match := pattern.fullmatch(whole))}
    for one in find_ids(text):
        found.setdefault(one.kind, one.id)
    if found.get("doi", "").startswith("10.48550/arxiv."):
        del found["doi"]
    if "/" in found.get("handle", "") and found["handle"].startswith("10."):
        found.setdefault("doi", found.pop("handle").lower())
    return tuple(found.items())


def ids_in(text: str) -> dict[str, str]:
    """kind -> id for an id, an address, or a text that names some by label; of two of one kind the first.

    >>> ids_in("https://arxiv.org/pdf/math.DG/0303109v2.pdf")
    {'arxiv': 'math/0303109'}
    """
    return dict(_ids_in(_read(text)))


def ids_of(texts: Iterable[str]) -> dict[str, str]:
    """kind -> id for what several texts name; of two of one kind the first."""
    ids: dict[str, str] = {}
    for text in filter(None, texts):
        for kind, value in _ids_in(_read(text)):
            ids.setdefault(kind, value)
    return ids


def id_of(kind: str, value: str) -> str:
    """The id that a field of that kind holds: the bare id, its address, or with its label; "" when it holds none."""
    found = dict(_ids_in(_read(value))).get(kind, "")
    text = value.strip()
    if found or kind in ("doi", "bibcode", "repec"):
        return found
    if kind == "pmid":
        digits = re.fullmatch(r"(?!PMC)\D{0,12}(\d{1,8})(?:\.0)?(?:\s*\[.*\])?", text)
        return digits[1].lstrip("0") if digits else ""
    if kind == "pmcid":
        return f"PMC{text}" if re.fullmatch(r"\d{4,9}", text) else ""
    return text if re.fullmatch(_BARE.get(kind, r"[^\s<>\"':]{1,200}"), text) else ""


def arxiv_id(text: str) -> str:
    """The arXiv id that a text names, without version and subject class; "" when it names none."""
    return dict(_ids_in(_read(text))).get("arxiv", "")


def arxiv_month(arxiv: str) -> str:
    """YYYY-MM of an arXiv id, old style or new; "" when it tells none."""
    match = re.match(r"(?:[a-z.-]+/)?(\d\d)(0[1-9]|1[0-2])", arxiv, re.IGNORECASE)
    if not match:
        return ""
    century = "19" if match[1] > "90" else "20"
    return f"{century}{match[1]}-{match[2]}"


def doi_of(text: str) -> str:
    """The first DOI anywhere in a text, small letters; "" when there is none, and for arXiv's own DOIs (arxiv_id reads those)."""
    found = re.search(_DOI, _read(text), re.IGNORECASE)
    doi = _spelled("doi", found[0], found) if found else ""
    return "" if doi.startswith("10.48550/arxiv.") else doi


def is_deposit(doi: str) -> bool:
    """Whether a DOI is one of data or software in a repository."""
    return bool(_DEPOSITS.match(doi))


def orcid_of(text: str) -> str:
    """The first ORCID iD in a text (a bare one, or its address), with hyphens; "" when there is none."""
    found = _ORCID.search(text[:_LONGEST])
    return found[1].upper() if found else ""


def issns_in(text: str) -> tuple[str, ...]:
    """Every ISSN in a field, as "1234-567X", each once."""
    return tuple(dict.fromkeys(f"{a}-{b.upper()}" for a, b in _ISSN.findall(text[:_LONGEST])))


def isbns_in(text: str) -> tuple[str, ...]:
    """Every ISBN in a field as its digits, each once. What is printed is kept, also when its check digit is wrong."""
    return tuple(dict.fromkeys(re.sub(r"[^\dX]", "", one.upper()) for one in _ISBN.findall(text[:_LONGEST])))


def address_of_id(kind: str, value: str) -> str:
    """Where a work with that id is; "" for a kind without such a place."""
    safe = "/:.()&" if kind == "repec" else "/:.()"
    return ADDRESSES[kind].format(quote(value, safe=safe)) if kind in ADDRESSES else ""


# An id before words, or behind all of them.
_BESIDE = pattern_of(
    r"(?:(?P<open>^\[?)|(?<![,;])[.:]?\s[\[(]?)(?:(?:arXiv:?\s?|arxiv\.org/abs/)?(?P<arxiv>\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?|"
    r"(?:doi:\s?|doi\.org/)?(?P<doi>10\.\d{4,9}/[^\s\[\]]+?)|PMID:?\s?(?P<pmid>\d{5,8}))[\])]?"
    r"(?(open)(?=:?\s+(?:[-–—]\s)?[\"“]?[^\W\d_])[:\s–—-]+|\.?$)",
    re.I,
)


def parted_from_id(text: str) -> tuple[str, str]:
    """The words of a line that opens or ends with an id, and the address of that id; any other line and ""."""
    found = _BESIDE.search(text)
    kind = next((kind for kind in ("arxiv", "doi", "pmid") if found and found[kind]), "")
    if not found or not kind:
        return text, ""
    return text[: found.start()] + text[found.end() :], address_of_id(kind, found[kind])


def _read(text: str) -> str:
    """The text that is looked at: its start, without the escapes of addresses and of HTML."""
    text = text[:_LONGEST]
    if "%" in text:
        text = unquote(text, errors="ignore")
    return html.unescape(text) if "&" in text and ";" in text else text


def _spelled(kind: str, raw: str, match: re.Match[str]) -> str:
    """An id in the spelling of its kind."""
    if kind == "arxiv":
        return re.sub(r"\.[a-z-]+/", "/", raw.lower()) if "/" in raw else raw
    if kind == "doi":
        start = match.start("id") if "id" in match.groupdict() else match.start()
        return _doi(raw, address=match.string[:start].endswith(("/", "=")))
    if kind == "acl":
        return raw.lower() if "." in raw else raw.upper()
    if kind == "pmid":
        return raw.lstrip("0")
    if kind == "pmcid":
        return raw.upper()
    if kind == "repec":
        return "RePEc:" + re.sub(r"^repec:", "", raw, flags=re.IGNORECASE).replace("/", ":").rstrip(".")
    return raw.rstrip(".,;)") if kind == "handle" else raw


def _doi(raw: str, *, address: bool) -> str:
    doi = _SHOWN.sub("", _QUERY.sub("", raw.lower()))
    if address:
        doi = _TAIL.sub("", doi)
        doi = _VERSION.sub("", doi) if doi.startswith(("10.1101/", "10.64898/")) else doi
    doi = doi.rstrip(".,;:*_!?’”»…")
    while doi[-1:] in _PAIRS and doi.count(doi[-1]) > doi.count(_PAIRS[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:")
    return doi
