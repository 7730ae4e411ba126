"""What made the files that are there. In: the folders of a build. Out: for each file a hash of what made it, as long as it is as it was."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

import msgspec

from generator.drawing import Kept
from generator.kept import read_site_files
from generator.model import OutputFile
from generator.output import read_manifest
from generator.seen import Seen, Stamp
from generator.site import Folders

# The notes on Markdown pages, and on files that joined the finished site.
PAGES, JOINED = "made", "joined"


def kept_of(folders: Folders) -> Kept:
    """The files of the last build that need not be made again where the same would make them."""
    listed = read_site_files(folders.out)
    return Kept(
        read_made(folders.work / PAGES, folders.docs, read_manifest(folders.docs), folders.seen),
        read_made(folders.work / JOINED, folders.out, frozenset(listed.files) if listed else (), folders.seen),
        str(folders.out),
    )


def read_made(index: Path, folder: Path, ours: Container[str], seen: Seen | None = None) -> dict[str, bytes]:
    """path -> what made it, of the files of ours in `folder` that are as they were when `write_made` noted them."""
    try:
        noted = msgspec.msgpack.decode(index.read_bytes(), type=dict[str, tuple[bytes, int, int]])
    except (OSError, msgspec.MsgspecError):
        return {}
    there = (seen or Seen()).below(folder)
    return {path: made_of for path, (made_of, *stamp) in noted.items() if path in ours and stamp == _there(there, path)}


def write_made(index: Path, folder: Path, files: Iterable[OutputFile], seen: Seen | None = None) -> None:
    """Note what made each file, with its size and time."""
    there = (seen or Seen()).below(folder)
    noted = {file.path: (file.made_of, *_there(there, file.path)) for file in files if file.made_of}
    index.write_bytes(msgspec.msgpack.encode(noted))


def _there(stamps: Mapping[str, Stamp], path: str) -> list[int]:
    """Size and time of a file; nothing where it is not there."""
    return [*stamps.get(path, ())[:2]]
