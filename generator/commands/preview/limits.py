"""Limits. In: a command. Out: how it ended; it had so much time, memory and room in a file, no secrets, and leaves no child behind."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

# What a renderer needs to know of the outside; tokens and the runner's own variables are not among it.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH")


class Limits(msgspec.Struct, frozen=True):
    """Seconds of wall time and of each process's work; bytes of memory of each process; bytes of each file."""

    seconds: int = 300
    memory: int = 3 << 30
    file: int = 64 << 20


class Ended(msgspec.Struct, frozen=True):
    """`code` is the exit code, negative for a signal, None when the time was up; `said` the end of what it printed."""

    code: int | None
    said: str


def run_limited(
    command: Sequence[str], limits: Limits, environment: Mapping[str, str] | None = None, folder: Path = Path()
) -> Ended:
    """Run a command in `folder`, in its own session; when its time is up all of it is killed."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # A limit on the size of files cuts compiled modules short without an error, and the next run trips over them.
    kept |= {
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        **(environment or {}),
    }

    def confine() -> None:
        for what, most in (
            # The clock on the wall comes first, so that what ends is known to have been slow; this one is for what escapes it.
            (resource.RLIMIT_CPU, limits.seconds + 5),
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, limits.file),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))

    with tempfile.TemporaryFile() as output:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=kept, cwd=folder,
            start_new_session=True, preexec_fn=confine,
        )  # fmt: skip
        try:
            code: int | None = running.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _kill(running)
        output.seek(max(0, output.seek(0, os.SEEK_END) - 4000))
        return Ended(code, output.read().decode("utf-8", "replace"))


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End the whole session, also children that outlived their parent."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
