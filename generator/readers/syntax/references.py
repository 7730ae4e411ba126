"""What RDF says elsewhere. In: the elements of an RDF file, as Zotero writes one. Out: the same, with what its papers refer to in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.readers.record import Element
from generator.readers.values import text_of, texts_of

_NAMES = ("@about", "@nodeid", "@id")
_REFERENCES = ("@resource", "@nodeid")
# What a journal or a book of Zotero's holds that is its paper's own.
_HANDED_DOWN = ("volume", "number", "issue", "publisher", "date", "issn", "isbn")
# Elements that do nothing but hold a value.
_HOLDERS = frozenset(("automatictag", "uri", "value"))


def resolved(root: Element) -> Element:
    """Put the journal, book or series of each paper into it, and persons that stand elsewhere; a description is an entry."""
    graph = root.get("rdf")
    if not isinstance(graph, Element):
        return _described(root)
    if "description" in graph:
        graph["entry"] = graph.pop("description")
    nodes = [node for key in graph for node in _members(graph[key])]
    known = {name: node for node in nodes for name in map(node.get, _NAMES) if isinstance(name, str)}
    copies = {name: _copy(node) for name, node in known.items()}
    for node in nodes:
        _fill(node, copies)
    return root


def _described(root: Element) -> Element:
    """An article of Elsevier's: what describes it has title, names and numbers; its abstract is in the article that follows, and is all
    that is taken of that."""
    document = root.get("document")
    graph = document.get("rdf") if isinstance(document, Element) else None
    said = graph.get("description") if isinstance(graph, Element) else None
    if not isinstance(document, Element) or not isinstance(said, Element):
        return root
    said.pop("description", None)
    heads = (one.get("head") for value in document.values() for one in _members(value))
    abstracts = [one for head in heads if isinstance(head, Element) for one in _members(head.get("abstract"))]
    said["abstract"] = [one.get("abstractsec") for one in abstracts if one.get("@class", "author") == "author"]
    said.last = document.last
    made = Element(root.first, root.last)
    made["entry"] = said
    return made


def _copy(node: Element) -> Element:
    made = Element(node.first, node.last)
    made.update({key: value for key, value in node.items() if not _refers(value)})
    return made


def _refers(value: object) -> bool:
    return any(isinstance(one.get(key), str) for one in _members(value) for key in _REFERENCES)


def _fill(node: Element, known: Mapping[str, Element]) -> None:
    for key in ("creator", "author", "contributor", "publisher"):
        people = [_target(one, known) for one in _members(node.get(key))]
        if any(people):
            node[key] = [one for one in people if one]
    if "subject" in node:
        node["subject"] = [_plain(one) for one in _list(node["subject"])]
    _number(node, texts_of([_plain(one) for one in _list(node.pop("identifier", []))]))
    for part in _members(node.pop("ispartof", None)):
        for kind, holder in _held(part, known):
            _hand_down(node, kind, holder)


def _held(part: Element, known: Mapping[str, Element]) -> Iterator[tuple[str, Element]]:
    """The journals, books and series of which a paper is a part, named or written in its place."""
    target = _target(part, known)
    if target is not None:
        yield (
            ("series" if "number" not in target and "issn" not in text_of(target.get("@about")) else "journal"),
            target,
        )
    for key, value in part.items():
        for one in _members(value):
            yield key, one
            yield from (held for inner in _members(one.get("ispartof")) for held in _held(inner, known))


def _hand_down(node: Element, kind: str, holder: Element) -> None:
    if title := text_of(holder.get("title")):
        node.setdefault("series" if kind == "series" else "journal", title)
    for key in _HANDED_DOWN:
        if key in holder:
            node.setdefault(key, holder[key])
    _number(node, texts_of(holder.get("identifier")))


def _number(node: Element, names: list[str]) -> None:
    """Sort identifiers such as "ISSN 1234-5679" and others."""
    others = [name for name in names if name.partition(" ")[0] not in ("ISSN", "ISBN")]
    for name in names[:50]:
        kind, _, number = name.partition(" ")
        if kind in ("ISSN", "ISBN"):
            node.setdefault(kind.lower(), number)
    if others:
        node["identifier"] = [*_list(node.get("identifier", [])), *others]


def _target(one: Element, known: Mapping[str, Element]) -> Element | None:
    name = next((one[key] for key in _REFERENCES if key in one), None)
    return known.get(name) if isinstance(name, str) else None


def _plain(value: object) -> object:
    while isinstance(value, Element) and len(value) == 1 and next(iter(value)) in _HOLDERS:
        value = next(iter(value.values()))
    return value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _members(value: object) -> list[Element]:
    return [one for one in _list(value) if isinstance(one, Element)]
