"""Files that are not pages, by their kind. In: the content of one, and the ground it stands on. Out: what is wrong with it.

Each kind of places.py has a check here. What is not of its kind is wrong, whatever its name says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import msgspec
from lxml import etree

from generator.commands.verify.addresses import Ground, resolve_address
from generator.commands.verify.feeds import look_at_atom, look_at_json_feed, xml_of
from generator.commands.verify.markup import DRAWN, Wrong, strange
from generator.commands.verify.pages import loads_in_css

_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
# What the first bytes of a file say.
_MAGIC = {
    "png": rb"\x89PNG\r\n\x1a\n", "jpg": rb"\xff\xd8\xff", "jpeg": rb"\xff\xd8\xff", "gif": rb"GIF8[79]a", "webp": rb"RIFF....WEBP",
    "avif": rb"....ftyp(?:avif|avis|mif1)", "ico": rb"\x00\x00\x01\x00|\x89PNG", "woff2": rb"wOF2", "pdf": rb"%PDF-1|%PDF-2",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ENTRY = re.compile(r"\s*+@[A-Za-z]++\s*+\{\s*+([^\s,{}\"]++)\s*+,")
_BRACE = re.compile(r"[{}]")
_BLANK = re.compile(r"\s*+\Z")
_RIS = re.compile(r"([A-Z][A-Z0-9])  -(?: .*+)?$")

Check = Callable[[Ground, str, bytes], Iterator[Wrong]]


class _CslRecord(msgspec.Struct):
    id: str
    type: str


def look_at_file(ground: Ground, path: str, kind: str, content: bytes) -> list[Wrong]:
    """Check one file that is not a page. A file of the theme has to be the theme's own, byte for byte."""
    ours = ground.ours.get(path)
    if ours is not None:
        same = hashlib.sha256(content).hexdigest() == ours
        if same:
            return []
        changed = [Wrong("not-ours", "is not the file that the theme or the search brings; build again.")]
        return changed + ([] if kind == "script" else list(_CHECKS[kind](ground, path, content)))
    return list(_CHECKS[kind](ground, path, content)) if kind in _CHECKS else []


def _script(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    yield Wrong(
        "not-ours", "is a script that neither the theme nor the search brings; put yours into theme_overrides/."
    )


def _style(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    yield from _text(ground, path, content)
    yield from loads_in_css(ground, path, content.decode("utf-8", "replace"))


def _magic(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    ending = path.rpartition(".")[2].lower()
    if not re.match(_MAGIC[ending], content, re.DOTALL):
        yield Wrong("not-its-kind", f"does not begin as a .{ending} file does.")


def _drawn(element: etree._Element) -> Iterator[Wrong]:
    """An element of a drawing by itself: its name, its attributes, and where they lead."""
    name = str(element.tag).rpartition("}")[2].lower()
    if name == "script" or any(str(key).lower().startswith("on") for key in element.attrib):
        yield Wrong("inline-script", "is a drawing with a script in it.")
    elif name not in DRAWN and name != "style":
        yield Wrong("strange-markup", f"has the element <{name[:30]}>, which no drawing has.")
    yield from strange(str(element.tag), tuple(map(str, element.attrib)))
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == "href" and not str(value).startswith("#"):
            yield Wrong("third-party", f"asks for {str(value)[:100]}, which is not of this drawing.")


def _drawing(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """A drawing holds shapes: no script, no page, and nothing of another host."""
    root, wrong = xml_of(content)
    if root is None:
        yield wrong
        return
    if str(root.tag).rpartition("}")[2] != "svg":
        yield Wrong("not-its-kind", "is no drawing.")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        yield from _drawn(element)
        yield from loads_in_css(
            ground, path, f"{element.get('style', '')} {element.text if 'style' in element.tag else ''}"
        )


def _text(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    try:
        control = _CONTROL.search(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield Wrong("not-its-kind", f"is no text in UTF-8: byte {error.start}.")
        return
    if control or not content.strip():
        yield Wrong("not-its-kind", "holds control characters, which no text has." if control else "is empty.")


def _robots(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    yield from _text(ground, path, content)
    for line in content.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "sitemap" and resolve_address(ground, path, value).kind != "inside":
            yield Wrong("broken-link", f"names the sitemap {value.strip()[:100]}, which is not of this site.")


def _nothing(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    if content.strip():
        yield Wrong("not-its-kind", "should be empty.")


def _json(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Wrong("not-json", f"is no JSON: {error}.")


def _opensearch(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    root, wrong = xml_of(content)
    if root is None:
        yield wrong
        return
    if any(not str(element.tag).startswith(_SEARCH) for element in root.iter()):
        yield Wrong("strange-markup", "has an element that describes no search.")
    places = [str(place.get("template", "")) for place in root.iter(f"{_SEARCH}Url")]
    if root.tag != f"{_SEARCH}OpenSearchDescription" or not places:
        yield Wrong("not-its-kind", "does not describe a search.")
    for place in places:
        if resolve_address(ground, path, place.partition("?")[0]).kind != "inside":
            yield Wrong("broken-link", f"searches at {place[:100]}, which is not of this site.")


def _bibtex(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """Entries whose braces close and whose keys differ, with nothing between them. A list without papers has none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Wrong("citation-invalid", f"is no text in UTF-8: byte {error.start}.")
        return
    keys, at = set[str](), 0
    while not _BLANK.match(text, at):
        entry = _ENTRY.match(text, at)
        end = _closing(text, entry.end()) if entry else -1
        if entry is None or end < 0:
            yield Wrong("citation-invalid", f"is no BibTeX from line {text.count(chr(10), 0, at) + 1} on.")
            return
        if entry[1] in keys:
            yield Wrong("citation-invalid", f"has two entries called {entry[1][:100]}.")
        keys.add(entry[1])
        at = end


def _closing(text: str, at: int) -> int:
    """The place after the brace that closes the one open at `at`, or -1."""
    depth = 1
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return -1


def _ris(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """Records from TY to ER, a tag on each line."""
    inside = False
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        yield Wrong("citation-invalid", f"is no text in UTF-8: byte {error.start}.")
        return
    for number, line in enumerate(lines, start=1):
        found = _RIS.match(line.rstrip("\r"))
        if not line.strip():
            continue
        if found is None or (found[1] == "TY") == inside:
            yield Wrong("citation-invalid", f"is no RIS at line {number}.")
            return
        inside = found[1] != "ER"
    if inside:
        yield Wrong("citation-invalid", "ends inside a record.")


def _csl(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """A list of objects whose ids differ."""
    try:
        ids = [record.id for record in msgspec.json.decode(content, type=list[_CslRecord])]
    except msgspec.MsgspecError as error:
        yield Wrong("citation-invalid", f"is no CSL-JSON: {error}.")
        return
    if len(set(ids)) < len(ids):
        yield Wrong("citation-invalid", "has two records with one id.")


_CHECKS: dict[str, Check] = {
    "script": _script, "style": _style, "font": _magic, "picture": _magic, "pdf": _magic, "drawing": _drawing, "text": _text,
    "robots": _robots, "nothing": _nothing, "json": _json, "api": _json, "search": _json, "list": _json, "atom": look_at_atom,
    "jsonfeed": look_at_json_feed, "opensearch": _opensearch, "bibtex": _bibtex, "ris": _ris,
    "csl": _csl,
}  # fmt: skip
