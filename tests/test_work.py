"""Work: a step's results are the same remembered, made here, by processes, and by a cluster that loses a worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from generator.haste import latest
from generator.memo import Memo
from generator.model import Author, Paper, Source
from generator.spare import held
from generator.work import Work
from generator.workers import NoCluster, working

# A large library's bytes, of which a test can afford to hold so many; a process that has loaded what a step needs holds less.
LARGE = 300 << 20
PAPERS = [Paper(title=f"Title {n}", source=Source("a", n), ids={"z": "1", "a": str(n)}) for n in range(300)]


def signed(names: tuple[str, ...], paper: Paper) -> Paper:
    """A step: its shared part as it is."""
    return Paper(title=paper.title, source=paper.source, ids=paper.ids, authors=tuple(map(Author, names)))


class Longest:
    """What a step takes, made of what is shared."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.name = max(names, key=len)


def first_author(longest: Longest, paper: Paper) -> tuple[str, Author]:
    return paper.title, Author(longest.name)


def killing(folder: str, number: int) -> int:
    """Kills the first worker that does it."""
    try:
        os.open(f"{folder}/killed", os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return number * 2
    os._exit(9)


def divided(whole: int, number: int) -> float:
    return whole / (number - 70)


def each_of(more: int, some: tuple[int, list[int]]) -> list[int]:
    """A step that makes a result of each of some inputs, which came with their sum."""
    total, numbers = some
    assert total == sum(numbers)
    return [number + more for number in numbers]


EXPECTED = [signed(("Ada", "Charles"), paper) for paper in PAPERS]


def of(work: Work) -> list[Paper]:
    return list(work.map(signed, PAPERS, ("Ada", "Charles")))


def busy(_: None, number: int) -> int:
    """Takes a moment of CPU."""
    return sum(range(1_000_000)) and number


def who(_: None, number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_what_is_large_has_a_process_of_its_own(tmp_path: Path) -> None:
    with working(tmp_path / "memo", force=False, jobs=2) as work:
        others = {worker for _, worker in work.map(who, range(300))}
        ((number, alone),) = work.map(who, [1_000], apart=True)
        assert number == 1_000
        assert alone not in {*others, os.getpid()}
        assert [number for number, _ in work.map(who, range(300, 600))] == list(range(300, 600))


def noting(_: None, folder: str) -> int:
    """Leaves a line of who did it."""
    with (Path(folder) / "done").open("a") as done:
        done.write(f"{os.getpid()}\n")
    return len(folder)


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_begun_ahead_is_done_once_and_by_another(tmp_path: Path, apart: bool) -> None:
    for jobs, others in ((2, 1), (1, 0)):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        for _ in range(2):  # the second time it is remembered, and nothing is begun
            with working(folder / "memo", force=False, jobs=jobs) as work:
                work.ahead(noting, str(folder), apart=apart)
                assert list(work.map(busy, range(5))) == list(range(5))
                if apart:  # it goes on when the others end
                    work.begin_alone("nearest papers", 0)
                assert list(work.map(noting, [str(folder)], apart=apart)) == [len(str(folder))]
        done = (folder / "done").read_text().split()
        assert len(done) == 1
        assert len({*done} - {str(os.getpid())}) == others
        assert work.remembered == (6, 6)


def test_what_is_recalled_is_begun_ahead_once_and_by_another(tmp_path: Path) -> None:
    """What was made of the same is remembered; of another place, or of something else, nothing is."""
    folder = str(tmp_path)
    for known_by, is_known, times in ((1, False, 1), (1, True, 1), (2, False, 2)):
        with working(tmp_path / "memo", force=False, jobs=2) as work:
            assert work.is_recalled(noting, "here", known_by) == is_known
            assert not work.is_recalled(noting, "there", known_by)
            if not is_known:
                work.recall_ahead(noting, "here", known_by, lambda: folder)
            assert list(work.map(busy, range(5))) == list(range(5))
            assert work.recall(noting, "here", known_by, lambda: "not asked") == len(folder)
            done = (tmp_path / "done").read_text().split()
            assert len(done) == times
            assert str(os.getpid()) not in done
    work = Work(Memo(tmp_path / "memo"))
    work.recall_ahead(noting, "here", 3, lambda: folder)
    assert work.recall(noting, "here", 3, lambda: folder) == len(folder)
    assert (tmp_path / "done").read_text().split()[2:] == [str(os.getpid())], "nobody else works"


def test_what_workers_take_is_told(tmp_path: Path) -> None:
    with working(tmp_path / "memo", force=False, jobs=2) as work:
        assert list(work.map(busy, range(100))) == list(range(100))
        assert work.hands.away > 0.1
        said, before = work.hands.away, sum(os.times()[2:4])
        work.begin_alone("search", 0)
        assert work.hands.away == 0, "what ended is told once"
        assert sum(os.times()[2:4]) - before > said / 2
    with working(tmp_path / "other", force=False, jobs=1) as work:
        assert list(work.map(busy, range(2))) == [0, 1]
        assert work.hands.away == 0


def test_only_named_work_is_told_of(tmp_path: Path) -> None:
    said: list[tuple[int, int, str]] = []
    work = Work(Memo(tmp_path / "memo"))
    work.tell = lambda *told: said.append(told)
    assert list(work.map(divided, [0, 69], 140)) == [-2.0, -140.0]
    assert said == []
    assert list(work.map(divided, [0, 69], 140, doing="part")) == [-2.0, -140.0]
    assert said == [(0, 0, "part"), (1, 2, "part"), (2, 2, "part")]


def test_plain() -> None:
    assert of(Work()) == EXPECTED
    assert list(Work().map(first_author, PAPERS[:1], ("Ada", "Charles"), prepare=Longest)) == [
        ("Title 0", Author("Charles"))
    ]


def test_remembered(tmp_path: Path) -> None:
    with working(tmp_path / "memo") as work:
        assert of(work) == EXPECTED
        assert work.memo is not None and (work.memo.found, work.memo.missed) == (0, 300)
        assert [list(paper.ids) for paper in of(work)] == [["z", "a"]] * 300, "the order of a dict is part of a result"
        assert work.memo.found == 300
        list(work.map(signed, PAPERS, ("Ada",)))
        assert work.memo.missed == 600, "other shared, other results"
        found = list(work.map(first_author, PAPERS, ("Ada", "Charles"), prepare=Longest))
        assert found == list(Work().map(first_author, PAPERS, ("Ada", "Charles"), prepare=Longest))
        assert work.memo.missed == 900, "another step, other results"


def test_known_by_less_than_all_of_it(tmp_path: Path) -> None:
    """An input that is known travels no further, whatever else is in it."""
    with working(tmp_path / "memo") as work:
        first = list(work.map(signed, PAPERS[:2], ("Ada",), known_by=_title))
        other = [Paper(title=paper.title, source=Source("elsewhere")) for paper in PAPERS[:3]]
        assert list(work.map(signed, other, ("Ada",), known_by=_title)) == [*first, signed(("Ada",), other[2])]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_made_together_is_remembered_one_by_one(tmp_path: Path, jobs: int) -> None:
    def made(work: Work, numbers: list[int]) -> list[int]:
        return list(work.map_together(each_of, numbers, 1, None, lambda some: (sum(some), some)))

    assert made(Work(), [5, 7, 9]) == [6, 8, 10]
    with working(tmp_path / "memo", jobs=jobs) as work:
        assert made(work, list(range(200))) == list(range(1, 201))
        assert made(work, [300, *range(199, -1, -1), 301]) == [301, *range(200, 0, -1), 302]
        assert work.memo is not None and (work.memo.found, work.memo.missed) == (200, 202)


def _title(paper: Paper) -> str:
    return paper.title


def test_two_processes(tmp_path: Path) -> None:
    with working(tmp_path / "memo", jobs=2) as work:
        assert of(work) == EXPECTED
        assert of(work) == EXPECTED


def test_a_killed_process(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        assert list(Work(None, pool, 2).map(killing, range(500), str(tmp_path))) == [n * 2 for n in range(500)]
    assert (tmp_path / "killed").exists()


def test_an_error_in_a_step_is_an_error() -> None:
    with ProcessPoolExecutor(2) as pool, pytest.raises(ZeroDivisionError):
        list(Work(None, pool, 2).map(divided, range(100), 10))


def test_results_stream(tmp_path: Path) -> None:
    """Inputs are taken as results are: a hundred thousand papers are never in memory at once."""
    taken = 0

    def papers() -> Iterator[Paper]:
        nonlocal taken
        for paper in PAPERS:
            taken += 1
            yield paper

    with working(tmp_path / "memo") as work:
        results = work.map(signed, papers(), ("Ada",), chunk=10)
        next(results)
    assert taken <= 20


def killing_once(folder: str, number: int) -> int:
    """Ends its worker the first time that it has the number 200."""
    if number == 200:
        try:
            os.close(os.open(f"{folder}/killed", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return number * 2
        os._exit(9)
    return number * 2


def test_a_cluster_of_three_workers_of_which_one_is_killed(tmp_path: Path) -> None:
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        working(tmp_path / "memo", cluster=cluster.scheduler_address) as work,
    ):
        assert work.hands.workers == 3
        assert list(work.map(killing_once, range(500), str(tmp_path))) == [n * 2 for n in range(500)]
        assert (tmp_path / "killed").exists()
        assert of(work) == EXPECTED


def test_no_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.workers._SECONDS_TO_FIND", 0.2)
    with pytest.raises(NoCluster, match="is not to be found"), working(tmp_path / "memo", cluster="tcp://127.0.0.1:9"):
        pass


def test_in_haste_what_was_made_last_will_do(tmp_path: Path) -> None:
    """Whatever it was made of, but of the same step and place; else it is made, and is the last from then on."""
    work = Work(Memo(tmp_path / "memo.sqlite"))
    assert latest(work, busy, "here", lambda: 1) == 1
    assert latest(work, busy, "here", lambda: 2) == 2
    work.hasty = True
    assert latest(work, busy, "here", lambda: 3) == 2
    assert latest(work, busy, "there", lambda: 4) == 4
    work.hasty = False
    assert latest(work, busy, "here", lambda: 5) == 5
    assert latest(Work(), busy, "here", lambda: 6) == 6


def whoever(_: None, number: int) -> tuple[int, int]:
    """Who does it, and what."""
    return os.getpid(), number * 2


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def holds(_: None, number: int) -> tuple[int, int]:
    """Who does it, and how many bytes that process holds."""
    return os.getpid(), held()


def test_processes_that_come_later_do_not_begin_with_what_this_one_holds(tmp_path: Path) -> None:
    with working(tmp_path / "memo", jobs=2) as work:
        list(work.map(whoever, range(10)))
        library = bytearray(b"paper " * (LARGE // 6))
        work.begin_alone("search", 0)
        assert held() > LARGE
        others = [*work.map(holds, range(10)), *work.map(holds, [10], apart=True)]
        assert all(process != os.getpid() and held < LARGE for process, held in others)
        assert len(library) <= LARGE


@pytest.mark.parametrize(("most", "stay"), [(0, False), (1 << 60, True)])
def test_processes_end_before_what_one_does_alone_and_others_come(tmp_path: Path, most: int, stay: bool) -> None:
    """So what they hold is not held beside what it takes; where this process holds little, they stay."""
    seen: list[set[int]] = []
    with working(tmp_path / "memo", jobs=2) as work:
        for start in (0, 500):
            done = list(work.map(whoever, range(start, start + 300)))
            assert [double for _, double in done] == [number * 2 for number in range(start, start + 300)]
            seen.append({process for process, _ in done})
            work.begin_alone("search", most)
            assert any(map(is_there, seen[-1])) == stay
    assert bool(seen[0] & seen[1]) == stay
    assert not any(map(is_there, seen[0] | seen[1]))


def test_little_that_is_not_remembered_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes longer to begin. What takes long is given away, as all is where nothing is remembered."""
    for numbers, is_done_here in ((range(10), False), (range(10, 20), True), (range(20, 30), True)):
        with working(tmp_path / "memo", jobs=2) as work:
            assert ({process for process, _ in work.map(whoever, numbers)} == {os.getpid()}) == is_done_here
    monkeypatch.setattr("generator.hands._ALONE", 0.05)
    with working(tmp_path / "memo", jobs=2) as work:
        list(work.map(busy, range(20)))
        assert os.getpid() not in {process for process, _ in work.map(whoever, range(30, 40))}
