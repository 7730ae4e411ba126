"""Records inside of an HTML page. In: the text of a saved page. Out: what its head and its marks say of papers: citation_* and DC meta
elements (one paper), JSON-LD, and COinS spans (one paper each). A page without them has no grammar, only a layout."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

from generator.model import Source
from generator.readers.fields import titled
from generator.readers.lexicon import bare_key
from generator.readers.record import Object, Parsed, Record

NAME = "HTML (citation meta elements, JSON-LD, COinS)"
SAMPLE = '<meta name="citation_title" content="A Title"><meta name="citation_author" content="Lovelace, Ada">'
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype|html|head|body|meta|span|div)\b", re.I | re.S
)
_HOLDS = re.compile(r"citation_title|ld\+json|Z3988|name=[\"']?dc\.title", re.I)
# Types of schema.org that are works of scholars; a page of news is an "Article" too, whatever papers it lists.
_WORKS = frozenset("scholarlyarticle medicalscholarlyarticle chapter thesis report dataset preprint".split())
_MOST = 2000


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a page; None when it holds none. A page of many COinS is a list of papers; else its head tells of one."""
    if not _BEGINS.match(text[:20_000]) or not _HOLDS.search(text):
        return None
    page = _Page()
    page.feed(text)
    page.close()
    coins, linked = ([one for one in found if titled(one.value)] for found in (page.coins, page.linked))
    head = page.head()
    if len(coins) > 1:
        chosen = coins
    elif head:
        chosen = [head]
    else:
        chosen = linked if len(linked) > 1 else coins + linked
    return Parsed("HTML", tuple(sorted(chosen, key=lambda one: one.first))) if chosen else None


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, list[str]] = {}
        self.lines: list[int] = []
        self.coins: list[Record] = []
        self.linked: list[Record] = []
        self.json: list[str] | None = None
        self.begun = 1

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """A section that is none ("<![/p>") is a comment, as browsers have it; the library asserts that there is none."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta" and given.get("content"):
            name = (given.get("name") or given.get("property") or "").casefold()
            if name.startswith(("citation_", "dc.", "dcterms.", "prism.", "bepress_citation_")):
                self.meta.setdefault(name.removeprefix("bepress_"), []).append(given["content"])
                self.lines.append(self.getpos()[0])
        elif tag == "script" and "ld+json" in given.get("type", ""):
            self.json, self.begun = [], self.getpos()[0]
        elif "Z3988" in given.get("class", "") and given.get("title") and len(self.coins) < _MOST:
            line = self.getpos()[0]
            self.coins.append(Record(_openurl(given["title"]), line, line))

    def handle_data(self, data: str) -> None:
        if self.json is not None:
            self.json.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.json is not None:
            try:
                value = json.loads("".join(self.json))
            except (ValueError, RecursionError):
                value = None
            self.linked += [Record(one, self.begun, self.getpos()[0]) for one in _works(value)]
            self.json = None

    def head(self) -> Record | None:
        """The paper that the meta elements of the page describe."""
        made: Object = {bare_key(name): values if len(values) > 1 else values[0] for name, values in self.meta.items()}
        described = {"dccreator", "dctitle"} <= made.keys() and {"dcdate", "dcidentifier", "dcsource"} & made.keys()
        titles = made.get("citationtitle") or (made["dctitle"] if described else None)
        return Record({**made, "title": titles}, min(self.lines), max(self.lines)) if titles else None


def _openurl(context: str) -> Object:
    """COinS: the keys of an OpenURL, a list where one repeats."""
    made: Object = {key: values if len(values) > 1 else values[0] for key, values in parse_qs(context[:20_000]).items()}
    if "rft.aulast" in made and "rft.au" not in made:
        made["rft.au"] = [{"family": made["rft.aulast"], "given": made.get("rft.aufirst", "")}]
    return made


def _works(value: object) -> list[Object]:
    """The objects of JSON-LD that are works, those in a @graph too."""
    if isinstance(value, list):
        return [one for member in value[:_MOST] for one in _works(member)]
    if not isinstance(value, dict):
        return []
    kinds = value.get("@type")
    named = {bare_key(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])}
    if named & _WORKS and titled(value):
        return [value]
    return [
        one for key in ("@graph", "mainEntity", "itemListElement", "item", "hasPart") for one in _works(value.get(key))
    ]
