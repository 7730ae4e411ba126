"""Files of others in a built site. In: the site that is there and the one that replaces it. Out: what is not ours is in both, told once.

A site carries the list of its files, so that what is not on it is known to be somebody's own: a CNAME, a .well-known/, an .htaccess.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from generator.model import Problem, Source
from generator.output import write_atomically
from generator.seen import Seen

SITE_FILES = "files.json"
_NAMED = 5


class SiteFiles(msgspec.Struct, frozen=True):
    """files: relative paths of all that Offprint put into a site, sorted. kept: what was there before and is not Offprint's, sorted."""

    generator: Literal["offprint"]
    files: tuple[str, ...]
    kept: tuple[str, ...]


def read_site_files(site: Path) -> SiteFiles | None:
    """The list that a site carries; None when it has none that can be read."""
    try:
        return msgspec.json.decode((site / SITE_FILES).read_bytes(), type=SiteFiles)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_site_files(site: Path, kept: Iterable[str] = (), ours: Iterable[str] | None = None) -> None:
    """Put the list of its files into a finished site, where there may be one; those in `kept` are not ours. `ours`: the others, where they
    are known: to look for them takes a while."""
    others = sorted(kept)
    files = sorted(set(_files(site) if ours is None else ours) - {SITE_FILES, *others})
    listed = msgspec.json.format(msgspec.json.encode(SiteFiles("offprint", tuple(files), tuple(others))), indent=0)
    write_atomically(site / SITE_FILES, listed + b"\n")


def keep(out: Path, new: Path, seen: Seen | None = None) -> tuple[list[str], list[Problem]]:
    """Bring what is not ours in `out` into `new`: its paths, and a note of those not told of before. An error where a file of ours would
    take the place of one that differs. `seen`: what was seen in them."""
    known, there = read_site_files(out), seen.below(out) if seen else _files(out)
    kept, problems = [], []
    for path in sorted(_foreign(there, new, known)):
        if os.path.lexists(new / path) and _same(out / path, new / path):
            continue
        if not _bring(out / path, new / path):
            message = "is not Offprint's, and a page or file of the site would replace it; move or rename it, then build again."
            problems.append(Problem(Source(f"{out}/{path}"), "error", "not-ours", message))
        kept.append(path)
    if seen:
        seen.again(new, kept)
    fresh = sorted(set(kept) - set(known.kept if known else ()))
    if fresh and not problems:
        problems.append(Problem(Source(str(out)), "note", "kept-file", _told(fresh)))
    return kept, problems


def _foreign(there: Iterable[str], new: Path, known: SiteFiles | None) -> Iterator[str]:
    """What is in a site and not on its list. Of a site without a list (an older one): what lies beside the pages at its top."""
    ours = {SITE_FILES, *(known.files if known else ())}
    tops = {path.name for path in new.iterdir()} if known is None else set()
    return (path for path in there if path not in ours and path.partition("/")[0] not in tops)


def _files(folder: Path | str, front: str = "") -> Iterator[str]:
    """Relative paths of all that is no folder, links to folders too."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{front}{entry.name}/")
            else:
                yield front + entry.name


def _same(one: Path, other: Path) -> bool:
    plain = one.is_file() and other.is_file() and not one.is_symlink()
    return plain and (one.samefile(other) or filecmp.cmp(one, other, shallow=False))


def _bring(source: Path, target: Path) -> bool:
    """Put the same file at `target`, by hard link where the file system can; False when something is in its way."""
    if os.path.lexists(target):
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return False
    with contextlib.suppress(OSError):
        os.link(source, target, follow_symlinks=False)
        return True
    shutil.copy2(source, target, follow_symlinks=False)
    return True


def _told(paths: list[str]) -> str:
    names = list(dict.fromkeys(path.partition("/")[0] + ("/" if "/" in path else "") for path in paths))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"{', '.join(names[:_NAMED])}{more}: not written by offprint, and kept. Files that belong to the site have their place in"
        " site_src/, from where every build brings them."
    )
