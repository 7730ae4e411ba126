"""Corrections. In: the text of digests/corrections.yml. Out: validated Corrections, people with several names, and Problems with lines.

The file's own first lines tell its format. It is read as nodes, not as values: `2412.10` stays what was typed, every part keeps its line,
and anchors, aliases and repeated keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from generator.config.fields import FIELDS, LINKS, several_in_one, wrong_value
from generator.config.nodes import Node, near, read_nodes
from generator.model import Link, LinkKind, Problem, Source
from generator.text import checked, host_of
from generator.text.keys import LONGEST, RESERVED

SETTABLE = tuple(field for field in FIELDS if field not in LINKS)
PARTS = (
    "paper", "set", "remove", "add_tags", "drop_tags", "add_links", "drop_links", "merge_into", "keep_apart", "rename", "withdraw",
    "accept",
)  # fmt: skip
# Parts that are one text or a list of them -> what each is.
_NAMED = {"add_tags": "a tag", "drop_tags": "a tag", "drop_links": "a link", "keep_apart": "keep_apart"}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Correction(msgspec.Struct, frozen=True):
    """What a person decided about one paper, found by `paper`: a key, an arXiv id, a DOI, a title, or path:line of a digest.

    values: field -> its new value (names of fields: SETTABLE). remove: fields to empty. rename: the new key. merge_into, keep_apart:
    other papers, named like `paper`. withdraw: the notice shown. accept: codes of Problems that are settled. lines: part -> its line,
    "set.title" for a field.
    """

    source: Source
    paper: str
    values: dict[str, tuple[str, ...]] = {}
    remove: tuple[str, ...] = ()
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()
    add_links: tuple[Link, ...] = ()
    drop_links: tuple[str, ...] = ()
    merge_into: str = ""
    keep_apart: tuple[str, ...] = ()
    rename: str = ""
    withdraw: str = ""
    accept: tuple[str, ...] = ()
    lines: dict[str, int] = {}

    def at(self, part: str) -> Source:
        """Where a part of this correction stands."""
        return Source(self.source.path, self.lines.get(part, self.source.line))


class Person(msgspec.Struct, frozen=True):
    """One person who signs in several ways: the name to list, and the others."""

    source: Source
    name: str
    also: tuple[str, ...]


class Corrections(msgspec.Struct, frozen=True):
    """All of corrections.yml, in its order."""

    papers: tuple[Correction, ...] = ()
    people: tuple[Person, ...] = ()


def load_corrections(text: str, path: str) -> tuple[Corrections, list[Problem]]:
    """Read corrections.yml. What cannot be used is an error with its line and is left out; the rest is read on."""
    root, problems = read_nodes(text, path, "correction-invalid")
    reader = _Reader(path, problems)
    if root is None or root.value in ("", []):
        return Corrections(), problems
    parts = (
        reader.mapping(root, ("papers", "authors"), "the file") if isinstance(root.value, dict) else {"papers": root}
    )
    papers = [reader.correction(node) for node in reader.several(parts.get("papers"), "papers")]
    people = [reader.person(node) for node in reader.several(parts.get("authors"), "authors")]
    return Corrections(tuple(c for c in papers if c), tuple(p for p in people if p)), problems


class _Reader:
    """Takes nodes apart and keeps the Problems."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def wrong(self, node: Node, message: str) -> None:
        self.problems.append(Problem(Source(self.path, node.line), "error", "correction-invalid", message))

    def mapping(self, node: Node, known: tuple[str, ...], what: str) -> dict[str, Node]:
        """The parts of a mapping; an unknown one is an error that names the nearest."""
        if not isinstance(node.value, dict):
            self.wrong(node, f"{what} must be a mapping with {', '.join(known)}.")
            return {}
        for name, part in node.value.items():
            if name not in known:
                self.wrong(part, f"{name!r} is no part of {what}{near(name, known)} Known: {', '.join(known)}.")
        return {name: part for name, part in node.value.items() if name in known}

    def several(self, node: Node | None, what: str) -> list[Node]:
        if node is None or node.value == "":
            return []
        if not isinstance(node.value, list):
            self.wrong(node, f"{what} must be a list; begin each entry with a hyphen.")
            return []
        return node.value

    def text(self, node: Node | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node.value, str) or not node.value.strip():
            self.wrong(node, f"{what} must be a text.")
            return ""
        return node.value.strip()

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """One text, or a list of them."""
        if node is None:
            return ()
        nodes = node.value if isinstance(node.value, list) else [node]
        return tuple(text for text in (self.text(each, what) for each in nodes) if text)

    def person(self, node: Node) -> Person | None:
        told = len(self.problems)
        parts = self.mapping(node, ("name", "also"), "an author")
        name, also = self.text(parts.get("name"), "name"), self.texts(parts.get("also"), "also")
        if parts and not (name and also) and len(self.problems) == told:
            self.wrong(node, "an author needs `name`, the one to list, and `also`, the other names.")
        return Person(Source(self.path, node.line), name, also) if name and also else None

    def correction(self, node: Node) -> Correction | None:
        parts = self.mapping(node, PARTS, "a correction")
        paper = self.paper(node, parts)
        if not paper:
            return None
        values = dict(self.values(parts.get("set")))
        lines = {name: part.line for name, part in parts.items()}
        lines |= {f"set.{field}": line for field, (_, line) in values.items()}
        named = {part: self.texts(parts.get(part), what) for part, what in _NAMED.items()}
        found = Correction(
            source=Source(self.path, node.line),
            paper=paper,
            values={field: value for field, (value, _) in values.items()},
            remove=self.fields(parts.get("remove")),
            add_links=tuple(self.links(parts.get("add_links"))),
            merge_into=self.text(parts.get("merge_into"), "merge_into"),
            rename=self.key(parts.get("rename")),
            withdraw=self.notice(parts.get("withdraw")),
            accept=self.codes(parts.get("accept")),
            lines=lines,
        )
        return replace(found, **named)

    def paper(self, node: Node, parts: dict[str, Node]) -> str:
        """What a correction is about, "" when it does not say."""
        paper = self.text(parts.get("paper"), "paper")
        if parts and "paper" not in parts:
            self.wrong(node, "says no `paper`; give its key, arXiv id, DOI or title, or path:line of a digest.")
        elif paper and isinstance(node.value, dict) and len(node.value) == 1:
            self.wrong(node, f"says nothing about the paper; add one of {', '.join(PARTS[1:])}.")
        return paper

    def values(self, node: Node | None) -> Iterator[tuple[str, tuple[tuple[str, ...], int]]]:
        if node is None:
            return
        for field, part in self.mapping(node, SETTABLE, "set").items():
            value = self.texts(part, field)
            why = wrong_value(field, value) if value else ""
            why = why or ("" if isinstance(part.value, list) or not value else several_in_one(field, value[0]))
            if why:
                self.wrong(part, f"{field}: {why}")
            elif value:
                yield field, (value, part.line)

    def fields(self, node: Node | None) -> tuple[str, ...]:
        known = [field for field in SETTABLE if field != "title"]
        found = self.texts(node, "a field")
        for field in found:
            if field not in known and node is not None:
                self.wrong(node, f"{field!r} is no field to remove{near(field, known)} Known: {', '.join(known)}.")
        return tuple(field for field in found if field in known)

    def links(self, node: Node | None) -> Iterator[Link]:
        """Each link as a URL, or as {url: …, kind: …}. Without a kind it is told by the host later."""
        listed = node.value if node is not None and isinstance(node.value, list) else [node]
        for each in filter(None, listed):
            parts = self.mapping(each, ("url", "kind"), "a link") if isinstance(each.value, dict) else {"url": each}
            url, kind = (
                self.text(parts.get("url"), "url"),
                self.text(parts.get("kind"), "kind") if "kind" in parts else "",
            )
            if url and not checked(url):
                self.wrong(each, f"{url!r} is not an http(s) address.")
            elif kind and kind not in LINKS:
                self.wrong(each, f"{kind!r} is no kind of link{near(kind, LINKS)} Known: {', '.join(LINKS)}.")
            elif url:
                yield Link(checked(url), _kind(kind), host_of(url), "correction")

    def key(self, node: Node | None) -> str:
        key = self.text(node, "rename") if node is not None else ""
        if key and node and (not _KEY.fullmatch(key) or key in RESERVED or len(key) > LONGEST + 8):
            why = (
                "is an address of Offprint's own; choose another."
                if key in RESERVED
                else (f"cannot be a key; use small letters, digits and hyphens, at most {LONGEST} of them.")
            )
            self.wrong(node, f"{key!r} {why}")
            return ""
        return key

    def notice(self, node: Node | None) -> str:
        """The sentence that the page of a withdrawn paper shows; `true` and the like would be shown too, and say nothing."""
        notice = self.text(node, "withdraw (the notice that the page shows)")
        if node and notice.lower() in ("true", "false", "yes", "no"):
            self.wrong(
                node,
                f"withdraw: {notice!r} would be shown on the page; write the notice, such as At the authors' request.",
            )
            return ""
        return notice

    def codes(self, node: Node | None) -> tuple[str, ...]:
        found = self.texts(node, "a code")
        for code in found:
            if node is not None and not _CODE.fullmatch(code):
                self.wrong(node, f"{code!r} is not the code of a problem, such as maybe-same-work.")
        return tuple(code for code in found if _CODE.fullmatch(code))


def _kind(name: str) -> LinkKind:
    known: Mapping[str, LinkKind] = {
        "code": "code",
        "project": "project",
        "model": "model",
        "dataset": "dataset",
        "paper": "paper",
    }
    return known.get(name, "other")
