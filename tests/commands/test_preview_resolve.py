"""Which pull request a run belongs to: what GitHub sends, what the other side may have chosen, and every reason to refuse."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.commands.preview.resolve import Refused, Resolved, read_event, read_pulls, resolve_pull

OURS, FORK, OTHER = (
    {"id": n, "full_name": name} for n, name in ((1, "owner/papers"), (2, "guest/papers"), (3, "else/papers"))
)
SHA, LATER = "a" * 40, "b" * 40
EVENT: dict[str, Any] = {
    "action": "completed",
    "repository": OURS | {"default_branch": "main"},
    "workflow_run": {
        "name": "preview",
        "event": "pull_request",
        "path": ".github/workflows/preview.yml@refs/pull/12/merge",
        "conclusion": "success",
        "head_sha": SHA,
        "head_branch": "patch-1",
        "head_repository": FORK,
        "repository": OURS,
        "pull_requests": [],
    },
}


def pull(
    number: int = 12, sha: str = SHA, ref: str = "patch-1", repo: Any = FORK, base: str = "main", state: str = "open"
) -> dict[str, Any]:
    return {
        "number": number,
        "state": state,
        "head": {"sha": sha, "ref": ref, "repo": repo},
        "base": {"sha": LATER, "ref": base, "repo": OURS},
        "title": "@everyone",
    }


def found(event: dict[str, Any], pulls: list[Any]) -> Resolved | Refused:
    return resolve_pull(read_event(json.dumps(event).encode()), read_pulls(json.dumps(pulls).encode()), "main")


def changed(**run: Any) -> dict[str, Any]:
    event = copy.deepcopy(EVENT)
    event["workflow_run"] |= run
    return event


def test_a_fork_is_found_by_its_head() -> None:
    assert found(EVENT, [pull()]) == Resolved(12, SHA)


def test_pages_of_pull_requests_are_read_as_one_list() -> None:
    assert found(EVENT, [[pull(3, LATER)], [], [pull()]]) == Resolved(12, SHA)


def test_a_failed_run_still_gets_its_comment() -> None:
    assert found(changed(conclusion="failure"), [pull()]) == Resolved(12, SHA)


def test_two_pull_requests_on_one_head_are_told_apart_by_their_branch() -> None:
    twin = pull(13, ref="patch-2")
    assert found(EVENT, [twin, pull()]) == Resolved(12, SHA)
    assert found(changed(head_branch="patch-2"), [twin, pull()]) == Resolved(13, SHA)


def test_one_branch_into_two_bases_is_the_one_into_main() -> None:
    assert found(EVENT, [pull(11, base="old"), pull()]) == Resolved(12, SHA)


@pytest.mark.parametrize(
    ("event", "pulls", "code"),
    [
        (changed(path=".github/workflows/evil.yml"), [pull()], "wrong-workflow"),
        (changed(path=".github/workflows/evil.yml@.github/workflows/preview.yml"), [pull()], "wrong-workflow"),
        (changed(path="x/.github/workflows/preview.yml"), [pull()], "wrong-workflow"),
        (changed(event="push"), [pull()], "wrong-event"),
        (changed(event="workflow_dispatch"), [pull()], "wrong-event"),
        (changed(repository=OTHER), [pull()], "wrong-repository"),
        (changed(conclusion="cancelled"), [pull()], "not-finished"),
        (changed(conclusion=None), [pull()], "not-finished"),
        (changed(head_sha="main"), [pull(sha="main")], "bad-commit"),
        (changed(head_sha="--upload-pack=touch"), [pull(sha="--upload-pack=touch")], "bad-commit"),
        (changed(head_sha=SHA + "\n"), [pull(sha=SHA + "\n")], "bad-commit"),
        (changed(head_repository=None), [pull(repo=None)], "no-repository"),
        (EVENT, [], "not-open"),
        (EVENT, [pull(state="closed")], "not-open"),
        (EVENT, [pull(repo=OTHER)], "not-open"),
        (EVENT, [pull(repo=None)], "not-open"),
        (EVENT, [pull(sha=LATER, ref="patch-9")], "not-open"),
        (EVENT, [pull(sha=LATER)], "moved"),
        (EVENT, [pull(base="release")], "wrong-base"),
        (EVENT, [pull(12), pull(13)], "ambiguous"),
        (changed(head_branch="patch-3"), [pull(12), pull(13, ref="patch-2")], "ambiguous"),
    ],
)
def test_refusals(event: dict[str, Any], pulls: list[Any], code: str) -> None:
    refused = found(event, pulls)
    assert isinstance(refused, Refused)
    assert refused.code == code


def run(tmp_path: Path, event: object, pulls: object) -> Any:
    (tmp_path / "event.json").write_text(event if isinstance(event, str) else json.dumps(event))
    (tmp_path / "pulls.json").write_text(pulls if isinstance(pulls, str) else json.dumps(pulls))
    return CliRunner().invoke(
        main, ["preview", "resolve", "--event", str(tmp_path / "event.json"), "--pulls", str(tmp_path / "pulls.json")]
    )


def test_the_command_prints_outputs(tmp_path: Path) -> None:
    done = run(tmp_path, EVENT, [[pull()]])
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"number=12\nsha={SHA}\n", "")


def test_the_command_refuses_with_a_reason(tmp_path: Path) -> None:
    done = run(tmp_path, EVENT, [[]])
    assert (done.exit_code, done.stdout) == (1, "refused=not-open\n")
    assert done.stderr.startswith("refused[not-open]: no open pull request")


@pytest.mark.parametrize(
    ("event", "pulls"),
    [
        ("{", []),
        ({}, []),
        (EVENT, {"message": "Not Found"}),
        (EVENT, "null"),
        (EVENT, [{"number": "12"}]),
        ({"workflow_run": []}, []),
    ],
)
def test_what_github_does_not_send_is_wrong_usage(tmp_path: Path, event: object, pulls: object) -> None:
    done = run(tmp_path, event, pulls)
    assert done.exit_code == 2
    assert "not what GitHub sends" in done.stderr
    assert done.stdout == ""
