"""The topics of a library. In: papers as they came, and the configuration. Out: the topics given and found, and which papers get which.

What is found must not change with every digest, or each would cost a whole build and change pages of old papers. So the oldest papers
decide: so many as the last preferred number says (settled), and what they decide stands until the next. The papers after those are given
these topics, and what they name beside them themselves, which is asked anew when they have become a sixteenth more. So a quarter more
papers, and not one more, is what decides anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import msgspec
from msgspec.structs import replace

from generator.config.loading import Config
from generator.config.signs import signs_of
from generator.config.vocabulary import term_slug
from generator.enrich.forms import form_of, form_of_slug
from generator.enrich.given import Topics
from generator.enrich.phrases import CUT, Phrases
from generator.enrich.preferred import settled, stop
from generator.enrich.tags import SAMPLE, by_texts, tags_told
from generator.enrich.topics.finding import is_served, sample, topics_among
from generator.enrich.topics.named import Named, areas_among, named_in
from generator.haste import latest
from generator.model import Paper, Source, Tag
from generator.work import Work

# Finding the topics of so many takes 300 MB, of 100,000 papers 1.3 GB, and starting a process half a second.
_LARGE = 20_000


class _Read(msgspec.Struct, frozen=True):
    """What decides which topics may be found: papers (their texts alone), slugs that must stay, how many papers the library has in all,
    and whether the topics there are do already."""

    papers: tuple[Paper, ...]
    published: tuple[str, ...]
    library: int
    served: bool


class _Asked(msgspec.Struct, frozen=True):
    """What decides the found topics: what the papers name, their areas, the topics there are, slugs that must stay."""

    named: Named
    areas: tuple[Tag, ...]
    given: tuple[Tag, ...]
    published: tuple[str, ...]


def topics_of(papers: Sequence[Paper], config: Config, work: Work | None = None, served: bool | None = None) -> Topics:
    """The topics of a library whose papers come oldest first: those that a person gave, and those found, as the settings want it. `served`:
    what begin_naming said."""
    old, new = papers[: settled(len(papers))], papers[settled(len(papers)) :]
    given = agreed(old, config.vocabulary) if config.settings.topics != "found" else ()
    if config.settings.topics == "vocabulary":
        return Topics(given, given)
    published = _published(given, config)
    asked = papers[len(old) : stop(len(papers))]
    found = _found(old, asked, bare_tags(given), (), work or Work(), served)
    lost = _lost(published, (*found[0], *found[1]))
    if lost:
        found = _found(old, papers[len(old) :], bare_tags(given), lost, work or Work(), served)
    before, since = _under(published, given, *found)
    return Topics((*given, *before), (*given, *before, *since), frozenset(paper.key for paper in new))


def begin_naming(papers: Sequence[Paper], config: Config, work: Work) -> bool | None:
    """Have others begin to read what the oldest papers name, which takes one of them longest of all, where it has to be read: that is where
    most of what was asked so far had to be made. Back comes whether the given topics do already, so that nobody asks again."""
    old, (found, asked) = papers[: settled(len(papers))], work.remembered
    if work.is_alone or work.hasty or config.settings.topics == "vocabulary":
        return None
    if 2 * found > asked:
        return None
    given = agreed(old, config.vocabulary) if config.settings.topics != "found" else ()
    served = _serve(old, bare_tags(given), work)
    work.ahead(_name, _Read(_texts(old), (), len(old), served), apart=len(old) > _LARGE)
    return served


def begin_areas(papers: Sequence[Paper], served: bool | None, work: Work) -> None:
    """Have another begin to read of which areas the oldest papers are, as soon as there is one to do so: a third of what naming takes.
    `served`: what begin_naming said. Of a large library that would be one more process that holds all papers."""
    old = papers[: settled(len(papers))]
    if served is False and len(old) <= _LARGE:
        work.ahead(_areas, _Read(_texts(old), (), 0, served=False))


def _found(
    old: Sequence[Paper],
    new: Sequence[Paper],
    given: tuple[Tag, ...],
    published: tuple[str, ...],
    work: Work,
    served: bool | None,
) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """The topics found in the older papers, and those that the newest name beside them."""
    kept = "that are published" if published else ""

    def asked(papers: Sequence[Paper], known: tuple[Tag, ...], do: bool | None = None) -> tuple[Tag, ...]:
        do = _serve(papers, known, work) if do is None else do
        return _asked(_Read(_texts(papers), published, len(old), do), known, work)

    before = _besides(given, latest(work, _find, f"oldest {kept}", lambda: asked(old, given, served)))
    if not new:
        return before, ()
    known = (*given, *before)
    newest = latest(work, _find, f"newest {kept}", lambda: asked(new, known))
    return before, tuple(replace(tag, late=True) for tag in _besides(known, newest))


def _besides(known: Sequence[Tag], found: Sequence[Tag]) -> tuple[Tag, ...]:
    """Those found that are not known: what was found before an edit may be."""
    taken = {tag.slug for tag in known}
    return tuple(tag for tag in found if tag.slug not in taken)


def _asked(read: _Read, given: tuple[Tag, ...], work: Work) -> tuple[Tag, ...]:
    """Who changes one text asks for all topics anew, but for the given ones of the other texts; who renames a topic reads no paper."""
    is_large = len(read.papers) > _LARGE
    (named,) = work.map(_name, [read], doing="finding topics", apart=is_large)
    (areas,) = work.map(_areas, [_for_areas(read)], apart=is_large) if not read.served else ((),)
    (found,) = work.map(_find, [_Asked(named, areas, given, read.published)])
    return found


def _serve(papers: Sequence[Paper], given: tuple[Tag, ...], work: Work) -> bool:
    """Whether the given topics do, by a sample of papers: that is, of few papers by all, and then what they are told here is known when
    each is given its own."""
    told = tags_told(list(map(by_texts, sample(papers))), given, work) if given else ()
    return is_served(list(map(len, told)))


def _name(_: None, read: _Read) -> Named:
    ordered = sorted(read.papers, key=lambda paper: paper.key)
    return named_in(ordered, read.published, read.library, strict=read.served)


def _areas(_: None, read: _Read) -> tuple[Tag, ...]:
    return areas_among(sorted(read.papers, key=lambda paper: paper.key), strict=read.served)


def _for_areas(read: _Read) -> _Read:
    """The same with nothing but what decides the areas: what is published does not."""
    return replace(read, published=(), library=0)


def _find(_: None, asked: _Asked) -> tuple[Tag, ...]:
    return topics_among(asked.named, asked.areas, asked.given, asked.published)


def _texts(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Papers with nothing but what their topics are found in."""
    return tuple(
        Paper(
            title=paper.title,
            abstract=paper.abstract,
            keywords=paper.keywords,
            categories=paper.categories,
            key=paper.key,
            source=Source(""),
        )
        for paper in papers
    )


def bare_tags(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Tags with nothing but what decides which papers get them."""
    return tuple(replace(tag, description="", was=(), late=False, source=Source("")) for tag in tags)


def _published(given: Sequence[Tag], config: Config) -> tuple[str, ...]:
    """The slugs of topics that have a page. What a given topic was, or is called too, leads to it."""
    theirs = {slug for tag in given for slug in (tag.slug, *tag.was, *map(term_slug, tag.aliases))}
    slugs = (
        address.removeprefix("tags/")
        for address, held in config.register.items()
        if address.startswith("tags/") and not held.to
    )
    return tuple(sorted(set(slugs) - theirs))


def _lost(published: Sequence[str], found: Sequence[Tag]) -> tuple[str, ...]:
    """The published slugs that stand for nothing found."""
    slugs = {tag.slug for tag in found}
    forms = {form_of(name) for tag in found for name in (tag.name, *tag.aliases)}
    return tuple(slug for slug in published if slug not in slugs and form_of_slug(slug) not in forms)


def _under(published: Sequence[str], given: Sequence[Tag], *found: tuple[Tag, ...]) -> list[tuple[Tag, ...]]:
    """Found topics under the addresses that they were published under, without those that a given one was."""
    slugs = {tag.slug for tags in found for tag in tags}
    kept: dict[str, str] = {}
    for slug in published:
        kept.setdefault(form_of_slug(slug), slug)
    renamed = {form_of_slug(was): tag.slug for tag in given for was in tag.was}
    under: dict[str, str] = {}
    gone: set[str] = set()
    for tag in chain.from_iterable(found):
        form = form_of(tag.name)
        published_as = kept.get(form, tag.slug)
        under[tag.slug] = renamed.get(form) or (tag.slug if published_as in slugs else published_as)
        gone.update({tag.slug} if form in renamed else ())
    return [tuple(_at(tag, under) for tag in tags if tag.slug not in gone) for tags in found]


def _at(tag: Tag, under: Mapping[str, str]) -> Tag:
    """A tag and those above it under other slugs."""
    return replace(tag, slug=under[tag.slug], broader=tuple(under.get(one, one) for one in tag.broader))


def agreed(papers: Sequence[Paper], given: Sequence[Tag]) -> tuple[Tag, ...]:
    """The given topics; those of a pack hold without a sign of its field on each paper where most papers (of a sample) show one."""
    packs = sorted({tag.pack for tag in given if tag.pack})
    if not packs:
        return tuple(given)
    some = papers[:: len(papers) // SAMPLE + 1]
    signs = Phrases([Tag(f"sign-{name}", name, patterns=signs_of(name), strict=True) for name in packs])
    seen: Counter[int] = Counter()
    for paper in some:
        cut = CUT.split(f"{paper.title} . {paper.abstract}")
        seen.update({one.tag for one in signs.find(cut[1::2], cut[::2])})
    ours = {name for number, name in enumerate(packs) if seen[number] * 2 > len(some)}
    return tuple(replace(tag, pack="") if tag.pack in ours else tag for tag in given)
