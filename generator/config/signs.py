"""The signs of a pack's field. In: the name of a shipped pack. Out: the words of which a paper has to show one for the pack's to have their
sense there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from generator.text import fold

PACKS = Path(__file__).parent / "packs"


@cache
def signs_of(name: str) -> tuple[str, ...]:
    """The first entry of a pack is read alone: all of it takes 50 ms, and its tags may be remembered."""
    entry = (PACKS / f"{name}.yml").read_text("utf-8").split("\n- ")[1]
    return tuple(map(fold, yaml.safe_load(entry)["signs"]))
