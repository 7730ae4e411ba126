"""The machine and the cost of a command. In: a command. Out: wall seconds, CPU seconds and peak memory, as the system counted them."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """seconds: wall. cpu: user and system, children too. megabytes: the largest resident set of one process. code: exit code."""

    seconds: float
    cpu: float
    megabytes: float
    code: int
    output: str


def machine() -> str:
    """One line that names the machine a figure was measured on."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _cpuinfo() if line.startswith("model name")),
        platform.processor() or "unknown CPU",
    )
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {model}, {gigabytes:.0f} GiB, Python {platform.python_version()}, {platform.system()}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def run(command: list[str], **options: object) -> Cost:
    """Run a command to its end in a helper process, so that the peak is its own and not that of an earlier one. Python keeps what it
    compiled, as it does for everybody who has not told it otherwise: compiling all anew is half a second of each run."""
    given = options.pop("env", os.environ)
    environment = {name: value for name, value in dict(given).items() if name != "PYTHONDONTWRITEBYTECODE"}  # type: ignore[call-overload]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        started = time.perf_counter()
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env=environment,
            **options,
        )  # type: ignore[call-overload]
        seconds = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        line = f"{seconds} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024} {done.returncode}\n{done.stdout}"
        with os.fdopen(writer, "w") as out:
            out.write(line)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    head, _, output = text.partition("\n")
    seconds, cpu, megabytes, code = head.split()
    return Cost(float(seconds), float(cpu), float(megabytes), int(code), output)
