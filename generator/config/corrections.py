"""Corrections. In: the text of digests/corrections.yml. Out: validated Corrections and Problems with their lines."""

from __future__ import annotations

import msgspec

from generator.model import Link, Problem, Source


class Correction(msgspec.Struct, frozen=True):
    """What a person decided about one paper, found by `paper`: a key, an arXiv id or a title.

    values: field -> its new value (names of fields: generator.config.facts.FIELDS). remove: fields to empty. rename: the new key.
    merge_into, keep_apart: other papers, named like `paper`. withdraw: the notice shown. accept: codes of Problems that are settled.
    """

    source: Source
    paper: str
    values: dict[str, tuple[str, ...]] = {}
    remove: tuple[str, ...] = ()
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()
    add_links: tuple[Link, ...] = ()
    drop_links: tuple[str, ...] = ()
    merge_into: str = ""
    keep_apart: tuple[str, ...] = ()
    rename: str = ""
    withdraw: str = ""
    accept: tuple[str, ...] = ()


def load_corrections(text: str, path: str) -> tuple[tuple[Correction, ...], list[Problem]]:
    """Read corrections.yml."""
    return (), []
