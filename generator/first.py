"""What somebody looks at. In: the library after an edit, and addresses of pages. Out: these pages, new before the rest of the site is.

The rest of the site follows behind: a build of it ends with the very same pages, so nothing here has to be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from generator.engine import Engine, lay_out_some, page_file
from generator.output import read_manifest, write_atomically
from generator.site import Folders

if TYPE_CHECKING:
    from generator.config.loading import Config
    from generator.library import Library

# Shows what is in view; gets all that decides it. While no library is gathered yet, None: then what people wrote can be shown, and, where
# the last argument says that the pages that lie there are as they should be, any.
First: TypeAlias = "Callable[..., object]"


def show_first(
    addresses: Iterable[str],
    library: Library | None,
    config: Config | None,
    folders: Folders,
    engine: Engine,
    whole: bool = False,
) -> tuple[str, ...]:
    """Lay out the pages at `addresses` ("papers/x/", below the root) and put them into the site that is there. Those that changed come
    back; a page that is no more, or not yet, waits for the whole build. `whole`: the pages that lie there as Markdown
    show what they should."""
    wanted = {path: address for address in addresses for path in _sources(address)}
    there = {path for path in wanted if (folders.out / page_file(path)).is_file()}
    if not there:
        return ()
    drawn = {path for path in there if whole and (folders.docs / path).is_file()}
    texts = {path: (folders.docs / path).read_text("utf-8") for path in drawn}
    texts |= dict(_texts(there - drawn, library, config, folders))
    laid = lay_out_some(texts, folders.docs, folders.work, engine) if texts else {}
    new = [path for path, html in laid.items() if (folders.out / page_file(path)).read_bytes() != html.encode()]
    for path in new:
        write_atomically(folders.out / page_file(path), laid[path].encode())
    folders.seen.again(folders.out, map(page_file, new))
    return tuple(wanted[path] for path in new)


def _sources(address: str) -> tuple[str, ...]:
    """The Markdown files that may stand for an address."""
    place = address.strip("/")
    return (f"{place}.md", f"{place}/index.md") if place else ("index.md",)


def _texts(
    paths: set[str], library: Library | None, config: Config | None, folders: Folders
) -> Iterator[tuple[str, str]]:
    """Path and text of each of the pages, those that people wrote too; these alone without a library."""
    source = folders.project / "site_src"
    by_hand = {path for path in paths - read_manifest(source) if (source / path).is_file()}
    yield from ((path, (source / path).read_text("utf-8", "replace")) for path in sorted(by_hand))
    missing = _besides(paths, by_hand)
    if library is None or config is None:
        return
    from generator.render.pages import drawings
    from generator.render.pages.cards import Cards

    for drawing in drawings(Cards(library, config)) if missing else ():
        if drawing.path in missing:
            missing = _besides(missing, {drawing.path})
            yield drawing.path, str(drawing.draw(drawing.given))
        if not missing:
            return


def _besides(paths: set[str], found: set[str]) -> set[str]:
    """The paths of other pages: of two files that may stand for one address, who has found one need not look through all pages for the
    other."""
    places = set(map(page_file, found))
    return {path for path in paths if page_file(path) not in places}
