"""The storage branch. In: a remote, a change to what is stored. Out: the branch holds the changed tree, as one commit without a parent.

The change is a function of what is stored now. It is pushed with a lease on the commit that was read; when another writer was faster the
branch is read again and the change made again, so nothing is lost, and a push that breaks off leaves the branch as it was.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from generator.commands.git import GitError, credentials, git
from generator.commands.store.tree import Stored, StoreError, read_stored, write_stored

BRANCH = "gh-pages"
TRIES = 30
PERSON = {
    "GIT_AUTHOR_NAME": "offprint", "GIT_AUTHOR_EMAIL": "offprint@users.noreply.github.com",
    "GIT_COMMITTER_NAME": "offprint", "GIT_COMMITTER_EMAIL": "offprint@users.noreply.github.com",
}  # fmt: skip

_TIP = "refs/offprint/tip"
Edit = Callable[[Path, Stored], Stored]


class Remote(msgspec.Struct, frozen=True):
    """Where the branch lies: a URL or a path, and its name."""

    url: str
    branch: str = BRANCH

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"


@contextmanager
def scratch_repository(remote: Remote) -> Iterator[Path]:
    """A bare repository for objects on their way, gone afterwards. Trees come into it; the files that they name stay where they are, as
    far as the remote can leave them out."""
    folder = Path(tempfile.mkdtemp(prefix="offprint-store-"))
    try:
        git(folder, "init", "--quiet", "--bare", ".")
        fetched = f"+{remote.ref}:{_TIP}"
        settings = {"url": remote.url, "fetch": fetched, "promisor": "true", "partialCloneFilter": "blob:none"}
        for key, value in settings.items():
            git(folder, "config", f"remote.store.{key}", value)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def change(remote: Remote, repository: Path, edit: Edit, message: str) -> tuple[Stored, bool]:
    """Bring the branch to `edit(what is stored)`. Returns what is stored now, and whether anything changed.

    Raises StoreError when `edit` does, or when the branch cannot be written in TRIES tries.
    """
    said = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(min(5.0, 0.1 * 1.5**attempt) * random.uniform(0.5, 1.5))  # noqa: S311 - to fall out of step, no secret
        try:
            tip = fetch_tip(remote, repository)
            before = read_stored(repository, tip)
            after = edit(repository, before)
            if after == before:
                return before, False
            _push(remote, repository, write_stored(repository, after), tip, message)
            return after, True
        except GitError as error:
            said = str(error)
    raise StoreError(f"the branch {remote.branch} could not be written in {TRIES} tries ({said})")


def fetch_tip(remote: Remote, repository: Path) -> str:
    """The commit at the tip of the branch, with its trees; "" when there is no such branch yet. Raises GitError."""
    told = (
        git(repository, "ls-remote", "store", remote.ref, environment=credentials(remote.url)).decode("ascii").split()
    )
    if not told:
        return ""
    git(
        repository, "fetch", "--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head", "--no-auto-maintenance",
        "--filter=blob:none", "store", f"+{remote.ref}:{_TIP}", environment=credentials(remote.url),
    )  # fmt: skip
    return git(repository, "rev-parse", _TIP).decode("ascii").strip()


def _push(remote: Remote, repository: Path, tree: str, tip: str, message: str) -> None:
    commit = git(repository, "commit-tree", tree, "-m", message, environment=PERSON).decode("ascii").strip()
    lease = f"--force-with-lease={remote.ref}:{tip}"
    git(
        repository,
        "push",
        "--quiet",
        lease,
        "store",
        f"{commit}:{remote.ref}",
        environment=credentials(remote.url),
    )


def while_head(edit: Edit, remote: Remote, number: int, sha: str) -> Edit:
    """The edit, as long as a commit is the head of a pull request; each try looks again. Raises StoreError."""

    def checked(repository: Path, stored: Stored) -> Stored:
        told = git(repository, "ls-remote", "store", f"refs/pull/{number}/head", environment=credentials(remote.url))
        if told.split()[:1] != [sha.encode("ascii")]:
            raise StoreError(f"pull request {number} has a newer commit than {sha[:7]}; its own run will store that")
        return edit(repository, stored)

    return checked
