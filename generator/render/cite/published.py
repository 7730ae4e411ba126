"""How a paper came out. In: a Paper. Out: its kind, where, and in which year, as its digests say, else as its venue tells."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from generator.model import Paper, WorkKind
from generator.render.cite.venues import full_name
from generator.text import typeset

_PREPRINT = re.compile(r"\b(?:\w*rxiv|corr|preprints?|ssrn|research square)\b", re.IGNORECASE)
_UNPUBLISHED = re.compile(r"\b(?:submission|submitted|reject(?:ed)?|withdrawn?|under review|desk)\b", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|trans\.|letters|review|reviews|annals|magazine|bulletin|quarterly|tmlr|jmlr|tacl|tpami|ijcv|"
    r"communications|pvldb|nature|science|pnas|plos|access|jair|tois|tkde|tnnls|neurocomputing)\b(?!.*\bworkshops?\b)",
    re.IGNORECASE,
)
_JOURNAL_ALONE = re.compile(
    r"proceedings of the (?:national academy of sciences|ieee\b|royal society|vldb endowment).*|"
    r"(?:machine learning|neural computation|neural networks|computational linguistics|artificial intelligence|pattern recognition)"
    r"[\s,\d]*",
    re.IGNORECASE,
)
# As medicine and physics print them: "J. Hepatol.", "Phys. Rev. Lett.".
_ABBREVIATED = re.compile(r"(?:^|\s)(?:J|Rev|Lett|Ann|Bull|Trans|Mag|Arch|Commun|Acta)\.(?:\s|$)")
_PRESENTED = re.compile(
    r"(?<!\s)\s*+\((?:poster|oral|spotlight|highlight|notable[^()]*|main|accepted)\)$", re.IGNORECASE
)
_PROCEEDINGS = re.compile(r"\b(?:proceedings|conference|workshops?|symposium)\b", re.IGNORECASE)
# What else a conference's name shows: its words, how a paper was presented there, or a short name with its year ("CLeaR 2022").
_MEETING = re.compile(
    r"\b(?:proc|conf|symp|congress|meetings?|colloquium|summit|forum|tracks?|advances in neural|findings of|conférence|actes|tagung|"
    r"congr[eèé]so?s?|lecture notes|lncs)\b|"
    r"^[\w/&'.-]{2,15}(?:\s+(?:findings|main|demo))?[\s,'’-]+(?:19|20)?\d\d\b|\((?:poster|oral|spotlight|technical|main)\)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20\d)\d(?!\d)")


class Published(msgspec.Struct, frozen=True):
    """kind: as of a Publication; "" when neither a digest nor a venue tells. where: the journal, the proceedings or the book, or the
    place of a preprint; year: or ""."""

    kind: WorkKind = ""
    where: str = ""
    year: str = ""


def published(paper: Paper) -> Published:
    """What a digest says goes first. Else the first venue tells that is neither a preprint server nor a submission; its own year goes
    before the paper's date. A short name is written out where the table knows it."""
    told, dated = paper.publication, (paper.date or "")[:4]
    if told.kind:
        where = typeset(told.container).plain
        known = full_name(where)
        return Published(told.kind, known[1] if known and known[0] == told.kind else where, dated)
    for venue in (told.container, *paper.venues):
        out = _of_venue(venue, dated, journal=bool(told.container))
        if out:
            return out
    preprint = "arxiv" in paper.ids or any(_PREPRINT.search(venue) for venue in paper.venues)
    return Published("preprint" if preprint else "", "", dated)


@lru_cache(maxsize=1 << 14)
def _of_venue(venue: str, dated: str, *, journal: bool) -> Published | None:
    """How what has this venue came out, none for a preprint server or a submission. Of ten thousand papers a few hundred venues tell."""
    name = typeset(venue).plain
    if not name or _PREPRINT.search(name) or _UNPUBLISHED.search(name):
        return None
    year = (_YEAR.findall(name) or [dated])[-1]
    known = full_name(name)
    if known:
        return Published(*known, year)
    if journal or _is_journal(name):
        return Published("article", name.removesuffix(year).rstrip(" ,(") or name, year)
    return Published("conference", _PRESENTED.sub("", name), year)


def _is_journal(name: str) -> bool:
    """By its words; and any name that shows no sign of a meeting, as most names of medicine, biology and history ("BMC Public Health")."""
    if _JOURNAL_ALONE.fullmatch(name):
        return True
    if _JOURNAL.search(name) or _ABBREVIATED.search(name):
        return not _PROCEEDINGS.search(name)
    return not (_PROCEEDINGS.search(name) or _MEETING.search(name))
