"""TOML. In: a page of front matter between `+++` lines with a body below, or a file whose tables are papers. Out: the records."""

from __future__ import annotations

import re
import tomllib

from generator.model import Source
from generator.readers.fields import titled
from generator.readers.lexicon import bare_key
from generator.readers.record import Element, Parsed, Record
from generator.readers.syntax.tree import records_of
from generator.readers.syntax.yamlfile import FrontMatter, about, uses_of, with_body

NAME = "front matter and lists in TOML"
SAMPLE = '[[papers]]\ntitle = "A Title"\nauthors = ["Ada Lovelace"]\nyear = 2024'
_FENCED = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|$)", re.S)
_TOP = re.compile(r"(?:[ \t]*\n|#[^\n]*\n)*+(?:\[\[?[\w.\" -]{1,60}\]\]?[ \t]*\n|[\w-]{1,40}[ \t]*=[ \t]*[\"'\d\[])")
_TITLE = re.compile(r"^[ \t]*title[ \t]*=", re.M)
_TABLE = re.compile(r"\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")
_LONGEST = 1 << 21


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a page or of a file; None for a text that is neither, or holds no paper."""
    fenced = _FENCED.match(text)
    matter = fenced[1] if fenced else text
    if not (fenced or _TOP.match(text)) or len(matter) > _LONGEST or not _TITLE.search(matter):
        return None
    above = text.count("\n", 0, fenced.start(1)) if fenced else 0
    try:
        root = _element(tomllib.loads(matter), _tables(matter, above), "")
    except (ValueError, RecursionError):
        return None
    root.first, root.last = above + 1, above + matter.rstrip().count("\n") + 1
    if fenced and titled(root):
        page = FrontMatter(1, root.last + 1, text.count("\n") + 1, matter, text[fenced.end() :])
        if about([root], [page]):
            return None
        used = with_body(root, page)
        return Parsed("front matter", (Record(root, 1, page.close, uses=uses_of(page, used=used)),), noun="page")
    records = tuple(records_of(root))
    return Parsed("TOML", records) if records else None


def _tables(matter: str, above: int) -> dict[str, list[tuple[int, int]]]:
    """Where the tables of each name stand, first and last line."""
    lines = matter.split("\n")
    heads = [(number, found[1]) for number, line in enumerate(lines, start=1) if (found := _TABLE.match(line.strip()))]
    places: dict[str, list[tuple[int, int]]] = {}
    for (number, name), (end, _) in zip(heads, [*heads[1:], (len(lines) + 1, "")], strict=False):
        last = max((at for at in range(number, end) if lines[at - 1].strip()), default=number)
        places.setdefault(name, []).append((number + above, last + above))
    return places


def _element(table: dict[str, object], places: dict[str, list[tuple[int, int]]], path: str) -> Element:
    made = Element(*(places[path].pop(0) if places.get(path) else (0, 0)))
    for key, value in table.items():
        made[bare_key(key) or key] = _value(value, places, f"{path}.{key}" if path else key)
    return made


def _value(value: object, places: dict[str, list[tuple[int, int]]], path: str) -> object:
    if isinstance(value, dict):
        return _element(value, places, path)
    if isinstance(value, list):
        return [_value(one, places, path) for one in value]
    return value if isinstance(value, str) else str(value)
