"""Found topics. In: papers, and the topics that a person gave. Out: the topics that the papers themselves name, as tags.

Candidates are what authors, indexers and titles name (candidates.py); those that several papers are on and that are terms rather than prose
are chosen (choice.py), get the name that most papers print (names.py), and a place below a broader one (places.py). Whether a paper has one
is decided by the same weighing of mentions as for the vocabulary (tags.py). No network, no model; the work grows with the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from generator.config.loading import Config
from generator.config.patterns import wrong_pattern
from generator.config.vocabulary import pack, term_slug
from generator.enrich.forms import form_of
from generator.enrich.phrases import CUT, Phrases
from generator.enrich.tags import FEWEST, tag_papers
from generator.enrich.topics.candidates import Candidate, Found, candidates
from generator.enrich.topics.choice import chosen, filling
from generator.enrich.topics.names import name_of, other_names
from generator.enrich.topics.places import broader, without_circles
from generator.model import Paper, Tag

_SAMPLE = 200

__all__ = ["find_topics", "used", "vocabulary_of"]


def vocabulary_of(papers: Sequence[Paper], config: Config) -> tuple[Tag, ...]:
    """The topics of a library: those that a person gave, then those found beside them, as the settings want it."""
    given = agreed(papers, config.vocabulary) if config.settings.topics != "found" else ()
    if config.settings.topics == "vocabulary":
        return given
    # What a given topic was, or is called too, leads to it.
    theirs = {slug for tag in given for slug in (*tag.was, *map(term_slug, tag.aliases))}
    published = [
        address.removeprefix("tags/")
        for address, held in config.register.items()
        if address.startswith("tags/") and address.removeprefix("tags/") not in theirs and not held.to
    ]
    return (*given, *find_topics(papers, given, published))


def agreed(papers: Sequence[Paper], given: Sequence[Tag]) -> tuple[Tag, ...]:
    """The given topics; those of a pack hold without a sign of its field on each paper where most papers (of a sample) show one."""
    packs = sorted({tag.pack for tag in given if tag.pack})
    some = papers[:: len(papers) // _SAMPLE + 1]
    signs = [Tag(f"sign-{name}", name, patterns=pack(name)[1], strict=True) for name in packs]
    shown = [CUT.split(f"{paper.title} . {paper.abstract}") for paper in some] if packs else []
    phrases = Phrases(signs)
    seen = Counter(tag for cut in shown for tag in {one.tag for one in phrases.find(cut[1::2], cut[::2])})
    ours = {name for number, name in enumerate(packs) if seen[number] * 2 > len(some)}
    return tuple(replace(tag, pack="") if tag.pack in ours else tag for tag in given)


def used(vocabulary: Sequence[Tag], papers: Sequence[Paper]) -> tuple[Tag, ...]:
    """Without the found topics that no paper has and that stand above none that a paper has."""
    wanted = {tag.slug for paper in papers for tag in paper.tags}
    by_slug = {tag.slug: tag for tag in vocabulary}
    waiting = [slug for slug in wanted if slug in by_slug]
    while waiting:
        above = [slug for slug in by_slug[waiting.pop()].broader if slug in by_slug and slug not in wanted]
        wanted.update(above)
        waiting += above
    return tuple(tag for tag in vocabulary if not tag.found or tag.slug in wanted)


def find_topics(papers: Sequence[Paper], given: Sequence[Tag] = (), published: Iterable[str] = ()) -> tuple[Tag, ...]:
    """The topics of these papers, best first, without those that a given one names already. The order of papers changes nothing.

    published: slugs of topics that have a page; one that was found keeps it as long as a paper is on it."""
    ordered = sorted(papers, key=lambda paper: paper.key)
    found = candidates(ordered)
    kept = _published(published, given)
    strict = _is_served(ordered, given)
    best = chosen(found.candidates, len(ordered), strict=strict)
    more = [] if strict else filling(found.candidates, best, len(ordered))
    forms = list(dict.fromkeys([*best, *more, *(form for form in kept if form in found.candidates)]))
    covered = _covered(given)
    forms = [form for form in forms if not covered(found.candidates[form])]
    names = _named(found, forms)
    on = {form: found.candidates[form].papers for form in forms}
    told = {form for form in forms if found.candidates[form].told}
    above = without_circles(broader(names, on, told, len(ordered)), on)
    slugs = {form: kept.get(form) or term_slug(name) for form, name in names.items()}
    tags: dict[str, Tag] = {}
    taken = {tag.slug for tag in given}
    for form in forms:
        broad = tuple(slugs[one] for one in above[form]) or _broader_given(names[form], given)
        tag = _tag(found.candidates[form], names[form], slugs[form], broad)
        if tag.slug and tag.slug not in tags and tag.slug not in taken:
            tags[tag.slug] = tag
    return tuple(tags.values())


def _is_served(papers: Sequence[Paper], given: Sequence[Tag]) -> bool:
    """Whether the given topics do: half of the papers have two (a sample of them tells)."""
    some = papers[:: len(papers) // _SAMPLE + 1] if given else ()
    return sum(len(paper.tags) >= FEWEST for paper in tag_papers(some, given)) * 2 > len(some)


def _named(found: Found, forms: Sequence[str]) -> dict[str, str]:
    shorts = frozenset(found.shorts)
    return {form: name_of(found.candidates[form], found.capitals, shorts) for form in forms}


def _published(slugs: Iterable[str], given: Sequence[Tag]) -> dict[str, str]:
    """form -> the slug that it was published under, the first of several."""
    own = {tag.slug for tag in given}
    found: dict[str, str] = {}
    for slug in sorted(slugs):
        if slug not in own:
            found.setdefault(form_of(slug.replace("-", " ")), slug)
    return found


def _covered(given: Sequence[Tag]) -> Callable[[Candidate], bool]:
    """Whether a given topic has all words of one of a candidate's spellings for a name of its own, or for what is none."""
    phrases = Phrases(given)

    def covered(one: Candidate) -> bool:
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


def _tag(one: Candidate, name: str, slug: str, above: tuple[str, ...]) -> Tag:
    names = tuple(other for other in other_names(one, name) if not wrong_pattern(other))
    return Tag(slug, name, broader=above, aliases=names, found=True)
