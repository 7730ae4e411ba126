"""Published keys. In: the register's lines of papers, faces, and which work each face is of. Out: the face that each key stands for.

A key goes to the face that its marks agree with best. Firm agreement (a shared id with more, one title and one abstract) is enough by
itself, so a work that was two may have two keys. Of keys that led to one another those that are not found follow the others. What agrees
less, since the entry was edited, counts only where nothing else stands for the key and no other key for the work: a title alone never
takes the address of a work that went for another one that stays. What is left is gone; its key stays taken, and its page says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.config.register import Held, Register
from generator.enrich.identity.faces import Face, content, face_of
from generator.enrich.identity.marks import Agreement, agree, marked_ids, marks_of_work, parts_of, print_of
from generator.enrich.identity.records import tidy
from generator.enrich.identity.verdict import compare
from generator.model import Paper
from generator.text import paper_key

PAPERS = "papers/"
_NUMBERED = re.compile(r"(.+)-\d{1,6}")
# More faces of one title than this are not all looked at for each of its keys.
_CROWD = 100


class Known(msgspec.Struct, frozen=True):
    """faces: published key -> the face that it stands for. leads: those of them that led to another key. gone: keys of no work now."""

    faces: dict[str, int] = {}
    leads: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.faces or self.gone)


def keys_in(register: Register) -> dict[str, Held]:
    """The lines of papers, by key."""
    return {address[len(PAPERS) :]: held for address, held in register.items() if address.startswith(PAPERS)}


def titles_of(key: str, held: Held) -> set[str]:
    """The keys that a title may have whose paper has this key."""
    return {*numbered_of(key), *held.marks.get("title", ())}


def numbered_of(key: str) -> set[str]:
    """A key, and the key of which it may be the second, third …"""
    numbered = _NUMBERED.fullmatch(key)
    return {key, numbered[1]} if numbered else {key}


def marks_for(key: str, records: Sequence[Paper]) -> dict[str, tuple[str, ...]]:
    """What tells the tidy records that own a key from other works; their titles too when the key is not made of one."""
    if not records:
        return {}
    marks = marks_of_work([face_of(record) for record in records])
    titles = {paper_key(record.title) for record in records}
    return marks if titles & numbered_of(key) else {**marks, "title": tuple(sorted(titles))}


def one_work(ours: Sequence[Paper], theirs: Sequence[Paper]) -> bool:
    """Whether any two of the records may be of one work, edited perhaps: what a page showed before, and what it shows now."""
    known = {content(record) for record in ours}
    if any(content(record) in known for record in theirs):
        return True
    faces = [(face_of(tidied), paper_key(tidied.title)) for tidied in map(tidy, theirs)]
    for record in map(tidy, ours):
        face, base = face_of(record), paper_key(record.title)
        for other, title in faces:
            seen = agree(marks_of_work([face]), other, print_of(other), {base}, title)
            if seen.firm or seen.loose or compare(face, other).word != "apart":
                return True
    return False


def resolve_published(
    lines: Mapping[str, Held], faces: Sequence[Face], bases: Sequence[str], works: Sequence[int]
) -> Known:
    """Find what each published key stands for. bases: face -> the key of its title; works: face -> its work."""
    if not lines:
        return Known()
    found, loose = _weighed(lines, _Index(faces, bases))
    linked = _links(lines)
    _follow(linked, found)
    claimed = {works[face] for face in found.values()}
    for _, key, face in sorted(loose):
        if key not in found and works[face] not in claimed:
            found[key] = face
            claimed.add(works[face])
    _follow(linked, found)
    leads = frozenset(key for key in found if _target(lines[key]) in lines)
    return Known(found, leads, frozenset(lines.keys() - found.keys()))


def _weighed(lines: Mapping[str, Held], index: _Index) -> tuple[dict[str, int], list[tuple[int, str, int]]]:
    """Key -> the face that agrees with it firmly; of other keys (how loosely, key, face), where one agrees at all."""
    found: dict[str, int] = {}
    loose: list[tuple[int, str, int]] = []
    for key in sorted(lines):
        ranked = [(index.agree(key, lines[key], face), face) for face in index.near(key, lines[key])]
        firm = [(_order(seen), face) for seen, face in ranked if seen.firm]
        if firm:
            found[key] = min(firm)[1]
        # Of what is gone a published site tells nothing but the address; another work of that title is another work. So is one whose
        # title has a further key, kept for what may have been, that led to the first.
        elif lines[key].marks or not (lines[key].gone or _target(lines[key]) in lines):
            loose += [(seen.loose, key, face) for seen, face in ranked if seen.loose]
    return found, loose


def _order(seen: Agreement) -> tuple[bool, ...]:
    """The best agreement first."""
    return not seen.title, not seen.text, seen.ids <= 0, not seen.names


def _target(held: Held) -> str:
    return held.to.removeprefix(PAPERS) if held.to.startswith(PAPERS) else ""


def _links(lines: Mapping[str, Held]) -> dict[str, set[str]]:
    """Key -> the keys that it led to, and those that led to it."""
    linked: dict[str, set[str]] = defaultdict(set)
    for key, held in lines.items():
        if _target(held) in lines:
            linked[key].add(_target(held))
            linked[_target(held)].add(key)
    return linked


def _follow(linked: Mapping[str, set[str]], found: dict[str, int]) -> None:
    """Give keys that were not found what the keys have that they led to, or that led to them."""
    waiting = sorted(key for key in linked if key in found)
    while waiting:
        following = []
        for key in waiting:
            for other in sorted(linked[key] - found.keys()):
                found[other] = found[key]
                following.append(other)
        waiting = following


class _Index:
    """Finds the faces worth a look for a key; prints are made only when ids and titles do not tell."""

    def __init__(self, faces: Sequence[Face], bases: Sequence[str]) -> None:
        self.faces, self.bases = faces, bases
        self.by_id: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_title: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.prints: dict[int, str] = {}
        self.by_part: dict[tuple[int, str], list[int]] | None = None
        for place, face in enumerate(faces):
            self.by_title[bases[place]].append(place)
            for mark in face.ids:
                self.by_id[mark].append(place)
        for base, crowd in self.by_title.items():
            for place in crowd if len(crowd) > _CROWD else ():
                for name in faces[place].authors:
                    self.by_name[base, name].append(place)

    def near(self, key: str, held: Held) -> list[int]:
        near = dict.fromkeys(face for mark in marked_ids(held.marks) for face in self.by_id.get(mark, ()))
        near |= dict.fromkeys(self._by_title(key, held))
        if not any(self.agree(key, held, face).firm for face in near):
            near |= dict.fromkeys(self._by_text(held))
        return list(near)

    def _by_title(self, key: str, held: Held) -> Iterator[int]:
        """The faces of that title; of a crowd ("Introduction") those that an author of the marks signed."""
        names = [name for value in held.marks.get("by", ()) for name in value.split("+")]
        for base in sorted(titles_of(key, held)):
            crowd = self.by_title.get(base, [])
            if len(crowd) <= _CROWD:
                yield from crowd
            for name in names if len(crowd) > _CROWD else ():
                yield from self.by_name.get((base, name), [])[:_CROWD]

    def agree(self, key: str, held: Held, face: int) -> Agreement:
        printed = self._print(face) if "text" in held.marks else ""
        return agree(held.marks, self.faces[face], printed, titles_of(key, held), self.bases[face])

    def _print(self, face: int) -> str:
        if face not in self.prints:
            self.prints[face] = print_of(self.faces[face])
        return self.prints[face]

    def _by_text(self, held: Held) -> Iterator[int]:
        parts = parts_of("".join(held.marks.get("text", ())))
        if parts and self.by_part is None:
            self.by_part = defaultdict(list)
            for face in range(len(self.faces)):
                for part in parts_of(self._print(face)):
                    self.by_part[part].append(face)
        counts: dict[int, int] = defaultdict(int)
        for part in parts:
            for face in (self.by_part or {}).get(part, ()):
                counts[face] += 1
        yield from (face for face, count in sorted(counts.items()) if count > 1)


def held_of(known: Known, bases: Mapping[int, str], works: Mapping[int, int]) -> Iterable[tuple[str, int, int, bool]]:
    """(key, work, face, whether it is the key of that face's own title) of every key that stands for a work."""
    for key, face in sorted(known.faces.items()):
        yield key, works[face], face, bases[face] in numbered_of(key)
