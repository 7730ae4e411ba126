"""What a site may hold, and where. In: the path of a file. Out: its kind, or nothing: then it is not of a site of Offprint's.

The table is the whole knowledge. A new output is a row; a kind that is new needs a check in files.py too. `*` is one name, `@` one
without an ending, `**/` any folders, or none. The first row that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from generator.commands.verify.markup import Wrong
from generator.kept import SITE_FILES, SiteFiles


class Place(NamedTuple):
    """kind: by which it is checked. most: MB that one such file may have. preview: whether a preview may have it.
    named: whether a page has to lead to it."""

    pattern: str
    kind: str
    most: float
    preview: bool = True
    named: bool = False


PLACES = (
    Place(SITE_FILES, "list", 100),
    Place("404.html", "page", 4, preview=False),
    Place("**/index.html", "page", 4),
    Place("**/feed.xml", "atom", 8, preview=False, named=True),
    Place("**/feed.json", "jsonfeed", 8, preview=False, named=True),
    Place("**/*.bib", "bibtex", 100, preview=False, named=True),
    Place("**/*.ris", "ris", 100, preview=False, named=True),
    Place("digests/*/papers.json", "csl", 100, preview=False, named=True),
    Place("tags/*/papers.json", "csl", 100, preview=False, named=True),
    Place("digests/*/apa.txt", "text", 100, preview=False, named=True),
    Place("tags/*/apa.txt", "text", 100, preview=False, named=True),
    Place("digests/*/ieee.txt", "text", 100, preview=False, named=True),
    Place("tags/*/ieee.txt", "text", 100, preview=False, named=True),
    Place("api/v1/**/*.json", "api", 20, preview=False),
    Place("search/v1/**/*.json", "search", 20),
    Place("sitemap.xml", "sitemap", 50, preview=False),
    Place("sitemap-*.xml", "sitemap", 50, preview=False),
    Place("opensearch.xml", "opensearch", 0.1, preview=False, named=True),
    Place("llms.txt", "text", 20, preview=False),
    Place("robots.txt", "robots", 0.5, preview=False),
    # Scripts are ours by their hash, so there is no row for any other.
    Place("assets/**/*.js", "script", 4),
    Place("assets/**/*.css", "style", 4),
    Place("assets/**/*.woff2", "font", 4),
    Place("**/*.svg", "drawing", 4),
    Place("**/*.png", "picture", 20),
    Place("**/*.jpg", "picture", 20),
    Place("**/*.jpeg", "picture", 20),
    Place("**/*.gif", "picture", 20),
    Place("**/*.webp", "picture", 20),
    Place("**/*.avif", "picture", 20),
    Place("favicon.ico", "picture", 1),
    Place("assets/**/*.pdf", "pdf", 100),
    Place("assets/**/*.txt", "text", 20),
    Place("assets/**/*.csv", "text", 100),
    Place("assets/**/*.json", "json", 20),
    # What hosts and other services ask a site for.
    Place(".well-known/**/*.json", "json", 1, preview=False),
    # By its ending a host says what a file is: another one would be a page or a script that no check has seen.
    Place(".well-known/**/*.txt", "text", 1, preview=False),
    Place(".well-known/**/@", "text", 1, preview=False),
    Place("CNAME", "text", 0.01, preview=False),
    Place("_headers", "text", 0.5, preview=False),
    Place("_redirects", "text", 0.5, preview=False),
    Place(".htaccess", "text", 0.5, preview=False),
    Place(".nojekyll", "nothing", 0.01, preview=False),
    Place(".domains", "text", 0.01, preview=False),
    Place("humans.txt", "text", 0.5, preview=False),
    Place("security.txt", "text", 0.5, preview=False),
    Place("*.webmanifest", "json", 0.5, preview=False),
)

_HERE = "files of your own have their place in site_src/ (pictures, PDF, text and data in site_src/assets/)"


def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*|@)", pattern)
    # A name that begins with a dot is only meant where the pattern says so.
    front = "" if pattern.startswith(".") else r"(?!\.)(?!.*/\.)"
    signs = {"**/": r"(?:[^/]+/)*+", "*": r"[^/]+", "@": r"[^/.]+"}
    return re.compile(front + "".join(signs.get(part, re.escape(part)) for part in parts))


_ROWS = tuple((_compiled(place.pattern), place) for place in PLACES)


def place_of(path: str) -> Place | None:
    """The row of the table that a path fits, or None."""
    return next((place for row, place in _ROWS if row.fullmatch(path)), None)


def look_at_places(sizes: dict[str, int], listed: SiteFiles | None, *, preview: bool) -> Iterator[tuple[str, Wrong]]:
    """Files that are not on the site's list or have no place in a site, and those that the list names and are not there.
    `sizes`: path -> bytes."""
    if listed is None:
        yield SITE_FILES, Wrong("list-missing", "is not there or cannot be read; build the site again.")
    known = {SITE_FILES, *((*listed.files, *listed.kept) if listed else sizes)}
    for path in sorted(known - sizes.keys() - {SITE_FILES}):
        yield path, Wrong("file-missing", "is on the list of the site's files, and is not there.")
    for path, size in sorted(sizes.items()):
        place = place_of(path)
        if path not in known:
            yield path, Wrong("strange-file", f"is not on the site's list of files: {_HERE}.")
        elif place is None:
            yield path, Wrong("strange-file", f"is of no kind that a site has at this place: {_HERE}.")
        elif preview and not place.preview:
            yield path, Wrong("strange-file", "has no place in a preview.")
        elif size > place.most * 1_000_000:
            yield path, Wrong("file-too-large", f"has {size / 1e6:,.1f} MB; {place.most:g} MB are enough for its kind.")


def look_at_names(paths: Iterable[str]) -> Iterator[tuple[str, Wrong]]:
    """Paths, also of folders, that differ alone in case or in how accents are composed: some hosts and machines take them for one."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        ends = [at for at, sign in enumerate(path) if sign == "/"]
        for place in (*(path[:end] for end in ends), path):
            other = seen.setdefault(normalize("NFC", place).casefold(), place)
            if other != place:
                yield path, Wrong("file-name", f"differs from {other} in case or accents alone.")
                break
