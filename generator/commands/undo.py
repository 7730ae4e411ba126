"""`offprint add --undo`. Reads what `add` noted in the work folder; takes the last digest out of its folder again, and its addresses out of
digests/addresses.yml. The digest's text is kept in the work folder: it may have been pasted, and be nowhere else."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec

from generator.answers import WORK
from generator.commands.git import GitError, git
from generator.commands.register import write_register
from generator.config.register import FILE, Held, load_register, register_line
from generator.output import write_atomically

_FILE, _TAKEN_OUT = "added.json", "taken-out"
# So many can be taken back, the last first.
_MOST = 50


class Added(msgspec.Struct, frozen=True):
    """What one `add` wrote. print: a hash of the digest's bytes; lines: address -> its line in the register before ("" for none) and after;
    first: whether there was no register before."""

    folder: str
    name: str
    print: str
    lines: dict[str, tuple[str, str]] = {}
    first: bool = False


class NotUndone(Exception):
    """Nothing was taken back; the message says why, and what to do."""


class Undone(msgspec.Struct, frozen=True):
    """What was taken back. kept: where the digest's text is, None when it was gone already; addresses: how many left the register; left:
    those that stay, for somebody changed them, or (published) because a commit holds the digest."""

    path: Path
    kept: Path | None
    addresses: int
    left: tuple[str, ...]
    published: bool


def note_added(project: Path, path: Path, raw: bytes, before: dict[str, Held], after: dict[str, Held]) -> bool:
    """Note what `add` is about to write, so that it can be taken back; False where nothing can be noted."""
    changed = {
        address: (register_line(address, before[address]) if address in before else "", register_line(address, held))
        for address, held in after.items()
        if address not in before or register_line(address, before[address]) != register_line(address, held)
    }
    first = not (path.parent / FILE).exists()
    added = Added(str(path.parent.resolve()), path.name, _print(raw), changed, first)
    try:
        _write(project, [*_noted(project), added][-_MOST:])
    except OSError:
        return False
    return True


def undo(project: Path, folder: Path, *, dry_run: bool = False) -> Undone:
    """Take back the last `add` into `folder`. Raises NotUndone: nothing is noted, or the digest was edited since."""
    noted = _noted(project)
    last = next((one for one in reversed(noted) if one.folder == str(folder.resolve())), None)
    if last is None:
        raise NotUndone(f"no digest was added to {folder} here that is not taken back already.")
    path = folder / last.name
    raw = _unchanged(path, last)
    published = _committed(path)
    register, left = _without(folder, last) if not published else (None, tuple(last.lines))
    kept = project / WORK / _TAKEN_OUT / last.name if raw is not None else None
    undone = Undone(path, kept, len(last.lines) - len(left), left, published)
    if dry_run:
        return undone
    if kept and raw is not None:
        write_atomically(kept, raw)
        path.unlink()
    if register is not None:
        _write_or_remove(folder, register, last)
    _write(project, [one for one in noted if one is not last])
    return undone


def _unchanged(path: Path, last: Added) -> bytes | None:
    """The digest's bytes, None when it is gone. Raises NotUndone when they are others."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    if _print(raw) != last.print:
        raise NotUndone(
            f"{path} was edited since it was added; delete it by hand if that is what you want, and nothing else is lost."
        )
    return raw


def _without(folder: Path, last: Added) -> tuple[dict[str, Held] | None, tuple[str, ...]]:
    """The register as it was before, None when nothing in it is the digest's; and the addresses that were changed since, which stay."""
    try:
        register, problems = load_register((folder / FILE).read_text("utf-8-sig"), FILE)
    except FileNotFoundError:
        return None, ()
    if problems:
        raise NotUndone(f"{folder / FILE} has errors, see `offprint check`; mend them first.")
    left = []
    for address, (before, after) in last.lines.items():
        if address not in register:
            continue
        if register_line(address, register[address]) != after:
            left.append(address)
        elif before:
            register[address] = load_register(before, FILE)[0][address]
        else:
            del register[address]
    return register, tuple(left)


def _write_or_remove(folder: Path, register: dict[str, Held], last: Added) -> None:
    if last.first and not register:
        (folder / FILE).unlink()
    else:
        write_register(folder, register)


def _committed(path: Path) -> bool:
    """Whether the commit that is checked out holds the digest: then its addresses may have been published."""
    with contextlib.suppress(GitError):
        git(path.parent, "cat-file", "-e", f"HEAD:./{path.name}")
        return True
    return False


def _noted(project: Path) -> list[Added]:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((project / WORK / _FILE).read_bytes(), type=list[Added])
    return []


def _write(project: Path, noted: list[Added]) -> None:
    write_atomically(project / WORK / _FILE, msgspec.json.format(msgspec.json.encode(noted), indent=1))


def _print(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
