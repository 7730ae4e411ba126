"""What contributors meet: the form behind the link on every paper page, and commands in the documents that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click
import pytest
import yaml

from generator.cli import main
from generator.config.loading import Config, Settings, Site
from generator.render.pages import render_pages
from tests.commands.repositories import Origin, git
from tests.render.samples import library

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["CONTRIBUTING.md", "SECURITY.md", "docs/publishing.md", "docs/your-own.md"]


def test_the_link_on_a_paper_page_fills_in_the_form() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "correct-a-record.yml").read_text("utf-8"))
    ids = {part["id"] for part in form["body"]}
    config = Config(Site(url="https://papers.example.org/"), Settings(repository="https://github.com/owner/papers"))
    page = next(str(file.content) for file in render_pages(library(), config) if file.path == "papers/full.md")
    found = re.search(r'href="([^"]*)"[^>]*>Correct this record', page)
    assert found
    import html

    address = urlsplit(html.unescape(found[1]))
    given = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://github.com/owner/papers/issues/new"
    assert given.keys() - {"template", "title"} <= ids
    assert given["template"] == ["correct-a-record.yml"]
    assert given["page"] == ["https://papers.example.org/papers/full/"]
    assert given["source"] == ["digests/a.txt:3"]


def test_the_form_asks_for_what_is_needed() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "correct-a-record.yml").read_text("utf-8"))
    required = {part["id"] for part in form["body"] if part.get("validations", {}).get("required")}
    assert required == {"page", "correction"}


def commands_in(document: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / document).read_text("utf-8"), re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if re.match(r"(\.venv/bin/)?offprint ", line)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_in_documents_exist_with_their_options(document: str) -> None:
    for words in commands_in(document):
        command: click.Command = main
        context = click.Context(command)
        rest = words[1:]
        while isinstance(command, click.Group):
            names = [word for word in rest if command.get_command(context, word)]
            assert names, words
            found = command.get_command(context, names[0])
            assert found
            options = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in rest[: rest.index(names[0])] if word.startswith("--")} <= options, words
            rest, command = rest[rest.index(names[0]) + 1 :], found
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= options, words


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / document).parent / target).exists(), target


def test_every_workflow_is_explained() -> None:
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    names = {path.stem for path in (ROOT / ".github" / "workflows").iterdir()}
    assert names == set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) - set(Settings.__struct_fields__) - {
        "site_url",
        "site_name",
    }


def test_a_later_version_is_taken_without_conflicts(tmp_path: Path) -> None:
    """The commands of docs/your-own.md, in a repository that was made from the template and went its own way."""
    ours = Origin(tmp_path / "ours").project
    for name in (
        "generator/a.py",
        "Makefile",
        "pyproject.toml",
        ".github/workflows/publish.yml",
        ".github/workflows/ci.yml",
    ):
        (ours / name).parent.mkdir(parents=True, exist_ok=True)
        (ours / name).write_text("first\n")
    git(ours, "add", "--all")
    git(ours, "commit", "--quiet", "-m", "First")
    theirs = tmp_path / "theirs"
    git(tmp_path, "clone", "--quiet", str(ours), str(theirs))
    git(theirs, "checkout", "--quiet", "--orphan", "main-of-theirs")
    (theirs / ".github/workflows/ci.yml").unlink()
    (theirs / "digests" / "2026-01-01-mine.txt").write_text("mine\n")
    (theirs / "generator" / "a.py").write_text("changed by hand\n")
    git(theirs, "add", "--all")
    git(theirs, "commit", "--quiet", "-m", "Mine")
    (ours / "generator" / "a.py").unlink()
    (ours / "generator" / "b.py").write_text("second\n")
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        (ours / name).write_text("second\n")
    git(ours, "add", "--all")
    git(ours, "commit", "--quiet", "-m", "Second")
    block = re.search(
        r"## Take a later version.*?```sh\n(.*?)```", (ROOT / "docs" / "your-own.md").read_text("utf-8"), re.DOTALL
    )
    assert block
    for line in block[1].splitlines():
        words = shlex.split(line.split("#")[0].replace("https://github.com/OWNER/offprint.git", str(ours)))
        if words[:1] == ["git"]:
            git(theirs, *words[1:])
    assert not (theirs / "generator" / "a.py").exists()
    assert (theirs / "generator" / "b.py").read_text() == "second\n"
    assert (theirs / "digests" / "2026-01-01-mine.txt").read_text() == "mine\n"
    assert not (theirs / ".github/workflows/ci.yml").exists()
    assert git(theirs, "status", "--porcelain") == ""
