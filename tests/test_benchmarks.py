"""The benchmarks are found by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["no-such"], 2)])
def test_the_list_says_what_each_measures(arguments: list[str], code: int) -> None:
    line = [sys.executable, "-m", "benchmarks", *arguments]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    listed = {row.split()[0]: row.split(maxsplit=1)[1] for row in done.stdout.splitlines() if row.startswith("  ")}
    assert {"build", "verify", "read_paste", "read_formats", "relations", "search", "identity"} <= set(listed)
    assert all(" In: " in text for text in listed.values())
    assert "machine" not in listed
    assert ("no benchmark is called 'no-such'" in done.stderr) == (code == 2)


def test_one_by_its_name() -> None:
    line = [sys.executable, "-m", "benchmarks", "verify", "--help"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "The gate on a large site." in done.stdout
