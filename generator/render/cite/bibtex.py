"""BibTeX. In: a Paper. Out: its entry, by the kind of the work.

Text is UTF-8; what TeX would obey is escaped, and words that carry capitals are braced against styles that lower them. A formula in a title
is the TeX that it was, for no font of a bibliography has ℓ or ℝ.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from generator.model import Paper
from generator.render.cite.published import Published, published
from generator.render.places import address_of
from generator.text import Name, Typeset, split_name, typeset

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}"}
)
# Braces count for BibTeX even after a backslash, so those without a partner are written as words.
_LONE = (("\\{", r"\ensuremath{\lbrace}"), ("\\}", r"\ensuremath{\rbrace}"))
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')")
# Entry types. @dataset and @software are of biblatex; a style of plain BibTeX that does not know them sets them as @misc.
_TYPES = {
    "article": "article", "conference": "inproceedings", "preprint": "misc", "book": "book", "chapter": "incollection",
    "thesis": "phdthesis", "report": "techreport", "dataset": "dataset", "software": "software", "other": "misc", "": "misc",
}  # fmt: skip
_CONTAINER = {"article": "journal", "conference": "booktitle", "chapter": "booktitle", "book": "series"}
_HOW = {"preprint": "Preprint"}
_PUBLISHER = {"thesis": "school", "report": "institution"}
_FORMULA = re.compile(r'<math alttext="([^"]*)">.*?</math>')
_STYLE = re.compile(r"</?(?:em|b|code)>")
# What stands for a formula while words are braced: a sign that no text has.
_STANDS = "\ue000"
_ENDS = re.compile(r"\$|(?<!\\)[%#]|\\$")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def bibtex(paper: Paper, *, whole: bool = False) -> str:
    """The BibTeX entry, one field a line. Fields that nobody knows are left out; with `whole` abstract and keywords come too."""
    out = published(paper)
    names = [bibtex_name(split_name(author.name)) for author in paper.authors]
    fields = {
        "title": _title(typeset(paper.title)),
        "author": " and ".join([*names, "others"] if paper.et_al else names),
        **_where(paper, out),
        "year": out.year,
        **_month(paper, out),
        **_ids(paper),
        "language": tex(paper.lang),
        "url": address_of(paper),
        "note": _note(paper),
    }
    if whole:
        fields["keywords"] = tex("; ".join(typeset(word).plain for word in paper.keywords))
        fields["abstract"] = tex(" ".join(typeset(paper.abstract).plain.split()))
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{_TYPES[out.kind]}{{{paper.cite or paper.key},\n" + ",\n".join(lines) + "\n}\n"


def _title(title: Typeset) -> str:
    """The title with its formulas in TeX, or in plain text where their TeX could do more than be set."""
    *texts, last = _FORMULA.sub(lambda match: _STANDS, title.html).split(_STANDS)
    sources = [unescape(found[1]) for found in _FORMULA.finditer(title.html)]
    words = _STANDS.join(unescape(_STYLE.sub("", text)) for text in (*texts, last))
    if not sources or "<" in _STYLE.sub("", "".join((*texts, last))) or not all(map(_settable, sources)):
        return braced_title(title.plain)
    pieces = braced_title(words).split(_STANDS)
    return "".join(f"{text}{{${source}$}}" for text, source in zip(pieces, sources, strict=False)) + pieces[-1]


def _settable(source: str) -> bool:
    """Whether TeX sets it as a formula and nothing else: it shows something, its braces have partners, and nothing ends it."""
    return bool(source.strip("{} ")) and _balanced(source) and not _ENDS.search(source)


def _where(paper: Paper, out: Published) -> dict[str, str]:
    """Journal or book, with volume, pages, publisher and numbers."""
    told = paper.publication
    return {
        _CONTAINER.get(out.kind, "howpublished"): tex(out.where) or _HOW.get(out.kind, ""),
        "volume": tex(told.volume),
        "number": tex(told.issue),
        "pages": tex(told.pages).replace("-", "--"),
        _PUBLISHER.get(out.kind, "publisher"): tex(typeset(told.publisher).plain),
        "issn": tex(", ".join(told.issn)),
        "isbn": tex(", ".join(told.isbn)),
    }


def _month(paper: Paper, out: Published) -> dict[str, str]:
    """Month and day of the date, unless it may be another than that of the year shown: a conference is later than its preprint."""
    own = paper.publication.kind or out.kind in ("", "preprint")
    year, month, day = [*(paper.date or "").split("-"), "", "", ""][:3]
    if not own or year != out.year:
        return {}
    return {"month": month.lstrip("0"), "day": day.lstrip("0")}


def _note(paper: Paper) -> str:
    if paper.retracted:
        return "Retracted"
    return "Withdrawn" if paper.withdrawn else ""


def _ids(paper: Paper) -> dict[str, str]:
    arxiv = paper.ids.get("arxiv", "")
    fields = {"eprint": _verbatim(arxiv), "archivePrefix": "arXiv" if arxiv else ""}
    if arxiv and paper.categories and _CATEGORY.fullmatch(paper.categories[0]):
        fields["primaryClass"] = paper.categories[0]
    return fields | {kind: _verbatim(paper.ids.get(kind, "")) for kind in ("doi", "pmid", "pmcid")}


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
    # Where most words are small, a capital at the beginning carries meaning too.
    inner = core if proper else "".join(part[1:] for part in core.split("-"))
    mixed = core[:1].isupper() and len(core) < 4 and not core.isalpha()
    if not mixed and not any(map(str.isupper, inner)):
        return tex(word)
    escaped = f"{{{tex(core)}}}"
    # After a brace a backslash would open what BibTeX calls a special character, whose case it changes all the same.
    if escaped.startswith("{\\"):
        escaped = f"{{{escaped}}}"
    return tex(word[:lead]) + escaped + tex(tail)


def bibtex_name(name: Name) -> str:
    """ "van Beethoven, Ludwig"; a team, a mononym and whatever BibTeX would cut wrongly stay whole in braces."""
    parts = [" ".join(filter(None, (name.particle, name.family))), name.suffix, name.given]
    if name.whole or any("," in part or re.search(r"\band\b", part, re.IGNORECASE) for part in parts):
        return "{" + tex(" ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))) + "}"
    return ", ".join(tex(part) for part in parts if part)
