"""MkDocs as a program. In: a folder of pages, which of them to lay out, more as text. Out: their HTML in a folder, and Problems."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import yaml

from generator.model import Problem, Source
from generator.problems import has_errors

# From how many pages on a second process pays for its own start (about one second).
_PAGES_FOR_TWO = 600
_LEVELS = ("WARNING", "ERROR")


# Loads what `mkdocs build` loads, waits for its arguments, and goes on as it does.
_STANDS_BY = """\
import json, sys
import mkdocs.commands.build
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", *json.loads(sys.stdin.readline() or sys.exit())]
cli()
"""


class Engine(msgspec.Struct, frozen=True):
    """How to run MkDocs: its config, the theme folder, and how many processes at most. `tell(done, total, doing)` hears how many are
    set."""

    config: Path
    theme: Path
    processes: int = 1
    site_url: str | None = None
    tell: Callable[[int, int, str], None] = lambda done, total, doing: None


def page_file(path: str) -> str:
    """The file that a source under docs_dir becomes: `papers/x.md` -> `papers/x/index.html`; what is not Markdown stays."""
    if not path.endswith(".md"):
        return path
    stem = path[: -len(".md")]
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/index.html" if folder else "index.html"
    return f"{stem}/index.html"


def lay_out(
    docs: Path, pages: Sequence[str], more: Mapping[str, str], laid: Path, engine: Engine, *, theme: bool
) -> list[Problem]:
    """Lay out `pages` of `docs`, and those of `more` (path -> text), into the folder `laid`; with `theme` the theme's own files too. With
    an error the folder is empty."""
    names = sorted({*pages, *more})
    count = max(1, min(engine.processes, len(names) // (_PAGES_FOR_TWO // 2)))
    batches = [names[start::count] for start in range(count)]
    # A build that was killed may have left a process that still writes into its own folders; no name is used twice.
    for stale in laid.parent.glob("batch-*"):
        shutil.rmtree(stale, ignore_errors=True)
    folders = [laid.with_name(f"batch-{os.getpid()}-{number}") for number in range(count)]
    shutil.rmtree(laid, ignore_errors=True)
    laid.mkdir(parents=True)
    try:
        for batch, folder in zip(batches, folders, strict=True):
            _stage(docs, batch, more, folder, engine)
        problems = _run(folders)
        if not has_errors(problems):
            for number, (batch, folder) in enumerate(zip(batches, folders, strict=True)):
                _take(folder / "site", laid, batch, everything=theme and number == 0)
        return sorted(set(problems), key=str)
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _run(folders: Sequence[Path]) -> list[Problem]:
    """MkDocs in all staged folders at once; what it complains of."""
    running: list[subprocess.Popen[str]] = []
    try:
        running += map(_start, folders)
        outputs = [process.communicate()[0] for process in running]
        return [
            problem for run, text in zip(running, outputs, strict=True) for problem in _complaints(text, run.returncode)
        ]
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()


def navigation(config: Path) -> list[str]:
    """The Markdown files that `nav` names, and index.md, which MkDocs wants in every build."""
    text = config.read_text("utf-8")
    return sorted(
        {"index.md", *(word for word in text.replace('"', " ").replace("'", " ").split() if word.endswith(".md"))}
    )


def sees_all_pages(config: Path) -> str:
    """What in mkdocs.yml may want to see every page (`plugins`, `hooks`, another file), or "". MkDocs without `plugins` runs one."""
    settings = _settings(config)
    found = [name for name in ("INHERIT", "hooks") if settings.get(name)]
    return "plugins" if settings.get("plugins", True) else "".join(found[:1])


def _settings(config: Path) -> dict[str, Any]:
    try:
        settings = yaml.load(config.read_text("utf-8"), _AnyTag)  # noqa: S506 - a safe loader, below
    except yaml.YAMLError:
        return {}
    return settings if isinstance(settings, dict) else {}


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml without making what a tag (`!ENV`, `!!python/name:`) asks for."""


def _nothing(loader: Any, suffix: str, node: Any) -> str:
    return suffix


_AnyTag.add_multi_constructor("", _nothing)


def files_in(folder: Path) -> list[str]:
    """Relative paths of all files, sorted; hidden ones (the manifest, editors' leavings) are not the engine's."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        front = "" if inside == "." else inside + "/"
        found += [front + name for name in names if not name.startswith(".")]
    return sorted(found)


def _stage(docs: Path, batch: list[str], more: Mapping[str, str], folder: Path, engine: Engine) -> None:
    """A docs folder with the batch's pages and the few that the navigation names, and a config that points to it."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = {*batch, *(path for path in navigation(engine.config) if (docs / path).is_file())}
    for path in sorted(pages):
        place = folder / "docs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if path in more:
            place.write_text(more[path], "utf-8")
            continue
        try:
            os.link(docs / path, place)
        except OSError:
            shutil.copyfile(docs / path, place)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(_config(folder, engine), allow_unicode=True), "utf-8")


def _config(folder: Path, engine: Engine) -> dict[str, object]:
    """The project's own config, with other folders."""
    child: dict[str, object] = {
        "INHERIT": str(engine.config.resolve()),
        "docs_dir": str((folder / "docs").resolve()),
        "site_dir": str((folder / "site").resolve()),
        # MkDocs resolves a relative custom_dir against the child, so it is given whole.
        "theme": {"name": "material", "custom_dir": str(engine.theme.resolve())},
    }
    hooks = _settings(engine.config).get("hooks")
    if isinstance(hooks, list):
        # As with custom_dir.
        child["hooks"] = [str(engine.config.resolve().parent / str(hook)) for hook in hooks]
    if engine.site_url is not None:
        child["site_url"] = engine.site_url
    return child


_standing: list[subprocess.Popen[str]] = []


@contextmanager
def standing_by() -> Iterator[None]:
    """Meanwhile one process of MkDocs stands by: to load takes it as long as some pages, and there is other work to do then. It ends when
    nobody asked for it."""
    _standing.append(_process("-c", _STANDS_BY))
    try:
        yield
    finally:
        while _standing:
            process = _standing.pop()
            process.kill()
            process.communicate()


def _start(folder: Path) -> subprocess.Popen[str]:
    """MkDocs at work on a staged folder: the process that stands by, else a new one."""
    arguments = ["build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    while _standing:
        process = _standing.pop()
        with suppress(OSError):
            if process.stdin and process.poll() is None:
                process.stdin.write(json.dumps(arguments) + "\n")
                process.stdin.flush()
                return process
        process.kill()
        process.communicate()
    return _process("-m", "mkdocs", *arguments)


def _process(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        encoding="utf-8",
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.STDOUT,
    )


def _complaints(text: str, code: int) -> list[Problem]:
    lines = [line for line in text.splitlines() if line.strip()]
    source = Source("mkdocs.yml")
    if code:
        said = "; ".join(map(_said, lines[-3:])) or "no reason given"
        return [Problem(source, "error", "engine-failed", f"MkDocs stopped (exit {code}): {said}")]
    return [
        Problem(source, "warning", "engine-warning", f"MkDocs: {_said(line)}")
        for line in lines
        if line.startswith(_LEVELS)
    ]


def _said(line: str) -> str:
    """A line that MkDocs writes, without how bad it is."""
    return line.split("-", 1)[-1].strip() if line.startswith(_LEVELS) else line.strip()


def _take(site: Path, laid: Path, batch: list[str], *, everything: bool) -> None:
    names = [page_file(path) for path in batch]
    if everything:
        names = sorted({*names, *files_in(site)})
    for name in names:
        if (site / name).is_file():
            (laid / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).replace(laid / name)
