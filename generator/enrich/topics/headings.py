"""Headings of MeSH. In: the forms of found topics. Out: for those that are headings which others of them stand above, the nearest first.

A library most of whose topics are headings (0.75 of those of medicine were, at most 0.37 of those of eleven other fields) is one that
indexers of medicine know: what they have above what is right, where papers alone say that schizophrenia is above haloperidol.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.enrich.forms import form_of

_MOST = 0.5
# Indexers name a disease so that others call by its name alone.
_HEADS = ("disease", "disorder", "neoplasm")
# Trees by the structure of molecules, in which atenolol is an alcohol: no place for a drug.
_BY_STRUCTURE = frozenset(
    map(form_of, ("Inorganic Chemicals", "Organic Chemicals", "Heterocyclic Compounds", "Polycyclic Compounds"))
)


def headings_above(forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """form -> the forms above it, for all that are headings; nothing where too few are."""
    wanted = _called(forms)
    # Most libraries are of other fields: their forms are looked up before the trees are walked, which takes ten times as long.
    if len({wanted[heading] for heading in _headings() & wanted.keys()}) < _MOST * len(forms):
        return {}
    found: dict[str, dict[str, None]] = {}
    trail: list[str] = []
    by_structure = False
    for depth, heading in _tree():
        del trail[depth:]
        by_structure = heading in _BY_STRUCTURE if depth == 0 else by_structure
        form = wanted.get(heading, "")
        if form:
            above = found.setdefault(form, {})
            above.update(dict.fromkeys(one for one in reversed(trail) if one and one != form and not by_structure))
        trail.append(form)
    return {form: tuple(above) for form, above in found.items()}


def _called(forms: Collection[str]) -> dict[str, str]:
    """What a heading may be called -> the form of the topic."""
    longer = {" ".join(sorted({*form.split(" "), head})): form for form in forms for head in _HEADS}
    return longer | {form: form for form in forms}


@cache
def _lines() -> tuple[str, ...]:
    return tuple(gzip.decompress((Path(__file__).parent / "mesh.txt.gz").read_bytes()).decode().splitlines())


def _headings() -> frozenset[str]:
    return frozenset(line.partition("\t")[2] for line in _lines())


def _tree() -> Iterator[tuple[int, str]]:
    """(depth, form) of each heading, in the order of the trees."""
    for line in _lines():
        depth, form = line.split("\t")
        yield int(depth), form
