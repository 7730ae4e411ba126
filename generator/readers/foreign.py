"""Texts that are no digest. In: a text. Out: what it is, in words that say how to mend it, or nothing when it may hold papers.

Asked before a paste is read, for a paste takes any text, and makes papers of the lines of a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model import Problem
from generator.readers.fields import alien
from generator.readers.fulltext import full_text
from generator.readers.lexicon import bare_key
from generator.readers.notices import are_messages, is_conversation
from generator.text import fold, pattern_of
from generator.text.ids import ARXIV_FORM

_CODE = pattern_of(
    r"\s*(?!\\)(?:"
    # Words that open a line of a program.
    r"(?:import|from|export|require|use|using|package|namespace)\s+[\w.{*\"'<@:/-]+.*|#\s*(?:include|define|ifn?def|endif|pragma)\b.*|#!/.*|"
    r"(?:async\s+)?(?:def|fn|func|function|sub|proc)\s+[\w.]+\s*[(<].*|(?:class|struct|enum|interface|trait|impl)\s+\w+.*[:{(]|"
    r"(?:if|elif|else|for|while|with|try|except|finally|switch|case|do)\b.*(?:[:{]|then|do)|(?:return|yield|raise|throw|await|assert)\s.*|"
    r"(?:const|let|var|val|public|private|protected|static|final|void|int|char|double|float|bool)\s+[\w*<>\[\]]+.*|@\w+(?:\(.*)?|"
    r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (?:TABLE|INDEX|VIEW)|DROP|ALTER)\s.*|"
    # Marks of a program, of its notes, and of settings.
    r"//.*|--\s.*|/\*.*|\*/.*|.*\*/|.*[;{}]|.*\)\s*[:{,]|[\])}]+[\]),;]*|[\w.\[\]\"'$()*-]+\s*(?:[-+:?|*/]?=|<-)\s*\S.*|"
    r"\[{1,2}[\w.\"' -]+\]{1,2}|.*\$[({]\w+.*|[\w.\"'-]+\(.*\)|</?\w.*|\{[%{#].*|.*[%}]\}"
    r")\s*"
)
_SETTING = pattern_of(r"\s*(?:- )?[a-z_][\w.-]*:(?:\s.*)?")
# What may stand among settings.
_BESIDE = pattern_of(r"\s*- \S.*|\s*#.*")
# A line of a log, by its date, by its hour to the second, or by what tools say that install or build.
_LOG = pattern_of(
    r"\W{0,2}\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\W?\w{3} +\d{1,2} \d\d:\d\d:\d\d |\W?\d\d:\d\d:\d\d\W|\s*[│├╰└─━×]|[=+ -]{1,3}[\w.-]+==\d|"
    r"\W{0,6}(?:Collecting|Downloading|Installing|Requirement already|Using cached|Attempting|Found existing|Uninstalling|Successfully|"
    r"Building|Preparing metadata|Getting requirements|Created wheel|Stored in|Traceback|File \"|npm (?:ERR|WARN)|at \S+\(|"
    r"(?i:error|warning|info|debug)\b\s?[:!\]]|[A-Z]\w*(?:Error|Exception):\s)"
)
# A line that only a log has, whatever stands in it: of a web server, or with the hour and how grave it is.
_LOGGED = pattern_of(
    r"^(?:[\d.:a-f]{7,40} \S+ \S+ \[\d\d/\w{3}/\d{4}:|#(?:Software|Fields|Version|Date): |"
    r"\W?\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*\W{1,3}(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL|CRITICAL|NOTICE|GET|POST|HEAD|PUT)\b)",
    re.M,
)
# What a forum says below each post, of which it shows so many lines each; below a longer one stands an abstract.
_POST = pattern_of(
    r"\b\d+ points? by \S+|\b(?:posted|submitted)\b.{0,30} ago\b.{0,40}\bby \S+|\bu/\w+ .{0,20} ago\b|^.{1,50} @\w{2,30} ?[·•] ?\w",
    re.I,
)
_POSTS, _LONGEST_POST = 6, 200
_ADDRESS = pattern_of(rf"<?https?://\S+|(?:arxiv:\s?)?{ARXIV_FORM}(?:v\d+)?", re.IGNORECASE)
# So many lines tell; a file that has fewer may be anything.
_MOST, _FEWEST = 400, 4
_CONVERSATION = (
    "is a conversation, not a list of papers; put the addresses or ids that it names into a file, one a line"
)
_PASTE = "paste the titles and abstracts themselves"


def foreign_kind(text: str) -> str:
    """What a text is that only a reader of its own may take, in words that say how to mend it; "" for prose, lists and tables."""
    head = text[:4000].lstrip("\ufeff \t\n")
    if not fold(head):
        return "is empty; put the papers into it, or remove it"
    return _marked_up(head) or _source(text) or other_things(text) or _signs(head)


# What a file with a grammar is, by a mark in its beginning, and what to do with it.
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern_of(r'"nbformat"'), "a notebook of code (Jupyter); paste the list of papers that it prints"),
    (pattern_of(r'"type"\s*:\s*"(?:FeatureCollection|Topology)"'), "a map (GeoJSON), not a list of papers"),
    (pattern_of(r'"(?:openapi|swagger)"\s*:|"\$schema"\s*:'), "a schema or the description of a service, not a list of papers"),
    (pattern_of(r'"(?:dependencies|devDependencies|scripts|compilerOptions)"\s*:'), "settings of a program, not a list of papers"),
    (pattern_of(r'"messages"\s*:\s*\[|"mapping"\s*:\s*\{'), f"a conversation; {_PASTE}"),
    (pattern_of(r'"(?:error|errors|detail)"\s*:'), "the answer of a service that failed; mend the query and fetch it again"),
    (pattern_of(r'"basics"\s*:\s*\{'), "a curriculum vitae (JSON Resume); give its publications, from a reference manager"),
    (pattern_of(r"<opml\b"), "a list of feeds (OPML); open a feed in a browser and save that"),
    (pattern_of(r"<urlset\b|<sitemapindex\b"), "a sitemap; open its pages, and paste the titles and abstracts"),
    (pattern_of(r"<plist\b"), "a property list of macOS, not a list of papers"),
    (pattern_of(r"<(?:gpx|kml)\b"), "a map or a track, not a list of papers"),
    (pattern_of(r"<svg\b"), "a picture (SVG, which is XML), not a list of papers"),
    (pattern_of(r"<(?:pkg:package|w:document|office:document)"), "a document of an office program (XML); save it as plain text"),
    (pattern_of(r"<graphml\b|<gexf\b"), "a graph (XML); export its papers as RIS, BibTeX or CSV"),
    (pattern_of(r"<eSearchResult\b"), "ids that PubMed found; there choose Save, Format: PubMed, and give that file"),
)  # fmt: skip
_HEAD = 20_000
_FORM = pattern_of(r"\s*([^\W\d_][\w /-]{0,30})\s?[:：]")
_REFERENCES = "export the papers as RIS, BibTeX or CSV, or paste their titles and abstracts"


def what_it_is(form: str, text: str, said: Iterable[Problem] = ()) -> str:
    """What a file of a known grammar without papers is, what was found in it or `said`, and what to do."""
    if told := known_by_a_mark(text):
        return told
    if why := next((one.message for one in said if one.code == "not-a-paper"), ""):
        return f"is {form} without a paper: {why}"
    pattern = r"<([A-Za-z][\w:.-]{0,40})" if form == "XML" else r'"([^"\n:]{1,40})"\s*:'
    keys = list(dict.fromkeys(map(fold, re.findall(pattern, text[:_HEAD]))))
    found = f" (found: {', '.join(keys[:8])})" if keys else ""
    return f"is {form}, but nothing in it has a title and something else of a paper{found}; {_REFERENCES}."


def known_by_a_mark(text: str) -> str:
    """What a file with a grammar is, by a mark in its beginning, and what to do; or ""."""
    for mark, said in _KNOWN:
        if mark.search(text, 0, _HEAD):
            return f"is {said}." if ";" in said else f"is {said}; {_REFERENCES}."
    return ""


def other_table(text: str, path: str = "") -> str:
    """What `other_tables.table_of_else` says, which is loaded when it is asked."""
    from generator.readers.other_tables import table_of_else

    return table_of_else(text, path)


def other_things(text: str) -> str:
    """That a text is one work in full, or a table or a form of other things than papers; or ""."""
    told = full_text(text)
    if told:
        record = "give its record, from a reference manager, or its DOI or arXiv id on a line of its own"
        return f"is the full text of one work ({told}); {record}"
    sent = are_messages([line for line in text[:40_000].split("\n") if line.strip()])
    return _CONVERSATION if sent else _bibtex_inside(text) or other_table(text) or form_in(text) or _listed_things(text)


# What a line ends with that names a feed of a journal, or a file of a paper, or all that it is; what a list of such is.
_LISTED = (
    (pattern_of(r"https?://\S*(?:\brss|\bfeeds?\b|\batom\b|\.(?:xml|rdf))\S*\s*$", re.I), "feeds; open a feed in a browser and save that"),
    (pattern_of(r"^[^:\t]*[^\s:]\.(?:pdf|epub|djvu|docx?|ps|mobi)\W*$", re.I),
     "files, whose names are cut; export the papers from the program that keeps them, as RIS or BibTeX"),
    (pattern_of(r"^[A-Z0-9]*(?:,[A-Z0-9]+)+\s*$"), "words and signs in capitals; give the papers themselves, from a reference manager"),
)  # fmt: skip


def _listed_things(text: str) -> str:
    """That nearly every line, but for a heading, names a feed, or a file; or ""."""
    lines = [line[-_LONGEST_POST:] for line in text[:40_000].split("\n") if line.strip()][:_MOST]
    most = max(_FEWEST, 0.9 * (len(lines) - 1))
    told = (said for pattern, said in _LISTED if sum(bool(pattern.search(line)) for line in lines) >= most)
    return next((f"is a list of {said}" for said in told), "")


# An entry that begins behind other text, as in what a page sends to its browser.
_ENTRY = pattern_of(
    r"[^\s@][ \t]*@(?:article|book|in\w+|misc|\w*thesis|techreport|proceedings)\{[^\s,{}]{1,80},[ \t]*\n", re.I
)


def _bibtex_inside(text: str) -> str:
    """That entries of BibTeX stand inside other text; or ""."""
    count = len(_ENTRY.findall(text))
    said = f"holds {count:,} entries of BibTeX inside other text; copy them into a file of their own (.bib)"
    return said if count > 1 else ""


def form_in(text: str) -> str:
    """That a text is a form: labelled lines about a person or a thing; or ""."""
    lines = [line for line in text[:4000].split("\n") if line.strip()]
    labels = [found[1] for line in lines if (found := _FORM.match(line))]
    if 5 * len(labels) < 4 * len(lines) or not alien(map(bare_key, labels)):
        return ""
    return f"is a form or a card (found: {', '.join(labels[:6])}), not a list of papers; {_PASTE}"


def patch_in(text: str) -> str:
    """That a text is a diff or the log of a repository, which hold labels and lists of their own; or ""."""
    head = text[:20_000]
    if re.search(r"^diff --git \S|^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@", head, re.MULTILINE):
        return f"is a diff, not a list of papers; {_PASTE}"
    if len(_LOGGED.findall(head)) > 0.6 * head.count("\n"):
        return f"is a log, not a list of papers; {_PASTE}"
    return f"is the log of a repository; {_PASTE}" if re.match(r"\s*commit [0-9a-f]{40}\b", head) else ""


def only_addresses(text: str) -> bool:
    """Whether all that a text holds is addresses and ids, one a line."""
    lines = [line.strip() for line in text[:100_000].split("\n") if line.strip()]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def _marked_up(head: str) -> str:
    page = r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|div|table)\b"
    if re.match(page, head, re.I | re.S):
        return "is an HTML page; open it in a browser, select the list of papers, and paste that text (nearest: pasted text)"
    if re.match(r"<\?xml|<svg\b", head) or (
        re.match(r"<[a-zA-Z][\w:.-]*(?:\s[^<>]*)?>", head) and len(re.findall(r"</?[a-zA-Z][^<>]*>", head)) > 4
    ):
        return "is XML of an unknown kind (nearest: ACL Anthology XML, Atom and RSS feeds)"
    return next((said for mark, said in _OPENS if mark.match(head)), "")


# What a text is by its first words.
_OPENS = (
    (pattern_of(r"BEGIN:V(?:CALENDAR|CARD)\b", re.I), f"is a calendar or an address book, not a list of papers; {_PASTE}"),
    (pattern_of(r"(?:#[^\n]*\n\s*)*@prefix\s"), "is linked data (RDF in Turtle); export it as RDF/XML, JSON or RIS"),
    (pattern_of(r"\{\\rtf"), "is rich text (RTF); open it, and save it as plain text"),
    (pattern_of(r"(?:%[^\n]*+\s++)*+\\documentclass\b"), "is LaTeX source; paste the title and the abstract, or give its .bib file"),
)  # fmt: skip


def _source(text: str) -> str:
    """Programs, settings and logs, told by most of their lines."""
    lines = [line for line in text[:40_000].split("\n") if line.strip()][:_MOST]
    if len(lines) < _FEWEST and not all(map(_CODE.fullmatch, lines)):
        return ""
    short = [line for line in lines if len(line) < 300]
    noted = "/*" in text
    # Rows of a table end with a semicolon too.
    rows = len(short) - sum(line.count(";") > 2 and not line.lstrip().startswith("for") for line in short)
    code = sum(bool(_CODE.fullmatch(line)) or (noted and line.lstrip().startswith("* ")) for line in short)
    code = min(code, rows)
    if text.startswith("#!") or code > 0.5 * len(lines):
        return f"is source code or settings, not a list of papers; {_PASTE}"
    if _is_settings(short, len(lines)) and not re.search(r"[.!?]\s", text[:4000]):
        return f"is a file of settings, not a list of papers; {_PASTE}"
    return _said_by_line(lines)


def _said_by_line(lines: list[str]) -> str:
    """Logs and conversations: most lines open with when, and who or what."""
    most = 0.6 * len(lines)
    if sum(bool(_LOG.match(line)) for line in lines) > most:
        return f"is a log, not a list of papers; {_PASTE}"
    posts = sum(bool(_POST.search(line)) for line in lines)
    if posts * _POSTS > len(lines) and max(map(len, lines)) < _LONGEST_POST:
        return "is a page of a forum, not a list of papers; put the addresses of the papers that it links into a file, one a line"
    if is_conversation(lines):
        return _CONVERSATION
    return ""


def _is_settings(short: list[str], count: int) -> bool:
    """Whether most of `count` lines are settings, and hardly any is something else."""
    settings = sum(bool(_SETTING.fullmatch(line)) for line in short)
    beside = sum(bool(_BESIDE.fullmatch(line)) and not _SETTING.fullmatch(line) for line in short)
    return settings > 0.6 * count and settings + beside > 0.9 * count


def _signs(head: str) -> str:
    letters = sum(c.isalpha() or c.isspace() for c in head)
    if letters * 2 < len(head):
        return "is mostly signs and numbers, not text"
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    solid = sum(" " not in line and len(line) > 39 and line.isascii() and "://" not in line for line in lines)
    if len(head) > 400 and (solid > 0.8 * len(lines) or not re.search(r"\s", head[:400])):
        return "is not running text (base64?)"
    return ""


_FILE = r"[\w./~ +-]{1,120}"
# A page of Sphinx or MyST, LaTeX, Org, front matter of Pandoc and Quarto, and Jekyll, whose papers stand where its settings say.
_DRAWN = (
    pattern_of(rf"^[ \t]*+\.\.[ \t]+bibliography::[ \t]+(?P<named>{_FILE})$", re.M),
    pattern_of(rf"^[ \t]*+[`~:]{{3,6}}\{{bibliography\}}[ \t]+(?P<named>{_FILE})$", re.M),
    pattern_of(
        r"\\(?:bibliography|addbibresource(?:\[[^\[\]\n]{0,80}\])?|nobibliography)\{(?P<named>[^{}\n]{1,300})\}"
    ),
    pattern_of(r"^#\+bibliography:[ \t]+(?P<named>[^\s:]{1,120})", re.M | re.I),
    pattern_of(rf"^bibliography:[ \t]+[\"']?(?P<named>{_FILE}\.(?:bib|json|ya?ml|ris))[\"']?[ \t]*$", re.M | re.I),
    pattern_of(rf"^[ \t]*+[`~:]{{3,6}}\{{include\}}[ \t]+(?P<named>{_FILE})$", re.M),
    pattern_of(r"\{%-?\s*for\s+\w+\s+in\s+(?P<named>site\.[\w.-]{1,120})"),
    pattern_of(r"\{%-?\s*bibliography\b(?:[^%\n]{0,200}?(?:--file|-f)\s+(?P<named>[\w./-]{1,120}))?"),
)
_SHOWN = 5


def drawn_from(text: str) -> str:
    """The files from which a page takes its papers, in words: "refs/2019.bib, refs/2020.bib"; "" when it names none."""
    head = text[: 1 << 17]
    named = [found["named"] or "_bibliography/" for form in _DRAWN for found in form.finditer(head)]
    names = dict.fromkeys(_with_ending(one.strip()) for name in named for one in name.split(",") if one.strip())
    shown = list(names)[:_SHOWN]
    return ", ".join(shown) + (" …" if len(names) > _SHOWN else "")


def _with_ending(name: str) -> str:
    if name.startswith("site."):
        kept = name.removeprefix("site.")
        return f"_{kept.replace('.', '/')}" if kept.startswith("data.") else f"_{kept}/"
    return name if re.search(r"\.\w{1,5}$|/$", name) else f"{name}.bib"
