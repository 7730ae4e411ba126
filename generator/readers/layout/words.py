"""The words by which lists of papers label things. In: a short text or an address. Out: what it labels, or what it looks like."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from generator.readers.layout.vocabulary import (
    ACRONYM_WORDS_YEAR,
    ACRONYM_YEAR,
    LABEL,
    PAPER_HOSTS,
    PAPER_LABEL,
    TALK,
    VENUE,
    VENUE_ALONE,
)
from generator.text import checked, host_of, pattern_of
from generator.text.ids import ARXIV_FORM, DOI_FORM, ids_of
from generator.text.tokens import SOLID

_DATE = pattern_of(
    r"\W*((?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?|(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?)(?![\w.]*\d)"
)
_SMALL = frozenset(
    "with from into over onto under than that when what where which between through without using towards".split()
)


# A venue that says itself what it is: "In Proceedings of …", "IEEE Transactions on …", "Journal of …", "33rd Conference on …".
_PRINTED = pattern_of(
    r"(?:in:?\s+)?(?:(?:19|20)\d\d\s+)?(?:"
    r"proc(?:eedings|\.)?(?: of\b|\.|\s[A-Z]).*|"
    r"(?:the\s+)?(?:\d+\w\w\s+)?(?:(?!A\s|An\s)[A-Z][\w/&-]*\s+){0,4}(?:Conference|Symposium|Workshop|Congress|Meeting) (?:on|of|for)\b.*|"
    r"(?:the\s+)?(?:(?!A\s|An\s)[A-Z][\w/&-]*\s+){0,4}(?:Journal|Transactions|Annals|Bulletin|Proceedings|Annual Review|Letters) "
    r"(?:of|on|in|for)\b.*|"
    r"(?:(?:Advances|Frontiers) in (?:neural|[A-Z]\w+)|Lecture Notes)\b.*|"
    r"(?:(?!A\s|An\s)[A-Z][\w/&-]*\s+){1,4}(?:Journal|Letters|Magazine|Transactions|Proceedings)(?:\s+[A-Z])?(?:[\s,.:]+[\d():, –-]*)?|"
    r"arXiv(?: e-?print| preprint)?\b[\s:,\w./()-]{0,30}|(?:Springer|Elsevier|Wiley|MIT Press|\w+ University Press|"
    r"Technical [Rr]eport|Tech\.? Rep|"
    r"(?:Ph\.?D\.?|Doctoral|Master'?s?) [Tt]hesis)\b.{0,40})"
)


# Looks like a venue and its year.
_PREPRINT = pattern_of(
    r"(?:(?:(?:psy|soc|earth|ed)?a|bio|med|tech|chem|eng)rxiv|preprint|corr)[\s,'’:-]*(?:(?:19|20)?\d\d(?:[./-]\d\d?)?)?",
    re.I,
)
_PRINT = pattern_of(
    r"Proc|proc|Conf|Sympo|Worksh|Congr|Meeting|Journal|Trans|Annal|Bulletin|Review|Letters|Advances|Frontiers|Lecture|Magazine|arXiv|Press|"
    r"Springer|Elsevier|Wiley|Report|Rep\b|Thesis|thesis"
)
_YEAR_FIRST = pattern_of(r"^[\[('’]?(?:19|20)\d\d[\])]?[\s,:-]+(?=[A-Z])")
_DATED = pattern_of(r"(?=\d)(?<!\d)(?:\d\d|(?:19|20)\d\d)(?!\d)")


_ADDRESS = pattern_of(
    rf"(?:arxiv[:\s]*)?{ARXIV_FORM}(?:v\d+)?(?:\.pdf)?|[\W\d]+|https?://\S+|{DOI_FORM}|"
    r"(?:cs|math|stat|eess|physics|q-bio|q-fin|econ|astro-ph|cond-mat|nlin|nucl-\w+|hep-\w+)(?:\.[a-z-]{2,12})|quant-ph|gr-qc|astro-ph|cond-mat|"
    r"[\w%+][\w%+.-]{0,80}\.(?:pdf|pptx?|docx?|ps|djvu|zip|ipynb|txt|html?)",
    re.I,
)


# A PDF is a paper unless its address says that it is something else; so are pages of the programs that journals and archives run.
_PDF = pattern_of(
    r".*/article/view/[\w-]+(?:/\d+)?/?|/(?:hal|tel|halshs)-\d{6,}(?:v\d+)?|(?!.*(?:slide|lecture|poster|talk|syllab|resume|\bcv\b|assignment|homework|flyer|agenda)).*\.pdf",
    re.I,
)


@lru_cache(maxsize=4096)
def leads_to_paper(url: str) -> bool:
    """Whether a URL is a paper's page or its PDF."""
    url = checked(url)
    if not url:
        return False
    host = host_of(url)
    ends = (at + 1 for at, sign in enumerate(host) if sign == ".")
    known = host in PAPER_HOSTS or any(host[at:] in PAPER_HOSTS for at in ends)
    return known or bool(_PDF.fullmatch(urlsplit(url).path)) or bool(ids_of([url]))


def leads_to_file(url: str) -> bool:
    """Whether an address of the site itself leads to a PDF that may be a paper."""
    return "//" not in url and ":" not in url and bool(_PDF.fullmatch(url))


_BADGES = ("shields.io", "badge", "star-history", "contrib.rocks")


def is_badge(url: str) -> bool:
    """An image that counts stars, shows a licence or a build."""
    lower = url.lower()
    return lower.partition("?")[0].endswith(".svg") or any(name in lower for name in _BADGES)


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether the text of a link says what it leads to, and is no title: "Paper", "CVPR 2025", "2411.13560", "link"."""
    text = bare_label(text)
    if not text or len(text) > 60:
        return not text
    if _ADDRESS.fullmatch(text):
        return True
    return bool(PAPER_LABEL.fullmatch(text) or LABEL.fullmatch(text) or is_venue(text))


_BUTTONS = pattern_of(r"(?:\s?\[[^\[\]]{2,24}\])+[\s.]*$")


def before_buttons(title: str) -> str:
    """A copied title without the words of its links: "A Title [pdf] [code]"."""
    found = _BUTTONS.search(title, max(0, len(title) - 200)) if "]" in title[-2:] else None
    if not found:
        return title
    said = [bare_label(one) for one in found[0].split("[")[1:]]
    return title if any(is_venue(one) or not is_label(one) for one in said) else title[: found.start()]


@lru_cache(maxsize=1 << 12)
def says_paper(text: str) -> bool:
    return bool(PAPER_LABEL.fullmatch(bare_label(text)))


@lru_cache(maxsize=8192)
def is_venue(text: str) -> bool:
    """ "CVPR 2025 (Oral)", "NeurIPS'23", "arXiv, 2503.17407", "Nature Machine Intelligence": short, and it names a venue."""
    text = text.strip()
    if not 2 < len(text) <= 160:
        return False
    if len(text) > 90:
        return text.startswith(("Proc", "In Proc", "in Proc")) and bool(_PRINTED.fullmatch(text))
    if _PREPRINT.fullmatch(text):
        return True
    if _PRINT.search(text) and _PRINTED.fullmatch(text):
        return True
    dated = _DATED.search(text)
    text = _YEAR_FIRST.sub("", text) if dated else text
    if not dated or not _DATED.search(text):
        return bool(VENUE_ALONE.fullmatch(text))
    return bool(VENUE.fullmatch(text) or ACRONYM_YEAR.fullmatch(text) or ACRONYM_WORDS_YEAR.fullmatch(text))


# "S&P'21", "RA-L-20", "ACM TOIS'24", "软件学报'22"; behind it what was said of the talk.
ACRONYM = (
    r"(?:(?:(?:ACM|IEEE) )?\d?[A-Z][A-Za-z&]{1,11}(?: Asia)?(?:-[A-Z][A-Za-z]{0,3})?[- ]?(?:['’‘]\d\d|(?:19|20)\d\d|(?<=-)\d\d)|"
    r"[\u4e00-\u9fff]{2,12}['’‘]\d\d)(?!\d)"
)
# Each step is atomic: "-oral" is a word of these and any small one behind a hyphen, and would be tried as both, time and again.
_AWARD = (
    r"(?>[-\s]*(?:(?:oral|spotlight|poster|highlight|workshop|findings|demo|best (?:student )?paper|extended version)(?![a-z])|"
    r"(?i:datasets (?:and|&) benchmarks(?: track)?\b)|"
    r"[\u4e00-\u9fff]{1,8}(?!\S*['’‘\u4e00-\u9fff]))|-[a-z]{3,14})*+"
)
_VENUE_FIRST = pattern_of(rf"(?:\d{{4,8}}\s+)?({ACRONYM}{_AWARD})(?:\s*[(（][^()（）]{{3,24}}[)）])?(?=\s+[^\W\d_a-z])")

_IN_BRACKETS = pattern_of(r"\[(?P<venue>[^\[\]]{3,30})\]\s+(?=\S)")


def led_by_venue(text: str) -> tuple[str, str]:
    """The venue that opens a text without a sign or in brackets, and the rest: "ICLR'24-oral A Title"; or "" and the text."""
    bracketed = _IN_BRACKETS.match(text) if text[:1] == "[" else None
    if bracketed and is_venue(bracketed["venue"]):
        return bracketed["venue"], text[bracketed.end() :]
    first = _VENUE_FIRST.match(text) if any(map(str.isdigit, text[:30])) else None
    if first and is_venue(first[1]) and len(text) - first.end() > 2:
        return first[0], text[first.end() :].lstrip()
    return "", text


def venue_of(text: str) -> str:
    """A venue's name as shown; "" for arXiv, which is none."""
    text = bare_label(text)
    return "" if re.match(r"(?:arxiv|preprint|corr)\b", text, re.I) else text


def leading_date(text: str) -> str:
    """The date that a text opens with, or ""."""
    found = _DATE.match(text[:40])
    return found[1] if found else ""


_AROUND = pattern_of(r"^[\W_]+|(?<![\W_])[\W_]++$")


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """A label without the brackets, emoji and punctuation around it."""
    text = " ".join(text.split())
    return text if text[:1].isalnum() and text[-1].isalnum() else _AROUND.sub("", text)


def is_foreign(text: str) -> bool:
    """Whether a good part of the letters are Chinese, Japanese or Korean."""
    return not text.isascii() and len(SOLID.findall(text)) * 5 > len(text)


def talks(title: str) -> bool:
    """Whether a text speaks to the reader. A title may begin like that, but its words are capitalised: "If We May De-Presuppose: …"."""
    if not TALK.match(title):
        return False
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title) if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() for word in words)
    return not (len(words) > 3 and capital * 5 >= len(words) * 4)


_SECTION = pattern_of(
    r"(?:accepted|invited|contributed|regular|long|short|full|demo(?:nstration)?|poster)(?: \w+){0,2} (?:papers?|posters?|articles?)|"
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s*)?(?:(?:must[- ]read|related|recent|selected|survey|review|overview|workshop|journal|conference|"
    r"classic|"
    r"other|more|list of|awesome|useful|open[- ]source|position|application|theor\w+|key|arxiv|preprints?|\d{4})\s+)*(?:papers?|"
    r"surveys?(?: papers?)?|reviews?|publications?|articles?|books?|book chapters?|tutorials?|talks?|videos?|courses?|lectures?|blogs?|"
    r"blog posts?|datasets?|benchmarks?|codes?|tools?(?:kits?)?|librar(?:y|ies)|software|frameworks?|repositor(?:y|ies)|resources?|"
    r"references?|links?|projects?|websites?|workshops?|challenges?|competitions?|introduction|overview|background|preliminar\w+|contents?|"
    r"table of contents?|toc|outline|news|updates?|changelog|citations?|cite|bibtex|licen[cs]e|contribut\w+|contact|acknowledg\w+|others?|"
    r"misc\w*|applications?|methods?|theory|evaluations?|metrics?|models?|algorithms?|abstract|keywords?|related work|conclusions?|"
    r"discussion|results?|experiments?|motivation|summary|notes?|todo|faq|usage|installation|requirements?|quick ?start|getting started|"
    r"paper of the (?:day|week|month)|license|authors?|maintainers?|目录|综述|其他|参考文献|資料|論文|论文|论文列表|목차|参考|기타)"
    r"(?:\s*(?:&|and|/|,)\s*\w+){0,2}(?:\s*\(?\d{0,5}\)?)?",
    re.IGNORECASE,
)


_COLLECTION = pattern_of(
    r"(?:publications|preprints|publikationen|veröffentlichungen|publicaciones|publicações|pubblicazioni|публикации)\b|"
    r"(?:an? |the |this |our |my )?(?:curated |awesome |reading )?(?:list|collection|repository|repo|summary) of\b|"
    r"(?:an? |the |this |our |my |below is )?(?:[a-z-]{4,20} )?(?:list|collection|selection|bibliography|archive) of (?:[a-z-]{3,20} ){0,2}"
    r"(?:papers|publications|articles|references|writings|readings)\b",
    re.IGNORECASE,
)


# What a list says of itself, at any length; who keeps it: "Page maintained by Ana Prado", "Liste gepflegt von …".
_CURATED = pattern_of(
    r"(?:an? |the |this |our )?(?:curated|awesome|comprehensive|reading) (?:[\w,-]+ ){0,2}(?:list|collection)s? (?:of|for)\b",
    re.I,
)
# By so much of a paragraph it is said who keeps the page.
_HEAD = 400
_KEPT = pattern_of(
    r"\W*(?:(?:this |the |cette |esta |diese )?(?:page|site|list[ae]?|página|seite|pagina|repo(?:sitory)?|bibliogra\w+) )?"
    r"(?:is |est |wird )?(?:maintained|curated|compiled|contributed|collected|tenue|maintenue|établie|mantenid[ao]|mantid[ao]|gepflegt|"
    r"zusammengestellt|curata) (?:by|par|por|von|da)\b",
    re.I,
)

# What a programme holds beside papers.
_BREAK = pattern_of(
    r"(?:(?:coffee|tea|lunch|dinner|health|short|kaffee|mittags|group)[ -]*)*(?:breaks?|pause|photo)|lunch|dinner|"
    r"registration(?: .{1,40})?|"
    r"(?:opening|closing|welcome|introductory|final|concluding)(?: (?:remarks?|session|ceremony|words|address|and .{1,30}))?|excursion|"
    r"(?:conference |gala )?(?:banquet|reception)|(?:panel|open|general|group)? ?discussions?|posters?(?: session.{0,20})?|q ?& ?a|"
    r"awards?(?: ceremony)?|business meeting|social event|keynote(?: \d)?|almoço|pausa|café|déjeuner|clôture|ouverture|begrüßung|"
    r"mittagessen|apertura|cierre|休憩|昼食|开幕式|茶歇|午餐|闭幕式|휴식|점심|"
    r"(?:no|kein|keine|pas de|aucune?|sin|sem|nessun|brak|нет|geen) (?:meeting|seminar|class|lecture|talk|session|"
    r"vortrag|sitzung|treffen|séance|"
    r"séminaire|réunion|cours|reunión|seminario|sesión|clase|reunião|seminário|aula|incontro|lezione|seminarium|семинара|bijeenkomst)\w{0,2}"
    r"(?: \W?(?:today|this|due|because|holiday|heute|aujourd|hoy|hoje|oggi)\b.{0,40}|\s?[(–-].{0,40})?",
    re.IGNORECASE,
)


def says_who_keeps(text: str) -> bool:
    """Whether a line says who keeps a page, in its first sentence or one of the next."""
    if {"by", "par", "por", "von", "da"}.isdisjoint(text[:_HEAD].split()):
        return False
    return any(map(_KEPT.match, text[:_HEAD].split(". ")))


def names_section(text: str) -> bool:
    """Whether a text names a part of a list ("Survey papers", "3.1 Datasets") or of a programme ("Coffee break")."""
    if len(text) >= 60 or says_who_keeps(text):
        return bool(_CURATED.match(text)) or says_who_keeps(text)
    plain = bare_label(text)
    return bool(_SECTION.fullmatch(plain) or _BREAK.fullmatch(plain) or _COLLECTION.match(text))
