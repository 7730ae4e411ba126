"""The workflows as written: pins, permissions, triggers, and the rule that no job with a write token runs code from a pull request."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.iterdir())
TRIGGERS = {
    "ci.yml": {"push", "pull_request"},
    "lookup.yml": {"schedule", "workflow_dispatch"},
    "preview-cleanup.yml": {"pull_request_target", "schedule", "workflow_dispatch"},
    "preview-deploy.yml": {"workflow_run"},
    "preview.yml": {"pull_request"},
    "publish.yml": {"push", "workflow_dispatch"},
}
# job -> what it may do beyond reading
WRITES = {
    ("lookup.yml", "propose"): {"contents", "pull-requests"},
    ("preview-cleanup.yml", "deploy"): {"pages", "id-token"},
    ("preview-cleanup.yml", "sweep"): {"contents"},
    ("preview-deploy.yml", "comment"): {"pull-requests"},
    ("preview-deploy.yml", "deploy"): {"pages", "id-token"},
    ("preview-deploy.yml", "store"): {"contents"},
    ("publish.yml", "deploy"): {"pages", "id-token"},
    ("publish.yml", "store"): {"contents"},
}
# Those that hold a token which can write, or whose jobs hand something to one that does.
TRUSTED = {"lookup.yml", "preview-cleanup.yml", "preview-deploy.yml", "publish.yml"}


def read(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    loaded["on"] = loaded.pop(True)  # YAML 1.1 reads `on` as a truth value
    return dict(loaded)


JOBS = [(name, job) for name in NAMES for job in read(name)["jobs"]]


def job_of(name: str, job: str) -> dict[str, Any]:
    return dict(read(name)["jobs"][job])


def triggers(name: str) -> set[str]:
    on = read(name)["on"]
    return set(on) if isinstance(on, (dict, list)) else {on}


def steps(name: str, job: str) -> list[dict[str, Any]]:
    return list(job_of(name, job)["steps"])


def test_these_are_all_and_each_is_started_by_what_it_should_be() -> None:
    assert {name: triggers(name) for name in NAMES} == TRIGGERS


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_by_commit_with_their_version(name: str) -> None:
    lines = [
        line.strip() for line in (FOLDER / name).read_text("utf-8").splitlines() if re.match(r"\s*-?\s*uses:", line)
    ]
    assert lines
    for line in lines:
        assert re.fullmatch(r"-? ?uses: actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_pin() -> None:
    pins: dict[str, set[str]] = {}
    for name in NAMES:
        for action, pin in re.findall(r"uses: ([\w/-]+)@(\S+ # \S+)", (FOLDER / name).read_text("utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: len(found) for action, found in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_allowed_at_the_top(name: str) -> None:
    assert read(name)["permissions"] == {}


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_each_job_has_its_own_permissions_and_a_reason_for_each(name: str, job: str) -> None:
    permissions = job_of(name, job)["permissions"]
    assert {what for what, level in permissions.items() if level == "write"} == WRITES.get((name, job), set())
    assert set(permissions.values()) <= {"read", "write"}
    text = (FOLDER / name).read_text("utf-8")
    for what, level in permissions.items():
        assert re.search(rf"^      {what}: {level} # \w.+$", text, re.MULTILINE), what


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_each_job_ends_and_runs_on_a_named_machine(name: str, job: str) -> None:
    assert 1 <= job_of(name, job)["timeout-minutes"] <= 60
    assert job_of(name, job)["runs-on"] == "ubuntu-24.04"
    assert "uses" not in job_of(name, job), "no reusable workflows"


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_no_expression_stands_in_a_script(name: str, job: str) -> None:
    for step in steps(name, job):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_checkouts_keep_no_token_and_never_take_a_pull_request(name: str, job: str) -> None:
    for step in steps(name, job):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert step["with"].get("ref", "gh-pages") == "gh-pages"
            assert not {"repository", "token", "ssh-key", "submodules", "lfs", "allow-unsafe-pr-checkout"} & set(
                step["with"]
            )


def test_the_memory_is_kept_by_publish_alone_and_written_from_the_default_branch_alone() -> None:
    """A job whose token can only read keeps one file of data; no other workflow names that cache."""
    kept = [step for step in steps("publish.yml", "build") if "actions/cache" in step.get("uses", "")]
    restore, save = kept
    assert {step["with"]["path"] for step in kept} == {".site.work/memo.sqlite"}
    assert restore["uses"].startswith("actions/cache/restore@") and save["uses"].startswith("actions/cache/save@")
    assert save["if"] == "github.ref_name == github.event.repository.default_branch"
    assert all(step["with"]["key"] == "memory-${{ github.run_id }}" for step in kept)
    assert job_of("publish.yml", "build")["permissions"] == {"contents": "read"}
    assert not [name for name in NAMES if name != "publish.yml" and "memory-" in (FOLDER / name).read_text("utf-8")]


@pytest.mark.parametrize("name", sorted(TRUSTED))
def test_trusted_jobs_use_no_cache_and_nothing_of_another_run(name: str) -> None:
    for job in read(name)["jobs"]:
        for step in steps(name, job):
            given = step.get("with", {})
            assert "actions/cache" not in step.get("uses", "") or (name, job) == ("publish.yml", "build")
            assert not {"cache", "run-id", "github-token"} & set(given), (
                "caches and artifacts of other runs can be poisoned"
            )
            if step.get("uses", "").startswith("actions/download-artifact@"):
                assert given["name"] in ("site", "preview", "facts", "addresses")


def test_no_job_with_a_write_token_runs_code_of_a_pull_request() -> None:
    """Code of a pull request runs only under `pull_request`, where every job may read and no more."""
    for name, job in JOBS:
        if "pull_request" in triggers(name):
            permissions = job_of(name, job)["permissions"]
            assert permissions == {"contents": "read"}, f"{name} {job}"
            assert "secrets." not in str(job_of(name, job)), f"{name} {job}"
            assert "github.token" not in str(job_of(name, job)), f"{name} {job}"


def test_what_the_other_side_chose_reaches_no_trusted_step() -> None:
    for name in TRUSTED:
        for job in read(name)["jobs"]:
            shown = str(job_of(name, job))
            for used in re.findall(r"github\.(event\.[\w.]+|head_ref)", shown):
                assert used == "event.repository.default_branch", f"{name} {job}: {used}"


def test_what_deploys_is_never_cancelled_and_one_at_a_time() -> None:
    deploying = [
        (name, job) for name, job in JOBS if any("deploy-pages@" in step.get("uses", "") for step in steps(name, job))
    ]
    assert len(deploying) == 3
    for name, job in deploying:
        assert job_of(name, job)["concurrency"] == {"group": "deploy", "cancel-in-progress": False}
        assert job_of(name, job)["environment"]["name"] == "github-pages"
        assert read(name).get("concurrency", {}).get("cancel-in-progress") is False
        assert not [step for step in steps(name, job) if "run" in step], "it deploys the branch as it is"


def test_hidden_files_of_a_site_are_published() -> None:
    """.well-known/ and the like: the actions leave hidden files out unless they are told."""
    uploads = [step for name in TRUSTED for job in read(name)["jobs"] for step in steps(name, job)]
    uploads = [s for s in uploads if "upload-" in s.get("uses", "") and s["with"]["path"] in (".", "site")]
    assert len(uploads) == 4
    assert all(step["with"].get("include-hidden-files") is True for step in uploads)


def test_every_site_is_verified_before_it_is_stored() -> None:
    for name, jobs in {"publish.yml": ("build", "store"), "preview-deploy.yml": ("store",)}.items():
        scripts = [step.get("run", "") for job in jobs for step in steps(name, job)]
        verified = next(place for place, script in enumerate(scripts) if "offprint verify" in script)
        stored = next(place for place, script in enumerate(scripts) if "offprint store" in script)
        assert verified < stored


def test_updates_come_weekly_in_one_group_and_not_too_fresh() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
    for update in updates:
        assert update["schedule"] == {"interval": "weekly"}
        assert update["cooldown"] == {"default-days": 7}
        assert len(update["groups"]) == 1


def test_ci_runs_what_the_readme_says() -> None:
    scripts = [step.get("run", "") for step in steps("ci.yml", "test")]
    told = [
        line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if line.startswith(("make ", ".venv/"))
    ]
    assert [line.split(" ARGS")[0] for line in told] == [
        script.split(" ARGS")[0] for script in scripts if script.startswith(("make ", ".venv/"))
    ]
