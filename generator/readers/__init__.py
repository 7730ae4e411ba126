"""Readers, one format a file. In: the text of a digest. Out: a Reading. A new format is one module and one line in FORMATS.

Each module has NAME and SAMPLE (what it is, for people), recognise(text, path) -> how surely the text is in its format, 0 to 1, and
read(text, source) -> Reading.
"""

from __future__ import annotations

from types import ModuleType

from generator.model import Reading, Source
from generator.readers import paste

FORMATS: tuple[ModuleType, ...] = (paste,)


def read(text: str, source: Source) -> Reading:
    """Read a digest in the format that recognises it best; the first of FORMATS when two are equally sure."""
    chosen = max(FORMATS, key=lambda form: form.recognise(text, source.path))
    reading: Reading = chosen.read(text, source)
    return reading
