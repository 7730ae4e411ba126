"""Hashes of papers. In: the Library. Out: for each key a hash of all that a file can show of that paper by itself, but for what is
related to it, which changes more often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec.structs import replace

from generator.library import Library
from generator.memo import encoded, key_of


class Hashes:
    """Asked for papers, it tells what stands for them where a file of theirs is hashed. Made when it is asked for the first time."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, keys: Iterable[str]) -> list[bytes]:
        return [self._made[key] for key in keys]

    @cached_property
    def _made(self) -> Mapping[str, bytes]:
        tags = self._library.tags
        return {
            key: key_of(
                encoded((replace(paper, related=()), [tags[tag.slug].name for tag in paper.tags if tag.slug in tags]))
            )
            for key, paper in self._library.papers.items()
        }
