"""The stored tree, as git objects. In: a bare repository, folders. Out: trees with the site at the root, previews below `previews/`.

Whole trees are put together by their names, so what is already stored is neither read nor written again, and a preview can only ever become
one entry of `previews/`, under its number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.commands.git import GitError, TreeEntry, credentials, git, list_tree, read_blobs

PREVIEWS = "previews"
LEDGER = "index.json"
_SLOT = re.compile(r"[1-9][0-9]{0,9}")
_NAME = re.compile(r"[^\x00-\x1f\x7f\\]{1,255}")
_FORBIDDEN = frozenset({".", "..", ".git"})


class StoreError(Exception):
    """Something that must not be stored, or a store that cannot be read; the message says what."""


class StoredPreview(msgspec.Struct, frozen=True):
    """A stored preview. `serial` grows with every put, so the smallest is the oldest; `tree` names its content."""

    size: int
    serial: int
    tree: str
    sha: str = ""


class Stored(msgspec.Struct, frozen=True):
    """What is stored. `site`: the entries of the root but `previews`, and their bytes. `serial`: of the last put of a preview."""

    site: tuple[TreeEntry, ...] = ()
    site_size: int = 0
    slots: dict[int, StoredPreview] = {}
    serial: int = 0

    @property
    def size(self) -> int:
        return self.site_size + sum(slot.size for slot in self.slots.values())


class _Ledger(msgspec.Struct, frozen=True):
    site: int
    serial: int
    previews: dict[str, StoredPreview]


def slot_of(name: str) -> int:
    """The number of a slot: a positive integer in ASCII digits, and nothing else. Raises StoreError."""
    if not _SLOT.fullmatch(name):
        raise StoreError(f"{name!r} is not the number of a pull request")
    return int(name)


def read_stored(repository: Path, commit: str) -> Stored:
    """What a commit of the storage branch holds; nothing for "". Raises StoreError, GitError."""
    if not commit:
        return Stored()
    root = list_tree(repository, commit)
    site = tuple(entry for entry in root if entry.name.decode("utf-8", "replace") != PREVIEWS)
    if len(site) == len(root):
        _bring_files(repository)
        return Stored(site, _size_below(repository, commit))
    entries = {entry.name.decode("utf-8", "replace"): entry for entry in list_tree(repository, f"{commit}:{PREVIEWS}")}
    trees = {name: entry.sha for name, entry in entries.items() if entry.kind == "tree" and _SLOT.fullmatch(name)}
    try:
        ledger = msgspec.json.decode(read_blobs(repository, [entries[LEDGER].sha])[entries[LEDGER].sha], type=_Ledger)
        slots = {int(name): ledger.previews[name] for name, tree in trees.items() if ledger.previews[name].tree == tree}
        if len(slots) == len(trees):
            return Stored(site, ledger.site, slots, ledger.serial)
    except (KeyError, msgspec.MsgspecError):
        pass
    return _recount(repository, commit, site, trees)


def _recount(repository: Path, commit: str, site: tuple[TreeEntry, ...], trees: Mapping[str, str]) -> Stored:
    """The same without its ledger: sizes counted, the lower number taken for the older preview."""
    _bring_files(repository)
    numbers = sorted(trees, key=int)
    slots = {
        int(name): StoredPreview(_size_below(repository, trees[name]), place, trees[name])
        for place, name in enumerate(numbers, start=1)
    }
    size = _size_below(repository, commit) - _size_below(repository, f"{commit}:{PREVIEWS}")
    return Stored(site, size, slots, len(slots))


def _bring_files(repository: Path) -> None:
    """Fetch all files of the branch at once: git would fetch those that were left out one by one as their sizes are asked for."""
    url = git(repository, "config", "remote.store.url").decode().strip()
    git(
        repository, "fetch", "--quiet", "--refetch", "--no-filter", "--depth=1", "--no-tags", "--no-write-fetch-head",
        "--no-auto-maintenance", "store", environment=credentials(url),
    )  # fmt: skip


def _size_below(repository: Path, treeish: str) -> int:
    listed = git(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", treeish).split(b"\0")
    sizes = (line.split(b"\t", 1)[0].split()[3] for line in listed if line)
    return sum(int(size) for size in sizes if size != b"-")


def write_stored(repository: Path, stored: Stored) -> str:
    """The tree of what is to be stored. Raises GitError."""
    lines = [_line(entry.mode, entry.kind, entry.sha, entry.name.decode("utf-8")) for entry in stored.site]
    if stored != Stored():
        previews = {str(number): slot for number, slot in sorted(stored.slots.items())}
        ledger = (
            msgspec.json.format(msgspec.json.encode(_Ledger(stored.site_size, stored.serial, previews)), indent=1)
            + b"\n"
        )
        blob = git(repository, "hash-object", "-w", "--stdin", given=ledger).decode("ascii").strip()
        below = [_line("100644", "blob", blob, LEDGER)]
        below += [_line("040000", "tree", slot.tree, name) for name, slot in previews.items()]
        lines.append(_line("040000", "tree", _make_tree(repository, below), PREVIEWS))
    return _make_tree(repository, lines)


def _make_tree(repository: Path, lines: list[bytes]) -> str:
    return git(repository, "mktree", "-z", "--missing", given=b"".join(lines)).decode("ascii").strip()


def _line(mode: str, kind: str, sha: str, name: str) -> bytes:
    return f"{mode} {kind} {sha}\t{name}\0".encode()


def add_folder(repository: Path, folder: Path) -> tuple[str, int]:
    """Write a folder's files as objects; the name of their tree, and their bytes. Raises StoreError for what is not a plain file with a
    plain name, GitError."""
    paths, size = _plain_files(folder)
    if not paths:
        raise StoreError(f"{folder} holds no file")
    listed = "".join(f"{folder.resolve() / path}\n" for path in paths).encode()
    names = git(repository, "hash-object", "-w", "--no-filters", "--stdin-paths", given=listed).decode("ascii").split()
    index = repository / "index.offprint"
    index.unlink(missing_ok=True)
    environment = {"GIT_INDEX_FILE": str(index)}
    given = b"".join(_line("100644", "blob", name, path) for name, path in zip(names, paths, strict=True))
    git(repository, "update-index", "-z", "--index-info", given=given, environment=environment)
    return git(repository, "write-tree", environment=environment).decode("ascii").strip(), size


def _plain_files(folder: Path) -> tuple[list[str], int]:
    """Relative paths of all files below a folder, sorted, and their bytes."""
    found, size = [], 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise StoreError(f"{name!r} is not a plain file")
        if not _NAME.fullmatch(path.name) or path.name.lower() in _FORBIDDEN:
            raise StoreError(f"{name!r} has a name that cannot be stored")
        if path.is_file():
            found.append(name)
            size += path.stat().st_size
    return found, size


def root_entries(repository: Path, tree: str) -> tuple[TreeEntry, ...]:
    """The entries of a site's own tree. Raises StoreError when the site has a folder for previews, whose place that is."""
    entries = tuple(list_tree(repository, tree))
    if any(entry.name.decode("utf-8", "replace").casefold() == PREVIEWS for entry in entries):
        raise StoreError(f"the site has a {PREVIEWS}/ of its own, where previews are stored; rename it")
    return entries


__all__ = [
    "PREVIEWS",
    "GitError",
    "StoreError",
    "Stored",
    "StoredPreview",
    "add_folder",
    "read_stored",
    "root_entries",
    "slot_of",
    "write_stored",
]  # fmt: skip
