"""Citation keys. In: papers, and the register of what was published. Out: the papers, each with a short key of its own: `wan2024lookm`.

First author's family name, year, the first word of the title that says something. Of two that would be alike the later gets a letter. A
key in the register stays with its paper, also when a correction changes the author, the year or the title: a manuscript may cite it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from msgspec.structs import replace

from generator.config.register import Register
from generator.model import Paper
from generator.text import slug, split_name, typeset
from generator.text.lately import Table

MARK = "cite"
_PAPERS = "papers/"
# Words with which titles begin and that tell no two of them apart.
_LITTLE = frozenset(
    "a an the on of for in to and with from by toward towards via is are how what why when do does can we our its as at into using".split()
)
# Longer family names and words are cut: a key is typed.
_FAMILY, _WORD = 24, 16


def cite_keys(papers: Sequence[Paper], register: Register) -> tuple[Paper, ...]:
    """The papers with their `cite`. Those that the register has come first; of the others the earlier in `papers`."""
    known = {
        address.removeprefix(_PAPERS): held.marks[MARK][0]
        for address, held in register.items()
        if address.startswith(_PAPERS) and held.marks.get(MARK)
    }
    taken = set(known.values())
    cited = []
    for paper in papers:
        cite = known.get(paper.key) or next(one for one in _candidates(paper) if one not in taken)
        taken.add(cite)
        cited.append(replace(paper, cite=cite))
    return tuple(cited)


def cited(papers: Sequence[Paper]) -> Mapping[str, str]:
    """Key of a paper -> its citation key, for the register."""
    return {paper.key: paper.cite for paper in papers if paper.cite}


def _candidates(paper: Paper) -> Iterator[str]:
    """`wan2024lookm`, `wan2024lookma`, …, and at last numbers."""
    base = family_of(paper.authors[0].name if paper.authors else "") + (paper.date or "")[:4] + word_of(paper.title)
    base = base if base[:1].isalpha() else f"paper{base}"
    yield base
    yield from (base + letter for letter in ascii_lowercase)
    number = 1
    while True:
        yield f"{base}-{number}"
        number += 1


@Table
def family_of(author: str) -> str:
    """An author's family name in small letters; of a team its first word; "" of nobody."""
    name = split_name(author)
    return _letters(name.family.split(" ")[0] if name.whole else name.family)[:_FAMILY]


@Table
def word_of(title: str) -> str:
    """The first word of a title that tells it from others."""
    words = [word for word in map(_letters, typeset(title).plain.split()) if word]
    telling = next((word for word in words if word not in _LITTLE), words[0] if words else "")
    return telling[:_WORD]


def _letters(text: str) -> str:
    """Letters and digits alone, in ASCII: "LOOK-M:" -> "lookm"."""
    return slug(text).replace("-", "")
