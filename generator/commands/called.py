"""The paper that a name calls. In: a project and its digests. Out: papers by key, id and title; reads, and remembers what it gathered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.answers import Answers
from generator.model import Paper
from generator.text import normal_title, paper_key
from generator.text.ids import ids_in

if TYPE_CHECKING:
    from generator.library import Library


# More take longer to write down (20 ms a thousand) than a build should wait for.
_FEW = 2_000


class Called(msgspec.Struct, frozen=True):
    """papers: key -> its record, which is decoded when it is asked for. called: an old key, "kind:id" or a bare title -> key."""

    papers: dict[str, msgspec.Raw]
    called: dict[str, str]

    def paper(self, name: str) -> Paper | None:
        """The paper with that key (an old one too), id, or title."""
        key = self._key(name)
        return msgspec.msgpack.decode(self.papers[key], type=Paper) if key else None

    def _key(self, name: str) -> str:
        text = name.strip().strip("/").rsplit("/papers/", 1)[-1]
        ids = [f"{kind}:{value}" for kind, value in ids_in(name).items()] if " " not in name.strip() else []
        called = [text, self.called.get(text, ""), paper_key(name)]
        called += [self.called.get(one, "") for one in (*ids, f"title:{normal_title(name)}")]
        return next((key for key in called if key in self.papers), "")


def names_of(project: Path, digests: Path) -> Called:
    """The papers of a folder of digests by all their names: as remembered, when nothing has changed."""
    answers = Answers(project, digests, "names")
    names = answers.last(Called)
    if names is None:
        from generator.commands.memory import remembered
        from generator.commands.terminal import progress
        from generator.intake import Timer, gather_library

        with progress() as say:
            library, *_ = gather_library(project, digests, Timer(say), remembered(project))
        names = naming(library)
        answers.keep(names)
    return names


def keep_names(project: Path, digests: Path, library: Library | None) -> None:
    """Remember the papers of a build that gathered them anyway, for `show` is what a curator asks next."""
    if library is not None and len(library.papers) <= _FEW:
        Answers(project, digests, "names").keep(naming(library))


def naming(library: Library) -> Called:
    """The names of all papers; of two with one id or title the first has it, and a key goes before both."""
    called: dict[str, str] = {}
    for key, paper in library.papers.items():
        for one in (*(f"{kind}:{value}" for kind, value in paper.ids.items()), f"title:{normal_title(paper.title)}"):
            called.setdefault(one, key)
    return Called(
        {key: msgspec.Raw(msgspec.msgpack.encode(paper)) for key, paper in library.papers.items()},
        {**called, **library.redirects},
    )
