"""The vocabulary. In: the text of tags.yml. Out: Tags and Problems with their lines."""

from __future__ import annotations

from generator.model import Problem, Tag


def load_vocabulary(text: str, path: str) -> tuple[tuple[Tag, ...], list[Problem]]:
    """No tags yet."""
    return (), []
