"""Pairs of works that look like one. In: nothing. Out: two records each, of kinds that libraries mix up; and real ones from a file.

The invented ones are made of a few stems: each has a title, authors, a year and an abstract, and for each kind its neighbour is written as
such neighbours are, with most of the sentences kept. The real ones (samples/near-works.jsonl) share title words and authors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.model import Author, Paper, Source

SAMPLES = Path(__file__).parent / "samples"


class Pair(NamedTuple):
    kind: str
    one: Paper
    other: Paper


class _Stem(NamedTuple):
    title: str
    name: str
    authors: tuple[str, ...]
    year: int
    subject: str
    method: str
    data: str


_STEMS = (
    _Stem("Sorting with noisy comparisons", "NoiSort", ("Ada Núñez", "Bo Li"),
          2019, "sorting lists", "repeated comparisons", "four million lists"),
    _Stem("Dialect maps from weather talk", "WeatherTalk", ("Chidi Obi", "Dana Fox", "Eve Aho"),
          2020, "dialects", "phone recordings", "nine regions"),
    _Stem("Graph kernels for small molecules", "KerMol", ("Fu Wei", "Gil Roth"),
          2021, "molecules", "walks on graphs", "two public sets"),
    _Stem("Reading old handwriting line by line", "OldHand", ("Hal Ito", "Ines Paz", "Jan Kos"),
          2022, "handwriting", "line images", "parish books"),
    _Stem("Robots that fold laundry", "FoldBot", ("Kim Le", "Lars Berg"),
          2018, "folding cloth", "two arms and a camera", "five kinds of shirts"),
    _Stem("Forecasting rain from radar alone", "RainCast", ("Mia Sand", "Noor Ali", "Ola Dahl"),
          2023, "rain", "radar images", "ten summers"),
    _Stem("Learning to schedule trains", "TrainPlan", ("Per Holm", "Qi Sun"),
          2017, "timetables", "policy gradients", "three networks"),
    _Stem("Question answering over tables", "TabAsk", ("Rosa Diaz", "Sam Weil", "Tove Lund"),
          2021, "tables", "pretrained encoders", "thirty thousand questions"),
    _Stem("Compressing speech with codebooks", "CodeTalk", ("Uma Rao", "Vic Chen"),
          2024, "speech", "vector quantization", "read books"),
    _Stem("Counting cells under the microscope", "CellCount", ("Wen Zhou", "Xi Tan", "Yara Haddad"),
          2020, "cells", "density maps", "blood smears"),
    _Stem("Bandits with delayed rewards", "LateBandit", ("Zoe Marsh", "Abel Cruz"),
          2016, "bandits", "optimism", "simulated clicks"),
    _Stem("Summaries of court decisions", "CourtSum", ("Bea Toth", "Carl Nagy", "Dora Kiss"),
          2022, "decisions", "long encoders", "twenty years of cases"),
    _Stem("Depth from a single moving camera", "OneEye", ("Emil Roux", "Fay Stone"),
          2019, "depth", "camera motion", "street drives"),
    _Stem("Music transcription for the blind", "BlindScore", ("Gus Lind", "Hana Mori", "Ivo Rus"),
          2023, "scores", "onset detection", "piano rolls"),
)  # fmt: skip
_SAID = (
    "We study {subject} with the help of {method}, a question that has long been open and matters in practice.",
    "Earlier approaches need labels that are costly, and they break down once conditions change between training and use.",
    "Our approach needs none of these labels and adapts while it runs, at a cost that grows linearly with the input.",
    "On {data} it is better than five strong baselines in accuracy, calibration and speed.",
    "An ablation shows which parts carry the gain, and a user study confirms that people prefer the results.",
    "We release code, trained models and a small interactive demonstration for further work on {subject}.",
)
_OTHER = (
    "This time we ask what happens when resources are scarce, and give the first lower bound that matches practice.",
    "Participants submitted forty runs; the best used ensembles, and none solved the hardest third of the cases.",
    "A theoretical analysis explains both success and failure, with proofs in the appendix.",
)


_ELSEWHERE = (
    "Fifty years of writing on {subject} are surveyed here, from the first handbooks to current practice in industry.",
    "We group two hundred articles by the question they ask, find where they disagree, and trace why.",
    "Three themes recur: who pays for errors, how evidence is reported, and which tools outlive their makers.",
    "Interviews with twelve practitioners add what articles leave out. {data} serve as running example.",
    "The survey closes with a list of open problems and advice to newcomers.",
)


def _abstract(stem: _Stem, other: int = -1) -> str:
    """The stem's abstract; with `other`, a neighbour's: two of its sentences are replaced by one."""
    said = [sentence.format(**stem._asdict()) for sentence in _SAID]
    if other >= 0:
        said[2 + other % 2 : 4 + other % 2] = [_OTHER[other % 3], _OTHER[(other + 1) % 3]]
    return " ".join(said)


def _paper(title: str, abstract: str, authors: tuple[str, ...], year: int, line: int) -> Paper:
    names = tuple(Author(name) for name in authors)
    return Paper(title=title, abstract=abstract, authors=names, date=str(year), source=Source("made.txt", line))


def invented() -> Iterator[Pair]:
    """Eleven kinds for each stem."""
    for number, stem in enumerate(_STEMS):
        text, near = _abstract(stem), _abstract(stem, number)
        far = " ".join(sentence.format(**stem._asdict()) for sentence in _ELSEWHERE)
        people, strangers = stem.authors, _STEMS[(number + 3) % len(_STEMS)].authors
        made = (
            ("part", f"{stem.title}, Part I", text, f"{stem.title}, Part II", near, people, 0),
            ("roman", f"{stem.title} I: Foundations", text, f"{stem.title} II: Experiments", near, people, 0),
            ("plus", stem.title, text, f"{stem.title}++", near, people, 1),
            ("version", f"{stem.name}: {stem.title}", text, f"{stem.name} v2: {stem.title}", near, people, 1),
            ("edition", f"Overview of the {stem.name} {stem.year} shared task", text,
             f"Overview of the {stem.name} {stem.year + 1} shared task", near, people, 1),
            ("nameless edition", f"Findings of the {stem.name} shared task", text,
             f"Findings of the {stem.name} shared task", near, people, 1),
            ("ordinal", f"The second {stem.name} challenge", text, f"The third {stem.name} challenge", near, people, 1),
            ("reply", stem.title, text, f"A reply to “{stem.title}”", near, people, 0),
            ("erratum", stem.title, text, f"Erratum: {stem.title}", near, people, 0),
            ("strangers", stem.title, text, stem.title, far, strangers, 2),
            ("unsigned strangers", stem.title, text, stem.title, far, (), 0),
        )  # fmt: skip
        for kind, one, ours, other, theirs, signed, later in made:
            yield Pair(
                kind,
                _paper(one, ours, people if signed else (), stem.year, 2 * number + 1),
                _paper(other, theirs, signed, stem.year + later, 2 * number + 2),
            )


def real() -> Iterator[Pair]:
    """Real works of the same people with near titles."""
    for number, line in enumerate((SAMPLES / "near-works.jsonl").read_text("utf-8").splitlines()):
        record = json.loads(line)
        one, other = (
            Paper(
                title=r["title"],
                abstract=r["abstract"],
                authors=tuple(Author(name) for name in r["authors"]),
                date=r.get("date"),
                source=Source("near.jsonl", 2 * number + place),
            )
            for place, r in enumerate(record["pair"], start=1)
        )
        yield Pair(record["kind"], one, other)
