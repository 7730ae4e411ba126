"""The engine. In: a folder of pages and mkdocs.yml. Out: their HTML in a folder, only what changed built again, and Problems.

MkDocs runs as a program, so it can be replaced. The state of the last run (a digest of the theme and the config, and of each page) is kept
in the work folder; it is made invalid before the HTML is touched, so a killed run is followed by a whole one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import msgspec
import yaml

from generator.model import Problem, Source

# From how many pages on a second process pays for its own start (about one second).
_PAGES_FOR_TWO = 600


class Engine(msgspec.Struct, frozen=True):
    """How to run MkDocs: its config, the theme folder, how many processes at most, and what is done to each page's HTML."""

    config: Path
    theme: Path
    processes: int = 1
    finish: Callable[[bytes], bytes] | None = None
    site_url: str | None = None


class _State(msgspec.Struct):
    """shell: hash of all that is common to the pages. pages: source path -> [hash of it, size and time of its HTML]."""

    shell: str = ""
    pages: dict[str, tuple[str, int, int]] = {}


def run_mkdocs(docs: Path, built: Path, work: Path, engine: Engine) -> list[Problem]:
    """Bring `built` up to date with `docs`. MkDocs' own complaints come back as Problems."""
    shell = _shell_hash(engine)
    sources = {path: _hash(f"{docs}/{path}") for path in _files(docs)}
    state = _read_state(work / "state.json")
    if state.shell != shell or not built.is_dir():
        state = _State()
        shutil.rmtree(built, ignore_errors=True)
    changed = [path for path, digest in sources.items() if not _is_built(path, digest, state, built)]
    gone = state.pages.keys() - sources.keys()
    if not changed and not gone:
        return []
    (work / "state.json").unlink(missing_ok=True)
    built.mkdir(parents=True, exist_ok=True)
    for path in gone:
        _drop(built, page_file(path))
    problems = _build_batches(docs, built, work, changed, engine, first=not state.pages) if changed else []
    if not any(problem.level == "error" for problem in problems):
        pages = {path: (digest, *_stamp(f"{built}/{page_file(path)}")) for path, digest in sources.items()}
        (work / "state.json").write_bytes(msgspec.json.encode(_State(shell, pages)))
    return problems


def page_file(path: str) -> str:
    """The file that a source under docs_dir becomes: `papers/x.md` -> `papers/x/index.html`; what is not Markdown stays."""
    if not path.endswith(".md"):
        return path
    stem = path[: -len(".md")]
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/index.html" if folder else "index.html"
    return f"{stem}/index.html"


def _build_batches(
    docs: Path, built: Path, work: Path, changed: list[str], engine: Engine, *, first: bool
) -> list[Problem]:
    count = max(1, min(engine.processes, len(changed) // (_PAGES_FOR_TWO // 2)))
    batches = [sorted(changed)[start::count] for start in range(count)]
    folders = [work / f"batch-{number}" for number in range(count)]
    running = []
    try:
        for batch, folder in zip(batches, folders, strict=True):
            _stage(docs, batch, folder, engine)
            running.append(_start(folder))
        outputs = [process.communicate()[0] for process in running]
        problems = [
            problem for run, text in zip(running, outputs, strict=True) for problem in _complaints(text, run.returncode)
        ]
        if not any(problem.level == "error" for problem in problems):
            for number, (batch, folder) in enumerate(zip(batches, folders, strict=True)):
                _take(folder / "site", built, batch, engine.finish, everything=first and number == 0)
        return sorted(set(problems), key=str)
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _stage(docs: Path, batch: list[str], folder: Path, engine: Engine) -> None:
    """A docs folder with the batch's pages and the few that the navigation names, and a config that points to it."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = {*batch, *(path for path in _navigation(engine.config) if (docs / path).is_file())}
    for path in sorted(pages):
        place = folder / "docs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(docs / path, place)
        except OSError:
            shutil.copyfile(docs / path, place)
    child: dict[str, object] = {
        "INHERIT": str(engine.config.resolve()),
        "docs_dir": str((folder / "docs").resolve()),
        "site_dir": str((folder / "site").resolve()),
        # MkDocs resolves a relative custom_dir against the child, so it is given whole.
        "theme": {"name": "material", "custom_dir": str(engine.theme.resolve())},
    }
    if engine.site_url is not None:
        child["site_url"] = engine.site_url
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(child, allow_unicode=True), "utf-8")


def _start(folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    return subprocess.Popen(
        command, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _complaints(text: str, code: int) -> list[Problem]:
    lines = [line for line in text.splitlines() if line.strip()]
    source = Source("mkdocs.yml")
    if code:
        said = " ".join(line.strip() for line in lines[-3:]) or "no reason given"
        return [Problem(source, "error", "engine-failed", f"MkDocs stopped (exit {code}): {said}")]
    marks = ("WARNING", "ERROR")
    return [
        Problem(source, "warning", "engine-warning", "MkDocs: " + line.split("-", 1)[-1].strip())
        for line in lines
        if line.startswith(marks)
    ]


def _take(
    site: Path, built: Path, batch: list[str], finish: Callable[[bytes], bytes] | None, *, everything: bool
) -> None:
    """Move a batch's HTML to `built`; the first whole run also brings the theme's own files."""
    names = [page_file(path) for path in batch]
    if everything:
        names = sorted({*names, *_files(site)})
    for name in names:
        source, target = site / name, built / name
        if not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if finish and name.endswith(".html"):
            source.write_bytes(finish(source.read_bytes()))
        source.replace(target)


def _navigation(config: Path) -> list[str]:
    """The Markdown files that `nav` names, and index.md, which MkDocs wants in every build."""
    text = config.read_text("utf-8")
    return sorted(
        {"index.md", *(word for word in text.replace('"', " ").replace("'", " ").split() if word.endswith(".md"))}
    )


def _shell_hash(engine: Engine) -> str:
    total = hashlib.sha256()
    for part in (
        version("mkdocs"),
        version("mkdocs-material"),
        version("markdown"),
        engine.site_url or "",
        _hash(Path(__file__)),
    ):
        total.update(part.encode() + b"\0")
    total.update(engine.config.read_bytes())
    for path in _files(engine.theme):
        total.update(path.encode() + b"\0" + _hash(engine.theme / path).encode())
    return total.hexdigest()


def _files(folder: Path) -> list[str]:
    """Relative paths of all files, sorted; hidden ones (the manifest, editors' leavings) are not the engine's."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(place).relative_to(folder).as_posix()
        front = "" if inside == "." else inside + "/"
        found += [front + name for name in names if not name.startswith(".")]
    return sorted(found)


def _hash(path: Path | str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - asked for every page, and a Path costs more than the read
        return hashlib.blake2b(file.read(), digest_size=16).hexdigest()


def _is_built(path: str, digest: str, state: _State, built: Path) -> bool:
    known = state.pages.get(path)
    return known is not None and known[0] == digest and known[1:] == _stamp(f"{built}/{page_file(path)}")


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116 - as in _hash
    except OSError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)


def _drop(built: Path, name: str) -> None:
    (built / name).unlink(missing_ok=True)
    for parent in (built / name).parents:
        if parent == built:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _read_state(path: Path) -> _State:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_State)
    except (OSError, msgspec.MsgspecError):
        return _State()
