"""Values of a record. In: what a key holds (text, a list, an object, as a format nests it). Out: text, people, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model import Author
from generator.readers.lexicon import letters, lexicon
from generator.readers.parts.markup import unmarked
from generator.readers.parts.records import author_of, authors_of, string_of
from generator.readers.record import Element
from generator.text import fold
from generator.text.dates import day_of
from generator.text.ids import orcid_of

_MOST_WORDS = 20_000
_INNER = (
    "#text",
    "value",
    "content",
    "text",
    "title",
    "name",
    "full",
    "term",
    "tag",
    "@term",
    "label",
    "en",
    "eng",
    "english",
    "$",
    "_",
    "displayname",
    "p",
)
# DBLP's number of a person among those of the same name.
_HOMONYM = re.compile(r" 0\d{3}$")
_ADDRESS = re.compile(r"https?://[^\s()\[\]<>\"]+(?:\([^\s()<>\"]*\)[^\s()\[\]<>\"]*)*")
_ASIDE = frozenset(
    "editor serieseditor translator contributor reviewedauthor bookauthor commenter counsel recipient edt trl ths thesisadvisor advisor"
    " supervisor chair reviewer publisher fnd sponsor illustrator compiler director degreesupervisor opn".split()
)


def text_of(value: object) -> str:
    """The first text in a value, entities and tags that only set type resolved; "" when it holds none."""
    if isinstance(value, str):
        return unmarked(value) if "<" in value or "&" in value else value
    if isinstance(value, (list, tuple)):
        return next((text for text in map(text_of, value) if text.strip()), "")
    if isinstance(value, Mapping):
        plain = value if isinstance(value, Element) else {letters(key) or key: one for key, one in value.items()}
        return next((text for key in _INNER if key in plain and (text := text_of(plain[key])).strip()), "")
    return string_of(value)


def texts_of(value: object) -> list[str]:
    """Every text in a value, in its order: of a list one for each member."""
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in texts_of(one)]
    return [text] if (text := text_of(value)).strip() else []


def running(value: object) -> str:
    """A value as running text: parts and their headings in order, an inverted index put in order."""
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(one, str) and len(one) < 3 for one in value):
            return ""
        return "\n\n".join(filter(str.strip, map(running, value)))
    if not isinstance(value, Mapping):
        return text_of(value)
    if value and all(isinstance(one, list) for one in value.values()) and not isinstance(value, Element):
        return _of_index(value)
    parts = [
        running(one)
        for key, one in value.items()
        if key[:1] != "@" and key not in ("copyrightinformation", "copyright", "objecttype")
    ]
    return "\n\n".join(filter(str.strip, parts)) if isinstance(value, Element) else text_of(value)


def _of_index(index: Mapping[str, object]) -> str:
    """An abstract from OpenAlex's word -> positions."""
    placed = [
        (place, word)
        for word, places in index.items()
        for place in (places if isinstance(places, list) else ())
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(placed)[:_MOST_WORDS])


def people_of(value: object) -> tuple[Author, ...]:
    """Authors from a text, a list of names or of objects, or an object that holds such a list; editors and translators left out."""
    if isinstance(value, str):
        return _each(text_of(value).split("\n")) if "\n" in value.strip() else _of_text(text_of(value))
    listed = value if isinstance(value, (list, tuple)) else [value]
    listed = [
        one for member in listed for one in (member if isinstance(member, list) and _of_objects(member) else [member])
    ]
    if all(isinstance(one, str) for one in listed):
        names = [text_of(one) for one in listed]
        return _of_text(names[0]) if len(names) == 1 else _each([line for name in names for line in name.split("\n")])
    found: dict[str, Author] = {}
    for one in listed:
        for made in _persons(one):
            found.setdefault(made.name, made)
    return tuple(found.values())


def _persons(value: object, depth: int = 0) -> Iterator[Author]:
    """The author that a value names, or those that the objects inside of it name (<authors><Seq><li><Person>)."""
    made = _person(value) if isinstance(value, Mapping) else author_of(_HOMONYM.sub("", text_of(value)))
    if made:
        yield made
    elif isinstance(value, list):
        for one in value:
            yield from _persons(one, depth + 1)
    elif isinstance(value, Mapping) and depth < 5:
        for key, one in value.items():
            if isinstance(one, (Mapping, list)) and letters(key.split(".", 1)[0]) not in (
                "role",
                "affiliation",
                "affiliations",
            ):
                yield from _persons(one, depth + 1)


def _of_text(text: str) -> tuple[Author, ...]:
    return _each(text.split("|")) if "|" in text and ";" not in text else authors_of(text)


def _each(names: list[str]) -> tuple[Author, ...]:
    """A name a text; a text that joins several by ";" or "and" is taken apart."""
    if any(";" in name or re.search(r"\sand\s", name) for name in names):
        return tuple({author.name: author for name in names for author in authors_of(name)}.values())
    return authors_of([_HOMONYM.sub("", name) for name in names])


def _of_objects(value: list[object]) -> bool:
    """Whether a member of a list is itself a list of authors; arXiv's [last, first, suffix] is one name."""
    return any(isinstance(one, Mapping) for one in value)


def _person(value: Mapping[str, object]) -> Author | None:
    """One author from an object that holds its names, by the part of the lexicon on names."""
    if value.get("hidden") is True:
        return None
    plain = value if isinstance(value, Element) else {letters(key): one for key, one in value.items()}
    known = lexicon().name
    role = letters(_at(plain, known["role"]))
    if role in _ASIDE:
        return None
    family, given = _at(plain, known["family"]), _at(plain, known["given"])
    if family:
        parts = (given, _at(plain, known["particle"]), family, _at(plain, known["suffix"]))
        author = author_of({"name": _HOMONYM.sub("", " ".join(filter(None, parts)))})
    else:
        whole = _HOMONYM.sub("", _at(plain, known["whole"]) or given)
        author = author_of(whole)
    if author is None:
        return None
    orcid = orcid_of(_at(plain, known["orcid"]))
    places = next((found for key in known["affiliation"] if (found := list(_all_at(plain, key)))), [])
    return Author(author.name, orcid, affiliations=tuple(dict.fromkeys(map(fold, places)))[:20])


def _at(node: Mapping[str, object], paths: tuple[str, ...]) -> str:
    """The text under the first of `paths` that has one; of a list of texts all of them, as of initials."""
    for path in paths:
        found = list(_all_at(node, path))
        if found:
            return " ".join(found[:4]) if path.endswith(("given", "nameidentifier", "identifier")) else found[0]
    return ""


def _all_at(node: object, path: str) -> Iterator[str]:
    head, _, rest = path.partition("/")
    for one in node if isinstance(node, list) else [node]:
        if not isinstance(one, Mapping):
            continue
        plain = one if isinstance(one, Element) else {letters(key): inner for key, inner in one.items()}
        if head not in plain:
            # An element whose type stands behind its name: forename.first.
            head = next((key for key in plain if key.split(".", 1)[0] == head), "")
            if not head:
                continue
        if rest:
            yield from _all_at(plain[head], rest)
        else:
            yield from texts_of(plain[head])


def date_in(value: object) -> str | None:
    """The day, month or year that a value names, also as an object of year, month and day."""
    if isinstance(value, (list, tuple)) and any(isinstance(one, (Mapping, str)) for one in value):
        return next(filter(None, map(date_in, value)), None)
    if isinstance(value, Mapping):
        plain = value if isinstance(value, Element) else {letters(key): one for key, one in value.items()}
        year, month, day = (text_of(plain.get(key)).strip() for key in ("year", "month", "day"))
        if year:
            return day_of(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")
        for key in (
            "dateparts",
            "#text",
            "value",
            "raw",
            "literal",
            "datetime",
            "medlinedate",
            "stringdate",
            "timestamp",
        ):
            if plain.get(key) and (found := date_in(plain[key])):
                return found
        return None
    return day_of(value)


def addresses_in(value: object) -> list[str]:
    """Every web address in a value: a text with one or several, a list, an object of name -> address, a Markdown link."""
    if isinstance(value, str):
        return [found.rstrip(".,;") for found in _ADDRESS.findall(value[:4000])]
    if isinstance(value, (list, tuple)):
        return [one for member in value[:60] for one in addresses_in(member)]
    if isinstance(value, Mapping):
        return [one for key, member in value.items() if "schema" not in key.lower() for one in addresses_in(member)]
    return []
