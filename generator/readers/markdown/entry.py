"""One entry of a list. In: the runs of an item, a paragraph or a cell. Out: what they say of a paper: title, authors, venue, links."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from generator.readers.markdown.inline import Run, plain_of
from generator.readers.markdown.words import (
    bare,
    is_badge,
    is_foreign,
    is_label,
    is_venue,
    leading_date,
    leads_to_paper,
    names_in,
    says_paper,
    venue_of,
)  # fmt: skip
from generator.readers.parts.records import ids_of

_LEAD = re.compile(
    r"(?:\s|[^\w\s\"'“‘(\[$\\<«`.+#@&/*-]|[\[(](?:[^\[\]()]{0,60})[\])](?=\s*\S)(?<!\[Re\])[:.]?|(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?\b[,:.]?|[,;:|.](?=\s)|[-–—]\s)*"
)
_EMOJI = re.compile(r"[\s\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff|]+")
_AFFILIATION = re.compile(r"\s*\(\s*@[^()]{0,100}\)\s*$")
_VENUE_TAIL = re.compile(r"\s*[\[(]([^\[\]()]{2,60})[\])]\s*$")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{12,400})[\"”»]")
_EDGES = " \t\n,.;:|·()[]{}–—-\"”'"
_NOT_A_NAME = re.compile(
    r"\b(?:papers?|oral|spotlight|poster|award|best|code|accepted|preprint|survey|new|project|highlight|workshop|track|under review)\b",
    re.I,
)
_PARTS = re.compile(r"(?<![A-Z])\.\s+(?=[A-Z*_(])|\s[|·–—-]\s")
# No title is longer; what is, is looked at only so far.
_LONGEST = 2000
_NUMBER = re.compile(r"\s*(?:\(?\d{1,4}[.):、]|#\d{1,4}\b[:.]?)\s+")


class Draft(msgspec.Struct):
    """A paper as an entry tells of it. `sure`: whether a link leads to a paper; `shape`: how the title was marked."""

    title: str
    shape: str = ""
    sure: bool = False
    authors: list[str] = []
    venues: list[str] = []
    date: str = ""
    urls: list[str] = []
    url: str = ""
    abstract: str = ""
    categories: str = ""
    keywords: str = ""
    comment: str = ""
    partial: bool = False
    cut: bool = False


def draft_of(runs: Sequence[Run]) -> Draft | None:
    """What the runs say of a paper; None when nothing in them can be its title."""
    found = _title(runs)
    if not found:
        return None
    title, shape, first, last = found
    links = links_of(runs)
    draft = Draft(title, shape, urls=[url for url, _ in links])
    draft.sure = any(leads_to_paper(url) or says_paper(label) for url, label in links)
    draft.url = next((url for url, _ in links if leads_to_paper(url)), "")
    draft.url = draft.url or next((url for url, label in links if says_paper(label)), "")
    head = plain_of(list(runs[:first]))
    draft.date = next(filter(None, (leading_date(head), leading_date(plain_of(runs)))), "")
    draft.venues = _tags(plain_of(list(runs[: first + 1])).split(title[:12])[0])
    _rest(runs, first, last, draft)
    if not draft.authors and len(names_in(head)) > 1:
        draft.authors = names_in(head)
    draft.venues += [venue_of(label) for _, label in links if is_venue(bare(label)) and venue_of(label)]
    draft.venues = list(dict.fromkeys(draft.venues))[:3]
    return draft


def links_of(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Each outside link once, with its text; anchors, badges and relative links are left out."""
    links: dict[str, str] = {}
    for run in runs:
        if re.match(r"https?://", run.url) and not (is_badge(run.url) and not leads_to_paper(run.url)):
            links[run.url] = (links.get(run.url, "") + " " + run.text).strip()
    return list(links.items())


def _title(runs: Sequence[Run]) -> tuple[str, str, int, int] | None:
    """(title, how it was marked, index of its first run, index after its last)."""
    strong, linked = _strong(runs), _linked(runs)
    if strong and linked and linked[2] >= strong[3] and _is_nick(strong, linked, runs):
        return linked
    return strong or linked or _quoted(runs) or _plain(runs) or _em(runs) or _linked(runs, pairs=True)


def _is_nick(strong: tuple[str, str, int, int], linked: tuple[str, str, int, int], runs: Sequence[Run]) -> bool:
    """ "**Survey**: [A Survey of …](…)": the bold word is a heading of the item, the link its title."""
    words = len(strong[0].split())
    unlinked = not any(run.url for run in runs[strong[2] : strong[3]])
    return unlinked and words <= 4 and len(linked[0].split()) > max(2, words)


def _strong(runs: Sequence[Run]) -> tuple[str, str, int, int] | None:
    for first, run in enumerate(runs):
        if not run.strong or run.image or run.depth or (first and runs[first - 1].strong):
            continue
        last = first
        while last < len(runs) and runs[last].strong and not runs[last].image:
            last += 1
        text = _whole(runs, first, last)
        if is_label(text) or leading_date(text) == text or not re.search(r"\w", text):
            continue
        following = "".join(r.text for r in runs[last : last + 1] if not r.url)
        if re.match(r"\s*:\s*\w", following) and not text.endswith(":") and len(text.split()) <= 3:
            rest = _plain(runs[last:])
            if rest and len(rest[0].split()) > 1:
                return f"{text}: {rest[0]}", "strong", first, last + rest[3]
        if len(names_in(text)) > 1:
            continue
        return text, "strong", first, last
    return None


def _linked(runs: Sequence[Run], *, pairs: bool = False) -> tuple[str, str, int, int] | None:
    """The first link that could be a title. `pairs`: also one like two names, "Graph Networks and Neural Fields"."""
    best = None
    for first, run in enumerate(runs):
        if not run.url or run.image or run.url.startswith("#") or (first and runs[first - 1].url == run.url):
            continue
        last = first
        while last < len(runs) and runs[last].url == run.url and not runs[last].image:
            last += 1
        text = _whole(runs, first, last)
        words = len(text.split())
        if is_label(text) or (run.depth and words < 4) or len(names_in(text)) > (2 if pairs and "," not in text else 1):
            continue
        if leads_to_paper(run.url) and (words > 1 or first == 0 or not run.depth):
            return text, "link", first, last
        best = best or ((text, "link", first, last) if words > 2 else None)
    return best


def _quoted(runs: Sequence[Run]) -> tuple[str, str, int, int] | None:
    for number, run in enumerate(runs):
        found = None if run.url or run.image or run.depth else _QUOTED.search(run.text)
        if found and len(found[1].split()) > 1:
            return tidy(found[1].rstrip(",")), "quote", number, number
    return None


def _plain(runs: Sequence[Run]) -> tuple[str, str, int, int] | None:
    """The text before the first label, emphasis or line break; after the labels when they come first."""
    for first, run in enumerate(runs):
        if run.url or run.image or run.code or run.em or run.depth:
            continue
        text = _LEAD.sub("", run.text, count=1) if first == 0 or not re.match(r"\s*[,(]", run.text) else ""
        last = first + 1
        while last < len(runs) and len(text) < _LONGEST and not _ends_title(runs[last - 1], runs[last], text):
            text += runs[last].text
            last += 1
        text = tidy(_cut(text))
        if len(re.findall(r"[^\W\d_]{2,}", text)) > 1 or (is_foreign(text) and len(text) > 6):
            return text, "text", first, last
    return None


def _ends_title(before: Run, run: Run, text: str) -> bool:
    """Whether a title in plain text ends where `run` begins: emphasis and code inside a sentence do not end it."""
    if run.url or run.image or run.depth or "\n" in text.strip():
        return True
    if run.em or run.code:
        return bool(re.search(r"[.,;:|(\[-]\s*$", before.text)) or len(names_in(run.text)) > 1 or is_venue(run.text)
    return False


def _em(runs: Sequence[Run]) -> tuple[str, str, int, int] | None:
    for first, run in enumerate(runs):
        text = tidy(run.text)
        if run.em and not run.url and not is_label(text) and not names_in(text) and len(text.split()) > 2:
            return text, "em", first, first + 1
    return None


def _cut(text: str) -> str:
    """A title in plain text without what stands behind it: ". Authors. Venue", ", Authors", " - Authors", a second line."""
    text = text.strip("\n ").split("\n", 1)[0][:_LONGEST]
    for found in re.finditer(r"(?<=[^\W_]{2})[.?!]\s+(?=[\w(])|,\s+|\s[-–—|·]\s|[|]|,?\s+by\s+(?=[A-Z])", text):
        rest = text[found.end() : found.end() + 600].strip(_EDGES)
        sign = found[0].strip()
        head = rest.split(". ", 1)[0]
        listed = names_in(head) or names_in(rest)
        dated = bool(leading_date(rest)) or re.fullmatch(r"(?:19|20)\d\d\W*", rest)
        if len(listed) > 1 or re.search(r"^[^,]{3,40} et\.? ?al", rest) or is_venue(rest.strip(" .")) or dated:
            return text[: found.start()] + (sign if sign in "?!" else "")
        if sign == "." and re.search(r"\b(?:19|20)\d\d\b", rest) and len(rest) < 200 and (listed or is_venue(head)):
            return text[: found.start()]
    return text


def _whole(runs: Sequence[Run], first: int, last: int) -> str:
    return tidy(plain_of(list(runs[first:last])))


def tidy(text: str) -> str:
    """A title without the number, the emoji and the tags before it and the punctuation and venue behind it."""
    text = _EMOJI.sub("", " ".join(text.split()), count=1) if _EMOJI.match(text.strip()) else " ".join(text.split())
    text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    tag = re.match(r"\s*[\[(【]([^\[\]()【】]{2,40})[\])】]\s*[:.]?\s*(?=\S)", text)
    if tag and (is_venue(tag[1]) or leading_date(tag[1]) or ids_of([tag[1]])):
        text = text[tag.end() :]
    text = _EMOJI.sub("", text[::-1], count=1)[::-1] if _EMOJI.match(text[::-1]) else text
    text = re.sub(r"\s*\(?\s*Read more on\b.*$", "", text)
    text = _AFFILIATION.sub("", text)
    behind = _VENUE_TAIL.search(text)
    if behind and (is_venue(behind[1]) or is_label(behind[1])):
        text = text[: behind.start()]
    text = re.sub(r"[\s,;:|·]+$|\s[-–—]$", "", text)
    text = re.sub(r"(?:\s*[\[(])+$", "", text).strip()
    if text[:1] in '"“«' and text[-1:] in '"”»,' and len(text) > 8:
        text = text.strip('"“”«»,. ')
    text = re.sub(r"[\s,;:|·]+$", "", text)
    return (
        text[:-1].rstrip()
        if text.endswith(".") and not text.endswith("..") and not re.search(r"\b[A-Z]\.$|etc\.$", text)
        else text
    )


def _tags(text: str) -> list[str]:
    return [venue_of(found) for found in re.findall(r"[\[(【]([^\[\]()【】]{2,40})[\])】]", text) if venue_of(found)]


def _rest(runs: Sequence[Run], first: int, last: int, draft: Draft) -> None:
    """Authors and venue among what follows the title."""
    behind = [run for run in runs[last:] if not run.image and not (run.url and is_label(run.text))]
    if draft.shape in ("text", "quote", "strong"):
        inside = "".join(run.text for run in runs[first : max(last, first + 1)])
        place = inside.rfind(draft.title[-12:])
        rest = inside[place + len(draft.title[-12:]) :] if place >= 0 else ""
        behind = [Run(rest), *behind[draft.shape == "quote" :]]
    for run in behind:
        text = run.text.strip(_EDGES)
        if not text:
            continue
        if run.code or run.em or run.strong:
            _one(text, draft, alone=run.em)
        else:
            for line in run.text.split("\n"):
                sentences = re.search(r"(?<![A-Z])\.\s+[A-Z]", line)
                whole = not draft.authors and not sentences and len(names_in(line.strip(_EDGES))) > 1
                for part in [line] if whole else _PARTS.split(line):
                    _one(part.strip(_EDGES), draft, alone=False)


def _one(text: str, draft: Draft, *, alone: bool) -> None:
    """A stretch behind the title: a year, names, a venue, or names and then a venue."""
    year = re.match(r"\(?((?:19|20)\d\d)\)?(?:[\s,.;:]+|$)", text)
    if year:
        draft.date, text = draft.date or year[1], text[year.end() :]
    if not draft.authors:
        names = names_in(text)
        if len(names) > 1 or (
            names and ((alone and not _NOT_A_NAME.search(text)) or re.search(r"et\.?\s*al", text, re.I))
        ):
            draft.authors, draft.partial = names, bool(re.search(r"et\.?\s*al|\.\.\.|…", text, re.I))
            return
        head, _, tail = text.rpartition(",")
        if len(names_in(head)) > 1 or (head and re.search(r"et\.?\s*al\.?$", head.strip(), re.I) and names_in(head)):
            draft.authors, draft.partial = names_in(head), bool(re.search(r"et\.?\s*al", head, re.I))
            text = tail.strip()
    venue = venue_of(text.strip(" .,"))
    if venue and len(draft.venues) < 3 and venue not in draft.venues:
        draft.venues.append(venue)
