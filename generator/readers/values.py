"""Values of a record. In: what a key holds (text, a list, an object, as a format nests it). Out: text, people, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from generator.model import Author
from generator.readers.fields import Fields
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.parts.records import string_of
from generator.readers.record import Element, several
from generator.text import fold, pattern_of
from generator.text.author_lists import printed_list
from generator.text.authors import author_of, authors_of, each_once
from generator.text.dates import day_of, serial_day
from generator.text.ids import arxiv_id, doi_of, orcid_of
from generator.text.markup import unmarked
from generator.text.name_looks import is_whole
from generator.text.names import whole_name

_MOST_WORDS = 20_000
_INNER = tuple(
    "#text value content text title name full term tag @term label en eng english $ _ displayname p dsdescriptionvalue".split()
)
_DATED = "dateparts #text value raw literal datetime medlinedate stringdate timestamp".split()
# Nothing was printed before: a year such as 1402 is one of another calendar.
_PRINTED = "1450"
# DBLP's number of a person among those of the same name.
_HOMONYM = pattern_of(r" 0\d{3}$")
_ADDRESS = pattern_of(r"https?://[^\s()\[\]<>\"]+(?:\([^\s()<>\"]*\)[^\s()\[\]<>\"]*)*")
# arXiv's comment, in Dublin Core a description of its own.
_COMMENT = "Comment: "
NO_ABSTRACT = re.compile(r"\W*(?:no abstract(?: is)? available|(?:abstract )?not available|\d+ refs)?\W*", re.I)
# Numbers and marks of institutions behind the names of a list.
_NUMBERS = pattern_of(r"\bnull (?=\w)|(?<=[\w.])(?<![\d_])\s+(?:\d{1,2}(?:\s?,\s?\d{1,2}){0,6}|[+*])(?=\s*(?:;|$))")
# A link to a note: [[Ada Lovelace]], [[people/ada|Ada Lovelace]].
_WIKI = pattern_of(r"\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]|\n]{1,200})\]\]")
# "[Reprint Author]", "[Fen Lab]"; and behind a name "(KTH, Boards)".
_REMARK = pattern_of(r"(?<!\s)\s*+\[[^\[\]]{2,200}\]")
_PLACE = pattern_of(r"(?<![\s;])\s*+\([^()]{2,200}\)(?=\s*(?:;|$))")
_MAILED = pattern_of(r"^[^\s@]++@[^\s@]++ \(([^()]+)\)$")
# "Ada Lovelace: Fen Lab; Bo Li: KTH", as programmes of conferences have it.
_AT = pattern_of(r"\s*[^\W\d_][^:;\d]{2,60}:\s[^:;]{2,300}|\s*")
# "Van Dan Elzen, Hans": one comma, and a given name or initials behind it.
_TURNED = pattern_of(r"[^,;]{2,60},\s*[^\s,;]{1,30}(?:\s[^\W\d_]\.?){0,3}\s*")
# "Kiel, Ada, M": a middle initial behind a comma of its own.
_MIDDLE = pattern_of(r"^\s*([^,;]{2,60}, ?[^\s,;]{2,30}), ?([A-Z]\.?)\s*$")
_PEOPLE = frozenset(("contribgroup", "contribgroup.authors"))
# A text that holds several names, of a list of texts.
_PARTED = pattern_of(r";|\sand\s")
_NO_TEXT = frozenset("copyrightinformation copyright objecttype objectid".split())
_NOT_PEOPLE = frozenset("role affiliation affiliations aff xref email".split())
_ASIDE = frozenset(
    "editor serieseditor translator contributor reviewedauthor bookauthor commenter counsel recipient edt trl ths thesisadvisor advisor"
    " supervisor chair reviewer publisher fnd sponsor illustrator compiler director degreesupervisor opn".split()
)


def text_of(value: object) -> str:
    """The first text in a value, entities, tags that only set type and BibTeX's braces around all of it resolved; "" when it holds none."""
    if isinstance(value, str):
        value = _unbraced(value) if value[:1] == "{" else value
        return unmarked(value) if "<" in value or "&" in value or "textless" in value else value
    if isinstance(value, (list, tuple)):
        return next((text for text in map(text_of, value) if text.strip()), "")
    if isinstance(value, Mapping):
        plain = _plain(value)
        return next((text for key in _INNER if key in plain and (text := text_of(plain[key])).strip()), "")
    return string_of(value)


def _unbraced(value: str) -> str:
    """Without the braces in which a table or a service still has a value from BibTeX: "{Unequal Ground}"."""
    inner = value.strip()[1:-1]
    return inner if value.rstrip()[-1] == "}" and not re.search(r"^[^{}]*+\}|\{[^{}]*+$", inner) else value


def first_of(fields: Fields, name: str) -> str:
    """The first text under the keys of a field."""
    return next(filter(str.strip, map(text_of, fields.of(name))), "")


def comment_in(fields: Fields) -> str:
    remarks = (one[len(_COMMENT) :] for one in texts_of(fields.of("summary")) if one.startswith(_COMMENT))
    text = first_of(fields, "comment") or next(remarks, "")
    names = (arxiv_id(text) and len(text.split()) < 4) or (doi_of(text) and doi_of(text) == text.lower().strip())
    return "" if names else text


def language_in(fields: Fields) -> str:
    said = re.split(r"[;,]", first_of(fields, "language"))[0].strip().lower()
    return lexicon().languages.get(said, said if re.fullmatch(r"[a-z]{2}(?:-[a-z]{2,4})?", said) else "")


def summary_in(fields: Fields) -> str:
    told = (
        [running(one) for one in several(value) if not text_of(one).startswith(_COMMENT)]
        for value in fields.of("summary")
    )
    return next((text for text in map("\n\n".join, told) if not NO_ABSTRACT.fullmatch(fold(text)[:80])), "")


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
    parts = [running(one) for key, one in value.items() if key[:1] != "@" and key.partition(".")[0] not in _NO_TEXT]
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


def people_of(value: object, *, single: bool = False) -> tuple[Author, ...]:
    """Authors from a text, a list of names or of objects, or an object that holds such a list; editors and translators left out.
    `single`: the grammar repeats its key for each name, so that a lone text with one comma is one name."""
    value = _opened(value)
    value = _WIKI.sub(r"\1", value) if isinstance(value, str) and "[[" in value else value
    listed = value if isinstance(value, (list, tuple)) else [value]
    texts = [one for one in listed if isinstance(one, str)]
    if len(texts) < len(listed):
        return _oriented(list(listed))
    lines = _lines_of(texts, single=single)
    if len(lines) > 1 and any(map(_PARTED.search, lines)):
        return each_once(
            made for line in lines for made in (authors_of(line) if _PARTED.search(line) else [author_of(line)]) if made
        )
    alone = single and len(lines) == 1 and _TURNED.fullmatch(lines[0])
    return each_once(filter(None, [author_of(lines[0])])) if alone else authors_of(lines)


def _lines_of(texts: list[str], *, single: bool) -> list[str]:
    whole = (re.sub(r",\s*\n", ", ", text_of(one)) for one in texts)
    lines = [undecked(line) for one in whole for line in one.split("\n") if line.strip()]
    return [_MIDDLE.sub(r"\1 \2", line) for line in lines] if single else lines


def _opened(value: object) -> object:
    """The names inside an object of nothing else: of {"en": [...], "ja": [...]} the English ones, or the first; of {"name": [...]} all."""
    if not isinstance(value, Mapping) or not value:
        return value
    keys = {bare_key(key): key for key in value}
    if all(key in lexicon().languages.values() for key in keys):
        return _opened(value[keys["en"]] if value.get(keys.get("en", "")) else next(iter(value.values())))
    names = value[keys["name"]] if set(keys) == {"name"} else None
    return names if isinstance(names, list) and all(isinstance(one, str) for one in names) else value


def _oriented(people: list[object]) -> tuple[Author, ...]:
    """Authors of objects; where these hold whole names alone, they are turned as a list of names is: "Marsh I" among "Okoye BC"."""
    found = each_once(made for one in people for made in _persons(one))
    if any(isinstance(one, Mapping) and _at(_plain(one), "family") for one in people):
        return found
    inner = people[0].values() if len(people) == 1 and isinstance(people[0], Mapping) else ()
    lone = text_of(people[0]) or text_of(next((one for one in inner if isinstance(one, Mapping)), ""))
    apart = authors_of(fold(lone)) if len(found) == 1 == len(people) else ()
    # arXiv's feeds of a person name all authors of a paper as one.
    if len(apart) > 1 and all(is_whole(one.name) for one in apart):
        return apart
    turned = authors_of([author.name for author in found])
    if len(turned) != len(found):
        return found
    return tuple(replace(one, name=other.name) for one, other in zip(found, turned, strict=True))


def _plain(value: Mapping[str, object]) -> Mapping[str, object]:
    """An object whose keys are written as the lexicon writes them."""
    return value if isinstance(value, Element) else {bare_key(key) or key: one for key, one in value.items()}


def undecked(line: str) -> str:
    """A name without what databases put beside it: numbers of institutions, of homonyms, remarks in brackets, addresses of mail."""
    if ": " in line and all(map(_AT.fullmatch, line.split(";"))):
        line = "; ".join(part.partition(":")[0].strip() for part in line.split(";"))
    bare = line.lstrip().startswith("[") or printed_list(line)
    line = line if bare else _PLACE.sub("", _REMARK.sub("", _MAILED.sub(r"\1", line)))
    return _NUMBERS.sub("", _HOMONYM.sub("", line))


def _persons(value: object, depth: int = 0) -> Iterator[Author]:
    """The author that a value names, or those that the objects inside of it name (<authors><Seq><li><Person>)."""
    made = _person(value) if isinstance(value, Mapping) else author_of(_HOMONYM.sub("", text_of(value)))
    if made:
        yield made
    team = isinstance(value, Mapping) and not _PEOPLE.isdisjoint(value)
    if isinstance(value, (Mapping, list)) and (team or not made) and depth < 5:
        inner = value.items() if isinstance(value, Mapping) else (("", one) for one in value)
        for key, one in inner:
            if isinstance(one, (Mapping, list)) and bare_key(key.partition(".")[0]) not in _NOT_PEOPLE | _ASIDE:
                yield from _persons(one, depth + 1)


def _person(value: Mapping[str, object]) -> Author | None:
    """One author from an object that holds its names, by the part of the lexicon on names."""
    plain = _plain(value)
    if plain.get("hidden") is True or bare_key(_at(plain, "role")) in _ASIDE:
        return None
    family, given = _at(plain, "family"), _at(plain, "given")
    parts = (given, family, _at(plain, "particle"), _at(plain, "suffix"))
    whole = whole_name(*parts) if family else _at(plain, "whole") or given
    name = _HOMONYM.sub("", whole)
    author = author_of({"name": name} if family else name)
    places = next(filter(None, (list(_all_at(plain, path)) for path in _near(plain, "affiliation"))), [])
    affiliations = tuple(dict.fromkeys(map(fold, places)))[:20]
    return Author(author.name, orcid_of(_at(plain, "orcid")), affiliations=affiliations) if author else None


@lru_cache(maxsize=16)
def _by_head(part: str) -> Mapping[str, list[tuple[int, str]]]:
    """The paths to a part of a name by their first key, each with its rank."""
    made: dict[str, list[tuple[int, str]]] = {}
    for rank, path in enumerate(lexicon().name[part]):
        made.setdefault(path.partition("/")[0], []).append((rank, path))
    return made


def _near(node: Mapping[str, object], part: str) -> list[str]:
    """The paths to a part of a name whose first key an object has, the surest first."""
    known = _by_head(part)
    heads = {head for key in node for head in (key, key.partition(".")[0]) if head in known}
    return [path for _, path in sorted(one for head in heads for one in known[head])]


def _at(node: Mapping[str, object], part: str) -> str:
    """The text of a part of a name, from the surest key that has one; of a list of texts all of them, as of initials."""
    for path in _near(node, part):
        found = list(_all_at(node, path))
        if found:
            return " ".join(found[:4]) if path.endswith(("given", "nameidentifier", "identifier")) else found[0]
    return ""


def _all_at(node: object, path: str) -> Iterator[str]:
    head, _, rest = path.partition("/")
    for one in node if isinstance(node, list) else [node]:
        if not isinstance(one, Mapping):
            continue
        plain = _plain(one)
        if head not in plain:
            # An element whose type stands behind its name: forename.first.
            head = next((key for key in plain if key.partition(".")[0] == head), "")
            if not head:
                continue
        if rest:
            yield from _all_at(plain[head], rest)
        else:
            yield from texts_of(plain[head])


def date_in(value: object, *, serial: bool = False) -> str | None:
    """The day, month or year that a value names, also as an object of year, month and day, or (serial) as a spreadsheet counts days."""
    if isinstance(value, (list, tuple)) and not day_of(value) and any(isinstance(one, (Mapping, str)) for one in value):
        return next(filter(None, map(date_in, value)), None)
    if isinstance(value, Mapping):
        plain = _plain(value)
        year, month, day = (text_of(plain.get(key)).strip() for key in ("year", "month", "day"))
        if year:
            return day_of(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")
        return next(filter(None, (date_in(plain[key]) for key in _DATED if plain.get(key))), None)
    found = day_of(value) or (serial_day(text_of(value)) if serial else None)
    return found if found and found >= _PRINTED else None


def addresses_in(value: object) -> list[str]:
    """Every web address in a value: a text with one or several, a list, an object of name -> address, a Markdown link."""
    if isinstance(value, str):
        # What is asked of a search stands in its address with its blanks: "https://example.org/search?q=Reed beds".
        head, asked, words = value[:4000].partition("?q=")
        value = f"{head}{asked}{words.replace(' ', '+')}" if " " not in head and "://" not in words else value
        return [found.rstrip(".,;") for found in _ADDRESS.findall(value[:4000])]
    if isinstance(value, (list, tuple)):
        return [one for member in value[:60] for one in addresses_in(member)]
    if isinstance(value, Mapping):
        return [one for key, member in value.items() if "schema" not in key.lower() for one in addresses_in(member)]
    return []
