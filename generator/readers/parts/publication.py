"""How a work came out. In: the type, journal, volume, pages … of a record, as formats spell them. Out: a Publication in one spelling; the
name of a venue alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import Publication, WorkKind
from generator.text import fold, pattern_of
from generator.text.ids import isbns_in, issns_in
from generator.text.late import end_of
from generator.text.printed import place_at, place_in, publisher_told

# Type of a work in a file, letters only -> its kind. BibTeX and BibLaTeX entry types, RIS, CSL, Crossref, OpenAlex, DataCite, Zotero,
# EndNote, MODS, Web of Science, Scopus, PubMed, ProQuest and ERIC; of several words that a type holds the first below decides.
_KINDS: Mapping[WorkKind, str] = {
    "article": (
        "article articlejournal journalarticle jour jfull ejour journal researcharticle originalarticle review reviewarticle letter"
        " editorial articlemagazine magazinearticle mgzn articlenewspaper newspaperarticle news journalpaper note shortsurvey"
        " earlyaccess abst systematicreview metaanalysis clinicaltrial casereports casereport comment electronicarticle suppperiodical"
        " inpress scholarlyjournals scholarlyjournal magazines newspapers tradejournals dataarticle datapaper peerreview"
    ),
    "conference": (
        "inproceedings conference conf cpaper cpapers paperconference proceedingsarticle conferencepaper conferenceproceedings"
        " conferencearticle proceedingspaper meetingabstract conferenceabstract congress poster speech proceedings inproc"
        " conferencepapersproceedings"
    ),
    "preprint": "preprint postedcontent unpublished unpb workingpaper workingpapers manuscript preprints submittedversion",
    "book": "book books edbook ebook monograph mvbook collection editedbook referencebook proceedingsvolume bookset edited mvcollection",
    "chapter": "inbook incollection chap chapter bookchapter echap booksection booksectionchapter bookpart entryencyclopedia"
    " encyclopediaarticle ency referenceentry entry entrydictionary dict inreference suppbook chap1",
    "thesis": "thesis phdthesis mastersthesis mathesis thes dissertation dissertations dissertationsandtheses dissertationthesis"
    " bachelorsthesis dissertationstheses doctoralthesis theses",
    "report": "report techreport rprt technicalreport reports institutionalreport govdoc standard stand whitepaper reportcomponent"
    " governmentreport technicalnote",
    "dataset": "dataset data datasets dataversion database",
    "software": "software comp computerprogram computersoftware sourcecode",
    "other": (
        "misc gen generic online webpage elec electronicsource electronic patent pat video sound audiovisual advs booklet manual hear blog"
        " blogpost postweblog post web presentation map chart slide other interview artwork bill legalcase statute case film motionpicture"
        " erratum retraction paratext component peerreviewreport grant"
    ),
}  # fmt: skip
_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
# A type of several words, the telling ones first: "Article; Proceedings Paper", "Thesis (Ph.D.)", "Book Review".
_TELLING: tuple[tuple[re.Pattern[str], WorkKind], ...] = (
    (pattern_of(r"\bproceedings? paper|\bconference (?:paper|abstract|article)|\bmeeting\b|\binproceedings", re.I), "conference"),
    (pattern_of(r"\bdisserta|\bth[eè]s[ei]s?\b|\bt[eé]s[ei]s?\b|\bdoctoral\b|\bhabilitation|диссертац", re.I), "thesis"),
    (pattern_of(r"学位论文|学位論文|학위논문"), "thesis"),
    (pattern_of(r"konferenzbeitrag|\bcongrès\b|\bponencia|\bem evento|доклад|会议论文|会議論文|会議発表|학술대회", re.I), "conference"),
    (pattern_of(r"\bbook ?(?:chapter|section|part)|\bchapter\b|buchkapitel|\bchapitre|\bcapítulo|\bcapitolo|глава", re.I), "chapter"),
    (pattern_of(r"zeitschriften|\bartí?c[uo]|\bartigo|\barticolo|статья|期刊|学术论文|雑誌論文|学術論文|학술", re.I), "article"),
    (pattern_of(r"\bjournal|\bbook review|\breview\b|\barticle\b|\bletter\b|\beditorial\b|\btrial\b|\bcase reports?\b", re.I), "article"),
    (pattern_of(r"\bpre-?print|\bworking paper|\bdiscussion paper|\bmanuscript", re.I), "preprint"),
    (pattern_of(r"\breport", re.I), "report"),
    (pattern_of(r"\bdata ?set", re.I), "dataset"),
    (pattern_of(r"\bsoftware", re.I), "software"),
    (pattern_of(r"\bbooks?\b|\bmonogra[fp]|^buch\b|\blivre|\blibro|\blivro|книга|монография|图书|図書|단행본", re.I), "book"),
    (pattern_of(r"\bconference|\bproceedings|\bcongress|\bsymposium|\bposter", re.I), "conference"),
)  # fmt: skip
_RETRACTED = pattern_of(
    r"^\W{0,3}(?:retracted|withdrawn)(?: (?:article|paper|publication|chapter))?\W{0,3}[:.\]]", re.I
)
_RANGE = pattern_of(r"(?<!\s)\s*+(?:-{1,3}|[‐‑–—−])\s*")
_PAGE_WORDS = pattern_of(
    r"^(?:unsp|pp?\.?|pages?|s\.|seiten?|art(?:icle|n)?(?:\.| no\.?| number)?)\s*(?=[\dA-Za-z])", re.I
)
# Where the number of an article belongs, other ids of it: a DOI, a PII, Scopus' own; and what a spreadsheet makes of "3-4".
_OTHER_ID = pattern_of(r"10\.\d{4,}/|[SB]\d{4}-?\d{3}|\d-s\d|(?:\d{1,2}-)?[A-Z][a-z]{2}(?:-\d\d)?$")
_NUMBER_WORD = pattern_of(r"^(?:vol(?:ume)?|issue|no|nr|num(?:ber)?)\b[.:]?\s*(?=\d)", re.I)
# What programs write where they know nothing.
UNTOLD = frozenset(("na", "n/a", "null", "none", "nan", "n.a.", "-"))
_URL = pattern_of(r"<?https?://\S+>?|www\.\S+")
# Buttons beside a venue: "[pdf]", "[Code]".
_BUTTON = pattern_of(r"(?<!\s)\s*+\[[^\W\d]{1,12}(?: [^\W\d]{1,12})?\]")
# What stands in a column of venues and is none.
_NONE = pattern_of(
    r"(?:source )?codes?|git ?hub(?: \w+)?|papers?|pdf|links?|project(?: ?page)?|slides?|videos?|web ?site|home ?page|urls?|doi|html|"
    r"bib(?:tex)?|n/?a|none|talk|poster|unknown|tbd|chap(?:ter)?s?|chs?|sections?|excerpts?|parts?|kapitel|kap|chapitres?|cap[ií]tulos?",
    re.I,
)
# "In Proceedings of …", "In IJCAI 2022"; but "In Vivo" and "In Silico Biology" are journals.
_LED = pattern_of(r"[Ii]n:?\s+(?=[Pp]roc|[Aa]dv|[Ii]ntern|the\s|\d|[A-Z]{3})")
_HONOUR = pattern_of(r"(?<=\S)[\s,(]+(?:best|outstanding|honou?rable)\s.{0,30}(?:paper|award|mention).{0,20}$", re.I)
# A longer bracket that nobody closed is more than an acronym.
_ACRONYM = 25
_EDGES = " \t*_`\\,،;:–—-"


def work_kind(value: object) -> WorkKind:
    """The kind of a work by the type that a file gives ("JOUR", "@phdthesis", "proceedings-article", "Article; Proceedings Paper"), or
    a list of them; "" for a type that says nothing."""
    if isinstance(value, (list, tuple)):
        found = [kind for kind in map(work_kind, value[:40]) if kind]
        # ERIC calls an article "Reports - Research", too.
        weak = ("other", "article", "report") if "article" in found else ("other", "article")
        return next((kind for kind in found if kind not in weak), found[0] if found else "")
    text = value.strip()[:200] if isinstance(value, str) else ""
    short = re.sub(r"[\W\d_]+", "", text).lower()
    if short in _KIND:
        return _KIND[short]
    return next((kind for pattern, kind in _TELLING if pattern.search(text)), "")


def publication_of(
    kind: object = "", container: object = "", volume: object = "", issue: object = "", pages: object = "", *, first: object = "",
    last: object = "", publisher: object = "", issn: object = (), isbn: object = (),
) -> Publication:  # fmt: skip
    """A Publication from loose values (texts, numbers, lists, None). `first` and `last` are pages in fields of their own."""
    given, begin, end = pages_of(pages), _text(first), pages_of(last)
    if not given and "-" in end:
        # RefWorks of CNKI has all pages where the last one belongs.
        given = end
    elif begin and (not given or (given.isdigit() and pages_of(begin) != given)):
        # A number beside the first page is how many there are.
        given = pages_of(f"{begin}-{_text(last)}" if _text(last) and _text(last) != begin else begin)
    elif given.isdigit() and end.isdigit() and given != end:
        given = pages_of(f"{given}-{end}")
    return Publication(
        work_kind(kind), _text(container), numbered_as(volume), numbered_as(issue), given, _text(publisher),
        issns_in(_joined(issn)), isbns_in(_joined(isbn)),
    )  # fmt: skip


def numbered_as(value: object) -> str:
    """A volume or an issue without the word for it; 0 is what programs write where they know none. An ISSN or ISBN is neither."""
    text = _NUMBER_WORD.sub("", _text(value)[:60]).removesuffix(".0")
    other = _OTHER_ID.match(text) or (len(text) > 8 and (issns_in(text) or isbns_in(text)))
    return "" if text == "0" or other else text


def pages_of(value: object) -> str:
    """Pages in one spelling: "pp. 123--130" is "123-130", "1200-8" is "1200-1208"; "0" and dashes alone are none."""
    text = _PAGE_WORDS.sub("", _RANGE.sub("-", _text(value)[:80])).replace(".0-", "-").removesuffix(".0").strip(" -.,;")
    short = re.fullmatch(r"(\d+)-(\d+)", text)
    if short and len(short[2]) < len(short[1]):
        text = f"{short[1]}-{short[1][: len(short[1]) - len(short[2])]}{short[2]}"
    return text if re.search(r"[^\W_]", text) and text not in ("0", "0-0") and not _OTHER_ID.match(text) else ""


def retracted_title(title: str) -> str:
    """What a title says of itself before it begins ("RETRACTED:", "WITHDRAWN ARTICLE:"), or ""."""
    found = _RETRACTED.match(title)
    return found[0].strip(" :.[]").capitalize() if found else ""


def _joined(value: object) -> str:
    values = value if isinstance(value, (list, tuple)) else [value]
    return " ; ".join(filter(None, map(_text, values[:40])))


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return next(filter(None, map(_text, value[:40])), "")
    text = fold(str(value))[:400] if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    return "" if text.casefold() in UNTOLD else text


def tidy_venue(text: str) -> str:
    """A venue without marks of type, buttons, addresses, prizes and the "In" before it; what was cut inside a bracket is closed.

    >>> tidy_venue("In Proceedings of the Tenth Conference on Moss (COM")
    'Proceedings of the Tenth Conference on Moss (COM)'
    """
    name = _HONOUR.sub("", _BUTTON.sub("", _URL.sub("", text)).strip(_EDGES))
    name = _balanced(name[end_of(_LED, name) :]).strip(_EDGES)
    return "" if _NONE.fullmatch(name) else name


def _balanced(name: str) -> str:
    """A name whose brackets are pairs: the last acronym is closed, what is longer is left out."""
    opened = name.count("(") - name.count(")")
    if opened == 1:
        head, _, tail = name.rpartition("(")
        return f"{name})" if 0 < len(tail) <= _ACRONYM else head.rstrip()
    if opened < 0 and ")" in name[:8]:
        return name.partition(")")[2]
    return name


_MEETING = pattern_of(
    r"\b(?:conference|workshop|symposium|congress|proceedings of the (?!national|royal|\w+ academy))", re.I
)
_IN = pattern_of(r"\W*in:?\s", re.I)
# Inside of a text, or in brackets: "Ithaca, NY: Cornell University Press, 1983".
_ITS_PUBLISHER = pattern_of(
    r"(?:[.,(]|^)\s?[^\W\d_a-z][^\d:().]{1,40}(?:, [A-Z]{2})?:\s(?P<publisher>[^:\d()]{2,80}?)"
    r"(?=,?\s(?:1[5-9]|20)\d\d|,\s(?:S|s|pp?)\.|[).])"
)
_ITS_PAGES = pattern_of(
    r"[,(:.]\s?(?:pp?\.|pages|S\.|s\.)?\s?(?P<pages>[a-z]?\d{1,4}\s?[-–]\s?[a-z]?\d{1,4})(?=[).,;\s]|$)"
)


def publication_told(text: str, container: str) -> Publication:
    """How a work came out, by the text behind its title that names its journal, `container`, with volume and pages, the book or the
    proceedings that it stands in, or its publisher; else nothing."""
    line = " ".join(text[:600].split()).replace("--", "–")
    if not container:
        publisher = publisher_told(line)
        return publication_of("book", publisher=publisher) if publisher else Publication()
    at = line.find(container[:20])
    behind = line[at + len(container) :] if at >= 0 else ""
    next_to = place_at(behind, 0)
    told = next_to.is_whole and (next_to.pages or next_to.issue or next_to.date or next_to.sure)
    place = next_to if told or next_to.is_early else place_in(behind)
    if not place:
        return _inside(line, container)
    kind = "conference" if _MEETING.search(container) else "article"
    return publication_of(kind, container, place.volume, place.issue, place.pages)


def _inside(line: str, container: str) -> Publication:
    """How a part of a book or of proceedings came out: "in A Book, edited by Ana Prado, 98–121. Berkeley: Wax Press"."""
    end = line.find(container[:20]) + len(container)
    pages = _ITS_PAGES.search(line, end) if _IN.match(line) else None
    if not pages:
        return Publication()
    printed = _ITS_PUBLISHER.search(line, end)
    kind = "conference" if _MEETING.search(container) else "chapter" * bool(printed)
    return publication_of(kind, container, pages=pages["pages"], publisher=printed["publisher"] if printed else "")
