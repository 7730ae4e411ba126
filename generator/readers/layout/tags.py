"""Tags of HTML. In: a tag as it stands. Out: its name and attributes, and what it says of the text in it."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,30})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
STRONG, EM, CODE = ("b", "strong"), ("i", "em", "cite", "dfn"), ("code", "tt", "kbd", "samp")
# Elements that leave no sign of their own; any other (a heading's, a span's, one that a site made up) is the tag of its text.
_SILENT = frozenset(
    "a abbr body button center del details div font html img ins input label nobr p picture q s small source strike sub sup u wbr "
    "svg path table tbody td tr th thead tfoot ul ol li dl dt dd summary section article header footer main br hr g".split()
)
_KNOWN = (
    _SILENT
    | frozenset((*STRONG, *EM, *CODE))
    | frozenset(
        "span h1 h2 h3 h4 h5 h6 mark time blockquote pre figure figcaption nav aside iframe video var style script head link meta title "
        "template noscript form select option textarea object embed audio canvas address".split()
    )
)
OWN_BREAK = ("p", "div", "li", "tr", "td", "summary", "details")


@lru_cache(maxsize=1024)
def tag_of(text: str) -> tuple[str, bool, dict[str, str]]:
    """The name of a tag in lower case, whether it opens, and its attributes."""
    found = re.match(r"</?([A-Za-z0-9-]+)", text)
    name = found[1].lower() if found else ""
    values = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)}
    return name, not text.startswith("</"), values


def leaves_no_sign(tag: str, name: str) -> bool:
    """Whether an element says nothing of its text."""
    return name in _SILENT or (name not in _KNOWN and tag.endswith("/>"))


def is_element(tag: str) -> bool:
    """Whether `<word …>` is an element, and no word between angles, as titles have; one that a site made up has attributes."""
    return "=" in tag or tag_of(tag)[0] in _KNOWN


_CLASSES = (
    ("abstract", re.compile(r"abstract", re.I)),
    ("authors", re.compile(r"author|autori\b|autore[sn]\b|auteurs", re.I)),
    ("venue", re.compile(r"venue|journal|proceedings|conference|\bpub-?info", re.I)),
)


@lru_cache(maxsize=1024)
def field_named(tag: str, cls: str) -> str:
    """The field that the class of an element names, as sites that are made from records have them; or ""."""
    return next((field for field, said in _CLASSES if said.search(f"{tag} {cls}")), "") if cls else ""


@lru_cache(maxsize=1024)
def element_signs(tag: str, named: str) -> tuple[str, ...]:
    """What the names of an element and of its class say."""
    if _NAMED_TITLE.search(named):
        return ("element named title",)
    return ("element named otherwise",) if tag in ("summary", "address") or _NAMED_OTHERWISE.search(named) else ()


_NAMED_TITLE = re.compile(
    r"(?<!block[-_])(?<!section[-_])(?<!session[-_])(?<!page[-_])(?<!site[-_])(?<!panel[-_])(?<!widget[-_])(?<!sub)title|titolo|titulo|título|headline|paper-?name|entry-?name"
)
_NAMED_OTHERWISE = re.compile(
    r"author|venue|journal|abstract|summary|date|time|desc|subtitle|badge|nav|foot|tag\b|keyword|conf|meta|affil"
)
