"""What texts say. In: candidates by form, and texts. Out: the same with where abstracts say them and what stands beside them, and how words
are printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple, TypeAlias

from generator.enrich.forms import StemmedWord, form, runs
from generator.enrich.topics.joins import FormUse

MOST_WORDS = 6
HYPHENS = frozenset("-‐‑–")
# So many places tell what stands beside a phrase.
_PLACES = 100
# A title of so many longer words behind the first, of which such a share begins with small letters, is printed as a sentence.
_WORDS, _SMALL = 3, 0.6


class Printed(NamedTuple):
    """names: words side by side, joined by blanks -> the form of the candidate that is printed so; begun: what such words begin with; met:
    both, for most words of a text are neither."""

    names: dict[str, str]
    begun: frozenset[str]
    met: frozenset[str]


class Met(NamedTuple):
    """The form of a candidate that words first..last of a run say, both included."""

    form: str
    first: int
    last: int


RunMet: TypeAlias = tuple[list[StemmedWord], list[Met]]


def say(found: dict[str, FormUse], texts: Sequence[tuple[str, str]], known: Set[str]) -> dict[str, Counter[str]]:
    """Count what abstracts say, what stands beside each phrase, and how far it is one thing. `known`: terms that are candidates where an
    abstract says them. Back comes for a word in lower case how texts print it in the middle of a sentence."""
    words: Counter[str] = Counter()
    held: Counter[str] = Counter()
    printed = _printed(found, known)
    for number, (title, abstract) in enumerate(texts):
        spoken, titled = (_runs_met(text, printed) for text in (abstract, title))
        _said(found, number, abstract, spoken, words)
        if _is_sentence(title):
            words.update(_running(title, [run for run, _ in titled]))
        _surround(found, abstract, spoken)
        _surround(found, title, titled)
        held.update({word.stem for run, _ in (*spoken, *titled) for word in run})
    _bind(found, held)
    return _capitals(words)


def _runs_met(text: str, printed: Printed) -> list[RunMet]:
    return [(run, list(_met_in(run, printed))) for run in runs(text)]


def _met_in(run: Sequence[StemmedWord], printed: Printed) -> Iterator[Met]:
    """What a run says, every phrase at each place, shorter ones first."""
    for place in [place for place, word in enumerate(run) if word.stem in printed.met]:
        phrase = ""
        for last in range(place, min(place + MOST_WORDS, len(run))):
            phrase = f"{phrase} {run[last].stem}" if phrase else run[last].stem
            if phrase in printed.names:
                yield Met(printed.names[phrase], place, last)
            if phrase not in printed.begun:
                break


def _surround(found: dict[str, FormUse], text: str, text_runs: Sequence[RunMet]) -> None:
    """Note what stands beside each phrase that a text says: "an Android phone" says a phone."""
    for run, met in text_runs:
        for form_met, first, last in met:
            one = found[form_met]
            if len(one.beside) < 2 * _PLACES:
                after = run[last + 1].stem if last + 1 < len(run) else ""
                one.beside += (run[first - 1].stem if first else "", after)
                one.joined += bool(after) and _is_joined(text[run[first].start : run[last].end])


def _is_joined(printed: str) -> bool:
    """Whether hyphens join all words of a phrase."""
    return " " not in printed and not HYPHENS.isdisjoint(printed)


def _bind(found: dict[str, FormUse], held: Counter[str]) -> None:
    for name, one in found.items():
        words = name.split(" ")
        if len(words) > 1:
            one.bound = len(one.papers) / max(1, min(held[word] for word in words))


def _printed(found: dict[str, FormUse], known: Set[str]) -> Printed:
    names = {term: form(term.split(" ")) for term in known}
    for name, one in found.items():
        for spelling in one.spellings:
            names[" ".join(word.stem for run in runs(spelling) for word in run)] = name
    begun = {name[:at] for name in names for at, sign in enumerate(name) if sign == " "}
    return Printed(names, frozenset(begun), frozenset(begun | names.keys()))


def _said(found: dict[str, FormUse], number: int, text: str, text_runs: Sequence[RunMet], words: Counter[str]) -> None:
    """Count what an abstract says, longer phrases and those inside them; and how it prints words."""
    begins = 0
    printed_here: set[str] = set()
    words.update(_running(text, [run for run, _ in text_runs]))
    for run, met in text_runs:
        for form_met, first, last in met:
            start = run[first].start
            _count(found[form_met], number, text[start : run[last].end], printed_here, running=start > begins)
        begins = _next_sentence(text, run, begins)


def _running(text: str, text_runs: Sequence[Sequence[StemmedWord]]) -> list[str]:
    """The words of a text that begin no sentence, as printed."""
    begins = 0
    found: list[str] = []
    for run in text_runs:
        found += [text[word.start : word.end] for word in run if word.start > begins]
        begins = _next_sentence(text, run, begins)
    return found


def _next_sentence(text: str, run: Sequence[StemmedWord], begins: int) -> int:
    """Where the first word of a sentence stands at the latest, behind a run."""
    return run[-1].end + 3 if run and text[run[-1].end : run[-1].end + 1] in ".!?:" else begins


def _is_sentence(title: str) -> bool:
    """Whether a title is printed as sentences are, so that its capitals mean something."""
    words = [word for word in title.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return len(words) >= _WORDS and sum(word[0].islower() for word in words) >= _SMALL * len(words)


def _count(one: FormUse, number: int, printed: str, here: set[str], *, running: bool) -> None:
    """here: what this abstract printed before, for names go by papers."""
    one.said[number] = one.said.get(number, 0) + 1
    if printed not in here:
        here.add(printed)
        one.spellings[printed] += 1
        one.printed[printed] += running


def _capitals(words: Counter[str]) -> dict[str, Counter[str]]:
    """A word in lower case -> how it is printed, and how often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, often in words.items():
        found[word.lower()][word] += often
    return found
