"""The program as its user calls it. In: a folder of digests and one for the site. Out: the line that builds one from the other."""

from __future__ import annotations

import sys
from pathlib import Path


def build_line(digests: Path, out: Path, *more: str) -> list[str]:
    """`offprint build --digests DIGESTS --out OUT …`, of this checkout."""
    return [sys.executable, "-m", "generator.cli", "build", "--digests", str(digests), "--out", str(out), *more]
