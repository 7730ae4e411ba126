"""What a key means. In: a record of any grammar. Out: for each field of a paper the values that its keys hold, the surest first.

The table is lexicon.toml. A key is compared without case, blanks and signs; a key inside of another is `outer/inner`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from generator.readers.record import Element

# Fields that an object around a record does not give: they are its own.
_OWN = frozenset(("title", "subtitle", "abstract", "summary", "authors", "kind"))
_DEEPEST = 8
_EMPTY: tuple[object, ...] = (None, "", [], {})
_AROUND, _TYPED = 1000, 200
# An object of these alone is the value of its key.
_WRAPPING = frozenset(("value", "readers", "#text", "lang", "@lang"))
_DIALECTS = ("ris", "wos", "medline", "refer", "refworks", "ovid")


@lru_cache(maxsize=1 << 14)
def letters(key: str) -> str:
    """A key without case, blanks and signs: "Publication Year", publication_year and publicationYear are one."""
    return re.sub(r"[\W_]+", "", key.casefold())


class Lexicon:
    """The table, turned round: a key or a path of keys -> the fields it may mean, with their rank."""

    def __init__(self, table: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
        self.exact: dict[str, list[tuple[str, int]]] = {}
        self.tails: dict[str, list[tuple[str, str, int]]] = {}
        self.tags: dict[str, dict[str, list[tuple[str, int]]]] = {name: {} for name in ("tags", *_DIALECTS)}
        self.fields = tuple(table["fields"])
        for field, rows in table["fields"].items():
            for rank, key in enumerate(rows.get("keys", "").split()):
                self._add(field, rank, _written(key))
            self._add_tags(field, rows)
        structure = {name: frozenset(words.split()) for name, words in _texts(table["structure"])}
        self.holders, self.wrappers, self.elsewhere = (structure[k] for k in ("holders", "wrappers", "elsewhere"))
        self.weak, self.typing, self.inline = (structure[k] for k in ("weak", "typing", "inline"))
        self.machine, self.parts, self.other, self.named = (
            structure[k] for k in ("machine", "parts", "other", "named")
        )
        self.proofs, self.hosts, self.beside = (structure[k] for k in ("proofs", "hosts", "beside"))
        self.inline = frozenset(map(letters, self.inline))
        self.seldom, self.admin = structure["seldom"], structure["admin"]
        self.languages = {name: code for code, names in _texts(table["languages"]) for name in names.split()}
        self.name = {part: tuple(map(_written, words.split())) for part, words in _texts(table["name"])}
        self.said = {part for key in (*self.exact, *self._suffixes()) for part in key.split("/") if "." in part}
        self.types = {part.split(".", 1)[1] for part in self.said}
        # First key of a path that leads to a title -> the rest of each such path.
        self.title_paths: dict[str, list[tuple[str, ...]]] = {}
        for path in (*self.exact, *self._suffixes("title")):
            if "/" in path and self._titles(path):
                head, *rest = path.split("/")
                self.title_paths.setdefault(head, []).append(tuple(rest))

    def _add(self, field: str, rank: int, key: str) -> None:
        if key.startswith("*/"):
            self.tails.setdefault(key.rsplit("/", 1)[1], []).append((key[2:], field, rank))
        else:
            self.exact.setdefault(key, []).append((field, rank))

    def _add_tags(self, field: str, rows: Mapping[str, str]) -> None:
        for dialect, by_tag in self.tags.items():
            for rank, tags in enumerate(rows.get(dialect, rows.get("tags", "")).split()):
                for tag in tags.split("+"):
                    by_tag.setdefault(tag.casefold(), []).append((field, rank))

    def _suffixes(self, field: str = "") -> Iterator[str]:
        return (suffix for found in self.tails.values() for suffix, name, _ in found if not field or name == field)

    def _titles(self, path: str) -> bool:
        return path in set(self._suffixes("title")) or any(field == "title" for field, _ in self.exact.get(path, ()))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8")))


def _texts(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    return ((name, words) for name, words in table.items() if isinstance(words, str))


def _written(key: str) -> str:
    """A key of the table as records are indexed by it: each part in letters, `*`, `@` and the type of an element kept."""
    return "/".join(part if part == "*" else _part(part) for part in key.split("/"))


def _part(part: str) -> str:
    sign = part[:1] if part[:1] in "@#" else ""
    return sign + ".".join(letters(piece) for piece in part.split("."))


class Fields:
    """The values of one record by field. `dialect`: the column of a file of tagged lines, or ""."""

    def __init__(
        self, value: Mapping[str, object], around: tuple[Mapping[str, object], ...] = (), dialect: str = ""
    ) -> None:
        self._known = lexicon()
        self._found: dict[str, list[tuple[int, int, object]]] = {}
        self._dialect = dialect
        self._walk(value, "", 0, 0)
        for step, outer in enumerate(around, start=1):
            self._walk(outer, "", 0, step * _AROUND)

    def of(self, field: str) -> list[object]:
        """Every value that a key of `field` holds, the surest key first; of one key at several depths the shallowest first."""
        return [value for _, _, value in sorted(self._found.get(field, ()), key=lambda found: found[:2])]

    def groups(self, field: str) -> list[list[object]]:
        """The values of each key of `field` together: a list repeats one key."""
        made: dict[tuple[int, int], list[object]] = {}
        for rank, depth, value in sorted(self._found.get(field, ()), key=lambda found: found[:2]):
            made.setdefault((rank, depth), []).append(value)
        return list(made.values())

    def _walk(self, node: Mapping[str, object], path: str, depth: int, far: int) -> None:
        plain = not isinstance(node, Element)
        for key, value in node.items():
            if isinstance(value, dict) and "value" in value and set(value) <= _WRAPPING:
                value = value["value"]
            if value in _EMPTY:
                continue
            name = letters(key) if plain else key
            here = f"{path}/{name}" if path else name
            self._note(here, name, depth, far, value, key)
            base = name.split(".", 1)[0]
            beyond = far
            if base != name:
                # What says of itself which of its kind it is comes after what does not: a graphical abstract, an alternative title.
                bare = here[: len(here) - len(name) + len(base)]
                self._note(bare, base, depth, far + _TYPED, value, "")
                here, beyond = (here, far) if name in self._known.said else (bare, far + _TYPED)
            aside = name in self._known.elsewhere or (base in self._known.elsewhere and name not in self._known.said)
            if depth < _DEEPEST and not aside and isinstance(value, (Mapping, list)):
                for one in value if isinstance(value, list) else (value,):
                    if isinstance(one, Mapping):
                        self._inside(one, here, depth + 1, beyond, plain=plain)

    def _inside(self, node: Mapping[str, object], path: str, depth: int, far: int, *, plain: bool) -> None:
        self._walk(node, path, depth, far)
        if plain and (kind := self._type_of(node)):
            self._walk(node, f"{path}.{kind}", depth, far)

    def _type_of(self, value: Mapping[str, object]) -> str:
        """What an object of a list says it is ({"idtype": "doi", "value": ...}), where a path of the table asks for that."""
        for key, said in value.items():
            if isinstance(said, str) and letters(key) in self._known.typing and letters(said) in self._known.types:
                return letters(said)
        return ""

    def _note(self, path: str, name: str, depth: int, far: int, value: object, key: str) -> None:
        if self._dialect and not depth:
            for field, rank in self._known.tags.get(self._dialect, self._known.tags["tags"]).get(key.casefold(), ()):
                self._add(field, rank, depth, far, value)
            if len(key) < 3 and key.isascii():
                return
        for field, rank in self._known.exact.get(path, ()):
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
    for key, inner in value.items():
        name = key.split(".", 1)[0] if isinstance(value, Element) else letters(key)
        for field, _ in known.exact.get(name, ()):
            if field == "title" and (inner is None or isinstance(inner, str) or _opened(inner)):
                if name not in known.weak:
                    return True
                weak = True
            fields.add(field)
        if any(_leads(inner, path) for head in {name, key} for path in known.title_paths.get(head, ())):
            return True
    good = {"authors", "abstract", "doi", "venue"} & fields
    return (weak and bool(good)) or ("abstract" in fields and bool(value.get("abstract")))


def wraps(outer: Mapping[str, object], inner: Mapping[str, object]) -> bool:
    """Whether the object inside is the record, and not its journal: it has authors or an abstract where the outer has a title too."""
    if not titled(inner):
        return False
    known = lexicon()
    fields = {field for key in inner for field, _ in known.exact.get(letters(key), ())}
    return bool(fields & {"authors", "abstract", "summary"}) or not titled(outer)


# A heading in XML or YAML is a title too: a paper has something of these beside it.
_EVIDENCE = frozenset("authors abstract summary doi date year venue arxiv pmid url urls".split())


def evident(value: Element) -> bool:
    """Whether an element with a title has something else of a paper in itself."""
    fields = Fields(value)
    keys = {key.split(".", 1)[0] for key in value}
    return any(map(fields.of, _EVIDENCE)) or bool(keys & (lexicon().proofs | {"@id", "@key"}))


def _leads(value: object, path: tuple[str, ...]) -> bool:
    """Whether `path` leads to something in a value, in any member of a list."""
    if not path:
        return value not in _EMPTY
    if isinstance(value, list):
        return any(_leads(one, path) for one in value[:20])
    if not isinstance(value, Mapping):
        return False
    for key, inner in value.items():
        name = key if isinstance(value, Element) else letters(key)
        if path[0] in (name, name.split(".", 1)[0]) and _leads(inner, path[1:]):
            return True
    return False


def _opened(value: object) -> bool:
    """Whether an object only wraps a text, {"value": "..."}, or a list holds texts alone."""
    if isinstance(value, list):
        return all(isinstance(one, str) or _opened(one) for one in value[:20])
    return isinstance(value, Mapping) and ("#text" in value or set(value) <= _WRAPPING)
