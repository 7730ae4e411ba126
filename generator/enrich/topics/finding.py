"""Found topics. In: papers, and the topics that a person gave. Out: the topics that the papers themselves name, as tags.

Candidates are what authors, indexers and titles name (candidates.py); those that several papers are on and that are terms rather than prose
are chosen (choice.py), get the name that most papers print (names.py), and a place below a broader one (places.py). Whether a paper has one
is decided by the same weighing of mentions as for the vocabulary (tags.py). No network, no model; the work grows with the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.config.patterns import wrong_pattern
from generator.config.vocabulary import term_slug
from generator.enrich.earned import FEWEST
from generator.enrich.forms import form_of_slug
from generator.enrich.phrases import CUT, Phrases
from generator.enrich.tags import SAMPLE, tag_papers
from generator.enrich.topics.areas import served, with_areas
from generator.enrich.topics.named import Named, areas_among, named_in
from generator.enrich.topics.names import Spellings, is_small, other_names, topic_name
from generator.enrich.topics.places import broader, without_circles
from generator.model import Paper, Tag

# The packs give two topics to 0.79 to 0.99 of the papers of their fields; two dozen suggestions put into tags.yml to 0.6, and then what is
# found has to fill in as before.
_SERVED = 0.75
# How abstracts speak of a topic is alike in all fields: the table that was fitted in this one tells in thirteen others, too (area under the
# curve 0.74 of 92 pairs that were read there, 0.78 at home).
_WEIGHED = "machine-learning"


def find_topics(
    papers: Sequence[Paper],
    given: Sequence[Tag] = (),
    published: Iterable[str] = (),
    library: int = 0,
    *,
    served: bool | None = None,
) -> tuple[Tag, ...]:
    """The topics of these papers, best first, without those that a given one names already. The order of papers changes nothing.

    published: slugs of topics that have a page; one that was found keeps it as long as a paper is on it. library: how many papers there
    are beside these; where the given topics do already, one more must have as many papers as the topics of so large a library.
    served: whether they do, where that is known (is_served)."""
    ordered, slugs = sorted(papers, key=lambda paper: paper.key), tuple(published)
    strict = is_served(given_to(sample(ordered), given)) if served is None else served
    named, areas = named_in(ordered, slugs, library, strict=strict), areas_among(ordered, strict=strict)
    return topics_among(named, areas, given, slugs)


def topics_among(named: Named, areas: Sequence[Tag], given: Sequence[Tag], published: Iterable[str]) -> tuple[Tag, ...]:
    """The topics among what papers name, without those that a given one names already, and the areas that they are of."""
    kept = _published(published, given)
    covered = _covered(given)
    forms = dict.fromkeys([*named.best, *(form for form in kept if form in named.spelled)])
    tags = _tags(named, [form for form in forms if not covered(named.spelled[form])], kept, given)
    return with_areas(tags, served(areas, given))


def _tags(named: Named, forms: Sequence[str], kept: Mapping[str, str], given: Sequence[Tag]) -> tuple[Tag, ...]:
    names = _names(named, forms)
    on = {form: set(named.spelled[form].papers) for form in forms}
    told = {form for form in forms if named.spelled[form].told}
    above = without_circles(broader(names, on, told, named.papers), on)
    slugs = {form: kept.get(form) or term_slug(name) for form, name in names.items()}
    taken = {"", *(tag.slug for tag in given)}
    tags: dict[str, Tag] = {}
    for form in forms:
        broad = tuple(slugs[one] for one in above[form]) or _broader_given(names[form], given)
        if slugs[form] not in taken:
            tags.setdefault(slugs[form], _tag(named.spelled[form], names[form], slugs[form], broad))
    return tuple(tags.values())


def sample(papers: Sequence[Paper]) -> Sequence[Paper]:
    """Papers that stand for all, in order of key: SAMPLE at most."""
    return sorted(papers, key=lambda paper: paper.key)[:: len(papers) // SAMPLE + 1]


def given_to(papers: Sequence[Paper], given: Sequence[Tag]) -> list[int]:
    """How many of the given topics each paper has."""
    return [len(paper.tags) for paper in tag_papers(papers, given)] if given else []


def is_served(counts: Sequence[int]) -> bool:
    """Whether the given topics do: so many of the papers have two."""
    return sum(count >= FEWEST for count in counts) > _SERVED * len(counts)


def _names(named: Named, forms: Sequence[str]) -> dict[str, str]:
    capitals = {word: Counter(printed) for word, printed in named.capitals.items()}
    shorts = frozenset(named.shorts)
    return {form: topic_name(named.spelled[form], capitals, shorts) for form in forms}


def _published(slugs: Iterable[str], given: Sequence[Tag]) -> dict[str, str]:
    """form -> the slug that it was published under, the first of several."""
    own = {tag.slug for tag in given}
    found: dict[str, str] = {}
    for slug in sorted(slugs):
        if slug not in own:
            found.setdefault(form_of_slug(slug), slug)
    return found


def _covered(given: Sequence[Tag]) -> Callable[[Spellings], bool]:
    """Whether a given topic has all words of one of a candidate's spellings for a name of its own, or for what is none."""
    phrases = Phrases(given)

    def covered(one: Spellings) -> bool:
        for spelling in one.spellings:
            cut = CUT.split(spelling)
            last = len(cut[1::2]) - 1
            if any(
                said.first == 0 and said.last == last and said.tag < len(given)
                for said in phrases.find(cut[1::2], cut[::2])
            ):
                return True
        return False

    return covered


def _broader_given(name: str, given: Sequence[Tag]) -> tuple[str, ...]:
    """The given topic whose name is the end of this one."""
    by_name = {tag.name.casefold(): tag.slug for tag in given}
    words = name.casefold().split(" ")
    ends = (" ".join(words[first:]) for first in range(1, len(words)))
    return next(((by_name[end],) for end in ends if end in by_name), ())


def _tag(one: Spellings, name: str, slug: str, above: tuple[str, ...]) -> Tag:
    names = tuple(other for other in other_names(one, name) if not wrong_pattern(other))
    return Tag(slug, name, broader=above, aliases=names, found=True, small=is_small(one), weighed=_WEIGHED)
