"""A BibTeX entry. In: its raw fields and the file's macros. Out: its values, macros resolved and those of its parents added."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.readers.lexicon import lexicon
from generator.readers.syntax.bibtex.text import bibtex_names, plain_bibtex, unbraced, value_of
from generator.text import find_urls
from generator.text.authors import names_more
from generator.text.ids import arxiv_id
from generator.text.late import pattern_of

# What a child takes from its parent: BibTeX gives it every field that it lacks, biblatex turns the parent's title into its booktitle.
_NEVER_INHERITED = frozenset(
    "crossref xdata key keywords abstract doi url eprint title subtitle author shorttitle ids label options".split()
)
_MACRO = pattern_of(r"[\s{]*\\([a-z]+)[\s}]*")
# A keyword a line, as EndNote writes them, which has commas in some.
_LISTED = pattern_of(r"[^;\n]*[^;,\n](?:\n[^;\s][^;\n]*(?<!,))+")
# Fields whose LaTeX is kept for typeset; names; and what says nothing of the work.
_SOURCE = frozenset(("title", "subtitle", "abstract"))
_PEOPLE = frozenset(("author", "editor"))
_LEFT_OUT = frozenset(
    "file groups owner timestamp references archiveprefix eprinttype bibsource biburl key crossref xdata type doi".split()
)


def entry_fields(raw: Mapping[str, str], strings: Mapping[str, str]) -> dict[str, str]:
    """Each field's value; also of fields that stand behind a forgotten comma."""
    fields: dict[str, str] = {}
    for name, value in raw.items():
        fields[name], more = value_of(value, strings)
        for other, text in more.items():
            if other not in raw:
                fields.setdefault(other, value_of(text, strings)[0])
    return fields


def inherited(fields: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """`fields` with what crossref and xdata add. One level deep, as BibTeX does it; an entry that names itself gains nothing."""
    made = dict(fields)
    for name in [part.strip().lower() for part in fields.get("xdata", "").split(",") if part.strip()][:20]:
        for field, value in by_key.get(name, {}).items():
            made.setdefault(field, value)
    parent = by_key.get(fields.get("crossref", "").strip().lower(), {}) if fields.get("crossref") else {}
    for field, value in parent.items():
        if field not in _NEVER_INHERITED:
            made.setdefault(field, value)
    if parent.get("title"):
        made.setdefault("booktitle", parent["title"])
    return made


def entry_values(kind: str, fields: Mapping[str, str]) -> dict[str, object]:
    """The fields of an entry as a record: titles and abstract as source text, names one by one, addresses bare, the rest plain."""
    made: dict[str, object] = {"entrytype": kind}
    for name, raw in fields.items():
        if name in _SOURCE:
            made[name] = _unreferenced(unbraced(raw)).strip()
        elif name in _PEOPLE:
            names = [one for one in dict.fromkeys(bibtex_names(raw)) if re.search(r"\w", one) and len(one) <= 300]
            made[name] = [*names, "and others"] if names_more(raw) else names
        elif name not in _LEFT_OUT:
            raw = ";".join(raw.split("\n")) if name == "keywords" and _LISTED.fullmatch(raw) else raw
            made[name] = (name == "journal" and _by_command(raw)) or _address(raw) or plain_bibtex(_unreferenced(raw))
    made["doi"] = re.sub(r"\\([_%#&<>{}])", r"\1", fields.get("doi", ""))
    made.update(_eprint(fields))
    if kind in ("phdthesis", "mastersthesis", "thesis", "techreport", "report"):
        made.setdefault("publisher", made.get("school") or made.get("institution") or "")
    return made


def _by_command(raw: str) -> str:
    """The journal that a command of ADS names: \\apj; "" for anything else."""
    known = (one.partition("=") for one in lexicon().words["macros"] if _MACRO.fullmatch(raw))
    return next((name.replace("_", " ") for macro, _, name in known if macro == raw.strip("\\{} \n")), "")


def _unreferenced(text: str) -> str:
    r"""Character references that LaTeX would spoil: `\&amp;` is `&amp;`."""
    return re.sub(r"\\&(?=(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6});)", "&", text) if "\\&" in text else text


def _eprint(fields: Mapping[str, str]) -> dict[str, str]:
    """The arXiv or PubMed id that stands as an eprint, or in a field that says arXiv."""
    kind = (fields.get("archiveprefix") or fields.get("eprinttype", "")).strip().lower()
    eprint = fields.get("eprint", "").strip().strip("{}")
    made = {"eprint": ""}
    if kind in ("pubmed", "pmid"):
        made["pmid"] = eprint
    elif eprint and (kind == "arxiv" or (not kind and arxiv_id(eprint))):
        made["arxivid"] = f"arXiv:{eprint}"
    else:
        said = (
            fields.get(name, "") for name in ("journal", "journaltitle", "note", "howpublished", "number", "volume")
        )
        found = next((text for text in said if "arxiv" in text.lower() and arxiv_id(text)), "")
        if found and not fields.get("arxivid"):
            made["arxivid"] = found
    return made


def _address(text: str) -> str:
    r"""The address that a field is: bare, in \url{...} or in \href{...}; `\_`, `\%` and `\#` without their backslash."""
    if "://" not in text and "www." not in text:
        return ""
    text = re.sub(r"\\([_%#&~])", r"\1", re.sub(r"\\(?:url|href)\s*", " ", text))
    found = find_urls(re.sub(r"[{}]", " ", text))
    return found[0].url if found and len(text) < len(found[0].url) + 60 else ""
