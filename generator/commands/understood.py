"""A digest that is to be added, beside those that are there. In: its bytes and its path. Out: what was understood of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.commands.register import update
from generator.config.loading import Config
from generator.config.register import Held
from generator.enrich.addresses import Now, standing
from generator.enrich.citekeys import cite_keys, cited
from generator.enrich.facts import apply_facts, with_own_date
from generator.enrich.filing import filed
from generator.enrich.identity import Merged, merge
from generator.model import Paper, Problem, Reading, Source
from generator.problems import in_order
from generator.readers.folder import digest_text, read_bytes, read_folder
from generator.text import typeset
from generator.work import Work


class Understood(msgspec.Struct, frozen=True):
    """What was read: its reading under the new name; its works in order (title, what the digest says of it, the other digests that hold
    it); all problems that it brings."""

    name: str
    reading: Reading
    works: tuple[tuple[str, Paper, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]
    register: dict[str, Held] = {}

    @property
    def new(self) -> int:
        return sum(not known for _, _, known in self.works)


def understand(raw: bytes, path: Path, config: Config, work: Work) -> Understood:
    """Read the bytes as the digest they would be, beside all that is there already. `work` remembers what that was."""
    folder = path.parent
    reading = read_bytes(raw, f"{folder.name}/{path.name}")
    limit = config.settings.max_digest_mb << 20
    before = read_folder(folder, limit=limit, work=work)[0] if folder.is_dir() else []
    *before, reading = filed([*before, reading], config.facts)
    merged = merge([*before, reading], config.corrections.papers, config.facts, config.register, work)
    papers = {paper.key: paper for paper in merged.papers}
    listed = (papers[key] for key in merged.listed.get(reading.digest.path, ()) if key in papers)
    works = _works(listed, reading)
    own = [problem for problem in merged.problems if problem.source.path == reading.digest.path]
    problems = tuple(in_order([*reading.problems, *own]))
    lines = tuple(digest_text(raw).split("\n"))
    return Understood(path.name, reading, works, problems, lines, _registered([*before, reading], merged, config))


def _works(papers: Iterable[Paper], reading: Reading) -> tuple[tuple[str, Paper, tuple[str, ...]], ...]:
    """Of each work its title, what the digest says of it, and the other digests that hold it."""
    said = {paper.source: paper for paper in reading.papers}
    return tuple((_title(paper), _said(paper, said), _known(paper, reading)) for paper in papers)


def _registered(readings: Sequence[Reading], merged: Merged, config: Config) -> dict[str, Held]:
    """The register with the addresses of the works of these readings."""
    digests = [replace(one.digest, keys=merged.listed[one.digest.path]) for one in readings]
    there = standing(Now((), digests, ()), config.settings.author_page_from)
    completed = apply_facts(merged.papers, config.facts)[0]
    return update(config.register, merged, there, {}, cited(cite_keys(completed, config.register))).register


def _known(paper: Paper, reading: Reading) -> tuple[str, ...]:
    """The other digests that hold the paper."""
    return tuple(dict.fromkeys(a.digest for a in paper.appearances if a.digest != reading.digest.name))


def _said(paper: Paper, said: dict[Source, Paper]) -> Paper:
    """A work as the digest itself gives it, with the month that its id tells: what it is completed by elsewhere says nothing of how
    well the digest was read."""
    own = next((said[place.source] for place in paper.appearances if place.source in said), paper)
    return with_own_date(own, own.date)


def _title(paper: Paper) -> str:
    return typeset(paper.title).plain
