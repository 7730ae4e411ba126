"""Counts how often words and pairs of words stand in papers of many fields. In: corpora. Out: the tables of generator/enrich/background/.

    python -m benchmarks.background --fields fields.jsonl.gz --learning 100k.jsonl.gz --learning keywords.jsonl.gz --most 40000 --write

Each line of a corpus is a paper: `title`, `abstract`, and where known `keywords` and `field`. Fields count alike, whatever their size, and
machine learning as much as all others together, so that a word that is common in one field alone is not common. Beside its frequency a
term has what share of the papers that hold it name it in their keywords: hardly any for "significantly", a third for "image". From both
follow the flags, each by a threshold below; nobody adds or takes out a word by hand. Little words of other languages are those of
stopwords-iso (MIT), a package that only this script needs.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from benchmarks.corpora import Record, records
from generator.enrich.background import FOLDER, LANGUAGES
from generator.enrich.terms import neighbours
from generator.text import folded, typeset

LEARNING = "machine learning"
# A field of fewer papers is counted with the others that are too small.
_FIELD = 100
# Rarer words and pairs are as good as unseen; the square root of what one paper of the smaller half makes.
FLOOR = 1e-4
# A keyword that so many papers carry is a term of scholarship.
_KNOWN = 3
_LONGEST = 4
# In so many of a hundred papers of every field, and hardly ever a keyword: no term holds it.
_STOP_SHARE, _STOP_TOLD = 0.02, 0.008
# Found in most fields and seldom a keyword, or often met and nearly never one: no term by itself.
_GENERIC_SHARE, _GENERIC_TOLD, _MOST_FIELDS = 0.002, 0.05, 0.65
_NEVER_SEEN, _NEVER_TOLD, _NEVER_FIELDS, _NEVER_IN_ONE = 12, 0.012, 2, 60
# A word that is hardly ever a keyword by itself, or that is met so often and named so seldom, is only a part of terms: "double", "patient".
_ALONE, _PART_FIELDS = 0.002, 3
_WEAK = ((0.15, 0.8), (0.05, 0.37), (0.02, 0.27), (0.003, 0.07))
# A little word of English begins or ends so few of the keywords with it: "of" hardly any, "large" nearly all.
_LITTLE = 0.05
# A word that is met so often and that so few of the keywords with it are by themselves ("dose", "oral") tells little alone.
_MET, _BY_ITSELF, _NAMED, _HELD = 0.004, 0.06, 0.5, 5
# What so many papers are indexed with, of which so few say it, is a mark of indexers: "Male", "Adult".
_MARKED, _SAID = 50, 0.4
# Of the keywords with a word so few begin (or end) with it.
_DANGLES, _DANGLES_SEEN = 0.02, 12
# Of the papers that hold a word so many have it in the title; taken for words of fewer papers than some three of a field.
_TITLED, _FEW = 0.2, 0.005


# field -> term -> papers.
Held: TypeAlias = dict[str, Counter[str]]


Filed = tuple[str, Record]


class Counted(NamedTuple):
    """All counts. `papers`, `told_papers`: by field, all and those with keywords; `held`: field -> term -> papers; `seen`, `told`: the same
    of papers with keywords, and where a keyword holds the term; `first`, `last`: how often a word begins and ends a keyword of two words
    and more, `any`: stands in one, `alone`: is one; `whole`: field -> keyword -> papers, `spoken`: those whose text says it; `titled`:
    field -> term -> papers with it in the title."""

    papers: Counter[str]
    told_papers: Counter[str]
    held: Held
    seen: Held
    told: Held
    first: Counter[str]
    last: Counter[str]
    any: Counter[str]
    alone: Counter[str]
    whole: Held
    spoken: Held
    titled: Held


def text_of(record: dict[str, str]) -> str:
    text = f"{record.get('title') or ''} . {record.get('abstract') or ''}"[:20_000]
    return typeset(text).plain if "\\" in text or "$" in text else text


def phrases(runs: Iterable[list[str]], longest: int) -> set[str]:
    """The stems of a text, and what stands side by side, up to `longest` of them, joined by blanks."""
    found: set[str] = set()
    for run in runs:
        for size in range(1, longest + 1):
            found.update(" ".join(run[at : at + size]) for at in range(len(run) - size + 1))
    return found


def count(corpus: Iterable[tuple[str, dict[str, str]]], known: set[str], longest: int = _LONGEST) -> Counted:
    """`known`: phrases of three words and more that are worth counting."""
    none: list[Held] = [defaultdict(Counter) for _ in range(6)]
    counted = Counted(Counter(), Counter(), *none[:3], Counter(), Counter(), Counter(), Counter(), *none[3:])
    for field, record in corpus:
        runs = list(neighbours(text_of(record)))
        held = {term for term in phrases(runs, longest) if term.count(" ") < 2 or term in known}
        title = phrases(neighbours(text_of({"title": record.get("title") or ""})), longest)
        counted.titled[field].update(title & held)
        counted.papers[field] += 1
        counted.held[field].update(held)
        keywords = [str(word) for word in record.get("keywords") or []]
        if keywords:
            _count_keywords(counted, field, held, keywords)
    return counted


def _count_keywords(counted: Counted, field: str, held: set[str], keywords: list[str]) -> None:
    keys = {keyword_key(word) for word in keywords} - {""}
    if not any(held.issuperset(keyword.split(" ")) for keyword in keys):
        return  # the subjects of a repository, not keywords
    counted.told_papers[field] += 1
    counted.seen[field].update(held)
    parts: set[str] = set()
    for keyword in sorted(keys):
        stems = keyword.split(" ")
        counted.whole[field][keyword] += 1
        counted.spoken[field][keyword] += keyword in held
        parts |= phrases(neighbours(keyword), _LONGEST)
        counted.any.update(set(stems))
        counted.alone[stems[0]] += len(stems) == 1
        if len(stems) > 1:
            counted.first[stems[0]] += 1
            counted.last[stems[-1]] += 1
    counted.told[field].update(held & parts)


def keyword_key(keyword: str) -> str:
    """A keyword as stems: "Anti-Inflammatory Agents, Non-Steroidal" is what its words are, in their order."""
    return " ".join(itertools.chain.from_iterable(neighbours(keyword)))[:80]


def weights(papers: Counter[str]) -> dict[str, float]:
    others = [field for field in papers if field != LEARNING]
    rest = 0.5 if LEARNING in papers else 1.0
    return {field: rest / len(others) for field in others} | ({LEARNING: 0.5} if LEARNING in papers else {})


def table(counted: Counted, named: Counted) -> Iterator[str]:
    """Lines of the table: the term, papers of 100,000, keywords of 100 papers that hold it, flags. Pairs with a word that no term holds
    are left out. `named`: the counts of which flag "a" follows."""
    empty: set[str] = set()
    share = weights(counted.papers)
    known = Counter[str]()
    for of_field in counted.whole.values():
        known.update(of_field)
    terms = set().union(*counted.held.values(), (word for word, papers in known.items() if papers >= _KNOWN))
    for term in sorted(terms, key=lambda term: (" " in term, term)):
        often = sum(share[field] * counted.held[field][term] / counted.papers[field] for field in share)
        flags = "k" * (known[term] >= _KNOWN)
        if often < FLOOR and not flags:
            continue
        told, seen = _told(counted, term)
        if " " not in term:
            flags += _flags(counted, term, often, (told, seen))
            flags += "a" * (often >= _MET and _is_hardly_alone(named, term))
        elif _is_never_told(counted, term, told, seen):
            flags += "g"
        flags += "m" * _is_mark(counted, term)
        if "s" in flags:
            empty.add(term)
        if "k" in flags or " " not in term or empty.isdisjoint(term.split(" ")):
            yield f"{term}\t{round(often * 100_000)}\t{round(told * 100)}\t{flags}"


def _told(counted: Counted, term: str) -> tuple[float, int]:
    """The share of papers that hold a term and name it, fields alike, and how many papers were asked."""
    fields = [field for field in counted.told_papers if counted.told_papers[field] >= _FIELD]
    seen = sum(counted.seen[field][term] / counted.told_papers[field] for field in fields)
    told = sum(counted.told[field][term] / counted.told_papers[field] for field in fields)
    return (told / seen if seen else 0.0), sum(counted.seen[field][term] for field in fields)


def words(counted: Counted, known: set[str]) -> Iterator[str]:
    """Lines of the table of words and of phrases that are `known` keywords: the term; of 100 papers that hold it those with it in the
    title; of 1,000 those of which it is a keyword by itself; among how many fields it is spread (10 for one), and papers of 1,000 in the
    field with most."""
    share = weights(counted.papers)
    terms = set().union(*counted.held.values())
    for word in sorted(term for term in terms if " " not in term or term in known):
        shares = [of_field[word] / counted.papers[field] for field, of_field in counted.held.items()]
        often = sum(share[field] * one for field, one in zip(counted.held, shares, strict=True))
        if often < FLOOR:
            continue
        told = [field for field in counted.told_papers if counted.told_papers[field] >= _FIELD]
        titled = _of_those(counted.titled, counted.held, counted.papers, word, _TITLED)
        asked = Counter({field: counted.told_papers[field] for field in told})
        alone = _of_those(counted.spoken, counted.seen, asked, word, 0)
        columns = (100 * titled, 1000 * alone, 10 * _spread(shares), 1000 * max(shares))
        yield "\t".join([word, *(str(round(one)) for one in columns)])


def _of_those(part: Held, whole: Held, papers: Counter[str], word: str, usual: float) -> float:
    """What share of the papers that hold a word are of a part of them, fields alike; near the usual share when few hold it."""
    held = sum(whole[field][word] / size for field, size in papers.items())
    these = sum(part[field][word] / size for field, size in papers.items())
    return (these + usual * _FEW) / (held + _FEW)


def _spread(shares: list[float]) -> float:
    """Among how many fields a word is spread: the exponential of the entropy of its shares (Hill 1973)."""
    total = sum(shares)
    return math.exp(-sum(one / total * math.log(one / total) for one in shares if one))


def _flags(counted: Counted, word: str, often: float, asked: tuple[float, int]) -> str:
    """The flags of a word: what it is ("s" stop word, "g" generic, "p" part of names alone), and where it stands in no keyword ("f" first,
    "l" last)."""
    told, seen = asked
    # The share of each field's papers that hold it.
    shares = sorted(counted.held[field][word] / counted.papers[field] for field in counted.papers)
    many = counted.any[word] - counted.alone[word]
    never_first = many >= _DANGLES_SEEN and counted.first[word] < _DANGLES * many
    never_last = many >= _DANGLES_SEEN and counted.last[word] < _DANGLES * many
    flags = ""
    if _is_stop_word(counted, word, often, told, shares):
        flags = "s"
    elif _is_common(often, told, shares) or _is_never_told(counted, word, told, seen):
        flags = "g"
    elif (never_last and _is_part(counted, word)) or _is_weak(often, told):
        flags = "p"
    return flags + "f" * never_first + "l" * never_last


def _is_stop_word(counted: Counted, word: str, often: float, told: float, shares: list[float]) -> bool:
    low = shares[len(shares) // 4]
    if often >= _STOP_SHARE and low >= _STOP_SHARE / 2 and told < _STOP_TOLD:
        return True
    ends = counted.first[word] + counted.last[word] + counted.alone[word]
    is_little = word in little_words("en") and (len(word) > 2 or often >= _GENERIC_SHARE)
    return is_little and ends < _LITTLE * counted.any[word] + 1


def _is_common(often: float, told: float, shares: list[float]) -> bool:
    spread = sum(one >= 0.3 * often for one in shares) / len(shares)
    return often >= _GENERIC_SHARE and spread >= _MOST_FIELDS and told < _GENERIC_TOLD


def _is_part(counted: Counted, word: str) -> bool:
    """Whether keywords of several fields hold a word, and it is hardly ever one by itself."""
    named = sum(of_field[word] > 0 for of_field in counted.told.values())
    return named >= _PART_FIELDS and counted.alone[word] < _ALONE * counted.any[word]


def _is_weak(often: float, told: float) -> bool:
    """Whether it is met so often and named so seldom that it says little."""
    return any(often >= share and told < least for share, least in _WEAK)


def _is_hardly_alone(counted: Counted, word: str) -> bool:
    by_itself = counted.alone[word] >= _BY_ITSELF * counted.any[word]
    return _told(counted, word)[0] < _NAMED and counted.any[word] >= _HELD and not by_itself


def _is_mark(counted: Counted, term: str) -> bool:
    """Whether a term is what indexers of other fields file many papers under that do not speak of it."""
    named = sum(of_field[term] for field, of_field in counted.whole.items() if field != LEARNING)
    spoken = sum(of_field[term] for field, of_field in counted.spoken.items() if field != LEARNING)
    return named >= _MARKED and spoken < _SAID * named


def _is_never_told(counted: Counted, term: str, told: float, seen: int) -> bool:
    """A term of several fields that is met often and never named says nothing, whatever its words."""
    fields = sum(of_field[term] > 0 for of_field in counted.seen.values())
    often = fields >= _NEVER_FIELDS or seen >= _NEVER_IN_ONE
    return seen >= _NEVER_SEEN and told < _NEVER_TOLD and often


@cache
def little_words(language: str) -> frozenset[str]:
    """The little words of a language, folded."""
    import stopwordsiso  # type: ignore[import-not-found]

    return frozenset(word for one in stopwordsiso.stopwords(language) if (word := folded(one)).isalpha())


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, action="append", default=[])
    parser.add_argument("--learning", type=Path, action="append", default=[])
    parser.add_argument(
        "--half", choices=["", "even", "odd"], default="", help="only every second paper, to measure on the others"
    )
    parser.add_argument(
        "--most",
        type=int,
        default=1 << 30,
        help='papers of machine learning that count at most; of the others keywords alone, for flag "a"',
    )
    parser.add_argument("--write", type=Path, nargs="?", const=FOLDER, help="where to (default: into the package)")
    options = parser.parse_args(argv)
    corpus, others = _read(options)
    fields = {field for field, _ in corpus}
    corpus = _with_small_fields_joined(corpus)
    whole = Counter(keyword_key(str(word)) for _, record in corpus for word in record.get("keywords") or [])
    known = {word for word, papers in whole.items() if papers >= _KNOWN}
    counted = count(corpus, known)
    lines = list(table(counted, count([*corpus, *others], set(), 1) if others else counted))
    print(f"{len(corpus):,} papers, {len(fields)} fields, {len(lines):,} terms")
    if options.write:
        _write_all(options.write, lines, words(counted, known))


def _read(options: argparse.Namespace) -> tuple[list[Filed], list[Filed]]:
    """(the papers that count, those of which keywords alone do), each with its field."""
    corpus = [(record.get("field") or "others", record) for path in options.fields for record in records(path)]
    learning = [(LEARNING, record) for path in options.learning for record in records(path)]
    corpus += learning[: options.most]
    others = [(field, record) for field, record in learning[options.most :] if record.get("keywords")]
    first, step = {"even": (0, 2), "odd": (1, 2), "": (0, 1)}[options.half]
    return corpus[first::step], others[first::step]


def _with_small_fields_joined(corpus: list[Filed]) -> list[Filed]:
    """Papers of fields that have too few to tell anything are of one, "others"."""
    sizes = Counter(field for field, _ in corpus)
    return [(field if sizes[field] >= _FIELD else "others", record) for field, record in corpus]


def _write_all(folder: Path, lines: Iterable[str], of_words: Iterable[str]) -> None:
    """Write the tables of the background. lines: those of `table`; of_words: those of `words`."""
    terms = _terms(map(_cells, lines))
    _write(folder / "terms.json.gz", [_json(terms)])
    prose = sorted(terms["flags"]["s"])
    (folder / "prose.txt").write_text("".join(f"{word}\n" for word in prose), "utf-8")
    uses = {word: list(map(int, columns)) for word, *columns in map(_cells, of_words)}
    _write(folder / "words.json.gz", [_json(uses)])
    _write(folder / "little.tsv.gz", [f"{one}\t{' '.join(sorted(little_words(one)))}" for one in LANGUAGES])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cells(line: str) -> list[str]:
    return line.split("\t")


def _terms(rows: Iterable[list[str]]) -> dict[str, dict[str, Any]]:
    """The table by columns, as it is shipped (see Background)."""
    found: dict[str, dict[str, Any]] = {"often": {}, "told": {}, "flags": {}}
    for term, often, told, flags in rows:
        found["often"][term] = int(often)
        if int(told):
            found["told"][term] = int(told)
        for flag in flags:
            found["flags"].setdefault(flag, []).append(term)
    return found


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    path.write_bytes(packed)
    print(f"{path}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
