"""Repositories for tests. Out: a bare one with a small project on main, and commits made as objects, so that they can hold anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST = "2025-03-14-trending-papers.txt"
NEW = (
    "Pruning Networks While They Sleep\n\n"
    "We prune the weights of a neural network at night. Experiments on three benchmarks show that our method is as accurate in the"
    " morning as the model was before. Code is at https://github.com/owner/pruning.\n"
)
_PERSON = {
    f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A"), ("EMAIL", "a@b.c"))
}


def git(folder: Path, *arguments: str, given: bytes = b"", **environment: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **_PERSON, **environment},
    )
    assert done.returncode == 0, f"git {arguments}: {done.stderr.decode()}"
    return done.stdout.decode("utf-8", "replace").strip()


def small_digest() -> bytes:
    """The first five papers of the committed digest."""
    return b"\n".join((ROOT / "digests" / FIRST).read_bytes().split(b"\n")[:29]) + b"\n"


def small_project(folder: Path, site_url: str = "https://papers.example.org/") -> Path:
    """A project as a curator has it: settings, theme, hand-written pages, one digest of five papers."""
    shutil.copytree(ROOT / "theme_overrides", folder / "theme_overrides")
    shutil.copy(ROOT / "offprint.yml", folder)
    (folder / "site_src").mkdir()
    for name in ("about.md", "help.md"):
        shutil.copy(ROOT / "site_src" / name, folder / "site_src")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("https://offprint.example.org/", site_url)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    (folder / "digests").mkdir()
    (folder / "digests" / FIRST).write_bytes(small_digest())
    if (ROOT / "digests" / "tags.yml").is_file():
        shutil.copy(ROOT / "digests" / "tags.yml", folder / "digests")
    return folder


class Origin:
    """A bare repository with `main`, a clone of it in `project`, and pull requests that are made of objects."""

    def __init__(self, folder: Path, site_url: str = "https://papers.example.org/") -> None:
        self.path, self.project = folder / "origin.git", folder / "project"
        self.project.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.path))
        git(self.project, "init", "--quiet", "--initial-branch=main")
        git(self.project, "remote", "add", "origin", str(self.path))
        small_project(self.project, site_url)
        self.push("Begin")

    def push(self, message: str) -> str:
        """Commit all that is in the project and push it to main."""
        git(self.project, "add", "--all")
        git(self.project, "commit", "--quiet", "--message", message)
        git(self.project, "push", "--quiet", "origin", "HEAD:main")
        return git(self.project, "rev-parse", "HEAD")

    def blob(self, content: bytes) -> str:
        return git(self.path, "hash-object", "-w", "--stdin", given=content)

    def tree(self, entries: list[tuple[str, str, str, bytes]]) -> str:
        """A tree of (mode, kind, sha, name), with any name at all."""
        lines = b"".join(f"{mode} {kind} {sha}\t".encode() + name + b"\0" for mode, kind, sha, name in entries)
        return git(self.path, "mktree", "-z", "--missing", given=lines)

    def pull(
        self, number: int, digests: dict[bytes, bytes | tuple[str, str, str]], base: str = "main", **top: bytes | str
    ) -> str:
        """Make refs/pull/<number>/head: `base` with these entries in digests/ (None takes one away), and `top` at the root."""
        entries = self._entries(f"{base}:digests")
        for name, content in digests.items():
            entries.pop(name, None)
            if isinstance(content, bytes):
                entries[name] = ("100644", "blob", self.blob(content))
            elif content is not None:
                entries[name] = content
        root = self._entries(base)
        root[b"digests"] = ("040000", "tree", self.tree([(*entry, name) for name, entry in entries.items()]))
        for name, text in top.items():
            content = text if isinstance(text, bytes) else text.encode()
            root[name.replace("__", ".").encode()] = ("100644", "blob", self.blob(content))
        return self.commit(number, root, base)

    def commit(self, number: int, root: dict[bytes, tuple[str, str, str]], base: str = "main") -> str:
        tree = self.tree([(*entry, name) for name, entry in root.items()])
        sha = git(self.path, "commit-tree", tree, "-p", base, "-m", f"Pull request {number}")
        git(self.path, "update-ref", f"refs/pull/{number}/head", sha)
        return sha

    def _entries(self, treeish: str) -> dict[bytes, tuple[str, str, str]]:
        listed = git(self.path, "ls-tree", "-z", treeish).encode().split(b"\0")
        return {line.split(b"\t")[1]: tuple(line.split(b"\t")[0].decode().split()) for line in listed if line}  # type: ignore[misc]
