"""Forms. In: papers' fields as chunks. Out: for stems that are written in several ways, which papers write the less usual ones.

The index knows stems. A paper that says the very word of a query goes before one that says a relative of it, and this tells them apart
without a look at their texts. A plural counts as its singular.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from generator.render.search.letters import Packed, one_bit, with_rows
from generator.render.search.words import Chunk

# Of a stem that fewer papers hold, all are looked at anyway.
_FEWEST = 4


class StemForms(msgspec.Struct, array_like=True):
    """How a stem is written: the `usual` form, which most of the first papers write; how many papers write each, summed up; and for each
    other form the papers that do, with a bit: "1" when they do not write the usual form too."""

    usual: str
    papers: int = 0
    others: dict[str, Packed] = {}

    def told(self) -> str:
        """The others, sorted, each with its papers behind a blank; "" of a stem that few papers hold."""
        if not self.others or self.papers < _FEWEST:
            return ""
        return " ".join(f"{form} {self.others[form].text}" for form in sorted(self.others))


def add_forms(known: dict[str, StemForms], read: Sequence[Sequence[list[Chunk]]], start: int) -> None:
    """Add papers, numbered from `start`, to the forms of their stems."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, texts in enumerate(read, start):
        for stem, form in {pair for field in texts for chunk in field for pair in chunk.forms}:
            found[stem][form].append(number)
    for stem, held in found.items():
        forms = known.get(stem)
        if forms is None:
            forms = known[stem] = StemForms(min(held, key=lambda form: (-len(held[form]), form)))
        forms.papers += sum(map(len, held.values()))
        if held.keys() != {forms.usual}:
            _add_others(forms, held)


def _add_others(forms: StemForms, held: dict[str, list[int]]) -> None:
    whole = frozenset(held.get(forms.usual, ()))
    forms.others = dict(forms.others)
    for form in held.keys() - {forms.usual}:
        rows = [(number, "01"[number not in whole]) for number in held[form]]
        forms.others[form] = with_rows(forms.others.get(form), rows, one_bit)
