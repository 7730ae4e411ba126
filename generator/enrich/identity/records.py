"""One record of a work. In: its records, earliest first. Out: the record that completes them, with what lost kept as Origins.

The rule for each field, among the records that have a value:
- title: of the records with an abstract, or else of all, the newest whose title is not cut off and not all in capitals, of a digest its
  first, for what comes again there is no newer; of spellings of one title the earliest. The key follows the earliest title, whatever is
  shown.
- abstract: not cut off before cut off, then the longest, then the earliest.
- authors: the list with the most names, then one that does not say "et al.", then the one with more names written
  out, then the earliest; ORCID iDs are gathered from all.
- date: the earliest year, since a work is as old as its first version; within it the more precise.
- venues, keywords, categories, urls, ids: all of them, in the order of the records; of two ids of one kind the earliest.
- comment, retracted: the newest. url, lang: the earliest.
- when a person merges two papers (`merge_into`), the one that is named keeps all it has, and the other fills what it lacks.
- publication: of the records that say how the work came out, one that is no preprint, then the one that says most, then the earliest;
  what it leaves out is taken from others that name the same journal, or none. Volume and pages of two journals never mix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from generator.config.fields import PUBLICATION
from generator.enrich.identity.ids import own_ids
from generator.enrich.values import field_text
from generator.model import Author, Origin, Paper, Publication
from generator.text import folded, goes_on, normal_title
from generator.text.names import tidy_authors

_CUT = ("…", "...")
_KEPT = ("title", "abstract", "authors", "date", "comment", "url", "lang", "retracted")
_LISTS = ("venues", "keywords", "categories", "urls")


def tidy(paper: Paper) -> Paper:
    """A record with its authors' names and ids in one form."""
    authors = tidy_authors(paper.authors)
    et_al = bool(authors) and (paper.et_al or any(goes_on(author.name) for author in paper.authors))
    return replace(paper, authors=authors, et_al=et_al, ids=own_ids(paper))


def complete(records: Sequence[Paper]) -> Paper:
    """One record of several of one work, earliest first; a single one is returned as it is."""
    first = records[0]
    if len(records) == 1:
        return first
    newest = records[::-1]
    chosen = {
        "title": _title(records),
        **{field: _best(records, field, merit) for field, merit in _MERITS.items()},
        "comment": _first(newest, "comment") or first,
        "url": _first(records, "url") or first,
        "lang": _first(records, "lang") or first,
        "retracted": _first(newest, "retracted") or first,
    }
    values, origins = _gathered(chosen, _published(records), records)
    values["authors"] = _with_orcids(values["authors"], records)
    return replace(first, **values, origins=tuple(origins))


def supplement(main: Paper, others: Sequence[Paper]) -> Paper:
    """The record of a paper into which a person merged others. It keeps its title, authors, ids and all else that it has; what it lacks
    comes from them, and what they say otherwise stays as Origins."""
    records = [main, *others]
    chosen = {field: _first(records, field) or main for field in _KEPT}
    told = next((r.publication for r in records if r.publication != Publication()), Publication())
    values, fresh = _gathered(chosen, told, records)
    known = {(origin.field, origin.value) for origin in fresh}
    older = (replace(o, used=False) for record in records for o in record.origins if (o.field, o.value) not in known)
    return replace(main, **values, origins=(*fresh, *dict.fromkeys(older)))


def _gathered(
    chosen: Mapping[str, Paper], publication: Publication, records: Sequence[Paper]
) -> tuple[dict[str, Any], list[Origin]]:
    """Field -> the value of the record that was chosen for it, or what all records have of a list; and where each value comes from."""
    values = {field: getattr(record, field) for field, record in chosen.items()}
    values["et_al"] = chosen["authors"].et_al
    values |= {field: _united(getattr(record, field) for record in records) for field in _LISTS}
    values["publication"] = publication
    values["ids"] = {kind: value for record in reversed(records) for kind, value in record.ids.items()}
    origins = [origin for field, record in chosen.items() for origin in _origins(field, record, records)]
    return values, [
        *origins, *_of_lists(records), *_of_publication(records, publication), *_of_ids(records, values["ids"])
    ]  # fmt: skip


def _first(records: Sequence[Paper], field: str) -> Paper | None:
    return next((record for record in records if getattr(record, field)), None)


def _title(records: Sequence[Paper]) -> Paper:
    known = [r for r in records if r.abstract] or list(records)
    whole = [r for r in known if not r.title.endswith(_CUT) and not r.title.isupper()] or known
    newest = next(r for r in whole if r.source.path == whole[-1].source.path)
    return next(r for r in whole if normal_title(r.title) == normal_title(newest.title))


# Field -> by what the best record of it is found.
_MERITS: dict[str, Callable[[Paper], tuple[object, ...]]] = {
    "abstract": lambda r: (not r.abstract.endswith(_CUT), len(r.abstract)),
    "authors": lambda r: (len(r.authors), not r.et_al, _written_out(r.authors)),
    "date": lambda r: (-int((r.date or "0")[:4]), len(r.date or "")),
}


def _best(records: Sequence[Paper], field: str, merit: Callable[[Paper], tuple[object, ...]]) -> Paper:
    """The record with the best value; of equals the earliest."""
    having = [record for record in records if getattr(record, field)]
    return max(having, key=merit) if having else records[0]


def _written_out(authors: Iterable[Author]) -> int:
    return sum(len(author.name) for author in authors)


def _with_orcids(authors: tuple[Author, ...], records: Sequence[Paper]) -> tuple[Author, ...]:
    known = {author.name: author.orcid for record in reversed(records) for author in record.authors if author.orcid}
    return tuple(replace(author, orcid=author.orcid or known.get(author.name, "")) for author in authors)


def _published(records: Sequence[Paper]) -> Publication:
    """How the work came out, by the rule at the top of this module."""
    told = [record.publication for record in records if record.publication != Publication()]
    if not told:
        return Publication()
    best = max(told, key=lambda one: (one.kind != "preprint", sum(map(bool, structs.astuple(one)))))
    where = folded(best.container)
    like = [one for one in told if one.kind in ("", best.kind) and folded(one.container) in ("", where)]
    if not where:
        like = [best]
    found = {field: next(filter(None, (getattr(one, field) for one in (best, *like))), "") for field in PUBLICATION}
    return replace(best, **{field: value for field, value in found.items() if value})


def _united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for values in lists:
        for value in values:
            found.setdefault(value.casefold(), value)
    return tuple(found.values())


def _origins(field: str, chosen: Paper, records: Sequence[Paper]) -> list[Origin]:
    """Where the value came from, and every other value once."""
    shown = field_text(chosen, field)
    found = {shown: Origin(field, shown, str(chosen.source))} if shown else {}
    for record in records:
        text = field_text(record, field)
        if text:
            found.setdefault(text, Origin(field, text, str(record.source), used=False))
    return list(found.values())


def _of_lists(records: Sequence[Paper]) -> list[Origin]:
    found: dict[tuple[str, str], Origin] = {}
    for record in records:
        for field in _LISTS:
            for value in getattr(record, field):
                found.setdefault((field, value.casefold()), Origin(field, value, str(record.source)))
    return list(found.values())


def _of_publication(records: Sequence[Paper], shown: Publication) -> list[Origin]:
    found: dict[tuple[str, str], Origin] = {}
    for record in records:
        for field in PUBLICATION:
            text = field_text(record, field)
            if text:
                used = getattr(record.publication, field) == getattr(shown, field)
                found.setdefault((field, text), Origin(field, text, str(record.source), used))
    return list(found.values())


def _of_ids(records: Sequence[Paper], kept: dict[str, str]) -> list[Origin]:
    found: dict[tuple[str, str], Origin] = {}
    for record in records:
        for kind, value in record.ids.items():
            used = kept[kind] == value
            found.setdefault((kind, value), Origin(kind, value, str(record.source), used))
    return list(found.values())
