"""Readers. In: the text of a digest. Out: a Reading. choosing.py is the whole; a command that remembers its digests loads nothing of it."""

from __future__ import annotations

from types import ModuleType

from generator.model import Reading, Source


def read(text: str, source: Source) -> Reading:
    """Read a digest in the format that recognises it best; see choosing.py for the Problems."""
    from generator.readers import choosing

    return choosing.read(text, source)


def formats() -> tuple[ModuleType, ...]:
    """Every form that is read: grammars first."""
    from generator.readers import choosing

    return choosing.every_format()
