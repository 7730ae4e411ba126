"""A build from memory is a build from nothing, byte for byte, whatever was edited, renamed, merged or corrected in between."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.drawing import Kept
from generator.intake import Timer, gather_library
from generator.made import read_made, write_made
from generator.model import as_bytes
from generator.output import read_manifest, write
from generator.render.files import render
from generator.work import Work
from generator.workers import working
from tests.test_frames import ROOT

WORDS = "zeroth order black-box language models learning to rank C++ robots see $x^2$ code at https://github.com/a/b diffusion".split()
FIRST = {
    "2025-01-01-daily.bib": "@article{a, title = {Language models learn to rank}, author = {Ada Lovelace and Bo Li}, year = 2020}\n",
    "2025-01-02-daily.bib": "@article{b, title = {Robots see with diffusion}, author = {Ada Lovelace}, abstract = {We see.}}\n",
}
VOCABULARY = "- name: Robotics\n  aliases: [robots]\n- name: Ranking\n  aliases: [rank]\n"

Edit = Callable[[Path], None]
titles = st.lists(st.sampled_from(WORDS), min_size=3, max_size=7).map(" ".join)


def bibtex(title: str, abstract: str, author: str) -> str:
    return (
        f"@article{{k{abs(hash(title)) % 99}, title = {{{title}}}, abstract = {{{abstract}}}, author = {{{author}}}}}\n"
    )


records = st.builds(
    bibtex,
    titles,
    st.lists(titles, max_size=6).map(". ".join),
    st.sampled_from(["Ada Lovelace", "A. Lovelace", "Bo Li"]),
)


def digest_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.bib"))


def added(day: int, text: str) -> Edit:
    return lambda folder: (folder / f"2025-02-{day:02}-daily.bib").write_text(text) and None


def appended(text: str) -> Edit:
    return lambda folder: digest_files(folder)[-1].write_text(digest_files(folder)[-1].read_text() + text) and None


def renamed(day: int) -> Edit:
    return lambda folder: digest_files(folder)[0].rename(folder / f"2025-03-{day:02}-weekly.bib") and None


def removed(folder: Path) -> None:
    if len(digest_files(folder)) > 1:
        digest_files(folder)[0].unlink()


def twice(folder: Path) -> None:
    """The same works in another digest: they merge."""
    text = digest_files(folder)[0].read_text()
    (folder / "2025-04-01-again.bib").write_text(text)


def written(name: str, text: str) -> Edit:
    return lambda folder: (folder / name).write_text(text) and None


CORRECTION = (
    "papers:\n  - paper: language-models-learn-to-rank\n    set: {title: Another title}\n    add_tags: [robotics]\n"
)
APART = "papers:\n  - paper: language-models-learn-to-rank\n    merge_into: robots-see-with-diffusion\n"
edits = st.one_of(
    st.builds(added, st.integers(1, 3), st.lists(records, min_size=1, max_size=4).map("".join)),
    st.builds(appended, records),
    st.builds(renamed, st.integers(1, 3)),
    st.just(removed),
    st.just(twice),
    st.sampled_from([CORRECTION, APART, "papers: []\n"]).map(lambda text: written("corrections.yml", text)),
    st.sampled_from([VOCABULARY, VOCABULARY.replace("robots", "see"), "- name: Order\n"]).map(
        lambda text: written("tags.yml", text)
    ),
)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(digests: Path, docs: Path, work: Work) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """The pages as they lie in `docs`, the other files, and the problems."""
    library, config, problems, _ = gather_library(ROOT, digests, Timer(lambda _: None), work)
    files = list(render(library, config, (), work))
    pages = [file for file in files if file.target == "page"]
    joining = [file for file in files if file.target == "site"]
    site = docs.with_name("site")
    for some, place, index in ((pages, docs, "made"), (joining, site, "joined")):
        assert write(some, place).problems == ()
        write_made(docs.with_name(index), place, some)
    assert all(as_bytes(file) == (site / file.path).read_bytes() for file in joining)
    return tree(docs), tree(site), list(map(str, problems))


def kept(folder: Path) -> Kept:
    pages, joined = (
        read_made(folder / index, folder / place, read_manifest(folder / place))
        for index, place in (("made", "docs"), ("joined", "site"))
    )
    return Kept(pages, joined, str(folder / "site"))


def remembered(
    digests: Path, folder: Path, jobs: int = 1, cluster: str = ""
) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """What is made from memory, once it was looked at in haste."""
    with working(folder / "memo.sqlite", jobs=jobs, cluster=cluster) as work:
        work.hasty = True
        gather_library(ROOT, digests, Timer(lambda _: None), work)
        work.hasty = False
        work.kept = kept(folder)
        return made(digests, folder / "docs", work)


@given(st.lists(edits, min_size=1, max_size=5))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_random_edits(steps: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        digests = folder / "digests"
        digests.mkdir()
        for path, text in {**FIRST, "tags.yml": VOCABULARY}.items():
            (digests / path).write_text(text)
        remembered(digests, folder)
        for number, step in enumerate(steps):
            step(digests)
            anew = folder / f"anew-{number}"
            anew.mkdir()
            assert remembered(digests, folder) == made(digests, anew / "docs", Work())


def test_nothing_is_drawn_again_when_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    for path, text in FIRST.items():
        (digests / path).write_text(text)
    first = remembered(digests, tmp_path)
    monkeypatch.setattr("generator.render.pages.shell.render_template", None)
    assert remembered(digests, tmp_path) == first


def test_a_page_spoiled_by_hand_is_drawn_again(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-01-01-daily.bib").write_text(FIRST["2025-01-01-daily.bib"])
    first = remembered(digests, tmp_path)
    page = next((tmp_path / "docs/papers").glob("*.md"))
    page.write_text("spoiled")
    (tmp_path / "site/feed.xml").write_text("spoiled")
    assert remembered(digests, tmp_path) == first


def test_lists_and_feeds_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = remembered(ROOT / "digests", tmp_path)
    for name in (
        "exports.bibtex",
        "exports.ris",
        "feeds._item",
        "feeds._atom_entry",
        "api._paper",
        "search.citations.in_all_forms",
    ):
        monkeypatch.setattr(f"generator.render.{name}", never)
    assert remembered(ROOT / "digests", tmp_path) == first


def never(*given: object, **named: object) -> None:
    raise AssertionError("made again")


def test_two_processes_make_the_same_pages(tmp_path: Path) -> None:
    digests = ROOT / "digests"
    assert remembered(digests, tmp_path, jobs=2) == made(digests, tmp_path / "other" / "docs", Work())


def test_a_library_that_is_too_large_for_memory_has_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done from some size on, done of 79 papers: topics are found by a process apart, processes end and others come, cards and
    citations are not held."""
    digests = ROOT / "digests"
    first = made(digests, tmp_path / "other" / "docs", Work())
    monkeypatch.setattr(Work.begin_alone, "__defaults__", (0,))
    for name in ("enrich.topics.vocabulary._LARGE", "tables._MOST", "render.exports._HELD", "render.feeds._HELD"):
        monkeypatch.setattr(f"generator.{name}", 10)
    assert remembered(digests, tmp_path, jobs=2) == first


def test_a_cluster_that_loses_a_worker_makes_the_same_pages(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        Client(cluster) as client,
    ):
        threading.Timer(0.3, os.kill, (next(iter(client.run(os.getpid).values())), signal.SIGKILL)).start()
        spread = remembered(ROOT / "digests", tmp_path, cluster=cluster.scheduler_address)
    assert spread == made(ROOT / "digests", tmp_path / "other" / "docs", Work())


def test_a_digest_more_asks_for_little(tmp_path: Path) -> None:
    """Of 470 papers the oldest 450 decide what is found; ten more are read, tagged and related, and what is older is remembered."""
    digests = tmp_path / "digests"
    digests.mkdir()
    for day in range(47):
        (digests / f"2025-{day // 28 + 1:02}-{day % 28 + 1:02}-daily.bib").write_text(ten_papers(day))
    counts = []
    for _ in range(2):
        with working(tmp_path / "memo.sqlite") as work:
            gather_library(ROOT, digests, Timer(lambda _: None), work)
            counts.append(work.remembered)
        (digests / "2025-06-01-daily.bib").write_text(ten_papers(99))
    (_, first), (found, asked) = counts
    assert min(asked, first) > 470
    assert asked - found < first / 10


def ten_papers(day: int) -> str:
    """Papers that share a word in ten, and have words of their own."""
    text = (
        "We study kestrel{a} and the marl{b} of {c} hedges, with{a}out a dew{b}pond in sight of the {c}th oast house."
    )
    return "".join(
        f"@article{{k{day}x{n}, title = {{Marl{day}a and kestrels{n}b on day {day}}}, year = 2020, "
        f"abstract = {{{text.format(a=day, b=n, c=day * 10 + n)}}}}}\n"
        for n in range(10)
    )
