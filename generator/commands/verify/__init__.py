"""`offprint verify`. Reads a finished site; writes nothing. The last gate before a site is put where people see it."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import click
from lxml import etree

from generator.commands.terminal import printable
from generator.commands.verify import places
from generator.commands.verify.addresses import Ground
from generator.commands.verify.data import look_at_api, look_at_sitemap, look_at_unlinked, reader
from generator.commands.verify.files import look_at_file
from generator.commands.verify.markup import Wrong
from generator.commands.verify.pages import PageFacts, look_at
from generator.commands.verify.theme import files_of_theme
from generator.config.ready import is_example
from generator.ending import end_with
from generator.kept import SITE_FILES, read_site_files
from generator.model import Problem, Source
from generator.render.phrases import counted

_MEGABYTE = 1_000_000
_LARGEST_SITE, _LARGEST_PREVIEW, _LARGEST_FILE = 1000, 20, 100
# Azure Static Web Apps takes 15,000 files, Cloudflare Pages 20,000 (free); GitHub Pages counts bytes.
_MANY_FILES, _MANY_MEGABYTES = 13_500, 900
# Names that the hosts of static sites refuse, and signs that part lines or turn the direction of a name.
_BAD_NAME = re.compile(r'[\x00-\x1f"*:<>?\\|\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]|[. ]$')
_SHOWN = 3
_CHUNK = 64


@click.command(name="verify")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("site"))
@click.option("--preview", is_flag=True, help="A preview: at most 20 MB, every page noindex, no sitemap.")
@click.option("--trial", is_flag=True, help="Not for the public: an example address and no contact will do.")
def command(site: Path, preview: bool, trial: bool) -> None:
    """Check a finished SITE [default: site/] before it is published.

    Every internal link and fragment leads somewhere; no page asks another host for anything; each carries the theme's content
    security policy; every file is of a known kind at a known place, and scripts are those of the theme and the search; feeds, sitemap
    and API are valid; sizes stay below the limits of GitHub Pages; there is an address to ask for corrections and takedowns.

    \b
    Examples:
      offprint verify
      offprint verify /tmp/mine-site
      offprint verify --trial
      offprint verify preview-12 --preview
    """
    started = time.perf_counter()
    problems, pages = verify(site, preview=preview, public=not trial and not preview)
    for line in problem_lines([*problems, *nearly_full(site)]):
        click.echo(printable(line))
    if problems:
        click.echo(f"{site}/ must not be published: {counted(len(problems), 'error')}.", err=True)
        sys.exit(1)
    click.echo(f"{site}/ is sound: {counted(pages, 'page')} checked in {time.perf_counter() - started:.1f} s.")


def verify(site: Path, *, preview: bool = False, public: bool = False) -> tuple[list[Problem], int]:
    """All problems of the site, by page, and how many pages it has. With `public` it must also be ready for the public."""
    sizes, found = list_files(site, _LARGEST_PREVIEW if preview else _LARGEST_SITE)
    files = _readable(sizes)
    ground = ground_of(site, files, preview=preview)._replace(ours=files_of_theme())
    pages = [path for path in files if path.endswith(".html")]
    facts: dict[str, PageFacts] = {}
    for fact, wrong in _look_at_all(site, ground, sorted(files)):
        if fact:
            facts[fact.page] = fact
        found += wrong
    listed = read_site_files(site) if SITE_FILES in files else None
    found += chain(
        places.look_at_places(sizes, listed, preview=preview),
        places.look_at_names(files),
        look_at_unlinked(ground, reader(site), facts),
        _fragments(facts),
        _titles(facts),
        look_at_sitemap(ground, reader(site), facts),
        look_at_api(ground, reader(site)),
    )
    if public:
        found += _unready(ground, facts)
    if "index.html" not in files:
        found.append(("index.html", Wrong("no-home", "is not there; is this a finished site?")))
    return _in_order(found), len(pages)


def _in_order(found: Iterable[tuple[str, Wrong]]) -> list[Problem]:
    """What is wrong as Problems, each once, by page."""
    problems = {Problem(Source(page), "error", wrong.code, wrong.message) for page, wrong in found}
    return sorted(problems, key=lambda p: (p.source.path, p.code, p.message))


def _readable(sizes: dict[str, int]) -> frozenset[str]:
    """What is too large for any host is told, and not read: it may be larger than the memory."""
    return frozenset(path for path, size in sizes.items() if size <= _LARGEST_FILE * _MEGABYTE)


def nearly_full(site: Path, *, files: int = _MANY_FILES, megabytes: int = _MANY_MEGABYTES) -> list[Problem]:
    """A warning when a site comes near to what hosts of static sites take: so many files, so many bytes."""
    sizes = [Path(folder, name).lstat().st_size for folder, _, names in os.walk(site) for name in names]
    total = sum(sizes) / _MEGABYTE
    told = "see docs/publishing.md for hosts that take more, and for what makes a site smaller."
    found = []
    if len(sizes) > files:
        found.append(("many-files", f"has {len(sizes):,} files; some hosts take 15,000 or 20,000: {told}"))
    if total > megabytes:
        found.append(("large-site", f"has {total:,.0f} MB; GitHub Pages takes 1,000: {told}"))
    return [Problem(Source(str(site)), "warning", code, message) for code, message in found]


def _fault(name: str, status: os.stat_result) -> Wrong | None:
    """Why a file may not be there."""
    if stat.S_ISLNK(status.st_mode):
        return Wrong("symlink", "is a symbolic link; put the file itself there.")
    if _BAD_NAME.search(name):
        return Wrong("file-name", "has a character that hosts refuse in a name.")
    if not stat.S_ISREG(status.st_mode):
        return None if stat.S_ISDIR(status.st_mode) else Wrong("not-a-file", "is neither a file nor a folder.")
    too_large = status.st_size > _LARGEST_FILE * _MEGABYTE
    return Wrong("file-too-large", f"has over {_LARGEST_FILE} MB.") if too_large else None


def list_files(site: Path, limit: int) -> tuple[dict[str, int], list[tuple[str, Wrong]]]:
    """The regular files, relative path -> bytes, and what may not be there: links, devices, names and sizes that hosts refuse."""
    files: dict[str, int] = {}
    wrong, total = [], 0
    for folder, folders, names in os.walk(site):
        for name in sorted([*folders, *names]):
            place = Path(folder, name)
            path, status = place.relative_to(site).as_posix(), place.lstat()
            fault = _fault(name, status)
            wrong += [(path, fault)] if fault else []
            if stat.S_ISREG(status.st_mode) and not _BAD_NAME.search(name):
                files[path] = status.st_size
                total += status.st_size
    if total > limit * _MEGABYTE:
        wrong.append((".", Wrong("site-too-large", f"has {total / _MEGABYTE:,.0f} MB; {limit:,} MB are allowed.")))
    return files, wrong


def ground_of(site: Path, files: frozenset[str], *, preview: bool) -> Ground:
    """Where the site will be served: what its home page says by its canonical address."""
    url = ""
    if "index.html" in files:
        root = etree.fromstring((site / "index.html").read_bytes() or b"<p>", etree.HTMLParser(encoding="utf-8"))
        found = root.find(".//link[@rel='canonical']") if root is not None else None
        url = found.get("href", "") if found is not None else ""
    match = re.fullmatch(r"https?://[^/?#]+(/[^?#]*)?", url)
    if not match:
        return Ground(files, preview=preview)
    base = (match[1] or "").rstrip("/") + "/"
    return Ground(files, url.rstrip("/") + "/", base, preview)


Seen = tuple[PageFacts | None, list[tuple[str, Wrong]]]


def _look_at_all(site: Path, ground: Ground, paths: list[str]) -> Iterator[Seen]:
    """Every file, in several processes when there are many."""
    global _here
    _here = (site, ground)
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    workers = min(4, os.cpu_count() or 1, len(chunks) // 8)
    if workers < 2:
        yield from chain.from_iterable(map(_look_at_some, chunks))
        return
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(site, ground, os.getpid())) as pool:
        yield from chain.from_iterable(pool.map(_look_at_some, chunks, chunksize=4))


_here: tuple[Path, Ground] = (Path(), Ground(frozenset()))


def _begin(site: Path, ground: Ground, parent: int) -> None:
    global _here
    end_with(parent)
    _here = (site, ground)


def _look_at_some(paths: list[str]) -> list[Seen]:
    site, ground = _here
    seen: list[Seen] = []
    for path in paths:
        content = (site / path).read_bytes()
        if path.endswith(".html"):
            facts = look_at(ground, path, content)
            seen.append((facts._replace(wrong=()), [(path, wrong) for wrong in facts.wrong]))
        elif place := places.place_of(path):
            seen.append((None, [(path, wrong) for wrong in look_at_file(ground, path, place.kind, content)]))
    return seen


def _fragments(facts: dict[str, PageFacts]) -> Iterator[tuple[str, Wrong]]:
    for page, found in facts.items():
        for file, fragment in found.fragments:
            if file in facts and fragment not in facts[file].ids and fragment != "top":
                yield page, Wrong("broken-fragment", f"#{fragment} is not on {file}.")


def _unready(ground: Ground, facts: dict[str, PageFacts]) -> Iterator[tuple[str, Wrong]]:
    """A site that says how to have a record taken down has an address to ask, and one of its own."""
    papers = [
        found for page, found in facts.items() if page.startswith("papers/") and page.count("/") == 2 and found.listed
    ]
    if papers and not any(found.mends for found in papers):
        message = (
            "gives no address to ask for a correction or a takedown: set `contact` or `repository` in offprint.yml."
        )
        yield "index.html", Wrong("no-contact", message)
    if is_example(ground.url):
        message = f"says that its address is {ground.url}, an example: set `site_url` in mkdocs.yml."
        yield "index.html", Wrong("example-address", message)


def _titles(facts: dict[str, PageFacts]) -> Iterator[tuple[str, Wrong]]:
    """Some works share a title; a template that lost it gives one title to all."""
    counts = Counter(found.title for found in facts.values() if found.listed and found.title)
    most = max(5, len(facts) // 50)
    for page, found in facts.items():
        if found.listed and counts[found.title] > most:
            yield page, Wrong("same-title", f"{counts[found.title]} pages are called {found.title[:100]!r}.")


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """`page: error[code]: message`; what stands on every page is shown for the first few."""
    problems = list(problems)
    counts = Counter((problem.code, problem.message) for problem in problems)
    shown: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = (problem.code, problem.message)
        shown[kind] += 1
        if shown[kind] <= _SHOWN:
            more = counts[kind] - _SHOWN
            also = f" (and on {counted(more, 'other page')})" if shown[kind] == _SHOWN and more > 0 else ""
            yield f"{problem.source.path}: {problem.level}[{problem.code}]: {problem.message}{also}"
