"""The memory: what comes back is what went in, whatever happened to the file; a changed rule is another key."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from generator.memo import Memo, _sources, code_version, key_of, package_version

KEYS = [key_of(b"step", str(number).encode()) for number in range(1200)]


def filled(path: Path) -> None:
    memo = Memo(path)
    memo.put((key, key * 3) for key in KEYS)
    memo.close()


def test_large_results_are_kept_like_small_ones(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo.sqlite")
    large = {key: bytes([number]) * (3 << 20) for number, key in enumerate(KEYS[:2])}
    for times in (1, 2):
        memo.put([*((key, bytearray(value * times)) for key, value in large.items()), (KEYS[2], b"small")])
        assert memo.get(KEYS[:3]) == {**{key: value * times for key, value in large.items()}, KEYS[2]: b"small"}
    memo.close()
    assert Memo(tmp_path / "memo.sqlite").get(KEYS[:1]) == {KEYS[0]: large[KEYS[0]] * 2}


def test_results_come_back(tmp_path: Path) -> None:
    filled(tmp_path / "memo")
    memo = Memo(tmp_path / "memo")
    assert memo.get([*KEYS, b"unknown"]) == {key: key * 3 for key in KEYS}
    assert (memo.found, memo.missed, memo.said) == (1200, 1, "")


def test_force_remembers_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "memo")
    assert Memo(tmp_path / "memo", force=True).get(KEYS) == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"no database at all" * 1000,
        lambda raw: raw[:5000],
        lambda raw: raw[:90] + b"\xff" * 9000 + raw[9090:],
    ],
)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "memo"
    filled(path)
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    memo = Memo(path)
    assert all(value == key * 3 for key, value in memo.get(KEYS).items())
    assert memo.said == "is damaged"
    memo.close()
    filled(path)
    memo = Memo(path)
    assert (len(memo.get(KEYS)), memo.said) == (1200, "")


def test_a_damaged_value_is_no_result(tmp_path: Path) -> None:
    path = tmp_path / "memo"
    filled(path)
    raw = path.read_bytes()
    place = raw.index(KEYS[7] * 3)
    path.write_bytes(raw[:place] + b"\0" + raw[place + 1 :])
    assert KEYS[7] not in Memo(path).get(KEYS)


def test_another_version_is_begun_anew(tmp_path: Path) -> None:
    filled(tmp_path / "memo")
    with sqlite3.connect(tmp_path / "memo") as db:
        db.execute("PRAGMA user_version = 99")
    memo = Memo(tmp_path / "memo")
    assert (memo.get(KEYS), memo.said) == ({}, "is of another version")


def test_two_builds_at_once(tmp_path: Path) -> None:
    """While one writes, the other goes on: what it makes is not kept, and nothing is lost."""
    one, other = Memo(tmp_path / "memo"), Memo(tmp_path / "memo")
    assert one._db is not None
    one._db.execute("BEGIN IMMEDIATE")
    other.put([(KEYS[0], b"x")])
    assert other.get(KEYS[:1]) == {}
    one._db.execute("COMMIT")
    other.put([(KEYS[0], b"x")])
    assert one.get(KEYS[:1]) == {KEYS[0]: b"x"}


def test_a_killed_build_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "memo"
    filled(path)
    script = f"import os\nfrom generator.memo import Memo\nm = Memo(__import__('pathlib').Path({str(path)!r}))\n"
    script += "m._db.execute('BEGIN IMMEDIATE')\nm._db.execute('DELETE FROM result')\nos.kill(os.getpid(), 9)\n"
    subprocess.run([sys.executable, "-c", script], check=False, cwd=Path(__file__).parents[1])
    memo = Memo(path)
    assert (len(memo.get(KEYS)), memo.said) == (1200, "")


def test_what_no_build_asks_for_goes(tmp_path: Path) -> None:
    path = tmp_path / "memo"
    memo = Memo(path)
    memo.put((key_of(str(n).encode()), b"x") for n in range(5000))
    memo.get(KEYS[:1])
    memo.put([(KEYS[0], b"y")])
    memo.close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM result").fetchone() == (1,)


def test_the_code_of_a_step_is_all_that_it_imports() -> None:
    names = {path.as_posix().partition("/generator/")[2] for path in _sources("generator.enrich.links")}
    assert {"enrich/links.py", "model.py", "text/typeset.py", "text/__init__.py", "text/symbols.py"} <= names
    assert not any(name.startswith(("render", "readers", "build")) for name in names)
    assert "render/templates/paper.j2" in {
        p.as_posix().partition("/generator/")[2] for p in _sources("generator.render.env")
    }


def test_a_changed_module_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version("generator.enrich.links")
    code_version.cache_clear()
    monkeypatch.setattr("generator.memo._file_hash", lambda path: b"changed" if path.name == "urls.py" else b"same")
    changed = code_version("generator.enrich.links")
    code_version.cache_clear()
    monkeypatch.setattr("generator.memo._file_hash", lambda path: b"same")
    assert len({before, changed, code_version("generator.enrich.links")}) == 3
    code_version.cache_clear()


def test_what_is_too_large_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.memo._LARGEST", 10)
    memo = Memo(tmp_path / "memo.sqlite")
    memo.put([(b"a" * 16, b"small"), (b"b" * 16, b"more than that")])
    assert memo.get([b"a" * 16, b"b" * 16]) == {b"a" * 16: b"small"} and not memo.said


def test_the_version_of_a_module_is_remembered_for_the_package(tmp_path: Path) -> None:
    """What is remembered of another package is not asked, nor what is damaged."""
    module = "generator.enrich.links"
    first = Memo(tmp_path / "memo.sqlite")
    assert first.version_of(module) == code_version(module)
    ((key, held),) = first._do("SELECT key, value FROM result", ())
    assert key == key_of(b"version", package_version(), module.encode())
    first.put([(key, b"x" * 16)])
    assert Memo(tmp_path / "memo.sqlite").version_of(module) == b"x" * 16
    first._do("UPDATE result SET value = ?", [held[:-1] + bytes([held[-1] ^ 1])])
    assert Memo(tmp_path / "memo.sqlite").version_of(module) == code_version(module)
