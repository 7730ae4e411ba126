"""Git, as plumbing. In: a repository and arguments. Out: what git printed, within limits; nothing is ever checked out."""

from __future__ import annotations

import base64
import os
import re
import resource
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

# Reading a repository needs no prompt, no pager, no editor, no pattern in a path, and no object put in another's place.
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "GIT_PAGER": "cat", "GIT_EDITOR": "true", "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C",
}  # fmt: skip
_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class GitError(Exception):
    """Git failed, or took too long; the message is the line that says why."""


class TreeEntry(msgspec.Struct, frozen=True):
    """One entry of a tree. `mode` as git prints it (100644 a plain file); `size` is -1 for what is not a blob, or not asked for."""

    mode: str
    kind: str
    sha: str
    size: int
    name: bytes


def git(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    seconds: float = 300,
    largest: int = 0,
) -> bytes:
    """Run git in `folder` and return what it printed. `largest`: bytes that any file it writes may have. Raises GitError."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=given,
            capture_output=True,
            env={**os.environ, **_QUIET, **(environment or {})},
            timeout=seconds,
            check=False,
            preexec_fn=_file_limit(largest),
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} took more than {seconds:g} s") from None
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        said = _reason(done.stderr.decode("utf-8", "replace"))
        raise GitError(said or f"git {arguments[0]} failed (exit {done.returncode})")
    return done.stdout


def _reason(said: str) -> str:
    """Why git failed: its first `fatal:` line, for advice and guesses follow that; else the last line, or ""."""
    lines = said.strip().splitlines()
    return next((line for line in lines if line.startswith("fatal: ")), lines[-1] if lines else "")


def _file_limit(largest: int) -> Callable[[], None] | None:
    return (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest else None


def is_sha(text: str) -> bool:
    """Whether `text` is the whole name of an object."""
    return bool(_SHA.fullmatch(text))


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names. Raises GitError."""
    name = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return name.decode("ascii").strip()


def object_kind(folder: Path, commit: str, path: str) -> str:
    """What lies at a path of a commit: "tree", "blob", "commit" (a submodule), or "" when nothing does."""
    listed = git(folder, "ls-tree", "-z", "--full-tree", commit, "--", path)
    return listed.split(b" ", 2)[1].decode("ascii") if listed else ""


def list_tree(folder: Path, treeish: str, *, sizes: bool = False) -> list[TreeEntry]:
    """The entries of one tree, not of those below it; sizes need the blobs themselves. Raises GitError."""
    option = ["-l"] if sizes else []
    return [_entry(line) for line in git(folder, "ls-tree", "-z", *option, "--full-tree", treeish).split(b"\0") if line]


def _entry(line: bytes) -> TreeEntry:
    head, name = line.split(b"\t", 1)
    mode, kind, sha, *size = head.decode("ascii").split()
    return TreeEntry(mode, kind, sha, int(size[0]) if size and size[0] != "-" else -1, name)


def read_blobs(folder: Path, shas: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs, in one run. The caller has looked at their sizes. Raises GitError."""
    names = list(dict.fromkeys(shas))
    if not names:
        return {}
    told = git(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found, place = {}, 0
    for name in names:
        end = told.index(b"\n", place)
        head = told[place:end].split()
        if len(head) != 3 or head[1] != b"blob":
            raise GitError(f"{name} is not a blob that is there")
        place = end + 1 + int(head[2])
        found[name] = told[end + 1 : place]
        place += 1
    return found


def credentials(url: str) -> dict[str, str]:
    """The token of OFFPRINT_TOKEN as a header for the host of `url`, through the environment: it is in no argument and no file."""
    token = os.environ.get("OFFPRINT_TOKEN", "")
    if not token or not url.startswith("https://"):
        return {}
    host = "/".join(url.split("/", 3)[:3]) + "/"
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{host}.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {header}",
    }
