"""What says the same again. In: two terms or names that two papers share. Out: whether one beside the other tells nothing more."""

from __future__ import annotations

import math

from generator.enrich.telling import Stems
from generator.enrich.terms import is_telling

# So many letters of one word that another begins with are its root, and so many that it ends with.
_ROOT, _END = 4, 5
# So many of both, and such a share of the longer, are one root, too.
_AKIN, _AKIN_SHARE = 7, 0.7


def touch(stems: Stems, other: Stems) -> bool:
    """Whether two say in part the same."""
    if says_again(stems, other) or says_again(other, stems) or same_root(stems, other):
        return True
    return any(one == two or _is_akin(one, two) for one in filter(is_telling, stems) for two in other)


def same_root(stems: Stems, others: Stems) -> bool:
    """Whether two words say the same: "Peruvian" beside "Peru", "bacteriophage" beside "phage"."""
    if len(stems) > 1 or len(others) > 1 or stems == others:
        return False
    short, long = sorted((stems[0], others[0]), key=len)
    begins, ends = long.startswith(short), long.endswith(short)
    return (begins and len(short) >= _ROOT) or (ends and len(short) >= _END) or _is_akin(short, long)


def _is_akin(one: str, other: str) -> bool:
    """Whether two words begin with the same long root: "procrastinación" beside "procrastination"."""
    least = math.ceil(max(_AKIN, _AKIN_SHARE * max(len(one), len(other))))
    return min(len(one), len(other)) >= least and one[:least] == other[:least]


def says_again(stems: Stems, other: Stems) -> bool:
    """Whether a term says again what another does: "VLM" beside "vision-language model", "graphical user interface" beside a "GUI"."""
    if stems == other:
        return False
    if len(stems) == 1:
        return _stand_for(other, stems[0])
    return len(other) > 1 and any(_stand_for(stems, word) for word in other)


def _stand_for(stems: Stems, short: str) -> bool:
    """Whether some of these are what a word abbreviates: it has the first letter of each, and all its letters are theirs, in this order
    (Schwartz and Hearst 2003)."""
    pieces = [stems[first:end] for first in range(len(stems)) for end in range(first + 2, len(stems) + 1)]
    fit = [piece for piece in pieces if len(short) <= 2 * len(piece) and short not in piece and piece[0][0] == short[0]]
    return any(
        _in_order("".join([stem[0] for stem in piece]), short) and _in_order(short, "".join(piece)) for piece in fit
    )


def _in_order(letters: str, text: str) -> bool:
    left = iter(text)
    return all(letter in left for letter in letters)
