"""The vocabulary. In: how many papers hold each word. Out: files of known words, for corrections."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from generator.render.search.letters import front_coded, letters
from generator.render.search.shards import utf16

_LENGTHS = range(4, 26)
_SPELLED = re.compile(r"[a-z\u00aa-\uffff]+")
# A name may hold figures: `llama2`.
_NAMED = re.compile(r"[0-9]*[a-z\u00aa-\uffff][0-9a-z\u00aa-\uffff]*")
_LARGEST = 24_000


def vocabulary_files(spoken: Mapping[str, int], named: Set[str]) -> dict[str, str]:
    """First letter -> JSON {"words", "counts", "names", "named"}. `words` are the most frequent words that stand in two papers or more,
    front coded, `counts` the logarithms to base 2 of their papers; `names` and `named` are the same of the others of `named`, which are
    asked only when nothing in the first is near."""
    usable = [
        word for word, count in spoken.items() if count > 1 and len(word) in _LENGTHS and _SPELLED.fullmatch(word)
    ]
    usual = sorted(usable, key=lambda word: (-spoken[word], word))[:_LARGEST]
    seldom = [word for word in named - set(usual) if len(word) in _LENGTHS and _NAMED.fullmatch(word)]
    words, names = _shelves(usual), _shelves(seldom)
    return {letter: _shelf(words[letter], names[letter], spoken) for letter in sorted({*words, *names})}


def _shelves(words: Iterable[str]) -> defaultdict[str, list[str]]:
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=utf16):
        shelves[word[0] if "a" <= word[0] <= "z" else "other"].append(word)
    return shelves


def _shelf(words: Sequence[str], names: Sequence[str], spoken: Mapping[str, int]) -> str:
    columns = {
        "words": front_coded(words),
        "counts": _sizes(words, spoken),
        "names": front_coded(names),
        "named": _sizes(names, spoken),
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")) + "\n"


def _sizes(words: Sequence[str], spoken: Mapping[str, int]) -> str:
    return letters(spoken[word].bit_length() for word in words)
