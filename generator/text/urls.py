"""URLs in running text. In: plain text. Out: where each web address stands and what it is, checked; never anything but http(s)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

import msgspec
from linkify_it import LinkifyIt

from generator.text.late import pattern_of

# Without a scheme, only these are believed: "e.g.this" and "et.al" are no hosts, and a new top-level domain is a word too.
_BARE = pattern_of(
    r"(?:www\.[a-z0-9-]+\.[a-z]{2,}|(?:[a-z0-9-]+\.)*(?:github|gitlab|bitbucket|codeberg|huggingface|arxiv|zenodo|openreview|doi|kaggle|"
    r"figshare|aclanthology|paperswithcode|youtube|osf)\.(?:com|org|co|io|net)|[a-z0-9-]+\.(?:github|gitlab)\.io)(?:/|$)",
    re.IGNORECASE,
)
# A lower-case host and a path: "lab.example.org/paper"; ASP.NET/C# is none.
_PATHED = pattern_of(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov)/[A-Za-z0-9]|(?:bit\.ly|hf\.co|youtu\.be|aka\.ms|g\.co)/[A-Za-z0-9]"
)
# A blank that a line wrap or a careless tool left in an address.
_GAP = pattern_of(
    r"(?<=http:)\s(?=//)|(?<=https:)\s(?=//)|(?<=://)\s(?=[A-Za-z0-9-]+\.)|(?<=[a-z0-9]\.)\s(?=(?:com|org|io|net)/)"
)
# Where an address begins, whatever is glued to its front; not where one address holds another.
_SCHEME = pattern_of(r"(?<![/=?&])https?://", re.IGNORECASE)
_MAYBE = pattern_of(r": ?//|www\.|\.(?:com|org|co|io|net|edu|ai|dev)\b", re.IGNORECASE)
# What every address has that `_found_in` keeps; looking for it first is ten times quicker than looking for links.
_KEPT = pattern_of(r"https?:|www\.|\.(?:com|org|co|io|net|edu|gov|ly|be|ms)", re.IGNORECASE)
# More than `checked` allows an address to have: the links of a run without a blank cost its square, so its rest is not looked at.
_LONG, _END = pattern_of(r"\S{2100,}+"), "\u3000"
_HIDING = pattern_of(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LABEL = pattern_of(r"^(?!-)[^\s.]{1,63}(?<!-)$")
# Where mails of newsletters and alerts send a reader first: the address itself is in one of these.
_PASSED_ON = ("url", "u", "q", "target", "redirect", "link", "dest")
# Counters that lists and pages have, too.
_COUNTER = pattern_of(r"/scholar_url\?|google(?:\.[a-z]{2,3}){1,2}/url\?|safelinks\.protection\.|/away\.php\?")


class FoundUrl(msgspec.Struct, frozen=True):
    """An address at text[start:end]; `url` is whole, with its scheme."""

    start: int
    end: int
    url: str


@lru_cache(maxsize=1)
def _linkifier() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False})


def find_urls(text: str) -> list[FoundUrl]:
    """Every web address in `text`, in order. Punctuation that ends a sentence, and a bracket that was opened before, are left out."""
    if not _MAYBE.search(text):
        return []
    gaps = [match.start() for match in _GAP.finditer(text)]
    if not gaps:
        return list(_found_in(text))
    joined = "".join(text[a + 1 : b] for a, b in zip([-1, *gaps], [*gaps, len(text)], strict=True))
    moved = [gap - place for place, gap in enumerate(gaps)]

    def before(place: int) -> int:
        return place + bisect_right(moved, place)

    return [FoundUrl(before(one.start), before(one.end - 1) + 1, one.url) for one in _found_in(joined)]


def _cut(run: re.Match[str]) -> str:
    return run[0][:2100].ljust(len(run[0]), _END)


def _found_in(text: str) -> Iterator[FoundUrl]:
    starts = [match.start() for match in _SCHEME.finditer(text)]
    for first, last in zip([0, *starts], [*starts, len(text)], strict=True):
        if not _KEPT.search(text, first, last):
            continue
        piece = _LONG.sub(_cut, text[first:last])
        for match in _linkifier().match(piece) or []:
            start = first + match.index
            if piece[match.last_index : match.last_index + 1] == _END:
                continue
            shown = text[start : first + match.last_index]
            if not match.schema and not (_BARE.match(shown) or _PATHED.match(shown)):
                continue
            kept = shown.rstrip(".,;:!?'\"*_»”’…$|}")
            url = checked(kept if match.schema else "https://" + kept)
            if url and not (start > first and text[start - 1] in "@/\\"):
                yield FoundUrl(start, start + len(kept), url)


def checked(url: str) -> str:
    """`url` when it is http or https with a host and nothing that hides where it leads; else "".

    Refused: other schemes, user names, control characters, white space, a host without a dot, ports that are no numbers.
    """
    return _checked(url) if 0 < len(url) <= 2000 else ""


@lru_cache(maxsize=1 << 14)
def _checked(url: str) -> str:
    """A paper's address is asked for by its page, its lists and each of its citations."""
    if _HIDING.search(url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    labels = host.split(".")
    good = (
        parts.scheme.lower() in ("http", "https") and len(labels) > 1 and all(_LABEL.match(label) for label in labels)
    )
    if not good or parts.username is not None or (port is not None and not 0 < port < 65536) or labels[-1].isdigit():
        return ""
    return parts.scheme.lower() + url[len(parts.scheme) :]


def host_of(url: str) -> str:
    """The host of a checked URL: lower case, without `www.`; another script's letters as punycode, so that none can pose as ours."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return ""
    return host.removeprefix("www.")


def aim_of(address: str) -> str:
    """The address that a link leads to, past the counters of a mail ("…/scholar_url?url=https://…"); "" when it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    for name, values in parse_qs(parts.query).items() if parts.query else ():
        if name.lower() in _PASSED_ON and values[0].startswith(("http://", "https://")):
            return checked(values[0]) or ""
    return checked(address) or ""


def aimed(url: str) -> str:
    """A URL, checked; past a counter that is known for one."""
    url = url.strip()
    return aim_of(url) if _COUNTER.search(url) else checked(url)
