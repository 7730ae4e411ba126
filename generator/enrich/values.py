"""Fields by name, those of the Publication too. In: a Paper and a name of config.fields. Out: its texts; the Paper with others."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from generator.config.fields import IDS, LISTS, ORCID, PUBLICATION
from generator.model import Author, Paper


def values_of(paper: Paper, field: str) -> tuple[str, ...]:
    """The texts in a field, as facts and corrections would give them; none when it is empty."""
    if field in IDS:
        return (paper.ids[field],) if field in paper.ids else ()
    if field == "authors":
        return tuple(f"{a.name} ({a.orcid})" if a.orcid else a.name for a in paper.authors)
    value = getattr(paper.publication if field in PUBLICATION else paper, field)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def field_text(paper: Paper, field: str) -> str:
    """A field as one line of text, for provenance."""
    if field == "authors":
        return "; ".join([*(author.name for author in paper.authors), *(["et al."] if paper.et_al else [])])
    return "; ".join(values_of(paper, field))


def with_values(paper: Paper, field: str, value: tuple[str, ...]) -> Paper:
    """The paper with `value` in a field; with none of it when `value` is empty."""
    if field in IDS:
        ids = {kind: text for kind, text in paper.ids.items() if kind != field}
        return replace(paper, ids={**ids, field: value[0]} if value else ids)
    held = _as_field(field, value)
    if field in PUBLICATION:
        return replace(paper, publication=replace(paper.publication, **{field: held}))
    return replace(paper, **{field: held})


def _as_field(field: str, value: tuple[str, ...]) -> object:
    if field == "authors":
        return stated_authors(value)
    if field in LISTS:
        return value
    empty = None if field in ("date", "url") else ""
    return value[0] if value else empty


def stated_authors(names: Iterable[str]) -> tuple[Author, ...]:
    """Authors from names, each with an ORCID iD when one follows in brackets: `Ada Lovelace (0000-0002-1825-0097)`."""
    found = []
    for name in names:
        match = ORCID.match(name.strip())
        found.append(Author(match[1], match[2]) if match else Author(name.strip()))
    return tuple(found)
