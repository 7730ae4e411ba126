"""Texts that say themselves what they are. In: a text without a grammar; keys of front matter. Out: what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from generator.text import pattern_of

_CALL = (
    r"\bcall for (?:\w+ ){0,3}(?:papers|submissions|contributions|proposals|abstracts|participation|chapters)|\bCFP\b|\bconvocatoria\b|"
    r"\bappel à (?:communications?|contributions?|articles|propositions)|\bchamada (?:de|para) (?:trabalhos|artigos|submissões)|"
    r"\b(?:beitragsaufruf|aufruf (?:zur einreichung|für beiträge)|oproep (?:voor|tot) (?:papers|bijdragen)|bildiri çağrısı|"
    r"nabór (?:zgłoszeń|referatów|artykułów)|invito (?:a presentare|alla presentazione)|при(?:глаш[а-я]+ к участию|"
    r"[её]м (?:заявок|статей|тезисов)))|"
    r"征文|徵文|征稿|徵稿|(?:論文|発表|演題)募集|논문 ?(?:모집|공모)"
)
_DUE = (
    r"\b(?:deadline|important dates|due|submission|notification|soumission|date limite|fecha límite|plazo|prazo|"
    r"einreichung|einsendeschluss|frist|termine|date importanti|scadenz[ae]|invio|termin|son tarih|inzend|важные даты|подач[аи]|срок)|"
    r"截稿|截止|締切|마감"
)
# What stands in the first letters; what somewhere in the text, and how often; what it is.
_KINDS = (
    (
        pattern_of(_CALL, re.I),
        pattern_of(_DUE, re.I),
        1,
        "is a call for papers, not a list of them; the programme or the proceedings will name them",
    ),
    (
        pattern_of(r"\b(?:important dates|deadlines?|key dates)\b", re.I),
        pattern_of(r"\b(?:due|deadline|notification|camera.ready|registration|submission)\b", re.I),
        3,
        "is a list of deadlines, not of papers",
    ),
    (
        pattern_of(
            r"\b(?:courses?|seminars?|credits?|semester|curriculum|lehrveranstaltungen|vorlesung\w*|cours|cursos?|asignaturas|corsi)\b",
            re.I,
        ),
        pattern_of(
            r"\b(?:instructors?|prerequisites?|credits?|credit hours|crn|class #|offered|cross-listed|ects|sws|dozent\w*|enseignants?|"
            r"docentes?|crediti|créditos)\b",
            re.I,
        ),
        4,
        "is a list of courses, not of papers",
    ),
    (
        pattern_of(
            r"\A\W*(?:change ?log|release notes|what['’]s new|version history|versionshinweise|notes de version|更新日志|変更履歴)\b",
            re.I,
        ),
        pattern_of(
            r"^\W*(?:version\s)?v?\d+\.\d+(?:\.\d+)*\b|\bv\d+\.\d+|^\W*(?:added|changed|fixed|removed|deprecated)\b",
            re.I | re.M,
        ),
        3,
        "is a change log, not a list of papers",
    ),
    (
        pattern_of(
            r"\([mwfhd]/[mwfhd](?:/[dx*])?\)|\b(?:vacanc(?:y|ies)|job (?:offer|opening|description)|stellenausschreibung|offre d['’]emploi|"
            r"oferta de empleo|bando di concorso|vacature|"
            r"(?:postdoc(?:toral)?|ph\.?d\.?|doctoral|faculty|tenure.track) (?:researcher|fellow\w*|"
            r"position|student(?:ship)?|candidate|associate)s?)\b",
            re.I,
        ),
        pattern_of(
            r"\b(?:your (?:tasks?|profile|responsibilities|qualifications)|we offer|applications?|apply|applicants?|salary|requirements|"
            r"cover letter|curriculum vitae|start(?:ing)? date|ihre? (?:aufgaben|profil)|bewerbung\w*|wir bieten|"
            r"candidature|salaire|salario|"
            r"requisitos)\b",
            re.I,
        ),
        3,
        "is a job that somebody offers, not a list of papers",
    ),
    (
        pattern_of(r"\b(?:agreement|contract|(?:miet|kauf|arbeits)?vertrag|contrat|contrato|contratto)\b", re.I),
        pattern_of(
            r"\bshall\b|\b(?:hereby|herein|hereto|pursuant|landlord|tenant|seller|buyer|licens(?:ee|or)|lessee|lessor|mieter|vermieter|"
            r"käufer|verkäufer|bailleur|locataire|arrendador|arrendatario)\b",
            re.I,
        ),
        3,
        "is a contract, not a list of papers",
    ),
    (
        pattern_of(
            r"\b(?:cv|curriculum vitae|employment|appointments|(?:professional|academic) (?:roles|service|positions))\b",
            re.I,
        ),
        pattern_of(
            r"^\W*(?:[\d+–/-]{4,9}\W+)?(?:academic |co-?)?(?:director|member|fellow|lecturer|reader|(?:associate|guest) editor|"
            r"(?:(?:statistics )?advisory|editorial|steering|scientific) (?:board|committee)|chair|treasurer)\b",
            re.I | re.M,
        ),
        5,
        "tells somebody's offices, not papers; paste the list of publications alone",
    ),
    (
        pattern_of(r"^User-agent:", re.I | re.M),
        pattern_of(r"^(?:Dis)?allow:", re.I | re.M),
        1,
        "is a file for search engines (robots.txt), not a list of papers",
    ),
    (
        pattern_of(r"^[ \t]*+Rewrite(?:Engine|Cond|Rule)\b", re.M),
        pattern_of(r"\S"),
        1,
        "is settings of a web server, not a list of papers",
    ),
)
# A key of JSON, or of what Python prints, with the beginning of its value; a row of a table kept in it.
_KEY = re.compile(
    r"(?:^[ \t]*+|[{,][ \t]*+)([\"'])[\w@$:. -]{1,60}\1[ \t]*+:(?=[ \t]*+(?:[\"'\[{]|-?\d|true\b|false\b|null\b|None\b|$))|"
    r"^[ \t]*+\[\"[^\n]{1,2000}[\"\d\]]\],?[ \t]*+$",
    re.M,
)
_OPENS_JSON = pattern_of(r"\s*+(?:\{\s*+\"|\[\s*+(?:\{|\"|null\b))")
# So few keys stand in a text by chance; in JSON a third of all lines has some.
_FEWEST_KEYS, _KEYED = 2, 0.3
# It is said in the first so many letters.
_HEAD = 1500
_OF_A_PAGE = frozenset(
    "layout permalink nav navigation nav_order sidebar slug categories comments draft published redirect_from header excerpt".split()
)


def notice_of(text: str) -> str:
    """What a text is, by what it says itself: a call for papers, settings; or ""."""
    head = text[:_HEAD]
    told = (kind for said, below, least, kind in _KINDS if said.search(head) and len(below.findall(text)) >= least)
    return next(told, "")


def cut_json(text: str) -> str:
    """That a text, which no grammar could read, is a piece of JSON, cut or with a bracket lost; or ""."""
    lines = [line for line in text.split("\n") if line.strip()]
    keys = sum(1 for _ in _KEY.finditer(text))
    opened = _OPENS_JSON.match(text) is not None
    # Fewer keys than that are on fewer lines.
    opened = opened or (
        keys >= _KEYED * len(lines) and sum(bool(_KEY.search(line)) for line in lines) >= _KEYED * len(lines)
    )
    if keys < _FEWEST_KEYS or not opened:
        return ""
    return "is JSON that is broken or cut: a bracket or a quotation mark is missing, or its beginning; export or copy it again, whole"


def page_of_a_site(keys: Iterable[str], *, named: bool) -> str:
    """That these keys of front matter are those of a page or a post, or nobody is `named` in it; or ""."""
    told = sorted(_OF_A_PAGE & {key.lower() for key in keys})
    if named and not told:
        return ""
    shown = f" (its front matter has {', '.join(told[:3])})" if told else ""
    return f"is a page, a post or a note{shown}, with nothing of a paper but a title; paste the list of papers that it shows"


# What somebody wrote in a group: "[14:02, 11/03/2025] Ana: …", "11.03.25, 14:02 - Ana: …"; the blank before "PM" may be a narrow one.
_CHAT = re.compile(r"\W{0,3}\[?(?=.{0,13}\d:\d\d)\d[\d./:, \u202f-]{6,20}(?:[ap]m)?\]?\s?(?:- )?[^:\n]{1,40}:\s", re.I)
# When somebody wrote, beside who did, or below: "marla — 03/14/2024 4:12 PM", "[Yesterday 10:12] Weber, Jonas", "10:02 AM".
_STAMP = re.compile(
    r"(?:(?!(?:mon|tue|wed|thu|fri|sat|sun)\b)(?P<who>[^\d\[\]—|:]{2,40}?)\s*(?:[—–|,-]\s*|\s{1,3}))?\[?"
    r"(?:(?:today|yesterday|heute|gestern|hier|hoy|ayer|oggi|ieri|[a-z]{3,6}day|mon|tue|wed|thu|fri|sat|sun|"
    r"\d[\d./-]{3,9})(?:\s+(?:at|um|à)|,)?\s+)?\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?\]?(?:\s+(?P<whom>[^\d:]{2,40}(?:#\d{1,5})?))?",
    re.I,
)
_DAY = pattern_of(r"\d[./-]\d\d?[./-]\d|\b(?:today|yesterday|heute|gestern|hoy|ayer|oggi|ieri)\b", re.I)
_WORDS_OF_A_NAME = 4
_FEWEST_STAMPS, _LONGEST_NAME, _MOST_SAID = 3, 40, 0.6


def are_messages(lines: list[str]) -> bool:
    """Whether most lines open with a day, an hour and who wrote."""
    return sum(bool(_CHAT.match(line)) for line in lines) > _MOST_SAID * len(lines)


def is_conversation(lines: list[str]) -> bool:
    """Whether the lines are messages, or several say when somebody wrote, one of them more than once."""
    found = [(at, stamp) for at, line in enumerate(lines) if (stamp := _STAMP.fullmatch(line.strip()))]
    if (sent := are_messages(lines)) or len(found) < _FEWEST_STAMPS:
        return sent
    from generator.readers.paste.kinds import is_chrome
    from generator.readers.paste.signs import is_kind

    said = [(stamp["who"] or stamp["whom"] or lines[max(0, at - 1)]).strip() for at, stamp in found]
    # A day, an hour and a name on one line, again and again: no programme stamps its items so.
    days = [one for (at, _), one in zip(found, said, strict=True) if _DAY.search(lines[at])]
    if 4 * sum(len(one.split()) < _WORDS_OF_A_NAME for one in days) >= len(lines):
        return True
    return any(
        count > 1 and len(one) <= _LONGEST_NAME and not (is_chrome(one) or is_kind(one)) and one[-1:].isalnum()
        for one, count in Counter(said).items()
    )
