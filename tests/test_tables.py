"""What is asked of every name is known in the next build, once, and as long as nothing else would be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.memo import Memo
from generator.tables import known_from, plates_from
from generator.text import lately
from generator.text.lately import Table
from generator.text.names import name_slug, sort_key


def asked_for(path: Path, table: Table[str], *texts: str) -> list[str]:
    """A build's answers for these texts, from a table that knows nothing by itself."""
    memo = Memo(path)
    with known_from(memo, [table]):
        made = [table(text) for text in texts]
    memo.close()
    return made


def test_names_of_the_last_build_are_known(tmp_path: Path) -> None:
    first, second = Table(name_slug.function), Table(name_slug.function)
    names = ["Ada Lovelace", "王伟", "Gödel, Kurt"]
    made = asked_for(tmp_path / "memo.sqlite", first, *names)
    assert made == [name_slug(name) for name in names] and not first.known
    assert asked_for(tmp_path / "memo.sqlite", second, *names[1:], "Bo Li") == [*made[1:], "bo-li"]
    assert second.known == dict(zip(names, made, strict=True))
    third = Table(name_slug.function)
    asked_for(tmp_path / "memo.sqlite", third)
    assert third.known.keys() == {*names[1:], "Bo Li"}, "what the last build did not ask for is forgotten"


def test_another_function_has_another_table_and_its_own_kind_of_result(tmp_path: Path) -> None:
    asked_for(tmp_path / "memo.sqlite", Table(name_slug.function), "Ada Lovelace")
    other = Table(sort_key.function)
    for _ in range(2):
        memo = Memo(tmp_path / "memo.sqlite")
        with known_from(memo, [other]):
            assert other("Ada Lovelace") == ("lovelace", "ada", "Ada Lovelace")
        memo.close()
    assert other.known == {"Ada Lovelace": ("lovelace", "ada", "Ada Lovelace")}


def test_without_a_memory_all_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a table holds no more than it may."""
    monkeypatch.setattr(lately, "_NAMES", 2)
    table = Table(name_slug.function)
    with known_from(None, [table]):
        assert [table(name) for name in ("Ann B", "Bo C", "Cy D", "Ann B")] == ["ann-b", "bo-c", "cy-d", "ann-b"]
    assert len(table.asked) == 2


def test_texts_are_set_once_and_kept_as_long_as_they_are_wanted(tmp_path: Path) -> None:
    set_anew = []
    for wanted in ([b"a", b"b"], [b"b", b"c"], [b"a", b"c"]):
        memo = Memo(tmp_path / "memo.sqlite")
        with plates_from(memo, "cards") as plates:
            plates.wanted.update(wanted)
            assert [plates.text(one, one.decode) for one in wanted] == [one.decode() for one in wanted]
        set_anew.append(sorted(plates.made))
        memo.close()
    assert set_anew == [[b"a", b"b"], [b"c"], [b"a"]], "what was not wanted once is forgotten"
