"""What stands behind a title and a comma. In: a title as a stop cut it. Out: the title, and where it was printed."""

from __future__ import annotations

import re

from generator.readers.references.reference import JOURNAL_WORD
from generator.text import pattern_of
from generator.text.people import people_in
from generator.text.tokens import SOLID

# A full stop, where it ends a sentence; ? and ! end a title only where a venue follows. The sign stands first in the pattern, so that
# it is found fast; what must not be before it is looked for behind.
STOP = pattern_of(
    r"[.?!](?<!\b[A-Z].)(?<!\bvs.)(?<!\bet al.)(?<!\bSt.)(?<!\bDr.)(?<!\b[IVX]{2}.)(?<!\b[IVX]{3}.)(?<!: \d.)(?<!: \d\d.)(?<!\(\d.)"
    r"(?<!\bcv.)(?<!\bsp.)(?<!\bspp.)(?<!\bssp.)(?<!\bsubsp.)(?<!\bvar.)(?<!\bsect.)"
    r"(?<!\bpp.)(?<!\bnos.)(?<!\bno.)(?<!\bvol.)(?<!\bv.)(?<!\bp.)(?<!\bch.)(?<!\bchs.)(?:(?<=\.)(?:\s+(?=[^\sa-z]|"
    r"(?:arXiv|bioRxiv|medRxiv|doi|https?|eprint|eLife|npj|mBio|iScience|in press|accessed|available)\b)|\s*[—–]\s+)|(?<=[?!])\s+(?=\S))"
)
# A further sentence of a title has so many long words in small letters, and no number; words that open what is no part of one.
_FEWEST_SMALL = 2
_NO_SUBTITLE = pattern_of(
    r"(?:in|dans|em|en|as|from|with|mit|com|con|im|org|hrsg|eds?|phd)\b|(?:trans|trad|übers|edi[tç]|rev|thes|tes[ie]|diss|mast|doct|work|tech|proc|paper|"
    r"availa|dispon|retriev|access|unpubl|publ)",
    re.I,
)
_SMALL = pattern_of(r"\b[^\W\d_A-Z][^\W\d_]{3,}")
# "Eur J Public Health. 1997;7", "Tourism Geographies, 22 (1)", "Ann. Reg. Sci. 12: 3", "Rev Educ [Internet]. 2005", "Lisboa: Letras; 2001":
# a name whose words have capitals, and a number, a year or a publisher behind it.
_JOINED = rf"(?:{JOURNAL_WORD}|for|da|do|del|la|e|y|et)"
JOURNAL_NEXT = pattern_of(
    rf"(?![^.]{{0,60}}[^\W\d_]{{8,}}\.\s[^\W\d_]){_JOINED}(?:,?[ -]{_JOINED}){{0,9}}"
    r"(?:\s?\([^()]{2,30}\))?\.?(?:\s?\[[^\[\]]{3,12}\]\.?)?"
    r"(?:[.,]?\s(?:\(?(?:19|20)\d\d\b|v(?:ol)?\.?\s?\d|\d{1,4}\s?[(:,])|:\s[^\W\d_a-z][^.:]{2,60}[;,]\s(?:19|20)\d\d)"
)
# Behind a comma: where it was printed, or what became of it.
TAIL = re.compile(
    r",\s+(?=(?:[Ii]n:?\s+(?:[‘'\"“„«]|(?:the\s+)?(?:[Pp]roc\b|Proceedings)|[^\W\d_a-z])|(?:\d+[-–]\d+,\s+)?(?:in )?in:\s|Presented\b|"
    r"[Aa]ccepted\b|[Tt]o appear|[Ff]orthcoming|(?:IEEE|ACM|USENIX|AAAI)\s|Journal of\s|Lecture Notes\s|Ph\.?D\.? [Tt]hesis|Submitted\b|"
    r"arXiv\b|Proceedings\b|Proc\.|édité par\s|traduit par\s|edited by\s|translated by\s|a cura di\s|herausgegeben von\s|edición de\s))"
)
# ", Thousand Oaks, California: Sage"
PUBLISHER = re.compile(
    r"Press|Sage|Wiley|Springer|Verlag|Universit|Books|Publi|Routledge|Elsevier|Academic|Harper|Penguin|Norton|Blackwell|"
    r"Palgrave|Editor|Éditions|Kluwer|Hall|McGraw|Sons|Corporation|[ÉéE]dit|Ediz|Olschki|Wydawnictw|Издат|Nakładem|Yayın|Kiadó"
)
_PLACE = re.compile(
    rf",\s+(?=[^\W\d_a-z][\w.&-]*(?:[ ,;]+[^\W\d_a-z][\w.&-]*){{0,5}}\s*:\s+[^:]{{0,40}}(?:{PUBLISHER.pattern})[^:]{{0,40}}$)"
)
_SOLID_TAIL = re.compile(
    r"[,，、]\s?(?=[^,，、]{0,40}(?:誌|紀要|研究|学会|学報|学报|大会|論集|报|会议|研讨会|학회|논문지|학술|Vol\b|vol\b|Proc))"
)
# A journal in italics that lost the blank before it when it was copied: "a paradoxTrends in Ecology & Evolution32, 803-805".
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]+(?:[ &.-]+\w+){0,6}?\.?,?\s?\d{1,4}\s?[,;:(])")
# Libraries of Eastern Europe say behind a title what the work is and who is responsible for it: "Язык [Текст] : дис. … канд. наук / Е. Ли".
_STATED = re.compile(
    r"\s?\[(?:paper|pdf|link|Текст|Электронный ресурс|Электрон\. ресурс|Електронний ресурс|Tekst|Text)\]|"
    r"\s:\s(?:моногр|дис|дисс|автореф|учеб|навч|підручник|учебник|сб\.|зб\.|материалы|матеріали|препринт|rozprawa|monogr)(?![^\W\d_]{9}).*",
    re.IGNORECASE | re.DOTALL,
)
_RESPONSIBLE = re.compile(r"\s/\s(?=[^\W\d_])")

EDITION_FORM = r"\d{1,2}(?:st|nd|rd|th|[ªºa]\.?|\.|,)?,?\s?(?:ed(?:n|ition|i[cçz]\w{2,4})?|Aufl(?:age)?|éd(?:ition)?)\b\.?|Orig\.-Ausg\."
# Behind a title: an edition, who translated or edited it, the medium, the kind of work.
_BEHIND = pattern_of(
    rf"(?<=[\w)?!])(?:[.,;]\s+(?:{EDITION_FORM})|\s\((?:{EDITION_FORM})\)|"
    r"(?:[.,;]\s|\s\()(?:\d\w\w )?(?:rev(?:ised|\.)|new|second|third|enlarged|expanded)\s(?:and \w+ )?ed(?:ition|n)?\b[.)]*|"
    r"(?:[.;]\s|\s\()(?:(?:trans|ed)(?:l?\.|lated|ited)|revised) by\s[^()]{3,120}\)?|"
    r"\s?\[(?:(?-i:[A-Z](?:/[A-Z]{1,3})?)|(?:Internet|Online|En ligne|Elektronische Ressource|Electronic resource|eBook|Print)|"
    r"(?:doctoral|master|ph\.?d|unpublished|data ?set|computer software|conference|poster|paper|preprint|manuscript|video|editorial|review|"
    r"thesis|diss|tese|tesis)\w*\b[^\[\]]{0,80})\]|"
    r"\s\((?:yayımlanmamış|basılmamış|unpublished|unveröffentlicht|niepublikowana|неопубл)[^()]{2,60}\))$",
    re.IGNORECASE,
)


def without_statement(title: str) -> tuple[str, tuple[str, ...]]:
    """A title without what a catalogue says behind it: the kind of work, and the people responsible behind a slash; who they are."""
    title = _BEHIND.sub("", title)
    cut = _RESPONSIBLE.search(title)
    names = people_in(title[cut.end() :].split(" ; ")[0], families=True) if cut else ()
    return _STATED.sub("", title[: cut.start()] if cut and names else title).strip(), names


def subtitle_end(rest: str) -> int:
    """Up to where a title goes on behind a stop, or 0: "Appropriate use. Report from an Italian study. Eur J Public Health. 1997;7": a
    sentence in small letters is no journal where the name of one and its volume follow it."""
    following = STOP.search(rest)
    if not following:
        return 0
    piece = rest[: following.start()]
    small = len(_SMALL.findall(piece)) >= _FEWEST_SMALL and not any(map(str.isdigit, piece))
    told = small and not _NO_SUBTITLE.match(piece) and JOURNAL_NEXT.match(rest, following.end())
    return following.start() + (rest[following.start()] != ".") if told else 0


def without_tail(title: str, rest: str) -> tuple[str, str]:
    """A title without the venue that a comma parts from it, or nothing."""
    glued = _GLUED.search(f"{title}. {rest}") if rest else _GLUED.search(title)
    if glued and 12 < glued.start() < len(title):
        return title[: glued.start()], f"{title[glued.start() :]}. {rest}".strip()
    tail = TAIL.search(title) or _PLACE.search(title) or (_SOLID_TAIL.search(title) if SOLID.search(title) else None)
    if not tail or len(title[: tail.start()]) < (4 if SOLID.search(title) else 12):
        return title, rest
    behind = title[tail.end() :].rpartition(": ")[2] if tail.re is _PLACE else title[tail.end() :]
    return title[: tail.start()], f"{behind}. {rest}".strip()
