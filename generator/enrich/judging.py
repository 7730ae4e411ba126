"""Judging. In: a paper, and a vocabulary made ready. Out: the Case: what the paper says of each tag, and how far that is to be believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.enrich.alike import NameBearings
from generator.enrich.area_words import AreaBearings
from generator.enrich.background import flagged, spread_of
from generator.enrich.clues import Clues
from generator.enrich.earned import Case, Earned, Reasons, by_weight, weighed
from generator.enrich.evidence import Evidence, Others, Weights, evidence, likely_found, weights_of
from generator.enrich.mentions import Kin, Said, mentions
from generator.enrich.passages import Text, cut_into_words
from generator.enrich.phrases import CUT, Phrases
from generator.enrich.terms import bearing_of_words, stem_of
from generator.model import Paper, Tag
from generator.text import folded

# One above NEAR others is spoken of on so many papers that it vouches for no doubtful word of a narrower one.
NEAR = 25


class Judge:
    """A vocabulary made ready to weigh what papers say of it. above: for each tag all above it; below: how many stand below."""

    def __init__(self, vocabulary: tuple[Tag, ...], above: list[frozenset[int]], below: dict[int, int]) -> None:
        self._vocabulary, self._above = vocabulary, above
        self._phrases = Phrases(vocabulary)
        self.found = self._phrases.found
        far = frozenset(tag for tag, count in below.items() if count > NEAR)
        self._kin = Kin(above, [line - far for line in above])
        self.clues = Clues(vocabulary)
        self._names, self._areas = NameBearings(vocabulary), AreaBearings(vocabulary)
        self._weights = [weights_of(tag.weighed) if tag.weighed else None for tag in vocabulary]
        self._spread: dict[int, float] = {}

    def case(self, paper: Paper, title: Text, abstract: Text) -> Case:
        """What a paper says of each tag that it speaks of, whatever its clues say, and the evidence for it."""
        bearing = bearing_of_words(title.words, abstract.words) if self._areas.numbers else b""
        nearness = self._areas.nearness(bearing)
        said = mentions(paper, title, abstract, self._phrases, self._kin, nearness.likely)
        spoken = {tag: weighed(one) for tag, one in said.items()}
        odds = self.clues.odds(title.words, abstract.words, {tag: one.spoken for tag, one in spoken.items()})
        doubted = [tag for tag, _ in self._weights_of(spoken) if spoken[tag].is_of_abstract]
        asked = [*doubted, *(tag for tag in odds if tag not in spoken)]
        alike = self._names.alike(asked, bearing or bearing_of_words(title.words, abstract.words)) if asked else {}
        case = Case(spoken, odds, alike, {}, {}, nearness.behind)
        return self._weighed(case, {tag: said[tag] for tag in doubted}, title, abstract)

    def reasons(self, paper: Paper) -> dict[str, Reasons]:
        """By slug, of what the abstract alone speaks of: how many of a hundred such papers are about it, and why."""
        case = self.case(paper, cut_into_words(paper.title), cut_into_words(paper.abstract))
        found = {}
        for tag, weights in self._weights_of(case.evidence):
            both = (weights.reasons(case.evidence[tag], speak_for=sign) for sign in (True, False))
            found[self._vocabulary[tag].slug] = Reasons(round(100 * case.fits[tag]), *map(tuple, both))
        return found

    def _weighed(self, case: Case, said: dict[int, list[Said]], title: Text, abstract: Text) -> Case:
        """The case with the evidence for what the abstract alone speaks of, `said`."""
        if not said:
            return case
        spoken, stems = case.spoken, frozenset(stem_of(folded(word)) for word in title.words) - flagged("p")
        ranked = {tag: rank for rank, tag in enumerate(by_weight(spoken))}
        found: dict[int, Evidence] = {}
        for tag, mentioned in said.items():
            others = Others(
                stems, len(spoken), ranked[tag], *self._kin_of(tag, spoken), case.odds.get(tag), case.alike[tag]
            )
            found[tag] = evidence([one for one in mentioned if one.where == "abstract"], abstract, others)
        fits = {tag: self._fits(tag, weights, found[tag]) for tag, weights in self._weights_of(found)}
        return case._replace(evidence=found, fits=fits)

    def _fits(self, tag: int, weights: Weights, found: Evidence) -> float:
        fits = weights.likely(found)
        return likely_found(fits, found, self._spread_of(tag)) if tag in self.found else fits

    def _spread_of(self, tag: int) -> float:
        """Over how many fields the words of a tag's name are spread, one by one where nobody counted them together."""
        if tag not in self._spread:
            stems = [stem_of(folded(word)) for word in CUT.findall(self._vocabulary[tag].name)]
            self._spread[tag] = spread_of(" ".join(stems))
        return self._spread[tag]

    def _weights_of(self, tags: Iterable[int]) -> Iterator[tuple[int, Weights]]:
        return ((tag, weights) for tag in tags if (weights := self._weights[tag]))

    def _kin_of(self, tag: int, spoken: dict[int, Earned]) -> tuple[bool, bool]:
        """Whether a narrower tag is spoken of, and a broader one."""
        return any(tag in self._above[one] for one in spoken), not self._above[tag].isdisjoint(spoken)
