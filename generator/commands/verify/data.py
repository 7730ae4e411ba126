"""What machines read of a site as a whole. In: its sitemaps, its API, its search. Out: what is wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from lxml import etree

from generator.commands.verify.addresses import Ground, resolve_address
from generator.commands.verify.feeds import is_day, is_time, xml_of
from generator.commands.verify.markup import Wrong
from generator.commands.verify.pages import PageFacts
from generator.commands.verify.places import place_of
from generator.render.api import FOLDER, ApiPaper, ApiPart, Index, PartEntry, schema

_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# How a file of the search is called that its manifest, or another file of it, names by a hash.
_HASHED = re.compile(r"(?:^|[-/])([0-9a-f]{8,64})(?=[./]|$)")

Read = Callable[[str], bytes]


def look_at_sitemap(ground: Ground, read: Read, facts: dict[str, PageFacts]) -> Iterator[tuple[str, Wrong]]:
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
        root, wrong = xml_of(read(path))
        for one in (wrong,) if root is None else _sitemap(ground, path, root, listed):
            yield path, one
    pages = [page for page in listed if page in facts]
    wanted = {page for page, found in facts.items() if found.listed and page != "404.html"}
    for page in sorted(wanted - set(pages)):
        yield page, Wrong("sitemap-lacks", "is not in the sitemap, and does not say noindex.")
    for page in sorted(set(pages) - wanted):
        yield page, Wrong("sitemap-noindex", "is in the sitemap, and says noindex.")


def _sitemap(ground: Ground, path: str, root: etree._Element, listed: list[str]) -> Iterator[Wrong]:
    """What is wrong with one map; the files that it names join `listed`."""
    if len(root) > 50_000:
        yield Wrong("sitemap-invalid", f"has {len(root):,} addresses; 50,000 are allowed.")
    if any(not str(element.tag).startswith(_MAP) for element in root.iter()):
        yield Wrong("strange-markup", "has an element that no sitemap has.")
    for day in root.iter(f"{_MAP}lastmod"):
        if not (is_day(day.text or "") or is_time(day.text or "")):
            yield Wrong("sitemap-invalid", f"{(day.text or '')[:40]!r} is no day of the calendar.")
    for place in root.iter(f"{_MAP}loc"):
        target = resolve_address(ground, path, place.text or "")
        if target.kind != "inside":
            yield Wrong("broken-link", f"{place.text} is no page of this site.")
        listed.append(target.file)


def look_at_unlinked(ground: Ground, read: Read, facts: dict[str, PageFacts]) -> Iterator[tuple[str, Wrong]]:
    """Feeds, citations and parts of the search that nothing leads to: no reader would miss them, and nobody knows why they are there."""
    led_to = {file for found in facts.values() for file in found.files}
    search = sorted(path for path in ground.files if path.startswith("search/v1/"))
    said = b"\n".join(read(path) for path in search if not _HASHED.search(path)).decode("utf-8", "replace")
    for path in sorted(ground.files):
        place = place_of(path)
        if place and place.named and path not in led_to:
            yield path, Wrong("unnamed-file", "is led to by no page.")
    for path in search:
        if any(part not in said for part in _HASHED.findall(path)):
            yield path, Wrong("unnamed-file", "is named by no other file of the search.")


def _unnamed(ground: Ground, index: Index) -> list[str]:
    named = {f"{FOLDER}/{name}" for name in ("index.json", "schema.json", *(entry.path for entry in index.papers))}
    return sorted(name for name in ground.files if name.startswith(f"{FOLDER}/") and name not in named)


def _schema(read: Read) -> Iterator[tuple[str, Wrong]]:
    path = f"{FOLDER}/schema.json"
    try:
        if msgspec.json.decode(read(path)) != msgspec.json.decode(msgspec.json.encode(schema())):
            yield path, Wrong("api-invalid", "is not the schema of this version.")
    except (OSError, msgspec.DecodeError) as error:
        yield path, Wrong("api-invalid", f"cannot be read: {error}.")


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
    yield from _schema(read)
    seen: set[str] = set()
    newest = ""
    for entry in index.papers:
        path = f"{FOLDER}/{entry.path}"
        papers, wrong = _part(entry, path, read)
        for one in (*wrong, *_papers(ground, papers, seen, newest)):
            yield path, one
        seen.update(paper.key for paper in papers)
        newest = papers[-1].added if papers else newest
    for path in _unnamed(ground, index):
        yield path, Wrong("unnamed-file", "is named by no index of the API.")
    told = index.counts.get("papers")
    if told != len(seen):
        yield index_path, Wrong("api-invalid", f"counts {told} papers, and its parts hold {len(seen)}.")


def _part(entry: PartEntry, path: str, read: Read) -> tuple[Sequence[ApiPaper], list[Wrong]]:
    """The papers of a part that the index names, none when it cannot be read, and what is wrong with the part itself."""
    try:
        content = read(path)
        part = msgspec.json.decode(content, type=ApiPart)
    except (OSError, msgspec.DecodeError) as error:
        return (), [Wrong("api-invalid", f"does not fit its schema: {error}.")]
    if msgspec.json.decode(content) != msgspec.json.decode(msgspec.json.encode(part)):
        return part.papers, [Wrong("api-invalid", "holds more than its schema knows.")]
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
        if not is_day(paper.added):
            yield Wrong("api-invalid", f"{paper.key} was added on {paper.added}, which is no day of the calendar.")
        if any(not link.url.startswith(("http://", "https://")) for link in paper.links):
            yield Wrong("api-invalid", f"{paper.key} has a link that is no http(s) address.")
        if paper.added < newest:
            yield Wrong("api-invalid", f"{paper.key} is not in order of added.")
        if f"papers/{paper.key}/index.html" not in ground.files and not ground.preview:
            yield Wrong("broken-link", f"{paper.key} has no page.")
        here.add(paper.key)
        newest = paper.added


def reader(site: Path) -> Read:
    return lambda path: (site / path).read_bytes()
