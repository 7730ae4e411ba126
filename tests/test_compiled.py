"""Patterns from the file are those that `re` compiles, whatever they are; a file that cannot be trusted is none."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.compiled import Compiled

ROOT = Path(__file__).parents[1]
PATTERNS = [
    ("", 0),
    ("a|b", re.I),
    (r"(?P<year>\d{4})-(?P<month>\d\d)(x)?", re.A),
    (r"(?<!\w)(?i:ß|straße)(?=\b)", 0),
    (r"(?x) [^\W\d_]+ # letters" + "\n(.)\\1", re.S | re.M),
    ("[а-яё一-龥\U0001f600-\U0001f64f]{2,}?", re.I),
    ("(?>(a)b*+)(?(1)x|y)|()", 0),
    (b"\x00[\x80-\xff]", 0),
]


def compiled(kept: Compiled) -> list[re.Pattern[str]]:
    return [kept.compile(pattern, flags) for pattern, flags in PATTERNS]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = Compiled(tmp_path / "new" / "p.patterns")
    compiled(kept)
    kept.write(least=1)
    return tmp_path / "new" / "p.patterns"


def test_a_pattern_from_the_file_is_that_of_re(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns are equal when text, flags and code are; groups and their names are looked at beside that."""
    right = [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    kept = Compiled(file)
    monkeypatch.setattr(kept, "_parts", None)
    found = compiled(kept)
    assert found == right
    assert [(one.groups, one.groupindex, one.flags) for one in found] == [
        (one.groups, one.groupindex, one.flags) for one in right
    ]
    match = found[2].fullmatch("2024-05x")
    assert match is not None and match.groupdict() == {"year": "2024", "month": "05"} and match.lastindex == 3


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "text"])
def test_a_damaged_file_is_none(file: Path, harm: str) -> None:
    raw = file.read_bytes()
    middle = len(raw) // 2
    file.write_bytes(
        {
            "cut": raw[:middle],
            "flipped": raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :],
            "empty": b"",
            "text": b"patterns",
        }[harm]
    )
    assert compiled(Compiled(file)) == [re.compile(*one) for one in PATTERNS]


def test_a_file_of_another_python_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "4.0")
    kept = Compiled(file)
    asked: list[str] = []
    parts = kept._parts
    monkeypatch.setattr(kept, "_parts", lambda pattern, flags: asked.append(pattern) or parts(pattern, flags))
    compiled(kept)
    assert asked == [pattern for pattern, _ in PATTERNS if isinstance(pattern, str)]


def test_a_wrong_pattern_is_told_as_ever(file: Path) -> None:
    for _ in range(2):
        with pytest.raises(re.error, match="unterminated"):
            Compiled(file).compile("(a")


COUNTED = (
    "import os, sys\nimport re._compiler as c\ncode, n = c._code, [0]\n"
    "def _code(*a):\n    n[0] += 1\n    return code(*a)\nc._code = _code\n"
    "from generator.cli import main\nout, sys.stdout = sys.stdout, open(os.devnull, 'w')\n"
    "try:\n    main(sys.argv[1:], standalone_mode=False)\nexcept SystemExit:\n    pass\nprint(n[0], file=out)"
)


def test_the_second_start_compiles_no_patterns_of_ours(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "# Papers\n\n- [Nets of Grass and Moss](https://arxiv.org/abs/2401.00001), Ana Prado\n"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", COUNTED, "check", str(tmp_path / "x.md")]

    def count(**more: str) -> int:
        done = subprocess.run(
            command, cwd=ROOT, env={**environment, **more}, capture_output=True, text=True, check=True, timeout=60
        )
        return int(done.stdout)

    # What click and its like compile before ours is compiled each time.
    assert count(PYTHONDONTWRITEBYTECODE="1") > 300
    assert not [*tmp_path.rglob("*.patterns")]
    assert count() > 300
    assert count() < 60
