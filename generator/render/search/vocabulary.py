"""The vocabulary. In: how many papers hold each word. Out: files of known words for corrections, and frequent completions of prefixes."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from generator.render.search.postings import Postings
from generator.render.search.shards import Shard, letters, utf16

_LENGTHS = range(4, 26)
_SPELLED = re.compile(r"[a-z\u00aa-\uffff]+")
# A name may hold figures: `llama2`.
_NAMED = re.compile(r"[0-9]*[a-z\u00aa-\uffff][0-9a-z\u00aa-\uffff]*")
_LARGEST = 24_000
# A prefix whose terms lie in more shards than this has its most frequent terms named in the manifest.
_SHARDS = 5
_COMPLETIONS = 6


def vocabulary_files(spoken: Mapping[str, int], named: Set[str]) -> dict[str, dict[str, str]]:
    """`words`: the most frequent words that stand in two papers or more; `names`: the others of `named`, asked
    only when nothing in the first is near. Each: first letter -> JSON {"words": front-coded words, "counts": letters}.

    Front coding: each word is the number of letters it shares with the one before (one letter, `letters`) and its own rest.
    """
    usable = [
        word for word, count in spoken.items() if count > 1 and len(word) in _LENGTHS and _SPELLED.fullmatch(word)
    ]
    usual = sorted(usable, key=lambda word: (-spoken[word], word))[:_LARGEST]
    seldom = [word for word in named - set(usual) if len(word) in _LENGTHS and _NAMED.fullmatch(word)]
    return {"words": _shelves(usual, spoken), "names": _shelves(seldom, spoken)}


def _shelves(words: Iterable[str], spoken: Mapping[str, int]) -> dict[str, str]:
    shelves: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=utf16):
        shelves[word[0] if "a" <= word[0] <= "z" else "other"].append(word)
    return {letter: _shelf(shelved, spoken) for letter, shelved in sorted(shelves.items())}


def _shelf(words: Sequence[str], spoken: Mapping[str, int]) -> str:
    before, coded = "", []
    for word in words:
        shared = next(
            (at for at, (a, b) in enumerate(zip(before, word, strict=False)) if a != b), min(len(before), len(word))
        )
        coded.append(letters([shared]) + word[shared:])
        before = word
    counts = letters(spoken[word].bit_length() for word in words)
    return json.dumps({"words": " ".join(coded), "counts": counts}, ensure_ascii=False, separators=(",", ":")) + "\n"


def completions(postings: Postings, shards: Sequence[Shard]) -> dict[str, list[str]]:
    """Prefix (3 letters or more) -> its most frequent terms, for prefixes that spread over many shards."""
    spans: Counter[str] = Counter()
    for shard in shards:
        spans.update(shard.start[:length] for length in range(3, len(shard.start) + 1))
    found: dict[str, list[tuple[int, str]]] = {prefix: [] for prefix in sorted(spans) if spans[prefix] >= _SHARDS}
    for term, papers in postings.frequencies.items():
        for length in range(3, len(term) + 1):
            if term[:length] in found:
                found[term[:length]].append((-papers, term))
    return {prefix: [term for _, term in sorted(terms)[:_COMPLETIONS]] for prefix, terms in found.items()}
