"""A published address keeps its work, whatever is added, back-dated, edited, renamed or removed: with real readers, step by step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from generator.commands.register import update
from generator.config.loading import Config, Settings
from generator.config.register import format_register, load_register
from generator.enrich.addresses import Now, standing
from generator.enrich.citekeys import cited
from generator.enrich.identity import merge
from generator.enrich.steps import enrich
from generator.library import Library, gather
from generator.readers.folder import read_bytes

SAND = (
    "Rivers carry sand to the sea, and nobody has counted how much of it returns with the wind. We count it on forty beaches over ten"
    " years, with drones, sieves and patience, and find that a third comes back."
)
BREAD = (
    "Bread rises because yeast breathes. This article measures breath in ninety bakeries by night, relates warmth, salt and flour to"
    " volume, and gives bakers a table to hang on the wall. Sourdough behaves differently."
)
BEES = (
    "Bees vote on a new home by dancing, and a quorum of scouts ends the debate. We film two hundred swarms, fit a race of noisy counters"
    " to every dance, and show that slower colonies choose better trees."
)
BELLS = (
    "Old bells crack where the clapper strikes. Ultrasound finds the crack years before an ear does; we ring nine hundred bells in four"
    " countries, publish the recordings, and give churches a cheap instrument."
)
EARS = (
    "Listeners disagree about which of two tones lasts longer. Four hundred volunteers pressed a key in the dark, age and schooling were"
    " written down, and a mixed model shows that musicians guess no better than anybody else."
)
TITLE = "Counting what returns"


class Work(NamedTuple):
    """A work as lists tell it: titles, abstracts and lists of authors that it is known by, and its arXiv ids, "" for none."""

    titles: tuple[str, ...]
    abstracts: tuple[str, ...]
    authors: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]


def mended(text: str) -> str:
    return (
        text.replace("ten years", "twelve years")
        .replace("ninety", "ninty")
        .replace("two hundred", "200")
        .replace("nine", "9")
    )


WORKS = (
    # Three works of one title; a fourth whose title gives the key that the second of them has.
    Work((TITLE, "Counting what returns!", "How much sand comes back"), (SAND, mended(SAND)), (("Ada Núñez", "Bo Li"),), ("2401.00001",)),
    Work((TITLE, TITLE.upper()), (BREAD, mended(BREAD)), (("Eve Aho",), ("E. Aho", "Fu Wei")), ("2402.00002", "")),
    Work((TITLE,), (BEES, mended(BEES)), (("Gil Roth", "Hal Ito"),), ("",)),
    Work((f"{TITLE} 2",), (BELLS,), (("Ines Paz",),), ("2404.00004",)),
    # Nothing but a title and authors.
    Work(("Introduction",), ("",), (("Jan Kos",),), ("",)),
    Work(("Introduction",), ("",), (("Kim Le",),), ("",)),
    # Nothing but a title and an id; nothing but a title and an abstract.
    Work(("Tides in a bath", "Waves in a very small bath"), ("",), ((),), ("2406.00006",)),
    Work(("Ringing in the ear of the beholder", "Ringing in the ears"), (EARS, mended(EARS).replace("Four hundred", "400")), ((),), ("",)),
)  # fmt: skip


class Record(NamedTuple):
    """One way in which a list tells a work: the places in its titles, abstracts, authors and ids."""

    work: int
    title: int = 0
    abstract: int = 0
    authors: int = 0
    id: int = 0

    def edited(self, part: str, step: int) -> Record:
        field: tuple[object, ...] = getattr(
            WORKS[self.work], {"title": "titles", "abstract": "abstracts", "authors": "authors", "id": "ids"}[part]
        )
        return self._replace(**{part: (getattr(self, part) + step) % len(field)})


def line(record: Record, form: str) -> str:
    work = WORKS[record.work]
    title, abstract, authors, arxiv = (
        work.titles[record.title], work.abstracts[record.abstract], work.authors[record.authors], work.ids[record.id],
    )  # fmt: skip
    if form == "bib":
        fields = {"title": title, "abstract": abstract, "author": " and ".join(authors), "eprint": arxiv}
        inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        extra = ",\n  archiveprefix = {arXiv}" if arxiv else ""
        return f"@misc{{w{record.work}_{record.title}_{record.authors},\n{inside}{extra}\n}}\n"
    return (
        json.dumps({"title": title, "abstract": abstract, "authors": list(authors), "arxiv_id": arxiv or None}) + "\n"
    )


class File(NamedTuple):
    day: str
    series: str
    form: str
    records: tuple[Record, ...]

    @property
    def name(self) -> str:
        return f"{self.day}-{self.series}"

    def text(self) -> str:
        return "".join(line(record, self.form) for record in self.records)

    def works(self) -> dict[int, int]:
        """Line on which a record begins -> its work."""
        found, at = {}, 1
        for record in self.records:
            found[at] = record.work
            at += line(record, self.form).count("\n")
        return found


RECORDS = st.integers(0, len(WORKS) - 1).flatmap(
    lambda work: st.builds(
        Record,
        st.just(work),
        st.integers(0, len(WORKS[work].titles) - 1),
        st.integers(0, len(WORKS[work].abstracts) - 1),
        st.integers(0, len(WORKS[work].authors) - 1),
        st.integers(0, len(WORKS[work].ids) - 1),
    )
)
DAYS = st.sampled_from([f"20{year}-0{month}-01" for year in (19, 22, 25) for month in range(1, 9)])
SERIES = st.sampled_from(["list", "group"])


class Site(RuleBasedStateMachine):
    """A folder of digests that people change, and the site that is published after each change."""

    def __init__(self) -> None:
        super().__init__()
        self.cites: dict[str, str] = {}
        self.files: list[File] = []
        self.register = ""
        self.shown: dict[str, int] = {}
        self.papers_of: dict[str, frozenset[int]] = {}
        self.may_go = True
        self.library: Library | None = None

    @rule(
        day=DAYS,
        series=SERIES,
        form=st.sampled_from(["jsonl", "bib"]),
        records=st.lists(RECORDS, min_size=1, max_size=4, unique=True),
    )
    def add(self, day: str, series: str, form: str, records: list[Record]) -> None:
        self.may_go = False
        made = File(day, series, form, tuple({(r.work, r.title, r.authors): r for r in records}.values()))
        if all(file.name != made.name for file in self.files):
            self.files.append(made)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.may_go = True
        self.files.pop(data.draw(st.integers(0, len(self.files) - 1)))

    @precondition(lambda self: self.files)
    @rule(data=st.data(), day=DAYS, series=SERIES)
    def rename(self, data: st.DataObject, day: str, series: str) -> None:
        self.may_go = False
        place = data.draw(st.integers(0, len(self.files) - 1))
        made = self.files[place]._replace(day=day, series=series)
        if all(file.name != made.name for file in self.files):
            self.files[place] = made

    @precondition(lambda self: self.files)
    @rule(data=st.data(), part=st.sampled_from(["title", "abstract", "authors", "id"]))
    def edit(self, data: st.DataObject, part: str) -> None:
        self.may_go = False
        place = data.draw(st.integers(0, len(self.files) - 1))
        file = self.files[place]
        entry = data.draw(st.integers(0, len(file.records) - 1))
        records = list(file.records)
        records[entry] = records[entry].edited(part, 1)
        if len({(r.work, r.title, r.authors) for r in records}) == len(records):
            self.files[place] = file._replace(records=tuple(records))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def drop_an_entry(self, data: st.DataObject) -> None:
        self.may_go = True
        place = data.draw(st.integers(0, len(self.files) - 1))
        file = self.files[place]
        entry = data.draw(st.integers(0, len(file.records) - 1))
        rest = (*file.records[:entry], *file.records[entry + 1 :])
        self.files[place : place + 1] = [file._replace(records=rest)] if rest else []

    def publish(self) -> Library:
        register, problems = load_register(self.register, "digests/addresses.yml")
        assert not problems
        config = Config(settings=Settings(author_page_from=2), register=register)
        readings = [read_bytes(f.text().encode(), f"digests/{f.name}.{f.form}") for f in self.files]
        assert [len(reading.papers) for reading in readings] == [len(file.records) for file in self.files]
        enriched = enrich(readings, config)
        assert not [p for p in enriched.problems if p.level == "error"]
        library = gather(enriched.papers, enriched.digests, (), enriched.addresses)
        merged = merge(readings, (), (), register)
        assert [p.key for p in merged.papers] == [
            p.key for p in sorted(library.papers.values(), key=lambda p: [q.key for q in merged.papers].index(p.key))
        ]
        there = standing(Now(enriched.papers, enriched.digests, ()), 2)
        updated = update(register, merged, there, enriched.addresses.moved, cited(enriched.papers)).register
        assert set(answers(library)) <= updated.keys()
        self.register = format_register(updated)
        # Written down, nothing moves: the next build of the same digests is the same site.
        again, _ = load_register(self.register, "digests/addresses.yml")
        assert enrich(readings, replace(config, register=again)).papers == enriched.papers
        return library

    @invariant()
    def every_address_shows_its_work(self) -> None:
        library = self.publish()
        works = {f"{file.name}:{at}": work for file in self.files for at, work in file.works().items()}
        now: dict[str, int] = {}
        for paper in library.papers.values():
            (work,) = {works[f"{place.digest}:{place.source.line}"] for place in paper.appearances}
            now |= {f"papers/{key}": work for key in (paper.key, *paper.redirects)}
        cites = {paper.key: paper.cite for paper in library.papers.values()}
        assert len(set(cites.values())) == len(cites)
        for key, cite in self.cites.items():
            assert cites.get(key, cite) == cite, f"{key} was cited as {cite} and now is as {cites[key]}"
            assert cite not in cites.values() or cites.get(key) == cite, f"{cite} meant {key} and now means another"
        self.cites |= cites
        gone = set(library.addresses.gone)
        for address, work in self.shown.items():
            assert now.get(address, work) == work, f"{address} showed work {work} and shows work {now[address]}"
            assert address in now or address in gone, f"{address} is 404"
            assert address in now or self.may_go or address in self.went, f"{address} went though nothing was removed"
        self.went = {address for address in self.shown if address not in now}
        self.shown |= now
        self.every_digest_leads_on(library)

    def every_digest_leads_on(self, library: Library) -> None:
        there = set(answers(library))
        for name in self.papers_of:
            assert f"digests/{name}" in there or f"digests/{name}" in library.addresses.gone
        assert not set(library.addresses.gone) & there
        self.papers_of |= {digest.name: frozenset() for digest in library.digests}


def answers(library: Library) -> Iterator[str]:
    """Every address of a paper or a digest that shows something or leads on."""
    yield from (f"papers/{key}" for key in (*library.papers, *library.redirects))
    yield from (f"digests/{digest.name}" for digest in library.digests)
    yield from library.addresses.moved


Site.went = set()  # type: ignore[attr-defined]
TestSite = Site.TestCase
TestSite.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)


def test_a_key_kept_for_what_may_have_been_leads_to_no_other_work() -> None:
    """Three works of one title: the first has a further key, which no record made. When they went, a fourth is not shown there."""
    site = Site()
    for records in ((Record(2, abstract=1), Record(0, title=1), Record(3)), (Record(1, 1, 1, 1),)):
        site.files = [File(f"202{place}-01-01", "list", "bib", (one,)) for place, one in enumerate(records, 3)]
        site.may_go = True
        site.every_address_shows_its_work()
