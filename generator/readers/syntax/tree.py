"""Records of a tree. In: the elements of an XML or YAML file. Out: those that are papers, the outermost first, with their lines.

Papers that people put together, in any grammar: {"title1": …, "authors1": …, "title2": …} holds two, {"2021": [...]} those of a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.model import Span
from generator.readers.fields import alien, evident, titled, wraps
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Element, Object, Record, apart, copied, elements, like, several
from generator.text.authors import are_families
from generator.text.late import pattern_of

_DEEPEST = 40
# Parts of one text: their titles are headings.
_PARTS = ("section", "sec", "subsection", "chapter", "figure", "table", "bibliography", "notegroup")
_NUMBERED = pattern_of(r"(?=.{5})([^\W\d]*)(\d{1,3})([^\W\d]*)")
_YEAR = pattern_of(r"(?:1[89]|20)\d\d")
# So many records show how a file writes authors.
_MOST = 1000
# What several titles and names of one work stand beside.
_OF_ONE = frozenset(("doi", "authors", "abstract"))
# What names a group.
_NAMES = frozenset("section group heading label key".split())


def records_of(root: Element | list[Element]) -> Iterator[Record]:
    """Every object of a tree, or of a list of such, that is meant as a paper and lies in no other. One that holds a list of papers is gone
    into."""
    found = False
    for everywhere in (False, True):
        for one in _within(root, (), (), (), everywhere):
            found = True
            yield one
        if found:
            return


_Chain = tuple[Element, ...]


def _within(node: object, around: _Chain, above: _Chain, trail: tuple[str, ...], everywhere: bool) -> Iterator[Record]:
    if isinstance(node, list):
        yield from _of_list(node, above, trail, everywhere)
    elif isinstance(node, Element) and (parts := elements(numbered(node))):
        yield from (Record(one, one.first, one.last, (), trail, above) for one in parts)
    elif isinstance(node, Element) and len(trail) < _DEEPEST:
        yield from _of_element(node, around, above, trail, everywhere)


def _of_list(members: list[object], above: _Chain, trail: tuple[str, ...], everywhere: bool) -> Iterator[Record]:
    """The records of a list; a member without a title among such as have one is told by its missing title."""
    found = [list(_within(one, (), above, trail, everywhere)) for one in members]
    keys = {key for records in found for record in records for key in record.value}
    for one, records in zip(members, found, strict=True):
        yield from records
        if not records and isinstance(one, Element) and not alien(one) and 2 * len(keys & set(one)) > len(one) > 0:
            yield Record(one, one.first, one.last, (), trail, above)


def _of_element(
    node: Element, around: _Chain, above: _Chain, trail: tuple[str, ...], everywhere: bool
) -> Iterator[Record]:
    held = _holders(node)
    inner = _wrapped(node)
    if not held and _is_record(node, inner, trail):
        chain = around if inner is None else (node, *around)
        mine = node if inner is None else inner
        top = around[-1] if around else node
        uses = (Span(top.first, max(node.last, top.last), "entry", 1),) if top.first else ()
        yield Record(mine, mine.first or node.first, max(mine.last, node.last), chain, trail, above, uses)
        return
    words = lexicon().words
    aside = words["journals"] | (frozenset() if everywhere else words["elsewhere"] | words["hosts"])
    aside |= words["beside"] if held else frozenset()
    keys = [key for key in node if key in held or key.partition(".")[0] not in aside]
    yield from apart([one for key in keys for one in _below(node, key, around, above, trail, everywhere)], node)


def _is_record(node: Element, inner: Element | None, trail: tuple[str, ...]) -> bool:
    """Whether an element, or what it wraps, has a title and something else of a paper, and is no part of a text."""
    if any(key.partition(".")[0] in _PARTS or ("front" in trail and key[:5] == "notes") for key in trail[-1:]):
        return False
    return evident(inner) if inner is not None else titled(node) and evident(node)


def _below(
    node: Element, key: str, around: _Chain, above: _Chain, trail: tuple[str, ...], everywhere: bool
) -> Iterator[Record]:
    value = node[key]
    several = isinstance(value, list) or key.partition(".")[0] in lexicon().words["holders"]
    chain = (node, *around)
    return _within(value, () if several else chain, (*chain, *above) if several else above, (*trail, key), everywhere)


def _holders(node: Element) -> list[str]:
    """The keys under which an object holds a list of papers, whatever its own title is."""
    words = lexicon().words
    named = {key: value for key, value in node.items() if key.partition(".")[0] in words["holders"]}
    if "cffversion" in node:
        named |= {key: node[key] for key in ("references", "preferredcitation") if key in node}
    lists = {key: value for key, value in named.items() if isinstance(value, list) or key not in words["wrappers"]}
    return [key for key, value in lists.items() if any(holds_papers(one, 3) for one in several(value)[:20])]


def holds_papers(node: object, depth: int) -> bool:
    """Whether a value is an element that is a paper, or has one in it, so many elements deep at most."""
    if not isinstance(node, Element) or titled(node):
        return isinstance(node, Element)
    within = (one for value in node.values() for one in several(value)[:20])
    return depth > 0 and any(holds_papers(one, depth - 1) for one in within)


def _wrapped(node: Mapping[str, object]) -> Element | None:
    """The object inside that holds the fields of the record itself."""
    words = lexicon().words
    inner = (node.get(key) for key in words["wrappers"])
    found = next((one for one in inner if isinstance(one, Element) and wraps(node, one)), None)
    held = (one for key, one in node.items() if one is not found and key.partition(".")[0] not in words["elsewhere"])
    # DBLP and Zotero name an element for its kind of work: one document beside articles is no wrapper.
    beside = (one for value in held for one in elements(value)[:20])
    alone = not any(titled(one) and ("author" in one or "authors" in one) for one in beside)
    return found if alone else None


def numbered(value: Mapping[str, object], least: int = 2) -> list[Object]:
    """The records of an object whose keys are numbered, when `least` have a title and more; none for any other object. Keys without a
    number are the first record where they are the keys of the others too; where they tell of a work, what is numbered is a part of it."""
    if not any(sign.isdecimal() for key in value for sign in key):
        return []
    made: dict[str, Object] = {"": like(value)}
    for key, held in value.items():
        number, stem = _parted(key)
        if held not in ("", None):
            made.setdefault(number, like(value))[stem] = held
    first, *others = made.values()
    numbers, beside = meant({stem for one in others for stem in one}), meant(set(map(bare_key, first)))
    alike = titled(first) and len(numbers & beside) > 1
    if "title" not in numbers or len(numbers) < 2 or (not alike and _OF_ONE & beside):
        return []
    groups = [first, *others] if alike else others
    return groups if sum(titled(one) and len(one) > 1 for one in groups) >= least else []


def _parted(key: str) -> tuple[str, str]:
    """The number in a key, and the key without it; "" and the key itself where it has none."""
    found = _NUMBERED.fullmatch(bare_key(key))
    return (found[2].lstrip("0"), found[1] + found[3]) if found else ("", key)


def meant(keys: Iterable[str]) -> set[str]:
    """What keys in letters mean first, by the lexicon: the number of a course is no id."""
    return {field for key in keys for field, _ in lexicon().fields_of(key)[:1]}


def year_above(record: Record) -> str:
    """The year that the nearest group around a record names, by a key of its own or as its name; or ""."""
    said = [text for outer in record.above for key, text in outer.items() if _names_a_year(key)]
    return next((str(one) for one in [*said, *reversed(record.trail)] if _YEAR.fullmatch(str(one))), "")


def _names_a_year(key: str) -> bool:
    name = bare_key(key)
    return name in _NAMES or any(field in ("year", "title") for field, _ in lexicon().fields_of(name))


def with_families(records: Sequence[Record]) -> Sequence[Record]:
    """The records of a file, with lists for the texts of authors where these are family names alone."""
    if not are_families(one for record in records[:_MOST] for one in _lists_in(record).values()):
        return records
    named = ({key: one.split(",") for key, one in _lists_in(record).items()} for record in records)
    return [replace(one, value=copied(one.value) | more) for one, more in zip(records, named, strict=True)]


def _lists_in(record: Record) -> dict[str, str]:
    """The texts of a record that may list authors, by their keys."""
    texts = {key: one for key, one in record.value.items() if isinstance(one, str) and "," in one}
    return {key: one for key, one in texts.items() if "authors" in meant({bare_key(key)})}
