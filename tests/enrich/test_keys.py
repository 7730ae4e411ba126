"""Which key each record and each work gets, and which old keys lead where: a table of titles, works and likeness."""

from __future__ import annotations

import pytest

from generator.enrich.identity.keys import give_keys


@pytest.mark.parametrize(
    ("bases", "works", "faces", "unlike", "torn", "page", "old"),
    [
        (["moss"], [0], [0], [], [], {0: "moss"}, {}),
        (["moss", "moss"], [0, 0], [0, 0], [], [], {0: "moss"}, {}),
        (["moss", "moss"], [0, 0], [0, 1], [], [], {0: "moss"}, {}),
        # A work's other title leads to it.
        (["moss", "fern"], [0, 0], [0, 1], [], [], {0: "moss"}, {"fern": 0}),
        # Of two works with one title the later is the second.
        (["moss", "moss"], [0, 1], [0, 1], [], [], {0: "moss", 1: "moss-2"}, {}),
        # Within a work, what by itself would not be taken for the same had a key of its own.
        (["moss", "moss"], [0, 0], [0, 1], [(0, 1)], [], {0: "moss"}, {"moss-2": 0}),
        (["moss", "moss", "moss"], [0, 0, 0], [0, 1, 2], [(0, 1), (0, 2)], [], {0: "moss"}, {"moss-2": 0, "moss-3": 0}),
        (["moss", "moss"], [0, 0], [0, 1], [], [1], {0: "moss"}, {"moss-2": 0}),
        # A title that looks like a second one: neither takes the other's key, whichever came first.
        (["moss", "moss-2"], [0, 1], [0, 1], [], [], {0: "moss", 1: "moss-2"}, {}),
        (["moss-2", "moss"], [0, 1], [0, 1], [], [], {0: "moss-2", 1: "moss"}, {}),
        (["moss", "moss", "moss-2"], [0, 1, 2], [0, 1, 2], [], [], {0: "moss", 1: "moss-2", 2: "moss-2-2"}, {"moss-3": 0}),
        (["moss-2", "moss", "moss"], [0, 1, 2], [0, 1, 2], [], [], {0: "moss-2", 1: "moss", 2: "moss-3"}, {"moss-2-2": 0}),
    ],
)  # fmt: skip
def test_keys(
    bases: list[str],
    works: list[int],
    faces: list[int],
    unlike: list[tuple[int, int]],
    torn: list[int],
    page: dict[int, str],
    old: dict[str, int],
) -> None:
    found = give_keys(bases, works, faces, lambda a, b: (a, b) not in unlike and (b, a) not in unlike, frozenset(torn))
    assert (found.page, found.old) == (page, old)
    assert all(key == page[work] or old[key] == work for key, work in zip(found.own, works, strict=True))
