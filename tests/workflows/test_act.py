"""The workflows end to end under `act`: the right jobs in the right order, outputs cross, refusals refuse.

`act` runs them on this machine, without a network or containers; every action is a stub that keeps a log. Permissions, concurrency and
environments are the service's and are not tried here; tests/workflows/test_yaml.py reads them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.repositories import NEW, git
from tests.workflows.world import World

OURS = {"id": 1, "full_name": "owner/papers", "default_branch": "main", "name": "papers", "owner": {"login": "owner"}}
FORK = {"id": 2, "full_name": "guest/papers"}
ADDED = b"2025-04-01-reading-group.txt"
PAPER = "papers/pruning-networks-while-they-sleep/index.html"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def ended(sha: str, **run: Any) -> dict[str, Any]:
    """The event of a run of preview.yml that has ended, for a fork's branch."""
    about = {
        "event": "pull_request", "path": ".github/workflows/preview.yml", "conclusion": "success", "head_sha": sha,
        "head_branch": "patch-1", "head_repository": FORK, "repository": OURS,
    }  # fmt: skip
    return {"action": "completed", "repository": OURS, "workflow_run": about | run}


def is_open(world: World, number: int, sha: str, **head: Any) -> None:
    pull = {
        "number": number, "state": "open", "head": {"sha": sha, "ref": "patch-1", "repo": FORK} | head,
        "base": {"sha": sha, "ref": "main", "repo": OURS},
    }  # fmt: skip
    world.given("pulls.json", [[pull]])


def pull_event(action: str, sha: str = "") -> dict[str, Any]:
    request = {"number": 12, "head": {"sha": sha, "ref": "patch-1"}, "base": {"ref": "main"}}
    return {"action": action, "number": 12, "repository": OURS, "pull_request": request}


def actions(log: list[str]) -> list[str]:
    """(action, job) of what was logged, in order, with `make` and `gh` by their first words."""
    return [" ".join(line.split()[:2]) for line in log]


def test_publish_builds_stores_and_deploys(world: World) -> None:
    for name, text in {"CNAME": "papers.example.org", ".well-known/security.txt": "Contact: x"}.items():
        (world.origin.project / "site_src" / name).parent.mkdir(exist_ok=True)
        (world.origin.project / "site_src" / name).write_text(text)
    world.origin.push("Add files of the host")
    code, log = world.run("publish.yml", "push", {"ref": "refs/heads/main", "repository": OURS})
    assert code == 0, world.said
    assert actions(log) == [
        "checkout build", "checkout build", "setup-python build", "make .venv/.site", "make site", "upload-artifact build",
        "upload-artifact build", "checkout store", "setup-python store", "make .venv/.site", "download-artifact store",
        "download-artifact store",
        "checkout deploy", "upload-pages-artifact deploy", "deploy-pages deploy",
    ]  # fmt: skip
    assert "checkout deploy path= ref=gh-pages" in log
    assert {"index.html", "sitemap.xml", "api/v1/index.json", "CNAME", ".well-known/security.txt"} <= world.stored()
    assert world.stored() == world.deployed()
    assert "the-token" not in world.said


def test_addresses_are_written_down_and_outlast_an_older_digest(world: World) -> None:
    """The run writes the register onto main; where it may not, the published site remembers."""
    first, older = (
        json.dumps({"title": "Pruning while they sleep", "abstract": text, "authors": [name], "arxiv_id": arxiv})
        for text, name, arxiv in (
            ("We prune the weights of a network at night, and it stays as exact as before.", "Ann Lee", "2503.00001"),
            ("What the gardener prunes in the winter, when all trees are asleep.", "Eve Aho", "2001.99999"),
        )
    )
    project, key = world.origin.project, "papers/pruning-while-they-sleep"
    event = {"ref": "refs/heads/main", "repository": OURS}
    (project / "digests" / "2025-05-01-b.jsonl").write_text(first)
    world.origin.push("Add a digest")
    refuse = world.origin.path / "hooks" / "update"
    refuse.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    refuse.chmod(0o755)
    code, _ = world.run("publish.yml", "push", event)
    assert code == 0, "a branch that is protected is no reason not to publish"
    assert "could not be written into digests/addresses.yml" in world.said
    refuse.unlink()
    (project / "digests" / "2020-01-01-e.jsonl").write_text(older)
    world.origin.push("Add an older digest")
    code, _ = world.run("publish.yml", "push", event)
    assert code == 0, world.said
    register = git(world.origin.path, "show", "main:digests/addresses.yml")
    assert f"{key}: arxiv:2503.00001 by:lee" in register
    assert f"{key}-2: arxiv:2001.99999 by:aho" in register
    assert "2503.00001" in (world.folder / "deployed" / key / "index.html").read_text()
    assert git(world.origin.path, "log", "-1", "--format=%s%n%an", "main").splitlines()[1] == "offprint"
    tip = git(world.origin.path, "rev-parse", "main")
    assert world.run("publish.yml", "push", event)[0] == 0
    assert git(world.origin.path, "rev-parse", "main") == tip, "nothing new, no commit"


def test_publish_stops_before_the_store_when_the_digests_have_errors(world: World) -> None:
    (world.origin.project / "digests" / "no-date.txt").write_text(NEW)
    world.origin.push("Add a digest without a date")
    code, log = world.run("publish.yml", "push", {"ref": "refs/heads/main", "repository": OURS})
    assert code == 1
    assert actions(log) == ["checkout build", "checkout build", "setup-python build", "make .venv/.site", "make site"]
    assert world.stored() == set()


def test_a_preview_is_stored_deployed_and_told(world: World) -> None:
    sha = world.origin.pull(12, {ADDED: NEW.encode()})
    is_open(world, 12, sha)
    code, log = world.run("preview-deploy.yml", "workflow_run", ended(sha))
    assert code == 0, world.said
    assert [line for line in actions(log) if not line.startswith(("setup-python", "make"))] == [
        "checkout stage", "gh api", "upload-artifact stage", "checkout store", "download-artifact store",
        "checkout deploy", "upload-pages-artifact deploy", "deploy-pages deploy",
        "checkout comment", "download-artifact comment", "gh api", "gh api",
    ]  # fmt: skip
    assert f"previews/12/{PAPER}" in world.stored() == world.deployed()
    assert "--method POST repos/owner/papers/issues/12/comments" in log[-1]
    assert f"](https://owner.github.io/papers/previews/12/{PAPER.removesuffix('index.html')})" in world.posted
    assert f"[Preview](https://owner.github.io/papers/previews/12/) of `{sha[:7]}`." in world.posted
    assert "the-token" not in world.said + world.posted
    # A newer commit writes the same comment again, and a comment of somebody else with our mark is left alone.
    newer = world.origin.pull(12, {ADDED: NEW.replace("Sleep", "Dream").encode()})
    is_open(world, 12, newer)
    mark = world.posted.splitlines()[0]
    theirs, own = (
        {"id": n, "body": mark, "user": {"login": who}} for n, who in ((5, "guest"), (6, "github-actions[bot]"))
    )
    world.given("comments.json", [[theirs, own]])
    code, log = world.run("preview-deploy.yml", "workflow_run", ended(newer))
    assert code == 0, world.said
    assert "--method PATCH repos/owner/papers/issues/comments/6" in log[-1]
    assert f"previews/12/{PAPER}" not in world.stored()


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ({"path": ".github/workflows/evil.yml@refs/heads/patch-1"}, "wrong-workflow"),
        ({"head_repository": {"id": 3, "full_name": "else/papers"}}, "not-open"),
        ({"head_sha": "f" * 40}, "moved"),
    ],
)
def test_what_is_not_ours_ends_after_the_first_step(world: World, run: dict[str, Any], why: str) -> None:
    sha = world.origin.pull(12, {ADDED: NEW.encode()})
    is_open(world, 12, sha)
    code, log = world.run("preview-deploy.yml", "workflow_run", ended(sha, **run))
    assert code == 0, "a refusal is no failure"
    assert actions(log) == ["checkout stage", "setup-python stage", "make .venv/.site", "gh api"]
    assert f"refused[{why}]" in world.said
    assert world.stored() == set()
    assert world.posted == ""


def test_a_pull_request_that_changes_code_gets_the_reason_and_nothing_else(world: World) -> None:
    sha = world.origin.pull(12, {ADDED: NEW.encode()}, Makefile="site:\n\tcurl evil")
    is_open(world, 12, sha)
    code, log = world.run("preview-deploy.yml", "workflow_run", ended(sha))
    assert code == 0, world.said
    assert {line.split()[1] for line in log if line.startswith("checkout")} == {"stage", "comment"}
    assert "No preview of" in world.posted
    assert "touches-code" in world.posted
    assert world.stored() == set()


def test_no_comment_where_there_is_nothing_to_say(world: World) -> None:
    sha = world.origin.pull(12, {}, Makefile="site:\n\ttrue")
    is_open(world, 12, sha)
    code, _ = world.run("preview-deploy.yml", "workflow_run", ended(sha))
    assert code == 0, world.said
    assert world.posted == ""


def test_a_pull_request_builds_with_its_own_code_and_leaves_a_download(world: World) -> None:
    sha = world.origin.pull(12, {ADDED: NEW.encode()})
    tree = git(world.origin.path, "rev-parse", f"{sha}^{{tree}}")
    merge = git(world.origin.path, "commit-tree", tree, "-p", "main", "-p", sha, "-m", "Merge")
    git(world.origin.path, "update-ref", "refs/pull/12/merge", merge)
    code, log = world.run("preview.yml", "pull_request", pull_event("opened", sha), ref="refs/pull/12/merge")
    assert code == 0, world.said
    assert actions(log) == ["checkout build", "setup-python build", "make .venv/.site", "upload-artifact build"]
    assert (world.folder / "artifacts" / "site" / PAPER).is_file()
    assert "the-token" not in world.said


def test_cleanup_takes_down_what_is_closed_and_deploys_only_then(world: World) -> None:
    for number in (12, 13):
        sha = world.origin.pull(number, {ADDED: NEW.encode()})
        is_open(world, number, sha)
        assert world.run("preview-deploy.yml", "workflow_run", ended(sha))[0] == 0, world.said
    code, log = world.run("preview-cleanup.yml", "pull_request_target", pull_event("closed"))
    assert code == 0, world.said
    assert actions(log)[-3:] == ["checkout deploy", "upload-pages-artifact deploy", "deploy-pages deploy"]
    assert f"previews/13/{PAPER}" in world.deployed()
    assert not [name for name in world.stored() if name.startswith("previews/12/")]
    code, log = world.run("preview-cleanup.yml", "schedule", {"repository": OURS, "schedule": "17 3 * * *"})
    assert (code, actions(log)) == (0, ["checkout sweep", "setup-python sweep", "make .venv/.site", "gh api"])
    (world.folder / "gh-fails").touch()
    code, _ = world.run("preview-cleanup.yml", "schedule", {"repository": OURS, "schedule": "17 3 * * *"})
    assert code == 1, "when the list cannot be had, nothing is swept"
    assert f"previews/13/{PAPER}" in world.stored()


def test_ci_runs_every_check_and_stops_at_the_first_that_fails(world: World) -> None:
    event = {"repository": OURS, "ref": "refs/heads/main"}
    (world.origin.project / "tests").mkdir()
    (world.origin.project / "tests" / "chromium.sh").write_text("echo /usr/bin/chromium\n")
    world.origin.push("Add a test script")
    code, log = world.run("ci.yml", "push", event)
    assert code == 0, world.said
    assert [line for line in log if line.startswith("make")] == [
        "make check",
        "make audit",
        "make site",
        "make test ARGS=-n 2",
    ]
    (world.folder / "make-fails").touch()
    code, log = world.run("ci.yml", "push", event)
    assert (code, log[-1]) == (1, "make check")


def test_lookup_proposes_nothing_when_nothing_is_found(world: World) -> None:
    """Without a network every service fails; the workflow must end without a pull request."""
    (world.origin.project / "digests" / "2025-03-14-trending-papers.txt").unlink()
    world.origin.push("Leave nothing to look up")
    code, log = world.run("lookup.yml", "schedule", {"repository": OURS, "schedule": "41 4 * * 1"})
    assert code == 0, world.said
    assert actions(log) == ["checkout ask", "setup-python ask", "make .venv/.site"]
