"""A pull request's digests. In: a repository, a remote, a commit. Out: main's digests and those with the change, or why not.

The commit is fetched by its name and read as objects. The change is what differs from the commit where it left main; what is built is main
as it would be after merging, so a pull request that is behind shows nothing as removed.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.commands.git import GitError, TreeEntry, commit_of, credentials, git, list_tree, read_blobs
from generator.commands.preview.resolve import Refused
from generator.commands.revision import Caps, Taken, over_caps, shown, take_digests, write_digests
from generator.config.register import FILE as REGISTER
from generator.model import Problem

CAPS = Caps(files=100, file=16 << 20, total=32 << 20)
_FETCH_SECONDS, _FETCH_BYTES = 120, 256 << 20
_MOST_PROBLEMS, _MOST_NAMES = 100, 10
# Besides digests, what a pull request may touch and still be previewed: text that the site is not built from.
_HARMLESS = ("docs", "LICENSE")


class Overlay(msgspec.Struct, frozen=True):
    """Two folders of digests, `base` (main) and `head` (main and the change), and what of the change was not taken."""

    base: Path
    head: Path
    problems: tuple[Problem, ...]


def fetch(repository: Path, remote: str, sha: str, number: int) -> Refused | None:
    """Bring a commit into the repository, without a ref, a tag, a submodule or a work tree; within limits of time and size."""
    options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", "--no-auto-maintenance"]
    said = ""
    for what in (sha, f"refs/pull/{number}/head"):
        try:
            git(
                repository, "-c", "fetch.unpackLimit=1", "fetch", *options, "--", remote, what,
                seconds=_FETCH_SECONDS, largest=_FETCH_BYTES, environment=credentials(remote),
            )  # fmt: skip
            if commit_of(repository, sha) == sha:
                return None
        except GitError as error:
            said = said or str(error)
    return Refused("not-fetched", f"the commit could not be fetched within limits ({shown(said)}).")


def overlay(repository: Path, main: str, sha: str, path: str, scratch: Path) -> Overlay | Refused:
    """Write both folders below `scratch`. Raises GitError."""
    try:
        fork = git(repository, "merge-base", main, sha, seconds=60).decode("ascii").strip()
    except GitError:
        return Refused("unrelated", "the commit has no ancestor in common with the main branch.")
    before, after = take_digests(repository, fork, path), take_digests(repository, sha, path)
    changed = {name: entry for name, entry in after.files.items() if _differs(entry, before.files.get(name))}
    gone = before.files.keys() - after.files.keys()
    refused = _refused(after, before, changed, path)
    if not changed and not gone and not refused:
        return Refused("no-digests", "the pull request changes no digest.")
    elsewhere = _elsewhere(repository, fork, sha, path)
    if elsewhere:
        return Refused(
            "touches-code",
            f"the pull request changes {', '.join(elsewhere)}: code, theme or settings. Only digests are previewed here; "
            "the site as its own code builds it is a download on the run's page.",
        )
    if any(problem.code in ("too-large", "too-many-files") for problem in refused):
        changed = {}
    return _written(repository, main, path, (changed, gone), before.files, refused, scratch)


def _elsewhere(repository: Path, fork: str, sha: str, path: str) -> list[str]:
    """The top-level names, other than the digests and harmless ones, that differ; only two trees are read, whatever lies below."""
    before = {entry.name: entry for entry in list_tree(repository, fork)}
    after = {entry.name: entry for entry in list_tree(repository, sha)}
    changed = sorted(name for name in before.keys() | after.keys() if _differs(after.get(name), before.get(name)))
    names = [name.decode("utf-8", "backslashreplace") for name in changed]
    harmless = {path, *_HARMLESS}
    return [shown(name) for name in names if name not in harmless and not name.endswith(".md")][:_MOST_NAMES]


def _differs(one: TreeEntry | None, other: TreeEntry | None) -> bool:
    return one is None or other is None or (one.sha, one.mode) != (other.sha, other.mode)


def _refused(after: Taken, before: Taken, changed: dict[str, TreeEntry], path: str) -> tuple[Problem, ...]:
    """What the change brings that is not taken; what main has already is not the pull request's fault."""
    known = set(before.problems)
    problems = [*over_caps(changed, path, CAPS), *(problem for problem in after.problems if problem not in known)]
    return tuple(problems[:_MOST_PROBLEMS])


def _written(
    repository: Path, main: str, path: str, change: tuple[dict[str, TreeEntry], set[str]], before: dict[str, TreeEntry],
    problems: tuple[Problem, ...], scratch: Path,
) -> Overlay:  # fmt: skip
    now = take_digests(repository, main, path).files
    changed, gone = change
    after = {name: entry for name, entry in {**now, **changed}.items() if name not in gone}
    folder = Path(path).name
    base, head = scratch / "base" / folder, scratch / "head" / folder
    write_digests(repository, now, base)
    write_digests(repository, after, head)
    if REGISTER in changed and REGISTER in now:
        _write_register(repository, [before.get(REGISTER), now[REGISTER], changed[REGISTER]], head / REGISTER)
    return Overlay(base, head, problems)


def _write_register(repository: Path, entries: list[TreeEntry | None], place: Path) -> None:
    """The register as a merge would leave it: main's lines, without those that the change took out and with those that it brought. A
    line that main wrote in the meantime is not the change's to lose."""
    blobs = read_blobs(repository, [entry.sha for entry in entries if entry])
    fork, main, change = (blobs[entry.sha].decode("utf-8", "replace").split("\n") if entry else [] for entry in entries)
    out, brought = set(fork) - set(change), [line for line in change if line not in set(fork) | set(main)]
    lines = [line for line in main if line not in out] + brought
    place.write_text("\n".join(line for line in lines if line) + "\n", "utf-8")
