"""The pages of a preview. In: all pages after the change, and the keys it touches. Out: the few that a reviewer needs, marked.

A preview lies below the site it previews. Its pages name the pull request, ask not to be indexed and call the site's own page canonical; a
link to a page that is not in the preview leads to the site.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from generator.model import OutputFile, as_bytes

# Bytes of pages, of which papers take at most two thirds; fonts, scripts and the search over them come on top.
_ROOM = 12_000_000
_CHROME = 9_000
_ALWAYS = ("index.md", "search.md", "digests.md")
_LISTS = ("digests/", "tags/", "links/", "authors/")
_LED_TO = re.compile(r'papers/([^/"]+)/"')
_TAG = re.compile(r"<(?:a|area|link|form)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r'\s(href|action)="([^"]*)"', re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_STYLE = (
    "margin:0;padding:.55rem 1rem;background:#7a2e1d;color:#fff;font:15px/1.45 system-ui,sans-serif;text-align:center"
)


class Preview(msgspec.Struct, frozen=True):
    """What a preview is of: the pull request's number and address, the commit, and the site's address ("" when it has none)."""

    number: int
    sha: str
    pull_url: str = ""
    site_url: str = ""


def choose(
    pages: Iterable[OutputFile], keys: Iterable[str], moved: Iterable[str] = ()
) -> tuple[list[OutputFile], tuple[str, ...]]:
    """The pages to build, and the keys whose pages are among them: papers in the order of `keys` as far as there is room, then the
    lists that name one of them. `moved`: old keys, whose pages only lead on."""
    given = {page.path: page for page in pages}
    room = _ROOM
    kept: dict[str, OutputFile] = {path: given[path] for path in _ALWAYS if path in given}
    room -= sum(map(_weight, kept.values()))
    shown = []
    for key in keys:
        page = given.get(f"papers/{key}.md")
        if page is not None and room - _weight(page) >= _ROOM // 3:
            room -= _weight(page)
            kept[page.path] = page
            shown.append(key)
    for key in moved:
        page = given.get(f"papers/{key}.md")
        if page is not None and room >= _weight(page):
            room -= _weight(page)
            kept[page.path] = page
    for page in _lists(given, frozenset(shown)):
        if room >= _weight(page):
            room -= _weight(page)
            kept[page.path] = page
    return list(kept.values()), tuple(shown)


def _lists(given: dict[str, OutputFile], shown: frozenset[str]) -> Iterator[OutputFile]:
    for folder in _LISTS:
        for path, page in given.items():
            if path.startswith(folder) and not shown.isdisjoint(_LED_TO.findall(str(page.content))):
                yield page


def _weight(page: OutputFile) -> int:
    return len(as_bytes(page)) + _CHROME


def finish_page(
    text: str, path: str, there: Callable[[str], bool], preview: Preview, missing: frozenset[str] = frozenset()
) -> str:
    """The HTML of the page at `path` (`papers/x/index.html`) as a page of a preview. `there` tells which files the preview has;
    `missing`: keys of papers that neither the preview nor the site has."""

    def address(found: re.Match[str]) -> str:
        target = _outward(html.unescape(found[2]), path, there, preview, missing)
        if target is None:
            return found[0]
        return f' {found[1]}="{html.escape(target, quote=True)}"' if target else ""

    text = _TAG.sub(lambda tag: _ADDRESS.sub(address, tag[0]), text)
    if 'name="robots"' not in text:
        text = text.replace("</head>", '<meta name="robots" content="noindex">\n</head>', 1)
    return _BODY.sub(lambda body: body[0] + banner(preview, path), text, count=1)


def banner(preview: Preview, path: str = "") -> str:
    """The line on top of each page; on the search page it says what is searched."""
    site = preview.site_url or "../../"
    request = f"pull request {preview.number}"
    if preview.pull_url:
        request = f'<a style="color:#fff" href="{html.escape(preview.pull_url, quote=True)}">{request}</a>'
    search = "Search here knows only the papers that change. " if path == "search/index.html" else ""
    return (
        f'\n<aside class="preview-banner" aria-label="Preview" style="{_STYLE}">Preview of {request}, commit {preview.sha[:7]}. '
        f'Not part of the site. {search}<a style="color:#fff" href="{html.escape(site, quote=True)}">Go to the site</a></aside>\n'
    )


def _outward(
    url: str, path: str, there: Callable[[str], bool], preview: Preview, missing: frozenset[str]
) -> str | None:
    """Where a link has to lead instead: an address of the site, "" for nowhere, or None to leave it as it is."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    folder = posixpath.dirname(path)
    place = posixpath.normpath(posixpath.join("/" + folder, unquote(parts.path))).lstrip("/")
    place += "/" if place and (parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..")) else ""
    if there(place or "index.html") or there(place + "index.html"):
        return None
    if place.startswith("papers/") and place.split("/")[1] in missing:
        return ""
    root = preview.site_url or "../" * (path.count("/") + 2)
    return urlunsplit(("", "", root + quote(place), parts.query, parts.fragment)) if root else None
