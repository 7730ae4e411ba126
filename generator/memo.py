"""The memory of work done. In: keys, made of all that a result depends on. Out: the results of earlier builds, in one SQLite file.

A result is found again by the hash of the step that made it, of that step's code, and of what it was given; so nothing is ever out of date,
only unused. Two builds may share the file: what one cannot write because the other does, it makes again next time. A file that is damaged,
or of another version, is begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_VERSION, _KEY, _CHECK = 1, 16, 8
# SQLite takes 32,766 values in one statement; more than some hundreds are no faster.
_AT_ONCE = 500
# What no build has asked for in this one is thrown out when it is more than so many times what was.
_SPARE, _FEW = 2, 1_000
_SECONDS_TO_WAIT = 2.0
# SQLite holds no value of more than 10^9 bytes; such a result is made again.
_LARGEST = 900_000_000
# What is larger is written piece by piece.
_LARGE = 1 << 20
_IMPORT = re.compile(r"^[ \t]*(?:from (generator[\w.]*) import (\([^)]*\)|[^\n]*)|import (generator[\w.]*))", re.M)
_PACKAGE = Path(__file__).parent


class Memo:
    """Results by key. `said`: why the memory was begun anew, or ""; `is_new`: it holds nothing; `found`, `missed`: of what was asked."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path, self.said = path, ""
        self.found = self.missed = 0
        # What was asked for, by the first bytes of each key: as a set of keys it would be 600 bytes a paper.
        self._used = array("Q")
        self._versions: dict[str, bytes] = {}
        self._db = self._open(force)
        self.is_new = not self._do("SELECT 1 FROM result LIMIT 1", ())

    def _open(self, force: bool) -> sqlite3.Connection | None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if force:
            self._remove()
        try:
            return self._connected()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            self.said = "is damaged"
            self._remove()
        with contextlib.suppress(sqlite3.Error):
            return self._connected()
        return None

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=_SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            self.said = "is of another version"
            db.execute("DROP TABLE IF EXISTS result")
        db.execute("CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        return db

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The results that are known, each whole: a value that is not what was stored counts as unknown."""
        known: dict[bytes, bytes] = {}
        for first in range(0, len(keys), _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._do(f"SELECT key, value FROM result WHERE key IN ({marks})", some)  # noqa: S608 - marks alone
            known.update((key, value[_CHECK:]) for key, value in rows if value[:_CHECK] == _check(key, value[_CHECK:]))
        self._used.extend(map(_front, keys))
        self.found += len(known)
        self.missed += len(keys) - len(known)
        return known

    def begins(self, key: bytes, front: bytes) -> bool:
        """Whether the result of a key begins so. Whether it is whole is not asked."""
        place = (_CHECK + 1, len(front), key)
        return self._do("SELECT substr(value, ?, ?) FROM result WHERE key = ?", place) == [(front,)]

    def version_of(self, module: str) -> bytes:
        """code_version(module), remembered for the package as it is: to follow all imports takes twice as long as to hash all files."""
        if module not in self._versions:
            key = key_of(b"version", package_version(), module.encode())
            rows = self._do("SELECT value FROM result WHERE key = ?", [key])
            held = rows[0][0] if rows else b""
            if len(held) != _CHECK + _KEY or held[:_CHECK] != _check(key, held[_CHECK:]):
                held = b"\0" * _CHECK + code_version(module)
                self.put([(key, held[_CHECK:])])
            self._versions[module] = held[_CHECK:]
            self._used.append(_front(key))
        return self._versions[module]

    def put(self, results: Iterable[tuple[bytes, bytes | bytearray]]) -> None:
        """Keep results; not, when another build is writing."""
        if self._db is None:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            kept = [(key, value) for key, value in results if len(value) <= _LARGEST]
            small = ((key, _check(key, value) + value) for key, value in kept if len(value) <= _LARGE)
            self._db.executemany("INSERT OR REPLACE INTO result VALUES (?, ?)", small)
            for key, value in kept:
                if len(value) > _LARGE:
                    self._put_large(self._db, key, value)
            self._db.execute("COMMIT")
        except sqlite3.OperationalError:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
        except sqlite3.DatabaseError:
            self._damaged()

    @staticmethod
    def _put_large(db: sqlite3.Connection, key: bytes, value: bytes | bytearray) -> None:
        """Write into its place what would be copied three times else: the index of 100,000 papers is some 200 MB."""
        size = _CHECK + len(value)
        row = db.execute("INSERT OR REPLACE INTO result VALUES (?, zeroblob(?))", (key, size)).lastrowid
        with db.blobopen("result", "value", row or 0) as place:
            place.write(_check(key, value))
            place.write(value)

    def close(self) -> None:
        """Throw out what this build had no use for, when it has become much, and close the file."""
        used = set(self._used)
        ((held,),) = self._do("SELECT count(*) FROM result", ()) or [(0,)]
        if held > _SPARE * max(len(used), _FEW):
            stale = [(key,) for (key,) in self._do("SELECT key FROM result", ()) if _front(key) not in used]
            with contextlib.suppress(sqlite3.Error):
                if self._db is not None:
                    self._db.execute("BEGIN IMMEDIATE")
                    self._db.executemany("DELETE FROM result WHERE key = ?", stale)
                    self._db.execute("COMMIT")
                    self._db.execute("VACUUM")
        if self._db is not None:
            self._db.close()
            self._db = None

    def _do(self, statement: str, values: Sequence[bytes | int]) -> list[Any]:
        if self._db is None:
            return []
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            return []
        except sqlite3.DatabaseError:
            self._damaged()
            return []

    def _damaged(self) -> None:
        """The file turned out to be no database half way: go on without, and begin anew next time."""
        self.said = "is damaged"
        if self._db is not None:
            self._db.close()
        self._db = None
        self._remove()


def _front(key: bytes) -> int:
    return int.from_bytes(key[:8], "little")


def _check(key: bytes, value: bytes | bytearray) -> bytes:
    return hashlib.blake2b(value, key=key, digest_size=_CHECK).digest()


def key_of(*parts: bytes) -> bytes:
    """The key of a result that depends on these."""
    total = hashlib.blake2b(digest_size=_KEY)
    for part in parts:
        total.update(len(part).to_bytes(8, "little") + part)
    return total.digest()


def encoded(value: object) -> bytes:
    """Records, texts, numbers and what holds them, as bytes: the same for the same value (a set has no order, so it is none)."""
    return _ENCODER.encode(value)


def encoded_after(front: bytes, value: object) -> bytearray:
    """The same behind `front`, in one piece that is made once."""
    whole = bytearray(front)
    _ENCODER.encode_into(value, whole, len(front))
    return whole


def _in_other_words(value: object) -> object:
    """What msgspec does not know: a value that says itself what it is made of, a kind of str, a kind of dict."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return dict(value)
    made_of: bytes = value.made_of  # type: ignore[attr-defined]
    return made_of


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_in_other_words)


@cache
def code_version(module: str) -> bytes:
    """A hash of a module of ours, of all of ours that it imports, directly or not, of the files that lie beside those (templates, tables),
    and of the names and versions of the installed packages and of Python."""
    total = hashlib.blake2b(_surroundings(), digest_size=_KEY)
    for path in _sources(module):
        total.update(os.path.relpath(path, _PACKAGE).encode() + b"\0" + _file_hash(path))
    return total.digest()


@cache
def package_version() -> bytes:
    """A hash of all of our code and of what lies beside it, of the installed packages and of Python."""
    total = hashlib.blake2b(_surroundings(), digest_size=_KEY)
    for name, path in _files().items():
        total.update(name.encode() + b"\0" + _file_hash(path))
    return total.digest()


@cache
def _files() -> dict[str, Path]:
    """The files of our package but for what Python made, by their names in it, in order. Asked in every command: walking by Path takes
    twice as long."""
    found: dict[str, Path] = {}
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        within = Path(folder)
        found.update((f"{folder}/{name}"[len(str(_PACKAGE)) + 1 :], within / name) for name in names)
    return dict(sorted(found.items()))


def _sources(module: str) -> list[Path]:
    seen: set[str] = set()
    waiting = [module]
    files: set[Path] = set()
    while waiting:
        name = waiting.pop()
        path = _module_file(name)
        if name in seen or path is None:
            continue
        seen.add(name)
        files |= {path, *_beside(path.parent)}
        waiting += _imports(path)
    return sorted(files)


@cache
def _module_file(name: str) -> Path | None:
    place = "/".join(name.split(".")[1:])
    return _files().get(f"{place}.py") or _files().get(f"{place}/__init__.py".lstrip("/"))


@cache
def _imports(path: Path) -> list[str]:
    found: list[str] = []
    for source, names, plain in _IMPORT.findall(path.read_text("utf-8")):
        found.append(source or plain)
        found += [f"{source}.{name}" for name in re.findall(r"\w+", names)]
    return found


@cache
def _beside(folder: Path) -> tuple[Path, ...]:
    """The files in a package of ours that are no modules, also in folders that are no packages."""
    if folder != _PACKAGE and _PACKAGE not in folder.parents:
        return ()
    found: list[Path] = []
    for path in folder.iterdir():
        if path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            found += [inner for inner in path.rglob("*") if inner.is_file()]
        elif path.is_file() and path.suffix != ".py":
            found.append(path)
    return tuple(found)


@cache
def _file_hash(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=_KEY).digest()


@cache
def _surroundings() -> bytes:
    names = sorted(path.name for path in Path(msgspec.__file__).parents[1].glob("*.dist-info"))
    return hashlib.blake2b(" ".join([sys.version, *names]).encode(), digest_size=_KEY).digest()
