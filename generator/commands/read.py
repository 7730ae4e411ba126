"""`offprint read FILE…`. Reads any files, or the standard input; prints their papers as records. Writes nothing, needs no checkout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import click
import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from generator.commands.terminal import print_problems
from generator.config.settings import FILES, Settings
from generator.enrich.links import find_links
from generator.model import LinkKind, Paper, Problem, Source
from generator.problems import has_errors
from generator.readers.folder import digest_files, read_bytes, read_file
from generator.render.places import address_of
from generator.render.plain import ApiPerson, ApiPublication, people_records, publication_record
from generator.text import paper_key
from generator.text.typeset import plain

_FORMS = ("json", "jsonl", "bibtex", "ris", "csl", "text")


class ReadLink(msgspec.Struct, frozen=True):
    url: str
    kind: LinkKind
    host: str


class ReadPaper(msgspec.Struct, frozen=True):
    """One paper as its file says it: text is plain Unicode, `line` where it stands. What has nothing to say is left out from
    `authors_partial` on."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    ids: dict[str, str]
    url: str | None
    date: str | None
    venues: tuple[str, ...]
    links: tuple[ReadLink, ...]
    keywords: tuple[str, ...]
    categories: tuple[str, ...]
    comment: str
    lang: str
    line: int
    authors_partial: bool | UnsetType = UNSET
    people: tuple[ApiPerson, ...] | UnsetType = UNSET
    publication: ApiPublication | UnsetType = UNSET
    retracted: str | UnsetType = UNSET
    withdrawn: str | UnsetType = UNSET


class ReadProblem(msgspec.Struct, frozen=True):
    path: str
    line: int
    level: str
    code: str
    message: str


class ReadFile(msgspec.Struct, frozen=True):
    """A file: as what it was read, its papers in its order, and what is to be said about it."""

    path: str
    format: str
    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]


@click.command(name="read")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(_FORMS), default="json", show_default=True, help="What to print.")
def command(files: tuple[str, ...], form: str) -> None:
    """Read lists of papers in any format and print them as records.

    FILE is a file, a folder of them, or - for the standard input. JSON holds the papers and the problems of each file; the other
    formats print the papers, and the problems on the standard error. Exits with 1 when a file could not be read.

    \b
    Examples:
      offprint read refs.bib pubmed.nbib
      offprint read list.md --format bibtex > list.bib
      curl -s https://export.arxiv.org/rss/cs.RO | offprint read - --format csl
    """
    if files.count("-") > 1:
        raise click.UsageError("the standard input can be read once; give - once.")
    read = [
        _left(path) if path and path.is_dir() else _read(path, name) for given in files for path, name in _paths(given)
    ]
    _print(form, read)
    problems = [problem for file in read for problem in file.problems]
    if form != "json":
        print_problems(problems)
    sys.exit(1 if has_errors(problems) else 0)


def _print(form: str, read: list[ReadFile]) -> None:
    """Print the records whole, or say that they are cut; a pipe that nobody reads on is click's to close."""
    out = sys.stdout.buffer
    try:
        _PRINTERS[form](read, out)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.UsageError(f"what is printed could not be written whole ({error.strerror}).") from None


def _paths(given: str) -> Iterator[tuple[Path | None, str]]:
    """(path, name in records) of each file that an argument stands for; no path for the standard input."""
    path = Path(given)
    if given == "-":
        yield None, "-"
    elif path.is_dir():
        yield from ((one, one.as_posix()) for one in _inside(path))
    else:
        yield path, path.as_posix()


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder: lists of any ending, but not what Offprint keeps beside digests, and other folders, to be told of."""
    kept = [path for path in folder.iterdir() if not path.name.startswith((".", "~")) and path.name != "facts"]
    other = {
        path for path in kept if path.is_dir() or (path.suffix.lower() in (".yml", ".yaml") and path.name not in FILES)
    }
    return sorted({*digest_files(folder), *other})


def _left(folder: Path) -> ReadFile:
    message = "is a folder in a folder, and nothing in it was read; name it too."
    told = Problem(Source(folder.as_posix()), "note", "not-read", message)
    return ReadFile(folder.as_posix(), "", (), (told,))


def _read(path: Path | None, name: str) -> ReadFile:
    limit = Settings().max_digest_mb << 20
    if path is None:
        raw = sys.stdin.buffer.read(limit + 1)
        if len(raw) > limit:
            message = f"has more than {limit >> 20} MB; split it."
            return ReadFile(name, "", (), (Problem(Source(name), "error", "too-large", message),))
        reading = read_bytes(raw, name)
    else:
        # Not Path.resolve(): of links in a circle it makes an error of its own.
        found = read_file(Path(os.path.realpath(path)), name, limit=limit)
        if isinstance(found, Problem):
            return ReadFile(name, "", (), (found,))
        reading = found
    # A file that is read here need not be named like a digest.
    told = tuple(problem for problem in reading.problems if problem.code != "digest-name")
    return ReadFile(name, reading.digest.format, reading.papers, told)


def _json(read: list[ReadFile], out: IO[bytes]) -> None:
    files = [
        {
            "path": file.path,
            "format": file.format,
            "papers": [record_of(paper) for paper in file.papers],
            "problems": [ReadProblem(p.source.path, p.source.line, p.level, p.code, p.message) for p in file.problems],
        }
        for file in read
    ]
    out.write(msgspec.json.format(msgspec.json.encode(files), indent=1) + b"\n")


def _jsonl(read: list[ReadFile], out: IO[bytes]) -> None:
    for file in read:
        for paper in file.papers:
            out.write(msgspec.json.encode({"path": file.path, **msgspec.to_builtins(record_of(paper))}) + b"\n")


def record_of(paper: Paper) -> ReadPaper:
    """The record of a paper as read."""
    return ReadPaper(
        title=plain(paper.title),
        abstract=plain(paper.abstract),
        authors=tuple(plain(author.name) for author in paper.authors),
        ids=dict(sorted(paper.ids.items())),
        url=address_of(paper) or None,
        date=paper.date,
        venues=tuple(map(plain, paper.venues)),
        links=tuple(ReadLink(link.url, link.kind, link.host) for link in find_links(paper)),
        keywords=tuple(map(plain, paper.keywords)),
        categories=paper.categories,
        comment=plain(paper.comment),
        lang=paper.lang,
        line=paper.source.line,
        authors_partial=paper.et_al or UNSET,
        people=people_records(paper),
        publication=publication_record(paper),
        retracted=plain(paper.retracted) or UNSET,
        withdrawn=plain(paper.withdrawn) or UNSET,
    )


def _keyed(read: list[ReadFile]) -> Iterator[Paper]:
    """Every paper with a key that no other has."""
    used: dict[str, int] = {}
    for paper in (paper for file in read for paper in file.papers):
        key = paper_key(paper.title)
        used[key] = used.get(key, 0) + 1
        yield replace(paper, key=key if used[key] == 1 else f"{key}-{used[key]}")


def _bibtex(read: list[ReadFile], out: IO[bytes]) -> None:
    from generator.render.cite import bibtex

    out.write("\n".join(bibtex(paper, whole=True) for paper in _keyed(read)).encode())


def _ris(read: list[ReadFile], out: IO[bytes]) -> None:
    from generator.render.cite import ris

    out.write("".join(ris(paper) for paper in _keyed(read)).encode())


def _csl(read: list[ReadFile], out: IO[bytes]) -> None:
    from generator.render.cite import csl

    out.write(msgspec.json.format(msgspec.json.encode([csl(paper) for paper in _keyed(read)]), indent=1) + b"\n")


def _text(read: list[ReadFile], out: IO[bytes]) -> None:
    papers = (paper for file in read for paper in file.papers)
    out.write("\n".join(f"{_block(paper)}\n" for paper in papers).encode())


def _block(paper: Paper) -> str:
    """A paper for a person: lines of title, authors, where and when, ids."""
    from generator.render.cite import published

    told = paper.publication
    names = [plain(author.name) for author in paper.authors]
    if paper.et_al:
        names.append("et al.")
    volume = f"{told.volume} ({told.issue})" if told.volume and told.issue else told.volume
    container = _joined(" ", published(paper).where, volume)
    where = _joined(", ", container, told.pages, paper.date or "")
    ids = "  ".join(f"{kind}:{value}" for kind, value in sorted(paper.ids.items()))
    return _joined("\n    ", plain(paper.title), ", ".join(names), where, ids or address_of(paper))


def _joined(between: str, *parts: str) -> str:
    """The parts that are not empty."""
    return between.join(filter(None, parts))


_PRINTERS: dict[str, Callable[[list[ReadFile], IO[bytes]], None]] = {
    "json": _json, "jsonl": _jsonl, "bibtex": _bibtex, "ris": _ris, "csl": _csl, "text": _text,
}  # fmt: skip
