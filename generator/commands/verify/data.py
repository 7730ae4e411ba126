"""What machines read of a site. In: the content of a feed, a sitemap, the API, a style sheet. Out: what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from lxml import etree

from generator.commands.verify.addresses import Ground, resolve
from generator.commands.verify.pages import Facts, Wrong, loads_in_css
from generator.render.api import FOLDER, ApiPaper, Index, Part, PartEntry, schema

_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SVG_SCRIPT = re.compile(rb"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE)

Read = Callable[[str], bytes]


class JsonItem(msgspec.Struct):
    """What an item of a JSON Feed must have."""

    id: str
    url: str
    date_published: str
    content_text: str


class JsonFeed(msgspec.Struct):
    """What a JSON Feed must have."""

    version: str
    title: str
    items: list[JsonItem]


def look_at_file(ground: Ground, path: str, content: bytes) -> list[Wrong]:
    """Check one file that is not a page, by its name."""
    name = path.rsplit("/", 1)[-1]
    if name == "feed.json":
        return list(_json_feed(ground, path, content))
    if name.endswith(".json"):
        return list(_json(content))
    if name.endswith((".xml", ".svg")):
        return list(_xml(ground, path, content))
    if name.endswith(".css"):
        return list(loads_in_css(ground, path, content.decode("utf-8", "replace")))
    return []


def _json(content: bytes) -> Iterator[Wrong]:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Wrong("not-json", f"is no JSON: {error}.")


def _json_feed(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    try:
        feed = msgspec.json.decode(content, type=JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Wrong("feed-invalid", f"is no JSON Feed: {error}.")
        return
    if feed.version != "https://jsonfeed.org/version/1.1":
        yield Wrong("feed-invalid", f"says version {feed.version!r}.")
    yield from _entries(ground, path, [(item.id, item.url) for item in feed.items])


def _xml(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        yield Wrong("not-xml", f"is no XML: {error}.")
        return
    if path.endswith(".svg") and _SVG_SCRIPT.search(content):
        yield Wrong("inline-script", "is a picture with a script in it.")
    if path.rsplit("/", 1)[-1] == "feed.xml":
        yield from _atom(ground, path, root)


def _atom(ground: Ground, path: str, root: etree._Element) -> Iterator[Wrong]:
    if root.tag != f"{_ATOM}feed":
        yield Wrong("feed-invalid", "is no Atom feed.")
        return
    found = []
    for element in (root, *root.findall(f"{_ATOM}entry")):
        for name in ("id", "title", "updated"):
            if not (element.findtext(f"{_ATOM}{name}") or "").strip() and not (name == "title" and element is not root):
                yield Wrong("feed-invalid", f"<{name}> is missing or empty.")
        link = element.find(f"{_ATOM}link[@rel='alternate']")
        found.append((element.findtext(f"{_ATOM}id") or "", link.get("href", "") if link is not None else ""))
    yield from _entries(ground, path, found)


def _entries(ground: Ground, path: str, entries: list[tuple[str, str]]) -> Iterator[Wrong]:
    ids = [name for name, _ in entries]
    if len(set(ids)) != len(ids):
        yield Wrong("feed-invalid", "two entries have one id.")
    for _, address in entries:
        if resolve(ground, path, address).kind not in (("inside", "outside") if ground.preview else ("inside",)):
            yield Wrong("broken-link", f"{address or 'an entry without an address'} is no page of this site.")


def look_at_sitemap(ground: Ground, read: Read, facts: dict[str, Facts]) -> Iterator[tuple[str, Wrong]]:
    """Every listed page of the site stands in the sitemap once, and nothing else does."""
    if "sitemap.xml" not in ground.files:
        if ground.url and not ground.preview:
            yield "sitemap.xml", Wrong("sitemap-missing", "is not there.")
        return
    if ground.preview:
        yield "sitemap.xml", Wrong("preview-listed", "is part of a preview, which has no sitemap.")
        return
    listed: list[str] = []
    for path in sorted(name for name in ground.files if re.fullmatch(r"sitemap(-\d+)?\.xml", name)):
        try:
            root = etree.fromstring(read(path), etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            continue
        if len(root) > 50_000:
            yield path, Wrong("sitemap-invalid", f"has {len(root):,} addresses; 50,000 are allowed.")
        for place in root.iter(f"{_MAP}loc"):
            target = resolve(ground, path, place.text or "")
            if target.kind != "inside":
                yield path, Wrong("broken-link", f"{place.text} is no page of this site.")
            elif target.file in facts:
                listed.append(target.file)
    wanted = {page for page, found in facts.items() if found.listed and page != "404.html"}
    for page in sorted(wanted - set(listed)):
        yield page, Wrong("sitemap-lacks", "is not in the sitemap, and does not say noindex.")
    for page in sorted(set(listed) - wanted):
        yield page, Wrong("sitemap-noindex", "is in the sitemap, and says noindex.")


def look_at_api(ground: Ground, read: Read) -> Iterator[tuple[str, Wrong]]:
    """The index, its parts, their sums and the schema; every paper once, in order, and with a page."""
    index_path = f"{FOLDER}/index.json"
    if index_path not in ground.files:
        if not ground.preview:
            yield index_path, Wrong("api-missing", "is not there.")
        return
    try:
        index = msgspec.json.decode(read(index_path), type=Index)
    except msgspec.DecodeError as error:
        yield index_path, Wrong("api-invalid", f"does not fit its schema: {error}.")
        return
    try:
        if msgspec.json.decode(read(f"{FOLDER}/schema.json")) != msgspec.json.decode(msgspec.json.encode(schema())):
            yield f"{FOLDER}/schema.json", Wrong("api-invalid", "is not the schema of this version.")
    except (OSError, msgspec.DecodeError) as error:
        yield f"{FOLDER}/schema.json", Wrong("api-invalid", f"cannot be read: {error}.")
    seen: set[str] = set()
    newest = ""
    for entry in index.papers:
        path = f"{FOLDER}/{entry.path}"
        papers, wrong = _part(entry, path, read)
        for one in (*wrong, *_papers(ground, papers, seen, newest)):
            yield path, one
        seen.update(paper.key for paper in papers)
        newest = papers[-1].added if papers else newest
    if index.counts.get("papers") != len(seen):
        yield (
            index_path,
            Wrong("api-invalid", f"counts {index.counts.get('papers')} papers, and its parts hold {len(seen)}."),
        )


def _part(entry: PartEntry, path: str, read: Read) -> tuple[Sequence[ApiPaper], list[Wrong]]:
    """The papers of a part that the index names, none when it cannot be read, and what is wrong with the part itself."""
    try:
        content = read(path)
        part = msgspec.json.decode(content, type=Part)
    except (OSError, msgspec.DecodeError) as error:
        return (), [Wrong("api-invalid", f"does not fit its schema: {error}.")]
    described = (entry.sha256, entry.count, entry.newest)
    newest = part.papers[-1].added if part.papers else ""
    if (hashlib.sha256(content).hexdigest(), len(part.papers), newest) != described:
        return part.papers, [Wrong("api-invalid", "is not the file that the index describes (sha256, count, newest).")]
    return part.papers, []


def _papers(ground: Ground, papers: Sequence[ApiPaper], seen: set[str], newest: str) -> Iterator[Wrong]:
    """What is wrong with the papers of a part. `seen`: the keys of the parts before; `newest`: the last day there, or ""."""
    here: set[str] = set()
    for paper in papers:
        if paper.key in seen or paper.key in here:
            yield Wrong("api-invalid", f"holds {paper.key}, which came before.")
        if paper.added < newest:
            yield Wrong("api-invalid", f"{paper.key} is not in order of added.")
        if f"papers/{paper.key}/index.html" not in ground.files and not ground.preview:
            yield Wrong("broken-link", f"{paper.key} has no page.")
        here.add(paper.key)
        newest = paper.added


def reader(site: Path) -> Read:
    return lambda path: (site / path).read_bytes()
