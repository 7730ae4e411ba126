"""A site for tests of search. In: the built site. Out: its pages with the search files of papers made up here, some of them hostile."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.config.loading import Config
from generator.model import Appearance, Author, Link, Paper, PaperTag, Source
from generator.output import write
from generator.render.pages import render_pages
from generator.render.search import hand_page, render_search
from tests.render.samples import library, paper

SHELL = (
    "index.html",
    "404.html",
    "assets",
    "search/index.html",
    "papers/index.html",
    "about",
    "help",
    "tags/index.html",
)
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script> {{ 7*7 }} </title>'
WORDS = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel", "ivy", "juniper")
SHEET = """<!doctype html><title>A paper</title><link rel="icon" href="data:,">
<style>@view-transition{navigation:auto}</style>
"""
HAND = "# Help\n\nPress `/` for the *xylophone* field, see [about](about.md).\n"


def shelf(site: Path, folder: Path) -> Path:
    """`folder` becomes the site of the papers below."""
    for name in SHELL:
        source, place = site / name, folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            shutil.copyfile(source, place)
    fill(folder, papers())
    return folder


def fill(folder: Path, given: list[Paper]) -> None:
    """Write the search files of `given`, and for each paper what its page says; sweep those of an earlier call."""
    records = library(given)
    write(render_search(records, Config(), [hand_page("help.md", HAND)]), folder)
    add_pages(folder, given)


def add_pages(folder: Path, given: list[Paper]) -> None:
    """The body of each paper's own page, as it is rendered, without the theme around it."""
    keys = {f"papers/{each.key}.md": each.key for each in given}
    for file in render_pages(library(given), Config()):
        if file.path in keys:
            page = folder / "papers" / keys[file.path] / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(SHEET + str(file.content).split("\n---\n", 1)[1], "utf-8")


def papers() -> list[Paper]:
    """Fifty papers on trees, one word of WORDS in turn, over five years; and a few that test one thing each."""
    return [*(tree(number) for number in range(50)), *singles()]


def tree(number: int) -> Paper:
    word = WORDS[number % len(WORDS)]
    code = (Link(f"https://github.com/a/{number}", "code", "github.com"),) if number % 3 == 0 else ()
    other = (Link(f"https://example.org/{number}", "project", "example.org"),) if number % 4 == 0 else ()
    month = f"2025-{1 + number // 10:02d}"
    return paper(
        f"tree-{number}",
        f"Growing {word} trees, part {number}",
        abstract=f"We grow a {word} in a forest and measure how its leaves fall. " * 3
        + f"Sample {number} was quantum tested.",
        date=f"{2018 + number % 5}-0{1 + number % 9}",
        added=f"{month}-02",
        authors=(Author("Ada Lovelace"), Author(f"Grower Number{number}")),
        tags=(PaperTag("zeroth-order"),) if number % 2 else (PaperTag("alignment"),),
        links=code + other,
        appearances=(Appearance(f"{month}-02-weekly", Source("digests/a.txt", 1)),),
    )


def singles() -> list[Paper]:
    def single(key: str, title: str, abstract: str = "", **fields: object) -> Paper:
        return paper(key, title, abstract=abstract, date="2024", links=(), **fields)

    return [
        single(
            "hostile",
            f"Hostile {HOSTILE}",
            f"An abstract {HOSTILE} with \u202eturned\u202c text",
            authors=(Author(f"Eve {HOSTILE}"),),
        ),
        single(
            "cpp",
            "Fast solvers in C++",
            "No language but C++ is used for 3D meshes.",
            tags=(PaperTag("cpp"),),
            venues=("Proceedings of Numerics (SOLVECON) 2024",),
        ),
        single("hyphen", "Zero-shot retrieval with pre-trained encoders", "The chain of thought is short."),
        single(
            "thought",
            "Thought in a chain",
            "Of chain and thought, apart.",
            authors=tuple(Author(f"Thinker Nr{number}") for number in range(20)),
        ),
        single(
            "train", "A survey of how to train your willow at home and in the garden, with notes", "Notes of a winter."
        ),
        single(
            "trained", "Train your willow: how", "To train a willow, train it. A willow that you train is your willow."
        ),
        single("slip", "Decision making", "A forrest of decisions."),
        single(
            "fraud",
            "Willows that never stood",
            "",
            retracted="Retracted 2025 for fraud.",
            tags=(PaperTag("cpp"),),
            ids={},
        ),
        single("gone", "Willows that nobody shows", "", withdrawn="By its authors.", tags=(PaperTag("cpp"),), ids={}),
        single(
            "gpt",
            "GPT-4o reads x-rays",
            "LoRA adapters with β-divergence on 𝒟 and ∇f.",
            authors=(Author("José Hernández-Lobato"),),
            ids={"arxiv": "2405.01234", "doi": "10.1234/gpt"},
        ),
        single("arabic", "تعلم الآلة العميق", "", lang="ar", tags=()),
        single("chinese", "机器学习 方法", "深度学习", tags=()),
    ]
