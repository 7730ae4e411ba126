"""The fields of a record. In: a record of any grammar. Out: for each field of a paper the values that its keys hold, the surest first; and
whether an object is meant as a paper at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.readers.lexicon import bare_key, lexicon
from generator.readers.parts.publication import UNTOLD
from generator.readers.record import Element

# Fields that an object around a record does not give: they are its own.
_OWN = frozenset(("title", "subtitle", "abstract", "summary", "authors", "kind"))
# But a record of which only a part was put into an object of its own has these beside it.
_LENT = ("authors", "abstract")
_DEEPEST = 8
_EMPTY: tuple[object, ...] = (None, "", [], {}, ["NA"])
# Ranks of keys end below these: what says of itself which of its kind it is comes after what does not (a graphical abstract, an
# alternative title), and what stands around a record after what stands in it.
_TYPED, _AROUND = 200, 1000
# An object of these alone is the value of its key.
_WRAPPING = frozenset(
    "value @value @language readers #text lang @lang language authority confidence place securitylevel".split()
)
# The same in the answer of a SPARQL query.
_BINDING = _WRAPPING | {"type", "datatype", "xml:lang"}
_TERMS = frozenset(("literal", "typed-literal", "uri", "bnode"))
_OF_A_FACET = frozenset("id title name key label value count doccount selected".split())
# A post or a bookmark has so many of the keys that only such have.
_OF_A_POST = 2
_OF_ANY_LINK = frozenset("title url tags status description".split())
# A grant has an abstract too, and more than so many keys that no paper has.
_GRANTED = 3
# A heading in XML or YAML is a title too: a paper has something of these beside it.
_EVIDENCE = frozenset("authors abstract summary doi date year venue arxiv pmid url urls reference".split())
# A printed reference is no shorter, and gives its year.
_PRINTED = re.compile(r"(?=.{40,2000}\Z).*?\b(?:1[89]|20)\d\d\b", re.S)


class Fields:
    """The values of one record by field. `dialect`: the column of a file of tagged lines, or ""."""

    def __init__(
        self, value: Mapping[str, object], around: tuple[Mapping[str, object], ...] = (), dialect: str = ""
    ) -> None:
        self._known = lexicon()
        self._tags = self._known.tags.get(dialect or "tags", self._known.tags["tags"]) if dialect else {}
        self._found: dict[str, list[tuple[int, int, object]]] = {}
        self._walk(value, "", 0, 0)
        for step, outer in enumerate(around, start=1):
            self._walk(outer, "", 0, step * _AROUND)
        if around:
            self._borrow({key: held for key, held in around[0].items() if held is not value})

    def _borrow(self, beside: Mapping[str, object]) -> None:
        """The authors and the abstract that stand beside an object which holds the other fields of a record."""
        lent = Fields(beside)
        for field in _LENT if "title" not in lent._found else ():
            if field not in self._found and field in lent._found:
                self._found[field] = lent._found[field]

    def of(self, field: str) -> list[object]:
        """Every value that a key of `field` holds, the surest key first; of one key at several depths the shallowest first."""
        return [value for _, _, value in self._sorted(field)]

    def groups(self, field: str) -> list[list[object]]:
        """The values of each key of `field` together: a list repeats one key."""
        made: dict[tuple[int, int], list[object]] = {}
        for rank, depth, value in self._sorted(field):
            made.setdefault((rank, depth), []).append(value)
        return list(made.values())

    def _sorted(self, field: str) -> list[tuple[int, int, object]]:
        found = self._found.get(field, [])
        if len(found) > 1:
            found.sort(key=lambda one: one[:2])
        return found

    def _walk(self, node: Mapping[str, object], path: str, depth: int, far: int) -> None:
        """Note what the keys of an object at `path` hold, `depth` objects deep; `far` is added to their ranks."""
        plain = not isinstance(node, Element)
        for key, held in node.items():
            value = held["value"] if isinstance(held, dict) and "value" in held and _only_wraps(held) else held
            if value in _EMPTY or (isinstance(value, str) and len(value) < 5 and value.casefold() in UNTOLD):
                continue
            name = bare_key(key) if plain else key
            if not depth and self._tags and self._tagged(key, value, far):
                continue
            place = self._named(path, name, value, depth, far)
            if depth < _DEEPEST and not self._aside(name):
                self._inside(value, *place, depth + 1, typed=plain)

    def _tagged(self, key: str, value: object, far: int) -> bool:
        """Note the value of a tag; whether the key can be nothing but a tag."""
        for field, rank in self._tags.get(key.casefold(), ()):
            self._add(field, rank, 0, far, value)
        return len(key) < 3 and key.isascii()

    def _named(self, path: str, name: str, value: object, depth: int, far: int) -> tuple[str, int]:
        """Note a value by its key; the path and the distance of what is inside of it."""
        here = f"{path}/{name}" if path else name
        self._note(here, name, depth, far, value)
        base = name.partition(".")[0]
        if base == name:
            return here, far
        bare = here[: len(here) - len(name) + len(base)]
        self._note(bare, base, depth, far + _TYPED, value)
        return (here, far) if name in self._known.typed else (bare, far + _TYPED)

    def _aside(self, name: str) -> bool:
        elsewhere = self._known.words["elsewhere"]
        return name in elsewhere or (name.partition(".")[0] in elsewhere and name not in self._known.typed)

    def _inside(self, value: object, path: str, far: int, depth: int, *, typed: bool) -> None:
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, Mapping):
                self._walk(one, path, depth, far)
                if typed and (kind := self._type_of(one)):
                    self._walk(one, f"{path}.{kind}", depth, far)

    def _type_of(self, value: Mapping[str, object]) -> str:
        """What an object of a list says it is ({"idtype": "doi", "value": ...}), where a path of the table asks for that."""
        said = (
            text
            for key, text in value.items()
            if isinstance(text, str) and bare_key(key) in self._known.words["typing"]
        )
        return next((bare_key(text) for text in said if bare_key(text) in self._known.types), "")

    def _note(self, path: str, name: str, depth: int, far: int, value: object) -> None:
        for field, rank in self._known.fields_of(path):
            self._add(field, rank, depth, far, value)
        for suffix, field, rank in self._known.tails.get(name, ()):
            if path == suffix or path.endswith("/" + suffix):
                self._add(field, rank, depth, far, value)

    def _add(self, field: str, rank: int, depth: int, far: int, value: object) -> None:
        if far < _AROUND or field not in _OWN:
            self._found.setdefault(field, []).append((rank + far, depth, value))


def titled(value: Mapping[str, object]) -> bool:
    """Whether an object is meant as a paper: a key of its own is a title, also an empty one; or it has an abstract. A weak title ("name")
    needs something else of a paper beside it."""
    known = lexicon()
    fields: set[str] = set()
    weak = False
    named = [(key, _bare(key, value), inner) for key, inner in value.items()]
    if alien(name for _, name, _ in named):
        return False
    for key, name, inner in named:
        mine = {field for field, _ in known.fields_of(name)}
        if "title" in mine and (inner is None or isinstance(inner, str) or _opened(inner)):
            if name not in known.words["weak"] or (isinstance(inner, str) and "(http" in inner):
                return True
            weak = True
        fields |= mine - {"doi"} if "10." not in str(inner)[:400] else mine
        if cites(name, inner):
            return True
        if any(_leads(inner, path) for head in {name, key} for path in known.titles.get(head, ())):
            return True
    good = {"authors", "abstract", "doi", "venue"} & fields
    return (weak and bool(good)) or ("abstract" in fields and bool(value.get("abstract")))


def cites(key: str, value: object) -> str:
    """The printed reference that a key holds, or ""."""
    named = isinstance(value, str) and any(field == "reference" for field, _ in lexicon().fields_of(bare_key(key)))
    return str(value) if named and _PRINTED.match(str(value)) else ""


def _bare(key: str, holder: Mapping[str, object]) -> str:
    """A key of an object as the lexicon writes it, without its type."""
    return key.partition(".")[0] if isinstance(holder, Element) else bare_key(key)


def alien(keys: Iterable[str]) -> bool:
    """Whether keys, in letters, are those of something else than a paper: a song, a ticket, a package, a person."""
    words, held = lexicon().words, set(keys)
    strange, told = len(held & words["foreign"]), held & words["scholarly"]
    # A facet says how many of the results of an answer are of a year or a kind.
    counts = bool(held & {"count", "doccount"}) and held <= _OF_A_FACET
    return counts or (strange > 1 and not told) or (strange > _GRANTED and told == {"abstract"})


def posted(keys: Iterable[str]) -> bool:
    """Whether keys, in letters, are those of a link that somebody kept or posted, and none is one that only a paper has."""
    words, held = lexicon().words, set(keys)
    kept = held & words["kept"]
    return not held & words["scholarly"] and (len(kept) >= _OF_A_POST or (bool(kept) and held <= kept | _OF_ANY_LINK))


def wraps(outer: Mapping[str, object], inner: Mapping[str, object]) -> bool:
    """Whether the object inside is the record, and not its journal: it has authors or an abstract where the outer has a title too."""
    if not titled(inner) or alien(bare_key(key) for key in outer):
        return False
    fields = {field for key in inner for field, _ in lexicon().fields_of(bare_key(key))}
    return bool(fields & {"authors", "abstract", "summary"}) or not titled(outer)


def wrapped(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """The object inside that holds the fields of the record itself ({"paper": {...}, "votes": 3})."""
    for key, one in value.items():
        if isinstance(one, dict) and is_wrapper(key, one) and wraps(value, one):
            return wrapped(one) or one
    return None


def is_wrapper(key: str, value: object) -> bool:
    """Whether a key is one under which a record's own fields stand."""
    return isinstance(value, dict) and bare_key(key) in lexicon().words["wrappers"]


def is_holder(value: Mapping[str, object]) -> bool:
    """Whether an object with a title is what papers stand in: a conference, a session."""
    bare = not _told(value)
    return any(_holds(key, one, bare=bare) for key, one in value.items())


def _holds(key: str, value: object, *, bare: bool) -> bool:
    """Whether `value` is a list of papers under a key that such lists have; in a `bare` one, papers with more than titles at any depth."""
    words, name = lexicon().words, bare_key(key)
    if isinstance(value, dict) and bare and name not in words["elsewhere"]:
        return any(_holds(inner, one, bare=True) for inner, one in value.items())
    members = [one for one in value[:20] if isinstance(one, dict)] if isinstance(value, list) else []
    if name in words["holders"] and any(titled(one) or wrapped(one) is not None for one in members):
        return True
    inside = members if bare and name not in words["elsewhere"] else []
    return any((titled(one) and _told(one)) or is_holder(one) for one in inside)


def _told(value: Mapping[str, object]) -> set[str]:
    return {field for key in value for field, _ in lexicon().fields_of(bare_key(key))} & {"authors", "abstract"}


def evident(value: Element) -> bool:
    """Whether an element with a title has something else of a paper in itself."""
    keys = {key.partition(".")[0] for key, inner in value.items() if inner not in _EMPTY}
    own = {field for key in keys for field, _ in lexicon().fields_of(key)}
    if own & _EVIDENCE or keys & lexicon().words["proofs"]:
        return True
    fields = Fields(value)
    return any(map(fields.of, _EVIDENCE))


def _leads(value: object, path: tuple[str, ...]) -> bool:
    """Whether `path` leads to something in a value, in any member of a list."""
    if not path:
        return value not in _EMPTY
    if isinstance(value, list):
        return any(_leads(one, path) for one in value[:20])
    if not isinstance(value, Mapping):
        return False
    named = ((key if isinstance(value, Element) else bare_key(key), inner) for key, inner in value.items())
    return any(path[0] in (name, name.partition(".")[0]) and _leads(inner, path[1:]) for name, inner in named)


def _opened(value: object) -> bool:
    """Whether an object only wraps a text, {"value": "..."}, or a list holds texts alone."""
    if isinstance(value, list):
        return all(isinstance(one, str) or _opened(one) for one in value[:20])
    return isinstance(value, Mapping) and ("#text" in value or "_" in value or _only_wraps(value))


def _only_wraps(value: Mapping[str, object]) -> bool:
    """Whether an object is nothing but a value with its language, or a term of RDF."""
    return set(value) <= (_BINDING if value.get("type") in _TERMS else _WRAPPING)
