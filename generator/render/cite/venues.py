"""Names of venues. In: a name as a digest gives it, `ICLR 2024 (oral)`. Out: what it stands for and the kind of work, from a table."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from generator.model import WorkKind

# What stands around a short name and is none of it: the year, the publisher's word, how the paper was presented. A workshop is another
# venue.
_AROUND = re.compile(
    r"^(?:proceedings of (?:the )?|in )|(?<![\s,'’-])[\s,'’-]*+(?:19|20)\d\d(?!\d)|(?<!\s)\s*+['’]\d\d$|"
    r"(?<!\s)\s*+\((?![^()]*workshop)[^()]{0,30}\)$|(?<!\s)\s++(?:main|poster|oral|spotlight|long|short)s?$",
    re.IGNORECASE,
)
# The longest short name in the table, with all that may stand around it, is well below this.
_LONGEST = 200
_FINDINGS = re.compile(r"findings of (?:the )?(\w+)", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def full_name(name: str) -> tuple[WorkKind, str] | None:
    """(kind, full name) of a venue given by its short name, whatever year and presentation stand around it; None for any other name."""
    if len(name) > _LONGEST:
        return None
    short = _FINDINGS.sub(r"\1 findings", " ".join(name.split()))
    before = ""
    while short != before:
        before, short = short, _AROUND.sub("", short).strip(" ,.")
    return _table().get(short.casefold())


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[WorkKind, str]]:
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    found: dict[str, tuple[WorkKind, str]] = {}
    for kind, names in rows.items():
        of: WorkKind = "article" if kind == "article" else "conference"
        found |= {short.casefold(): (of, full) for short, full in names.items()}
    return found
