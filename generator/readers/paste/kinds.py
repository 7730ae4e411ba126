"""What a line says by itself. In: one folded line. Out: whether it is page text that is known, or stands about a paper (votes, dates,
ids), or names authors; and the names, ids and addresses in it."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.labels import labelled
from generator.readers.paste.bylines import EDITORS, PLACE_OF_WORK, author_score, byline
from generator.readers.paste.signs import (
    heads,
    is_kind,
    is_running,
    is_site,
    speaks,
    tells_which,
    venue_score,
)
from generator.text.dates import ENGLISH_MONTH, is_date
from generator.text.ids import ARXIV_FORM

# Text of pages that list papers: whole lines.
_CHROME = re.compile(
    r"(?:new|hot|top|trending|subscribe|sign (?:up|in)|log (?:in|out)|share|save|more|menu|search|home|about|next|previous|prev|back|"
    r"close|advertisement|sponsored|daily|weekly|monthly|website|community|company|solutions|resources|all|"
    r"(?:daily|trending|recent|latest|top|all|weekly|monthly|new|featured|popular) papers?|papers?|models?|datasets?|spaces?|"
    r"buckets?(?: new)?|"
    r"(?:references|bibliography|works cited|further reading|reading list|(?:table of )?contents|abstracts|list of papers|publications|"
    r"(?:accepted|selected|recent|best|invited|oral|poster|contributed|related) (?:papers|abstracts|posters|publications|talks)):?|"
    r"docs|enterprise|pricing|posts|blog|forum|discord|search (?:for )?(?:papers?|models?|arxiv)|learn|browse.{0,30}|search.{0,4}|"
    r"tasks|languages|collections|organizations|huggingchat|system theme|tos|jobs|"
    r"get (?:trending|daily|the latest) papers .{0,60}|by ?@?\w{1,20} and the research community|hugging ?face(?:'s logo)?|"
    r"(?:load|show|read|view|see) (?:all|more|less)|"
    r"(?:download|view|read|get|see) (?:\w+ ){0,4}(?:here|version|draft|paper|slides|appendix)\b.{0,60}|"
    r"inference (?:providers|endpoints)|(?:log|sign) in or sign up|team & enterprise|"
    r"stay updated.*|subscribe to .*|join the .*|terms(?: of (?:service|use).*)?|privacy(?: policy)?|cookies?\b.{0,80}|©.*|copyright .*|"
    r"all rights reserved.*|powered by .*|unsubscribe.*|view (?:this|in) .*browser.*|forward(?:ed this.*| (?:this |it )?to an? \w+)|"
    r"share this.*|follow (?:us|me)\b.*|"
    r"(?:from|to|cc|bcc|subject|sent|reply-to): .*|on .{6,80} wrote:|posted by .{1,40} ago|you are receiving this .*|"
    r"to (?:unsubscribe|stop receiving) .*|that['’]s (?:all|it) for .*|session \d{1,2}\b.{0,80}|(?:session )?chairs?: .{0,80}|"
    r"(?:coffee|tea|lunch)(?: break)?|(?:hall|room|ballroom) [a-z]?\d{1,4}[a-z]?|view blog|readers: everyone|"
    r"date: \w{3,9}, .*|"
    r"(?:hi|hello|dear)\b[^.]{0,40},|(?:best|cheers|thanks|(?:kind |best )?regards),?|the .{0,30}team|"
    r"page \d+(?: of \d+)?|\d+ ?/ ?\d+|this week|today|yesterday|sort(?:ed)? by.*|filter.*|skip to .*|toggle .*|loading.*|"
    r"\d{1,5} (?:[^\W\d]{2,20}\.? ){1,4}(?:street|avenue|road|lane|drive|boulevard|st|ave|rd|blvd)\b\.?(?:, .{2,80})?|"
    r"[^\W\d][^\d,]{2,30}, (?:[^\W\d][^\d,]{1,30}, ?)?(?:USA |[^\W\d][^\d,]{1,30} )\d{5}(?:-\d{4})?(?:,? usa)?|"
    r"showing \d.{0,40}|\d+(?:-|–)\d+ of \d+.{0,20}|[-=+*_~•·|–—#<>«»←→↑↓…. ]+)",
    re.IGNORECASE,
)
_DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:{ENGLISH_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
    rf"\d{{1,2}} {ENGLISH_MONTH},?(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{ENGLISH_MONTH},? \d{{4}})"
)
_COUNT = (
    r"\d[\d.,]*k?\+? ?(?:upvotes?|votes?|points?|likes?|stars?|comments?|authors?|views?|citations?|repl(?:y|ies)|downloads?|retweets?|"
    r"(?:days?|hours?|minutes?|weeks?|months?) ago|min(?:utes?)? read)"
)
# One piece of a line of facts, up to a separator.
_META = re.compile(
    rf"(?:\d{{1,2}}[:.]\d\d ?(?:[ap]\.?m\.?)? ?[-–—] ?\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?|{_COUNT}|"
    rf"{_DAY}(?:, version \d{{1,2}})?|last modified:? {_DAY}|"
    rf"\+? ?\d[\d.,]*k?|(?:upvotes?|comments?|likes?|votes?):?(?: ?\d+)?|"
    rf"(?:first )?(?:published|submitted|posted|updated|date|released|added|available|accepted)(?: online)?(?: on|"
    rf" at)?:? ?{_DAY}|\[?(?:last|under|first) (?:revis\w+|draft|version):? ?{_DAY}\]?|on {_DAY}|submitted by.{{0,60}}|"
    r"(?:about |showing |found |page )?\d[\d.,–-]*(?: of \d[\d.,]*)? ?(?:results?|entries|records|hits|matches|treffer|"
    r"ergebnisse|résultats|resultados|条结果|件|건)\b.{0,60}|"
    r".{2,40}, \[\d{1,2}\.\d{1,2}\.\d{2,4} \d{1,2}:\d\d\]|#\d{1,5}|[^\W\d_][\w .'’-]{1,30} \[?\d{1,2}:\d\d ?(?:[ap]m)?\]?|"
    r"(?:since|seit|depuis|desde) \d{4}|\[v\d+\].{0,80}|"
    r"[a-z]{3,10}[ ’']{0,2}\d{2,4},? (?:conference |workshop )?(?:poster|oral|"
    r"spotlight|highlight)|"
    r"abstract|tl;?dr:?|view (?:pdf|html|arxiv page|paper|abstract)|read (?:the )?(?:paper|abstract)|project page|"
    r"github|pdf|arxiv|html|code|bookmark|cite|paper|abs|other|bibtex|openreview|doi|"
    rf"\[?arxiv:\s?\S{{5,30}}\]?(?: \[[\w.-]+\])?|{ARXIV_FORM}(?:v\d+)?|<?https?://\S+|"
    r"(?:pdf|doi|url|link|code|github|project|project page|arxiv|paper|website|demo|source|abs)\s*:\s*\S+)"
    r"(?=\s|[·•|,/–—-]|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s▲△⬆♥❤\ufe0f★⭐👍🔥💬📅🗓👤👥🔗🌐💻📎📄📝👉➡·•|,/–—-]*")
_PUBLISHED_BY = re.compile(
    r"(?:published|verlegt|publié|publicado|éditée?|editado) (?:by|von|bei|par|por):?\s(?!the )[^.]{2,80}",
    re.IGNORECASE,
)
# Addresses of authors and statements of interests are paragraphs.
_LONGEST_ASIDE = 3000
# A label of which nothing is asked, with what stands behind it; and any other.
_LONGEST_OTHER, _LONGEST_FACT = 300, 500
# "First Published: 04 March 2024", whatever the label.
_DATED = re.compile(r"[^\W\d_][\w -]{2,30}:\s*\S.{3,40}$")
# Institutions of authors, each behind its number: "(1)Department of Calm, Example University".
_ADDRESSES = re.compile(
    r"(?i:author information|affiliations?|author affiliations?|addresses|institutions?)\b|(?:\(?\d{1,2}\)?|[a-z*†‡]\)?)\s?(?=[^\W\d_a-z])"
)
_EQUAL = re.compile(
    r"\W{0,4}(?:contributed equally|these authors contributed|equal contribution|corresponding author|joint first|co-?first)\b",
    re.I,
)
_OF = r"(?:\s(?:of|for|the|and|in|at|de|la|del|di|da|do|zu|für|[A-Z][\w.'’-]*)){1,7}"
# Names that say by their form, or by being well known, that they are an institution's.
_INSTITUTION = re.compile(
    r"(?:The\s)?(?:"
    rf"(?:[^\W\d_a-z][\w.'’-]*\s){{1,5}}(?:University|College|Academy|Universität|Institute|Laborator(?:y|ies))(?:\s(?:of|for|at|in){_OF})?|"
    rf"(?:University|Universit[éàä]t?|Universi(?:dade|dad|tat)|Department|Faculty)\s(?:of|de|di|del|da|zu|Paris|Politècnica){_OF}|"
    rf"(?:Institute|Academy|College)\s(?:of|for){_OF}|"
    r"Universität(?:\s[A-Z][\w-]*){1,3}|École(?:\s(?:[A-Z]\w*|de|des|du|la)){1,5}|"
    r"(?:Google|Microsoft|Meta|Facebook|IBM|NVIDIA|Adobe|Amazon|Apple|Alibaba|Tencent|ByteDance|Baidu|Huawei|Samsung|Salesforce|Intel|Sony)"
    r"\s(?:Research|AI|FAIR|Labs?|Group|Inc\.?|Cloud|DeepMind|Brain|Research Asia|AI Research|AI Lab|Seed|Noah['’]s Ark Lab)|"
    r"DeepMind|ETH Z(?:u|ü)rich|EPFL|KAIST|POSTECH|INRIA|Inria|CNRS|MIT CSAIL|UC [A-Z]\w+(?:\s[A-Z]\w+)?|UIUC|HKUST|USTC|UCLA|UCSD"
    r")"
)
_NAMED = re.compile(
    r"[^\W\d_a-z][\w.'’&()-]*(?:\s(?:[-–]\s)?(?:of|for|the|and|in|at|de|des|du|la|del|di|da|do|zu|für|[^\W\d_a-z][\w.'’&()-]*|\([A-Z]\w*\))){0,9}"
)
# Numbers and signs that tie an institution to its authors.
_NOTE_MARK = re.compile(r"(?:(?<![^\s,;·])[\d*†‡§¶⁰¹²³⁴-⁹]+|[\d*†‡§¶⁰¹²³⁴-⁹]+(?=\s*(?:[,;·]|$)))")


@lru_cache(maxsize=1 << 14)
def is_chrome(text: str) -> bool:
    """Text that pages of papers carry and that says nothing about a paper."""
    return (len(text) < 200 and bool(_CHROME.fullmatch(text))) or is_site(text) or speaks(text) or heads(text)


# What parts of a line stand between, with room around it.
_PARTS = re.compile(r"(?<=\s)[·|•]\s+")


def is_meta(text: str) -> bool:
    """Votes, dates, counts, ids and addresses of a paper, or a labelled line such as "Subjects: …"."""
    field, _ = labelled(text)
    if lists_addresses(text) or field == "aside" or _EQUAL.match(text):
        return len(text) < _LONGEST_ASIDE
    if len(text) > 500 or (venue_score(text) and byline(text)[1]):
        return False
    if EDITORS.search(text[-60:]) or " > " in text[:80] or " › " in text[:80]:
        return len(text) < 200
    if text[:1] == "(" and text[-1:] == ")" and len(text) > 2:
        return is_meta(text[1:-1])
    return tells_which(text) or _says_a_fact(text, field) or _is_fact(text)


def _says_a_fact(text: str, field: str) -> bool:
    """Whether a line is a label and what it names, of title, authors and abstract apart."""
    if field and field not in ("title", "authors", "abstract"):
        return len(text) < (_LONGEST_OTHER if field == "other" else _LONGEST_FACT)
    return bool(_DATED.match(text)) and is_date(text.split(":", 1)[1])


def _is_fact(text: str) -> bool:
    if _only_facts(text) or _PUBLISHED_BY.fullmatch(text) or _is_kind_and_day(text):
        return True
    return not is_running(text) and (is_affiliation(text) or is_kind(text) or venue_score(text) >= 1)


def _is_kind_and_day(text: str) -> bool:
    """What a work is and when it came out, between points or bars, whatever else: "Article · Sep 2026 · Freshwater Biology"."""
    parts = _PARTS.split(text) if len(text) < _LONGEST_ASIDE else []
    return any(map(is_kind, parts)) and any(map(is_date, parts))


def is_affiliation(text: str) -> bool:
    """A line of institutions and nothing else: "Tsinghua University, ByteDance Seed". One at least is known for one by its form."""
    if len(text) > 300 or text[-1:] in ".?!:,;" or author_score(text) > (0.3 if "," in text else 0.5):
        return False
    parts = [part.strip() for part in re.split(r"[,;·|•]|\s&\s|\sand\s", _NOTE_MARK.sub("", text))]
    parts = [part for part in parts if part]
    return any(map(_INSTITUTION.fullmatch, parts)) and all(map(_NAMED.fullmatch, parts))


def lists_addresses(text: str) -> bool:
    """A paragraph of the authors' institutions, each behind its number."""
    named = _ADDRESSES.match(text) and PLACE_OF_WORK.search(text[:400])
    return bool(named and ", " in text) and not re.search(r"\b(?:we|our)\b", text[:2000], re.I)


def _only_facts(text: str) -> bool:
    place = _end(_BETWEEN, text, 0)
    while place < len(text):
        after = _end(_META, text, place)
        if after == place:
            return False
        place = _end(_BETWEEN, text, after)
    return bool(text)


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def is_web_address(text: str) -> bool:
    """A line that is an address and nothing else but a label."""
    return bool(re.fullmatch(r"(?:.{0,40}:\s*)?<?https?://\S+", text)) and is_meta(text)
