"""Files wait in memory, then on disk, and come back as they were."""

from __future__ import annotations

from pathlib import Path

from generator.model import OutputFile, as_bytes
from generator.spool import Spool
from generator.waiting import Waiting


def test_what_memory_may_not_hold_waits_on_disk(tmp_path: Path) -> None:
    given = [OutputFile(f"{n}.md", text, "page", made_of=b"x") for n, text in enumerate(["ab", "", "é🙂", "c" * 9])]
    with Spool(tmp_path, held=4) as spool:
        kept = list(map(spool.put, given))
        assert [isinstance(file.content, Waiting) for file in kept] == [False, False, True, True]
        assert [as_bytes(file) for file in reversed(kept)] == [as_bytes(file) for file in reversed(given)]
        more = spool.put(OutputFile("more", b"after a read"))
        assert (as_bytes(kept[2]), as_bytes(more)) == ("é🙂".encode(), b"after a read")
        assert [(file.path, file.made_of) for file in kept] == [(file.path, b"x") for file in given]
        assert list(tmp_path.iterdir()) == [], "and nobody has to clean up"
