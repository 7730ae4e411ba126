"""A world for `act`: the service's parts as files. In: a folder. Out: a bare repository behind GitHub's address, and actions and a `gh`
that keep a log; our workflows run in it without a network, a container or the service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.commands.repositories import ROOT, Origin, git

REPOSITORY = "owner/papers"
ADDRESS = f"https://github.com/{REPOSITORY}.git"
BIN = Path(sys.executable).parent
_STUBS = {
    "checkout": (
        ("ref", "fetch-depth", "persist-credentials", "path"),
        'mkdir -p "${FROM:-.}" && cd "${FROM:-.}"\n'
        "find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +\n"
        "git init --quiet . && git remote add origin " + ADDRESS + "\n"
        'git fetch --quiet --no-tags --depth "$DEPTH" origin "${REF:-${CHECKOUT_REF:-refs/heads/main}}"\n'
        "git checkout --quiet --detach FETCH_HEAD\n",
    ),
    "setup-python": (("python-version",), 'echo "python $VERSION"\n'),
    "upload-artifact": (
        ("name", "path", "if-no-files-found", "retention-days", "include-hidden-files"),
        '[ -e "$FROM" ] && rm -rf "$WORLD/artifacts/$NAME" && mkdir -p "$WORLD/artifacts/$NAME"\n'
        'if [ -d "$FROM" ]; then cp -r "$FROM/." "$WORLD/artifacts/$NAME"; else cp "$FROM" "$WORLD/artifacts/$NAME"; fi\n'
        '[ "$HIDDEN" = true ] || find "$WORLD/artifacts/$NAME" -mindepth 1 -name ".*" -prune -exec rm -rf {} +\n',
    ),
    "download-artifact": (("name", "path"), 'mkdir -p "$FROM" && cp -r "$WORLD/artifacts/$NAME/." "$FROM"\n'),
    "upload-pages-artifact": (
        ("path", "include-hidden-files"),
        'rm -rf "$WORLD/artifacts/pages" && cp -r "$FROM" "$WORLD/artifacts/pages"\n'
        '[ "$HIDDEN" = true ] || find "$WORLD/artifacts/pages" -mindepth 1 -name ".*" -prune -exec rm -rf {} +\n',
    ),
    "cache/restore": (("path", "key", "restore-keys"), ""),
    "cache/save": (("path", "key"), ""),
    "deploy-pages": (
        (),
        'rm -rf "$WORLD/deployed" && mv "$WORLD/artifacts/pages" "$WORLD/deployed" && rm -rf "$WORLD/deployed/.git"\n',
    ),
}
_NAMES = {
    "ref": "REF",
    "fetch-depth": "DEPTH",
    "name": "NAME",
    "path": "FROM",
    "python-version": "VERSION",
    "include-hidden-files": "HIDDEN",
}
# `make` as on a machine where everything is installed already; what it would run is the real offprint.
_MAKE = f"""#!/bin/sh
echo "make $*" >> "$WORLD/log"
ln -sfn {BIN.parent} .venv
case "$1" in
  site) exec .venv/bin/offprint build ;;
  .venv/.site) ;;
  *) [ ! -e "$WORLD/make-fails" ] ;;
esac
"""
_GH = """#!/bin/sh
echo "gh $* [token ${GH_TOKEN:+yes}]" >> "$WORLD/log"
case "$*" in
  *"--method POST"*|*"--method PATCH"*)
    for word in "$@"; do case "$word" in body=@*) cp "${word#body=@}" "$WORLD/posted.md" ;; esac; done ;;
  *"/comments?"*) cat "$WORLD/comments.json" ;;
  *"/pulls?"*) [ -e "$WORLD/gh-fails" ] && exit 1; cat "$WORLD/pulls.json" ;;
  "pr list"*) echo 0 ;;
esac
"""


class World:
    """Everything a workflow touches, below one folder; `log` tells in which order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = Origin(folder, "https://owner.github.io/papers/")
        (folder / "artifacts").mkdir()
        (folder / "home").mkdir()
        shutil.copytree(ROOT / ".github", self.origin.project / ".github")
        (self.origin.project / ".gitignore").write_text(
            ".venv\nsite/\n.work/\nsite_src/*\n!site_src/*.md\n!site_src/CNAME\n!site_src/.well-known/\npreview/\n"
        )
        settings = self.origin.project / "offprint.yml"
        settings.write_text(
            settings.read_text().replace('repository: ""', "repository: https://github.com/owner/papers")
        )
        self.origin.push("Add workflows")
        self._programs()
        self._actions()
        self.given("pulls.json", [])
        self.given("comments.json", [])

    def given(self, name: str, content: object) -> None:
        (self.folder / name).write_text(json.dumps(content))

    def run(self, workflow: str, event: str, payload: dict[str, Any], ref: str = "") -> tuple[int, list[str]]:
        """Run one workflow; its exit code and the lines that were logged."""
        (self.folder / "log").write_text("")
        self.given("event.json", payload)
        shutil.rmtree(self.folder / "artifacts")
        (self.folder / "artifacts").mkdir()
        stubs = [
            f"--local-repository={uses}={self.folder / 'actions' / uses.split('@')[0]}" for uses in _pins(workflow)
        ]
        command = [
            str(BIN / "act"), event, "-W", f".github/workflows/{workflow}", "-e", str(self.folder / "event.json"),
            "-P", "ubuntu-24.04=-self-hosted", "--action-offline-mode", "--no-cache-server", "--no-skip-checkout", "--pull=false",
            "-s", "GITHUB_TOKEN=the-token", "--env", f"WORLD={self.folder}", "--env", f"CHECKOUT_REF={ref}",
            "--env", f"HOME={self.folder / 'home'}", "--env", f"PATH={self.folder / 'bin'}:{os.environ['PATH']}",
            "--env", f"GIT_CONFIG_GLOBAL={self.folder / 'gitconfig'}", "--env", f"PYTHONPATH={ROOT}", *stubs,
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=self.origin.project,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder / "home"),
                "XDG_CACHE_HOME": str(self.folder / "cache"),
            },
        )
        self.said = done.stdout + done.stderr
        assert "Traceback" not in self.said, self.said
        return done.returncode, (self.folder / "log").read_text().splitlines()

    @property
    def posted(self) -> str:
        place = self.folder / "posted.md"
        return place.read_text() if place.exists() else ""

    def stored(self) -> set[str]:
        """Paths on the storage branch."""
        if not git(self.origin.path, "branch", "--list", "gh-pages"):
            return set()
        return set(git(self.origin.path, "ls-tree", "-r", "--name-only", "gh-pages").splitlines())

    def deployed(self) -> set[str]:
        place = self.folder / "deployed"
        return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}

    def _programs(self) -> None:
        (self.folder / "bin").mkdir()
        for name, text in {"make": _MAKE, "gh": _GH}.items():
            (self.folder / "bin" / name).write_text(text)
            (self.folder / "bin" / name).chmod(0o755)
        (self.folder / "gitconfig").write_text(
            f'[url "file://{self.folder}/origin.git"]\n\tinsteadOf = {ADDRESS}\n'
            '[safe]\n\tdirectory = *\n[protocol "file"]\n\tallow = always\n'
        )
        git(self.origin.path, "config", "uploadpack.allowFilter", "true")
        git(self.origin.path, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(self.origin.project, "remote", "set-url", "--push", "origin", str(self.origin.path))
        git(self.origin.project, "remote", "set-url", "origin", ADDRESS)

    def _actions(self) -> None:
        """Each action as a composite one in a repository of its own."""
        for name, (inputs, script) in _STUBS.items():
            # `cache/save` is a folder of the repository `cache`; a memory changes nothing, so nothing is said of it.
            repository, _, below = name.partition("/")
            place = self.folder / "actions" / "actions" / repository
            (place / below).mkdir(parents=True, exist_ok=True)
            told = [word for word in ("name", "path", "ref") if word in inputs]
            line = (
                f'echo "{name} $GITHUB_JOB'
                + "".join(f" {word}=${_NAMES[word]}" for word in told)
                + '" >> "$WORLD/log"\n'
            )
            action = {
                "name": name,
                "description": "A stub",
                "inputs": {
                    word: {"description": word, "default": "1" if word == "fetch-depth" else ""} for word in inputs
                },
                "outputs": {"page_url": {"description": "x", "value": "https://owner.github.io/papers/"}},
                "runs": {
                    "using": "composite",
                    "steps": [
                        {
                            "shell": "bash",
                            "run": 'if [ "$DEPTH" = 0 ]; then DEPTH=1000000; fi\n' + ("" if below else line) + script,
                            "env": {_NAMES[word]: "${{ inputs." + word + " }}" for word in inputs if word in _NAMES},
                        }
                    ],
                },
            }
            (place / below / "action.yml").write_text(yaml.safe_dump(action))
            git(place, "init", "--quiet")
            git(place, "add", "--all")
            git(place, "commit", "--quiet", "--message", "stub")


def _pins(workflow: str) -> list[str]:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / workflow).read_text("utf-8"))["jobs"].values()
    uses = {step["uses"] for job in jobs for step in job["steps"] if "uses" in step}
    # owner/repository@sha, whatever folder of it is used
    return sorted({"/".join(one.split("@")[0].split("/")[:2]) + "@" + one.split("@")[1] for one in uses})
