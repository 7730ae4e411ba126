"""Fields that services nest. In: a record of OpenAlex, of DBLP, of arXiv's own metadata dump. Out: the same record, its fields flat."""

from __future__ import annotations

from collections.abc import Mapping

from generator.readers.parts.records import string_of, strings_of

_MOST_WORDS = 20_000


def flat(value: Mapping[str, object]) -> Mapping[str, object]:
    """`value` with authors, abstract and date taken out of where a service nests them; itself when nothing is nested."""
    more: dict[str, object] = {}
    if isinstance(value.get("abstract_inverted_index"), dict) and not value.get("abstract"):
        more["abstract"] = _of_index(value["abstract_inverted_index"])
    if isinstance(value.get("authorships"), list) and not value.get("authors"):
        more["authors"] = _of_authorships(value["authorships"])
    if isinstance(value.get("authors_parsed"), list):
        more["authors"] = _of_parsed(value["authors_parsed"])
    versions = value.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], dict) and not value.get("date"):
        more["date"] = string_of(versions[0].get("created"))
    place = value.get("primary_location")
    if isinstance(place, dict):
        home, inner = string_of(place.get("landing_page_url")), place.get("source")
        more |= {"url": home} if home and not value.get("url") else {}
        more |= {"venue": string_of(inner.get("display_name"))} if isinstance(inner, dict) else {}
    authors = value.get("authors")
    if isinstance(authors, dict) and isinstance(authors.get("author"), (list, dict)):
        listed = authors["author"] if isinstance(authors["author"], list) else [authors["author"]]
        more["authors"] = [string_of(one.get("text")) if isinstance(one, dict) else string_of(one) for one in listed]
    return {**value, **{key: inner for key, inner in more.items() if inner}} if more else value


def _of_index(index: object) -> str:
    """An abstract from OpenAlex's word -> positions."""
    placed = [
        (place, word)
        for word, places in (index.items() if isinstance(index, dict) else ())
        for place in (places if isinstance(places, list) else ())
        if isinstance(place, int) and isinstance(word, str)
    ]
    return " ".join(word for _, word in sorted(placed)[:_MOST_WORDS])


def _of_authorships(listed: object) -> list[object]:
    made: list[object] = []
    for one in listed if isinstance(listed, list) else ():
        author = one.get("author") if isinstance(one, dict) else None
        if isinstance(author, dict):
            made.append({"name": string_of(author.get("display_name")), "orcid": string_of(author.get("orcid"))})
    return made


def _of_parsed(listed: object) -> list[object]:
    """arXiv's [last, first, suffix], of which affiliations follow."""
    made: list[object] = []
    for one in listed if isinstance(listed, list) else ():
        parts = [*strings_of(one)] if isinstance(one, list) else []
        if parts:
            whole = one if isinstance(one, list) else []
            last, first, suffix = (string_of(whole[place]) if place < len(whole) else "" for place in range(3))
            made.append({"name": " ".join(filter(None, (first, last, suffix)))})
    return made
