"""Frames: pages set into what the engine made of one of their kind are, byte for byte, what the engine makes of them itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.engine import Engine, laid_in, run_mkdocs
from generator.engine.frames import PageShape, Slot, frame_of, frame_page, set_into, take_apart
from tests.browser import hostile_site
from tests.render.hostile import HOSTILE

ROOT = Path(__file__).parents[1]


def plain_mkdocs(docs: Path, folder: Path, project: Path = ROOT) -> dict[str, bytes]:
    """What `mkdocs build` makes of a folder of pages, with nothing of ours."""
    config = folder / "plain.yml"
    config.write_text(
        f"INHERIT: {project / 'mkdocs.yml'}\ndocs_dir: {docs}\nsite_dir: {folder / 'plain'}\n"
        f"theme: {{name: material, custom_dir: {project / 'theme_overrides'}}}\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    subprocess.run(command, check=True, capture_output=True)
    return html_in(folder / "plain")


def html_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def framed(work: Path) -> int:
    return len(json.loads((work / "state.json").read_bytes())["frames"])


def test_the_committed_site_is_what_mkdocs_makes_of_its_pages(tmp_path: Path) -> None:
    assert build(ROOT, ROOT / "digests", tmp_path / "site").built
    assert framed(tmp_path / ".site.work") >= 4
    assert html_in(tmp_path / "site") == plain_mkdocs(tmp_path / ".site.work" / "docs", tmp_path)


def test_hostile_text_is_what_mkdocs_makes_of_it(tmp_path: Path) -> None:
    out = hostile_site.build(hostile_site.library_saying(HOSTILE), tmp_path, "A tagline")
    assert framed(tmp_path / "work") >= 4
    assert html_in(out) == plain_mkdocs(tmp_path / "work" / "docs", tmp_path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder of twelve pages of one kind, and a theme of two lines."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\nsite_url: https://x.example/\ntheme: {name: material, font: false}\nplugins: []\nnav: [index.md]\n"
    )
    (tmp_path / "theme_overrides").mkdir()
    theme(tmp_path, "{{ own.title | e }}")
    (tmp_path / "docs" / "papers").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    for number in range(12):
        write_page(tmp_path, number, f"Title {number} & <b>")
    return tmp_path


def theme(project: Path, shown: str) -> None:
    """A page without front matter of ours (the home page, 404) shows its text alone."""
    pairs = "{% for p in own.meta %}<meta {{ p[0] | e }}={{ p[1] | e }}>{% endfor %}"
    (project / "theme_overrides" / "main.html").write_text(
        "{% set own = page.meta.offprint if page and page.meta else none %}"
        f"{{% if own %}}<title>{shown}</title>{pairs}{{{{ page.canonical_url }}}}{{% endif %}} {{{{ page.content }}}}"
    )


def write_page(project: Path, number: int, title: str) -> None:
    own = json.dumps({"title": title, "kind": "paper", "meta": [["author", f"a{n}"] for n in range(number)]})
    head = f"---\noffprint: {own}\ntitle: {json.dumps(title)}\n---\n"
    (project / "docs" / "papers" / f"p{number}.md").write_text(f"{head}\n<p>\nText {number}\n</p>\n")


def built_in(project: Path) -> dict[str, bytes]:
    laid = laid_in(project / "built")
    return {path: (project / "built" / place).read_bytes() for path, place in laid.items() if path.endswith(".html")}


def lay_out(project: Path) -> list[str]:
    engine = Engine(project / "mkdocs.yml", project / "theme_overrides")
    problems = run_mkdocs(project / "docs", project / "built", project / "work", engine)
    shutil.rmtree(project / "plain", ignore_errors=True)
    assert built_in(project) == plain_mkdocs(project / "docs", project, project)
    return [problem.code for problem in problems]


def test_pairs_of_any_number_are_set(project: Path) -> None:
    assert lay_out(project) == []
    assert framed(project / "work") == 1


def test_a_known_frame_sets_a_changed_page(project: Path) -> None:
    lay_out(project)
    write_page(project, 5, "Another title")
    assert lay_out(project) == []
    assert b"Another title" in built_in(project)["papers/p5/index.html"]


UNFIT = {
    "a filter that is not an escape": "{{ own.title | upper }}",
    "half of a text": "{{ own.title[:12] }}",
    "a look at the text": "{% if '5' in own.title %}five{% endif %}{{ own.title | length }}",
}


@pytest.mark.parametrize("shown", UNFIT.values(), ids=UNFIT)
def test_a_theme_that_does_more_than_show_text_has_every_page_laid_out(project: Path, shown: str) -> None:
    theme(project, shown)
    assert lay_out(project) == ["no-frames"]
    assert lay_out(project) == ["no-frames"], "said again as long as it is so"
    theme(project, "{{ own.title | e }}")
    assert lay_out(project) == []


@pytest.mark.parametrize("more", ["hooks: [hook.py]\n", "plugins: [search]\n", "INHERIT: more.yml\n"])
def test_what_may_see_every_page_sees_every_page(project: Path, more: str) -> None:
    config = project / "mkdocs.yml"
    kept = "".join(line for line in config.read_text().splitlines(True) if not line.startswith(more[:7]))
    config.write_text(kept + more)
    (project / "more.yml").write_text("{}")
    (project / "hook.py").write_text(
        "def on_page_content(html, page, **_):\n    return html + page.url * ('p7' in page.url)\n"
    )
    assert lay_out(project) == ["no-frames"]
    assert framed(project / "work") == 0


def page(body: str = "<p>\nx\n</p>", own: object = None, head: str = "") -> str:
    return (
        f"---\n{head}offprint: {json.dumps({'title': 'T', 'kind': 'paper'} if own is None else own)}\n---\n\n{body}\n"
    )


LEFT_TO_THE_ENGINE = {
    "at the root": ("about.md", page()),
    "no front matter": ("a/b.md", "<p>x</p>"),
    "somebody's front matter": ("a/b.md", "---\ntitle: Mine\n---\n\n<p>x</p>\n"),
    "the index of a folder": ("a/index.md", page()),
    "a name that needs quoting": ("a/ü.md", page()),
    "Markdown": ("a/b.md", page("# Heading")),
    "a blank line": ("a/b.md", page("<p>\n\nx</p>")),
    "a blank line of spaces": ("a/b.md", page("<p>\n  \nx</p>")),
    "a tab": ("a/b.md", page("<p>\tx</p>")),
    "YAML that is no JSON": ("a/b.md", page(head="title: T\n")),
    "a list in the head": ("a/b.md", page(own={"kind": "home", "examples": ["x"]})),
    "a feed whose address needs quoting": ("a/b.md", page(own={"kind": "x", "feed": "ü/"})),
}


@pytest.mark.parametrize(("path", "text"), LEFT_TO_THE_ENGINE.values(), ids=LEFT_TO_THE_ENGINE)
def test_what_only_the_engine_can_lay_out(path: str, text: str) -> None:
    assert take_apart(path, text.encode()) is None


def test_a_page_comes_apart() -> None:
    leaf = take_apart("a/b/c.md", page(own={"title": "T", "kind": "k", "feed": "a/b/", "meta": [["n", "c"]]}).encode())
    assert leaf is not None
    assert leaf.shape == PageShape("a", 3, (("kind", "k"),), ("offprint.title",), True, 2)
    assert (leaf.parts, leaf.text, leaf.pairs, leaf.body) == (("a", "b", "c"), ("T",), (("n", "c"),), b"<p>\nx\n</p>")


@pytest.mark.parametrize(
    ("feed", "same", "elsewhere"),
    [("", 0, ()), ("a/", 1, ()), ("a/b/c/", 3, ()), ("d/", 0, ("d",)), ("d/e/", 0, ("d", "e")), ("a/d/", 1, ("d",))],
)
def test_a_feed_shares_parts_of_the_path(feed: str, same: int, elsewhere: tuple[str, ...]) -> None:
    leaf = take_apart("a/b/c.md", page(own={"kind": "k", "feed": feed}).encode())
    assert leaf is not None
    assert (leaf.shape.feed, leaf.shape.elsewhere, leaf.feed) == (same, len(elsewhere), elsewhere)


def test_a_feed_elsewhere_is_led_to(project: Path) -> None:
    """From each page of a kind to another feed: a few are laid out both ways, all are compared."""
    theme(project, "{{ own.feed | url }}")
    for number in range(12):
        own = json.dumps({"kind": "paper", "feed": f"series/s{number % 5}/"})
        (project / "docs" / "papers" / f"p{number}.md").write_text(f"---\noffprint: {own}\n---\n\n<p>\nText\n</p>\n")
    assert lay_out(project) == []
    assert framed(project / "work") == 1


def test_marks_in_a_paper_s_own_text_are_text() -> None:
    leaf = take_apart("a/b.md", page("<p>Qz0qxQzP1qQzbodyq</p>", own={"title": "Qz0qx&Qz0qy"}).encode())
    assert leaf is not None
    _, text = frame_page(leaf.shape)
    title = json.loads(text.splitlines()[1].removeprefix("offprint: "))["title"]
    frame = frame_of(leaf.shape, f"{title} <div>Qzbodyq</div>")
    assert frame is not None and frame.before == ("", Slot("0"), " ", Slot("body"), "")
    assert set_into(frame, leaf) == b"Qz0qx&Qz0qy <p>Qz0qxQzP1qQzbodyq</p>"
