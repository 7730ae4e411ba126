"""Citations. In: a Paper. Out: its BibTeX entry, its RIS record, and the citation tags of its page.

The citation key is the paper's own key: unique, and as permanent as the page's address, where one made of author and year would change with
every correction. Text is UTF-8; what TeX would obey is escaped, and words that carry capitals are braced against styles that lower them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from generator.model import Paper
from generator.render.places import address_of
from generator.text import Name, split_name, typeset

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}"}
)
# Braces count for BibTeX even after a backslash, so those without a partner are written as words.
_LONE = (("\\{", r"\ensuremath{\lbrace}"), ("\\}", r"\ensuremath{\rbrace}"))
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')")
_PREPRINT = re.compile(r"\b(?:\w*rxiv|corr|preprints?|ssrn|research square)\b", re.IGNORECASE)
_UNPUBLISHED = re.compile(r"\b(?:submission|submitted|reject(?:ed)?|withdrawn?|under review|desk)\b", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|trans\.|letters|review|reviews|annals|magazine|bulletin|quarterly|tmlr|jmlr|tacl|tpami|ijcv|"
    r"communications|pvldb|nature|science|pnas|plos|access|jair|tois|tkde|tnnls|neurocomputing)\b(?!.*\bworkshops?\b)",
    re.IGNORECASE,
)
_JOURNAL_ALONE = re.compile(
    r"(?:machine learning|neural computation|neural networks|computational linguistics|artificial intelligence|pattern recognition)"
    r"[\s,\d]*",
    re.IGNORECASE,
)
_PRESENTED = re.compile(r"\s*\((?:poster|oral|spotlight|highlight|notable[^()]*|main|accepted)\)$", re.IGNORECASE)
_PROCEEDINGS = re.compile(r"\b(?:proceedings|conference|workshops?|symposium)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20\d)\d(?!\d)")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


class Published(msgspec.Struct, frozen=True):
    """How a paper came out: "article" in a journal, "inproceedings" of a conference, or "misc"; where ("" for misc); the year or ""."""

    kind: str
    where: str = ""
    year: str = ""


def published(paper: Paper) -> Published:
    """Told by the first venue that is neither a preprint server nor a submission; its own year goes before the paper's date."""
    dated = (paper.date or "")[:4]
    for venue in paper.venues:
        name = typeset(venue).plain
        if name and not _PREPRINT.search(name) and not _UNPUBLISHED.search(name):
            year = (_YEAR.findall(name) or [dated])[-1]
            if _JOURNAL_ALONE.fullmatch(name) or (_JOURNAL.search(name) and not _PROCEEDINGS.search(name)):
                return Published("article", name.removesuffix(year).rstrip(" ,(") or name, year)
            return Published("inproceedings", _PRESENTED.sub("", name), year)
    return Published("misc", "", dated)


def bibtex(paper: Paper) -> str:
    """The BibTeX entry, one field a line. Fields that nobody knows are left out."""
    out = published(paper)
    fields = {
        "title": braced_title(typeset(paper.title).plain),
        "author": " and ".join(
            [*(bibtex_name(split_name(a.name)) for a in paper.authors), *(["others"] if paper.et_al else [])]
        ),
        "journal" if out.kind == "article" else "booktitle": tex(out.where),
        "year": out.year,
        **_ids(paper),
        "url": address_of(paper),
        "note": "Withdrawn" if paper.withdrawn else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{out.kind}{{{paper.key},\n" + ",\n".join(lines) + "\n}\n"


def _ids(paper: Paper) -> dict[str, str]:
    arxiv = paper.ids.get("arxiv", "")
    fields = {"eprint": _verbatim(arxiv), "archivePrefix": "arXiv" if arxiv else ""}
    if arxiv and paper.categories and _CATEGORY.fullmatch(paper.categories[0]):
        fields["primaryClass"] = paper.categories[0]
    return fields | {"doi": _verbatim(paper.ids.get("doi", ""))}


def _verbatim(text: str) -> str:
    """An id, which styles print as it stands; what would end the field is percent-encoded."""
    return re.sub(r"[\s{}\\]", lambda match: quote(match[0]), text)


def tex(plain: str) -> str:
    """Plain text as TeX prints it again. Neighbouring hyphens and quotes are kept from joining, braces from closing the field."""
    escaped = _LIGATURE.sub("{}", plain.translate(_TEX))
    if "{" in plain or "}" in plain:
        for sign, word in _LONE if not _balanced(plain) else ():
            escaped = escaped.replace(sign, word)
    return escaped


def _balanced(text: str) -> bool:
    depth = 0
    for c in text:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def braced_title(plain: str) -> str:
    """A title with braces around the words whose capitals carry meaning: BERT, LLaMA, 3D, and where most words are small every capital."""
    words = plain.split(" ")
    long = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    small = sum(1 for word in long if word[0].islower()) * 2 > len(long)
    return " ".join(_braced(word, proper=small and place > 0) for place, word in enumerate(words))


def _braced(word: str, *, proper: bool) -> str:
    if not proper and word.isalpha() and (word[1:].islower() or len(word) == 1):
        return word
    lead = len(word) - len(word.lstrip("([\"'“‘"))
    core = word[lead:].rstrip(")],.:;?!\"'”’")
    tail = word[lead + len(core) :]
    parts = [core] if proper else [part[1:] for part in core.split("-")]
    capital = any(c.isupper() for part in parts for c in part)
    if not capital and not (core[:1].isupper() and len(core) < 4 and not core.isalpha()):
        return tex(word)
    # After a brace a backslash would open what BibTeX calls a special character, whose case it changes all the same.
    escaped = tex(core)
    return tex(word[:lead]) + ("{{" + escaped + "}}" if escaped.startswith("\\") else "{" + escaped + "}") + tex(tail)


def bibtex_name(name: Name) -> str:
    """ "van Beethoven, Ludwig"; a team, a mononym and whatever BibTeX would cut wrongly stay whole in braces."""
    parts = [" ".join(filter(None, (name.particle, name.family))), name.suffix, name.given]
    if name.whole or any("," in part or re.search(r"\band\b", part, re.IGNORECASE) for part in parts):
        return "{" + tex(" ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))) + "}"
    return ", ".join(tex(part) for part in parts if part)


def ris(paper: Paper, tags: tuple[str, ...] = ()) -> str:
    """The RIS record, with the abstract and the names of its tags as keywords."""
    out = published(paper)
    date = paper.date or ""
    fields = [("TY", {"article": "JOUR", "inproceedings": "CONF", "misc": "UNPB"}[out.kind]), ("ID", paper.key)]
    fields.append(("TI", typeset(paper.title).plain))
    for name in (split_name(author.name) for author in paper.authors):
        family = " ".join(filter(None, (name.particle, name.family)))
        fields.append(("AU", ", ".join(filter(None, (family, name.given, name.suffix)))))
    fields += [
        ("PY", out.year),
        ("DA", "/".join([*date.split("-"), "", "", ""][:4]) if date else ""),
        ("T2", out.where),
    ]
    fields += [("DO", paper.ids.get("doi", "")), ("UR", address_of(paper)), ("AB", typeset(paper.abstract).plain)]
    fields += [("KW", tag) for tag in tags] + ([("N1", "Only the first authors are known.")] if paper.et_al else [])
    lines = [f"{name}  - {' '.join(value.split())}" for name, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def highwire(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    """Highwire tags, which Zotero and Google Scholar read. `url`: the page's own address, when the site has one."""
    yield "citation_title", typeset(paper.title).plain
    for author in paper.authors:
        yield "citation_author", typeset(author.name).plain
    out = published(paper)
    date = paper.date or ""
    if out.year:
        yield "citation_publication_date", date.replace("-", "/") if date.startswith(out.year) else out.year
    if out.where:
        yield "citation_journal_title" if out.kind == "article" else "citation_conference_title", out.where
    if "arxiv" in paper.ids:
        yield "citation_arxiv_id", paper.ids["arxiv"]
        yield "citation_pdf_url", f"https://arxiv.org/pdf/{quote(paper.ids['arxiv'], safe='/')}"
    if "doi" in paper.ids:
        yield "citation_doi", paper.ids["doi"]
    if url:
        yield "citation_abstract_html_url", url
    if paper.lang:
        yield "citation_language", paper.lang
