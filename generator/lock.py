"""One build at a time in a work folder. In: the folder. Out: it is held, or HeldBy says by whom; its lock file comes and goes.

The lock is the system's own (fcntl), so it goes with the process that holds it, however that ends: there is no stale lock to clear. Its
children do not hold it. Elsewhere than on POSIX systems there is none.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WAITING = "waiting for "
# A build of 100,000 papers takes some minutes; who waits longer than this waits for something that is stuck.
_PATIENCE = 900.0
_PAUSE = 0.1


class HeldBy(Exception):
    """Somebody else held the folder all the time; the text says who."""


@contextlib.contextmanager
def hold(folder: Path, say: Callable[[str], None], *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold `folder`, which is made when it is not there and removed when it is left empty. Waits up to `patience` seconds for another
    process, telling `say` once whom it waits for. Raises HeldBy, OSError."""
    handle = _acquire(folder, say, patience)
    try:
        yield
    finally:
        if handle is not None:
            # Removed while it is held, so that who takes it next sees that this file is no longer the one in the folder.
            _lock_file(folder).unlink(missing_ok=True)
            os.close(handle)
        with contextlib.suppress(OSError):
            folder.rmdir()


def _lock_file(folder: Path) -> Path:
    return folder / "lock"


def _acquire(folder: Path, say: Callable[[str], None], patience: float) -> int | None:
    if os.name != "posix":
        folder.mkdir(parents=True, exist_ok=True)
        return None
    until, told = time.monotonic() + patience, False
    while True:
        handle, holder = _try(folder)
        if handle is not None:
            return handle
        if time.monotonic() > until:
            raise HeldBy(holder)
        if holder and not told:
            say(f"{WAITING}{holder}, which builds into the same folder")
            told = True
        time.sleep(_PAUSE)


def _try(folder: Path) -> tuple[int | None, str]:
    """The handle of the lock, or who holds it ("" when it changed hands just now)."""
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:  # taken away while mkdir asked whether what is there is a folder
        if folder.is_file() or folder.is_symlink():
            raise
        return None, ""
    try:
        handle = os.open(_lock_file(folder), os.O_RDWR | os.O_CREAT, 0o644)
    except FileNotFoundError:  # the folder was taken away since
        return None, ""
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino == _lock_file(folder).stat().st_ino:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"process {os.getpid()} of {socket.gethostname()}".encode(), 0)
            return handle, ""
        holder = ""
    except FileNotFoundError:
        holder = ""
    except (BlockingIOError, PermissionError):
        holder = os.pread(handle, 200, 0).decode("utf-8", "replace") or "another process"
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None, holder
