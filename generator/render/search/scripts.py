"""The scripts. In: the joined modules (see join.py). Out: head.js, core.js, page.js, correct.js and copy.js, under assets/search/."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from generator.model import OutputFile

_JOINED = Path(__file__).with_name("joined")
_FOLDER = "assets/search"


@lru_cache(maxsize=1)
def script_files() -> tuple[OutputFile, ...]:
    return tuple(OutputFile(f"{_FOLDER}/{path.name}", path.read_text("utf-8")) for path in sorted(_JOINED.glob("*.js")))


@lru_cache(maxsize=1)
def asked_at_once() -> tuple[str, ...]:
    """The addresses below the site's of what head.js asks for on the search page: the page itself names them, so that nobody waits for
    head.js to do so."""
    text = (_JOINED / "head.js").read_text("utf-8")
    found = re.findall(r'import\("\./((?:core|page)\.js\?\w+)"\)', text)
    return tuple(f"{_FOLDER}/{name}" for name in sorted(set(found)))
