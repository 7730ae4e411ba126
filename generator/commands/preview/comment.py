"""The comment on a pull request. In: preview.json and the comments that are there. Out: Markdown, and which comment it replaces."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.commands.diff.markdown import MARK, Places, comment_of, inert
from generator.commands.preview.stage import Staged
from generator.render.phrases import counted

# Only this account's comments are ever replaced: the mark in the text can be written by anyone.
AUTHOR = "github-actions[bot]"


class User(msgspec.Struct, frozen=True):
    login: str


class Comment(msgspec.Struct, frozen=True):
    id: int
    body: str | None = None
    user: User | None = None


def own_comment(raw: bytes) -> int | None:
    """The id of the comment that an earlier run left, from a list of comments or a list of lists. Raises msgspec.MsgspecError."""
    values: Any = msgspec.json.decode(raw)
    if not isinstance(values, list):
        raise msgspec.ValidationError("Expected a list of comments")
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    for comment in msgspec.convert(flat, tuple[Comment, ...]):
        if comment.user and comment.user.login == AUTHOR and (comment.body or "").startswith(MARK):
            return comment.id
    return None


def is_quiet(staged: Staged) -> bool:
    """Whether there is nothing to tell, unless an earlier comment told something else: the pull request has no digest in it."""
    return staged.refused is not None and staged.refused.code == "no-digests"


def preview_comment(staged: Staged, repository_url: str, branch_url: str) -> str:
    """The Markdown. `branch_url`: where the preview is published, or "" when it is not."""
    preview = staged.preview
    commit = f"`{preview.sha[:7]}`"
    places = Places(
        preview=branch_url if not staged.refused else "",
        files=f"{repository_url}/blob/{preview.sha}/" if repository_url else "",
        shown=frozenset(staged.shown),
    )
    if staged.refused:
        note = f"No preview of {commit} ({staged.refused.code}): {inert(staged.refused.message, 600)}"
    else:
        note = f"[Preview]({branch_url}) of {commit}." if branch_url else f"Preview of {commit}."
        if staged.left_out:
            note += f" It shows the first {counted(len(staged.shown), 'changed paper')}; {staged.left_out:,} more did not fit."
    if staged.difference is None:
        return f"{MARK}\n\n### No preview\n\n{note}\n"
    return comment_of(staged.difference, places, note)
