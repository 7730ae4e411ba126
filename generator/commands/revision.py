"""Digests out of git. In: a repository and a commit. Out: its plain files in a folder of ours, and a Problem for all else.

Nothing is checked out: the entries of two trees are listed, each is judged by mode, name and size, and the blobs of those that pass are
written by this code under names that hold letters, digits, dots, dashes and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.commands.git import TreeEntry, list_tree, object_kind, read_blobs
from generator.model import Problem, Source

_NAME = re.compile(r"[0-9A-Za-z_][0-9A-Za-z._-]{0,149}")
_HIDDEN = re.compile(r"[.~][0-9A-Za-z_][0-9A-Za-z._~-]*")
_WHAT = {
    "120000": "is a symbolic link; put the file itself there",
    "160000": "is a submodule; put the files themselves there",
    "100755": "is marked as a program (mode 100755); take the mark off with `git update-index --chmod=-x FILE`",
}


class Caps(msgspec.Struct, frozen=True):
    """How much is taken: files, bytes of one, bytes of all."""

    files: int = 20_000
    file: int = 64 << 20
    total: int = 2 << 30


class Taken(msgspec.Struct, frozen=True):
    """Plain files by path below the digests folder (`x.txt`, `facts/x.jsonl`), and what was refused."""

    files: dict[str, TreeEntry]
    problems: tuple[Problem, ...]


def take_digests(repository: Path, commit: str, path: str) -> Taken:
    """The plain files of `path` and `path`/facts in a commit; other folders hold no digests. Caps are the caller's."""
    kind = object_kind(repository, commit, path)
    if not kind:
        return Taken({}, ())
    if kind != "tree":
        return Taken({}, (_problem(path, "not-a-plain-file", "is not a folder; make it one that holds the digests."),))
    top = list_tree(repository, f"{commit}:{path}", sizes=True)
    files, problems = judged(top, path, "")
    if any(entry.name == b"facts" and entry.kind == "tree" for entry in top):
        facts, more = judged(list_tree(repository, f"{commit}:{path}/facts", sizes=True), path, "facts/")
        files, problems = {**files, **facts}, [*problems, *more]
    return Taken(files, tuple(problems))


def judged(entries: Iterable[TreeEntry], path: str, below: str) -> tuple[dict[str, TreeEntry], list[Problem]]:
    """Entries of a tree that are plain files with plain names, and a Problem for each other; hidden names and folders are no digests."""
    files: dict[str, TreeEntry] = {}
    problems = []
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.name.decode("utf-8", "backslashreplace")
        where = f"{path}/{below}{shown(name)}"
        if _HIDDEN.fullmatch(name) and entry.mode == "100644":
            continue
        if entry.kind == "tree":
            seen.setdefault(name.casefold(), name)
        elif entry.mode != "100644":
            what = _WHAT.get(entry.mode, f"is not a plain file (mode {entry.mode}); put a plain file there")
            problems.append(_problem(where, "not-a-plain-file", f"{what}."))
        elif not _NAME.fullmatch(name):
            problems.append(
                _problem(where, "unsafe-name", "has a name of other characters than A-Z a-z 0-9 . _ -; rename it.")
            )
        elif seen.setdefault(name.casefold(), name) != name or name.casefold() == "facts":
            problems.append(
                _problem(
                    where,
                    "name-clash",
                    "has the name of another file or folder, or differs from it only in case; rename one.",
                )
            )
        else:
            files[f"{below}{name}"] = entry
    return files, problems


def over_caps(files: dict[str, TreeEntry], path: str, caps: Caps) -> list[Problem]:
    """A Problem for each cap that is not kept; with one, nothing may be read."""
    problems = [
        _problem(f"{path}/{name}", "too-large", f"has {entry.size:,} bytes, more than {caps.file:,}; split it.")
        for name, entry in files.items()
        if entry.size > caps.file
    ]
    if len(files) > caps.files:
        problems.append(
            _problem(path, "too-many-files", f"has {len(files):,} files, more than {caps.files:,}; send fewer at once.")
        )
    total = sum(entry.size for entry in files.values())
    if total > caps.total:
        problems.append(
            _problem(path, "too-large", f"has {total:,} bytes together, more than {caps.total:,}; send less at once.")
        )
    return problems


def write_digests(repository: Path, files: dict[str, TreeEntry], folder: Path) -> None:
    """Write the blobs of `files` under `folder`, which is new and ours."""
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    blobs = read_blobs(repository, (entry.sha for entry in files.values()))
    for name, entry in files.items():
        (folder / name).write_bytes(blobs[entry.sha])


def shown(name: str) -> str:
    """A name of any characters as ASCII on one line, for a message."""
    plain = "".join(c if " " <= c <= "~" and c not in "\\\"'`<>" else f"\\u{ord(c):04x}" for c in name)
    return plain if len(plain) <= 120 else plain[:119] + "..."


def _problem(path: str, code: str, message: str) -> Problem:
    return Problem(Source(path), "error", code, message)
