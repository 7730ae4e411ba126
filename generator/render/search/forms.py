"""Forms. In: papers' fields as chunks. Out: for stems that are written in several ways, which papers write the less usual ones.

The index knows stems. A paper that says the very word of a query goes before one that says a relative of it, and this tells them apart
without a look at their texts. A plural counts as its singular.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.render.search.letters import Row, gaps
from generator.render.search.words import Chunk

# Of a stem that fewer papers hold, all are looked at anyway.
_FEWEST = 4


def written_forms(read: Iterable[Sequence[list[Chunk]]]) -> dict[str, dict[str, list[Row]]]:
    """stem -> form -> for each paper that writes it, ascending, the gap to the one before (less one), and a bit: "1" when the paper
    does not write the usual form too. The usual form, which most papers write, is left out, and so are stems without others."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, texts in enumerate(read):
        for stem, form in {pair for field in texts for chunk in field for pair in chunk.forms}:
            found[stem][form].append(number)
    return {
        stem: _others(held) for stem, held in found.items() if len(held) > 1 and sum(map(len, held.values())) >= _FEWEST
    }


def _others(held: dict[str, list[int]]) -> dict[str, list[Row]]:
    usual, *others = sorted(held, key=lambda form: (-len(held[form]), form))
    whole = frozenset(held[usual])
    return {form: _rows(held[form], whole) for form in sorted(others)}


def _rows(numbers: Sequence[int], usual: frozenset[int]) -> list[Row]:
    return [(gap, "01"[number not in usual]) for gap, number in zip(gaps(numbers), numbers, strict=True)]
