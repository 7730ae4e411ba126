"""Joins. In: candidates and texts. Out: the same, with what is one thing in other words as one: abbreviations, heads, words apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from generator.enrich.forms import form, form_of, is_adjective, plain_word, runs
from generator.enrich.topics.abbreviations import initials, spelled_out

# Indexers name a disease so that others call by its name alone.
_HEADS = ("disorder", "disease")
# By its letters, so many papers spell an abbreviation out that no title has: RF is a random forest here and radio frequency there.
_SPELLED = (9, 9, 3, 2)
# An abbreviation has so many letters at least where nobody spells it out.
_INITIALS = 3
# Of the papers with the rarer of two so many have the other, where both are one.
_SHARED = 0.2
# What an abstract says so often it is about, nearly always.
_AGAIN = 4
# So many letters at least has what is written apart and together.
_TOGETHER = 8


class FormUse:
    """A phrase by its form. The papers (by number) that name it in keywords and title, and how often abstracts say it; how often each
    spelling is printed, and how often in running text, where a capital means something. bound: of the papers that hold its rarest word the
    share that hold it; spelled: whether a text gives it an abbreviation; beside: the words before and after it where it is first said, in
    turn, "" for none; joined: at how many of these places hyphens join its words, and another follows; unnamed: whether titles alone have
    it, of papers with keywords; foreign: whether it is of a language whose papers bring keywords."""

    __slots__ = (
        "beside",
        "bound",
        "foreign",
        "joined",
        "printed",
        "said",
        "spelled",
        "spellings",
        "titled",
        "told",
        "unnamed",
    )

    def __init__(self) -> None:
        self.bound, self.spelled, self.foreign = 0.0, False, False
        self.joined, self.unnamed = 0, False
        self.beside: list[str] = []
        self.told: dict[int, None] = {}
        self.titled: dict[int, None] = {}
        self.said: dict[int, int] = {}
        self.spellings: Counter[str] = Counter()
        self.printed: Counter[str] = Counter()

    def take(self, other: FormUse) -> None:
        """What is named as the other is named as this one."""
        self.told |= other.told
        self.titled |= other.titled
        self.spellings.update(other.spellings)  # which keeps those that nothing was counted of yet
        self.printed.update(other.printed)
        self.said = {paper: self.said.get(paper, 0) + other.said.get(paper, 0) for paper in {**self.said, **other.said}}
        self.beside += other.beside
        self.joined += other.joined

    @property
    def papers(self) -> set[int]:
        return self.told.keys() | self.titled.keys() | self.said.keys()

    @property
    def strong(self) -> set[int]:
        """The papers that are on it: they name it in the keywords or the title, or say it twice."""
        return self.told.keys() | self.titled.keys() | {paper for paper, times in self.said.items() if times > 1}

    @property
    def sure(self) -> set[int]:
        """The papers that are given it, nearly all: they name it in the keywords or the title, or say it again and again."""
        return self.told.keys() | self.titled.keys() | {paper for paper, times in self.said.items() if times >= _AGAIN}


def join_all(found: dict[str, FormUse], texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Join whatever is one thing. Abbreviation -> form."""
    shorts = join_shorts(found, texts)
    join_heads(found)
    join_apart(found)
    return shorts


def join_shorts(found: dict[str, FormUse], texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Join abbreviations to what texts spell them out as, and drop those that mean now this, now that. Abbreviation -> form."""
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for title, abstract in texts:
        for short, long in {*spelled_out(abstract), *spelled_out(title)}:
            meant[short][form_of(long)] += 1
            found[form_of(long)].spellings[long] += 0
            found[form_of(long)].spelled = True
    shorts = {short: long for short, counts in meant.items() if (long := _settled(counts))}
    words = _small_words(texts, {short.lower() for short in shorts})
    _join(found, shorts, words, {short: counts.total() for short, counts in meant.items()})
    for short in meant.keys() - shorts.keys():
        if all(_is_short(spelling, short) for spelling in found[form([plain_word(short)])].spellings):
            del found[form([plain_word(short)])]  # ABC is abacavir here, and a cassette there
    return shorts


def _settled(counts: Counter[str]) -> str:
    """What nearly all of the papers that spell an abbreviation out mean by it; "" when they disagree."""
    (long, often), *_ = counts.most_common(1)
    return long if often >= 0.8 * counts.total() else ""


def _small_words(texts: Sequence[tuple[str, str]], asked: Set[str]) -> frozenset[str]:
    """Those asked for that texts have as words of small letters."""
    return frozenset().union(*(asked & set(text.split()) for both in texts for text in both))


def _join(found: dict[str, FormUse], shorts: dict[str, str], words: Set[str], often: Mapping[str, int]) -> None:
    """What is said of an abbreviation is said of what it stands for; one that no title has is another spelling of that, unless texts have
    the word (`words`) or seldom spell it out (`often`)."""
    for short, long in shorts.items():
        one, other = found.get(form([plain_word(short)])), found[long]
        if one is None and short.lower() not in words and often[short] >= _SPELLED[min(len(short), 3)]:
            other.spellings[short] += 0
        if one is None or one is other or not _is_mostly(one, short):
            continue
        other.take(one)
        del found[form([plain_word(short)])]


def _is_mostly(one: FormUse, short: str) -> bool:
    """Whether what has the form of an abbreviation is printed as it is: nearly always, or nobody has another word of these letters
    ("Ptsd" in somebody's keywords; "dEs" is no DES)."""
    other = sum(often for spelling, often in one.spellings.items() if not _is_short(spelling, short))
    unheard = all(
        _is_short(spelling, short) or spelling in (short.lower(), short.title()) for spelling in one.spellings
    )
    return not other or (unheard and 2 * other <= one.spellings.total())


def join_heads(found: dict[str, FormUse]) -> None:
    """ "Migraine disorders" is migraine, where the papers on both are the same."""
    for name, one in list(found.items()):
        for head in _HEADS:
            words = name.split(" ")
            rest = " ".join(word for word in words if word != head)
            other = found.get(rest) if head in words and rest and not is_adjective(rest) else None
            if other and len((one.told | one.titled).keys() & other.papers) >= 0.5 * max(1, len(one.papers)):
                other.take(one)
                found.pop(name, None)


def join_apart(found: dict[str, FormUse]) -> None:
    """Two words that others write as one are that one ("life style"), or one as fewer write it is these two ("flashflood")."""
    for name, one in list(found.items()):
        if name.count(" ") == 1:
            for words in {tuple(word.stem for run in runs(spelling) for word in run) for spelling in one.spellings}:
                together = "".join(words)
                other = found.get(together)
                if other and other is not one and len(together) >= _TOGETHER:
                    less, more = sorted(
                        (name, together), key=lambda form: (how_many_name(found[form]), form == together)
                    )
                    found[more].take(found.pop(less))
                    break


def join_initials(found: dict[str, FormUse]) -> None:
    """An abbreviation that no text spells out is the one phrase whose initials it is, where papers on one are on the other."""
    long: dict[str, set[str]] = defaultdict(set)
    for name, one in found.items():
        if name.count(" ") >= _INITIALS - 1:
            for letters in map(initials, one.spellings):
                long[letters].add(name)
    for name, one in list(found.items()):
        short = max(one.spellings, key=lambda spelling: (one.spellings[spelling], spelling), default="")
        names = long.get(short, set()) - {name} if short.isupper() and short.isalpha() else set()
        other = found.get(names.pop()) if len(names) == 1 else None
        if other and are_shared(one, other) and all(_is_short(spelling, short) for spelling in one.spellings):
            other.take(found.pop(name))


def are_shared(one: FormUse, other: FormUse) -> bool:
    """Whether papers on one of two, the rarer, are on the other, too."""
    ours, theirs = one.papers, other.papers
    return len(ours & theirs) >= _SHARED * min(len(ours), len(theirs))


def how_many_name(one: FormUse) -> int:
    """How many papers name it in their keywords or title."""
    return len(one.told.keys() | one.titled.keys())


def _is_short(spelling: str, short: str) -> bool:
    """As it is written: IMPACT may be an abbreviation where "impacts" is none."""
    return spelling.removesuffix("s") == short.removesuffix("s")
