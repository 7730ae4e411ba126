"""The paper that a name calls. In: a project and its digests. Out: papers by key, id, title or beginning; remembers what it read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from generator.answers import NAMES, Answers
from generator.commands.terminal import printable
from generator.model import Paper
from generator.text import normal_title, paper_key
from generator.text.ids import ids_in

if TYPE_CHECKING:
    from generator.library import Library


# More take longer to write down (20 ms a thousand) than a build should wait for.
_FEW = 2_000
# From this likeness on (0 to 100) a key is offered in place of one that nobody knows.
_NEAR = 70
# So many papers are told whose titles begin alike.
_MOST = 5


class Called(msgspec.Struct, frozen=True):
    """papers: key -> its record, which is decoded when it is asked for. called: an old key, "kind:id" or a bare title -> key. related:
    whether the records tell the related papers, too."""

    papers: dict[str, msgspec.Raw]
    called: dict[str, str]
    related: bool

    def paper(self, name: str) -> Paper | None:
        """The paper with that key (an old one too), id or title, or the only one whose title begins so."""
        key = self._key(name)
        begun = [] if key else self.begun(name)
        key = begun[0] if len(begun) == 1 else key
        return msgspec.msgpack.decode(self.papers[key], type=Paper) if key else None

    def _key(self, name: str) -> str:
        text = name.strip().strip("/").rsplit("/papers/", 1)[-1]
        names = [*_ids_as_names(name.strip()), f"title:{normal_title(name)}"]
        keys = [text, self.called.get(text, ""), paper_key(name), *(self.called.get(one, "") for one in names)]
        return next((key for key in keys if key in self.papers), "")

    def begun(self, name: str) -> list[str]:
        """The keys of the papers whose titles begin so, in any case."""
        begins = f"title:{normal_title(name)}"
        if begins == "title:":
            return []
        return sorted({key for title, key in self.called.items() if title.startswith(begins) and key in self.papers})


def _ids_as_names(name: str) -> list[str]:
    """The ids that a name without blanks is or holds, as papers are called by them: "arxiv:2403.01234"."""
    return [] if " " in name else [f"{kind}:{value}" for kind, value in ids_in(name).items()]


def asked_for(names: Called, name: str) -> Paper:
    """The paper that somebody asked for by name. Where none is known so, or several, says which are near, and ends with 1."""
    paper = names.paper(name)
    if paper is None:
        click.echo(f"No paper is known as {printable(name)!r}. {_near(names, name)}", err=True)
        sys.exit(1)
    return paper


def _near(names: Called, name: str) -> str:
    from rapidfuzz import fuzz, process

    begun = names.begun(name)
    if begun:
        more = ", …" if len(begun) > _MOST else ""
        return f"{len(begun)} titles begin so: {', '.join(begun[:_MOST])}{more}"
    near = process.extractOne(name, list(names.papers), scorer=fuzz.WRatio, score_cutoff=_NEAR)
    return f"The nearest key is {near[0]}." if near else "The key of a paper is the end of its address."


def papers_by_name(project: Path, digests: Path, *, related: bool) -> Called:
    """The papers of a folder of digests by all their names: as remembered, when nothing has changed. To find the related ones takes a
    fifth of the time, so they are found where they are asked for."""
    answers = Answers(project, digests, NAMES)
    names = answers.last(Called)
    if names is None or (related and not names.related):
        from generator.commands.memory import remembered
        from generator.commands.terminal import progress
        from generator.intake import Timer, gather_library

        with progress() as say:
            library, *_ = gather_library(project, digests, Timer(say), remembered(project), related=related)
        names = naming(library, related=related)
        answers.keep(names)
    return names


def keep_names(answers: Answers, library: Library | None) -> None:
    """Remember the papers of a build that gathered them anyway, for `show` is what a curator asks next. `answers`: of what was there
    before it began, for somebody may have edited a digest since."""
    if library is not None and len(library.papers) <= _FEW:
        answers.keep(naming(library))


def naming(library: Library, *, related: bool = True) -> Called:
    """The names of all papers; of two with one id or title the first has it, and a key goes before both. `related`: whether these were
    found."""
    called: dict[str, str] = {}
    for key, paper in library.papers.items():
        for one in (*(f"{kind}:{value}" for kind, value in paper.ids.items()), f"title:{normal_title(paper.title)}"):
            called.setdefault(one, key)
    return Called(
        {key: msgspec.Raw(msgspec.msgpack.encode(paper)) for key, paper in library.papers.items()},
        {**called, **library.redirects},
        related,
    )
