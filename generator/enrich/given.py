"""The topics that a person gave, and what is asked of topics before any is found. In: the configuration, papers. Out: topics, answers.

Who only checks digests asks no more than this, and so loads nothing that finds topics.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.config.loading import Config
from generator.model import Paper, Tag


class Topics(NamedTuple):
    """settled: the topics that older papers get. all: those and what is found in the newest alone. newest: the keys of those papers."""

    settled: tuple[Tag, ...]
    all: tuple[Tag, ...]
    newest: frozenset[str] = frozenset()


def may_be_told(config: Config) -> bool:
    """Whether a Problem can speak of the topics that papers have: a correction gives or takes some, or one was published that nobody gives
    now. Found ones come and go without a word."""
    corrected = any(one.add_tags or one.drop_tags for one in config.corrections.papers)
    given = {tag.slug for tag in given_alone(config).all}
    published = (
        address.removeprefix("tags/")
        for address, held in config.register.items()
        if address.startswith("tags/") and not held.gone and "found" not in held.marks
    )
    return corrected or not given.issuperset(published)


def given_alone(config: Config) -> Topics:
    """The topics that a person gave, and none of them on any paper."""
    return Topics((), config.vocabulary if config.settings.topics != "found" else ())


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
