"""What a file says in one place of what stands in another. In: the elements of RDF, as Zotero writes it, or of a project of Citavi; the
objects of JSON-LD. Out: the same, with persons, keywords, journals and books put in the place of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.readers.record import Element, Record, elements, several
from generator.readers.values import text_of, texts_of

# Table of pairs of Citavi -> the field of a reference, and the table that it names.
_PAIRS = {
    "referenceauthors": ("authors", "persons"),
    "referencekeywords": ("keywords", "keywords"),
    "referencepublishers": ("publisher", "publishers"),
}
_ID = "@id"
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
    nodes = [node for key in graph for node in elements(graph[key])]
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
    heads = (one.get("head") for value in document.values() for one in elements(value))
    abstracts = [one for head in heads if isinstance(head, Element) for one in elements(head.get("abstract"))]
    said["abstract"] = [one.get("abstractsec") for one in abstracts if one.get("@class", "author") == "author"]
    said.last = document.last
    made = Element(root.first, root.last)
    made["entry"] = said
    return made


def _copy(node: Element) -> Element:
    made = Element(node.first, node.last)
    refers = {
        key
        for key, value in node.items()
        for one in elements(value)
        if any(isinstance(one.get(ref), str) for ref in _REFERENCES)
    }
    made.update({key: value for key, value in node.items() if key not in refers})
    return made


def _fill(node: Element, known: Mapping[str, Element]) -> None:
    for key in ("creator", "author", "contributor", "publisher"):
        people = [_target(one, known) for one in elements(node.get(key))]
        if any(people):
            node[key] = [one for one in people if one]
    if "subject" in node:
        node["subject"] = [_plain(one) for one in several(node["subject"])]
    _number(node, texts_of([_plain(one) for one in several(node.pop("identifier", []))]))
    for part in elements(node.pop("ispartof", None)):
        for kind, holder in _held(part, known):
            _hand_down(node, kind, holder)


def _held(part: Element, known: Mapping[str, Element]) -> Iterator[tuple[str, Element]]:
    """The journals, books and series of which a paper is a part, named or written in its place."""
    target = _target(part, known)
    if target is not None:
        series = "number" not in target and "issn" not in text_of(target.get("@about"))
        yield "series" if series else "journal", target
    for key, value in part.items():
        for one in elements(value):
            yield key, one
            yield from (held for inner in elements(one.get("ispartof")) for held in _held(inner, known))


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
        node["identifier"] = [*several(node.get("identifier", [])), *others]


def _target(one: Element, known: Mapping[str, Element]) -> Element | None:
    name = next((one[key] for key in _REFERENCES if key in one), None)
    return known.get(name) if isinstance(name, str) else None


def _plain(value: object) -> object:
    while isinstance(value, Element) and len(value) == 1 and next(iter(value)) in _HOLDERS:
        value = next(iter(value.values()))
    return value


def of_project(root: Element) -> Element:
    """The references of a project of Citavi as entries; any other file as it is."""
    project = root.get("citaviexchangedata")
    if not isinstance(project, Element):
        return root
    works = _by_id(project, "references")
    for pairs, (field, table) in _PAIRS.items():
        named = _by_id(project, table)
        for text in map(text_of, _cells(project.get(pairs))):
            own, *others = text.split(";")
            if own in works:
                works[own][field] = [named[one] for one in others if one in named]
    journals = {name: text_of(one.get("name")) for name, one in _by_id(project, "periodicals").items()}
    for work in works.values():
        work["journal"] = journals.get(text_of(work.get("periodicalid")), "")
        del work[_ID]
    made = Element(root.first, root.last)
    made["entry"] = list(works.values())
    return made


def _by_id(project: Element, table: str) -> dict[str, Element]:
    """The elements of a table by the id of each."""
    return {text_of(one[_ID]): one for one in elements(_cells(project.get(table))) if _ID in one}


def _cells(table: object) -> list[object]:
    """What the elements of a table hold."""
    held = table.values() if isinstance(table, Element) else ()
    return [one for value in held for one in several(value)]


def join_objects(records: Iterable[Record], known: Iterable[Record]) -> list[Record]:
    """Each record of JSON-LD with the objects of `known` in place of their ids, as `"author": [{"@id": "#ada"}]` names a person who stands
    elsewhere (https://www.w3.org/TR/json-ld11/#flattened-document-form); one level deep, so that two that refer to each other end."""
    by_id = {name: one.value for one in known if isinstance(name := one.value.get(_ID), str)}
    return [replace(one, value={key: _with(value, by_id) for key, value in one.value.items()}) for one in records]


def _with(value: object, by_id: Mapping[str, Mapping[str, object]]) -> object:
    if isinstance(value, list):
        return [_with(one, by_id) for one in value]
    return by_id.get(str(value[_ID]), value) if isinstance(value, dict) and set(value) == {_ID} else value
