"""Readers, one format a file. In: the text of a digest. Out: a Reading. A new format is one module and one line in FORMATS.

Each module has NAME and SAMPLE (what it is, for people), recognise(text, path) -> how surely the text is in its format, 0 to 1, and
read(text, source) -> Reading. What several share: records.py (fields to Papers), dates.py, account.py (the account of every line),
jsonfile.py (records of a JSON file with their lines).
"""

from __future__ import annotations

import re
from types import ModuleType

from msgspec.structs import replace

from generator.model import Problem, Reading, Source
from generator.readers import (
    acl_xml,
    arxiv_dump,
    arxiv_listing,
    arxiv_mail,
    bibtex,
    csl,
    cv_arxiv_daily,
    feeds,
    front_matter,
    hf_api,
    json_records,
    labelled,
    markdown,
    openreview,
    paperlists,
    papers_page,
    paste,
    python_repr,
    references,
    ris,
    scholar,
    semantic_scholar,
    table,
    zotero,
)
from generator.readers.foreign import foreign_kind, only_addresses, patch_in
from generator.readers.parts.account import capped, finished

# How sure they are decides; of two equally sure the first.
FORMATS: tuple[ModuleType, ...] = (
    hf_api,
    arxiv_dump,
    semantic_scholar,
    openreview,
    paperlists,
    zotero,
    csl,
    arxiv_mail,
    arxiv_listing,
    papers_page,
    feeds,
    scholar,
    cv_arxiv_daily,
    python_repr,
    front_matter,
    markdown,
    json_records,
    table,
    bibtex,
    ris,
    acl_xml,
    labelled,
    references,
    paste,
)  # fmt: skip

# A reader must be surer than this of what is plainly marked up; a paste takes any other text.
_SURE = 0.1
# A diff may hold the lines of any list; only formats that are surer than this by their marks are read in spite of it.
_MARKED = 0.8
_ADDRESSES = "holds addresses alone; write each paper's title beside its address, or open the page and paste its text."
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]{0,1000}\[)")


def read(text: str, source: Source) -> Reading:
    """Read a digest in the format that recognises it best; the first of FORMATS when two are equally sure.

    Problems: error `unknown-format` (none recognises it), error `xml-entities` (XML that declares entities is not expanded).
    """
    if _ENTITY.search(text, 0, 1 << 16) and re.match(r"\s*<", text):
        message = "declares XML entities, which can hide anything and are not read; remove the <!DOCTYPE ...> and the entities."
        return _refused(text, source, "xml-entities", message)
    chosen, sure = best_format(text, source.path)
    kind = (patch_in(text) if sure < _MARKED else "") or (foreign_kind(text) if sure <= _SURE else "")
    if sure <= 0 or kind:
        known = (
            f"Known are: {known_formats()}" if not kind or "nearest" in kind else "offprint formats lists what is read"
        )
        return _refused(text, source, "unknown-format", f"{kind or 'is in no known format'}. {known}.")
    reading: Reading = chosen.read(text, source)
    problems = reading.problems
    if not reading.papers and only_addresses(text):
        problems = tuple(replace(one, message=_ADDRESSES) if one.code == "empty-digest" else one for one in problems)
    return replace(reading, problems=capped(problems))


def best_format(text: str, path: str) -> tuple[ModuleType, float]:
    """The format that recognises the text best, and how sure it is, 0 to 1."""
    scores = [(form.recognise(text, path), -index) for index, form in enumerate(FORMATS)]
    sure, index = max(scores)
    return FORMATS[-index], sure


def known_formats() -> str:
    return "; ".join(dict.fromkeys(form.NAME for form in FORMATS))


def _refused(text: str, source: Source, code: str, message: str) -> Reading:
    """A reading without papers: every line in doubt."""
    reading = finished("", text, source, (), (), (Problem(source, "error", code, message),), gap="doubt")
    kept = tuple(problem for problem in reading.problems if problem.code != "empty-digest")
    return Reading(reading.digest, (), kept, reading.account, reading.lines)
