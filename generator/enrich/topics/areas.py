"""Areas of research. In: papers, and how many an area needs. Out: the areas that they are of, as topics: stars, labour economics.

Fifty papers of all of mathematics share few phrases, yet each is of some area. `areas.txt` says by what an area is known, and of which
discipline it is. An area is a topic where two fifths of a library's papers are of that discipline and enough of them of the area itself;
where three tenths are, by what titles say in words that are sure. It is given to papers that have too few others (tags.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from generator.config.vocabulary import term_slug
from generator.enrich.area_words import Area, area_tag, areas
from generator.enrich.forms import form_of
from generator.enrich.phrases import CUT, Phrases
from generator.enrich.tags import SAMPLE, Tagger
from generator.model import Paper, Tag
from generator.text import pattern_of

# A library is of a discipline when so many of its papers say what others do not: 0.67 and more of papers of mathematics, physics, economics
# and the humanities did in twelve fields, 0.48 of computing in information science; of all others at most 0.29.
_OF_DISCIPLINE = 0.42
# From so many on it is of nothing else: 0.87 and more in those of one discipline; 0.43 to 0.54 in chemistry and where mathematics and
# computing are mixed. There a word that tells the area in its discipline ("domain", "interviews") is as doubtful as anywhere.
_WHOLLY = 0.7
# From so many on it is partly of it, and an area is what a title says by words that are sure: earth science is of the humanities by 0.33 to
# 0.36 and social science of economics by 0.35. By 0.20 to 0.24 libraries were of computing, whose "logistics" and "workflow" misled.
_PARTLY = 0.3
_JOINED = pattern_of(r",? and (?:the |its )?|, ")
# Where fewer of a library's papers are of an area, they use a neighbour's word; where more are of a field, it is the library's own.
_SHARE, _MOST = 0.01, 0.6


class Disciplines(NamedTuple):
    """Those that a library is of, and those of them that it is of alone."""

    all: frozenset[str]
    mostly: frozenset[str]
    wholly: frozenset[str]

    def tag_of(self, area: Area) -> Tag:
        if area.discipline in self.wholly:
            return area.here
        return area.mixed if area.discipline in self.mostly else area.aside


def served(shown: Sequence[Tag], given: Sequence[Tag]) -> tuple[Tag, ...]:
    """The areas, those that a given topic is called as, by a part of its name too ("Optics" beside "Optics and lasers"), given as that
    topic: two of one name tell a reader nothing."""
    names = [(name, tag.slug) for tag in reversed(given) for name in (tag.name, *tag.aliases, *tag.keywords)]
    parts = {form_of(part): tag.slug for tag in reversed(given) for part in _parts(tag.name)}
    called = parts | {form_of(name): slug for name, slug in names}
    return tuple(replace(area, gives=called.get(form_of(area.name), "")) for area in shown)


def _parts(name: str) -> list[str]:
    """What a name joins that is a name by itself: no "history" of "history and teaching of mathematics", no last word alone."""
    first, *others = _JOINED.split(name)
    return [] if " of " in name else [first, *(part for part in others if " " in part)]


def with_areas(found: Sequence[Tag], shown: Sequence[Tag]) -> tuple[Tag, ...]:
    """Found topics and the areas of their papers. One that is called as an area is met by its words too; one that an area's words name
    stands below it."""
    named = {form_of(tag.name): tag.slug for tag in found}
    same: dict[str, Tag] = {}
    slugs = []
    below = {tag.slug for tag in found if tag.broader}
    for area in shown:
        slug = named.get(form_of(area.name))
        if slug is not None:
            same[slug] = area
        slug = slug or area.gives or area.slug
        slugs.append("" if slug in below else slug)
    phrases = Phrases([replace(area, doubtful=(), titled=()) for area in shown])
    placed = [_placed(tag, same, slugs, phrases) for tag in found]
    taken = {tag.slug for tag in found} | {area.slug for area in same.values()}
    return (*placed, *(area for area in shown if area.slug not in taken))


def _placed(tag: Tag, same: Mapping[str, Tag], slugs: Sequence[str], phrases: Phrases) -> Tag:
    """same: found topics that are called as an area is; slugs: where each area of `phrases` is, "" where nothing may stand below it."""
    area = same.get(tag.slug)
    if area:
        own = {form_of(name) for name in (tag.name, *tag.aliases)} if not area.patterns else set()
        titled = tuple(word for word in area.titled if form_of(word.rstrip("*")) not in own)
        words = {"patterns": area.patterns, "doubtful": area.doubtful, "titled": titled}
        return replace(tag, **words, broader=tag.broader or area.broader)
    if tag.broader:
        return tag
    cut = CUT.split(tag.name)
    last = len(cut[1::2]) - 1
    above = [one.tag for one in phrases.find(cut[1::2], cut[::2]) if one.last == last]
    return replace(tag, broader=tuple(slugs[number] for number in above[:1] if slugs[number] not in ("", tag.slug)))


def areas_of(papers: Sequence[Paper], least: int) -> tuple[Tag, ...]:
    """The areas that `least` of these papers show, and one in a hundred; the fields above them, which speak for the areas that fewer do."""
    disciplines = _disciplines(papers[:: len(papers) // SAMPLE + 1])
    if not disciplines.all:
        return ()
    tagger = _tagger(disciplines)
    field_of = {area.tag.slug: area.field for area in areas() if area.field and area.discipline in disciplines.mostly}
    counts: Counter[str] = Counter()
    for paper in papers:
        own = {tag.slug for tag in tagger.tags_of(paper)}
        counts.update(own | {field_of[slug] for slug in own & field_of.keys()})
    enough = {name for name, count in counts.items() if count >= max(least, _SHARE * len(papers))}
    fields = {name for name in enough if counts[name] <= _MOST * len(papers)} & set(field_of.values())
    own_tags = [_below(disciplines.tag_of(area), area.field, fields) for area in areas() if area.tag.slug in enough]
    return (*own_tags, *(_field(name, enough, disciplines) for name in sorted(fields)))


def _below(tag: Tag, field: str, fields: set[str]) -> Tag:
    return replace(tag, broader=(term_slug(field),) * (field in fields))


def _disciplines(papers: Sequence[Paper]) -> Disciplines:
    """Those that a library is of, by what only their papers say."""
    of = {area.tag.slug: area.discipline for area in areas()}
    counts = Counter(one for paper in papers for one in {of[tag.slug] for tag in _sure_tagger().tags_of(paper)})
    shown = (
        frozenset(one for one, count in counts.items() if count >= share * len(papers))
        for share in (_PARTLY, _OF_DISCIPLINE, _WHOLLY)
    )
    return Disciplines(*shown)


def _field(name: str, kept: Set[str], disciplines: Disciplines) -> Tag:
    """A field, met by the words of the areas that are not kept, and by doubtful ones of any two."""
    below = [disciplines.tag_of(area) for area in areas() if area.field == name]
    rest = [tag for tag in below if tag.slug not in kept]
    tag = area_tag(
        name, [word for tag in rest for word in tag.patterns], [word for tag in below for word in tag.doubtful]
    )
    return replace(tag, titled=tuple(word for tag in rest for word in tag.titled))


@lru_cache(maxsize=4)
def _tagger(disciplines: Disciplines) -> Tagger:
    return Tagger(tuple(disciplines.tag_of(area) for area in areas() if area.discipline in disciplines.all))


@cache
def _sure_tagger() -> Tagger:
    return Tagger(tuple(replace(area.tag, doubtful=()) for area in areas()))
