"""A site put together. In: the engine's HTML, the files that join it, and the tree of an earlier site. Out: the tree holds just both.

The tree of the site before last is brought up to date instead of a new one made and the old one removed: of 25,000 files a morning's digest
changes some hundred. What the engine made is in it by hard link where the file system can, so that a look at two numbers tells whether it
is the same; what joins is compared, and has a second name in place of a second copy where the site that is published holds the same.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from generator.model import OutputFile, Problem, Source, as_bytes
from generator.output import create_anew, take_away
from generator.seen import Seen, Stamp

# Where a file of the engine lies, and its stamp.
Laid: TypeAlias = tuple[str, Stamp]


def bring(
    tree: Path, pages: Mapping[str, Laid], joining: Sequence[OutputFile], published: Path, seen: Seen | None = None
) -> list[Problem]:
    """Make `tree` hold `pages`, and those files that join. One that joins at the place of a page is an error `url-clash`. `published`: the
    site that is there, if any; `seen`: what was seen in both."""
    tree.mkdir(parents=True, exist_ok=True)
    seen = seen or Seen()
    there, before = seen.below(tree), seen.below(published)
    gone = there.keys() - pages.keys() - {file.path for file in joining}
    # First what goes, so that no file stands where a folder has to be.
    for path in gone:
        take_away(tree, path)
    laid = [path for path, (_, stamp) in pages.items() if path not in there or not _is_same(there[path], stamp)]
    for path in laid:
        _link(pages[path][0], f"{tree}/{path}")
    joined = [file for file in joining if file.path not in pages and not _is_there(file, tree, there, before)]
    for file in joined:
        _join(file, tree, published)
    seen.again(tree, [*gone, *laid, *(file.path for file in joined)])
    message = "has the URL of a page; rename one of the two."
    return [Problem(Source(file.path), "error", "url-clash", message) for file in joining if file.path in pages]


def _is_same(one: Stamp, other: Stamp) -> bool:
    """One file by two names, or a copy with its time, where the file system knows no hard links."""
    return one[:3] == other[:3] or (one[3] == 1 and one[:2] == other[:2])


def _is_there(file: OutputFile, tree: Path, there: Mapping[str, Stamp], before: Mapping[str, Stamp]) -> bool:
    if not file.kept:
        return file.path in there and _holds(f"{tree}/{file.path}", as_bytes(file))
    return file.path in there and file.path in before and there[file.path][:3] == before[file.path][:3]


def _holds(path: str, content: bytes) -> bool:
    try:
        stamp = os.lstat(path)
        if stamp.st_size != len(content) or not stat.S_ISREG(stamp.st_mode):
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return file.read() == content
    except OSError:
        return False


def _join(file: OutputFile, tree: Path, published: Path) -> None:
    """Many files of a site are those of the last one: a name costs less than a file."""
    if file.kept or _holds(f"{published}/{file.path}", as_bytes(file)):
        _link(f"{published}/{file.path}", f"{tree}/{file.path}")
    else:
        create_anew(f"{tree}/{file.path}", as_bytes(file))


def _link(source: str, target: str) -> None:
    """A second name for `source`, else a copy."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        _link(source, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 - as above
        _link(source, target)
    except OSError:
        _make_way(target)
        shutil.copy2(source, target)


def _make_folder(path: str) -> None:
    """A folder, most often in one that is there: to ask first for each of ten thousand takes twice the time."""
    try:
        os.mkdir(path)  # noqa: PTH102 - as above
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        os.mkdir(path)  # noqa: PTH102 - as above


def _make_way(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 - as above
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
