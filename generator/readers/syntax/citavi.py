"""What Citavi's projects say elsewhere. In: the elements of a project in XML. Out: its references, with the people, keywords and journals
that they name by number."""

from __future__ import annotations

from generator.readers.record import Element
from generator.readers.values import text_of

# Table of pairs -> the field of a reference, and the table that it names.
_PAIRS = {
    "referenceauthors": ("authors", "persons"),
    "referencekeywords": ("keywords", "keywords"),
    "referencepublishers": ("publisher", "publishers"),
}


def joined(root: Element) -> Element:
    """The references of a project as entries; any other file as it is."""
    project = root.get("citaviexchangedata")
    if not isinstance(project, Element):
        return root
    works = {text_of(one.get("@id")): one for one in _rows(project, "references")}
    for pairs, (field, table) in _PAIRS.items():
        named = {text_of(one.get("@id")): one for one in _rows(project, table)}
        for text in map(text_of, _cells(project.get(pairs))):
            own, *others = text.split(";")
            if own in works:
                works[own][field] = [named[one] for one in others if one in named]
    journals = {text_of(one.get("@id")): text_of(one.get("name")) for one in _rows(project, "periodicals")}
    for work in works.values():
        work["journal"] = journals.get(text_of(work.get("periodicalid")), "")
        del work["@id"]
    made = Element(root.first, root.last)
    made["entry"] = list(works.values())
    return made


def _rows(project: Element, table: str) -> list[Element]:
    return [one for one in _cells(project.get(table)) if isinstance(one, Element) and "@id" in one]


def _cells(table: object) -> list[object]:
    """What the elements of a table hold."""
    held = table.values() if isinstance(table, Element) else ()
    return [one for value in held for one in (value if isinstance(value, list) else [value])]
