"""Writing. In: OutputFiles and a folder. Out: the folder holds just them, beside what people put there; only changed files are touched."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import get_ident

import msgspec

from generator.model import OutputFile, Problem, Source, as_bytes

MANIFEST = ".offprint-manifest.json"
# A file that is not there yet, and no link is followed to it.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Changes(msgspec.Struct, frozen=True):
    """What a write did, as relative paths, sorted; with problems nothing was written."""

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    swept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def write(files: Iterable[OutputFile], folder: Path, *, dry_run: bool = False) -> Changes:
    """Write `files` under `folder`, sweep files that an earlier write made and this one did not.

    A file that is there and in no manifest is somebody's own: error `not-ours`, nothing is written. A file that changes is written beside
    its place and renamed; the manifest grows before the first file is written and shrinks after the last is swept, so that a killed write
    leaves nothing that the next one does not know, be it a part of a new file.
    """
    wanted = {file.path: file for file in files}
    ours = read_manifest(folder)
    problems = _refusals(wanted, ours, folder)
    if problems:
        return Changes(problems=tuple(problems))
    changed = [path for path, file in sorted(wanted.items()) if not file.kept and not _same(f"{folder}/{path}", file)]
    stale = sorted(ours - wanted.keys())
    if not dry_run:
        if ours | wanted.keys() != ours:
            _write_manifest(folder, ours | wanted.keys())
        for path in changed:
            _put(f"{folder}/{path}", as_bytes(wanted[path]))
        for path in stale:
            _sweep(folder, path)
        if stale:
            _write_manifest(folder, wanted.keys())
    kept = wanted.keys() - set(changed)
    return Changes(written=tuple(changed), kept=tuple(sorted(kept)), swept=tuple(stale))


def read_manifest(folder: Path) -> set[str]:
    """The relative paths that an earlier write made in `folder`; only ones that are safe to sweep."""
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {path for path in listed if isinstance(path, str) and is_safe(path)}


def is_safe(path: str) -> bool:
    """Whether `path` is relative, stays in its folder, and has no part that a file system could read otherwise."""
    bad = "\\" in path or "\0" in path or len(path) > 1000 or path == MANIFEST
    return not bad and not {"", ".", ".."}.intersection(path.split("/"))


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside `path`, then rename over it: a reader sees the old bytes or the new ones, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(str(path), content)


def _replace(path: str, content: bytes) -> None:
    """The same where the folder is there. A topic that is renamed changes three thousand pages, so nothing is asked twice."""
    beside = f"{os.path.dirname(path) or '.'}/.offprint-{os.getpid()}-{get_ident()}"  # noqa: PTH120 - a Path costs more, as in seen.py
    try:
        create_anew(beside, content)
        os.chmod(beside, 0o644)  # noqa: PTH101 - as above
        os.replace(beside, path)  # noqa: PTH105 - as above
    except BaseException as error:
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 - as above
        if isinstance(error, OSError):
            # Nobody knows the file beside it.
            raise OSError(error.errno, error.strerror, path) from error
        raise


def _put(path: str, content: bytes) -> None:
    """Write a file: where nothing is, straight to its place, for who writes a thousand files pays most for their names."""
    try:
        create(path, content)
    except FileExistsError:
        _replace(path, content)


def create(path: str, content: bytes) -> None:
    """Write a new file and the folders on its way. Raises FileExistsError. A page is a folder and a file, so this is asked for each: a file
    object would cost as much as the write."""
    try:
        out = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        make_folder(os.path.dirname(path))  # noqa: PTH120 - as above
        out = os.open(path, _NEW, 0o666)
    left = memoryview(content)
    try:
        while len(left):
            left = left[os.write(out, left) :]
    finally:
        os.close(out)


def make_folder(path: str) -> None:
    """Make a folder; that it is in is there as a rule."""
    try:
        os.mkdir(path)  # noqa: PTH102 - as above
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - as above
    except FileExistsError:
        pass


def create_anew(path: str, content: bytes) -> None:
    """Write a new file in the place of the old one, never into that, which may have another name too."""
    try:
        create(path, content)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 - as above
        create(path, content)


def _refusals(wanted: dict[str, OutputFile], ours: set[str], folder: Path) -> list[Problem]:
    found: dict[str, tuple[str, str]] = {}
    linked: dict[str, bool] = {}
    for path, file in sorted(wanted.items()):
        if file.kept:
            continue  # it was seen there, behind no link, and is not written
        if not is_safe(path):
            found[path] = ("unsafe-path", "would be written outside its folder; this is a bug, report it.")
        elif _through_symlink(str(folder), path, linked):
            found[path] = ("symlink", "a symbolic link stands in the way; remove it.")
        elif path not in ours and _is_somebodys(f"{folder}/{path}", file):
            found[path] = ("not-ours", "was not written by offprint; move or rename it, then build again.")
    return [Problem(Source(path), "error", code, message) for path, (code, message) in found.items()]


def _is_somebodys(path: str, file: OutputFile) -> bool:
    return os.path.lexists(path) and not _same(path, file)


def _through_symlink(folder: str, path: str, known: dict[str, bool]) -> bool:
    """Whether a part of `path` is a symbolic link. `known`: the answers for the folders on the way."""
    above = path.rpartition("/")[0]
    if above and above not in known:
        known[above] = _through_symlink(folder, above, known)
    return bool(above and known[above]) or os.path.islink(f"{folder}/{path}")  # noqa: PTH114 - as above


def _same(path: str, file: OutputFile) -> bool:
    content = as_bytes(file)
    try:
        if os.stat(path, follow_symlinks=False).st_size != len(content):  # noqa: PTH116 - as above
            return False
        with open(path, "rb") as there:  # noqa: PTH123 - as above
            return there.read() == content
    except OSError:
        return False


def _sweep(folder: Path, path: str) -> None:
    """Remove one file. What lies behind a symbolic link is not ours."""
    if not _through_symlink(str(folder), path, {}):
        take_away(folder, path)


def take_away(folder: Path, path: str) -> None:
    """Remove the file at `path` below `folder`, if it is there, and the folders in between that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _write_manifest(folder: Path, paths: Iterable[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0)
    write_atomically(folder / MANIFEST, text.encode("utf-8") + b"\n")
