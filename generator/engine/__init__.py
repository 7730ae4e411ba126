"""The engine. In: a folder of pages and mkdocs.yml. Out: their HTML in a folder, only what changed built again, and Problems.

MkDocs runs as a program, so it can be replaced. It lays out the pages that stand alone, and of each kind of the others one frame, into
which they are set (frames.py). A few pages of each kind are laid out both ways: should one byte differ, because somebody's plugin or
extension looks at the text, MkDocs lays out all of them. The state of the last run (a digest of the theme and the config, and of each
page, and the frames) is kept in the work folder; it is made invalid before the HTML is touched, so a killed run is followed by a whole one.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator.engine.frames import Frame, Leaf, PageShape, frame_of, frame_page, set_into, take_apart
from generator.engine.mkdocs import Engine, files_in, lay_out, navigation, page_file, sees_all_pages, standing_by
from generator.model import Problem, Source
from generator.output import create_anew, take_away
from generator.problems import has_errors
from generator.seen import Seen, Stamp

__all__ = ["Engine", "files_in", "laid_in", "lay_out_some", "page_file", "run_mkdocs", "standing_by"]

# Of a kind with fewer pages each is laid out by itself: a frame and its samples would be as many.
_WORTH_A_FRAME = 4
# What the engine made of pages, by their sources, and its other files as they are.
_PAGES, _OTHERS = "pages", "others"


class _State(msgspec.Struct):
    """shell: hash of all that is common to the pages. pages: source path -> [hash of it, size and time of its HTML]. frames: those in use;
    unframed: why there are none."""

    shell: str = ""
    pages: dict[str, tuple[str, int, int]] = {}
    frames: list[tuple[PageShape, Frame]] = []
    unframed: str = ""


def run_mkdocs(
    docs: Path,
    built: Path,
    work: Path,
    engine: Engine,
    made: Mapping[str, str] = MappingProxyType({}),
    seen: Seen | None = None,
) -> list[Problem]:
    """Bring `built` up to date with `docs`. `made`: page -> a hash that stands for its text, so that it need not be read; `seen`: what was
    seen in `built`. MkDocs' own complaints come back as Problems."""
    seen = seen or Seen()
    sources = {path: made.get(path) or _hash(f"{docs}/{path}") for path in files_in(docs)}
    state = _state_of(built, work, engine, seen)
    there = seen.below(built)
    changed = [path for path, digest in sources.items() if not _is_built(path, digest, state, there)]
    gone = state.pages.keys() - sources.keys()
    problems: list[Problem] = []
    if changed or gone:
        (work / "state.json").unlink(missing_ok=True)
        run = _Run(docs, built, work, engine, state)
        problems = run.bring(changed, list(sources), gone)
        seen.again(built, run.places)
        if not has_errors(problems):
            state.pages = {path: (digest, *_size_and_time(there, path)) for path, digest in sources.items()}
            (work / "state.json").write_bytes(msgspec.json.encode(state))
    return [*problems, *_unframed(state)]


def _state_of(built: Path, work: Path, engine: Engine, seen: Seen) -> _State:
    """That of the last run; under another theme or config nothing of it holds, and what was built goes."""
    shell = _shell_hash(engine)
    state = _read_state(work / "state.json")
    if state.shell == shell and built.is_dir():
        return state
    shutil.rmtree(built, ignore_errors=True)
    seen.forget(built)
    return _State(shell, unframed=sees_all_pages(engine.config))


def lay_out_some(texts: Mapping[str, str], docs: Path, work: Path, engine: Engine) -> dict[str, str]:
    """The HTML of a few pages (path -> text), whether they are in `docs` or not: set into the frames of the last run, where the theme is
    still what it was, else by MkDocs. Those that it complains of are left out."""
    state = _read_state(work / "state.json")
    frames = dict(state.frames) if state.shell == _shell_hash(engine) and not state.unframed else {}
    named = set(navigation(engine.config))
    leaves = {path: take_apart(path, text.encode()) for path, text in texts.items() if path not in named}
    framed = {path: leaf for path, leaf in leaves.items() if leaf and leaf.shape in frames}
    made = {path: set_into(frames[leaf.shape], leaf).decode() for path, leaf in framed.items()}
    rest = {path: text for path, text in texts.items() if path not in made}
    laid = work / "first"
    try:
        if rest and not has_errors(lay_out(docs, [], rest, laid, engine, theme=False)):
            made |= {path: _bytes(f"{laid}/{page_file(path)}").decode() for path in rest}
    finally:
        shutil.rmtree(laid, ignore_errors=True)
    return made


class _Run:
    """One bringing up to date: where from, where to, and the frames known so far; `places`: where below `built` something was put."""

    def __init__(self, docs: Path, built: Path, work: Path, engine: Engine, state: _State) -> None:
        self.docs, self.built, self.laid, self.engine, self.state = docs, built, work / "laid", engine, state
        self.frames = dict(state.frames)
        self.theme = not state.pages
        self.places: list[str] = []
        self.put = self.changed = 0

    def bring(self, changed: list[str], all_pages: list[str], gone: Iterable[str]) -> list[Problem]:
        """Take away what is gone, and lay out what changed; all pages, when frames turn out not to do."""
        self.changed = len(changed)
        self.built.mkdir(parents=True, exist_ok=True)
        self.places += map(_place_of, gone)
        for place in self.places:
            take_away(self.built, place)
        try:
            if not changed:
                return []
            if not self.frames_do():
                return self._lay_out(changed, {}, {})
            alone, waiting, used = self._set_known(changed)
            problems = self._lay_out(alone, waiting, used) if alone or waiting else []
            self.state.frames = list(self.frames.items())
            return problems if self.frames_do() else self._lay_out(all_pages, {}, {})
        finally:
            shutil.rmtree(self.laid, ignore_errors=True)

    def frames_do(self) -> bool:
        """Whether what was laid out both ways came out the same."""
        return not self.state.unframed

    def _set_known(self, changed: Iterable[str]) -> tuple[list[str], dict[PageShape, list[str]], dict[PageShape, str]]:
        """Set the pages whose frame is known. Back come those that stand alone, those that wait for a frame, and one of each frame used."""
        alone: list[str] = []
        waiting: dict[PageShape, list[str]] = defaultdict(list)
        used: dict[PageShape, str] = {}
        named = set(navigation(self.engine.config))
        for path in changed:
            leaf = self._leaf(path) if path.endswith(".md") and path not in named else None
            if leaf is None:
                alone.append(path)
            elif leaf.shape in self.frames:
                used.setdefault(leaf.shape, path)
                self._put(path, set_into(self.frames[leaf.shape], leaf))
            else:
                waiting[leaf.shape].append(path)
        for shape in [shape for shape, pages in waiting.items() if len(pages) < _WORTH_A_FRAME]:
            alone += waiting.pop(shape)
        return alone, waiting, used

    def _lay_out(
        self, alone: list[str], waiting: dict[PageShape, list[str]], used: dict[PageShape, str]
    ) -> list[Problem]:
        """Have the engine lay out what stands alone, the frames that are waited for, and samples; then set what waits."""
        samples = set(used.values())
        for pages in waiting.values():
            samples.update(_ends(self.docs, pages))
        by_themselves = [*alone, *sorted(samples)]
        frames = dict(map(frame_page, waiting))
        problems = lay_out(self.docs, by_themselves, frames, self.laid, self.engine, theme=self.theme)
        if has_errors(problems):
            return problems
        why = self._take_frames(waiting) or self._first_unlike(sorted(samples))
        if why:
            self.state.unframed = why
        else:
            self._move(by_themselves)
            self._set_all(set(chain.from_iterable(waiting.values())) - samples)
        return problems

    def _take_frames(self, waiting: Mapping[PageShape, list[str]]) -> str:
        """Take the frames out of what was laid out; what has none, "" when all have one."""
        for shape, pages in waiting.items():
            path, _ = frame_page(shape)
            frame = frame_of(shape, self._laid(path).decode())
            if frame is None:
                return f"pages like {pages[0]}"
            self.frames[shape] = frame
            (self.laid / page_file(path)).unlink()
        return ""

    def _first_unlike(self, samples: Iterable[str]) -> str:
        """The first page that its frame makes otherwise than the engine; "" when there is none."""
        return next((path for path in samples if not self._agrees(path)), "")

    def _set_all(self, paths: Iterable[str]) -> None:
        for path in sorted(paths):
            leaf = self._leaf(path, again=True)
            if leaf is not None:
                self._put(path, set_into(self.frames[leaf.shape], leaf))

    def _agrees(self, path: str) -> bool:
        leaf = self._leaf(path)
        return leaf is not None and set_into(self.frames[leaf.shape], leaf) == self._laid(path)

    def _laid(self, path: str) -> bytes:
        return _bytes(f"{self.laid}/{page_file(path)}")

    def _leaf(self, path: str, *, again: bool = False) -> Leaf | None:
        return take_apart(path, _bytes(f"{self.docs}/{path}"), again=again)

    def _put(self, path: str, html: bytes) -> None:
        self.places.append(_place_of(path))
        create_anew(f"{self.built}/{self.places[-1]}", html)
        self.put += 1
        self.engine.tell(self.put, self.changed, "page")

    def _move(self, pages: Iterable[str]) -> None:
        places = {page_file(path): _place_of(path) for path in pages}
        for name in files_in(self.laid):
            self.places.append(places.get(name, f"{_OTHERS}/{name}"))
            target = self.built / self.places[-1]
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.laid / name).replace(target)


def _place_of(path: str) -> str:
    """Where below `built` what the engine makes of a source lies: a page under the name of its source, for a folder of its own would be
    looked at in each build."""
    return f"{_PAGES if path.endswith('.md') else _OTHERS}/{path}"


def laid_in(built: Path, seen: Seen | None = None) -> dict[str, str]:
    """path in the site -> where below `built` it lies, of each file that the engine made; hidden ones are none of its."""
    there = sorted(path for path in (seen or Seen()).below(built) if "/." not in path)
    pages, others = f"{_PAGES}/", f"{_OTHERS}/"
    found = {page_file(path.removeprefix(pages)): path for path in there if path.startswith(pages)}
    return {**found, **{path.removeprefix(others): path for path in there if path.startswith(others)}}


def _ends(docs: Path, pages: list[str]) -> tuple[str, str]:
    """Two pages of a kind that differ much: the first, and the longest."""
    return pages[0], max(pages, key=lambda path: ((docs / path).stat().st_size, path))


def _unframed(state: _State) -> list[Problem]:
    """A note that, and why, MkDocs lays out every page."""
    if not state.unframed:
        return []
    message = (
        f"MkDocs lays out every page, which takes longer, because of {state.unframed}: "
        "a page may depend on more than its own text."
    )
    return [Problem(Source("mkdocs.yml"), "note", "no-frames", message)]


def _shell_hash(engine: Engine) -> str:
    total = hashlib.sha256()
    own = [_hash(path) for path in sorted(Path(__file__).parent.glob("*.py"))]
    for part in (version("mkdocs"), version("mkdocs-material"), version("markdown"), engine.site_url or "", *own):
        total.update(part.encode() + b"\0")
    total.update(engine.config.read_bytes())
    for path in files_in(engine.theme):
        total.update(path.encode() + b"\0" + _hash(engine.theme / path).encode())
    return total.hexdigest()


def _hash(path: Path | str) -> str:
    return hashlib.blake2b(_bytes(path), digest_size=16).hexdigest()


def _bytes(path: Path | str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - asked for every page, and a Path costs more than the read
        return file.read()


def _is_built(path: str, digest: str, state: _State, there: Mapping[str, Stamp]) -> bool:
    known = state.pages.get(path)
    return known is not None and known[0] == digest and known[1:] == _size_and_time(there, path)


def _size_and_time(there: Mapping[str, Stamp], path: str) -> tuple[int, int]:
    """Of what the engine made of a source."""
    size, time, *_ = there.get(_place_of(path), (-1, -1))
    return size, time


def _read_state(path: Path) -> _State:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_State)
    except (OSError, msgspec.MsgspecError):
        return _State()
