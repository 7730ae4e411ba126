"""What a line says by itself. In: one folded line. Out: whether it is page text that is known, or stands about a paper (votes, dates,
ids), or names authors; and the names, ids and addresses in it."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.labels import by_machine, field_of, labelled
from generator.readers.paste.bylines import EDITORS, LISTED, author_score, byline
from generator.readers.paste.signs import heads, is_kind, is_running, is_site, speaks, tells_which, venue_score
from generator.text.dates import ENGLISH_MONTH, is_date
from generator.text.ids import ARXIV_FORM
from generator.text.late import end_of, pattern_of

# Text of pages that list papers, whole lines, beside what the words of words.toml tell.
_CHROME = re.compile(
    r"(?:new|hot|trending|daily|weekly|monthly|company|models?|datasets?|spaces?|tasks|languages|collections|docs|pricing|posts|tos|"
    r"system theme|browse.{0,30}|loading.*|"
    r"(?:daily|trending|recent|latest|top|all|weekly|monthly|new|featured|popular) papers?|"
    r"-{2,} ?(?:forwarded|original|weitergeleitete|message) (?:message|nachricht|transféré) ?-{2,}|"
    r"(?:accepted|selected|recent|best|invited|oral|poster|contributed|related) (?:papers|abstracts|posters|publications|talks):?|"
    r"get (?:trending|daily|the latest) papers .{0,60}|by ?@?\w{1,20} and the research community|hugging ?face(?:'s logo)?|"
    r"[►▶▸»›]?\s?(?:download|view|read|get|see|show|open) (?:\w+ ){0,2}(?:abstract|pdf|html|figures?|article|details|references|metrics)"
    r"(?: \([\d.,]+ ?[kmg]b?\))?|"
    r"(?:download|view|read|get|see) (?:\w+ ){0,4}(?:here|version|draft|paper|slides|appendix)\b.{0,60}|"
    r"view (?:this|in) .*browser.*|forward(?:ed this.*| (?:this |it )?to an? \w+)|join the .*|follow (?:us|me)\b.*|"
    r"(?:from|to|cc|bcc|subject|sent|reply-to): .*|on .{6,80} wrote:|posted by .{1,40} ago|date: \w{3,9}, .*|"
    r"that['’]s (?:all|it) for .*|the .{0,30}team|(?:session )?chairs?: .{0,80}|(?:hall|room|ballroom) [a-z]?\d{1,4}[a-z]?|"
    r"sort(?:ed)? by.*|filter.*|toggle .*|\d+ ?/ ?\d+|\d+(?:-|–)\d+ of \d+.{0,20}|"
    r"\d{1,5} (?:[^\W\d]{2,20}\.? ){1,4}(?:street|avenue|road|lane|drive|boulevard|st|ave|rd|blvd)\b\.?(?:, .{2,80})?|"
    r"[^\W\d][^\d,]{2,30}, (?:[^\W\d][^\d,]{1,30}, ?)?(?:USA |[^\W\d][^\d,]{1,30} )\d{5}(?:-\d{4})?(?:,? usa)?|"
    r"[-=+*_~•·|–—#<>«»←→↑↓…. ]+)",
    re.IGNORECASE,
)
_DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:{ENGLISH_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
    rf"\d{{1,2}} {ENGLISH_MONTH},?(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{ENGLISH_MONTH},? \d{{4}})"
)
_COUNT = (
    r"\d[\d.,]*k?\+? ?(?:upvotes?|votes?|points?|likes?|stars?|comments?|authors?|views?|reads?|citations?|references|recommendations?|"
    r"repl(?:y|ies)|downloads?|retweets?|pages?|figures?|tables?|[kmg]b|"
    r"(?:days?|hours?|minutes?|weeks?|months?) ago|min(?:utes?)? read)"
)
# One piece of a line of facts, up to a separator.
_META = re.compile(
    rf"(?:\d{{1,2}}[:.]\d\d ?(?:[ap]\.?m\.?)? ?[-–—] ?\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?|{_COUNT}|"
    rf"{_DAY}(?:, version \d{{1,2}})?|"
    r"(?:cited|viewed|views|read|reads|accessed|downloaded|downloads|citations)(?: by| times)?:? \d[\d.,]*(?: (?:articles?|papers|times))?|"
    rf"[A-Z]{{1,2}}-\d{{2,3}}|\+? ?\d[\d.,]*k?|(?:upvotes?|comments?|likes?|votes?):?(?: ?\d+)?|"
    rf"(?:first )?(?:published|submitted|posted|updated|date|released|added|available|accepted)(?: online)?(?: on|"
    rf" at)?:? ?{_DAY}|\[?(?:last|under|first) (?:revis\w+|draft|version):? ?{_DAY}\]?|submitted by.{{0,60}}|"
    r"(?:about |showing |found |page )?\d[\d.,–-]*(?: of \d[\d.,]*)? ?(?:results?|entries|records|hits|matches|treffer|"
    r"ergebnisse|résultats|resultados|条结果|件|건)\b.{0,60}|"
    r".{2,40}, \[\d{1,2}\.\d{1,2}\.\d{2,4} \d{1,2}:\d\d\]|#\d{1,5}|[^\W\d_][\w .'’-]{1,30} \[?\d{1,2}:\d\d ?(?:[ap]m)?\]?|"
    r"(?:since|seit|depuis|desde) \d{4}|\[v\d+\].{0,80}|"
    r"[a-z]{3,10}[ ’']{0,2}\d{2,4},? (?:conference |workshop )?(?:poster|oral|"
    r"spotlight|highlight)|"
    r"abstract|tl;?dr:?|project page|github|pdf|html|arxiv|code|abs|bibtex|doi|cite|paper|other|view (?:pdf|html|paper|abstract)|"
    rf"{ARXIV_FORM}(?:v\d+)?|<?https?://\S+|(?:pdf|doi|url|link|code|github|arxiv|paper|website|demo|source|abs)\s*:\s*\S+)"
    r"(?=\s|[·•|,/–—-]|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s▲△⬆♥❤\ufe0f★⭐👍🔥💬📅🗓👤👥🔗🌐💻📎📄📝👉➡·•|,/–—-]*")
_PUBLISHED_BY = re.compile(
    r"(?:published|verlegt|publié|publicado|éditée?|editado) (?:by|von|bei|par|por):?\s(?!the )[^.]{2,80}",
    re.IGNORECASE,
)
# "Working Paper Series, No. 24-11": a number in the series of an institution.
_NUMBERED = pattern_of(
    r"[^\W\d_][\w&,'’ -]{2,90} (?:Papers?|Reports?|Memos?)(?: Series)?,? (?:N[or]\.?|N[º°]|№|#)\s?[\w./-]{1,20}"
)
# Addresses of authors and statements of interests are paragraphs; what stands behind a label of which nothing is asked is short.
_LONGEST_ASIDE, _LONGEST_OTHER = 3000, 300
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
_NOTE_MARK = re.compile(
    r"(?:(?<![^\s,;·])[(\[]\d{1,2}[)\]]|(?<![^\s,;·])[\d*†‡§¶⁰¹²³⁴-⁹]+|[\d*†‡§¶⁰¹²³⁴-⁹]+(?=\s*(?:[,;·]|$)))"
)


@lru_cache(maxsize=1 << 14)
def is_chrome(text: str) -> bool:
    """Text that pages of papers carry and that says nothing about a paper."""
    named = len(text) < 200 and bool(_CHROME.fullmatch(text))
    return named or is_site(text) or speaks(text) or heads(text) or by_machine(text)


_SENTENCES = pattern_of(r"[a-zà-ÿ]{2}[.!?] [(\[]?[A-ZÀ-Þ]")


def field_above(before: str, text: str) -> str:
    """The field that a line names for the one below it: by a label, or as "Abstract" alone, a button unless a sentence follows; or ""."""
    field, value = labelled(before) if before[-1] in ":：" else ("", "")
    sentences = len(text) > 60 and (text[-1] in ".。" or bool(_SENTENCES.search(text)))
    if sentences and len(before) < 20 and field_of(before) == "abstract":
        return "abstract"
    return "" if value or text[-1] in ":：" else field


# What parts of a line stand between, with room around it.
_PARTS = re.compile(r"(?<=\s)[·|•]\s+")


@lru_cache(maxsize=1 << 14)
def is_meta(text: str) -> bool:
    """Votes, dates, counts, ids and addresses of a paper, or a labelled line such as "Subjects: …"."""
    field, _ = labelled(text)
    if field == "aside":
        return len(text) < _LONGEST_ASIDE
    if len(text) > 500 or (venue_score(text) and byline(text)[1]):
        return False
    if EDITORS.search(text[-60:]) or " > " in text[:80] or " › " in text[:80]:
        return len(text) < 200
    if text[:1] == "(" and text[-1:] == ")" and len(text) > 2:
        return is_meta(text[1:-1])
    if field not in ("", "title", "authors", "abstract") and (field != "other" or len(text) < _LONGEST_OTHER):
        return True
    return tells_which(text) or _is_fact(text)


def _is_fact(text: str) -> bool:
    # What a work is and when it came out, between points or bars, whatever else: "Article · Sep 2026 · Freshwater Biology".
    parts = _PARTS.split(text) if len(text) < _LONGEST_ASIDE else []
    if _only_facts(text) or _PUBLISHED_BY.fullmatch(text) or (any(map(is_kind, parts)) and any(map(is_date, parts))):
        return True
    if text[-1:].isdigit() and _NUMBERED.fullmatch(text):
        return True
    return not is_running(text) and (is_affiliation(text) or is_kind(text) or venue_score(text) >= 1)


def is_affiliation(text: str) -> bool:
    """A line of institutions and nothing else: "Tsinghua University, ByteDance Seed". One at least is known for one by its form."""
    if len(text) > 300 or text[-1:] in ".?!:,;":
        return False
    parts = [part.strip() for part in re.split(r"[,;·|•]|\s&\s|\sand\s", _NOTE_MARK.sub("", text))]
    parts = [part for part in parts if part]
    # Behind names an institution is theirs: "Ada Prado, Moss University".
    opens = bool(parts) and _INSTITUTION.fullmatch(parts[0])
    if not opens and author_score(text) > (0.3 if "," in text else LISTED):
        return False
    return any(map(_INSTITUTION.fullmatch, parts)) and all(map(_NAMED.fullmatch, parts))


def _only_facts(text: str) -> bool:
    place = end_of(_BETWEEN, text, 0)
    while place < len(text):
        after = end_of(_META, text, place)
        if after == place:
            return False
        place = end_of(_BETWEEN, text, after)
    return bool(text)


def is_web_address(text: str) -> bool:
    """A line that is an address and nothing else but a label."""
    return bool(re.fullmatch(r"(?:.{0,40}:\s*)?<?https?://\S+", text)) and is_meta(text)
