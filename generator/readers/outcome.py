"""How a work came out. In: the fields of a record. Out: its Publication, and whether it was retracted."""

from __future__ import annotations

import re

from generator.model import Publication, WorkKind
from generator.readers.fields import Fields
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.parts.publication import numbered_as, publication_of, retracted_title, work_kind
from generator.readers.record import Element, Record
from generator.readers.values import first_of, text_of, texts_of
from generator.text.printed import citation_in

# Elements of any kind of work.
_OF_ANY_KIND = frozenset(("entry", "item", "data", "collection", "post", "web"))
# Kinds of work that stand in something.
_CONTAINED = ("article", "conference", "chapter")


def container_of(fields: Fields) -> str:
    """The first venue that a record names; the database in which somebody found it is none."""
    named = (text for text in map(text_of, fields.of("venue")) if re.search(r"[^\W\d_]", text))
    databases = lexicon().words["databases"]
    return next((one for one in named if bare_key(one.partition(" - ")[0]).rstrip("0123456789") not in databases), "")


def place_said(fields: Fields) -> str:
    """Where a record says that it stands: its venue, or a citation that begins with that, as PubMed's tables have it."""
    container, cited = container_of(fields), first_of(fields, "reference")
    told = citation_in(cited) if container and cited.startswith(container) else None
    return cited if told and told.journal.strip(".") == container.strip(".") else container


def publication_in(fields: Fields, record: Record) -> Publication:
    """Kind, container, volume, issue, pages, publisher and numbers. What has volume and issue is an article."""
    kind, container = _kind(fields, record), container_of(fields)
    volume, issue = _numbers(fields)
    pages, first, last, publisher = (first_of(fields, name) for name in ("pages", "firstpage", "lastpage", "publisher"))
    issn, isbn = ([text for value in fields.of(name) for text in texts_of(value)] for name in ("issn", "isbn"))
    if place := citation_in(place_said(fields)):
        container, kind = place.journal, kind or "article"
        volume, issue, pages = volume or place.volume, issue or place.issue, pages or place.pages
    numbered = bool(issn) or bool(volume and (issue or pages or first))
    if not kind and container and numbered and not isbn:
        kind = "article"
    container = container if kind in _CONTAINED else ""
    return publication_of(
        kind, container, volume, issue, pages, first=first, last=last, publisher=publisher, issn=issn, isbn=isbn
    )


def _numbers(fields: Fields) -> tuple[str, str]:
    """Volume and issue, in fields of their own or in one."""
    volume, issue = (numbered_as(first_of(fields, name)) for name in ("volume", "issue"))
    found = _NUMBERING.fullmatch(first_of(fields, "numbering").strip())
    return (volume or found["volume"], issue or found["issue"] or "") if found else (volume, issue)


def _kind(fields: Fields, record: Record) -> WorkKind:
    """The kind that a field says, or the element itself (DBLP, ACL). "article" and "misc" say less than a second word that says preprint
    (genre, howpublished)."""
    kinds = [work_kind(texts_of(value)) for value in fields.of("kind")]
    if isinstance(record.value, Element):
        kinds += [work_kind(key) for key in record.trail[-1:] if key not in _OF_ANY_KIND]
    return "preprint" if "preprint" in kinds else next(filter(None, kinds), "")


# "12卷3期", "제12권 제3호", "Vol. 12 No. 3", "12(3)"; of one number the volume.
_NUMBERING = re.compile(
    r"(?:[^\W\d]{1,6}\.?\s?)?(?P<volume>\d{1,4})\s?[卷巻권]?"
    r"(?:[\s,.(/:-]*(?:[^\W\d]{1,6}\.?\s?)?(?P<issue>\d{1,4})\s?[)期号호]?)?"
)

# "Retracted 2010 for fraud.": what a page then says of it.
_NOTICE = re.compile(r"(?:retracted|withdrawn)\b", re.IGNORECASE)


def retraction(fields: Fields, title: str) -> str:
    """That a record says of its work that it was retracted; or ""."""
    values = fields.of("retracted")
    notice = next((said for said in map(str.strip, map(text_of, values)) if _NOTICE.match(said)), "")
    if notice:
        return notice
    said = any(
        value is True or text_of(value).strip().lower() in ("true", "yes", "1", "retraction") for value in values
    )
    types = " ".join(text for value in fields.of("kind") for text in texts_of(value))
    return "Retracted" if said or re.search(r"\bretracted publication\b", types, re.I) else retracted_title(title)
