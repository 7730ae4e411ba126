"""What made the files that are there. In: the folders of a build. Out: for each file a hash of what made it, as long as it is as it was."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

import msgspec

from generator.drawing import Kept
from generator.kept import read_site_files
from generator.model import OutputFile
from generator.output import read_manifest, stamp_of
from generator.site import Folders

# The notes on Markdown pages, and on files that joined the finished site.
PAGES, JOINED = "made", "joined"


def kept_of(folders: Folders) -> Kept:
    """The files of the last build that need not be made again where the same would make them."""
    listed = read_site_files(folders.out)
    return Kept(
        read_made(folders.work / PAGES, folders.docs, read_manifest(folders.docs)),
        read_made(folders.work / JOINED, folders.out, frozenset(listed.files) if listed else ()),
        str(folders.out),
    )


def read_made(index: Path, folder: Path, ours: Container[str]) -> dict[str, bytes]:
    """path -> what made it, of the files of ours in `folder` that are as they were when `write_made` noted them."""
    try:
        noted = msgspec.msgpack.decode(index.read_bytes(), type=dict[str, tuple[bytes, int, int]])
    except (OSError, msgspec.MsgspecError):
        return {}
    return {
        path: made_of
        for path, (made_of, *stamp) in noted.items()
        if path in ours and stamp == stamp_of(f"{folder}/{path}")
    }


def write_made(index: Path, folder: Path, files: Iterable[OutputFile]) -> None:
    """Note what made each file, with its size and time."""
    noted = {file.path: (file.made_of, *stamp_of(f"{folder}/{file.path}")) for file in files if file.made_of}
    index.write_bytes(msgspec.msgpack.encode(noted))
