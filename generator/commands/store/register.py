"""The register onto a branch. In: a remote, its branch, the register before and after a publication. Out: the branch has its new lines.

What others changed on the branch in the meantime stays: of each line the branch's version counts, unless it is the one of before. Nothing
is forced: a branch that moved is read again, and one that may not be pushed to is a StoreError.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from generator.commands.git import GitError, credentials, git, object_kind
from generator.commands.store.branch import PERSON, Remote, fetch_tip
from generator.commands.store.tree import StoreError
from generator.config.register import FILE, Held, format_register, load_register
from generator.model import Source

_TRIES = 5
_MESSAGE = "Write down the addresses that are published"


def push_register(remote: Remote, repository: Path, path: str, before: str, after: str) -> bool:
    """Bring the register at `path` of the branch up to date; whether that changed anything. Raises StoreError."""
    said = ""
    for _ in range(_TRIES):
        try:
            tip = fetch_tip(remote, repository)
            if not tip:
                raise StoreError(f"there is no branch {remote.branch}")
            there = _text_at(remote, repository, tip, path)
            wanted = united(before, after, there)
            if wanted == there:
                return False
            _push(remote, repository, tip, path, wanted)
            return True
        except GitError as error:
            said = str(error)
    raise StoreError(f"the branch {remote.branch} could not be written ({said})")


def united(before: str, after: str, there: str) -> str:
    """The register that holds what changed from `before` to `after`, and what the branch has otherwise."""
    base, ours, theirs = map(_lines, (before, after, there))
    found = {address: held for address, held in theirs.items() if held != base.get(address) or address not in ours}
    fresh = {address: held for address, held in ours.items() if address in theirs or address not in base}
    return format_register({**fresh, **found})


def _lines(text: str) -> dict[str, Held]:
    return {address: replace(held, source=Source(FILE)) for address, held in load_register(text, FILE)[0].items()}


def _text_at(remote: Remote, repository: Path, tip: str, path: str) -> str:
    if object_kind(repository, tip, path) != "blob":
        return ""
    return git(repository, "cat-file", "blob", f"{tip}:{path}", environment=credentials(remote.url)).decode()


def _push(remote: Remote, repository: Path, tip: str, path: str, text: str) -> None:
    index = {"GIT_INDEX_FILE": str(repository / "register.index")}
    blob = git(repository, "hash-object", "-w", "--stdin", given=text.encode()).decode().strip()
    git(repository, "read-tree", tip, environment=index)
    git(repository, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", environment=index)
    tree = git(repository, "write-tree", "--missing-ok", environment=index).decode().strip()
    commit = git(repository, "commit-tree", tree, "-p", tip, "-m", _MESSAGE, environment=PERSON).decode().strip()
    git(repository, "push", "--quiet", "store", f"{commit}:{remote.ref}", environment=credentials(remote.url))
