"""The pull request of a finished run. In: GitHub's workflow_run event, the open pull requests. Out: number and commit, or why not.

`workflow_run.pull_requests` is empty for forks, so the request is found by its head: repository, branch and commit all have to match.
Nothing that the other side chose is taken from the event but the commit, and that only when it has the form of one.
"""

from __future__ import annotations

from typing import Any

import msgspec

from generator.commands.git import is_sha

WORKFLOW = ".github/workflows/preview.yml"
_ENDED = ("success", "failure")


class Repository(msgspec.Struct, frozen=True):
    id: int
    full_name: str


class WorkflowRun(msgspec.Struct, frozen=True):
    """What we read of `workflow_run`; `path` may carry `@ref`."""

    event: str
    path: str
    head_sha: str
    repository: Repository
    head_branch: str | None = None
    conclusion: str | None = None
    head_repository: Repository | None = None


class Event(msgspec.Struct, frozen=True):
    workflow_run: WorkflowRun
    repository: Repository


class PullHead(msgspec.Struct, frozen=True):
    sha: str
    ref: str
    repo: Repository | None = None


class Pull(msgspec.Struct, frozen=True):
    number: int
    state: str
    head: PullHead
    base: PullHead


class Resolved(msgspec.Struct, frozen=True):
    """The pull request and the commit that may be previewed."""

    number: int
    sha: str


class Refused(msgspec.Struct, frozen=True):
    """Why nothing is previewed: a stable code and a sentence."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"refused[{self.code}]: {self.message}"


def read_event(raw: bytes) -> Event:
    """Raises msgspec.MsgspecError for what is not a workflow_run event."""
    return msgspec.json.decode(raw, type=Event)


def read_pulls(raw: bytes) -> tuple[Pull, ...]:
    """A list of pull requests, or a list of such lists, as `gh api --paginate --slurp` gives it. Raises msgspec.MsgspecError."""
    values: Any = msgspec.json.decode(raw)
    if not isinstance(values, list):
        raise msgspec.ValidationError("Expected a list of pull requests")
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return msgspec.convert(flat, tuple[Pull, ...])


def _of_same(event: Event, pulls: tuple[Pull, ...]) -> list[Pull]:
    """The open pull requests into this repository that come from the one of the run."""
    into, head = event.repository.id, event.workflow_run.head_repository
    own = (pull for pull in pulls if pull.state == "open" and pull.base.repo and pull.base.repo.id == into)
    return [pull for pull in own if head and pull.head.repo and pull.head.repo.id == head.id]


def resolve_pull(event: Event, pulls: tuple[Pull, ...], branch: str, workflow: str = WORKFLOW) -> Resolved | Refused:
    """The one open pull request into `branch` whose head is what the run was about."""
    run = event.workflow_run
    refused = _unfit(run, event.repository, workflow)
    if refused:
        return refused
    same_repository = _of_same(event, pulls)
    matching = [pull for pull in same_repository if pull.head.sha == run.head_sha]
    if not matching:
        moved = [pull for pull in same_repository if pull.head.ref == run.head_branch]
        if moved:
            return Refused(
                "moved", f"pull request {moved[0].number} has a newer commit; its own run will preview that."
            )
        return Refused("not-open", "no open pull request has this commit of this repository as its head.")
    matching = [pull for pull in matching if pull.base.ref == branch] or matching
    if matching[0].base.ref != branch:
        return Refused("wrong-base", f"the pull request goes into another branch than {branch}.")
    here = [pull for pull in matching if pull.head.ref == run.head_branch]
    if len(here) != 1:
        return Refused(
            "ambiguous", f"{len(here) or len(matching)} open pull requests fit this commit; push to the one to preview."
        )
    return Resolved(here[0].number, run.head_sha)


def _unfit(run: WorkflowRun, repository: Repository, workflow: str) -> Refused | None:
    if run.path.split("@", 1)[0] != workflow:
        return Refused("wrong-workflow", f"the run is not of {workflow}; a workflow's name can be used by anyone.")
    if run.event != "pull_request":
        return Refused("wrong-event", "the run was not started by a pull request.")
    if run.repository.id != repository.id:
        return Refused("wrong-repository", "the run belongs to another repository.")
    if run.conclusion not in _ENDED:
        return Refused("not-finished", "the run was cancelled or did not end; the next one will do.")
    if not is_sha(run.head_sha):
        return Refused("bad-commit", "the run names no commit.")
    if run.head_repository is None:
        return Refused("no-repository", "the repository of the pull request is gone.")
    return None
